"""Hashes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from redipy_core.errors import (
    HASH_NOT_A_FLOAT,
    HASH_NOT_AN_INTEGER,
    INCREMENT_OVERFLOW,
    NOT_A_FLOAT,
    NOT_AN_INTEGER,
    OUT_OF_RANGE,
    CommandError,
)
from redipy_core.text import INT_MAX, INT_MIN, read_integer
from redipy_memory.behaviour import changes, creates, keyspace, reads
from redipy_memory.cursors import page
from redipy_memory.keyspace import Keyspace
from redipy_memory.listed import WALK, ListedDict, pick_by_walk
from redipy_memory.long_double import is_infinite, read_long_double
from redipy_memory.order import Order
from redipy_memory.strings import added_as_text
from redipy_memory.values import HASH, HashValue


@creates("HSET", HASH)
def hset(fields: HashValue, mapping: Sequence[tuple[bytes, bytes]]) -> int:
    before = len(fields)
    for field, value in mapping:
        fields[field] = value
    return len(fields) - before


@creates("HMSET", HASH, event="hset")
def hmset(fields: HashValue, mapping: Sequence[tuple[bytes, bytes]]) -> bool:
    fields.update(mapping)
    return True


@creates("HSETNX", HASH, event="hset", changed=bool)
def hsetnx(fields: HashValue, field: bytes, value: bytes) -> bool:
    if field in fields:
        return False
    fields[field] = value
    return True


@reads("HGET", HASH, missing=None)
def hget(fields: HashValue, field: bytes) -> bytes | None:
    return fields.get(field)


@keyspace("HMGET")
def hmget(db: Keyspace, key: bytes, names: Sequence[bytes]) -> list[bytes | None]:
    fields: HashValue | None = db.get_as(key, HASH, dict)
    return [None] * len(names) if fields is None else [*map(fields.get, names)]


@reads("HGETALL", HASH, missing=dict)
def hgetall(fields: HashValue) -> HashValue:
    return fields.copy()


@changes("HDEL", HASH, missing=0, changed=bool)
def hdel(fields: HashValue, names: Iterable[bytes]) -> int:
    before = len(fields)
    for name in names:
        fields.pop(name, None)
    return before - len(fields)


@reads("HEXISTS", HASH, missing=False)
def hexists(fields: HashValue, field: bytes) -> bool:
    return field in fields


@reads("HLEN", HASH, missing=0)
def hlen(fields: HashValue) -> int:
    return len(fields)


@reads("HSTRLEN", HASH, missing=0)
def hstrlen(fields: HashValue, field: bytes) -> int:
    return len(fields.get(field, b""))


@reads("HKEYS", HASH, missing=list)
def hkeys(fields: HashValue) -> list[bytes]:
    return list(fields)


@reads("HVALS", HASH, missing=list)
def hvals(fields: HashValue) -> list[bytes]:
    return list(fields.values())


@creates("HINCRBY", HASH)
def hincrby(fields: HashValue, field: bytes, increment: int) -> int:
    number = read_integer(fields.get(field, b"0"))
    if number is None:
        raise CommandError(HASH_NOT_AN_INTEGER)
    number += increment
    if not INT_MIN <= number <= INT_MAX:
        raise CommandError(INCREMENT_OVERFLOW)
    fields[field] = b"%d" % number
    return number


def _check_increment(field: bytes, increment: bytes) -> None:
    del field
    if is_infinite(increment):
        raise CommandError("value is NaN or Infinity")
    if read_long_double(increment) is None:
        raise CommandError(NOT_A_FLOAT)


@creates("HINCRBYFLOAT", HASH, first=_check_increment)
def hincrbyfloat(fields: HashValue, field: bytes, increment: bytes) -> bytes:
    text = added_as_text(fields.get(field), increment, HASH_NOT_A_FLOAT)
    fields[field] = text
    return text


# -- some of the fields ---------------------------------------------------------------


def _listed(db: Keyspace, key: bytes, fields: HashValue) -> ListedDict[bytes]:
    """The hash at a key as one with an order, which it is from now on."""
    if isinstance(fields, ListedDict):
        return fields
    listed = db.data[key] = ListedDict(fields)
    return listed


@keyspace("HRANDFIELD")
def hrandfield(
    db: Keyspace, key: bytes, count: int | None, withvalues: bool
) -> bytes | list[bytes] | list[tuple[bytes, bytes]] | None:
    if withvalues and count is None:
        raise CommandError(NOT_AN_INTEGER)
    if withvalues and count is not None and abs(count) > INT_MAX // 2:
        raise CommandError(OUT_OF_RANGE)
    fields: HashValue | None = db.get_as(key, HASH, dict)
    if fields is None:
        return None if count is None else []
    if count is None and len(fields) <= WALK:
        return pick_by_walk(fields, db.rng)
    walk = len(fields) <= WALK * abs(count or 1)
    order = Order(fields) if walk else _listed(db, key, fields).order
    if count is None:
        return order.pick(db.rng)
    chosen = order.choose(db.rng, count)
    return [(name, fields[name]) for name in chosen] if withvalues else chosen


@keyspace("HSCAN")
def hscan(
    db: Keyspace,
    key: bytes,
    cursor: int,
    match: bytes | None,
    count: int | CommandError | None,
) -> tuple[int, HashValue]:
    fields: HashValue | None = db.get_as(key, HASH, dict)
    if fields is None:
        return 0, {}
    following, names = page(
        fields, lambda: _listed(db, key, fields).order, cursor, match, count
    )
    return following, {name: fields[name] for name in names}
