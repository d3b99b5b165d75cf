"""What the package adds: the ``redis`` backend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from redipy_core.backend import BackendSpec
from redipy_core.hookspecs import hookimpl

if TYPE_CHECKING:
    from redipy_core.plugins import Plugins
    from redipy_redis.runtime import RedisRuntime


def make_redis(
    plugins: Plugins, *, url: str | None = None, **options: object
) -> RedisRuntime:
    """A runtime for a server; it connects with its first call.

    The options are those of :class:`~redipy_redis.config.RedisConfig`, and
    ``cfg``, a mapping of them. Raises BackendError for an option that is
    unknown or of the wrong type, and for a URL that cannot be read.
    """
    # Importing redis-py takes longer than most programs' first calls.
    from redipy_redis.connection import RedisConnection
    from redipy_redis.runtime import RedisRuntime

    return RedisRuntime(RedisConnection(url, **options), plugins)


@hookimpl
def redipy_backends() -> list[BackendSpec]:
    """A Redis server, reached by TCP, TLS or a unix socket."""
    return [
        BackendSpec(
            name="redis",
            make=make_redis,
            schemes=("redis", "rediss", "unix"),
            selected_by=frozenset({"host", "port", "passwd", "cfg"}),
        )
    ]
