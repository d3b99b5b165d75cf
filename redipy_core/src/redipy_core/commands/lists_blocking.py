"""Lists, for callers that wait until there is something to take.

``timeout`` is in seconds with millisecond precision, 0 for no limit; when the
time is over the answer is None. Callers are served in the order in which they
came. In a pipeline nothing waits: the answer is what there is, or None.
"""

from __future__ import annotations

from typing import Literal

from redipy_core.command import Call, command
from redipy_core.commands.lists import list_ends
from redipy_core.modes import one_of
from redipy_core.popped import POPPED_ELEMENT, POPPED_LIST
from redipy_core.replies import AWAITED_BULK
from redipy_core.text import Key, Text


@command(
    "BLPOP keys ... timeout:timeout",
    "write noscript blocking",
    reply=POPPED_ELEMENT,
    since="2.0.0",
    complexity="O(N) with N the number of keys",
)
def blpop(*keys: Key, timeout: float = 0) -> tuple[Text, Text] | None:
    """Remove the first element of the first list that has any, or wait for one.

    Returns the key and the element, None after ``timeout`` seconds (0: no limit).
    Raises WrongTypeError if a key before it holds something else, CommandError
    for a time-out below zero.
    """


@command(
    "BRPOP keys ... timeout:timeout",
    "write noscript blocking",
    reply=POPPED_ELEMENT,
    since="2.0.0",
    complexity="O(N) with N the number of keys",
)
def brpop(*keys: Key, timeout: float = 0) -> tuple[Text, Text] | None:
    """As :meth:`blpop`, the last element."""


def _blmove(
    source: Key,
    destination: Key,
    src: Literal["left", "right"] = "left",
    dest: Literal["left", "right"] = "right",
    *,
    timeout: float = 0,
) -> Call:
    return Call("BLMOVE", (source, destination, *list_ends(src, dest), timeout))


@command(
    "BLMOVE source destination src=(LEFT|RIGHT) dest=(LEFT|RIGHT) timeout:timeout",
    "write denyoom noscript blocking",
    reply=AWAITED_BULK,
    since="6.2.0",
    complexity="O(1)",
    view=_blmove,
)
def blmove(
    source: Key,
    destination: Key,
    src: Literal["left", "right"] = "left",
    dest: Literal["left", "right"] = "right",
    *,
    timeout: float = 0,
) -> Text | None:
    """Move an element from an end of a list to an end of another, or wait for one.

    Returns the element, None after ``timeout`` seconds (0: no limit). Raises
    WrongTypeError if one of the keys holds something else, CommandError for a
    time-out below zero.
    """


@command(
    "BRPOPLPUSH source destination timeout:timeout",
    "write denyoom noscript blocking",
    reply=AWAITED_BULK,
    since="2.2.0",
    complexity="O(1)",
)
def brpoplpush(source: Key, destination: Key, *, timeout: float = 0) -> Text | None:
    """As :meth:`blmove` from the right end to the left one."""


def _blmpop(
    *keys: Key,
    where: Literal["left", "right"] = "left",
    count: int | None = None,
    timeout: float = 0,
) -> Call:
    word = one_of("where", where, ("left", "right")).upper().encode()
    return Call("BLMPOP", (timeout, keys, word, count))


@command(
    "BLMPOP timeout:timeout numkeys keys ... where=(LEFT|RIGHT)"
    " [COUNT count:above_zero]",
    "write blocking",
    reply=POPPED_LIST,
    since="7.0.0",
    complexity="O(N+M) with N the number of keys, M the elements returned",
    eager=True,
    once="count",
    view=_blmpop,
)
def blmpop(
    *keys: Key,
    where: Literal["left", "right"] = "left",
    count: int | None = None,
    timeout: float = 0,
) -> tuple[Text, list[Text]] | None:
    """Remove elements from the first list that has any, or wait for them.

    ``where`` says from which end, ``count`` how many at most (1). Returns the key
    and a list of the elements, the end's own first; None after ``timeout`` seconds
    (0: no limit). Raises CommandError for a count below 1 or a time-out below
    zero, WrongTypeError if a key before it holds something else.
    """
