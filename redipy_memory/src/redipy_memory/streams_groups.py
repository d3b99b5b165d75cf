"""Consumer groups of streams."""

from __future__ import annotations

from collections.abc import Sequence

from redipy_core.errors import NO_SUCH_KEY, CommandError, ResponseError, as_c_string
from redipy_core.stream_claims import check_claim_count, read_start
from redipy_core.stream_words import (
    MAX_ID,
    check_entries_read,
    read_any_id,
    read_id,
    read_interval,
    show_id,
)
from redipy_memory.behaviour import keyspace, reads
from redipy_memory.blocking import Wait
from redipy_memory.keyspace import Keyspace
from redipy_memory.stream import Fields, Stream
from redipy_memory.stream_group import Consumer, Group, between
from redipy_memory.values import STREAM

MaybeEntries = list[tuple[bytes, Fields | None]]
StreamEntries = list[tuple[bytes, MaybeEntries]]
RangeWords = tuple[int | None, bytes, bytes, int, bytes | None]
Row = list[object]


def _no_group(text: str, *names: bytes) -> ResponseError:
    shown = [
        name.split(b"\0", 1)[0].decode("utf-8", "surrogateescape") for name in names
    ]
    line = text.format(*shown).replace("\r", " ").replace("\n", " ")
    return ResponseError(line, "NOGROUP")


def _group_of(db: Keyspace, key: bytes, name: bytes) -> tuple[Stream, Group]:
    """The stream and its group, for XGROUP's subcommands."""
    stream = _stream_for_group(db, key)
    group = stream.groups.get(name)
    if group is None:
        raise _no_group("No such consumer group '{}' for key name '{}'", name, key)
    return stream, group


def _stream_for_group(db: Keyspace, key: bytes) -> Stream:
    stream = db.get_as(key, STREAM, Stream)
    if stream is None:
        raise CommandError(
            "The XGROUP subcommand requires the key to exist. Note that for CREATE you"
            " may want to use the MKSTREAM option to create an empty stream"
            " automatically."
        )
    return stream


def _position(stream: Stream | None, word: bytes) -> int | None:
    """The ID of the last entry; None if an ID is given itself."""
    if word != b"$":
        return None
    return 0 if stream is None else stream.last_id


def _entries_read(given: int | None) -> int | None:
    if given is not None:
        check_entries_read(given)
    return None if given == -1 else given


@keyspace("XGROUP CREATE")
def xgroup_create(
    db: Keyspace,
    key: bytes,
    groupname: bytes,
    id: bytes,
    mkstream: bool,
    entries_read: int | None,
) -> bool:
    read = _entries_read(entries_read)
    stream = db.get_as(key, STREAM, Stream) if mkstream else _stream_for_group(db, key)
    position = _position(stream, id)
    if position is None:
        position = read_id(id)
    if stream is None:
        stream = Stream()
        db.put(key, stream, b"xgroup-create")
    elif groupname in stream.groups:
        raise ResponseError("Consumer Group name already exists", "BUSYGROUP")
    elif db.wanted:
        db.announce(key, b"xgroup-create")
    stream.groups[groupname] = Group(position, read)
    return True


@keyspace("XGROUP SETID")
def xgroup_setid(
    db: Keyspace, key: bytes, groupname: bytes, id: bytes, entries_read: int | None
) -> bool:
    read = _entries_read(entries_read)
    stream, group = _group_of(db, key, groupname)
    position = _position(stream, id)
    group.last_id = read_any_id(id) if position is None else position
    group.entries_read = read
    if db.wanted:
        db.announce(key, b"xgroup-setid")
    return True


@keyspace("XGROUP DESTROY")
def xgroup_destroy(db: Keyspace, key: bytes, groupname: bytes) -> bool:
    stream = _stream_for_group(db, key)
    if stream.groups.pop(groupname, None) is None:
        return False
    if db.wanted:
        db.announce(key, b"xgroup-destroy")
        db.wake(key)
    return True


@keyspace("XGROUP CREATECONSUMER")
def xgroup_createconsumer(
    db: Keyspace, key: bytes, groupname: bytes, consumername: bytes
) -> bool:
    _, group = _group_of(db, key, groupname)
    if consumername in group.consumers:
        return False
    _consumer(db, key, group, consumername)
    return True


@keyspace("XGROUP DELCONSUMER")
def xgroup_delconsumer(
    db: Keyspace, key: bytes, groupname: bytes, consumername: bytes
) -> int:
    _, group = _group_of(db, key, groupname)
    if consumername in group.consumers and db.wanted:
        db.announce(key, b"xgroup-delconsumer")
    return group.remove(consumername)


def _consumer(db: Keyspace, key: bytes, group: Group, name: bytes) -> Consumer:
    """The consumer of this name, a new one if there is none."""
    if name not in group.consumers and db.wanted:
        db.announce(key, b"xgroup-createconsumer")
    return group.consumer(name, db.now())


# -- reading ------------------------------------------------------------------------


