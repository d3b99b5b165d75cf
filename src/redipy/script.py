"""Writing scripts that run atomically, with the same meaning, on every backend."""

from redipy_core.script import JSONType
from redipy_core.script import ScriptFunction as ExecFunction
from redipy_scripts import (
    CallFn,
    Constant,
    FindFn,
    FnContext,
    FromJSON,
    LogFn,
    LogLevel,
    RedisFn,
    RedisHash,
    RedisList,
    RedisSet,
    RedisSortedSet,
    RedisVar,
    Strs,
    ToIntStr,
    ToJSON,
    ToNum,
    ToStr,
    TypeStr,
)

__all__ = [
    "CallFn",
    "Constant",
    "ExecFunction",
    "FindFn",
    "FnContext",
    "FromJSON",
    "JSONType",
    "LogFn",
    "LogLevel",
    "RedisFn",
    "RedisHash",
    "RedisList",
    "RedisSet",
    "RedisSortedSet",
    "RedisVar",
    "Strs",
    "ToIntStr",
    "ToJSON",
    "ToNum",
    "ToStr",
    "TypeStr",
]
