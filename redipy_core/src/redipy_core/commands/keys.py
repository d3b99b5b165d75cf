"""Keys, whatever they hold."""

from __future__ import annotations

from datetime import datetime

from redipy_core.command import Call, command
from redipy_core.errors import ArgumentValueError, CommandError
from redipy_core.modes import (
    REX_ALWAYS,
    REX_EARLIER,
    REX_EXPIRE,
    REX_LATER,
    REX_PERSIST,
    KeyType,
    RExpireMode,
    one_of,
)
from redipy_core.replies import (
    BOOLEAN,
    BULK,
    INTEGER,
    KEY_LIST,
    KEY_NAME,
    SCAN_PAGE,
    SECONDS_LEFT,
    STATUS,
    TYPE_NAME,
)
from redipy_core.text import Key, Text
from redipy_core.times import milliseconds, timestamp_milliseconds


@command(
    "EXISTS keys ...",
    "readonly fast",
    reply=INTEGER,
    since="1.0.0",
    complexity="O(N) with N the number of keys",
)
def exists(*keys: Key) -> int:
    """How many of the keys are there. A key named twice counts twice."""


@command(
    "DEL keys ...",
    "write",
    reply=INTEGER,
    since="1.0.0",
    complexity="O(N) with N the number of keys and of the elements they hold",
)
def delete(*keys: Key) -> int:
    """Remove keys; returns how many were there."""


@command(
    "UNLINK keys ...",
    "write fast",
    reply=INTEGER,
    since="4.0.0",
    complexity="O(N) with N the number of keys",
)
def unlink(*keys: Key) -> int:
    """As :meth:`delete`; a server frees the memory in the background."""


@command(
    "TOUCH keys ...",
    "readonly fast",
    reply=INTEGER,
    since="3.2.1",
    complexity="O(N) with N the number of keys",
)
def touch(*keys: Key) -> int:
    """Mark keys as used just now; returns how many are there."""


@command(
    "TYPE key",
    "readonly fast",
    reply=TYPE_NAME,
    since="1.0.0",
    complexity="O(1)",
)
def key_type(key: Key) -> KeyType | None:
    """What a key holds: ``"string"``, ``"list"``, ``"set"``, ``"zset"``, ``"hash"``
    or ``"stream"``; None for a missing key.
    """


@command(
    "RENAME key newkey",
    "write",
    reply=STATUS,
    since="1.0.0",
    complexity="O(1)",
)
def rename(key: Key, newkey: Key) -> bool:
    """Rename a key, with its expiry; what ``newkey`` held is lost. Returns True.

    Raises CommandError if there is no such key.
    """


@command(
    "RENAMENX key newkey",
    "write fast",
    reply=BOOLEAN,
    since="1.0.0",
    complexity="O(1)",
)
def renamenx(key: Key, newkey: Key) -> bool:
    """As :meth:`rename`, unless ``newkey`` is there; returns whether it was done."""


def _copy_options(
    destination_db: int | None = None, replace: bool = False
) -> tuple[object, ...]:
    return destination_db, bool(replace)


@command(
    "COPY source destination [DB destination_db:database] [REPLACE]",
    "write denyoom",
    reply=BOOLEAN,
    since="6.2.0",
    complexity="O(N) with N the number of elements that the key holds",
    eager=True,
    late=True,
    options=_copy_options,
)
def copy(
    source: Key,
    destination: Key,
    *,
    destination_db: int | None = None,
    replace: bool = False,
) -> bool:
    """Copy a key, with its expiry; returns whether it was done.

    The copy is in the same database unless ``destination_db`` says otherwise. A
    missing key is not copied, and what ``destination`` holds is lost only with
    ``replace``. Raises CommandError if both are the same key of one database, or
    if there is no such database.
    """


@command(
    "RANDOMKEY",
    "readonly keyspace random",
    reply=KEY_NAME,
    since="1.0.0",
    complexity="O(1)",
    scoped="REDIPY.RANDOMKEY",
)
def randomkey() -> Text | None:
    """The name of some key, None if there is none."""


@command(
    "REDIPY.RANDOMKEY prefix",
    "readonly internal",
    reply=KEY_NAME,
    since="1.0.0",
    complexity="O(N) with N the number of keys",
)
def _randomkey_of(prefix: bytes) -> Text | None:
    """Some key that begins with ``prefix``."""


# -- looking for keys ---------------------------------------------------------------