@keyspace("XREADGROUP")
def xreadgroup(
    db: Keyspace,
    groupname: bytes,
    consumername: bytes,
    count: int | None,
    block: int | None,
    noack: bool,
    streams: Sequence[tuple[bytes, bytes]],
) -> StreamEntries | Wait[StreamEntries] | None:
    wanted = [
        (key, *_group_to_read(db, key, groupname), _after(word))
        for key, word in streams
    ]
    most = count if count is not None and count > 0 else None
    found: StreamEntries = []
    for key, stream, group, after in wanted:
        if after != MAX_ID:
            consumer = _consumer(db, key, group, consumername)
            found.append((key, _history(db, stream, consumer, after, most)))
        elif stream.length and stream.newest_id > group.last_id:
            consumer = _consumer(db, key, group, consumername)
            news = _news(db, stream, group, consumer, most, noack)
            found.append((key, news))
    if found or block is None:
        return found or None

    def attempt(key: bytes) -> StreamEntries | None:
        stream, group = _group_to_wait_for(db, key, groupname)
        if not stream.length or stream.newest_id <= group.last_id:
            return None
        consumer = _consumer(db, key, group, consumername)
        return [(key, _news(db, stream, group, consumer, most, noack))]

    return Wait([key for key, _ in streams], block / 1000, attempt)


def _group_to_wait_for(db: Keyspace, key: bytes, name: bytes) -> tuple[Stream, Group]:
    """The stream and its group; the error that ends a wait if they are gone."""
    stream = db.get(key)
    if not isinstance(stream, Stream):
        raise ResponseError("the stream key no longer exists", "UNBLOCKED")
    group = stream.groups.get(name)
    if group is None:
        raise ResponseError(
            "the consumer group this client was blocked on no longer exists", "NOGROUP"
        )
    return stream, group


def _group_to_read(db: Keyspace, key: bytes, name: bytes) -> tuple[Stream, Group]:
    stream = db.get_as(key, STREAM, Stream)
    group = None if stream is None else stream.groups.get(name)
    if stream is None or group is None:
        raise _no_group(
            "No such key '{}' or consumer group '{}' in XREADGROUP with GROUP option",
            key,
            name,
        )
    return stream, group


def _after(word: bytes) -> int:
    """The ID after which to read, the greatest one for what is new."""
    if word == b"$":
        raise CommandError(
            "The $ ID is meaningless in the context of XREADGROUP: you want to read"
            " the history of this consumer by specifying a proper ID, or use the > ID"
            " to get new messages. The $ ID would just return an empty result set."
        )
    return MAX_ID if word == b">" else read_id(word)


def _news(
    db: Keyspace,
    stream: Stream,
    group: Group,
    consumer: Consumer,
    count: int | None,
    noack: bool,
) -> MaybeEntries:
    entries = stream.after(group.last_id, count)
    now = db.now()
    for number, _ in entries:
        stream.advance(group, number)
        if not noack:
            group.deliver(number, consumer, now)
    return [(show_id(number), fields) for number, fields in entries]


def _history(
    db: Keyspace, stream: Stream, consumer: Consumer, after: int, count: int | None
) -> MaybeEntries:
    shown: MaybeEntries = []
    for number, pending in between(consumer.pending, after + 1, MAX_ID):
        if len(shown) == count:
            break
        fields = stream.get(number)
        if fields is not None:
            pending.delivered = db.now()
            pending.count += 1
        shown.append((show_id(number), fields))
    return shown


@reads("XACK", STREAM, missing=0)
def xack(stream: Stream, groupname: bytes, ids: Sequence[bytes]) -> int:
    group = stream.groups.get(groupname)
    if group is None:
        return 0
    numbers = [read_id(word) for word in ids]
    return sum(map(group.acknowledge, numbers))


# -- claiming ---------------------------------------------------------------------


def _group_to_claim(db: Keyspace, key: bytes, name: bytes) -> tuple[Stream, Group]:
    stream = db.get_as(key, STREAM, Stream)
    group = None if stream is None else stream.groups.get(name)
    if stream is None or group is None:
        raise _no_group("No such key '{}' or consumer group '{}'", key, name)
    return stream, group


@keyspace("XCLAIM")
def xclaim(
    db: Keyspace,
    key: bytes,
    groupname: bytes,
    consumername: bytes,
    min_idle_time: int,
    ids: Sequence[bytes],
    idle: int | None,
    time: int | None,
    retrycount: int | None,
    force: bool,
    justid: bool,
    lastid: bytes | CommandError | None,
) -> Sequence[tuple[bytes, Fields]] | list[bytes]:
    stream, group = _group_to_claim(db, key, groupname)
    if isinstance(lastid, CommandError):
        raise lastid
    numbers = _claimed_ids(ids)
    now = db.now()
    delivered = now if time is None else time
    if idle is not None:
        delivered = now - idle
    if not 0 <= delivered <= now:
        delivered = now
    if lastid is not None:
        group.last_id = max(group.last_id, read_id(lastid))
    claimed: list[tuple[int, Fields]] = []
    for number in numbers:
        fields = stream.get(number)
        entry = group.pending.get(number)
        if fields is None:
            group.acknowledge(number)
            continue
        if entry is None and not force:
            continue
        if entry is not None and now - entry.delivered < min_idle_time:
            continue
        consumer = _consumer(db, key, group, consumername)
        if entry is None:
            group.deliver(number, consumer, now)
        entry = group.move(number, consumer)
        entry.delivered = delivered
        if retrycount is not None and retrycount >= 0:
            entry.count = retrycount
        elif not justid:
            entry.count += 1
        claimed.append((number, fields))
    return _claimed(claimed, justid)


