"""The functions: Python for memory, Lua for servers, with one meaning.

Text is bytes, and only the letters of ASCII have a case: that is what a server's Lua
knows, whatever its locale. Where a function gets what it does not take it ends the
script with the same code and words on both sides.
"""

from __future__ import annotations

from collections.abc import Sequence

from redipy.plugin import (
    Kind,
    LuaCode,
    LuaGeneralPatch,
    LuaHelper,
    LuaOperand,
    ScriptError,
    ScriptFunctionSpec,
    ScriptValue,
)

MAX_WIDTH = 1_048_576
"""How long a padded text may be asked to be, in bytes."""

_TEXT = ("TYPE", "text is needed")
_SEPARATOR = ("RANGE", "a separator has at least one byte")
_WIDTH = ("RANGE", f"a width is a whole number up to {MAX_WIDTH}")
_FILL = ("RANGE", "what fills up is one byte")


def _error(words: tuple[str, str]) -> ScriptError:
    code, text = words
    return ScriptError(text, code)


def _text(value: ScriptValue) -> bytes:
    if not isinstance(value, bytes):
        raise _error(_TEXT)
    return value


def _lower(text: ScriptValue) -> ScriptValue:
    return _text(text).lower()


def _upper(text: ScriptValue) -> ScriptValue:
    return _text(text).upper()


def _split(text: ScriptValue, separator: ScriptValue) -> ScriptValue:
    whole, between = _text(text), _text(separator)
    if not between:
        raise _error(_SEPARATOR)
    return [*whole.split(between)]


def _pad(
    text: ScriptValue, width: ScriptValue, fill: ScriptValue = b" "
) -> ScriptValue:
    whole, filling = _text(text), _text(fill)
    if len(filling) != 1:
        raise _error(_FILL)
    if isinstance(width, bool) or not isinstance(width, (int, float)):
        raise _error(_WIDTH)
    if not -MAX_WIDTH <= width <= MAX_WIDTH or width != int(width):
        raise _error(_WIDTH)
    if width < 0:
        return whole.rjust(int(-width), filling)
    return whole.ljust(int(width), filling)


FUNCTIONS: Sequence[ScriptFunctionSpec] = (
    ScriptFunctionSpec(
        "text_lower", (1, 1), _lower, Kind.TEXT, "A text in lower case."
    ),
    ScriptFunctionSpec(
        "text_upper", (1, 1), _upper, Kind.TEXT, "A text in upper case."
    ),
    ScriptFunctionSpec(
        "text_split", (2, 2), _split, Kind.TEXTS, "The parts of a text."
    ),
    ScriptFunctionSpec("text_pad", (2, 3), _pad, Kind.TEXT, "A text made longer."),
)


def _fail(words: tuple[str, str]) -> str:
    code, text = words
    return f"fail('{code}', '{text}')"


HELPERS: Sequence[LuaHelper] = (
    LuaHelper(
        "text_only",
        ("x",),
        f"if type(x) ~= 'string' then {_fail(_TEXT)} end\nreturn x",
        ("fail",),
    ),
    LuaHelper(
        "text_lower", ("x",), "return string.lower(text_only(x))", ("text_only",)
    ),
    LuaHelper(
        "text_upper", ("x",), "return string.upper(text_only(x))", ("text_only",)
    ),
    LuaHelper(
        "text_split",
        ("x", "between"),
        "text_only(x)\n"
        f"if text_only(between) == '' then {_fail(_SEPARATOR)} end\n"
        "local parts, at = {}, 1\n"
        "while true do\n"
        "  local first, last = string.find(x, between, at, true)\n"
        "  if not first then break end\n"
        "  parts[#parts + 1] = string.sub(x, at, first - 1)\n"
        "  at = last + 1\n"
        "end\n"
        "parts[#parts + 1] = string.sub(x, at)\n"
        "return parts",
        ("text_only", "fail"),
    ),
    LuaHelper(
        "text_pad",
        ("x", "width", "filling"),
        "text_only(x)\n"
        "filling = text_only(filling or ' ')\n"
        f"if #filling ~= 1 then {_fail(_FILL)} end\n"
        "if type(width) ~= 'number' or width ~= math.floor(width)"
        f" or width < -{MAX_WIDTH} or width > {MAX_WIDTH} then {_fail(_WIDTH)} end\n"
        "local missing = string.rep(filling, math.abs(width) - #x)\n"
        "return width < 0 and missing .. x or x .. missing",
        ("text_only", "fail"),
    ),
)


def _case(function: str, name: str) -> LuaGeneralPatch:
    """A change of case, without a check, of what is certain to be text."""

    def rewrite(args: Sequence[LuaOperand]) -> LuaCode | None:
        (text,) = args
        if not text.kind.within(Kind.TEXT):
            return None
        return LuaCode(f"string.{function}({text.code})")

    return LuaGeneralPatch(name, rewrite)


PATCHES: Sequence[LuaGeneralPatch] = (
    _case("lower", "text_lower"),
    _case("upper", "text_upper"),
)
"""Where the compiler knows that an operand is text, Lua's own function does."""
