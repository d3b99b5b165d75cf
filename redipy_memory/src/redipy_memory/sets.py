"""Sets."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from redipy_core.errors import CommandError
from redipy_core.text import INT_MAX, out_of_range
from redipy_memory.behaviour import changes, creates, keyspace, reads
from redipy_memory.keyspace import Keyspace
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


def _random_member(db: Keyspace, items: SetValue) -> bytes:
    return next(islice(items, db.rng.randrange(len(items)), None))


def _random_members(db: Keyspace, items: SetValue, count: int) -> list[bytes]:
    """Different members in random order, by one walk that copies nothing else."""
    places = db.rng.sample(range(len(items)), count)
    members = iter(items)
    found: dict[int, bytes] = {}
    before = -1
    for place in sorted(places):
        found[place] = next(islice(members, place - before - 1, None))
        before = place
    return [found[place] for place in places]


@keyspace("SPOP")
def spop(db: Keyspace, key: bytes, count: int | None) -> bytes | set[bytes] | None:
    items: SetValue | None = db.get_as(key, SET, set)
    if items is None:
        return None if count is None else set()
    taken: bytes | set[bytes]
    if count is None:
        taken = _random_member(db, items)
        items.discard(taken)
    else:
        some = count < len(items)
        taken = set(_random_members(db, items, count)) if some else items.copy()
        items -= taken
    if taken != set():
        db.changed(key, items, b"spop")
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
    if count is None:
        return _random_member(db, items)
    if count < 0:
        return db.rng.choices(list(items), k=-count)
    return _random_members(db, items, min(count, len(items)))


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
    return db.cursors.page(items, cursor, match, count)


@keyspace("SINTERCARD")
def sintercard(db: Keyspace, keys: Sequence[bytes], limit: int | None) -> int:
    first, *others = sorted(_sets(db, keys), key=len)
    common = (member for member in first if all(member in s for s in others))
    return sum(1 for _ in islice(common, limit or None))
