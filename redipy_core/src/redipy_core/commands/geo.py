"""Places on the earth: sorted sets whose scores are positions."""

from __future__ import annotations

from typing import Literal, overload

from redipy_core.command import Call, command
from redipy_core.errors import SYNTAX, CommandError
from redipy_core.places import (
    FOUND,
    POSITIONS,
    Place,
    Places,
    Unit,
    origin_words,
    place_words,
    search_words,
)
from redipy_core.replies import INTEGER, LIST, NUMBER_TEXT
from redipy_core.text import Key, Text, Value


def _check_geoadd(
    key: object, nx: object, xx: object, ch: object, mapping: object
) -> None:
    del key, ch, mapping
    if nx and xx:
        raise CommandError(SYNTAX)


def _geoadd(
    key: Key,
    mapping: Places,
    *,
    nx: bool = False,
    xx: bool = False,
    ch: bool = False,
) -> Call:
    _check_geoadd(key, nx, xx, ch, mapping)
    return Call("GEOADD", (key, bool(nx), bool(xx), bool(ch), place_words(mapping)))


@command(
    "GEOADD key [nx=NX] [xx=XX] [ch=CH] mapping=(longitude latitude member) ...",
    "write denyoom",
    reply=INTEGER,
    since="3.2.0",
    complexity="O(log(N)) for each member with N the number of members",
    check=_check_geoadd,
    view=_geoadd,
)
def geoadd(
    key: Key,
    mapping: Places,
    *,
    nx: bool = False,
    xx: bool = False,
    ch: bool = False,
) -> int:
    """Add members at a longitude and latitude, in degrees, or move them.

    ``nx`` only adds, ``xx`` only moves. Returns how many members are new, with
    ``ch`` how many are new or moved. Raises CommandError for a longitude beyond
    180 degrees or a latitude beyond 85.05112878, WrongTypeError if the key holds
    something else.
    """


@command(
    "GEOPOS key [members ...]",
    "readonly",
    reply=POSITIONS,
    since="3.2.0",
    complexity="O(1) for each member",
)
def geopos(key: Key, *members: Value) -> list[tuple[float, float] | None]:
    """Longitude and latitude of members in degrees, None for one that is not there.

    They are those of the score, which is exact to 0.6 metres. Raises
    WrongTypeError if the key holds something else.
    """


@command(
    "GEOHASH key [members ...]",
    "readonly",
    reply=LIST,
    since="3.2.0",
    complexity="O(1) for each member",
)
def geohash(key: Key, *members: Value) -> list[Text | None]:
    """Positions of members as Geohash texts, None for one that is not there.

    Raises WrongTypeError if the key holds something else.
    """


@command(
    "GEODIST key member1 member2 [options ...]",
    "readonly",
    reply=NUMBER_TEXT,
    since="3.2.0",
    complexity="O(1)",
    manual="key member1 member2 [unit=M|KM|FT|MI]",
    view=lambda key, member1, member2, unit="m": Call(
        "GEODIST", (key, member1, member2, [unit])
    ),
)
def geodist(key: Key, member1: Value, member2: Value, unit: Unit = "m") -> float | None:
    """The distance of two members, to four decimals; None if one is not there.

    Raises CommandError for another unit, WrongTypeError if the key holds
    something else.
    """


_FROM = "origin=(FROMMEMBER member|FROMLONLAT longitude latitude)"
_BY = "shape=(BYRADIUS radius unit|BYBOX width height unit)"
_HOW = "[order=ASC|DESC] [COUNT count:integer [ANY]]"
_WITH = "[WITHCOORD] [WITHDIST] [WITHHASH]"


def _geosearch(
    key: Key,
    *,
    member: Value | None = None,
    longitude: float | None = None,
    latitude: float | None = None,
    radius: float | None = None,
    width: float | None = None,
    height: float | None = None,
    unit: Unit = "m",
    sort: Literal["ASC", "DESC"] | None = None,
    count: int | None = None,
    any: bool = False,
    withcoord: bool = False,
    withdist: bool = False,
    withhash: bool = False,
) -> Call:
    origin = origin_words(member, longitude, latitude, radius, width, height, unit)
    words, reply = search_words(sort, count, any, withcoord, withdist, withhash)
    return Call("GEOSEARCH", (key, origin + words), reply)


