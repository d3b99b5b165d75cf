"""What a key can hold, and how the engine tells it apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from redipy_memory.list_value import ListValue as ListValue
from redipy_memory.list_value import LongList
from redipy_memory.listed import ListedDict, ListedSet
from redipy_memory.sorted_set import SortedSet
from redipy_memory.stream import Stream

StringValue: TypeAlias = bytes
HashValue: TypeAlias = dict[bytes, bytes]
SetValue: TypeAlias = set[bytes]
StoredValue: TypeAlias = (
    StringValue | ListValue | HashValue | SetValue | SortedSet | Stream
)


@dataclass(frozen=True)
class ValueType:
    """A type of value: Redis's name, and the Python class that holds it.

    Nearly every value is of the class that ``make`` is. One that is large, or is
    used in a way that needs more, may be of another that derives from the holder.
    """

    name: bytes
    holder: type
    make: Callable[[], StoredValue]


STRING = ValueType(b"string", bytes, bytes)
LIST = ValueType(b"list", ListValue, ListValue)
HASH = ValueType(b"hash", dict, dict)
SET = ValueType(b"set", set, set)
SORTED_SET = ValueType(b"zset", SortedSet, SortedSet)
STREAM = ValueType(b"stream", Stream, Stream)

NAME_OF_TYPE: dict[type, bytes] = {
    kind.holder: kind.name for kind in (STRING, LIST, HASH, SET, SORTED_SET, STREAM)
} | {LongList: LIST.name, ListedSet: SET.name, ListedDict: HASH.name}
