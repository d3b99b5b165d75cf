"""redis-py's clients replaced for a while, for tests of code that makes its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType

import redis.asyncio
import redis.asyncio.client
import redis.client

import redis
from redipy_core.client import Redis as CoreRedis
from redipy_server.redispy.clients import (
    AsyncRedisPy,
    RedisPy,
    Store,
    adopt,
    begin,
    pool_of,
    state_of,
)
from redipy_server.redispy.tasks import AsyncLocalConnection
from redipy_server.state import ServerState


def _client_class(state: ServerState) -> type[redis.Redis]:
    class Redis(RedisPy):
        def __init__(self, *args: object, **options: object) -> None:
            begin(super().__init__, lambda: pool_of(self), state, args, options)

    return Redis


def _async_client_class(state: ServerState) -> type[redis.asyncio.Redis]:
    class Redis(AsyncRedisPy):
        def __init__(self, *args: object, **options: object) -> None:
            initialize: Callable[..., None] = super().__init__
            initialize(*args, **options)
            adopt(pool_of(self), state, AsyncLocalConnection)

    return Redis


@contextmanager
def patch(store: Store = None) -> Iterator[CoreRedis[str]]:
    """Let the clients that code makes with redis-py lead to a store in this process.

    Within the block ``redis.Redis``, ``redis.StrictRedis`` and ``redis.from_url``,
    and those of ``redis.asyncio``, are replaced; names that were imported from
    there before stay what they are. Each block has a fresh store in memory
    unless it is given one; the value is a redipy client of that store. Works as
    a decorator, too.

    Raises BackendError as :func:`Redis` does.
    """
    state = state_of(store)
    own, own_async = _client_class(state), _async_client_class(state)
    replaced: list[tuple[ModuleType, str, object]] = [
        (module, name, new)
        for module, new in (
            *((redis, own), (redis.client, own)),
            *((redis.asyncio, own_async), (redis.asyncio.client, own_async)),
        )
        for name in ("Redis", "StrictRedis")
    ]
    replaced += [(redis, "from_url", own.from_url)]
    replaced += [(redis.asyncio, "from_url", own_async.from_url)]
    before = [(module, name, getattr(module, name)) for module, name, _ in replaced]
    try:
        for module, name, new in replaced:
            setattr(module, name, new)
        yield CoreRedis(rt=state.runtime)
    finally:
        for module, name, old in before:
            setattr(module, name, old)
