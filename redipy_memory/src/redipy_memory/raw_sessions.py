"""The store as a connection of a server uses it: functions of the gate, at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from redipy_core.command import Command
from redipy_core.pubsub import Source
from redipy_core.replies import Reply
from redipy_core.serving import Caller, Hear, RawSession, Size, in_this_loop
from redipy_memory.blocking import ParkedTask, ParkedThread, Wait
from redipy_memory.listeners import Names
from redipy_memory.store import Database, Store
from redipy_memory.watches import Watch


class MemoryRawSession(RawSession):
    """A session of one connection. Only commands that block make it wait."""

    immediate: ClassVar[bool] = True

    def __init__(
        self, store: Store, database: Database, hear: Hear, *, tasks: bool
    ) -> None:
        self._store = store
        self._database = database
        self._tasks = tasks
        self._watch = Watch()
        self._names = Names(store, in_this_loop(hear) if tasks else hear)

    def caller(self, command: Command) -> Caller:
        database, lock = self._database, self._store.lock
        core = database.core(command)
        if "blocking" in command.flags:
            return self._blocking_caller(command)

        def call(
            words: Sequence[bytes], slots: Sequence[object], kind: Reply
        ) -> object:
            with lock:
                reply = core(*slots)
            to_wire = kind.wire
            return reply if to_wire is None else to_wire(reply)

        return call

    def _blocking_caller(self, command: Command) -> Caller:
        database, store = self._database, self._store

        def call(
            words: Sequence[bytes], slots: Sequence[object], kind: Reply
        ) -> object:
            with store.lock:
                if store.alone.depth:
                    return kind.to_wire(database.core(command)(*slots))
                reply = database.begin(command, slots)
                if not isinstance(reply, Wait):
                    return kind.to_wire(reply)
                if self._tasks:
                    return _answered(ParkedTask(database.db, reply), kind)
                parked = ParkedThread(database.db, reply)
            return kind.to_wire(parked.answer())

        return call

    def undeclared(self, words: Sequence[bytes]) -> object:
        raise self._store.table.unknown(words)

    def select(self, index: int) -> None:
        self._database = self._store.database(index)

    def watch(self, keys: Sequence[bytes]) -> None:
        with self._store.lock:
            for key in keys:
                self._watch.add(self._database.db, key)

    def unwatch(self) -> None:
        if self._watch:
            with self._store.lock:
                self._watch.clear()

    def transact(self, run: Callable[[], object]) -> bool:
        with self._store.alone:
            touched = self._watch.is_touched
            self._watch.clear()
            if not touched:
                run()
        return not touched

    def listen(self, source: Source, names: Sequence[bytes]) -> None:
        self._names.add(source, names)

    def ignore(self, source: Source, names: Sequence[bytes]) -> None:
        self._names.remove(source, names)

    def sizes(self) -> list[Size]:
        with self._store.lock:
            return [
                Size(db.index, len(db), len(db.expires))
                for db in self._store.keyspaces()
            ]

    def close(self) -> None:
        self.unwatch()
        self._names.clear()


async def _answered(parked: ParkedTask, kind: Reply) -> object:
    return kind.to_wire(await parked.answer())
