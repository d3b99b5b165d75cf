"""Watched keys: whether anybody changed them since."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from redipy_memory.keyspace import Keyspace


class Watch:
    """The keys that one caller watches. Whoever uses it holds the store's lock."""

    def __init__(self) -> None:
        self._keys: dict[tuple[Keyspace, bytes], None] = {}
        self._touched = False

    def __bool__(self) -> bool:
        return bool(self._keys)

    def add(self, db: Keyspace, key: bytes) -> None:
        """Watch a key, which may be missing."""
        if (db, key) not in self._keys:
            db.peek(key)  # a key whose time has come is gone before it is watched
            self._keys[db, key] = None
            db.watch(key, self)

    def touch(self) -> None:
        """Note that a watched key was changed."""
        self._touched = True

    @property
    def is_touched(self) -> bool:
        """Whether a watched key was changed, or is due to expire."""
        for db, key in self._keys:
            db.peek(key)
        return self._touched

    def clear(self) -> None:
        """Watch nothing any more."""
        for db, key in self._keys:
            db.unwatch(key, self)
        self._keys.clear()
        self._touched = False
