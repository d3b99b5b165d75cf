"""Sorted sets: ranges of members, by place, by score and in byte order."""

from __future__ import annotations

from redipy_core.errors import SYNTAX, CommandError
from redipy_core.text import to_integer
from redipy_memory.behaviour import changes, keyspace
from redipy_memory.keyspace import Keyspace
from redipy_memory.lists import index_range
from redipy_memory.score_range import (
    LexRange,
    ScoreRange,
    read_lex_range,
    read_score_range,
)
from redipy_memory.sorted_set import SortedSet
from redipy_memory.values import SORTED_SET

Scored = list[tuple[bytes, float]]
Limit = tuple[int, int] | None


# -- what a range takes ------------------------------------------------------------


def _no_lex_scores(withscores: bool) -> None:
    if withscores:
        raise CommandError(
            f"{SYNTAX}, WITHSCORES not supported in combination with BYLEX"
        )


def _chosen(
    db: Keyspace,
    key: bytes,
    limits: tuple[bytes, bytes],
    order: bytes | None,
    rev: bool,
    limit: Limit,
) -> list[tuple[float, bytes]]:
    """``(score, member)`` for each member in a range, in the range's order."""
    if order is None and limit is not None and limit[1] != -1:
        raise CommandError(
            f"{SYNTAX}, LIMIT is only supported in combination with"
            " either BYSCORE or BYLEX"
        )
    if order is None:
        first, last = map(to_integer, limits)
        items = db.get_as(key, SORTED_SET, SortedSet)
        return (
            []
            if items is None
            else _at(items, index_range(first, last, len(items)), rev)
        )
    low, high = reversed(limits) if rev else limits
    read = read_score_range if order == b"BYSCORE" else read_lex_range
    wanted: ScoreRange | LexRange = read(low, high)
    items = db.get_as(key, SORTED_SET, SortedSet)
    if items is None:
        return []
    places = _seen_from(wanted.places(items, rev=rev), len(items), rev)
    return _at(items, _limited(places, limit), rev)


def _seen_from(places: range, length: int, rev: bool) -> range:
    """Places counted from the end that the range begins at."""
    return range(length - places.stop, length - places.start) if rev else places


def _limited(places: range, limit: Limit) -> range:
    if limit is None:
        return places
    offset, count = limit
    if offset < 0:
        return range(0)
    places = places[offset:]
    return places if count < 0 else places[:count]


def _at(items: SortedSet, places: range, rev: bool) -> list[tuple[float, bytes]]:
    """What stands at the places, which count from the top if ``rev``."""
    if not places:
        return []
    places = _seen_from(places, len(items), rev)
    return list(items.order.islice(places.start, places.stop, reverse=rev))


def _shown(chosen: list[tuple[float, bytes]], withscores: bool) -> Scored | list[bytes]:
    if withscores:
        return [(member, score) for score, member in chosen]
    return [member for _, member in chosen]


# -- reading -----------------------------------------------------------------------


@keyspace("ZCOUNT")
def zcount(db: Keyspace, key: bytes, low: bytes, high: bytes) -> int:
    wanted = read_score_range(low, high)
    items = db.get_as(key, SORTED_SET, SortedSet)
    return 0 if items is None else len(wanted.places(items))


@keyspace("ZLEXCOUNT")
def zlexcount(db: Keyspace, key: bytes, low: bytes, high: bytes) -> int:
    wanted = read_lex_range(low, high)
    items = db.get_as(key, SORTED_SET, SortedSet)
    return 0 if items is None else len(wanted.places(items))


@keyspace("ZRANGE")
def zrange(
    db: Keyspace,
    key: bytes,
    start: bytes,
    stop: bytes,
    order: bytes | None,
    rev: bool,
    limit: Limit,
    withscores: bool,
) -> Scored | list[bytes]:
    if order is not None:
        _no_lex_scores(withscores and order == b"BYLEX")
    return _shown(_chosen(db, key, (start, stop), order, rev, limit), withscores)


@keyspace("ZREVRANGE")
def zrevrange(
    db: Keyspace,
    key: bytes,
    start: bytes,
    stop: bytes,
    withscores: bool,
    limit: Limit,
) -> Scored | list[bytes]:
    return _shown(_chosen(db, key, (start, stop), None, True, limit), withscores)


@keyspace("ZRANGEBYSCORE")
def zrangebyscore(
    db: Keyspace, key: bytes, low: bytes, high: bytes, withscores: bool, limit: Limit
) -> Scored | list[bytes]:
    chosen = _chosen(db, key, (low, high), b"BYSCORE", False, limit)
    return _shown(chosen, withscores)


@keyspace("ZREVRANGEBYSCORE")
def zrevrangebyscore(
    db: Keyspace, key: bytes, high: bytes, low: bytes, withscores: bool, limit: Limit
) -> Scored | list[bytes]:
    chosen = _chosen(db, key, (high, low), b"BYSCORE", True, limit)
    return _shown(chosen, withscores)


@keyspace("ZRANGEBYLEX")
def zrangebylex(
    db: Keyspace, key: bytes, low: bytes, high: bytes, withscores: bool, limit: Limit
) -> Scored | list[bytes]:
    _no_lex_scores(withscores)
    return _shown(_chosen(db, key, (low, high), b"BYLEX", False, limit), False)


@keyspace("ZREVRANGEBYLEX")
def zrevrangebylex(
    db: Keyspace, key: bytes, high: bytes, low: bytes, withscores: bool, limit: Limit
) -> Scored | list[bytes]:
    _no_lex_scores(withscores)
    return _shown(_chosen(db, key, (high, low), b"BYLEX", True, limit), False)


# -- changing ----------------------------------------------------------------------


@changes("ZREMRANGEBYRANK", SORTED_SET, missing=0, changed=bool)
def zremrangebyrank(items: SortedSet, start: int, stop: int) -> int:
    return items.remove_at(index_range(start, stop, len(items)))


def _remove(
    db: Keyspace, key: bytes, wanted: ScoreRange | LexRange, event: bytes
) -> int:
    items = db.get_as(key, SORTED_SET, SortedSet)
    if items is None:
        return 0
    removed = items.remove_at(wanted.places(items))
    if removed:
        db.changed(key, items, event)
    return removed


@keyspace("ZREMRANGEBYSCORE")
def zremrangebyscore(db: Keyspace, key: bytes, low: bytes, high: bytes) -> int:
    return _remove(db, key, read_score_range(low, high), b"zremrangebyscore")


@keyspace("ZREMRANGEBYLEX")
def zremrangebylex(db: Keyspace, key: bytes, low: bytes, high: bytes) -> int:
    return _remove(db, key, read_lex_range(low, high), b"zremrangebylex")


@keyspace("ZRANGESTORE")
def zrangestore(
    db: Keyspace,
    destination: bytes,
    source: bytes,
    start: bytes,
    stop: bytes,
    order: bytes | None,
    rev: bool,
    limit: Limit,
) -> int:
    chosen = _chosen(db, source, (start, stop), order, rev, limit)
    result = SortedSet()
    for score, member in chosen:
        result.put(member, score)
    db.store(destination, result, b"zrangestore")
    return len(result)
