"""Redis calls of script structures, one method for each command.

Written by ``tools/generate_script_methods.py`` from the command declarations;
edit those instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from redipy_core.places import Unit
from redipy_scripts.expressions import Expression, Operand
from redipy_scripts.structure import (
    BitOperation,
    KeyOperand,
    KeyRows,
    PlaceRows,
    Rows,
    Structure,
    further,
)


class KeyMethods(Structure):
    """Commands on any key."""

    def exists(self, *keys: KeyOperand) -> Expression:
        """How many of the keys are there. A key named twice counts twice.

        This key comes first.
        """
        return self._method("EXISTS", keys=(self, *keys))

    def delete(self, *keys: KeyOperand) -> Expression:
        """Remove keys; returns how many were there.

        This key comes first.
        """
        return self._method("DEL", keys=(self, *keys))

    def unlink(self, *keys: KeyOperand) -> Expression:
        """As :meth:`delete`; a server frees the memory in the background.

        This key comes first.
        """
        return self._method("UNLINK", keys=(self, *keys))

    def touch(self, *keys: KeyOperand) -> Expression:
        """Mark keys as used just now; returns how many are there.

        This key comes first.
        """
        return self._method("TOUCH", keys=(self, *keys))

    def key_type(self) -> Expression:
        """What a key holds: ``"string"``, ``"list"``, ``"set"``, ``"zset"``,
        ``"hash"`` or ``"stream"``; None for a missing key.
        """
        return self._method("TYPE")

    def rename(self, newkey: KeyOperand) -> Expression:
        """Rename a key, with its expiry; what ``newkey`` held is lost. Returns True."""
        return self._method("RENAME", newkey=newkey)

    def renamenx(self, newkey: KeyOperand) -> Expression:
        """As :meth:`rename`, unless ``newkey`` is there; returns whether it was
        done.
        """
        return self._method("RENAMENX", newkey=newkey)

    def copy(
        self,
        destination: KeyOperand,
        *,
        destination_db: Operand = None,
        replace: bool = False,
    ) -> Expression:
        """Copy a key, with its expiry; returns whether it was done.

        This key is the source.
        """
        return self._method(
            "COPY",
            destination=destination,
            destination_db=destination_db,
            replace=replace,
        )

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
        return self._method(
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
        return self._method(
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
        return self._method(
            "PEXPIREAT", unix_milliseconds=unix_milliseconds, nx=nx, xx=xx, gt=gt, lt=lt
        )

    def persist(self) -> Expression:
        """Take a key's expiry away; returns whether it had one."""
        return self._method("PERSIST")

    def pttl(self) -> Expression:
        """The milliseconds until a key expires; -1 if it stays, -2 if it is missing."""
        return self._method("PTTL")

    def expiretime(self) -> Expression:
        """When a key expires, in seconds since the epoch."""
        return self._method("EXPIRETIME")

    def pexpiretime(self) -> Expression:
        """When a key expires, in milliseconds since the epoch."""
        return self._method("PEXPIRETIME")

    def object_encoding(self) -> Expression:
        """How a server keeps a value in memory, such as ``"listpack"``; None for no
        key.
        """
        return self._method("OBJECT ENCODING")

    def object_refcount(self) -> Expression:
        """How often a server refers to a value; None for no key."""
        return self._method("OBJECT REFCOUNT")

    def object_freq(self) -> Expression:
        """How often a key is used, on the logarithmic scale of a server; None for no
        key.
        """
        return self._method("OBJECT FREQ")

    def object_idletime(self) -> Expression:
        """For how many seconds a key has not been used; None for no key."""
        return self._method("OBJECT IDLETIME")

    def memory_usage(self, *, samples: Operand = None) -> Expression:
        """An estimate of the bytes that a key and its value take; None for no key."""
        return self._method("MEMORY USAGE", samples=samples)


