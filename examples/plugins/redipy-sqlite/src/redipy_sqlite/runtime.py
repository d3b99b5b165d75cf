"""The backend: the memory engine's runtime over a store in a file."""

from __future__ import annotations

import os
from threading import Lock
from typing import ClassVar, Self
from weakref import WeakValueDictionary

from redipy_core.plugins import Plugins, default_plugins
from redipy_memory.runtime import MemoryRuntime
from redipy_memory.store import Clock, Store
from redipy_sqlite.file import File
from redipy_sqlite.store import FileStore


class SqliteRuntime(MemoryRuntime):
    """A file as a backend, on one of its databases.

    Clients of one process that open the same file share its store. ``timeout`` is in
    seconds: how long another process may keep the file to itself. ``durable`` says
    whether an answer means that the change survives a loss of power; without it,
    it survives the end of the process only, and writing is faster.
    """

    name: ClassVar[str] = "sqlite"

    def __init__(
        self,
        plugins: Plugins | None = None,
        *,
        store: Store,
        db: int = 0,
        notify_keyspace_events: str = "",
    ) -> None:
        super().__init__(
            plugins, db=db, notify_keyspace_events=notify_keyspace_events, store=store
        )
        self._opened: FileStore | None = None

    @classmethod
    def open(
        cls,
        path: str,
        plugins: Plugins | None = None,
        *,
        timeout: float = 5.0,
        durable: bool = True,
        db: int = 0,
        notify_keyspace_events: str = "",
        clock: Clock | None = None,
    ) -> Self:
        """Open a file, which is made if it is missing.

        Raises BackendError for a file that is none of ours or cannot be opened.
        """
        plugins = plugins or default_plugins()
        key = os.path.realpath(path), plugins
        with _lock:
            store = None if clock is not None else _stores.get(key)
            if store is None:
                file = File(path, timeout=timeout, durable=durable)
                store = FileStore(plugins, file, clock=clock)
                if clock is None:
                    _stores[key] = store
            runtime = cls(
                plugins,
                store=store,
                db=db,
                notify_keyspace_events=notify_keyspace_events,
            )
            store.users += 1
            runtime._opened = store
        return runtime

    def close(self) -> None:
        """Give the file back; the last one of a process closes it."""
        with _lock:
            store, self._opened = self._opened, None
            if store is None:
                return
            store.users -= 1
            if not store.users:
                for key in [key for key, found in _stores.items() if found is store]:
                    del _stores[key]
                store.close()

    async def close_async(self) -> None:
        """As :meth:`close`."""
        self.close()


_lock = Lock()
_stores: WeakValueDictionary[tuple[str, Plugins], FileStore] = WeakValueDictionary()
"""The stores that this process has open, by the file's path."""
