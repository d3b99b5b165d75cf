"""Strings."""

from __future__ import annotations

from collections.abc import Sequence

from redipy_core.errors import (
    INCREMENT_NAN,
    INCREMENT_OVERFLOW,
    NOT_A_FLOAT,
    NOT_AN_INTEGER,
    CommandError,
    WrongTypeError,
)
from redipy_core.text import INT_MAX, INT_MIN, read_integer, to_integer
from redipy_memory.behaviour import keyspace, reads, replaces
from redipy_memory.deadlines import expiry_deadline
from redipy_memory.keyspace import Keyspace
from redipy_memory.lcs import CommonBytes
from redipy_memory.long_double import (
    add_long_doubles,
    format_long_double,
    is_infinite,
    read_long_double,
)
from redipy_memory.values import STRING, StringValue

MAX_LENGTH = 512 * 1024 * 1024
"""Bytes; the server's proto-max-bulk-len."""

Replaced = tuple[bytes | None, object]


@keyspace("SET")
def set_value(
    db: Keyspace,
    key: bytes,
    value: bytes,
    condition: bytes | None,
    previous: bool,
    expiry: tuple[bytes, int | None] | None,
) -> bool | bytes | None:
    if condition is None and expiry is None and not previous:
        db.put(key, value, b"set")
        return True
    deadline = None
    keep_ttl = expiry is not None and expiry[0] == b"KEEPTTL"
    if expiry is not None and expiry[1] is not None:
        deadline = expiry_deadline(expiry[0], expiry[1], db.now(), "set")
    before = db.get(key)
    if previous and before is not None and not isinstance(before, bytes):
        raise WrongTypeError
    refused = (before is None) if condition == b"XX" else (before is not None)
    if condition is not None and refused:
        return before if previous else False  # type: ignore[return-value]  # checked above
    db.put(key, value, b"set", keep_ttl=keep_ttl)
    if deadline is not None:
        db.expire_at(key, deadline)
    return before if previous else True  # type: ignore[return-value]  # checked above


@reads("GET", STRING, missing=None)
def get_value(value: StringValue) -> bytes:
    return value


@keyspace("GETDEL")
def getdel(db: Keyspace, key: bytes) -> bytes | None:
    value = db.get_as(key, STRING, bytes)
    if value is not None:
        db.drop(key)
    return value


@keyspace("GETSET")
def getset(db: Keyspace, key: bytes, value: bytes) -> bytes | None:
    before = db.get_as(key, STRING, bytes)
    db.put(key, value, b"set")
    return before


@keyspace("GETEX")
def getex(
    db: Keyspace, key: bytes, expiry: tuple[bytes, object] | None
) -> bytes | None:
    value = db.get_as(key, STRING, bytes)
    if value is None or expiry is None:
        return value
    word, amount = expiry
    if word == b"PERSIST":
        db.persist(key)
        return value
    deadline = expiry_deadline(word, to_integer(amount), db.now(), "getex")
    if deadline <= db.now():
        db.drop(key)
    else:
        db.expire_at(key, deadline)
    return value


@keyspace("MGET")
def mget(db: Keyspace, keys: Sequence[bytes]) -> list[bytes | None]:
    values = map(db.get, keys)
    return [value if isinstance(value, bytes) else None for value in values]


@keyspace("MSET")
def mset(db: Keyspace, mapping: Sequence[tuple[bytes, bytes]]) -> bool:
    for key, value in mapping:
        db.put(key, value, b"set")
    return True


@keyspace("MSETNX")
def msetnx(db: Keyspace, mapping: Sequence[tuple[bytes, bytes]]) -> bool:
    if any(db.get(key) is not None for key, _ in mapping):
        return False
    return mset(db, mapping)


@keyspace("SETEX")
def setex(db: Keyspace, key: bytes, seconds: int, value: bytes) -> bool:
    deadline = expiry_deadline(b"EX", seconds, db.now(), "setex")
    db.put(key, value, b"set")
    db.expire_at(key, deadline)
    return True


@keyspace("PSETEX")
def psetex(db: Keyspace, key: bytes, milliseconds: int, value: bytes) -> bool:
    deadline = expiry_deadline(b"PX", milliseconds, db.now(), "psetex")
    db.put(key, value, b"set")
    db.expire_at(key, deadline)
    return True


@keyspace("SETNX")
def setnx(db: Keyspace, key: bytes, value: bytes) -> bool:
    if db.get(key) is not None:
        return False
    db.put(key, value, b"set")
    return True


