"""Sorted sets: ranges of members, by place, by score and in byte order."""

from __future__ import annotations

from typing import Literal, overload

from redipy_core.command import command
from redipy_core.modes import one_of
from redipy_core.replies import INTEGER, LIST, SCORED, Either
from redipy_core.text import Key, Text, Value

_LOG_N = "O(log(N)) with N the number of members"
_LOG_N_AND = "O(log(N)+M) with N the number of members, M the members "
_LIMIT = "[limit=LIMIT offset:integer count:integer]"
_WITHSCORES = "[withscores=WITHSCORES]"
_RANGE = Either("withscores", given=SCORED, absent=LIST)


def _limit(offset: int | None, num: int | None) -> tuple[int, int] | None:
    if offset is None and num is None:
        return None
    return 0 if offset is None else offset, -1 if num is None else num


@command(
    "ZCOUNT key min max",
    "readonly fast",
    reply=INTEGER,
    since="2.0.0",
    complexity=_LOG_N,
)
def zcount(key: Key, min: Value, max: Value) -> int:
    """How many members have a score from ``min`` to ``max``.

    ``"-inf"`` and ``"+inf"`` are no limit; ``"(5"`` leaves 5 itself out.
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
    return order, bool(desc), _limit(offset, num), bool(withscores)


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
    f"ZRANGE key start stop [order=BYSCORE|BYLEX] [rev=REV] {_LIMIT} {_WITHSCORES}",
    "readonly",
    reply=_RANGE,
    since="1.2.0",
    complexity=f"{_LOG_N_AND}returned",
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


def _revrange_options(withscores: bool = False) -> tuple[object, ...]:
    return bool(withscores), None


@overload
def zrevrange(
    key: Key, start: int, stop: int, *, withscores: Literal[False] = False
) -> list[Text]: ...
@overload
def zrevrange(
    key: Key, start: int, stop: int, *, withscores: Literal[True]
) -> list[tuple[Text, float]]: ...
@command(
    f"ZREVRANGE key start:late_integer stop:late_integer {_WITHSCORES}"
    " [_limit=LIMIT offset:integer count:integer]",
    "readonly",
    reply=_RANGE,
    since="1.2.0",
    complexity=f"{_LOG_N_AND}returned",
    eager=True,
    options=_revrange_options,
)
def zrevrange(
    key: Key, start: int, stop: int, *, withscores: bool = False
) -> list[Text] | list[tuple[Text, float]]:
    """Members from the highest score down, from ``start`` to ``stop``.

    Both places are included, negative ones count from the end. With
    ``withscores`` a list of ``(member, score)``. Raises WrongTypeError if the
    key holds something else. :meth:`zrange` with ``desc=True`` does the same.
    """


def _by_score_options(
    offset: int | None = None, num: int | None = None, withscores: bool = False
) -> tuple[object, ...]:
    return bool(withscores), _limit(offset, num)


@overload
def zrangebyscore(
    key: Key,
    min: Value,
    max: Value,
    *,
    offset: int | None = None,
    num: int | None = None,
    withscores: Literal[False] = False,
) -> list[Text]: ...
@overload
def zrangebyscore(
    key: Key,
    min: Value,
    max: Value,
    *,
    offset: int | None = None,
    num: int | None = None,
    withscores: Literal[True],
) -> list[tuple[Text, float]]: ...
@command(
    f"ZRANGEBYSCORE key min max {_WITHSCORES} {_LIMIT}",
    "readonly",
    reply=_RANGE,
    since="1.0.5",
    complexity=f"{_LOG_N_AND}returned",
    eager=True,
    options=_by_score_options,
)
def zrangebyscore(
    key: Key,
    min: Value,
    max: Value,
    *,
    offset: int | None = None,
    num: int | None = None,
    withscores: bool = False,
) -> list[Text] | list[tuple[Text, float]]:
    """Members with a score from ``min`` to ``max``, lowest score first.

    ``"-inf"`` and ``"+inf"`` are no limit; ``"(5"`` leaves 5 itself out.
    ``offset`` and ``num`` take a part of the range. With ``withscores`` a list of
    ``(member, score)``. Raises CommandError for a limit that is no number,
    WrongTypeError if the key holds something else.
    """


@overload
def zrevrangebyscore(
    key: Key,
    max: Value,
    min: Value,
    *,
    offset: int | None = None,
    num: int | None = None,
    withscores: Literal[False] = False,
) -> list[Text]: ...
@overload
def zrevrangebyscore(
    key: Key,
    max: Value,
    min: Value,
    *,
    offset: int | None = None,
    num: int | None = None,
    withscores: Literal[True],
) -> list[tuple[Text, float]]: ...
@command(
    f"ZREVRANGEBYSCORE key max min {_WITHSCORES} {_LIMIT}",
    "readonly",
    reply=_RANGE,
    since="2.2.0",
    complexity=f"{_LOG_N_AND}returned",
    eager=True,
    options=_by_score_options,
)
def zrevrangebyscore(
    key: Key,
    max: Value,
    min: Value,
    *,
    offset: int | None = None,
    num: int | None = None,
    withscores: bool = False,
) -> list[Text] | list[tuple[Text, float]]:
    """Members with a score from ``max`` down to ``min``, highest score first.

    Otherwise as :meth:`zrangebyscore`.
    """


def _by_lex_options(
    offset: int | None = None, num: int | None = None
) -> tuple[object, ...]:
    return False, _limit(offset, num)


@command(
    f"ZRANGEBYLEX key min max [_withscores=WITHSCORES] {_LIMIT}",
    "readonly",
    reply=LIST,
    since="2.8.9",
    complexity=f"{_LOG_N_AND}returned",
    eager=True,
    options=_by_lex_options,
)
def zrangebylex(
    key: Key,
    min: Value,
    max: Value,
    *,
    offset: int | None = None,
    num: int | None = None,
) -> list[Text]:
    """Members from ``min`` to ``max`` in byte order; supposes equal scores.

    ``"[a"`` and ``"(a"`` are limits (included, left out), ``"-"`` and ``"+"`` no
    limit. ``offset`` and ``num`` take a part of the range. Raises CommandError
    for a limit that is none of these, WrongTypeError if the key holds something
    else.
    """


@command(
    f"ZREVRANGEBYLEX key max min [_withscores=WITHSCORES] {_LIMIT}",
    "readonly",
    reply=LIST,
    since="2.8.9",
    complexity=f"{_LOG_N_AND}returned",
    eager=True,
    options=_by_lex_options,
)
def zrevrangebylex(
    key: Key,
    max: Value,
    min: Value,
    *,
    offset: int | None = None,
    num: int | None = None,
) -> list[Text]:
    """Members from ``max`` down to ``min`` in byte order; supposes equal scores.

    Otherwise as :meth:`zrangebylex`.
    """


@command(
    "ZLEXCOUNT key min max",
    "readonly fast",
    reply=INTEGER,
    since="2.8.9",
    complexity=_LOG_N,
)
def zlexcount(key: Key, min: Value, max: Value) -> int:
    """How many members stand from ``min`` to ``max`` in byte order.

    Limits are as for :meth:`zrangebylex`.
    """


@command(
    "ZREMRANGEBYRANK key start:integer stop:integer",
    "write",
    reply=INTEGER,
    since="2.0.0",
    complexity=f"{_LOG_N_AND}removed",
)
def zremrangebyrank(key: Key, start: int, stop: int) -> int:
    """Remove the members from place ``start`` to ``stop``; returns how many went.

    Both places are included, lowest score first; negative ones count from the
    end. A sorted set that becomes empty is removed.
    """


@command(
    "ZREMRANGEBYSCORE key min max",
    "write",
    reply=INTEGER,
    since="1.2.0",
    complexity=f"{_LOG_N_AND}removed",
)
def zremrangebyscore(key: Key, min: Value, max: Value) -> int:
    """Remove the members with a score from ``min`` to ``max``; returns how many went.

    Limits are as for :meth:`zrangebyscore`. A sorted set that becomes empty is
    removed.
    """


@command(
    "ZREMRANGEBYLEX key min max",
    "write",
    reply=INTEGER,
    since="2.8.9",
    complexity=f"{_LOG_N_AND}removed",
)
def zremrangebylex(key: Key, min: Value, max: Value) -> int:
    """Remove the members from ``min`` to ``max`` in byte order; how many went.

    Limits are as for :meth:`zrangebylex`. A sorted set that becomes empty is
    removed.
    """


def _rangestore_options(
    by: Literal["rank", "score", "lex"] = "rank",
    desc: bool = False,
    offset: int | None = None,
    num: int | None = None,
) -> tuple[object, ...]:
    return _zrange_options(by, desc, offset, num)[:3]


@command(
    f"ZRANGESTORE destination source start stop [order=BYSCORE|BYLEX] [rev=REV] {_LIMIT}",
    "write denyoom",
    reply=INTEGER,
    since="6.2.0",
    complexity=f"{_LOG_N_AND}stored",
    eager=True,
    once="order rev",
    options=_rangestore_options,
)
def zrangestore(
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
    """
