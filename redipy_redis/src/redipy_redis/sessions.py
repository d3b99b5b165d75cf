"""Sessions on a connection of their own, in which keys are watched.

What happens in a session is never sent twice: on another connection nothing
would be watched. A session whose connection was lost is over.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Sequence
from time import monotonic
from typing import TYPE_CHECKING, Final, TypeVar

import redis
from redipy_core.backend import PipelineQueue
from redipy_core.binder import AsyncWireBinder, Binder, WireBinder
from redipy_core.command import Command
from redipy_core.errors import BackendError
from redipy_core.replies import Edge
from redipy_core.sessions import AsyncWatchSession, WatchSession
from redipy_core.wire import Words
from redipy_redis.faults import Named, Purpose, failure
from redipy_redis.links import Link, Read, pack, read_one
from redipy_redis.links_async import AsyncLink, AsyncRead, read_one_async
from redipy_redis.scoped import scoped_call

if TYPE_CHECKING:
    from redipy_redis.runtime import RedisRuntime

R = TypeVar("R")

_WATCH: Final = Named("WATCH", False)
_UNWATCH: Final = Named("UNWATCH", False)
_ENDED: Final = "the transaction is over: it was closed, or its connection was lost"


def _packed(words: Words, command: Command) -> bytes:
    """A command as it is sent; an internal one as the Lua that it stands for."""
    found = scoped_call(words) if "internal" in command.flags else None
    if found is None:
        return pack(tuple(words))
    lua, argv = found
    return pack((b"EVAL", lua.source, b"0", *argv))


class _State(ABC):
    """What a session knows of itself."""

    def __init__(self, runtime: RedisRuntime) -> None:
        self._runtime = runtime
        self._address = runtime.connection.address
        self._watching = False
        self._ended = False

    @abstractmethod
    def _begin(self) -> object:
        """Borrow a connection."""

    def _check(self) -> None:
        if self._ended:
            raise BackendError(_ENDED)

    def _failed(
        self, error: BaseException, purpose: Purpose, *, sent: bool
    ) -> BaseException:
        return failure(error, self._address, purpose, sent=sent)


class RedisSession(_State, WatchSession):
    """A session for one thread."""

    def __init__(self, runtime: RedisRuntime) -> None:
        super().__init__(runtime)
        self._link: Link | None = None

    def _begin(self) -> Link:
        self._check()
        if self._link is None:
            self._link = self._runtime.connection.links.lend()
        return self._link

    def transact(
        self, packed: bytes, receive: Callable[[Read], R], purpose: Purpose
    ) -> R:
        """Send packed commands and receive all their replies, once."""
        link, sent = self._begin(), False
        try:
            link.send((packed,), False)
            sent = True
            result = receive(link.read)
        except redis.ResponseError as error:
            link.used = monotonic()
            fault = self._failed(error, purpose, sent=sent)
        except BaseException as error:
            self._end(link, drop=True)
            fault = self._failed(error, purpose, sent=sent)
        else:
            link.used = monotonic()
            return result
        raise fault

    def _end(self, link: Link, *, drop: bool) -> None:
        self._link, self._ended = None, True
        if drop:
            link.drop()
        self._runtime.connection.links.take_back(link)

    def binder(self, edge: Edge) -> Binder:
        return WireBinder(self._runtime.table, edge, self._send)

    def _send(self, words: Words, command: Command) -> object:
        if command.portable is not None:
            portables = self._runtime.portables
            missing = portables.missing(portables.needs(command))
            if command in missing:
                entry = portables.entry(words, command, missing)
                return entry.result(self.transact(entry.packed(), read_one, command))
        return self.transact(_packed(words, command), read_one, command)

    def watch(self, keys: Sequence[bytes]) -> None:
        self._watching = True
        self.transact(pack((b"WATCH", *keys)), read_one, _WATCH)

    def unwatch(self) -> None:
        if self._watching:
            self.transact(pack((b"UNWATCH",)), read_one, _UNWATCH)
            self._watching = False

    def pipeline(self, edge: Edge) -> PipelineQueue:
        return self._runtime.pipeline(edge, self)

    def close(self) -> None:
        link = self._link
        if link is None:
            self._ended = True
            return
        try:
            self.unwatch()
        finally:
            if self._link is not None:
                self._end(link, drop=False)


class AsyncRedisSession(_State, AsyncWatchSession):
    """A session for one task of the running event loop."""

    def __init__(self, runtime: RedisRuntime) -> None:
        super().__init__(runtime)
        self._link: AsyncLink | None = None

    async def _begin(self) -> AsyncLink:
        self._check()
        if self._link is None:
            links = await self._runtime.connection.links_async()
            self._link = await links.lend()
        return self._link

    async def transact_async(
        self,
        packed: bytes,
        receive: Callable[[AsyncRead], Awaitable[R]],
        purpose: Purpose,
    ) -> R:
        """Send packed commands and receive all their replies, once."""
        link = await self._begin()
        try:
            await link.send((packed,), False)
            result = await receive(link.read)
        except redis.ResponseError as error:
            link.used = monotonic()
            fault = self._failed(error, purpose, sent=True)
        except BaseException as error:
            await self._end(link, drop=True)
            fault = self._failed(error, purpose, sent=True)
        else:
            link.used = monotonic()
            return result
        raise fault

    async def _end(self, link: AsyncLink, *, drop: bool) -> None:
        self._link, self._ended = None, True
        if drop:
            await link.drop()
        links = await self._runtime.connection.links_async()
        await links.take_back(link)

    def binder(self, edge: Edge) -> Binder:
        return AsyncWireBinder(self._runtime.table, edge, self._send)

    async def _send(self, words: Words, command: Command) -> object:
        if command.portable is not None:
            portables = self._runtime.portables
            missing = await portables.missing_async(portables.needs(command))
            if command in missing:
                entry = portables.entry(words, command, missing)
                return entry.result(
                    await self.transact_async(entry.packed(), read_one_async, command)
                )
        packed = _packed(words, command)
        return await self.transact_async(packed, read_one_async, command)

    async def watch(self, keys: Sequence[bytes]) -> None:
        self._watching = True
        await self.transact_async(pack((b"WATCH", *keys)), read_one_async, _WATCH)

    async def unwatch(self) -> None:
        if self._watching:
            await self.transact_async(pack((b"UNWATCH",)), read_one_async, _UNWATCH)
            self._watching = False

    def pipeline(self, edge: Edge) -> PipelineQueue:
        return self._runtime.pipeline(edge, self)

    async def close(self) -> None:
        link = self._link
        if link is None:
            self._ended = True
            return
        try:
            await self.unwatch()
        finally:
            if self._link is not None:
                await self._end(link, drop=False)
