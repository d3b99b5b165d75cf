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

    def copy(
        self,
        destination: Operand,
        *,
        destination_db: Operand = None,
        replace: bool = False,
    ) -> Expression:
        """Copy a key, with its expiry; returns whether it was done."""
        return self._call(
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

    def expiretime(self) -> Expression:
        """When a key expires, in seconds since the epoch."""
        return self._call("EXPIRETIME")

    def pexpiretime(self) -> Expression:
        """When a key expires, in milliseconds since the epoch."""
        return self._call("PEXPIRETIME")

    def object_encoding(self) -> Expression:
        """How a server keeps a value in memory, such as ``"listpack"``; None for no
        key.
        """
        return self._call("OBJECT ENCODING")

    def object_refcount(self) -> Expression:
        """How often a server refers to a value; None for no key."""
        return self._call("OBJECT REFCOUNT")

    def object_freq(self) -> Expression:
        """How often a key is used, on the logarithmic scale of a server; None for no
        key.
        """
        return self._call("OBJECT FREQ")

    def object_idletime(self) -> Expression:
        """For how many seconds a key has not been used; None for no key."""
        return self._call("OBJECT IDLETIME")

    def memory_usage(self, *, samples: Operand = None) -> Expression:
        """An estimate of the bytes that a key and its value take; None for no key."""
        return self._call("MEMORY USAGE", samples=samples)


class VarMethods(Structure):
    """Commands on a string."""

    def getdel(self) -> Expression:
        """The string at a key, which is removed; None if there is none."""
        return self._call("GETDEL")

    def getset(self, value: Operand) -> Expression:
        """Set a key to a string; returns the string it held, None if there was none."""
        return self._call("GETSET", value=value)

    def getex(
        self,
        *,
        expiry: tuple[Literal["EX", "PX", "EXAT", "PXAT", "PERSIST"], Operand]
        | None = None,
    ) -> Expression:
        """The string at a key, whose expiry is set or taken away; None if there is
        none.
        """
        return self._call("GETEX", expiry=expiry)

    def setex(self, seconds: Operand, value: Operand) -> Expression:
        """Set a key to a string that expires in some seconds. Returns True."""
        return self._call("SETEX", seconds=seconds, value=value)

    def psetex(self, milliseconds: Operand, value: Operand) -> Expression:
        """Set a key to a string that expires in some milliseconds. Returns True."""
        return self._call("PSETEX", milliseconds=milliseconds, value=value)

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

    def substr(self, start: Operand, end: Operand) -> Expression:
        """As :meth:`getrange`, of which it is the old name."""
        return self._call("SUBSTR", start=start, end=end)

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

    def lcs(
        self,
        key2: Operand,
        *,
        len: bool = False,
        idx: bool = False,
        minmatchlen: Operand = None,
        withmatchlen: bool = False,
    ) -> Expression:
        """The longest subsequence of bytes that two strings have in common."""
        return self._call(
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
        return self._call("LPUSH", elements=elements)

    def rpush(self, *elements: Operand) -> Expression:
        """Append elements to the tail of a list, in the order given."""
        return self._call("RPUSH", elements=elements)

    def lpushx(self, *elements: Operand) -> Expression:
        """As :meth:`lpush`, if there is such a list."""
        return self._call("LPUSHX", elements=elements)

    def rpushx(self, *elements: Operand) -> Expression:
        """Append elements to the tail of a list if there is one."""
        return self._call("RPUSHX", elements=elements)

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

    def rpoplpush(self, destination: Operand) -> Expression:
        """Move the last element of a list to the head of another, or of the same."""
        return self._call("RPOPLPUSH", destination=destination)

    def lmove(
        self,
        destination: Operand,
        src: Literal["LEFT", "RIGHT"],
        dest: Literal["LEFT", "RIGHT"],
    ) -> Expression:
        """Move an element from an end of a list to an end of another, or of the
        same.
        """
        return self._call("LMOVE", destination=destination, src=src, dest=dest)

    def lpos(
        self,
        element: Operand,
        *,
        rank: Operand = None,
        count: Operand = None,
        maxlen: Operand = None,
    ) -> Expression:
        """The position of an element in a list, counted from 0 at the head."""
        return self._call(
            "LPOS", element=element, rank=rank, count=count, maxlen=maxlen
        )


class HashMethods(Structure):
    """Commands on a hash."""

    def hset(
        self, mapping: Mapping[str, Operand] | Sequence[tuple[Operand, Operand]]
    ) -> Expression:
        """Set fields of a hash, which is created if missing."""
        return self._call("HSET", mapping=mapping)

    def hmset(
        self, mapping: Mapping[str, Operand] | Sequence[tuple[Operand, Operand]]
    ) -> Expression:
        """As :meth:`hset`, which has replaced it. Returns True."""
        return self._call("HMSET", mapping=mapping)

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

    def hrandfield(
        self, count: Operand = None, *, withvalues: bool = False
    ) -> Expression:
        """The name of a random field, or several; the hash stays as it is."""
        return self._call("HRANDFIELD", count=count, withvalues=withvalues)

    def hscan(
        self, cursor: Operand, *, match: Operand = None, count: Operand = None
    ) -> Expression:
        """One page of a hash: the next cursor, and fields with their values."""
        return self._call("HSCAN", cursor=cursor, match=match, count=count)


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

    def smismember(self, *members: Operand) -> Expression:
        """Whether a set has members, one answer for each."""
        return self._call("SMISMEMBER", members=members)

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

    def sscan(
        self, cursor: Operand, *, match: Operand = None, count: Operand = None
    ) -> Expression:
        """One page of a set: the next cursor, and members."""
        return self._call("SSCAN", cursor=cursor, match=match, count=count)


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

    def zmscore(self, *members: Operand) -> Expression:
        """The scores of several members by member; None where there is none."""
        return self._call("ZMSCORE", members=members)

    def zincrby(self, increment: Operand, member: Operand) -> Expression:
        """Add to the score of a member, 0 if missing; returns the new score."""
        return self._call("ZINCRBY", increment=increment, member=member)

    def zrank(self, member: Operand) -> Expression:
        """The place of a member counted from 0, lowest score first; None if none."""
        return self._call("ZRANK", member=member)

    def zrevrank(self, member: Operand) -> Expression:
        """The place of a member counted from 0, highest score first; None if none."""
        return self._call("ZREVRANK", member=member)

    def zpop_max(self, count: Operand = None) -> Expression:
        """Remove and return the members with the highest scores, highest first."""
        return self._call("ZPOPMAX", count=count)

    def zpop_min(self, count: Operand = None) -> Expression:
        """Remove and return the members with the lowest scores, lowest first."""
        return self._call("ZPOPMIN", count=count)

    def zrandmember(
        self, count: Operand = None, *, withscores: bool = False
    ) -> Expression:
        """A random member, or several; the sorted set stays as it is."""
        return self._call("ZRANDMEMBER", count=count, withscores=withscores)

    def zscan(
        self, cursor: Operand, *, match: Operand = None, count: Operand = None
    ) -> Expression:
        """One page of a sorted set: the next cursor, and members with their scores."""
        return self._call("ZSCAN", cursor=cursor, match=match, count=count)

    def zcount(self, min: Operand, max: Operand) -> Expression:
        """How many members have a score from ``min`` to ``max``."""
        return self._call("ZCOUNT", min=min, max=max)

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

    def zrevrange(
        self, start: Operand, stop: Operand, *, withscores: bool = False
    ) -> Expression:
        """Members from the highest score down, from ``start`` to ``stop``."""
        return self._call("ZREVRANGE", start=start, stop=stop, withscores=withscores)

    def zrangebyscore(
        self,
        min: Operand,
        max: Operand,
        *,
        withscores: bool = False,
        limit: tuple[Operand, Operand] | None = None,
    ) -> Expression:
        """Members with a score from ``min`` to ``max``, lowest score first."""
        return self._call(
            "ZRANGEBYSCORE", min=min, max=max, withscores=withscores, limit=limit
        )

    def zrevrangebyscore(
        self,
        max: Operand,
        min: Operand,
        *,
        withscores: bool = False,
        limit: tuple[Operand, Operand] | None = None,
    ) -> Expression:
        """Members with a score from ``max`` down to ``min``, highest score first."""
        return self._call(
            "ZREVRANGEBYSCORE", max=max, min=min, withscores=withscores, limit=limit
        )

    def zrangebylex(
        self,
        min: Operand,
        max: Operand,
        *,
        limit: tuple[Operand, Operand] | None = None,
    ) -> Expression:
        """Members from ``min`` to ``max`` in byte order; supposes equal scores."""
        return self._call("ZRANGEBYLEX", min=min, max=max, limit=limit)

    def zrevrangebylex(
        self,
        max: Operand,
        min: Operand,
        *,
        limit: tuple[Operand, Operand] | None = None,
    ) -> Expression:
        """Members from ``max`` down to ``min`` in byte order; supposes equal scores."""
        return self._call("ZREVRANGEBYLEX", max=max, min=min, limit=limit)

    def zlexcount(self, min: Operand, max: Operand) -> Expression:
        """How many members stand from ``min`` to ``max`` in byte order."""
        return self._call("ZLEXCOUNT", min=min, max=max)

    def zremrangebyrank(self, start: Operand, stop: Operand) -> Expression:
        """Remove the members from place ``start`` to ``stop``; returns how many
        went.
        """
        return self._call("ZREMRANGEBYRANK", start=start, stop=stop)

    def zremrangebyscore(self, min: Operand, max: Operand) -> Expression:
        """Remove the members with a score from ``min`` to ``max``; returns how many
        went.
        """
        return self._call("ZREMRANGEBYSCORE", min=min, max=max)

    def zremrangebylex(self, min: Operand, max: Operand) -> Expression:
        """Remove the members from ``min`` to ``max`` in byte order; how many went."""
        return self._call("ZREMRANGEBYLEX", min=min, max=max)

    def zrangestore(
        self,
        source: Operand,
        start: Operand,
        stop: Operand,
        *,
        order: Literal["BYSCORE", "BYLEX"] | None = None,
        rev: bool = False,
        limit: tuple[Operand, Operand] | None = None,
    ) -> Expression:
        """Store :meth:`zrange`'s answer, with scores, at a key; returns its length."""
        return self._call(
            "ZRANGESTORE",
            source=source,
            start=start,
            stop=stop,
            order=order,
            rev=rev,
            limit=limit,
        )

    def zunionstore(
        self,
        *keys: Operand,
        weights: Sequence[Operand] = (),
        aggregate: Literal["SUM", "MIN", "MAX"] | None = None,
    ) -> Expression:
        """Store :meth:`zunion`'s answer at a key; returns how many members it has."""
        return self._call(
            "ZUNIONSTORE", keys=keys, weights=weights, aggregate=aggregate
        )

    def zinterstore(
        self,
        *keys: Operand,
        weights: Sequence[Operand] = (),
        aggregate: Literal["SUM", "MIN", "MAX"] | None = None,
    ) -> Expression:
        """Store :meth:`zinter`'s answer at a key; returns how many members it has."""
        return self._call(
            "ZINTERSTORE", keys=keys, weights=weights, aggregate=aggregate
        )

    def zdiffstore(self, *keys: Operand) -> Expression:
        """Store :meth:`zdiff`'s answer at a key; returns how many members it has."""
        return self._call("ZDIFFSTORE", keys=keys)


class SortMethods(Structure):
    """Commands on a list, a set or a sorted set."""

    def sort(
        self,
        *,
        by: Operand = None,
        limit: tuple[Operand, Operand] | None = None,
        get: Sequence[Operand] = (),
        order: Literal["ASC", "DESC"] | None = None,
        alpha: bool = False,
        store: Operand = None,
    ) -> Expression:
        """The elements of a list, a set or a sorted set in order."""
        return self._call(
            "SORT", by=by, limit=limit, get=get, order=order, alpha=alpha, store=store
        )

    def sort_ro(
        self,
        *,
        by: Operand = None,
        limit: tuple[Operand, Operand] | None = None,
        get: Sequence[Operand] = (),
        order: Literal["ASC", "DESC"] | None = None,
        alpha: bool = False,
    ) -> Expression:
        """As :meth:`sort` without ``store``: a command that only reads."""
        return self._call(
            "SORT_RO", by=by, limit=limit, get=get, order=order, alpha=alpha
        )
