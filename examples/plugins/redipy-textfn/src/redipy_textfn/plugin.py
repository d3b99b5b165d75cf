"""What the distribution adds to redipy."""

from __future__ import annotations

from collections.abc import Sequence

from redipy.plugin import LuaGeneralPatch, LuaHelper, ScriptFunctionSpec, hookimpl
from redipy_textfn.functions import FUNCTIONS, HELPERS, PATCHES

REDIPY_PLUGIN_API = 1


@hookimpl
def redipy_script_functions() -> Sequence[ScriptFunctionSpec]:
    """The functions."""
    return FUNCTIONS


@hookimpl
def redipy_lua_helpers() -> Sequence[LuaHelper]:
    """The same in Lua."""
    return HELPERS


@hookimpl
def redipy_lua_general_patches() -> Sequence[LuaGeneralPatch]:
    """What Lua does in place."""
    return PATCHES
