"""From a stream with its groups to a payload."""

from __future__ import annotations

from collections.abc import Iterator

from redipy_core.stream_words import SEQUENCE
from redipy_memory.rdb import listpack
from redipy_memory.rdb.listpack import Element
from redipy_memory.rdb.primitives import (
    length,
    milliseconds,
    signed,
    stream_id,
    string,
    unsigned,
)
from redipy_memory.rdb.stream_reader import DELETED, SAME_FIELDS
from redipy_memory.stream import Block, Fields, Stream
from redipy_memory.stream_group import Consumer, Group


def write_stream(stream: Stream) -> bytes:
    """The stream as a server writes it."""
    blocks = [*map(_block, stream.parts)]
    parts = [length(len(blocks)), *blocks, length(unsigned(stream.length))]
    parts += map(_id, (stream.last_id, stream.first_id, stream.max_deleted))
    parts += (length(unsigned(stream.added)), length(len(stream.groups)))
    for name, group in sorted(stream.groups.items()):
        parts += (string(name), *_group(group))
    return b"".join(parts)


def _id(number: int) -> bytes:
    return length(number >> 64) + length(number & SEQUENCE)


# -- entries ------------------------------------------------------------------------


def _block(block: Block) -> bytes:
    """A block as a payload has it, with the entries that were removed."""
    names, removed = block.names, dict(block.removed)
    entries = zip(block.ids, block.fields, strict=True)
    items: list[Element] = [len(block.ids), len(removed), len(names), *names, 0]
    for number, fields in sorted([*entries, *block.removed], key=_first):
        start = len(items)
        same = fields[::2] == names
        flags = SAME_FIELDS if same else 0
        items.append(flags | DELETED if number in removed else flags)
        items.append(signed((number >> 64) - (block.name >> 64) & SEQUENCE))
        items.append(signed((number & SEQUENCE) - (block.name & SEQUENCE) & SEQUENCE))
        items += fields[1::2] if same else (len(fields) // 2, *fields)
        items.append(len(items) - start)
    return string(stream_id(block.name)) + string(listpack.write(items))


def _first(entry: tuple[int, Fields]) -> int:
    return entry[0]


# -- groups -------------------------------------------------------------------------


def _group(group: Group) -> Iterator[bytes]:
    read = -1 if group.entries_read is None else group.entries_read
    yield _id(group.last_id)
    yield length(unsigned(read))
    yield length(len(group.pending))
    for number, entry in group.pending.items():
        yield stream_id(number)
        yield milliseconds(entry.delivered)
        yield length(unsigned(entry.count))
    yield length(len(group.consumers))
    for name, consumer in sorted(group.consumers.items()):
        yield string(name)
        yield from _consumer(consumer)


def _consumer(consumer: Consumer) -> Iterator[bytes]:
    yield milliseconds(consumer.seen)
    yield length(len(consumer.pending))
    yield from map(stream_id, consumer.pending)
