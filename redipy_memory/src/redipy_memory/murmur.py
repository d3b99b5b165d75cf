"""MurmurHash64A, which decides where an element counts in a HyperLogLog."""

from __future__ import annotations

from struct import unpack_from
from typing import Final

_MULTIPLIER: Final = 0xC6A4A7935BD1E995
_MASK: Final = (1 << 64) - 1


def murmur64(data: bytes, seed: int) -> int:
    """The hash of ``data``, 64 bits."""
    length = len(data)
    state = (seed ^ (length * _MULTIPLIER)) & _MASK
    whole = length >> 3
    for block in unpack_from(f"<{whole}Q", data):
        block = (block * _MULTIPLIER) & _MASK
        block ^= block >> 47
        block = (block * _MULTIPLIER) & _MASK
        state = ((state ^ block) * _MULTIPLIER) & _MASK
    if length & 7:
        state ^= int.from_bytes(data[whole << 3 :], "little")
        state = (state * _MULTIPLIER) & _MASK
    state ^= state >> 47
    state = (state * _MULTIPLIER) & _MASK
    return state ^ (state >> 47)
