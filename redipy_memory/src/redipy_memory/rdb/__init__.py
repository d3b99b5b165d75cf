"""The serialised form of values: what DUMP gives and RESTORE takes.

A payload is a byte that tells the type, the value, the format's version in two
bytes and a checksum in eight, both with their lowest byte first. The format is
Redis's own; that of version 10 (Redis 7.0) is written, and those up to it are
read.
"""

from __future__ import annotations

from redipy_memory.rdb.codes import VERSION
from redipy_memory.rdb.crc64 import crc64
from redipy_memory.rdb.errors import BadDataError
from redipy_memory.rdb.reader import read_value
from redipy_memory.rdb.writer import write_value
from redipy_memory.values import StoredValue

__all__ = ["BadDataError", "dumped", "restored", "sealed"]


def dumped(value: StoredValue) -> bytes:
    """The payload of a value. O(N) with N its size in bytes."""
    body = write_value(value) + VERSION.to_bytes(2, "little")
    return body + crc64(body).to_bytes(8, "little")


def sealed(payload: bytes) -> bool:
    """Whether a payload is of a version that is known, and its checksum right."""
    if len(payload) < 10 or int.from_bytes(payload[-10:-8], "little") > VERSION:
        return False
    return crc64(payload[:-8]) == int.from_bytes(payload[-8:], "little")


def restored(payload: bytes) -> StoredValue:
    """The value of a payload that is sealed; BadDataError if it holds none."""
    return read_value(payload)
