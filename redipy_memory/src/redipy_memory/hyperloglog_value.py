"""The value of a HyperLogLog: a string in the server's own format.

16 bytes of header: ``HYLL``, one byte for the form (dense or sparse), three unused,
and the last count in eight bytes, little endian; its highest bit says that it is out
of date. Then come 16384 registers.

*Dense*: six bits each, from the lowest bit of the first byte on.

*Sparse*: runs of equal registers, in one byte ``00nnnnnn`` (n+1 zeros), two bytes
``01nnnnnn nnnnnnnn`` (n+1 zeros) or one byte ``1vvvvvnn`` (n+1 times v+1).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import inf, sqrt
from typing import Final

from redipy_core.errors import ResponseError, WrongTypeError
from redipy_memory.murmur import murmur64

REGISTERS: Final = 1 << 14
_INDEX_BITS: Final = 14
_RANKS: Final = 64 - _INDEX_BITS
_SEED: Final = 0xADC83B19
_HEADER: Final = 16
_FORM: Final = 4
_COUNT: Final = slice(8, 16)
_OUT_OF_DATE: Final = 0x80
_DENSE: Final = 0
_SPARSE: Final = 1
_DENSE_LENGTH: Final = _HEADER + REGISTERS * 6 // 8

_SPARSE_MOST: Final = 3000
"""The server's hll-sparse-max-bytes: a longer value becomes dense."""

_SPARSE_HIGHEST: Final = 32
_LONGEST_ZEROS: Final = 64
_LONGEST_VALUES: Final = 4
_LOOK_AHEAD: Final = 5
"""How many runs are looked at for neighbours that can be one."""

_ALPHA: Final = 0.721347520444481703680


def corrupted() -> ResponseError:
    """The error for registers that are not 16384."""
    return ResponseError("Corrupted HLL object detected", "INVALIDOBJ")


def check(value: bytes) -> None:
    """Raise WrongTypeError unless a string begins as a HyperLogLog does."""
    if (
        len(value) < _HEADER
        or value[:_FORM] != b"HYLL"
        or value[_FORM] > _SPARSE
        or (value[_FORM] == _DENSE and len(value) != _DENSE_LENGTH)
    ):
        raise WrongTypeError("Key is not a valid HyperLogLog string value.")


def place_of(element: bytes) -> tuple[int, int]:
    """The register in which an element counts, and what it counts there."""
    bits = murmur64(element, _SEED)
    rest = (bits >> _INDEX_BITS) | 1 << _RANKS
    return bits & (REGISTERS - 1), (rest & -rest).bit_length()


