"""Messages on channels."""

from __future__ import annotations

from redipy_core.command import command
from redipy_core.replies import CHANNEL_COUNTS, INTEGER, KEY_LIST
from redipy_core.text import Key, Text, Value


@command(
    "PUBLISH channel:channel message",
    "pubsub loading stale fast may_replicate",
    reply=INTEGER,
    since="2.0.0",
    complexity="O(N) with N the number of listeners",
)
def publish(channel: Key, message: Value) -> int:
    """Send a message to whoever listens on a channel; returns how many do."""


@command(
    "SPUBLISH shardchannel:channel message",
    "pubsub loading stale fast may_replicate",
    reply=INTEGER,
    since="7.0.0",
    complexity="O(N) with N the number of listeners",
)
def spublish(shardchannel: Key, message: Value) -> int:
    """Send a message to whoever listens on a shard channel; returns how many do."""


@command(
    "PUBSUB CHANNELS [pattern:pattern]",
    "pubsub loading stale",
    reply=KEY_LIST,
    since="2.8.0",
    complexity="O(N) with N the number of channels",
    misfit="subcommand",
)
def pubsub_channels(pattern: Key | None = None) -> list[Text]:
    """The channels that somebody listens to, in no order.

    ``pattern`` is a glob pattern. Listeners by pattern do not count.
    """


@command(
    "PUBSUB NUMSUB [channels:channel ...]",
    "pubsub loading stale",
    reply=CHANNEL_COUNTS,
    since="2.8.0",
    complexity="O(N) with N the number of channels asked for",
)
def pubsub_numsub(*channels: Key) -> dict[Text, int]:
    """How many listen to each channel; listeners by pattern do not count."""


@command(
    "PUBSUB NUMPAT",
    "pubsub loading stale",
    reply=INTEGER,
    since="2.8.0",
    complexity="O(1)",
)
def pubsub_numpat() -> int:
    """How many patterns are listened to, whatever the client's prefix."""


@command(
    "PUBSUB SHARDCHANNELS [pattern:pattern]",
    "pubsub loading stale",
    reply=KEY_LIST,
    since="7.0.0",
    complexity="O(N) with N the number of shard channels",
    misfit="subcommand",
)
def pubsub_shardchannels(pattern: Key | None = None) -> list[Text]:
    """The shard channels that somebody listens to, in no order."""


@command(
    "PUBSUB SHARDNUMSUB [channels:channel ...]",
    "pubsub loading stale",
    reply=CHANNEL_COUNTS,
    since="7.0.0",
    complexity="O(N) with N the number of shard channels asked for",
)
def pubsub_shardnumsub(*channels: Key) -> dict[Text, int]:
    """How many listen to each shard channel."""
