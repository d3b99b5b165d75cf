"""The older searches for places: a circle, and the result perhaps stored."""

from __future__ import annotations

from typing import Literal, overload

from redipy_core.command import Call, command
from redipy_core.places import FOUND, Place, Unit, search_words
from redipy_core.replies import INTEGER, Reply
from redipy_core.text import Key, Text, Value

_HOW = "[order=ASC|DESC] [COUNT count:integer [ANY]] [WITHCOORD] [WITHDIST] [WITHHASH]"
_STORE = "[store=STORE storekey:key|STOREDIST storekey:key]"
_COST = "O(N+log(M)) with N the members around the circle, M all members"


def _words(
    sort: Literal["ASC", "DESC"] | None = None,
    count: int | None = None,
    any: bool = False,
    withcoord: bool = False,
    withdist: bool = False,
    withhash: bool = False,
    store: Key | None = None,
    store_dist: Key | None = None,
) -> tuple[list[object], object, Reply]:
    """The options, where the result is stored, and what the reply is."""
    words, reply = search_words(sort, count, any, withcoord, withdist, withhash)
    if store_dist is not None:
        return words, (b"STOREDIST", store_dist), INTEGER
    if store is not None:
        return words, (b"STORE", store), INTEGER
    return words, None, reply


def _georadius(
    key: Key,
    longitude: float,
    latitude: float,
    radius: float,
    unit: Unit = "m",
    *,
    sort: Literal["ASC", "DESC"] | None = None,
    count: int | None = None,
    any: bool = False,
    withcoord: bool = False,
    withdist: bool = False,
    withhash: bool = False,
    store: Key | None = None,
    store_dist: Key | None = None,
) -> Call:
    words, stored, reply = _words(
        sort, count, any, withcoord, withdist, withhash, store, store_dist
    )
    return Call(
        "GEORADIUS", (key, longitude, latitude, radius, unit, words, stored), reply
    )


@overload
def georadius(
    key: Key,
    longitude: float,
    latitude: float,
    radius: float,
    unit: Unit = "m",
    *,
    sort: Literal["ASC", "DESC"] | None = None,
    count: int | None = None,
    any: bool = False,
    withcoord: Literal[False] = False,
    withdist: Literal[False] = False,
    withhash: Literal[False] = False,
) -> list[Text]: ...
@overload
def georadius(
    key: Key,
    longitude: float,
    latitude: float,
    radius: float,
    unit: Unit = "m",
    *,
    sort: Literal["ASC", "DESC"] | None = None,
    count: int | None = None,
    any: bool = False,
    withcoord: Literal[True],
    withdist: bool = False,
    withhash: bool = False,
) -> list[Place[Text]]: ...
@overload
def georadius(
    key: Key,
    longitude: float,
    latitude: float,
    radius: float,
    unit: Unit = "m",
    *,
    sort: Literal["ASC", "DESC"] | None = None,
    count: int | None = None,
    any: bool = False,
    withcoord: bool = False,
    withdist: Literal[True],
    withhash: bool = False,
) -> list[Place[Text]]: ...
@overload
def georadius(
    key: Key,
    longitude: float,
    latitude: float,
    radius: float,
    unit: Unit = "m",
    *,
    sort: Literal["ASC", "DESC"] | None = None,
    count: int | None = None,
    any: bool = False,
    withcoord: bool = False,
    withdist: bool = False,
    withhash: Literal[True],
) -> list[Place[Text]]: ...
@overload
def georadius(
    key: Key,
    longitude: float,
    latitude: float,
    radius: float,
    unit: Unit = "m",
    *,
    sort: Literal["ASC", "DESC"] | None = None,
    count: int | None = None,
    any: bool = False,
    store: Key,
) -> int: ...
@overload
def georadius(
    key: Key,
    longitude: float,
    latitude: float,
    radius: float,
    unit: Unit = "m",
    *,
    sort: Literal["ASC", "DESC"] | None = None,
    count: int | None = None,
    any: bool = False,
    store_dist: Key,
) -> int: ...
@command(
    f"GEORADIUS key longitude latitude radius unit [options ...] {_STORE}",
    "write denyoom",
    reply=FOUND,
    since="3.2.0",
    complexity=_COST,
    manual=f"key longitude latitude radius unit {_HOW} {_STORE}",
    view=_georadius,
)
def georadius(
    key: Key,
    longitude: float,
    latitude: float,
    radius: float,
    unit: Unit = "m",
    *,
    sort: Literal["ASC", "DESC"] | None = None,
    count: int | None = None,
    any: bool = False,
    withcoord: bool = False,
    withdist: bool = False,
    withhash: bool = False,
    store: Key | None = None,
    store_dist: Key | None = None,
) -> list[Text] | list[Place[Text]] | int:
    """Members in a circle around a position; new code uses :meth:`geosearch`.

    ``radius`` is in ``unit``; the options and the result are those of
    :meth:`geosearch`.

    With ``store`` or ``store_dist`` the members are kept in another sorted set, by
    position or by distance, and the result is how many they are.

    Raises CommandError for an invalid position, radius or unit, WrongTypeError if
    the key holds something else.
    """


