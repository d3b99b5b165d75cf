"""Lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import compress, islice, repeat
from operator import eq

from redipy_core.errors import INDEX_OUT_OF_RANGE, NO_SUCH_KEY, CommandError
from redipy_core.text import INT_MIN
from redipy_memory.behaviour import changes, creates, keyspace, reads, something
from redipy_memory.keyspace import Keyspace
from redipy_memory.list_value import SHORT
from redipy_memory.values import LIST, ListValue


def grown(items: ListValue) -> int:
    """The length of a list that may have become a long one."""
    length = len(items)
    if length > SHORT:
        items.lengthen()
    return length


@creates("LPUSH", LIST)
def lpush(items: ListValue, elements: Sequence[bytes]) -> int:
    return items.push_left(elements)


@changes("LPUSHX", LIST, missing=0, event="lpush")
def lpushx(items: ListValue, elements: Sequence[bytes]) -> int:
    return items.push_left(elements)


@creates("RPUSH", LIST)
def rpush(items: ListValue, elements: Sequence[bytes]) -> int:
    return items.push_right(elements)


@changes("RPUSHX", LIST, missing=0, event="rpush")
def rpushx(items: ListValue, elements: Sequence[bytes]) -> int:
    return items.push_right(elements)


@changes("LPOP", LIST, missing=None, changed=something)
def lpop(items: ListValue, count: int | None) -> bytes | list[bytes]:
    if count is None:
        return items.popleft()
    return items.take_left(count)


@changes("RPOP", LIST, missing=None, changed=something)
def rpop(items: ListValue, count: int | None) -> bytes | list[bytes]:
    if count is None:
        return items.pop()
    return items.take_right(count)


@reads("LLEN", LIST, missing=0)
def llen(items: ListValue) -> int:
    return len(items)


def index_range(start: int, stop: int, length: int) -> range:
    """The positions from ``start`` to ``stop``, both inclusive, as Redis counts."""
    if start < 0:
        start += length
        if start < 0:
            start = 0
    if stop < 0:
        stop += length
    elif stop >= length:
        stop = length - 1
    return range(start, stop + 1)


@reads("LRANGE", LIST, missing=list)
def lrange(items: ListValue, start: int, stop: int) -> list[bytes]:
    if start == 0 and stop == -1:
        return [*items]
    wanted = index_range(start, stop, len(items))
    return items.between(wanted.start, wanted.stop) if wanted else []


@reads("LINDEX", LIST, missing=None)
def lindex(items: ListValue, index: int) -> bytes | None:
    try:
        return items[index]
    except IndexError:
        return None


def _no_such_key() -> object:
    raise CommandError(NO_SUCH_KEY)


@changes("LSET", LIST, missing=_no_such_key)
def lset(items: ListValue, index: int, element: bytes) -> bool:
    try:
        items[index] = element
    except IndexError:
        raise CommandError(INDEX_OUT_OF_RANGE) from None
    return True


@changes("LREM", LIST, missing=0, changed=bool)
def lrem(items: ListValue, count: int, element: bytes) -> int:
    most = abs(count) if count else len(items)
    return items.drop(element, most, last=count < 0)


@changes("LTRIM", LIST, missing=True)
def ltrim(items: ListValue, start: int, stop: int) -> bool:
    kept = index_range(start, stop, len(items))
    if not kept:
        items.clear()
        return True
    items.keep(kept.start, kept.stop)
    return True


def _was_inserted(length: object) -> bool:
    return length != -1


@changes("LINSERT", LIST, missing=0, changed=_was_inserted)
def linsert(items: ListValue, where: bytes, pivot: bytes, element: bytes) -> int:
    try:
        at = items.index(pivot)
    except ValueError:
        return -1
    items.insert(at if where == b"BEFORE" else at + 1, element)
    return grown(items)


# -- between lists ------------------------------------------------------------------


@keyspace("LMOVE")
def lmove(
    db: Keyspace, source: bytes, destination: bytes, src: bytes, dest: bytes
) -> bytes | None:
    items = list_at(db, source)
    if items is None:
        return None
    target = list_at(db, destination)
    element = items.popleft() if src == b"LEFT" else items.pop()
    push_element(db, destination, target, element, dest == b"LEFT")
    db.changed(source, items, b"lpop" if src == b"LEFT" else b"rpop")
    return element


def push_element(
    db: Keyspace, key: bytes, items: ListValue | None, element: bytes, left: bool
) -> None:
    """Add an element to one end of what a key holds, a list or nothing."""
    event = b"lpush" if left else b"rpush"
    if items is None:
        db.put(key, ListValue([element]), event)
        return
    if left:
        items.appendleft(element)
    else:
        items.append(element)
    grown(items)
    db.changed(key, items, event)


@keyspace("RPOPLPUSH")
def rpoplpush(db: Keyspace, source: bytes, destination: bytes) -> bytes | None:
    return lmove(db, source, destination, b"RIGHT", b"LEFT")


# -- looking for elements -----------------------------------------------------------


@keyspace("LPOS")
def lpos(
    db: Keyspace,
    key: bytes,
    element: bytes,
    rank: int | None,
    count: int | None,
    maxlen: int | None,
) -> int | list[int] | None:
    items = db.get_as(key, LIST, ListValue)
    if items is None:
        return None if count is None else []
    rank = 1 if rank is None else rank
    if rank == INT_MIN:  # the server's overflow: every match, whatever the count
        rank, count = -1, None if count is None else 0
    found = _positions(items, element, maxlen or len(items), backwards=rank < 0)
    start = abs(rank) - 1
    if start > len(items):
        return None if count is None else []
    if count is None:
        return next(islice(found, start, None), None)
    stop = start + (count or len(items))
    return list(islice(found, start, min(stop, len(items))))


def _positions(
    items: ListValue, element: bytes, limit: int, *, backwards: bool
) -> Iterator[int]:
    """Where ``element`` stands among the first ``limit`` items, or the last ones."""
    order: Iterable[bytes] = items
    places = range(len(items))
    if backwards:
        order, places = reversed(items), places[::-1]
    seen = islice(order, min(limit, len(items)))
    return compress(places, map(eq, seen, repeat(element)))


@keyspace("LMPOP")
def lmpop(
    db: Keyspace, keys: Sequence[bytes], where: bytes, count: int | None
) -> tuple[bytes, list[bytes]] | None:
    for key in keys:
        items = list_at(db, key)
        if items is not None:
            left = where == b"LEFT"
            popped = (items.take_left if left else items.take_right)(count or 1)
            db.changed(key, items, b"lpop" if left else b"rpop")
            return key, popped
    return None


def list_at(db: Keyspace, key: bytes) -> ListValue | None:
    """The list that a key holds, None if it is missing."""
    return db.get_as(key, LIST, ListValue)
