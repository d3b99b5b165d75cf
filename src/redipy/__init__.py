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

if TYPE_CHECKING:
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

# What is here is imported when it is first used: a program that only asks for the
# version, or starts another, need not load the declarations of all commands.
_HOME = {
    "redipy.client": ("Redis",),
    "redipy_core.backend": ("Runtime",),
    "redipy_core.client": ("RedisClientAPI",),
    "redipy_core.errors": (
        *("ArgumentError", "BackendError", "CommandError", "ConnectionLostError"),
        *("RedipyError", "RequestTimeoutError", "ResponseError", "ScriptError"),
        "WrongTypeError",
    ),
    "redipy_core.faces": ("PipelineAPI", "RedisAPI"),
    "redipy_core.modes": (
        *("REX_ALWAYS", "REX_EARLIER", "REX_EXPIRE", "REX_LATER", "REX_PERSIST"),
        *("RSM_ALWAYS", "RSM_EXISTS", "RSM_MISSING", "KeyType", "RExpireMode"),
        *("RSetMode", "as_key_type"),
    ),
    "redipy_core.script": ("ExecFunction",),
    "redipy_memory": ("LocalRuntime",),
    "redipy_redis": ("RedisConfig", "RedisConnection"),
}
_MODULES = {name: module for module, names in _HOME.items() for name in names}
_NAMED_OTHERWISE = {"RedisClientAPI": "Redis", "ExecFunction": "ScriptFunction"}


def __getattr__(name: str) -> object:
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module 'redipy' has no attribute {name!r}")
    value = getattr(import_module(module), _NAMED_OTHERWISE.get(name, name))
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