@overload
def geosearch(
    key: Key,
    *,
    member: Value | None = None,
    longitude: float | None = None,
    latitude: float | None = None,
    radius: float | None = None,
    width: float | None = None,
    height: float | None = None,
    unit: Unit = "m",
    sort: Literal["ASC", "DESC"] | None = None,
    count: int | None = None,
    any: bool = False,
    withcoord: Literal[False] = False,
    withdist: Literal[False] = False,
    withhash: Literal[False] = False,
) -> list[Text]: ...
@overload
def geosearch(
    key: Key,
    *,
    member: Value | None = None,
    longitude: float | None = None,
    latitude: float | None = None,
    radius: float | None = None,
    width: float | None = None,
    height: float | None = None,
    unit: Unit = "m",
    sort: Literal["ASC", "DESC"] | None = None,
    count: int | None = None,
    any: bool = False,
    withcoord: Literal[True],
    withdist: bool = False,
    withhash: bool = False,
) -> list[Place[Text]]: ...
@overload
def geosearch(
    key: Key,
    *,
    member: Value | None = None,
    longitude: float | None = None,
    latitude: float | None = None,
    radius: float | None = None,
    width: float | None = None,
    height: float | None = None,
    unit: Unit = "m",
    sort: Literal["ASC", "DESC"] | None = None,
    count: int | None = None,
    any: bool = False,
    withcoord: bool = False,
    withdist: Literal[True],
    withhash: bool = False,
) -> list[Place[Text]]: ...
@overload
def geosearch(
    key: Key,
    *,
    member: Value | None = None,
    longitude: float | None = None,
    latitude: float | None = None,
    radius: float | None = None,
    width: float | None = None,
    height: float | None = None,
    unit: Unit = "m",
    sort: Literal["ASC", "DESC"] | None = None,
    count: int | None = None,
    any: bool = False,
    withcoord: bool = False,
    withdist: bool = False,
    withhash: Literal[True],
) -> list[Place[Text]]: ...
@command(
    "GEOSEARCH key [options ...]",
    "readonly",
    reply=FOUND,
    since="6.2.0",
    complexity="O(N+log(M)) with N the members around the shape, M all members",
    manual=f"key {_FROM} {_BY} {_HOW} {_WITH}",
    view=_geosearch,
)
def geosearch(
    key: Key,
    *,
    member: Value | None = None,
    longitude: float | None = None,
    latitude: float | None = None,
    radius: float | None = None,
    width: float | None = None,
    height: float | None = None,
    unit: Unit = "m",
    sort: Literal["ASC", "DESC"] | None = None,
    count: int | None = None,
    any: bool = False,
    withcoord: bool = False,
    withdist: bool = False,
    withhash: bool = False,
) -> list[Text] | list[Place[Text]]:
    """Members in a circle or a box around a member or a position.

    Give ``member`` or ``longitude`` and ``latitude`` in degrees, and ``radius`` or
    ``width`` and ``height`` in ``unit`` (``"m"``, ``"km"``, ``"mi"``, ``"ft"``).
    ``sort`` is ``"ASC"`` for nearest first or ``"DESC"``. ``count`` limits the
    result to the nearest (``"DESC"``: the farthest), with ``any`` to whatever is
    found first.

    Returns members; with ``withcoord``, ``withdist`` or ``withhash`` places with
    ``member``, ``position``, ``distance`` (in ``unit``, to four decimals) and
    ``hash``. Raises ArgumentValueError unless there are one origin and one shape,
    CommandError if the member is not there, for an invalid position and for a size
    below zero, WrongTypeError if the key holds something else.
    """


def _geosearchstore(
    destination: Key,
    source: Key,
    *,
    member: Value | None = None,
    longitude: float | None = None,
    latitude: float | None = None,
    radius: float | None = None,
    width: float | None = None,
    height: float | None = None,
    unit: Unit = "m",
    sort: Literal["ASC", "DESC"] | None = None,
    count: int | None = None,
    any: bool = False,
    storedist: bool = False,
) -> Call:
    words = origin_words(member, longitude, latitude, radius, width, height, unit)
    words += search_words(sort, count, any, False, False, False)[0]
    if storedist:
        words.append("STOREDIST")
    return Call("GEOSEARCHSTORE", (destination, source, words))


@command(
    "GEOSEARCHSTORE destination source [options ...]",
    "write denyoom",
    reply=INTEGER,
    since="6.2.0",
    complexity="O(N+log(M)) with N the members around the shape, M all members",
    manual=f"destination source {_FROM} {_BY} {_HOW} [STOREDIST]",
    view=_geosearchstore,
)
def geosearchstore(
    destination: Key,
    source: Key,
    *,
    member: Value | None = None,
    longitude: float | None = None,
    latitude: float | None = None,
    radius: float | None = None,
    width: float | None = None,
    height: float | None = None,
    unit: Unit = "m",
    sort: Literal["ASC", "DESC"] | None = None,
    count: int | None = None,
    any: bool = False,
    storedist: bool = False,
) -> int:
    """As :meth:`geosearch`, and keep the members found in another sorted set.

    Their scores are positions, with ``storedist`` distances in ``unit``. What
    ``destination`` held is lost. Returns how many members were found.
    """
