"""The names in a compiled script: variables, and the helpers it carries.

Everything the compiler names begins with a capital; helpers are lower-case, so
the two never meet. Nothing here comes from a user.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from redipy_core.errors import ArgumentError, PluginError
from redipy_core.functions import LuaHelper
from redipy_core.tree import Script
from redipy_redis.lua_runtime import LANGUAGE

MAX_LOCALS = 120
"""With more variables and helpers than this the variables go into tables: Lua
has 200 locals, and nested loops need some."""

MAX_HELPERS = 110
"""Helpers that a script may use."""

MAX_IN_A_ROW = 50
"""Arguments that are passed one by one; more go through ``unpack``."""


CALL = "CALL"
"""What calls Redis: a local, as globals are looked up by name each time."""

_CALLS_REDIS = re.compile(r"redis\s*[.\[]\s*['\"]?p?call|\bCALL\b")


class Names:
    """What a script refers to, collected while it is compiled."""

    def __init__(
        self, script: Script, helpers: Mapping[str, LuaHelper], *, spilled: bool = False
    ) -> None:
        if clash := sorted(helpers.keys() & LANGUAGE.keys()):
            raise PluginError(f"the language itself has a Lua helper {clash[0]!r}")
        self._count = script.locals + 2 * (len(script.args) + len(script.keys))
        self.spilled = spilled or bool(script.blocks)
        self.in_block = False
        self._helpers = helpers
        self._used: list[str] = []
        self._fresh = 0
        self.args: set[int] = set()
        self.text_args: set[int] = set()
        self.keys: set[int] = set()
        self.key_names: set[int] = set()
        self._prefix = False
        self.glob = False
        self.calls_redis = False
        """Whether a patch or a helper of somebody else calls Redis."""

    def fresh(self, letter: str) -> str:
        """A name for the inside of one statement."""
        self._fresh += 1
        return f"{letter}{self._fresh}"

    def _variable(self, letter: str, index: int) -> str:
        return f"{letter}[{index + 1}]" if self.spilled else f"{letter}{index}"

    def local(self, index: int) -> str:
        """A local variable of the script."""
        return self._variable("V", index)

    def arg(self, index: int) -> str:
        """An argument."""
        self.args.add(index)
        return self._variable("A", index)

    def text_of_arg(self, index: int) -> str:
        """An argument that is text and never assigned; false if it is not text."""
        self.args.add(index)
        self.text_args.add(index)
        return self._variable("T", index)

    def key(self, index: int) -> str:
        """A key with its prefix."""
        self.keys.add(index)
        return self._variable("K", index)

    def key_name(self, index: int) -> str:
        """A key as its user knows it."""
        self.key_names.add(index)
        return self._variable("N", index)

    def only_names_in(self, code: str, known: Collection[int]) -> None:
        """Take back that names of keys are used, but those known before and in code."""
        self.key_names = {
            index
            for index in self.key_names
            if index in known or self._variable("N", index) in code
        }

    @property
    def prefix(self) -> bool:
        """Whether the client's prefix is used."""
        return self._prefix or bool(self.key_names)

    def use_prefix(self) -> str:
        """The client's prefix."""
        self._prefix = True
        return "PREFIX"

    def use_glob(self) -> str:
        """The client's prefix as the beginning of a pattern."""
        self.glob = True
        return "GLOB"

    # -- helpers ---------------------------------------------------------------

    def has_helper(self, name: str) -> bool:
        """Whether there is such a helper."""
        return name in self._helpers or name in LANGUAGE

    @property
    def too_many(self) -> bool:
        """Whether the variables must go into tables."""
        return not self.spilled and self._count + len(self._used) > MAX_LOCALS

    def helper(self, name: str) -> str:
        """What calls a helper; the script will carry it and what it requires.

        Blocks find their helpers in a table: a Lua function sees no more than 60
        outer variables.
        """
        self._use(name, ())
        return f"HELPERS.{name}" if self.in_block else name

    def require(self, names: Collection[str]) -> None:
        """Carry helpers."""
        for name in names:
            self._use(name, ())

    def _use(self, name: str, users: tuple[str, ...]) -> None:
        if name in self._used or name == "null":
            return
        if name in users:
            raise PluginError(f"the Lua helpers {' and '.join(users)} need each other")
        helper = self._helpers.get(name) or LANGUAGE.get(name)
        if helper is None:
            raise PluginError(f"there is no Lua helper {name!r}")
        for needed in helper.requires:
            if needed != name:
                self._use(needed, (*users, name))
        self._used.append(name)
        if name not in LANGUAGE:
            self.look_at(helper.body)
        self._prefix = self._prefix or "PREFIX" in helper.body
        if len(self._used) > MAX_HELPERS:
            raise ArgumentError(f"a script uses at most {MAX_HELPERS} Lua helpers")

    def look_at(self, code: str) -> None:
        """Note what code does that the compiler did not write."""
        self.calls_redis = self.calls_redis or bool(_CALLS_REDIS.search(code))

    def used_names(self) -> tuple[str, ...]:
        """The names of the helpers that are carried, each after those it needs."""
        return tuple(self._used)

    def used_helpers(self) -> list[LuaHelper]:
        """The helpers to write out, in an order in which each finds its own."""
        return [self._helpers.get(name) or LANGUAGE[name] for name in self._used]


def string_literal(data: bytes) -> str:
    """A Lua string: printable ASCII as it is, all else as ``\\ddd``."""
    return '"' + "".join(_CHARACTERS[byte] for byte in data) + '"'


_CHARACTERS = [
    chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\{byte:03d}"
    for byte in range(256)
]


def number_literal(number: int | float) -> str:
    """A Lua number."""
    if number != number:
        return "(0/0)"
    if number in (float("inf"), float("-inf")):
        return "math.huge" if number > 0 else "(-math.huge)"
    text = f"{number:.17g}"
    if number == 0:
        return "0"
    return f"({text})" if number < 0 else text


def constant(value: object) -> str:
    """A literal of the script language in Lua."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return number_literal(value)
    assert isinstance(value, bytes)
    return string_literal(value)


_WORD = re.compile(r'"(?:[^"\\]|\\.)*"|[A-Za-z_][\w.]*|[()]|\.\.|\S')


def joined(front: str, code: str) -> str:
    """``front .. code``, as one concatenation if ``code`` is one in parentheses."""
    depth = 0
    words = _WORD.findall(code)
    for place, word in enumerate(words):
        depth += (word == "(") - (word == ")")
        ended = depth == 0 and place < len(words) - 1
        if ended or (depth == 1 and word in _OPERATORS):
            return f"{front} .. {code}"
    return f"{front} .. {code[1:-1] if words[0] == '(' else code}"


_OPERATORS = frozenset({*"<>=~+-*/%#^", "and", "or", "not"})


def call(function: str, args: list[str]) -> str:
    """A call with however many arguments."""
    if len(args) <= MAX_IN_A_ROW:
        return f"{function}({', '.join(args)})"
    return f"{function}(unpack({{{', '.join(args)}}}, 1, {len(args)}))"
