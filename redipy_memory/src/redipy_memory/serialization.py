"""Values as bytes; their form is in :mod:`redipy_memory.rdb`."""

from __future__ import annotations

from redipy_core.errors import CommandError, ResponseError
from redipy_core.text import INT_MAX, to_integer
from redipy_memory.behaviour import keyspace
from redipy_memory.keyspace import Keyspace
from redipy_memory.rdb import BadDataError, dumped, restored, sealed


@keyspace("DUMP")
def dump(db: Keyspace, key: bytes) -> bytes | None:
    value = db.get(key)
    return None if value is None else dumped(value)


@keyspace("RESTORE")
def restore(
    db: Keyspace,
    key: bytes,
    ttl: int | bytes,
    serialized: bytes,
    replace: bool,
    absttl: bool,
    idletime: int | None,
    frequency: int | None,
) -> bool:
    if not replace and db.get(key) is not None:
        raise ResponseError("Target key name already exists.", "BUSYKEY")
    ttl = to_integer(ttl)
    if ttl < 0:
        raise CommandError("Invalid TTL value, must be >= 0")
    if not sealed(serialized):
        raise CommandError("DUMP payload version or checksum are wrong")
    try:
        value = restored(serialized)
    except BadDataError:
        raise CommandError("Bad data format") from None
    deadline = ttl if absttl else ttl + db.now()
    # What is too far away for 64 bits a server takes for the past.
    past = ttl and not db.now() < deadline <= INT_MAX
    # A key whose time has come is replaced as well, without being told expired.
    if key in db.data:
        if past:
            db.drop(key)
        else:
            db.remove(key)
    if past:
        return True
    db.put(key, value, b"restore")
    if ttl:
        db.set_deadline(key, deadline)
    if idletime is not None:
        db.leave_idle(key, idletime)
    del frequency  # as on a server that does not make room by it
    return True
