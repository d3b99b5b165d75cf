"""What the distribution adds to redipy."""

from __future__ import annotations

from collections.abc import Sequence

from redipy.plugin import (
    CommandGroup,
    LuaHelper,
    ScriptFunctionSpec,
    hookimpl,
)
from redipy_bloom.functions import FUNCTIONS, HELPERS
from redipy_bloom.groups import Bloom

REDIPY_PLUGIN_API = 1
"""The hooks that this was written for. Not taken from redipy, whose own may be newer."""


@hookimpl
def redipy_commands() -> Sequence[CommandGroup]:
    """The commands, as the group ``bf``."""
    return [Bloom]


@hookimpl
def redipy_memory_behaviours() -> Sequence[object]:
    """What they do on the memory engine."""
    from redipy_bloom import memory
    from redipy_memory.behaviour import behaviours_of

    return behaviours_of(memory)


@hookimpl
def redipy_script_functions() -> Sequence[ScriptFunctionSpec]:
    """What the portable scripts call."""
    return FUNCTIONS


@hookimpl
def redipy_lua_helpers() -> Sequence[LuaHelper]:
    """The same in Lua."""
    return HELPERS
