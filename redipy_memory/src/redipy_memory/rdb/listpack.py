"""Listpacks: short strings and numbers in a row.

Six bytes of header (the size of the whole, the number of elements), the elements,
0xFF. An element is its own encoding followed by that encoding's size, written so
that it can be read from its end.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from struct import pack

from redipy_core.text import read_integer
from redipy_memory.listpack import size_of_size
from redipy_memory.rdb.errors import BadDataError

Element = bytes | int
"""What was written as a number comes back as one."""

_HEAD = 6
_END = 0xFF
_MANY = 0xFFFF
"""Stands for a number of elements that the header has no room for."""

_WIDTHS = {0xF1: 2, 0xF2: 3, 0xF3: 4, 0xF4: 8}
"""Bytes of a number, by the element's first byte."""


# -- reading ------------------------------------------------------------------------


def read(blob: bytes) -> list[Element]:
    """The elements of a listpack; BadDataError if it is none."""
    found, end = _walk(blob)
    count = int.from_bytes(blob[4:_HEAD], "little")
    if end != len(blob) - 1 or count not in (_MANY, len(found)):
        raise BadDataError
    return found


def read_loosely(blob: bytes) -> list[Element]:
    """As :func:`read`, as a server reads those of streams.

    It does not count the elements, and stops at the first 0xFF that begins one.
    """
    return _walk(blob)[0]


def texts(elements: Iterable[Element]) -> list[bytes]:
    """The elements as strings."""
    return [item if isinstance(item, bytes) else b"%d" % item for item in elements]


def _walk(blob: bytes) -> tuple[list[Element], int]:
    """The elements, and where the walk ended."""
    last = len(blob) - 1
    if last < _HEAD or blob[last] != _END:
        raise BadDataError
    if int.from_bytes(blob[:4], "little") != len(blob):
        raise BadDataError
    found: list[Element] = []
    at = _HEAD
    while (first := blob[at]) != _END:
        if first < 0x80:
            size = 1
            found.append(first)
        elif first < 0xC0:
            size = 1 + (first & 0x3F)
            found.append(blob[at + 1 : at + size])
        elif first < 0xE0:
            size = 2
            number = (first & 0x1F) << 8 | blob[at + 1]
            found.append(number - 0x2000 if number & 0x1000 else number)
        elif first <= 0xF0:
            head, length = _string_head(blob, at)
            size = head + length
            found.append(blob[at + head : at + size])
        else:
            size = 1 + _WIDTHS.get(first, last)
            found.append(
                int.from_bytes(blob[at + 1 : at + size], "little", signed=True)
            )
        end = at + size + size_of_size(size)
        if end > last:
            raise BadDataError
        if (size > 127 or blob[end - 1] != size) and _size_before(blob, end) != size:
            raise BadDataError
        at = end
    return found, at


def _string_head(blob: bytes, at: int) -> tuple[int, int]:
    """The size of a longer string's head, and the string's."""
    if blob[at] == 0xF0:
        return 5, int.from_bytes(blob[at + 1 : at + 5], "little")
    return 2, (blob[at] & 0x0F) << 8 | blob[at + 1]


def _size_before(blob: bytes, end: int) -> int | None:
    """The size that stands before ``end``, read backwards."""
    size = shift = 0
    while shift <= 28:
        end -= 1
        size |= (blob[end] & 127) << shift
        if blob[end] < 128:
            return size
        shift += 7
    return None


# -- writing ------------------------------------------------------------------------


def write(elements: Iterable[Element]) -> bytes:
    """The listpack of these elements."""
    return join([element(item) for item in elements])


def join(encoded: Sequence[bytes]) -> bytes:
    """The listpack of elements that :func:`element` made."""
    body = b"".join(encoded)
    size = _HEAD + len(body) + 1
    return pack("<IH", size, min(len(encoded), _MANY)) + body + b"\xff"


def size_of(encoded: Iterable[bytes]) -> int:
    """The size of the listpack of elements that :func:`element` made."""
    return _HEAD + sum(map(len, encoded)) + 1


def element(item: Element) -> bytes:
    """One element as it stands in a listpack; a string that spells a number as one."""
    number = item if isinstance(item, int) else read_integer(item)
    body = _string(item) if number is None else _number(number)
    size = len(body)
    if size <= 127:
        return body + bytes((size,))
    count = size_of_size(size)
    parts = [size >> 7 * i & 127 | 128 for i in range(count)]
    parts[-1] &= 127
    return body + bytes(reversed(parts))


def _string(item: Element) -> bytes:
    assert isinstance(item, bytes)
    length = len(item)
    if length < 64:
        return bytes((0x80 | length,)) + item
    if length < 4096:
        return bytes((0xE0 | length >> 8, length & 255)) + item
    return pack("<BI", 0xF0, length) + item


def _number(number: int) -> bytes:
    if 0 <= number < 128:
        return bytes((number,))
    if -4096 <= number < 4096:
        number &= 0x1FFF
        return bytes((0xC0 | number >> 8, number & 255))
    bits = (number if number >= 0 else ~number).bit_length() + 1
    for first, width in _WIDTHS.items():
        if bits <= 8 * width:
            return bytes((first,)) + number.to_bytes(width, "little", signed=True)
    raise ValueError(f"{number} has more than 64 bits")
