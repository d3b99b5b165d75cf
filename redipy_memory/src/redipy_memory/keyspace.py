"""The keyspace: which keys there are, what they hold, and until when."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from math import inf
from types import CellType, TracebackType
from typing import Protocol, TypeVar

from redipy_core.command import Command
from redipy_core.errors import WrongTypeError
from redipy_memory.behaviour import Told
from redipy_memory.blocking import Parked, Wait, Waiters
from redipy_memory.channels import Channels
from redipy_memory.events import EventFlags
from redipy_memory.litter import Litter
from redipy_memory.order import FEW, Order
from redipy_memory.timetable import Timetable
from redipy_memory.used_keys import UsedKeys
from redipy_memory.values import StoredValue, ValueType
from redipy_memory.watches import Watch

V = TypeVar("V")
R = TypeVar("R")

_LOOKED_AT = 16
"""How many keys in a row are looked at for one that is due, where many are."""


class StoreLock(Protocol):
    """What the engine needs of its lock: one thread holds it, perhaps several times."""

    def acquire(self, blocking: bool = True) -> object:
        """Wait for it; without ``blocking`` say whether it could be had at once."""

    def release(self) -> None:
        """Give it back."""

    def __enter__(self) -> object: ...
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
        /,
    ) -> None: ...


Core = Callable[..., object]
Ways = tuple[Callable[[Command], Core], Callable[[Sequence[bytes]], object]]
"""What gives a command's function from slot values to the native reply, and what
carries out words."""


class Shared:
    """What the keyspaces of one store have in common.

    ``wanted`` says why changes of keys must be told: ``"events"``, ``"watch"``,
    ``"wait"``, ``"track"``. While it is empty, which is nearly always, the gates
    tell nobody.
    """

    def __init__(
        self,
        now: Callable[[], int],
        rng: random.Random,
        lock: StoreLock,
        serve: Callable[[], object],
        keyspace: Callable[[int], Keyspace],
        keyspaces: Callable[[], list[Keyspace]],
        ways: Callable[[int], Ways],
        alone: AbstractContextManager[None],
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
        self.ways = ways
        """The ways into the database of a number, for who holds ``alone``."""
        self.alone = alone
        self.channels = Channels()
        self.events = EventFlags()
        self.wanted: dict[str, int] = {}
        self.trackers: list[Callable[[bytes | None], object]] = []
        """Told of each key that is changed, in whatever database; None for all."""
        self.ready: deque[tuple[Keyspace, bytes]] = deque()
        self.litter = Litter()
        self.on_deadline: Callable[[int], object] = lambda deadline: None
        """Told of a deadline that is set, if it is earlier than all it knows."""
        self.known: float = inf
        """The earliest deadline that is known to ``on_deadline``."""

    def want(self, why: str, change: int) -> None:
        """Count who wants to be told of changes."""
        count = self.wanted.get(why, 0) + change
        if count:
            self.wanted[why] = count
        else:
            self.wanted.pop(why, None)

    def sweep(self) -> None:
        """Clear a bit of the litter away, which may change keys."""
        self.litter.sweep()
        if self.ready:
            self.serve()

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
        self.kept: dict[object, object] = {}
        """What behaviours made for this keyspace and keep for their next call."""
        self._waiters = Waiters()
        self._watches: dict[bytes, set[Watch]] = {}
        self.cells = {name: CellType() for name in ("data", "expires", "created")}
        self._evicting = False
        self._hold(*self.make_dicts(), Order(), Timetable())

    def make_dicts(self) -> tuple[dict[bytes, StoredValue], dict[bytes, int]]:
        """The dicts of values and of deadlines, empty."""
        return {}, {}

    def _hold(
        self,
        data: dict[bytes, StoredValue],
        expires: dict[bytes, int],
        order: Order,
        timetable: Timetable,
    ) -> None:
        self.data = data
        self.expires = expires
        self._order = order
        self._gone = order.gone
        self._timetable = timetable
        self.created = order.add
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
        return self._used_keys().idle_time(key)

    def leave_idle(self, key: bytes, seconds: int) -> None:
        """Let a key that is there count as not used for so long; also a question."""
        self._used_keys().leave(key, seconds)

    def _used_keys(self) -> UsedKeys:
        data = self.data
        if not isinstance(data, UsedKeys):
            self.data = data = UsedKeys(data, self.now)
            self.cells["data"].cell_contents = data
        return data

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
        before = self.data.get(key)
        self.data[key] = value
        if before is None:
            self.created(key)
            if told:
                self.announce(key, b"new")
        else:
            if before.__class__ is not bytes and before is not value:
                self.shared.litter.throw(before)
            if self.expires and not keep_ttl:
                self._forget_deadline(key)
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
        gone = self._gone  # Order.discard without the call
        gone.add(key)
        if len(gone) > FEW:
            self._order.close_gaps()
        if self.expires:
            self._forget_deadline(key)

    def drop(self, key: bytes, event: bytes = b"del") -> None:
        """Remove a key that is there, and tell of it. Nobody will use its value."""
        value = self.data[key]
        if value.__class__ is not bytes:
            self.shared.litter.throw(value)
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
        before = self.expires.get(key)
        if before == deadline:
            return
        if before is not None:
            self._timetable.drop(key, before)
        self.expires[key] = deadline
        self._timetable.note(key, deadline)
        shared = self.shared
        if deadline < shared.known:
            shared.known = deadline
            shared.on_deadline(deadline)

    def persist(self, key: bytes) -> bool:
        """Take a key's expiry away, and tell of it; whether it had one."""
        if not self._forget_deadline(key):
            return False
        if self.wanted:
            self.note(key, b"persist")
        return True

    def _forget_deadline(self, key: bytes) -> bool:
        deadline = self.expires.pop(key, None)
        if deadline is None:
            return False
        self._timetable.drop(key, deadline)
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
        self._stir(key)
        for changed in self.shared.trackers:
            changed(key)

    def _stir(self, key: bytes) -> None:
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
        """How many keys there are; those that are due are counted, not looked at."""
        if self.expires:
            self.notice_due()
        return len(self.data) - self._timetable.waiting

    def keys(self) -> Iterator[bytes]:
        """The keys that are there, in the order of their creation."""
        if not self.expires:
            return iter(self.data)
        now = self.now()
        deadline = self.expires.get
        return (key for key in self.data if deadline(key, now) >= now)

    def random_key(self) -> bytes | None:
        """Some key, each equally likely; None if there is none.

        Keys that are due and come up go, as on a server.
        """
        while self.data:
            key = self._order.pick(self.rng)
            if self.peek(key) is not None:
                return key
            if not len(self):  # all that is left is due
                break
        return None

    def scan(self, cursor: int, count: int) -> tuple[int, list[bytes]]:
        """About ``count`` keys from ``cursor`` on, and the next cursor (0: the end).

        A key that is there from the first to the last call is given.
        """
        cursor, keys = self._order.page(cursor, count)
        if not self.expires:
            return cursor, keys
        now, deadline = self.now(), self.expires.get
        for key in keys:
            if deadline(key, now) < now:
                self.evict(key)
        return cursor, [key for key in keys if key in self.data]

    def clear(self) -> None:
        """Remove every key. There are no events, but watches and waiters are told."""
        self._tell_cleared()
        order, times = self._order, self._timetable.times
        for part in (self.data, self.expires, times, *order.parts):
            self.shared.litter.throw(part)
        data, expires = self.make_dicts()
        if isinstance(self.data, UsedKeys):
            data = UsedKeys(data, self.now)
        self._hold(data, expires, Order(), Timetable())

    def _tell_cleared(self) -> None:
        if self.wanted:
            self._stir_all(self.data)
            for changed in self.shared.trackers:
                changed(None)

    def stale(self) -> None:
        """Tell whoever is to know that any key may have been changed elsewhere."""
        for changed in self.shared.trackers:
            changed(None)
        for key in {*self._watches, *self._waiters.keys()}:
            self.touch(key)

    def _stir_all(self, *held: dict[bytes, StoredValue]) -> None:
        """Tell watches and waiters of the keys that are in one of these dicts."""
        for key in {*self._watches, *self._waiters.keys()}:
            if any(key in keys for keys in held):
                self._stir(key)

    def swap(self, other: Keyspace) -> None:
        """Exchange what two keyspaces hold; who listens to a number stays there."""
        if self is other:
            return
        if self.wanted:
            self._stir_all(self.data, other.data)
            other._stir_all(self.data, other.data)
        mine = self.data, self.expires, self._order, self._timetable
        self._hold(other.data, other.expires, other._order, other._timetable)
        other._hold(*mine)
        self._let_due_go()
        other._let_due_go()

    # -- expiry -------------------------------------------------------------------

    def expire_due(self, limit: int | None = None) -> int | None:
        """Remove keys whose time has come, at most ``limit``.

        Returns the earliest deadline that is left, None if there is none.
        """
        timetable = self._timetable
        timetable.notice(self.now(), limit)
        while timetable.waiting and limit != 0:
            self.evict(self._due())
            if limit is not None:
                limit -= 1
        return timetable.next()

    def notice_due(self, most: int | None = None) -> int | None:
        """Let keys that have come due go bit by bit, of at most so many milliseconds.

        Returns the earliest deadline of those that are not due, None if there is none.
        """
        self._timetable.notice(self.now(), most)
        self._let_due_go()
        return self._timetable.to_come()

    def _let_due_go(self) -> None:
        if self._timetable.waiting and not self._evicting:
            self._evicting = True
            self.shared.litter.add(self._evicted())

    def _evicted(self) -> Iterator[None]:
        while self._timetable.waiting:
            self.evict(self._due())
            yield
        self._evicting = False

    def _due(self) -> bytes:
        """A key that is due. There must be one.

        Where many are, it is one that :meth:`Order.tidy` comes across, so that
        its place in the order goes with it.
        """
        timetable, order = self._timetable, self._order
        if timetable.waiting * _LOOKED_AT > 2 * len(self.data):
            passed, deadline = timetable.passed, self.expires.get
            for _ in range(_LOOKED_AT):
                key = order.ahead()
                if key is not None and deadline(key, passed) < passed:
                    return key
                order.tidy(1)
        return timetable.due()
