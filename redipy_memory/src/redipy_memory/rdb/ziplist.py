"""Ziplists, which servers before 7.0 had in place of listpacks. They are only read.

Ten bytes of header (the size of the whole, where the last element begins, the
number of elements), the elements, 0xFF. An element begins with the size of the
one before it.
"""

from __future__ import annotations

from struct import unpack_from

from redipy_memory.rdb.errors import BadDataError

_HEAD = 10
_END = 0xFF
_MANY = 0xFFFF
_WIDTHS = {0xC0: 2, 0xD0: 4, 0xE0: 8, 0xF0: 3, 0xFE: 1}
"""Bytes of a number, by its encoding."""


def read(blob: bytes) -> list[bytes]:
    """The elements of a ziplist, numbers as text; BadDataError if it is none."""
    last = len(blob) - 1
    if last < _HEAD or blob[last] != _END:
        raise BadDataError
    size, tail, count = unpack_from("<IIH", blob)
    if size != len(blob):
        raise BadDataError
    found: list[bytes] = []
    at, begin, before = _HEAD, None, 0
    while blob[at] != _END:
        head, stated = _size_before(blob, at)
        if stated != before or at + head > last:
            raise BadDataError
        item, taken = _item(blob, at + head, last)
        found.append(item)
        begin, before = at, head + taken
        at += before
    if at != last or tail > last or begin not in (None, tail):
        raise BadDataError
    if count not in (_MANY, len(found)):
        raise BadDataError
    return found


def _size_before(blob: bytes, at: int) -> tuple[int, int]:
    """How many bytes tell the size of the element before, and that size."""
    if blob[at] < 0xFE:
        return 1, blob[at]
    return 5, int.from_bytes(blob[at + 1 : at + 5], "little")


def _item(blob: bytes, at: int, last: int) -> tuple[bytes, int]:
    """The element whose encoding begins at ``at``, and how many bytes it takes."""
    first = blob[at]
    if first < 0xC0:
        if first < 0x40:
            head, size = 1, first
        elif first < 0x80:
            head, size = 2, (first & 0x3F) << 8 | blob[at + 1]
        else:
            head, size = 5, int.from_bytes(blob[at + 1 : at + 5], "big")
        start = at + head
        if start + size > last:
            raise BadDataError
        return blob[start : start + size], head + size
    if 0xF1 <= first <= 0xFD:
        return b"%d" % ((first & 0x0F) - 1), _within(1, at, last)
    width = _WIDTHS.get(first, last)
    taken = _within(1 + width, at, last)
    number = int.from_bytes(blob[at + 1 : at + taken], "little", signed=True)
    return b"%d" % number, taken


def _within(size: int, at: int, last: int) -> int:
    """``size``, if an element of that size ends before ``last``."""
    if at + size > last:
        raise BadDataError
    return size
