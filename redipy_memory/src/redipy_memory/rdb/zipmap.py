"""Zipmaps, in which servers before 2.6 kept small hashes. They are only read.

A byte with the number of pairs, then for each pair the field's length, the field,
the value's length, how many bytes are free behind the value, the value, the free
bytes; 0xFF at the end.
"""

from __future__ import annotations

from redipy_memory.rdb.errors import BadDataError

_END = 0xFF
_MANY = 0xFE
"""The number of pairs, or a length, has no room in one byte."""


def read(blob: bytes) -> list[tuple[bytes, bytes]]:
    """The fields and their values; BadDataError if it is no zipmap, or empty."""
    last = len(blob) - 1
    if last < 1 or blob[last] != _END:
        raise BadDataError
    found: list[tuple[bytes, bytes]] = []
    at = 1
    while blob[at] != _END:
        start, end = _string(blob, at, last)
        field = blob[start:end]
        start, end = _string(blob, end, last, free=1)
        found.append((field, blob[start:end]))
        at = end + blob[start - 1]
        if at > last:
            raise BadDataError
    if not found or blob[0] not in (_MANY, len(found)):
        raise BadDataError
    return found


def _string(blob: bytes, at: int, last: int, free: int = 0) -> tuple[int, int]:
    """Where a string stands, ``free`` bytes after its length."""
    if blob[at] < _MANY:
        start, length = at + 1 + free, blob[at]
    else:
        start = at + 5 + free
        length = int.from_bytes(blob[at + 1 : at + 5], "little")
    if start + length > last:
        raise BadDataError
    return start, start + length
