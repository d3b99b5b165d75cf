"""Keys by what they hold, with the commands as methods, for scripts.

Written by ``tools/generate_key_types.py`` from the command declarations; edit
those instead.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Annotated, ClassVar, Literal, overload

from redipy_core.bitfields import BitfieldOperation
from redipy_core.modes import KeyType, RExpireMode, RSetMode
from redipy_core.places import Places, Unit
from redipy_core.text import Fields, Scores, Value

from redipy_scripts.structure import (
    Structure,
)

__all__ = [
    "Key",
    "RedisBitmap",
    "RedisGeo",
    "RedisHash",
    "RedisHyperLogLog",
    "RedisKey",
    "RedisList",
    "RedisSet",
    "RedisSortedSet",
    "RedisStream",
    "RedisVar",
]

class KeyName:
    """Marks a parameter that is the name of a key."""

Key = Annotated[str, KeyName]
"""The name of a key, as a parameter: ``RedisList(name)`` inside the function."""

class Handle:
    """A key of a certain kind."""

    structure: ClassVar[type[Structure]]
    key: str
    def __init__(self, key: str | bytes | float) -> None: ...
    @property
    def encoded(self) -> bytes:
        """The name as bytes."""
    def __eq__(self, other: object) -> bool: ...
    def __hash__(self) -> int: ...

class RedisKey(Handle):
    """A key, whatever it holds."""

    def copy(
        self,
        destination: str | bytes | RedisKey,
        *,
        destination_db: int | None = None,
        replace: bool = False,
    ) -> bool:
        """Copy a key, with its expiry; returns whether it was done.

        This key is the source.
        """
    def delete(self, *keys: str | bytes | RedisKey) -> int:
        """Remove keys; returns how many were there.

        This key comes first.
        """
    def dump(self) -> bytes | None:
        """A value as bytes, without its expiry, for :meth:`restore`; None for no
        key.
        """
    def exists(self, *keys: str | bytes | RedisKey) -> int:
        """How many of the keys are there. A key named twice counts twice.

        This key comes first.
        """
    def expire(
        self,
        *,
        mode: RExpireMode = "always",
        expire_timestamp: datetime | None = None,
        expire_in: float | None = None,
    ) -> bool:
        """Let the key expire, or stay; gives whether something changed.

        ``expire_in`` is in seconds with millisecond precision, an expression
        too; ``expire_timestamp`` an aware or local datetime. With neither the
        key persists.
        """
    def expireat(
        self,
        unix_seconds: int,
        *,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> bool:
        """Let a key expire at a time in seconds since the epoch; returns whether it
        will.
        """
    def expiretime(self) -> int:
        """When a key expires, in seconds since the epoch."""
    def key_type(self) -> KeyType | None:
        """What a key holds: ``"string"``, ``"list"``, ``"set"``, ``"zset"``,
        ``"hash"`` or ``"stream"``; None for a missing key.
        """
    def memory_usage(self, *, samples: int | None = None) -> int | None:
        """An estimate of the bytes that a key and its value take; None for no key."""
    def move(self, db: int) -> bool:
        """Move a key, with its expiry, to another database; returns whether it was
        done.
        """
    def object_encoding(self) -> str | None:
        """How a server keeps a value in memory, such as ``"listpack"``; None for no
        key.
        """
    def object_freq(self) -> int | None:
        """How often a key is used, on the logarithmic scale of a server; None for no
        key.
        """
    def object_idletime(self) -> int | None:
        """For how many seconds a key has not been used; None for no key."""
    def object_refcount(self) -> int | None:
        """How often a server refers to a value; None for no key."""
    def persist(self) -> bool:
        """Take a key's expiry away; returns whether it had one."""
    def pexpire(
        self,
        milliseconds: int,
        *,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> bool:
        """Let a key expire in some milliseconds; returns whether it will."""
    def pexpireat(
        self,
        unix_milliseconds: int,
        *,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> bool:
        """Let a key expire at a time in milliseconds since the epoch."""
    def pexpiretime(self) -> int:
        """When a key expires, in milliseconds since the epoch."""
    def pttl(self) -> int:
        """The milliseconds until a key expires; -1 if it stays, -2 if it is missing."""
    def rename(self, newkey: str | bytes | RedisKey) -> bool:
        """Rename a key, with its expiry; what ``newkey`` held is lost. Returns True."""
    def renamenx(self, newkey: str | bytes | RedisKey) -> bool:
        """As :meth:`rename`, unless ``newkey`` is there; returns whether it was
        done.
        """
    def restore(
        self,
        ttl: int,
        serialized: bytes,
        *,
        replace: bool = False,
        absttl: bool = False,
        idletime: int | None = None,
        frequency: int | None = None,
    ) -> bool:
        """Give a key the value that :meth:`dump` gave as bytes. Returns True."""
    def touch(self, *keys: str | bytes | RedisKey) -> int:
        """Mark keys as used just now; returns how many are there.

        This key comes first.
        """
    def ttl(self) -> float | None:
        """The seconds until the key expires; -1 if it stays, null if it is missing."""
    def unlink(self, *keys: str | bytes | RedisKey) -> int:
        """As :meth:`delete`; a server frees the memory in the background.

        This key comes first.
        """

class RedisBitmap(RedisKey):
    """A string, bit by bit."""

    def bitcount(
        self,
        start: int | None = None,
        end: int | None = None,
        mode: Literal["BYTE", "BIT"] | None = None,
    ) -> int:
        """How many bits are set in the string at a key, 0 for a missing key."""
    def bitfield(self, *operations: BitfieldOperation) -> list[int | None]:
        """Read and change whole numbers of any width anywhere in a string."""
    def bitfield_ro(self, *operations: BitfieldOperation) -> list[int | None]:
        """Read whole numbers of any width anywhere in a string."""
    def bitop(
        self,
        operation: Literal["AND", "OR", "XOR", "NOT"],
        *keys: str | bytes | RedisKey,
    ) -> int:
        """Combine strings bit by bit and keep the result, if it is not empty.

        This key is the destination.
        """
    def bitpos(
        self,
        bit: int,
        start: int | None = None,
        end: int | None = None,
        mode: Literal["BYTE", "BIT"] | None = None,
    ) -> int:
        """The place of the first bit that is ``bit``, in bits from the string's
        start.
        """
    def getbit(self, offset: int) -> int:
        """One bit of the string at a key; 0 beyond its end and for a missing key."""
    def setbit(self, offset: int, value: int) -> int:
        """Set one bit, 0 or 1, of the string at a key, filling up with zeros."""

class RedisGeo(RedisKey):
    """Places on the earth: a sorted set of positions."""

    def geoadd(
        self, mapping: Places, *, nx: bool = False, xx: bool = False, ch: bool = False
    ) -> int:
        """Add members at a longitude and latitude, in degrees, or move them."""
    def geodist(self, member1: Value, member2: Value, unit: Unit = "m") -> float | None:
        """The distance of two members, to four decimals; None if one is not there."""
    def geohash(self, *members: Value) -> list[str | None]:
        """Positions of members as Geohash texts, None for one that is not there."""
    def geopos(self, *members: Value) -> list[tuple[float, float] | None]:
        """Longitude and latitude of members in degrees, None for one that is not
        there.
        """
    @overload
    def georadius(
        self,
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
    ) -> list[str]:
        """Members in a circle around a position; new code uses :meth:`geosearch`."""
    @overload
    def georadius(
        self,
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
    ) -> list[list[object]]: ...
    @overload
    def georadius(
        self,
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
    ) -> list[list[object]]: ...
    @overload
    def georadius(
        self,
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
    ) -> list[list[object]]: ...
    @overload
    def georadius(
        self,
        longitude: float,
        latitude: float,
        radius: float,
        unit: Unit = "m",
        *,
        sort: Literal["ASC", "DESC"] | None = None,
        count: int | None = None,
        any: bool = False,
        store: str | bytes | RedisKey,
    ) -> int: ...
    @overload
    def georadius(
        self,
        longitude: float,
        latitude: float,
        radius: float,
        unit: Unit = "m",
        *,
        sort: Literal["ASC", "DESC"] | None = None,
        count: int | None = None,
        any: bool = False,
        store_dist: str | bytes | RedisKey,
    ) -> int: ...
    @overload
    def georadius_ro(
        self,
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
    ) -> list[str]:
        """As :meth:`georadius`, without storing."""
    @overload
    def georadius_ro(
        self,
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
    ) -> list[list[object]]: ...
    @overload
    def georadius_ro(
        self,
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
    ) -> list[list[object]]: ...
    @overload
    def georadius_ro(
        self,
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
    ) -> list[list[object]]: ...
    @overload
    def georadiusbymember(
        self,
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
    ) -> list[str]:
        """Members in a circle around a member; new code uses :meth:`geosearch`."""
    @overload
    def georadiusbymember(
        self,
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
    ) -> list[list[object]]: ...
    @overload
    def georadiusbymember(
        self,
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
    ) -> list[list[object]]: ...
    @overload
    def georadiusbymember(
        self,
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
    ) -> list[list[object]]: ...
    @overload
    def georadiusbymember(
        self,
        member: Value,
        radius: float,
        unit: Unit = "m",
        *,
        sort: Literal["ASC", "DESC"] | None = None,
        count: int | None = None,
        any: bool = False,
        store: str | bytes | RedisKey,
    ) -> int: ...
    @overload
    def georadiusbymember(
        self,
        member: Value,
        radius: float,
        unit: Unit = "m",
        *,
        sort: Literal["ASC", "DESC"] | None = None,
        count: int | None = None,
        any: bool = False,
        store_dist: str | bytes | RedisKey,
    ) -> int: ...
    @overload
    def georadiusbymember_ro(
        self,
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
    ) -> list[str]:
        """As :meth:`georadiusbymember`, without storing."""
    @overload
    def georadiusbymember_ro(
        self,
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
    ) -> list[list[object]]: ...
    @overload
    def georadiusbymember_ro(
        self,
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
    ) -> list[list[object]]: ...
    @overload
    def georadiusbymember_ro(
        self,
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
    ) -> list[list[object]]: ...
    @overload
    def geosearch(
        self,
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
    ) -> list[str]:
        """Members in a circle or a box around a member or a position."""
    @overload
    def geosearch(
        self,
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
    ) -> list[list[object]]: ...
    @overload
    def geosearch(
        self,
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
    ) -> list[list[object]]: ...
    @overload
    def geosearch(
        self,
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
    ) -> list[list[object]]: ...
    def geosearchstore(
        self,
        source: str | bytes | RedisKey,
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

        This key is the destination.
        """

class RedisHash(RedisKey):
    """A hash."""

    def hdel(self, *fields: str | bytes | RedisKey) -> int:
        """Remove fields; returns how many were there."""
    def hexists(self, field: str | bytes | RedisKey) -> bool:
        """Whether a hash has a field."""
    def hget(self, field: str | bytes | RedisKey) -> str | None:
        """The value of a field, None if there is none."""
    def hgetall(self) -> dict[str, str]:
        """All fields and their values, empty for a missing key."""
    @overload
    def hincrby(self, field: str | bytes | RedisKey, increment: int) -> int:
        """Add to the number in a field; gives the new number.

        A Python ``float`` adds as HINCRBYFLOAT does; an expression must give a
        whole number (else use :meth:`hincrbyfloat`).
        """
    @overload
    def hincrby(self, field: str | bytes | RedisKey, increment: float) -> float: ...
    def hincrby_text(self, field: Value, increment: int = 1) -> str:
        """As :meth:`hincrby`, the new number as exact decimal text of 64 bits."""
    def hincrbyfloat(self, field: str | bytes | RedisKey, increment: float) -> float:
        """Add a number to the number in a field, 0 if missing; returns the new
        number.
        """
    def hkeys(self) -> list[str]:
        """The names of the fields, in no order."""
    def hlen(self) -> int:
        """How many fields a hash has, 0 for a missing key."""
    def hmget(self, *fields: str | bytes | RedisKey) -> dict[str, str | None]:
        """The values of several fields by field; None where there is none."""
    def hmset(self, mapping: Fields) -> bool:
        """As :meth:`hset`, which has replaced it. Returns True."""
    @overload
    def hrandfield(
        self, count: None = None, withvalues: Literal[False] = False
    ) -> str | None:
        """The name of a random field, or several; the hash stays as it is."""
    @overload
    def hrandfield(
        self, count: int, withvalues: Literal[False] = False
    ) -> list[str]: ...
    @overload
    def hrandfield(
        self, count: int, withvalues: Literal[True]
    ) -> list[tuple[str, str]]: ...
    def hscan(
        self,
        cursor: int,
        *,
        match: str | bytes | RedisKey | None = None,
        count: int | None = None,
    ) -> tuple[int, dict[str, str]]:
        """One page of a hash: the next cursor, and fields with their values."""
    def hset(self, mapping: Fields) -> int:
        """Set fields of a hash, which is created if missing."""
    def hsetnx(self, field: str | bytes | RedisKey, value: Value) -> bool:
        """Set a field of a hash unless it is there; returns whether it was set."""
    def hstrlen(self, field: str | bytes | RedisKey) -> int:
        """The length in bytes of a field's value, 0 if there is none."""
    def hvals(self) -> list[str]:
        """The values of the fields, in no order."""

class RedisHyperLogLog(RedisKey):
    """A rough count of different elements."""

    def pfadd(self, *elements: Value) -> bool:
        """Count elements; returns whether the key was made or the count may be
        another.
        """
    def pfcount(self, *keys: str | bytes | RedisKey) -> int:
        """About how many different elements were counted at the keys together.

        This key comes first.
        """
    def pfmerge(self, *keys: str | bytes | RedisKey) -> bool:
        """Add to ``destination`` what was counted at the other keys; returns True.

        This key is the destination.
        """

class RedisList(RedisKey):
    """A list."""

    def lindex(self, index: int) -> str | None:
        """The element at a position, None if there is none."""
    def linsert(
        self, where: Literal["before", "after"], pivot: Value, element: Value
    ) -> int:
        """Insert an element before or after the first one that equals ``pivot``."""
    def llen(self) -> int:
        """The length of a list, 0 for a missing key."""
    def lmove(
        self,
        destination: str | bytes | RedisKey,
        src: Literal["left", "right"] = "left",
        dest: Literal["left", "right"] = "right",
    ) -> str | None:
        """Move an element from an end of a list to an end of another, or of the
        same.

        This key is the source.
        """
    def lmpop(
        self,
        *keys: str | bytes | RedisKey,
        where: Literal["left", "right"] = "left",
        count: int | None = None,
    ) -> tuple[str, list[str]] | None:
        """Remove elements from the first list that has any.

        This key comes first.
        """
    @overload
    def lpop(self, count: None = None) -> str | None:
        """Remove and return the first element of a list, or the first ``count``."""
    @overload
    def lpop(self, count: int) -> list[str]: ...
    @overload
    def lpos(
        self,
        element: Value,
        *,
        rank: int | None = None,
        count: None = None,
        maxlen: int | None = None,
    ) -> int | None:
        """The position of an element in a list, counted from 0 at the head."""
    @overload
    def lpos(
        self,
        element: Value,
        *,
        rank: int | None = None,
        count: int,
        maxlen: int | None = None,
    ) -> list[int]: ...
    def lpush(self, *elements: Value) -> int:
        """Insert elements at the head of a list, one after the other."""
    def lpushx(self, *elements: Value) -> int:
        """As :meth:`lpush`, if there is such a list."""
    def lrange(self, start: int, stop: int) -> list[str]:
        """The elements from ``start`` to ``stop``, both included."""
    def lrem(self, count: int, element: Value) -> int:
        """Remove elements that equal ``element``; returns how many went."""
    def lset(self, index: int, element: Value) -> bool:
        """Replace the element at a position; returns True."""
    def ltrim(self, start: int, stop: int) -> bool:
        """Keep only the elements from ``start`` to ``stop``, both included."""
    @overload
    def rpop(self, count: None = None) -> str | None:
        """Remove and return the last element of a list, or the last ``count``."""
    @overload
    def rpop(self, count: int) -> list[str]: ...
    def rpoplpush(self, destination: str | bytes | RedisKey) -> str | None:
        """Move the last element of a list to the head of another, or of the same.

        This key is the source.
        """
    def rpush(self, *elements: Value) -> int:
        """Append elements to the tail of a list, in the order given."""
    def rpushx(self, *elements: Value) -> int:
        """Append elements to the tail of a list if there is one."""
    @overload
    def sort(
        self,
        *,
        start: int | None = None,
        num: int | None = None,
        by: str | bytes | RedisKey | None = None,
        get: None = None,
        desc: bool = False,
        alpha: bool = False,
        store: None = None,
    ) -> list[str]:
        """The elements of a list, a set or a sorted set in order."""
    @overload
    def sort(
        self,
        *,
        start: int | None = None,
        num: int | None = None,
        by: str | bytes | RedisKey | None = None,
        get: str | bytes | RedisKey | Iterable[str | bytes | RedisKey],
        desc: bool = False,
        alpha: bool = False,
        store: None = None,
    ) -> list[str | None]: ...
    @overload
    def sort(
        self,
        *,
        start: int | None = None,
        num: int | None = None,
        by: str | bytes | RedisKey | None = None,
        get: str | bytes | RedisKey | Iterable[str | bytes | RedisKey] | None = None,
        desc: bool = False,
        alpha: bool = False,
        store: str | bytes | RedisKey,
    ) -> int: ...
    @overload
    def sort_ro(
        self,
        *,
        start: int | None = None,
        num: int | None = None,
        by: str | bytes | RedisKey | None = None,
        get: None = None,
        desc: bool = False,
        alpha: bool = False,
    ) -> list[str]:
        """As :meth:`sort` without ``store``: a command that only reads."""
    @overload
    def sort_ro(
        self,
        *,
        start: int | None = None,
        num: int | None = None,
        by: str | bytes | RedisKey | None = None,
        get: str | bytes | RedisKey | Iterable[str | bytes | RedisKey],
        desc: bool = False,
        alpha: bool = False,
    ) -> list[str | None]: ...

class RedisSet(RedisKey):
    """A set."""

    def add(self, *members: Value) -> int:
        """Add members; gives how many are new."""
    def card(self) -> int:
        """How many members there are."""
    def has(self, member: Value) -> bool:
        """Whether the set has a member."""
    def members(self) -> list[str]:
        """All members, in byte order."""
    def remove(self, *members: Value) -> int:
        """Remove members; gives how many were there."""
    def sadd(self, *members: Value) -> int:
        """Add members to a set, which is created if missing."""
    def scard(self) -> int:
        """How many members a set has, 0 for a missing key."""
    def sdiff(self, *keys: str | bytes | RedisKey) -> list[str]:
        """The members of the first set that no other one has.

        This key comes first.
        """
    def sdiffstore(self, *keys: str | bytes | RedisKey) -> int:
        """Store :meth:`sdiff`'s answer at a key; returns how many members it has.

        This key is the destination.
        """
    def sinter(self, *keys: str | bytes | RedisKey) -> list[str]:
        """The members that all sets have.

        This key comes first.
        """
    def sintercard(
        self, *keys: str | bytes | RedisKey, limit: int | None = None
    ) -> int:
        """How many members all sets have.

        This key comes first.
        """
    def sinterstore(self, *keys: str | bytes | RedisKey) -> int:
        """Store :meth:`sinter`'s answer at a key; returns how many members it has.

        This key is the destination.
        """
    def sismember(self, member: Value) -> bool:
        """Whether a set has a member."""
    def smembers(self) -> list[str]:
        """The members of a set, empty for a missing key."""
    def smismember(self, *members: Value) -> list[bool]:
        """Whether a set has members, one answer for each."""
    def smove(self, destination: str | bytes | RedisKey, member: Value) -> bool:
        """Move a member from one set to another; returns whether it was there.

        This key is the source.
        """
    @overload
    def sort(
        self,
        *,
        start: int | None = None,
        num: int | None = None,
        by: str | bytes | RedisKey | None = None,
        get: None = None,
        desc: bool = False,
        alpha: bool = False,
        store: None = None,
    ) -> list[str]:
        """The elements of a list, a set or a sorted set in order."""
    @overload
    def sort(
        self,
        *,
        start: int | None = None,
        num: int | None = None,
        by: str | bytes | RedisKey | None = None,
        get: str | bytes | RedisKey | Iterable[str | bytes | RedisKey],
        desc: bool = False,
        alpha: bool = False,
        store: None = None,
    ) -> list[str | None]: ...
    @overload
    def sort(
        self,
        *,
        start: int | None = None,
        num: int | None = None,
        by: str | bytes | RedisKey | None = None,
        get: str | bytes | RedisKey | Iterable[str | bytes | RedisKey] | None = None,
        desc: bool = False,
        alpha: bool = False,
        store: str | bytes | RedisKey,
    ) -> int: ...
    @overload
    def sort_ro(
        self,
        *,
        start: int | None = None,
        num: int | None = None,
        by: str | bytes | RedisKey | None = None,
        get: None = None,
        desc: bool = False,
        alpha: bool = False,
    ) -> list[str]:
        """As :meth:`sort` without ``store``: a command that only reads."""
    @overload
    def sort_ro(
        self,
        *,
        start: int | None = None,
        num: int | None = None,
        by: str | bytes | RedisKey | None = None,
        get: str | bytes | RedisKey | Iterable[str | bytes | RedisKey],
        desc: bool = False,
        alpha: bool = False,
    ) -> list[str | None]: ...
    @overload
    def spop(self, count: None = None) -> str | None:
        """Remove and return a random member, or ``count`` different ones."""
    @overload
    def spop(self, count: int) -> list[str]: ...
    @overload
    def srandmember(self, count: None = None) -> str | None:
        """A random member, or several; the set stays as it is."""
    @overload
    def srandmember(self, count: int) -> list[str]: ...
    def srem(self, *members: Value) -> int:
        """Remove members from a set; returns how many were there."""
    def sscan(
        self,
        cursor: int,
        *,
        match: str | bytes | RedisKey | None = None,
        count: int | None = None,
    ) -> tuple[int, list[str]]:
        """One page of a set: the next cursor, and members."""
    def sunion(self, *keys: str | bytes | RedisKey) -> list[str]:
        """The members that any set has.

        This key comes first.
        """
    def sunionstore(self, *keys: str | bytes | RedisKey) -> int:
        """Store :meth:`sunion`'s answer at a key; returns how many members it has.

        This key is the destination.
        """

class RedisSortedSet(RedisKey):
    """A sorted set."""

    def add(self, score: float, member: Value) -> int:
        """Add a member or change its score; gives how many are new."""
    def add_all(self, scores: Scores) -> int:
        """Add members with their scores; gives how many are new."""
    def card(self) -> int:
        """How many members there are."""
    def pop_max(self, count: int = 1) -> list[tuple[str, float]]:
        """Remove and give the highest, as a list of ``[member, score]``."""
    def pop_min(self, count: int = 1) -> list[tuple[str, float]]:
        """Remove and give the lowest, as a list of ``[member, score]``."""
    @overload
    def range(
        self,
        start: Value,
        stop: Value,
        *,
        by: Literal["rank", "score", "lex"] = "rank",
        desc: bool = False,
        withscores: Literal[False] = False,
    ) -> list[str]:
        """Members in order from ``start`` to ``stop``, both included.

        ``withscores`` gives a list of ``[member, score]``.
        """
    @overload
    def range(
        self,
        start: Value,
        stop: Value,
        *,
        by: Literal["rank", "score", "lex"] = "rank",
        desc: bool = False,
        withscores: Literal[True],
    ) -> list[tuple[str, float]]: ...
    @overload
    def sort(
        self,
        *,
        start: int | None = None,
        num: int | None = None,
        by: str | bytes | RedisKey | None = None,
        get: None = None,
        desc: bool = False,
        alpha: bool = False,
        store: None = None,
    ) -> list[str]:
        """The elements of a list, a set or a sorted set in order."""
    @overload
    def sort(
        self,
        *,
        start: int | None = None,
        num: int | None = None,
        by: str | bytes | RedisKey | None = None,
        get: str | bytes | RedisKey | Iterable[str | bytes | RedisKey],
        desc: bool = False,
        alpha: bool = False,
        store: None = None,
    ) -> list[str | None]: ...
    @overload
    def sort(
        self,
        *,
        start: int | None = None,
        num: int | None = None,
        by: str | bytes | RedisKey | None = None,
        get: str | bytes | RedisKey | Iterable[str | bytes | RedisKey] | None = None,
        desc: bool = False,
        alpha: bool = False,
        store: str | bytes | RedisKey,
    ) -> int: ...
    @overload
    def sort_ro(
        self,
        *,
        start: int | None = None,
        num: int | None = None,
        by: str | bytes | RedisKey | None = None,
        get: None = None,
        desc: bool = False,
        alpha: bool = False,
    ) -> list[str]:
        """As :meth:`sort` without ``store``: a command that only reads."""
    @overload
    def sort_ro(
        self,
        *,
        start: int | None = None,
        num: int | None = None,
        by: str | bytes | RedisKey | None = None,
        get: str | bytes | RedisKey | Iterable[str | bytes | RedisKey],
        desc: bool = False,
        alpha: bool = False,
    ) -> list[str | None]: ...
    @overload
    def zadd(
        self,
        mapping: Scores,
        *,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
        ch: bool = False,
        incr: Literal[False] = False,
    ) -> int:
        """Add members with their scores to a sorted set, or change scores."""
    @overload
    def zadd(
        self,
        mapping: Scores,
        *,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
        ch: bool = False,
        incr: Literal[True],
    ) -> float | None: ...
    def zcard(self) -> int:
        """How many members a sorted set has, 0 for a missing key."""
    def zcount(self, min: Value, max: Value) -> int:
        """How many members have a score from ``min`` to ``max``."""
    @overload
    def zdiff(
        self, *keys: str | bytes | RedisKey, withscores: Literal[False] = False
    ) -> list[str]:
        """The members of the first sorted set that no other one has, lowest score
        first.

        This key comes first.
        """
    @overload
    def zdiff(
        self, *keys: str | bytes | RedisKey, withscores: Literal[True]
    ) -> list[tuple[str, float]]: ...
    def zdiffstore(self, *keys: str | bytes | RedisKey) -> int:
        """Store :meth:`zdiff`'s answer at a key; returns how many members it has.

        This key is the destination.
        """
    def zincrby(self, increment: float, member: Value) -> float:
        """Add to the score of a member, 0 if missing; returns the new score."""
    @overload
    def zinter(
        self,
        *keys: str | bytes | RedisKey,
        weights: Iterable[float] | None = None,
        aggregate: Literal["sum", "min", "max"] | None = None,
        withscores: Literal[False] = False,
    ) -> list[str]:
        """The members that all of the sorted sets have, lowest score first.

        This key comes first.
        """
    @overload
    def zinter(
        self,
        *keys: str | bytes | RedisKey,
        weights: Iterable[float] | None = None,
        aggregate: Literal["sum", "min", "max"] | None = None,
        withscores: Literal[True],
    ) -> list[tuple[str, float]]: ...
    def zintercard(
        self, *keys: str | bytes | RedisKey, limit: int | None = None
    ) -> int:
        """How many members all of the sorted sets have.

        This key comes first.
        """
    def zinterstore(
        self,
        *keys: str | bytes | RedisKey,
        weights: Iterable[float] | None = None,
        aggregate: Literal["sum", "min", "max"] | None = None,
    ) -> int:
        """Store :meth:`zinter`'s answer at a key; returns how many members it has.

        This key is the destination.
        """
    def zlexcount(self, min: Value, max: Value) -> int:
        """How many members stand from ``min`` to ``max`` in byte order."""
    def zmpop(
        self,
        *keys: str | bytes | RedisKey,
        where: Literal["min", "max"],
        count: int | None = None,
    ) -> tuple[str, list[tuple[str, float]]] | None:
        """Remove members from the first sorted set that has any.

        This key comes first.
        """
    def zmscore(self, *members: Value) -> dict[str, float | None]:
        """The scores of several members by member; None where there is none."""
    def zpop_max(self, count: int = 1) -> list[tuple[str, float]]:
        """Remove and return the members with the highest scores, highest first."""
    def zpop_min(self, count: int = 1) -> list[tuple[str, float]]:
        """Remove and return the members with the lowest scores, lowest first."""
    @overload
    def zrandmember(self) -> str | None:
        """A random member, or several; the sorted set stays as it is."""
    @overload
    def zrandmember(
        self, count: int, withscores: Literal[False] = False
    ) -> list[str]: ...
    @overload
    def zrandmember(
        self, count: int, withscores: Literal[True]
    ) -> list[tuple[str, float]]: ...
    @overload
    def zrange(
        self,
        start: Value,
        stop: Value,
        *,
        by: Literal["rank", "score", "lex"] = "rank",
        desc: bool = False,
        offset: int | None = None,
        num: int | None = None,
        withscores: Literal[False] = False,
    ) -> list[str]:
        """Members in order, from ``start`` to ``stop``."""
    @overload
    def zrange(
        self,
        start: Value,
        stop: Value,
        *,
        by: Literal["rank", "score", "lex"] = "rank",
        desc: bool = False,
        offset: int | None = None,
        num: int | None = None,
        withscores: Literal[True],
    ) -> list[tuple[str, float]]: ...
    def zrangebylex(
        self,
        min: Value,
        max: Value,
        *,
        offset: int | None = None,
        num: int | None = None,
    ) -> list[str]:
        """Members from ``min`` to ``max`` in byte order; supposes equal scores."""
    @overload
    def zrangebyscore(
        self,
        min: Value,
        max: Value,
        *,
        offset: int | None = None,
        num: int | None = None,
        withscores: Literal[False] = False,
    ) -> list[str]:
        """Members with a score from ``min`` to ``max``, lowest score first."""
    @overload
    def zrangebyscore(
        self,
        min: Value,
        max: Value,
        *,
        offset: int | None = None,
        num: int | None = None,
        withscores: Literal[True],
    ) -> list[tuple[str, float]]: ...
    def zrangestore(
        self,
        source: str | bytes | RedisKey,
        start: Value,
        stop: Value,
        *,
        by: Literal["rank", "score", "lex"] = "rank",
        desc: bool = False,
        offset: int | None = None,
        num: int | None = None,
    ) -> int:
        """Store :meth:`zrange`'s answer, with scores, at a key; returns its length.

        This key is the destination.
        """
    def zrank(self, member: Value) -> int | None:
        """The place of a member counted from 0, lowest score first; None if none."""
    def zrem(self, *members: Value) -> int:
        """Remove members; returns how many were there."""
    def zremrangebylex(self, min: Value, max: Value) -> int:
        """Remove the members from ``min`` to ``max`` in byte order; how many went."""
    def zremrangebyrank(self, start: int, stop: int) -> int:
        """Remove the members from place ``start`` to ``stop``; returns how many
        went.
        """
    def zremrangebyscore(self, min: Value, max: Value) -> int:
        """Remove the members with a score from ``min`` to ``max``; returns how many
        went.
        """
    @overload
    def zrevrange(
        self, start: int, stop: int, *, withscores: Literal[False] = False
    ) -> list[str]:
        """Members from the highest score down, from ``start`` to ``stop``."""
    @overload
    def zrevrange(
        self, start: int, stop: int, *, withscores: Literal[True]
    ) -> list[tuple[str, float]]: ...
    def zrevrangebylex(
        self,
        max: Value,
        min: Value,
        *,
        offset: int | None = None,
        num: int | None = None,
    ) -> list[str]:
        """Members from ``max`` down to ``min`` in byte order; supposes equal scores."""
    @overload
    def zrevrangebyscore(
        self,
        max: Value,
        min: Value,
        *,
        offset: int | None = None,
        num: int | None = None,
        withscores: Literal[False] = False,
    ) -> list[str]:
        """Members with a score from ``max`` down to ``min``, highest score first."""
    @overload
    def zrevrangebyscore(
        self,
        max: Value,
        min: Value,
        *,
        offset: int | None = None,
        num: int | None = None,
        withscores: Literal[True],
    ) -> list[tuple[str, float]]: ...
    def zrevrank(self, member: Value) -> int | None:
        """The place of a member counted from 0, highest score first; None if none."""
    def zscan(
        self,
        cursor: int,
        *,
        match: str | bytes | RedisKey | None = None,
        count: int | None = None,
    ) -> tuple[int, dict[str, float]]:
        """One page of a sorted set: the next cursor, and members with their scores."""
    def zscore(self, member: Value) -> float | None:
        """The score of a member, None if there is none."""
    @overload
    def zunion(
        self,
        *keys: str | bytes | RedisKey,
        weights: Iterable[float] | None = None,
        aggregate: Literal["sum", "min", "max"] | None = None,
        withscores: Literal[False] = False,
    ) -> list[str]:
        """The members that any of the sorted sets has, lowest score first.

        This key comes first.
        """
    @overload
    def zunion(
        self,
        *keys: str | bytes | RedisKey,
        weights: Iterable[float] | None = None,
        aggregate: Literal["sum", "min", "max"] | None = None,
        withscores: Literal[True],
    ) -> list[tuple[str, float]]: ...
    def zunionstore(
        self,
        *keys: str | bytes | RedisKey,
        weights: Iterable[float] | None = None,
        aggregate: Literal["sum", "min", "max"] | None = None,
    ) -> int:
        """Store :meth:`zunion`'s answer at a key; returns how many members it has.

        This key is the destination.
        """

class RedisStream(RedisKey):
    """A stream, its consumer groups included."""

    def xack(self, groupname: Value, *ids: Value) -> int:
        """Acknowledge entries; returns how many were pending."""
    def xadd(
        self,
        fields: Fields,
        *,
        id: Value = "*",
        maxlen: int | None = None,
        minid: Value | None = None,
        approximate: bool = True,
        nomkstream: bool = False,
        limit: int | None = None,
    ) -> str | None:
        """Append an entry to a stream; returns its ID."""
    @overload
    def xautoclaim(
        self,
        groupname: Value,
        consumername: Value,
        min_idle_time: int,
        start: Value = "0-0",
        count: int | None = None,
        *,
        justid: Literal[False] = False,
    ) -> tuple[str, list[tuple[str, dict[str, str]]], list[str]]:
        """Take over entries that others have not acknowledged, from ``start`` on."""
    @overload
    def xautoclaim(
        self,
        groupname: Value,
        consumername: Value,
        min_idle_time: int,
        start: Value = "0-0",
        count: int | None = None,
        *,
        justid: Literal[True],
    ) -> tuple[str, list[str], list[str]]: ...
    @overload
    def xclaim(
        self,
        groupname: Value,
        consumername: Value,
        min_idle_time: int,
        *ids: Value,
        idle: int | None = None,
        time: int | None = None,
        retrycount: int | None = None,
        force: bool = False,
        justid: Literal[False] = False,
    ) -> list[tuple[str, dict[str, str]]]:
        """Take over entries that another consumer has not acknowledged."""
    @overload
    def xclaim(
        self,
        groupname: Value,
        consumername: Value,
        min_idle_time: int,
        *ids: Value,
        idle: int | None = None,
        time: int | None = None,
        retrycount: int | None = None,
        force: bool = False,
        justid: Literal[True],
    ) -> list[str]: ...
    def xdel(self, *ids: Value) -> int:
        """Remove entries by their IDs; returns how many were there."""
    def xgroup_create(
        self,
        groupname: Value,
        id: Value = "$",
        mkstream: bool = False,
        entries_read: int | None = None,
    ) -> bool:
        """Make a consumer group that reads on after ``id``, ``"$"`` the last one."""
    def xgroup_createconsumer(self, groupname: Value, consumername: Value) -> bool:
        """Make a consumer of a group; whether it is new."""
    def xgroup_delconsumer(self, groupname: Value, consumername: Value) -> int:
        """Remove a consumer; returns how many entries it had not acknowledged."""
    def xgroup_destroy(self, groupname: Value) -> bool:
        """Remove a consumer group; whether there was one."""
    def xgroup_setid(
        self, groupname: Value, id: Value, entries_read: int | None = None
    ) -> bool:
        """Let a group read on after another ID. Returns True."""
    def xinfo_consumers(self, groupname: Value) -> list[dict[str, object]]:
        """The consumers of a group."""
    def xinfo_groups(self) -> list[dict[str, object]]:
        """The consumer groups of a stream; CommandError if there is no stream."""
    @overload
    def xinfo_stream(
        self, *, full: Literal[False] = False, count: None = None
    ) -> dict[str, object]:
        """What a stream is: its length, its IDs, its first and last entry."""
    @overload
    def xinfo_stream(
        self, *, full: Literal[True], count: int | None = None
    ) -> dict[str, object]: ...
    def xlen(self) -> int:
        """How many entries a stream has, 0 for a missing key."""
    @overload
    def xpending(self, groupname: Value) -> dict[str, object]:
        """What a group has not acknowledged."""
    @overload
    def xpending(
        self,
        groupname: Value,
        *,
        min: Value,
        max: Value,
        count: int,
        consumername: Value | None = None,
        idle: int | None = None,
    ) -> list[dict[str, object]]: ...
    def xrange(
        self, min: Value = "-", max: Value = "+", count: int | None = None
    ) -> list[tuple[str, dict[str, str]]]:
        """Entries from ``min`` to ``max``, at most ``count``, oldest first."""
    def xread(
        self,
        id: Value,
        streams: Mapping[str, Value] | Sequence[tuple[Value | RedisKey, Value]] = (),
        count: int | None = None,
    ) -> dict[str, list[tuple[str, dict[str, str]]]]:
        """Entries after an ID, from several streams, at most ``count`` of each.

        ``id`` goes with this key; ``streams`` has further keys.
        """
    def xreadgroup(
        self,
        groupname: Value,
        consumername: Value,
        id: Value,
        streams: Mapping[str, Value] | Sequence[tuple[Value | RedisKey, Value]] = (),
        count: int | None = None,
        noack: bool = False,
    ) -> dict[str, list[tuple[str, dict[str, str]]]]:
        """Entries of several streams as one consumer of a group.

        ``id`` goes with this key; ``streams`` has further keys.
        """
    def xrevrange(
        self, max: Value = "+", min: Value = "-", count: int | None = None
    ) -> list[tuple[str, dict[str, str]]]:
        """Entries from ``max`` down to ``min``, at most ``count``, newest first."""
    def xsetid(
        self,
        last_id: Value,
        entries_added: int | None = None,
        max_deleted_id: Value | None = None,
    ) -> bool:
        """Set the last ID of a stream, and what it remembers of entries that are
        gone.
        """
    def xtrim(
        self,
        *,
        maxlen: int | None = None,
        minid: Value | None = None,
        approximate: bool = True,
        limit: int | None = None,
    ) -> int:
        """Remove the oldest entries of a stream; returns how many."""

class RedisVar(RedisKey):
    """A string."""

    def append(self, value: Value) -> int:
        """Append to the string at a key, which is created if missing."""
    def decr(self) -> int:
        """Take one from the number at a key, 0 if missing; returns the new number."""
    def decrby(self, decrement: int) -> int:
        """Subtract from the number at a key, 0 if missing; returns the new number."""
    @overload
    def get_value(self, default: None = None) -> str | None:
        """The string; ``default``, which is always evaluated, if there is none."""
    @overload
    def get_value(self, default: Value) -> str: ...
    def getdel(self) -> str | None:
        """The string at a key, which is removed; None if there is none."""
    def getex(
        self,
        *,
        expire_timestamp: datetime | None = None,
        expire_in: float | None = None,
        persist: bool = False,
    ) -> str | None:
        """The string at a key, whose expiry is set or taken away; null if none.

        ``expire_in`` is in seconds with millisecond precision, an expression
        too; ``expire_timestamp`` an aware or local datetime; ``persist`` lets
        the key stay. Without any of them its expiry is left alone.
        """
    def getrange(self, start: int, end: int) -> str:
        """The bytes from ``start`` to ``end``, both included, negative from the end."""
    def getset(self, value: Value) -> str | None:
        """Set a key to a string; returns the string it held, None if there was none."""
    def incr(self) -> int:
        """Add one to the number at a key, 0 if missing; returns the new number."""
    @overload
    def incrby(self, increment: int) -> int:
        """Add to the number; gives the new number.

        A Python ``float`` adds as INCRBYFLOAT does; an expression must give a
        whole number (else use :meth:`incrbyfloat`).
        """
    @overload
    def incrby(self, increment: float) -> float: ...
    def incrby_text(self, increment: int = 1) -> str:
        """As :meth:`incrby`, the new number as exact decimal text of 64 bits."""
    def incrbyfloat(self, increment: float) -> float:
        """Add a number to the number at a key, 0 if missing; returns the new number."""
    @overload
    def lcs(self, key2: str | bytes | RedisKey) -> str:
        """The longest subsequence of bytes that two strings have in common.

        This key is the key.
        """
    @overload
    def lcs(self, key2: str | bytes | RedisKey, *, len: Literal[True]) -> int: ...
    @overload
    def lcs(
        self,
        key2: str | bytes | RedisKey,
        *,
        idx: Literal[True],
        minmatchlen: int | None = None,
        withmatchlen: bool = False,
    ) -> dict[str, object]: ...
    def mget(self, *keys: str | bytes | RedisKey) -> dict[str, str | None]:
        """The strings at several keys, by key; None where there is none.

        This key comes first.
        """
    def mset(
        self,
        value: Value,
        mapping: Mapping[str, Value] | Sequence[tuple[Value | RedisKey, Value]] = (),
    ) -> bool:
        """Set several keys to strings in one go; returns True.

        ``value`` goes with this key; ``mapping`` has further keys.
        """
    def msetnx(
        self,
        value: Value,
        mapping: Mapping[str, Value] | Sequence[tuple[Value | RedisKey, Value]] = (),
    ) -> bool:
        """Set several keys to strings if none of them is there; returns whether so.

        ``value`` goes with this key; ``mapping`` has further keys.
        """
    def psetex(self, milliseconds: int, value: Value) -> bool:
        """Set a key to a string that expires in some milliseconds. Returns True."""
    @overload
    def set_value(
        self,
        value: Value,
        *,
        mode: RSetMode = "always",
        return_previous: Literal[False] = False,
        expire_timestamp: datetime | None = None,
        expire_in: float | None = None,
        keep_ttl: bool = False,
    ) -> bool:
        """Set the string; gives whether it was set, or the old value, or null.

        ``expire_in`` is in seconds with millisecond precision, an expression
        too; ``expire_timestamp`` an aware or local datetime.
        """
    @overload
    def set_value(
        self,
        value: Value,
        *,
        mode: RSetMode = "always",
        return_previous: Literal[True],
        expire_timestamp: datetime | None = None,
        expire_in: float | None = None,
        keep_ttl: bool = False,
    ) -> str | None: ...
    def setex(self, seconds: int, value: Value) -> bool:
        """Set a key to a string that expires in some seconds. Returns True."""
    def setnx(self, value: Value) -> bool:
        """Set a key to a string if there is no such key; returns whether it was set."""
    def setrange(self, offset: int, value: Value) -> int:
        """Overwrite part of a string from ``offset`` bytes on, filling up with NULs."""
    def strlen(self) -> int:
        """The length in bytes of the string at a key, 0 for a missing key."""
    def substr(self, start: int, end: int) -> str:
        """As :meth:`getrange`, of which it is the old name."""
