"""Sorted sets, for callers that wait until there is something to take.

``timeout`` is in seconds with millisecond precision, 0 for no limit; when the
time is over the answer is None. Callers are served in the order in which they
came. In a pipeline nothing waits: the answer is what there is, or None.
"""

from __future__ import annotations

from typing import Literal

from redipy_core.command import Call, command
from redipy_core.modes import one_of
from redipy_core.popped import POPPED_MEMBER, POPPED_SCORED
from redipy_core.text import Key, Text


@command(
    "BZPOPMIN keys ... timeout:timeout",
    "write fast noscript blocking",
    reply=POPPED_MEMBER,
    since="5.0.0",
    complexity="O(log(N)) with N the members of the sorted set",
)
def bzpopmin(*keys: Key, timeout: float = 0) -> tuple[Text, Text, float] | None:
    """Remove the lowest member of the first sorted set that has any, or wait for one.

    Returns the key, the member and its score, None after ``timeout`` seconds (0:
    no limit). Raises WrongTypeError if a key before it holds something else,
    CommandError for a time-out below zero.
    """


@command(
    "BZPOPMAX keys ... timeout:timeout",
    "write fast noscript blocking",
    reply=POPPED_MEMBER,
    since="5.0.0",
    complexity="O(log(N)) with N the members of the sorted set",
)
def bzpopmax(*keys: Key, timeout: float = 0) -> tuple[Text, Text, float] | None:
    """As :meth:`bzpopmin`, the highest member."""


def _bzmpop(
    *keys: Key,
    where: Literal["min", "max"],
    count: int | None = None,
    timeout: float = 0,
) -> Call:
    word = one_of("where", where, ("min", "max")).upper().encode()
    return Call("BZMPOP", (timeout, keys, word, count))


@command(
    "BZMPOP timeout:timeout numkeys keys ... where=(MIN|MAX) [COUNT count:above_zero]",
    "write blocking",
    reply=POPPED_SCORED,
    since="7.0.0",
    complexity="O(K)+O(M*log(N)) with K the number of keys, N the members of the"
    " sorted set, M the members removed",
    eager=True,
    once="count",
    view=_bzmpop,
)
def bzmpop(
    *keys: Key,
    where: Literal["min", "max"],
    count: int | None = None,
    timeout: float = 0,
) -> tuple[Text, list[tuple[Text, float]]] | None:
    """Remove members from the first sorted set that has any, or wait for them.

    ``where`` says from which end, ``count`` how many at most (1). Returns the key
    and a list of ``(member, score)``, the end's own first; None after ``timeout``
    seconds (0: no limit). Raises CommandError for a count below 1 or a time-out
    below zero, WrongTypeError if a key before it holds something else.
    """