class VarMethods(Structure):
    """Commands on a string."""

    def getdel(self) -> Expression:
        """The string at a key, which is removed; None if there is none."""
        return self._method("GETDEL")

    def getset(self, value: Operand) -> Expression:
        """Set a key to a string; returns the string it held, None if there was none."""
        return self._method("GETSET", value=value)

    def mget(self, *keys: KeyOperand) -> Expression:
        """The strings at several keys, by key; None where there is none.

        This key comes first.
        """
        return self._method("MGET", keys=(self, *keys))

    def mset(self, value: Operand, mapping: KeyRows = ()) -> Expression:
        """Set several keys to strings in one go; returns True.

        ``value`` goes with this key; ``mapping`` has further keys.
        """
        return self._method("MSET", mapping=[(self, value), *further(mapping)])

    def msetnx(self, value: Operand, mapping: KeyRows = ()) -> Expression:
        """Set several keys to strings if none of them is there; returns whether so.

        ``value`` goes with this key; ``mapping`` has further keys.
        """
        return self._method("MSETNX", mapping=[(self, value), *further(mapping)])

    def setex(self, seconds: Operand, value: Operand) -> Expression:
        """Set a key to a string that expires in some seconds. Returns True."""
        return self._method("SETEX", seconds=seconds, value=value)

    def psetex(self, milliseconds: Operand, value: Operand) -> Expression:
        """Set a key to a string that expires in some milliseconds. Returns True."""
        return self._method("PSETEX", milliseconds=milliseconds, value=value)

    def setnx(self, value: Operand) -> Expression:
        """Set a key to a string if there is no such key; returns whether it was set."""
        return self._method("SETNX", value=value)

    def append(self, value: Operand) -> Expression:
        """Append to the string at a key, which is created if missing."""
        return self._method("APPEND", value=value)

    def strlen(self) -> Expression:
        """The length in bytes of the string at a key, 0 for a missing key."""
        return self._method("STRLEN")

    def getrange(self, start: Operand, end: Operand) -> Expression:
        """The bytes from ``start`` to ``end``, both included, negative from the end."""
        return self._method("GETRANGE", start=start, end=end)

    def substr(self, start: Operand, end: Operand) -> Expression:
        """As :meth:`getrange`, of which it is the old name."""
        return self._method("SUBSTR", start=start, end=end)

    def setrange(self, offset: Operand, value: Operand) -> Expression:
        """Overwrite part of a string from ``offset`` bytes on, filling up with NULs."""
        return self._method("SETRANGE", offset=offset, value=value)

    def incr(self) -> Expression:
        """Add one to the number at a key, 0 if missing; returns the new number."""
        return self._method("INCR")

    def decr(self) -> Expression:
        """Take one from the number at a key, 0 if missing; returns the new number."""
        return self._method("DECR")

    def decrby(self, decrement: Operand) -> Expression:
        """Subtract from the number at a key, 0 if missing; returns the new number."""
        return self._method("DECRBY", decrement=decrement)

    def incrbyfloat(self, increment: Operand) -> Expression:
        """Add a number to the number at a key, 0 if missing; returns the new number."""
        return self._method("INCRBYFLOAT", increment=increment)

    def lcs(
        self,
        key2: KeyOperand,
        *,
        len: bool = False,
        idx: bool = False,
        minmatchlen: Operand = None,
        withmatchlen: bool = False,
    ) -> Expression:
        """The longest subsequence of bytes that two strings have in common.

        This key is the key.
        """
        return self._method(
            "LCS",
            key2=key2,
            len=len,
            idx=idx,
            minmatchlen=minmatchlen,
            withmatchlen=withmatchlen,
        )


class ListMethods(Structure):
    """Commands on a list."""

    def lpush(self, *elements: Operand) -> Expression:
        """Insert elements at the head of a list, one after the other."""
        return self._method("LPUSH", elements=elements)

    def rpush(self, *elements: Operand) -> Expression:
        """Append elements to the tail of a list, in the order given."""
        return self._method("RPUSH", elements=elements)

    def lpushx(self, *elements: Operand) -> Expression:
        """As :meth:`lpush`, if there is such a list."""
        return self._method("LPUSHX", elements=elements)

    def rpushx(self, *elements: Operand) -> Expression:
        """Append elements to the tail of a list if there is one."""
        return self._method("RPUSHX", elements=elements)

    def lpop(self, count: Operand = None) -> Expression:
        """Remove and return the first element of a list, or the first ``count``."""
        return self._method("LPOP", count=count)

    def rpop(self, count: Operand = None) -> Expression:
        """Remove and return the last element of a list, or the last ``count``."""
        return self._method("RPOP", count=count)

    def llen(self) -> Expression:
        """The length of a list, 0 for a missing key."""
        return self._method("LLEN")

    def lrange(self, start: Operand, stop: Operand) -> Expression:
        """The elements from ``start`` to ``stop``, both included."""
        return self._method("LRANGE", start=start, stop=stop)

    def lindex(self, index: Operand) -> Expression:
        """The element at a position, None if there is none."""
        return self._method("LINDEX", index=index)

    def lset(self, index: Operand, element: Operand) -> Expression:
        """Replace the element at a position; returns True."""
        return self._method("LSET", index=index, element=element)

    def lrem(self, count: Operand, element: Operand) -> Expression:
        """Remove elements that equal ``element``; returns how many went."""
        return self._method("LREM", count=count, element=element)

    def ltrim(self, start: Operand, stop: Operand) -> Expression:
        """Keep only the elements from ``start`` to ``stop``, both included."""
        return self._method("LTRIM", start=start, stop=stop)

    def linsert(
        self, where: Literal["before", "after"], pivot: Operand, element: Operand
    ) -> Expression:
        """Insert an element before or after the first one that equals ``pivot``."""
        return self._method("LINSERT", where=where, pivot=pivot, element=element)

    def rpoplpush(self, destination: KeyOperand) -> Expression:
        """Move the last element of a list to the head of another, or of the same.

        This key is the source.
        """
        return self._method("RPOPLPUSH", destination=destination)

    def lmove(
        self,
        destination: KeyOperand,
        src: Literal["left", "right"] = "left",
        dest: Literal["left", "right"] = "right",
    ) -> Expression:
        """Move an element from an end of a list to an end of another, or of the
        same.

        This key is the source.
        """
        return self._method("LMOVE", destination=destination, src=src, dest=dest)

    def lpos(
        self,
        element: Operand,
        *,
        rank: Operand = None,
        count: Operand = None,
        maxlen: Operand = None,
    ) -> Expression:
        """The position of an element in a list, counted from 0 at the head."""
        return self._method(
            "LPOS", element=element, rank=rank, count=count, maxlen=maxlen
        )

    def lmpop(
        self,
        *keys: KeyOperand,
        where: Literal["left", "right"] = "left",
        count: Operand = None,
    ) -> Expression:
        """Remove elements from the first list that has any.

        This key comes first.
        """
        return self._method("LMPOP", keys=(self, *keys), where=where, count=count)


