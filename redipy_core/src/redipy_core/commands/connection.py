"""The connection itself, and the server's clock."""

from __future__ import annotations

from redipy_core.command import command
from redipy_core.replies import BULK, TEXT_STATUS, TIME, Either
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
    "fast repeatable",
    reply=BULK,
    since="1.0.0",
    complexity="O(1)",
)
def echo(message: Value) -> Text:
    """The message."""


@command(
    "TIME",
    "fast repeatable",
    reply=TIME,
    since="2.6.0",
    complexity="O(1)",
)
def time() -> tuple[int, int]:
    """The server's clock: seconds since the epoch, and microseconds since then.

    The memory backend's clock counts milliseconds.
    """
