"""Prepared handlers: from the words of a request straight to its reply's bytes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from redipy_core.errors import CommandError, RedipyError, ResponseError
from redipy_core.replies import Reply
from redipy_core.serving import Caller
from redipy_server.encoding import Protocol, encoder, error_reply
from redipy_server.index import Entry

Handler = Callable[[Sequence[bytes]], bytes]
Table = dict[bytes, Handler]

log = logging.getLogger("redipy.server")


class Encoded(bytes):
    """A reply that is written out already."""

    __slots__ = ()


def failure(error: Exception, entry: Entry | None) -> bytes:
    """The reply for whatever went wrong; what is our fault is logged, without data."""
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


def prepared(entry: Entry, caller: Caller, protocol: Protocol) -> Handler:
    """The handler of a store's command that answers at once."""
    parse, rule = entry.parse, entry.command.reply
    if isinstance(rule, Reply):
        encode = encoder(rule.shape, protocol)

        def handle(words: Sequence[bytes]) -> bytes:
            try:
                reply = encode(caller(words, parse(words), rule))
            except Exception as error:
                reply = failure(error, entry)
            entry.calls += 1
            return reply

    else:

        def handle(words: Sequence[bytes]) -> bytes:
            try:
                slots = parse(words)
                kind = entry.kind(slots)
                reply = encoder(kind.shape, protocol)(caller(words, slots, kind))
            except Exception as error:
                reply = failure(error, entry)
            entry.calls += 1
            return reply

    return handle
