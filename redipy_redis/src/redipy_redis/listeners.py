"""Listeners on a connection of their own, through redis-py's public ``PubSub``."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from threading import Lock
from typing import Final, Protocol, cast

import redis.asyncio

import redis
from redipy_core.deadline import Deadline
from redipy_core.errors import RequestTimeoutError
from redipy_core.pubsub import AsyncListener, Delivery, Listener, Source
from redipy_redis.faults import reply_error, unreachable

_DAY: Final = 86400.0
"""Seconds of a wait without a limit, before the next one."""

_SUBSCRIBE: Final[Mapping[Source, str]] = {
    "channel": "subscribe",
    "pattern": "psubscribe",
    "shard": "ssubscribe",
}
_UNSUBSCRIBE: Final[Mapping[Source, str]] = {
    "channel": "unsubscribe",
    "pattern": "punsubscribe",
    "shard": "sunsubscribe",
}
_SOURCES: Final[Mapping[object, Source]] = {
    "message": "channel",
    "pmessage": "pattern",
    "smessage": "shard",
}
_Raw = Mapping[str, object]


class _PubSub(Protocol):
    """What is used of redis-py's ``PubSub``."""

    def get_message(
        self, ignore_subscribe_messages: bool = ..., timeout: float = ...
    ) -> _Raw | None: ...
    def unsubscribe(self) -> object: ...
    def close(self) -> None: ...


class _AsyncPubSub(Protocol):
    """What is used of redis-py's asyncio ``PubSub``."""

    async def get_message(
        self, ignore_subscribe_messages: bool = ..., timeout: float = ...
    ) -> _Raw | None: ...
    async def aclose(self) -> None: ...


def _delivery(raw: _Raw) -> Delivery | None:
    """The message in what redis-py read; None for a confirmation."""
    source = _SOURCES.get(raw["type"])
    if source is None:
        return None
    pattern = cast(bytes | None, raw["pattern"])
    channel, data = cast(bytes, raw["channel"]), cast(bytes, raw["data"])
    return Delivery(source, pattern, channel, data)


def _seconds(deadline: Deadline) -> float:
    """What is left of a wait, for one call of redis-py's."""
    left = deadline.left()
    return _DAY if left is None else left


class _Heard:
    """Messages that came while a confirmation was waited for, and the errors."""

    def __init__(self, address: str) -> None:
        self.waiting: deque[Delivery] = deque()
        self._address = address

    def confirms(self, raw: _Raw | None, word: str) -> bool:
        """Whether this is a confirmation of ``word``; a message is kept."""
        if raw is None:
            raise RequestTimeoutError(
                f"no answer from {self._address} in time:"
                f" {word.upper()} was not confirmed"
            )
        delivery = _delivery(raw)
        if delivery is not None:
            self.waiting.append(delivery)
        return raw["type"] == word

    def fault(self, error: Exception) -> BaseException:
        """Our error for redis-py's."""
        return reply_error(error) or unreachable(error, self._address)


_FAULTS: Final = (redis.RedisError, OSError)


class RedisListener(Listener):
    """A listener for one thread; another may close it."""

    def __init__(self, client: redis.Redis, address: str, patience: float) -> None:
        make = cast(Callable[[], _PubSub], client.pubsub)
        self._pubsub = make()
        self._patience = patience
        self._heard = _Heard(address)
        self._state = Lock()
        self._reading = False
        self._closed = False

    def listen(self, source: Source, names: Sequence[bytes]) -> None:
        self._change(_SUBSCRIBE[source], names)

    def ignore(self, source: Source, names: Sequence[bytes]) -> None:
        self._change(_UNSUBSCRIBE[source], names)

    def _change(self, word: str, names: Sequence[bytes]) -> None:
        """Send ``word`` and wait until each name is confirmed."""
        if not names:
            return
        send = cast(Callable[..., object], getattr(self._pubsub, word))
        try:
            send(*names)
            confirmed = 0
            while confirmed < len(names):
                raw = self._pubsub.get_message(timeout=self._patience)
                confirmed += self._heard.confirms(raw, word)
        except _FAULTS as error:
            raise self._heard.fault(error) from error

    def receive(self, timeout: float | None) -> Delivery | None:
        if self._heard.waiting:
            return self._heard.waiting.popleft()
        with self._state:
            if self._closed:
                return None
            self._reading = True
        try:
            return self._receive(Deadline(timeout))
        finally:
            with self._state:
                self._reading = False
                if self._closed:
                    self._pubsub.close()

    def _receive(self, deadline: Deadline) -> Delivery | None:
        while True:
            try:
                raw = self._pubsub.get_message(timeout=_seconds(deadline))
            except _FAULTS as error:
                if self._closed:
                    return None
                raise self._heard.fault(error) from error
            delivery = None if raw is None else _delivery(raw)
            if delivery is not None:
                return delivery
            if self._closed or deadline.is_past():
                return None

    def close(self) -> None:
        with self._state:
            self._closed = True
            if not self._reading:
                self._pubsub.close()
                return
        # The reader owns the connection: a confirmation wakes it, and it closes.
        with suppress(*_FAULTS):
            self._pubsub.unsubscribe()


class AsyncRedisListener(AsyncListener):
    """A listener for one task; another may close it."""

    def __init__(
        self,
        client: Callable[[], Awaitable[redis.asyncio.Redis]],
        address: str,
        patience: float,
    ) -> None:
        self._client = client
        self._made: _AsyncPubSub | None = None
        self._patience = patience
        self._heard = _Heard(address)
        self._closed = False

    async def _pubsub(self) -> _AsyncPubSub:
        if self._made is None:
            client = await self._client()
            self._made = cast(Callable[[], _AsyncPubSub], client.pubsub)()
        return self._made

    async def listen(self, source: Source, names: Sequence[bytes]) -> None:
        await self._change(_SUBSCRIBE[source], names)

    async def ignore(self, source: Source, names: Sequence[bytes]) -> None:
        await self._change(_UNSUBSCRIBE[source], names)

    async def _change(self, word: str, names: Sequence[bytes]) -> None:
        """Send ``word`` and wait until each name is confirmed."""
        if not names:
            return
        pubsub = await self._pubsub()
        send = cast(Callable[..., Awaitable[object]], getattr(pubsub, word))
        try:
            await send(*names)
            confirmed = 0
            while confirmed < len(names):
                raw = await pubsub.get_message(timeout=self._patience)
                confirmed += self._heard.confirms(raw, word)
        except _FAULTS as error:
            raise self._heard.fault(error) from error

    async def receive(self, timeout: float | None) -> Delivery | None:
        if self._heard.waiting:
            return self._heard.waiting.popleft()
        deadline, pubsub = Deadline(timeout), await self._pubsub()
        while not self._closed:
            try:
                raw = await pubsub.get_message(timeout=_seconds(deadline))
            except (*_FAULTS, AttributeError) as error:
                if self._closed:
                    return None
                raise self._heard.fault(error) from error
            delivery = None if raw is None else _delivery(raw)
            if delivery is not None:
                return delivery
            if deadline.is_past():
                return None
        return None

    async def close(self) -> None:
        self._closed = True
        if self._made is not None:
            await self._made.aclose()
