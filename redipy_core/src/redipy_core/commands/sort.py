"""Sorting lists, sets and sorted sets, perhaps by what other keys hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import overload

from redipy_core.command import UnfitWordsError, command
from redipy_core.key_patterns import names_keys
from redipy_core.replies import INTEGER, LIST, Either
from redipy_core.text import Key, Text, to_integer

_COMPLEXITY = "O(N+M*log(M)) with N the number of elements, M the elements returned"
_SYNTAX = (
    "key [BY by:key_pattern] [LIMIT offset:integer count:integer]"
    " [(GET get:key_pattern) ...] [order=ASC|DESC] [ALPHA]"
)


def _read(words: Sequence[bytes], *, may_store: bool) -> tuple[object, ...]:
    """The slots. Options repeat, the last one winning; numbers are read at once."""
    by: bytes | None = None
    limit: tuple[int, int] | None = None
    get: list[bytes] = []
    order: bytes | None = None
    alpha, store, at = False, None, 1
    while at < len(words):
        option, following = words[at].upper(), words[at + 1 : at + 3]
        at += 2
        if option in (b"ASC", b"DESC"):
            order = option
            at -= 1
        elif option == b"ALPHA":
            alpha = True
            at -= 1
        elif option == b"LIMIT" and len(following) == 2:
            limit = to_integer(following[0]), to_integer(following[1])
            at += 1
        elif option == b"STORE" and following and may_store:
            store = following[0]
        elif option == b"BY" and following:
            # Once nothing is to be sorted, no other pattern changes that.
            if by is None or names_keys(by):
                by = following[0]
        elif option == b"GET" and following:
            get.append(following[0])
        else:
            raise UnfitWordsError
    slots = (words[0], by, limit, get, order, alpha)
    return (*slots, store) if may_store else slots


def _read_sort(words: Sequence[bytes]) -> tuple[object, ...]:
    return _read(words, may_store=True)


def _read_sort_ro(words: Sequence[bytes]) -> tuple[object, ...]:
    return _read(words, may_store=False)


def _sort_ro_options(
    start: int | None = None,
    num: int | None = None,
    by: Key | None = None,
    get: Key | Iterable[Key] | None = None,
    desc: bool = False,
    alpha: bool = False,
) -> tuple[object, ...]:
    limit = None
    if start is not None or num is not None:
        limit = 0 if start is None else start, -1 if num is None else num
    if get is None:
        patterns: tuple[Key, ...] = ()
    else:
        patterns = (get,) if isinstance(get, (str, bytes)) else tuple(get)
    return by, limit, patterns, b"DESC" if desc else None, bool(alpha)


def _sort_options(
    start: int | None = None,
    num: int | None = None,
    by: Key | None = None,
    get: Key | Iterable[Key] | None = None,
    desc: bool = False,
    alpha: bool = False,
    store: Key | None = None,
) -> tuple[object, ...]:
    return *_sort_ro_options(start, num, by, get, desc, alpha), store


@overload
def sort(
    key: Key,
    *,
    start: int | None = None,
    num: int | None = None,
    by: Key | None = None,
    get: None = None,
    desc: bool = False,
    alpha: bool = False,
    store: None = None,
) -> list[Text]: ...
@overload
def sort(
    key: Key,
    *,
    start: int | None = None,
    num: int | None = None,
    by: Key | None = None,
    get: Key | Iterable[Key],
    desc: bool = False,
    alpha: bool = False,
    store: None = None,
) -> list[Text | None]: ...
@overload
def sort(
    key: Key,
    *,
    start: int | None = None,
    num: int | None = None,
    by: Key | None = None,
    get: Key | Iterable[Key] | None = None,
    desc: bool = False,
    alpha: bool = False,
    store: Key,
) -> int: ...
@command(
    f"SORT {_SYNTAX} [STORE store:key]",
    "write denyoom",
    reply=Either("store", given=INTEGER, absent=LIST),
    since="1.0.0",
    complexity=_COMPLEXITY,
    misfit="syntax",
    reader=_read_sort,
    options=_sort_options,
)
def sort(
    key: Key,
    *,
    start: int | None = None,
    num: int | None = None,
    by: Key | None = None,
    get: Key | Iterable[Key] | None = None,
    desc: bool = False,
    alpha: bool = False,
    store: Key | None = None,
) -> list[Text] | list[Text | None] | int:
    """The elements of a list, a set or a sorted set in order.

    They are compared as numbers, with ``alpha`` as text: byte by byte up to a NUL,
    where a server goes by the language that it was started in. ``desc`` turns the
    order round; equal numbers are in the order of their text. ``start`` and
    ``num`` take a part of the result.

    ``by`` is a pattern whose first ``*`` stands for an element: what the key of
    that name holds is compared instead, ``"user:*->age"`` a field of a hash; what
    is missing counts as 0, or as the least text. A pattern without a ``*`` leaves
    the order as it is: a list's and a sorted set's own, none for a set. ``get``,
    one pattern or several, returns for each element what those keys hold, one
    after the other, None for what is missing; ``"#"`` is the element itself.

    With ``store`` the result becomes a list at that key, what is missing an empty
    string, and how long it is is returned; an empty one removes the key. A client
    with a prefix puts it before the patterns' keys too.

    Raises CommandError if something that is compared is no number, WrongTypeError
    if the key holds something else, and ArgumentValueError for a pattern with a
    ``*`` where the client's prefix itself has a ``*`` or NUL in it.
    """


@overload
def sort_ro(
    key: Key,
    *,
    start: int | None = None,
    num: int | None = None,
    by: Key | None = None,
    get: None = None,
    desc: bool = False,
    alpha: bool = False,
) -> list[Text]: ...
@overload
def sort_ro(
    key: Key,
    *,
    start: int | None = None,
    num: int | None = None,
    by: Key | None = None,
    get: Key | Iterable[Key],
    desc: bool = False,
    alpha: bool = False,
) -> list[Text | None]: ...
@command(
    f"SORT_RO {_SYNTAX}",
    "readonly",
    reply=LIST,
    since="7.0.0",
    complexity=_COMPLEXITY,
    misfit="syntax",
    reader=_read_sort_ro,
    options=_sort_ro_options,
)
def sort_ro(
    key: Key,
    *,
    start: int | None = None,
    num: int | None = None,
    by: Key | None = None,
    get: Key | Iterable[Key] | None = None,
    desc: bool = False,
    alpha: bool = False,
) -> list[Text] | list[Text | None]:
    """As :meth:`sort` without ``store``: a command that only reads."""
