"""Messages on channels."""

from __future__ import annotations

from redipy_core.command import command
from redipy_core.replies import INTEGER
from redipy_core.text import Key, Value


@command(
    "PUBLISH channel:channel message",
    "pubsub fast",
    reply=INTEGER,
    since="2.0.0",
    complexity="O(N) with N the number of listeners",
)
def publish(channel: Key, message: Value) -> int:
    """Send a message to whoever listens on a channel; returns how many do."""
