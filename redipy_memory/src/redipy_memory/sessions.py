"""Sessions of one caller: watched keys, and pipelines that depend on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from redipy_core.backend import PipelineQueue
from redipy_core.binder import Binder
from redipy_core.replies import Edge
from redipy_core.sessions import AsyncWatchSession, WatchSession
from redipy_memory.watches import Watch

if TYPE_CHECKING:
    from redipy_memory.runtime import MemoryRuntime


class MemorySession(WatchSession):
    """Watches keys of a store for one caller."""

    def __init__(self, runtime: MemoryRuntime) -> None:
        self._runtime = runtime
        self._lock = runtime.store.lock
        self._watch = Watch()

    def binder(self, edge: Edge) -> Binder:
        return self._runtime.binder(edge)

    def watch(self, keys: Sequence[bytes]) -> None:
        with self._lock:
            for key in keys:
                self._watch.add(self._runtime.database.db, key)

    def unwatch(self) -> None:
        with self._lock:
            self._watch.clear()

    def pipeline(self, edge: Edge) -> PipelineQueue:
        return self._runtime.pipeline(edge, self._watch)

    def close(self) -> None:
        self.unwatch()


class AsyncMemorySession(AsyncWatchSession):
    """The same for one task: the engine never makes it wait."""

    def __init__(self, runtime: MemoryRuntime) -> None:
        self._runtime = runtime
        self._session = MemorySession(runtime)

    def binder(self, edge: Edge) -> Binder:
        return self._runtime.async_binder(edge)

    async def watch(self, keys: Sequence[bytes]) -> None:
        self._session.watch(keys)

    async def unwatch(self) -> None:
        self._session.unwatch()

    def pipeline(self, edge: Edge) -> PipelineQueue:
        return self._session.pipeline(edge)

    async def close(self) -> None:
        self._session.close()
