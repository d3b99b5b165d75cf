"""Cursors over what one key holds: HSCAN, SSCAN and ZSCAN.

A server's promise: what is there from the first page to the last is given. A
cursor is a place on a line on which each name stands at a place of its own that
never changes, made of its hash, so it stays good whatever comes and goes. A
container that is small comes whole, as on a server.

To find the names from a place on, they are put in order once a scan, when it
starts, and looked up in that order from then on: a name that is there all the
time is in it, and what has gone since is left out. The last few orders are kept;
one that is not is made again, which costs time but breaks no promise.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Callable, Collection
from dataclasses import dataclass

from redipy_core.errors import CommandError
from redipy_core.glob import glob_matcher

SMALL = 128
"""A container with at most so many names comes in one page."""

_KEPT = 8
_MASK = 2**48 - 1


@dataclass(frozen=True, slots=True)
class _Order:
    """The names of a container by their places, as they were at some time."""

    held: Collection[bytes]
    places: list[int]
    names: list[bytes]


def _order_of(held: Collection[bytes]) -> _Order:
    line = sorted(((hash(name) & _MASK) + 1, name) for name in held)
    return _Order(held, [place for place, _ in line], [name for _, name in line])


class Cursors:
    """The scans that are under way in one keyspace."""

    def __init__(self) -> None:
        self._orders: OrderedDict[int, _Order] = OrderedDict()

    def clear(self) -> None:
        """Forget every order; cursors stay good."""
        self._orders.clear()

    def page(
        self,
        held: Collection[bytes],
        cursor: int,
        pattern: bytes | None,
        count: int | CommandError | None,
    ) -> tuple[int, list[bytes]]:
        """About ``count`` (10) names from ``cursor`` on, and the next cursor.

        ``held`` has the names and must tell quickly whether it has one. Raises
        the error that stands for options that do not fit.
        """
        if isinstance(count, CommandError):
            raise count
        following, names = self._page(held, cursor, 10 if count is None else count)
        if pattern is not None:
            matches: Callable[[bytes], object] = glob_matcher(pattern)
            names = [*filter(matches, names)]
        return following, names

    def _page(
        self, held: Collection[bytes], cursor: int, count: int
    ) -> tuple[int, list[bytes]]:
        if len(held) <= max(count, SMALL):
            return 0, list(held)
        order = self._order(held, fresh=not cursor)
        places = order.places
        start = bisect_left(places, cursor)
        end = min(start + count, len(places))
        while end < len(places) and end and places[end] == places[end - 1]:
            end += 1
        names = [name for name in order.names[start:end] if name in held]
        if end < len(places):
            return places[end], names
        del self._orders[id(held)]
        return 0, names

    def _order(self, held: Collection[bytes], *, fresh: bool) -> _Order:
        order = self._orders.get(id(held))
        if order is None or fresh or order.held is not held:
            order = self._orders[id(held)] = _order_of(held)
        self._orders.move_to_end(id(held))
        if len(self._orders) > _KEPT:
            self._orders.popitem(last=False)
        return order
