"""Redis calls of script structures, one method for each command.

Written by ``tools/generate_script_methods.py`` from the command declarations;
edit those instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from redipy_scripts.expressions import Expression, Operand
from redipy_scripts.structure import Structure


class KeyMethods(Structure):
    """Commands on any key."""

    def exists(self) -> Expression:
        """How many of the keys are there. A key named twice counts twice."""
        return self._call("EXISTS")

    def delete(self) -> Expression:
        """Remove keys; returns how many were there."""
        return self._call("DEL")

    def unlink(self) -> Expression:
        """As :meth:`delete`; a server frees the memory in the background."""
        return self._call("UNLINK")

    def touch(self) -> Expression:
        """Mark keys as used just now; returns how many are there."""
        return self._call("TOUCH")

    def key_type(self) -> Expression:
        """What a key holds: ``"string"``, ``"list"``, ``"set"``, ``"zset"``,
        ``"hash"`` or ``"stream"``; None for a missing key.
        """
        return self._call("TYPE")

    def rename(self, newkey: Operand) -> Expression:
        """Rename a key, with its expiry; what ``newkey`` held is lost. Returns True."""
        return self._call("RENAME", newkey=newkey)

    def renamenx(self, newkey: Operand) -> Expression:
        """As :meth:`rename`, unless ``newkey`` is there; returns whether it was
        done.
        """
        return self._call("RENAMENX", newkey=newkey)

    def pexpire(
        self,
        milliseconds: Operand,
        *,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> Expression:
        """Let a key expire in some milliseconds; returns whether it will."""
        return self._call(
            "PEXPIRE", milliseconds=milliseconds, nx=nx, xx=xx, gt=gt, lt=lt
        )

    def expireat(
        self,
        unix_seconds: Operand,
        *,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> Expression:
        """Let a key expire at a time in seconds since the epoch; returns whether it
        will.
        """
        return self._call(
            "EXPIREAT", unix_seconds=unix_seconds, nx=nx, xx=xx, gt=gt, lt=lt
        )

    def pexpireat(
        self,
        unix_milliseconds: Operand,
        *,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> Expression:
        """Let a key expire at a time in milliseconds since the epoch."""
        return self._call(
            "PEXPIREAT", unix_milliseconds=unix_milliseconds, nx=nx, xx=xx, gt=gt, lt=lt
        )

    def persist(self) -> Expression:
        """Take a key's expiry away; returns whether it had one."""
        return self._call("PERSIST")

    def pttl(self) -> Expression:
        """The milliseconds until a key expires; -1 if it stays, -2 if it is missing."""
        return self._call("PTTL")


class VarMethods(Structure):
    """Commands on a string."""

    def getdel(self) -> Expression:
        """The string at a key, which is removed; None if there is none."""
        return self._call("GETDEL")

    def setnx(self, value: Operand) -> Expression:
        """Set a key to a string if there is no such key; returns whether it was set."""
        return self._call("SETNX", value=value)

    def append(self, value: Operand) -> Expression:
        """Append to the string at a key, which is created if missing."""
        return self._call("APPEND", value=value)

    def strlen(self) -> Expression:
        """The length in bytes of the string at a key, 0 for a missing key."""
        return self._call("STRLEN")

    def getrange(self, start: Operand, end: Operand) -> Expression:
        """The bytes from ``start`` to ``end``, both included, negative from the end."""
        return self._call("GETRANGE", start=start, end=end)

    def setrange(self, offset: Operand, value: Operand) -> Expression:
        """Overwrite part of a string from ``offset`` bytes on, filling up with NULs."""
        return self._call("SETRANGE", offset=offset, value=value)

    def incr(self) -> Expression:
        """Add one to the number at a key, 0 if missing; returns the new number."""
        return self._call("INCR")

    def decr(self) -> Expression:
        """Take one from the number at a key, 0 if missing; returns the new number."""
        return self._call("DECR")

    def decrby(self, decrement: Operand) -> Expression:
        """Subtract from the number at a key, 0 if missing; returns the new number."""
        return self._call("DECRBY", decrement=decrement)

    def incrbyfloat(self, increment: Operand) -> Expression:
        """Add a number to the number at a key, 0 if missing; returns the new number."""
        return self._call("INCRBYFLOAT", increment=increment)