class HashMethods(Structure):
    """Commands on a hash."""

    def hset(self, mapping: Rows) -> Expression:
        """Set fields of a hash, which is created if missing."""
        return self._method("HSET", mapping=mapping)

    def hmset(self, mapping: Rows) -> Expression:
        """As :meth:`hset`, which has replaced it. Returns True."""
        return self._method("HMSET", mapping=mapping)

    def hsetnx(self, field: Operand, value: Operand) -> Expression:
        """Set a field of a hash unless it is there; returns whether it was set."""
        return self._method("HSETNX", field=field, value=value)

    def hget(self, field: Operand) -> Expression:
        """The value of a field, None if there is none."""
        return self._method("HGET", field=field)

    def hmget(self, *fields: Operand) -> Expression:
        """The values of several fields by field; None where there is none."""
        return self._method("HMGET", fields=fields)

    def hgetall(self) -> Expression:
        """All fields and their values, empty for a missing key."""
        return self._method("HGETALL")

    def hdel(self, *fields: Operand) -> Expression:
        """Remove fields; returns how many were there."""
        return self._method("HDEL", fields=fields)

    def hexists(self, field: Operand) -> Expression:
        """Whether a hash has a field."""
        return self._method("HEXISTS", field=field)

    def hlen(self) -> Expression:
        """How many fields a hash has, 0 for a missing key."""
        return self._method("HLEN")

    def hstrlen(self, field: Operand) -> Expression:
        """The length in bytes of a field's value, 0 if there is none."""
        return self._method("HSTRLEN", field=field)

    def hkeys(self) -> Expression:
        """The names of the fields, in no order."""
        return self._method("HKEYS")

    def hvals(self) -> Expression:
        """The values of the fields, in no order."""
        return self._method("HVALS")

    def hincrbyfloat(self, field: Operand, increment: Operand) -> Expression:
        """Add a number to the number in a field, 0 if missing; returns the new
        number.
        """
        return self._method("HINCRBYFLOAT", field=field, increment=increment)

    def hrandfield(self, count: Operand = None, withvalues: bool = False) -> Expression:
        """The name of a random field, or several; the hash stays as it is."""
        return self._method("HRANDFIELD", count=count, withvalues=withvalues)

    def hscan(
        self, cursor: Operand, *, match: Operand = None, count: Operand = None
    ) -> Expression:
        """One page of a hash: the next cursor, and fields with their values."""
        return self._method("HSCAN", cursor=cursor, match=match, count=count)


class SetMethods(Structure):
    """Commands on a set."""

    def sadd(self, *members: Operand) -> Expression:
        """Add members to a set, which is created if missing."""
        return self._method("SADD", members=members)

    def srem(self, *members: Operand) -> Expression:
        """Remove members from a set; returns how many were there."""
        return self._method("SREM", members=members)

    def sismember(self, member: Operand) -> Expression:
        """Whether a set has a member."""
        return self._method("SISMEMBER", member=member)

    def smismember(self, *members: Operand) -> Expression:
        """Whether a set has members, one answer for each."""
        return self._method("SMISMEMBER", members=members)

    def scard(self) -> Expression:
        """How many members a set has, 0 for a missing key."""
        return self._method("SCARD")

    def smembers(self) -> Expression:
        """The members of a set, empty for a missing key."""
        return self._method("SMEMBERS")

    def smove(self, destination: KeyOperand, member: Operand) -> Expression:
        """Move a member from one set to another; returns whether it was there.

        This key is the source.
        """
        return self._method("SMOVE", destination=destination, member=member)

    def spop(self, count: Operand = None) -> Expression:
        """Remove and return a random member, or ``count`` different ones."""
        return self._method("SPOP", count=count)

    def srandmember(self, count: Operand = None) -> Expression:
        """A random member, or several; the set stays as it is."""
        return self._method("SRANDMEMBER", count=count)

    def sinter(self, *keys: KeyOperand) -> Expression:
        """The members that all sets have.

        This key comes first.
        """
        return self._method("SINTER", keys=(self, *keys))

    def sunion(self, *keys: KeyOperand) -> Expression:
        """The members that any set has.

        This key comes first.
        """
        return self._method("SUNION", keys=(self, *keys))

    def sdiff(self, *keys: KeyOperand) -> Expression:
        """The members of the first set that no other one has.

        This key comes first.
        """
        return self._method("SDIFF", keys=(self, *keys))

    def sinterstore(self, *keys: KeyOperand) -> Expression:
        """Store :meth:`sinter`'s answer at a key; returns how many members it has.

        This key is the destination.
        """
        return self._method("SINTERSTORE", keys=keys)

    def sunionstore(self, *keys: KeyOperand) -> Expression:
        """Store :meth:`sunion`'s answer at a key; returns how many members it has.

        This key is the destination.
        """
        return self._method("SUNIONSTORE", keys=keys)

    def sdiffstore(self, *keys: KeyOperand) -> Expression:
        """Store :meth:`sdiff`'s answer at a key; returns how many members it has.

        This key is the destination.
        """
        return self._method("SDIFFSTORE", keys=keys)

    def sscan(
        self, cursor: Operand, *, match: Operand = None, count: Operand = None
    ) -> Expression:
        """One page of a set: the next cursor, and members."""
        return self._method("SSCAN", cursor=cursor, match=match, count=count)

    def sintercard(self, *keys: KeyOperand, limit: Operand = None) -> Expression:
        """How many members all sets have.

        This key comes first.
        """
        return self._method("SINTERCARD", keys=(self, *keys), limit=limit)


