"""What a key can hold, and how the engine tells it apart."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Self, TypeAlias

from redipy_memory.list_value import ListValue as ListValue
from redipy_memory.list_value import LongList
from redipy_memory.listed import ListedDict, ListedSet
from redipy_memory.sorted_set import SortedSet
from redipy_memory.stream import Stream


class CustomValue(ABC):
    """Base of values of a type of its own, which a plugin adds.

    ``type_name`` is what TYPE answers. A value that is false is empty: the engine
    removes its key. Raises TypeError if a class of another module has the name.
    """

    type_name: ClassVar[bytes]

    @abstractmethod
    def dump(self) -> bytes:
        """The value as bytes, for stores that keep it outside memory."""

    @classmethod
    @abstractmethod
    def load(cls, data: bytes) -> Self:
        """The value of :meth:`dump`'s bytes; ValueError if they are none."""

    def __init_subclass__(cls) -> None:
        """Make the type known."""
        other = CUSTOM_TYPES.get(cls.type_name)
        if other is not None and other.__qualname__ != cls.__qualname__:
            raise TypeError(f"the type {cls.type_name!r} is {other}'s already")
        CUSTOM_TYPES[cls.type_name] = cls
        NAME_OF_TYPE[cls] = cls.type_name


CUSTOM_TYPES: dict[bytes, type[CustomValue]] = {}
"""The types that plugins add, by name."""

StringValue: TypeAlias = bytes
HashValue: TypeAlias = dict[bytes, bytes]
SetValue: TypeAlias = set[bytes]
StoredValue: TypeAlias = (
    StringValue | ListValue | HashValue | SetValue | SortedSet | Stream | CustomValue
)


@dataclass(frozen=True)
class ValueType:
    """A type of value: Redis's name, and the Python class that holds it.

    Nearly every value is of the class that ``make`` is. One that is large, or is
    used in a way that needs more, may be of another that derives from the holder:
    of ``large``, if there is one.
    """

    name: bytes
    holder: type
    make: Callable[[], StoredValue]
    large: type | None = None


STRING = ValueType(b"string", bytes, bytes)
LIST = ValueType(b"list", ListValue, ListValue, LongList)
HASH = ValueType(b"hash", dict, dict, ListedDict)
SET = ValueType(b"set", set, set, ListedSet)
SORTED_SET = ValueType(b"zset", SortedSet, SortedSet)
STREAM = ValueType(b"stream", Stream, Stream)

NAME_OF_TYPE: dict[type, bytes] = {
    holder: kind.name
    for kind in (STRING, LIST, HASH, SET, SORTED_SET, STREAM)
    for holder in (kind.holder, kind.large)
    if holder is not None
}
