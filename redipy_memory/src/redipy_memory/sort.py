"""Sorting lists, sets and sorted sets, perhaps by what other keys hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from itertools import islice

from redipy_core.errors import CommandError, WrongTypeError
from redipy_core.key_patterns import names_keys
from redipy_core.text import read_double
from redipy_memory.behaviour import keyspace
from redipy_memory.keyspace import Keyspace
from redipy_memory.lists import grown
from redipy_memory.long_double import read_long_double
from redipy_memory.partial_sort import partly_sorted
from redipy_memory.sorted_set import SortedSet
from redipy_memory.stream import Stream
from redipy_memory.values import CustomValue, ListValue, SetValue

Sortable = ListValue | SetValue | SortedSet
LookUp = Callable[[bytes], bytes | None]
Limit = tuple[int, int]

NOT_A_SCORE = "One or more scores can't be converted into double"
_LEAST_NORMAL = 2.0**-1022
_ROUNDED_TO_IT = Fraction(2) ** -1022 - Fraction(2) ** -1076


@keyspace("SORT")
def sort(
    db: Keyspace,
    key: bytes,
    by: bytes | None,
    limit: Limit | None,
    get: Sequence[bytes],
    order: bytes | None,
    alpha: bool,
    store: bytes | None,
) -> list[bytes | None] | int:
    whole = store is not None
    elements = _sorted(db, key, by, limit, order == b"DESC", alpha, whole)
    found = _looked_up(db, elements, get)
    if store is None:
        return found
    items = ListValue(item or b"" for item in found)
    grown(items)
    db.store(store, items, b"sortstore")
    return len(found)


@keyspace("SORT_RO")
def sort_ro(
    db: Keyspace,
    key: bytes,
    by: bytes | None,
    limit: Limit | None,
    get: Sequence[bytes],
    order: bytes | None,
    alpha: bool,
) -> list[bytes | None]:
    elements = _sorted(db, key, by, limit, order == b"DESC", alpha, whole=False)
    return _looked_up(db, elements, get)


def _sorted(
    db: Keyspace,
    key: bytes,
    by: bytes | None,
    limit: Limit | None,
    desc: bool,
    alpha: bool,
    whole: bool,
) -> list[bytes]:
    """The elements that are asked for, in order; texts are compared as a ``whole``."""
    value = db.get(key)
    if value is None:
        return []
    if isinstance(value, (bytes, dict, Stream, CustomValue)):
        raise WrongTypeError
    if isinstance(value, SortedSet):
        value.expand()  # as a server does, even for SORT_RO
    places = _places(len(value), limit)
    if by is not None and not names_keys(by):
        if not isinstance(value, set):
            return _as_they_are(value, places, desc)
        # A server does so in scripts and with STORE; elsewhere no order is as good.
        by, alpha, whole = None, True, True
    elements = list(value)
    compared: Iterable[bytes | None] = elements
    if by is not None:
        compared = map(_look_up(db, by), elements)
    if not alpha:
        scores = map(_score, compared)
        pairs = sorted(zip(scores, elements, strict=True), reverse=desc)
        return [element for _, element in pairs[places.start : places.stop]]
    texts = [_text(text, whole) for text in compared]
    chosen = _in_order_of_text(texts, places, desc, sparing=by is not None)
    return [elements[i] for i in chosen]


def _places(length: int, limit: Limit | None) -> range:
    """The places to return; a count below zero stands for all that follow."""
    start, count = (0, -1) if limit is None else limit
    start = min(max(start, 0), length)
    return range(start, length if count < 0 else min(start + count, length))


def _as_they_are(
    value: ListValue | SortedSet, places: range, desc: bool
) -> list[bytes]:
    start, stop = places.start, places.stop
    if isinstance(value, SortedSet):
        if desc:
            start, stop = len(value) - stop, len(value) - start
        pairs = value.order.islice(start, stop, reverse=desc)
        return [member for _, member in pairs]
    return list(islice(reversed(value) if desc else value, start, stop))


def _in_order_of_text(
    texts: list[bytes], places: range, desc: bool, *, sparing: bool
) -> Sequence[int]:
    """Which elements come to ``places``, equal texts in the order they are in.

    ``sparing``: only the part to return is sorted, which leaves equal texts as the
    server's way of doing so does.
    """
    every = range(len(texts))
    if sparing:
        return partly_sorted(every, places, texts.__getitem__, reverse=desc)
    order = sorted(every, key=texts.__getitem__, reverse=desc)
    return order[places.start : places.stop]


def _text(data: bytes | None, whole: bool) -> bytes:
    """What is compared as text: what is missing before the empty text."""
    if data is None:
        return b""
    return b"+" + (data if whole else data.partition(b"\0")[0])


def _score(data: bytes | None) -> float:
    """A number as C's ``strtod`` reads it: after blanks, up to a NUL; nothing is 0.

    What overflows is none, nor what is so small that it loses digits.
    """
    head = b"" if data is None else data.partition(b"\0")[0]
    if not head:
        return 0.0
    head = head.lstrip(b" \t\n\v\f\r")
    number = read_double(head, longest=None)
    if number is None:
        raise CommandError(NOT_A_SCORE)
    if number and abs(number) <= _LEAST_NORMAL:
        exact = read_long_double(head)
        if exact is None or (exact != number and abs(exact) < _ROUNDED_TO_IT):
            raise CommandError(NOT_A_SCORE)
    return number


# -- what other keys hold -------------------------------------------------------------


def _looked_up(
    db: Keyspace, elements: list[bytes], patterns: Sequence[bytes]
) -> list[bytes | None]:
    if not patterns:
        return [*elements]
    ways = [_look_up(db, pattern) for pattern in patterns]
    return [look(element) for element in elements for look in ways]


def _look_up(db: Keyspace, pattern: bytes) -> LookUp:
    """What gives for an element what the key or field that a pattern names holds."""
    if pattern.partition(b"\0")[0] == b"#":
        return lambda element: element
    if not names_keys(pattern):
        return lambda element: None
    before, _, after = pattern.partition(b"*")
    arrow = after.partition(b"\0")[0].find(b"->")
    if arrow < 0 or after[arrow + 2 : arrow + 3] in (b"", b"\0"):
        return lambda element: _string_at(db, before + element + after)
    after, field = after[:arrow], after[arrow + 2 :]
    return lambda element: _field_at(db, before + element + after, field)


def _string_at(db: Keyspace, key: bytes) -> bytes | None:
    value = db.get(key)
    return value if isinstance(value, bytes) else None


def _field_at(db: Keyspace, key: bytes, field: bytes) -> bytes | None:
    value = db.get(key)
    return value.get(field) if isinstance(value, dict) else None
