"""Listening to messages on channels. Publishing is the store's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from redipy_core.command import command
from redipy_core.pubsub import Source
from redipy_core.replies import Reply
from redipy_server.encoding import push
from redipy_server.handlers import Pushed
from redipy_server.session import Session

_CONFIRMATIONS = Reply("CONFIRMATIONS", script="wire")
_LOADING: Final = "pubsub noscript loading stale"
_COST: Final = "O(N) where N is the number of channels to subscribe to."


@command(
    "SUBSCRIBE channels:channel ...",
    _LOADING,
    reply=_CONFIRMATIONS,
    since="2.0.0",
    complexity=_COST,
)
def subscribe(session: Session, channels: Sequence[bytes]) -> object:
    """Listen to channels."""
    return _listen(session, "channel", b"subscribe", channels)


@command(
    "PSUBSCRIBE patterns:pattern ...",
    _LOADING,
    reply=_CONFIRMATIONS,
    since="2.0.0",
    complexity="O(N) where N is the number of patterns to subscribe to.",
)
def psubscribe(session: Session, patterns: Sequence[bytes]) -> object:
    """Listen to the channels that patterns match."""
    return _listen(session, "pattern", b"psubscribe", patterns)


@command(
    "SSUBSCRIBE shardchannel:channel ...",
    _LOADING,
    reply=_CONFIRMATIONS,
    since="7.0.0",
    complexity="O(N) where N is the number of shard channels to subscribe to.",
)
def ssubscribe(session: Session, shardchannels: Sequence[bytes]) -> object:
    """Listen to shard channels."""
    return _listen(session, "shard", b"ssubscribe", shardchannels)


@command(
    "UNSUBSCRIBE [channels:channel ...]",
    _LOADING,
    reply=_CONFIRMATIONS,
    since="2.0.0",
    complexity="O(N) where N is the number of channels to unsubscribe from.",
)
def unsubscribe(session: Session, channels: Sequence[bytes]) -> object:
    """Listen to channels no more; to none if none is named."""
    return _ignore(session, "channel", b"unsubscribe", channels)


@command(
    "PUNSUBSCRIBE [patterns:pattern ...]",
    _LOADING,
    reply=_CONFIRMATIONS,
    since="2.0.0",
    complexity="O(N) where N is the number of patterns to unsubscribe from.",
)
def punsubscribe(session: Session, patterns: Sequence[bytes]) -> object:
    """Listen to patterns no more; to none if none is named."""
    return _ignore(session, "pattern", b"punsubscribe", patterns)


@command(
    "SUNSUBSCRIBE [shardchannel:channel ...]",
    _LOADING,
    reply=_CONFIRMATIONS,
    since="7.0.0",
    complexity="O(N) where N is the number of shard channels to unsubscribe from.",
)
def sunsubscribe(session: Session, shardchannels: Sequence[bytes]) -> object:
    """Listen to shard channels no more; to none if none is named."""
    return _ignore(session, "shard", b"sunsubscribe", shardchannels)


def _listen(
    session: Session, source: Source, word: bytes, names: Sequence[bytes]
) -> object:
    held = session.listening[source]
    lines: list[bytes] = []
    for name in names:
        held[name] = None
        lines.append(_line(session, source, word, name))
    session.refresh()
    return _confirmed(session, session.raw.listen(source, names), lines)


def _ignore(
    session: Session, source: Source, word: bytes, names: Sequence[bytes]
) -> object:
    held = session.listening[source]
    lines: list[bytes] = []
    gone = list(names) or list(held)
    for name in gone:
        held.pop(name, None)
        lines.append(_line(session, source, word, name))
    if not gone:
        lines.append(_line(session, source, word, None))
    session.refresh()
    return _confirmed(session, session.raw.ignore(source, gone), lines)


def _line(session: Session, source: Source, word: bytes, name: bytes | None) -> bytes:
    listening = session.listening
    counted: Iterable[Source] = (
        ("shard",) if source == "shard" else ("channel", "pattern")
    )
    count = sum(len(listening[each]) for each in counted)
    return push(session.protocol, (word, name, count))


def _confirmed(session: Session, done: object, lines: Sequence[bytes]) -> object:
    reply = Pushed(b"".join(lines))
    if done is None or session.in_exec:
        session.forget(done)
        return reply
    return _then(done, reply)


async def _then(done: object, reply: Pushed) -> object:
    await done  # type: ignore[misc]  # the store's session waits, so it gave an awaitable
    return reply
