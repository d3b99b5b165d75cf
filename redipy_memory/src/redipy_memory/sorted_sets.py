"""Sorted sets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from redipy_core.errors import (
    INCR_PAIRS,
    NOT_AN_INTEGER,
    OUT_OF_RANGE,
    SCORE_NAN,
    CommandError,
)
from redipy_core.text import INT_MAX
from redipy_memory.behaviour import changes, creates, keyspace, reads
from redipy_memory.keyspace import Keyspace
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
    if incr and len(mapping) > 1:
        raise CommandError(INCR_PAIRS)
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


@keyspace("ZMSCORE")
def zmscore(db: Keyspace, key: bytes, members: Sequence[bytes]) -> list[float | None]:
    items = db.get_as(key, SORTED_SET, SortedSet)
    if items is None:
        return [None] * len(members)
    return [items.scores.get(member) for member in members]


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


@keyspace("ZRANDMEMBER")
def zrandmember(
    db: Keyspace, key: bytes, count: int | None, withscores: bool
) -> bytes | list[bytes] | Scored | None:
    if withscores and count is None:
        raise CommandError(NOT_AN_INTEGER)
    if withscores and count is not None and abs(count) > INT_MAX // 2:
        raise CommandError(OUT_OF_RANGE)
    items = db.get_as(key, SORTED_SET, SortedSet)
    if items is None:
        return None if count is None else []
    if count is None:
        return items.order[db.rng.randrange(len(items))][1]
    if count < 0:
        places: Sequence[int] = db.rng.choices(range(len(items)), k=-count)
    else:
        places = db.rng.sample(range(len(items)), min(count, len(items)))
    chosen = [items.order[place] for place in places]
    if withscores:
        return [(member, score) for score, member in chosen]
    return [member for _, member in chosen]


@keyspace("ZSCAN")
def zscan(
    db: Keyspace,
    key: bytes,
    cursor: int,
    match: bytes | None,
    count: int | CommandError | None,
) -> tuple[int, Scored]:
    items = db.get_as(key, SORTED_SET, SortedSet)
    if items is None:
        return 0, []
    following, members = db.cursors.page(items, cursor, match, count)
    return following, [(member, items.kept_score(member)) for member in members]
