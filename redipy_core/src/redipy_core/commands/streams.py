"""Streams: entries in the order of their IDs.

An ID is ``"milliseconds-sequence"``; without a sequence number it is ``0``, or at
the upper end of a range the greatest.
"""

from __future__ import annotations

from collections.abc import Sequence

from redipy_core.command import command
from redipy_core.errors import SYNTAX, CommandError, wrong_arity
from redipy_core.replies import (
    BULK,
    ENTRIES,
    INTEGER,
    STATUS,
    STREAM_ENTRIES,
)
from redipy_core.stream_words import (
    BOTH_STRATEGIES,
    EXACT_LIMIT,
    NO_STRATEGY,
    NO_STRATEGY_FOR_LIMIT,
    ZERO_ID,
    TrimWords,
    check_added,
    check_deleted,
    check_limit,
    read_id,
    read_interval,
    read_new_id,
    read_streams,
    read_threshold,
)
from redipy_core.text import Fields, Key, Text, Value, to_integer

_TRIM = "strategy=(MAXLEN|MINID) [operator='='|'~'] threshold [LIMIT count:integer]"


class _TrimReader:
    """Reads the options of XADD and XTRIM word by word, as the server does."""

    def __init__(self, words: Sequence[bytes], *, xadd: bool) -> None:
        self._words = words
        self._xadd = xadd
        self._strategy: bytes | None = None
        self._operator: bytes | None = None
        self._threshold = b""
        self._limit: int | None = None
        self.nomkstream = False

    def read(self) -> tuple[int, TrimWords | None]:
        """Where the options end, and what they are."""
        at = self._options(1)
        if self._limit and self._strategy is None:
            raise CommandError(NO_STRATEGY_FOR_LIMIT)
        if self._strategy is None and not self._xadd:
            raise CommandError(NO_STRATEGY)
        if self._limit is not None and self._operator != b"~":
            raise CommandError(EXACT_LIMIT)
        if self._strategy is None:
            return at, None
        return at, (self._strategy, self._operator, self._threshold, self._limit)

    def _options(self, at: int) -> int:
        words, end = self._words, len(self._words)
        while at < end and not (self._xadd and words[at] == b"*"):
            option, more = words[at].upper(), at + 1 < end
            if option in (b"MAXLEN", b"MINID") and more:
                at = self._read_strategy(option, at + 1)
            elif option == b"LIMIT" and more:
                self._limit = to_integer(words[at + 1])
                check_limit(self._limit)
                at += 2
            elif option == b"NOMKSTREAM" and self._xadd:
                self.nomkstream = True
                at += 1
            elif self._xadd:
                read_new_id(words[at])
                break
            else:
                raise CommandError(SYNTAX)
        return at

    def _read_strategy(self, strategy: bytes, at: int) -> int:
        if self._strategy is not None:
            raise CommandError(BOTH_STRATEGIES)
        words = self._words
        if words[at] in (b"=", b"~") and at + 1 < len(words):
            self._operator = words[at]
            at += 1
        self._threshold = words[at]
        read_threshold(strategy, words[at])
        self._strategy = strategy
        return at + 1


def _read_xadd(words: Sequence[bytes]) -> tuple[object, ...]:
    reader = _TrimReader(words, xadd=True)
    at, trim = reader.read()
    fields = words[at + 1 :]
    if len(fields) < 2 or len(fields) % 2:
        raise wrong_arity("XADD")
    if read_new_id(words[at]) == (0, False):
        raise CommandError(ZERO_ID)
    pairs = list(zip(fields[::2], fields[1::2], strict=True))
    return words[0], reader.nomkstream, trim, words[at], pairs


def _read_xtrim(words: Sequence[bytes]) -> tuple[object, ...]:
    _, trim = _TrimReader(words, xadd=False).read()
    return words[0], trim


