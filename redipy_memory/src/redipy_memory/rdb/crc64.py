"""The checksum of a payload: CRC-64 with Jones' polynomial, reflected.

Short data is read eight bytes at a time. Long data is first folded: what a word
of 64 bits adds to the checksum, another word would that stands a stride later, and
which one that is follows for all words of a stride at once from translating bytes
and xor on big integers, which cost a few machine instructions each.
"""

from __future__ import annotations

from functools import cache
from struct import iter_unpack

_POLYNOMIAL = 0x95AC9329AC4BC9B5
"""0xAD93D23594C935A9 with its bits in reverse order."""

_STRIDE_BITS = 13
_STRIDE = 1 << _STRIDE_BITS
_LONG = 4 * _STRIDE
"""From this size on folding is worth while."""


def crc64(data: bytes) -> int:
    """The checksum of ``data``, 0 of nothing. O(N)."""
    if len(data) >= _LONG:
        whole = len(data) & -_STRIDE
        return _of_words(_folded(data, whole) + data[whole:])
    return _of_words(data)


def _of_words(data: bytes) -> int:
    t0, t1, t2, t3, t4, t5, t6, t7 = _tables()
    crc = 0
    whole = len(data) & ~7
    for (word,) in iter_unpack("<Q", memoryview(data)[:whole]):
        b0, b1, b2, b3, b4, b5, b6, b7 = (crc ^ word).to_bytes(8, "little")
        crc = t7[b0] ^ t6[b1] ^ t5[b2] ^ t4[b3] ^ t3[b4] ^ t2[b5] ^ t1[b6] ^ t0[b7]
    for byte in data[whole:]:
        crc = t0[(crc ^ byte) & 255] ^ crc >> 8
    return crc


@cache
def _tables() -> list[list[int]]:
    """For each byte its checksum, and the same with 1 to 7 zero bytes behind it."""
    first = [_of_byte(byte) for byte in range(256)]
    tables = [first]
    for _ in range(7):
        tables.append([crc >> 8 ^ first[crc & 255] for crc in tables[-1]])
    return tables


def _of_byte(crc: int) -> int:
    for _ in range(8):
        crc = crc >> 1 ^ (_POLYNOMIAL if crc & 1 else 0)
    return crc


# -- folding --------------------------------------------------------------------------


def _folded(data: bytes, whole: int) -> bytes:
    """One stride with the checksum of the first ``whole`` bytes, whole strides.

    A stride is held as eight planes, one behind the other: the first bytes of all
    words, their second bytes, and so on.
    """
    plane = _STRIDE // 8
    folding = _folding()
    held = _planes(data, 0)
    for at in range(_STRIDE, whole, _STRIDE):
        total = int.from_bytes(_planes(data, at), "little")
        for i, to_planes in enumerate(folding):
            part = held[i * plane : (i + 1) * plane]
            moved = b"".join([part.translate(table) for table in to_planes])
            total ^= int.from_bytes(moved, "little")
        held = total.to_bytes(_STRIDE, "little")
    words = bytearray(_STRIDE)
    for i in range(8):
        words[i::8] = held[i * plane : (i + 1) * plane]
    return bytes(words)


def _planes(data: bytes, at: int) -> bytes:
    return b"".join([data[at + i : at + _STRIDE : 8] for i in range(8)])


@cache
def _folding() -> list[list[bytes]]:
    """For each byte of a word, what it is a stride later in each of the eight."""
    step = [1 << bit >> 8 for bit in range(64)]  # what a zero byte makes of each bit
    step[:8] = [_of_byte(1 << bit) for bit in range(8)]
    for _ in range(_STRIDE_BITS):
        step = [_moved(step, bits) for bits in step]
    folding: list[list[bytes]] = []
    for bit in range(0, 64, 8):
        later = [0]
        for bits in step[bit : bit + 8]:
            later += [bits ^ other for other in later]
        columns = zip(*(word.to_bytes(8, "little") for word in later), strict=True)
        folding.append([bytes(column) for column in columns])
    return folding


def _moved(step: list[int], bits: int) -> int:
    """What a step that is given for each bit makes of several."""
    made = 0
    for of_bit in step:
        if bits & 1:
            made ^= of_bit
        bits >>= 1
    return made
