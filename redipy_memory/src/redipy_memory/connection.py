"""The connection itself, and the clock."""

from __future__ import annotations

from redipy_memory.behaviour import keyspace
from redipy_memory.keyspace import Keyspace


@keyspace("PING")
def ping(db: Keyspace, message: bytes | None) -> bytes:
    del db
    return b"PONG" if message is None else message


@keyspace("ECHO")
def echo(db: Keyspace, message: bytes) -> bytes:
    del db
    return message


@keyspace("TIME")
def time(db: Keyspace) -> list[bytes]:
    seconds, milliseconds = divmod(db.now(), 1000)
    return [b"%d" % seconds, b"%d" % (milliseconds * 1000)]


@keyspace("WAIT")
def wait(db: Keyspace, numreplicas: int, timeout: int) -> int:
    del db, numreplicas, timeout
    return 0
