"""Databases: what they hold as a whole, and keys that go from one to another."""

from __future__ import annotations

from redipy_core.errors import SAME_OBJECT, CommandError
from redipy_memory.behaviour import keyspace
from redipy_memory.keys import keys_with, move_key
from redipy_memory.keyspace import Keyspace


@keyspace("DBSIZE")
def dbsize(db: Keyspace) -> int:
    return len(db)


@keyspace("REDIPY.DBSIZE")
def dbsize_of(db: Keyspace, prefix: bytes) -> int:
    return len(keys_with(db, prefix))


@keyspace("FLUSHDB")
def flushdb(db: Keyspace, how: bytes | None) -> bool:
    del how
    db.clear()
    return True


@keyspace("FLUSHALL")
def flushall(db: Keyspace, how: bytes | None) -> bool:
    return all(flushdb(each, how) for each in db.shared.keyspaces())


@keyspace("REDIPY.FLUSHDB")
def flushdb_of(db: Keyspace, prefix: bytes) -> bool:
    for key in keys_with(db, prefix):
        db.drop(key)
    return True


@keyspace("REDIPY.FLUSHALL")
def flushall_of(db: Keyspace, prefix: bytes) -> bool:
    return all(flushdb_of(each, prefix) for each in db.shared.keyspaces())


@keyspace("SWAPDB")
def swapdb(db: Keyspace, first: int, second: int) -> bool:
    db.shared.keyspace(first).swap(db.shared.keyspace(second))
    return True


@keyspace("MOVE")
def move(db: Keyspace, key: bytes, index: int) -> bool:
    target = db.shared.keyspace(index)
    if target is db:
        raise CommandError(SAME_OBJECT)
    if db.get(key) is None or target.get(key) is not None:
        return False
    move_key(db, key, target, key, b"move")
    return True
