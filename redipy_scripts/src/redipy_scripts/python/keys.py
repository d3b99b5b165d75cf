"""Keys by what they hold, for functions that become scripts.

A parameter of such a type is a key of the script; inside the function its
methods are the commands, with the types of ``keys.pyi``. A caller gives the
key's name in the same type: ``RedisList("mylist")``.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, NoReturn

from redipy_core.text import encode_key
from redipy_scripts import structures
from redipy_scripts.structure import Structure

__all__ = [
    "Key",
    "RedisBitmap",
    "RedisGeo",
    "RedisHash",
    "RedisHyperLogLog",
    "RedisKey",
    "RedisList",
    "RedisSet",
    "RedisSortedSet",
    "RedisStream",
    "RedisVar",
]


class KeyName:
    """Marks a parameter that is the name of a key."""


Key = Annotated[str, KeyName]
"""The name of a key, as a parameter: ``RedisList(name)`` inside the function."""


class Handle:
    """A key of a certain kind."""

    __slots__ = ("key",)
    structure: ClassVar[type[Structure]] = structures.RedisKey

    def __init__(self, key: str | bytes | float) -> None:
        self.key = key if isinstance(key, (str, bytes)) else str(key)

    @property
    def encoded(self) -> bytes:
        """The name as bytes."""
        return encode_key(self.key)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.key!r})"

    def __str__(self) -> str:
        key = self.key
        return key if isinstance(key, str) else key.decode("utf-8", "surrogateescape")

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and other.encoded == self.encoded

    def __hash__(self) -> int:
        return hash(self.encoded)

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("_") or not hasattr(self.structure, name):
            raise AttributeError(f"{type(self).__name__} has no {name!r}")
        raise TypeError(
            f"{name}() of {self!r} runs inside a script: call it in a function"
            " decorated with redipy.script.function, or use the client's method"
        )


class RedisKey(Handle):
    """A key, whatever it holds."""

    structure = structures.RedisKey


class RedisVar(RedisKey):
    """A string."""

    structure = structures.RedisVar


class RedisList(RedisKey):
    """A list."""

    structure = structures.RedisList


class RedisHash(RedisKey):
    """A hash."""

    structure = structures.RedisHash


class RedisSet(RedisKey):
    """A set."""

    structure = structures.RedisSet


class RedisSortedSet(RedisKey):
    """A sorted set."""

    structure = structures.RedisSortedSet


class RedisStream(RedisKey):
    """A stream, its consumer groups included."""

    structure = structures.RedisStream


class RedisBitmap(RedisKey):
    """A string, bit by bit."""

    structure = structures.RedisBitmap


class RedisGeo(RedisKey):
    """Places on the earth: a sorted set of positions."""

    structure = structures.RedisGeo


class RedisHyperLogLog(RedisKey):
    """A rough count of different elements."""

    structure = structures.RedisHyperLogLog
