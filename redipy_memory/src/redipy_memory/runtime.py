"""The memory backend: clients' methods bound straight to the engine."""

from __future__ import annotations

import random
from collections.abc import Callable, Coroutine, Sequence
from functools import partial, wraps
from threading import Lock
from types import ModuleType
from typing import ClassVar, NamedTuple
from urllib.parse import parse_qsl, urlsplit
from weakref import WeakKeyDictionary

from redipy_core.backend import PipelineQueue, Runtime
from redipy_core.binder import Binder, Bound, CommandTable, slots_of
from redipy_core.binding import Finish, Source, indent
from redipy_core.command import Command
from redipy_core.errors import (
    BackendError,
    CommandError,
    ResponseError,
    WatchError,
    without_prefix,
)
from redipy_core.explain import CompiledText
from redipy_core.functions import RedisFunctionSpec, ScriptFunctionSpec, ScriptValue
from redipy_core.json_values import to_python
from redipy_core.local_plugins import (
    LocalGeneralFunction,
    LocalRedisFunction,
    add_declarations,
    declared_in,
)
from redipy_core.plugins import Plugins, default_plugins
from redipy_core.pubsub import AsyncListener, Listener
from redipy_core.queueing import finished
from redipy_core.replies import Convert, Edge, ReplyRule
from redipy_core.script import ScriptCall
from redipy_core.script_entry import Runner
from redipy_core.serving import Hear, RawSession
from redipy_core.sessions import AsyncWatchSession, WatchSession
from redipy_core.tree import Script
from redipy_memory.blocking import Parked, ParkedTask, ParkedThread, Wait
from redipy_memory.compiler import CompiledScript, Run, compile_script
from redipy_memory.events import EventFlags
from redipy_memory.gate import gate_source
from redipy_memory.listeners import AsyncMemoryListener, MemoryListener
from redipy_memory.portable import behaviours_with_portable
from redipy_memory.raw_sessions import MemoryRawSession
from redipy_memory.sessions import AsyncMemorySession, MemorySession
from redipy_memory.store import Clock, Database, Store
from redipy_memory.watches import Watch


class MemoryBinder(Binder):
    """Binds a method to one function: encode, lock, gate, behaviour, decode."""

    _parked: ClassVar[type[Parked]] = ParkedThread

    def __init__(self, store: Store, database: Database, edge: Edge) -> None:
        super().__init__(store.table, edge)
        self._store = store
        self._database = database

    def variant(self, command: Command) -> object:
        return self._store.behaviours.get(command.name)

    def cells(self, command: Command) -> dict[str, object]:
        return {"lock": self._store.lock, **self._database.cells()}

    def body(self, command: Command, rule: ReplyRule | None, source: Source) -> None:
        lines, names = gate_source(command, self._store.behaviour(command))
        finish = Finish(command, self.edge, wire=False, rule=rule)
        source.names |= names
        if "blocking" not in command.flags:
            source.lines += ["with lock:", *indent(lines), *finish.lines("r")]
        else:
            source.names |= {"Wait": Wait, "Parked": self._parked}
            source.lines += [
                *("with lock:", *indent(lines)),
                "    if r.__class__ is Wait: r = Parked(db, r)",
                *self._wait_lines(finish),
                *finish.lines("r"),
            ]
        source.names |= finish.names

    def _wait_lines(self, finish: Finish) -> list[str]:
        """Lines that replace a parked caller by its answer, outside the lock."""
        del finish
        return ["if r.__class__ is Parked: r = r.answer()"]


async def _answered(parked: ParkedTask, finish: Convert | None) -> object:
    answer = await parked.answer()
    return answer if finish is None else finish(answer)


class AsyncMemoryBinder(MemoryBinder):
    """The same functions as coroutines, of which only those that block wait."""

    _parked = ParkedTask

    def _wait_lines(self, finish: Finish) -> list[str]:
        expression = finish.expression()
        finish.names["answered"] = _answered
        return [f"if r.__class__ is Parked: return answered(r, {expression})"]

    def method(self, command: Command) -> Bound:
        bound = super().method(command)
        if "blocking" not in command.flags:

            @wraps(bound)
            async def method(*args: object, **kwargs: object) -> object:
                return bound(*args, **kwargs)

        else:

            @wraps(bound)
            async def method(*args: object, **kwargs: object) -> object:
                result = bound(*args, **kwargs)
                return await result if isinstance(result, Coroutine) else result

        return method


