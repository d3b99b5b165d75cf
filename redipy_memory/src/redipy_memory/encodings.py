"""How a server would keep a value in memory, and how a value is copied.

A server's choice of encoding depends on a value's history too: what has grown
into a table stays one when it shrinks, a string that was appended to stays
``raw``. This engine knows no encodings; it names the one that a server gives to
such a value when it is made. To remember it, each write to a hash or a set would have
to look at what it writes, a twentieth of the whole HSET, and a string would need a
holder.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy

from redipy_core.text import read_integer
from redipy_memory.sorted_set import SortedSet
from redipy_memory.values import CustomValue, ListValue, StoredValue

_EMBEDDED = 44
_SHARED_INTEGERS = 10_000
_SHARED = 2**31 - 1
_HASH_ENTRIES = 512
_SET_ENTRIES = 512
_COMPACT_VALUE = 64
"""The server's own limits, and hash-max-listpack-entries, set-max-intset-entries
and hash-max-listpack-value as they are unless configured."""


def encoding_of(value: StoredValue) -> bytes:
    """The name of a value's encoding, as OBJECT ENCODING gives it."""
    if isinstance(value, bytes):
        if read_integer(value) is not None:
            return b"int"
        return b"embstr" if len(value) <= _EMBEDDED else b"raw"
    if isinstance(value, CustomValue):
        return b"raw"
    if isinstance(value, dict):
        words = (word for pair in value.items() for word in pair)
        small = len(value) <= _HASH_ENTRIES and _short(words)
        return b"listpack" if small else b"hashtable"
    if isinstance(value, set):
        whole = (read_integer(member) is not None for member in value)
        small = len(value) <= _SET_ENTRIES and all(whole)
        return b"intset" if small else b"hashtable"
    if isinstance(value, SortedSet):
        return b"listpack" if value.compact else b"skiplist"
    return b"quicklist" if isinstance(value, ListValue) else b"stream"


def _short(words: Iterable[bytes]) -> bool:
    return all(len(word) <= _COMPACT_VALUE for word in words)


def references_to(value: StoredValue) -> int:
    """What OBJECT REFCOUNT counts: 1, or that all share a small number."""
    number = read_integer(value) if isinstance(value, bytes) else None
    shared = number is not None and 0 <= number < _SHARED_INTEGERS
    return _SHARED if shared else 1


def copy_of(value: StoredValue) -> StoredValue:
    """A value that shares with ``value`` nothing that can change."""
    if isinstance(value, bytes):
        return value
    if isinstance(value, SortedSet):
        made = SortedSet.holding(value.scores.copy())
        if value.compact:
            made.compact_if_small()
        return made
    if isinstance(value, (dict, set, ListValue)):
        return value.copy()
    return deepcopy(value)
