"""How keys are used, and what they take."""

from __future__ import annotations

from redipy_core.errors import CommandError
from redipy_memory.behaviour import keyspace
from redipy_memory.keyspace import Keyspace
from redipy_memory.memory_usage import memory_usage as usage_of

_SAMPLES = 5


@keyspace("OBJECT FREQ")
def object_freq(db: Keyspace, key: bytes) -> None:
    if db.peek(key) is not None:
        raise CommandError(
            "An LFU maxmemory policy is not selected, access frequency not tracked."
            " Please note that when switching between policies at runtime LRU and LFU"
            " data will take some time to adjust."
        )


@keyspace("OBJECT IDLETIME")
def object_idletime(db: Keyspace, key: bytes) -> int | None:
    idle = db.idle_time(key)  # notes are taken from now on, even if there is no key
    return None if db.peek(key) is None else idle


@keyspace("MEMORY USAGE")
def memory_usage(db: Keyspace, key: bytes, samples: int | None) -> int | None:
    value = db.peek(key)
    if value is None:
        return None
    return usage_of(key, value, _SAMPLES if samples is None else samples)
