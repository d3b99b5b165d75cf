"""Standard functions that Lua does in place, where the operands allow it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from redipy_core.functions import LuaCode, LuaGeneralPatch, LuaOperand, LuaRedisPatch
from redipy_core.kinds import NUMBER, Kind

_LONGEST_CHAIN: Final = 20


def _concatenate(parts: Sequence[LuaOperand]) -> LuaCode | None:
    """Texts in a row, if all of them are certain to be text or numbers."""
    if not 1 < len(parts) <= _LONGEST_CHAIN:
        return None
    codes: list[str] = []
    requires: list[str] = []
    for part in parts:
        if part.kind.within(Kind.TEXT):
            codes.append(part.code)
        elif part.kind.within(Kind.TEXT | NUMBER):
            codes.append(f"text({part.code})")
            requires.append("text")
        else:
            return None
    return LuaCode(f"({' .. '.join(codes)})", tuple(requires))


def _to_num(args: Sequence[LuaOperand]) -> LuaCode | None:
    """A number is one already, and what is text needs no question."""
    code, kind = args[0].code, args[0].kind
    if kind.within(NUMBER):
        return LuaCode(code)
    if kind.within(Kind.TEXT | Kind.NULL):
        return LuaCode(f"text_to_num({code})", ("text_to_num",))
    return None


def _to_str(args: Sequence[LuaOperand]) -> LuaCode | None:
    """Text is text already."""
    return LuaCode(args[0].code) if args[0].kind.within(Kind.TEXT) else None


STANDARD_PATCHES: Final = (
    LuaGeneralPatch("strs", _concatenate),
    LuaGeneralPatch("to_num", _to_num),
    LuaGeneralPatch("to_str", _to_str),
)
"""What this package registers for calls of functions."""

REDIS_PATCHES: Final[tuple[LuaRedisPatch, ...]] = ()
"""What this package registers for Redis calls: the declarations say it all."""
