"""The faces: the declared commands as methods of clients and pipelines.

Generated from the declarations by ``make faces``. Do not edit.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Generic, Literal, overload

from redipy_core.binder import Binder
from redipy_core.bitfields import BitfieldOperation
from redipy_core.command import Command
from redipy_core.matches import LcsMatches
from redipy_core.modes import KeyType, RExpireMode, RSetMode
from redipy_core.stream_types import (
    ConsumerInfo,
    GroupInfo,
    PendingEntry,
    PendingSummary,
    StreamDetails,
    StreamInfo,
)
from redipy_core.places import Place, Places, Unit
from redipy_core.text import Fields, Key, Scores, Value
from typing_extensions import TypeVar

T = TypeVar("T", bound=str | bytes, default=str)

class Face(Generic[T]):
    """Something that has the commands as methods."""

    _binder: Binder

class CommandMethod:
    """A command as a method: bound to the face's backend at its first use."""

    command: Command
    def __init__(self, command: Command) -> None: ...
    def bound(self, face: Face[str] | Face[bytes]) -> object: ...
    def __call__(self, face: Face[T], *args: object, **kwargs: object) -> object: ...

def install(face: type[Face[T]], commands: Iterable[Command]) -> None:
    """Give a face a method for each command."""

class RedisAPI(Face[T]):
    """The commands, carried out at once."""

    @overload
    def set_value(
        self,
        key: Key,
        value: Value,
        *,
        mode: RSetMode = "always",
        return_previous: Literal[False] = False,
        expire_timestamp: datetime | None = None,
        expire_in: float | None = None,
        keep_ttl: bool = False,
    ) -> bool:
        """Set a key to a string, whatever it held before.

        ``mode`` is ``"always"``, ``"if_missing"`` (NX) or ``"if_exists"`` (XX).
        ``expire_in`` is in seconds with millisecond precision, ``expire_timestamp``
        an aware or local datetime; without either the key stays, and ``keep_ttl``
        leaves its old expiry in place.

        Returns whether the key was set; with ``return_previous`` the old value, or
        None if there was none. Raises WrongTypeError if ``return_previous`` meets
        another type and CommandError for an expiry that is not positive.

        Redis: ``SET key value [NX | XX] [GET] [EX seconds | PX milliseconds | EXAT unix_seconds | PXAT unix_milliseconds | KEEPTTL]``.
        """
    @overload
    def set_value(
        self,
        key: Key,
        value: Value,
        *,
        mode: RSetMode = "always",
        return_previous: Literal[True],
        expire_timestamp: datetime | None = None,
        expire_in: float | None = None,
        keep_ttl: bool = False,
    ) -> T | None: ...
    def get_value(self, key: Key) -> T | None:
        """The string at a key, None if there is none.

        Raises WrongTypeError if the key holds something else.

        Redis: ``GET key``.
        """
    def getdel(self, key: Key) -> T | None:
        """The string at a key, which is removed; None if there is none.

        Raises WrongTypeError if the key holds something else.

        Redis: ``GETDEL key``.
        """
    def getset(self, key: Key, value: Value) -> T | None:
        """Set a key to a string; returns the string it held, None if there was none.

        The key stays from then on. Raises WrongTypeError if it holds something else.

        Redis: ``GETSET key value``.
        """
    def getex(
        self,
        key: Key,
        *,
        expire_timestamp: datetime | None = None,
        expire_in: float | None = None,
        persist: bool = False,
    ) -> T | None:
        """The string at a key, whose expiry is set or taken away; None if there is none.

        ``expire_in`` is in seconds with millisecond precision, ``expire_timestamp``
        an aware or local datetime (one that is past removes the key), ``persist``
        lets the key stay; without any of them its expiry is left alone. Raises
        WrongTypeError if the key holds something else and CommandError for an
        expiry that is not positive.

        Redis: ``GETEX key [EX seconds | PX milliseconds | EXAT unix_seconds | PXAT unix_milliseconds | PERSIST]``.
        """
    def mget(self, *keys: Key) -> dict[T, T | None]:
        """The strings at several keys, by key; None where there is none.

        Redis: ``MGET key [key ...]``.
        """
    def mset(self, mapping: Fields) -> bool:
        """Set several keys to strings in one go; returns True.

        Redis: ``MSET key value [key value ...]``.
        """
    def msetnx(self, mapping: Fields) -> bool:
        """Set several keys to strings if none of them is there; returns whether so.

        Redis: ``MSETNX key value [key value ...]``.
        """
    def setex(self, key: Key, seconds: int, value: Value) -> bool:
        """Set a key to a string that expires in some seconds. Returns True.

        Raises CommandError if the seconds are not positive.

        Redis: ``SETEX key seconds value``.
        """
    def psetex(self, key: Key, milliseconds: int, value: Value) -> bool:
        """Set a key to a string that expires in some milliseconds. Returns True.

        Raises CommandError if the milliseconds are not positive.

        Redis: ``PSETEX key milliseconds value``.
        """
    def setnx(self, key: Key, value: Value) -> bool:
        """Set a key to a string if there is no such key; returns whether it was set.

        Redis: ``SETNX key value``.
        """
    def append(self, key: Key, value: Value) -> int:
        """Append to the string at a key, which is created if missing.

        Returns the length in bytes afterwards. Raises WrongTypeError if the key
        holds something else.

        Redis: ``APPEND key value``.
        """
    def strlen(self, key: Key) -> int:
        """The length in bytes of the string at a key, 0 for a missing key.

        Redis: ``STRLEN key``.
        """
    def getrange(self, key: Key, start: int, end: int) -> T:
        """The bytes from ``start`` to ``end``, both included, negative from the end.

        Redis: ``GETRANGE key start end``.
        """
    def substr(self, key: Key, start: int, end: int) -> T:
        """As :meth:`getrange`, of which it is the old name.

        Redis: ``SUBSTR key start end``.
        """
    def setrange(self, key: Key, offset: int, value: Value) -> int:
        """Overwrite part of a string from ``offset`` bytes on, filling up with NULs.

        Returns the length in bytes afterwards. Raises CommandError if the offset is
        below zero or the result longer than 512 MiB.

        Redis: ``SETRANGE key offset value``.
        """
    def incr(self, key: Key) -> int:
        """Add one to the number at a key, 0 if missing; returns the new number.

        Redis: ``INCR key``.
        """
    def decr(self, key: Key) -> int:
        """Take one from the number at a key, 0 if missing; returns the new number.

        Redis: ``DECR key``.
        """
    @overload
    def incrby(self, key: Key, increment: int) -> int:
        """Add to the number at a key, 0 if missing; returns the new number.

        An ``int`` adds exactly, in 64 bits; a ``float`` adds as INCRBYFLOAT does
        and gives a float. Raises CommandError if the value is no such number or the
        result does not fit, WrongTypeError if the key holds something else.

        Redis: ``INCRBY key increment``.
        """
    @overload
    def incrby(self, key: Key, increment: float) -> float: ...
    def decrby(self, key: Key, decrement: int) -> int:
        """Subtract from the number at a key, 0 if missing; returns the new number.

        Redis: ``DECRBY key decrement``.
        """
    def incrbyfloat(self, key: Key, increment: float) -> float:
        """Add a number to the number at a key, 0 if missing; returns the new number.

        The store keeps decimal text with up to 17 digits after the point. Raises
        CommandError if the value is no number or the result is infinite.

        Redis: ``INCRBYFLOAT key increment``.
        """
    @overload
    def lcs(self, key1: Key, key2: Key) -> T:
        """The longest subsequence of bytes that two strings have in common.

        With ``len`` its length in bytes only, with ``idx`` where its stretches stand
        in both strings: those of at least ``minmatchlen`` bytes, and their lengths
        too with ``withmatchlen``. A missing key counts as an empty string. Raises
        CommandError if a key holds something else, for ``len`` and ``idx`` together,
        and if the strings' lengths multiplied pass about 134 million.

        Redis: ``LCS key1 key2 [LEN] [IDX] [MINMATCHLEN minmatchlen] [WITHMATCHLEN]``.
        """
    @overload
    def lcs(self, key1: Key, key2: Key, *, len: Literal[True]) -> int: ...
    @overload
    def lcs(
        self,
        key1: Key,
        key2: Key,
        *,
        idx: Literal[True],
        minmatchlen: int | None = None,
        withmatchlen: bool = False,
    ) -> LcsMatches: ...
    def setbit(self, key: Key, offset: int, value: int) -> int:
        """Set one bit, 0 or 1, of the string at a key, filling up with zeros.

        Returns the bit that was there before. ``offset`` counts bits, below 2^32.
        Raises CommandError for another offset or value, WrongTypeError if the key
        holds something else.

        Redis: ``SETBIT key offset value``.
        """
    def getbit(self, key: Key, offset: int) -> int:
        """One bit of the string at a key; 0 beyond its end and for a missing key.

        Raises CommandError unless ``offset`` is from 0 to 2^32 - 1, WrongTypeError if
        the key holds something else.

        Redis: ``GETBIT key offset``.
        """
    def bitcount(
        self,
        key: Key,
        start: int | None = None,
        end: int | None = None,
        mode: Literal["BYTE", "BIT"] | None = None,
    ) -> int:
        """How many bits are set in the string at a key, 0 for a missing key.

        ``start`` and ``end``, both or none, limit it; both are included and negative
        from the end. They count bytes, or bits if ``mode`` is ``"BIT"``. Raises
        CommandError for one limit without the other, WrongTypeError if the key holds
        something else.

        Redis: ``BITCOUNT key [start end [BYTE | BIT]]``.
        """
    def bitpos(
        self,
        key: Key,
        bit: int,
        start: int | None = None,
        end: int | None = None,
        mode: Literal["BYTE", "BIT"] | None = None,
    ) -> int:
        """The place of the first bit that is ``bit``, in bits from the string's start.

        ``start`` and ``end`` limit the search; both are included and negative from
        the end. They count bytes, or bits if ``mode`` is ``"BIT"``. Returns -1 if
        there is none; a search for 0 without an ``end`` finds one behind the string.
        Raises CommandError for a bit that is neither 0 nor 1, WrongTypeError if the
        key holds something else.

        Redis: ``BITPOS key bit [start [end [BYTE | BIT]]]``.
        """
    def bitop(
        self,
        operation: Literal["AND", "OR", "XOR", "NOT"],
        destination: Key,
        *keys: Key,
    ) -> int:
        """Combine strings bit by bit and keep the result, if it is not empty.

        Shorter strings and missing keys are filled up with zeros; ``"NOT"`` takes one
        key. What ``destination`` held is lost. Returns the result's length in bytes.
        Raises CommandError for another operation, WrongTypeError if a key holds
        something else.

        Redis: ``BITOP operation destination key [key ...]``.
        """
    def bitfield(self, key: Key, *operations: BitfieldOperation) -> list[int | None]:
        """Read and change whole numbers of any width anywhere in a string.

        Each operation is a tuple: ``("GET", type, offset)``, ``("SET", type, offset,
        value)``, ``("INCRBY", type, offset, increment)`` or ``("OVERFLOW", how)`` for
        those that follow. A type is ``"u1"`` to ``"u63"`` or ``"i1"`` to ``"i64"``; an
        offset is in bits, or in widths of the type if written ``"#2"``. A number that
        does not fit wraps around (``"WRAP"``), stays at the limit (``"SAT"``) or
        changes nothing (``"FAIL"``).

        Returns the number read by GET, the one before by SET, the one after by
        INCRBY, and None where FAIL changed nothing. Raises CommandError for what is
        no operation, WrongTypeError if the key holds something else.

        Redis: ``BITFIELD key [GET encoding offset | SET encoding offset value | INCRBY encoding offset increment | OVERFLOW WRAP | SAT | FAIL [GET encoding offset | SET encoding offset value | INCRBY encoding offset increment | OVERFLOW WRAP | SAT | FAIL ...]]``.
        """
    def bitfield_ro(self, key: Key, *operations: BitfieldOperation) -> list[int | None]:
        """Read whole numbers of any width anywhere in a string.

        As :meth:`bitfield`, with nothing but ``("GET", type, offset)``.

        Redis: ``BITFIELD_RO key [GET encoding offset [GET encoding offset ...]]``.
        """
    def pfadd(self, key: Key, *elements: Value) -> bool:
        """Count elements; returns whether the key was made or the count may be another.

        Raises WrongTypeError if the key holds something else.

        Redis: ``PFADD key [element [element ...]]``.
        """
    def pfcount(self, *keys: Key) -> int:
        """About how many different elements were counted at the keys together.

        The standard error is 0.81 percent; 0 for missing keys. Raises WrongTypeError
        if a key holds something else.

        Redis: ``PFCOUNT key [key ...]``.
        """
    def pfmerge(self, destination: Key, *keys: Key) -> bool:
        """Add to ``destination`` what was counted at the other keys; returns True.

        Raises WrongTypeError if a key holds something else.

        Redis: ``PFMERGE destination [key [key ...]]``.
        """
    def geoadd(
        self,
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

        Redis: ``GEOADD key [NX] [XX] [CH] longitude latitude member [longitude latitude member ...]``.
        """
    def geopos(self, key: Key, *members: Value) -> list[tuple[float, float] | None]:
        """Longitude and latitude of members in degrees, None for one that is not there.

        They are those of the score, which is exact to 0.6 metres. Raises
        WrongTypeError if the key holds something else.

        Redis: ``GEOPOS key [member [member ...]]``.
        """
    def geohash(self, key: Key, *members: Value) -> list[T | None]:
        """Positions of members as Geohash texts, None for one that is not there.

        Raises WrongTypeError if the key holds something else.

        Redis: ``GEOHASH key [member [member ...]]``.
        """
    def geodist(
        self, key: Key, member1: Value, member2: Value, unit: Unit = "m"
    ) -> float | None:
        """The distance of two members, to four decimals; None if one is not there.

        Raises CommandError for another unit, WrongTypeError if the key holds
        something else.

        Redis: ``GEODIST key member1 member2 [M | KM | FT | MI]``.
        """
    @overload
    def geosearch(
        self,
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
    ) -> list[T]:
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

        Redis: ``GEOSEARCH key FROMMEMBER member | FROMLONLAT longitude latitude BYRADIUS radius unit | BYBOX width height unit [ASC | DESC] [COUNT count [ANY]] [WITHCOORD] [WITHDIST] [WITHHASH]``.
        """
    @overload
    def geosearch(
        self,
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
    ) -> list[Place[T]]: ...
    @overload
    def geosearch(
        self,
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
    ) -> list[Place[T]]: ...
    @overload
    def geosearch(
        self,
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
    ) -> list[Place[T]]: ...
    def geosearchstore(
        self,
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

        Redis: ``GEOSEARCHSTORE destination source FROMMEMBER member | FROMLONLAT longitude latitude BYRADIUS radius unit | BYBOX width height unit [ASC | DESC] [COUNT count [ANY]] [STOREDIST]``.
        """
    @overload
    def georadius(
        self,
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
    ) -> list[T]:
        """Members in a circle around a position; new code uses :meth:`geosearch`.

        ``radius`` is in ``unit``; the options and the result are those of
        :meth:`geosearch`.

        With ``store`` or ``store_dist`` the members are kept in another sorted set, by
        position or by distance, and the result is how many they are.

        Raises CommandError for an invalid position, radius or unit, WrongTypeError if
        the key holds something else.

        Redis: ``GEORADIUS key longitude latitude radius unit [ASC | DESC] [COUNT count [ANY]] [WITHCOORD] [WITHDIST] [WITHHASH] [STORE storekey | STOREDIST storekey]``.
        """
    @overload
    def georadius(
        self,
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
    ) -> list[Place[T]]: ...
    @overload
    def georadius(
        self,
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
    ) -> list[Place[T]]: ...
    @overload
    def georadius(
        self,
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
    ) -> list[Place[T]]: ...
    @overload
    def georadius(
        self,
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
        self,
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
    @overload
    def georadius_ro(
        self,
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
    ) -> list[T]:
        """As :meth:`georadius`, without storing.

        Redis: ``GEORADIUS_RO key longitude latitude radius unit [ASC | DESC] [COUNT count [ANY]] [WITHCOORD] [WITHDIST] [WITHHASH]``.
        """
    @overload
    def georadius_ro(
        self,
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
    ) -> list[Place[T]]: ...
    @overload
    def georadius_ro(
        self,
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
    ) -> list[Place[T]]: ...
    @overload
    def georadius_ro(
        self,
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
    ) -> list[Place[T]]: ...
    @overload
    def georadiusbymember(
        self,
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
    ) -> list[T]:
        """Members in a circle around a member; new code uses :meth:`geosearch`.

        ``radius`` is in ``unit``; the options and the result are those of
        :meth:`geosearch`.

        With ``store`` or ``store_dist`` the members are kept in another sorted set, by
        position or by distance, and the result is how many they are.

        Raises CommandError if the member is not there or for an invalid radius or
        unit, WrongTypeError if the key holds something else.

        Redis: ``GEORADIUSBYMEMBER key member radius unit [ASC | DESC] [COUNT count [ANY]] [WITHCOORD] [WITHDIST] [WITHHASH] [STORE storekey | STOREDIST storekey]``.
        """
    @overload
    def georadiusbymember(
        self,
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
    ) -> list[Place[T]]: ...
    @overload
    def georadiusbymember(
        self,
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
    ) -> list[Place[T]]: ...
    @overload
    def georadiusbymember(
        self,
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
    ) -> list[Place[T]]: ...
    @overload
    def georadiusbymember(
        self,
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
        self,
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
    @overload
    def georadiusbymember_ro(
        self,
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
    ) -> list[T]:
        """As :meth:`georadiusbymember`, without storing.

        Redis: ``GEORADIUSBYMEMBER_RO key member radius unit [ASC | DESC] [COUNT count [ANY]] [WITHCOORD] [WITHDIST] [WITHHASH]``.
        """
    @overload
    def georadiusbymember_ro(
        self,
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
    ) -> list[Place[T]]: ...
    @overload
    def georadiusbymember_ro(
        self,
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
    ) -> list[Place[T]]: ...
    @overload
    def georadiusbymember_ro(
        self,
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
    ) -> list[Place[T]]: ...
    def lpush(self, key: Key, *elements: Value) -> int:
        """Insert elements at the head of a list, one after the other.

        The last element given ends up first. A missing key is created. Returns the
        length of the list afterwards. Raises WrongTypeError if the key holds
        something else.

        Redis: ``LPUSH key element [element ...]``.
        """
    def rpush(self, key: Key, *elements: Value) -> int:
        """Append elements to the tail of a list, in the order given.

        A missing key is created. Returns the length of the list afterwards. Raises
        WrongTypeError if the key holds something else.

        Redis: ``RPUSH key element [element ...]``.
        """
    def lpushx(self, key: Key, *elements: Value) -> int:
        """As :meth:`lpush`, if there is such a list.

        Returns the length of the list afterwards, 0 if there is no such key. Raises
        WrongTypeError if the key holds something else.

        Redis: ``LPUSHX key element [element ...]``.
        """
    def rpushx(self, key: Key, *elements: Value) -> int:
        """Append elements to the tail of a list if there is one.

        Returns the length of the list afterwards, 0 if there is no such key. Raises
        WrongTypeError if the key holds something else.

        Redis: ``RPUSHX key element [element ...]``.
        """
    @overload
    def lpop(self, key: Key, count: None = None) -> T | None:
        """Remove and return the first element of a list, or the first ``count``.

        Without ``count`` the element, or None if there is none. With ``count`` a
        list of at most that many, empty if there is nothing. A list that becomes
        empty is removed. Raises WrongTypeError if the key holds something else and
        CommandError if ``count`` is below zero.

        Redis: ``LPOP key [count]``.
        """
    @overload
    def lpop(self, key: Key, count: int) -> list[T]: ...
    @overload
    def rpop(self, key: Key, count: None = None) -> T | None:
        """Remove and return the last element of a list, or the last ``count``.

        The last element comes first. Otherwise as :meth:`lpop`.

        Redis: ``RPOP key [count]``.
        """
    @overload
    def rpop(self, key: Key, count: int) -> list[T]: ...
    def llen(self, key: Key) -> int:
        """The length of a list, 0 for a missing key.

        Raises WrongTypeError if the key holds something else.

        Redis: ``LLEN key``.
        """
    def lrange(self, key: Key, start: int, stop: int) -> list[T]:
        """The elements from ``start`` to ``stop``, both included.

        Positions count from 0; negative ones from the end, -1 being the last.
        Positions beyond the list are no error. Raises WrongTypeError if the key
        holds something else.

        Redis: ``LRANGE key start stop``.
        """
    def lindex(self, key: Key, index: int) -> T | None:
        """The element at a position, None if there is none.

        Positions count from 0, negative ones from the end. Raises WrongTypeError if
        the key holds something else.

        Redis: ``LINDEX key index``.
        """
    def lset(self, key: Key, index: int, element: Value) -> bool:
        """Replace the element at a position; returns True.

        Raises CommandError if there is no such key or the position is out of range,
        WrongTypeError if the key holds something else.

        Redis: ``LSET key index element``.
        """
    def lrem(self, key: Key, count: int, element: Value) -> int:
        """Remove elements that equal ``element``; returns how many went.

        A positive ``count`` removes that many from the head, a negative one from
        the tail, 0 all. Raises WrongTypeError if the key holds something else.

        Redis: ``LREM key count element``.
        """
    def ltrim(self, key: Key, start: int, stop: int) -> bool:
        """Keep only the elements from ``start`` to ``stop``, both included.

        Positions are as for :meth:`lrange`. Returns True. Raises WrongTypeError if
        the key holds something else.

        Redis: ``LTRIM key start stop``.
        """
    def linsert(
        self, key: Key, where: Literal["before", "after"], pivot: Value, element: Value
    ) -> int:
        """Insert an element before or after the first one that equals ``pivot``.

        Returns the length of the list afterwards, -1 if no element equals
        ``pivot``, 0 if there is no such key. Raises WrongTypeError if the key holds
        something else.

        Redis: ``LINSERT key BEFORE | AFTER pivot element``.
        """
    def rpoplpush(self, source: Key, destination: Key) -> T | None:
        """Move the last element of a list to the head of another, or of the same.

        Returns the element, None if there is no such list. Raises WrongTypeError if
        one of the keys holds something else.

        Redis: ``RPOPLPUSH source destination``.
        """
    def lmove(
        self,
        source: Key,
        destination: Key,
        src: Literal["left", "right"] = "left",
        dest: Literal["left", "right"] = "right",
    ) -> T | None:
        """Move an element from an end of a list to an end of another, or of the same.

        Returns the element, None if there is no such list. Raises WrongTypeError if
        one of the keys holds something else.

        Redis: ``LMOVE source destination LEFT | RIGHT LEFT | RIGHT``.
        """
    @overload
    def lpos(
        self,
        key: Key,
        element: Value,
        *,
        rank: int | None = None,
        count: None = None,
        maxlen: int | None = None,
    ) -> int | None:
        """The position of an element in a list, counted from 0 at the head.

        Without ``count`` the position of the first match, None if there is none.
        With ``count`` a list of the positions of so many matches, 0 for all of them.
        ``rank`` is which match comes first: 2 for the second, -1 for the last one,
        from which the search goes towards the head. ``maxlen`` is how many elements
        to compare at most, 0 for all. Raises WrongTypeError if the key holds
        something else and CommandError for a ``rank`` of 0 or a negative number
        elsewhere.

        Redis: ``LPOS key element [RANK rank] [COUNT count] [MAXLEN maxlen]``.
        """
    @overload
    def lpos(
        self,
        key: Key,
        element: Value,
        *,
        rank: int | None = None,
        count: int,
        maxlen: int | None = None,
    ) -> list[int]: ...
    def lmpop(
        self,
        *keys: Key,
        where: Literal["left", "right"] = "left",
        count: int | None = None,
    ) -> tuple[T, list[T]] | None:
        """Remove elements from the first list that has any.

        ``where`` says from which end, ``count`` how many (1). Returns the key and a
        list of the elements, the end's own first; None if there is nothing. A list
        that becomes empty is removed. Raises CommandError for a count below 1,
        WrongTypeError if a key before it holds something else.

        Redis: ``LMPOP numkeys key [key ...] LEFT | RIGHT [COUNT count]``.
        """
    def blpop(self, *keys: Key, timeout: float = 0) -> tuple[T, T] | None:
        """Remove the first element of the first list that has any, or wait for one.

        Returns the key and the element, None after ``timeout`` seconds (0: no limit).
        Raises WrongTypeError if a key before it holds something else, CommandError
        for a time-out below zero.

        Redis: ``BLPOP key [key ...] timeout``.
        """
    def brpop(self, *keys: Key, timeout: float = 0) -> tuple[T, T] | None:
        """As :meth:`blpop`, the last element.

        Redis: ``BRPOP key [key ...] timeout``.
        """
    def blmove(
        self,
        source: Key,
        destination: Key,
        src: Literal["left", "right"] = "left",
        dest: Literal["left", "right"] = "right",
        *,
        timeout: float = 0,
    ) -> T | None:
        """Move an element from an end of a list to an end of another, or wait for one.

        Returns the element, None after ``timeout`` seconds (0: no limit). Raises
        WrongTypeError if one of the keys holds something else, CommandError for a
        time-out below zero.

        Redis: ``BLMOVE source destination LEFT | RIGHT LEFT | RIGHT timeout``.
        """
    def brpoplpush(
        self, source: Key, destination: Key, *, timeout: float = 0
    ) -> T | None:
        """As :meth:`blmove` from the right end to the left one.

        Redis: ``BRPOPLPUSH source destination timeout``.
        """
    def blmpop(
        self,
        *keys: Key,
        where: Literal["left", "right"] = "left",
        count: int | None = None,
        timeout: float = 0,
    ) -> tuple[T, list[T]] | None:
        """Remove elements from the first list that has any, or wait for them.

        ``where`` says from which end, ``count`` how many at most (1). Returns the key
        and a list of the elements, the end's own first; None after ``timeout`` seconds
        (0: no limit). Raises CommandError for a count below 1 or a time-out below
        zero, WrongTypeError if a key before it holds something else.

        Redis: ``BLMPOP timeout numkeys key [key ...] LEFT | RIGHT [COUNT count]``.
        """
    def hset(self, key: Key, mapping: Fields) -> int:
        """Set fields of a hash, which is created if missing.

        Returns how many fields are new. Raises WrongTypeError if the key holds
        something else.

        Redis: ``HSET key field value [field value ...]``.
        """
    def hmset(self, key: Key, mapping: Fields) -> bool:
        """As :meth:`hset`, which has replaced it. Returns True.

        Redis: ``HMSET key field value [field value ...]``.
        """
    def hsetnx(self, key: Key, field: Key, value: Value) -> bool:
        """Set a field of a hash unless it is there; returns whether it was set.

        Redis: ``HSETNX key field value``.
        """
    def hget(self, key: Key, field: Key) -> T | None:
        """The value of a field, None if there is none.

        Raises WrongTypeError if the key holds something else.

        Redis: ``HGET key field``.
        """
    def hmget(self, key: Key, *fields: Key) -> dict[T, T | None]:
        """The values of several fields by field; None where there is none.

        Raises WrongTypeError if the key holds something else.

        Redis: ``HMGET key field [field ...]``.
        """
    def hgetall(self, key: Key) -> dict[T, T]:
        """All fields and their values, empty for a missing key.

        Raises WrongTypeError if the key holds something else.

        Redis: ``HGETALL key``.
        """
    def hdel(self, key: Key, *fields: Key) -> int:
        """Remove fields; returns how many were there.

        A hash that becomes empty is removed. Raises WrongTypeError if the key holds
        something else.

        Redis: ``HDEL key field [field ...]``.
        """
    def hexists(self, key: Key, field: Key) -> bool:
        """Whether a hash has a field.

        Redis: ``HEXISTS key field``.
        """
    def hlen(self, key: Key) -> int:
        """How many fields a hash has, 0 for a missing key.

        Redis: ``HLEN key``.
        """
    def hstrlen(self, key: Key, field: Key) -> int:
        """The length in bytes of a field's value, 0 if there is none.

        Redis: ``HSTRLEN key field``.
        """
    def hkeys(self, key: Key) -> list[T]:
        """The names of the fields, in no order.

        Redis: ``HKEYS key``.
        """
    def hvals(self, key: Key) -> list[T]:
        """The values of the fields, in no order.

        Redis: ``HVALS key``.
        """
    @overload
    def hincrby(self, key: Key, field: Key, increment: int) -> int:
        """Add to the number in a field, 0 if missing; returns the new number.

        An ``int`` adds exactly, in 64 bits; a ``float`` adds as HINCRBYFLOAT does
        and gives a float. Raises CommandError if the value is no such number or the
        result does not fit, WrongTypeError if the key holds something else.

        Redis: ``HINCRBY key field increment``.
        """
    @overload
    def hincrby(self, key: Key, field: Key, increment: float) -> float: ...
    def hincrbyfloat(self, key: Key, field: Key, increment: float) -> float:
        """Add a number to the number in a field, 0 if missing; returns the new number.

        The store keeps decimal text with up to 17 digits after the point.

        Redis: ``HINCRBYFLOAT key field increment``.
        """
    @overload
    def hrandfield(
        self, key: Key, count: None = None, withvalues: Literal[False] = False
    ) -> T | None:
        """The name of a random field, or several; the hash stays as it is.

        A positive ``count`` gives that many different fields at most, a negative
        one exactly so many, perhaps repeated. With ``withvalues`` a list of
        ``(field, value)``. Raises WrongTypeError if the key holds something else.

        Redis: ``HRANDFIELD key [count] [WITHVALUES]``.
        """
    @overload
    def hrandfield(
        self, key: Key, count: int, withvalues: Literal[False] = False
    ) -> list[T]: ...
    @overload
    def hrandfield(
        self, key: Key, count: int, withvalues: Literal[True]
    ) -> list[tuple[T, T]]: ...
    def hscan(
        self,
        key: Key,
        cursor: int,
        *,
        match: Key | None = None,
        count: int | None = None,
    ) -> tuple[int, dict[T, T]]:
        """One page of a hash: the next cursor, and fields with their values.

        Begin with cursor 0 and go on until 0 comes back. ``match`` is a glob pattern
        for the names, ``count`` about how many fields to look at (10); a small hash
        comes whole. A field that is there from the first call to the last is
        returned, perhaps more than once; a page may be empty. Raises CommandError
        for a cursor that is none, WrongTypeError if the key holds something else.

        Redis: ``HSCAN key cursor [MATCH match] [COUNT count]``.
        """
    def sadd(self, key: Key, *members: Value) -> int:
        """Add members to a set, which is created if missing.

        Returns how many are new. Raises WrongTypeError if the key holds something
        else.

        Redis: ``SADD key member [member ...]``.
        """
    def srem(self, key: Key, *members: Value) -> int:
        """Remove members from a set; returns how many were there.

        A set that becomes empty is removed. Raises WrongTypeError if the key holds
        something else.

        Redis: ``SREM key member [member ...]``.
        """
    def sismember(self, key: Key, member: Value) -> bool:
        """Whether a set has a member.

        Raises WrongTypeError if the key holds something else.

        Redis: ``SISMEMBER key member``.
        """
    def smismember(self, key: Key, *members: Value) -> list[bool]:
        """Whether a set has members, one answer for each.

        Raises WrongTypeError if the key holds something else.

        Redis: ``SMISMEMBER key member [member ...]``.
        """
    def scard(self, key: Key) -> int:
        """How many members a set has, 0 for a missing key.

        Raises WrongTypeError if the key holds something else.

        Redis: ``SCARD key``.
        """
    def smembers(self, key: Key) -> set[T]:
        """The members of a set, empty for a missing key.

        Raises WrongTypeError if the key holds something else.

        Redis: ``SMEMBERS key``.
        """
    def smove(self, source: Key, destination: Key, member: Value) -> bool:
        """Move a member from one set to another; returns whether it was there.

        Redis: ``SMOVE source destination member``.
        """
    @overload
    def spop(self, key: Key, count: None = None) -> T | None:
        """Remove and return a random member, or ``count`` different ones.

        Without ``count`` the member, or None if there is none. With ``count`` a
        set, empty if there is nothing. A set that becomes empty is removed.

        Redis: ``SPOP key [count]``.
        """
    @overload
    def spop(self, key: Key, count: int) -> set[T]: ...
    @overload
    def srandmember(self, key: Key, count: None = None) -> T | None:
        """A random member, or several; the set stays as it is.

        A positive ``count`` gives that many different members at most, a negative
        one exactly so many, perhaps repeated.

        Redis: ``SRANDMEMBER key [count]``.
        """
    @overload
    def srandmember(self, key: Key, count: int) -> list[T]: ...
    def sinter(self, *keys: Key) -> set[T]:
        """The members that all sets have.

        Raises WrongTypeError if a key holds something else.

        Redis: ``SINTER key [key ...]``.
        """
    def sunion(self, *keys: Key) -> set[T]:
        """The members that any set has.

        Raises WrongTypeError if a key holds something else.

        Redis: ``SUNION key [key ...]``.
        """
    def sdiff(self, *keys: Key) -> set[T]:
        """The members of the first set that no other one has.

        Raises WrongTypeError if a key holds something else.

        Redis: ``SDIFF key [key ...]``.
        """
    def sinterstore(self, destination: Key, *keys: Key) -> int:
        """Store :meth:`sinter`'s answer at a key; returns how many members it has.

        Redis: ``SINTERSTORE destination key [key ...]``.
        """
    def sunionstore(self, destination: Key, *keys: Key) -> int:
        """Store :meth:`sunion`'s answer at a key; returns how many members it has.

        Redis: ``SUNIONSTORE destination key [key ...]``.
        """
    def sdiffstore(self, destination: Key, *keys: Key) -> int:
        """Store :meth:`sdiff`'s answer at a key; returns how many members it has.

        Redis: ``SDIFFSTORE destination key [key ...]``.
        """
    def sscan(
        self,
        key: Key,
        cursor: int,
        *,
        match: Key | None = None,
        count: int | None = None,
    ) -> tuple[int, list[T]]:
        """One page of a set: the next cursor, and members.

        Begin with cursor 0 and go on until 0 comes back. ``match`` is a glob
        pattern, ``count`` about how many members to look at (10); a small set comes
        whole. A member that is there from the first call to the last is returned,
        perhaps more than once; a page may be empty. Raises CommandError for a cursor
        that is none, WrongTypeError if the key holds something else.

        Redis: ``SSCAN key cursor [MATCH match] [COUNT count]``.
        """
    def sintercard(self, *keys: Key, limit: int | None = None) -> int:
        """How many members all sets have.

        Counting stops at ``limit``; 0 is no limit. Raises CommandError for a limit
        below zero, WrongTypeError if a key holds something else.

        Redis: ``SINTERCARD numkeys key [key ...] [LIMIT limit]``.
        """
    @overload
    def zadd(
        self,
        key: Key,
        mapping: Scores,
        *,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
        ch: bool = False,
        incr: Literal[False] = False,
    ) -> int:
        """Add members with their scores to a sorted set, or change scores.

        ``nx`` only adds, ``xx`` only changes, ``gt`` and ``lt`` change only to a
        greater or lesser score. Returns how many members are new, with ``ch`` how
        many are new or changed. ``incr`` adds to the score of the only member given
        and returns the new score, None if the other options left it as it was.
        Raises CommandError for a score that is NaN, for options that exclude one
        another and for several members with ``incr``, WrongTypeError if the key
        holds something else.

        Redis: ``ZADD key [NX] [XX] [GT] [LT] [CH] [INCR] score member [score member ...]``.
        """
    @overload
    def zadd(
        self,
        key: Key,
        mapping: Scores,
        *,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
        ch: bool = False,
        incr: Literal[True],
    ) -> float | None: ...
    def zrem(self, key: Key, *members: Value) -> int:
        """Remove members; returns how many were there.

        A sorted set that becomes empty is removed.

        Redis: ``ZREM key member [member ...]``.
        """
    def zcard(self, key: Key) -> int:
        """How many members a sorted set has, 0 for a missing key.

        Redis: ``ZCARD key``.
        """
    def zscore(self, key: Key, member: Value) -> float | None:
        """The score of a member, None if there is none.

        Redis: ``ZSCORE key member``.
        """
    def zmscore(self, key: Key, *members: Value) -> dict[T, float | None]:
        """The scores of several members by member; None where there is none.

        Raises WrongTypeError if the key holds something else.

        Redis: ``ZMSCORE key member [member ...]``.
        """
    def zincrby(self, key: Key, increment: float, member: Value) -> float:
        """Add to the score of a member, 0 if missing; returns the new score.

        Raises CommandError if the result would be NaN.

        Redis: ``ZINCRBY key increment member``.
        """
    def zrank(self, key: Key, member: Value) -> int | None:
        """The place of a member counted from 0, lowest score first; None if none.

        Redis: ``ZRANK key member``.
        """
    def zrevrank(self, key: Key, member: Value) -> int | None:
        """The place of a member counted from 0, highest score first; None if none.

        Redis: ``ZREVRANK key member``.
        """
    def zpop_max(self, key: Key, count: int = 1) -> list[tuple[T, float]]:
        """Remove and return the members with the highest scores, highest first.

        A list of ``(member, score)``, empty if there is nothing. A sorted set that
        becomes empty is removed.

        Redis: ``ZPOPMAX key [count]``.
        """
    def zpop_min(self, key: Key, count: int = 1) -> list[tuple[T, float]]:
        """Remove and return the members with the lowest scores, lowest first.

        A list of ``(member, score)``, empty if there is nothing. A sorted set that
        becomes empty is removed.

        Redis: ``ZPOPMIN key [count]``.
        """
    @overload
    def zrandmember(self, key: Key) -> T | None:
        """A random member, or several; the sorted set stays as it is.

        A positive ``count`` gives that many different members at most, a negative
        one exactly so many, perhaps repeated. With ``withscores`` a list of
        ``(member, score)``. Raises WrongTypeError if the key holds something else.

        Redis: ``ZRANDMEMBER key [count] [WITHSCORES]``.
        """
    @overload
    def zrandmember(
        self, key: Key, count: int, withscores: Literal[False] = False
    ) -> list[T]: ...
    @overload
    def zrandmember(
        self, key: Key, count: int, withscores: Literal[True]
    ) -> list[tuple[T, float]]: ...
    def zscan(
        self,
        key: Key,
        cursor: int,
        *,
        match: Key | None = None,
        count: int | None = None,
    ) -> tuple[int, dict[T, float]]:
        """One page of a sorted set: the next cursor, and members with their scores.

        Begin with cursor 0 and go on until 0 comes back. ``match`` is a glob
        pattern, ``count`` about how many members to look at (10); a small sorted set
        comes whole. A member that is there from the first call to the last is
        returned, perhaps more than once; a page may be empty. Raises CommandError for
        a cursor that is none, WrongTypeError if the key holds something else.

        Redis: ``ZSCAN key cursor [MATCH match] [COUNT count]``.
        """
    def bzpopmin(self, *keys: Key, timeout: float = 0) -> tuple[T, T, float] | None:
        """Remove the lowest member of the first sorted set that has any, or wait for one.

        Returns the key, the member and its score, None after ``timeout`` seconds (0:
        no limit). Raises WrongTypeError if a key before it holds something else,
        CommandError for a time-out below zero.

        Redis: ``BZPOPMIN key [key ...] timeout``.
        """
    def bzpopmax(self, *keys: Key, timeout: float = 0) -> tuple[T, T, float] | None:
        """As :meth:`bzpopmin`, the highest member.

        Redis: ``BZPOPMAX key [key ...] timeout``.
        """
    def bzmpop(
        self,
        *keys: Key,
        where: Literal["min", "max"],
        count: int | None = None,
        timeout: float = 0,
    ) -> tuple[T, list[tuple[T, float]]] | None:
        """Remove members from the first sorted set that has any, or wait for them.

        ``where`` says from which end, ``count`` how many at most (1). Returns the key
        and a list of ``(member, score)``, the end's own first; None after ``timeout``
        seconds (0: no limit). Raises CommandError for a count below 1 or a time-out
        below zero, WrongTypeError if a key before it holds something else.

        Redis: ``BZMPOP timeout numkeys key [key ...] MIN | MAX [COUNT count]``.
        """
    def zcount(self, key: Key, min: Value, max: Value) -> int:
        """How many members have a score from ``min`` to ``max``.

        ``"-inf"`` and ``"+inf"`` are no limit; ``"(5"`` leaves 5 itself out.

        Redis: ``ZCOUNT key min max``.
        """
    @overload
    def zrange(
        self,
        key: Key,
        start: Value,
        stop: Value,
        *,
        by: Literal["rank", "score", "lex"] = "rank",
        desc: bool = False,
        offset: int | None = None,
        num: int | None = None,
        withscores: Literal[False] = False,
    ) -> list[T]:
        """Members in order, from ``start`` to ``stop``.

        ``by="rank"`` takes places, both included, negative from the end.
        ``by="score"`` takes scores, ``"(5"`` leaving 5 itself out and ``"-inf"``,
        ``"+inf"`` for no limit. ``by="lex"`` takes ``"[a"`` and ``"(a"`` (included,
        left out), ``"-"`` and ``"+"`` for no limit, and supposes equal scores.
        ``desc`` goes from the highest down; give the higher limit first then.
        ``offset`` and ``num`` take a part of a range by score or lex. With
        ``withscores`` a list of ``(member, score)``.

        Redis: ``ZRANGE key start stop [BYSCORE | BYLEX] [REV] [LIMIT offset count] [WITHSCORES]``.
        """
    @overload
    def zrange(
        self,
        key: Key,
        start: Value,
        stop: Value,
        *,
        by: Literal["rank", "score", "lex"] = "rank",
        desc: bool = False,
        offset: int | None = None,
        num: int | None = None,
        withscores: Literal[True],
    ) -> list[tuple[T, float]]: ...
    @overload
    def zrevrange(
        self, key: Key, start: int, stop: int, *, withscores: Literal[False] = False
    ) -> list[T]:
        """Members from the highest score down, from ``start`` to ``stop``.

        Both places are included, negative ones count from the end. With
        ``withscores`` a list of ``(member, score)``. Raises WrongTypeError if the
        key holds something else. :meth:`zrange` with ``desc=True`` does the same.

        Redis: ``ZREVRANGE key start stop [WITHSCORES]``.
        """
    @overload
    def zrevrange(
        self, key: Key, start: int, stop: int, *, withscores: Literal[True]
    ) -> list[tuple[T, float]]: ...
    @overload
    def zrangebyscore(
        self,
        key: Key,
        min: Value,
        max: Value,
        *,
        offset: int | None = None,
        num: int | None = None,
        withscores: Literal[False] = False,
    ) -> list[T]:
        """Members with a score from ``min`` to ``max``, lowest score first.

        ``"-inf"`` and ``"+inf"`` are no limit; ``"(5"`` leaves 5 itself out.
        ``offset`` and ``num`` take a part of the range. With ``withscores`` a list of
        ``(member, score)``. Raises CommandError for a limit that is no number,
        WrongTypeError if the key holds something else.

        Redis: ``ZRANGEBYSCORE key min max [WITHSCORES] [LIMIT offset count]``.
        """
    @overload
    def zrangebyscore(
        self,
        key: Key,
        min: Value,
        max: Value,
        *,
        offset: int | None = None,
        num: int | None = None,
        withscores: Literal[True],
    ) -> list[tuple[T, float]]: ...
    @overload
    def zrevrangebyscore(
        self,
        key: Key,
        max: Value,
        min: Value,
        *,
        offset: int | None = None,
        num: int | None = None,
        withscores: Literal[False] = False,
    ) -> list[T]:
        """Members with a score from ``max`` down to ``min``, highest score first.

        Otherwise as :meth:`zrangebyscore`.

        Redis: ``ZREVRANGEBYSCORE key max min [WITHSCORES] [LIMIT offset count]``.
        """
    @overload
    def zrevrangebyscore(
        self,
        key: Key,
        max: Value,
        min: Value,
        *,
        offset: int | None = None,
        num: int | None = None,
        withscores: Literal[True],
    ) -> list[tuple[T, float]]: ...
    def zrangebylex(
        self,
        key: Key,
        min: Value,
        max: Value,
        *,
        offset: int | None = None,
        num: int | None = None,
    ) -> list[T]:
        """Members from ``min`` to ``max`` in byte order; supposes equal scores.

        ``"[a"`` and ``"(a"`` are limits (included, left out), ``"-"`` and ``"+"`` no
        limit. ``offset`` and ``num`` take a part of the range. Raises CommandError
        for a limit that is none of these, WrongTypeError if the key holds something
        else.

        Redis: ``ZRANGEBYLEX key min max [LIMIT offset count]``.
        """
    def zrevrangebylex(
        self,
        key: Key,
        max: Value,
        min: Value,
        *,
        offset: int | None = None,
        num: int | None = None,
    ) -> list[T]:
        """Members from ``max`` down to ``min`` in byte order; supposes equal scores.

        Otherwise as :meth:`zrangebylex`.

        Redis: ``ZREVRANGEBYLEX key max min [LIMIT offset count]``.
        """
    def zlexcount(self, key: Key, min: Value, max: Value) -> int:
        """How many members stand from ``min`` to ``max`` in byte order.

        Limits are as for :meth:`zrangebylex`.

        Redis: ``ZLEXCOUNT key min max``.
        """
    def zremrangebyrank(self, key: Key, start: int, stop: int) -> int:
        """Remove the members from place ``start`` to ``stop``; returns how many went.

        Both places are included, lowest score first; negative ones count from the
        end. A sorted set that becomes empty is removed.

        Redis: ``ZREMRANGEBYRANK key start stop``.
        """
    def zremrangebyscore(self, key: Key, min: Value, max: Value) -> int:
        """Remove the members with a score from ``min`` to ``max``; returns how many went.

        Limits are as for :meth:`zrangebyscore`. A sorted set that becomes empty is
        removed.

        Redis: ``ZREMRANGEBYSCORE key min max``.
        """
    def zremrangebylex(self, key: Key, min: Value, max: Value) -> int:
        """Remove the members from ``min`` to ``max`` in byte order; how many went.

        Limits are as for :meth:`zrangebylex`. A sorted set that becomes empty is
        removed.

        Redis: ``ZREMRANGEBYLEX key min max``.
        """
    def zrangestore(
        self,
        destination: Key,
        source: Key,
        start: Value,
        stop: Value,
        *,
        by: Literal["rank", "score", "lex"] = "rank",
        desc: bool = False,
        offset: int | None = None,
        num: int | None = None,
    ) -> int:
        """Store :meth:`zrange`'s answer, with scores, at a key; returns its length.

        What ``destination`` held is lost; nothing to store removes it. Raises
        WrongTypeError if ``source`` holds something else than a sorted set.

        Redis: ``ZRANGESTORE destination source start stop [BYSCORE | BYLEX] [REV] [LIMIT offset count]``.
        """
    @overload
    def zunion(
        self,
        *keys: Key,
        weights: Iterable[float] | None = None,
        aggregate: Literal["sum", "min", "max"] | None = None,
        withscores: Literal[False] = False,
    ) -> list[T]:
        """The members that any of the sorted sets has, lowest score first.

        Scores are first multiplied with their set's weight (one for each key, 1 if
        not given), then those of one member become their sum, or with ``aggregate``
        the least or greatest of them. Plain sets count as scores of 1. With
        ``withscores`` a list of ``(member, score)``. Raises CommandError if there
        are not as many weights as keys, WrongTypeError if a key holds something else.

        Redis: ``ZUNION numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE SUM | MIN | MAX] [WITHSCORES]``.
        """
    @overload
    def zunion(
        self,
        *keys: Key,
        weights: Iterable[float] | None = None,
        aggregate: Literal["sum", "min", "max"] | None = None,
        withscores: Literal[True],
    ) -> list[tuple[T, float]]: ...
    @overload
    def zinter(
        self,
        *keys: Key,
        weights: Iterable[float] | None = None,
        aggregate: Literal["sum", "min", "max"] | None = None,
        withscores: Literal[False] = False,
    ) -> list[T]:
        """The members that all of the sorted sets have, lowest score first.

        Scores are made as for :meth:`zunion`.

        Redis: ``ZINTER numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE SUM | MIN | MAX] [WITHSCORES]``.
        """
    @overload
    def zinter(
        self,
        *keys: Key,
        weights: Iterable[float] | None = None,
        aggregate: Literal["sum", "min", "max"] | None = None,
        withscores: Literal[True],
    ) -> list[tuple[T, float]]: ...
    @overload
    def zdiff(self, *keys: Key, withscores: Literal[False] = False) -> list[T]:
        """The members of the first sorted set that no other one has, lowest score first.

        They keep their scores. Plain sets count as scores of 1. With ``withscores``
        a list of ``(member, score)``. Raises WrongTypeError if a key holds something
        else.

        Redis: ``ZDIFF numkeys key [key ...] [WITHSCORES]``.
        """
    @overload
    def zdiff(self, *keys: Key, withscores: Literal[True]) -> list[tuple[T, float]]: ...
    def zunionstore(
        self,
        destination: Key,
        *keys: Key,
        weights: Iterable[float] | None = None,
        aggregate: Literal["sum", "min", "max"] | None = None,
    ) -> int:
        """Store :meth:`zunion`'s answer at a key; returns how many members it has.

        What ``destination`` held is lost; an empty answer removes it.

        Redis: ``ZUNIONSTORE destination numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE SUM | MIN | MAX]``.
        """
    def zinterstore(
        self,
        destination: Key,
        *keys: Key,
        weights: Iterable[float] | None = None,
        aggregate: Literal["sum", "min", "max"] | None = None,
    ) -> int:
        """Store :meth:`zinter`'s answer at a key; returns how many members it has.

        What ``destination`` held is lost; an empty answer removes it.

        Redis: ``ZINTERSTORE destination numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE SUM | MIN | MAX]``.
        """
    def zdiffstore(self, destination: Key, *keys: Key) -> int:
        """Store :meth:`zdiff`'s answer at a key; returns how many members it has.

        What ``destination`` held is lost; an empty answer removes it.

        Redis: ``ZDIFFSTORE destination numkeys key [key ...]``.
        """
    def zintercard(self, *keys: Key, limit: int | None = None) -> int:
        """How many members all of the sorted sets have.

        Counting stops at ``limit``; 0 is no limit. Raises CommandError for a limit
        below zero, WrongTypeError if a key holds something else.

        Redis: ``ZINTERCARD numkeys key [key ...] [LIMIT limit]``.
        """
    def zmpop(
        self, *keys: Key, where: Literal["min", "max"], count: int | None = None
    ) -> tuple[T, list[tuple[T, float]]] | None:
        """Remove members from the first sorted set that has any.

        ``where`` says from which end, ``count`` how many (1). Returns the key and a
        list of ``(member, score)``, the end's own first; None if there is nothing. A
        sorted set that becomes empty is removed. Raises CommandError for a count
        below 1, WrongTypeError if a key before it holds something else.

        Redis: ``ZMPOP numkeys key [key ...] MIN | MAX [COUNT count]``.
        """
    def xadd(
        self,
        key: Key,
        fields: Fields,
        *,
        id: Value = "*",
        maxlen: int | None = None,
        minid: Value | None = None,
        approximate: bool = True,
        nomkstream: bool = False,
        limit: int | None = None,
    ) -> T | None:
        """Append an entry to a stream; returns its ID.

        ``id`` must be greater than all before; ``"*"`` takes the time, ``"5-*"`` the
        next sequence number of 5 milliseconds. ``maxlen`` then removes the oldest
        entries beyond this number, ``minid`` those before this ID: with
        ``approximate`` only where that is cheap, and at most ``limit``. With
        ``nomkstream`` a missing key stays missing and the result is None. Raises
        CommandError for an ID that is none or too small, WrongTypeError if the key
        holds something else.

        Redis: ``XADD key [NOMKSTREAM] [MAXLEN | MINID [= | ~] threshold [LIMIT count]] id field value [field value ...]``.
        """
    def xlen(self, key: Key) -> int:
        """How many entries a stream has, 0 for a missing key.

        Redis: ``XLEN key``.
        """
    def xrange(
        self, key: Key, min: Value = "-", max: Value = "+", count: int | None = None
    ) -> list[tuple[T, dict[T, T]]]:
        """Entries from ``min`` to ``max``, at most ``count``, oldest first.

        A list of ``(id, fields)``. ``"-"`` and ``"+"`` are no limit, ``"(5-1"``
        leaves 5-1 itself out.

        Redis: ``XRANGE key min max [COUNT count]``.
        """
    def xrevrange(
        self, key: Key, max: Value = "+", min: Value = "-", count: int | None = None
    ) -> list[tuple[T, dict[T, T]]]:
        """Entries from ``max`` down to ``min``, at most ``count``, newest first.

        A list of ``(id, fields)``. ``"-"`` and ``"+"`` are no limit, ``"(5-1"``
        leaves 5-1 itself out.

        Redis: ``XREVRANGE key max min [COUNT count]``.
        """
    def xdel(self, key: Key, *ids: Value) -> int:
        """Remove entries by their IDs; returns how many were there.

        A stream that becomes empty stays.

        Redis: ``XDEL key id [id ...]``.
        """
    def xtrim(
        self,
        key: Key,
        *,
        maxlen: int | None = None,
        minid: Value | None = None,
        approximate: bool = True,
        limit: int | None = None,
    ) -> int:
        """Remove the oldest entries of a stream; returns how many.

        ``maxlen`` is how many may stay, ``minid`` the least ID that stays; one of
        them is needed. With ``approximate`` entries go only where that is cheap
        (blocks of about a hundred), and at most ``limit``.

        Redis: ``XTRIM key MAXLEN | MINID [= | ~] threshold [LIMIT count]``.
        """
    def xread(
        self, streams: Fields, count: int | None = None, block: int | None = None
    ) -> dict[T, list[tuple[T, dict[T, T]]]]:
        """Entries after an ID, from several streams, at most ``count`` of each.

        ``streams`` maps keys to the last ID that is known; ``"$"`` stands for the
        last one there is. Returns ``{key: [(id, fields), …]}`` for the streams that
        have newer entries. If there are none it waits ``block`` milliseconds for
        them, 0 for no limit; without ``block``, and in a pipeline, it does not wait.

        Redis: ``XREAD [COUNT count] [BLOCK block] STREAMS key [key ...] id [id ...]``.
        """
    def xsetid(
        self,
        key: Key,
        last_id: Value,
        entries_added: int | None = None,
        max_deleted_id: Value | None = None,
    ) -> bool:
        """Set the last ID of a stream, and what it remembers of entries that are gone.

        Returns True. Raises CommandError if there is no such stream or it holds a
        greater ID.

        Redis: ``XSETID key last_id [ENTRIESADDED entries_added] [MAXDELETEDID max_deleted_id]``.
        """
    def xreadgroup(
        self,
        groupname: Value,
        consumername: Value,
        streams: Fields,
        count: int | None = None,
        block: int | None = None,
        noack: bool = False,
    ) -> dict[T, list[tuple[T, dict[T, T]]]]:
        """Entries of several streams as one consumer of a group.

        ``streams`` maps keys to ``">"`` for entries that no consumer got yet, or to
        an ID for what this consumer got after it and has not acknowledged; of an
        entry that is gone the fields are empty. At most ``count`` of each stream.
        With ``noack`` nothing needs to be acknowledged. Returns
        ``{key: [(id, fields), …]}``. If nothing is new it waits ``block``
        milliseconds for it, 0 for no limit; without ``block``, and in a pipeline, it
        does not wait. Raises ResponseError (``NOGROUP``) where there is no such group,
        or is no more (``UNBLOCKED`` if the stream is gone).

        Redis: ``XREADGROUP GROUP groupname consumername [COUNT count] [BLOCK block] [NOACK] STREAMS key [key ...] id [id ...]``.
        """
    def xack(self, key: Key, groupname: Value, *ids: Value) -> int:
        """Acknowledge entries; returns how many were pending.

        Redis: ``XACK key groupname id [id ...]``.
        """
    def xgroup_create(
        self,
        key: Key,
        groupname: Value,
        id: Value = "$",
        mkstream: bool = False,
        entries_read: int | None = None,
    ) -> bool:
        """Make a consumer group that reads on after ``id``, ``"$"`` the last one.

        With ``mkstream`` a missing stream is made. Returns True. Raises ResponseError
        (``BUSYGROUP``) if there is such a group, CommandError if there is no stream.

        Redis: ``XGROUP CREATE key groupname id [MKSTREAM] [ENTRIESREAD entries_read]``.
        """
    def xgroup_setid(
        self, key: Key, groupname: Value, id: Value, entries_read: int | None = None
    ) -> bool:
        """Let a group read on after another ID. Returns True.

        Raises ResponseError (``NOGROUP``) if there is no such group.

        Redis: ``XGROUP SETID key groupname id [ENTRIESREAD entries_read]``.
        """
    def xgroup_destroy(self, key: Key, groupname: Value) -> bool:
        """Remove a consumer group; whether there was one.

        Redis: ``XGROUP DESTROY key groupname``.
        """
    def xgroup_createconsumer(
        self, key: Key, groupname: Value, consumername: Value
    ) -> bool:
        """Make a consumer of a group; whether it is new.

        Redis: ``XGROUP CREATECONSUMER key groupname consumername``.
        """
    def xgroup_delconsumer(
        self, key: Key, groupname: Value, consumername: Value
    ) -> int:
        """Remove a consumer; returns how many entries it had not acknowledged.

        Nobody has them pending then.

        Redis: ``XGROUP DELCONSUMER key groupname consumername``.
        """
    @overload
    def xpending(self, key: Key, groupname: Value) -> PendingSummary[T]:
        """What a group has not acknowledged.

        A summary; with ``min``, ``max`` and ``count`` the entries between two IDs,
        perhaps only those of ``consumername``, or ``idle`` for so many milliseconds.
        Raises ResponseError (``NOGROUP``) if there is no such group.

        Redis: ``XPENDING key groupname [[IDLE idle] min max count [consumername]]``.
        """
    @overload
    def xpending(
        self,
        key: Key,
        groupname: Value,
        *,
        min: Value,
        max: Value,
        count: int,
        consumername: Value | None = None,
        idle: int | None = None,
    ) -> list[PendingEntry[T]]: ...
    def xinfo_groups(self, key: Key) -> list[GroupInfo[T]]:
        """The consumer groups of a stream; CommandError if there is no stream.

        Redis: ``XINFO GROUPS key``.
        """
    def xinfo_consumers(self, key: Key, groupname: Value) -> list[ConsumerInfo[T]]:
        """The consumers of a group.

        Raises CommandError if there is no stream, ResponseError (``NOGROUP``) if there
        is no such group.

        Redis: ``XINFO CONSUMERS key groupname``.
        """
    @overload
    def xclaim(
        self,
        key: Key,
        groupname: Value,
        consumername: Value,
        min_idle_time: int,
        *ids: Value,
        idle: int | None = None,
        time: int | None = None,
        retrycount: int | None = None,
        force: bool = False,
        justid: Literal[False] = False,
    ) -> list[tuple[T, dict[T, T]]]:
        """Take over entries that another consumer has not acknowledged.

        Only those that were delivered ``min_idle_time`` milliseconds ago or earlier.
        ``idle`` (milliseconds) or ``time`` (milliseconds since the epoch) says when
        they count as delivered, ``retrycount`` how often; with ``force`` entries that
        nobody had are taken too. Returns ``[(id, fields), …]``, with ``justid`` the
        IDs alone, which is not counted as a delivery. Raises ResponseError
        (``NOGROUP``) if there is no such group.

        Redis: ``XCLAIM key groupname consumername min_idle_time id [id ...] [IDLE idle] [TIME time] [RETRYCOUNT retrycount] [FORCE] [JUSTID] [LASTID lastid]``.
        """
    @overload
    def xclaim(
        self,
        key: Key,
        groupname: Value,
        consumername: Value,
        min_idle_time: int,
        *ids: Value,
        idle: int | None = None,
        time: int | None = None,
        retrycount: int | None = None,
        force: bool = False,
        justid: Literal[True],
    ) -> list[T]: ...
    @overload
    def xautoclaim(
        self,
        key: Key,
        groupname: Value,
        consumername: Value,
        min_idle_time: int,
        start: Value = "0-0",
        count: int | None = None,
        *,
        justid: Literal[False] = False,
    ) -> tuple[T, list[tuple[T, dict[T, T]]], list[T]]:
        """Take over entries that others have not acknowledged, from ``start`` on.

        Looks at those delivered ``min_idle_time`` milliseconds ago or earlier and
        takes at most ``count``, 100 if not given. Returns the ID to go on from
        (``"0-0"`` at the end), ``[(id, fields), …]`` or with ``justid`` the IDs alone,
        and the IDs of entries that are gone and were acknowledged. Raises
        ResponseError (``NOGROUP``) if there is no such group.

        Redis: ``XAUTOCLAIM key groupname consumername min_idle_time start [COUNT count] [JUSTID]``.
        """
    @overload
    def xautoclaim(
        self,
        key: Key,
        groupname: Value,
        consumername: Value,
        min_idle_time: int,
        start: Value = "0-0",
        count: int | None = None,
        *,
        justid: Literal[True],
    ) -> tuple[T, list[T], list[T]]: ...
    @overload
    def xinfo_stream(
        self, key: Key, *, full: Literal[False] = False, count: None = None
    ) -> StreamInfo[T]:
        """What a stream is: its length, its IDs, its first and last entry.

        With ``full`` its entries, groups and consumers, and what is pending with them:
        of each of these at most ``count``, 10 if not given, all for 0. Raises
        CommandError if there is no stream, WrongTypeError if the key holds something
        else.

        Redis: ``XINFO STREAM key [FULL [COUNT count]]``.
        """
    @overload
    def xinfo_stream(
        self, key: Key, *, full: Literal[True], count: int | None = None
    ) -> StreamDetails[T]: ...
    @overload
    def sort(
        self,
        key: Key,
        *,
        start: int | None = None,
        num: int | None = None,
        by: Key | None = None,
        get: None = None,
        desc: bool = False,
        alpha: bool = False,
        store: None = None,
    ) -> list[T]:
        """The elements of a list, a set or a sorted set in order.

        They are compared as numbers, with ``alpha`` as text: byte by byte up to a NUL,
        where a server goes by the language that it was started in. ``desc`` turns the
        order round; equal numbers are in the order of their text. ``start`` and
        ``num`` take a part of the result.

        ``by`` is a pattern whose first ``*`` stands for an element: what the key of
        that name holds is compared instead, ``"user:*->age"`` a field of a hash; what
        is missing counts as 0, or as the least text. A pattern without a ``*`` leaves
        the order as it is: a list's and a sorted set's own, none for a set. ``get``,
        one pattern or several, returns for each element what those keys hold, one
        after the other, None for what is missing; ``"#"`` is the element itself.

        With ``store`` the result becomes a list at that key, what is missing an empty
        string, and how long it is is returned; an empty one removes the key. A client
        with a prefix puts it before the patterns' keys too.

        Raises CommandError if something that is compared is no number, WrongTypeError
        if the key holds something else, and ArgumentValueError for a pattern with a
        ``*`` where the client's prefix itself has a ``*`` or NUL in it.

        Redis: ``SORT key [BY by] [LIMIT offset count] [GET get [GET get ...]] [ASC | DESC] [ALPHA] [STORE store]``.
        """
    @overload
    def sort(
        self,
        key: Key,
        *,
        start: int | None = None,
        num: int | None = None,
        by: Key | None = None,
        get: Key | Iterable[Key],
        desc: bool = False,
        alpha: bool = False,
        store: None = None,
    ) -> list[T | None]: ...
    @overload
    def sort(
        self,
        key: Key,
        *,
        start: int | None = None,
        num: int | None = None,
        by: Key | None = None,
        get: Key | Iterable[Key] | None = None,
        desc: bool = False,
        alpha: bool = False,
        store: Key,
    ) -> int: ...
    @overload
    def sort_ro(
        self,
        key: Key,
        *,
        start: int | None = None,
        num: int | None = None,
        by: Key | None = None,
        get: None = None,
        desc: bool = False,
        alpha: bool = False,
    ) -> list[T]:
        """As :meth:`sort` without ``store``: a command that only reads.

        Redis: ``SORT_RO key [BY by] [LIMIT offset count] [GET get [GET get ...]] [ASC | DESC] [ALPHA]``.
        """
    @overload
    def sort_ro(
        self,
        key: Key,
        *,
        start: int | None = None,
        num: int | None = None,
        by: Key | None = None,
        get: Key | Iterable[Key],
        desc: bool = False,
        alpha: bool = False,
    ) -> list[T | None]: ...
    def exists(self, *keys: Key) -> int:
        """How many of the keys are there. A key named twice counts twice.

        Redis: ``EXISTS key [key ...]``.
        """
    def delete(self, *keys: Key) -> int:
        """Remove keys; returns how many were there.

        Redis: ``DEL key [key ...]``.
        """
    def unlink(self, *keys: Key) -> int:
        """As :meth:`delete`; a server frees the memory in the background.

        Redis: ``UNLINK key [key ...]``.
        """
    def touch(self, *keys: Key) -> int:
        """Mark keys as used just now; returns how many are there.

        Redis: ``TOUCH key [key ...]``.
        """
    def key_type(self, key: Key) -> KeyType | None:
        """What a key holds: ``"string"``, ``"list"``, ``"set"``, ``"zset"``, ``"hash"``
        or ``"stream"``; None for a missing key.

        Redis: ``TYPE key``.
        """
    def rename(self, key: Key, newkey: Key) -> bool:
        """Rename a key, with its expiry; what ``newkey`` held is lost. Returns True.

        Raises CommandError if there is no such key.

        Redis: ``RENAME key newkey``.
        """
    def renamenx(self, key: Key, newkey: Key) -> bool:
        """As :meth:`rename`, unless ``newkey`` is there; returns whether it was done.

        Redis: ``RENAMENX key newkey``.
        """
    def copy(
        self,
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

        Redis: ``COPY source destination [DB destination_db] [REPLACE]``.
        """
    def randomkey(self) -> T | None:
        """The name of some key, None if there is none.

        Redis: ``RANDOMKEY``.
        """
    def keys_block(
        self, *, match: Key | None = None, filter_type: str | None = None
    ) -> list[T]:
        """The names of all keys, in no order, while everybody else waits.

        ``match`` is a glob pattern, ``filter_type`` a type as TYPE names it.

        Redis: ``KEYS pattern``.
        """
    def scan(
        self,
        cursor: int,
        *,
        match: Key | None = None,
        count: int | None = None,
        filter_type: str | None = None,
    ) -> tuple[int, list[T]]:
        """One page of the names of the keys: the next cursor, and names.

        Begin with cursor 0 and go on until 0 comes back. ``match`` is a glob
        pattern, ``filter_type`` a type as TYPE names it, ``count`` about how many
        keys to look at (10). A key that is there from the first call to the last is
        returned, perhaps more than once; a page may be empty. Raises CommandError
        for a cursor that is none.

        Redis: ``SCAN cursor [MATCH pattern] [COUNT count] [TYPE type]``.
        """
    def expire(
        self,
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

        Redis: ``EXPIRE key seconds [NX] [XX] [GT] [LT]``.
        """
    def pexpire(
        self,
        key: Key,
        milliseconds: int,
        *,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> bool:
        """Let a key expire in some milliseconds; returns whether it will.

        Redis: ``PEXPIRE key milliseconds [NX] [XX] [GT] [LT]``.
        """
    def expireat(
        self,
        key: Key,
        unix_seconds: int,
        *,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> bool:
        """Let a key expire at a time in seconds since the epoch; returns whether it will.

        Redis: ``EXPIREAT key unix_seconds [NX] [XX] [GT] [LT]``.
        """
    def pexpireat(
        self,
        key: Key,
        unix_milliseconds: int,
        *,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> bool:
        """Let a key expire at a time in milliseconds since the epoch.

        Redis: ``PEXPIREAT key unix_milliseconds [NX] [XX] [GT] [LT]``.
        """
    def persist(self, key: Key) -> bool:
        """Take a key's expiry away; returns whether it had one.

        Redis: ``PERSIST key``.
        """
    def ttl(self, key: Key) -> float | None:
        """The seconds until a key expires, with millisecond precision.

        -1.0 for a key that does not expire, None for a missing key.

        Redis: ``TTL key``.
        """
    def pttl(self, key: Key) -> int:
        """The milliseconds until a key expires; -1 if it stays, -2 if it is missing.

        Redis: ``PTTL key``.
        """
    def expiretime(self, key: Key) -> int:
        """When a key expires, in seconds since the epoch.

        -1 if it stays, -2 if it is missing.

        Redis: ``EXPIRETIME key``.
        """
    def pexpiretime(self, key: Key) -> int:
        """When a key expires, in milliseconds since the epoch.

        -1 if it stays, -2 if it is missing.

        Redis: ``PEXPIRETIME key``.
        """
    def object_encoding(self, key: Key) -> T | None:
        """How a server keeps a value in memory, such as ``"listpack"``; None for no key.

        The memory backend keeps values in ways of its own and names the encoding that
        a server with default settings gives to such a value when it is made.

        Redis: ``OBJECT ENCODING key``.
        """
    def object_refcount(self, key: Key) -> int | None:
        """How often a server refers to a value; None for no key.

        1, and 2147483647 for small whole numbers, which are shared by all keys.

        Redis: ``OBJECT REFCOUNT key``.
        """
    def object_freq(self, key: Key) -> int | None:
        """How often a key is used, on the logarithmic scale of a server; None for no key.

        Raises CommandError unless the server keeps count, which it does only while it
        evicts keys by that (``maxmemory-policy``); the memory backend never does.

        Redis: ``OBJECT FREQ key``.
        """
    def object_idletime(self, key: Key) -> int | None:
        """For how many seconds a key has not been used; None for no key.

        What only looks whether or what a key is (EXISTS, TYPE, TTL, OBJECT, SCAN) is no
        use of it; TOUCH is one. Seconds are whole, as a clock without a smaller hand
        counts them. On a server, keys that hold the same whole number below 10000 have
        one idle time. The memory backend takes notes from the first question on in a
        database, even one about no key: before, nothing is paid, from then on a simple
        command takes about 1.6 times as long. What was not used since then counts from
        then on. Raises CommandError if the server is configured to count uses instead.

        Redis: ``OBJECT IDLETIME key``.
        """
    def memory_usage(self, key: Key, *, samples: int | None = None) -> int | None:
        """An estimate of the bytes that a key and its value take; None for no key.

        Of many elements ``samples`` (5) speak for all, 0 looks at each. The memory
        backend, which keeps values in ways of its own, estimates what a server with
        default settings would take for such a value if it were new. Raises
        CommandError for ``samples`` below 0.

        Redis: ``MEMORY USAGE key [SAMPLES samples]``.
        """
    def dump(self, key: Key) -> bytes | None:
        """A value as bytes, without its expiry, for :meth:`restore`; None for no key.

        The bytes are those of Redis 7.0 and go to any server from 7.0 on. They are
        ``bytes`` for every client.

        Redis: ``DUMP key``.
        """
    def restore(
        self,
        key: Key,
        ttl: int,
        serialized: bytes,
        *,
        replace: bool = False,
        absttl: bool = False,
        idletime: int | None = None,
        frequency: int | None = None,
    ) -> bool:
        """Give a key the value that :meth:`dump` gave as bytes. Returns True.

        The key expires in ``ttl`` milliseconds, with ``absttl`` at that time in
        milliseconds since the epoch; 0 lets it stay. After a time that is past there
        is no key. ``idletime``, the seconds since the value was last used, or
        ``frequency``, how often it is used (0 to 255), is for a server that makes
        room by them.

        Raises ResponseError (``BUSYKEY``) if the key is there, unless ``replace`` is
        given, and CommandError for bytes that are damaged, of a newer server or of a
        module, which change nothing. What the checksum does not tell a server finds only
        with ``sanitize-dump-payload``; the memory backend always looks.

        Redis: ``RESTORE key ttl serialized [REPLACE] [ABSTTL] [IDLETIME idletime] [FREQ frequency]``.
        """
    def publish(self, channel: Key, message: Value) -> int:
        """Send a message to whoever listens on a channel; returns how many do.

        Redis: ``PUBLISH channel message``.
        """
    def spublish(self, shardchannel: Key, message: Value) -> int:
        """Send a message to whoever listens on a shard channel; returns how many do.

        Redis: ``SPUBLISH shardchannel message``.
        """
    def pubsub_channels(self, pattern: Key | None = None) -> list[T]:
        """The channels that somebody listens to, in no order.

        ``pattern`` is a glob pattern. Listeners by pattern do not count.

        Redis: ``PUBSUB CHANNELS [pattern]``.
        """
    def pubsub_numsub(self, *channels: Key) -> dict[T, int]:
        """How many listen to each channel; listeners by pattern do not count.

        Redis: ``PUBSUB NUMSUB [channel [channel ...]]``.
        """
    def pubsub_numpat(self) -> int:
        """How many patterns are listened to, whatever the client's prefix.

        Redis: ``PUBSUB NUMPAT``.
        """
    def pubsub_shardchannels(self, pattern: Key | None = None) -> list[T]:
        """The shard channels that somebody listens to, in no order.

        Redis: ``PUBSUB SHARDCHANNELS [pattern]``.
        """
    def pubsub_shardnumsub(self, *channels: Key) -> dict[T, int]:
        """How many listen to each shard channel.

        Redis: ``PUBSUB SHARDNUMSUB [channel [channel ...]]``.
        """
    def ping(self, message: Value | None = None) -> T:
        """``"PONG"``, or the message: a sign of life.

        Redis: ``PING [message]``.
        """
    def echo(self, message: Value) -> T:
        """The message.

        Redis: ``ECHO message``.
        """
    def time(self) -> tuple[int, int]:
        """The server's clock: seconds since the epoch, and microseconds since then.

        The memory backend's clock counts milliseconds.

        Redis: ``TIME``.
        """
    def wait(self, numreplicas: int, timeout: int) -> int:
        """Wait until so many replicas have got what was written; returns how many have.

        At most ``timeout`` milliseconds, 0 for no limit. On a server it speaks of the
        writes of one connection, and a client has many: after another call there is
        nothing to wait for. The memory backend has no replicas: 0, at once.

        Redis: ``WAIT numreplicas timeout``.
        """
    def dbsize(self) -> int:
        """How many keys there are; with a prefix, how many of that prefix.

        Redis: ``DBSIZE``.
        """
    def flushall(self) -> bool:
        """Remove every key of every database. Returns True.

        With a prefix, every key of that prefix.

        Redis: ``FLUSHALL [ASYNC | SYNC]``.
        """
    def flushdb(self) -> bool:
        """As :meth:`flushall`, for the client's database alone. Returns True.

        Redis: ``FLUSHDB [ASYNC | SYNC]``.
        """
    def move(self, key: Key, db: int) -> bool:
        """Move a key, with its expiry, to another database; returns whether it was done.

        It is not if the key is missing here, or there already. Raises CommandError if
        there is no such database, or it is the client's own.

        Redis: ``MOVE key db``.
        """
    def swapdb(self, index1: int, index2: int) -> bool:
        """Let two databases change places. Returns True.

        Clients of one see at once what was in the other. A prefix plays no part.
        Raises CommandError if there is no such database.

        Redis: ``SWAPDB index1 index2``.
        """

class AsyncRedisAPI(Face[T]):
    """The commands as coroutines."""

    @overload
    async def set_value(
        self,
        key: Key,
        value: Value,
        *,
        mode: RSetMode = "always",
        return_previous: Literal[False] = False,
        expire_timestamp: datetime | None = None,
        expire_in: float | None = None,
        keep_ttl: bool = False,
    ) -> bool:
        """Set a key to a string, whatever it held before.

        ``mode`` is ``"always"``, ``"if_missing"`` (NX) or ``"if_exists"`` (XX).
        ``expire_in`` is in seconds with millisecond precision, ``expire_timestamp``
        an aware or local datetime; without either the key stays, and ``keep_ttl``
        leaves its old expiry in place.

        Returns whether the key was set; with ``return_previous`` the old value, or
        None if there was none. Raises WrongTypeError if ``return_previous`` meets
        another type and CommandError for an expiry that is not positive.

        Redis: ``SET key value [NX | XX] [GET] [EX seconds | PX milliseconds | EXAT unix_seconds | PXAT unix_milliseconds | KEEPTTL]``.
        """
    @overload
    async def set_value(
        self,
        key: Key,
        value: Value,
        *,
        mode: RSetMode = "always",
        return_previous: Literal[True],
        expire_timestamp: datetime | None = None,
        expire_in: float | None = None,
        keep_ttl: bool = False,
    ) -> T | None: ...
    async def get_value(self, key: Key) -> T | None:
        """The string at a key, None if there is none.

        Raises WrongTypeError if the key holds something else.

        Redis: ``GET key``.
        """
    async def getdel(self, key: Key) -> T | None:
        """The string at a key, which is removed; None if there is none.

        Raises WrongTypeError if the key holds something else.

        Redis: ``GETDEL key``.
        """
    async def getset(self, key: Key, value: Value) -> T | None:
        """Set a key to a string; returns the string it held, None if there was none.

        The key stays from then on. Raises WrongTypeError if it holds something else.

        Redis: ``GETSET key value``.
        """
    async def getex(
        self,
        key: Key,
        *,
        expire_timestamp: datetime | None = None,
        expire_in: float | None = None,
        persist: bool = False,
    ) -> T | None:
        """The string at a key, whose expiry is set or taken away; None if there is none.

        ``expire_in`` is in seconds with millisecond precision, ``expire_timestamp``
        an aware or local datetime (one that is past removes the key), ``persist``
        lets the key stay; without any of them its expiry is left alone. Raises
        WrongTypeError if the key holds something else and CommandError for an
        expiry that is not positive.

        Redis: ``GETEX key [EX seconds | PX milliseconds | EXAT unix_seconds | PXAT unix_milliseconds | PERSIST]``.
        """
    async def mget(self, *keys: Key) -> dict[T, T | None]:
        """The strings at several keys, by key; None where there is none.

        Redis: ``MGET key [key ...]``.
        """
    async def mset(self, mapping: Fields) -> bool:
        """Set several keys to strings in one go; returns True.

        Redis: ``MSET key value [key value ...]``.
        """
    async def msetnx(self, mapping: Fields) -> bool:
        """Set several keys to strings if none of them is there; returns whether so.

        Redis: ``MSETNX key value [key value ...]``.
        """
    async def setex(self, key: Key, seconds: int, value: Value) -> bool:
        """Set a key to a string that expires in some seconds. Returns True.

        Raises CommandError if the seconds are not positive.

        Redis: ``SETEX key seconds value``.
        """
    async def psetex(self, key: Key, milliseconds: int, value: Value) -> bool:
        """Set a key to a string that expires in some milliseconds. Returns True.

        Raises CommandError if the milliseconds are not positive.

        Redis: ``PSETEX key milliseconds value``.
        """
    async def setnx(self, key: Key, value: Value) -> bool:
        """Set a key to a string if there is no such key; returns whether it was set.

        Redis: ``SETNX key value``.
        """
    async def append(self, key: Key, value: Value) -> int:
        """Append to the string at a key, which is created if missing.

        Returns the length in bytes afterwards. Raises WrongTypeError if the key
        holds something else.

        Redis: ``APPEND key value``.
        """
    async def strlen(self, key: Key) -> int:
        """The length in bytes of the string at a key, 0 for a missing key.

        Redis: ``STRLEN key``.
        """
    async def getrange(self, key: Key, start: int, end: int) -> T:
        """The bytes from ``start`` to ``end``, both included, negative from the end.

        Redis: ``GETRANGE key start end``.
        """
    async def substr(self, key: Key, start: int, end: int) -> T:
        """As :meth:`getrange`, of which it is the old name.

        Redis: ``SUBSTR key start end``.
        """
    async def setrange(self, key: Key, offset: int, value: Value) -> int:
        """Overwrite part of a string from ``offset`` bytes on, filling up with NULs.

        Returns the length in bytes afterwards. Raises CommandError if the offset is
        below zero or the result longer than 512 MiB.

        Redis: ``SETRANGE key offset value``.
        """
    async def incr(self, key: Key) -> int:
        """Add one to the number at a key, 0 if missing; returns the new number.

        Redis: ``INCR key``.
        """
    async def decr(self, key: Key) -> int:
        """Take one from the number at a key, 0 if missing; returns the new number.

        Redis: ``DECR key``.
        """
    @overload
    async def incrby(self, key: Key, increment: int) -> int:
        """Add to the number at a key, 0 if missing; returns the new number.

        An ``int`` adds exactly, in 64 bits; a ``float`` adds as INCRBYFLOAT does
        and gives a float. Raises CommandError if the value is no such number or the
        result does not fit, WrongTypeError if the key holds something else.

        Redis: ``INCRBY key increment``.
        """
    @overload
    async def incrby(self, key: Key, increment: float) -> float: ...
    async def decrby(self, key: Key, decrement: int) -> int:
        """Subtract from the number at a key, 0 if missing; returns the new number.

        Redis: ``DECRBY key decrement``.
        """
    async def incrbyfloat(self, key: Key, increment: float) -> float:
        """Add a number to the number at a key, 0 if missing; returns the new number.

        The store keeps decimal text with up to 17 digits after the point. Raises
        CommandError if the value is no number or the result is infinite.

        Redis: ``INCRBYFLOAT key increment``.
        """
    @overload
    async def lcs(self, key1: Key, key2: Key) -> T:
        """The longest subsequence of bytes that two strings have in common.

        With ``len`` its length in bytes only, with ``idx`` where its stretches stand
        in both strings: those of at least ``minmatchlen`` bytes, and their lengths
        too with ``withmatchlen``. A missing key counts as an empty string. Raises
        CommandError if a key holds something else, for ``len`` and ``idx`` together,
        and if the strings' lengths multiplied pass about 134 million.

        Redis: ``LCS key1 key2 [LEN] [IDX] [MINMATCHLEN minmatchlen] [WITHMATCHLEN]``.
        """
    @overload
    async def lcs(self, key1: Key, key2: Key, *, len: Literal[True]) -> int: ...
    @overload
    async def lcs(
        self,
        key1: Key,
        key2: Key,
        *,
        idx: Literal[True],
        minmatchlen: int | None = None,
        withmatchlen: bool = False,
    ) -> LcsMatches: ...
    async def setbit(self, key: Key, offset: int, value: int) -> int:
        """Set one bit, 0 or 1, of the string at a key, filling up with zeros.

        Returns the bit that was there before. ``offset`` counts bits, below 2^32.
        Raises CommandError for another offset or value, WrongTypeError if the key
        holds something else.

        Redis: ``SETBIT key offset value``.
        """
    async def getbit(self, key: Key, offset: int) -> int:
        """One bit of the string at a key; 0 beyond its end and for a missing key.

        Raises CommandError unless ``offset`` is from 0 to 2^32 - 1, WrongTypeError if
        the key holds something else.

        Redis: ``GETBIT key offset``.
        """
    async def bitcount(
        self,
        key: Key,
        start: int | None = None,
        end: int | None = None,
        mode: Literal["BYTE", "BIT"] | None = None,
    ) -> int:
        """How many bits are set in the string at a key, 0 for a missing key.

        ``start`` and ``end``, both or none, limit it; both are included and negative
        from the end. They count bytes, or bits if ``mode`` is ``"BIT"``. Raises
        CommandError for one limit without the other, WrongTypeError if the key holds
        something else.

        Redis: ``BITCOUNT key [start end [BYTE | BIT]]``.
        """
    async def bitpos(
        self,
        key: Key,
        bit: int,
        start: int | None = None,
        end: int | None = None,
        mode: Literal["BYTE", "BIT"] | None = None,
    ) -> int:
        """The place of the first bit that is ``bit``, in bits from the string's start.

        ``start`` and ``end`` limit the search; both are included and negative from
        the end. They count bytes, or bits if ``mode`` is ``"BIT"``. Returns -1 if
        there is none; a search for 0 without an ``end`` finds one behind the string.
        Raises CommandError for a bit that is neither 0 nor 1, WrongTypeError if the
        key holds something else.

        Redis: ``BITPOS key bit [start [end [BYTE | BIT]]]``.
        """
    async def bitop(
        self,
        operation: Literal["AND", "OR", "XOR", "NOT"],
        destination: Key,
        *keys: Key,
    ) -> int:
        """Combine strings bit by bit and keep the result, if it is not empty.

        Shorter strings and missing keys are filled up with zeros; ``"NOT"`` takes one
        key. What ``destination`` held is lost. Returns the result's length in bytes.
        Raises CommandError for another operation, WrongTypeError if a key holds
        something else.

        Redis: ``BITOP operation destination key [key ...]``.
        """
    async def bitfield(
        self, key: Key, *operations: BitfieldOperation
    ) -> list[int | None]:
        """Read and change whole numbers of any width anywhere in a string.

        Each operation is a tuple: ``("GET", type, offset)``, ``("SET", type, offset,
        value)``, ``("INCRBY", type, offset, increment)`` or ``("OVERFLOW", how)`` for
        those that follow. A type is ``"u1"`` to ``"u63"`` or ``"i1"`` to ``"i64"``; an
        offset is in bits, or in widths of the type if written ``"#2"``. A number that
        does not fit wraps around (``"WRAP"``), stays at the limit (``"SAT"``) or
        changes nothing (``"FAIL"``).

        Returns the number read by GET, the one before by SET, the one after by
        INCRBY, and None where FAIL changed nothing. Raises CommandError for what is
        no operation, WrongTypeError if the key holds something else.

        Redis: ``BITFIELD key [GET encoding offset | SET encoding offset value | INCRBY encoding offset increment | OVERFLOW WRAP | SAT | FAIL [GET encoding offset | SET encoding offset value | INCRBY encoding offset increment | OVERFLOW WRAP | SAT | FAIL ...]]``.
        """
    async def bitfield_ro(
        self, key: Key, *operations: BitfieldOperation
    ) -> list[int | None]:
        """Read whole numbers of any width anywhere in a string.

        As :meth:`bitfield`, with nothing but ``("GET", type, offset)``.

        Redis: ``BITFIELD_RO key [GET encoding offset [GET encoding offset ...]]``.
        """
    async def pfadd(self, key: Key, *elements: Value) -> bool:
        """Count elements; returns whether the key was made or the count may be another.

        Raises WrongTypeError if the key holds something else.

        Redis: ``PFADD key [element [element ...]]``.
        """
    async def pfcount(self, *keys: Key) -> int:
        """About how many different elements were counted at the keys together.

        The standard error is 0.81 percent; 0 for missing keys. Raises WrongTypeError
        if a key holds something else.

        Redis: ``PFCOUNT key [key ...]``.
        """
    async def pfmerge(self, destination: Key, *keys: Key) -> bool:
        """Add to ``destination`` what was counted at the other keys; returns True.

        Raises WrongTypeError if a key holds something else.

        Redis: ``PFMERGE destination [key [key ...]]``.
        """
    async def geoadd(
        self,
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

        Redis: ``GEOADD key [NX] [XX] [CH] longitude latitude member [longitude latitude member ...]``.
        """
    async def geopos(
        self, key: Key, *members: Value
    ) -> list[tuple[float, float] | None]:
        """Longitude and latitude of members in degrees, None for one that is not there.

        They are those of the score, which is exact to 0.6 metres. Raises
        WrongTypeError if the key holds something else.

        Redis: ``GEOPOS key [member [member ...]]``.
        """
    async def geohash(self, key: Key, *members: Value) -> list[T | None]:
        """Positions of members as Geohash texts, None for one that is not there.

        Raises WrongTypeError if the key holds something else.

        Redis: ``GEOHASH key [member [member ...]]``.
        """
    async def geodist(
        self, key: Key, member1: Value, member2: Value, unit: Unit = "m"
    ) -> float | None:
        """The distance of two members, to four decimals; None if one is not there.

        Raises CommandError for another unit, WrongTypeError if the key holds
        something else.

        Redis: ``GEODIST key member1 member2 [M | KM | FT | MI]``.
        """
    @overload
    async def geosearch(
        self,
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
    ) -> list[T]:
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

        Redis: ``GEOSEARCH key FROMMEMBER member | FROMLONLAT longitude latitude BYRADIUS radius unit | BYBOX width height unit [ASC | DESC] [COUNT count [ANY]] [WITHCOORD] [WITHDIST] [WITHHASH]``.
        """
    @overload
    async def geosearch(
        self,
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
    ) -> list[Place[T]]: ...
    @overload
    async def geosearch(
        self,
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
    ) -> list[Place[T]]: ...
    @overload
    async def geosearch(
        self,
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
    ) -> list[Place[T]]: ...
    async def geosearchstore(
        self,
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

        Redis: ``GEOSEARCHSTORE destination source FROMMEMBER member | FROMLONLAT longitude latitude BYRADIUS radius unit | BYBOX width height unit [ASC | DESC] [COUNT count [ANY]] [STOREDIST]``.
        """
    @overload
    async def georadius(
        self,
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
    ) -> list[T]:
        """Members in a circle around a position; new code uses :meth:`geosearch`.

        ``radius`` is in ``unit``; the options and the result are those of
        :meth:`geosearch`.

        With ``store`` or ``store_dist`` the members are kept in another sorted set, by
        position or by distance, and the result is how many they are.

        Raises CommandError for an invalid position, radius or unit, WrongTypeError if
        the key holds something else.

        Redis: ``GEORADIUS key longitude latitude radius unit [ASC | DESC] [COUNT count [ANY]] [WITHCOORD] [WITHDIST] [WITHHASH] [STORE storekey | STOREDIST storekey]``.
        """
    @overload
    async def georadius(
        self,
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
    ) -> list[Place[T]]: ...
    @overload
    async def georadius(
        self,
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
    ) -> list[Place[T]]: ...
    @overload
    async def georadius(
        self,
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
    ) -> list[Place[T]]: ...
    @overload
    async def georadius(
        self,
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
    async def georadius(
        self,
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
    @overload
    async def georadius_ro(
        self,
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
    ) -> list[T]:
        """As :meth:`georadius`, without storing.

        Redis: ``GEORADIUS_RO key longitude latitude radius unit [ASC | DESC] [COUNT count [ANY]] [WITHCOORD] [WITHDIST] [WITHHASH]``.
        """
    @overload
    async def georadius_ro(
        self,
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
    ) -> list[Place[T]]: ...
    @overload
    async def georadius_ro(
        self,
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
    ) -> list[Place[T]]: ...
    @overload
    async def georadius_ro(
        self,
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
    ) -> list[Place[T]]: ...
    @overload
    async def georadiusbymember(
        self,
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
    ) -> list[T]:
        """Members in a circle around a member; new code uses :meth:`geosearch`.

        ``radius`` is in ``unit``; the options and the result are those of
        :meth:`geosearch`.

        With ``store`` or ``store_dist`` the members are kept in another sorted set, by
        position or by distance, and the result is how many they are.

        Raises CommandError if the member is not there or for an invalid radius or
        unit, WrongTypeError if the key holds something else.

        Redis: ``GEORADIUSBYMEMBER key member radius unit [ASC | DESC] [COUNT count [ANY]] [WITHCOORD] [WITHDIST] [WITHHASH] [STORE storekey | STOREDIST storekey]``.
        """
    @overload
    async def georadiusbymember(
        self,
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
    ) -> list[Place[T]]: ...
    @overload
    async def georadiusbymember(
        self,
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
    ) -> list[Place[T]]: ...
    @overload
    async def georadiusbymember(
        self,
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
    ) -> list[Place[T]]: ...
    @overload
    async def georadiusbymember(
        self,
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
    async def georadiusbymember(
        self,
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
    @overload
    async def georadiusbymember_ro(
        self,
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
    ) -> list[T]:
        """As :meth:`georadiusbymember`, without storing.

        Redis: ``GEORADIUSBYMEMBER_RO key member radius unit [ASC | DESC] [COUNT count [ANY]] [WITHCOORD] [WITHDIST] [WITHHASH]``.
        """
    @overload
    async def georadiusbymember_ro(
        self,
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
    ) -> list[Place[T]]: ...
    @overload
    async def georadiusbymember_ro(
        self,
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
    ) -> list[Place[T]]: ...
    @overload
    async def georadiusbymember_ro(
        self,
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
    ) -> list[Place[T]]: ...
    async def lpush(self, key: Key, *elements: Value) -> int:
        """Insert elements at the head of a list, one after the other.

        The last element given ends up first. A missing key is created. Returns the
        length of the list afterwards. Raises WrongTypeError if the key holds
        something else.

        Redis: ``LPUSH key element [element ...]``.
        """
    async def rpush(self, key: Key, *elements: Value) -> int:
        """Append elements to the tail of a list, in the order given.

        A missing key is created. Returns the length of the list afterwards. Raises
        WrongTypeError if the key holds something else.

        Redis: ``RPUSH key element [element ...]``.
        """
    async def lpushx(self, key: Key, *elements: Value) -> int:
        """As :meth:`lpush`, if there is such a list.

        Returns the length of the list afterwards, 0 if there is no such key. Raises
        WrongTypeError if the key holds something else.

        Redis: ``LPUSHX key element [element ...]``.
        """
    async def rpushx(self, key: Key, *elements: Value) -> int:
        """Append elements to the tail of a list if there is one.

        Returns the length of the list afterwards, 0 if there is no such key. Raises
        WrongTypeError if the key holds something else.

        Redis: ``RPUSHX key element [element ...]``.
        """
    @overload
    async def lpop(self, key: Key, count: None = None) -> T | None:
        """Remove and return the first element of a list, or the first ``count``.

        Without ``count`` the element, or None if there is none. With ``count`` a
        list of at most that many, empty if there is nothing. A list that becomes
        empty is removed. Raises WrongTypeError if the key holds something else and
        CommandError if ``count`` is below zero.

        Redis: ``LPOP key [count]``.
        """
    @overload
    async def lpop(self, key: Key, count: int) -> list[T]: ...
    @overload
    async def rpop(self, key: Key, count: None = None) -> T | None:
        """Remove and return the last element of a list, or the last ``count``.

        The last element comes first. Otherwise as :meth:`lpop`.

        Redis: ``RPOP key [count]``.
        """
    @overload
    async def rpop(self, key: Key, count: int) -> list[T]: ...
    async def llen(self, key: Key) -> int:
        """The length of a list, 0 for a missing key.

        Raises WrongTypeError if the key holds something else.

        Redis: ``LLEN key``.
        """
    async def lrange(self, key: Key, start: int, stop: int) -> list[T]:
        """The elements from ``start`` to ``stop``, both included.

        Positions count from 0; negative ones from the end, -1 being the last.
        Positions beyond the list are no error. Raises WrongTypeError if the key
        holds something else.

        Redis: ``LRANGE key start stop``.
        """
    async def lindex(self, key: Key, index: int) -> T | None:
        """The element at a position, None if there is none.

        Positions count from 0, negative ones from the end. Raises WrongTypeError if
        the key holds something else.

        Redis: ``LINDEX key index``.
        """
    async def lset(self, key: Key, index: int, element: Value) -> bool:
        """Replace the element at a position; returns True.

        Raises CommandError if there is no such key or the position is out of range,
        WrongTypeError if the key holds something else.

        Redis: ``LSET key index element``.
        """
    async def lrem(self, key: Key, count: int, element: Value) -> int:
        """Remove elements that equal ``element``; returns how many went.

        A positive ``count`` removes that many from the head, a negative one from
        the tail, 0 all. Raises WrongTypeError if the key holds something else.

        Redis: ``LREM key count element``.
        """
    async def ltrim(self, key: Key, start: int, stop: int) -> bool:
        """Keep only the elements from ``start`` to ``stop``, both included.

        Positions are as for :meth:`lrange`. Returns True. Raises WrongTypeError if
        the key holds something else.

        Redis: ``LTRIM key start stop``.
        """
    async def linsert(
        self, key: Key, where: Literal["before", "after"], pivot: Value, element: Value
    ) -> int:
        """Insert an element before or after the first one that equals ``pivot``.

        Returns the length of the list afterwards, -1 if no element equals
        ``pivot``, 0 if there is no such key. Raises WrongTypeError if the key holds
        something else.

        Redis: ``LINSERT key BEFORE | AFTER pivot element``.
        """
    async def rpoplpush(self, source: Key, destination: Key) -> T | None:
        """Move the last element of a list to the head of another, or of the same.

        Returns the element, None if there is no such list. Raises WrongTypeError if
        one of the keys holds something else.

        Redis: ``RPOPLPUSH source destination``.
        """
    async def lmove(
        self,
        source: Key,
        destination: Key,
        src: Literal["left", "right"] = "left",
        dest: Literal["left", "right"] = "right",
    ) -> T | None:
        """Move an element from an end of a list to an end of another, or of the same.

        Returns the element, None if there is no such list. Raises WrongTypeError if
        one of the keys holds something else.

        Redis: ``LMOVE source destination LEFT | RIGHT LEFT | RIGHT``.
        """
    @overload
    async def lpos(
        self,
        key: Key,
        element: Value,
        *,
        rank: int | None = None,
        count: None = None,
        maxlen: int | None = None,
    ) -> int | None:
        """The position of an element in a list, counted from 0 at the head.

        Without ``count`` the position of the first match, None if there is none.
        With ``count`` a list of the positions of so many matches, 0 for all of them.
        ``rank`` is which match comes first: 2 for the second, -1 for the last one,
        from which the search goes towards the head. ``maxlen`` is how many elements
        to compare at most, 0 for all. Raises WrongTypeError if the key holds
        something else and CommandError for a ``rank`` of 0 or a negative number
        elsewhere.

        Redis: ``LPOS key element [RANK rank] [COUNT count] [MAXLEN maxlen]``.
        """
    @overload
    async def lpos(
        self,
        key: Key,
        element: Value,
        *,
        rank: int | None = None,
        count: int,
        maxlen: int | None = None,
    ) -> list[int]: ...
    async def lmpop(
        self,
        *keys: Key,
        where: Literal["left", "right"] = "left",
        count: int | None = None,
    ) -> tuple[T, list[T]] | None:
        """Remove elements from the first list that has any.

        ``where`` says from which end, ``count`` how many (1). Returns the key and a
        list of the elements, the end's own first; None if there is nothing. A list
        that becomes empty is removed. Raises CommandError for a count below 1,
        WrongTypeError if a key before it holds something else.

        Redis: ``LMPOP numkeys key [key ...] LEFT | RIGHT [COUNT count]``.
        """
    async def blpop(self, *keys: Key, timeout: float = 0) -> tuple[T, T] | None:
        """Remove the first element of the first list that has any, or wait for one.

        Returns the key and the element, None after ``timeout`` seconds (0: no limit).
        Raises WrongTypeError if a key before it holds something else, CommandError
        for a time-out below zero.

        Redis: ``BLPOP key [key ...] timeout``.
        """
    async def brpop(self, *keys: Key, timeout: float = 0) -> tuple[T, T] | None:
        """As :meth:`blpop`, the last element.

        Redis: ``BRPOP key [key ...] timeout``.
        """
    async def blmove(
        self,
        source: Key,
        destination: Key,
        src: Literal["left", "right"] = "left",
        dest: Literal["left", "right"] = "right",
        *,
        timeout: float = 0,
    ) -> T | None:
        """Move an element from an end of a list to an end of another, or wait for one.

        Returns the element, None after ``timeout`` seconds (0: no limit). Raises
        WrongTypeError if one of the keys holds something else, CommandError for a
        time-out below zero.

        Redis: ``BLMOVE source destination LEFT | RIGHT LEFT | RIGHT timeout``.
        """
    async def brpoplpush(
        self, source: Key, destination: Key, *, timeout: float = 0
    ) -> T | None:
        """As :meth:`blmove` from the right end to the left one.

        Redis: ``BRPOPLPUSH source destination timeout``.
        """
    async def blmpop(
        self,
        *keys: Key,
        where: Literal["left", "right"] = "left",
        count: int | None = None,
        timeout: float = 0,
    ) -> tuple[T, list[T]] | None:
        """Remove elements from the first list that has any, or wait for them.

        ``where`` says from which end, ``count`` how many at most (1). Returns the key
        and a list of the elements, the end's own first; None after ``timeout`` seconds
        (0: no limit). Raises CommandError for a count below 1 or a time-out below
        zero, WrongTypeError if a key before it holds something else.

        Redis: ``BLMPOP timeout numkeys key [key ...] LEFT | RIGHT [COUNT count]``.
        """
    async def hset(self, key: Key, mapping: Fields) -> int:
        """Set fields of a hash, which is created if missing.

        Returns how many fields are new. Raises WrongTypeError if the key holds
        something else.

        Redis: ``HSET key field value [field value ...]``.
        """
    async def hmset(self, key: Key, mapping: Fields) -> bool:
        """As :meth:`hset`, which has replaced it. Returns True.

        Redis: ``HMSET key field value [field value ...]``.
        """
    async def hsetnx(self, key: Key, field: Key, value: Value) -> bool:
        """Set a field of a hash unless it is there; returns whether it was set.

        Redis: ``HSETNX key field value``.
        """
    async def hget(self, key: Key, field: Key) -> T | None:
        """The value of a field, None if there is none.

        Raises WrongTypeError if the key holds something else.

        Redis: ``HGET key field``.
        """
    async def hmget(self, key: Key, *fields: Key) -> dict[T, T | None]:
        """The values of several fields by field; None where there is none.

        Raises WrongTypeError if the key holds something else.

        Redis: ``HMGET key field [field ...]``.
        """
    async def hgetall(self, key: Key) -> dict[T, T]:
        """All fields and their values, empty for a missing key.

        Raises WrongTypeError if the key holds something else.

        Redis: ``HGETALL key``.
        """
    async def hdel(self, key: Key, *fields: Key) -> int:
        """Remove fields; returns how many were there.

        A hash that becomes empty is removed. Raises WrongTypeError if the key holds
        something else.

        Redis: ``HDEL key field [field ...]``.
        """
    async def hexists(self, key: Key, field: Key) -> bool:
        """Whether a hash has a field.

        Redis: ``HEXISTS key field``.
        """
    async def hlen(self, key: Key) -> int:
        """How many fields a hash has, 0 for a missing key.

        Redis: ``HLEN key``.
        """
    async def hstrlen(self, key: Key, field: Key) -> int:
        """The length in bytes of a field's value, 0 if there is none.

        Redis: ``HSTRLEN key field``.
        """
    async def hkeys(self, key: Key) -> list[T]:
        """The names of the fields, in no order.

        Redis: ``HKEYS key``.
        """
    async def hvals(self, key: Key) -> list[T]:
        """The values of the fields, in no order.

        Redis: ``HVALS key``.
        """
    @overload
    async def hincrby(self, key: Key, field: Key, increment: int) -> int:
        """Add to the number in a field, 0 if missing; returns the new number.

        An ``int`` adds exactly, in 64 bits; a ``float`` adds as HINCRBYFLOAT does
        and gives a float. Raises CommandError if the value is no such number or the
        result does not fit, WrongTypeError if the key holds something else.

        Redis: ``HINCRBY key field increment``.
        """
    @overload
    async def hincrby(self, key: Key, field: Key, increment: float) -> float: ...
    async def hincrbyfloat(self, key: Key, field: Key, increment: float) -> float:
        """Add a number to the number in a field, 0 if missing; returns the new number.

        The store keeps decimal text with up to 17 digits after the point.

        Redis: ``HINCRBYFLOAT key field increment``.
        """
    @overload
    async def hrandfield(
        self, key: Key, count: None = None, withvalues: Literal[False] = False
    ) -> T | None:
        """The name of a random field, or several; the hash stays as it is.

        A positive ``count`` gives that many different fields at most, a negative
        one exactly so many, perhaps repeated. With ``withvalues`` a list of
        ``(field, value)``. Raises WrongTypeError if the key holds something else.

        Redis: ``HRANDFIELD key [count] [WITHVALUES]``.
        """
    @overload
    async def hrandfield(
        self, key: Key, count: int, withvalues: Literal[False] = False
    ) -> list[T]: ...
    @overload
    async def hrandfield(
        self, key: Key, count: int, withvalues: Literal[True]
    ) -> list[tuple[T, T]]: ...
    async def hscan(
        self,
        key: Key,
        cursor: int,
        *,
        match: Key | None = None,
        count: int | None = None,
    ) -> tuple[int, dict[T, T]]:
        """One page of a hash: the next cursor, and fields with their values.

        Begin with cursor 0 and go on until 0 comes back. ``match`` is a glob pattern
        for the names, ``count`` about how many fields to look at (10); a small hash
        comes whole. A field that is there from the first call to the last is
        returned, perhaps more than once; a page may be empty. Raises CommandError
        for a cursor that is none, WrongTypeError if the key holds something else.

        Redis: ``HSCAN key cursor [MATCH match] [COUNT count]``.
        """
    async def sadd(self, key: Key, *members: Value) -> int:
        """Add members to a set, which is created if missing.

        Returns how many are new. Raises WrongTypeError if the key holds something
        else.

        Redis: ``SADD key member [member ...]``.
        """
    async def srem(self, key: Key, *members: Value) -> int:
        """Remove members from a set; returns how many were there.

        A set that becomes empty is removed. Raises WrongTypeError if the key holds
        something else.

        Redis: ``SREM key member [member ...]``.
        """
    async def sismember(self, key: Key, member: Value) -> bool:
        """Whether a set has a member.

        Raises WrongTypeError if the key holds something else.

        Redis: ``SISMEMBER key member``.
        """
    async def smismember(self, key: Key, *members: Value) -> list[bool]:
        """Whether a set has members, one answer for each.

        Raises WrongTypeError if the key holds something else.

        Redis: ``SMISMEMBER key member [member ...]``.
        """
    async def scard(self, key: Key) -> int:
        """How many members a set has, 0 for a missing key.

        Raises WrongTypeError if the key holds something else.

        Redis: ``SCARD key``.
        """
    async def smembers(self, key: Key) -> set[T]:
        """The members of a set, empty for a missing key.

        Raises WrongTypeError if the key holds something else.

        Redis: ``SMEMBERS key``.
        """
    async def smove(self, source: Key, destination: Key, member: Value) -> bool:
        """Move a member from one set to another; returns whether it was there.

        Redis: ``SMOVE source destination member``.
        """
    @overload
    async def spop(self, key: Key, count: None = None) -> T | None:
        """Remove and return a random member, or ``count`` different ones.

        Without ``count`` the member, or None if there is none. With ``count`` a
        set, empty if there is nothing. A set that becomes empty is removed.

        Redis: ``SPOP key [count]``.
        """
    @overload
    async def spop(self, key: Key, count: int) -> set[T]: ...
    @overload
    async def srandmember(self, key: Key, count: None = None) -> T | None:
        """A random member, or several; the set stays as it is.

        A positive ``count`` gives that many different members at most, a negative
        one exactly so many, perhaps repeated.

        Redis: ``SRANDMEMBER key [count]``.
        """
    @overload
    async def srandmember(self, key: Key, count: int) -> list[T]: ...
    async def sinter(self, *keys: Key) -> set[T]:
        """The members that all sets have.

        Raises WrongTypeError if a key holds something else.

        Redis: ``SINTER key [key ...]``.
        """
    async def sunion(self, *keys: Key) -> set[T]:
        """The members that any set has.

        Raises WrongTypeError if a key holds something else.

        Redis: ``SUNION key [key ...]``.
        """
    async def sdiff(self, *keys: Key) -> set[T]:
        """The members of the first set that no other one has.

        Raises WrongTypeError if a key holds something else.

        Redis: ``SDIFF key [key ...]``.
        """
    async def sinterstore(self, destination: Key, *keys: Key) -> int:
        """Store :meth:`sinter`'s answer at a key; returns how many members it has.

        Redis: ``SINTERSTORE destination key [key ...]``.
        """
    async def sunionstore(self, destination: Key, *keys: Key) -> int:
        """Store :meth:`sunion`'s answer at a key; returns how many members it has.

        Redis: ``SUNIONSTORE destination key [key ...]``.
        """
    async def sdiffstore(self, destination: Key, *keys: Key) -> int:
        """Store :meth:`sdiff`'s answer at a key; returns how many members it has.

        Redis: ``SDIFFSTORE destination key [key ...]``.
        """
    async def sscan(
        self,
        key: Key,
        cursor: int,
        *,
        match: Key | None = None,
        count: int | None = None,
    ) -> tuple[int, list[T]]:
        """One page of a set: the next cursor, and members.

        Begin with cursor 0 and go on until 0 comes back. ``match`` is a glob
        pattern, ``count`` about how many members to look at (10); a small set comes
        whole. A member that is there from the first call to the last is returned,
        perhaps more than once; a page may be empty. Raises CommandError for a cursor
        that is none, WrongTypeError if the key holds something else.

        Redis: ``SSCAN key cursor [MATCH match] [COUNT count]``.
        """
    async def sintercard(self, *keys: Key, limit: int | None = None) -> int:
        """How many members all sets have.

        Counting stops at ``limit``; 0 is no limit. Raises CommandError for a limit
        below zero, WrongTypeError if a key holds something else.

        Redis: ``SINTERCARD numkeys key [key ...] [LIMIT limit]``.
        """
    @overload
    async def zadd(
        self,
        key: Key,
        mapping: Scores,
        *,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
        ch: bool = False,
        incr: Literal[False] = False,
    ) -> int:
        """Add members with their scores to a sorted set, or change scores.

        ``nx`` only adds, ``xx`` only changes, ``gt`` and ``lt`` change only to a
        greater or lesser score. Returns how many members are new, with ``ch`` how
        many are new or changed. ``incr`` adds to the score of the only member given
        and returns the new score, None if the other options left it as it was.
        Raises CommandError for a score that is NaN, for options that exclude one
        another and for several members with ``incr``, WrongTypeError if the key
        holds something else.

        Redis: ``ZADD key [NX] [XX] [GT] [LT] [CH] [INCR] score member [score member ...]``.
        """
    @overload
    async def zadd(
        self,
        key: Key,
        mapping: Scores,
        *,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
        ch: bool = False,
        incr: Literal[True],
    ) -> float | None: ...
    async def zrem(self, key: Key, *members: Value) -> int:
        """Remove members; returns how many were there.

        A sorted set that becomes empty is removed.

        Redis: ``ZREM key member [member ...]``.
        """
    async def zcard(self, key: Key) -> int:
        """How many members a sorted set has, 0 for a missing key.

        Redis: ``ZCARD key``.
        """
    async def zscore(self, key: Key, member: Value) -> float | None:
        """The score of a member, None if there is none.

        Redis: ``ZSCORE key member``.
        """
    async def zmscore(self, key: Key, *members: Value) -> dict[T, float | None]:
        """The scores of several members by member; None where there is none.

        Raises WrongTypeError if the key holds something else.

        Redis: ``ZMSCORE key member [member ...]``.
        """
    async def zincrby(self, key: Key, increment: float, member: Value) -> float:
        """Add to the score of a member, 0 if missing; returns the new score.

        Raises CommandError if the result would be NaN.

        Redis: ``ZINCRBY key increment member``.
        """
    async def zrank(self, key: Key, member: Value) -> int | None:
        """The place of a member counted from 0, lowest score first; None if none.

        Redis: ``ZRANK key member``.
        """
    async def zrevrank(self, key: Key, member: Value) -> int | None:
        """The place of a member counted from 0, highest score first; None if none.

        Redis: ``ZREVRANK key member``.
        """
    async def zpop_max(self, key: Key, count: int = 1) -> list[tuple[T, float]]:
        """Remove and return the members with the highest scores, highest first.

        A list of ``(member, score)``, empty if there is nothing. A sorted set that
        becomes empty is removed.

        Redis: ``ZPOPMAX key [count]``.
        """
    async def zpop_min(self, key: Key, count: int = 1) -> list[tuple[T, float]]:
        """Remove and return the members with the lowest scores, lowest first.

        A list of ``(member, score)``, empty if there is nothing. A sorted set that
        becomes empty is removed.

        Redis: ``ZPOPMIN key [count]``.
        """
    @overload
    async def zrandmember(self, key: Key) -> T | None:
        """A random member, or several; the sorted set stays as it is.

        A positive ``count`` gives that many different members at most, a negative
        one exactly so many, perhaps repeated. With ``withscores`` a list of
        ``(member, score)``. Raises WrongTypeError if the key holds something else.

        Redis: ``ZRANDMEMBER key [count] [WITHSCORES]``.
        """
    @overload
    async def zrandmember(
        self, key: Key, count: int, withscores: Literal[False] = False
    ) -> list[T]: ...
    @overload
    async def zrandmember(
        self, key: Key, count: int, withscores: Literal[True]
    ) -> list[tuple[T, float]]: ...
    async def zscan(
        self,
        key: Key,
        cursor: int,
        *,
        match: Key | None = None,
        count: int | None = None,
    ) -> tuple[int, dict[T, float]]:
        """One page of a sorted set: the next cursor, and members with their scores.

        Begin with cursor 0 and go on until 0 comes back. ``match`` is a glob
        pattern, ``count`` about how many members to look at (10); a small sorted set
        comes whole. A member that is there from the first call to the last is
        returned, perhaps more than once; a page may be empty. Raises CommandError for
        a cursor that is none, WrongTypeError if the key holds something else.

        Redis: ``ZSCAN key cursor [MATCH match] [COUNT count]``.
        """
    async def bzpopmin(
        self, *keys: Key, timeout: float = 0
    ) -> tuple[T, T, float] | None:
        """Remove the lowest member of the first sorted set that has any, or wait for one.

        Returns the key, the member and its score, None after ``timeout`` seconds (0:
        no limit). Raises WrongTypeError if a key before it holds something else,
        CommandError for a time-out below zero.

        Redis: ``BZPOPMIN key [key ...] timeout``.
        """
    async def bzpopmax(
        self, *keys: Key, timeout: float = 0
    ) -> tuple[T, T, float] | None:
        """As :meth:`bzpopmin`, the highest member.

        Redis: ``BZPOPMAX key [key ...] timeout``.
        """
    async def bzmpop(
        self,
        *keys: Key,
        where: Literal["min", "max"],
        count: int | None = None,
        timeout: float = 0,
    ) -> tuple[T, list[tuple[T, float]]] | None:
        """Remove members from the first sorted set that has any, or wait for them.

        ``where`` says from which end, ``count`` how many at most (1). Returns the key
        and a list of ``(member, score)``, the end's own first; None after ``timeout``
        seconds (0: no limit). Raises CommandError for a count below 1 or a time-out
        below zero, WrongTypeError if a key before it holds something else.

        Redis: ``BZMPOP timeout numkeys key [key ...] MIN | MAX [COUNT count]``.
        """
    async def zcount(self, key: Key, min: Value, max: Value) -> int:
        """How many members have a score from ``min`` to ``max``.

        ``"-inf"`` and ``"+inf"`` are no limit; ``"(5"`` leaves 5 itself out.

        Redis: ``ZCOUNT key min max``.
        """
    @overload
    async def zrange(
        self,
        key: Key,
        start: Value,
        stop: Value,
        *,
        by: Literal["rank", "score", "lex"] = "rank",
        desc: bool = False,
        offset: int | None = None,
        num: int | None = None,
        withscores: Literal[False] = False,
    ) -> list[T]:
        """Members in order, from ``start`` to ``stop``.

        ``by="rank"`` takes places, both included, negative from the end.
        ``by="score"`` takes scores, ``"(5"`` leaving 5 itself out and ``"-inf"``,
        ``"+inf"`` for no limit. ``by="lex"`` takes ``"[a"`` and ``"(a"`` (included,
        left out), ``"-"`` and ``"+"`` for no limit, and supposes equal scores.
        ``desc`` goes from the highest down; give the higher limit first then.
        ``offset`` and ``num`` take a part of a range by score or lex. With
        ``withscores`` a list of ``(member, score)``.

        Redis: ``ZRANGE key start stop [BYSCORE | BYLEX] [REV] [LIMIT offset count] [WITHSCORES]``.
        """
    @overload
    async def zrange(
        self,
        key: Key,
        start: Value,
        stop: Value,
        *,
        by: Literal["rank", "score", "lex"] = "rank",
        desc: bool = False,
        offset: int | None = None,
        num: int | None = None,
        withscores: Literal[True],
    ) -> list[tuple[T, float]]: ...
    @overload
    async def zrevrange(
        self, key: Key, start: int, stop: int, *, withscores: Literal[False] = False
    ) -> list[T]:
        """Members from the highest score down, from ``start`` to ``stop``.

        Both places are included, negative ones count from the end. With
        ``withscores`` a list of ``(member, score)``. Raises WrongTypeError if the
        key holds something else. :meth:`zrange` with ``desc=True`` does the same.

        Redis: ``ZREVRANGE key start stop [WITHSCORES]``.
        """
    @overload
    async def zrevrange(
        self, key: Key, start: int, stop: int, *, withscores: Literal[True]
    ) -> list[tuple[T, float]]: ...
    @overload
    async def zrangebyscore(
        self,
        key: Key,
        min: Value,
        max: Value,
        *,
        offset: int | None = None,
        num: int | None = None,
        withscores: Literal[False] = False,
    ) -> list[T]:
        """Members with a score from ``min`` to ``max``, lowest score first.

        ``"-inf"`` and ``"+inf"`` are no limit; ``"(5"`` leaves 5 itself out.
        ``offset`` and ``num`` take a part of the range. With ``withscores`` a list of
        ``(member, score)``. Raises CommandError for a limit that is no number,
        WrongTypeError if the key holds something else.

        Redis: ``ZRANGEBYSCORE key min max [WITHSCORES] [LIMIT offset count]``.
        """
    @overload
    async def zrangebyscore(
        self,
        key: Key,
        min: Value,
        max: Value,
        *,
        offset: int | None = None,
        num: int | None = None,
        withscores: Literal[True],
    ) -> list[tuple[T, float]]: ...
    @overload
    async def zrevrangebyscore(
        self,
        key: Key,
        max: Value,
        min: Value,
        *,
        offset: int | None = None,
        num: int | None = None,
        withscores: Literal[False] = False,
    ) -> list[T]:
        """Members with a score from ``max`` down to ``min``, highest score first.

        Otherwise as :meth:`zrangebyscore`.

        Redis: ``ZREVRANGEBYSCORE key max min [WITHSCORES] [LIMIT offset count]``.
        """
    @overload
    async def zrevrangebyscore(
        self,
        key: Key,
        max: Value,
        min: Value,
        *,
        offset: int | None = None,
        num: int | None = None,
        withscores: Literal[True],
    ) -> list[tuple[T, float]]: ...
    async def zrangebylex(
        self,
        key: Key,
        min: Value,
        max: Value,
        *,
        offset: int | None = None,
        num: int | None = None,
    ) -> list[T]:
        """Members from ``min`` to ``max`` in byte order; supposes equal scores.

        ``"[a"`` and ``"(a"`` are limits (included, left out), ``"-"`` and ``"+"`` no
        limit. ``offset`` and ``num`` take a part of the range. Raises CommandError
        for a limit that is none of these, WrongTypeError if the key holds something
        else.

        Redis: ``ZRANGEBYLEX key min max [LIMIT offset count]``.
        """
    async def zrevrangebylex(
        self,
        key: Key,
        max: Value,
        min: Value,
        *,
        offset: int | None = None,
        num: int | None = None,
    ) -> list[T]:
        """Members from ``max`` down to ``min`` in byte order; supposes equal scores.

        Otherwise as :meth:`zrangebylex`.

        Redis: ``ZREVRANGEBYLEX key max min [LIMIT offset count]``.
        """
    async def zlexcount(self, key: Key, min: Value, max: Value) -> int:
        """How many members stand from ``min`` to ``max`` in byte order.

        Limits are as for :meth:`zrangebylex`.

        Redis: ``ZLEXCOUNT key min max``.
        """
    async def zremrangebyrank(self, key: Key, start: int, stop: int) -> int:
        """Remove the members from place ``start`` to ``stop``; returns how many went.

        Both places are included, lowest score first; negative ones count from the
        end. A sorted set that becomes empty is removed.

        Redis: ``ZREMRANGEBYRANK key start stop``.
        """
    async def zremrangebyscore(self, key: Key, min: Value, max: Value) -> int:
        """Remove the members with a score from ``min`` to ``max``; returns how many went.

        Limits are as for :meth:`zrangebyscore`. A sorted set that becomes empty is
        removed.

        Redis: ``ZREMRANGEBYSCORE key min max``.
        """
    async def zremrangebylex(self, key: Key, min: Value, max: Value) -> int:
        """Remove the members from ``min`` to ``max`` in byte order; how many went.

        Limits are as for :meth:`zrangebylex`. A sorted set that becomes empty is
        removed.

        Redis: ``ZREMRANGEBYLEX key min max``.
        """
    async def zrangestore(
        self,
        destination: Key,
        source: Key,
        start: Value,
        stop: Value,
        *,
        by: Literal["rank", "score", "lex"] = "rank",
        desc: bool = False,
        offset: int | None = None,
        num: int | None = None,
    ) -> int:
        """Store :meth:`zrange`'s answer, with scores, at a key; returns its length.

        What ``destination`` held is lost; nothing to store removes it. Raises
        WrongTypeError if ``source`` holds something else than a sorted set.

        Redis: ``ZRANGESTORE destination source start stop [BYSCORE | BYLEX] [REV] [LIMIT offset count]``.
        """
    @overload
    async def zunion(
        self,
        *keys: Key,
        weights: Iterable[float] | None = None,
        aggregate: Literal["sum", "min", "max"] | None = None,
        withscores: Literal[False] = False,
    ) -> list[T]:
        """The members that any of the sorted sets has, lowest score first.

        Scores are first multiplied with their set's weight (one for each key, 1 if
        not given), then those of one member become their sum, or with ``aggregate``
        the least or greatest of them. Plain sets count as scores of 1. With
        ``withscores`` a list of ``(member, score)``. Raises CommandError if there
        are not as many weights as keys, WrongTypeError if a key holds something else.

        Redis: ``ZUNION numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE SUM | MIN | MAX] [WITHSCORES]``.
        """
    @overload
    async def zunion(
        self,
        *keys: Key,
        weights: Iterable[float] | None = None,
        aggregate: Literal["sum", "min", "max"] | None = None,
        withscores: Literal[True],
    ) -> list[tuple[T, float]]: ...
    @overload
    async def zinter(
        self,
        *keys: Key,
        weights: Iterable[float] | None = None,
        aggregate: Literal["sum", "min", "max"] | None = None,
        withscores: Literal[False] = False,
    ) -> list[T]:
        """The members that all of the sorted sets have, lowest score first.

        Scores are made as for :meth:`zunion`.

        Redis: ``ZINTER numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE SUM | MIN | MAX] [WITHSCORES]``.
        """
    @overload
    async def zinter(
        self,
        *keys: Key,
        weights: Iterable[float] | None = None,
        aggregate: Literal["sum", "min", "max"] | None = None,
        withscores: Literal[True],
    ) -> list[tuple[T, float]]: ...
    @overload
    async def zdiff(self, *keys: Key, withscores: Literal[False] = False) -> list[T]:
        """The members of the first sorted set that no other one has, lowest score first.

        They keep their scores. Plain sets count as scores of 1. With ``withscores``
        a list of ``(member, score)``. Raises WrongTypeError if a key holds something
        else.

        Redis: ``ZDIFF numkeys key [key ...] [WITHSCORES]``.
        """
    @overload
    async def zdiff(
        self, *keys: Key, withscores: Literal[True]
    ) -> list[tuple[T, float]]: ...
    async def zunionstore(
        self,
        destination: Key,
        *keys: Key,
        weights: Iterable[float] | None = None,
        aggregate: Literal["sum", "min", "max"] | None = None,
    ) -> int:
        """Store :meth:`zunion`'s answer at a key; returns how many members it has.

        What ``destination`` held is lost; an empty answer removes it.

        Redis: ``ZUNIONSTORE destination numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE SUM | MIN | MAX]``.
        """
    async def zinterstore(
        self,
        destination: Key,
        *keys: Key,
        weights: Iterable[float] | None = None,
        aggregate: Literal["sum", "min", "max"] | None = None,
    ) -> int:
        """Store :meth:`zinter`'s answer at a key; returns how many members it has.

        What ``destination`` held is lost; an empty answer removes it.

        Redis: ``ZINTERSTORE destination numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE SUM | MIN | MAX]``.
        """
    async def zdiffstore(self, destination: Key, *keys: Key) -> int:
        """Store :meth:`zdiff`'s answer at a key; returns how many members it has.

        What ``destination`` held is lost; an empty answer removes it.

        Redis: ``ZDIFFSTORE destination numkeys key [key ...]``.
        """
    async def zintercard(self, *keys: Key, limit: int | None = None) -> int:
        """How many members all of the sorted sets have.

        Counting stops at ``limit``; 0 is no limit. Raises CommandError for a limit
        below zero, WrongTypeError if a key holds something else.

        Redis: ``ZINTERCARD numkeys key [key ...] [LIMIT limit]``.
        """
    async def zmpop(
        self, *keys: Key, where: Literal["min", "max"], count: int | None = None
    ) -> tuple[T, list[tuple[T, float]]] | None:
        """Remove members from the first sorted set that has any.

        ``where`` says from which end, ``count`` how many (1). Returns the key and a
        list of ``(member, score)``, the end's own first; None if there is nothing. A
        sorted set that becomes empty is removed. Raises CommandError for a count
        below 1, WrongTypeError if a key before it holds something else.

        Redis: ``ZMPOP numkeys key [key ...] MIN | MAX [COUNT count]``.
        """
    async def xadd(
        self,
        key: Key,
        fields: Fields,
        *,
        id: Value = "*",
        maxlen: int | None = None,
        minid: Value | None = None,
        approximate: bool = True,
        nomkstream: bool = False,
        limit: int | None = None,
    ) -> T | None:
        """Append an entry to a stream; returns its ID.

        ``id`` must be greater than all before; ``"*"`` takes the time, ``"5-*"`` the
        next sequence number of 5 milliseconds. ``maxlen`` then removes the oldest
        entries beyond this number, ``minid`` those before this ID: with
        ``approximate`` only where that is cheap, and at most ``limit``. With
        ``nomkstream`` a missing key stays missing and the result is None. Raises
        CommandError for an ID that is none or too small, WrongTypeError if the key
        holds something else.

        Redis: ``XADD key [NOMKSTREAM] [MAXLEN | MINID [= | ~] threshold [LIMIT count]] id field value [field value ...]``.
        """
    async def xlen(self, key: Key) -> int:
        """How many entries a stream has, 0 for a missing key.

        Redis: ``XLEN key``.
        """
    async def xrange(
        self, key: Key, min: Value = "-", max: Value = "+", count: int | None = None
    ) -> list[tuple[T, dict[T, T]]]:
        """Entries from ``min`` to ``max``, at most ``count``, oldest first.

        A list of ``(id, fields)``. ``"-"`` and ``"+"`` are no limit, ``"(5-1"``
        leaves 5-1 itself out.

        Redis: ``XRANGE key min max [COUNT count]``.
        """
    async def xrevrange(
        self, key: Key, max: Value = "+", min: Value = "-", count: int | None = None
    ) -> list[tuple[T, dict[T, T]]]:
        """Entries from ``max`` down to ``min``, at most ``count``, newest first.

        A list of ``(id, fields)``. ``"-"`` and ``"+"`` are no limit, ``"(5-1"``
        leaves 5-1 itself out.

        Redis: ``XREVRANGE key max min [COUNT count]``.
        """
    async def xdel(self, key: Key, *ids: Value) -> int:
        """Remove entries by their IDs; returns how many were there.

        A stream that becomes empty stays.

        Redis: ``XDEL key id [id ...]``.
        """
    async def xtrim(
        self,
        key: Key,
        *,
        maxlen: int | None = None,
        minid: Value | None = None,
        approximate: bool = True,
        limit: int | None = None,
    ) -> int:
        """Remove the oldest entries of a stream; returns how many.

        ``maxlen`` is how many may stay, ``minid`` the least ID that stays; one of
        them is needed. With ``approximate`` entries go only where that is cheap
        (blocks of about a hundred), and at most ``limit``.

        Redis: ``XTRIM key MAXLEN | MINID [= | ~] threshold [LIMIT count]``.
        """
    async def xread(
        self, streams: Fields, count: int | None = None, block: int | None = None
    ) -> dict[T, list[tuple[T, dict[T, T]]]]:
        """Entries after an ID, from several streams, at most ``count`` of each.

        ``streams`` maps keys to the last ID that is known; ``"$"`` stands for the
        last one there is. Returns ``{key: [(id, fields), …]}`` for the streams that
        have newer entries. If there are none it waits ``block`` milliseconds for
        them, 0 for no limit; without ``block``, and in a pipeline, it does not wait.

        Redis: ``XREAD [COUNT count] [BLOCK block] STREAMS key [key ...] id [id ...]``.
        """
    async def xsetid(
        self,
        key: Key,
        last_id: Value,
        entries_added: int | None = None,
        max_deleted_id: Value | None = None,
    ) -> bool:
        """Set the last ID of a stream, and what it remembers of entries that are gone.

        Returns True. Raises CommandError if there is no such stream or it holds a
        greater ID.

        Redis: ``XSETID key last_id [ENTRIESADDED entries_added] [MAXDELETEDID max_deleted_id]``.
        """
    async def xreadgroup(
        self,
        groupname: Value,
        consumername: Value,
        streams: Fields,
        count: int | None = None,
        block: int | None = None,
        noack: bool = False,
    ) -> dict[T, list[tuple[T, dict[T, T]]]]:
        """Entries of several streams as one consumer of a group.

        ``streams`` maps keys to ``">"`` for entries that no consumer got yet, or to
        an ID for what this consumer got after it and has not acknowledged; of an
        entry that is gone the fields are empty. At most ``count`` of each stream.
        With ``noack`` nothing needs to be acknowledged. Returns
        ``{key: [(id, fields), …]}``. If nothing is new it waits ``block``
        milliseconds for it, 0 for no limit; without ``block``, and in a pipeline, it
        does not wait. Raises ResponseError (``NOGROUP``) where there is no such group,
        or is no more (``UNBLOCKED`` if the stream is gone).

        Redis: ``XREADGROUP GROUP groupname consumername [COUNT count] [BLOCK block] [NOACK] STREAMS key [key ...] id [id ...]``.
        """
    async def xack(self, key: Key, groupname: Value, *ids: Value) -> int:
        """Acknowledge entries; returns how many were pending.

        Redis: ``XACK key groupname id [id ...]``.
        """
    async def xgroup_create(
        self,
        key: Key,
        groupname: Value,
        id: Value = "$",
        mkstream: bool = False,
        entries_read: int | None = None,
    ) -> bool:
        """Make a consumer group that reads on after ``id``, ``"$"`` the last one.

        With ``mkstream`` a missing stream is made. Returns True. Raises ResponseError
        (``BUSYGROUP``) if there is such a group, CommandError if there is no stream.

        Redis: ``XGROUP CREATE key groupname id [MKSTREAM] [ENTRIESREAD entries_read]``.
        """
    async def xgroup_setid(
        self, key: Key, groupname: Value, id: Value, entries_read: int | None = None
    ) -> bool:
        """Let a group read on after another ID. Returns True.

        Raises ResponseError (``NOGROUP``) if there is no such group.

        Redis: ``XGROUP SETID key groupname id [ENTRIESREAD entries_read]``.
        """
    async def xgroup_destroy(self, key: Key, groupname: Value) -> bool:
        """Remove a consumer group; whether there was one.

        Redis: ``XGROUP DESTROY key groupname``.
        """
    async def xgroup_createconsumer(
        self, key: Key, groupname: Value, consumername: Value
    ) -> bool:
        """Make a consumer of a group; whether it is new.

        Redis: ``XGROUP CREATECONSUMER key groupname consumername``.
        """
    async def xgroup_delconsumer(
        self, key: Key, groupname: Value, consumername: Value
    ) -> int:
        """Remove a consumer; returns how many entries it had not acknowledged.

        Nobody has them pending then.

        Redis: ``XGROUP DELCONSUMER key groupname consumername``.
        """
    @overload
    async def xpending(self, key: Key, groupname: Value) -> PendingSummary[T]:
        """What a group has not acknowledged.

        A summary; with ``min``, ``max`` and ``count`` the entries between two IDs,
        perhaps only those of ``consumername``, or ``idle`` for so many milliseconds.
        Raises ResponseError (``NOGROUP``) if there is no such group.

        Redis: ``XPENDING key groupname [[IDLE idle] min max count [consumername]]``.
        """
    @overload
    async def xpending(
        self,
        key: Key,
        groupname: Value,
        *,
        min: Value,
        max: Value,
        count: int,
        consumername: Value | None = None,
        idle: int | None = None,
    ) -> list[PendingEntry[T]]: ...
    async def xinfo_groups(self, key: Key) -> list[GroupInfo[T]]:
        """The consumer groups of a stream; CommandError if there is no stream.

        Redis: ``XINFO GROUPS key``.
        """
    async def xinfo_consumers(
        self, key: Key, groupname: Value
    ) -> list[ConsumerInfo[T]]:
        """The consumers of a group.

        Raises CommandError if there is no stream, ResponseError (``NOGROUP``) if there
        is no such group.

        Redis: ``XINFO CONSUMERS key groupname``.
        """
    @overload
    async def xclaim(
        self,
        key: Key,
        groupname: Value,
        consumername: Value,
        min_idle_time: int,
        *ids: Value,
        idle: int | None = None,
        time: int | None = None,
        retrycount: int | None = None,
        force: bool = False,
        justid: Literal[False] = False,
    ) -> list[tuple[T, dict[T, T]]]:
        """Take over entries that another consumer has not acknowledged.

        Only those that were delivered ``min_idle_time`` milliseconds ago or earlier.
        ``idle`` (milliseconds) or ``time`` (milliseconds since the epoch) says when
        they count as delivered, ``retrycount`` how often; with ``force`` entries that
        nobody had are taken too. Returns ``[(id, fields), …]``, with ``justid`` the
        IDs alone, which is not counted as a delivery. Raises ResponseError
        (``NOGROUP``) if there is no such group.

        Redis: ``XCLAIM key groupname consumername min_idle_time id [id ...] [IDLE idle] [TIME time] [RETRYCOUNT retrycount] [FORCE] [JUSTID] [LASTID lastid]``.
        """
    @overload
    async def xclaim(
        self,
        key: Key,
        groupname: Value,
        consumername: Value,
        min_idle_time: int,
        *ids: Value,
        idle: int | None = None,
        time: int | None = None,
        retrycount: int | None = None,
        force: bool = False,
        justid: Literal[True],
    ) -> list[T]: ...
    @overload
    async def xautoclaim(
        self,
        key: Key,
        groupname: Value,
        consumername: Value,
        min_idle_time: int,
        start: Value = "0-0",
        count: int | None = None,
        *,
        justid: Literal[False] = False,
    ) -> tuple[T, list[tuple[T, dict[T, T]]], list[T]]:
        """Take over entries that others have not acknowledged, from ``start`` on.

        Looks at those delivered ``min_idle_time`` milliseconds ago or earlier and
        takes at most ``count``, 100 if not given. Returns the ID to go on from
        (``"0-0"`` at the end), ``[(id, fields), …]`` or with ``justid`` the IDs alone,
        and the IDs of entries that are gone and were acknowledged. Raises
        ResponseError (``NOGROUP``) if there is no such group.

        Redis: ``XAUTOCLAIM key groupname consumername min_idle_time start [COUNT count] [JUSTID]``.
        """
    @overload
    async def xautoclaim(
        self,
        key: Key,
        groupname: Value,
        consumername: Value,
        min_idle_time: int,
        start: Value = "0-0",
        count: int | None = None,
        *,
        justid: Literal[True],
    ) -> tuple[T, list[T], list[T]]: ...
    @overload
    async def xinfo_stream(
        self, key: Key, *, full: Literal[False] = False, count: None = None
    ) -> StreamInfo[T]:
        """What a stream is: its length, its IDs, its first and last entry.

        With ``full`` its entries, groups and consumers, and what is pending with them:
        of each of these at most ``count``, 10 if not given, all for 0. Raises
        CommandError if there is no stream, WrongTypeError if the key holds something
        else.

        Redis: ``XINFO STREAM key [FULL [COUNT count]]``.
        """
    @overload
    async def xinfo_stream(
        self, key: Key, *, full: Literal[True], count: int | None = None
    ) -> StreamDetails[T]: ...
    @overload
    async def sort(
        self,
        key: Key,
        *,
        start: int | None = None,
        num: int | None = None,
        by: Key | None = None,
        get: None = None,
        desc: bool = False,
        alpha: bool = False,
        store: None = None,
    ) -> list[T]:
        """The elements of a list, a set or a sorted set in order.

        They are compared as numbers, with ``alpha`` as text: byte by byte up to a NUL,
        where a server goes by the language that it was started in. ``desc`` turns the
        order round; equal numbers are in the order of their text. ``start`` and
        ``num`` take a part of the result.

        ``by`` is a pattern whose first ``*`` stands for an element: what the key of
        that name holds is compared instead, ``"user:*->age"`` a field of a hash; what
        is missing counts as 0, or as the least text. A pattern without a ``*`` leaves
        the order as it is: a list's and a sorted set's own, none for a set. ``get``,
        one pattern or several, returns for each element what those keys hold, one
        after the other, None for what is missing; ``"#"`` is the element itself.

        With ``store`` the result becomes a list at that key, what is missing an empty
        string, and how long it is is returned; an empty one removes the key. A client
        with a prefix puts it before the patterns' keys too.

        Raises CommandError if something that is compared is no number, WrongTypeError
        if the key holds something else, and ArgumentValueError for a pattern with a
        ``*`` where the client's prefix itself has a ``*`` or NUL in it.

        Redis: ``SORT key [BY by] [LIMIT offset count] [GET get [GET get ...]] [ASC | DESC] [ALPHA] [STORE store]``.
        """
    @overload
    async def sort(
        self,
        key: Key,
        *,
        start: int | None = None,
        num: int | None = None,
        by: Key | None = None,
        get: Key | Iterable[Key],
        desc: bool = False,
        alpha: bool = False,
        store: None = None,
    ) -> list[T | None]: ...
    @overload
    async def sort(
        self,
        key: Key,
        *,
        start: int | None = None,
        num: int | None = None,
        by: Key | None = None,
        get: Key | Iterable[Key] | None = None,
        desc: bool = False,
        alpha: bool = False,
        store: Key,
    ) -> int: ...
    @overload
    async def sort_ro(
        self,
        key: Key,
        *,
        start: int | None = None,
        num: int | None = None,
        by: Key | None = None,
        get: None = None,
        desc: bool = False,
        alpha: bool = False,
    ) -> list[T]:
        """As :meth:`sort` without ``store``: a command that only reads.

        Redis: ``SORT_RO key [BY by] [LIMIT offset count] [GET get [GET get ...]] [ASC | DESC] [ALPHA]``.
        """
    @overload
    async def sort_ro(
        self,
        key: Key,
        *,
        start: int | None = None,
        num: int | None = None,
        by: Key | None = None,
        get: Key | Iterable[Key],
        desc: bool = False,
        alpha: bool = False,
    ) -> list[T | None]: ...
    async def exists(self, *keys: Key) -> int:
        """How many of the keys are there. A key named twice counts twice.

        Redis: ``EXISTS key [key ...]``.
        """
    async def delete(self, *keys: Key) -> int:
        """Remove keys; returns how many were there.

        Redis: ``DEL key [key ...]``.
        """
    async def unlink(self, *keys: Key) -> int:
        """As :meth:`delete`; a server frees the memory in the background.

        Redis: ``UNLINK key [key ...]``.
        """
    async def touch(self, *keys: Key) -> int:
        """Mark keys as used just now; returns how many are there.

        Redis: ``TOUCH key [key ...]``.
        """
    async def key_type(self, key: Key) -> KeyType | None:
        """What a key holds: ``"string"``, ``"list"``, ``"set"``, ``"zset"``, ``"hash"``
        or ``"stream"``; None for a missing key.

        Redis: ``TYPE key``.
        """
    async def rename(self, key: Key, newkey: Key) -> bool:
        """Rename a key, with its expiry; what ``newkey`` held is lost. Returns True.

        Raises CommandError if there is no such key.

        Redis: ``RENAME key newkey``.
        """
    async def renamenx(self, key: Key, newkey: Key) -> bool:
        """As :meth:`rename`, unless ``newkey`` is there; returns whether it was done.

        Redis: ``RENAMENX key newkey``.
        """
    async def copy(
        self,
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

        Redis: ``COPY source destination [DB destination_db] [REPLACE]``.
        """
    async def randomkey(self) -> T | None:
        """The name of some key, None if there is none.

        Redis: ``RANDOMKEY``.
        """
    async def keys_block(
        self, *, match: Key | None = None, filter_type: str | None = None
    ) -> list[T]:
        """The names of all keys, in no order, while everybody else waits.

        ``match`` is a glob pattern, ``filter_type`` a type as TYPE names it.

        Redis: ``KEYS pattern``.
        """
    async def scan(
        self,
        cursor: int,
        *,
        match: Key | None = None,
        count: int | None = None,
        filter_type: str | None = None,
    ) -> tuple[int, list[T]]:
        """One page of the names of the keys: the next cursor, and names.

        Begin with cursor 0 and go on until 0 comes back. ``match`` is a glob
        pattern, ``filter_type`` a type as TYPE names it, ``count`` about how many
        keys to look at (10). A key that is there from the first call to the last is
        returned, perhaps more than once; a page may be empty. Raises CommandError
        for a cursor that is none.

        Redis: ``SCAN cursor [MATCH pattern] [COUNT count] [TYPE type]``.
        """
    async def expire(
        self,
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

        Redis: ``EXPIRE key seconds [NX] [XX] [GT] [LT]``.
        """
    async def pexpire(
        self,
        key: Key,
        milliseconds: int,
        *,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> bool:
        """Let a key expire in some milliseconds; returns whether it will.

        Redis: ``PEXPIRE key milliseconds [NX] [XX] [GT] [LT]``.
        """
    async def expireat(
        self,
        key: Key,
        unix_seconds: int,
        *,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> bool:
        """Let a key expire at a time in seconds since the epoch; returns whether it will.

        Redis: ``EXPIREAT key unix_seconds [NX] [XX] [GT] [LT]``.
        """
    async def pexpireat(
        self,
        key: Key,
        unix_milliseconds: int,
        *,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> bool:
        """Let a key expire at a time in milliseconds since the epoch.

        Redis: ``PEXPIREAT key unix_milliseconds [NX] [XX] [GT] [LT]``.
        """
    async def persist(self, key: Key) -> bool:
        """Take a key's expiry away; returns whether it had one.

        Redis: ``PERSIST key``.
        """
    async def ttl(self, key: Key) -> float | None:
        """The seconds until a key expires, with millisecond precision.

        -1.0 for a key that does not expire, None for a missing key.

        Redis: ``TTL key``.
        """
    async def pttl(self, key: Key) -> int:
        """The milliseconds until a key expires; -1 if it stays, -2 if it is missing.

        Redis: ``PTTL key``.
        """
    async def expiretime(self, key: Key) -> int:
        """When a key expires, in seconds since the epoch.

        -1 if it stays, -2 if it is missing.

        Redis: ``EXPIRETIME key``.
        """
    async def pexpiretime(self, key: Key) -> int:
        """When a key expires, in milliseconds since the epoch.

        -1 if it stays, -2 if it is missing.

        Redis: ``PEXPIRETIME key``.
        """
    async def object_encoding(self, key: Key) -> T | None:
        """How a server keeps a value in memory, such as ``"listpack"``; None for no key.

        The memory backend keeps values in ways of its own and names the encoding that
        a server with default settings gives to such a value when it is made.

        Redis: ``OBJECT ENCODING key``.
        """
    async def object_refcount(self, key: Key) -> int | None:
        """How often a server refers to a value; None for no key.

        1, and 2147483647 for small whole numbers, which are shared by all keys.

        Redis: ``OBJECT REFCOUNT key``.
        """
    async def object_freq(self, key: Key) -> int | None:
        """How often a key is used, on the logarithmic scale of a server; None for no key.

        Raises CommandError unless the server keeps count, which it does only while it
        evicts keys by that (``maxmemory-policy``); the memory backend never does.

        Redis: ``OBJECT FREQ key``.
        """
    async def object_idletime(self, key: Key) -> int | None:
        """For how many seconds a key has not been used; None for no key.

        What only looks whether or what a key is (EXISTS, TYPE, TTL, OBJECT, SCAN) is no
        use of it; TOUCH is one. Seconds are whole, as a clock without a smaller hand
        counts them. On a server, keys that hold the same whole number below 10000 have
        one idle time. The memory backend takes notes from the first question on in a
        database, even one about no key: before, nothing is paid, from then on a simple
        command takes about 1.6 times as long. What was not used since then counts from
        then on. Raises CommandError if the server is configured to count uses instead.

        Redis: ``OBJECT IDLETIME key``.
        """
    async def memory_usage(self, key: Key, *, samples: int | None = None) -> int | None:
        """An estimate of the bytes that a key and its value take; None for no key.

        Of many elements ``samples`` (5) speak for all, 0 looks at each. The memory
        backend, which keeps values in ways of its own, estimates what a server with
        default settings would take for such a value if it were new. Raises
        CommandError for ``samples`` below 0.

        Redis: ``MEMORY USAGE key [SAMPLES samples]``.
        """
    async def dump(self, key: Key) -> bytes | None:
        """A value as bytes, without its expiry, for :meth:`restore`; None for no key.

        The bytes are those of Redis 7.0 and go to any server from 7.0 on. They are
        ``bytes`` for every client.

        Redis: ``DUMP key``.
        """
    async def restore(
        self,
        key: Key,
        ttl: int,
        serialized: bytes,
        *,
        replace: bool = False,
        absttl: bool = False,
        idletime: int | None = None,
        frequency: int | None = None,
    ) -> bool:
        """Give a key the value that :meth:`dump` gave as bytes. Returns True.

        The key expires in ``ttl`` milliseconds, with ``absttl`` at that time in
        milliseconds since the epoch; 0 lets it stay. After a time that is past there
        is no key. ``idletime``, the seconds since the value was last used, or
        ``frequency``, how often it is used (0 to 255), is for a server that makes
        room by them.

        Raises ResponseError (``BUSYKEY``) if the key is there, unless ``replace`` is
        given, and CommandError for bytes that are damaged, of a newer server or of a
        module, which change nothing. What the checksum does not tell a server finds only
        with ``sanitize-dump-payload``; the memory backend always looks.

        Redis: ``RESTORE key ttl serialized [REPLACE] [ABSTTL] [IDLETIME idletime] [FREQ frequency]``.
        """
    async def publish(self, channel: Key, message: Value) -> int:
        """Send a message to whoever listens on a channel; returns how many do.

        Redis: ``PUBLISH channel message``.
        """
    async def spublish(self, shardchannel: Key, message: Value) -> int:
        """Send a message to whoever listens on a shard channel; returns how many do.

        Redis: ``SPUBLISH shardchannel message``.
        """
    async def pubsub_channels(self, pattern: Key | None = None) -> list[T]:
        """The channels that somebody listens to, in no order.

        ``pattern`` is a glob pattern. Listeners by pattern do not count.

        Redis: ``PUBSUB CHANNELS [pattern]``.
        """
    async def pubsub_numsub(self, *channels: Key) -> dict[T, int]:
        """How many listen to each channel; listeners by pattern do not count.

        Redis: ``PUBSUB NUMSUB [channel [channel ...]]``.
        """
    async def pubsub_numpat(self) -> int:
        """How many patterns are listened to, whatever the client's prefix.

        Redis: ``PUBSUB NUMPAT``.
        """
    async def pubsub_shardchannels(self, pattern: Key | None = None) -> list[T]:
        """The shard channels that somebody listens to, in no order.

        Redis: ``PUBSUB SHARDCHANNELS [pattern]``.
        """
    async def pubsub_shardnumsub(self, *channels: Key) -> dict[T, int]:
        """How many listen to each shard channel.

        Redis: ``PUBSUB SHARDNUMSUB [channel [channel ...]]``.
        """
    async def ping(self, message: Value | None = None) -> T:
        """``"PONG"``, or the message: a sign of life.

        Redis: ``PING [message]``.
        """
    async def echo(self, message: Value) -> T:
        """The message.

        Redis: ``ECHO message``.
        """
    async def time(self) -> tuple[int, int]:
        """The server's clock: seconds since the epoch, and microseconds since then.

        The memory backend's clock counts milliseconds.

        Redis: ``TIME``.
        """
    async def wait(self, numreplicas: int, timeout: int) -> int:
        """Wait until so many replicas have got what was written; returns how many have.

        At most ``timeout`` milliseconds, 0 for no limit. On a server it speaks of the
        writes of one connection, and a client has many: after another call there is
        nothing to wait for. The memory backend has no replicas: 0, at once.

        Redis: ``WAIT numreplicas timeout``.
        """
    async def dbsize(self) -> int:
        """How many keys there are; with a prefix, how many of that prefix.

        Redis: ``DBSIZE``.
        """
    async def flushall(self) -> bool:
        """Remove every key of every database. Returns True.

        With a prefix, every key of that prefix.

        Redis: ``FLUSHALL [ASYNC | SYNC]``.
        """
    async def flushdb(self) -> bool:
        """As :meth:`flushall`, for the client's database alone. Returns True.

        Redis: ``FLUSHDB [ASYNC | SYNC]``.
        """
    async def move(self, key: Key, db: int) -> bool:
        """Move a key, with its expiry, to another database; returns whether it was done.

        It is not if the key is missing here, or there already. Raises CommandError if
        there is no such database, or it is the client's own.

        Redis: ``MOVE key db``.
        """
    async def swapdb(self, index1: int, index2: int) -> bool:
        """Let two databases change places. Returns True.

        Clients of one see at once what was in the other. A prefix plays no part.
        Raises CommandError if there is no such database.

        Redis: ``SWAPDB index1 index2``.
        """

class PipelineAPI(Face[T]):
    """The commands, queued: every method returns None."""

    def set_value(
        self,
        key: Key,
        value: Value,
        *,
        mode: RSetMode = "always",
        return_previous: bool = False,
        expire_timestamp: datetime | None = None,
        expire_in: float | None = None,
        keep_ttl: bool = False,
    ) -> None:
        """Set a key to a string, whatever it held before.

        ``mode`` is ``"always"``, ``"if_missing"`` (NX) or ``"if_exists"`` (XX).
        ``expire_in`` is in seconds with millisecond precision, ``expire_timestamp``
        an aware or local datetime; without either the key stays, and ``keep_ttl``
        leaves its old expiry in place.

        Returns whether the key was set; with ``return_previous`` the old value, or
        None if there was none. Raises WrongTypeError if ``return_previous`` meets
        another type and CommandError for an expiry that is not positive.

        Redis: ``SET key value [NX | XX] [GET] [EX seconds | PX milliseconds | EXAT unix_seconds | PXAT unix_milliseconds | KEEPTTL]``.
        """
    def get_value(self, key: Key) -> None:
        """The string at a key, None if there is none.

        Raises WrongTypeError if the key holds something else.

        Redis: ``GET key``.
        """
    def getdel(self, key: Key) -> None:
        """The string at a key, which is removed; None if there is none.

        Raises WrongTypeError if the key holds something else.

        Redis: ``GETDEL key``.
        """
    def getset(self, key: Key, value: Value) -> None:
        """Set a key to a string; returns the string it held, None if there was none.

        The key stays from then on. Raises WrongTypeError if it holds something else.

        Redis: ``GETSET key value``.
        """
    def getex(
        self,
        key: Key,
        *,
        expire_timestamp: datetime | None = None,
        expire_in: float | None = None,
        persist: bool = False,
    ) -> None:
        """The string at a key, whose expiry is set or taken away; None if there is none.

        ``expire_in`` is in seconds with millisecond precision, ``expire_timestamp``
        an aware or local datetime (one that is past removes the key), ``persist``
        lets the key stay; without any of them its expiry is left alone. Raises
        WrongTypeError if the key holds something else and CommandError for an
        expiry that is not positive.

        Redis: ``GETEX key [EX seconds | PX milliseconds | EXAT unix_seconds | PXAT unix_milliseconds | PERSIST]``.
        """
    def mget(self, *keys: Key) -> None:
        """The strings at several keys, by key; None where there is none.

        Redis: ``MGET key [key ...]``.
        """
    def mset(self, mapping: Fields) -> None:
        """Set several keys to strings in one go; returns True.

        Redis: ``MSET key value [key value ...]``.
        """
    def msetnx(self, mapping: Fields) -> None:
        """Set several keys to strings if none of them is there; returns whether so.

        Redis: ``MSETNX key value [key value ...]``.
        """
    def setex(self, key: Key, seconds: int, value: Value) -> None:
        """Set a key to a string that expires in some seconds. Returns True.

        Raises CommandError if the seconds are not positive.

        Redis: ``SETEX key seconds value``.
        """
    def psetex(self, key: Key, milliseconds: int, value: Value) -> None:
        """Set a key to a string that expires in some milliseconds. Returns True.

        Raises CommandError if the milliseconds are not positive.

        Redis: ``PSETEX key milliseconds value``.
        """
    def setnx(self, key: Key, value: Value) -> None:
        """Set a key to a string if there is no such key; returns whether it was set.

        Redis: ``SETNX key value``.
        """
    def append(self, key: Key, value: Value) -> None:
        """Append to the string at a key, which is created if missing.

        Returns the length in bytes afterwards. Raises WrongTypeError if the key
        holds something else.

        Redis: ``APPEND key value``.
        """
    def strlen(self, key: Key) -> None:
        """The length in bytes of the string at a key, 0 for a missing key.

        Redis: ``STRLEN key``.
        """
    def getrange(self, key: Key, start: int, end: int) -> None:
        """The bytes from ``start`` to ``end``, both included, negative from the end.

        Redis: ``GETRANGE key start end``.
        """
    def substr(self, key: Key, start: int, end: int) -> None:
        """As :meth:`getrange`, of which it is the old name.

        Redis: ``SUBSTR key start end``.
        """
    def setrange(self, key: Key, offset: int, value: Value) -> None:
        """Overwrite part of a string from ``offset`` bytes on, filling up with NULs.

        Returns the length in bytes afterwards. Raises CommandError if the offset is
        below zero or the result longer than 512 MiB.

        Redis: ``SETRANGE key offset value``.
        """
    def incr(self, key: Key) -> None:
        """Add one to the number at a key, 0 if missing; returns the new number.

        Redis: ``INCR key``.
        """
    def decr(self, key: Key) -> None:
        """Take one from the number at a key, 0 if missing; returns the new number.

        Redis: ``DECR key``.
        """
    def incrby(self, key: Key, increment: float) -> None:
        """Add to the number at a key, 0 if missing; returns the new number.

        An ``int`` adds exactly, in 64 bits; a ``float`` adds as INCRBYFLOAT does
        and gives a float. Raises CommandError if the value is no such number or the
        result does not fit, WrongTypeError if the key holds something else.

        Redis: ``INCRBY key increment``.
        """
    def decrby(self, key: Key, decrement: int) -> None:
        """Subtract from the number at a key, 0 if missing; returns the new number.

        Redis: ``DECRBY key decrement``.
        """
    def incrbyfloat(self, key: Key, increment: float) -> None:
        """Add a number to the number at a key, 0 if missing; returns the new number.

        The store keeps decimal text with up to 17 digits after the point. Raises
        CommandError if the value is no number or the result is infinite.

        Redis: ``INCRBYFLOAT key increment``.
        """
    def lcs(
        self,
        key1: Key,
        key2: Key,
        *,
        len: bool = False,
        idx: bool = False,
        minmatchlen: int | None = None,
        withmatchlen: bool = False,
    ) -> None:
        """The longest subsequence of bytes that two strings have in common.

        With ``len`` its length in bytes only, with ``idx`` where its stretches stand
        in both strings: those of at least ``minmatchlen`` bytes, and their lengths
        too with ``withmatchlen``. A missing key counts as an empty string. Raises
        CommandError if a key holds something else, for ``len`` and ``idx`` together,
        and if the strings' lengths multiplied pass about 134 million.

        Redis: ``LCS key1 key2 [LEN] [IDX] [MINMATCHLEN minmatchlen] [WITHMATCHLEN]``.
        """
    def setbit(self, key: Key, offset: int, value: int) -> None:
        """Set one bit, 0 or 1, of the string at a key, filling up with zeros.

        Returns the bit that was there before. ``offset`` counts bits, below 2^32.
        Raises CommandError for another offset or value, WrongTypeError if the key
        holds something else.

        Redis: ``SETBIT key offset value``.
        """
    def getbit(self, key: Key, offset: int) -> None:
        """One bit of the string at a key; 0 beyond its end and for a missing key.

        Raises CommandError unless ``offset`` is from 0 to 2^32 - 1, WrongTypeError if
        the key holds something else.

        Redis: ``GETBIT key offset``.
        """
    def bitcount(
        self,
        key: Key,
        start: int | None = None,
        end: int | None = None,
        mode: Literal["BYTE", "BIT"] | None = None,
    ) -> None:
        """How many bits are set in the string at a key, 0 for a missing key.

        ``start`` and ``end``, both or none, limit it; both are included and negative
        from the end. They count bytes, or bits if ``mode`` is ``"BIT"``. Raises
        CommandError for one limit without the other, WrongTypeError if the key holds
        something else.

        Redis: ``BITCOUNT key [start end [BYTE | BIT]]``.
        """
    def bitpos(
        self,
        key: Key,
        bit: int,
        start: int | None = None,
        end: int | None = None,
        mode: Literal["BYTE", "BIT"] | None = None,
    ) -> None:
        """The place of the first bit that is ``bit``, in bits from the string's start.

        ``start`` and ``end`` limit the search; both are included and negative from
        the end. They count bytes, or bits if ``mode`` is ``"BIT"``. Returns -1 if
        there is none; a search for 0 without an ``end`` finds one behind the string.
        Raises CommandError for a bit that is neither 0 nor 1, WrongTypeError if the
        key holds something else.

        Redis: ``BITPOS key bit [start [end [BYTE | BIT]]]``.
        """
    def bitop(
        self,
        operation: Literal["AND", "OR", "XOR", "NOT"],
        destination: Key,
        *keys: Key,
    ) -> None:
        """Combine strings bit by bit and keep the result, if it is not empty.

        Shorter strings and missing keys are filled up with zeros; ``"NOT"`` takes one
        key. What ``destination`` held is lost. Returns the result's length in bytes.
        Raises CommandError for another operation, WrongTypeError if a key holds
        something else.

        Redis: ``BITOP operation destination key [key ...]``.
        """
    def bitfield(self, key: Key, *operations: BitfieldOperation) -> None:
        """Read and change whole numbers of any width anywhere in a string.

        Each operation is a tuple: ``("GET", type, offset)``, ``("SET", type, offset,
        value)``, ``("INCRBY", type, offset, increment)`` or ``("OVERFLOW", how)`` for
        those that follow. A type is ``"u1"`` to ``"u63"`` or ``"i1"`` to ``"i64"``; an
        offset is in bits, or in widths of the type if written ``"#2"``. A number that
        does not fit wraps around (``"WRAP"``), stays at the limit (``"SAT"``) or
        changes nothing (``"FAIL"``).

        Returns the number read by GET, the one before by SET, the one after by
        INCRBY, and None where FAIL changed nothing. Raises CommandError for what is
        no operation, WrongTypeError if the key holds something else.

        Redis: ``BITFIELD key [GET encoding offset | SET encoding offset value | INCRBY encoding offset increment | OVERFLOW WRAP | SAT | FAIL [GET encoding offset | SET encoding offset value | INCRBY encoding offset increment | OVERFLOW WRAP | SAT | FAIL ...]]``.
        """
    def bitfield_ro(self, key: Key, *operations: BitfieldOperation) -> None:
        """Read whole numbers of any width anywhere in a string.

        As :meth:`bitfield`, with nothing but ``("GET", type, offset)``.

        Redis: ``BITFIELD_RO key [GET encoding offset [GET encoding offset ...]]``.
        """
    def pfadd(self, key: Key, *elements: Value) -> None:
        """Count elements; returns whether the key was made or the count may be another.

        Raises WrongTypeError if the key holds something else.

        Redis: ``PFADD key [element [element ...]]``.
        """
    def pfcount(self, *keys: Key) -> None:
        """About how many different elements were counted at the keys together.

        The standard error is 0.81 percent; 0 for missing keys. Raises WrongTypeError
        if a key holds something else.

        Redis: ``PFCOUNT key [key ...]``.
        """
    def pfmerge(self, destination: Key, *keys: Key) -> None:
        """Add to ``destination`` what was counted at the other keys; returns True.

        Raises WrongTypeError if a key holds something else.

        Redis: ``PFMERGE destination [key [key ...]]``.
        """
    def geoadd(
        self,
        key: Key,
        mapping: Places,
        *,
        nx: bool = False,
        xx: bool = False,
        ch: bool = False,
    ) -> None:
        """Add members at a longitude and latitude, in degrees, or move them.

        ``nx`` only adds, ``xx`` only moves. Returns how many members are new, with
        ``ch`` how many are new or moved. Raises CommandError for a longitude beyond
        180 degrees or a latitude beyond 85.05112878, WrongTypeError if the key holds
        something else.

        Redis: ``GEOADD key [NX] [XX] [CH] longitude latitude member [longitude latitude member ...]``.
        """
    def geopos(self, key: Key, *members: Value) -> None:
        """Longitude and latitude of members in degrees, None for one that is not there.

        They are those of the score, which is exact to 0.6 metres. Raises
        WrongTypeError if the key holds something else.

        Redis: ``GEOPOS key [member [member ...]]``.
        """
    def geohash(self, key: Key, *members: Value) -> None:
        """Positions of members as Geohash texts, None for one that is not there.

        Raises WrongTypeError if the key holds something else.

        Redis: ``GEOHASH key [member [member ...]]``.
        """
    def geodist(
        self, key: Key, member1: Value, member2: Value, unit: Unit = "m"
    ) -> None:
        """The distance of two members, to four decimals; None if one is not there.

        Raises CommandError for another unit, WrongTypeError if the key holds
        something else.

        Redis: ``GEODIST key member1 member2 [M | KM | FT | MI]``.
        """
    def geosearch(
        self,
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
    ) -> None:
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

        Redis: ``GEOSEARCH key FROMMEMBER member | FROMLONLAT longitude latitude BYRADIUS radius unit | BYBOX width height unit [ASC | DESC] [COUNT count [ANY]] [WITHCOORD] [WITHDIST] [WITHHASH]``.
        """
    def geosearchstore(
        self,
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
    ) -> None:
        """As :meth:`geosearch`, and keep the members found in another sorted set.

        Their scores are positions, with ``storedist`` distances in ``unit``. What
        ``destination`` held is lost. Returns how many members were found.

        Redis: ``GEOSEARCHSTORE destination source FROMMEMBER member | FROMLONLAT longitude latitude BYRADIUS radius unit | BYBOX width height unit [ASC | DESC] [COUNT count [ANY]] [STOREDIST]``.
        """
    def georadius(
        self,
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
    ) -> None:
        """Members in a circle around a position; new code uses :meth:`geosearch`.

        ``radius`` is in ``unit``; the options and the result are those of
        :meth:`geosearch`.

        With ``store`` or ``store_dist`` the members are kept in another sorted set, by
        position or by distance, and the result is how many they are.

        Raises CommandError for an invalid position, radius or unit, WrongTypeError if
        the key holds something else.

        Redis: ``GEORADIUS key longitude latitude radius unit [ASC | DESC] [COUNT count [ANY]] [WITHCOORD] [WITHDIST] [WITHHASH] [STORE storekey | STOREDIST storekey]``.
        """
    def georadius_ro(
        self,
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
    ) -> None:
        """As :meth:`georadius`, without storing.

        Redis: ``GEORADIUS_RO key longitude latitude radius unit [ASC | DESC] [COUNT count [ANY]] [WITHCOORD] [WITHDIST] [WITHHASH]``.
        """
    def georadiusbymember(
        self,
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
    ) -> None:
        """Members in a circle around a member; new code uses :meth:`geosearch`.

        ``radius`` is in ``unit``; the options and the result are those of
        :meth:`geosearch`.

        With ``store`` or ``store_dist`` the members are kept in another sorted set, by
        position or by distance, and the result is how many they are.

        Raises CommandError if the member is not there or for an invalid radius or
        unit, WrongTypeError if the key holds something else.

        Redis: ``GEORADIUSBYMEMBER key member radius unit [ASC | DESC] [COUNT count [ANY]] [WITHCOORD] [WITHDIST] [WITHHASH] [STORE storekey | STOREDIST storekey]``.
        """
    def georadiusbymember_ro(
        self,
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
    ) -> None:
        """As :meth:`georadiusbymember`, without storing.

        Redis: ``GEORADIUSBYMEMBER_RO key member radius unit [ASC | DESC] [COUNT count [ANY]] [WITHCOORD] [WITHDIST] [WITHHASH]``.
        """
    def lpush(self, key: Key, *elements: Value) -> None:
        """Insert elements at the head of a list, one after the other.

        The last element given ends up first. A missing key is created. Returns the
        length of the list afterwards. Raises WrongTypeError if the key holds
        something else.

        Redis: ``LPUSH key element [element ...]``.
        """
    def rpush(self, key: Key, *elements: Value) -> None:
        """Append elements to the tail of a list, in the order given.

        A missing key is created. Returns the length of the list afterwards. Raises
        WrongTypeError if the key holds something else.

        Redis: ``RPUSH key element [element ...]``.
        """
    def lpushx(self, key: Key, *elements: Value) -> None:
        """As :meth:`lpush`, if there is such a list.

        Returns the length of the list afterwards, 0 if there is no such key. Raises
        WrongTypeError if the key holds something else.

        Redis: ``LPUSHX key element [element ...]``.
        """
    def rpushx(self, key: Key, *elements: Value) -> None:
        """Append elements to the tail of a list if there is one.

        Returns the length of the list afterwards, 0 if there is no such key. Raises
        WrongTypeError if the key holds something else.

        Redis: ``RPUSHX key element [element ...]``.
        """
    def lpop(self, key: Key, count: int | None = None) -> None:
        """Remove and return the first element of a list, or the first ``count``.

        Without ``count`` the element, or None if there is none. With ``count`` a
        list of at most that many, empty if there is nothing. A list that becomes
        empty is removed. Raises WrongTypeError if the key holds something else and
        CommandError if ``count`` is below zero.

        Redis: ``LPOP key [count]``.
        """
    def rpop(self, key: Key, count: int | None = None) -> None:
        """Remove and return the last element of a list, or the last ``count``.

        The last element comes first. Otherwise as :meth:`lpop`.

        Redis: ``RPOP key [count]``.
        """
    def llen(self, key: Key) -> None:
        """The length of a list, 0 for a missing key.

        Raises WrongTypeError if the key holds something else.

        Redis: ``LLEN key``.
        """
    def lrange(self, key: Key, start: int, stop: int) -> None:
        """The elements from ``start`` to ``stop``, both included.

        Positions count from 0; negative ones from the end, -1 being the last.
        Positions beyond the list are no error. Raises WrongTypeError if the key
        holds something else.

        Redis: ``LRANGE key start stop``.
        """
    def lindex(self, key: Key, index: int) -> None:
        """The element at a position, None if there is none.

        Positions count from 0, negative ones from the end. Raises WrongTypeError if
        the key holds something else.

        Redis: ``LINDEX key index``.
        """
    def lset(self, key: Key, index: int, element: Value) -> None:
        """Replace the element at a position; returns True.

        Raises CommandError if there is no such key or the position is out of range,
        WrongTypeError if the key holds something else.

        Redis: ``LSET key index element``.
        """
    def lrem(self, key: Key, count: int, element: Value) -> None:
        """Remove elements that equal ``element``; returns how many went.

        A positive ``count`` removes that many from the head, a negative one from
        the tail, 0 all. Raises WrongTypeError if the key holds something else.

        Redis: ``LREM key count element``.
        """
    def ltrim(self, key: Key, start: int, stop: int) -> None:
        """Keep only the elements from ``start`` to ``stop``, both included.

        Positions are as for :meth:`lrange`. Returns True. Raises WrongTypeError if
        the key holds something else.

        Redis: ``LTRIM key start stop``.
        """
    def linsert(
        self, key: Key, where: Literal["before", "after"], pivot: Value, element: Value
    ) -> None:
        """Insert an element before or after the first one that equals ``pivot``.

        Returns the length of the list afterwards, -1 if no element equals
        ``pivot``, 0 if there is no such key. Raises WrongTypeError if the key holds
        something else.

        Redis: ``LINSERT key BEFORE | AFTER pivot element``.
        """
    def rpoplpush(self, source: Key, destination: Key) -> None:
        """Move the last element of a list to the head of another, or of the same.

        Returns the element, None if there is no such list. Raises WrongTypeError if
        one of the keys holds something else.

        Redis: ``RPOPLPUSH source destination``.
        """
    def lmove(
        self,
        source: Key,
        destination: Key,
        src: Literal["left", "right"] = "left",
        dest: Literal["left", "right"] = "right",
    ) -> None:
        """Move an element from an end of a list to an end of another, or of the same.

        Returns the element, None if there is no such list. Raises WrongTypeError if
        one of the keys holds something else.

        Redis: ``LMOVE source destination LEFT | RIGHT LEFT | RIGHT``.
        """
    def lpos(
        self,
        key: Key,
        element: Value,
        *,
        rank: int | None = None,
        count: int | None = None,
        maxlen: int | None = None,
    ) -> None:
        """The position of an element in a list, counted from 0 at the head.

        Without ``count`` the position of the first match, None if there is none.
        With ``count`` a list of the positions of so many matches, 0 for all of them.
        ``rank`` is which match comes first: 2 for the second, -1 for the last one,
        from which the search goes towards the head. ``maxlen`` is how many elements
        to compare at most, 0 for all. Raises WrongTypeError if the key holds
        something else and CommandError for a ``rank`` of 0 or a negative number
        elsewhere.

        Redis: ``LPOS key element [RANK rank] [COUNT count] [MAXLEN maxlen]``.
        """
    def lmpop(
        self,
        *keys: Key,
        where: Literal["left", "right"] = "left",
        count: int | None = None,
    ) -> None:
        """Remove elements from the first list that has any.

        ``where`` says from which end, ``count`` how many (1). Returns the key and a
        list of the elements, the end's own first; None if there is nothing. A list
        that becomes empty is removed. Raises CommandError for a count below 1,
        WrongTypeError if a key before it holds something else.

        Redis: ``LMPOP numkeys key [key ...] LEFT | RIGHT [COUNT count]``.
        """
    def blpop(self, *keys: Key, timeout: float = 0) -> None:
        """Remove the first element of the first list that has any, or wait for one.

        Returns the key and the element, None after ``timeout`` seconds (0: no limit).
        Raises WrongTypeError if a key before it holds something else, CommandError
        for a time-out below zero.

        Redis: ``BLPOP key [key ...] timeout``.
        """
    def brpop(self, *keys: Key, timeout: float = 0) -> None:
        """As :meth:`blpop`, the last element.

        Redis: ``BRPOP key [key ...] timeout``.
        """
    def blmove(
        self,
        source: Key,
        destination: Key,
        src: Literal["left", "right"] = "left",
        dest: Literal["left", "right"] = "right",
        *,
        timeout: float = 0,
    ) -> None:
        """Move an element from an end of a list to an end of another, or wait for one.

        Returns the element, None after ``timeout`` seconds (0: no limit). Raises
        WrongTypeError if one of the keys holds something else, CommandError for a
        time-out below zero.

        Redis: ``BLMOVE source destination LEFT | RIGHT LEFT | RIGHT timeout``.
        """
    def brpoplpush(self, source: Key, destination: Key, *, timeout: float = 0) -> None:
        """As :meth:`blmove` from the right end to the left one.

        Redis: ``BRPOPLPUSH source destination timeout``.
        """
    def blmpop(
        self,
        *keys: Key,
        where: Literal["left", "right"] = "left",
        count: int | None = None,
        timeout: float = 0,
    ) -> None:
        """Remove elements from the first list that has any, or wait for them.

        ``where`` says from which end, ``count`` how many at most (1). Returns the key
        and a list of the elements, the end's own first; None after ``timeout`` seconds
        (0: no limit). Raises CommandError for a count below 1 or a time-out below
        zero, WrongTypeError if a key before it holds something else.

        Redis: ``BLMPOP timeout numkeys key [key ...] LEFT | RIGHT [COUNT count]``.
        """
    def hset(self, key: Key, mapping: Fields) -> None:
        """Set fields of a hash, which is created if missing.

        Returns how many fields are new. Raises WrongTypeError if the key holds
        something else.

        Redis: ``HSET key field value [field value ...]``.
        """
    def hmset(self, key: Key, mapping: Fields) -> None:
        """As :meth:`hset`, which has replaced it. Returns True.

        Redis: ``HMSET key field value [field value ...]``.
        """
    def hsetnx(self, key: Key, field: Key, value: Value) -> None:
        """Set a field of a hash unless it is there; returns whether it was set.

        Redis: ``HSETNX key field value``.
        """
    def hget(self, key: Key, field: Key) -> None:
        """The value of a field, None if there is none.

        Raises WrongTypeError if the key holds something else.

        Redis: ``HGET key field``.
        """
    def hmget(self, key: Key, *fields: Key) -> None:
        """The values of several fields by field; None where there is none.

        Raises WrongTypeError if the key holds something else.

        Redis: ``HMGET key field [field ...]``.
        """
    def hgetall(self, key: Key) -> None:
        """All fields and their values, empty for a missing key.

        Raises WrongTypeError if the key holds something else.

        Redis: ``HGETALL key``.
        """
    def hdel(self, key: Key, *fields: Key) -> None:
        """Remove fields; returns how many were there.

        A hash that becomes empty is removed. Raises WrongTypeError if the key holds
        something else.

        Redis: ``HDEL key field [field ...]``.
        """
    def hexists(self, key: Key, field: Key) -> None:
        """Whether a hash has a field.

        Redis: ``HEXISTS key field``.
        """
    def hlen(self, key: Key) -> None:
        """How many fields a hash has, 0 for a missing key.

        Redis: ``HLEN key``.
        """
    def hstrlen(self, key: Key, field: Key) -> None:
        """The length in bytes of a field's value, 0 if there is none.

        Redis: ``HSTRLEN key field``.
        """
    def hkeys(self, key: Key) -> None:
        """The names of the fields, in no order.

        Redis: ``HKEYS key``.
        """
    def hvals(self, key: Key) -> None:
        """The values of the fields, in no order.

        Redis: ``HVALS key``.
        """
    def hincrby(self, key: Key, field: Key, increment: float) -> None:
        """Add to the number in a field, 0 if missing; returns the new number.

        An ``int`` adds exactly, in 64 bits; a ``float`` adds as HINCRBYFLOAT does
        and gives a float. Raises CommandError if the value is no such number or the
        result does not fit, WrongTypeError if the key holds something else.

        Redis: ``HINCRBY key field increment``.
        """
    def hincrbyfloat(self, key: Key, field: Key, increment: float) -> None:
        """Add a number to the number in a field, 0 if missing; returns the new number.

        The store keeps decimal text with up to 17 digits after the point.

        Redis: ``HINCRBYFLOAT key field increment``.
        """
    def hrandfield(
        self, key: Key, count: int | None = None, withvalues: bool = False
    ) -> None:
        """The name of a random field, or several; the hash stays as it is.

        A positive ``count`` gives that many different fields at most, a negative
        one exactly so many, perhaps repeated. With ``withvalues`` a list of
        ``(field, value)``. Raises WrongTypeError if the key holds something else.

        Redis: ``HRANDFIELD key [count] [WITHVALUES]``.
        """
    def hscan(
        self,
        key: Key,
        cursor: int,
        *,
        match: Key | None = None,
        count: int | None = None,
    ) -> None:
        """One page of a hash: the next cursor, and fields with their values.

        Begin with cursor 0 and go on until 0 comes back. ``match`` is a glob pattern
        for the names, ``count`` about how many fields to look at (10); a small hash
        comes whole. A field that is there from the first call to the last is
        returned, perhaps more than once; a page may be empty. Raises CommandError
        for a cursor that is none, WrongTypeError if the key holds something else.

        Redis: ``HSCAN key cursor [MATCH match] [COUNT count]``.
        """
    def sadd(self, key: Key, *members: Value) -> None:
        """Add members to a set, which is created if missing.

        Returns how many are new. Raises WrongTypeError if the key holds something
        else.

        Redis: ``SADD key member [member ...]``.
        """
    def srem(self, key: Key, *members: Value) -> None:
        """Remove members from a set; returns how many were there.

        A set that becomes empty is removed. Raises WrongTypeError if the key holds
        something else.

        Redis: ``SREM key member [member ...]``.
        """
    def sismember(self, key: Key, member: Value) -> None:
        """Whether a set has a member.

        Raises WrongTypeError if the key holds something else.

        Redis: ``SISMEMBER key member``.
        """
    def smismember(self, key: Key, *members: Value) -> None:
        """Whether a set has members, one answer for each.

        Raises WrongTypeError if the key holds something else.

        Redis: ``SMISMEMBER key member [member ...]``.
        """
    def scard(self, key: Key) -> None:
        """How many members a set has, 0 for a missing key.

        Raises WrongTypeError if the key holds something else.

        Redis: ``SCARD key``.
        """
    def smembers(self, key: Key) -> None:
        """The members of a set, empty for a missing key.

        Raises WrongTypeError if the key holds something else.

        Redis: ``SMEMBERS key``.
        """
    def smove(self, source: Key, destination: Key, member: Value) -> None:
        """Move a member from one set to another; returns whether it was there.

        Redis: ``SMOVE source destination member``.
        """
    def spop(self, key: Key, count: int | None = None) -> None:
        """Remove and return a random member, or ``count`` different ones.

        Without ``count`` the member, or None if there is none. With ``count`` a
        set, empty if there is nothing. A set that becomes empty is removed.

        Redis: ``SPOP key [count]``.
        """
    def srandmember(self, key: Key, count: int | None = None) -> None:
        """A random member, or several; the set stays as it is.

        A positive ``count`` gives that many different members at most, a negative
        one exactly so many, perhaps repeated.

        Redis: ``SRANDMEMBER key [count]``.
        """
    def sinter(self, *keys: Key) -> None:
        """The members that all sets have.

        Raises WrongTypeError if a key holds something else.

        Redis: ``SINTER key [key ...]``.
        """
    def sunion(self, *keys: Key) -> None:
        """The members that any set has.

        Raises WrongTypeError if a key holds something else.

        Redis: ``SUNION key [key ...]``.
        """
    def sdiff(self, *keys: Key) -> None:
        """The members of the first set that no other one has.

        Raises WrongTypeError if a key holds something else.

        Redis: ``SDIFF key [key ...]``.
        """
    def sinterstore(self, destination: Key, *keys: Key) -> None:
        """Store :meth:`sinter`'s answer at a key; returns how many members it has.

        Redis: ``SINTERSTORE destination key [key ...]``.
        """
    def sunionstore(self, destination: Key, *keys: Key) -> None:
        """Store :meth:`sunion`'s answer at a key; returns how many members it has.

        Redis: ``SUNIONSTORE destination key [key ...]``.
        """
    def sdiffstore(self, destination: Key, *keys: Key) -> None:
        """Store :meth:`sdiff`'s answer at a key; returns how many members it has.

        Redis: ``SDIFFSTORE destination key [key ...]``.
        """
    def sscan(
        self,
        key: Key,
        cursor: int,
        *,
        match: Key | None = None,
        count: int | None = None,
    ) -> None:
        """One page of a set: the next cursor, and members.

        Begin with cursor 0 and go on until 0 comes back. ``match`` is a glob
        pattern, ``count`` about how many members to look at (10); a small set comes
        whole. A member that is there from the first call to the last is returned,
        perhaps more than once; a page may be empty. Raises CommandError for a cursor
        that is none, WrongTypeError if the key holds something else.

        Redis: ``SSCAN key cursor [MATCH match] [COUNT count]``.
        """
    def sintercard(self, *keys: Key, limit: int | None = None) -> None:
        """How many members all sets have.

        Counting stops at ``limit``; 0 is no limit. Raises CommandError for a limit
        below zero, WrongTypeError if a key holds something else.

        Redis: ``SINTERCARD numkeys key [key ...] [LIMIT limit]``.
        """
    def zadd(
        self,
        key: Key,
        mapping: Scores,
        *,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
        ch: bool = False,
        incr: bool = False,
    ) -> None:
        """Add members with their scores to a sorted set, or change scores.

        ``nx`` only adds, ``xx`` only changes, ``gt`` and ``lt`` change only to a
        greater or lesser score. Returns how many members are new, with ``ch`` how
        many are new or changed. ``incr`` adds to the score of the only member given
        and returns the new score, None if the other options left it as it was.
        Raises CommandError for a score that is NaN, for options that exclude one
        another and for several members with ``incr``, WrongTypeError if the key
        holds something else.

        Redis: ``ZADD key [NX] [XX] [GT] [LT] [CH] [INCR] score member [score member ...]``.
        """
    def zrem(self, key: Key, *members: Value) -> None:
        """Remove members; returns how many were there.

        A sorted set that becomes empty is removed.

        Redis: ``ZREM key member [member ...]``.
        """
    def zcard(self, key: Key) -> None:
        """How many members a sorted set has, 0 for a missing key.

        Redis: ``ZCARD key``.
        """
    def zscore(self, key: Key, member: Value) -> None:
        """The score of a member, None if there is none.

        Redis: ``ZSCORE key member``.
        """
    def zmscore(self, key: Key, *members: Value) -> None:
        """The scores of several members by member; None where there is none.

        Raises WrongTypeError if the key holds something else.

        Redis: ``ZMSCORE key member [member ...]``.
        """
    def zincrby(self, key: Key, increment: float, member: Value) -> None:
        """Add to the score of a member, 0 if missing; returns the new score.

        Raises CommandError if the result would be NaN.

        Redis: ``ZINCRBY key increment member``.
        """
    def zrank(self, key: Key, member: Value) -> None:
        """The place of a member counted from 0, lowest score first; None if none.

        Redis: ``ZRANK key member``.
        """
    def zrevrank(self, key: Key, member: Value) -> None:
        """The place of a member counted from 0, highest score first; None if none.

        Redis: ``ZREVRANK key member``.
        """
    def zpop_max(self, key: Key, count: int = 1) -> None:
        """Remove and return the members with the highest scores, highest first.

        A list of ``(member, score)``, empty if there is nothing. A sorted set that
        becomes empty is removed.

        Redis: ``ZPOPMAX key [count]``.
        """
    def zpop_min(self, key: Key, count: int = 1) -> None:
        """Remove and return the members with the lowest scores, lowest first.

        A list of ``(member, score)``, empty if there is nothing. A sorted set that
        becomes empty is removed.

        Redis: ``ZPOPMIN key [count]``.
        """
    def zrandmember(
        self, key: Key, count: int | None = None, withscores: bool = False
    ) -> None:
        """A random member, or several; the sorted set stays as it is.

        A positive ``count`` gives that many different members at most, a negative
        one exactly so many, perhaps repeated. With ``withscores`` a list of
        ``(member, score)``. Raises WrongTypeError if the key holds something else.

        Redis: ``ZRANDMEMBER key [count] [WITHSCORES]``.
        """
    def zscan(
        self,
        key: Key,
        cursor: int,
        *,
        match: Key | None = None,
        count: int | None = None,
    ) -> None:
        """One page of a sorted set: the next cursor, and members with their scores.

        Begin with cursor 0 and go on until 0 comes back. ``match`` is a glob
        pattern, ``count`` about how many members to look at (10); a small sorted set
        comes whole. A member that is there from the first call to the last is
        returned, perhaps more than once; a page may be empty. Raises CommandError for
        a cursor that is none, WrongTypeError if the key holds something else.

        Redis: ``ZSCAN key cursor [MATCH match] [COUNT count]``.
        """
    def bzpopmin(self, *keys: Key, timeout: float = 0) -> None:
        """Remove the lowest member of the first sorted set that has any, or wait for one.

        Returns the key, the member and its score, None after ``timeout`` seconds (0:
        no limit). Raises WrongTypeError if a key before it holds something else,
        CommandError for a time-out below zero.

        Redis: ``BZPOPMIN key [key ...] timeout``.
        """
    def bzpopmax(self, *keys: Key, timeout: float = 0) -> None:
        """As :meth:`bzpopmin`, the highest member.

        Redis: ``BZPOPMAX key [key ...] timeout``.
        """
    def bzmpop(
        self,
        *keys: Key,
        where: Literal["min", "max"],
        count: int | None = None,
        timeout: float = 0,
    ) -> None:
        """Remove members from the first sorted set that has any, or wait for them.

        ``where`` says from which end, ``count`` how many at most (1). Returns the key
        and a list of ``(member, score)``, the end's own first; None after ``timeout``
        seconds (0: no limit). Raises CommandError for a count below 1 or a time-out
        below zero, WrongTypeError if a key before it holds something else.

        Redis: ``BZMPOP timeout numkeys key [key ...] MIN | MAX [COUNT count]``.
        """
    def zcount(self, key: Key, min: Value, max: Value) -> None:
        """How many members have a score from ``min`` to ``max``.

        ``"-inf"`` and ``"+inf"`` are no limit; ``"(5"`` leaves 5 itself out.

        Redis: ``ZCOUNT key min max``.
        """
    def zrange(
        self,
        key: Key,
        start: Value,
        stop: Value,
        *,
        by: Literal["rank", "score", "lex"] = "rank",
        desc: bool = False,
        offset: int | None = None,
        num: int | None = None,
        withscores: bool = False,
    ) -> None:
        """Members in order, from ``start`` to ``stop``.

        ``by="rank"`` takes places, both included, negative from the end.
        ``by="score"`` takes scores, ``"(5"`` leaving 5 itself out and ``"-inf"``,
        ``"+inf"`` for no limit. ``by="lex"`` takes ``"[a"`` and ``"(a"`` (included,
        left out), ``"-"`` and ``"+"`` for no limit, and supposes equal scores.
        ``desc`` goes from the highest down; give the higher limit first then.
        ``offset`` and ``num`` take a part of a range by score or lex. With
        ``withscores`` a list of ``(member, score)``.

        Redis: ``ZRANGE key start stop [BYSCORE | BYLEX] [REV] [LIMIT offset count] [WITHSCORES]``.
        """
    def zrevrange(
        self, key: Key, start: int, stop: int, *, withscores: bool = False
    ) -> None:
        """Members from the highest score down, from ``start`` to ``stop``.

        Both places are included, negative ones count from the end. With
        ``withscores`` a list of ``(member, score)``. Raises WrongTypeError if the
        key holds something else. :meth:`zrange` with ``desc=True`` does the same.

        Redis: ``ZREVRANGE key start stop [WITHSCORES]``.
        """
    def zrangebyscore(
        self,
        key: Key,
        min: Value,
        max: Value,
        *,
        offset: int | None = None,
        num: int | None = None,
        withscores: bool = False,
    ) -> None:
        """Members with a score from ``min`` to ``max``, lowest score first.

        ``"-inf"`` and ``"+inf"`` are no limit; ``"(5"`` leaves 5 itself out.
        ``offset`` and ``num`` take a part of the range. With ``withscores`` a list of
        ``(member, score)``. Raises CommandError for a limit that is no number,
        WrongTypeError if the key holds something else.

        Redis: ``ZRANGEBYSCORE key min max [WITHSCORES] [LIMIT offset count]``.
        """
    def zrevrangebyscore(
        self,
        key: Key,
        max: Value,
        min: Value,
        *,
        offset: int | None = None,
        num: int | None = None,
        withscores: bool = False,
    ) -> None:
        """Members with a score from ``max`` down to ``min``, highest score first.

        Otherwise as :meth:`zrangebyscore`.

        Redis: ``ZREVRANGEBYSCORE key max min [WITHSCORES] [LIMIT offset count]``.
        """
    def zrangebylex(
        self,
        key: Key,
        min: Value,
        max: Value,
        *,
        offset: int | None = None,
        num: int | None = None,
    ) -> None:
        """Members from ``min`` to ``max`` in byte order; supposes equal scores.

        ``"[a"`` and ``"(a"`` are limits (included, left out), ``"-"`` and ``"+"`` no
        limit. ``offset`` and ``num`` take a part of the range. Raises CommandError
        for a limit that is none of these, WrongTypeError if the key holds something
        else.

        Redis: ``ZRANGEBYLEX key min max [LIMIT offset count]``.
        """
    def zrevrangebylex(
        self,
        key: Key,
        max: Value,
        min: Value,
        *,
        offset: int | None = None,
        num: int | None = None,
    ) -> None:
        """Members from ``max`` down to ``min`` in byte order; supposes equal scores.

        Otherwise as :meth:`zrangebylex`.

        Redis: ``ZREVRANGEBYLEX key max min [LIMIT offset count]``.
        """
    def zlexcount(self, key: Key, min: Value, max: Value) -> None:
        """How many members stand from ``min`` to ``max`` in byte order.

        Limits are as for :meth:`zrangebylex`.

        Redis: ``ZLEXCOUNT key min max``.
        """
    def zremrangebyrank(self, key: Key, start: int, stop: int) -> None:
        """Remove the members from place ``start`` to ``stop``; returns how many went.

        Both places are included, lowest score first; negative ones count from the
        end. A sorted set that becomes empty is removed.

        Redis: ``ZREMRANGEBYRANK key start stop``.
        """
    def zremrangebyscore(self, key: Key, min: Value, max: Value) -> None:
        """Remove the members with a score from ``min`` to ``max``; returns how many went.

        Limits are as for :meth:`zrangebyscore`. A sorted set that becomes empty is
        removed.

        Redis: ``ZREMRANGEBYSCORE key min max``.
        """
    def zremrangebylex(self, key: Key, min: Value, max: Value) -> None:
        """Remove the members from ``min`` to ``max`` in byte order; how many went.

        Limits are as for :meth:`zrangebylex`. A sorted set that becomes empty is
        removed.

        Redis: ``ZREMRANGEBYLEX key min max``.
        """
    def zrangestore(
        self,
        destination: Key,
        source: Key,
        start: Value,
        stop: Value,
        *,
        by: Literal["rank", "score", "lex"] = "rank",
        desc: bool = False,
        offset: int | None = None,
        num: int | None = None,
    ) -> None:
        """Store :meth:`zrange`'s answer, with scores, at a key; returns its length.

        What ``destination`` held is lost; nothing to store removes it. Raises
        WrongTypeError if ``source`` holds something else than a sorted set.

        Redis: ``ZRANGESTORE destination source start stop [BYSCORE | BYLEX] [REV] [LIMIT offset count]``.
        """
    def zunion(
        self,
        *keys: Key,
        weights: Iterable[float] | None = None,
        aggregate: Literal["sum", "min", "max"] | None = None,
        withscores: bool = False,
    ) -> None:
        """The members that any of the sorted sets has, lowest score first.

        Scores are first multiplied with their set's weight (one for each key, 1 if
        not given), then those of one member become their sum, or with ``aggregate``
        the least or greatest of them. Plain sets count as scores of 1. With
        ``withscores`` a list of ``(member, score)``. Raises CommandError if there
        are not as many weights as keys, WrongTypeError if a key holds something else.

        Redis: ``ZUNION numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE SUM | MIN | MAX] [WITHSCORES]``.
        """
    def zinter(
        self,
        *keys: Key,
        weights: Iterable[float] | None = None,
        aggregate: Literal["sum", "min", "max"] | None = None,
        withscores: bool = False,
    ) -> None:
        """The members that all of the sorted sets have, lowest score first.

        Scores are made as for :meth:`zunion`.

        Redis: ``ZINTER numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE SUM | MIN | MAX] [WITHSCORES]``.
        """
    def zdiff(self, *keys: Key, withscores: bool = False) -> None:
        """The members of the first sorted set that no other one has, lowest score first.

        They keep their scores. Plain sets count as scores of 1. With ``withscores``
        a list of ``(member, score)``. Raises WrongTypeError if a key holds something
        else.

        Redis: ``ZDIFF numkeys key [key ...] [WITHSCORES]``.
        """
    def zunionstore(
        self,
        destination: Key,
        *keys: Key,
        weights: Iterable[float] | None = None,
        aggregate: Literal["sum", "min", "max"] | None = None,
    ) -> None:
        """Store :meth:`zunion`'s answer at a key; returns how many members it has.

        What ``destination`` held is lost; an empty answer removes it.

        Redis: ``ZUNIONSTORE destination numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE SUM | MIN | MAX]``.
        """
    def zinterstore(
        self,
        destination: Key,
        *keys: Key,
        weights: Iterable[float] | None = None,
        aggregate: Literal["sum", "min", "max"] | None = None,
    ) -> None:
        """Store :meth:`zinter`'s answer at a key; returns how many members it has.

        What ``destination`` held is lost; an empty answer removes it.

        Redis: ``ZINTERSTORE destination numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE SUM | MIN | MAX]``.
        """
    def zdiffstore(self, destination: Key, *keys: Key) -> None:
        """Store :meth:`zdiff`'s answer at a key; returns how many members it has.

        What ``destination`` held is lost; an empty answer removes it.

        Redis: ``ZDIFFSTORE destination numkeys key [key ...]``.
        """
    def zintercard(self, *keys: Key, limit: int | None = None) -> None:
        """How many members all of the sorted sets have.

        Counting stops at ``limit``; 0 is no limit. Raises CommandError for a limit
        below zero, WrongTypeError if a key holds something else.

        Redis: ``ZINTERCARD numkeys key [key ...] [LIMIT limit]``.
        """
    def zmpop(
        self, *keys: Key, where: Literal["min", "max"], count: int | None = None
    ) -> None:
        """Remove members from the first sorted set that has any.

        ``where`` says from which end, ``count`` how many (1). Returns the key and a
        list of ``(member, score)``, the end's own first; None if there is nothing. A
        sorted set that becomes empty is removed. Raises CommandError for a count
        below 1, WrongTypeError if a key before it holds something else.

        Redis: ``ZMPOP numkeys key [key ...] MIN | MAX [COUNT count]``.
        """
    def xadd(
        self,
        key: Key,
        fields: Fields,
        *,
        id: Value = "*",
        maxlen: int | None = None,
        minid: Value | None = None,
        approximate: bool = True,
        nomkstream: bool = False,
        limit: int | None = None,
    ) -> None:
        """Append an entry to a stream; returns its ID.

        ``id`` must be greater than all before; ``"*"`` takes the time, ``"5-*"`` the
        next sequence number of 5 milliseconds. ``maxlen`` then removes the oldest
        entries beyond this number, ``minid`` those before this ID: with
        ``approximate`` only where that is cheap, and at most ``limit``. With
        ``nomkstream`` a missing key stays missing and the result is None. Raises
        CommandError for an ID that is none or too small, WrongTypeError if the key
        holds something else.

        Redis: ``XADD key [NOMKSTREAM] [MAXLEN | MINID [= | ~] threshold [LIMIT count]] id field value [field value ...]``.
        """
    def xlen(self, key: Key) -> None:
        """How many entries a stream has, 0 for a missing key.

        Redis: ``XLEN key``.
        """
    def xrange(
        self, key: Key, min: Value = "-", max: Value = "+", count: int | None = None
    ) -> None:
        """Entries from ``min`` to ``max``, at most ``count``, oldest first.

        A list of ``(id, fields)``. ``"-"`` and ``"+"`` are no limit, ``"(5-1"``
        leaves 5-1 itself out.

        Redis: ``XRANGE key min max [COUNT count]``.
        """
    def xrevrange(
        self, key: Key, max: Value = "+", min: Value = "-", count: int | None = None
    ) -> None:
        """Entries from ``max`` down to ``min``, at most ``count``, newest first.

        A list of ``(id, fields)``. ``"-"`` and ``"+"`` are no limit, ``"(5-1"``
        leaves 5-1 itself out.

        Redis: ``XREVRANGE key max min [COUNT count]``.
        """
    def xdel(self, key: Key, *ids: Value) -> None:
        """Remove entries by their IDs; returns how many were there.

        A stream that becomes empty stays.

        Redis: ``XDEL key id [id ...]``.
        """
    def xtrim(
        self,
        key: Key,
        *,
        maxlen: int | None = None,
        minid: Value | None = None,
        approximate: bool = True,
        limit: int | None = None,
    ) -> None:
        """Remove the oldest entries of a stream; returns how many.

        ``maxlen`` is how many may stay, ``minid`` the least ID that stays; one of
        them is needed. With ``approximate`` entries go only where that is cheap
        (blocks of about a hundred), and at most ``limit``.

        Redis: ``XTRIM key MAXLEN | MINID [= | ~] threshold [LIMIT count]``.
        """
    def xread(
        self, streams: Fields, count: int | None = None, block: int | None = None
    ) -> None:
        """Entries after an ID, from several streams, at most ``count`` of each.

        ``streams`` maps keys to the last ID that is known; ``"$"`` stands for the
        last one there is. Returns ``{key: [(id, fields), …]}`` for the streams that
        have newer entries. If there are none it waits ``block`` milliseconds for
        them, 0 for no limit; without ``block``, and in a pipeline, it does not wait.

        Redis: ``XREAD [COUNT count] [BLOCK block] STREAMS key [key ...] id [id ...]``.
        """
    def xsetid(
        self,
        key: Key,
        last_id: Value,
        entries_added: int | None = None,
        max_deleted_id: Value | None = None,
    ) -> None:
        """Set the last ID of a stream, and what it remembers of entries that are gone.

        Returns True. Raises CommandError if there is no such stream or it holds a
        greater ID.

        Redis: ``XSETID key last_id [ENTRIESADDED entries_added] [MAXDELETEDID max_deleted_id]``.
        """
    def xreadgroup(
        self,
        groupname: Value,
        consumername: Value,
        streams: Fields,
        count: int | None = None,
        block: int | None = None,
        noack: bool = False,
    ) -> None:
        """Entries of several streams as one consumer of a group.

        ``streams`` maps keys to ``">"`` for entries that no consumer got yet, or to
        an ID for what this consumer got after it and has not acknowledged; of an
        entry that is gone the fields are empty. At most ``count`` of each stream.
        With ``noack`` nothing needs to be acknowledged. Returns
        ``{key: [(id, fields), …]}``. If nothing is new it waits ``block``
        milliseconds for it, 0 for no limit; without ``block``, and in a pipeline, it
        does not wait. Raises ResponseError (``NOGROUP``) where there is no such group,
        or is no more (``UNBLOCKED`` if the stream is gone).

        Redis: ``XREADGROUP GROUP groupname consumername [COUNT count] [BLOCK block] [NOACK] STREAMS key [key ...] id [id ...]``.
        """
    def xack(self, key: Key, groupname: Value, *ids: Value) -> None:
        """Acknowledge entries; returns how many were pending.

        Redis: ``XACK key groupname id [id ...]``.
        """
    def xgroup_create(
        self,
        key: Key,
        groupname: Value,
        id: Value = "$",
        mkstream: bool = False,
        entries_read: int | None = None,
    ) -> None:
        """Make a consumer group that reads on after ``id``, ``"$"`` the last one.

        With ``mkstream`` a missing stream is made. Returns True. Raises ResponseError
        (``BUSYGROUP``) if there is such a group, CommandError if there is no stream.

        Redis: ``XGROUP CREATE key groupname id [MKSTREAM] [ENTRIESREAD entries_read]``.
        """
    def xgroup_setid(
        self, key: Key, groupname: Value, id: Value, entries_read: int | None = None
    ) -> None:
        """Let a group read on after another ID. Returns True.

        Raises ResponseError (``NOGROUP``) if there is no such group.

        Redis: ``XGROUP SETID key groupname id [ENTRIESREAD entries_read]``.
        """
    def xgroup_destroy(self, key: Key, groupname: Value) -> None:
        """Remove a consumer group; whether there was one.

        Redis: ``XGROUP DESTROY key groupname``.
        """
    def xgroup_createconsumer(
        self, key: Key, groupname: Value, consumername: Value
    ) -> None:
        """Make a consumer of a group; whether it is new.

        Redis: ``XGROUP CREATECONSUMER key groupname consumername``.
        """
    def xgroup_delconsumer(
        self, key: Key, groupname: Value, consumername: Value
    ) -> None:
        """Remove a consumer; returns how many entries it had not acknowledged.

        Nobody has them pending then.

        Redis: ``XGROUP DELCONSUMER key groupname consumername``.
        """
    def xpending(
        self,
        key: Key,
        groupname: Value,
        *,
        min: Value | None = None,
        max: Value | None = None,
        count: int | None = None,
        consumername: Value | None = None,
        idle: int | None = None,
    ) -> None:
        """What a group has not acknowledged.

        A summary; with ``min``, ``max`` and ``count`` the entries between two IDs,
        perhaps only those of ``consumername``, or ``idle`` for so many milliseconds.
        Raises ResponseError (``NOGROUP``) if there is no such group.

        Redis: ``XPENDING key groupname [[IDLE idle] min max count [consumername]]``.
        """
    def xinfo_groups(self, key: Key) -> None:
        """The consumer groups of a stream; CommandError if there is no stream.

        Redis: ``XINFO GROUPS key``.
        """
    def xinfo_consumers(self, key: Key, groupname: Value) -> None:
        """The consumers of a group.

        Raises CommandError if there is no stream, ResponseError (``NOGROUP``) if there
        is no such group.

        Redis: ``XINFO CONSUMERS key groupname``.
        """
    def xclaim(
        self,
        key: Key,
        groupname: Value,
        consumername: Value,
        min_idle_time: int,
        *ids: Value,
        idle: int | None = None,
        time: int | None = None,
        retrycount: int | None = None,
        force: bool = False,
        justid: bool = False,
    ) -> None:
        """Take over entries that another consumer has not acknowledged.

        Only those that were delivered ``min_idle_time`` milliseconds ago or earlier.
        ``idle`` (milliseconds) or ``time`` (milliseconds since the epoch) says when
        they count as delivered, ``retrycount`` how often; with ``force`` entries that
        nobody had are taken too. Returns ``[(id, fields), …]``, with ``justid`` the
        IDs alone, which is not counted as a delivery. Raises ResponseError
        (``NOGROUP``) if there is no such group.

        Redis: ``XCLAIM key groupname consumername min_idle_time id [id ...] [IDLE idle] [TIME time] [RETRYCOUNT retrycount] [FORCE] [JUSTID] [LASTID lastid]``.
        """
    def xautoclaim(
        self,
        key: Key,
        groupname: Value,
        consumername: Value,
        min_idle_time: int,
        start: Value = "0-0",
        count: int | None = None,
        *,
        justid: bool = False,
    ) -> None:
        """Take over entries that others have not acknowledged, from ``start`` on.

        Looks at those delivered ``min_idle_time`` milliseconds ago or earlier and
        takes at most ``count``, 100 if not given. Returns the ID to go on from
        (``"0-0"`` at the end), ``[(id, fields), …]`` or with ``justid`` the IDs alone,
        and the IDs of entries that are gone and were acknowledged. Raises
        ResponseError (``NOGROUP``) if there is no such group.

        Redis: ``XAUTOCLAIM key groupname consumername min_idle_time start [COUNT count] [JUSTID]``.
        """
    def xinfo_stream(
        self, key: Key, *, full: bool = False, count: int | None = None
    ) -> None:
        """What a stream is: its length, its IDs, its first and last entry.

        With ``full`` its entries, groups and consumers, and what is pending with them:
        of each of these at most ``count``, 10 if not given, all for 0. Raises
        CommandError if there is no stream, WrongTypeError if the key holds something
        else.

        Redis: ``XINFO STREAM key [FULL [COUNT count]]``.
        """
    def sort(
        self,
        key: Key,
        *,
        start: int | None = None,
        num: int | None = None,
        by: Key | None = None,
        get: Key | Iterable[Key] | None = None,
        desc: bool = False,
        alpha: bool = False,
        store: Key | None = None,
    ) -> None:
        """The elements of a list, a set or a sorted set in order.

        They are compared as numbers, with ``alpha`` as text: byte by byte up to a NUL,
        where a server goes by the language that it was started in. ``desc`` turns the
        order round; equal numbers are in the order of their text. ``start`` and
        ``num`` take a part of the result.

        ``by`` is a pattern whose first ``*`` stands for an element: what the key of
        that name holds is compared instead, ``"user:*->age"`` a field of a hash; what
        is missing counts as 0, or as the least text. A pattern without a ``*`` leaves
        the order as it is: a list's and a sorted set's own, none for a set. ``get``,
        one pattern or several, returns for each element what those keys hold, one
        after the other, None for what is missing; ``"#"`` is the element itself.

        With ``store`` the result becomes a list at that key, what is missing an empty
        string, and how long it is is returned; an empty one removes the key. A client
        with a prefix puts it before the patterns' keys too.

        Raises CommandError if something that is compared is no number, WrongTypeError
        if the key holds something else, and ArgumentValueError for a pattern with a
        ``*`` where the client's prefix itself has a ``*`` or NUL in it.

        Redis: ``SORT key [BY by] [LIMIT offset count] [GET get [GET get ...]] [ASC | DESC] [ALPHA] [STORE store]``.
        """
    def sort_ro(
        self,
        key: Key,
        *,
        start: int | None = None,
        num: int | None = None,
        by: Key | None = None,
        get: Key | Iterable[Key] | None = None,
        desc: bool = False,
        alpha: bool = False,
    ) -> None:
        """As :meth:`sort` without ``store``: a command that only reads.

        Redis: ``SORT_RO key [BY by] [LIMIT offset count] [GET get [GET get ...]] [ASC | DESC] [ALPHA]``.
        """
    def exists(self, *keys: Key) -> None:
        """How many of the keys are there. A key named twice counts twice.

        Redis: ``EXISTS key [key ...]``.
        """
    def delete(self, *keys: Key) -> None:
        """Remove keys; returns how many were there.

        Redis: ``DEL key [key ...]``.
        """
    def unlink(self, *keys: Key) -> None:
        """As :meth:`delete`; a server frees the memory in the background.

        Redis: ``UNLINK key [key ...]``.
        """
    def touch(self, *keys: Key) -> None:
        """Mark keys as used just now; returns how many are there.

        Redis: ``TOUCH key [key ...]``.
        """
    def key_type(self, key: Key) -> None:
        """What a key holds: ``"string"``, ``"list"``, ``"set"``, ``"zset"``, ``"hash"``
        or ``"stream"``; None for a missing key.

        Redis: ``TYPE key``.
        """
    def rename(self, key: Key, newkey: Key) -> None:
        """Rename a key, with its expiry; what ``newkey`` held is lost. Returns True.

        Raises CommandError if there is no such key.

        Redis: ``RENAME key newkey``.
        """
    def renamenx(self, key: Key, newkey: Key) -> None:
        """As :meth:`rename`, unless ``newkey`` is there; returns whether it was done.

        Redis: ``RENAMENX key newkey``.
        """
    def copy(
        self,
        source: Key,
        destination: Key,
        *,
        destination_db: int | None = None,
        replace: bool = False,
    ) -> None:
        """Copy a key, with its expiry; returns whether it was done.

        The copy is in the same database unless ``destination_db`` says otherwise. A
        missing key is not copied, and what ``destination`` holds is lost only with
        ``replace``. Raises CommandError if both are the same key of one database, or
        if there is no such database.

        Redis: ``COPY source destination [DB destination_db] [REPLACE]``.
        """
    def randomkey(self) -> None:
        """The name of some key, None if there is none.

        Redis: ``RANDOMKEY``.
        """
    def keys_block(
        self, *, match: Key | None = None, filter_type: str | None = None
    ) -> None:
        """The names of all keys, in no order, while everybody else waits.

        ``match`` is a glob pattern, ``filter_type`` a type as TYPE names it.

        Redis: ``KEYS pattern``.
        """
    def scan(
        self,
        cursor: int,
        *,
        match: Key | None = None,
        count: int | None = None,
        filter_type: str | None = None,
    ) -> None:
        """One page of the names of the keys: the next cursor, and names.

        Begin with cursor 0 and go on until 0 comes back. ``match`` is a glob
        pattern, ``filter_type`` a type as TYPE names it, ``count`` about how many
        keys to look at (10). A key that is there from the first call to the last is
        returned, perhaps more than once; a page may be empty. Raises CommandError
        for a cursor that is none.

        Redis: ``SCAN cursor [MATCH pattern] [COUNT count] [TYPE type]``.
        """
    def expire(
        self,
        key: Key,
        *,
        mode: RExpireMode = "always",
        expire_timestamp: datetime | None = None,
        expire_in: float | None = None,
    ) -> None:
        """Let a key expire, or stay; returns whether something changed.

        ``expire_in`` is in seconds with millisecond precision, ``expire_timestamp``
        an aware or local datetime; a time that is past removes the key. With
        neither the key persists. ``mode`` is ``"always"``, ``"if_persist"`` (NX),
        ``"if_expire"`` (XX), ``"if_later"`` (GT) or ``"if_earlier"`` (LT).

        Redis: ``EXPIRE key seconds [NX] [XX] [GT] [LT]``.
        """
    def pexpire(
        self,
        key: Key,
        milliseconds: int,
        *,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> None:
        """Let a key expire in some milliseconds; returns whether it will.

        Redis: ``PEXPIRE key milliseconds [NX] [XX] [GT] [LT]``.
        """
    def expireat(
        self,
        key: Key,
        unix_seconds: int,
        *,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> None:
        """Let a key expire at a time in seconds since the epoch; returns whether it will.

        Redis: ``EXPIREAT key unix_seconds [NX] [XX] [GT] [LT]``.
        """
    def pexpireat(
        self,
        key: Key,
        unix_milliseconds: int,
        *,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> None:
        """Let a key expire at a time in milliseconds since the epoch.

        Redis: ``PEXPIREAT key unix_milliseconds [NX] [XX] [GT] [LT]``.
        """
    def persist(self, key: Key) -> None:
        """Take a key's expiry away; returns whether it had one.

        Redis: ``PERSIST key``.
        """
    def ttl(self, key: Key) -> None:
        """The seconds until a key expires, with millisecond precision.

        -1.0 for a key that does not expire, None for a missing key.

        Redis: ``TTL key``.
        """
    def pttl(self, key: Key) -> None:
        """The milliseconds until a key expires; -1 if it stays, -2 if it is missing.

        Redis: ``PTTL key``.
        """
    def expiretime(self, key: Key) -> None:
        """When a key expires, in seconds since the epoch.

        -1 if it stays, -2 if it is missing.

        Redis: ``EXPIRETIME key``.
        """
    def pexpiretime(self, key: Key) -> None:
        """When a key expires, in milliseconds since the epoch.

        -1 if it stays, -2 if it is missing.

        Redis: ``PEXPIRETIME key``.
        """
    def object_encoding(self, key: Key) -> None:
        """How a server keeps a value in memory, such as ``"listpack"``; None for no key.

        The memory backend keeps values in ways of its own and names the encoding that
        a server with default settings gives to such a value when it is made.

        Redis: ``OBJECT ENCODING key``.
        """
    def object_refcount(self, key: Key) -> None:
        """How often a server refers to a value; None for no key.

        1, and 2147483647 for small whole numbers, which are shared by all keys.

        Redis: ``OBJECT REFCOUNT key``.
        """
    def object_freq(self, key: Key) -> None:
        """How often a key is used, on the logarithmic scale of a server; None for no key.

        Raises CommandError unless the server keeps count, which it does only while it
        evicts keys by that (``maxmemory-policy``); the memory backend never does.

        Redis: ``OBJECT FREQ key``.
        """
    def object_idletime(self, key: Key) -> None:
        """For how many seconds a key has not been used; None for no key.

        What only looks whether or what a key is (EXISTS, TYPE, TTL, OBJECT, SCAN) is no
        use of it; TOUCH is one. Seconds are whole, as a clock without a smaller hand
        counts them. On a server, keys that hold the same whole number below 10000 have
        one idle time. The memory backend takes notes from the first question on in a
        database, even one about no key: before, nothing is paid, from then on a simple
        command takes about 1.6 times as long. What was not used since then counts from
        then on. Raises CommandError if the server is configured to count uses instead.

        Redis: ``OBJECT IDLETIME key``.
        """
    def memory_usage(self, key: Key, *, samples: int | None = None) -> None:
        """An estimate of the bytes that a key and its value take; None for no key.

        Of many elements ``samples`` (5) speak for all, 0 looks at each. The memory
        backend, which keeps values in ways of its own, estimates what a server with
        default settings would take for such a value if it were new. Raises
        CommandError for ``samples`` below 0.

        Redis: ``MEMORY USAGE key [SAMPLES samples]``.
        """
    def dump(self, key: Key) -> None:
        """A value as bytes, without its expiry, for :meth:`restore`; None for no key.

        The bytes are those of Redis 7.0 and go to any server from 7.0 on. They are
        ``bytes`` for every client.

        Redis: ``DUMP key``.
        """
    def restore(
        self,
        key: Key,
        ttl: int,
        serialized: bytes,
        *,
        replace: bool = False,
        absttl: bool = False,
        idletime: int | None = None,
        frequency: int | None = None,
    ) -> None:
        """Give a key the value that :meth:`dump` gave as bytes. Returns True.

        The key expires in ``ttl`` milliseconds, with ``absttl`` at that time in
        milliseconds since the epoch; 0 lets it stay. After a time that is past there
        is no key. ``idletime``, the seconds since the value was last used, or
        ``frequency``, how often it is used (0 to 255), is for a server that makes
        room by them.

        Raises ResponseError (``BUSYKEY``) if the key is there, unless ``replace`` is
        given, and CommandError for bytes that are damaged, of a newer server or of a
        module, which change nothing. What the checksum does not tell a server finds only
        with ``sanitize-dump-payload``; the memory backend always looks.

        Redis: ``RESTORE key ttl serialized [REPLACE] [ABSTTL] [IDLETIME idletime] [FREQ frequency]``.
        """
    def publish(self, channel: Key, message: Value) -> None:
        """Send a message to whoever listens on a channel; returns how many do.

        Redis: ``PUBLISH channel message``.
        """
    def spublish(self, shardchannel: Key, message: Value) -> None:
        """Send a message to whoever listens on a shard channel; returns how many do.

        Redis: ``SPUBLISH shardchannel message``.
        """
    def pubsub_channels(self, pattern: Key | None = None) -> None:
        """The channels that somebody listens to, in no order.

        ``pattern`` is a glob pattern. Listeners by pattern do not count.

        Redis: ``PUBSUB CHANNELS [pattern]``.
        """
    def pubsub_numsub(self, *channels: Key) -> None:
        """How many listen to each channel; listeners by pattern do not count.

        Redis: ``PUBSUB NUMSUB [channel [channel ...]]``.
        """
    def pubsub_numpat(self) -> None:
        """How many patterns are listened to, whatever the client's prefix.

        Redis: ``PUBSUB NUMPAT``.
        """
    def pubsub_shardchannels(self, pattern: Key | None = None) -> None:
        """The shard channels that somebody listens to, in no order.

        Redis: ``PUBSUB SHARDCHANNELS [pattern]``.
        """
    def pubsub_shardnumsub(self, *channels: Key) -> None:
        """How many listen to each shard channel.

        Redis: ``PUBSUB SHARDNUMSUB [channel [channel ...]]``.
        """
    def ping(self, message: Value | None = None) -> None:
        """``"PONG"``, or the message: a sign of life.

        Redis: ``PING [message]``.
        """
    def echo(self, message: Value) -> None:
        """The message.

        Redis: ``ECHO message``.
        """
    def time(self) -> None:
        """The server's clock: seconds since the epoch, and microseconds since then.

        The memory backend's clock counts milliseconds.

        Redis: ``TIME``.
        """
    def wait(self, numreplicas: int, timeout: int) -> None:
        """Wait until so many replicas have got what was written; returns how many have.

        At most ``timeout`` milliseconds, 0 for no limit. On a server it speaks of the
        writes of one connection, and a client has many: after another call there is
        nothing to wait for. The memory backend has no replicas: 0, at once.

        Redis: ``WAIT numreplicas timeout``.
        """
    def dbsize(self) -> None:
        """How many keys there are; with a prefix, how many of that prefix.

        Redis: ``DBSIZE``.
        """
    def flushall(self) -> None:
        """Remove every key of every database. Returns True.

        With a prefix, every key of that prefix.

        Redis: ``FLUSHALL [ASYNC | SYNC]``.
        """
    def flushdb(self) -> None:
        """As :meth:`flushall`, for the client's database alone. Returns True.

        Redis: ``FLUSHDB [ASYNC | SYNC]``.
        """
    def move(self, key: Key, db: int) -> None:
        """Move a key, with its expiry, to another database; returns whether it was done.

        It is not if the key is missing here, or there already. Raises CommandError if
        there is no such database, or it is the client's own.

        Redis: ``MOVE key db``.
        """
    def swapdb(self, index1: int, index2: int) -> None:
        """Let two databases change places. Returns True.

        Clients of one see at once what was in the other. A prefix plays no part.
        Raises CommandError if there is no such database.

        Redis: ``SWAPDB index1 index2``.
        """
