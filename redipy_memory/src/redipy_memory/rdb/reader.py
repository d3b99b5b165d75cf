"""From a payload to a value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from math import inf, isnan

from redipy_core.text import read_double
from redipy_memory.lists import grown
from redipy_memory.rdb import codes, intset, listpack, ziplist, zipmap
from redipy_memory.rdb.errors import BadDataError
from redipy_memory.rdb.listpack import Element
from redipy_memory.rdb.primitives import Reader
from redipy_memory.rdb.stream_reader import read_stream
from redipy_memory.sorted_set import SortedSet
from redipy_memory.values import ListValue, StoredValue


def read_value(payload: bytes) -> StoredValue:
    """The value that a payload begins with; BadDataError if there is none.

    What follows the value is not looked at, as on a server. Takes memory in
    proportion to the payload, whatever lengths it states.
    """
    reader = Reader(payload)
    read = _READERS.get(reader.byte())
    if read is None:
        raise BadDataError
    return read(reader)


def _count(reader: Reader) -> int:
    """How many elements follow, which must be some."""
    count = reader.length()
    if not count:
        raise BadDataError
    return count


# -- lists --------------------------------------------------------------------------


def _list(items: Iterable[bytes]) -> StoredValue:
    found = ListValue(items)
    if not grown(found):
        raise BadDataError
    return found


def _read_list(reader: Reader) -> StoredValue:
    return _list([reader.string() for _ in range(_count(reader))])


def _read_list_ziplist(reader: Reader) -> StoredValue:
    return _list(ziplist.read(reader.string()))


def _node(reader: Reader) -> bytes:
    node = reader.string()
    if not node:
        raise BadDataError
    return node


def _read_quicklist(reader: Reader) -> StoredValue:
    items: list[bytes] = []
    for _ in range(_count(reader)):
        items += ziplist.read(_node(reader))
    return _list(items)


def _read_quicklist_2(reader: Reader) -> StoredValue:
    items: list[bytes] = []
    for _ in range(_count(reader)):
        container = reader.length()
        if container == codes.PLAIN:
            items.append(_node(reader))
        elif container == codes.PACKED:
            items += listpack.texts(listpack.read(_node(reader)))
        else:
            raise BadDataError
    return _list(items)


# -- sets ---------------------------------------------------------------------------


def _read_set(reader: Reader) -> StoredValue:
    members: set[bytes] = set()
    for _ in range(_count(reader)):
        before = len(members)
        members.add(reader.string())
        if len(members) == before:
            raise BadDataError
    return members


def _read_intset(reader: Reader) -> StoredValue:
    return {b"%d" % number for number in intset.read(reader.string())}


# -- hashes -------------------------------------------------------------------------


def _read_hash(reader: Reader) -> StoredValue:
    pairs = ((reader.string(), reader.string()) for _ in range(_count(reader)))
    return _hash(pairs)


def _hash(pairs: Iterable[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    found: dict[bytes, bytes] = {}
    for field, value in pairs:
        if field in found:
            raise BadDataError
        found[field] = value
    if not found:
        raise BadDataError
    return found


def _pairs(items: Sequence[bytes]) -> Iterable[tuple[bytes, bytes]]:
    if len(items) % 2:
        raise BadDataError
    return zip(items[::2], items[1::2], strict=True)


def _read_hash_zipmap(reader: Reader) -> StoredValue:
    return _hash(zipmap.read(reader.string()))


def _read_hash_ziplist(reader: Reader) -> StoredValue:
    return _hash(_pairs(ziplist.read(reader.string())))


def _read_hash_listpack(reader: Reader) -> StoredValue:
    return _hash(_pairs(listpack.texts(listpack.read(reader.string()))))


# -- sorted sets --------------------------------------------------------------------

_SPACE = rb"[ \t\n\v\f\r]*"
_DOUBLE = re.compile(
    _SPACE + rb"([+-]?(?:0x(?:[0-9a-f]+\.?[0-9a-f]*|\.[0-9a-f]+)(?:p[+-]?[0-9]+)?"
    rb"|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?|inf(?:inity)?|nan))",
    re.IGNORECASE,
)
"""A double as C reads one, at the beginning of whatever it is."""

_NAMED = {255: -inf, 254: inf}
"""Scores that old payloads have no text for, by the text's length."""


def _leading_double(text: bytes) -> float | None:
    """The double that a text begins with; None if it begins with none."""
    found = _DOUBLE.match(text[:127])
    if found is None:
        return None
    number = read_double(found[1], strict=False)
    if number is None:
        raise BadDataError  # not a number: no order has room for it
    return number


def _text_score(reader: Reader) -> float:
    size = reader.byte()
    if size in _NAMED:
        return _NAMED[size]
    score = _leading_double(reader.take(size)) if size < 253 else None
    if score is None:
        raise BadDataError
    return score


def _binary_score(reader: Reader) -> float:
    score = reader.double()
    if isnan(score):
        raise BadDataError
    return score


def _read_zset(reader: Reader) -> StoredValue:
    return _read_scored(reader, _text_score)


def _read_zset_2(reader: Reader) -> StoredValue:
    return _read_scored(reader, _binary_score)


def _read_scored(reader: Reader, score: Callable[[Reader], float]) -> SortedSet:
    scores: dict[bytes, float] = {}
    for _ in range(_count(reader)):
        member = reader.string()
        number = score(reader)
        if member in scores:
            raise BadDataError
        scores[member] = number
    made = SortedSet.holding(scores)
    made.compact_if_small()
    return made


def _packed_score(item: Element) -> float:
    """A score of a listpack; text that is no number counts as 0."""
    score = float(item) if isinstance(item, int) else _leading_double(item)
    return 0.0 if score is None else score


def _compact(items: Sequence[Element]) -> SortedSet:
    if not items or len(items) % 2:
        raise BadDataError
    members, scores = listpack.texts(items[::2]), map(_packed_score, items[1::2])
    found = dict(zip(members, scores, strict=True))
    if len(found) != len(members):
        raise BadDataError
    return SortedSet.holding(found, compact=True)


def _read_zset_ziplist(reader: Reader) -> StoredValue:
    return _compact(ziplist.read(reader.string()))


def _read_zset_listpack(reader: Reader) -> StoredValue:
    return _compact(listpack.read(reader.string()))


_READERS: dict[int, Callable[[Reader], StoredValue]] = {
    codes.STRING: Reader.string,
    codes.LIST: _read_list,
    codes.SET: _read_set,
    codes.ZSET: _read_zset,
    codes.HASH: _read_hash,
    codes.ZSET_2: _read_zset_2,
    codes.HASH_ZIPMAP: _read_hash_zipmap,
    codes.LIST_ZIPLIST: _read_list_ziplist,
    codes.SET_INTSET: _read_intset,
    codes.ZSET_ZIPLIST: _read_zset_ziplist,
    codes.HASH_ZIPLIST: _read_hash_ziplist,
    codes.LIST_QUICKLIST: _read_quicklist,
    codes.STREAM_LISTPACKS: lambda reader: read_stream(reader, counted=False),
    codes.HASH_LISTPACK: _read_hash_listpack,
    codes.ZSET_LISTPACK: _read_zset_listpack,
    codes.LIST_QUICKLIST_2: _read_quicklist_2,
    codes.STREAM_LISTPACKS_2: lambda reader: read_stream(reader, counted=True),
}
"""By the payload's first byte. Modules' own types are not read."""
