"""The older searches for places: a circle, and the result perhaps stored."""

from __future__ import annotations

from collections.abc import Sequence

from redipy_memory.behaviour import keyspace
from redipy_memory.geo import (
    Reader,
    Search,
    position_of_member,
    read_circle,
    read_position,
    refuse_with,
    run_search,
)
from redipy_memory.geohash import Shape
from redipy_memory.keyspace import Keyspace
from redipy_memory.sorted_set import SortedSet
from redipy_memory.values import SORTED_SET

Stored = tuple[bytes, bytes] | None
"""``STORE`` or ``STOREDIST`` and a key, where a method gave them."""


class _CircleReader(Reader):
    """Reads what comes after the circle; ``storing``: it may be stored."""

    def __init__(
        self, words: Sequence[bytes], items: SortedSet | None, *, storing: bool
    ) -> None:
        super().__init__(words, items)
        self._storing = storing

    def special(self, word: bytes) -> bool:
        if not self._storing or word not in (b"STORE", b"STOREDIST"):
            return False
        words = self.following(1)
        if words is None:
            return False
        self.search.destination = words[0]
        self.search.storedist = word == b"STOREDIST"
        return True

    def read(self) -> Search:
        search = super().read()
        if search.destination is not None:
            refuse_with(search, "STORE option in GEORADIUS")
        return search


def _run(
    db: Keyspace,
    items: SortedSet | None,
    circle: Shape | None,
    words: Sequence[bytes],
    *,
    storing: bool,
) -> object:
    search = _CircleReader(words, items, storing=storing).read()
    search.shape = circle
    return run_search(db, items, search)


@keyspace("GEORADIUS")
def georadius(
    db: Keyspace,
    key: bytes,
    longitude: bytes,
    latitude: bytes,
    radius: bytes,
    unit: bytes,
    options: Sequence[bytes],
    store: Stored,
) -> object:
    items = db.get_as(key, SORTED_SET, SortedSet)
    circle = read_circle(radius, unit, read_position(longitude, latitude))
    return _run(db, items, circle, [*options, *(store or ())], storing=True)


@keyspace("GEORADIUS_RO")
def georadius_ro(
    db: Keyspace,
    key: bytes,
    longitude: bytes,
    latitude: bytes,
    radius: bytes,
    unit: bytes,
    options: Sequence[bytes],
) -> object:
    items = db.get_as(key, SORTED_SET, SortedSet)
    circle = read_circle(radius, unit, read_position(longitude, latitude))
    return _run(db, items, circle, options, storing=False)


def _around(
    items: SortedSet | None, member: bytes, radius: bytes, unit: bytes
) -> Shape | None:
    """The circle around a member; without a key a server does not look at it."""
    if items is None:
        return None
    return read_circle(radius, unit, position_of_member(items, member))


@keyspace("GEORADIUSBYMEMBER")
def georadiusbymember(
    db: Keyspace,
    key: bytes,
    member: bytes,
    radius: bytes,
    unit: bytes,
    options: Sequence[bytes],
    store: Stored,
) -> object:
    items = db.get_as(key, SORTED_SET, SortedSet)
    circle = _around(items, member, radius, unit)
    return _run(db, items, circle, [*options, *(store or ())], storing=True)


@keyspace("GEORADIUSBYMEMBER_RO")
def georadiusbymember_ro(
    db: Keyspace,
    key: bytes,
    member: bytes,
    radius: bytes,
    unit: bytes,
    options: Sequence[bytes],
) -> object:
    items = db.get_as(key, SORTED_SET, SortedSet)
    circle = _around(items, member, radius, unit)
    return _run(db, items, circle, options, storing=False)
