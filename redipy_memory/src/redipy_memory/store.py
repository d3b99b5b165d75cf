"""The store: keyspaces, a lock, a clock, and the ways in.

One lock guards everything. A command, a pipeline and a script each hold it from
their first look to their last write, so each runs alone; time stands still for
a pipeline and a script, as it does on a server.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from math import inf
from threading import RLock

from redipy_core.binder import CommandTable
from redipy_core.command import Command
from redipy_core.errors import DATABASE_OUT_OF_RANGE, CommandError
from redipy_core.parsing import parser
from redipy_core.replies import choose
from redipy_memory import expiry
from redipy_memory.behaviour import Behaviour
from redipy_memory.blocking import ParkedTask, ParkedThread, Wait
from redipy_memory.gate import core_template, gate_cells
from redipy_memory.keyspace import Keyspace, Shared, StoreLock, Ways

Clock = Callable[[], float]
Core = Callable[..., object]

DATABASES = 16
"""How many databases a store has, as a server by default."""


class _Alone:
    """Holds a store's lock, and time still: ``with store.alone``. It may nest."""

    __slots__ = ("_lock", "_store", "depth")

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = store.lock
        self.depth = 0

    def __enter__(self) -> None:
        self._lock.acquire()
        self.depth += 1

    def __exit__(self, *error: object) -> None:
        self.depth -= 1
        if not self.depth:
            self._store.no_longer_alone()
        self._lock.release()


class Store:
    """What the clients of one memory backend share.

    ``clock`` gives seconds since the epoch, ``rng`` the randomness of commands
    such as RANDOMKEY; tests inject their own. A store with a clock of its own
    expires keys only when they are looked at or :meth:`expire_due` is called;
    with the system's clock, keys that nobody looks at are collected too.
    """

    def __init__(
        self,
        table: CommandTable,
        behaviours: dict[str, Behaviour],
        *,
        clock: Clock | None = None,
        rng: random.Random | None = None,
    ) -> None:
        self.table = table
        self.behaviours = behaviours
        self.lock = self.make_lock()
        self._clock = clock or time.time
        self._moment: int | None = None
        self.alone = _Alone(self)
        self.shared = Shared(
            self.now,
            rng or random.Random(),
            self.lock,
            self.serve,
            self.keyspace,
            self.keyspaces,
            self._ways,
            self.alone,
        )
        if clock is None:
            self.shared.on_deadline = lambda deadline: expiry.watch_deadline(
                self, deadline
            )
            self.shared.litter.on_heap = lambda: expiry.visit(self)
        self._swept = 0  # what the litter's count was when it was last looked at
        self.channels = self.shared.channels
        self._databases: dict[int, Database] = {}
        self.db = self.keyspace(0)

    def make_lock(self) -> StoreLock:
        """The lock; a store that keeps its keys elsewhere hears of its use by it."""
        return RLock()

    def make_keyspace(self, index: int) -> Keyspace:
        """The keyspace of a database that is used for the first time."""
        return Keyspace(self.shared, index)

    def now(self) -> int:
        """Milliseconds since the epoch; one moment for a whole script or pipeline."""
        if not self.alone.depth:
            return int(self._clock() * 1000)
        if self._moment is None:
            self._moment = int(self._clock() * 1000)
        return self._moment

    def no_longer_alone(self) -> None:
        """What is due when nobody holds time still any more."""
        self._moment = None
        if self.shared.ready:
            self.serve()

    # -- databases ------------------------------------------------------------------

    def database(self, index: int) -> Database:
        """A database by its number; CommandError if there is no such one."""
        found = self._databases.get(index)
        if found is None:
            if not 0 <= index < DATABASES:
                raise CommandError(DATABASE_OUT_OF_RANGE)
            with self.lock:
                found = self._databases.setdefault(index, Database(self, index))
        return found

    def keyspace(self, index: int) -> Keyspace:
        """The keyspace of a database."""
        return self.database(index).db

    def _ways(self, index: int) -> Ways:
        """The ways into a database for a script that is alone with the store."""
        database = self.database(index)
        return database.core, database.execute_alone

    def keyspaces(self) -> list[Keyspace]:
        """The keyspaces of the databases that were ever used."""
        return [database.db for database in self._databases.values()]

    def expire_due(self, limit: int | None = None) -> int | None:
        """Remove keys whose time has come, at most ``limit`` of each database.

        Returns the next deadline in milliseconds since the epoch, None if there
        is none.
        """
        with self.lock:
            deadlines = [
                deadline
                for db in self.keyspaces()
                if (deadline := db.expire_due(limit)) is not None
            ]
            self.serve()
        return min(deadlines, default=None)

    def clear_away(self) -> float | None:
        """Clear away a bit of what is due or gone, unless callers do.

        Returns when to come again, in seconds since the epoch, None for never.
        """
        litter = self.shared.litter
        with self.lock:
            deadlines = [
                deadline
                for db in self.keyspaces()
                if (deadline := db.notice_due(expiry.NOTICED)) is not None
            ]
            if not litter.heaps:
                first = min(deadlines, default=None)
                self.shared.known = inf if first is None else first
                return None if first is None else expiry.after(first)
            alone = litter.swept == self._swept
            if alone:
                litter.sweep(expiry.STEPS)
                self.serve()
            self._swept = litter.swept
        return expiry.soon(expiry.PAUSE if alone else expiry.AWAY)

    def serve(self) -> None:
        """Answer callers who are parked at keys that were changed, in their order.

        Whoever calls it holds the lock. Nothing happens before a script or a
        pipeline is over.
        """
        if self.alone.depth:
            return
        ready = self.shared.ready
        while ready:
            db, key = ready.popleft()
            if db.answer_one(key):
                ready.appendleft((db, key))

    # -- calls ----------------------------------------------------------------------

    def behaviour(self, command: Command) -> Behaviour:
        """The behaviour of a command; CommandError if the engine has none."""
        found = self.behaviours.get(command.name)
        if found is None:
            raise CommandError(
                f"the memory backend has no behaviour for {command.name};"
                " install a plugin that adds one"
            )
        return found


