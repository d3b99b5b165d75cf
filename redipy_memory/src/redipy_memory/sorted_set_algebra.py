"""Sorted sets: what several of them have together, and popping from the first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import islice

from redipy_core.errors import SYNTAX, CommandError, WrongTypeError
from redipy_memory.behaviour import keyspace
from redipy_memory.keyspace import Keyspace
from redipy_memory.sorted_set import SortedSet
from redipy_memory.values import SORTED_SET

Scored = list[tuple[bytes, float]]
Scores = Mapping[bytes, float]
Weights = Sequence[float]


def _inputs(db: Keyspace, keys: Sequence[bytes], option: object) -> list[Scores]:
    """The scores at the keys; a plain set's are 1, a missing key has none.

    Options that do not fit are complained of once the keys were looked at.
    """
    found = [_scores(db, key) for key in keys]
    if isinstance(option, CommandError):
        raise option
    return found


def _scores(db: Keyspace, key: bytes) -> Scores:
    value = db.get(key)
    if value is None:
        return {}
    if isinstance(value, SortedSet):
        return value.scores
    if isinstance(value, set):
        return dict.fromkeys(value, 1.0)
    raise WrongTypeError


def _add(left: float, right: float) -> float:
    total = left + right
    return total if total == total else 0.0


def _least(left: float, right: float) -> float:
    return right if right < left else left


def _greatest(left: float, right: float) -> float:
    return right if right > left else left


_AGGREGATES: dict[bytes | None, Callable[[float, float], float]] = {
    None: _add,
    b"SUM": _add,
    b"MIN": _least,
    b"MAX": _greatest,
}


def _weighted(inputs: list[Scores], weights: Weights) -> list[tuple[Scores, float]]:
    """Sets and weights, the smallest set first: sums depend on the order."""
    if weights and len(weights) != len(inputs):
        raise CommandError(SYNTAX)
    pairs = zip(inputs, weights or [1.0] * len(inputs), strict=True)
    return sorted(pairs, key=lambda pair: len(pair[0]))


def _times(weight: float, score: float) -> float:
    product = weight * score
    return product if product == product else 0.0


def _union(
    inputs: list[Scores], weights: Weights, aggregate: bytes | None
) -> SortedSet:
    combine = _AGGREGATES[aggregate]
    result: dict[bytes, float] = {}
    for scores, weight in _weighted(inputs, weights):
        for member, score in scores.items():
            value = _times(weight, score)
            before = result.get(member)
            result[member] = value if before is None else combine(before, value)
    return SortedSet.holding(result)


def _intersection(
    inputs: list[Scores], weights: Weights, aggregate: bytes | None
) -> SortedSet:
    combine = _AGGREGATES[aggregate]
    (smallest, weight), *others = _weighted(inputs, weights)
    result: dict[bytes, float] = {}
    for member, score in smallest.items():
        if all(member in scores for scores, _ in others):
            value = _times(weight, score)
            for scores, factor in others:
                value = combine(value, factor * scores[member])
            result[member] = value
    return SortedSet.holding(result)


def _difference(inputs: list[Scores]) -> SortedSet:
    first, *others = inputs
    return SortedSet.holding(
        {
            member: score
            for member, score in first.items()
            if not any(member in scores for scores in others)
        }
    )


def _shown(result: SortedSet, withscores: object) -> Scored | list[bytes]:
    if withscores:
        return [(member, result.scores[member]) for member in result]
    return list(result)


@keyspace("ZUNION")
def zunion(
    db: Keyspace,
    keys: Sequence[bytes],
    weights: Weights,
    aggregate: bytes | None,
    withscores: object,
) -> Scored | list[bytes]:
    inputs = _inputs(db, keys, withscores)
    return _shown(_union(inputs, weights, aggregate), withscores)


@keyspace("ZINTER")
def zinter(
    db: Keyspace,
    keys: Sequence[bytes],
    weights: Weights,
    aggregate: bytes | None,
    withscores: object,
) -> Scored | list[bytes]:
    inputs = _inputs(db, keys, withscores)
    return _shown(_intersection(inputs, weights, aggregate), withscores)


@keyspace("ZDIFF")
def zdiff(
    db: Keyspace, keys: Sequence[bytes], withscores: object
) -> Scored | list[bytes]:
    return _shown(_difference(_inputs(db, keys, withscores)), withscores)


@keyspace("ZUNIONSTORE")
def zunionstore(
    db: Keyspace,
    destination: bytes,
    keys: Sequence[bytes],
    weights: Weights,
    aggregate: bytes | None,
) -> int:
    inputs = _inputs(db, keys, aggregate)
    return _stored(db, destination, _union(inputs, weights, aggregate), b"zunionstore")


@keyspace("ZINTERSTORE")
def zinterstore(
    db: Keyspace,
    destination: bytes,
    keys: Sequence[bytes],
    weights: Weights,
    aggregate: bytes | None,
) -> int:
    inputs = _inputs(db, keys, aggregate)
    result = _intersection(inputs, weights, aggregate)
    return _stored(db, destination, result, b"zinterstore")


@keyspace("ZDIFFSTORE")
def zdiffstore(
    db: Keyspace, destination: bytes, keys: Sequence[bytes], more: Sequence[bytes]
) -> int:
    inputs = _inputs(db, keys, CommandError(SYNTAX) if more else None)
    return _stored(db, destination, _difference(inputs), b"zdiffstore")


def _stored(db: Keyspace, destination: bytes, result: SortedSet, event: bytes) -> int:
    result.compact_if_small()
    db.store(destination, result, event)
    return len(result)


@keyspace("ZINTERCARD")
def zintercard(db: Keyspace, keys: Sequence[bytes], limit: int | None) -> int:
    first, *others = sorted(_inputs(db, keys, limit), key=len)
    common = (m for m in first if all(m in scores for scores in others))
    return sum(1 for _ in islice(common, limit or None))


@keyspace("ZMPOP")
def zmpop(
    db: Keyspace, keys: Sequence[bytes], where: bytes, count: int | None
) -> tuple[bytes, Scored] | None:
    for key in keys:
        items = db.get_as(key, SORTED_SET, SortedSet)
        if items is not None:
            highest = where == b"MAX"
            popped = items.pop(count or 1, highest=highest)
            db.changed(key, items, b"zpopmax" if highest else b"zpopmin")
            return key, popped
    return None
