"""Portable Redis scripts, written in Python."""

from redipy_scripts.context import Block, FnContext
from redipy_scripts.expressions import (
    Action,
    CallFn,
    Constant,
    Expression,
    KeyVariable,
    Operand,
    RedisFn,
    Variable,
    not_,
)
from redipy_scripts.functions import (
    FindFn,
    FromJSON,
    LogFn,
    LogLevel,
    Strs,
    ToIntStr,
    ToJSON,
    ToNum,
    ToStr,
    TypeStr,
)
from redipy_scripts.structures import (
    RedisHash,
    RedisKey,
    RedisList,
    RedisSet,
    RedisSortedSet,
    RedisVar,
)

__all__ = [
    "Action",
    "Block",
    "CallFn",
    "Constant",
    "Expression",
    "FindFn",
    "FnContext",
    "FromJSON",
    "KeyVariable",
    "LogFn",
    "LogLevel",
    "Operand",
    "RedisFn",
    "RedisHash",
    "RedisKey",
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
    "Variable",
    "not_",
]
