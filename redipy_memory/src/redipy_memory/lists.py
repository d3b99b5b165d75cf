"""Lists."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from redipy_core.errors import INDEX_OUT_OF_RANGE, NO_SUCH_KEY, CommandError
from redipy_core.text import INT_MIN
from redipy_memory.behaviour import changes, creates, keyspace, reads, something
from redipy_memory.keyspace import Keyspace
from redipy_memory.values import LIST, ListValue


@creates("LPUSH", LIST)
def lpush(items: ListValue, elements: Sequence[bytes]) -> int:
    items.extendleft(elements)
    return len(items)


@changes("LPUSHX", LIST, missing=0, event="lpush")
def lpushx(items: ListValue, elements: Sequence[bytes]) -> int:
    items.extendleft(elements)
    return len(items)


@creates("RPUSH", LIST)
def rpush(items: ListValue, elements: Sequence[bytes]) -> int:
    items.extend(elements)
    return len(items)


@changes("RPUSHX", LIST, missing=0, event="rpush")
def rpushx(items: ListValue, elements: Sequence[bytes]) -> int:
    items.extend(elements)
    return len(items)


@changes("LPOP", LIST, missing=None, changed=something)
def lpop(items: ListValue, count: int | None) -> bytes | list[bytes]:
    if count is None:
        return items.popleft()
    return [items.popleft() for _ in range(min(count, len(items)))]


@changes("RPOP", LIST, missing=None, changed=something)
def rpop(items: ListValue, count: int | None) -> bytes | list[bytes]:
    if count is None:
        return items.pop()
    return [items.pop() for _ in range(min(count, len(items)))]


@reads("LLEN", LIST, missing=0)
def llen(items: ListValue) -> int:
    return len(items)


def index_range(start: int, stop: int, length: int) -> range:
    """The positions from ``start`` to ``stop``, both inclusive, as Redis counts."""
    start = max(start + length, 0) if start < 0 else start
    stop = stop + length if stop < 0 else min(stop, length - 1)
    return range(start, stop + 1)


@reads("LRANGE", LIST, missing=list)
def lrange(items: ListValue, start: int, stop: int) -> list[bytes]:
    wanted = index_range(start, stop, len(items))
    if not wanted:
        return []
    if wanted.start * 2 > len(items):
        tail = list(islice(reversed(items), len(items) - wanted.start))
        tail.reverse()
        return tail[: len(wanted)]
    return list(islice(items, wanted.start, wanted.stop))


@reads("LINDEX", LIST, missing=None)
def lindex(items: ListValue, index: int) -> bytes | None:
    return items[index] if -len(items) <= index < len(items) else None


def _no_such_key() -> object:
    raise CommandError(NO_SUCH_KEY)


@changes("LSET", LIST, missing=_no_such_key)
def lset(items: ListValue, index: int, element: bytes) -> bool:
    if not -len(items) <= index < len(items):
        raise CommandError(INDEX_OUT_OF_RANGE)
    items[index] = element
    return True


@changes("LREM", LIST, missing=0, changed=bool)
def lrem(items: ListValue, count: int, element: bytes) -> int:
    found = items.count(element)
    wanted = min(abs(count), found) if count else found
    if not wanted:
        return 0
    if count < 0:
        items.reverse()
    if wanted == 1:
        items.remove(element)
    else:
        _remove_first(items, wanted, element)
    if count < 0:
        items.reverse()
    return wanted


def _remove_first(items: ListValue, count: int, element: bytes) -> None:
    kept: list[bytes] = []
    for item in items:
        if count and item == element:
            count -= 1
        else:
            kept.append(item)
    items.clear()
    items.extend(kept)


@changes("LTRIM", LIST, missing=True)
def ltrim(items: ListValue, start: int, stop: int) -> bool:
    kept = index_range(start, stop, len(items))
    if not kept:
        items.clear()
        return True
    for _ in range(len(items) - kept.stop):
        items.pop()
    for _ in range(kept.start):
        items.popleft()
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
    return len(items)


# -- between lists ------------------------------------------------------------------


@keyspace("LMOVE")
def lmove(
    db: Keyspace, source: bytes, destination: bytes, src: bytes, dest: bytes
) -> bytes | None:
    items: ListValue | None = db.get_as(source, LIST, deque)
    if items is None:
        return None
    target: ListValue | None = db.get_as(destination, LIST, deque)
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
        db.put(key, deque([element]), event)
        return
    if left:
        items.appendleft(element)
    else:
        items.append(element)
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
    items: ListValue | None = db.get_as(key, LIST, deque)
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
    for place, item in zip(places, islice(order, min(limit, len(items))), strict=False):
        if item == element:
            yield place


@keyspace("LMPOP")
def lmpop(
    db: Keyspace, keys: Sequence[bytes], where: bytes, count: int | None
) -> tuple[bytes, list[bytes]] | None:
    for key in keys:
        items = list_at(db, key)
        if items is not None:
            left = where == b"LEFT"
            pop = items.popleft if left else items.pop
            popped = [pop() for _ in range(min(count or 1, len(items)))]
            db.changed(key, items, b"lpop" if left else b"rpop")
            return key, popped
    return None


def list_at(db: Keyspace, key: bytes) -> ListValue | None:
    """The list that a key holds, None if it is missing."""
    found: ListValue | None = db.get_as(key, LIST, deque)
    return found
