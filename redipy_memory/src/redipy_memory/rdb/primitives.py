"""What every value is made of: lengths, strings, times, doubles."""

from __future__ import annotations

from struct import pack, unpack

from redipy_core.text import read_integer
from redipy_memory.rdb.errors import BadDataError
from redipy_memory.rdb.lzf import compress, decompress

UNKNOWN_LENGTH = 2**64 - 1
"""What a server takes a length for that it cannot read; as a length it is none."""

_INT8, _INT16, _INT32, _LZF = range(4)
_WIDTHS = {_INT8: 1, _INT16: 2, _INT32: 4}

_PLAIN = 20
"""The longest string that is not worth compressing."""


def signed(number: int) -> int:
    """A number of 64 bits without a sign as one with a sign."""
    return number - 2**64 if number >= 2**63 else number


def unsigned(number: int) -> int:
    """The other way round."""
    return number & UNKNOWN_LENGTH


class Reader:
    """Reads a payload from its beginning.

    Whatever is read raises BadDataError where there is not enough left. The
    payload's last ten bytes can be read too, as on a server.
    """

    __slots__ = ("_at", "_data")

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, count: int) -> bytes:
        """The next ``count`` bytes."""
        end = self._at + count
        if end > len(self._data):
            raise BadDataError
        taken = self._data[self._at : end]
        self._at = end
        return taken

    def byte(self) -> int:
        """The next byte."""
        return self.take(1)[0]

    def _length(self) -> tuple[int, bool]:
        """A length, and whether it is the number of a string's encoding instead."""
        first = self.byte()
        kind, low = first >> 6, first & 0x3F
        if kind == 0b01:
            return low << 8 | self.byte(), False
        if kind != 0b10:
            return low, kind == 0b11
        if first == 0x80:
            return int.from_bytes(self.take(4), "big"), False
        if first == 0x81:
            return int.from_bytes(self.take(8), "big"), False
        return UNKNOWN_LENGTH, False

    def number(self) -> int:
        """A number without a sign, :data:`UNKNOWN_LENGTH` if it cannot be read."""
        return self._length()[0]

    def length(self) -> int:
        """How much or how many follow."""
        length = self.number()
        if length == UNKNOWN_LENGTH:
            raise BadDataError
        return length

    def string(self) -> bytes:
        """A string, however it is encoded."""
        length, encoded = self._length()
        if not encoded:
            if length == UNKNOWN_LENGTH:
                raise BadDataError
            return self.take(length)
        if length in _WIDTHS:
            number = self.take(_WIDTHS[length])
            return b"%d" % int.from_bytes(number, "little", signed=True)
        if length != _LZF:
            raise BadDataError
        size, length = self.length(), self.length()
        return decompress(self.take(size), length)

    def milliseconds(self) -> int:
        """A time, with its sign."""
        return int.from_bytes(self.take(8), "little", signed=True)

    def stream_id(self) -> int:
        """A stream's ID as it stands in lists of pending entries."""
        return int.from_bytes(self.take(16), "big")

    def double(self) -> float:
        """A double in binary."""
        (number,) = unpack("<d", self.take(8))
        assert isinstance(number, float)
        return number


# -- writing ------------------------------------------------------------------------


def length(count: int) -> bytes:
    """A length, or a number of 64 bits without a sign."""
    if count < 1 << 6:
        return bytes((count,))
    if count < 1 << 14:
        return pack(">H", 0x4000 | count)
    if count < 1 << 32:
        return pack(">BI", 0x80, count)
    return pack(">BQ", 0x81, count)


def string(data: bytes) -> bytes:
    """A string as short as a server writes it.

    One that spells a number of 32 bits is written as that number, a longer one
    compressed.
    """
    number = read_integer(data) if len(data) <= 11 else None
    if number is not None:
        for encoding, width in _WIDTHS.items():
            if -1 << 8 * width - 1 <= number < 1 << 8 * width - 1:
                number_bytes = number.to_bytes(width, "little", signed=True)
                return bytes((0xC0 | encoding,)) + number_bytes
    size = length(len(data))
    packed = compress(data) if len(data) > _PLAIN else None
    if packed is None:
        return size + data
    return bytes((0xC0 | _LZF,)) + length(len(packed)) + size + packed


def milliseconds(moment: int) -> bytes:
    """A time."""
    return moment.to_bytes(8, "little", signed=True)


def stream_id(number: int) -> bytes:
    """A stream's ID as it stands in lists of pending entries."""
    return number.to_bytes(16, "big")


def double(number: float) -> bytes:
    """A double in binary."""
    return pack("<d", number)
