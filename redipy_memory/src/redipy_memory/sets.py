"""Sets."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from redipy_core.errors import CommandError
from redipy_core.text import INT_MAX, out_of_range
from redipy_memory.behaviour import changes, creates, keyspace, reads
from redipy_memory.cursors import page
from redipy_memory.keyspace import Keyspace
from redipy_memory.listed import WALK, ListedSet, pick_by_walk
from redipy_memory.order import Order
from redipy_memory.values import SET, SetValue


@creates("SADD", SET, changed=bool)
def sadd(items: SetValue, members: Sequence[bytes]) -> int:
    before = len(items)
    items.update(members)
    return len(items) - before


@changes("SREM", SET, missing=0, changed=bool)
def srem(items: SetValue, members: Sequence[bytes]) -> int:
    before = len(items)
    items.difference_update(members)
    return before - len(items)


@reads("SISMEMBER", SET, missing=False)
def sismember(items: SetValue, member: bytes) -> bool:
    return member in items


@keyspace("SMISMEMBER")
def smismember(db: Keyspace, key: bytes, members: Sequence[bytes]) -> list[bool]:
    items: SetValue | None = db.get_as(key, SET, set)
    return [items is not None and member in items for member in members]


@reads("SCARD", SET, missing=0)
def scard(items: SetValue) -> int:
    return len(items)


@reads("SMEMBERS", SET, missing=set)
def smembers(items: SetValue) -> SetValue:
    return items.copy()


@keyspace("SMOVE")
def smove(db: Keyspace, source: bytes, destination: bytes, member: bytes) -> bool:
    items: SetValue | None = db.get_as(source, SET, set)
    if items is None:
        return False
    target: SetValue | None = db.get_as(destination, SET, set)
    if member not in items:
        return False
    if source == destination:
        return True
    items.discard(member)
    db.changed(source, items, b"srem")
    if target is None:
        db.put(destination, {member}, b"sadd")
    elif member not in target:
        target.add(member)
        db.changed(destination, target, b"sadd")
    return True


# -- at random ------------------------------------------------------------------------


def _listed(db: Keyspace, key: bytes, items: SetValue) -> ListedSet:
    """The set at a key as one with an order, which it is from now on."""
    if isinstance(items, ListedSet):
        return items
    listed = db.data[key] = ListedSet(items)
    return listed


@keyspace("SPOP")
def spop(db: Keyspace, key: bytes, count: int | None) -> bytes | set[bytes] | None:
    items: SetValue | None = db.get_as(key, SET, set)
    if items is None:
        return None if count is None else set()
    taken: bytes | set[bytes]
    if count is not None:
        taken = _taken(db, key, items, count)
    elif len(items) <= WALK:
        taken = pick_by_walk(items, db.rng)
        items.discard(taken)
    else:
        taken = _listed(db, key, items).take(db.rng)
    if taken != set():
        db.changed(key, db.data[key], b"spop")
    return taken


def _taken(db: Keyspace, key: bytes, items: SetValue, count: int) -> set[bytes]:
    """Up to ``count`` members at random, which are removed."""
    if count >= len(items):
        taken = items.copy()
        items.clear()
    elif len(items) <= WALK * max(count, 1):
        taken = set(db.rng.sample([*items], count))
        items.difference_update(taken)
    else:
        listed = _listed(db, key, items)
        taken = {listed.take(db.rng) for _ in range(count)}
    return taken


@keyspace("SRANDMEMBER")
def srandmember(
    db: Keyspace, key: bytes, count: int | None
) -> bytes | list[bytes] | None:
    if count is not None and count < -INT_MAX:
        raise out_of_range(-INT_MAX, INT_MAX)
    items: SetValue | None = db.get_as(key, SET, set)
    if items is None:
        return None if count is None else []
    if count is None and len(items) <= WALK:
        return pick_by_walk(items, db.rng)
    walk = len(items) <= WALK * abs(count or 1)
    order = Order(items) if walk else _listed(db, key, items).order
    return order.pick(db.rng) if count is None else order.choose(db.rng, count)


# -- several sets ---------------------------------------------------------------------


def _sets(db: Keyspace, keys: Sequence[bytes]) -> list[SetValue]:
    """The sets at the keys, empty for those that are missing."""
    found: list[SetValue | None] = [db.get_as(key, SET, set) for key in keys]
    return [set() if items is None else items for items in found]


def _intersection(db: Keyspace, keys: Sequence[bytes]) -> SetValue:
    first, *others = sorted(_sets(db, keys), key=len)
    return first.intersection(*others)


def _union(db: Keyspace, keys: Sequence[bytes]) -> SetValue:
    return set().union(*_sets(db, keys))


def _difference(db: Keyspace, keys: Sequence[bytes]) -> SetValue:
    first, *others = _sets(db, keys)
    return first.difference(*others)


def _stored(db: Keyspace, destination: bytes, result: SetValue, event: bytes) -> int:
    db.store(destination, result, event)
    return len(result)


@keyspace("SINTER")
def sinter(db: Keyspace, keys: Sequence[bytes]) -> SetValue:
    return _intersection(db, keys)


@keyspace("SUNION")
def sunion(db: Keyspace, keys: Sequence[bytes]) -> SetValue:
    return _union(db, keys)


@keyspace("SDIFF")
def sdiff(db: Keyspace, keys: Sequence[bytes]) -> SetValue:
    return _difference(db, keys)


@keyspace("SINTERSTORE")
def sinterstore(db: Keyspace, destination: bytes, keys: Sequence[bytes]) -> int:
    return _stored(db, destination, _intersection(db, keys), b"sinterstore")


@keyspace("SUNIONSTORE")
def sunionstore(db: Keyspace, destination: bytes, keys: Sequence[bytes]) -> int:
    return _stored(db, destination, _union(db, keys), b"sunionstore")


@keyspace("SDIFFSTORE")
def sdiffstore(db: Keyspace, destination: bytes, keys: Sequence[bytes]) -> int:
    return _stored(db, destination, _difference(db, keys), b"sdiffstore")


@keyspace("SSCAN")
def sscan(
    db: Keyspace,
    key: bytes,
    cursor: int,
    match: bytes | None,
    count: int | CommandError | None,
) -> tuple[int, list[bytes]]:
    items: SetValue | None = db.get_as(key, SET, set)
    if items is None:
        return 0, []
    return page(items, lambda: _listed(db, key, items).order, cursor, match, count)


@keyspace("SINTERCARD")
def sintercard(db: Keyspace, keys: Sequence[bytes], limit: int | None) -> int:
    first, *others = sorted(_sets(db, keys), key=len)
    common = (member for member in first if all(member in s for s in others))
    return sum(1 for _ in islice(common, limit or None))
