"""The redis backend: calls packed by hiredis and sent over redis-py's connections."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, ClassVar, Final, TypeVar

import redis
from redipy_core.backend import PipelineQueue, Runtime
from redipy_core.binder import AsyncWireBinder, Binder, WireBinder
from redipy_core.command import Command
from redipy_core.errors import ArgumentError, ResponseError
from redipy_core.explain import CompiledText
from redipy_core.plugins import Plugins, default_plugins
from redipy_core.pubsub import AsyncListener, Listener
from redipy_core.replies import Edge
from redipy_core.sessions import AsyncWatchSession, WatchSession
from redipy_core.wire import Words
from redipy_redis.config import CONNECT_TIMEOUT
from redipy_redis.connection import RedisConnection
from redipy_redis.faults import Named, Purpose
from redipy_redis.links import Read, pack, read_one
from redipy_redis.links_async import AsyncRead, read_one_async
from redipy_redis.listeners import AsyncRedisListener, RedisListener
from redipy_redis.lua_values import script_error
from redipy_redis.pipeline import QueuedScript, RedisPipeline
from redipy_redis.portable import Portables
from redipy_redis.scoped import LuaText, scoped_call
from redipy_redis.script_calls import Abilities, Steps, evaluate, operands
from redipy_redis.scripts import Scripts
from redipy_redis.sessions import AsyncRedisSession, RedisSession

if TYPE_CHECKING:
    from redipy_core.script import ScriptCall
    from redipy_core.tree import Script

R = TypeVar("R")

_STATEFUL: Final = frozenset(
    b"MULTI EXEC DISCARD WATCH UNWATCH SUBSCRIBE UNSUBSCRIBE PSUBSCRIBE PUNSUBSCRIBE"
    b" SSUBSCRIBE SUNSUBSCRIBE MONITOR SELECT AUTH HELLO RESET QUIT SYNC PSYNC"
    b" REPLCONF ASKING READONLY READWRITE".split()
)
_STATEFUL_CLIENT: Final = frozenset(b"REPLY TRACKING CACHING".split())

_BLOCKING: Final = frozenset({b"WAIT", b"WAITAOF"})
"""Commands that wait although they are not flagged as blocking."""


def _may_block(command: Command) -> bool:
    return "blocking" in command.flags or command.wire_words[0] in _BLOCKING


class _Binder(WireBinder):
    """Binds each method to the shortest way for its command."""

    def __init__(self, runtime: RedisRuntime, edge: Edge) -> None:
        super().__init__(runtime.table, edge, runtime.send)
        self._runtime = runtime

    def cells(self, command: Command) -> dict[str, object]:
        return {"send": self._runtime.sender(command)}


class RedisRuntime(Runtime):
    """A Redis server as a backend.

    Threads and event loops may share one. A lost connection is made again with
    the next call; the call that lost it is repeated, once, if not all of it had
    been sent or its declaration says that repeating does no harm.
    """

    name: ClassVar[str] = "redis"

    def __init__(
        self, connection: RedisConnection, plugins: Plugins | None = None
    ) -> None:
        super().__init__(plugins or default_plugins())
        self.connection = connection
        self._transact = connection.transactor()
        self._transact_patient = connection.transactor(patient=True)
        self._scripts = Scripts(self.plugins)
        self._abilities = Abilities()
        self._portables = Portables(self, self._scripts)
        self._databases: dict[int, RedisRuntime] = {}
        self._lock = Lock()

    @property
    def portables(self) -> Portables:
        """The commands that are scripts where the server does not have them."""
        return self._portables

    @property
    def script_backend(self) -> Scripts:
        """Where patches and helpers for this runtime's scripts are added."""
        return self._scripts

    @contextmanager
    def get_connection(self) -> Iterator[redis.Redis]:
        """The redis-py client behind the backend; see :class:`RedisConnection`."""
        with self.connection.get_connection() as client:
            yield client

    # -- single calls -------------------------------------------------------------

    def binder(self, edge: Edge) -> Binder:
        return _Binder(self, edge)

    def async_binder(self, edge: Edge) -> Binder:
        return AsyncWireBinder(self.table, edge, self.send_async)

    def sender(self, command: Command) -> Callable[[Words, Command], object]:
        """The function that sends this command's words."""
        if "internal" in command.flags:
            return self._send_internal
        if command.portable is not None:
            return self._portables.send
        if _may_block(command):
            return partial(_send, self._transact_patient)
        return partial(_send, self._transact)

    def send(self, words: Words, command: Command) -> object:
        return self.sender(command)(words, command)

    async def send_async(self, words: Words, command: Command) -> object:
        if "internal" in command.flags and (found := scoped_call(words)):
            lua, argv = found
            try:
                return await self.run_lua_async(lua, (), argv, command)
            except ResponseError as error:
                raise script_error(error.line)[0] from None
        if command.portable is not None:
            return await self._portables.send_async(words, command)
        return await self.connection.transact_async(
            pack(tuple(words)),
            read_one_async,
            command,
            patient=_may_block(command),
        )

    def execute(self, words: Sequence[bytes]) -> object:
        purpose, patient = self._examine(words)
        if isinstance(purpose, Command) and purpose.portable is not None:
            return self._portables.send(words, purpose)
        transact = self._transact_patient if patient else self._transact
        return transact(pack(tuple(words)), read_one, purpose)

    async def execute_async(self, words: Sequence[bytes]) -> object:
        purpose, patient = self._examine(words)
        if isinstance(purpose, Command) and purpose.portable is not None:
            return await self._portables.send_async(words, purpose)
        return await self.connection.transact_async(
            pack(tuple(words)), read_one_async, purpose, patient=patient
        )

    def _send_internal(self, words: Words, command: Command) -> object:
        found = scoped_call(words)
        if found is None:
            return self._transact(pack(tuple(words)), read_one, command)
        lua, argv = found
        try:
            return self.run_lua(lua, (), argv, command)
        except ResponseError as error:
            raise script_error(error.line)[0] from None

    def _examine(self, words: Sequence[bytes]) -> tuple[Purpose, bool]:
        """What a raw command is for, and whether it may block.

        Raises ArgumentError for a command that would change the connection for
        whoever uses it next.
        """
        if not words:
            raise ArgumentError("a command has at least one word")
        name = words[0].upper()
        stateful = name in _STATEFUL or (
            name == b"CLIENT"
            and len(words) > 1
            and words[1].upper() in _STATEFUL_CLIENT
        )
        if stateful:
            raise ArgumentError(
                f"{name.decode()} changes the connection, which is shared: use"
                " pipeline(), wait_for() or the redis-py client of get_connection()"
            )
        command = self.table.on_wire(words)
        if command is not None:
            return command, _may_block(command)
        return Named(name.decode("utf-8", "replace"), False), name in _BLOCKING

    # -- several at once ------------------------------------------------------------

    def pipeline(
        self, edge: Edge, session: RedisSession | AsyncRedisSession | None = None
    ) -> PipelineQueue:
        return RedisPipeline(self, edge, session)

    def transact(
        self, packed: bytes, receive: Callable[[Read], R], purpose: Purpose
    ) -> R:
        """Send packed commands; ``receive`` reads all their replies."""
        return self._transact(packed, receive, purpose)

    async def transact_async(
        self,
        packed: bytes,
        receive: Callable[[AsyncRead], Awaitable[R]],
        purpose: Purpose,
    ) -> R:
        """As :meth:`transact`, for asyncio."""
        return await self.connection.transact_async(packed, receive, purpose)

    def on_database(self, index: int) -> RedisRuntime:
        with self._lock:
            found = self._databases.get(index)
            if found is None:
                connection = self.connection.on_database(index)
                found = self._databases[index] = self.__class__(
                    connection, self.plugins
                )
        return found

    def session(self) -> WatchSession:
        return RedisSession(self)

    def session_async(self) -> AsyncWatchSession:
        return AsyncRedisSession(self)

    # -- scripts --------------------------------------------------------------------

    def run_lua(
        self,
        lua: LuaText,
        keys: Sequence[bytes],
        argv: Sequence[bytes],
        purpose: Purpose,
    ) -> object:
        """Run Lua by its digest, sending its text if the server does not know it."""
        return self._run(evaluate(lua, operands(keys, argv), self._abilities), purpose)

    async def run_lua_async(
        self,
        lua: LuaText,
        keys: Sequence[bytes],
        argv: Sequence[bytes],
        purpose: Purpose,
    ) -> object:
        """As :meth:`run_lua`, for asyncio."""
        return await self._run_async(
            evaluate(lua, operands(keys, argv), self._abilities), purpose
        )

    def _run(self, steps: Steps, purpose: Purpose) -> object:
        """Send the requests one after the other."""
        try:
            request = next(steps)
            while True:
                try:
                    reply = self._transact(pack(request), read_one, purpose)
                except ResponseError as error:
                    request = steps.throw(error)
                else:
                    request = steps.send(reply)
        except StopIteration as end:
            return end.value

    async def _run_async(self, steps: Steps, purpose: Purpose) -> object:
        """As :meth:`_run`, for asyncio."""
        try:
            request = next(steps)
            while True:
                try:
                    reply = await self.transact_async(
                        pack(request), read_one_async, purpose
                    )
                except ResponseError as error:
                    request = steps.throw(error)
                else:
                    request = steps.send(reply)
        except StopIteration as end:
            return end.value

    def prepare_script(self, script: Script) -> list[str] | None:
        return self._scripts.prepared(script).script.lines

    def explain_script(self, script: Script) -> CompiledText:
        made = self._scripts.prepared(script).script
        return CompiledText("Lua", made.lines, made.locations)

    def run_script(self, script: Script, call: ScriptCall, edge: Edge) -> object:
        missing = self._portables.missing(self._scripts.portable_in(script))
        prepared = self._scripts.prepared(script, missing)
        steps = prepared.steps(edge, call, self._abilities)
        try:
            reply = self._run(steps, prepared.purpose)
        except ResponseError as error:
            raise prepared.error(error.line, edge) from None
        return prepared.result(reply, edge)

    async def run_script_async(
        self, script: Script, call: ScriptCall, edge: Edge
    ) -> object:
        used = self._scripts.portable_in(script)
        missing = await self._portables.missing_async(used)
        prepared = self._scripts.prepared(script, missing)
        steps = prepared.steps(edge, call, self._abilities)
        try:
            reply = await self._run_async(steps, prepared.purpose)
        except ResponseError as error:
            raise prepared.error(error.line, edge) from None
        return prepared.result(reply, edge)

    def queued_script(
        self,
        script: Script,
        call: ScriptCall,
        edge: Edge,
        missing: frozenset[Command],
    ) -> QueuedScript:
        """A run of a script as a pipeline's entry.

        ``missing`` are the commands in it that the server does not have.
        """
        prepared = self._scripts.prepared(script, missing)
        keys, argv = prepared.script.arguments(edge.prefix, call.keys, call.args)
        return QueuedScript(
            prepared.lua,
            keys,
            argv,
            finish=partial(prepared.result, edge=edge),
            command=prepared.purpose.name,
            retry_safe=prepared.purpose.retry_safe,
            fault=lambda error: prepared.script.error(error.line),
        )

    # -- messages ---------------------------------------------------------------------

    def listener(self) -> Listener:
        connection = self.connection
        return RedisListener(connection.client(), connection.address, CONNECT_TIMEOUT)

    def listener_async(self) -> AsyncListener:
        connection = self.connection
        return AsyncRedisListener(
            connection.client_async, connection.address, CONNECT_TIMEOUT
        )

    # -- the end ----------------------------------------------------------------------

    def close(self) -> None:
        for runtime in self._databases.values():
            runtime.close()
        self.connection.close()

    async def close_async(self) -> None:
        for runtime in self._databases.values():
            await runtime.close_async()
        await self.connection.close_async()


def _send(
    transact: Callable[[bytes, Callable[[Read], object], Purpose], object],
    words: Words,
    command: Command,
) -> object:
    return transact(pack(tuple(words)), read_one, command)
