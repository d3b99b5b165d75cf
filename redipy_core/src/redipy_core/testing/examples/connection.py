"""Messages and the connection."""

from __future__ import annotations

from redipy_core.testing.example import Example, step

EXAMPLES: tuple[Example, ...] = (
    Example(step("publish", "channel", "hello"), 0, 0, typed=False),
    Example(step("spublish", "channel", "hello"), 0, 0, typed=False),
    Example(step("pubsub_channels"), [], [], typed=False),
    Example(
        step("pubsub_numsub", "a", "b"), {"a": 0, "b": 0}, {"a": 0, "b": 0}, typed=False
    ),
    Example(step("pubsub_numpat"), 0, 0, typed=False),
    Example(step("pubsub_shardchannels"), [], [], typed=False),
    Example(step("pubsub_shardnumsub", "a"), {"a": 0}, {"a": 0}, typed=False),
    Example(step("ping"), "PONG", "PONG", typed=False),
    Example(step("echo", "hello"), "hello", "hello", typed=False),
    Example(step("wait", 0, 1), 0, 0, typed=False),
    Example(step("time"), (0, 0), (0, 0), typed=False),
)
