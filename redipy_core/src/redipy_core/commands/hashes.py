"""Hashes."""

from __future__ import annotations

from typing import Literal, overload

from redipy_core.command import Call, command
from redipy_core.replies import (
    BOOLEAN,
    BULK,
    FIELD_PAGE,
    INTEGER,
    MAP,
    NUMBER_TEXT,
    PAIRS,
    STATUS,
    UNORDERED_LIST,
    Either,
    zipped,
)
from redipy_core.text import Fields, Key, Text, Value


@command(
    "HSET key mapping=(field value) ...",
    "write denyoom fast",
    reply=INTEGER,
    since="2.0.0",
    complexity="O(N) with N the number of fields given",
    misfit="arity",
)
def hset(key: Key, mapping: Fields) -> int:
    """Set fields of a hash, which is created if missing.

    Returns how many fields are new. Raises WrongTypeError if the key holds
    something else.
    """


@command(
    "HMSET key mapping=(field value) ...",
    "write denyoom fast",
    reply=STATUS,
    since="2.0.0",
    complexity="O(N) with N the number of fields given",
    misfit="arity",
)
def hmset(key: Key, mapping: Fields) -> bool:
    """As :meth:`hset`, which has replaced it. Returns True."""


@command(
    "HSETNX key field value",
    "write denyoom fast",
    reply=BOOLEAN,
    since="2.0.0",
    complexity="O(1)",
)
def hsetnx(key: Key, field: Key, value: Value) -> bool:
    """Set a field of a hash unless it is there; returns whether it was set."""


@command(
    "HGET key field",
    "readonly fast",
    reply=BULK,
    since="2.0.0",
    complexity="O(1)",
)
def hget(key: Key, field: Key) -> Text | None:
    """The value of a field, None if there is none.

    Raises WrongTypeError if the key holds something else.
    """


@command(
    "HMGET key fields ...",
    "readonly fast",
    reply=zipped("fields"),
    since="2.0.0",
    complexity="O(N) with N the number of fields asked for",
)
def hmget(key: Key, *fields: Key) -> dict[Text, Text | None]:
    """The values of several fields by field; None where there is none.

    Raises WrongTypeError if the key holds something else.
    """


@command(
    "HGETALL key",
    "readonly",
    reply=MAP,
    since="2.0.0",
    complexity="O(N) with N the number of fields",
)
def hgetall(key: Key) -> dict[Text, Text]:
    """All fields and their values, empty for a missing key.

    Raises WrongTypeError if the key holds something else.
    """


@command(
    "HDEL key fields ...",
    "write fast",
    reply=INTEGER,
    since="2.0.0",
    complexity="O(N) with N the number of fields given",
)
def hdel(key: Key, *fields: Key) -> int:
    """Remove fields; returns how many were there.

    A hash that becomes empty is removed. Raises WrongTypeError if the key holds
    something else.
    """


@command(
    "HEXISTS key field",
    "readonly fast",
    reply=BOOLEAN,
    since="2.0.0",
    complexity="O(1)",
)
def hexists(key: Key, field: Key) -> bool:
    """Whether a hash has a field."""


@command(
    "HLEN key",
    "readonly fast",
    reply=INTEGER,
    since="2.0.0",
    complexity="O(1)",
)
def hlen(key: Key) -> int:
    """How many fields a hash has, 0 for a missing key."""


@command(
    "HSTRLEN key field",
    "readonly fast",
    reply=INTEGER,
    since="3.2.0",
    complexity="O(1)",
)
def hstrlen(key: Key, field: Key) -> int:
    """The length in bytes of a field's value, 0 if there is none."""


@command(
    "HKEYS key",
    "readonly",
    reply=UNORDERED_LIST,
    since="2.0.0",
    complexity="O(N) with N the number of fields",
)
def hkeys(key: Key) -> list[Text]:
    """The names of the fields, in no order."""


@command(
    "HVALS key",
    "readonly",
    reply=UNORDERED_LIST,
    since="2.0.0",
    complexity="O(N) with N the number of fields",
)
def hvals(key: Key) -> list[Text]:
    """The values of the fields, in no order."""


def _hincrby(key: Key, field: Key, increment: float) -> Call:
    if isinstance(increment, float):
        return Call("HINCRBYFLOAT", (key, field, increment))
    return Call("HINCRBY", (key, field, increment))


@overload
def hincrby(key: Key, field: Key, increment: int) -> int: ...
@overload
def hincrby(key: Key, field: Key, increment: float) -> float: ...
@command(
    "HINCRBY key field increment:integer",
    "write denyoom fast",
    reply=INTEGER,
    since="2.0.0",
    complexity="O(1)",
    view=_hincrby,
    direct_if="increment.__class__ is int",
)
def hincrby(key: Key, field: Key, increment: float) -> int | float:
    """Add to the number in a field, 0 if missing; returns the new number.

    An ``int`` adds exactly, in 64 bits; a ``float`` adds as HINCRBYFLOAT does
    and gives a float. Raises CommandError if the value is no such number or the
    result does not fit, WrongTypeError if the key holds something else.
    """


@command(
    "HINCRBYFLOAT key field increment",
    "write denyoom fast",
    reply=NUMBER_TEXT,
    since="2.6.0",
    complexity="O(1)",
)
def hincrbyfloat(key: Key, field: Key, increment: float) -> float:
    """Add a number to the number in a field, 0 if missing; returns the new number.

    The store keeps decimal text with up to 17 digits after the point.
    """


# -- some of the fields ---------------------------------------------------------------


@overload
def hrandfield(
    key: Key, count: None = None, withvalues: Literal[False] = False
) -> Text | None: ...
@overload
def hrandfield(
    key: Key, count: int, withvalues: Literal[False] = False
) -> list[Text]: ...
@overload
def hrandfield(
    key: Key, count: int, withvalues: Literal[True]
) -> list[tuple[Text, Text]]: ...
@command(
    "HRANDFIELD key [count:balanced] [withvalues=WITHVALUES]",
    "readonly random",
    reply=Either(
        "count",
        given=Either("withvalues", given=PAIRS, absent=UNORDERED_LIST),
        absent=BULK,
    ),
    since="6.2.0",
    complexity="O(N) with N the number of fields",
    eager=True,
    once="withvalues",
    misfit="syntax",
)
def hrandfield(
    key: Key, count: int | None = None, withvalues: bool = False
) -> Text | list[Text] | list[tuple[Text, Text]] | None:
    """The name of a random field, or several; the hash stays as it is.

    A positive ``count`` gives that many different fields at most, a negative
    one exactly so many, perhaps repeated. With ``withvalues`` a list of
    ``(field, value)``. Raises WrongTypeError if the key holds something else.
    """


def _hscan_options(
    match: Key | None = None, count: int | None = None
) -> tuple[object, ...]:
    return match, count


@command(
    "HSCAN key cursor:cursor [MATCH match] [COUNT count:natural]",
    "readonly",
    reply=FIELD_PAGE,
    since="2.8.0",
    complexity="O(1) a call, O(N) for all with N the number of fields",
    eager=True,
    late=True,
    options=_hscan_options,
)
def hscan(
    key: Key, cursor: int, *, match: Key | None = None, count: int | None = None
) -> tuple[int, dict[Text, Text]]:
    """One page of a hash: the next cursor, and fields with their values.

    Begin with cursor 0 and go on until 0 comes back. ``match`` is a glob pattern
    for the names, ``count`` about how many fields to look at (10); a small hash
    comes whole. A field that is there from the first call to the last is
    returned, perhaps more than once; a page may be empty. Raises CommandError
    for a cursor that is none, WrongTypeError if the key holds something else.
    """