class _Waiting(NamedTuple):
    """A call that waits in a pipeline: its core, its slots, its finish."""

    core: Callable[..., object]
    slots: tuple[object, ...]
    finish: Convert | None
    command: str


class QueueBinder(Binder):
    """Binds a pipeline's methods: arguments are encoded when queued."""

    def __init__(
        self,
        table: CommandTable,
        database: Database,
        edge: Edge,
        queue: Callable[[_Waiting], object],
    ) -> None:
        super().__init__(table, edge)
        self._database = database
        self._queue = queue

    def cells(self, command: Command) -> dict[str, object]:
        return {"queue": self._queue, "core": self._database.core(command)}

    def body(self, command: Command, rule: ReplyRule | None, source: Source) -> None:
        finish = Finish(command, self.edge, wire=False, rule=rule)
        expression = finish.expression()
        source.names |= {"Waiting": _Waiting, **finish.names}
        slots = slots_of(command)
        source.lines.append(
            f"queue(Waiting(core, ({slots}{',' if slots else ''}), {expression},"
            f" {command.name!r}))"
        )


class MemoryPipeline(PipelineQueue):
    """Calls that run together under the store's lock.

    With a ``watch`` they do not run if a watched key was touched; running them
    ends the watch.
    """

    def __init__(
        self, runtime: MemoryRuntime, edge: Edge, watch: Watch | None = None
    ) -> None:
        self._store = runtime.store
        self._runtime = runtime
        self._edge = edge
        self._watch = watch
        self._waiting: list[_Waiting] = []
        self._binder = QueueBinder(
            runtime.table, runtime.database, edge, self._waiting.append
        )

    @property
    def binder(self) -> Binder:
        return self._binder

    def __len__(self) -> int:
        return len(self._waiting)

    def clear(self) -> None:
        self._waiting.clear()

    def queue_script(self, script: Script, call: ScriptCall) -> None:
        run = self._runtime.compiled(script)
        slots = (self._edge.prefix, call.keys, call.args)
        finish = partial(to_python, decoded=self._edge.decode)
        self._waiting.append(_Waiting(run, slots, finish, "script"))

    def execute(self) -> list[object]:
        waiting = self._waiting.copy()
        self._waiting.clear()
        results: list[object] = []
        with self._store.alone:
            if self._watch is not None:
                touched = self._watch.is_touched
                self._watch.clear()
                if touched:
                    raise WatchError
            for call in waiting:
                try:
                    results.append(call.core(*call.slots))
                except ResponseError as error:
                    results.append(error)
        return finished(results, waiting, self._edge.prefix)


