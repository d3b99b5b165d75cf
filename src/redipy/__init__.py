"""One typed Redis API over interchangeable stores.

::

    import redipy

    r = redipy.Redis()                                # in this process
    r = redipy.Redis(host="localhost", port=6379)     # on a server
    r.set_value("greeting", "hello")
    r.get_value("greeting")

Scripts are in :mod:`redipy.script`, the asyncio client in
:mod:`redipy.asyncio`, ready-made structures in :mod:`redipy.helpers`, and what
plugins need in :mod:`redipy.plugin`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from redipy.client import Redis
from redipy_core.backend import Runtime
from redipy_core.client import Redis as RedisClientAPI
from redipy_core.errors import (
    ArgumentError,
    BackendError,
    CommandError,
    ConnectionLostError,
    RedipyError,
    RequestTimeoutError,
    ResponseError,
    ScriptError,
    WrongTypeError,
)
from redipy_core.faces import PipelineAPI, RedisAPI
from redipy_core.modes import (
    REX_ALWAYS,
    REX_EARLIER,
    REX_EXPIRE,
    REX_LATER,
    REX_PERSIST,
    RSM_ALWAYS,
    RSM_EXISTS,
    RSM_MISSING,
    KeyType,
    RExpireMode,
    RSetMode,
    as_key_type,
)
from redipy_core.script import ScriptFunction as ExecFunction

if TYPE_CHECKING:
    from redipy_memory import LocalRuntime
    from redipy_redis import RedisConfig, RedisConnection

__version__ = "1.0.0"

__all__ = [
    "REX_ALWAYS",
    "REX_EARLIER",
    "REX_EXPIRE",
    "REX_LATER",
    "REX_PERSIST",
    "RSM_ALWAYS",
    "RSM_EXISTS",
    "RSM_MISSING",
    "ArgumentError",
    "BackendError",
    "CommandError",
    "ConnectionLostError",
    "ExecFunction",
    "KeyType",
    "LocalRuntime",
    "PipelineAPI",
    "RExpireMode",
    "RSetMode",
    "RedipyError",
    "Redis",
    "RedisAPI",
    "RedisClientAPI",
    "RedisConfig",
    "RedisConnection",
    "RequestTimeoutError",
    "ResponseError",
    "Runtime",
    "ScriptError",
    "WrongTypeError",
    "__version__",
    "as_key_type",
]

# Backends are imported when somebody asks: a program that never talks to a
# server need not load what does.
_LAZY = {
    "LocalRuntime": "redipy_memory",
    "RedisConfig": "redipy_redis",
    "RedisConnection": "redipy_redis",
}


def __getattr__(name: str) -> object:
    module = _LAZY.get(name)
    if module is None:
        raise AttributeError(f"module 'redipy' has no attribute {name!r}")
    return getattr(import_module(module), name)