def _georadius_ro(
    key: Key,
    longitude: float,
    latitude: float,
    radius: float,
    unit: Unit = "m",
    *,
    sort: Literal["ASC", "DESC"] | None = None,
    count: int | None = None,
    any: bool = False,
    withcoord: bool = False,
    withdist: bool = False,
    withhash: bool = False,
) -> Call:
    words, _, reply = _words(sort, count, any, withcoord, withdist, withhash)
    return Call("GEORADIUS_RO", (key, longitude, latitude, radius, unit, words), reply)


@overload
def georadius_ro(
    key: Key,
    longitude: float,
    latitude: float,
    radius: float,
    unit: Unit = "m",
    *,
    sort: Literal["ASC", "DESC"] | None = None,
    count: int | None = None,
    any: bool = False,
    withcoord: Literal[False] = False,
    withdist: Literal[False] = False,
    withhash: Literal[False] = False,
) -> list[Text]: ...
@overload
def georadius_ro(
    key: Key,
    longitude: float,
    latitude: float,
    radius: float,
    unit: Unit = "m",
    *,
    sort: Literal["ASC", "DESC"] | None = None,
    count: int | None = None,
    any: bool = False,
    withcoord: Literal[True],
    withdist: bool = False,
    withhash: bool = False,
) -> list[Place[Text]]: ...
@overload
def georadius_ro(
    key: Key,
    longitude: float,
    latitude: float,
    radius: float,
    unit: Unit = "m",
    *,
    sort: Literal["ASC", "DESC"] | None = None,
    count: int | None = None,
    any: bool = False,
    withcoord: bool = False,
    withdist: Literal[True],
    withhash: bool = False,
) -> list[Place[Text]]: ...
@overload
def georadius_ro(
    key: Key,
    longitude: float,
    latitude: float,
    radius: float,
    unit: Unit = "m",
    *,
    sort: Literal["ASC", "DESC"] | None = None,
    count: int | None = None,
    any: bool = False,
    withcoord: bool = False,
    withdist: bool = False,
    withhash: Literal[True],
) -> list[Place[Text]]: ...
@command(
    "GEORADIUS_RO key longitude latitude radius unit [options ...]",
    "readonly",
    reply=FOUND,
    since="3.2.10",
    complexity=_COST,
    manual=f"key longitude latitude radius unit {_HOW}",
    view=_georadius_ro,
)
def georadius_ro(
    key: Key,
    longitude: float,
    latitude: float,
    radius: float,
    unit: Unit = "m",
    *,
    sort: Literal["ASC", "DESC"] | None = None,
    count: int | None = None,
    any: bool = False,
    withcoord: bool = False,
    withdist: bool = False,
    withhash: bool = False,
) -> list[Text] | list[Place[Text]]:
    """As :meth:`georadius`, without storing."""


def _georadiusbymember(
    key: Key,
    member: Value,
    radius: float,
    unit: Unit = "m",
    *,
    sort: Literal["ASC", "DESC"] | None = None,
    count: int | None = None,
    any: bool = False,
    withcoord: bool = False,
    withdist: bool = False,
    withhash: bool = False,
    store: Key | None = None,
    store_dist: Key | None = None,
) -> Call:
    words, stored, reply = _words(
        sort, count, any, withcoord, withdist, withhash, store, store_dist
    )
    return Call("GEORADIUSBYMEMBER", (key, member, radius, unit, words, stored), reply)