class MemoryRuntime(Runtime):
    """The in-process store as a backend, on one of its databases.

    ``clock`` and ``rng`` replace the system's time (seconds since the epoch) and
    randomness, for tests. ``db`` is the number of the database, ``store`` the
    store of another runtime, to share it. ``notify_keyspace_events`` is the
    server's option of this name: which changes of keys are published.

    Raises BackendError for a database or events that there are not.
    """

    name: ClassVar[str] = "memory"

    def __init__(
        self,
        plugins: Plugins | None = None,
        *,
        clock: Clock | None = None,
        rng: random.Random | None = None,
        db: int = 0,
        notify_keyspace_events: str = "",
        store: Store | None = None,
    ) -> None:
        super().__init__(plugins or default_plugins())
        if store is None:
            behaviours = behaviours_with_portable(self.plugins)
            store = Store(self.table, behaviours, clock=clock, rng=rng)
        self.store = store
        try:
            self.database = store.database(db)
            if notify_keyspace_events:
                store.shared.tell_events(EventFlags(notify_keyspace_events))
        except CommandError as error:
            raise BackendError(f"the memory backend's options: {error.text}") from None
        self._functions = dict(self.plugins.script_functions)
        self._redis_functions: dict[str, RedisFunctionSpec] = {}
        self._scripts: WeakKeyDictionary[Script, Run] = WeakKeyDictionary()

    def execute(self, words: Sequence[bytes]) -> object:
        return self.database.execute(words)

    async def execute_async(self, words: Sequence[bytes]) -> object:
        return await self.database.execute_async(words)

    def binder(self, edge: Edge) -> Binder:
        return MemoryBinder(self.store, self.database, edge)

    def async_binder(self, edge: Edge) -> Binder:
        return AsyncMemoryBinder(self.store, self.database, edge)

    def pipeline(self, edge: Edge, watch: Watch | None = None) -> PipelineQueue:
        return MemoryPipeline(self, edge, watch)

    def session(self) -> WatchSession:
        return MemorySession(self)

    def session_async(self) -> AsyncWatchSession:
        return AsyncMemorySession(self)

    def raw_session(self, hear: Hear, *, tasks: bool) -> RawSession:
        return MemoryRawSession(self.store, self.database, hear, tasks=tasks)

    def track(self, changed: Callable[[bytes | None], object]) -> Callable[[], object]:
        shared = self.store.shared

        def stop() -> None:
            with shared.lock:
                shared.trackers.remove(changed)
                shared.want("track", -1)

        with shared.lock:
            shared.trackers.append(changed)
            shared.want("track", 1)
        return stop

    def tell_events(self, flags: str) -> str:
        found = EventFlags(flags)
        with self.store.lock:
            self.store.shared.tell_events(found)
        return str(found)

    def on_database(self, index: int) -> MemoryRuntime:
        self.store.database(index)
        runtime = self.__class__(self.plugins, db=index, store=self.store)
        runtime._functions = self._functions
        runtime._redis_functions = self._redis_functions
        return runtime

    def add_general_function_plugin(self, module: ModuleType) -> None:
        """Let this store's scripts call the functions that a module declares."""
        found = declared_in(module, ScriptFunctionSpec, LocalGeneralFunction)
        add_declarations(self._functions, found, "script function")

    def add_redis_function_plugin(self, module: ModuleType) -> None:
        """Let this store's scripts make the raw Redis calls that a module declares."""
        found = declared_in(module, RedisFunctionSpec, LocalRedisFunction)
        add_declarations(self._redis_functions, found, "Redis function")

    def compiled(self, script: Script) -> Run:
        """The script as a function over this store; whoever calls it is alone."""
        run = self._scripts.get(script)
        if run is None:
            run = self._source(script).bind(
                self.database.core, self.database.execute_alone
            )
            self._scripts[script] = run
        return run

    def _source(self, script: Script) -> CompiledScript:
        return compile_script(
            script,
            self._functions,
            self.table,
            redis_functions=self._redis_functions,
        )

    def explain_script(self, script: Script) -> CompiledText:
        made = self._source(script)
        return CompiledText("Python", made.lines, made.locations)

    def prepare_script(self, script: Script) -> None:
        self.compiled(script)

    def run_script(self, script: Script, call: ScriptCall, edge: Edge) -> object:
        return self.script_runner(script, edge)(*call)

    def script_runner(self, script: Script, edge: Edge) -> Runner[object]:
        run, store = self.compiled(script), self.store
        alone, lock = store.alone, store.lock
        prefix, decoded = edge.prefix, edge.decode

        def run_alone(keys: tuple[bytes, ...], args: tuple[ScriptValue, ...]) -> object:
            # As ``with alone``, whose methods cost as much as a small script.
            with lock:
                alone.depth += 1
                try:
                    value = run(prefix, keys, args)
                except ResponseError as error:
                    raise without_prefix(error, prefix) from None
                finally:
                    alone.depth -= 1
                    if not alone.depth:
                        store.no_longer_alone()
            return None if value is None else to_python(value, decoded=decoded)

        return run_alone

    def listener(self) -> Listener:
        return MemoryListener(self.store)

    def listener_async(self) -> AsyncListener:
        return AsyncMemoryListener(self.store)


_shared: dict[tuple[str, Plugins], MemoryRuntime] = {}
_shared_lock = Lock()


def runtime_for_url(
    url: str, plugins: Plugins, *, db: int = 0, notify_keyspace_events: str = ""
) -> MemoryRuntime:
    """The runtime for ``memory://name?db=1``, of a store that is shared by name.

    The store lives as long as the process. A URL without a name shares nothing.
    What the URL says of an option wins.
    """
    parts = urlsplit(url)
    name = parts.netloc + parts.path.rstrip("/")
    given = dict(parse_qsl(parts.query, keep_blank_values=True))
    word = given.pop("db", str(db))
    events = given.pop("notify-keyspace-events", notify_keyspace_events)
    if given or parts.fragment or not word.isdecimal():
        raise BackendError(
            f"unknown options for memory: {parts.query or parts.fragment}"
        )
    if not name:
        return MemoryRuntime(plugins, db=int(word), notify_keyspace_events=events)
    with _shared_lock:
        first = _shared.get((name, plugins))
        if first is None:
            first = _shared[name, plugins] = MemoryRuntime(plugins)
    return MemoryRuntime(
        plugins, db=int(word), notify_keyspace_events=events, store=first.store
    )
