"""Lists, for callers that wait until there is something to take."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import partial

from redipy_core.errors import WrongTypeError
from redipy_memory.behaviour import keyspace
from redipy_memory.blocking import Wait
from redipy_memory.keyspace import Keyspace
from redipy_memory.lists import list_at, lmove, lmpop, push_element
from redipy_memory.values import LIST

Element = tuple[bytes, bytes]
Elements = tuple[bytes, list[bytes]]


def _give_back(db: Keyspace, left: bool, popped: Elements) -> None:
    """Put elements back that were taken for a caller who is gone."""
    key, elements = popped
    with suppress(WrongTypeError):
        for element in reversed(elements):
            push_element(db, key, list_at(db, key), element, left)


def _pop(
    db: Keyspace, keys: Sequence[bytes], timeout: float, left: bool
) -> Element | Wait[Element] | None:
    where = b"LEFT" if left else b"RIGHT"

    def take(key: bytes) -> Element | None:
        found = lmpop(db, [key], where, 1)
        return None if found is None else (key, found[1][0])

    def undo(popped: Element) -> None:
        _give_back(db, left, (popped[0], [popped[1]]))

    return db.first_of(keys, timeout, LIST, take, undo)


@keyspace("BLPOP")
def blpop(
    db: Keyspace, keys: Sequence[bytes], timeout: float
) -> Element | Wait[Element] | None:
    return _pop(db, keys, timeout, left=True)


@keyspace("BRPOP")
def brpop(
    db: Keyspace, keys: Sequence[bytes], timeout: float
) -> Element | Wait[Element] | None:
    return _pop(db, keys, timeout, left=False)


@keyspace("BLMPOP")
def blmpop(
    db: Keyspace,
    timeout: float,
    keys: Sequence[bytes],
    where: bytes,
    count: int | None,
) -> Elements | Wait[Elements] | None:
    def take(key: bytes) -> Elements | None:
        return lmpop(db, [key], where, count)

    undo = partial(_give_back, db, where == b"LEFT")
    return db.first_of(keys, timeout, LIST, take, undo)


@keyspace("BLMOVE")
def blmove(
    db: Keyspace,
    source: bytes,
    destination: bytes,
    src: bytes,
    dest: bytes,
    timeout: float,
) -> bytes | Wait[bytes] | None:
    def take(key: bytes) -> bytes | None:
        return lmove(db, key, destination, src, dest)

    return db.first_of([source], timeout, LIST, take)


@keyspace("BRPOPLPUSH")
def brpoplpush(
    db: Keyspace, source: bytes, destination: bytes, timeout: float
) -> bytes | Wait[bytes] | None:
    return blmove(db, source, destination, b"RIGHT", b"LEFT", timeout)
