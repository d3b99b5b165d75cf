"""Sorted sets."""

from __future__ import annotations

from collections.abc import Sized
from typing import Literal, overload

from redipy_core.command import command
from redipy_core.errors import INCR_PAIRS, SYNTAX, CommandError
from redipy_core.replies import (
    BULK,
    INTEGER,
    SCORE,
    SCORED,
    SCORED_FLAT,
    SCORED_PAGE,
    UNORDERED_LIST,
    UNORDERED_SCORED,
    Either,
    zipped_scores,
)
from redipy_core.text import Key, Scores, Text, Value


def _check_flags(nx: object, xx: object, gt: object, lt: object) -> None:
    if nx and xx:
        raise CommandError("XX and NX options at the same time are not compatible")
    if (gt and (nx or lt)) or (lt and nx):
        raise CommandError(
            "GT, LT, and/or NX options at the same time are not compatible"
        )


def _check_zadd(
    key: object,
    nx: object,
    xx: object,
    gt: object,
    lt: object,
    ch: object,
    incr: object,
    mapping: Sized,
) -> None:
    del key, ch
    _check_flags(nx, xx, gt, lt)
    if incr and len(mapping) > 1:
        raise CommandError(INCR_PAIRS)


def _zadd_options(
    nx: bool = False,
    xx: bool = False,
    gt: bool = False,
    lt: bool = False,
    ch: bool = False,
    incr: bool = False,
) -> tuple[object, ...]:
    _check_flags(nx, xx, gt, lt)
    return bool(nx), bool(xx), bool(gt), bool(lt), bool(ch), bool(incr)