@replaces("APPEND", STRING)
def append(before: StringValue | None, value: bytes) -> Replaced:
    after = value if before is None else before + value
    _check_length(len(after))
    return after, len(after)


@reads("STRLEN", STRING, missing=0)
def strlen(value: StringValue) -> int:
    return len(value)


@reads("SUBSTR", STRING, missing=b"")
@reads("GETRANGE", STRING, missing=b"")
def getrange(value: StringValue, start: int, end: int) -> bytes:
    length = len(value)
    if start < 0 and end < 0 and start > end:
        return b""
    start = max(start + length, 0) if start < 0 else start
    end = max(end + length, 0) if end < 0 else end
    return value[start : end + 1]


def _check_offset(offset: int, value: bytes) -> None:
    del value
    if offset < 0:
        raise CommandError("offset is out of range")


@replaces("SETRANGE", STRING, first=_check_offset)
def setrange(before: StringValue | None, offset: int, value: bytes) -> Replaced:
    if not value:
        return None, len(before or b"")
    _check_length(offset + len(value))
    old = before or b""
    head = old[:offset].ljust(offset, b"\0")
    after = head + value + old[offset + len(value) :]
    return after, len(after)


def _check_length(length: int) -> None:
    if length > MAX_LENGTH:
        raise CommandError("string exceeds maximum allowed size (proto-max-bulk-len)")


@keyspace("LCS")
def lcs(
    db: Keyspace,
    key1: bytes,
    key2: bytes,
    length: bool,
    idx: bool,
    minmatchlen: int | None,
    withmatchlen: bool | CommandError,
) -> object:
    first, second = (b"" if v is None else v for v in map(db.get, (key1, key2)))
    if not isinstance(first, bytes) or not isinstance(second, bytes):
        raise CommandError("The specified keys must contain string values")
    if isinstance(withmatchlen, CommandError):
        raise withmatchlen
    if length and idx:
        raise CommandError(
            "If you want both the length and indexes, please just use IDX."
        )
    if (len(first) + 1) * (len(second) + 1) * 4 > MAX_LENGTH:
        raise CommandError(
            "Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len"
        )
    common = CommonBytes(first, second)
    if length:
        return common.length
    if not idx:
        return b"".join(first[a : a + n] for a, _, n in reversed(common.stretches()))
    matches = [
        [[a, a + n - 1], [b, b + n - 1], *([n] if withmatchlen else [])]
        for a, b, n in common.stretches()
        if n >= (minmatchlen or 0)
    ]
    return [b"matches", matches, b"len", common.length]


# -- numbers ----------------------------------------------------------------------


@replaces("INCRBY", STRING, event="incrby")
def incrby(before: StringValue | None, increment: int) -> Replaced:
    number = 0 if before is None else read_integer(before)
    if number is None:
        raise CommandError(NOT_AN_INTEGER)
    number += increment
    if not INT_MIN <= number <= INT_MAX:
        raise CommandError(INCREMENT_OVERFLOW)
    return b"%d" % number, number


@replaces("INCR", STRING, event="incrby")
def incr(before: StringValue | None) -> Replaced:
    return incrby(before, 1)


@replaces("DECR", STRING, event="incrby")
def decr(before: StringValue | None) -> Replaced:
    return incrby(before, -1)


def _check_decrement(decrement: int) -> None:
    if decrement == INT_MIN:
        raise CommandError("decrement would overflow")


@replaces("DECRBY", STRING, first=_check_decrement, event="incrby")
def decrby(before: StringValue | None, decrement: int) -> Replaced:
    return incrby(before, -decrement)


@replaces("INCRBYFLOAT", STRING)
def incrbyfloat(before: StringValue | None, increment: bytes) -> Replaced:
    text = added_as_text(before, increment, NOT_A_FLOAT)
    return text, text


def added_as_text(before: bytes | None, increment: bytes, complaint: str) -> bytes:
    """The sum of two decimal texts; ``complaint`` if the first is no number."""
    old = read_long_double(b"0" if before is None else before)
    if old is None and not is_infinite(before or b""):
        raise CommandError(complaint)
    new = read_long_double(increment)
    if new is None and not is_infinite(increment):
        raise CommandError(NOT_A_FLOAT)
    if old is None or new is None:
        raise CommandError(INCREMENT_NAN)
    return format_long_double(add_long_doubles(old, new))
