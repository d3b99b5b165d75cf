"""Sorted sets, for callers that wait until there is something to take."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import partial

from redipy_core.errors import WrongTypeError
from redipy_memory.behaviour import keyspace
from redipy_memory.blocking import Wait
from redipy_memory.keyspace import Keyspace
from redipy_memory.sorted_set_algebra import zmpop
from redipy_memory.sorted_sets import Scored, zadd
from redipy_memory.values import SORTED_SET

Member = tuple[bytes, bytes, float]
Members = tuple[bytes, Scored]


def _give_back(db: Keyspace, popped: Members) -> None:
    """Put members back that were taken for a caller who is gone.

    One that somebody added again meanwhile stays as it is.
    """
    key, members = popped
    scores = [(score, member) for member, score in members]
    with suppress(WrongTypeError):
        zadd(db, key, True, False, False, False, False, False, scores)


def _pop(
    db: Keyspace, keys: Sequence[bytes], timeout: float, highest: bool
) -> Member | Wait[Member] | None:
    where = b"MAX" if highest else b"MIN"

    def take(key: bytes) -> Member | None:
        found = zmpop(db, [key], where, 1)
        return None if found is None else (key, *found[1][0])

    def undo(popped: Member) -> None:
        _give_back(db, (popped[0], [popped[1:]]))

    return db.first_of(keys, timeout, SORTED_SET, take, undo)


@keyspace("BZPOPMIN")
def bzpopmin(
    db: Keyspace, keys: Sequence[bytes], timeout: float
) -> Member | Wait[Member] | None:
    return _pop(db, keys, timeout, highest=False)


@keyspace("BZPOPMAX")
def bzpopmax(
    db: Keyspace, keys: Sequence[bytes], timeout: float
) -> Member | Wait[Member] | None:
    return _pop(db, keys, timeout, highest=True)


@keyspace("BZMPOP")
def bzmpop(
    db: Keyspace,
    timeout: float,
    keys: Sequence[bytes],
    where: bytes,
    count: int | None,
) -> Members | Wait[Members] | None:
    def take(key: bytes) -> Members | None:
        return zmpop(db, [key], where, count)

    return db.first_of(keys, timeout, SORTED_SET, take, partial(_give_back, db))
