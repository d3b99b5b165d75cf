"""The store: a keyspace, a lock, a clock, and the ways in.

One lock guards everything. A command, a pipeline and a script each hold it from
their first look to their last write, so each runs alone; time stands still for
a pipeline and a script, as it does on a server.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from threading import RLock

from redipy_core.binder import CommandTable
from redipy_core.command import Command
from redipy_core.errors import CommandError
from redipy_core.replies import choose
from redipy_core.wire import parser
from redipy_memory.behaviour import Behaviour
from redipy_memory.expiry import watch_deadline
from redipy_memory.gate import core_template, gate_cells
from redipy_memory.keyspace import Keyspace

Clock = Callable[[], float]
Core = Callable[..., object]


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
            self._store.time_goes_on()
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
        self.lock = RLock()
        self._clock = clock or time.time
        self._moment: int | None = None
        self.alone = _Alone(self)
        self.db = Keyspace(self.now, rng or random.Random())
        if clock is None:
            self.db.on_deadline = lambda deadline: watch_deadline(self, deadline)
        self.channels = self.db.channels
        self._cells = gate_cells(self.db)
        self._cores: dict[str, Core] = {}

    def now(self) -> int:
        """Milliseconds since the epoch; one moment for a whole script or pipeline."""
        if not self.alone.depth:
            return int(self._clock() * 1000)
        if self._moment is None:
            self._moment = int(self._clock() * 1000)
        return self._moment

    def time_goes_on(self) -> None:
        """Let :meth:`now` look at the clock again."""
        self._moment = None

    def expire_due(self, limit: int | None = None) -> int | None:
        """Remove keys whose time has come, at most ``limit``; the next deadline.

        The deadline is in milliseconds since the epoch, None if there is none.
        """
        with self.lock:
            return self.db.expire_due(limit)

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

    def core(self, command: Command) -> Core:
        """The function from a command's slot values to its native reply.

        Whoever calls it holds the lock.
        """
        core = self._cores.get(command.name)
        if core is None:
            behaviour = self.behaviour(command)
            key = ("memory core", command, behaviour)
            template = self.table.templates.get(key)
            if template is None:
                template = core_template(command, behaviour)
                self.table.templates[key] = template
            core = self._cores[command.name] = template(**self.cells())
        return core

    def cells(self) -> dict[str, object]:
        """The parts of this store that gate lines use by name."""
        return dict(self._cells)

    def execute(self, words: Sequence[bytes]) -> object:
        """Carry out a command given as words; its RESP2 reply."""
        command = self.table.on_wire(words)
        if command is None:
            raise self.table.unknown(words)
        core = self.core(command)
        slots = parser(command)(words)
        with self.lock:
            reply = core(*slots)
        rule = command.reply
        kind = choose(rule, dict(zip(command.slots, slots, strict=True)))
        return kind.to_wire(reply)
