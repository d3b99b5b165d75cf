"""The engine's store over a file: one transaction for each time it is locked.

A command, a pipeline and a script each hold the store's lock from their first look
to their last write. So the lock is where a transaction begins and ends: what was
changed is written before anybody gets an answer.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from hashlib import blake2b
from threading import RLock
from typing import cast

from redipy_core.command import Command
from redipy_core.errors import BackendError, RequestTimeoutError
from redipy_core.plugins import Plugins
from redipy_memory.behaviour import Behaviour
from redipy_memory.keyspace import Keyspace, StoreLock
from redipy_memory.order import Order
from redipy_memory.portable import behaviours_with_portable
from redipy_memory.store import Clock, Store
from redipy_memory.timetable import Timetable
from redipy_memory.values import StoredValue
from redipy_sqlite.codec import decode, encode
from redipy_sqlite.dicts import Deadlines, LazyValues
from redipy_sqlite.file import File

_held = threading.local()
"""``stores``: those that this thread holds the lock of, the last one last."""


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).digest()


# -- which transactions may have changed a value in place -------------------------------


def _writing(function: Callable[..., object]) -> Callable[..., object]:
    """A behaviour that tells the store in use that it may change values."""

    @wraps(function)
    def behave(*args: object) -> object:
        _held.stores[-1].writing = True
        return function(*args)

    return behave


def _behaviours(plugins: Plugins) -> dict[str, Behaviour]:
    """The engine's behaviours, those of writing commands as above."""
    found = plugins.kept.get(_behaviours)
    if found is None:
        found = plugins.kept[_behaviours] = {
            name: _telling(plugins.commands.get(name), behaviour)
            for name, behaviour in behaviours_with_portable(plugins).items()
        }
    return cast("dict[str, Behaviour]", found)


def _telling(command: Command | None, behaviour: Behaviour) -> Behaviour:
    if command is not None and "readonly" in command.flags:
        return behaviour
    return replace(behaviour, function=_writing(behaviour.function))


# -- the store ----------------------------------------------------------------------------


class FileKeyspace(Keyspace):
    """A keyspace over the rows of one number."""

    def __init__(self, store: FileStore, index: int) -> None:
        self._store = store
        super().__init__(store.shared, index)

    def make_dicts(self) -> tuple[LazyValues, Deadlines]:
        """Dicts that know what changes."""
        return LazyValues(self.index, self._store.load), Deadlines()

    @property
    def values(self) -> LazyValues:
        """The values that it holds at present."""
        assert isinstance(self.data, LazyValues)
        return self.data

    @property
    def deadlines(self) -> Deadlines:
        """The deadlines that it holds at present."""
        assert isinstance(self.expires, Deadlines)
        return self.expires

    # -- what the file says ----------------------------------------------------------

    def find(self, key: bytes, deadline: int | None) -> None:
        """The file has a key, with a value that was not read yet."""
        if self.values.note(key):
            self.created(key)
        if deadline is None:
            self._forget_deadline(key)
        else:
            self.set_deadline(key, deadline)

    def lose(self, key: bytes) -> None:
        """The file does not have a key any more."""
        if key in self.values:
            self.remove(key)
            self.values.saved.pop(key, None)

    # -- where the engine would use its dicts in a way that goes past the file ----------

    def peek(self, key: bytes) -> StoredValue | None:
        """As the engine's: a value that was not used yet is read."""
        if key in self.expires and self.expires[key] < self.now():
            self.evict(key)
        found: StoredValue | None = self.values.get(key)
        return found

    def idle_time(self, key: bytes) -> int:
        """Nothing is noted of how keys are used: 0."""
        del key
        return 0

    def leave_idle(self, key: bytes, seconds: int) -> None:
        """Not kept either."""

    def clear(self) -> None:
        """Remove every key: the dicts are new, and the file's rows go at the end."""
        self._tell_cleared()
        values, deadlines = self.make_dicts()
        values.index, values.cleared = self.values.index, True
        self._hold(values, deadlines, Order(), Timetable())


class FileLock:
    """A lock that begins and ends the store's transactions."""

    def __init__(self, store: FileStore) -> None:
        self._store = store
        self._lock = RLock()
        self._depth = 0

    def acquire(self, blocking: bool = True) -> bool:
        """Wait for the lock, if need be; the first time begin a transaction.

        Whether it was got, which is always so where one waits for it.
        """
        if not self._lock.acquire(blocking):
            return False
        self._depth += 1
        if self._depth == 1:
            try:
                self._store.begin()
            except BaseException:
                self._depth -= 1
                self._lock.release()
                raise
        return True

    def release(self) -> None:
        """Give the lock back; the last time end the transaction."""
        try:
            if self._depth == 1:
                self._store.end()
        finally:
            self._depth -= 1
            self._lock.release()

    def __enter__(self) -> None:
        self.acquire()

    def __exit__(self, *error: object) -> None:
        self.release()


