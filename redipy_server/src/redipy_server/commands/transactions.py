"""Transactions: commands that are carried out together, if keys stayed as they were."""

from __future__ import annotations

from collections.abc import Sequence

from redipy_core.command import command
from redipy_core.errors import CommandError, TransactionError
from redipy_core.replies import OK, STATUS, Reply
from redipy_core.shapes import NIL_ARRAY
from redipy_server.commands.connection import after
from redipy_server.session import Session

_REPLIES = Reply("REPLIES", script="wire", shape=NIL_ARRAY)
_DISCARDED = "Transaction discarded because of previous errors."


@command(
    "MULTI",
    "noscript loading stale fast allow_busy",
    reply=STATUS,
    since="1.2.0",
    complexity="O(1)",
)
def multi(session: Session) -> object:
    """Begin a transaction: what follows is queued."""
    if session.queue is not None:
        raise CommandError("MULTI calls can not be nested")
    session.begin_transaction()
    return OK


@command(
    "EXEC",
    "noscript loading stale skip_slowlog",
    reply=_REPLIES,
    since="1.2.0",
    complexity="Depends on commands in the transaction",
)
def exec_(session: Session) -> object:
    """Carry out what was queued; nil if a watched key was changed."""
    if session.queue is None:
        raise CommandError("EXEC without MULTI")
    spoilt = session.spoilt
    queue = session.end_transaction()
    if spoilt:
        session.forget(session.unwatch())
        raise TransactionError(_DISCARDED, "EXECABORT")
    return session.transact(queue)


@command(
    "DISCARD",
    "noscript loading stale fast allow_busy",
    reply=STATUS,
    since="2.0.0",
    complexity="O(N), when N is the number of queued commands",
)
def discard(session: Session) -> object:
    """Forget what was queued, and what is watched."""
    if session.queue is None:
        raise CommandError("DISCARD without MULTI")
    session.end_transaction()
    return _unwatched(session)


@command(
    "WATCH keys ...",
    "noscript loading stale fast allow_busy",
    reply=STATUS,
    since="2.2.0",
    complexity="O(1) for every key.",
)
def watch(session: Session, keys: Sequence[bytes]) -> object:
    """Let the next transaction depend on keys."""
    if session.queue is not None:
        raise CommandError("WATCH inside MULTI is not allowed")
    done = session.raw.watch(keys)
    return OK if done is None else after(done, OK)


@command(
    "UNWATCH",
    "noscript loading stale fast allow_busy",
    reply=STATUS,
    since="2.2.0",
    complexity="O(1)",
)
def unwatch(session: Session) -> object:
    """Watch nothing any more."""
    return _unwatched(session)


def _unwatched(session: Session) -> object:
    done = session.unwatch()
    return OK if done is None else after(done, OK)
