"""The faces: the declared commands as methods of clients and pipelines.

Generated from the declarations by ``make faces``. Do not edit.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Generic, Literal, overload

from redipy_core.binder import Binder
from redipy_core.command import Command
from redipy_core.modes import KeyType, RExpireMode, RSetMode
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
    def mget(self, *keys: Key) -> dict[T, T | None]:
        """The strings at several keys, by key; None where there is none.

        Redis: ``MGET key [key ...]``.
        """
    def mset(self, mapping: Fields) -> bool:
        """Set several keys to strings in one go; returns True.

        Redis: ``MSET key value [key value ...]``.
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
    def hset(self, key: Key, mapping: Fields) -> int:
        """Set fields of a hash, which is created if missing.

        Returns how many fields are new. Raises WrongTypeError if the key holds
        something else.

        Redis: ``HSET key field value [field value ...]``.
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
    ) -> int:
        """Add members with their scores to a sorted set, or change scores.

        ``nx`` only adds, ``xx`` only changes, ``gt`` and ``lt`` change only to a
        greater or lesser score. Returns how many members are new, with ``ch`` how
        many are new or changed. Raises CommandError for a score that is NaN or for
        options that exclude one another, WrongTypeError if the key holds something
        else.

        Redis: ``ZADD key [NX] [XX] [GT] [LT] [CH] [INCR] score member [score member ...]``.
        """
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
    def zcount(self, key: Key, min: Value, max: Value) -> int:
        """How many members have a score from ``min`` to ``max``.

        ``"-inf"`` and ``"+inf"`` are no limit; ``"(5"`` leaves 5 itself out.

        Redis: ``ZCOUNT key min max``.
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
    def dbsize(self) -> int:
        """How many keys there are; with a prefix, how many of that prefix.

        Redis: ``DBSIZE``.
        """
    def flushall(self) -> bool:
        """Remove every key; with a prefix, every key of that prefix. Returns True.

        Redis: ``FLUSHALL [ASYNC | SYNC]``.
        """
    def publish(self, channel: Key, message: Value) -> int:
        """Send a message to whoever listens on a channel; returns how many do.

        Redis: ``PUBLISH channel message``.
        """
    def ping(self, message: Value | None = None) -> T:
        """``"PONG"``, or the message: a sign of life.

        Redis: ``PING [message]``.
        """
    def echo(self, message: Value) -> T:
        """The message.

        Redis: ``ECHO message``.
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
    async def mget(self, *keys: Key) -> dict[T, T | None]:
        """The strings at several keys, by key; None where there is none.

        Redis: ``MGET key [key ...]``.
        """
    async def mset(self, mapping: Fields) -> bool:
        """Set several keys to strings in one go; returns True.

        Redis: ``MSET key value [key value ...]``.
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
    async def hset(self, key: Key, mapping: Fields) -> int:
        """Set fields of a hash, which is created if missing.

        Returns how many fields are new. Raises WrongTypeError if the key holds
        something else.

        Redis: ``HSET key field value [field value ...]``.
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
    ) -> int:
        """Add members with their scores to a sorted set, or change scores.

        ``nx`` only adds, ``xx`` only changes, ``gt`` and ``lt`` change only to a
        greater or lesser score. Returns how many members are new, with ``ch`` how
        many are new or changed. Raises CommandError for a score that is NaN or for
        options that exclude one another, WrongTypeError if the key holds something
        else.

        Redis: ``ZADD key [NX] [XX] [GT] [LT] [CH] [INCR] score member [score member ...]``.
        """
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
    async def zcount(self, key: Key, min: Value, max: Value) -> int:
        """How many members have a score from ``min`` to ``max``.

        ``"-inf"`` and ``"+inf"`` are no limit; ``"(5"`` leaves 5 itself out.

        Redis: ``ZCOUNT key min max``.
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
    async def dbsize(self) -> int:
        """How many keys there are; with a prefix, how many of that prefix.

        Redis: ``DBSIZE``.
        """
    async def flushall(self) -> bool:
        """Remove every key; with a prefix, every key of that prefix. Returns True.

        Redis: ``FLUSHALL [ASYNC | SYNC]``.
        """
    async def publish(self, channel: Key, message: Value) -> int:
        """Send a message to whoever listens on a channel; returns how many do.

        Redis: ``PUBLISH channel message``.
        """
    async def ping(self, message: Value | None = None) -> T:
        """``"PONG"``, or the message: a sign of life.

        Redis: ``PING [message]``.
        """
    async def echo(self, message: Value) -> T:
        """The message.

        Redis: ``ECHO message``.
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
    def mget(self, *keys: Key) -> None:
        """The strings at several keys, by key; None where there is none.

        Redis: ``MGET key [key ...]``.
        """
    def mset(self, mapping: Fields) -> None:
        """Set several keys to strings in one go; returns True.

        Redis: ``MSET key value [key value ...]``.
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
    def hset(self, key: Key, mapping: Fields) -> None:
        """Set fields of a hash, which is created if missing.

        Returns how many fields are new. Raises WrongTypeError if the key holds
        something else.

        Redis: ``HSET key field value [field value ...]``.
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
    ) -> None:
        """Add members with their scores to a sorted set, or change scores.

        ``nx`` only adds, ``xx`` only changes, ``gt`` and ``lt`` change only to a
        greater or lesser score. Returns how many members are new, with ``ch`` how
        many are new or changed. Raises CommandError for a score that is NaN or for
        options that exclude one another, WrongTypeError if the key holds something
        else.

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
    def zcount(self, key: Key, min: Value, max: Value) -> None:
        """How many members have a score from ``min`` to ``max``.

        ``"-inf"`` and ``"+inf"`` are no limit; ``"(5"`` leaves 5 itself out.

        Redis: ``ZCOUNT key min max``.
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
    def dbsize(self) -> None:
        """How many keys there are; with a prefix, how many of that prefix.

        Redis: ``DBSIZE``.
        """
    def flushall(self) -> None:
        """Remove every key; with a prefix, every key of that prefix. Returns True.

        Redis: ``FLUSHALL [ASYNC | SYNC]``.
        """
    def publish(self, channel: Key, message: Value) -> None:
        """Send a message to whoever listens on a channel; returns how many do.

        Redis: ``PUBLISH channel message``.
        """
    def ping(self, message: Value | None = None) -> None:
        """``"PONG"``, or the message: a sign of life.

        Redis: ``PING [message]``.
        """
    def echo(self, message: Value) -> None:
        """The message.

        Redis: ``ECHO message``.
        """