class Database:
    """One database of a store, and its ways in."""

    def __init__(self, store: Store, index: int) -> None:
        self._store = store
        self.db = store.make_keyspace(index)
        self._cells = gate_cells(self.db)
        self._cores: dict[str, Core] = {}

    def core(self, command: Command) -> Core:
        """The function from a command's slot values to its native reply.

        Whoever calls it holds the lock.
        """
        core = self._cores.get(command.name)
        if core is None:
            store = self._store
            behaviour = store.behaviour(command)
            key = ("memory core", command, behaviour)
            template = store.table.templates.get(key)
            if template is None:
                template = core_template(command, behaviour)
                store.table.templates[key] = template
            core = self._cores[command.name] = template(**self._cells)
        return core

    def cells(self) -> dict[str, object]:
        """The parts of this database that gate lines use by name."""
        return dict(self._cells)

    def execute(self, words: Sequence[bytes]) -> object:
        """Carry out a command given as words; its RESP2 reply.

        A blocking command holds up the calling thread.
        """
        command, slots = self._read(words)
        with self._store.lock:
            reply = self.begin(command, slots)
            if isinstance(reply, Wait):
                reply = ParkedThread(self.db, reply)
        if isinstance(reply, ParkedThread):
            reply = reply.answer()
        return _to_wire(command, slots, reply)

    async def execute_async(self, words: Sequence[bytes]) -> object:
        """As :meth:`execute`; a blocking command holds up the task alone."""
        command, slots = self._read(words)
        with self._store.lock:
            reply = self.begin(command, slots)
            if isinstance(reply, Wait):
                reply = ParkedTask(self.db, reply)
        if isinstance(reply, ParkedTask):
            reply = await reply.answer()
        return _to_wire(command, slots, reply)

    def execute_alone(self, words: Sequence[bytes]) -> object:
        """As :meth:`execute`, for who is alone with the store: nothing waits."""
        command, slots = self._read(words)
        return _to_wire(command, slots, self.core(command)(*slots))

    def _read(self, words: Sequence[bytes]) -> tuple[Command, tuple[object, ...]]:
        table = self._store.table
        command = table.on_wire(words)
        if command is None:
            raise table.unknown(words)
        self._store.behaviour(command)
        return command, parser(command)(words)

    def begin(self, command: Command, slots: Sequence[object]) -> object:
        """The native reply, or the wait for it. Whoever calls it holds the lock."""
        if "blocking" not in command.flags:
            return self.core(command)(*slots)
        reply = self._store.behaviour(command).function(self.db, *slots)
        self._store.serve()
        return reply


def _to_wire(command: Command, slots: tuple[object, ...], reply: object) -> object:
    kind = choose(command.reply, dict(zip(command.slots, slots, strict=True)))
    return kind.to_wire(reply)
