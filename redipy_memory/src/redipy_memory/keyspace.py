"""The keyspace: which keys there are, what they hold, and until when."""

from __future__ import annotations

import random
from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from heapq import heapify, heappop, heappush
from threading import RLock
from types import CellType
from typing import TypeVar

from redipy_core.errors import WrongTypeError
from redipy_memory.behaviour import Told
from redipy_memory.blocking import Parked, Wait, Waiters
from redipy_memory.channels import Channels
from redipy_memory.cursors import Cursors
from redipy_memory.events import EventFlags
from redipy_memory.used_keys import UsedKeys
from redipy_memory.values import StoredValue, ValueType
from redipy_memory.watches import Watch

V = TypeVar("V")
R = TypeVar("R")

_LOG_SLACK = 1024
"""How many entries of keys that are gone the log may hold besides the living."""


class Shared:
    """What the keyspaces of one store have in common.

    ``wanted`` says why changes of keys must be told: ``"events"``, ``"watch"``,
    ``"wait"``. While it is empty, which is nearly always, the gates tell nobody.
    """

    def __init__(
        self,
        now: Callable[[], int],
        rng: random.Random,
        lock: RLock,
        serve: Callable[[], object],
        keyspace: Callable[[int], Keyspace],
        keyspaces: Callable[[], list[Keyspace]],
    ) -> None:
        self.now = now
        self.rng = rng
        self.lock = lock
        self.serve = serve
        """Answers whoever is parked at a key in ``ready``; cheap when nobody is."""
        self.keyspace = keyspace
        """The keyspace of a number; CommandError if the store has no such one."""
        self.keyspaces = keyspaces
        """The keyspaces that were ever used."""
        self.channels = Channels()
        self.events = EventFlags()
        self.wanted: dict[str, int] = {}
        self.ready: deque[tuple[Keyspace, bytes]] = deque()
        self.on_deadline: Callable[[int], object] = lambda deadline: None
        """Told of each deadline that is set, before anything has come due."""

    def want(self, why: str, change: int) -> None:
        """Count who wants to be told of changes."""
        count = self.wanted.get(why, 0) + change
        if count:
            self.wanted[why] = count
        else:
            self.wanted.pop(why, None)

    def tell_events(self, flags: EventFlags) -> None:
        """Publish the events that ``flags`` choose from now on."""
        self.want("events", bool(flags) - bool(self.events))
        self.events = flags


