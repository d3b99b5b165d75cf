"""Sorted sets."""

from __future__ import annotations

from collections.abc import Sized
from typing import Literal, overload

from redipy_core.command import command
from redipy_core.errors import SYNTAX, CommandError
from redipy_core.modes import one_of
from redipy_core.replies import (
    INTEGER,
    LIST,
    SCORE,
    SCORED,
    Either,
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
        raise CommandError("INCR option supports a single increment-element pair")


def _zadd_options(
    nx: bool = False,
    xx: bool = False,
    gt: bool = False,
    lt: bool = False,
    ch: bool = False,
) -> tuple[object, ...]:
    _check_flags(nx, xx, gt, lt)
    return bool(nx), bool(xx), bool(gt), bool(lt), bool(ch), False


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
) -> int:
    """Add members with their scores to a sorted set, or change scores.

    ``nx`` only adds, ``xx`` only changes, ``gt`` and ``lt`` change only to a
    greater or lesser score. Returns how many members are new, with ``ch`` how
    many are new or changed. Raises CommandError for a score that is NaN or for
    options that exclude one another, WrongTypeError if the key holds something
    else.
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
    "ZCOUNT key min max",
    "readonly fast",
    reply=INTEGER,
    since="2.0.0",
    complexity="O(log(N)) with N the number of members",
)
def zcount(key: Key, min: Value, max: Value) -> int:
    """How many members have a score from ``min`` to ``max``.

    ``"-inf"`` and ``"+inf"`` are no limit; ``"(5"`` leaves 5 itself out.
    """


@command(
    "ZPOPMAX key [count:positive]",
    "write fast",
    reply=SCORED,
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
    reply=SCORED,
    since="5.0.0",
    complexity="O(log(N)*M) with N the number of members, M the members removed",
    misfit="syntax",
)
def zpop_min(key: Key, count: int = 1) -> list[tuple[Text, float]]:
    """Remove and return the members with the lowest scores, lowest first.

    A list of ``(member, score)``, empty if there is nothing. A sorted set that
    becomes empty is removed.
    """


def _zrange_options(
    by: Literal["rank", "score", "lex"] = "rank",
    desc: bool = False,
    offset: int | None = None,
    num: int | None = None,
    withscores: bool = False,
) -> tuple[object, ...]:
    one_of("by", by, ("rank", "score", "lex"))
    order = None if by == "rank" else b"BY" + by.upper().encode()
    limit = None
    if offset is not None or num is not None:
        limit = (offset or 0, -1 if num is None else num)
    return order, bool(desc), limit, bool(withscores)


@overload
def zrange(
    key: Key,
    start: Value,
    stop: Value,
    *,
    by: Literal["rank", "score", "lex"] = "rank",
    desc: bool = False,
    offset: int | None = None,
    num: int | None = None,
    withscores: Literal[False] = False,
) -> list[Text]: ...
@overload
def zrange(
    key: Key,
    start: Value,
    stop: Value,
    *,
    by: Literal["rank", "score", "lex"] = "rank",
    desc: bool = False,
    offset: int | None = None,
    num: int | None = None,
    withscores: Literal[True],
) -> list[tuple[Text, float]]: ...
@command(
    "ZRANGE key start stop [order=BYSCORE|BYLEX] [rev=REV]"
    " [limit=LIMIT offset:integer count:integer] [withscores=WITHSCORES]",
    "readonly",
    reply=Either("withscores", given=SCORED, absent=LIST),
    since="1.2.0",
    complexity="O(log(N)+M) with N the number of members, M the members returned",
    eager=True,
    once="order rev",
    options=_zrange_options,
)
def zrange(
    key: Key,
    start: Value,
    stop: Value,
    *,
    by: Literal["rank", "score", "lex"] = "rank",
    desc: bool = False,
    offset: int | None = None,
    num: int | None = None,
    withscores: bool = False,
) -> list[Text] | list[tuple[Text, float]]:
    """Members in order, from ``start`` to ``stop``.

    ``by="rank"`` takes places, both included, negative from the end.
    ``by="score"`` takes scores, ``"(5"`` leaving 5 itself out and ``"-inf"``,
    ``"+inf"`` for no limit. ``by="lex"`` takes ``"[a"`` and ``"(a"`` (included,
    left out), ``"-"`` and ``"+"`` for no limit, and supposes equal scores.
    ``desc`` goes from the highest down; give the higher limit first then.
    ``offset`` and ``num`` take a part of a range by score or lex. With
    ``withscores`` a list of ``(member, score)``.
    """
