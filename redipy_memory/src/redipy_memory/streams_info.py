"""What a stream is."""

from __future__ import annotations

from itertools import islice

from redipy_core.errors import NO_SUCH_KEY, CommandError
from redipy_core.stream_words import MAX_ID, show_id
from redipy_memory.behaviour import keyspace
from redipy_memory.keyspace import Keyspace
from redipy_memory.stream import Fields, Stream, counted
from redipy_memory.stream_group import Consumer, Group
from redipy_memory.values import STREAM

Row = list[object]

_SHOWN = 10


@keyspace("XINFO STREAM")
def xinfo_stream(
    db: Keyspace, key: bytes, full: tuple[int | None] | CommandError | None
) -> Row:
    stream = db.get_as(key, STREAM, Stream)
    if stream is None:
        raise CommandError(NO_SUCH_KEY)
    if isinstance(full, CommandError):
        raise full
    head: Row = [
        *(b"length", stream.length),
        *(b"radix-tree-keys", stream.blocks),
        *(b"radix-tree-nodes", stream.tree_nodes),
        *(b"last-generated-id", show_id(stream.last_id)),
        *(b"max-deleted-entry-id", show_id(stream.max_deleted)),
        *(b"entries-added", counted(stream.added)),
        *(b"recorded-first-entry-id", show_id(stream.first_id)),
    ]
    if full is not None:
        return head + _details(stream, *full)
    return [
        *head,
        *(b"groups", len(stream.groups)),
        *(b"first-entry", _end(stream, rev=False)),
        *(b"last-entry", _end(stream, rev=True)),
    ]


def _end(stream: Stream, *, rev: bool) -> Row | None:
    found = stream.between(0, MAX_ID, 1, rev=rev)
    return _entry(*found[0]) if found else None


def _entry(number: int, fields: Fields) -> Row:
    return [show_id(number), list(fields)]


def _details(stream: Stream, count: int | None) -> Row:
    shown: int | None = _SHOWN if count is None or count < 0 else count
    shown = shown or None
    entries = stream.between(0, MAX_ID, shown)
    return [
        *(b"entries", [_entry(*entry) for entry in entries]),
        b"groups",
        [
            _group(stream, name, group, shown)
            for name, group in sorted(stream.groups.items())
        ],
    ]


def _group(stream: Stream, name: bytes, group: Group, shown: int | None) -> Row:
    pending = [
        [show_id(number), entry.consumer.name, entry.delivered, entry.count]
        for number, entry in islice(group.pending.items(), shown)
    ]
    consumers = [
        _consumer(consumer, shown) for _, consumer in sorted(group.consumers.items())
    ]
    return [
        *(b"name", name),
        *(b"last-delivered-id", show_id(group.last_id)),
        *(b"entries-read", group.entries_read),
        *(b"lag", stream.lag(group)),
        *(b"pel-count", len(group.pending)),
        *(b"pending", pending),
        *(b"consumers", consumers),
    ]


def _consumer(consumer: Consumer, shown: int | None) -> Row:
    pending = [
        [show_id(number), entry.delivered, entry.count]
        for number, entry in islice(consumer.pending.items(), shown)
    ]
    return [
        *(b"name", consumer.name),
        *(b"seen-time", consumer.seen),
        *(b"pel-count", len(consumer.pending)),
        *(b"pending", pending),
    ]
