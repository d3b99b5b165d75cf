"""Compiled chunks of Lua 5.1: tail calls made plain.

``return redis.call(…)`` is a tail call: the frame of the script would be gone
when an error wants to name the line that called. Where the function called is
C's, as on a server, Lua keeps the frame; ours are Lua's. A call that is no tail
call, followed by the same RETURN, means the same and keeps it. The one cost:
recursion in tail position has an end, as other recursion has.
"""

from __future__ import annotations

import struct
from typing import Final

_HEADER: Final = 12
_CALL, _TAILCALL, _SETLIST = 28, 29, 34
_OPCODE: Final = 0x3F
_C: Final = 0x1FF << 14


def keeping_frames(chunk: bytes) -> bytes:
    """A compiled chunk whose calls all keep the frame that they are made from.

    ``chunk`` is what ``string.dump`` gave on this machine, with 64-bit sizes and
    little-endian numbers; ValueError for another form.
    """
    if chunk[:_HEADER] != b"\x1bLua\x51\x00\x01\x04\x08\x04\x08\x00":
        raise ValueError("compiled chunks of this form are not known")
    code = bytearray(chunk)
    end = _Reader(code).function(_HEADER)
    if end != len(code):
        raise ValueError("a compiled chunk does not end where it should")
    return bytes(code)


class _Reader:
    """Walks over the functions of a chunk; ``at`` is where it stands."""

    def __init__(self, code: bytearray) -> None:
        self._code = code

    def _int(self, at: int) -> int:
        found: int = struct.unpack_from("<i", self._code, at)[0]
        return found

    def _after_string(self, at: int) -> int:
        size: int = struct.unpack_from("<Q", self._code, at)[0]
        return at + 8 + size

    def function(self, at: int) -> int:
        """Change a function and those in it; where it ends."""
        at = self._after_string(at) + 8 + 4  # source; lines; upvalues … stack
        at = self._instructions(at)
        at = self._constants(at)
        count, at = self._int(at), at + 4
        for _ in range(count):
            at = self.function(at)
        at += 4 + 4 * self._int(at)  # lines of instructions
        count, at = self._int(at), at + 4
        for _ in range(count):
            at = self._after_string(at) + 8  # a local's name, and where it lives
        count, at = self._int(at), at + 4
        for _ in range(count):
            at = self._after_string(at)  # an upvalue's name
        return at

    def _instructions(self, at: int) -> int:
        count, at = self._int(at), at + 4
        end = at + 4 * count
        while at < end:
            word: int = struct.unpack_from("<I", self._code, at)[0]
            opcode = word & _OPCODE
            if opcode == _TAILCALL:
                struct.pack_into("<I", self._code, at, word & ~(_OPCODE | _C) | _CALL)
            elif opcode == _SETLIST and not word & _C:
                at += 4  # the next word is a number
            at += 4
        return end

    def _constants(self, at: int) -> int:
        count, at = self._int(at), at + 4
        for _ in range(count):
            kind, at = self._code[at], at + 1
            if kind == 1:
                at += 1
            elif kind == 3:
                at += 8
            elif kind == 4:
                at = self._after_string(at)
            elif kind != 0:
                raise ValueError("a compiled chunk has an unknown constant")
        return at