def keys_call(*, match: Key | None = None, filter_type: str | None = None) -> Call:
    """The call behind ``keys`` and ``keys_block``."""
    pattern = "*" if match is None else match
    if filter_type is None:
        return Call("KEYS", (pattern,))
    return Call("REDIPY.KEYS", (pattern, filter_type))


@command(
    "KEYS pattern:pattern",
    "readonly keyspace",
    reply=KEY_LIST,
    since="1.0.0",
    complexity="O(N) with N the number of keys",
    view=keys_call,
)
def keys_block(
    *, match: Key | None = None, filter_type: str | None = None
) -> list[Text]:
    """The names of all keys, in no order, while everybody else waits.

    ``match`` is a glob pattern, ``filter_type`` a type as TYPE names it.
    """


@command(
    "REDIPY.KEYS pattern:pattern type",
    "readonly internal",
    reply=KEY_LIST,
    since="1.0.0",
    complexity="O(N) with N the number of keys",
)
def _keys_of(pattern: Key, type: str) -> list[Text]:
    """The names of the keys of one type."""


def _scan_options(
    match: Key | None = None,
    count: int | None = None,
    filter_type: str | None = None,
) -> tuple[object, ...]:
    return match, count, filter_type


@command(
    "SCAN cursor:cursor [MATCH pattern:pattern] [COUNT count:natural] [TYPE type]",
    "readonly keyspace",
    reply=SCAN_PAGE,
    since="2.8.0",
    complexity="O(1) a call, O(N) for all with N the number of keys",
    eager=True,
    options=_scan_options,
)
def scan(
    cursor: int,
    *,
    match: Key | None = None,
    count: int | None = None,
    filter_type: str | None = None,
) -> tuple[int, list[Text]]:
    """One page of the names of the keys: the next cursor, and names.

    Begin with cursor 0 and go on until 0 comes back. ``match`` is a glob
    pattern, ``filter_type`` a type as TYPE names it, ``count`` about how many
    keys to look at (10). A key that is there from the first call to the last is
    returned, perhaps more than once; a page may be empty. Raises CommandError
    for a cursor that is none.
    """


# -- expiry -----------------------------------------------------------------------

_EXPIRE_FLAGS = "[nx=NX] [xx=XX] [gt=GT] [lt=LT]"
_UNKNOWN_FLAG = "Unsupported option {}"


def _check_flags(nx: object, xx: object, gt: object, lt: object) -> None:
    if nx and (xx or gt or lt):
        raise CommandError(
            "NX and XX, GT or LT options at the same time are not compatible"
        )
    if gt and lt:
        raise CommandError("GT and LT options at the same time are not compatible")


def _check_expire(key: object, when: object, *flags: object) -> None:
    del key, when
    _check_flags(*flags)


_FLAGS_OF_MODE: dict[str, tuple[bool, bool, bool, bool]] = {
    REX_ALWAYS: (False, False, False, False),
    REX_PERSIST: (True, False, False, False),
    REX_EXPIRE: (False, True, False, False),
    REX_LATER: (False, False, True, False),
    REX_EARLIER: (False, False, False, True),
}


def _expire(
    key: Key,
    *,
    mode: RExpireMode = REX_ALWAYS,
    expire_timestamp: datetime | None = None,
    expire_in: float | None = None,
) -> Call:
    flags = _FLAGS_OF_MODE[one_of("mode", mode, [*_FLAGS_OF_MODE])]
    if expire_in is not None and expire_timestamp is not None:
        raise ArgumentValueError("expire_timestamp and expire_in exclude one another")
    if expire_in is not None:
        return Call("PEXPIRE", (key, milliseconds(expire_in), *flags))
    if expire_timestamp is not None:
        moment = timestamp_milliseconds(expire_timestamp)
        return Call("PEXPIREAT", (key, moment, *flags))
    if mode != REX_ALWAYS:
        raise ArgumentValueError(f"mode {mode!r} needs a time")
    return Call("PERSIST", (key,))


@command(
    f"EXPIRE key seconds:integer {_EXPIRE_FLAGS}",
    "write fast",
    reply=BOOLEAN,
    since="1.0.0",
    complexity="O(1)",
    unknown_option=_UNKNOWN_FLAG,
    check=_check_expire,
    view=_expire,
)
def expire(
    key: Key,
    *,
    mode: RExpireMode = "always",
    expire_timestamp: datetime | None = None,
    expire_in: float | None = None,
) -> bool:
    """Let a key expire, or stay; returns whether something changed.

    ``expire_in`` is in seconds with millisecond precision, ``expire_timestamp``
    an aware or local datetime; a time that is past removes the key. With
    neither the key persists. ``mode`` is ``"always"``, ``"if_persist"`` (NX),
    ``"if_expire"`` (XX), ``"if_later"`` (GT) or ``"if_earlier"`` (LT).
    """


