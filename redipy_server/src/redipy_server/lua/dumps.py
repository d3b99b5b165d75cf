"""Libraries as FUNCTION DUMP gives them and FUNCTION RESTORE takes them.

One byte for each library, its code as a string of an RDB file, then the version of
that format and a checksum. Strings are written plainly; compressed ones are read.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Final

from redipy_core.errors import CommandError

_LIBRARY: Final = 0xF5
_VERSION: Final = 10
_POLYNOMIAL: Final = 0x95AC9329AC4BC9B5
"""Jones's, bits reversed."""
_LZF: Final = 0xC3
_BROKEN: Final = "DUMP payload version or checksum are wrong"
_UNREADABLE: Final = "failed loading functions"


def dumped(codes: Iterable[bytes]) -> bytes:
    """The payload for the code of some libraries."""
    body = b"".join(bytes([_LIBRARY]) + _length(len(c)) + c for c in codes)
    body += _VERSION.to_bytes(2, "little")
    return body + _checksum(body).to_bytes(8, "little")


def restored(payload: bytes) -> list[bytes]:
    """The code of each library in a payload. CommandError if it is none."""
    body, footer = payload[:-10], payload[-10:]
    version = int.from_bytes(footer[:2], "little")
    if len(footer) < 10 or version > _VERSION:
        raise CommandError(_BROKEN)
    if _checksum(payload[:-8]) != int.from_bytes(footer[2:], "little"):
        raise CommandError(_BROKEN)
    codes: list[bytes] = []
    at = 0
    try:
        while at < len(body):
            if body[at] != _LIBRARY:
                raise CommandError("given type is not a function")
            code, at = _string(body, at + 1)
            codes.append(code)
    except IndexError:
        raise CommandError(_UNREADABLE) from None
    return codes


def _length(count: int) -> bytes:
    if count < 1 << 6:
        return bytes([count])
    if count < 1 << 14:
        return (count | 1 << 14).to_bytes(2, "big")
    return b"\x80" + count.to_bytes(4, "big")


def _read_length(body: bytes, at: int) -> tuple[int, int]:
    first = body[at]
    if first < 0x40:
        return first, at + 1
    if first < 0x80:
        return (first & 0x3F) << 8 | body[at + 1], at + 2
    if first == 0x80:
        return int.from_bytes(body[at + 1 : at + 5], "big"), at + 5
    raise IndexError("a length of another kind")


def _string(body: bytes, at: int) -> tuple[bytes, int]:
    if body[at] == _LZF:
        packed, at = _read_length(body, at + 1)
        plain, at = _read_length(body, at)
        text = _decompressed(body[at : at + packed], plain)
        return text, at + packed
    count, at = _read_length(body, at)
    if at + count > len(body):
        raise IndexError("a string without an end")
    return body[at : at + count], at + count


def _decompressed(packed: bytes, size: int) -> bytes:
    """LZF: runs of bytes as they are, and of bytes that came before."""
    out = bytearray()
    at = 0
    while at < len(packed):
        control = packed[at]
        at += 1
        if control < 32:
            out += packed[at : at + control + 1]
            at += control + 1
            continue
        count = control >> 5
        if count == 7:
            count += packed[at]
            at += 1
        start = len(out) - ((control & 31) << 8 | packed[at]) - 1
        at += 1
        if start < 0:
            raise IndexError("bytes from before the beginning")
        for i in range(start, start + count + 2):
            out.append(out[i])
    if len(out) != size:
        raise IndexError("another size than was said")
    return bytes(out)


@cache
def _table() -> tuple[int, ...]:
    found: list[int] = []
    for byte in range(256):
        value = byte
        for _ in range(8):
            value = value >> 1 ^ (_POLYNOMIAL if value & 1 else 0)
        found.append(value)
    return tuple(found)


def _checksum(data: bytes) -> int:
    """CRC-64 as in RDB files."""
    table, value = _table(), 0
    for byte in data:
        value = table[(value ^ byte) & 0xFF] ^ value >> 8
    return value
