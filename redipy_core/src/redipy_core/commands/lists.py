"""Lists."""

from __future__ import annotations

from typing import Literal, overload

from redipy_core.command import Call, command
from redipy_core.modes import one_of
from redipy_core.popped import POPPED_LIST
from redipy_core.replies import (
    BULK,
    INTEGER,
    INTEGER_LIST,
    LIST,
    OPTIONAL_LIST,
    STATUS,
    Either,
)
from redipy_core.text import Key, Text, Value

_POPPED = Either("count", given=OPTIONAL_LIST, absent=BULK)


@command(
    "LPUSH key elements ...",
    "write denyoom fast",
    reply=INTEGER,
    since="1.0.0",
    complexity="O(N) with N the number of elements",
)
def lpush(key: Key, *elements: Value) -> int:
    """Insert elements at the head of a list, one after the other.

    The last element given ends up first. A missing key is created. Returns the
    length of the list afterwards. Raises WrongTypeError if the key holds
    something else.
    """


@command(
    "RPUSH key elements ...",
    "write denyoom fast",
    reply=INTEGER,
    since="1.0.0",
    complexity="O(N) with N the number of elements",
)
def rpush(key: Key, *elements: Value) -> int:
    """Append elements to the tail of a list, in the order given.

    A missing key is created. Returns the length of the list afterwards. Raises
    WrongTypeError if the key holds something else.
    """


@command(
    "LPUSHX key elements ...",
    "write denyoom fast",
    reply=INTEGER,
    since="2.2.0",
    complexity="O(N) with N the number of elements",
)
def lpushx(key: Key, *elements: Value) -> int:
    """As :meth:`lpush`, if there is such a list.

    Returns the length of the list afterwards, 0 if there is no such key. Raises
    WrongTypeError if the key holds something else.
    """


@command(
    "RPUSHX key elements ...",
    "write denyoom fast",
    reply=INTEGER,
    since="2.2.0",
    complexity="O(N) with N the number of elements",
)
def rpushx(key: Key, *elements: Value) -> int:
    """Append elements to the tail of a list if there is one.

    Returns the length of the list afterwards, 0 if there is no such key. Raises
    WrongTypeError if the key holds something else.
    """


@overload
def lpop(key: Key, count: None = None) -> Text | None: ...
@overload
def lpop(key: Key, count: int) -> list[Text]: ...
@command(
    "LPOP key [count:positive]",
    "write fast",
    reply=_POPPED,
    since="1.0.0",
    complexity="O(N) with N the number of elements returned",
)
def lpop(key: Key, count: int | None = None) -> Text | list[Text] | None:
    """Remove and return the first element of a list, or the first ``count``.

    Without ``count`` the element, or None if there is none. With ``count`` a
    list of at most that many, empty if there is nothing. A list that becomes
    empty is removed. Raises WrongTypeError if the key holds something else and
    CommandError if ``count`` is below zero.
    """


@overload
def rpop(key: Key, count: None = None) -> Text | None: ...
@overload
def rpop(key: Key, count: int) -> list[Text]: ...
@command(
    "RPOP key [count:positive]",
    "write fast",
    reply=_POPPED,
    since="1.0.0",
    complexity="O(N) with N the number of elements returned",
)
def rpop(key: Key, count: int | None = None) -> Text | list[Text] | None:
    """Remove and return the last element of a list, or the last ``count``.

    The last element comes first. Otherwise as :meth:`lpop`.
    """


@command(
    "LLEN key",
    "readonly fast",
    reply=INTEGER,
    since="1.0.0",
    complexity="O(1)",
)
def llen(key: Key) -> int:
    """The length of a list, 0 for a missing key.

    Raises WrongTypeError if the key holds something else.
    """


@command(
    "LRANGE key start:integer stop:integer",
    "readonly",
    reply=LIST,
    since="1.0.0",
    complexity="O(S+N) with S the distance to the nearer end, N the elements returned",
)
def lrange(key: Key, start: int, stop: int) -> list[Text]:
    """The elements from ``start`` to ``stop``, both included.

    Positions count from 0; negative ones from the end, -1 being the last.
    Positions beyond the list are no error. Raises WrongTypeError if the key
    holds something else.
    """


@command(
    "LINDEX key index:late_integer",
    "readonly",
    reply=BULK,
    since="1.0.0",
    complexity="O(N) with N the distance to the nearer end",
)
def lindex(key: Key, index: int) -> Text | None:
    """The element at a position, None if there is none.

    Positions count from 0, negative ones from the end. Raises WrongTypeError if
    the key holds something else.
    """


@command(
    "LSET key index:late_integer element",
    "write denyoom",
    reply=STATUS,
    since="1.0.0",
    complexity="O(N) with N the distance to the nearer end",
)
def lset(key: Key, index: int, element: Value) -> bool:
    """Replace the element at a position; returns True.

    Raises CommandError if there is no such key or the position is out of range,
    WrongTypeError if the key holds something else.
    """


@command(
    "LREM key count:integer element",
    "write",
    reply=INTEGER,
    since="1.0.0",
    complexity="O(N) with N the length of the list",
)
def lrem(key: Key, count: int, element: Value) -> int:
    """Remove elements that equal ``element``; returns how many went.

    A positive ``count`` removes that many from the head, a negative one from
    the tail, 0 all. Raises WrongTypeError if the key holds something else.
    """


