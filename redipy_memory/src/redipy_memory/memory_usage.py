"""About how much memory a server would take for a key.

Added up from the sizes of a server's structures and of what its allocator hands
out. What a value once was, such as room that a string keeps for growing, nobody
can tell from the value.
"""

from __future__ import annotations

from collections.abc import Iterable, Sized
from itertools import islice

from redipy_core.text import read_integer
from redipy_memory.encodings import encoding_of
from redipy_memory.listpack import EMPTY, element_size, integer_size, words_size
from redipy_memory.radix_tree import radix_nodes
from redipy_memory.sorted_set import SortedSet
from redipy_memory.stream import Stream
from redipy_memory.stream_group import Group
from redipy_memory.values import (
    CustomValue,
    HashValue,
    ListValue,
    SetValue,
    StoredValue,
)

_OBJECT = 16
_ENTRY = 24
_TABLE = 56
_LIST, _LIST_NODE, _LIST_BYTES = 40, 32, 8192
_SKIPLIST, _LEVELS, _SKIPLIST_NODE = 16 + 32, 640, 48
_STREAM, _GROUP, _CONSUMER, _PENDING = 80, 40, 24, 24
_STREAM_BLOCK = 4096
_TREE_KEY, _TREE_NODE = 16, 244


def memory_usage(key: bytes, value: StoredValue, samples: int) -> int:
    """The bytes that a key takes; ``samples`` elements speak for all, 0: each counts."""
    return _ENTRY + _string(key) + _OBJECT + _value(value, samples or None)


def _value(value: StoredValue, samples: int | None) -> int:
    """The bytes besides the object itself."""
    if isinstance(value, bytes):
        return _bytes(value)
    if isinstance(value, Stream):
        return _stream(value)
    if isinstance(value, dict):
        return _hash(value, samples)
    if isinstance(value, set):
        return _set(value, samples)
    if isinstance(value, SortedSet):
        return _sorted_set(value, samples)
    if isinstance(value, CustomValue):
        return _bytes(value.dump())
    return _list(value, samples)


def allocated(size: int) -> int:
    """The bytes that the allocator hands out: eight sizes up to 128, then four
    between each power of two and the next.
    """
    if size <= 128:
        return 8 if size <= 8 else (size + 15) // 16 * 16
    step = 1 << ((size - 1).bit_length() - 3)
    return (size + step - 1) // step * step


def _string(data: bytes) -> int:
    """The bytes of a text on its own."""
    length = len(data)
    head = 1 if length < 32 else 3 if length < 256 else 5 if length < 65536 else 9
    return allocated(head + length + 1)


def _bytes(value: bytes) -> int:
    encoding = encoding_of(value)
    if encoding == b"int":
        return 0
    if encoding == b"embstr":  # in one piece with its object
        return allocated(_OBJECT + 4 + len(value)) - _OBJECT
    return _string(value)


def _average(sizes: Iterable[int], samples: int | None, whole: Sized) -> int:
    """What all take if the first ones are like the others."""
    looked_at = list(islice(sizes, samples))
    return sum(looked_at) * len(whole) // max(len(looked_at), 1)


def _table(count: int) -> int:
    """The bytes of a hash table besides what is in it."""
    return _TABLE + 8 * max(4, 1 << (count - 1).bit_length())


def _hash(value: HashValue, samples: int | None) -> int:
    if encoding_of(value) == b"listpack":
        return allocated(EMPTY + sum(map(words_size, value.items())))
    sizes = (_ENTRY + _string(field) + _string(v) for field, v in value.items())
    return _table(len(value)) + _average(sizes, samples, value)


def _set(value: SetValue, samples: int | None) -> int:
    if encoding_of(value) == b"intset":
        numbers = [read_integer(member) or 0 for member in value]
        widest = max(number if number >= 0 else ~number for number in numbers)
        width = 2 if widest < 1 << 15 else 4 if widest < 1 << 31 else 8
        return allocated(8 + width * len(value))
    sizes = (_ENTRY + _string(member) for member in value)
    return _table(len(value)) + _average(sizes, samples, value)


def _sorted_set(value: SortedSet, samples: int | None) -> int:
    if value.compact:
        scores = map(value.kept_score, value.scores)
        numbers = sum(
            integer_size(s) if isinstance(s, int) else element_size(b"%.17g" % s)
            for s in scores
        )
        return allocated(EMPTY + words_size(value.scores) + numbers)
    sizes = (_ENTRY + _SKIPLIST_NODE + _string(member) for member in value.scores)
    fixed = _SKIPLIST + _LEVELS + _table(len(value))
    return fixed + _average(sizes, samples, value)


def _list(value: ListValue, samples: int | None) -> int:
    """The first ``samples`` nodes of a list speak for all."""
    room = None if samples is None else samples * _LIST_BYTES
    looked_at, nodes, size, total = 0, 1, EMPTY, 0
    for element in value:
        added = element_size(element)
        if size + added > _LIST_BYTES and size > EMPTY:
            total += allocated(size)
            if room is not None and total >= room:
                size = 0
                break
            nodes, size = nodes + 1, EMPTY
        size += added
        looked_at += 1
    total += (allocated(size) if size else 0) + nodes * _LIST_NODE
    return _LIST + total * len(value) // max(looked_at, 1)


def _tree(keys: int, nodes: int) -> int:
    return keys * _TREE_KEY + nodes * _TREE_NODE


def _stream(value: Stream) -> int:
    size = _STREAM + _tree(value.blocks, value.tree_nodes)
    *full, last = value.block_sizes or [0]
    # There is room in the last block for what is to come.
    size += sum(map(allocated, full)) + allocated(last and max(last, _STREAM_BLOCK))
    if value.groups:
        # Names of groups part somewhere at their beginning as a rule.
        size += _tree(len(value.groups), 2 * len(value.groups))
        size += sum(map(_group, value.groups.values()))
    return size


def _group(group: Group) -> int:
    pending = group.pending
    size = _GROUP + _tree(len(pending), radix_nodes([*pending]))
    size += len(pending) * _PENDING
    for name, consumer in group.consumers.items():
        size += _CONSUMER + len(name)
        size += _tree(len(consumer.pending), radix_nodes([*consumer.pending]))
    return size
