"""The keyspace: which keys there are, what they hold, and until when."""

from __future__ import annotations

import random
from bisect import bisect_left
from collections.abc import Callable, Iterator
from heapq import heapify, heappop, heappush
from typing import TypeVar

from redipy_core.errors import WrongTypeError
from redipy_memory.channels import Channels
from redipy_memory.cursors import Cursors
from redipy_memory.values import StoredValue, ValueType

V = TypeVar("V")

_LOG_SLACK = 1024
"""How many entries of keys that are gone the log may hold besides the living."""


class Keyspace:
    """Keys and their values. Whoever uses it holds the store's lock.

    Times are milliseconds since the epoch.
    """

    def __init__(self, now: Callable[[], int], rng: random.Random) -> None:
        self.data: dict[bytes, StoredValue] = {}
        self.expires: dict[bytes, int] = {}
        self.now = now
        self.rng = rng
        self.channels = Channels()
        self.cursors = Cursors()
        self._log = _CreationLog(self.data)
        self.created = self._log.add
        self._deadlines: list[tuple[int, bytes]] = []
        self.on_deadline: Callable[[int], object] = lambda deadline: None
        """Told of each deadline that is set, before anything has come due."""

    # -- one key ------------------------------------------------------------------

    def get(self, key: bytes) -> StoredValue | None:
        """The value of a key, None if it is missing or expired."""
        value = self.data.get(key)
        deadline = self.expires.get(key) if self.expires else None
        if deadline is not None and deadline < self.now():
            self.evict(key)
            return None
        return value

    def get_as(self, key: bytes, kind: ValueType, holder: type[V]) -> V | None:
        """As :meth:`get`; WrongTypeError if the value is not of this type."""
        value = self.get(key)
        if value is None:
            return None
        if not isinstance(value, holder) or value.__class__ is not kind.holder:
            raise WrongTypeError
        return value

    def put(self, key: bytes, value: StoredValue, *, keep_ttl: bool = False) -> None:
        """Set a key, whatever it held. Its expiry goes, unless it is to stay."""
        if key not in self.data:
            self.data[key] = value
            self.created(key)
            return
        self.data[key] = value
        if self.expires and not keep_ttl:
            self.expires.pop(key, None)

    def remove(self, key: bytes) -> None:
        """Remove a key that is there, with its expiry."""
        del self.data[key]
        if self.expires:
            self.expires.pop(key, None)

    def evict(self, key: bytes) -> None:
        """Remove a key because its time has come."""
        self.remove(key)

    def set_deadline(self, key: bytes, deadline: int) -> None:
        """Let a key that is there expire at ``deadline``."""
        self.expires[key] = deadline
        heap = self._deadlines
        heappush(heap, (deadline, key))
        if len(heap) > 2 * len(self.expires) + _LOG_SLACK:
            self._deadlines = [(when, k) for k, when in self.expires.items()]
            heapify(self._deadlines)
        self.on_deadline(deadline)

    def persist(self, key: bytes) -> bool:
        """Take a key's expiry away; whether it had one."""
        return self.expires.pop(key, None) is not None

    # -- all keys -----------------------------------------------------------------

    def __len__(self) -> int:
        self.expire_due()
        return len(self.data)

    def keys(self) -> Iterator[bytes]:
        """The keys that are there, in the order of their creation."""
        if not self.expires:
            return iter(self.data)
        now = self.now()
        deadline = self.expires.get
        return (key for key in self.data if deadline(key, now) >= now)

    def random_key(self) -> bytes | None:
        """Some key, each about as likely; None if there is none."""
        self.expire_due()
        return self._log.pick(self.rng)

    def scan(self, cursor: int, count: int) -> tuple[int, list[bytes]]:
        """About ``count`` keys from ``cursor`` on, and the next cursor (0: the end).

        A key that is there from the first to the last call is given.
        """
        cursor, keys = self._log.page(cursor, count)
        return cursor, [key for key in keys if self.get(key) is not None]

    def clear(self) -> None:
        """Remove every key."""
        self.data.clear()
        self.expires.clear()
        self._deadlines.clear()
        self._log.clear()
        self.cursors.clear()

    # -- expiry -------------------------------------------------------------------

    def expire_due(self, limit: int | None = None) -> int | None:
        """Remove keys whose time has come, at most ``limit``.

        Returns the earliest deadline that is left, None if there is none.
        """
        heap, expires = self._deadlines, self.expires
        now = self.now() if heap else 0
        removed = 0
        while heap:
            deadline, key = heap[0]
            current = expires.get(key) == deadline
            if current and (deadline >= now or removed == limit):
                return deadline
            heappop(heap)
            if current:
                self.evict(key)
                removed += 1
        return None


class _CreationLog:
    """Keys in the order of their creation, numbered from 1 upwards.

    Numbers never change, so a scan that stops at a number can go on from there
    whatever came and went meanwhile. Entries of keys that are gone are dropped
    now and then; the recent entries need no number of their own.
    """

    def __init__(self, alive: dict[bytes, StoredValue]) -> None:
        self._alive = alive
        self._numbers: list[int] = []
        self._settled: list[bytes] = []
        self._recent: list[bytes] = []
        self._recent_from = 1

    def __len__(self) -> int:
        return len(self._settled) + len(self._recent)

    def add(self, key: bytes) -> None:
        """Note that a key was created."""
        recent = self._recent
        recent.append(key)
        if len(recent) & 511 == 0 and len(self) > 2 * len(self._alive) + _LOG_SLACK:
            self._compact()

    def clear(self) -> None:
        """Forget every entry. Numbers go on."""
        self._recent_from += len(self._recent)
        self._numbers.clear()
        self._settled.clear()
        self._recent.clear()

    def _compact(self) -> None:
        """Keep the last entry of each living key."""
        start = self._recent_from
        last = dict(zip(self._settled, self._numbers, strict=True))
        last |= {key: number for number, key in enumerate(self._recent, start)}
        alive = self._alive
        kept = sorted((number, key) for key, number in last.items() if key in alive)
        self._numbers = [number for number, _ in kept]
        self._settled = [key for _, key in kept]
        self._recent_from = start + len(self._recent)
        self._recent.clear()

    def page(self, cursor: int, count: int) -> tuple[int, list[bytes]]:
        """The living keys among ``count`` entries from number ``cursor`` on."""
        if cursor < self._recent_from:
            at = bisect_left(self._numbers, cursor)
        else:
            at = len(self._settled) + cursor - self._recent_from
        end = min(at + count, len(self))
        split = len(self._settled)
        keys = self._settled[at:end]
        if end > split:
            keys += self._recent[max(at - split, 0) : end - split]
        alive = self._alive
        # A key that went and came back stands in the log more than once.
        return self._number_at(end), [
            key for key in dict.fromkeys(keys) if key in alive
        ]

    def _number_at(self, at: int) -> int:
        if at >= len(self):
            return 0
        split = len(self._settled)
        return self._numbers[at] if at < split else self._recent_from + at - split

    def pick(self, rng: random.Random) -> bytes | None:
        """A living key at random."""
        if not self._alive:
            return None
        if len(self) > 2 * len(self._alive):
            self._compact()
        while True:
            at = rng.randrange(len(self))
            split = len(self._settled)
            key = self._settled[at] if at < split else self._recent[at - split]
            if key in self._alive:
                return key
