"""Scripts as Python functions: they are read, and become the same script tree."""

from redipy_scripts.python.function import PythonScript, function
from redipy_scripts.python.keys import (
    Handle,
    Key,
    RedisBitmap,
    RedisGeo,
    RedisHash,
    RedisHyperLogLog,
    RedisKey,
    RedisList,
    RedisSet,
    RedisSortedSet,
    RedisStream,
    RedisVar,
)
from redipy_scripts.python.source import ScriptSyntaxError

__all__ = [
    "Handle",
    "Key",
    "PythonScript",
    "RedisBitmap",
    "RedisGeo",
    "RedisHash",
    "RedisHyperLogLog",
    "RedisKey",
    "RedisList",
    "RedisSet",
    "RedisSortedSet",
    "RedisStream",
    "RedisVar",
    "ScriptSyntaxError",
    "function",
]