def _claimed_ids(ids: Sequence[bytes]) -> list[int]:
    """The IDs; a server takes the first word that is none for an option."""
    numbers: list[int] = []
    for word in ids:
        try:
            numbers.append(read_id(word))
        except CommandError:
            shown = as_c_string(word)
            raise CommandError(f"Unrecognized XCLAIM option '{shown}'") from None
    return numbers


def _claimed(
    entries: list[tuple[int, Fields]], justid: bool
) -> Sequence[tuple[bytes, Fields]] | list[bytes]:
    if justid:
        return [show_id(number) for number, _ in entries]
    return [(show_id(number), fields) for number, fields in entries]


@keyspace("XAUTOCLAIM")
def xautoclaim(
    db: Keyspace,
    key: bytes,
    groupname: bytes,
    consumername: bytes,
    min_idle_time: int,
    start: bytes,
    count: int | None,
    justid: bool,
) -> Row:
    first = read_start(start)
    if count is not None:
        check_claim_count(count)
    stream, group = _group_to_claim(db, key, groupname)
    now, left = db.now(), 100 if count is None else count
    attempts = left * 10
    claimed: list[tuple[int, Fields]] = []
    gone: list[int] = []
    following = 0
    for number, entry in between(group.pending, first, MAX_ID):
        if not attempts or len(claimed) + len(gone) == left:
            following = number
            break
        attempts -= 1
        fields = stream.get(number)
        if fields is None:
            gone.append(number)
        elif now - entry.delivered >= min_idle_time:
            group.move(number, _consumer(db, key, group, consumername))
            entry.delivered = now
            entry.count += not justid
            claimed.append((number, fields))
    for number in gone:
        group.acknowledge(number)
    return [show_id(following), _claimed(claimed, justid), list(map(show_id, gone))]


# -- looking ------------------------------------------------------------------------


@keyspace("XPENDING")
def xpending(
    db: Keyspace, key: bytes, groupname: bytes, range: RangeWords | None
) -> Row:
    first, last = (0, 0) if range is None else read_interval(range[1], range[2])
    stream = db.get_as(key, STREAM, Stream)
    group = None if stream is None else stream.groups.get(groupname)
    if group is None:
        raise _no_group("No such key '{}' or consumer group '{}'", key, groupname)
    if range is None:
        return _summary(group)
    idle, _, _, count, name = range
    pending = group.pending
    if name is not None:
        consumer = group.consumers.get(name)
        if consumer is None:
            return []
        pending = consumer.pending
    shown: Row = []
    now = db.now()
    for number, entry in between(pending, first, last):
        if len(shown) >= count:
            break
        waited = max(now - entry.delivered, 0)
        if not idle or waited >= idle:
            owner = entry.consumer.name
            shown.append([show_id(number), owner, waited, entry.count])
    return shown


def _summary(group: Group) -> Row:
    pending = group.pending
    if not pending:
        return [0, None, None, None]
    consumers = [
        [name, b"%d" % len(consumer.pending)]
        for name, consumer in sorted(group.consumers.items())
        if consumer.pending
    ]
    first, last = pending.keys()[0], pending.keys()[-1]
    return [len(pending), show_id(first), show_id(last), consumers]


def _stream_to_show(db: Keyspace, key: bytes) -> Stream:
    stream = db.get_as(key, STREAM, Stream)
    if stream is None:
        raise CommandError(NO_SUCH_KEY)
    return stream


@keyspace("XINFO GROUPS")
def xinfo_groups(db: Keyspace, key: bytes) -> Row:
    stream = _stream_to_show(db, key)
    return [
        [
            *(b"name", name),
            *(b"consumers", len(group.consumers)),
            *(b"pending", len(group.pending)),
            *(b"last-delivered-id", show_id(group.last_id)),
            *(b"entries-read", group.entries_read),
            *(b"lag", stream.lag(group)),
        ]
        for name, group in sorted(stream.groups.items())
    ]


@keyspace("XINFO CONSUMERS")
def xinfo_consumers(db: Keyspace, key: bytes, groupname: bytes) -> Row:
    group = _stream_to_show(db, key).groups.get(groupname)
    if group is None:
        raise _no_group("No such consumer group '{}' for key name '{}'", groupname, key)
    now = db.now()
    return [
        [
            *(b"name", name),
            *(b"pending", len(consumer.pending)),
            *(b"idle", max(now - consumer.seen, 0)),
        ]
        for name, consumer in sorted(group.consumers.items())
    ]
