"""Keys, whatever they hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import methodcaller

from redipy_core.errors import NO_SUCH_KEY, SAME_OBJECT, CommandError
from redipy_core.glob import glob_matcher
from redipy_memory.behaviour import keyspace
from redipy_memory.deadlines import deadline
from redipy_memory.encodings import copy_of, encoding_of, references_to
from redipy_memory.keyspace import Keyspace
from redipy_memory.values import NAME_OF_TYPE


@keyspace("TOUCH")
def touch(db: Keyspace, keys: Sequence[bytes]) -> int:
    return sum(db.get(key) is not None for key in keys)


@keyspace("EXISTS")
def exists(db: Keyspace, keys: Sequence[bytes]) -> int:
    return sum(db.peek(key) is not None for key in keys)


@keyspace("UNLINK")
@keyspace("DEL")
def delete(db: Keyspace, keys: Sequence[bytes]) -> int:
    removed = 0
    for key in keys:
        if db.get(key) is not None:
            db.drop(key)
            removed += 1
    return removed


@keyspace("TYPE")
def key_type(db: Keyspace, key: bytes) -> bytes | None:
    value = db.peek(key)
    return None if value is None else NAME_OF_TYPE[type(value)]


@keyspace("RENAME")
def rename(db: Keyspace, key: bytes, newkey: bytes) -> bool:
    value = db.get(key)
    if value is None:
        raise CommandError(NO_SUCH_KEY)
    if key != newkey:
        move_key(db, key, db, newkey, b"rename")
    return True


def move_key(
    db: Keyspace, key: bytes, target: Keyspace, newkey: bytes, verb: bytes
) -> None:
    """Let a key that is there be another one, with its expiry."""
    value, deadline = db.data[key], db.expires.get(key)
    db.remove(key)
    target.put(newkey, value, None)
    if deadline is not None:
        target.set_deadline(newkey, deadline)
    if db.wanted:
        target.announce(newkey, b"new")
        db.note(key, verb + b"_from")
        target.note(newkey, verb + b"_to")


@keyspace("RENAMENX")
def renamenx(db: Keyspace, key: bytes, newkey: bytes) -> bool:
    if db.get(key) is None:
        raise CommandError(NO_SUCH_KEY)
    return db.get(newkey) is None and rename(db, key, newkey)


@keyspace("COPY")
def copy(
    db: Keyspace,
    source: bytes,
    destination: bytes,
    index: int | None,
    replace: bool | CommandError,
) -> bool:
    target = db if index is None else db.shared.keyspace(index)
    if isinstance(replace, CommandError):
        raise replace
    if target is db and source == destination:
        raise CommandError(SAME_OBJECT)
    value = db.get(source)
    if value is None or (not replace and target.get(destination) is not None):
        return False
    deadline = db.expires.get(source)
    target.put(destination, copy_of(value), None)
    if deadline is not None:
        target.set_deadline(destination, deadline)
    if db.wanted:
        target.announce(destination, b"new")
        target.note(destination, b"copy_to")
    return True


# -- looking for keys ---------------------------------------------------------------


@keyspace("RANDOMKEY")
def randomkey(db: Keyspace) -> bytes | None:
    return db.random_key()


def keys_with(db: Keyspace, prefix: bytes) -> list[bytes]:
    """The keys that begin with ``prefix``."""
    return [*filter(methodcaller("startswith", prefix), db.keys())]


@keyspace("REDIPY.RANDOMKEY")
def randomkey_of(db: Keyspace, prefix: bytes) -> bytes | None:
    keys = keys_with(db, prefix)
    return db.rng.choice(keys) if keys else None


@keyspace("KEYS")
def keys(db: Keyspace, pattern: bytes) -> list[bytes]:
    matches = glob_matcher(pattern)
    return [*filter(matches, db.keys())]


@keyspace("REDIPY.KEYS")
def keys_of_type(db: Keyspace, pattern: bytes, kind: bytes) -> list[bytes]:
    return _of_type(db, keys(db, pattern), kind)


def _of_type(db: Keyspace, names: Iterable[bytes], kind: bytes) -> list[bytes]:
    wanted = kind.lower()
    return [key for key in names if NAME_OF_TYPE[type(db.data[key])].lower() == wanted]


@keyspace("SCAN")
def scan(
    db: Keyspace,
    cursor: int,
    pattern: bytes | None,
    count: int | None,
    kind: bytes | None,
) -> tuple[int, list[bytes]]:
    following, page = db.scan(cursor, 10 if count is None else count)
    if pattern is not None:
        page = [*filter(glob_matcher(pattern), page)]
    if kind is not None:
        page = _of_type(db, page, kind)
    return following, page


# -- expiry -----------------------------------------------------------------------


def _expire(
    db: Keyspace,
    key: bytes,
    when: int,
    nx: bool,
    xx: bool,
    gt: bool,
    lt: bool,
) -> bool:
    """Set a key's deadline under a condition; a deadline that is past removes it."""
    if db.get(key) is None:
        return False
    before = db.expires.get(key)
    # A key that stays counts as one that expires later than any other.
    if (
        (nx and before is not None)
        or (xx and before is None)
        or (gt and (before is None or when <= before))
        or (lt and before is not None and when >= before)
    ):
        return False
    if when <= db.now():
        db.drop(key)
    else:
        db.expire_at(key, when)
    return True


@keyspace("EXPIRE")
def expire(db: Keyspace, key: bytes, seconds: int, *flags: bool) -> bool:
    when = deadline(seconds, db.now(), "expire", seconds=True, absolute=False)
    return _expire(db, key, when, *flags)


@keyspace("PEXPIRE")
def pexpire(db: Keyspace, key: bytes, milliseconds: int, *flags: bool) -> bool:
    when = deadline(milliseconds, db.now(), "pexpire", seconds=False, absolute=False)
    return _expire(db, key, when, *flags)


@keyspace("EXPIREAT")
def expireat(db: Keyspace, key: bytes, seconds: int, *flags: bool) -> bool:
    when = deadline(seconds, 0, "expireat", seconds=True, absolute=True)
    return _expire(db, key, when, *flags)


@keyspace("PEXPIREAT")
def pexpireat(db: Keyspace, key: bytes, milliseconds: int, *flags: bool) -> bool:
    return _expire(db, key, milliseconds, *flags)


@keyspace("PERSIST")
def persist(db: Keyspace, key: bytes) -> bool:
    return db.get(key) is not None and db.persist(key)


@keyspace("PTTL")
def pttl(db: Keyspace, key: bytes) -> int:
    if db.peek(key) is None:
        return -2
    when = db.expires.get(key)
    return -1 if when is None else max(when - db.now(), 0)


@keyspace("TTL")
def ttl(db: Keyspace, key: bytes) -> int:
    left = pttl(db, key)
    return left if left < 0 else (left + 500) // 1000


@keyspace("PEXPIRETIME")
def pexpiretime(db: Keyspace, key: bytes) -> int:
    return -2 if db.peek(key) is None else db.expires.get(key, -1)


@keyspace("EXPIRETIME")
def expiretime(db: Keyspace, key: bytes) -> int:
    when = pexpiretime(db, key)
    return when if when < 0 else (when + 500) // 1000


# -- how keys are kept ----------------------------------------------------------------


@keyspace("OBJECT ENCODING")
def object_encoding(db: Keyspace, key: bytes) -> bytes | None:
    value = db.peek(key)
    return None if value is None else encoding_of(value)


@keyspace("OBJECT REFCOUNT")
def object_refcount(db: Keyspace, key: bytes) -> int | None:
    value = db.peek(key)
    return None if value is None else references_to(value)
