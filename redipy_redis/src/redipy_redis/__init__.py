"""The backend for a Redis server.

redis-py is imported when the first of these names is used, not before.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from redipy_redis.config import RedisConfig
    from redipy_redis.connection import RedisConnection
    from redipy_redis.runtime import RedisRuntime

__all__ = ["RedisConfig", "RedisConnection", "RedisRuntime"]

_HOMES = {
    "RedisConfig": "redipy_redis.config",
    "RedisConnection": "redipy_redis.connection",
    "RedisRuntime": "redipy_redis.runtime",
}


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return [*globals(), *_HOMES]