@overload
def georadiusbymember(
    key: Key,
    member: Value,
    radius: float,
    unit: Unit = "m",
    *,
    sort: Literal["ASC", "DESC"] | None = None,
    count: int | None = None,
    any: bool = False,
    withcoord: Literal[False] = False,
    withdist: Literal[False] = False,
    withhash: Literal[False] = False,
) -> list[Text]: ...
@overload
def georadiusbymember(
    key: Key,
    member: Value,
    radius: float,
    unit: Unit = "m",
    *,
    sort: Literal["ASC", "DESC"] | None = None,
    count: int | None = None,
    any: bool = False,
    withcoord: Literal[True],
    withdist: bool = False,
    withhash: bool = False,
) -> list[Place[Text]]: ...
@overload
def georadiusbymember(
    key: Key,
    member: Value,
    radius: float,
    unit: Unit = "m",
    *,
    sort: Literal["ASC", "DESC"] | None = None,
    count: int | None = None,
    any: bool = False,
    withcoord: bool = False,
    withdist: Literal[True],
    withhash: bool = False,
) -> list[Place[Text]]: ...
@overload
def georadiusbymember(
    key: Key,
    member: Value,
    radius: float,
    unit: Unit = "m",
    *,
    sort: Literal["ASC", "DESC"] | None = None,
    count: int | None = None,
    any: bool = False,
    withcoord: bool = False,
    withdist: bool = False,
    withhash: Literal[True],
) -> list[Place[Text]]: ...
@overload
def georadiusbymember(
    key: Key,
    member: Value,
    radius: float,
    unit: Unit = "m",
    *,
    sort: Literal["ASC", "DESC"] | None = None,
    count: int | None = None,
    any: bool = False,
    store: Key,
) -> int: ...
@overload
def georadiusbymember(
    key: Key,
    member: Value,
    radius: float,
    unit: Unit = "m",
    *,
    sort: Literal["ASC", "DESC"] | None = None,
    count: int | None = None,
    any: bool = False,
    store_dist: Key,
) -> int: ...
@command(
    f"GEORADIUSBYMEMBER key member radius unit [options ...] {_STORE}",
    "write denyoom",
    reply=FOUND,
    since="3.2.0",
    complexity=_COST,
    manual=f"key member radius unit {_HOW} {_STORE}",
    view=_georadiusbymember,
)
def georadiusbymember(
    key: Key,
    member: Value,
    radius: float,
    unit: Unit = "m",
    *,
    sort: Literal["ASC", "DESC"] | None = None,
    count: int | None = None,
    any: bool = False,
    withcoord: bool = False,
    withdist: bool = False,
    withhash: bool = False,
    store: Key | None = None,
    store_dist: Key | None = None,
) -> list[Text] | list[Place[Text]] | int:
    """Members in a circle around a member; new code uses :meth:`geosearch`.

    ``radius`` is in ``unit``; the options and the result are those of
    :meth:`geosearch`.

    With ``store`` or ``store_dist`` the members are kept in another sorted set, by
    position or by distance, and the result is how many they are.

    Raises CommandError if the member is not there or for an invalid radius or
    unit, WrongTypeError if the key holds something else.
    """


def _georadiusbymember_ro(
    key: Key,
    member: Value,
    radius: float,
    unit: Unit = "m",
    *,
    sort: Literal["ASC", "DESC"] | None = None,
    count: int | None = None,
    any: bool = False,
    withcoord: bool = False,
    withdist: bool = False,
    withhash: bool = False,
) -> Call:
    words, _, reply = _words(sort, count, any, withcoord, withdist, withhash)
    return Call("GEORADIUSBYMEMBER_RO", (key, member, radius, unit, words), reply)


@overload
def georadiusbymember_ro(
    key: Key,
    member: Value,
    radius: float,
    unit: Unit = "m",
    *,
    sort: Literal["ASC", "DESC"] | None = None,
    count: int | None = None,
    any: bool = False,
    withcoord: Literal[False] = False,
    withdist: Literal[False] = False,
    withhash: Literal[False] = False,
) -> list[Text]: ...
@overload
def georadiusbymember_ro(
    key: Key,
    member: Value,
    radius: float,
    unit: Unit = "m",
    *,
    sort: Literal["ASC", "DESC"] | None = None,
    count: int | None = None,
    any: bool = False,
    withcoord: Literal[True],
    withdist: bool = False,
    withhash: bool = False,
) -> list[Place[Text]]: ...
@overload
def georadiusbymember_ro(
    key: Key,
    member: Value,
    radius: float,
    unit: Unit = "m",
    *,
    sort: Literal["ASC", "DESC"] | None = None,
    count: int | None = None,
    any: bool = False,
    withcoord: bool = False,
    withdist: Literal[True],
    withhash: bool = False,
) -> list[Place[Text]]: ...
@overload
def georadiusbymember_ro(
    key: Key,
    member: Value,
    radius: float,
    unit: Unit = "m",
    *,
    sort: Literal["ASC", "DESC"] | None = None,
    count: int | None = None,
    any: bool = False,
    withcoord: bool = False,
    withdist: bool = False,
    withhash: Literal[True],
) -> list[Place[Text]]: ...
@command(
    "GEORADIUSBYMEMBER_RO key member radius unit [options ...]",
    "readonly",
    reply=FOUND,
    since="3.2.10",
    complexity=_COST,
    manual=f"key member radius unit {_HOW}",
    view=_georadiusbymember_ro,
)
def georadiusbymember_ro(
    key: Key,
    member: Value,
    radius: float,
    unit: Unit = "m",
    *,
    sort: Literal["ASC", "DESC"] | None = None,
    count: int | None = None,
    any: bool = False,
    withcoord: bool = False,
    withdist: bool = False,
    withhash: bool = False,
) -> list[Text] | list[Place[Text]]:
    """As :meth:`georadiusbymember`, without storing."""
