"""The connections to one server, for threads and for event loops."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol, TypeAlias, TypeVar, cast

import redis.asyncio
import redis.asyncio.connection
import redis.asyncio.retry
import redis.connection
import redis.retry
from redis.backoff import NoBackoff

import redis
from redipy_core.errors import BackendError
from redipy_redis.config import Settings, read_settings
from redipy_redis.faults import Purpose, keeping_lines
from redipy_redis.links import LinkPool, Read, SyncConnection
from redipy_redis.links_async import AsyncConnection, AsyncLinkPool, AsyncRead

R = TypeVar("R")

SyncPool: TypeAlias = redis.ConnectionPool
AsyncPool: TypeAlias = redis.asyncio.ConnectionPool

_UNLIMITED = 2**31
"""For what redis-py counts; calls are bounded by our own pools."""

_Parser = keeping_lines(redis.connection.DefaultParser)
_AsyncParser = keeping_lines(redis.asyncio.connection.DefaultParser)


class RedisConnection:
    """Connections to one server, made when they are needed.

    ``url`` is what redis-py takes (``redis://``, ``rediss://``, ``unix://``);
    the options are those of :class:`~redipy_redis.config.RedisConfig`, together
    as ``cfg`` or one by one. Threads share one set of connections, each event
    loop has its own, which closes when the loop ends.

    Raises BackendError for an option that is unknown or of the wrong type, and
    for a URL that cannot be read. Works with redis-py 5.0.1 and later.
    """

    def __init__(self, url: str | None = None, **options: object) -> None:
        self._setup(read_settings(url, options))

    def on_database(self, index: int) -> RedisConnection:
        """Connections of their own to another database of the same server."""
        made = RedisConnection.__new__(RedisConnection)
        made._setup(replace(self.settings, database=index))
        return made

    def _setup(self, settings: Settings) -> None:
        self.settings = settings
        self._pool = _sync_pool(self.settings)
        self.address = _address(self._pool.connection_kwargs)
        self._client: redis.Redis = redis.Redis(connection_pool=self._pool)
        self._calls = self._links(patient=False)
        self._patient = self._links(patient=True)
        self._loops: dict[asyncio.AbstractEventLoop, LoopConnections] = {}

    def _links(self, *, patient: bool) -> LinkPool:
        make = partial(_new_connection, cast(_Pool, self._pool), patient)
        return LinkPool(
            cast(Callable[[], SyncConnection], make),
            self.address,
            self.settings.max_connections,
            self.settings.pool_timeout,
        )

    # -- for threads --------------------------------------------------------------

    def transactor(
        self, *, patient: bool = False
    ) -> Callable[[bytes, Callable[[Read], R], Purpose], R]:
        """The function that sends packed commands and receives their replies.

        See :meth:`~redipy_redis.links.LinkPool.transact`. A ``patient`` one
        waits for replies without a limit, for blocking commands.
        """
        return (self._patient if patient else self._calls).transact

    @property
    def links(self) -> LinkPool:
        """The connections for calls, to lend one."""
        return self._calls

    def client(self) -> redis.Redis:
        """A redis-py client with connections of its own; replies are ``bytes``."""
        return self._client

    @contextmanager
    def get_connection(self) -> Iterator[redis.Redis]:
        """The redis-py client behind the backend, for what redipy has no word for.

        Keys are sent as they are and replies are ``bytes``. It does not repeat
        calls by itself. redis-py's exceptions are raised.
        """
        yield self._client

    def close(self) -> None:
        """Close the connections for threads; those in use when their call is over."""
        self._calls.close()
        self._patient.close()
        self._pool.disconnect(inuse_connections=False)

    # -- for event loops ------------------------------------------------------------

    async def transact_async(
        self,
        packed: bytes,
        receive: Callable[[AsyncRead], Awaitable[R]],
        purpose: Purpose,
        *,
        patient: bool = False,
    ) -> R:
        """As :meth:`transactor`, on the running event loop's connections."""
        here = self._loops.get(asyncio.get_running_loop()) or await self._open()
        links = here.patient if patient else here.calls
        return await links.transact(packed, receive, purpose)

    async def links_async(self) -> AsyncLinkPool:
        """The running event loop's connections for calls, to lend one."""
        here = self._loops.get(asyncio.get_running_loop()) or await self._open()
        return here.calls

    async def client_async(self) -> redis.asyncio.Redis:
        """The redis-py client of the running event loop; replies are ``bytes``."""
        here = self._loops.get(asyncio.get_running_loop()) or await self._open()
        return here.client

    async def _open(self) -> LoopConnections:
        """The connections of the running event loop, made at first use."""
        for loop in list(self._loops):
            if loop.is_closed():
                self._loops.pop(loop, None)
        loop = asyncio.get_running_loop()
        here = LoopConnections.make(self.settings, self.address)
        self._loops[loop] = here
        await here.keep(partial(self._loops.pop, loop, None))
        return here

    async def close_async(self) -> None:
        """Close the connections of the running event loop."""
        here = self._loops.pop(asyncio.get_running_loop(), None)
        if here is not None:
            await here.close()


@dataclass
class LoopConnections:
    """What belongs to one event loop."""

    calls: AsyncLinkPool
    patient: AsyncLinkPool
    client: redis.asyncio.Redis
    pool: AsyncPool
    keeper: AsyncGenerator[None, None] | None = None

    @classmethod
    def make(cls, settings: Settings, address: str) -> LoopConnections:
        """Connections for the running loop; none is opened yet."""
        pool = _async_pool(settings)

        def links(patient: bool) -> AsyncLinkPool:
            make = partial(_new_connection, cast(_Pool, pool), patient)
            return AsyncLinkPool(
                cast(Callable[[], AsyncConnection], make),
                address,
                settings.max_connections,
                settings.pool_timeout,
            )

        client = redis.asyncio.Redis(connection_pool=pool)
        return cls(links(False), links(True), client, pool)

    async def keep(self, forget: Callable[[], object]) -> None:
        """Let the loop close the connections before it ends.

        A loop closes the asynchronous generators that began in it, as
        ``asyncio.run`` does at its end.
        """

        async def keeper() -> AsyncGenerator[None, None]:
            try:
                yield
            finally:
                forget()
                await self._disconnect()

        self.keeper = keeper()
        await anext(self.keeper)

    async def close(self) -> None:
        """Close the connections, those in use when their call is over."""
        if self.keeper is not None:
            await self.keeper.aclose()

    async def _disconnect(self) -> None:
        await self.calls.close()
        await self.patient.close()
        with suppress(redis.RedisError, OSError):
            await self.pool.disconnect(inuse_connections=False)


# -- redis-py's pools --------------------------------------------------------------


def _sync_pool(settings: Settings) -> SyncPool:
    arguments = {
        **settings.arguments,
        "parser_class": _Parser,
        "retry": redis.retry.Retry(NoBackoff(), 0),
    }
    if settings.path is not None:
        arguments["connection_class"] = redis.UnixDomainSocketConnection
    elif settings.tls:
        arguments["connection_class"] = redis.SSLConnection
    return cast(SyncPool, _built(redis.ConnectionPool, settings, arguments))


def _async_pool(settings: Settings) -> AsyncPool:
    arguments = {
        **settings.arguments,
        "parser_class": _AsyncParser,
        "retry": redis.asyncio.retry.Retry(NoBackoff(), 0),
    }
    if settings.path is not None:
        arguments["connection_class"] = redis.asyncio.UnixDomainSocketConnection
    elif settings.tls:
        arguments["connection_class"] = redis.asyncio.SSLConnection
    pool = _built(redis.asyncio.ConnectionPool, settings, arguments)
    return cast(AsyncPool, pool)


class _PoolClass(Protocol):
    def __call__(self, **arguments: object) -> _Pool: ...

    def from_url(self, url: str, **arguments: object) -> _Pool: ...


class _Pool(Protocol):
    connection_class: Callable[..., object]
    connection_kwargs: dict[str, object]


def _built(
    pool_class: object, settings: Settings, arguments: dict[str, object]
) -> _Pool:
    """A pool of redis-py; BackendError if it does not understand its arguments."""
    arguments |= {"protocol": 2, "max_connections": _UNLIMITED}
    make, url = cast(_PoolClass, pool_class), settings.url
    try:
        pool = make(**arguments) if url is None else make.from_url(url, **arguments)
        if settings.database is not None:
            pool.connection_kwargs["db"] = settings.database
        _new_connection(pool, patient=False)
    except (TypeError, ValueError, redis.RedisError) as error:
        raise BackendError(
            f"the redis backend's options do not fit: {error}"
        ) from error
    return pool


def _new_connection(pool: _Pool, patient: bool) -> object:
    """A connection that is not connected yet."""
    arguments = dict(pool.connection_kwargs)
    if patient:
        arguments["socket_timeout"] = None
    return pool.connection_class(**arguments)


def _address(arguments: dict[str, object]) -> str:
    """Where the server is, for messages."""
    path = arguments.get("path")
    if path is not None:
        return str(path)
    return f"{arguments.get('host', 'localhost')}:{arguments.get('port', 6379)}"
