"""When keys were last used, for a keyspace that somebody has asked about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from redipy_memory.values import StoredValue


class UsedKeys(dict[bytes, StoredValue]):
    """The keys and values of a keyspace, with a note of when each was last used.

    It takes the place of the plain dict that a keyspace begins with, so whoever
    asks for a value by :meth:`get`, as gates do, need not know that notes are
    taken, and nothing is paid before. Times are milliseconds.
    """

    __slots__ = ("_now", "_since", "_used")

    def __init__(
        self, data: Mapping[bytes, StoredValue], now: Callable[[], int]
    ) -> None:
        super().__init__(data)
        self._now = now
        self._since = now()
        self._used: dict[bytes, int] = {}

    def get(  # type: ignore[override] # nobody gives a default
        self, key: bytes
    ) -> StoredValue | None:
        value = dict.get(self, key)
        if value is not None:
            self._used[key] = self._now()
        return value

    def __setitem__(self, key: bytes, value: StoredValue) -> None:
        dict.__setitem__(self, key, value)
        self._used[key] = self._now()

    def __delitem__(self, key: bytes) -> None:
        super().__delitem__(key)
        self._used.pop(key, None)

    def clear(self) -> None:
        super().clear()
        self._used.clear()

    def idle_time(self, key: bytes) -> int:
        """For how many seconds a key was not used, as a clock of seconds counts them.

        A key that was not used since notes are taken counts from then on.
        """
        return self._now() // 1000 - self._used.get(key, self._since) // 1000

    def leave(self, key: bytes, seconds: int) -> None:
        """Note that a key that is there was last used so many seconds ago."""
        self._used[key] = self._now() - 1000 * seconds