class SortedSetMethods(Structure):
    """Commands on a sorted set."""

    def zadd(
        self,
        mapping: Rows,
        *,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
        ch: bool = False,
        incr: bool = False,
    ) -> Expression:
        """Add members with their scores to a sorted set, or change scores."""
        return self._method(
            "ZADD", mapping=mapping, nx=nx, xx=xx, gt=gt, lt=lt, ch=ch, incr=incr
        )

    def zrem(self, *members: Operand) -> Expression:
        """Remove members; returns how many were there."""
        return self._method("ZREM", members=members)

    def zcard(self) -> Expression:
        """How many members a sorted set has, 0 for a missing key."""
        return self._method("ZCARD")

    def zscore(self, member: Operand) -> Expression:
        """The score of a member, None if there is none."""
        return self._method("ZSCORE", member=member)

    def zmscore(self, *members: Operand) -> Expression:
        """The scores of several members by member; None where there is none."""
        return self._method("ZMSCORE", members=members)

    def zincrby(self, increment: Operand, member: Operand) -> Expression:
        """Add to the score of a member, 0 if missing; returns the new score."""
        return self._method("ZINCRBY", increment=increment, member=member)

    def zrank(self, member: Operand) -> Expression:
        """The place of a member counted from 0, lowest score first; None if none."""
        return self._method("ZRANK", member=member)

    def zrevrank(self, member: Operand) -> Expression:
        """The place of a member counted from 0, highest score first; None if none."""
        return self._method("ZREVRANK", member=member)

    def zpop_max(self, count: Operand = 1) -> Expression:
        """Remove and return the members with the highest scores, highest first."""
        return self._method("ZPOPMAX", count=count)

    def zpop_min(self, count: Operand = 1) -> Expression:
        """Remove and return the members with the lowest scores, lowest first."""
        return self._method("ZPOPMIN", count=count)

    def zrandmember(
        self, count: Operand = None, withscores: bool = False
    ) -> Expression:
        """A random member, or several; the sorted set stays as it is."""
        return self._method("ZRANDMEMBER", count=count, withscores=withscores)

    def zscan(
        self, cursor: Operand, *, match: Operand = None, count: Operand = None
    ) -> Expression:
        """One page of a sorted set: the next cursor, and members with their scores."""
        return self._method("ZSCAN", cursor=cursor, match=match, count=count)

    def zcount(self, min: Operand, max: Operand) -> Expression:
        """How many members have a score from ``min`` to ``max``."""
        return self._method("ZCOUNT", min=min, max=max)

    def zrange(
        self,
        start: Operand,
        stop: Operand,
        *,
        by: Literal["rank", "score", "lex"] = "rank",
        desc: bool = False,
        offset: Operand = None,
        num: Operand = None,
        withscores: bool = False,
    ) -> Expression:
        """Members in order, from ``start`` to ``stop``."""
        return self._method(
            "ZRANGE",
            start=start,
            stop=stop,
            by=by,
            desc=desc,
            offset=offset,
            num=num,
            withscores=withscores,
        )

    def zrevrange(
        self, start: Operand, stop: Operand, *, withscores: bool = False
    ) -> Expression:
        """Members from the highest score down, from ``start`` to ``stop``."""
        return self._method("ZREVRANGE", start=start, stop=stop, withscores=withscores)

    def zrangebyscore(
        self,
        min: Operand,
        max: Operand,
        *,
        offset: Operand = None,
        num: Operand = None,
        withscores: bool = False,
    ) -> Expression:
        """Members with a score from ``min`` to ``max``, lowest score first."""
        return self._method(
            "ZRANGEBYSCORE",
            min=min,
            max=max,
            offset=offset,
            num=num,
            withscores=withscores,
        )

    def zrevrangebyscore(
        self,
        max: Operand,
        min: Operand,
        *,
        offset: Operand = None,
        num: Operand = None,
        withscores: bool = False,
    ) -> Expression:
        """Members with a score from ``max`` down to ``min``, highest score first."""
        return self._method(
            "ZREVRANGEBYSCORE",
            max=max,
            min=min,
            offset=offset,
            num=num,
            withscores=withscores,
        )

    def zrangebylex(
        self, min: Operand, max: Operand, *, offset: Operand = None, num: Operand = None
    ) -> Expression:
        """Members from ``min`` to ``max`` in byte order; supposes equal scores."""
        return self._method("ZRANGEBYLEX", min=min, max=max, offset=offset, num=num)

    def zrevrangebylex(
        self, max: Operand, min: Operand, *, offset: Operand = None, num: Operand = None
    ) -> Expression:
        """Members from ``max`` down to ``min`` in byte order; supposes equal scores."""
        return self._method("ZREVRANGEBYLEX", max=max, min=min, offset=offset, num=num)

    def zlexcount(self, min: Operand, max: Operand) -> Expression:
        """How many members stand from ``min`` to ``max`` in byte order."""
        return self._method("ZLEXCOUNT", min=min, max=max)

    def zremrangebyrank(self, start: Operand, stop: Operand) -> Expression:
        """Remove the members from place ``start`` to ``stop``; returns how many
        went.
        """
        return self._method("ZREMRANGEBYRANK", start=start, stop=stop)

    def zremrangebyscore(self, min: Operand, max: Operand) -> Expression:
        """Remove the members with a score from ``min`` to ``max``; returns how many
        went.
        """
        return self._method("ZREMRANGEBYSCORE", min=min, max=max)

    def zremrangebylex(self, min: Operand, max: Operand) -> Expression:
        """Remove the members from ``min`` to ``max`` in byte order; how many went."""
        return self._method("ZREMRANGEBYLEX", min=min, max=max)

    def zrangestore(
        self,
        source: KeyOperand,
        start: Operand,
        stop: Operand,
        *,
        by: Literal["rank", "score", "lex"] = "rank",
        desc: bool = False,
        offset: Operand = None,
        num: Operand = None,
    ) -> Expression:
        """Store :meth:`zrange`'s answer, with scores, at a key; returns its length.

        This key is the destination.
        """
        return self._method(
            "ZRANGESTORE",
            source=source,
            start=start,
            stop=stop,
            by=by,
            desc=desc,
            offset=offset,
            num=num,
        )

    def zunion(
        self,
        *keys: KeyOperand,
        weights: Sequence[Operand] | None = None,
        aggregate: Literal["sum", "min", "max"] | None = None,
        withscores: bool = False,
    ) -> Expression:
        """The members that any of the sorted sets has, lowest score first.

        This key comes first.
        """
        return self._method(
            "ZUNION",
            keys=(self, *keys),
            weights=weights,
            aggregate=aggregate,
            withscores=withscores,
        )

    def zinter(
        self,
        *keys: KeyOperand,
        weights: Sequence[Operand] | None = None,
        aggregate: Literal["sum", "min", "max"] | None = None,
        withscores: bool = False,
    ) -> Expression:
        """The members that all of the sorted sets have, lowest score first.

        This key comes first.
        """
        return self._method(
            "ZINTER",
            keys=(self, *keys),
            weights=weights,
            aggregate=aggregate,
            withscores=withscores,
        )

    def zdiff(self, *keys: KeyOperand, withscores: bool = False) -> Expression:
        """The members of the first sorted set that no other one has, lowest score
        first.

        This key comes first.
        """
        return self._method("ZDIFF", keys=(self, *keys), withscores=withscores)

    def zunionstore(
        self,
        *keys: KeyOperand,
        weights: Sequence[Operand] | None = None,
        aggregate: Literal["sum", "min", "max"] | None = None,
    ) -> Expression:
        """Store :meth:`zunion`'s answer at a key; returns how many members it has.

        This key is the destination.
        """
        return self._method(
            "ZUNIONSTORE", keys=keys, weights=weights, aggregate=aggregate
        )

    def zinterstore(
        self,
        *keys: KeyOperand,
        weights: Sequence[Operand] | None = None,
        aggregate: Literal["sum", "min", "max"] | None = None,
    ) -> Expression:
        """Store :meth:`zinter`'s answer at a key; returns how many members it has.

        This key is the destination.
        """
        return self._method(
            "ZINTERSTORE", keys=keys, weights=weights, aggregate=aggregate
        )

    def zdiffstore(self, *keys: KeyOperand) -> Expression:
        """Store :meth:`zdiff`'s answer at a key; returns how many members it has.

        This key is the destination.
        """
        return self._method("ZDIFFSTORE", keys=keys)

    def zintercard(self, *keys: KeyOperand, limit: Operand = None) -> Expression:
        """How many members all of the sorted sets have.

        This key comes first.
        """
        return self._method("ZINTERCARD", keys=(self, *keys), limit=limit)

    def zmpop(
        self, *keys: KeyOperand, where: Literal["min", "max"], count: Operand = None
    ) -> Expression:
        """Remove members from the first sorted set that has any.

        This key comes first.
        """
        return self._method("ZMPOP", keys=(self, *keys), where=where, count=count)


