"""Pipelines: calls between MULTI and EXEC, packed into one write."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import redis
from redipy_core.backend import PipelineQueue
from redipy_core.binder import Binder, CommandTable, Queued, WireQueueBinder
from redipy_core.command import Command
from redipy_core.errors import ResponseError, TransactionError, WatchError
from redipy_core.portable import portable_of
from redipy_core.queueing import finished
from redipy_core.replies import Convert, Edge
from redipy_redis.faults import Named, reply_error
from redipy_redis.links import Read, pack
from redipy_redis.links_async import AsyncRead
from redipy_redis.lua_values import script_error
from redipy_redis.scoped import LuaText, scoped_call
from redipy_redis.sessions import AsyncRedisSession, RedisSession

if TYPE_CHECKING:
    from redipy_core.script import ScriptCall
    from redipy_core.tree import Script
    from redipy_redis.runtime import RedisRuntime

_MULTI = pack((b"MULTI",))
_EXEC = pack((b"EXEC",))


class QueuedScript(NamedTuple):
    """A run of a script that waits in a pipeline.

    ``fault`` makes the script's error of an error reply.
    """

    lua: LuaText
    keys: Sequence[bytes]
    argv: Sequence[bytes]
    finish: Convert | None
    command: str
    retry_safe: bool
    fault: Callable[[ResponseError], ResponseError]

    def packed(self) -> bytes:
        """The run as it is sent by itself."""
        return pack(_script_words(self, set()))

    def result(self, reply: object) -> object:
        """The result for the reply."""
        return reply if self.finish is None else self.finish(reply)


class LateScript(NamedTuple):
    """A run of a script whose Lua depends on what the server has."""

    script: Script
    call: ScriptCall


Entry: TypeAlias = Queued | QueuedScript
Waiting: TypeAlias = Entry | LateScript


class _QueueBinder(WireQueueBinder):
    """Queues internal commands as the scripts that they are."""

    def __init__(
        self,
        table: CommandTable,
        edge: Edge,
        queue: Callable[[Queued], object],
        queue_internal: Callable[[Queued], object],
        queue_portable: Callable[[Queued], object],
    ) -> None:
        super().__init__(table, edge, queue)
        self._queue_internal = queue_internal
        self._queue_portable = queue_portable

    def cells(self, command: Command) -> dict[str, object]:
        if "internal" in command.flags:
            return {"queue": self._queue_internal}
        if command.portable is not None:
            return {"queue": self._queue_portable}
        return super().cells(command)


class RedisPipeline(PipelineQueue):
    """Calls that a server carries out together.

    Nothing is sent before :meth:`execute`. A call alone is sent without MULTI
    and EXEC: a single command is atomic anyway. In a session the calls depend on
    the keys that it watches.
    """

    def __init__(
        self,
        runtime: RedisRuntime,
        edge: Edge,
        session: RedisSession | AsyncRedisSession | None = None,
    ) -> None:
        self._runtime = runtime
        self._edge = edge
        self._session = session
        self._waiting: list[Waiting] = []
        self._uses: set[Command] = set()
        """The commands that may have to be scripts, of what waits."""
        self._binder = _QueueBinder(
            runtime.table,
            edge,
            self._waiting.append,
            self._queue_internal,
            self._queue_portable,
        )

    @property
    def binder(self) -> Binder:
        return self._binder

    def __len__(self) -> int:
        return len(self._waiting)

    def clear(self) -> None:
        self._waiting.clear()
        self._uses.clear()

    def _queue_internal(self, queued: Queued) -> None:
        found = scoped_call(queued.words)
        if found is None:  # a stranger's internal command is left to the server
            self._waiting.append(queued)
            return
        lua, argv = found
        safe = self._runtime.table[queued.command].retry_safe
        self._waiting.append(
            QueuedScript(
                lua, (), argv, queued.finish, queued.command, safe, _plain_fault
            )
        )

    def _queue_portable(self, queued: Queued) -> None:
        command = self._runtime.table[queued.command]
        portable_of(command).read(queued.words)  # what does not fit is refused here
        self._uses |= self._runtime.portables.needs(command)
        self._waiting.append(queued)

    def queue_script(self, script: Script, call: ScriptCall) -> None:
        uses = self._runtime.script_backend.portable_in(script)
        if uses:
            self._uses |= uses
            self._waiting.append(LateScript(script, call))
            return
        entry = self._runtime.queued_script(script, call, self._edge, uses)
        self._waiting.append(entry)

    def queue_words(self, words: Sequence[bytes], command: Command) -> None:
        self._waiting.append(Queued(words, None, command.name))

    def execute(self) -> list[object]:
        taken, uses = self._take()
        waiting = self._settled(taken, self._runtime.portables.missing(uses))
        if not waiting:
            return []
        if self._goes_alone(waiting):
            return finished([self._alone(waiting[0])], waiting, self._edge.prefix)
        receive = partial(_receive, len(waiting) + 2)
        replies = self._transactor().transact(
            _packed(waiting), receive, _PipelinePurpose(waiting, self._runtime.table)
        )
        return finished(_results(replies, waiting), waiting, self._edge.prefix)

    async def execute_async(self) -> list[object]:
        taken, uses = self._take()
        missing = await self._runtime.portables.missing_async(uses)
        waiting = self._settled(taken, missing)
        if not waiting:
            return []
        if self._goes_alone(waiting):
            return finished(
                [await self._alone_async(waiting[0])], waiting, self._edge.prefix
            )
        receive = partial(_receive_async, len(waiting) + 2)
        replies = await self._transactor_async().transact_async(
            _packed(waiting), receive, _PipelinePurpose(waiting, self._runtime.table)
        )
        return finished(_results(replies, waiting), waiting, self._edge.prefix)

    def _transactor(self) -> RedisRuntime | RedisSession:
        """What sends the calls and receives their replies."""
        if self._session is None:
            return self._runtime
        assert not isinstance(self._session, AsyncRedisSession)
        return self._session

    def _transactor_async(self) -> RedisRuntime | AsyncRedisSession:
        if self._session is None:
            return self._runtime
        assert isinstance(self._session, AsyncRedisSession)
        return self._session

    def _take(self) -> tuple[list[Waiting], frozenset[Command]]:
        taken = self._waiting.copy(), frozenset(self._uses)
        self.clear()
        return taken

    def _settled(
        self, waiting: list[Waiting], missing: frozenset[Command]
    ) -> list[Entry]:
        """What waits, the commands that the server does not have as their scripts."""
        runtime, edge = self._runtime, self._edge
        settled: list[Entry] = []
        for entry in waiting:
            if isinstance(entry, LateScript):
                settled.append(runtime.queued_script(*entry, edge, missing))
            elif (
                missing
                and isinstance(entry, Queued)
                and runtime.table[entry.command] in missing
            ):
                settled.append(runtime.portables.queued(entry, missing))
            else:
                settled.append(entry)
        return settled

    def _goes_alone(self, waiting: list[Entry]) -> bool:
        """Whether MULTI and EXEC add nothing: in a transaction no command blocks."""
        if len(waiting) > 1 or self._session is not None:
            return False
        entry = waiting[0]
        if isinstance(entry, QueuedScript):
            return True
        # A command of a server's own, which no client declares, is none of ours.
        table = self._runtime.table
        return entry.command in table and "blocking" not in table[entry.command].flags

    def _alone(self, entry: Entry) -> object:
        try:
            if isinstance(entry, QueuedScript):
                return self._runtime.run_lua(
                    entry.lua, entry.keys, entry.argv, _purpose(entry)
                )
            command = self._runtime.table[entry.command]
            return self._runtime.send(list(entry.words), command)
        except ResponseError as error:
            return _fault(entry, error)

    async def _alone_async(self, entry: Entry) -> object:
        try:
            if isinstance(entry, QueuedScript):
                return await self._runtime.run_lua_async(
                    entry.lua, entry.keys, entry.argv, _purpose(entry)
                )
            command = self._runtime.table[entry.command]
            return await self._runtime.send_async(list(entry.words), command)
        except ResponseError as error:
            return _fault(entry, error)


class _PipelinePurpose:
    """A pipeline as a purpose: what it is called is worked out when it fails."""

    def __init__(self, waiting: Sequence[Entry], table: CommandTable) -> None:
        self._waiting = waiting
        self._table = table

    @property
    def name(self) -> str:
        return f"a pipeline of {len(self._waiting)} commands"

    @property
    def retry_safe(self) -> bool:
        return all(
            entry.retry_safe
            if isinstance(entry, QueuedScript)
            else (
                entry.command in self._table and self._table[entry.command].retry_safe
            )
            for entry in self._waiting
        )


# -- sending ----------------------------------------------------------------------


def _packed(waiting: Sequence[Entry]) -> bytes:
    """MULTI, the calls, EXEC.

    A script goes as EVAL the first time, which loads it for the times after
    that: nothing that happens before EXEC can make the server forget it.
    """
    loaded: set[bytes] = set()
    chunks = [_MULTI]
    for entry in waiting:
        if isinstance(entry, QueuedScript):
            words = _script_words(entry, loaded)
        else:
            words = tuple(entry.words)
        chunks.append(pack(words))
    chunks.append(_EXEC)
    return b"".join(chunks)


def _script_words(entry: QueuedScript, loaded: set[bytes]) -> tuple[bytes, ...]:
    count = b"%d" % len(entry.keys)
    if entry.lua.sha in loaded:
        return (b"EVALSHA", entry.lua.sha, count, *entry.keys, *entry.argv)
    loaded.add(entry.lua.sha)
    return (b"EVAL", entry.lua.source, count, *entry.keys, *entry.argv)


# -- reading ----------------------------------------------------------------------


def _receive(count: int, read: Read) -> list[object]:
    """Read ``count`` replies; error replies stand among them."""
    replies: list[object] = []
    for _ in range(count):
        try:
            replies.append(read(True))
        except redis.ResponseError as error:
            replies.append(error)
    return replies


async def _receive_async(count: int, read: AsyncRead) -> list[object]:
    replies: list[object] = []
    for _ in range(count):
        try:
            replies.append(await read(True))
        except redis.ResponseError as error:
            replies.append(error)
    return replies


def _results(replies: list[object], waiting: Sequence[Entry]) -> list[object]:
    """The results that EXEC brought, with our errors for redis-py's."""
    outcome = replies[-1]
    if outcome is None:
        raise WatchError
    if not isinstance(outcome, list):
        raise _discarded(replies, waiting)
    return [
        _fault(entry, error)
        if isinstance(result, Exception) and (error := reply_error(result))
        else result
        for entry, result in zip(waiting, outcome, strict=True)
    ]


def _purpose(entry: QueuedScript) -> Named:
    return Named(entry.command, entry.retry_safe)


def _fault(entry: Entry, error: ResponseError) -> ResponseError:
    return entry.fault(error) if isinstance(entry, QueuedScript) else error


def _plain_fault(error: ResponseError) -> ResponseError:
    return script_error(error.line)[0]


def _discarded(replies: list[object], waiting: Sequence[Entry]) -> ResponseError:
    """The error for a pipeline that was not executed, caused by why it was not."""
    errors = [
        reply_error(reply) if isinstance(reply, Exception) else None
        for reply in replies
    ]
    if errors[0] is not None:  # MULTI itself; the calls went through one by one
        errors[0].results = [
            error or reply
            for error, reply in zip(errors[1:-1], replies[1:-1], strict=True)
        ]
        return errors[0]
    fault = errors[-1] or TransactionError("Transaction discarded", "EXECABORT")
    for position, error in enumerate(errors[1:-1]):
        if error is not None:
            command = waiting[position].command
            fault = fault.located(command, position, list(errors[1:-1]))
            fault.__cause__ = error
            break
    return fault
