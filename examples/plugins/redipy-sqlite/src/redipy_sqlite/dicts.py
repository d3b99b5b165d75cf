"""The dicts of a keyspace whose values stay in a file until they are wanted.

The engine uses them as it uses plain ones. They know which keys were set or removed
since the last transaction, and which values were handed out that may have been
changed in place.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from redipy_memory.values import StoredValue


class _NotLoaded:
    """Stands for a value that is in the file only."""

    __slots__ = ()


_NOT_LOADED: Any = _NotLoaded()
"""Never handed out, so it need be no value to the type checkers."""


Load = Callable[[int, bytes], tuple[StoredValue, bytes | None]]


class LazyValues(dict[bytes, StoredValue]):
    """Values by key.

    ``index`` is the number under which the file has them. ``load`` reads a value,
    and gives what it looks like in the file if it may change in place.
    """

    def __init__(self, index: int, load: Load) -> None:
        super().__init__()
        self.index = index
        self._load = load
        self.changed: set[bytes] = set()
        self.handed_out: set[bytes] = set()
        self.saved: dict[bytes, bytes] = {}
        """What values that may change in place looked like in the file: digests."""
        self.cleared = False

    # -- what the engine uses ----------------------------------------------------------

    def get(self, key: bytes, default: Any = None) -> Any:
        """As of a dict; a value that was not used yet is read."""
        value = super().get(key, default)
        if value.__class__ is bytes or value is None:
            return value
        if value is _NOT_LOADED:
            value, digest = self._load(self.index, key)
            super().__setitem__(key, value)
            if digest is None:
                return value
            self.saved[key] = digest
        self.handed_out.add(key)
        return value

    def __getitem__(self, key: bytes) -> StoredValue:
        if key not in self:
            raise KeyError(key)
        found: StoredValue = self.get(key)
        return found

    def __setitem__(self, key: bytes, value: StoredValue) -> None:
        super().__setitem__(key, value)
        self.changed.add(key)

    def __delitem__(self, key: bytes) -> None:
        super().__delitem__(key)
        self.changed.add(key)

    # -- what the engine does not use, and would go past the file ------------------------

    def _refused(self, *args: object, **kwargs: object) -> None:
        raise NotImplementedError("the values of a file are used one by one")

    _refuse: Any = _refused
    pop = popitem = setdefault = update = clear = copy = items = values = _refuse

    # -- what the file uses ---------------------------------------------------------------

    def is_loaded(self, key: bytes) -> bool:
        """Whether the value of a key that is there was read."""
        return super().get(key) is not _NOT_LOADED

    def loaded(self, key: bytes) -> StoredValue:
        """The value of a key that is there and was read."""
        return super().__getitem__(key)

    def note(self, key: bytes) -> bool:
        """The file has this key; whether that is new."""
        new = key not in self
        super().__setitem__(key, _NOT_LOADED)
        self.saved.pop(key, None)
        return new

    def settle(self) -> None:
        """All changes are in the file."""
        self.changed.clear()
        self.handed_out.clear()
        self.cleared = False


class Deadlines(dict[bytes, int]):
    """Deadlines by key, which know what was changed."""

    def __init__(self) -> None:
        super().__init__()
        self.changed: set[bytes] = set()

    def __setitem__(self, key: bytes, deadline: int) -> None:
        super().__setitem__(key, deadline)
        self.changed.add(key)

    def __delitem__(self, key: bytes) -> None:
        super().__delitem__(key)
        self.changed.add(key)

    def pop(self, key: bytes, default: Any = None) -> Any:
        """As of a dict; a key that is not there gives ``default``."""
        if key in self:
            self.changed.add(key)
        return super().pop(key, default)
