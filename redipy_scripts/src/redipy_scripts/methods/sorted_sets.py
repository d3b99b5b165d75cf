"""Redis calls on a sorted set in scripts, one method for each command.

Written by ``tools/generate_script_methods.py`` from the command declarations;
edit those instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from redipy_scripts.expressions import Expression, Operand
from redipy_scripts.structure import KeyOperand, Rows, Structure


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
