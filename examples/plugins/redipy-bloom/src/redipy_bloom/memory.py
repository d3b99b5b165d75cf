"""The commands on the memory engine: a value of a type of its own."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import ClassVar, Self

from redipy.plugin import CommandError
from redipy_bloom.replies import FIELDS
from redipy_bloom.shape import (
    DEFAULT_CAPACITY,
    DEFAULT_EXPANSION,
    DEFAULT_RATE,
    check_capacity,
    check_rate,
    layers_of,
    places,
)
from redipy_memory.behaviour import creates, keyspace, reads
from redipy_memory.keyspace import Keyspace
from redipy_memory.values import CustomValue, ValueType

_HEAD = struct.Struct(">dQQQQQ")


class BloomFilter(CustomValue):
    """A filter: its layers' bits in one array."""

    type_name: ClassVar[bytes] = b"MBbloom--"

    def __init__(
        self,
        rate: float = DEFAULT_RATE,
        capacity: int = DEFAULT_CAPACITY,
        expansion: int = DEFAULT_EXPANSION,
    ) -> None:
        self.rate, self.capacity, self.expansion = rate, capacity, expansion
        self.layers = layers_of(rate, capacity, expansion, 1)
        self.items = self.in_last = 0
        self.data = bytearray(self.size)

    @property
    def size(self) -> int:
        """The layers' bits in bytes."""
        last = self.layers[-1]
        return -(-(last.start + last.bits) // 8)

    def holds(self, item: bytes) -> bool:
        """Whether an item was perhaps added."""
        data = self.data
        return any(
            all(data[at >> 3] & (128 >> (at & 7)) for at in places(item, layer))
            for layer in self.layers
        )

    def add(self, item: bytes) -> bool:
        """Add an item; whether it was new. Raises CommandError if there is no room."""
        if self.holds(item):
            return False
        if self.in_last >= self.layers[-1].capacity:
            self._grow()
        for at in places(item, self.layers[-1]):
            self.data[at >> 3] |= 128 >> (at & 7)
        self.items += 1
        self.in_last += 1
        return True

    def _grow(self) -> None:
        if not self.expansion:
            raise CommandError("non scaling filter is full")
        count = len(self.layers) + 1
        self.layers = layers_of(self.rate, self.capacity, self.expansion, count)
        self.data.extend(bytes(self.size - len(self.data)))
        self.in_last = 0

    def dump(self) -> bytes:
        """The numbers, then the bits."""
        head = self.rate, self.capacity, self.expansion
        count = len(self.layers)
        return _HEAD.pack(*head, count, self.items, self.in_last) + self.data

    @classmethod
    def load(cls, data: bytes) -> Self:
        """The filter of :meth:`dump`."""
        if len(data) < _HEAD.size:
            raise ValueError("too short for a filter")
        rate, capacity, expansion, count, items, in_last = _HEAD.unpack_from(data)
        found = cls(rate, capacity, expansion)
        found.layers = layers_of(rate, capacity, expansion, count)
        found.items, found.in_last = items, in_last
        found.data = bytearray(data[_HEAD.size :])
        if len(found.data) != found.size:
            raise ValueError("the bits of a filter are missing")
        return found


BLOOM = ValueType(BloomFilter.type_name, BloomFilter, BloomFilter)


@keyspace("BF.RESERVE")
def reserve(
    db: Keyspace,
    key: bytes,
    rate: float,
    capacity: int,
    expansion: int | None,
    nonscaling: bool,
) -> bool:
    """See the command."""
    check_rate(rate)
    check_capacity(capacity)
    if expansion is not None and (nonscaling or expansion < 1):
        raise CommandError("nonscaling filters cannot expand")
    if db.get(key) is not None:
        raise CommandError("item exists")
    growth = 0 if nonscaling else DEFAULT_EXPANSION if expansion is None else expansion
    db.put(key, BloomFilter(rate, capacity, growth), b"bf.reserve")
    return True


def _any(answer: object) -> bool:
    return answer is True or (isinstance(answer, list) and any(answer))


@creates("BF.ADD", BLOOM, changed=_any)
def add(found: BloomFilter, item: bytes) -> bool:
    """See the command."""
    return found.add(item)


@creates("BF.MADD", BLOOM, changed=_any)
def madd(found: BloomFilter, items: Sequence[bytes]) -> list[bool]:
    """See the command."""
    return [found.add(item) for item in items]


@reads("BF.EXISTS", BLOOM, missing=False)
def exists(found: BloomFilter, item: bytes) -> bool:
    """See the command."""
    return found.holds(item)


@keyspace("BF.MEXISTS")
def mexists(db: Keyspace, key: bytes, items: Sequence[bytes]) -> list[bool]:
    """See the command."""
    found = db.get_as(key, BLOOM, BloomFilter)
    return [found is not None and found.holds(item) for item in items]


@keyspace("BF.INFO")
def info(db: Keyspace, key: bytes) -> dict[bytes, int | None]:
    """See the command."""
    found = db.get_as(key, BLOOM, BloomFilter)
    if found is None:
        raise CommandError("not found")
    capacity = sum(layer.capacity for layer in found.layers)
    numbers = capacity, found.size, len(found.layers), found.items
    return dict(zip(FIELDS, (*numbers, found.expansion or None), strict=True))
