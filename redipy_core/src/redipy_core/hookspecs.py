"""The hooks that a plugin may implement.

A plugin is an installed distribution with an entry point in the group
``redipy`` that names a module or an object. Every hook takes nothing and
returns a list of declarations::

    from redipy.plugin import hookimpl

    @hookimpl
    def redipy_commands():
        return commands_of(my_commands)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from redipy_core.backend import BackendSpec
    from redipy_core.command import Command
    from redipy_core.functions import (
        LuaGeneralPatch,
        LuaHelper,
        LuaRedisPatch,
        ScriptFunctionSpec,
    )
    from redipy_core.groups import CommandGroup

GROUP = "redipy"
"""The entry-point group, and the name of the plugin framework."""

PLUGIN_API = 1
"""The version of these hooks. A plugin may state the one it was written for as
``REDIPY_PLUGIN_API``; another version is refused."""

hookspec = pluggy.HookspecMarker(GROUP)
hookimpl = pluggy.HookimplMarker(GROUP)


@hookspec
def redipy_commands() -> Sequence[Command | CommandGroup]:  # type: ignore[empty-body]  # a hook's specification has none
    """Commands and groups of them: what they are called, take and answer."""


@hookspec
def redipy_memory_behaviours() -> Sequence[object]:  # type: ignore[empty-body]
    """What commands do on the memory engine (``redipy_memory.behaviour.Behaviour``)."""


@hookspec
def redipy_backends() -> Sequence[BackendSpec]:  # type: ignore[empty-body]
    """Backends: name, URL schemes, how to make one, what selects it."""


@hookspec
def redipy_script_functions() -> Sequence[ScriptFunctionSpec]:  # type: ignore[empty-body]
    """Functions that scripts may call by name, with their Python body."""


@hookspec
def redipy_lua_redis_patches() -> Sequence[LuaRedisPatch]:  # type: ignore[empty-body]
    """How the Lua compiler writes a Redis call in a script."""


@hookspec
def redipy_lua_general_patches() -> Sequence[LuaGeneralPatch]:  # type: ignore[empty-body]
    """How the Lua compiler writes a call of a script function."""


@hookspec
def redipy_lua_helpers() -> Sequence[LuaHelper]:  # type: ignore[empty-body]
    """Lua functions that patches use; written out only where they are used."""


@hookspec
def redipy_server_commands() -> Sequence[Command]:  # type: ignore[empty-body]
    """Commands that a server carries out itself: their functions take its session."""
