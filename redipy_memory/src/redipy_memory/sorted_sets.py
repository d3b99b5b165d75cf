"""Sorted sets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from redipy_core.errors import SCORE_NAN, SYNTAX, CommandError
from redipy_core.text import to_integer
from redipy_memory.behaviour import changes, creates, keyspace, reads
from redipy_memory.keyspace import Keyspace
from redipy_memory.lists import index_range
from redipy_memory.score_range import read_lex_range, read_score_range
from redipy_memory.sorted_set import SortedSet
from redipy_memory.values import SORTED_SET

Scored = list[tuple[bytes, float]]


@keyspace("ZADD")
def zadd(
    db: Keyspace,
    key: bytes,
    nx: bool,
    xx: bool,
    gt: bool,
    lt: bool,
    ch: bool,
    incr: bool,
    mapping: Sequence[tuple[float, bytes]],
) -> int | float | None:
    items = db.get_as(key, SORTED_SET, SortedSet)
    if items is None:
        if xx:
            return None if incr else 0
        items = SortedSet()
    if incr:
        increment, member = mapping[0]
        reply: int | float | None = _increment(items, member, increment, nx, xx, gt, lt)
    else:
        reply = _add(items, mapping, nx, xx, gt, lt, ch)
    if items and key not in db.data:
        db.put(key, items)
    return reply


def _add(
    items: SortedSet,
    mapping: Iterable[tuple[float, bytes]],
    nx: bool,
    xx: bool,
    gt: bool,
    lt: bool,
    ch: bool,
) -> int:
    added = changed = 0
    scores, put = items.scores, items.put
    for score, member in mapping:
        before = scores.get(member)
        if before is None:
            if not xx:
                put(member, score)
                added += 1
        elif not (
            nx or score == before or (gt and score < before) or (lt and score > before)
        ):
            put(member, score)
            changed += 1
    return added + changed if ch else added


def _increment(
    items: SortedSet,
    member: bytes,
    increment: float,
    nx: bool = False,
    xx: bool = False,
    gt: bool = False,
    lt: bool = False,
) -> float | None:
    before = items.scores.get(member)
    if (before is None and xx) or (before is not None and nx):
        return None
    score = increment if before is None else before + increment
    if score != score:
        raise CommandError(SCORE_NAN)
    if before is not None and ((gt and score <= before) or (lt and score >= before)):
        return None
    items.put(member, score)
    return score


@creates("ZINCRBY", SORTED_SET)
def zincrby(items: SortedSet, increment: float, member: bytes) -> float | None:
    return _increment(items, member, increment)


@changes("ZREM", SORTED_SET, missing=0)
def zrem(items: SortedSet, members: Iterable[bytes]) -> int:
    return sum(map(items.discard, members))


@reads("ZCARD", SORTED_SET, missing=0)
def zcard(items: SortedSet) -> int:
    return len(items)


@reads("ZSCORE", SORTED_SET, missing=None)
def zscore(items: SortedSet, member: bytes) -> float | None:
    return items.scores.get(member)


@reads("ZRANK", SORTED_SET, missing=None)
def zrank(items: SortedSet, member: bytes) -> int | None:
    return items.rank(member)


@reads("ZREVRANK", SORTED_SET, missing=None)
def zrevrank(items: SortedSet, member: bytes) -> int | None:
    rank = items.rank(member)
    return None if rank is None else len(items) - 1 - rank


@changes("ZPOPMAX", SORTED_SET, missing=list)
def zpop_max(items: SortedSet, count: int | None) -> Scored:
    return items.pop(1 if count is None else count, highest=True)


@changes("ZPOPMIN", SORTED_SET, missing=list)
def zpop_min(items: SortedSet, count: int | None) -> Scored:
    return items.pop(1 if count is None else count, highest=False)


@keyspace("ZCOUNT")
def zcount(db: Keyspace, key: bytes, low: bytes, high: bytes) -> int:
    wanted = read_score_range(low, high)
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
    limit: tuple[int, int] | None,
    withscores: bool,
) -> Scored | list[bytes]:
    if order is None and limit is not None and limit[1] != -1:
        raise CommandError(
            f"{SYNTAX}, LIMIT is only supported in combination with"
            " either BYSCORE or BYLEX"
        )
    if order == b"BYLEX" and withscores:
        raise CommandError(
            f"{SYNTAX}, WITHSCORES not supported in combination with BYLEX"
        )
    if order is None:
        first, last = to_integer(start), to_integer(stop)
        items = db.get_as(key, SORTED_SET, SortedSet)
        if items is None:
            return []
        wanted = index_range(first, last, len(items))
    else:
        low, high = (stop, start) if rev else (start, stop)
        read = read_score_range if order == b"BYSCORE" else read_lex_range
        limits = read(low, high)
        items = db.get_as(key, SORTED_SET, SortedSet)
        if items is None:
            return []
        wanted = _limited(
            _seen_from(limits.places(items, rev=rev), len(items), rev), limit
        )
    return _members(items, wanted, rev, withscores)


def _seen_from(places: range, length: int, rev: bool) -> range:
    """Places counted from the end that the range begins at."""
    return range(length - places.stop, length - places.start) if rev else places


def _limited(places: range, limit: tuple[int, int] | None) -> range:
    if limit is None:
        return places
    offset, count = limit
    if offset < 0:
        return range(0)
    places = places[offset:]
    return places if count < 0 else places[:count]


def _members(
    items: SortedSet, places: range, rev: bool, withscores: bool
) -> Scored | list[bytes]:
    """The members at the places, which count from the top if ``rev``."""
    if not places:
        return []
    if rev:
        length = len(items)
        places = range(length - places.stop, length - places.start)
    chosen = items.order.islice(places.start, places.stop, reverse=rev)
    if withscores:
        return [(member, score) for score, member in chosen]
    return [member for _, member in chosen]
