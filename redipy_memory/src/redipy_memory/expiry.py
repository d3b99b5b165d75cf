"""The active side of expiry: keys that nobody looks at are collected too.

One daemon thread serves every store of the process. It starts with the first
deadline, sleeps until the earliest, and takes a store's lock only for short
batches. Stores that are gone are forgotten.
"""

from __future__ import annotations

import threading
import time
from heapq import heappop, heappush
from itertools import count
from typing import Protocol
from weakref import ReferenceType, WeakKeyDictionary, ref

BATCH = 200
"""How many keys are removed before the lock is given up."""

LONGEST_SLEEP = 3600.0
"""Seconds: a clock may be set meanwhile, and a thread cannot wait for ages."""

LAG = 0.05
"""Seconds after a deadline before it is served, so that neighbours go together."""


class Expiring(Protocol):
    """What the collector needs of a store."""

    def expire_due(self, limit: int | None = None) -> int | None:
        """Remove up to ``limit`` keys that are due; the next deadline."""


class _Collector:
    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._planned: WeakKeyDictionary[Expiring, int] = WeakKeyDictionary()
        self._queue: list[tuple[int, int, ReferenceType[Expiring]]] = []
        self._order = count()
        self._thread: threading.Thread | None = None

    def watch(self, store: Expiring, deadline: int) -> None:
        planned = self._planned.get(store)
        if planned is not None and planned <= deadline:
            return
        with self._changed:
            self._planned[store] = deadline
            earliest = self._queue[0][0] if self._queue else None
            heappush(self._queue, (deadline, next(self._order), ref(store)))
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(
                    target=self._run, name="redipy-expiry", daemon=True
                )
                self._thread.start()
            elif earliest is None or deadline < earliest:
                self._changed.notify()

    def _run(self) -> None:
        while True:
            store = self._next()
            deadline = store.expire_due(BATCH)
            if deadline is not None:
                self.watch(store, deadline)
            del store

    def _next(self) -> Expiring:
        """Wait until some store has a key that is due."""
        with self._changed:
            while True:
                if not self._queue:
                    self._changed.wait()
                    continue
                deadline, _, reference = self._queue[0]
                store = reference()
                wait = deadline / 1000 + LAG - time.time()
                if store is None or self._planned.get(store) != deadline:
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
    _collector.watch(store, deadline)