def _threshold(maxlen: object) -> object:
    """The word of a length. What is no Python number is one of a script's."""
    number = isinstance(maxlen, (int, float, str, bytes))
    return b"%d" % to_integer(maxlen) if number else maxlen


def _trim(
    maxlen: int | None,
    minid: Value | None,
    approximate: bool,
    limit: int | None,
) -> tuple[object, ...] | None:
    if maxlen is not None and minid is not None:
        raise CommandError(BOTH_STRATEGIES)
    operator = b"~" if approximate else None
    if maxlen is not None:
        return b"MAXLEN", operator, _threshold(maxlen), limit
    if minid is not None:
        return b"MINID", operator, minid, limit
    if limit is not None:
        raise CommandError(NO_STRATEGY_FOR_LIMIT)
    return None


def _xadd_options(
    id: Value = "*",
    maxlen: int | None = None,
    minid: Value | None = None,
    approximate: bool = True,
    nomkstream: bool = False,
    limit: int | None = None,
) -> tuple[object, ...]:
    return nomkstream, _trim(maxlen, minid, approximate, limit), id


@command(
    f"XADD key [NOMKSTREAM] [trim={_TRIM}] id fields=(field value) ...",
    "write denyoom fast",
    reply=BULK,
    since="5.0.0",
    complexity="O(1), and O(N) with N the number of entries that are trimmed",
    reader=_read_xadd,
    options=_xadd_options,
)
def xadd(
    key: Key,
    fields: Fields,
    *,
    id: Value = "*",
    maxlen: int | None = None,
    minid: Value | None = None,
    approximate: bool = True,
    nomkstream: bool = False,
    limit: int | None = None,
) -> Text | None:
    """Append an entry to a stream; returns its ID.

    ``id`` must be greater than all before; ``"*"`` takes the time, ``"5-*"`` the
    next sequence number of 5 milliseconds. ``maxlen`` then removes the oldest
    entries beyond this number, ``minid`` those before this ID: with
    ``approximate`` only where that is cheap, and at most ``limit``. With
    ``nomkstream`` a missing key stays missing and the result is None. Raises
    CommandError for an ID that is none or too small, WrongTypeError if the key
    holds something else.
    """


@command("XLEN key", "readonly fast", reply=INTEGER, since="5.0.0", complexity="O(1)")
def xlen(key: Key) -> int:
    """How many entries a stream has, 0 for a missing key."""


def _read_range(words: Sequence[bytes], *, rev: bool) -> tuple[object, ...]:
    low, high = (words[2], words[1]) if rev else (words[1], words[2])
    read_interval(low, high)
    count, at = None, 3
    while at < len(words):
        if words[at].upper() != b"COUNT" or at + 1 == len(words):
            raise CommandError(SYNTAX)
        count = to_integer(words[at + 1])
        at += 2
    return words[0], words[1], words[2], count


def _read_xrange(words: Sequence[bytes]) -> tuple[object, ...]:
    return _read_range(words, rev=False)


def _read_xrevrange(words: Sequence[bytes]) -> tuple[object, ...]:
    return _read_range(words, rev=True)


@command(
    "XRANGE key min max [COUNT count:integer]",
    "readonly",
    reply=ENTRIES,
    since="5.0.0",
    complexity="O(log(N)+M) with N the number of entries, M the entries returned",
    reader=_read_xrange,
)
def xrange(
    key: Key, min: Value = "-", max: Value = "+", count: int | None = None
) -> list[tuple[Text, dict[Text, Text]]]:
    """Entries from ``min`` to ``max``, at most ``count``, oldest first.

    A list of ``(id, fields)``. ``"-"`` and ``"+"`` are no limit, ``"(5-1"``
    leaves 5-1 itself out.
    """


