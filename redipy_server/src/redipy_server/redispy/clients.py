"""redis-py's clients over any backend, in this process."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Lock
from typing import Final, Protocol, TypeAlias, cast
from weakref import WeakValueDictionary

import redis.asyncio

import redis
from redipy_core.backend import Runtime
from redipy_core.client import ClientBase
from redipy_core.connect import runtime_from_url
from redipy_core.errors import BackendError
from redipy_server.options import Options
from redipy_server.redispy.connection import LocalConnection
from redipy_server.redispy.tasks import AsyncLocalConnection
from redipy_server.state import ServerState

Store = str | Runtime | ClientBase[str] | ClientBase[bytes] | None
"""A URL, a runtime, or a client of redipy; None for a fresh store in memory."""

RedisPy: TypeAlias = redis.Redis
AsyncRedisPy: TypeAlias = redis.asyncio.Redis

_ABOUT_ADDRESSES: Final = frozenset(
    {"host", "port", "path", "socket_type", "socket_keepalive"}
    | {"socket_keepalive_options", "username", "password", "credential_provider"}
)
"""Options of connections that say where a server is and who may enter."""


class Pool(Protocol):
    """What is needed of redis-py's pools of connections."""

    connection_class: type[object]
    connection_kwargs: dict[str, object]


_states: WeakValueDictionary[Runtime, ServerState] = WeakValueDictionary()
_states_lock = Lock()


def state_of(store: Store) -> ServerState:
    """What the clients of one store share; BackendError if there is no such store."""
    if isinstance(store, ClientBase):
        if store.prefix:
            raise BackendError(
                "the client has a prefix, which redis-py's keys would not get:"
                " give a client without one, or a runtime"
            )
        store = store.get_runtime()
    if not isinstance(store, Runtime):
        return ServerState(runtime_from_url(store or "memory://", {}, None), Options())
    with _states_lock:
        found = _states.get(store)
        if found is None:
            found = _states[store] = ServerState(store, Options())
    return found


def pool_of(client: redis.Redis | redis.asyncio.Redis) -> Pool:
    """A client's pool of connections."""
    return cast(Pool, client.connection_pool)


def adopt(pool: Pool, state: ServerState, connection: type[object]) -> None:
    """Let a pool make connections to a store in this process from now on."""
    if "redipy_state" in pool.connection_kwargs:
        return
    kept = {
        name: value
        for name, value in pool.connection_kwargs.items()
        if name not in _ABOUT_ADDRESSES
        and not name.startswith(("ssl_", "maint_notifications_", "orig_"))
    }
    pool.connection_class = connection
    pool.connection_kwargs = {**kept, "redipy_state": state}


def begin(
    initialize: Callable[..., None],
    pool: Callable[[], Pool],
    state: ServerState,
    args: tuple[object, ...],
    options: dict[str, object],
) -> None:
    """Initialize a client of threads so that its pool leads to a store.

    A client of a single connection opens it at once: that comes after.
    """
    single = options.pop("single_connection_client", False)
    initialize(*args, **options)
    adopt(pool(), state, LocalConnection)
    if single:
        initialize(connection_pool=pool(), single_connection_client=True)


def Redis(store: Store = None, /, **options: object) -> redis.Redis:  # noqa: N802  # stands for the class
    """A client of redis-py's over a backend in this process.

    ``store`` is a URL, a runtime or a client of redipy; without it the client
    gets a fresh store in memory. The options are redis-py's; those that say
    where a server is and who may enter mean nothing here. Clients that are made
    of one runtime see each other (CLIENT LIST).

    Raises BackendError for a store that there is not, and for a client with a
    prefix.
    """
    client = RedisPy.__new__(RedisPy)
    initialize = partial(RedisPy.__init__, client)
    begin(initialize, partial(pool_of, client), state_of(store), (), options)
    return client


def AsyncRedis(store: Store = None, /, **options: object) -> redis.asyncio.Redis:  # noqa: N802  # stands for the class
    """As :func:`Redis`, for asyncio."""
    state = state_of(store)
    client = AsyncRedisPy(**options)  # type: ignore[arg-type]  # redis-py checks them
    adopt(pool_of(client), state, AsyncLocalConnection)
    return client
