"""Commands that a server may lack: asked for once, else carried out as scripts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from redipy_core.binder import Queued
from redipy_core.command import Command
from redipy_core.portable import AS_IT_IS, carry_out, carry_out_async, portable_of
from redipy_redis.faults import Named
from redipy_redis.links import pack, read_one
from redipy_redis.links_async import read_one_async
from redipy_redis.pipeline import QueuedScript

if TYPE_CHECKING:
    from redipy_redis.runtime import RedisRuntime
    from redipy_redis.scripts import Scripts

_INFO: Final = Named("COMMAND INFO", True)


class Portables:
    """The commands with a portable behaviour, on one server.

    Whether the server has a command is asked by one COMMAND INFO, when it is
    first needed, and remembered.
    """

    def __init__(self, runtime: RedisRuntime, scripts: Scripts) -> None:
        self._runtime = runtime
        self._scripts = scripts
        self._native: dict[Command, bool] = {}

    # -- what the server has ---------------------------------------------------------

    def is_native(self, command: Command) -> bool:
        """Whether the server has the command itself."""
        found = self._native.get(command)
        if found is None:
            reply = self._runtime.transact(_question(command), read_one, _INFO)
            found = self._native[command] = _answer(reply)
        return found

    async def is_native_async(self, command: Command) -> bool:
        """As :meth:`is_native`, for asyncio."""
        found = self._native.get(command)
        if found is None:
            reply = await self._runtime.transact_async(
                _question(command), read_one_async, _INFO
            )
            found = self._native[command] = _answer(reply)
        return found

    def missing(self, commands: frozenset[Command]) -> frozenset[Command]:
        """Those of the commands that the server does not have."""
        if not commands:
            return commands
        return frozenset(c for c in commands if not self.is_native(c))

    async def missing_async(self, commands: frozenset[Command]) -> frozenset[Command]:
        """As :meth:`missing`, for asyncio."""
        if not commands:
            return commands
        return frozenset([c for c in commands if not await self.is_native_async(c)])

    def needs(self, command: Command) -> frozenset[Command]:
        """The commands of which must be known whether the server has them."""
        return self._scripts.portable_in(portable_of(command).script) | {command}

    # -- calls -----------------------------------------------------------------------

    def send(self, words: Sequence[bytes], command: Command) -> object:
        """Carry out the command; its wire reply."""
        if self.is_native(command):
            return self._runtime.transact(pack(tuple(words)), read_one, command)
        return carry_out(self._runtime, words, command)

    async def send_async(self, words: Sequence[bytes], command: Command) -> object:
        """As :meth:`send`, for asyncio."""
        if await self.is_native_async(command):
            return await self._runtime.transact_async(
                pack(tuple(words)), read_one_async, command
            )
        return await carry_out_async(self._runtime, words, command)

    def entry(
        self, words: Sequence[bytes], command: Command, missing: frozenset[Command]
    ) -> QueuedScript:
        """The run of the command's script; its finish gives the wire reply.

        ``missing`` are those of the commands that it :meth:`needs` which the server
        does not have; this one is among them.
        """
        portable = portable_of(command)
        call, slots = portable.read(words)
        queued = self._runtime.queued_script(portable.script, call, AS_IT_IS, missing)
        finish = queued.finish
        assert finish is not None
        return queued._replace(
            finish=lambda reply: portable.wire(slots, finish(reply)),
            command=command.name,
            retry_safe=command.retry_safe,
        )

    def queued(self, queued: Queued, missing: frozenset[Command]) -> QueuedScript:
        """A pipeline's entry for a command that the server lacks."""
        command = self._runtime.table[queued.command]
        entry = self.entry(queued.words, command, missing)
        first, then = entry.finish, queued.finish
        assert first is not None
        if then is None:
            return entry
        return entry._replace(finish=lambda reply: then(first(reply)))


def _question(command: Command) -> bytes:
    return pack((b"COMMAND", b"INFO", command.wire_words[0]))


def _answer(reply: object) -> bool:
    return isinstance(reply, list) and bool(reply) and reply[0] is not None
