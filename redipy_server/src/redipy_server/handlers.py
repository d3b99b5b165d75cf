"""Prepared handlers: from the words of a request straight to its reply's bytes."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from time import perf_counter as clock
from typing import Protocol

from redipy_core.errors import CommandError, RedipyError, ResponseError
from redipy_core.replies import Reply
from redipy_core.serving import Caller, Later
from redipy_server.encoding import Encode, encoder, error_reply
from redipy_server.encoding import Protocol as Version
from redipy_server.index import Entry

Handler = Callable[[Sequence[bytes]], bytes]
Table = dict[bytes, Handler]

log = logging.getLogger("redipy.server")


class Encoded(bytes):
    """A reply that is written out already."""

    __slots__ = ()


class Pushed(Encoded):
    """As that; it is a message, which clients get that want no replies, too."""

    __slots__ = ()


def failure(error: Exception, entry: Entry | None, errors: Counter[str]) -> bytes:
    """The reply for whatever went wrong, counted by its code.

    What is our fault is logged, without data.
    """
    errors[error.code if isinstance(error, ResponseError) else "ERR"] += 1
    name = "unknown" if entry is None else entry.full_name
    if entry is not None:
        entry.failed += 1
    if isinstance(error, ResponseError):
        return error_reply(error)
    if isinstance(error, RedipyError):
        return error_reply(CommandError(str(error)))
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = "" if place is None else f" at line {place.tb_lineno}"
    # Neither the error's text nor its trace is logged: they may show data.
    log.error("'%s' failed: %s%s", name, type(error).__name__, where)
    return error_reply(CommandError(f"internal error in '{name}'"))


def rejection(error: Exception, entry: Entry, errors: Counter[str]) -> bytes:
    """As :func:`failure`, for a call that was not carried out at all."""
    entry.failed -= 1
    entry.rejected += 1
    return failure(error, entry, errors)


class Queued:
    """A reply in a transaction that is written when the store has carried it out."""

    __slots__ = ("encode", "entry", "later")

    def __init__(self, later: Later, encode: Encode, entry: Entry) -> None:
        self.later = later
        self.encode = encode
        self.entry = entry

    def written(self, errors: Counter[str]) -> bytes:
        """The reply, once it is there."""
        reply = self.later.reply
        if isinstance(reply, Exception):
            return failure(reply, self.entry, errors)
        return self.encode(reply)


@cache
def reply_encoder(kind: Reply, version: Version) -> Encode:
    """What writes replies of a kind. Looked up by the kind, not by its shape."""
    return encoder(kind.shape, version)


class Counting(Protocol):
    """Counts error replies by their code."""

    errors: Counter[str]


class Watchful(Protocol):
    """What is told of commands that took long."""

    slow_after: float

    @property
    def statistics(self) -> Counting:
        """What is counted."""
        ...

    def took_long(self, entry: Entry, words: Sequence[bytes], seconds: float) -> None:
        """A command took longer than ``slow_after`` seconds."""


def prepared(
    entry: Entry, caller: Caller, version: Version, watchful: Watchful
) -> Handler:
    """The handler of a store's command that answers at once."""
    parse, rule = entry.parse, entry.command.reply
    if isinstance(rule, Reply):
        encode = encoder(rule.shape, version)

        def handle(words: Sequence[bytes]) -> bytes:
            begun = clock()
            try:
                reply = encode(caller(words, parse(words), rule))
            except Exception as error:
                if not entry.fits(len(words)):
                    return rejection(error, entry, watchful.statistics.errors)
                reply = failure(error, entry, watchful.statistics.errors)
            spent = clock() - begun
            entry.calls += 1
            entry.seconds += spent
            if spent > watchful.slow_after:
                watchful.took_long(entry, words, spent)
            return reply

    else:
        kind_of = entry.kind

        def handle(words: Sequence[bytes]) -> bytes:
            begun = clock()
            try:
                slots = parse(words)
                kind = kind_of(slots)
                reply = reply_encoder(kind, version)(caller(words, slots, kind))
            except Exception as error:
                if not entry.fits(len(words)):
                    return rejection(error, entry, watchful.statistics.errors)
                reply = failure(error, entry, watchful.statistics.errors)
            spent = clock() - begun
            entry.calls += 1
            entry.seconds += spent
            if spent > watchful.slow_after:
                watchful.took_long(entry, words, spent)
            return reply

    return handle