class StreamMethods(Structure):
    """Commands on a stream."""

    def xadd(
        self,
        fields: Rows,
        *,
        id: Operand = "*",
        maxlen: Operand = None,
        minid: Operand = None,
        approximate: bool = True,
        nomkstream: bool = False,
        limit: Operand = None,
    ) -> Expression:
        """Append an entry to a stream; returns its ID."""
        return self._method(
            "XADD",
            fields=fields,
            id=id,
            maxlen=maxlen,
            minid=minid,
            approximate=approximate,
            nomkstream=nomkstream,
            limit=limit,
        )

    def xlen(self) -> Expression:
        """How many entries a stream has, 0 for a missing key."""
        return self._method("XLEN")

    def xrange(
        self, min: Operand = "-", max: Operand = "+", count: Operand = None
    ) -> Expression:
        """Entries from ``min`` to ``max``, at most ``count``, oldest first."""
        return self._method("XRANGE", min=min, max=max, count=count)

    def xrevrange(
        self, max: Operand = "+", min: Operand = "-", count: Operand = None
    ) -> Expression:
        """Entries from ``max`` down to ``min``, at most ``count``, newest first."""
        return self._method("XREVRANGE", max=max, min=min, count=count)

    def xdel(self, *ids: Operand) -> Expression:
        """Remove entries by their IDs; returns how many were there."""
        return self._method("XDEL", ids=ids)

    def xtrim(
        self,
        *,
        maxlen: Operand = None,
        minid: Operand = None,
        approximate: bool = True,
        limit: Operand = None,
    ) -> Expression:
        """Remove the oldest entries of a stream; returns how many."""
        return self._method(
            "XTRIM", maxlen=maxlen, minid=minid, approximate=approximate, limit=limit
        )

    def xread(
        self, id: Operand, streams: KeyRows = (), count: Operand = None
    ) -> Expression:
        """Entries after an ID, from several streams, at most ``count`` of each.

        ``id`` goes with this key; ``streams`` has further keys.
        """
        return self._method(
            "XREAD", streams=[(self, id), *further(streams)], count=count
        )

    def xsetid(
        self,
        last_id: Operand,
        entries_added: Operand = None,
        max_deleted_id: Operand = None,
    ) -> Expression:
        """Set the last ID of a stream, and what it remembers of entries that are
        gone.
        """
        return self._method(
            "XSETID",
            last_id=last_id,
            entries_added=entries_added,
            max_deleted_id=max_deleted_id,
        )

    def xreadgroup(
        self,
        groupname: Operand,
        consumername: Operand,
        id: Operand,
        streams: KeyRows = (),
        count: Operand = None,
        noack: bool = False,
    ) -> Expression:
        """Entries of several streams as one consumer of a group.

        ``id`` goes with this key; ``streams`` has further keys.
        """
        return self._method(
            "XREADGROUP",
            groupname=groupname,
            consumername=consumername,
            streams=[(self, id), *further(streams)],
            count=count,
            noack=noack,
        )

    def xack(self, groupname: Operand, *ids: Operand) -> Expression:
        """Acknowledge entries; returns how many were pending."""
        return self._method("XACK", groupname=groupname, ids=ids)

    def xgroup_create(
        self,
        groupname: Operand,
        id: Operand = "$",
        mkstream: bool = False,
        entries_read: Operand = None,
    ) -> Expression:
        """Make a consumer group that reads on after ``id``, ``"$"`` the last one."""
        return self._method(
            "XGROUP CREATE",
            groupname=groupname,
            id=id,
            mkstream=mkstream,
            entries_read=entries_read,
        )

    def xgroup_setid(
        self, groupname: Operand, id: Operand, entries_read: Operand = None
    ) -> Expression:
        """Let a group read on after another ID. Returns True."""
        return self._method(
            "XGROUP SETID", groupname=groupname, id=id, entries_read=entries_read
        )

    def xgroup_destroy(self, groupname: Operand) -> Expression:
        """Remove a consumer group; whether there was one."""
        return self._method("XGROUP DESTROY", groupname=groupname)

    def xgroup_createconsumer(
        self, groupname: Operand, consumername: Operand
    ) -> Expression:
        """Make a consumer of a group; whether it is new."""
        return self._method(
            "XGROUP CREATECONSUMER", groupname=groupname, consumername=consumername
        )

    def xgroup_delconsumer(
        self, groupname: Operand, consumername: Operand
    ) -> Expression:
        """Remove a consumer; returns how many entries it had not acknowledged."""
        return self._method(
            "XGROUP DELCONSUMER", groupname=groupname, consumername=consumername
        )

    def xpending(
        self,
        groupname: Operand,
        *,
        min: Operand = None,
        max: Operand = None,
        count: Operand = None,
        consumername: Operand = None,
        idle: Operand = None,
    ) -> Expression:
        """What a group has not acknowledged."""
        return self._method(
            "XPENDING",
            groupname=groupname,
            min=min,
            max=max,
            count=count,
            consumername=consumername,
            idle=idle,
        )

    def xinfo_groups(self) -> Expression:
        """The consumer groups of a stream; CommandError if there is no stream."""
        return self._method("XINFO GROUPS")

    def xinfo_consumers(self, groupname: Operand) -> Expression:
        """The consumers of a group."""
        return self._method("XINFO CONSUMERS", groupname=groupname)

    def xclaim(
        self,
        groupname: Operand,
        consumername: Operand,
        min_idle_time: Operand,
        *ids: Operand,
        idle: Operand = None,
        time: Operand = None,
        retrycount: Operand = None,
        force: bool = False,
        justid: bool = False,
    ) -> Expression:
        """Take over entries that another consumer has not acknowledged."""
        return self._method(
            "XCLAIM",
            groupname=groupname,
            consumername=consumername,
            min_idle_time=min_idle_time,
            ids=ids,
            idle=idle,
            time=time,
            retrycount=retrycount,
            force=force,
            justid=justid,
        )

    def xautoclaim(
        self,
        groupname: Operand,
        consumername: Operand,
        min_idle_time: Operand,
        start: Operand = "0-0",
        count: Operand = None,
        *,
        justid: bool = False,
    ) -> Expression:
        """Take over entries that others have not acknowledged, from ``start`` on."""
        return self._method(
            "XAUTOCLAIM",
            groupname=groupname,
            consumername=consumername,
            min_idle_time=min_idle_time,
            start=start,
            count=count,
            justid=justid,
        )


