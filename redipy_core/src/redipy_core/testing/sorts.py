"""What SORT leaves open, so that answers may differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Final

from redipy_core.key_patterns import names_keys

_Words = list[bytes]

READS_A_NUMBER: Final = b"GEOSEARCH \x00unused FROMLONLAT 0 0 BYRADIUS 1 m".split()
"""Lets a server forget a number that was too large or small: see :func:`company`."""


def company(key: bytes) -> tuple[list[_Words], list[_Words]]:
    """What is to be called before and after a SORT of a key, on both sides.

    SORT turns a sorted set into its large form. There a server's ranges by lex of
    members whose scores differ depend on chance, so it is made small again. And once
    a server has met a number that is too large or small for it, in whatever command
    or sorted set, its SORT takes every fraction for such a number until another
    command reads one.
    """
    before = [[b"SORT_RO", key, *b"BY nosort LIMIT 0 0".split()], READS_A_NUMBER]
    return before, [[b"ZRANGESTORE", key, key, b"0", b"-1"]]


def is_open(
    slots: Mapping[str, object], key: bytes, run: Callable[[_Words], object]
) -> bool:
    """Whether a server may return the elements in another order.

    A set has none of its own, and neither sets nor sorted sets are read in order
    before they are sorted, so any of several equal texts may be first. ``run``
    carries out a call on the store as it is before sorting.
    """
    kind = run([b"TYPE", key])
    by, alpha = slots["by"], slots["alpha"]
    if kind not in (b"set", b"zset"):
        return False
    if isinstance(by, bytes) and not names_keys(by):
        return slots.get("store") is None and kind == b"set"
    if not alpha or isinstance(by, bytes):
        return bool(alpha)
    elements = run([b"SORT_RO", key, b"BY", b"nosort"])
    assert isinstance(elements, list)
    return len({element.partition(b"\0")[0] for element in elements}) < len(elements)


def same_but_for_order(
    slots: Mapping[str, object], expected: object, actual: object
) -> bool:
    """Whether two answers agree as far as an open order lets them."""
    if not isinstance(expected, list) or not isinstance(actual, list):
        return False
    if slots["limit"] is not None:
        return len(expected) == len(actual)
    return Counter(expected) == Counter(actual)
