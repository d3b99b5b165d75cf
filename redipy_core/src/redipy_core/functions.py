"""What plugins declare for scripts: functions, and how Lua does them.

A function that works on every backend needs two declarations::

    ScriptFunctionSpec("shout", (1, 1), body=lambda text: text.upper())
    LuaHelper("shout", ("text",), "return string.upper(text)")

A script calls it with ``CallFn("shout", x)``. The memory backend calls
``body``; the redis backend calls the helper of the same name, unless a
:class:`LuaGeneralPatch` says how the call reads in Lua.

A helper may use the ones it ``requires``. Besides other plugins' helpers there
are those of the language itself, which every Lua backend has:

===================  ======================================================
``null``             the script language's null (``nil`` never occurs)
``text(x)``          a text or a number as text; else fails with TYPE
``truth(x)``         whether ``x`` counts as true
``equal(a, b)``      strict, structural equality
``less(a, b)``       byte order of two texts
``is_dict(x)``       whether a table is a dict (else it is a list)
``dict(t)``          marks the table ``t`` as a dict and returns it
``sorted_keys(d)``   a dict's keys in byte order
``number_text(n)``   a number as text
``fail(code, s)``    ends the script with an error
===================  ======================================================
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from redipy_core.kinds import ANY, Kind

ScriptValue: TypeAlias = (
    "bool | int | float | bytes | list[ScriptValue] | dict[bytes, ScriptValue] | None"
)
"""A value while a script runs. An ``int`` is always below 2^53 in magnitude."""

_HELPER_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
_LUA_WORDS: Final = frozenset(
    {
        "and",
        "break",
        "do",
        "else",
        "elseif",
        "end",
        "false",
        "for",
        "function",
        "if",
        "in",
        "local",
        "nil",
        "not",
        "or",
        "repeat",
        "return",
        "then",
        "true",
        "until",
        "while",
        "assert",
        "bit",
        "cjson",
        "cmsgpack",
        "collectgarbage",
        "debug",
        "error",
        "getmetatable",
        "ipairs",
        "load",
        "loadstring",
        "math",
        "next",
        "os",
        "pairs",
        "pcall",
        "print",
        "rawequal",
        "rawget",
        "rawset",
        "redis",
        "select",
        "server",
        "setmetatable",
        "string",
        "struct",
        "table",
        "tonumber",
        "tostring",
        "type",
        "unpack",
        "xpcall",
    }
)


@dataclass(frozen=True, slots=True)
class ScriptFunctionSpec:
    """A function that scripts call by name.

    ``arity`` is the least and the greatest number of arguments (None: no
    limit). ``body`` gets script values (text is ``bytes``) and gives one; it
    must not change them unless ``changes`` says that it may, and raises
    :class:`~redipy_core.errors.ScriptError` to end the script. ``returns`` says
    what kinds of value it gives: the more exact, the better the code.

    ``usual`` may save most calls of a function that is simple, which never fails and
    does nothing but give a value: an expression of Python that gives what ``body``
    gives. The arguments are ``{0}``, ``{1}`` …, each
    of them a name, the call of ``body`` is ``{call}``, and nothing else has a name
    but Python's builtins.
    """

    name: str
    arity: tuple[int, int | None]
    body: Callable[..., ScriptValue]
    returns: Kind = ANY
    doc: str = ""
    changes: bool = False
    usual: str = ""


@dataclass(frozen=True, slots=True)
class RedisFunctionSpec:
    """What a raw Redis call (``RedisFn``) does on the memory backend.

    It is for names that are no declared command. ``body`` gets a function that
    carries out a command given as words, the key with the client's prefix (None
    for a call without a key), and the further arguments; it gives a script
    value. On a server a :class:`LuaRedisPatch` of the same name does the work.
    """

    name: str
    body: Callable[
        [Callable[[Sequence[bytes]], object], bytes | None, list[ScriptValue]],
        ScriptValue,
    ]
    doc: str = ""


@dataclass(frozen=True, slots=True)
class LuaHelper:
    """A Lua function that is put in front of the scripts that use it.

    ``name`` and ``params`` are plain lower-case names; ``body`` is Lua 5.1 and
    ends with a ``return``; ``requires`` names the helpers that it calls.
    """

    name: str
    params: tuple[str, ...]
    body: str
    requires: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse names that would not be plain names in Lua."""
        for name in (self.name, *(p for p in self.params if p != "...")):
            if not _HELPER_NAME.fullmatch(name) or name in _LUA_WORDS:
                raise ValueError(f"{name!r} cannot name a Lua helper or parameter")


@dataclass(frozen=True, slots=True)
class LuaCode:
    """A Lua expression and the helpers that it uses."""

    code: str
    requires: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LuaOperand:
    """A compiled argument: Lua code, what kinds it may be, its constant if it is one.

    ``code`` stands for the value and is evaluated where it stands; use it once.
    """

    code: str
    kind: Kind
    constant: ScriptValue | None = None
    is_constant: bool = False


@dataclass(frozen=True, slots=True)
class LuaGeneralPatch:
    """How a call of a script function reads in Lua.

    ``rewrite`` gets the compiled arguments and gives the expression, or None to
    leave the call to the helper of the same name.
    """

    name: str
    rewrite: Callable[[Sequence[LuaOperand]], LuaCode | None]


@dataclass(frozen=True, slots=True)
class LuaRedisPatch:
    """How a Redis call in a script reads in Lua.

    ``name`` is the command's, in upper case. ``rewrite`` gets the call's words
    as Lua expressions (the name first, keys with their prefix) and gives the
    expression of its *result*, or None to leave the call as it is.
    """

    name: str
    rewrite: Callable[[Sequence[str]], LuaCode | None]
