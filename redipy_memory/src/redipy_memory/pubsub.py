"""Messages on channels."""

from __future__ import annotations

from redipy_memory.behaviour import keyspace
from redipy_memory.keyspace import Keyspace


@keyspace("PUBLISH")
def publish(db: Keyspace, channel: bytes, message: bytes) -> int:
    return db.channels.publish(channel, message)
