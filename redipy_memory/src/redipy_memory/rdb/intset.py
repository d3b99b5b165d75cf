"""Intsets: sets of whole numbers, sorted, all of one width."""

from __future__ import annotations

from collections.abc import Collection
from struct import calcsize, pack, unpack, unpack_from

from redipy_memory.rdb.errors import BadDataError

_FORMATS = {2: "h", 4: "i", 8: "q"}
_HEAD = "<II"


def read(blob: bytes) -> tuple[int, ...]:
    """The numbers of an intset; BadDataError if it is none, or empty."""
    if len(blob) < calcsize(_HEAD):
        raise BadDataError
    width, count = unpack_from(_HEAD, blob)
    numbers = blob[calcsize(_HEAD) :]
    if width not in _FORMATS or not count or len(numbers) != count * width:
        raise BadDataError
    found = unpack(f"<{count}{_FORMATS[width]}", numbers)
    if any(found[i] >= found[i + 1] for i in range(count - 1)):
        raise BadDataError
    return found


def write(numbers: Collection[int]) -> bytes:
    """The intset of different numbers of 64 bits."""
    ordered = sorted(numbers)
    most = max(-ordered[0] - 1, ordered[-1]).bit_length()
    width = 2 if most < 16 else 4 if most < 32 else 8
    count = len(ordered)
    return pack(f"{_HEAD}{count}{_FORMATS[width]}", width, count, *ordered)
