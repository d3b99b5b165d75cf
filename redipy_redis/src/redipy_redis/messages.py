"""Waiting for messages on a connection of one's own.

The subscription is confirmed before the predicate is tested for the first time,
so a message that tells of a change after that test cannot be missed. When the
connection breaks, a new subscription and a new test make up for what was missed.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import aclosing, closing
from time import monotonic
from typing import Final, Protocol, cast

import redis.asyncio

import redis
from redipy_core.errors import RequestTimeoutError
from redipy_redis.faults import is_lost, is_timeout, reply_error, unreachable

_DAY: Final = 86400.0
"""Seconds of a wait without a limit, before the next one."""

_TELLING: Final = ("subscribe", "message")
"""The kinds of message after which the predicate is tested."""


class _Listener(Protocol):
    """What is used of redis-py's ``PubSub``."""

    def subscribe(self, *channels: bytes) -> object: ...
    def get_message(
        self, ignore_subscribe_messages: bool = ..., timeout: float = ...
    ) -> dict[str, object] | None: ...
    def close(self) -> None: ...


class _HasPubsub(Protocol):
    """What is used of redis-py's client."""

    def pubsub(self) -> _Listener: ...


class _AsyncListener(Protocol):
    """What is used of redis-py's asyncio ``PubSub``."""

    async def subscribe(self, *channels: bytes) -> object: ...
    async def get_message(
        self, ignore_subscribe_messages: bool = ..., timeout: float = ...
    ) -> dict[str, object] | None: ...
    async def aclose(self) -> None: ...


class _BrokenError(Exception):
    """The connection was lost while waiting."""


class _End:
    """When to stop waiting."""

    def __init__(self, timeout: float | None) -> None:
        self._at = None if timeout is None else monotonic() + timeout

    def left(self) -> float:
        """The seconds to wait for the next message."""
        return _DAY if self._at is None else max(self._at - monotonic(), 0.0)

    def is_past(self) -> bool:
        """Whether the time is over."""
        return self._at is not None and monotonic() >= self._at


class _Failures:
    """Raises our errors for redis-py's, before and after the subscription."""

    def __init__(self, address: str) -> None:
        self.address = address

    def unconfirmed(self) -> Exception:
        """The error for a subscription that the server does not confirm."""
        return RequestTimeoutError(
            f"no answer from {self.address} in time: SUBSCRIBE was not confirmed"
        )

    def waiting(self, error: Exception) -> Exception:
        """The error for a wait that failed."""
        if is_lost(error) or is_timeout(error):
            return _BrokenError()
        return reply_error(error) or error


def wait_for(
    client: redis.Redis,
    address: str,
    patience: float,
    channel: bytes,
    predicate: Callable[[], object],
    timeout: float | None,
) -> object:
    """Test ``predicate`` once subscribed to ``channel`` and after each message.

    Returns its first truthy result, or None after ``timeout`` seconds. The
    server has ``patience`` seconds to confirm a subscription. Raises
    ConnectionLostError if the server cannot be reached.
    """
    end, failures = _End(timeout), _Failures(address)
    while True:
        with closing(cast(_HasPubsub, client).pubsub()) as listener:
            _subscribe(listener, channel, patience, failures)
            try:
                return _until(listener, predicate, end, failures)
            except _BrokenError:
                continue


def _subscribe(
    listener: _Listener, channel: bytes, patience: float, failures: _Failures
) -> None:
    try:
        listener.subscribe(channel)
        if listener.get_message(timeout=patience) is not None:
            return
        fault: BaseException = failures.unconfirmed()
    except (redis.RedisError, OSError) as error:
        fault = unreachable(error, failures.address)
    raise fault


def _until(
    listener: _Listener,
    predicate: Callable[[], object],
    end: _End,
    failures: _Failures,
) -> object:
    if result := predicate():
        return result
    while True:
        try:
            message = listener.get_message(timeout=end.left())
        except (redis.RedisError, OSError) as error:
            raise failures.waiting(error) from error
        if message is None and end.is_past():
            return None
        telling = message is not None and message["type"] in _TELLING
        if telling and (result := predicate()):
            return result


async def wait_for_async(
    client: redis.asyncio.Redis,
    address: str,
    patience: float,
    channel: bytes,
    predicate: Callable[[], Awaitable[object]],
    timeout: float | None,
) -> object:
    """As :func:`wait_for`, for asyncio. The predicate is never cut short."""
    end, failures = _End(timeout), _Failures(address)
    while True:
        async with aclosing(cast(_AsyncListener, client.pubsub())) as listener:
            await _subscribe_async(listener, channel, patience, failures)
            try:
                return await _until_async(listener, predicate, end, failures)
            except _BrokenError:
                continue


async def _subscribe_async(
    listener: _AsyncListener, channel: bytes, patience: float, failures: _Failures
) -> None:
    try:
        await listener.subscribe(channel)
        if await listener.get_message(timeout=patience) is not None:
            return
        fault: BaseException = failures.unconfirmed()
    except (redis.RedisError, OSError) as error:
        fault = unreachable(error, failures.address)
    raise fault


async def _until_async(
    listener: _AsyncListener,
    predicate: Callable[[], Awaitable[object]],
    end: _End,
    failures: _Failures,
) -> object:
    if result := await predicate():
        return result
    while True:
        try:
            message = await listener.get_message(timeout=end.left())
        except (redis.RedisError, OSError) as error:
            raise failures.waiting(error) from error
        if message is None and end.is_past():
            return None
        telling = message is not None and message["type"] in _TELLING
        if telling and (result := await predicate()):
            return result
