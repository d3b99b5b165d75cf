"""Commands that a server lacks, inside scripts: each is a Lua function.

The function is compiled from the command's portable script. It is a helper like
any other: a script carries it only if it calls the command.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from redipy_core.command import Command
from redipy_core.errors import NOT_A_FLOAT, NOT_AN_INTEGER, NOT_POSITIVE, SYNTAX
from redipy_core.functions import LuaHelper
from redipy_core.numbers import EXACT
from redipy_core.portable import Portable, portable_of
from redipy_core.tree import Script

NUMBER_HELPERS: Final = {
    "integer": "portable_integer",
    "positive": "portable_positive",
    "natural": "portable_natural",
    "double": "portable_double",
}
"""What makes a number of an argument, by the argument's type."""


@dataclass(frozen=True)
class Inlined:
    """A command's portable behaviour and the name of its function."""

    portable: Portable
    helper: str

    @property
    def script(self) -> Script:
        """The script's tree."""
        return self.portable.script

    @property
    def slots(self) -> tuple[int, ...]:
        """The slots that the function gets, in order."""
        return self.portable.keys + self.portable.args

    @property
    def params(self) -> tuple[str, ...]:
        """The function's parameters: the script's keys, then its arguments."""
        keys = (f"k{i}" for i in range(len(self.portable.keys)))
        args = (f"a{i}" for i in range(len(self.portable.args)))
        return (*keys, *args)


def inlined_commands(missing: Iterable[Command]) -> dict[Command, Inlined]:
    """The functions for commands that a server does not have."""
    ordered = sorted(missing, key=lambda command: command.name)
    return {
        command: Inlined(portable_of(command), _helper_name(i, command.name))
        for i, command in enumerate(ordered)
    }


def _helper_name(number: int, name: str) -> str:
    return f"portable{number}_{re.sub('[^a-z0-9]', '_', name.lower())}"


def helpers_for(inlined: Iterable[Inlined]) -> dict[str, LuaHelper]:
    """The helpers that the functions need, and their own places, still empty."""
    places = [LuaHelper(found.helper, found.params, "") for found in inlined]
    needed = (*_NUMBERS, *places) if places else ()
    return {helper.name: helper for helper in needed}


def _refuse(words: str) -> str:
    return f"error({{err = 'ERR {words}'}})"


def _whole(name: str, no_integer: str, least: int, too_low: str) -> LuaHelper:
    return LuaHelper(
        name,
        ("x",),
        "local n = x\n"
        "if type(x) == 'string' then\n"
        "  n = (x == '0' or string.find(x, '^-?[1-9]%d*$')) and tonumber(x)\n"
        "end\n"
        "if type(n) ~= 'number' or n ~= math.floor(n)"
        f" or n <= -{EXACT} or n >= {EXACT} then {_refuse(no_integer)} end\n"
        f"if n < {least} then {_refuse(too_low)} end\n"
        "return n",
    )


_NUMBERS: Final = (
    _whole(NUMBER_HELPERS["integer"], NOT_AN_INTEGER, -EXACT, NOT_AN_INTEGER),
    _whole(NUMBER_HELPERS["positive"], NOT_POSITIVE, 0, NOT_POSITIVE),
    _whole(NUMBER_HELPERS["natural"], NOT_AN_INTEGER, 1, SYNTAX),
    LuaHelper(
        NUMBER_HELPERS["double"],
        ("x",),
        "local n = x\n"
        "if type(x) == 'string' then\n"
        "  local rest = string.match(x, '^[+-]?%d+%.?%d*(.*)$')\n"
        "    or string.match(x, '^[+-]?%.%d+(.*)$')\n"
        "  n = rest and (rest == '' or string.find(rest, '^[eE][+-]?%d+$'))"
        " and tonumber(x)\n"
        "end\n"
        f"if type(n) ~= 'number' or n ~= n then {_refuse(NOT_A_FLOAT)} end\n"
        "return n",
    ),
)
