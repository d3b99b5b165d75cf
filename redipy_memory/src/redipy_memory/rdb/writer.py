"""From a value to a payload."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from redipy_core.errors import CommandError
from redipy_core.text import format_double
from redipy_memory.encodings import encoding_of
from redipy_memory.rdb import codes, intset, listpack
from redipy_memory.rdb.listpack import Element
from redipy_memory.rdb.primitives import double, length, string
from redipy_memory.rdb.stream_writer import write_stream
from redipy_memory.sorted_set import SortedSet
from redipy_memory.stream import Stream
from redipy_memory.values import CustomValue, StoredValue

_NODE_SIZE = 8192
_NODE_SLACK = 8
"""The size of a list's node (list-max-listpack-size -2), and how many bytes a server
leaves for what comes with an element."""

_PLAIN = 1 << 30
"""An element of so many bytes is a node of its own."""


def write_value(value: StoredValue) -> bytes:
    """The payload of a value, encoded as a server with default settings would."""
    if isinstance(value, bytes):
        return bytes((codes.STRING,)) + string(value)
    if isinstance(value, dict):
        return _write_hash(value)
    if isinstance(value, set):
        return _write_set(value)
    if isinstance(value, SortedSet):
        return _write_sorted_set(value)
    if isinstance(value, Stream):
        return bytes((codes.STREAM_LISTPACKS_2,)) + write_stream(value)
    if isinstance(value, CustomValue):
        name = value.type_name.decode("utf-8", "replace")
        raise CommandError(f"a value of the type {name} has no payload")
    return _write_list(value)


def _joined(code: int, count: int, parts: Iterable[bytes]) -> bytes:
    return b"".join((bytes((code,)), length(count), *parts))


def _blob(code: int, blob: bytes) -> bytes:
    return bytes((code,)) + string(blob)


def _write_hash(value: dict[bytes, bytes]) -> bytes:
    words = (word for pair in value.items() for word in pair)
    if encoding_of(value) == b"listpack":
        return _blob(codes.HASH_LISTPACK, listpack.write(words))
    return _joined(codes.HASH, len(value), map(string, words))


def _write_set(value: set[bytes]) -> bytes:
    if encoding_of(value) == b"intset":
        return _blob(codes.SET_INTSET, intset.write([*map(int, value)]))
    return _joined(codes.SET, len(value), map(string, value))


def _write_sorted_set(value: SortedSet) -> bytes:
    if value.compact:
        return _blob(codes.ZSET_LISTPACK, listpack.write(_packed(value)))
    # The highest comes first, so that a server can add each at one end.
    pairs = (string(member) + double(score) for score, member in reversed(value.order))
    return _joined(codes.ZSET_2, len(value), pairs)


def _packed(value: SortedSet) -> Iterator[Element]:
    for member in value:
        score = value.kept_score(member)
        yield member
        yield score if isinstance(score, int) else format_double(score)


def _write_list(items: Iterable[bytes]) -> bytes:
    nodes = [*_nodes(items)]
    return _joined(codes.LIST_QUICKLIST_2, len(nodes), nodes)


def _nodes(items: Iterable[bytes]) -> Iterator[bytes]:
    """The nodes of a list, divided as if its elements had been pushed at the end."""
    encoded: list[bytes] = []
    size = listpack.size_of(())
    for item in items:
        plain = len(item) >= _PLAIN
        if encoded and (plain or size + len(item) + _NODE_SLACK > _NODE_SIZE):
            yield _node(codes.PACKED, listpack.join(encoded))
            encoded, size = [], listpack.size_of(())
        if plain:
            yield _node(codes.PLAIN, item)
            continue
        element = listpack.element(item)
        encoded.append(element)
        size += len(element)
    if encoded:
        yield _node(codes.PACKED, listpack.join(encoded))


def _node(container: int, blob: bytes) -> bytes:
    return length(container) + string(blob)
