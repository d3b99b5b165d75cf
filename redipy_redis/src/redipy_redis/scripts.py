"""Scripts on a server: compiled once, known there by their digest."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from types import ModuleType
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from redipy_core.command import Command
from redipy_core.errors import PluginError, ResponseError, without_prefix
from redipy_core.functions import (
    LuaGeneralPatch,
    LuaHelper,
    LuaRedisPatch,
    ScriptFunctionSpec,
    ScriptValue,
)
from redipy_core.json_values import to_python
from redipy_core.local_plugins import add_declarations, declared_in
from redipy_core.plugins import Plugins
from redipy_core.portable import portable_commands
from redipy_core.replies import Edge
from redipy_redis.faults import Named
from redipy_redis.scoped import LuaText
from redipy_redis.script_calls import (
    Abilities,
    Library,
    Steps,
    call_function,
    evaluate,
    operands,
)

if TYPE_CHECKING:
    from redipy_core.script import ScriptCall
    from redipy_core.tree import Script
    from redipy_redis.lua import LuaScript

_RUNNING: Final = Named("script", False)
_READING: Final = Named("script", True)
_NONE: Final[frozenset[Command]] = frozenset()
_KEPT: Final = 1024
"""How many compiled scripts are kept; the one compiled first goes first."""


@dataclass(frozen=True)
class Prepared:
    """A compiled script."""

    tree: Script
    script: LuaScript
    lua: LuaText
    library: Library | None = None
    function: LuaScript | None = None
    """The script as the library's function."""

    @property
    def purpose(self) -> Named:
        """What a run is for: reading again does no harm."""
        return _READING if self.script.reads_only else _RUNNING

    def steps(self, edge: Edge, call: ScriptCall, abilities: Abilities) -> Steps:
        """The requests that run it; they end with the reply."""
        given = operands(*self.script.arguments(edge.prefix, call.keys, call.args))
        if self.library is not None:
            return call_function(self.library, given, abilities)
        return evaluate(self.lua, given, abilities)

    def error(self, line: str, edge: Edge) -> ResponseError:
        """The error for a line of a server's, as the client's user knows it."""
        in_function = self.function is not None and "@user_function:" in line
        script = self.function if in_function else self.script
        assert script is not None
        return without_prefix(script.error(line), edge.prefix)

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
        self._portable: WeakKeyDictionary[Script, frozenset[Command]] = (
            WeakKeyDictionary()
        )

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
        found = self._portable.get(tree)
        if found is None:
            found = portable_commands(tree, self._plugins.table)
            self._portable[tree] = found
        return found

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

        compiled = partial(
            compile_script,
            tree,
            self._functions(),
            self._plugins.table,
            general_patches=self._general_patches,
            redis_patches=self._redis_patches,
            helpers=self._helpers,
            missing=missing,
        )
        script = compiled()
        lua = LuaText.of(script.source, reads_only=script.reads_only)
        if tree.library is None:
            return Prepared(tree, script, lua)
        name = f"{tree.library}_{lua.sha.decode()[:12]}"
        function = compiled(function=name)
        library = Library(
            tree.library.encode(), name.encode(), function.source.encode(), lua
        )
        return Prepared(tree, script, lua, library, function)
