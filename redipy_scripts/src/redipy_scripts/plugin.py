"""What this distribution adds: the standard functions of scripts."""

from __future__ import annotations

from collections.abc import Sequence

from redipy_core.functions import (
    LuaGeneralPatch,
    LuaHelper,
    LuaRedisPatch,
    ScriptFunctionSpec,
)
from redipy_core.hookspecs import hookimpl
from redipy_scripts.functions import STANDARD_FUNCTIONS
from redipy_scripts.helpers import STANDARD_HELPERS
from redipy_scripts.patches import REDIS_PATCHES, STANDARD_PATCHES
from redipy_scripts.python.functions import PYTHON_FUNCTIONS
from redipy_scripts.python.helpers import PYTHON_HELPERS


@hookimpl
def redipy_script_functions() -> Sequence[ScriptFunctionSpec]:
    """The standard functions, and what Python's operators and methods do."""
    return (*STANDARD_FUNCTIONS, *PYTHON_FUNCTIONS)


@hookimpl
def redipy_lua_redis_patches() -> Sequence[LuaRedisPatch]:
    """Nothing: the commands' declarations are enough."""
    return REDIS_PATCHES


@hookimpl
def redipy_lua_general_patches() -> Sequence[LuaGeneralPatch]:
    """The standard functions that need no call in Lua."""
    return STANDARD_PATCHES


@hookimpl
def redipy_lua_helpers() -> Sequence[LuaHelper]:
    """The same in Lua."""
    return (*STANDARD_HELPERS, *PYTHON_HELPERS)