class BitmapMethods(Structure):
    """Commands on a string of bits."""

    def setbit(self, offset: Operand, value: Operand) -> Expression:
        """Set one bit, 0 or 1, of the string at a key, filling up with zeros."""
        return self._method("SETBIT", offset=offset, value=value)

    def getbit(self, offset: Operand) -> Expression:
        """One bit of the string at a key; 0 beyond its end and for a missing key."""
        return self._method("GETBIT", offset=offset)

    def bitcount(
        self,
        start: Operand = None,
        end: Operand = None,
        mode: Literal["BYTE", "BIT"] | None = None,
    ) -> Expression:
        """How many bits are set in the string at a key, 0 for a missing key."""
        return self._method("BITCOUNT", start=start, end=end, mode=mode)

    def bitpos(
        self,
        bit: Operand,
        start: Operand = None,
        end: Operand = None,
        mode: Literal["BYTE", "BIT"] | None = None,
    ) -> Expression:
        """The place of the first bit that is ``bit``, in bits from the string's
        start.
        """
        return self._method("BITPOS", bit=bit, start=start, end=end, mode=mode)

    def bitop(
        self, operation: Literal["AND", "OR", "XOR", "NOT"], *keys: KeyOperand
    ) -> Expression:
        """Combine strings bit by bit and keep the result, if it is not empty.

        This key is the destination.
        """
        return self._method("BITOP", operation=operation, keys=keys)

    def bitfield(self, *operations: BitOperation) -> Expression:
        """Read and change whole numbers of any width anywhere in a string."""
        return self._method("BITFIELD", operations=operations)

    def bitfield_ro(self, *operations: BitOperation) -> Expression:
        """Read whole numbers of any width anywhere in a string."""
        return self._method("BITFIELD_RO", operations=operations)


