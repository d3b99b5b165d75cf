"""Sets and dictionaries whose names also stand in an :class:`Order`.

A set or a hash has no order until somebody asks for a member at random or scans
it. Then one of these takes its place, once, in O(n); from then on picks and pages
are O(1) for each name, and every change keeps the order.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable
from itertools import islice
from typing import TypeVar

from redipy_memory.order import Order

V = TypeVar("V")

WALK = 400
"""How many names may be passed for each that is picked before an order pays."""


def pick_by_walk(names: Collection[bytes], rng: random.Random) -> bytes:
    """A name at random, each equally likely: O(n), the fastest where they are few."""
    return next(islice(names, int(rng.random() * len(names)), None))


class ListedSet(set[bytes]):
    """A set with an order of its members."""

    __slots__ = ("_order",)

    _order: Order

    @property
    def order(self) -> Order:
        """The members in a line, for reading only. It is made when first asked for."""
        try:
            return self._order
        except AttributeError:
            self._order = Order(self)
            return self._order

    def take(self, rng: random.Random) -> bytes:
        """Remove and return a member at random; there must be one."""
        name = self.order.take(rng)
        set.discard(self, name)
        return name

    def add(self, name: bytes, /) -> None:
        if name not in self:
            self.order.add(name)
            set.add(self, name)

    def discard(self, name: object, /) -> None:
        if isinstance(name, bytes) and name in self:
            self.order.discard(name)
            set.discard(self, name)

    def pop(self) -> bytes:
        order = self.order
        name = set.pop(self)
        order.discard(name)
        return name

    def update(self, *others: Iterable[bytes]) -> None:
        for name in set[bytes]().union(*others).difference(self):
            self.add(name)

    def difference_update(self, *others: Iterable[object]) -> None:
        for name in set[object]().union(*others).intersection(self):
            self.discard(name)

    def clear(self) -> None:
        self.order.clear()
        set.clear(self)

    # What is made of it is a plain set, as it is of one.

    def copy(self) -> set[bytes]:
        return set(self)

    def intersection(self, *others: Iterable[object]) -> set[bytes]:
        return self.copy().intersection(*others)

    def difference(self, *others: Iterable[object]) -> set[bytes]:
        return self.copy().difference(*others)


class ListedDict(dict[bytes, V]):
    """A dictionary with an order of its keys."""

    __slots__ = ("_order",)

    _order: Order

    @property
    def order(self) -> Order:
        """The keys in a line, for reading only. It is made when first asked for."""
        try:
            return self._order
        except AttributeError:
            self._order = Order(self)
            return self._order

    def __setitem__(self, name: bytes, value: V, /) -> None:
        if name not in self:
            self.order.add(name)
        dict.__setitem__(self, name, value)

    def __delitem__(self, name: bytes, /) -> None:
        order = self.order
        dict.__delitem__(self, name)
        order.discard(name)

    def pop(self, name: bytes, *default: V) -> V:  # type: ignore[override]
        if name in self:
            self.order.discard(name)
        return dict.pop(self, name, *default)

    def popitem(self) -> tuple[bytes, V]:
        order = self.order
        item = dict.popitem(self)
        order.discard(item[0])
        return item

    def update(self, *others: Iterable[tuple[bytes, V]]) -> None:  # type: ignore[override]
        for name, value in dict[bytes, V](*others).items():
            self[name] = value

    def clear(self) -> None:
        self.order.clear()
        dict.clear(self)


# Their other ways to change are not used. They are refused rather than go past
# the order.
for _name in (
    *("remove", "intersection_update", "symmetric_difference_update"),
    *("__iand__", "__ior__", "__isub__", "__ixor__"),
):
    setattr(ListedSet, _name, None)
for _name in ("setdefault", "__ior__"):
    setattr(ListedDict, _name, None)
