"""Consumer groups of streams."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, overload

from redipy_core.command import UnfitWordsError, command
from redipy_core.errors import SYNTAX, CommandError
from redipy_core.replies import (
    BOOLEAN,
    CLAIM_IDS_PAGE,
    CLAIM_PAGE,
    CONSUMER_INFOS,
    ENTRIES,
    GROUP_INFOS,
    INTEGER,
    LIST,
    PENDING_LIST,
    PENDING_SUMMARY,
    STATUS,
    STREAM_ENTRIES,
    Either,
)
from redipy_core.stream_claims import read_claim, read_claim_page
from redipy_core.stream_types import (
    ConsumerInfo,
    GroupInfo,
    PendingEntry,
    PendingSummary,
)
from redipy_core.stream_words import (
    check_entries_read,
    read_interval,
    read_streams,
)
from redipy_core.text import Fields, Key, Text, Value, to_integer


def _read_xreadgroup(words: Sequence[bytes]) -> tuple[object, ...]:
    read = read_streams(words, "XREADGROUP")
    assert read.group is not None
    return (*read.group, read.count, read.block, read.noack, read.pairs)


@command(
    "XREADGROUP (GROUP groupname) consumername [COUNT count:integer]"
    " [BLOCK block:milliseconds] [NOACK] (STREAMS keys ... ids ...)",
    "write blocking",
    reply=STREAM_ENTRIES,
    since="5.0.0",
    complexity="O(M) for each stream, M the entries returned",
    reader=_read_xreadgroup,
)
def xreadgroup(
    groupname: Value,
    consumername: Value,
    streams: Fields,
    count: int | None = None,
    block: int | None = None,
    noack: bool = False,
) -> dict[Text, list[tuple[Text, dict[Text, Text]]]]:
    """Entries of several streams as one consumer of a group.

    ``streams`` maps keys to ``">"`` for entries that no consumer got yet, or to
    an ID for what this consumer got after it and has not acknowledged; of an
    entry that is gone the fields are empty. At most ``count`` of each stream.
    With ``noack`` nothing needs to be acknowledged. Returns
    ``{key: [(id, fields), …]}``. If nothing is new it waits ``block``
    milliseconds for it, 0 for no limit; without ``block``, and in a pipeline, it
    does not wait. Raises ResponseError (``NOGROUP``) where there is no such group,
    or is no more (``UNBLOCKED`` if the stream is gone).
    """


@command(
    "XACK key groupname ids ...",
    "write fast",
    reply=INTEGER,
    since="5.0.0",
    complexity="O(log(N)) for each ID with N the number of pending entries",
)
def xack(key: Key, groupname: Value, *ids: Value) -> int:
    """Acknowledge entries; returns how many were pending."""


def _read_group(words: Sequence[bytes], *, create: bool) -> tuple[object, ...]:
    mkstream, read, at = False, None, 3
    while at < len(words):
        option = words[at].upper()
        if option == b"MKSTREAM" and create:
            mkstream = True
            at += 1
        elif option == b"ENTRIESREAD" and at + 1 < len(words):
            read = to_integer(words[at + 1])
            check_entries_read(read)
            at += 2
        else:
            raise UnfitWordsError
    if len(words) > (6 if create else 5):
        raise UnfitWordsError
    return (*words[:3], mkstream, read) if create else (*words[:3], read)


def _read_create(words: Sequence[bytes]) -> tuple[object, ...]:
    return _read_group(words, create=True)


def _read_setid(words: Sequence[bytes]) -> tuple[object, ...]:
    return _read_group(words, create=False)


@command(
    "XGROUP CREATE key groupname id [MKSTREAM] [ENTRIESREAD entries_read:integer]",
    "write denyoom",
    reply=STATUS,
    since="5.0.0",
    complexity="O(1)",
    misfit="subcommand",
    reader=_read_create,
)
def xgroup_create(
    key: Key,
    groupname: Value,
    id: Value = "$",
    mkstream: bool = False,
    entries_read: int | None = None,
) -> bool:
    """Make a consumer group that reads on after ``id``, ``"$"`` the last one.

    With ``mkstream`` a missing stream is made. Returns True. Raises ResponseError
    (``BUSYGROUP``) if there is such a group, CommandError if there is no stream.
    """


@command(
    "XGROUP SETID key groupname id [ENTRIESREAD entries_read:integer]",
    "write",
    reply=STATUS,
    since="5.0.0",
    complexity="O(1)",
    misfit="subcommand",
    reader=_read_setid,
)
def xgroup_setid(
    key: Key, groupname: Value, id: Value, entries_read: int | None = None
) -> bool:
    """Let a group read on after another ID. Returns True.

    Raises ResponseError (``NOGROUP``) if there is no such group.
    """


@command(
    "XGROUP DESTROY key groupname",
    "write",
    reply=BOOLEAN,
    since="5.0.0",
    complexity="O(N) with N the number of pending entries",
)
def xgroup_destroy(key: Key, groupname: Value) -> bool:
    """Remove a consumer group; whether there was one."""


@command(
    "XGROUP CREATECONSUMER key groupname consumername",
    "write denyoom",
    reply=BOOLEAN,
    since="6.2.0",
    complexity="O(1)",
)
def xgroup_createconsumer(key: Key, groupname: Value, consumername: Value) -> bool:
    """Make a consumer of a group; whether it is new."""


@command(
    "XGROUP DELCONSUMER key groupname consumername",
    "write",
    reply=INTEGER,
    since="5.0.0",
    complexity="O(N) with N the number of its pending entries",
)
def xgroup_delconsumer(key: Key, groupname: Value, consumername: Value) -> int:
    """Remove a consumer; returns how many entries it had not acknowledged.

    Nobody has them pending then.
    """


def _read_xpending(words: Sequence[bytes]) -> tuple[object, ...]:
    if len(words) == 2:
        return (*words, None)
    if not 5 <= len(words) <= 8:
        raise CommandError(SYNTAX)
    idle, at = None, 2
    if words[2].upper() == b"IDLE":
        idle = to_integer(words[3])
        if len(words) < 7:
            raise CommandError(SYNTAX)
        at = 4
    count = to_integer(words[at + 2])
    read_interval(words[at], words[at + 1])
    consumer = words[at + 3] if at + 3 < len(words) else None
    return words[0], words[1], (idle, words[at], words[at + 1], count, consumer)


def _xpending_options(
    min: Value | None = None,
    max: Value | None = None,
    count: int | None = None,
    consumername: Value | None = None,
    idle: int | None = None,
) -> tuple[object, ...]:
    if min is None and max is None and count is None:
        if consumername is not None or idle is not None:
            raise CommandError(SYNTAX)
        return (None,)
    if min is None or max is None or count is None:
        raise CommandError(SYNTAX)
    return ((idle, min, max, count, consumername),)


@overload
def xpending(key: Key, groupname: Value) -> PendingSummary[Text]: ...
@overload
def xpending(
    key: Key,
    groupname: Value,
    *,
    min: Value,
    max: Value,
    count: int,
    consumername: Value | None = None,
    idle: int | None = None,
) -> list[PendingEntry[Text]]: ...
@command(
    "XPENDING key groupname"
    " [range=[IDLE idle:integer] min max count:integer [consumername]]",
    "readonly",
    reply=Either("range", given=PENDING_LIST, absent=PENDING_SUMMARY),
    since="5.0.0",
    complexity="O(N) with N the number of entries returned",
    reader=_read_xpending,
    options=_xpending_options,
)
def xpending(
    key: Key,
    groupname: Value,
    *,
    min: Value | None = None,
    max: Value | None = None,
    count: int | None = None,
    consumername: Value | None = None,
    idle: int | None = None,
) -> PendingSummary[Text] | list[PendingEntry[Text]]:
    """What a group has not acknowledged.

    A summary; with ``min``, ``max`` and ``count`` the entries between two IDs,
    perhaps only those of ``consumername``, or ``idle`` for so many milliseconds.
    Raises ResponseError (``NOGROUP``) if there is no such group.
    """


@command(
    "XINFO GROUPS key",
    "readonly",
    reply=GROUP_INFOS,
    since="5.0.0",
    complexity="O(N) with N the number of groups",
)
def xinfo_groups(key: Key) -> list[GroupInfo[Text]]:
    """The consumer groups of a stream; CommandError if there is no stream."""


@command(
    "XINFO CONSUMERS key groupname",
    "readonly",
    reply=CONSUMER_INFOS,
    since="5.0.0",
    complexity="O(N) with N the number of consumers",
)
def xinfo_consumers(key: Key, groupname: Value) -> list[ConsumerInfo[Text]]:
    """The consumers of a group.

    Raises CommandError if there is no stream, ResponseError (``NOGROUP``) if there
    is no such group.
    """


def _xclaim_options(
    idle: int | None = None,
    time: int | None = None,
    retrycount: int | None = None,
    force: bool = False,
    justid: bool = False,
) -> tuple[object, ...]:
    return idle, time, retrycount, force, justid, None


@overload
def xclaim(
    key: Key,
    groupname: Value,
    consumername: Value,
    min_idle_time: int,
    *ids: Value,
    idle: int | None = None,
    time: int | None = None,
    retrycount: int | None = None,
    force: bool = False,
    justid: Literal[False] = False,
) -> list[tuple[Text, dict[Text, Text]]]: ...
@overload
def xclaim(
    key: Key,
    groupname: Value,
    consumername: Value,
    min_idle_time: int,
    *ids: Value,
    idle: int | None = None,
    time: int | None = None,
    retrycount: int | None = None,
    force: bool = False,
    justid: Literal[True],
) -> list[Text]: ...
@command(
    "XCLAIM key groupname consumername min_idle_time:integer ids ..."
    " [IDLE idle:integer] [TIME time:integer] [RETRYCOUNT retrycount:integer]"
    " [FORCE] [JUSTID] [LASTID lastid]",
    "write fast",
    reply=Either("justid", given=LIST, absent=ENTRIES),
    since="5.0.0",
    complexity="O(log(N)) for each ID with N the number of pending entries",
    reader=read_claim,
    options=_xclaim_options,
)
def xclaim(
    key: Key,
    groupname: Value,
    consumername: Value,
    min_idle_time: int,
    *ids: Value,
    idle: int | None = None,
    time: int | None = None,
    retrycount: int | None = None,
    force: bool = False,
    justid: bool = False,
) -> list[tuple[Text, dict[Text, Text]]] | list[Text]:
    """Take over entries that another consumer has not acknowledged.

    Only those that were delivered ``min_idle_time`` milliseconds ago or earlier.
    ``idle`` (milliseconds) or ``time`` (milliseconds since the epoch) says when
    they count as delivered, ``retrycount`` how often; with ``force`` entries that
    nobody had are taken too. Returns ``[(id, fields), …]``, with ``justid`` the
    IDs alone, which is not counted as a delivery. Raises ResponseError
    (``NOGROUP``) if there is no such group.
    """


@overload
def xautoclaim(
    key: Key,
    groupname: Value,
    consumername: Value,
    min_idle_time: int,
    start: Value = "0-0",
    count: int | None = None,
    *,
    justid: Literal[False] = False,
) -> tuple[Text, list[tuple[Text, dict[Text, Text]]], list[Text]]: ...
@overload
def xautoclaim(
    key: Key,
    groupname: Value,
    consumername: Value,
    min_idle_time: int,
    start: Value = "0-0",
    count: int | None = None,
    *,
    justid: Literal[True],
) -> tuple[Text, list[Text], list[Text]]: ...
@command(
    "XAUTOCLAIM key groupname consumername min_idle_time:integer start"
    " [COUNT count:integer] [JUSTID]",
    "write fast",
    reply=Either("justid", given=CLAIM_IDS_PAGE, absent=CLAIM_PAGE),
    since="6.2.0",
    complexity="O(1) if count is small",
    reader=read_claim_page,
)
def xautoclaim(
    key: Key,
    groupname: Value,
    consumername: Value,
    min_idle_time: int,
    start: Value = "0-0",
    count: int | None = None,
    *,
    justid: bool = False,
) -> (
    tuple[Text, list[tuple[Text, dict[Text, Text]]], list[Text]]
    | tuple[Text, list[Text], list[Text]]
):
    """Take over entries that others have not acknowledged, from ``start`` on.

    Looks at those delivered ``min_idle_time`` milliseconds ago or earlier and
    takes at most ``count``, 100 if not given. Returns the ID to go on from
    (``"0-0"`` at the end), ``[(id, fields), …]`` or with ``justid`` the IDs alone,
    and the IDs of entries that are gone and were acknowledged. Raises
    ResponseError (``NOGROUP``) if there is no such group.
    """
