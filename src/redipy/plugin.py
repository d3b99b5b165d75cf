"""What the authors of plugins need.

A plugin is an installed distribution with an entry point in the group
``redipy`` that names a module with hook implementations; each takes nothing and
returns a list of declarations. For use in code, without a distribution, there
are base classes by kind, which are added to one runtime.
"""

from redipy_core import replies
from redipy_core.backend import BackendSpec, PipelineQueue, Runtime
from redipy_core.command import Call, Command, command, command_of, commands_of
from redipy_core.errors import (
    BackendError,
    CommandError,
    PluginError,
    ScriptError,
    WrongTypeError,
)
from redipy_core.functions import (
    LuaCode,
    LuaGeneralPatch,
    LuaHelper,
    LuaOperand,
    LuaRedisPatch,
    RedisFunctionSpec,
    ScriptFunctionSpec,
    ScriptValue,
)
from redipy_core.groups import CommandGroup
from redipy_core.hookspecs import PLUGIN_API, hookimpl
from redipy_core.kinds import Kind
from redipy_core.local_plugins import LocalGeneralFunction, LocalRedisFunction
from redipy_core.plugins import Plugins, PluginWarning
from redipy_core.replies import Reply
from redipy_core.script import ScriptSource
from redipy_core.text import Key, Text, Value

HelperFunction = LuaHelper

__all__ = [
    "PLUGIN_API",
    "BackendError",
    "BackendSpec",
    "Call",
    "Command",
    "CommandError",
    "CommandGroup",
    "HelperFunction",
    "Key",
    "Kind",
    "LocalGeneralFunction",
    "LocalRedisFunction",
    "LuaCode",
    "LuaGeneralPatch",
    "LuaHelper",
    "LuaOperand",
    "LuaRedisPatch",
    "PipelineQueue",
    "PluginError",
    "PluginWarning",
    "Plugins",
    "RedisFunctionSpec",
    "Reply",
    "Runtime",
    "ScriptError",
    "ScriptFunctionSpec",
    "ScriptSource",
    "ScriptValue",
    "Text",
    "Value",
    "WrongTypeError",
    "command",
    "command_of",
    "commands_of",
    "hookimpl",
    "replies",
]
