"""As :mod:`redipy_redis.links`, for one event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from time import monotonic
from typing import Protocol, TypeVar

import redis
from redipy_core.errors import ConnectionLostError, RequestTimeoutError
from redipy_redis.faults import (
    Purpose,
    failure,
    is_lost,
    unreachable,
)
from redipy_redis.links import NEVER, TRUSTED

R = TypeVar("R")

AsyncRead = Callable[[bool], Awaitable[object]]
"""Reads one reply; its argument turns decoding off."""


class AsyncConnection(Protocol):
    """What is used of redis-py's asyncio ``Connection``."""

    async def connect(self) -> None:
        """Connect and log in, unless it is connected."""

    async def disconnect(self, nowait: bool = ...) -> None:
        """Close the socket."""

    async def send_packed_command(
        self, command: Sequence[bytes], check_health: bool = ...
    ) -> None:
        """Send packed commands."""

    async def read_response(self, disable_decoding: bool = ...) -> object:
        """Read one reply; raises for an error reply."""
        ...


class AsyncLink:
    """A connection, and when it was last used (NEVER: it is closed)."""

    __slots__ = ("can_read", "connection", "read", "send", "used")

    def __init__(self, connection: AsyncConnection) -> None:
        self.connection = connection
        self.send = connection.send_packed_command
        self.read: AsyncRead = connection.read_response
        # redis-py before 8 knows it by another name.
        self.can_read: Callable[[], Awaitable[bool]] = getattr(
            connection, "can_read", None
        ) or getattr(connection, "can_read_destructive")  # noqa: B009
        self.used = NEVER

    async def renew(self) -> None:
        """Connect, unless the connection still stands with nothing to read."""
        if self.used != NEVER and await self._is_alive():
            return
        await self.drop()
        await self.connection.connect()

    async def _is_alive(self) -> bool:
        try:
            return not await self.can_read()
        except Exception:  # whatever it is, the connection is of no more use
            return False

    async def drop(self) -> None:
        """Close the connection; it connects again when it is needed."""
        self.used = NEVER
        with suppress(Exception):
            await self.connection.disconnect(nowait=True)


async def read_one_async(read: AsyncRead) -> object:
    """Receive the reply of a single command."""
    return await read(True)


class AsyncLinkPool:
    """Up to ``limit`` links; the one that was used last is used next.

    Tasks wait up to ``patience`` seconds for a link and get theirs in the order
    in which they came.
    """

    def __init__(
        self,
        make: Callable[[], AsyncConnection],
        address: str,
        limit: int,
        patience: float,
    ) -> None:
        self._make = make
        self._address = address
        self._limit = limit
        self._patience = patience
        self._free: list[AsyncLink] = []
        self._room = asyncio.Semaphore(limit)
        self._closed = False

    async def lend(self) -> AsyncLink:
        """A connected link for one task, which brings it back by :meth:`take_back`."""
        await self._wait_for_room()
        link = self._free.pop() if self._free else AsyncLink(self._make())
        try:
            if monotonic() - link.used > TRUSTED:
                await self._renew(link)
        except BaseException:
            await self.take_back(link)
            raise
        return link

    async def take_back(self, link: AsyncLink) -> None:
        """Take back a link that was lent; one that is of no use was dropped."""
        self._free.append(link)
        self._room.release()
        if self._closed:
            await self.close()

    async def transact(
        self,
        packed: bytes,
        receive: Callable[[AsyncRead], Awaitable[R]],
        purpose: Purpose,
    ) -> R:
        """Send packed commands and receive their replies.

        ``receive`` reads all of them. Raises ResponseError as ``receive`` lets
        an error reply through, ConnectionLostError and RequestTimeoutError.
        """
        if self._room.locked():
            await self._wait_for_room()
        else:
            await self._room.acquire()
        link = self._free.pop() if self._free else AsyncLink(self._make())
        sent = False
        try:
            if monotonic() - link.used > TRUSTED:
                await self._renew(link)
            # What asyncio buffers may still go out after a failure.
            sent = True
            await link.send((packed,), False)
            result = await receive(link.read)
            link.used = monotonic()
        except BaseException as error:
            result = await self._recover(link, error, sent, packed, receive, purpose)
        finally:
            self._free.append(link)
            self._room.release()
            if self._closed:
                await self.close()
        return result

    async def _renew(self, link: AsyncLink) -> None:
        try:
            await link.renew()
            return
        except BaseException as error:
            fault = unreachable(error, self._address)
        raise fault

    async def _recover(
        self,
        link: AsyncLink,
        error: BaseException,
        sent: bool,
        packed: bytes,
        receive: Callable[[AsyncRead], Awaitable[R]],
        purpose: Purpose,
    ) -> R:
        """Send once more if that is harmless; else raise what went wrong."""
        if is_lost(error) and (not sent or purpose.retry_safe):
            await link.drop()
            try:
                await self._renew(link)
                sent = True
                await link.send((packed,), False)
                result = await receive(link.read)
                link.used = monotonic()
                return result
            except BaseException as second:
                error = second
                if sent and isinstance(error, ConnectionLostError):
                    error.maybe_executed = True
        if isinstance(error, redis.ResponseError):
            link.used = monotonic()
        else:
            await link.drop()
        raise failure(error, self._address, purpose, sent=sent)

    async def _wait_for_room(self) -> None:
        limit = asyncio.timeout(self._patience)
        try:
            async with limit:
                await self._room.acquire()
        except TimeoutError:
            if not limit.expired():
                raise
            raise RequestTimeoutError(
                f"all {self._limit} connections to {self._address}"
                f" were in use for {self._patience:g} seconds"
                " (max_connections, pool_timeout)"
            ) from None

    async def close(self) -> None:
        """Close the connections, those in use when they come back."""
        self._closed = True
        while self._free:
            await self._free.pop().drop()
