"""The structures of scripts: the typed methods of their commands.

Every command that works on a key is a method of the structure it belongs to
(:mod:`redipy_scripts.methods`), with the client's name and arguments; the
structure is its first key. Here are the names that differ from the client's, and
the calls whose arguments become words in a way of their own.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from redipy_core.errors import ArgumentValueError
from redipy_core.modes import RExpireMode, RSetMode
from redipy_core.times import milliseconds, timestamp_milliseconds
from redipy_scripts.expressions import CallFn, Expression, Operand
from redipy_scripts.methods import (
    BitmapMethods,
    GeoMethods,
    HashMethods,
    HyperLogLogMethods,
    KeyMethods,
    ListMethods,
    SetMethods,
    SortedSetMethods,
    SortMethods,
    StreamMethods,
    VarMethods,
)
from redipy_scripts.structure import Rows

_CONDITIONS: dict[str, Literal["NX", "XX"] | None] = {
    "always": None,
    "if_missing": "NX",
    "if_exists": "XX",
}
_EXPIRE_FLAGS: dict[str, dict[str, bool]] = {
    "always": {},
    "if_persist": {"nx": True},
    "if_expire": {"xx": True},
    "if_later": {"gt": True},
    "if_earlier": {"lt": True},
}


def _span(seconds: Operand) -> Operand:
    """Seconds as whole milliseconds, by the same rule on every backend."""
    if isinstance(seconds, (int, float)) and not isinstance(seconds, bool):
        return str(milliseconds(seconds))
    return CallFn("milliseconds", seconds)


def _moment(timestamp: datetime) -> str:
    return str(timestamp_milliseconds(timestamp))


def _expiries(timestamp: datetime | None, span: Operand) -> list[object]:
    """The options that say when a string expires."""
    expiries: list[object] = []
    if span is not None:
        expiries.append(("PX", _span(span)))
    if timestamp is not None:
        expiries.append(("PXAT", _moment(timestamp)))
    return expiries


class RedisKey(KeyMethods):
    """A key, whatever it holds."""

    def expire(
        self,
        *,
        mode: RExpireMode = "always",
        expire_timestamp: datetime | None = None,
        expire_in: Operand = None,
    ) -> Expression:
        """Let the key expire, or stay; gives whether something changed.

        ``expire_in`` is in seconds with millisecond precision, an expression
        too; ``expire_timestamp`` an aware or local datetime. With neither the
        key persists.
        """
        if mode not in _EXPIRE_FLAGS:
            raise ArgumentValueError(f"mode cannot be {mode!r}")
        if expire_in is not None and expire_timestamp is not None:
            raise ArgumentValueError("expire_timestamp and expire_in exclude another")
        flags = _EXPIRE_FLAGS[mode]
        if expire_in is not None:
            return self._call("PEXPIRE", milliseconds=_span(expire_in), **flags)
        if expire_timestamp is not None:
            moment = _moment(expire_timestamp)
            return self._call("PEXPIREAT", unix_milliseconds=moment, **flags)
        if flags:
            raise ArgumentValueError(f"mode {mode!r} needs a time")
        return self._call("PERSIST")

    def ttl(self) -> Expression:
        """The seconds until the key expires; -1 if it stays, null if it is missing."""
        return self._shaped("PTTL", "seconds")


class RedisVar(RedisKey, VarMethods):
    """A string."""

    def get_value(self, default: Operand = None) -> Expression:
        """The string; ``default``, which is always evaluated, if there is none."""
        value = self._call("GET")
        return value if default is None else CallFn("unless_null", value, default)

    def getex(
        self,
        *,
        expire_timestamp: datetime | None = None,
        expire_in: Operand = None,
        persist: bool = False,
    ) -> Expression:
        """The string at a key, whose expiry is set or taken away; null if none.

        ``expire_in`` is in seconds with millisecond precision, an expression
        too; ``expire_timestamp`` an aware or local datetime; ``persist`` lets
        the key stay. Without any of them its expiry is left alone.
        """
        expiries = _expiries(expire_timestamp, expire_in)
        if persist:
            expiries.append("PERSIST")
        if len(expiries) > 1:
            raise ArgumentValueError(
                "expire_timestamp, expire_in and persist exclude one another"
            )
        return self._call("GETEX", expiry=expiries[0] if expiries else None)

    def set_value(
        self,
        value: Operand,
        *,
        mode: RSetMode = "always",
        return_previous: bool = False,
        expire_timestamp: datetime | None = None,
        expire_in: Operand = None,
        keep_ttl: bool = False,
    ) -> Expression:
        """Set the string; gives whether it was set, or the old value, or null.

        ``expire_in`` is in seconds with millisecond precision, an expression
        too; ``expire_timestamp`` an aware or local datetime.
        """
        if mode not in _CONDITIONS:
            raise ArgumentValueError(f"mode cannot be {mode!r}")
        expiries = _expiries(expire_timestamp, expire_in)
        if keep_ttl:
            expiries.append("KEEPTTL")
        if len(expiries) > 1:
            raise ArgumentValueError(
                "expire_timestamp, expire_in and keep_ttl exclude one another"
            )
        return self._call(
            "SET",
            value=value,
            condition=_CONDITIONS[mode],
            previous=return_previous,
            expiry=expiries[0] if expiries else None,
        )

    def incrby(self, increment: Operand = 1) -> Expression:
        """Add to the number; gives the new number.

        A Python ``float`` adds as INCRBYFLOAT does; an expression must give a
        whole number (else use :meth:`incrbyfloat`).
        """
        if isinstance(increment, float):
            return self._call("INCRBYFLOAT", increment=increment)
        return self._call("INCRBY", increment=increment)

    def incrby_text(self, increment: Operand = 1) -> Expression:
        """As :meth:`incrby`, the new number as exact decimal text of 64 bits."""
        return CallFn("last", self.incrby(increment), self._call("GET"))


class RedisList(RedisKey, ListMethods, SortMethods):
    """A list."""


class RedisHash(RedisKey, HashMethods):
    """A hash."""

    def hincrby(self, field: Operand, increment: Operand = 1) -> Expression:
        """Add to the number in a field; gives the new number.

        A Python ``float`` adds as HINCRBYFLOAT does; an expression must give a
        whole number (else use :meth:`hincrbyfloat`).
        """
        name = "HINCRBYFLOAT" if isinstance(increment, float) else "HINCRBY"
        return self._call(name, field=field, increment=increment)

    def hincrby_text(self, field: Operand, increment: Operand = 1) -> Expression:
        """As :meth:`hincrby`, the new number as exact decimal text of 64 bits."""
        return CallFn(
            "last", self.hincrby(field, increment), self._call("HGET", field=field)
        )


class RedisSet(RedisKey, SetMethods, SortMethods):
    """A set."""

    def add(self, *members: Operand) -> Expression:
        """Add members; gives how many are new."""
        return self._call("SADD", members=members)

    def remove(self, *members: Operand) -> Expression:
        """Remove members; gives how many were there."""
        return self._call("SREM", members=members)

    def has(self, member: Operand) -> Expression:
        """Whether the set has a member."""
        return self._call("SISMEMBER", member=member)

    def members(self) -> Expression:
        """All members, in byte order."""
        return self._call("SMEMBERS")

    def card(self) -> Expression:
        """How many members there are."""
        return self._call("SCARD")


class RedisSortedSet(RedisKey, SortedSetMethods, SortMethods):
    """A sorted set."""

    def add(self, score: Operand, member: Operand) -> Expression:
        """Add a member or change its score; gives how many are new."""
        return self._call("ZADD", mapping=[(score, member)])

    def add_all(self, scores: Rows) -> Expression:
        """Add members with their scores; gives how many are new."""
        return self._call("ZADD", mapping=scores)

    def pop_max(self, count: Operand = 1) -> Expression:
        """Remove and give the highest, as a list of ``[member, score]``."""
        return self._call("ZPOPMAX", count=count)

    def pop_min(self, count: Operand = 1) -> Expression:
        """Remove and give the lowest, as a list of ``[member, score]``."""
        return self._call("ZPOPMIN", count=count)

    def range(
        self,
        start: Operand,
        stop: Operand,
        *,
        by: Literal["rank", "score", "lex"] = "rank",
        desc: bool = False,
        withscores: bool = False,
    ) -> Expression:
        """Members in order from ``start`` to ``stop``, both included.

        ``withscores`` gives a list of ``[member, score]``.
        """
        order = None if by == "rank" else f"BY{by.upper()}"
        return self._call(
            "ZRANGE",
            start=start,
            stop=stop,
            order=order,
            rev=desc,
            withscores=withscores,
        )

    def card(self) -> Expression:
        """How many members there are."""
        return self._call("ZCARD")


class RedisStream(RedisKey, StreamMethods):
    """A stream, its consumer groups included."""


class RedisBitmap(RedisKey, BitmapMethods):
    """A string, bit by bit."""


class RedisGeo(RedisKey, GeoMethods):
    """Places on the earth: a sorted set of positions."""


class RedisHyperLogLog(RedisKey, HyperLogLogMethods):
    """A rough count of different elements."""