class FileStore(Store):
    """The engine's store, its keys in a file."""

    def __init__(
        self, plugins: Plugins, file: File, *, clock: Clock | None = None
    ) -> None:
        self.file = file
        self.writing = False
        self.closed = False
        self.users = 0
        """How many runtimes have it open."""
        super().__init__(plugins.table, _behaviours(plugins), clock=clock)

    def make_lock(self) -> StoreLock:
        """A lock that hears of its own use."""
        return FileLock(self)

    def make_keyspace(self, index: int) -> FileKeyspace:
        """A keyspace over the file."""
        return FileKeyspace(self, index)

    def _spaces(self) -> list[FileKeyspace]:
        return cast("list[FileKeyspace]", self.keyspaces())

    def load(self, db: int, key: bytes) -> tuple[StoredValue, bytes | None]:
        """Read a value, with its digest if it may change in place.

        Raises BackendError if the file holds what this program cannot read.
        """
        data = self.file.value(db, key)
        try:
            value = decode(data)
        except ValueError as error:
            raise BackendError(f"{self.file.path}: {error}") from None
        return value, None if isinstance(value, bytes) else _digest(data)

    def close(self) -> None:
        """Give the file back, once nobody is at it."""
        with self.lock:
            self.closed = True
        self.file.close()

    def clear_away(self) -> float | None:
        """As the engine's; a file that is in use is looked at again in a second."""
        if self.closed:
            return None
        try:
            return super().clear_away()
        except (BackendError, RequestTimeoutError):
            return None if self.closed else time.time() + 1

    # -- transactions -----------------------------------------------------------------

    def begin(self) -> None:
        """Begin a transaction and look at what others did."""
        stores = _held.__dict__.setdefault("stores", [])
        news = self.file.begin()
        self.writing = False
        try:
            if news:
                self._look()
        except BaseException:
            self.file.rollback()
            raise
        stores.append(self)
        if news:
            self.serve()

    def end(self) -> None:
        """Write what was changed and end the transaction.

        If that fails nothing is changed: the keys are read again from the file.
        """
        _held.stores.pop()
        try:
            self._write()
            self.file.commit()
        except BaseException:
            self.file.rollback()
            raise
        finally:
            for space in self._spaces():
                space.values.settle()
                space.deadlines.changed.clear()

    def _look(self) -> None:
        whole, rows = self.file.news()
        if whole:
            self._drop_unlisted({(db, key) for db, key, _, _ in rows})
        for db, key, deadline, gone in rows:
            space = cast(FileKeyspace, self.keyspace(db))
            if gone:
                space.lose(key)
            else:
                space.find(key, deadline)
        for space in self._spaces():
            space.values.settle()
            space.deadlines.changed.clear()
            space.stale()

    def _drop_unlisted(self, listed: set[tuple[int, bytes]]) -> None:
        for space in self._spaces():
            space.values.index = space.index
            for key in [
                key for key in space.values if (space.index, key) not in listed
            ]:
                space.lose(key)

    # -- writing ------------------------------------------------------------------------

    def _write(self) -> None:
        changes = [(space, *self._changes(space)) for space in self._spaces()]
        moved = {s.values.index: s.index for s in self._spaces() if _moved(s)}
        cleared = any(space.values.cleared for space, *_ in changes)
        if not (moved or cleared or any(keys for _, keys, _ in changes)):
            return
        self.file.next_revision()
        for space, keys, encoded in changes:
            if space.values.cleared:
                self.file.clear(space.values.index)
            for key in keys:
                self._write_key(space, key, encoded)
        if moved:
            self.file.renumber(moved)
            for space in self._spaces():
                space.values.index = space.index

    def _changes(self, space: FileKeyspace) -> tuple[set[bytes], dict[bytes, bytes]]:
        """The keys that were changed, and what was encoded to find that out."""
        values = space.values
        encoded: dict[bytes, bytes] = {}
        if self.writing:
            for key in values.handed_out - values.changed:
                if key in values:
                    data = encode(values.loaded(key))
                    if values.saved.get(key) != _digest(data):
                        encoded[key] = data
        return values.changed | space.deadlines.changed | encoded.keys(), encoded

    def _write_key(
        self, space: FileKeyspace, key: bytes, encoded: dict[bytes, bytes]
    ) -> None:
        values, deadline = space.values, space.deadlines.get(key)
        if key not in values:
            values.saved.pop(key, None)
            self.file.remove(values.index, key)
        elif key not in values.changed and key not in encoded:
            self.file.write_deadline(values.index, key, deadline)
        else:
            value = values.loaded(key)
            data = encoded.get(key) or encode(value)
            if not isinstance(value, bytes):
                values.saved[key] = _digest(data)
            self.file.write(values.index, key, data, deadline)


def _moved(space: FileKeyspace) -> bool:
    return space.values.index != space.index
