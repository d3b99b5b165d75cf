"""From a payload to a stream with its groups."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from sortedcontainers import SortedDict

from redipy_core.stream_words import SEQUENCE
from redipy_core.text import read_integer
from redipy_memory.rdb import listpack
from redipy_memory.rdb.errors import BadDataError
from redipy_memory.rdb.listpack import Element
from redipy_memory.rdb.primitives import Reader, signed
from redipy_memory.stream import Block, Fields, Stream
from redipy_memory.stream_group import Consumer, Group, Pending

DELETED = 1
SAME_FIELDS = 2
"""What is said of an entry: it is gone; its fields are those of the first one."""


def read_stream(reader: Reader, *, counted: bool) -> Stream:
    """The stream that follows; ``counted`` if it says what was ever added.

    Raises BadDataError if there is none.
    """
    stream = Stream()
    blobs: dict[int, bytes] = {}
    for _ in range(reader.length()):
        key = reader.string()
        first = int.from_bytes(key, "big")
        if len(key) != 16 or first in blobs:
            raise BadDataError
        blobs[first] = reader.string()
    for first in sorted(blobs):
        _read_block(stream, first, blobs[first])
    stream.length = stream.added = signed(reader.number())
    stream.last_id = _read_id(reader)
    if counted:
        _read_id(reader)  # the first one; the entries tell
        stream.max_deleted = _read_id(reader)
        stream.added = signed(reader.number())
    if stream.length and not blobs:
        raise BadDataError
    for _ in range(reader.length()):
        name = reader.string()
        if name in stream.groups:
            raise BadDataError
        stream.groups[name] = _read_group(reader, stream, counted=counted)
    return stream


def _read_id(reader: Reader) -> int:
    milliseconds = reader.number()
    return milliseconds << 64 | reader.number()


# -- entries ------------------------------------------------------------------------


class _Words:
    """The elements of a block's listpack, one after the other."""

    __slots__ = ("_at", "_items")

    def __init__(self, items: list[Element]) -> None:
        self._items = items
        self._at = 0

    def number(self) -> int:
        """The next element, which must be a number."""
        item = self._take(1)[0]
        number = item if isinstance(item, int) else read_integer(item)
        if number is None:
            raise BadDataError
        return number

    def count(self) -> int:
        """As :meth:`number`, and not below zero."""
        number = self.number()
        if number < 0:
            raise BadDataError
        return number

    def texts(self, count: int) -> list[bytes]:
        """The next ``count`` elements as strings."""
        return listpack.texts(self._take(count))

    def _take(self, count: int) -> list[Element]:
        end = self._at + count
        if end > len(self._items):
            raise BadDataError
        taken = self._items[self._at : end]
        self._at = end
        return taken

    def at_end(self) -> bool:
        """Whether there are no more."""
        return self._at == len(self._items)


def _read_block(stream: Stream, first: int, blob: bytes) -> None:
    """Add the entries of a listpack to a stream.

    It begins with how many entries it holds, how many are deleted, the fields that
    most of them have, and a 0. An entry is its flags, its ID as a distance from
    the block's, its fields unless they are those, its values, and a number of
    elements that helps to walk backwards.
    """
    words = _Words(listpack.read_loosely(blob))
    records = words.number() + words.number()
    names = words.texts(words.count())
    if words.number() or records < 0:
        raise BadDataError
    block = Block(first, tuple(names))
    for _ in range(records):
        flags, number, entry = _read_entry(words, first, names)
        if flags & DELETED:
            block.removed.append((number, entry))
        else:
            block.ids.append(number)
            block.fields.append(entry)
        block.last = number
    if not words.at_end():
        raise BadDataError
    block.entries, block.size = records, len(blob)
    stream.adopt(block)


def _read_entry(
    words: _Words, first: int, names: list[bytes]
) -> tuple[int, int, Fields]:
    """An entry's flags, ID and fields."""
    flags = words.number()
    milliseconds = (first >> 64) + words.number() & SEQUENCE
    sequence = (first & SEQUENCE) + words.number() & SEQUENCE
    if flags & SAME_FIELDS:
        values = words.texts(len(names))
        fields = tuple(chain.from_iterable(zip(names, values, strict=True)))
        elements = 3 + len(names)
    else:
        count = words.count()
        fields = tuple(words.texts(2 * count))
        elements = 4 + 2 * count
    if words.number() != elements:
        raise BadDataError
    return flags, milliseconds << 64 | sequence, fields


# -- groups -------------------------------------------------------------------------


def _read_group(reader: Reader, stream: Stream, *, counted: bool) -> Group:
    last = _read_id(reader)
    if counted:
        read = signed(reader.number())
        group = Group(last, None if read == -1 else read)
    else:
        group = Group(last, stream.read_up_to(last))
    nobody = Consumer(b"", 0)
    pending = dict(_read_pending(reader, nobody))
    for _ in range(reader.length()):
        consumer = _read_consumer(reader, pending)
        if consumer.name in group.consumers:
            raise BadDataError
        group.consumers[consumer.name] = consumer
    if any(entry.consumer is nobody for entry in pending.values()):
        raise BadDataError
    group.pending = SortedDict(pending)
    return group


def _read_pending(reader: Reader, owner: Consumer) -> Iterator[tuple[int, Pending]]:
    """A group's pending entries, whose owners are told later."""
    seen: set[int] = set()
    for _ in range(reader.length()):
        number = reader.stream_id()
        delivered = reader.milliseconds()
        if number in seen:
            raise BadDataError
        seen.add(number)
        yield number, Pending(owner, delivered, signed(reader.number()))


def _read_consumer(reader: Reader, pending: dict[int, Pending]) -> Consumer:
    consumer = Consumer(reader.string(), reader.milliseconds())
    own: dict[int, Pending] = {}
    for _ in range(reader.length()):
        number = reader.stream_id()
        if number in own or number not in pending:
            raise BadDataError
        own[number] = pending[number]
        pending[number].consumer = consumer
    consumer.pending = SortedDict(own)
    return consumer