class ListMethods(Structure):
    """Commands on a list."""

    def lpush(self, *elements: Operand) -> Expression:
        """Insert elements at the head of a list, one after the other."""
        return self._call("LPUSH", elements=elements)

    def rpush(self, *elements: Operand) -> Expression:
        """Append elements to the tail of a list, in the order given."""
        return self._call("RPUSH", elements=elements)

    def lpop(self, count: Operand = None) -> Expression:
        """Remove and return the first element of a list, or the first ``count``."""
        return self._call("LPOP", count=count)

    def rpop(self, count: Operand = None) -> Expression:
        """Remove and return the last element of a list, or the last ``count``."""
        return self._call("RPOP", count=count)

    def llen(self) -> Expression:
        """The length of a list, 0 for a missing key."""
        return self._call("LLEN")

    def lrange(self, start: Operand, stop: Operand) -> Expression:
        """The elements from ``start`` to ``stop``, both included."""
        return self._call("LRANGE", start=start, stop=stop)

    def lindex(self, index: Operand) -> Expression:
        """The element at a position, None if there is none."""
        return self._call("LINDEX", index=index)

    def lset(self, index: Operand, element: Operand) -> Expression:
        """Replace the element at a position; returns True."""
        return self._call("LSET", index=index, element=element)

    def lrem(self, count: Operand, element: Operand) -> Expression:
        """Remove elements that equal ``element``; returns how many went."""
        return self._call("LREM", count=count, element=element)

    def ltrim(self, start: Operand, stop: Operand) -> Expression:
        """Keep only the elements from ``start`` to ``stop``, both included."""
        return self._call("LTRIM", start=start, stop=stop)

    def linsert(
        self, where: Literal["BEFORE", "AFTER"], pivot: Operand, element: Operand
    ) -> Expression:
        """Insert an element before or after the first one that equals ``pivot``."""
        return self._call("LINSERT", where=where, pivot=pivot, element=element)


class HashMethods(Structure):
    """Commands on a hash."""

    def hset(
        self, mapping: Mapping[str, Operand] | Sequence[tuple[Operand, Operand]]
    ) -> Expression:
        """Set fields of a hash, which is created if missing."""
        return self._call("HSET", mapping=mapping)

    def hsetnx(self, field: Operand, value: Operand) -> Expression:
        """Set a field of a hash unless it is there; returns whether it was set."""
        return self._call("HSETNX", field=field, value=value)

    def hget(self, field: Operand) -> Expression:
        """The value of a field, None if there is none."""
        return self._call("HGET", field=field)

    def hmget(self, *fields: Operand) -> Expression:
        """The values of several fields by field; None where there is none."""
        return self._call("HMGET", fields=fields)

    def hgetall(self) -> Expression:
        """All fields and their values, empty for a missing key."""
        return self._call("HGETALL")

    def hdel(self, *fields: Operand) -> Expression:
        """Remove fields; returns how many were there."""
        return self._call("HDEL", fields=fields)

    def hexists(self, field: Operand) -> Expression:
        """Whether a hash has a field."""
        return self._call("HEXISTS", field=field)

    def hlen(self) -> Expression:
        """How many fields a hash has, 0 for a missing key."""
        return self._call("HLEN")

    def hstrlen(self, field: Operand) -> Expression:
        """The length in bytes of a field's value, 0 if there is none."""
        return self._call("HSTRLEN", field=field)

    def hkeys(self) -> Expression:
        """The names of the fields, in no order."""
        return self._call("HKEYS")

    def hvals(self) -> Expression:
        """The values of the fields, in no order."""
        return self._call("HVALS")

    def hincrbyfloat(self, field: Operand, increment: Operand) -> Expression:
        """Add a number to the number in a field, 0 if missing; returns the new
        number.
        """
        return self._call("HINCRBYFLOAT", field=field, increment=increment)


