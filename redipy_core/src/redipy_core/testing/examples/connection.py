"""Messages and the connection."""

from __future__ import annotations

from redipy_core.testing.example import Example, step

EXAMPLES: tuple[Example, ...] = (
    Example(step("publish", "channel", "hello"), 0, 0, typed=False),
    Example(step("ping"), "PONG", "PONG", typed=False),
    Example(step("echo", "hello"), "hello", "hello", typed=False),
)