class GeoMethods(Structure):
    """Commands on places on the earth."""

    def geoadd(
        self,
        mapping: PlaceRows,
        *,
        nx: bool = False,
        xx: bool = False,
        ch: bool = False,
    ) -> Expression:
        """Add members at a longitude and latitude, in degrees, or move them."""
        return self._method("GEOADD", mapping=mapping, nx=nx, xx=xx, ch=ch)

    def geopos(self, *members: Operand) -> Expression:
        """Longitude and latitude of members in degrees, None for one that is not
        there.
        """
        return self._method("GEOPOS", members=members)

    def geohash(self, *members: Operand) -> Expression:
        """Positions of members as Geohash texts, None for one that is not there."""
        return self._method("GEOHASH", members=members)

    def geodist(
        self, member1: Operand, member2: Operand, unit: Unit = "m"
    ) -> Expression:
        """The distance of two members, to four decimals; None if one is not there."""
        return self._method("GEODIST", member1=member1, member2=member2, unit=unit)

    def geosearch(
        self,
        *,
        member: Operand = None,
        longitude: Operand = None,
        latitude: Operand = None,
        radius: Operand = None,
        width: Operand = None,
        height: Operand = None,
        unit: Unit = "m",
        sort: Literal["ASC", "DESC"] | None = None,
        count: Operand = None,
        any: bool = False,
        withcoord: bool = False,
        withdist: bool = False,
        withhash: bool = False,
    ) -> Expression:
        """Members in a circle or a box around a member or a position."""
        return self._method(
            "GEOSEARCH",
            member=member,
            longitude=longitude,
            latitude=latitude,
            radius=radius,
            width=width,
            height=height,
            unit=unit,
            sort=sort,
            count=count,
            any=any,
            withcoord=withcoord,
            withdist=withdist,
            withhash=withhash,
        )

    def geosearchstore(
        self,
        source: KeyOperand,
        *,
        member: Operand = None,
        longitude: Operand = None,
        latitude: Operand = None,
        radius: Operand = None,
        width: Operand = None,
        height: Operand = None,
        unit: Unit = "m",
        sort: Literal["ASC", "DESC"] | None = None,
        count: Operand = None,
        any: bool = False,
        storedist: bool = False,
    ) -> Expression:
        """As :meth:`geosearch`, and keep the members found in another sorted set.

        This key is the destination.
        """
        return self._method(
            "GEOSEARCHSTORE",
            source=source,
            member=member,
            longitude=longitude,
            latitude=latitude,
            radius=radius,
            width=width,
            height=height,
            unit=unit,
            sort=sort,
            count=count,
            any=any,
            storedist=storedist,
        )

    def georadius(
        self,
        longitude: Operand,
        latitude: Operand,
        radius: Operand,
        unit: Unit = "m",
        *,
        sort: Literal["ASC", "DESC"] | None = None,
        count: Operand = None,
        any: bool = False,
        withcoord: bool = False,
        withdist: bool = False,
        withhash: bool = False,
        store: KeyOperand = None,
        store_dist: KeyOperand = None,
    ) -> Expression:
        """Members in a circle around a position; new code uses :meth:`geosearch`."""
        return self._method(
            "GEORADIUS",
            longitude=longitude,
            latitude=latitude,
            radius=radius,
            unit=unit,
            sort=sort,
            count=count,
            any=any,
            withcoord=withcoord,
            withdist=withdist,
            withhash=withhash,
            store=store,
            store_dist=store_dist,
        )

    def georadius_ro(
        self,
        longitude: Operand,
        latitude: Operand,
        radius: Operand,
        unit: Unit = "m",
        *,
        sort: Literal["ASC", "DESC"] | None = None,
        count: Operand = None,
        any: bool = False,
        withcoord: bool = False,
        withdist: bool = False,
        withhash: bool = False,
    ) -> Expression:
        """As :meth:`georadius`, without storing."""
        return self._method(
            "GEORADIUS_RO",
            longitude=longitude,
            latitude=latitude,
            radius=radius,
            unit=unit,
            sort=sort,
            count=count,
            any=any,
            withcoord=withcoord,
            withdist=withdist,
            withhash=withhash,
        )

    def georadiusbymember(
        self,
        member: Operand,
        radius: Operand,
        unit: Unit = "m",
        *,
        sort: Literal["ASC", "DESC"] | None = None,
        count: Operand = None,
        any: bool = False,
        withcoord: bool = False,
        withdist: bool = False,
        withhash: bool = False,
        store: KeyOperand = None,
        store_dist: KeyOperand = None,
    ) -> Expression:
        """Members in a circle around a member; new code uses :meth:`geosearch`."""
        return self._method(
            "GEORADIUSBYMEMBER",
            member=member,
            radius=radius,
            unit=unit,
            sort=sort,
            count=count,
            any=any,
            withcoord=withcoord,
            withdist=withdist,
            withhash=withhash,
            store=store,
            store_dist=store_dist,
        )

    def georadiusbymember_ro(
        self,
        member: Operand,
        radius: Operand,
        unit: Unit = "m",
        *,
        sort: Literal["ASC", "DESC"] | None = None,
        count: Operand = None,
        any: bool = False,
        withcoord: bool = False,
        withdist: bool = False,
        withhash: bool = False,
    ) -> Expression:
        """As :meth:`georadiusbymember`, without storing."""
        return self._method(
            "GEORADIUSBYMEMBER_RO",
            member=member,
            radius=radius,
            unit=unit,
            sort=sort,
            count=count,
            any=any,
            withcoord=withcoord,
            withdist=withdist,
            withhash=withhash,
        )