class SetMethods(Structure):
    """Commands on a set."""

    def sadd(self, *members: Operand) -> Expression:
        """Add members to a set, which is created if missing."""
        return self._call("SADD", members=members)

    def srem(self, *members: Operand) -> Expression:
        """Remove members from a set; returns how many were there."""
        return self._call("SREM", members=members)

    def sismember(self, member: Operand) -> Expression:
        """Whether a set has a member."""
        return self._call("SISMEMBER", member=member)

    def scard(self) -> Expression:
        """How many members a set has, 0 for a missing key."""
        return self._call("SCARD")

    def smembers(self) -> Expression:
        """The members of a set, empty for a missing key."""
        return self._call("SMEMBERS")

    def smove(self, destination: Operand, member: Operand) -> Expression:
        """Move a member from one set to another; returns whether it was there."""
        return self._call("SMOVE", destination=destination, member=member)

    def spop(self, count: Operand = None) -> Expression:
        """Remove and return a random member, or ``count`` different ones."""
        return self._call("SPOP", count=count)

    def srandmember(self, count: Operand = None) -> Expression:
        """A random member, or several; the set stays as it is."""
        return self._call("SRANDMEMBER", count=count)

    def sinterstore(self, *keys: Operand) -> Expression:
        """Store :meth:`sinter`'s answer at a key; returns how many members it has."""
        return self._call("SINTERSTORE", keys=keys)

    def sunionstore(self, *keys: Operand) -> Expression:
        """Store :meth:`sunion`'s answer at a key; returns how many members it has."""
        return self._call("SUNIONSTORE", keys=keys)

    def sdiffstore(self, *keys: Operand) -> Expression:
        """Store :meth:`sdiff`'s answer at a key; returns how many members it has."""
        return self._call("SDIFFSTORE", keys=keys)


class SortedSetMethods(Structure):
    """Commands on a sorted set."""

    def zadd(
        self,
        mapping: Mapping[str, Operand] | Sequence[tuple[Operand, Operand]],
        *,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
        ch: bool = False,
        incr: bool = False,
    ) -> Expression:
        """Add members with their scores to a sorted set, or change scores."""
        return self._call(
            "ZADD", nx=nx, xx=xx, gt=gt, lt=lt, ch=ch, incr=incr, mapping=mapping
        )

    def zrem(self, *members: Operand) -> Expression:
        """Remove members; returns how many were there."""
        return self._call("ZREM", members=members)

    def zcard(self) -> Expression:
        """How many members a sorted set has, 0 for a missing key."""
        return self._call("ZCARD")

    def zscore(self, member: Operand) -> Expression:
        """The score of a member, None if there is none."""
        return self._call("ZSCORE", member=member)

    def zincrby(self, increment: Operand, member: Operand) -> Expression:
        """Add to the score of a member, 0 if missing; returns the new score."""
        return self._call("ZINCRBY", increment=increment, member=member)

    def zrank(self, member: Operand) -> Expression:
        """The place of a member counted from 0, lowest score first; None if none."""
        return self._call("ZRANK", member=member)

    def zrevrank(self, member: Operand) -> Expression:
        """The place of a member counted from 0, highest score first; None if none."""
        return self._call("ZREVRANK", member=member)

    def zcount(self, min: Operand, max: Operand) -> Expression:
        """How many members have a score from ``min`` to ``max``."""
        return self._call("ZCOUNT", min=min, max=max)

    def zpop_max(self, count: Operand = None) -> Expression:
        """Remove and return the members with the highest scores, highest first."""
        return self._call("ZPOPMAX", count=count)

    def zpop_min(self, count: Operand = None) -> Expression:
        """Remove and return the members with the lowest scores, lowest first."""
        return self._call("ZPOPMIN", count=count)

    def zrange(
        self,
        start: Operand,
        stop: Operand,
        *,
        order: Literal["BYSCORE", "BYLEX"] | None = None,
        rev: bool = False,
        limit: tuple[Operand, Operand] | None = None,
        withscores: bool = False,
    ) -> Expression:
        """Members in order, from ``start`` to ``stop``."""
        return self._call(
            "ZRANGE",
            start=start,
            stop=stop,
            order=order,
            rev=rev,
            limit=limit,
            withscores=withscores,
        )