def _expire_flags(
    nx: bool = False, xx: bool = False, gt: bool = False, lt: bool = False
) -> tuple[object, ...]:
    _check_flags(nx, xx, gt, lt)
    return bool(nx), bool(xx), bool(gt), bool(lt)


@command(
    f"PEXPIRE key milliseconds:integer {_EXPIRE_FLAGS}",
    "write fast",
    reply=BOOLEAN,
    since="2.6.0",
    complexity="O(1)",
    unknown_option=_UNKNOWN_FLAG,
    check=_check_expire,
    options=_expire_flags,
)
def pexpire(
    key: Key,
    milliseconds: int,
    *,
    nx: bool = False,
    xx: bool = False,
    gt: bool = False,
    lt: bool = False,
) -> bool:
    """Let a key expire in some milliseconds; returns whether it will."""


@command(
    f"EXPIREAT key unix_seconds:integer {_EXPIRE_FLAGS}",
    "write fast",
    reply=BOOLEAN,
    since="1.2.0",
    complexity="O(1)",
    unknown_option=_UNKNOWN_FLAG,
    check=_check_expire,
    options=_expire_flags,
)
def expireat(
    key: Key,
    unix_seconds: int,
    *,
    nx: bool = False,
    xx: bool = False,
    gt: bool = False,
    lt: bool = False,
) -> bool:
    """Let a key expire at a time in seconds since the epoch; returns whether it will."""


@command(
    f"PEXPIREAT key unix_milliseconds:integer {_EXPIRE_FLAGS}",
    "write fast",
    reply=BOOLEAN,
    since="2.6.0",
    complexity="O(1)",
    unknown_option=_UNKNOWN_FLAG,
    check=_check_expire,
    options=_expire_flags,
)
def pexpireat(
    key: Key,
    unix_milliseconds: int,
    *,
    nx: bool = False,
    xx: bool = False,
    gt: bool = False,
    lt: bool = False,
) -> bool:
    """Let a key expire at a time in milliseconds since the epoch."""


@command(
    "PERSIST key",
    "write fast",
    reply=BOOLEAN,
    since="2.2.0",
    complexity="O(1)",
)
def persist(key: Key) -> bool:
    """Take a key's expiry away; returns whether it had one."""


def _ttl(key: Key) -> Call:
    return Call("PTTL", (key,), SECONDS_LEFT)


@command(
    "TTL key",
    "readonly fast",
    reply=INTEGER,
    since="1.0.0",
    complexity="O(1)",
    view=_ttl,
)
def ttl(key: Key) -> float | None:
    """The seconds until a key expires, with millisecond precision.

    -1.0 for a key that does not expire, None for a missing key.
    """


@command(
    "PTTL key",
    "readonly fast",
    reply=INTEGER,
    since="2.6.0",
    complexity="O(1)",
)
def pttl(key: Key) -> int:
    """The milliseconds until a key expires; -1 if it stays, -2 if it is missing."""


@command(
    "EXPIRETIME key",
    "readonly fast",
    reply=INTEGER,
    since="7.0.0",
    complexity="O(1)",
)
def expiretime(key: Key) -> int:
    """When a key expires, in seconds since the epoch.

    -1 if it stays, -2 if it is missing.
    """


@command(
    "PEXPIRETIME key",
    "readonly fast",
    reply=INTEGER,
    since="7.0.0",
    complexity="O(1)",
)
def pexpiretime(key: Key) -> int:
    """When a key expires, in milliseconds since the epoch.

    -1 if it stays, -2 if it is missing.
    """


# -- how keys are kept ----------------------------------------------------------------


@command(
    "OBJECT ENCODING key",
    "readonly",
    reply=BULK,
    since="2.2.3",
    complexity="O(1); O(N) on the memory backend with N what a small hash or set holds",
)
def object_encoding(key: Key) -> Text | None:
    """How a server keeps a value in memory, such as ``"listpack"``; None for no key.

    The memory backend keeps values in ways of its own and names the encoding that
    a server with default settings gives to such a value when it is made.
    """


@command(
    "OBJECT REFCOUNT key",
    "readonly",
    reply=INTEGER,
    since="2.2.3",
    complexity="O(1)",
)
def object_refcount(key: Key) -> int | None:
    """How often a server refers to a value; None for no key.

    1, and 2147483647 for small whole numbers, which are shared by all keys.
    """