class Keyspace:
    """Keys and their values. Whoever uses it holds the store's lock.

    Times are milliseconds since the epoch. ``cells`` are the parts that change
    places in SWAPDB: functions that were made for a keyspace share these cells,
    so they go on with what it holds then.
    """

    def __init__(self, shared: Shared, index: int = 0) -> None:
        self.shared = shared
        self.index = index
        self.now = shared.now
        self.rng = shared.rng
        self.channels = shared.channels
        self.wanted = shared.wanted
        self._waiters = Waiters()
        self._watches: dict[bytes, set[Watch]] = {}
        self.cells = {name: CellType() for name in ("data", "expires", "created")}
        self._hold({}, {}, [])

    def _hold(
        self,
        data: dict[bytes, StoredValue],
        expires: dict[bytes, int],
        deadlines: list[tuple[int, bytes]],
        log: _CreationLog | None = None,
    ) -> None:
        self.data = data
        self.expires = expires
        self._deadlines = deadlines
        self._log = log or _CreationLog(data)
        self.created = self._log.add
        self.cursors = Cursors()
        self.cells["data"].cell_contents = data
        self.cells["expires"].cell_contents = expires
        self.cells["created"].cell_contents = self.created

    # -- one key ------------------------------------------------------------------

    def get(self, key: bytes) -> StoredValue | None:
        """The value of a key, None if it is missing or expired."""
        value = self.data.get(key)
        deadline = self.expires.get(key) if self.expires else None
        if deadline is not None and deadline < self.now():
            self.evict(key)
            return None
        return value

    def peek(self, key: bytes) -> StoredValue | None:
        """As :meth:`get`, but the key does not count as used."""
        if key in self.expires and self.expires[key] < self.now():
            self.evict(key)
        return dict.get(self.data, key)

    def idle_time(self, key: bytes) -> int:
        """For how many seconds a key that is there was not used, as far as is known.

        Notes are taken from the first question on, for which the keys are copied.
        """
        data = self.data
        if not isinstance(data, UsedKeys):
            self.data = data = UsedKeys(data, self.now)
            self.cells["data"].cell_contents = data
            self._log.follow(data)
        return data.idle_time(key)

    def get_as(self, key: bytes, kind: ValueType, holder: type[V]) -> V | None:
        """As :meth:`get`; WrongTypeError if the value is not of this type."""
        value = self.get(key)
        if value is None:
            return None
        if not isinstance(value, holder) or not isinstance(value, kind.holder):
            raise WrongTypeError
        return value

    def holds(self, key: bytes, kind: ValueType) -> bool:
        """Whether a key is there and of this type."""
        return isinstance(self.get(key), kind.holder)

    def first_of(
        self,
        keys: Sequence[bytes],
        timeout: float,
        kind: ValueType,
        take: Callable[[bytes], R | None],
        undo: Callable[[R], object] | None = None,
    ) -> R | Wait[R] | None:
        """What ``take`` gives for the first key that has something; else a wait.

        ``take`` looks at one key, which it may find to hold another type. While a
        caller waits that is no error: it waits on. ``undo`` takes an answer back.
        """
        for key in keys:
            found = take(key)
            if found is not None:
                return found
        return Wait(
            keys,
            timeout,
            lambda key: take(key) if self.holds(key, kind) else None,
            undo,
        )

    def put(
        self,
        key: bytes,
        value: StoredValue,
        event: bytes | None,
        *,
        keep_ttl: bool = False,
    ) -> None:
        """Set a key, whatever it held, and tell of it by an event, None for nobody.

        The key's expiry goes, unless it is to stay.
        """
        told = self.wanted if event else None
        if told:
            self.get(key)  # a key whose time has come is gone before
        if key not in self.data:
            self.data[key] = value
            self.created(key)
            if told:
                self.announce(key, b"new")
        else:
            self.data[key] = value
            if self.expires and not keep_ttl:
                self.expires.pop(key, None)
        if told and event:
            self.note(key, event)

    def store(self, key: bytes, value: StoredValue, event: bytes) -> None:
        """Set a key, whatever it held, or remove it if there is nothing to store."""
        if value:
            self.put(key, value, event)
        elif self.get(key) is not None:
            self.drop(key)

    def remove(self, key: bytes) -> None:
        """Remove a key that is there, with its expiry. Nobody is told."""
        del self.data[key]
        if self.expires:
            self.expires.pop(key, None)

    def drop(self, key: bytes, event: bytes = b"del") -> None:
        """Remove a key that is there, and tell of it."""
        self.remove(key)
        if self.wanted:
            self.note(key, event)

    def evict(self, key: bytes) -> None:
        """Remove a key because its time has come."""
        self.drop(key, b"expired")

    def expire_at(self, key: bytes, deadline: int) -> None:
        """Let a key that is there expire at ``deadline``, and tell of it."""
        self.set_deadline(key, deadline)
        if self.wanted:
            self.note(key, b"expire")

    def set_deadline(self, key: bytes, deadline: int) -> None:
        """Let a key that is there expire at ``deadline``. Nobody is told."""
        self.expires[key] = deadline
        heap = self._deadlines
        heappush(heap, (deadline, key))
        if len(heap) > 2 * len(self.expires) + _LOG_SLACK:
            self._deadlines = [(when, k) for k, when in self.expires.items()]
            heapify(self._deadlines)
        self.shared.on_deadline(deadline)

    def persist(self, key: bytes) -> bool:
        """Take a key's expiry away, and tell of it; whether it had one."""
        if self.expires.pop(key, None) is None:
            return False
        if self.wanted:
            self.note(key, b"persist")
        return True

    def changed(self, key: bytes, value: StoredValue, event: bytes) -> None:
        """The end of a change in place: tell of it, remove what became empty."""
        if self.wanted:
            self.note(key, event)
        if not value:
            self.drop(key)

    # -- who is told --------------------------------------------------------------

    def note(self, key: bytes, event: bytes) -> None:
        """Tell whoever wants to know that a key was changed.

        Callers ask :attr:`wanted` first, which is nearly always empty.
        """
        self.touch(key)
        self.announce(key, event)

    def tell(
        self,
        key: bytes,
        told: Told,
        reply: object,
        *,
        new: bool = False,
        gone: bool = False,
    ) -> None:
        """The end of a command that the gate carries out on one value."""
        if told.changed is None or told.changed(reply):
            if new:
                self.announce(key, b"new")
            self.note(key, told.event)
            if gone:
                self.note(key, b"del")
        self.shared.serve()

    def touch(self, key: bytes) -> None:
        """Tell watches, and callers that are parked at the key: no event."""
        for watch in self._watches.get(key, ()):
            watch.touch()
        self.wake(key)

    def wake(self, key: bytes) -> None:
        """Let callers that are parked at a key look again."""
        if key in self._waiters:
            self.shared.ready.append((self, key))

    def announce(self, key: bytes, event: bytes) -> None:
        """Publish an event, if listeners are to be told; it is no change by itself."""
        events = self.shared.events
        if not events or not events.tells(event):
            return
        place = b"@%d__:" % self.index
        if events.by_key:
            self.channels.publish(b"__keyspace" + place + key, event)
        if events.by_event:
            self.channels.publish(b"__keyevent" + place + event, key)

    def watch(self, key: bytes, watch: Watch) -> None:
        """Tell a watch of every change of a key."""
        self._watches.setdefault(key, set()).add(watch)
        self.shared.want("watch", 1)

    def unwatch(self, key: bytes, watch: Watch) -> None:
        """Tell it no more."""
        watches = self._watches[key]
        watches.remove(watch)
        if not watches:
            del self._watches[key]
        self.shared.want("watch", -1)

    def park(self, parked: Parked) -> None:
        """Let a caller wait for its keys to change."""
        self._waiters.add(parked)
        self.shared.want("wait", 1)

    def unpark(self, parked: Parked) -> None:
        """Let it wait no more."""
        self._waiters.discard(parked)
        self.shared.want("wait", -1)

    def answer_one(self, key: bytes) -> bool:
        """Answer the first caller at a key who can be; whether there was one."""
        return self._waiters.answer_one(key)

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
        return cursor, [key for key in keys if self.peek(key) is not None]

    def clear(self) -> None:
        """Remove every key. There are no events, but watches and waiters are told."""
        if self.wanted:
            self._touch_all(self.data)
        self.data.clear()
        self.expires.clear()
        self._deadlines.clear()
        self._log.clear()
        self.cursors.clear()

    def _touch_all(self, *held: dict[bytes, StoredValue]) -> None:
        """Touch the keys that are in one of these dicts."""
        for key in {*self._watches, *self._waiters.keys()}:
            if any(key in keys for keys in held):
                self.touch(key)

    def swap(self, other: Keyspace) -> None:
        """Exchange what two keyspaces hold; who listens to a number stays there."""
        if self is other:
            return
        if self.wanted:
            self._touch_all(self.data, other.data)
            other._touch_all(self.data, other.data)
        mine = self.data, self.expires, self._deadlines, self._log
        self._hold(other.data, other.expires, other._deadlines, other._log)
        other._hold(*mine)

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

    def follow(self, alive: dict[bytes, StoredValue]) -> None:
        """Take the living keys from here on from another dict, which has the same."""
        self._alive = alive

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