class HyperLogLogMethods(Structure):
    """Commands on a HyperLogLog."""

    def pfadd(self, *elements: Operand) -> Expression:
        """Count elements; returns whether the key was made or the count may be
        another.
        """
        return self._method("PFADD", elements=elements)

    def pfcount(self, *keys: KeyOperand) -> Expression:
        """About how many different elements were counted at the keys together.

        This key comes first.
        """
        return self._method("PFCOUNT", keys=(self, *keys))

    def pfmerge(self, *keys: KeyOperand) -> Expression:
        """Add to ``destination`` what was counted at the other keys; returns True.

        This key is the destination.
        """
        return self._method("PFMERGE", keys=keys)


class SortMethods(Structure):
    """Commands on a list, a set or a sorted set."""

    def sort(
        self,
        *,
        start: Operand = None,
        num: Operand = None,
        by: Operand = None,
        get: Sequence[Operand] | None = None,
        desc: bool = False,
        alpha: bool = False,
        store: KeyOperand = None,
    ) -> Expression:
        """The elements of a list, a set or a sorted set in order."""
        return self._method(
            "SORT",
            start=start,
            num=num,
            by=by,
            get=get,
            desc=desc,
            alpha=alpha,
            store=store,
        )

    def sort_ro(
        self,
        *,
        start: Operand = None,
        num: Operand = None,
        by: Operand = None,
        get: Sequence[Operand] | None = None,
        desc: bool = False,
        alpha: bool = False,
    ) -> Expression:
        """As :meth:`sort` without ``store``: a command that only reads."""
        return self._method(
            "SORT_RO", start=start, num=num, by=by, get=get, desc=desc, alpha=alpha
        )
