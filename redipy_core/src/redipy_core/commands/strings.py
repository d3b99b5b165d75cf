"""Strings."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, overload

from redipy_core.command import Call, command
from redipy_core.errors import ArgumentValueError
from redipy_core.matches import LcsMatches
from redipy_core.modes import RSM_ALWAYS, RSM_EXISTS, RSM_MISSING, RSetMode, one_of
from redipy_core.replies import (
    BOOLEAN,
    BULK,
    INTEGER,
    LCS_MATCHES,
    NUMBER_TEXT,
    STATUS,
    Either,
    zipped,
)
from redipy_core.text import Fields, Key, Text, Value
from redipy_core.times import milliseconds, timestamp_milliseconds

_CONDITIONS = {RSM_ALWAYS: None, RSM_MISSING: b"NX", RSM_EXISTS: b"XX"}


def _set_options(
    mode: RSetMode = RSM_ALWAYS,
    return_previous: bool = False,
    expire_timestamp: datetime | None = None,
    expire_in: float | None = None,
    keep_ttl: bool = False,
) -> tuple[object, ...]:
    one_of("mode", mode, [*_CONDITIONS])
    given = [expire_timestamp is not None, expire_in is not None, bool(keep_ttl)]
    if sum(given) > 1:
        raise ArgumentValueError(
            "expire_timestamp, expire_in and keep_ttl exclude one another"
        )
    expiry: tuple[bytes, int | None] | None = None
    if expire_in is not None:
        expiry = b"PX", milliseconds(expire_in)
    elif expire_timestamp is not None:
        expiry = b"PXAT", timestamp_milliseconds(expire_timestamp)
    elif keep_ttl:
        expiry = b"KEEPTTL", None
    return _CONDITIONS[mode], bool(return_previous), expiry


@overload
def set_value(
    key: Key,
    value: Value,
    *,
    mode: RSetMode = "always",
    return_previous: Literal[False] = False,
    expire_timestamp: datetime | None = None,
    expire_in: float | None = None,
    keep_ttl: bool = False,
) -> bool: ...
@overload
def set_value(
    key: Key,
    value: Value,
    *,
    mode: RSetMode = "always",
    return_previous: Literal[True],
    expire_timestamp: datetime | None = None,
    expire_in: float | None = None,
    keep_ttl: bool = False,
) -> Text | None: ...
@command(
    "SET key value [condition=NX|XX] [previous=GET]"
    " [expiry=EX seconds:integer|PX milliseconds:integer"
    "|EXAT unix_seconds:integer|PXAT unix_milliseconds:integer|KEEPTTL]",
    "write denyoom",
    reply=Either("previous", given=BULK, absent=STATUS),
    since="1.0.0",
    complexity="O(1)",
    options=_set_options,
)
def set_value(
    key: Key,
    value: Value,
    *,
    mode: RSetMode = "always",
    return_previous: bool = False,
    expire_timestamp: datetime | None = None,
    expire_in: float | None = None,
    keep_ttl: bool = False,
) -> bool | Text | None:
    """Set a key to a string, whatever it held before.

    ``mode`` is ``"always"``, ``"if_missing"`` (NX) or ``"if_exists"`` (XX).
    ``expire_in`` is in seconds with millisecond precision, ``expire_timestamp``
    an aware or local datetime; without either the key stays, and ``keep_ttl``
    leaves its old expiry in place.

    Returns whether the key was set; with ``return_previous`` the old value, or
    None if there was none. Raises WrongTypeError if ``return_previous`` meets
    another type and CommandError for an expiry that is not positive.
    """


@command(
    "GET key",
    "readonly fast",
    reply=BULK,
    since="1.0.0",
    complexity="O(1)",
)
def get_value(key: Key) -> Text | None:
    """The string at a key, None if there is none.

    Raises WrongTypeError if the key holds something else.
    """


@command(
    "GETDEL key",
    "write fast",
    reply=BULK,
    since="6.2.0",
    complexity="O(1)",
)
def getdel(key: Key) -> Text | None:
    """The string at a key, which is removed; None if there is none.

    Raises WrongTypeError if the key holds something else.
    """


@command(
    "GETSET key value",
    "write denyoom fast",
    reply=BULK,
    since="1.0.0",
    complexity="O(1)",
)
def getset(key: Key, value: Value) -> Text | None:
    """Set a key to a string; returns the string it held, None if there was none.

    The key stays from then on. Raises WrongTypeError if it holds something else.
    """


def _getex_options(
    expire_timestamp: datetime | None = None,
    expire_in: float | None = None,
    persist: bool = False,
) -> tuple[object, ...]:
    given = [expire_timestamp is not None, expire_in is not None, bool(persist)]
    if sum(given) > 1:
        raise ArgumentValueError(
            "expire_timestamp, expire_in and persist exclude one another"
        )
    if expire_in is not None:
        return ((b"PX", milliseconds(expire_in)),)
    if expire_timestamp is not None:
        return ((b"PXAT", timestamp_milliseconds(expire_timestamp)),)
    return ((b"PERSIST", None) if persist else None,)


@command(
    "GETEX key [expiry=EX seconds:late_integer|PX milliseconds:late_integer"
    "|EXAT unix_seconds:late_integer|PXAT unix_milliseconds:late_integer|PERSIST]",
    "write fast",
    reply=BULK,
    since="6.2.0",
    complexity="O(1)",
    options=_getex_options,
)
def getex(
    key: Key,
    *,
    expire_timestamp: datetime | None = None,
    expire_in: float | None = None,
    persist: bool = False,
) -> Text | None:
    """The string at a key, whose expiry is set or taken away; None if there is none.

    ``expire_in`` is in seconds with millisecond precision, ``expire_timestamp``
    an aware or local datetime (one that is past removes the key), ``persist``
    lets the key stay; without any of them its expiry is left alone. Raises
    WrongTypeError if the key holds something else and CommandError for an
    expiry that is not positive.
    """


@command(
    "MGET keys ...",
    "readonly fast",
    reply=zipped("keys"),
    since="1.0.0",
    complexity="O(N) with N the number of keys",
)
def mget(*keys: Key) -> dict[Text, Text | None]:
    """The strings at several keys, by key; None where there is none."""


@command(
    "MSET mapping=(key value) ...",
    "write denyoom",
    reply=STATUS,
    since="1.0.1",
    complexity="O(N) with N the number of keys",
    misfit="arity",
)
def mset(mapping: Fields) -> bool:
    """Set several keys to strings in one go; returns True."""


@command(
    "MSETNX mapping=(key value) ...",
    "write denyoom",
    reply=BOOLEAN,
    since="1.0.1",
    complexity="O(N) with N the number of keys",
    misfit="arity",
)
def msetnx(mapping: Fields) -> bool:
    """Set several keys to strings if none of them is there; returns whether so."""


@command(
    "SETEX key seconds:integer value",
    "write denyoom",
    reply=STATUS,
    since="2.0.0",
    complexity="O(1)",
)
def setex(key: Key, seconds: int, value: Value) -> bool:
    """Set a key to a string that expires in some seconds. Returns True.

    Raises CommandError if the seconds are not positive.
    """


@command(
    "PSETEX key milliseconds:integer value",
    "write denyoom",
    reply=STATUS,
    since="2.6.0",
    complexity="O(1)",
)
def psetex(key: Key, milliseconds: int, value: Value) -> bool:
    """Set a key to a string that expires in some milliseconds. Returns True.

    Raises CommandError if the milliseconds are not positive.
    """


@command(
    "SETNX key value",
    "write denyoom fast",
    reply=BOOLEAN,
    since="1.0.0",
    complexity="O(1)",
)
def setnx(key: Key, value: Value) -> bool:
    """Set a key to a string if there is no such key; returns whether it was set."""


@command(
    "APPEND key value",
    "write denyoom fast",
    reply=INTEGER,
    since="2.0.0",
    complexity="O(N) with N the length of the result",
)
def append(key: Key, value: Value) -> int:
    """Append to the string at a key, which is created if missing.

    Returns the length in bytes afterwards. Raises WrongTypeError if the key
    holds something else.
    """


@command(
    "STRLEN key",
    "readonly fast",
    reply=INTEGER,
    since="2.2.0",
    complexity="O(1)",
)
def strlen(key: Key) -> int:
    """The length in bytes of the string at a key, 0 for a missing key."""


@command(
    "GETRANGE key start:integer end:integer",
    "readonly",
    reply=BULK,
    since="2.4.0",
    complexity="O(N) with N the number of bytes returned",
)
def getrange(key: Key, start: int, end: int) -> Text:
    """The bytes from ``start`` to ``end``, both included, negative from the end."""


@command(
    "SUBSTR key start:integer end:integer",
    "readonly",
    reply=BULK,
    since="1.0.0",
    complexity="O(N) with N the number of bytes returned",
)
def substr(key: Key, start: int, end: int) -> Text:
    """As :meth:`getrange`, of which it is the old name."""


@command(
    "SETRANGE key offset:integer value",
    "write denyoom",
    reply=INTEGER,
    since="2.2.0",
    complexity="O(N) with N the length of the result",
)
def setrange(key: Key, offset: int, value: Value) -> int:
    """Overwrite part of a string from ``offset`` bytes on, filling up with NULs.

    Returns the length in bytes afterwards. Raises CommandError if the offset is
    below zero or the result longer than 512 MiB.
    """


@command(
    "INCR key",
    "write denyoom fast",
    reply=INTEGER,
    since="1.0.0",
    complexity="O(1)",
)
def incr(key: Key) -> int:
    """Add one to the number at a key, 0 if missing; returns the new number."""


@command(
    "DECR key",
    "write denyoom fast",
    reply=INTEGER,
    since="1.0.0",
    complexity="O(1)",
)
def decr(key: Key) -> int:
    """Take one from the number at a key, 0 if missing; returns the new number."""


def _incrby(key: Key, increment: float) -> Call:
    if isinstance(increment, float):
        return Call("INCRBYFLOAT", (key, increment))
    return Call("INCRBY", (key, increment))


@overload
def incrby(key: Key, increment: int) -> int: ...
@overload
def incrby(key: Key, increment: float) -> float: ...
@command(
    "INCRBY key increment:integer",
    "write denyoom fast",
    reply=INTEGER,
    since="1.0.0",
    complexity="O(1)",
    view=_incrby,
    direct_if="increment.__class__ is int",
)
def incrby(key: Key, increment: float) -> int | float:
    """Add to the number at a key, 0 if missing; returns the new number.

    An ``int`` adds exactly, in 64 bits; a ``float`` adds as INCRBYFLOAT does
    and gives a float. Raises CommandError if the value is no such number or the
    result does not fit, WrongTypeError if the key holds something else.
    """


@command(
    "DECRBY key decrement:integer",
    "write denyoom fast",
    reply=INTEGER,
    since="1.0.0",
    complexity="O(1)",
)
def decrby(key: Key, decrement: int) -> int:
    """Subtract from the number at a key, 0 if missing; returns the new number."""


@command(
    "INCRBYFLOAT key increment",
    "write denyoom fast",
    reply=NUMBER_TEXT,
    since="2.6.0",
    complexity="O(1)",
)
def incrbyfloat(key: Key, increment: float) -> float:
    """Add a number to the number at a key, 0 if missing; returns the new number.

    The store keeps decimal text with up to 17 digits after the point. Raises
    CommandError if the value is no number or the result is infinite.
    """


def _lcs_options(
    len: bool = False,
    idx: bool = False,
    minmatchlen: int | None = None,
    withmatchlen: bool = False,
) -> tuple[object, ...]:
    return bool(len), bool(idx), minmatchlen, bool(withmatchlen)


@overload
def lcs(key1: Key, key2: Key) -> Text: ...
@overload
def lcs(key1: Key, key2: Key, *, len: Literal[True]) -> int: ...
@overload
def lcs(
    key1: Key,
    key2: Key,
    *,
    idx: Literal[True],
    minmatchlen: int | None = None,
    withmatchlen: bool = False,
) -> LcsMatches: ...
@command(
    "LCS key1:key key2:key [LEN] [IDX] [MINMATCHLEN minmatchlen:integer]"
    " [withmatchlen=WITHMATCHLEN]",
    "readonly",
    reply=Either(
        "idx",
        given=LCS_MATCHES,
        absent=Either("len", given=INTEGER, absent=BULK),
    ),
    since="7.0.0",
    complexity="O(N*M) with N and M the lengths of the strings",
    eager=True,
    late=True,
    options=_lcs_options,
)
def lcs(
    key1: Key,
    key2: Key,
    *,
    len: bool = False,
    idx: bool = False,
    minmatchlen: int | None = None,
    withmatchlen: bool = False,
) -> Text | int | LcsMatches:
    """The longest subsequence of bytes that two strings have in common.

    With ``len`` its length in bytes only, with ``idx`` where its stretches stand
    in both strings: those of at least ``minmatchlen`` bytes, and their lengths
    too with ``withmatchlen``. A missing key counts as an empty string. Raises
    CommandError if a key holds something else, for ``len`` and ``idx`` together,
    and if the strings' lengths multiplied pass about 134 million.
    """
