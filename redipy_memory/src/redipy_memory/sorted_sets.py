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
from redipy_memory.behaviour import changes, keyspace, reads, something
from redipy_memory.cursors import page
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
    reply: int | float | None
    if incr:
        (increment, member), before = mapping[0], items.scores.get(mapping[0][1])
        reply = _increment(items, member, increment, nx, xx, gt, lt)
        changed = reply is not None and reply != before
    else:
        added, raised = _add(items, mapping, nx, xx, gt, lt)
        reply = added + raised if ch else added
        changed = added + raised > 0
    event = b"zincr" if incr else b"zadd"
    if items and key not in db.data:
        db.put(key, items, event)
    elif changed:
        db.changed(key, items, event)
    return reply


def _add(
    items: SortedSet,
    mapping: Iterable[tuple[float, bytes]],
    nx: bool,
    xx: bool,
    gt: bool,
    lt: bool,
) -> tuple[int, int]:
    """How many members were added, and how many got another score."""
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
    return added, changed


def _increment(
    items: SortedSet,
    member: bytes,
    increment: float,
    nx: bool,
    xx: bool,
    gt: bool,
    lt: bool,
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


@keyspace("ZINCRBY")
def zincrby(
    db: Keyspace, key: bytes, increment: float, member: bytes
) -> int | float | None:
    pairs = [(increment, member)]
    return zadd(db, key, False, False, False, False, False, True, pairs)


@changes("ZREM", SORTED_SET, missing=0, changed=bool)
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


@changes("ZPOPMAX", SORTED_SET, missing=list, changed=something)
def zpop_max(items: SortedSet, count: int | None) -> Scored:
    return items.pop(1 if count is None else count, highest=True)


@changes("ZPOPMIN", SORTED_SET, missing=list, changed=something)
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
    following, members = page(items, items.listed, cursor, match, count)
    return following, [(member, items.kept_score(member)) for member in members]