class HyperLogLog:
    """A HyperLogLog being worked on; ``data`` is the string."""

    def __init__(self, value: bytes | None = None) -> None:
        if value is None:
            value = b"HYLL" + bytes([_SPARSE]) + bytes(11) + _zeros(REGISTERS)
        else:
            check(value)
        self.data = bytearray(value)
        # A run before the last change, and its first register: registers that
        # change in order need no search from the start.
        self._near = _HEADER, 0

    @property
    def dense(self) -> bool:
        """Whether every register has its own six bits."""
        return self.data[_FORM] == _DENSE

    # -- the count ----------------------------------------------------------------

    @property
    def kept_count(self) -> int | None:
        """The last count, None if it is out of date."""
        if self.data[15] & _OUT_OF_DATE:
            return None
        return int.from_bytes(self.data[_COUNT], "little")

    def keep_count(self, count: int) -> None:
        """Keep a count until the next change."""
        self.data[_COUNT] = count.to_bytes(8, "little")

    def forget_count(self) -> None:
        """Say that the count is out of date."""
        self.data[15] |= _OUT_OF_DATE

    # -- reading -------------------------------------------------------------------

    def _runs(self) -> Iterator[tuple[int, int]]:
        """``(length, value)`` of the runs of the sparse form."""
        data, at, end = self.data, _HEADER, len(self.data)
        while at < end:
            length, value, width = _run(data, at)
            yield length, value
            at += width

    def having(self) -> Counter[int]:
        """How many registers have each value; ResponseError if they are not 16384."""
        if self.dense:
            return Counter(self._dense_registers())
        found: Counter[int] = Counter()
        for length, value in self._runs():
            found[value] += length
        if found.total() != REGISTERS:
            raise corrupted()
        return found

    def merge_into(self, highest: list[int]) -> None:
        """Let each register in the list be at least what it is here.

        Raises ResponseError if there are not 16384 here.
        """
        if self.dense:
            highest[:] = map(max, highest, self._dense_registers())
            return
        at = 0
        for length, value in self._runs():
            stop = at + length
            if stop > REGISTERS:
                raise corrupted()
            if value:
                highest[at:stop] = [max(old, value) for old in highest[at:stop]]
            at = stop
        if at != REGISTERS:
            raise corrupted()

    def _dense_registers(self) -> list[int]:
        found: list[int] = []
        data = self.data
        for at in range(_HEADER, _DENSE_LENGTH, 3):
            four = data[at] | data[at + 1] << 8 | data[at + 2] << 16
            found += (four & 63, four >> 6 & 63, four >> 12 & 63, four >> 18)
        return found

    # -- changing ------------------------------------------------------------------

    def raise_to(self, index: int, count: int) -> bool:
        """Let a register be at least ``count``; whether it was less."""
        if self.dense:
            return self._raise_dense(index, count)
        if count > _SPARSE_HIGHEST:
            self.make_dense()
            return self._raise_dense(index, count)
        return self._raise_sparse(index, count)

    def _raise_dense(self, index: int, count: int) -> bool:
        data, bit = self.data, index * 6
        at, shift = _HEADER + (bit >> 3), bit & 7
        # The last register ends with the last byte: there is none behind it.
        both = int.from_bytes(data[at : at + 2], "little")
        if both >> shift & 63 >= count:
            return False
        width = len(data[at : at + 2])
        both = (both & ~(63 << shift)) | count << shift
        data[at : at + width] = both.to_bytes(width, "little")
        return True

    def make_dense(self) -> None:
        """Take the dense form, if it is not taken."""
        if self.dense:
            return
        registers = [0] * REGISTERS
        self.merge_into(registers)
        packed = bytearray()
        for i in range(0, REGISTERS, 4):
            a, b, c, d = registers[i : i + 4]
            packed += (a | b << 6 | c << 12 | d << 18).to_bytes(3, "little")
        self.data[_HEADER:] = packed
        self.data[_FORM] = _DENSE

    def _raise_sparse(self, index: int, count: int) -> bool:
        data = self.data
        before, at, first = self._find(index)
        length, value, width = _run(data, at)
        if value >= count:
            return False
        after = first + length - index - 1
        split = _same(index - first, value) + _values(1, count) + _same(after, value)
        longer = len(split) - width
        if longer > 0 and len(data) + longer > _SPARSE_MOST:
            self.make_dense()
            return self._raise_dense(index, count)
        data[at : at + width] = split
        self._join(before)
        return True

    def _find(self, index: int) -> tuple[int, int, int]:
        """Where the run before a register's is, where its own is, its first one."""
        data = self.data
        start, first = self._near if index >= self._near[1] else (_HEADER, 0)
        before, before_first, at = start, first, start
        while at < len(data):
            length, _, width = _run(data, at)
            if index < first + length:
                if at == start > _HEADER:
                    self._near = _HEADER, 0
                    return self._find(index)
                self._near = before, before_first
                return before, at, first
            before, before_first = at, first
            at += width
            first += length
        raise corrupted()

    def _join(self, at: int) -> None:
        """Make one of neighbouring runs of one value, from the run at ``at`` on."""
        data = self.data
        for _ in range(_LOOK_AHEAD):
            if at >= len(data):
                return
            length, value, width = _run(data, at)
            if value and at + 1 < len(data) and data[at + 1] & 0x80:
                other, same, _ = _run(data, at + 1)
                if value == same and length + other <= _LONGEST_VALUES:
                    data[at : at + 2] = _values(length + other, value)
                    continue
            at += width


def _run(data: bytearray, at: int) -> tuple[int, int, int]:
    """The length and the value of a run, and how many bytes it takes."""
    byte = data[at]
    if byte & 0x80:
        return (byte & 3) + 1, (byte >> 2 & 31) + 1, 1
    if byte & 0x40:
        low = data[at + 1] if at + 1 < len(data) else 0
        return ((byte & 63) << 8 | low) + 1, 0, 2
    return (byte & 63) + 1, 0, 1


def _values(length: int, value: int) -> bytes:
    return bytes([0x80 | (value - 1) << 2 | (length - 1)])


def _zeros(length: int) -> bytes:
    if length > _LONGEST_ZEROS:
        return bytes([0x40 | (length - 1) >> 8, (length - 1) & 255])
    return bytes([length - 1])


def _same(length: int, value: int) -> bytes:
    """A run of some registers, perhaps of none."""
    if not length:
        return b""
    return _values(length, value) if value else _zeros(length)


# -- the estimate ------------------------------------------------------------------


def estimate(having: Counter[int]) -> int:
    """How many different elements were counted (Ertl's improved estimator).

    ``having`` is how many registers have each value.
    """
    size = float(REGISTERS)
    number = size * _tau((size - having[_RANKS + 1]) / size)
    for rank in range(_RANKS, 0, -1):
        number = (number + having[rank]) * 0.5
    number += size * _sigma(having[0] / size)
    if not number:
        raise corrupted()
    # A server rounds halves up.
    return int(_ALPHA * size * size / number + 0.5)


def _tau(x: float) -> float:
    if x in (0.0, 1.0):
        return 0.0
    weight, total = 1.0, 1.0 - x
    while True:
        x = sqrt(x)
        before = total
        weight *= 0.5
        total -= (1.0 - x) ** 2 * weight
        if total == before:
            return total / 3.0


def _sigma(x: float) -> float:
    if x == 1.0:
        return inf
    weight, total = 1.0, x
    while True:
        x *= x
        before = total
        total += x * weight
        weight += weight
        if total == before:
            return total
