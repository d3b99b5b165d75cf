"""The active side of expiry: what is to go and nobody comes across goes too.

One daemon thread serves every store of the process. It starts with the first
deadline, sleeps until the earliest, and takes a store's lock only for what takes
microseconds. While callers clear away themselves (``litter.py``) it hardly ever
gets in their way. Stores that are gone are forgotten.
"""

from __future__ import annotations

import threading
import time
from heapq import heappop, heappush
from itertools import count
from typing import Protocol
from weakref import ReferenceType, WeakKeyDictionary, ref

STEPS = 8
"""How many steps are taken before the lock is given up."""

NOTICED = 50
"""Of how many milliseconds the keys are noticed to be due before it is given up."""

PAUSE = 0.00005
"""Seconds between two such turns, in which whoever waits gets the lock."""

AWAY = 1.0
"""Seconds until the next turn where callers clear away themselves."""

LONGEST_SLEEP = 3600.0
"""Seconds: a clock may be set meanwhile, and a thread cannot wait for ages."""

LAG = 0.05
"""Seconds after a deadline before it is served, so that neighbours go together."""


class Expiring(Protocol):
    """What the collector needs of a store."""

    def clear_away(self) -> float | None:
        """Clear a bit away; when to come again, in seconds since the epoch."""


class _Collector:
    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._planned: WeakKeyDictionary[Expiring, float] = WeakKeyDictionary()
        self._queue: list[tuple[float, int, ReferenceType[Expiring]]] = []
        self._order = count()
        self._thread: threading.Thread | None = None

    def plan(self, store: Expiring, when: float) -> None:
        planned = self._planned.get(store)
        if planned is not None and planned <= when:
            return
        with self._changed:
            self._planned[store] = when
            earliest = self._queue[0][0] if self._queue else None
            heappush(self._queue, (when, next(self._order), ref(store)))
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(
                    target=self._run, name="redipy-expiry", daemon=True
                )
                self._thread.start()
            elif earliest is None or when < earliest:
                self._changed.notify()

    def _run(self) -> None:
        while True:
            store = self._next()
            when = store.clear_away()
            if when is not None:
                self.plan(store, when)
            del store

    def _next(self) -> Expiring:
        """Wait until some store is to be visited."""
        with self._changed:
            while True:
                if not self._queue:
                    self._changed.wait()
                    continue
                when, _, reference = self._queue[0]
                store = reference()
                wait = when - time.time()
                if store is None or self._planned.get(store) != when:
                    heappop(self._queue)
                elif wait > 0:
                    del store
                    self._changed.wait(min(wait, LONGEST_SLEEP))
                else:
                    heappop(self._queue)
                    del self._planned[store]
                    return store


_collector = _Collector()


def watch_deadline(store: Expiring, deadline: int) -> None:
    """See to it that ``store`` is visited soon after ``deadline`` (milliseconds)."""
    _collector.plan(store, after(deadline))


def visit(store: Expiring) -> None:
    """See to it that ``store`` is visited now."""
    _collector.plan(store, time.time())


def after(deadline: int) -> float:
    """When a deadline (milliseconds) is served, in seconds since the epoch."""
    return deadline / 1000 + LAG


def soon(pause: float) -> float:
    """So many seconds from now, in seconds since the epoch."""
    return time.time() + pause
