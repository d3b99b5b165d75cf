"""Messages on channels."""

from __future__ import annotations

from collections.abc import Sequence

from redipy_memory.behaviour import keyspace
from redipy_memory.channels import Counts
from redipy_memory.keyspace import Keyspace


@keyspace("PUBLISH")
def publish(db: Keyspace, channel: bytes, message: bytes) -> int:
    return db.channels.publish(channel, message)


@keyspace("SPUBLISH")
def spublish(db: Keyspace, shardchannel: bytes, message: bytes) -> int:
    return db.channels.publish_to_shard(shardchannel, message)


@keyspace("PUBSUB CHANNELS")
def pubsub_channels(db: Keyspace, pattern: bytes | None) -> list[bytes]:
    return db.channels.names("channel", pattern)


@keyspace("PUBSUB NUMSUB")
def pubsub_numsub(db: Keyspace, channels: Sequence[bytes]) -> Counts:
    return db.channels.counts("channel", channels)


@keyspace("PUBSUB NUMPAT")
def pubsub_numpat(db: Keyspace) -> int:
    return len(db.channels.names("pattern", None))


@keyspace("PUBSUB SHARDCHANNELS")
def pubsub_shardchannels(db: Keyspace, pattern: bytes | None) -> list[bytes]:
    return db.channels.names("shard", pattern)


@keyspace("PUBSUB SHARDNUMSUB")
def pubsub_shardnumsub(db: Keyspace, channels: Sequence[bytes]) -> Counts:
    return db.channels.counts("shard", channels)