@command(
    "XREVRANGE key max min [COUNT count:integer]",
    "readonly",
    reply=ENTRIES,
    since="5.0.0",
    complexity="O(log(N)+M) with N the number of entries, M the entries returned",
    reader=_read_xrevrange,
)
def xrevrange(
    key: Key, max: Value = "+", min: Value = "-", count: int | None = None
) -> list[tuple[Text, dict[Text, Text]]]:
    """Entries from ``max`` down to ``min``, at most ``count``, newest first.

    A list of ``(id, fields)``. ``"-"`` and ``"+"`` are no limit, ``"(5-1"``
    leaves 5-1 itself out.
    """


@command(
    "XDEL key ids ...",
    "write fast",
    reply=INTEGER,
    since="5.0.0",
    complexity="O(log(N)) for each ID with N the number of entries",
)
def xdel(key: Key, *ids: Value) -> int:
    """Remove entries by their IDs; returns how many were there.

    A stream that becomes empty stays.
    """


def _xtrim_options(
    maxlen: int | None = None,
    minid: Value | None = None,
    approximate: bool = True,
    limit: int | None = None,
) -> tuple[object, ...]:
    trim = _trim(maxlen, minid, approximate, limit)
    if trim is None:
        raise CommandError(NO_STRATEGY)
    return (trim,)


@command(
    f"XTRIM key trim=({_TRIM})",
    "write",
    reply=INTEGER,
    since="5.0.0",
    complexity="O(N) with N the number of entries that are removed",
    reader=_read_xtrim,
    options=_xtrim_options,
)
def xtrim(
    key: Key,
    *,
    maxlen: int | None = None,
    minid: Value | None = None,
    approximate: bool = True,
    limit: int | None = None,
) -> int:
    """Remove the oldest entries of a stream; returns how many.

    ``maxlen`` is how many may stay, ``minid`` the least ID that stays; one of
    them is needed. With ``approximate`` entries go only where that is cheap
    (blocks of about a hundred), and at most ``limit``.
    """


def _read_xread(words: Sequence[bytes]) -> tuple[object, ...]:
    read = read_streams(words, "XREAD")
    return read.count, read.block, read.pairs


@command(
    "XREAD [COUNT count:integer] [BLOCK block:milliseconds] (STREAMS keys ... ids ...)",
    "readonly blocking",
    reply=STREAM_ENTRIES,
    since="5.0.0",
    complexity="O(log(N)+M) for each stream, M the entries returned",
    reader=_read_xread,
)
def xread(
    streams: Fields, count: int | None = None, block: int | None = None
) -> dict[Text, list[tuple[Text, dict[Text, Text]]]]:
    """Entries after an ID, from several streams, at most ``count`` of each.

    ``streams`` maps keys to the last ID that is known; ``"$"`` stands for the
    last one there is. Returns ``{key: [(id, fields), …]}`` for the streams that
    have newer entries. If there are none it waits ``block`` milliseconds for
    them, 0 for no limit; without ``block``, and in a pipeline, it does not wait.
    """


def _read_xsetid(words: Sequence[bytes]) -> tuple[object, ...]:
    added, deleted, at = None, None, 2
    last = read_id(words[1])
    while at < len(words):
        option = words[at].upper()
        if at + 1 == len(words) or option not in (b"ENTRIESADDED", b"MAXDELETEDID"):
            raise CommandError(SYNTAX)
        if option == b"ENTRIESADDED":
            added = to_integer(words[at + 1])
            check_added(added)
        else:
            deleted = words[at + 1]
            check_deleted(last, read_id(deleted))
        at += 2
    return words[0], words[1], added, deleted


@command(
    "XSETID key last_id [ENTRIESADDED entries_added:integer]"
    " [MAXDELETEDID max_deleted_id]",
    "write denyoom fast",
    reply=STATUS,
    since="5.0.0",
    complexity="O(1)",
    reader=_read_xsetid,
)
def xsetid(
    key: Key,
    last_id: Value,
    entries_added: int | None = None,
    max_deleted_id: Value | None = None,
) -> bool:
    """Set the last ID of a stream, and what it remembers of entries that are gone.

    Returns True. Raises CommandError if there is no such stream or it holds a
    greater ID.
    """