@command(
    "LTRIM key start:integer stop:integer",
    "write",
    reply=STATUS,
    since="1.0.0",
    complexity="O(N) with N the number of elements removed",
)
def ltrim(key: Key, start: int, stop: int) -> bool:
    """Keep only the elements from ``start`` to ``stop``, both included.

    Positions are as for :meth:`lrange`. Returns True. Raises WrongTypeError if
    the key holds something else.
    """


def _linsert(
    key: Key, where: Literal["before", "after"], pivot: Value, element: Value
) -> Call:
    word = one_of("where", where, ("before", "after"))
    return Call("LINSERT", (key, word.upper().encode(), pivot, element))


@command(
    "LINSERT key where=(BEFORE|AFTER) pivot element",
    "write denyoom",
    reply=INTEGER,
    since="2.2.0",
    complexity="O(N) with N the distance of the pivot from the head",
    view=_linsert,
)
def linsert(
    key: Key, where: Literal["before", "after"], pivot: Value, element: Value
) -> int:
    """Insert an element before or after the first one that equals ``pivot``.

    Returns the length of the list afterwards, -1 if no element equals
    ``pivot``, 0 if there is no such key. Raises WrongTypeError if the key holds
    something else.
    """


@command(
    "RPOPLPUSH source destination",
    "write denyoom",
    reply=BULK,
    since="1.2.0",
    complexity="O(1)",
)
def rpoplpush(source: Key, destination: Key) -> Text | None:
    """Move the last element of a list to the head of another, or of the same.

    Returns the element, None if there is no such list. Raises WrongTypeError if
    one of the keys holds something else.
    """


_End = Literal["left", "right"]


def list_ends(src: _End, dest: _End) -> list[bytes]:
    """The words for the two ends between which an element moves."""
    return [
        one_of(name, end, ("left", "right")).upper().encode()
        for name, end in (("src", src), ("dest", dest))
    ]


def _lmove(
    source: Key, destination: Key, src: _End = "left", dest: _End = "right"
) -> Call:
    return Call("LMOVE", (source, destination, *list_ends(src, dest)))


@command(
    "LMOVE source destination src=(LEFT|RIGHT) dest=(LEFT|RIGHT)",
    "write denyoom",
    reply=BULK,
    since="6.2.0",
    complexity="O(1)",
    view=_lmove,
)
def lmove(
    source: Key,
    destination: Key,
    src: Literal["left", "right"] = "left",
    dest: Literal["left", "right"] = "right",
) -> Text | None:
    """Move an element from an end of a list to an end of another, or of the same.

    Returns the element, None if there is no such list. Raises WrongTypeError if
    one of the keys holds something else.
    """


def _lpos_options(
    rank: int | None = None, count: int | None = None, maxlen: int | None = None
) -> tuple[object, ...]:
    return rank, count, maxlen


@overload
def lpos(
    key: Key,
    element: Value,
    *,
    rank: int | None = None,
    count: None = None,
    maxlen: int | None = None,
) -> int | None: ...
@overload
def lpos(
    key: Key,
    element: Value,
    *,
    rank: int | None = None,
    count: int,
    maxlen: int | None = None,
) -> list[int]: ...
@command(
    "LPOS key element [RANK rank:rank] [COUNT count:unsigned] [MAXLEN maxlen:unsigned]",
    "readonly",
    reply=Either("count", given=INTEGER_LIST, absent=INTEGER),
    since="6.0.6",
    complexity="O(N) with N the number of elements compared",
    eager=True,
    options=_lpos_options,
)
def lpos(
    key: Key,
    element: Value,
    *,
    rank: int | None = None,
    count: int | None = None,
    maxlen: int | None = None,
) -> int | list[int] | None:
    """The position of an element in a list, counted from 0 at the head.

    Without ``count`` the position of the first match, None if there is none.
    With ``count`` a list of the positions of so many matches, 0 for all of them.
    ``rank`` is which match comes first: 2 for the second, -1 for the last one,
    from which the search goes towards the head. ``maxlen`` is how many elements
    to compare at most, 0 for all. Raises WrongTypeError if the key holds
    something else and CommandError for a ``rank`` of 0 or a negative number
    elsewhere.
    """


def _lmpop(
    *keys: Key, where: Literal["left", "right"] = "left", count: int | None = None
) -> Call:
    word = one_of("where", where, ("left", "right")).upper().encode()
    return Call("LMPOP", (keys, word, count))


@command(
    "LMPOP numkeys keys ... where=(LEFT|RIGHT) [COUNT count:above_zero]",
    "write",
    reply=POPPED_LIST,
    since="7.0.0",
    complexity="O(N+M) with N the number of keys, M the elements returned",
    eager=True,
    once="count",
    view=_lmpop,
)
def lmpop(
    *keys: Key, where: Literal["left", "right"] = "left", count: int | None = None
) -> tuple[Text, list[Text]] | None:
    """Remove elements from the first list that has any.

    ``where`` says from which end, ``count`` how many (1). Returns the key and a
    list of the elements, the end's own first; None if there is nothing. A list
    that becomes empty is removed. Raises CommandError for a count below 1,
    WrongTypeError if a key before it holds something else.
    """