@overload
def zadd(
    key: Key,
    mapping: Scores,
    *,
    nx: bool = False,
    xx: bool = False,
    gt: bool = False,
    lt: bool = False,
    ch: bool = False,
    incr: Literal[False] = False,
) -> int: ...
@overload
def zadd(
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
@command(
    "ZADD key [nx=NX] [xx=XX] [gt=GT] [lt=LT] [ch=CH] [incr=INCR]"
    " mapping=(score:double member) ...",
    "write denyoom fast",
    reply=Either("incr", given=SCORE, absent=INTEGER),
    since="1.2.0",
    complexity="O(log(N)) for each member with N the number of members",
    check=_check_zadd,
    options=_zadd_options,
)
def zadd(
    key: Key,
    mapping: Scores,
    *,
    nx: bool = False,
    xx: bool = False,
    gt: bool = False,
    lt: bool = False,
    ch: bool = False,
    incr: bool = False,
) -> int | float | None:
    """Add members with their scores to a sorted set, or change scores.

    ``nx`` only adds, ``xx`` only changes, ``gt`` and ``lt`` change only to a
    greater or lesser score. Returns how many members are new, with ``ch`` how
    many are new or changed. ``incr`` adds to the score of the only member given
    and returns the new score, None if the other options left it as it was.
    Raises CommandError for a score that is NaN, for options that exclude one
    another and for several members with ``incr``, WrongTypeError if the key
    holds something else.
    """


@command(
    "ZREM key members ...",
    "write fast",
    reply=INTEGER,
    since="1.2.0",
    complexity="O(log(N)) for each member with N the number of members",
)
def zrem(key: Key, *members: Value) -> int:
    """Remove members; returns how many were there.

    A sorted set that becomes empty is removed.
    """


@command(
    "ZCARD key",
    "readonly fast",
    reply=INTEGER,
    since="1.2.0",
    complexity="O(1)",
)
def zcard(key: Key) -> int:
    """How many members a sorted set has, 0 for a missing key."""


@command(
    "ZSCORE key member",
    "readonly fast",
    reply=SCORE,
    since="1.2.0",
    complexity="O(1)",
)
def zscore(key: Key, member: Value) -> float | None:
    """The score of a member, None if there is none."""


@command(
    "ZMSCORE key members ...",
    "readonly fast",
    reply=zipped_scores("members"),
    since="6.2.0",
    complexity="O(N) with N the number of members given",
)
def zmscore(key: Key, *members: Value) -> dict[Text, float | None]:
    """The scores of several members by member; None where there is none.

    Raises WrongTypeError if the key holds something else.
    """


def _check_zincrby(key: object, increment: bytes, member: object) -> None:
    del key, member
    # The server reads ZADD's options here too, and then misses the score.
    if increment.upper() in (b"NX", b"XX", b"GT", b"LT", b"CH", b"INCR"):
        raise CommandError(SYNTAX)


@command(
    "ZINCRBY key increment:double member",
    "write denyoom fast",
    reply=SCORE,
    since="1.2.0",
    complexity="O(log(N)) with N the number of members",
    check=_check_zincrby,
)
def zincrby(key: Key, increment: float, member: Value) -> float:
    """Add to the score of a member, 0 if missing; returns the new score.

    Raises CommandError if the result would be NaN.
    """


@command(
    "ZRANK key member",
    "readonly fast",
    reply=INTEGER,
    since="2.0.0",
    complexity="O(log(N)) with N the number of members",
)
def zrank(key: Key, member: Value) -> int | None:
    """The place of a member counted from 0, lowest score first; None if none."""


@command(
    "ZREVRANK key member",
    "readonly fast",
    reply=INTEGER,
    since="2.0.0",
    complexity="O(log(N)) with N the number of members",
)
def zrevrank(key: Key, member: Value) -> int | None:
    """The place of a member counted from 0, highest score first; None if none."""


@command(
    "ZPOPMAX key [count:positive]",
    "write fast",
    reply=Either("count", given=SCORED, absent=SCORED_FLAT),
    since="5.0.0",
    complexity="O(log(N)*M) with N the number of members, M the members removed",
    misfit="syntax",
)
def zpop_max(key: Key, count: int = 1) -> list[tuple[Text, float]]:
    """Remove and return the members with the highest scores, highest first.

    A list of ``(member, score)``, empty if there is nothing. A sorted set that
    becomes empty is removed.
    """


@command(
    "ZPOPMIN key [count:positive]",
    "write fast",
    reply=Either("count", given=SCORED, absent=SCORED_FLAT),
    since="5.0.0",
    complexity="O(log(N)*M) with N the number of members, M the members removed",
    misfit="syntax",
)
def zpop_min(key: Key, count: int = 1) -> list[tuple[Text, float]]:
    """Remove and return the members with the lowest scores, lowest first.

    A list of ``(member, score)``, empty if there is nothing. A sorted set that
    becomes empty is removed.
    """


@overload
def zrandmember(key: Key) -> Text | None: ...
@overload
def zrandmember(
    key: Key, count: int, withscores: Literal[False] = False
) -> list[Text]: ...
@overload
def zrandmember(
    key: Key, count: int, withscores: Literal[True]
) -> list[tuple[Text, float]]: ...
@command(
    "ZRANDMEMBER key [count:balanced] [withscores=WITHSCORES]",
    "readonly random",
    reply=Either(
        "count",
        given=Either("withscores", given=UNORDERED_SCORED, absent=UNORDERED_LIST),
        absent=BULK,
    ),
    since="6.2.0",
    complexity="O(N) with N the number of members",
    eager=True,
    once="withscores",
    misfit="syntax",
)
def zrandmember(
    key: Key, count: int | None = None, withscores: bool = False
) -> Text | list[Text] | list[tuple[Text, float]] | None:
    """A random member, or several; the sorted set stays as it is.

    A positive ``count`` gives that many different members at most, a negative
    one exactly so many, perhaps repeated. With ``withscores`` a list of
    ``(member, score)``. Raises WrongTypeError if the key holds something else.
    """


def _zscan_options(
    match: Key | None = None, count: int | None = None
) -> tuple[object, ...]:
    return match, count


@command(
    "ZSCAN key cursor:cursor [MATCH match] [COUNT count:natural]",
    "readonly",
    reply=SCORED_PAGE,
    since="2.8.0",
    complexity="O(1) a call, O(N) for all with N the number of members",
    eager=True,
    late=True,
    options=_zscan_options,
)
def zscan(
    key: Key, cursor: int, *, match: Key | None = None, count: int | None = None
) -> tuple[int, dict[Text, float]]:
    """One page of a sorted set: the next cursor, and members with their scores.

    Begin with cursor 0 and go on until 0 comes back. ``match`` is a glob
    pattern, ``count`` about how many members to look at (10); a small sorted set
    comes whole. A member that is there from the first call to the last is
    returned, perhaps more than once; a page may be empty. Raises CommandError for
    a cursor that is none, WrongTypeError if the key holds something else.
    """
