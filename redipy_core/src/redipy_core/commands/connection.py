"""The connection itself, and the server's clock."""

from __future__ import annotations

from redipy_core.command import command
from redipy_core.replies import BULK, INTEGER, TEXT_STATUS, TIME, Either
from redipy_core.text import Text, Value


@command(
    "PING [message]",
    "fast repeatable",
    reply=Either("message", given=BULK, absent=TEXT_STATUS),
    since="1.0.0",
    complexity="O(1)",
)
def ping(message: Value | None = None) -> Text:
    """``"PONG"``, or the message: a sign of life."""


@command(
    "ECHO message",
    "loading stale fast repeatable",
    reply=BULK,
    since="1.0.0",
    complexity="O(1)",
)
def echo(message: Value) -> Text:
    """The message."""


@command(
    "TIME",
    "loading stale fast repeatable",
    reply=TIME,
    since="2.6.0",
    complexity="O(1)",
)
def time() -> tuple[int, int]:
    """The server's clock: seconds since the epoch, and microseconds since then.

    The memory backend's clock counts milliseconds.
    """


@command(
    "WAIT numreplicas:integer timeout:milliseconds",
    "noscript repeatable",
    reply=INTEGER,
    since="3.0.0",
    complexity="O(1)",
)
def wait(numreplicas: int, timeout: int) -> int:
    """Wait until so many replicas have got what was written; returns how many have.

    At most ``timeout`` milliseconds, 0 for no limit. On a server it speaks of the
    writes of one connection, and a client has many: after another call there is
    nothing to wait for. The memory backend has no replicas: 0, at once.
    """
