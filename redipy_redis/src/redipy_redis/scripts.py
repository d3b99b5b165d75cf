"""Scripts on a server: compiled once, known there by their digest."""

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING, Final

from redipy_core.command import Command
from redipy_core.errors import PluginError
from redipy_core.functions import (
    LuaGeneralPatch,
    LuaHelper,
    LuaRedisPatch,
    ScriptFunctionSpec,
    ScriptValue,
)
from redipy_core.local_plugins import add_declarations, declared_in
from redipy_core.plugins import Plugins
from redipy_core.portable import portable_commands
from redipy_core.replies import Edge
from redipy_core.script import to_python
from redipy_redis.scoped import LuaText

if TYPE_CHECKING:
    from redipy_core.tree import Script
    from redipy_redis.lua import LuaScript

_NONE: Final[frozenset[Command]] = frozenset()
_KEPT: Final = 1024
"""How many compiled scripts are kept; the one compiled first goes first."""


@dataclass(frozen=True)
class Prepared:
    """A compiled script."""

    tree: Script
    script: LuaScript
    lua: LuaText

    def result(self, reply: object, edge: Edge) -> object:
        """The result for a client's edge."""
        return to_python(self.script.result(reply), decoded=edge.decode)


def _only_in_lua(*args: ScriptValue) -> ScriptValue:
    """Stands for a function that was added to this runtime alone."""
    raise PluginError(f"a function of Lua was called from Python with {args!r}")


class Scripts:
    """The scripts that were compiled, by their tree."""

    def __init__(self, plugins: Plugins) -> None:
        self._plugins = plugins
        self._redis_patches = dict(plugins.lua_redis_patches)
        self._general_patches = dict(plugins.lua_general_patches)
        self._helpers = dict(plugins.lua_helpers)
        # By identity: to hash a tree is to walk it.
        self._prepared: dict[tuple[int, frozenset[Command]], Prepared] = {}
        self._has_portable = any(c.portable is not None for c in plugins.table)

    def prepared(
        self, tree: Script, missing: frozenset[Command] | None = None
    ) -> Prepared:
        """The compiled script; ArgumentError for what cannot run.

        ``missing`` are the commands that the server does not have: they are
        written out as the scripts that they are. None: all that can be.
        """
        if missing is None:
            missing = self.portable_in(tree)
        key = id(tree), missing
        found = self._prepared.get(key)
        if found is None:
            found = self._compile(tree, missing)
            if len(self._prepared) >= _KEPT:
                self._prepared.pop(next(iter(self._prepared)), None)
            self._prepared[key] = found
        return found

    def portable_in(self, tree: Script) -> frozenset[Command]:
        """The commands with a portable behaviour that a script may call."""
        if not self._has_portable:
            return _NONE
        return portable_commands(tree, self._plugins.table)

    def add_redis_patch_plugin(self, module: ModuleType) -> None:
        """Rewrite Redis calls in this runtime's scripts as a module declares."""
        found = declared_in(module, LuaRedisPatch)
        add_declarations(self._redis_patches, found, "Lua patch of a command")

    def add_general_patch_plugin(self, module: ModuleType) -> None:
        """Rewrite calls of script functions as a module declares."""
        found = declared_in(module, LuaGeneralPatch)
        add_declarations(self._general_patches, found, "Lua patch of a function")

    def add_helper_function_plugin(self, module: ModuleType) -> None:
        """Add the Lua helper functions that a module declares."""
        found = declared_in(module, LuaHelper)
        add_declarations(self._helpers, found, "Lua helper")

    def _functions(self) -> dict[str, ScriptFunctionSpec]:
        """The functions that scripts may call, those known only in Lua included."""
        only_here: dict[str, tuple[int, int | None]] = {
            **dict.fromkeys(self._general_patches, (0, None)),
            **{h.name: (len(h.params), len(h.params)) for h in self._helpers.values()},
        }
        return {
            **{
                name: ScriptFunctionSpec(name, arity, _only_in_lua)
                for name, arity in only_here.items()
            },
            **self._plugins.script_functions,
        }

    def _compile(self, tree: Script, missing: frozenset[Command]) -> Prepared:
        # A program without scripts does not load the compiler.
        from redipy_redis.lua import compile_script

        script = compile_script(
            tree,
            self._functions(),
            self._plugins.table,
            general_patches=self._general_patches,
            redis_patches=self._redis_patches,
            helpers=self._helpers,
            missing=missing,
        )
        return Prepared(tree, script, LuaText.of(script.source))
