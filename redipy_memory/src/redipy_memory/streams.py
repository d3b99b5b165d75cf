"""Streams."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from redipy_core.errors import NO_SUCH_KEY, CommandError
from redipy_core.stream_words import (
    MAX_ID,
    SEQUENCE,
    ZERO_ID,
    TrimWords,
    check_added,
    check_deleted,
    read_id,
    read_interval,
    read_new_id,
    read_trim,
    show_id,
)
from redipy_memory.behaviour import changes, keyspace, reads
from redipy_memory.blocking import Wait
from redipy_memory.keyspace import Keyspace
from redipy_memory.stream import Fields, Stream
from redipy_memory.values import STREAM

Entries = list[tuple[bytes, Fields]]
StreamEntries = list[tuple[bytes, Entries]]


@keyspace("XADD")
def xadd(
    db: Keyspace,
    key: bytes,
    nomkstream: bool,
    trim: TrimWords | None,
    id: bytes,
    fields: Iterable[tuple[bytes, bytes]],
) -> bytes | None:
    how = None if trim is None else read_trim(trim)
    given, next_free = read_new_id(id)
    if how is not None:
        how.check()
    if given == 0 and not next_free:
        raise CommandError(ZERO_ID)
    stream = db.get_as(key, STREAM, Stream)
    if stream is None:
        if nomkstream:
            return None
        stream = Stream()
    number = _new_id(stream.last_id, given, next_free, db)
    stream.append(number, tuple(word for pair in fields for word in pair))
    if stream.added == 1 and key not in db.data:
        db.put(key, stream, b"xadd")
    else:
        db.changed(key, stream, b"xadd")
    if how is not None and stream.trim(how):
        db.changed(key, stream, b"xtrim")
    return show_id(number)


def _new_id(last: int, given: int | None, next_free: bool, db: Keyspace) -> int:
    if last == MAX_ID:
        raise CommandError(
            "The stream has exhausted the last possible ID, unable to add more items"
        )
    if given is None:
        now = db.now() << 64
        return now if now > last else last + 1
    if next_free and given >> 64 == last >> 64:
        if last & SEQUENCE == SEQUENCE:
            raise CommandError("Elements are too large to be stored")
        return last + 1
    if given <= last:
        raise CommandError(
            "The ID specified in XADD is equal or smaller than the target stream top"
            " item"
        )
    return given


@reads("XLEN", STREAM, missing=0)
def xlen(stream: Stream) -> int:
    return stream.length


def _shown(entries: Iterable[tuple[int, Fields]]) -> Entries:
    return [(show_id(number), fields) for number, fields in entries]


@keyspace("XRANGE")
def xrange(
    db: Keyspace, key: bytes, min: bytes, max: bytes, count: int | None
) -> Entries | None:
    return _range(db, key, min, max, count, rev=False)


@keyspace("XREVRANGE")
def xrevrange(
    db: Keyspace, key: bytes, max: bytes, min: bytes, count: int | None
) -> Entries | None:
    return _range(db, key, min, max, count, rev=True)


def _range(
    db: Keyspace, key: bytes, low: bytes, high: bytes, count: int | None, *, rev: bool
) -> Entries | None:
    first, last = read_interval(low, high)
    stream = db.get_as(key, STREAM, Stream)
    if stream is None:
        return []
    if count is not None and count <= 0:
        return None
    return _shown(stream.between(first, last, count, rev=rev))


@changes("XDEL", STREAM, missing=0, changed=bool)
def xdel(stream: Stream, ids: Sequence[bytes]) -> int:
    numbers = [read_id(word) for word in ids]
    return sum(map(stream.discard, numbers))


@keyspace("XTRIM")
def xtrim(db: Keyspace, key: bytes, trim: TrimWords) -> int:
    how = read_trim(trim)
    how.check()
    stream = db.get_as(key, STREAM, Stream)
    if stream is None:
        return 0
    removed = stream.trim(how)
    if removed:
        db.changed(key, stream, b"xtrim")
    return removed


@keyspace("XREAD")
def xread(
    db: Keyspace,
    count: int | None,
    block: int | None,
    streams: Sequence[tuple[bytes, bytes]],
) -> StreamEntries | Wait[StreamEntries] | None:
    wanted = [(key, _after(db, key, word)) for key, word in streams]
    most = count if count is not None and count > 0 else None

    def newer(key: bytes, after: int) -> StreamEntries:
        stream = db.get_as(key, STREAM, Stream)
        if stream is None or not stream.length or stream.newest_id <= after:
            return []
        return [(key, _shown(stream.after(after, most)))]

    found = [entries for key, after in wanted for entries in newer(key, after)]
    if found or block is None:
        return found or None
    known = dict(reversed(wanted))  # of a key that is named twice the first ID counts
    return db.first_of(
        list(known), block / 1000, STREAM, lambda key: newer(key, known[key]) or None
    )


def _after(db: Keyspace, key: bytes, word: bytes) -> int:
    """The ID after which XREAD reads a stream: ``$`` is the last one there is."""
    stream = db.get_as(key, STREAM, Stream)
    if word == b"$":
        return 0 if stream is None else stream.last_id
    if word == b">":
        raise CommandError(
            "The > ID can be specified only when calling XREADGROUP using the"
            " GROUP <group> <consumer> option."
        )
    return read_id(word)


@keyspace("XSETID")
def xsetid(
    db: Keyspace,
    key: bytes,
    last_id: bytes,
    entries_added: int | None,
    max_deleted_id: bytes | None,
) -> bool:
    last = read_id(last_id)
    if entries_added is not None:
        check_added(entries_added)
    deleted = None if max_deleted_id is None else read_id(max_deleted_id)
    if deleted is not None:
        check_deleted(last, deleted)
    stream = db.get_as(key, STREAM, Stream)
    if stream is None:
        raise CommandError(NO_SUCH_KEY)
    if stream.length and last < stream.newest_id:
        raise CommandError(
            "The ID specified in XSETID is smaller than the target stream top item"
        )
    if entries_added is not None:
        if stream.length > entries_added:
            raise CommandError(
                "The entries_added specified in XSETID is smaller than the target"
                " stream length"
            )
        stream.added = entries_added
    if deleted:
        stream.max_deleted = deleted
    stream.last_id = last
    if db.wanted:
        db.announce(key, b"xsetid")
    return True
