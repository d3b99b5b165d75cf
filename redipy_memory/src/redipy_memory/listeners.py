"""Listeners of a store: messages wait in a queue until they are received."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from queue import Empty, SimpleQueue

from redipy_core.pubsub import AsyncListener, Delivery, Listener, Source
from redipy_memory.channels import Hear
from redipy_memory.store import Store


class Names:
    """What a listener listens to."""

    def __init__(self, store: Store, hear: Hear) -> None:
        self._store = store
        self._hear = hear
        self._names: set[tuple[Source, bytes]] = set()

    def add(self, source: Source, names: Sequence[bytes]) -> None:
        with self._store.lock:
            for name in names:
                self._names.add((source, name))
                self._store.channels.subscribe(source, name, self._hear)

    def remove(self, source: Source, names: Sequence[bytes]) -> None:
        with self._store.lock:
            for name in names:
                self._names.discard((source, name))
                self._store.channels.unsubscribe(source, name, self._hear)

    def clear(self) -> None:
        with self._store.lock:
            for source, name in self._names:
                self._store.channels.unsubscribe(source, name, self._hear)
            self._names.clear()


class MemoryListener(Listener):
    """A listener for threads."""

    def __init__(self, store: Store) -> None:
        self._heard: SimpleQueue[Delivery | None] = SimpleQueue()
        self._names = Names(store, self._heard.put)

    def listen(self, source: Source, names: Sequence[bytes]) -> None:
        self._names.add(source, names)

    def ignore(self, source: Source, names: Sequence[bytes]) -> None:
        self._names.remove(source, names)

    def receive(self, timeout: float | None) -> Delivery | None:
        try:
            return self._heard.get(timeout=None if timeout is None else max(timeout, 0))
        except Empty:
            return None

    def close(self) -> None:
        self._names.clear()
        self._heard.put(None)


class AsyncMemoryListener(AsyncListener):
    """A listener for the running event loop; messages may come from any thread."""

    def __init__(self, store: Store) -> None:
        self._loop = asyncio.get_running_loop()
        self._heard: asyncio.Queue[Delivery | None] = asyncio.Queue()
        self._names = Names(store, self._hear)

    def _hear(self, delivery: Delivery) -> None:
        self._loop.call_soon_threadsafe(self._heard.put_nowait, delivery)

    async def listen(self, source: Source, names: Sequence[bytes]) -> None:
        self._names.add(source, names)

    async def ignore(self, source: Source, names: Sequence[bytes]) -> None:
        self._names.remove(source, names)

    async def receive(self, timeout: float | None) -> Delivery | None:
        try:
            async with asyncio.timeout(timeout):
                return await self._heard.get()
        except TimeoutError:
            return None

    async def close(self) -> None:
        self._names.clear()
        self._heard.put_nowait(None)
