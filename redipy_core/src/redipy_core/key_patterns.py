"""Patterns that name keys by elements, as SORT's BY and GET have them.

The first ``*`` stands for the element. A pattern without one names no key: BY then
means not to sort, and GET asks for the element itself (``#``) or for nothing. As a
server reads it, a pattern ends at its first NUL as far as ``*`` and ``->`` go.
"""

from __future__ import annotations

from typing import Final

from redipy_core.errors import ArgumentValueError

NO_PLACE: Final = "a prefix with * or NUL in it leaves no place for the * of a pattern"


def names_keys(pattern: bytes) -> bool:
    """Whether a pattern has a place for an element."""
    return b"*" in pattern.partition(b"\0")[0]


def leaves_place(prefix: bytes) -> bool:
    """Whether patterns may follow a prefix: nothing can hide a ``*`` in it."""
    return not (b"*" in prefix or b"\0" in prefix)


def prefixed_pattern(prefix: bytes, pattern: bytes) -> bytes:
    """A pattern for a client with a prefix, which goes before the names of keys.

    Raises ArgumentValueError for a prefix that would take the element itself.
    """
    if not names_keys(pattern):
        return pattern
    if not leaves_place(prefix):
        raise ArgumentValueError(NO_PLACE)
    return prefix + pattern
