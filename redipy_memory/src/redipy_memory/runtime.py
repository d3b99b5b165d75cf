"""The memory backend: clients' methods bound straight to the engine."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from functools import partial, wraps
from threading import Lock
from types import ModuleType
from typing import ClassVar, NamedTuple
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from redipy_core.backend import PipelineQueue, Runtime
from redipy_core.binder import Binder, Bound, slots_of
from redipy_core.binding import Finish, Source, indent
from redipy_core.command import Command
from redipy_core.errors import BackendError, ResponseError
from redipy_core.functions import RedisFunctionSpec, ScriptFunctionSpec
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
from redipy_core.script import ScriptCall, to_python
from redipy_core.tree import Script
from redipy_memory.behaviour import Behaviour
from redipy_memory.compiler import Run, compile_script
from redipy_memory.gate import gate_source
from redipy_memory.listeners import AsyncMemoryListener, MemoryListener
from redipy_memory.store import Clock, Store


class MemoryBinder(Binder):
    """Binds a method to one function: encode, lock, gate, behaviour, decode."""

    def __init__(self, store: Store, edge: Edge) -> None:
        super().__init__(store.table, edge)
        self._store = store

    def variant(self, command: Command) -> object:
        return self._store.behaviours.get(command.name)

    def cells(self, command: Command) -> dict[str, object]:
        return {"lock": self._store.lock, **self._store.cells()}

    def body(self, command: Command, rule: ReplyRule | None, source: Source) -> None:
        lines, names = gate_source(command, self._store.behaviour(command))
        finish = Finish(command, self.edge, wire=False, rule=rule)
        source.lines += ["with lock:", *indent(lines), *finish.lines("r")]
        source.names |= names
        source.names |= finish.names


class AsyncMemoryBinder(MemoryBinder):
    """The same functions as coroutines: the engine never waits."""

    def method(self, command: Command) -> Bound:
        bound = super().method(command)

        @wraps(bound)
        async def method(*args: object, **kwargs: object) -> object:
            return bound(*args, **kwargs)

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
        self, store: Store, edge: Edge, queue: Callable[[_Waiting], object]
    ) -> None:
        super().__init__(store.table, edge)
        self._store = store
        self._queue = queue

    def cells(self, command: Command) -> dict[str, object]:
        return {"queue": self._queue, "core": self._store.core(command)}

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
    """Calls that run together under the store's lock."""

    def __init__(self, runtime: MemoryRuntime, edge: Edge) -> None:
        self._store = runtime.store
        self._runtime = runtime
        self._edge = edge
        self._waiting: list[_Waiting] = []
        self._binder = QueueBinder(runtime.store, edge, self._waiting.append)

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
            for call in waiting:
                try:
                    results.append(call.core(*call.slots))
                except ResponseError as error:
                    results.append(error)
        return finished(results, waiting, self._edge.prefix)


class MemoryRuntime(Runtime):
    """The in-process store as a backend.

    ``clock`` and ``rng`` replace the system's time (seconds since the epoch) and
    randomness, for tests.
    """

    name: ClassVar[str] = "memory"

    def __init__(
        self,
        plugins: Plugins | None = None,
        *,
        clock: Clock | None = None,
        rng: random.Random | None = None,
    ) -> None:
        super().__init__(plugins or default_plugins())
        behaviours = {
            name: behaviour
            for name, behaviour in self.plugins.memory_behaviours.items()
            if isinstance(behaviour, Behaviour)
        }
        self.store = Store(self.table, behaviours, clock=clock, rng=rng)
        self._functions = dict(self.plugins.script_functions)
        self._redis_functions: dict[str, RedisFunctionSpec] = {}
        self._scripts: WeakKeyDictionary[Script, Run] = WeakKeyDictionary()

    def execute(self, words: Sequence[bytes]) -> object:
        return self.store.execute(words)

    def binder(self, edge: Edge) -> Binder:
        return MemoryBinder(self.store, edge)

    def async_binder(self, edge: Edge) -> Binder:
        return AsyncMemoryBinder(self.store, edge)

    def pipeline(self, edge: Edge) -> PipelineQueue:
        return MemoryPipeline(self, edge)

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
            compiled = compile_script(
                script,
                self._functions,
                self.table,
                redis_functions=self._redis_functions,
            )
            run = compiled.bind(self.store.core, self.store.execute)
            self._scripts[script] = run
        return run

    def prepare_script(self, script: Script) -> None:
        self.compiled(script)

    def run_script(self, script: Script, call: ScriptCall, edge: Edge) -> object:
        return self.script_runner(script, edge)(call)

    def script_runner(
        self, script: Script, edge: Edge
    ) -> Callable[[ScriptCall], object]:
        run, alone = self.compiled(script), self.store.alone
        prefix, decoded = edge.prefix, edge.decode

        def run_alone(call: ScriptCall) -> object:
            with alone:
                value = run(prefix, call.keys, call.args)
            return to_python(value, decoded=decoded)

        return run_alone

    def listener(self) -> Listener:
        return MemoryListener(self.store)

    def listener_async(self) -> AsyncListener:
        return AsyncMemoryListener(self.store)


_shared: dict[tuple[str, Plugins], MemoryRuntime] = {}
_shared_lock = Lock()


def shared_runtime(url: str, plugins: Plugins) -> MemoryRuntime:
    """The runtime that a URL such as ``memory://name`` shares by name.

    It lives as long as the process. A URL without a name shares nothing.
    """
    parts = urlsplit(url)
    name = parts.netloc + parts.path.rstrip("/")
    if parts.query or parts.fragment:
        raise BackendError(
            f"unknown options for memory: {parts.query or parts.fragment}"
        )
    if not name:
        return MemoryRuntime(plugins)
    with _shared_lock:
        runtime = _shared.get((name, plugins))
        if runtime is None:
            runtime = _shared[name, plugins] = MemoryRuntime(plugins)
        return runtime
