"""Sorted sets: what several of them have together, and popping from the first.

Plain sets are taken as sorted sets whose members all have the score 1.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, overload

from redipy_core.command import Call, command
from redipy_core.errors import NOT_AN_INTEGER, ArgumentTypeError, CountErrors
from redipy_core.modes import one_of
from redipy_core.popped import POPPED_SCORED
from redipy_core.replies import INTEGER, LIST, SCORED, Either
from redipy_core.text import Key, Text

_WEIGHTED = "[weights=WEIGHTS weight:weight ...] [aggregate=AGGREGATE (SUM|MIN|MAX)]"
_RESULT = Either("withscores", given=SCORED, absent=LIST)
_UNION_COST = (
    "O(N+M*log(M)) with N the number of members in all sets, M the members of the"
    " result"
)
_INTER_COST = (
    "O(N*K+M*log(M)) with N the members of the smallest set, K the number of sets,"
    " M the members of the result"
)
_DIFF_COST = "O(N+M*log(M)) with N the number of members in all sets, M of the result"


def _errors(name: str) -> CountErrors:
    return CountErrors(
        NOT_AN_INTEGER, f"at least 1 input key is needed for '{name}' command"
    )


def _weighted_options(
    weights: Iterable[float] | None = None,
    aggregate: Literal["sum", "min", "max"] | None = None,
) -> tuple[object, ...]:
    if isinstance(weights, (str, bytes)) or not isinstance(
        weights, (Iterable, type(None))
    ):
        raise ArgumentTypeError(f"weights must be numbers, not {weights!r:.80}")
    word = None
    if aggregate is not None:
        word = one_of("aggregate", aggregate, ("sum", "min", "max")).upper().encode()
    return tuple(weights or ()), word


def _algebra_options(
    weights: Iterable[float] | None = None,
    aggregate: Literal["sum", "min", "max"] | None = None,
    withscores: bool = False,
) -> tuple[object, ...]:
    return *_weighted_options(weights, aggregate), bool(withscores)


def _diff_options(withscores: bool = False) -> tuple[object, ...]:
    return (bool(withscores),)


def _nothing_more() -> tuple[object, ...]:
    return ((),)


@overload
def zunion(
    *keys: Key,
    weights: Iterable[float] | None = None,
    aggregate: Literal["sum", "min", "max"] | None = None,
    withscores: Literal[False] = False,
) -> list[Text]: ...
@overload
def zunion(
    *keys: Key,
    weights: Iterable[float] | None = None,
    aggregate: Literal["sum", "min", "max"] | None = None,
    withscores: Literal[True],
) -> list[tuple[Text, float]]: ...
@command(
    f"ZUNION numkeys keys ... {_WEIGHTED} [withscores=WITHSCORES]",
    "readonly",
    reply=_RESULT,
    since="6.2.0",
    complexity=_UNION_COST,
    eager=True,
    late=True,
    numkeys=_errors("zunion"),
    options=_algebra_options,
)
def zunion(
    *keys: Key,
    weights: Iterable[float] | None = None,
    aggregate: Literal["sum", "min", "max"] | None = None,
    withscores: bool = False,
) -> list[Text] | list[tuple[Text, float]]:
    """The members that any of the sorted sets has, lowest score first.

    Scores are first multiplied with their set's weight (one for each key, 1 if
    not given), then those of one member become their sum, or with ``aggregate``
    the least or greatest of them. Plain sets count as scores of 1. With
    ``withscores`` a list of ``(member, score)``. Raises CommandError if there
    are not as many weights as keys, WrongTypeError if a key holds something else.
    """


@overload
def zinter(
    *keys: Key,
    weights: Iterable[float] | None = None,
    aggregate: Literal["sum", "min", "max"] | None = None,
    withscores: Literal[False] = False,
) -> list[Text]: ...
@overload
def zinter(
    *keys: Key,
    weights: Iterable[float] | None = None,
    aggregate: Literal["sum", "min", "max"] | None = None,
    withscores: Literal[True],
) -> list[tuple[Text, float]]: ...
@command(
    f"ZINTER numkeys keys ... {_WEIGHTED} [withscores=WITHSCORES]",
    "readonly",
    reply=_RESULT,
    since="6.2.0",
    complexity=_INTER_COST,
    eager=True,
    late=True,
    numkeys=_errors("zinter"),
    options=_algebra_options,
)
def zinter(
    *keys: Key,
    weights: Iterable[float] | None = None,
    aggregate: Literal["sum", "min", "max"] | None = None,
    withscores: bool = False,
) -> list[Text] | list[tuple[Text, float]]:
    """The members that all of the sorted sets have, lowest score first.

    Scores are made as for :meth:`zunion`.
    """


@overload
def zdiff(*keys: Key, withscores: Literal[False] = False) -> list[Text]: ...
@overload
def zdiff(*keys: Key, withscores: Literal[True]) -> list[tuple[Text, float]]: ...
@command(
    "ZDIFF numkeys keys ... [withscores=WITHSCORES]",
    "readonly",
    reply=_RESULT,
    since="6.2.0",
    complexity=_DIFF_COST,
    eager=True,
    late=True,
    numkeys=_errors("zdiff"),
    options=_diff_options,
)
def zdiff(
    *keys: Key, withscores: bool = False
) -> list[Text] | list[tuple[Text, float]]:
    """The members of the first sorted set that no other one has, lowest score first.

    They keep their scores. Plain sets count as scores of 1. With ``withscores``
    a list of ``(member, score)``. Raises WrongTypeError if a key holds something
    else.
    """


@command(
    f"ZUNIONSTORE destination numkeys keys ... {_WEIGHTED}",
    "write denyoom",
    reply=INTEGER,
    since="2.0.0",
    complexity=_UNION_COST,
    eager=True,
    late=True,
    numkeys=_errors("zunionstore"),
    options=_weighted_options,
)
def zunionstore(
    destination: Key,
    *keys: Key,
    weights: Iterable[float] | None = None,
    aggregate: Literal["sum", "min", "max"] | None = None,
) -> int:
    """Store :meth:`zunion`'s answer at a key; returns how many members it has.

    What ``destination`` held is lost; an empty answer removes it.
    """


@command(
    f"ZINTERSTORE destination numkeys keys ... {_WEIGHTED}",
    "write denyoom",
    reply=INTEGER,
    since="2.0.0",
    complexity=_INTER_COST,
    eager=True,
    late=True,
    numkeys=_errors("zinterstore"),
    options=_weighted_options,
)
def zinterstore(
    destination: Key,
    *keys: Key,
    weights: Iterable[float] | None = None,
    aggregate: Literal["sum", "min", "max"] | None = None,
) -> int:
    """Store :meth:`zinter`'s answer at a key; returns how many members it has.

    What ``destination`` held is lost; an empty answer removes it.
    """


@command(
    "ZDIFFSTORE destination numkeys keys ... [_more ...]",
    "write denyoom",
    reply=INTEGER,
    since="6.2.0",
    complexity=_DIFF_COST,
    numkeys=_errors("zdiffstore"),
    options=_nothing_more,
)
def zdiffstore(destination: Key, *keys: Key) -> int:
    """Store :meth:`zdiff`'s answer at a key; returns how many members it has.

    What ``destination`` held is lost; an empty answer removes it.
    """


def _limit_option(limit: int | None = None) -> tuple[object, ...]:
    return (limit,)


@command(
    "ZINTERCARD numkeys keys ... [LIMIT limit:unsigned]",
    "readonly",
    reply=INTEGER,
    since="7.0.0",
    complexity="O(N*K) with N the members of the smallest set, K the number of sets",
    eager=True,
    late=True,
    numkeys=_errors("zintercard"),
    options=_limit_option,
)
def zintercard(*keys: Key, limit: int | None = None) -> int:
    """How many members all of the sorted sets have.

    Counting stops at ``limit``; 0 is no limit. Raises CommandError for a limit
    below zero, WrongTypeError if a key holds something else.
    """


def _zmpop(*keys: Key, where: Literal["min", "max"], count: int | None = None) -> Call:
    word = one_of("where", where, ("min", "max")).upper().encode()
    return Call("ZMPOP", (keys, word, count))


@command(
    "ZMPOP numkeys keys ... where=(MIN|MAX) [COUNT count:above_zero]",
    "write",
    reply=POPPED_SCORED,
    since="7.0.0",
    complexity="O(K)+O(M*log(N)) with K the number of keys, N the members of the"
    " sorted set, M the members removed",
    eager=True,
    once="count",
    view=_zmpop,
)
def zmpop(
    *keys: Key, where: Literal["min", "max"], count: int | None = None
) -> tuple[Text, list[tuple[Text, float]]] | None:
    """Remove members from the first sorted set that has any.

    ``where`` says from which end, ``count`` how many (1). Returns the key and a
    list of ``(member, score)``, the end's own first; None if there is nothing. A
    sorted set that becomes empty is removed. Raises CommandError for a count
    below 1, WrongTypeError if a key before it holds something else.
    """
