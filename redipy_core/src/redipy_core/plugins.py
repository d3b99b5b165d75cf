"""The plugin manager: what installed distributions add, by kind and name."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Generic, Protocol, TypeVar, cast

import importlib_metadata
import pluggy

from redipy_core import hookspecs
from redipy_core.backend import BackendSpec
from redipy_core.binder import CommandTable
from redipy_core.command import Command
from redipy_core.errors import PluginError
from redipy_core.functions import (
    LuaGeneralPatch,
    LuaHelper,
    LuaRedisPatch,
    ScriptFunctionSpec,
)
from redipy_core.hookspecs import GROUP, PLUGIN_API

D = TypeVar("D")

BLOCK_VARIABLE = "REDIPY_BLOCK_PLUGINS"
"""Environment variable: names of distributions to leave out, comma separated."""


@dataclass(frozen=True)
class Source:
    """Where a declaration comes from."""

    distribution: str
    version: str
    plugin: str

    def __str__(self) -> str:
        return f"{self.distribution} {self.version}".rstrip()


@dataclass(frozen=True)
class BrokenPlugin:
    """A plugin that cannot be used, and why."""

    source: Source
    reason: str

    def __str__(self) -> str:
        return f"{self.source} ({self.source.plugin}): {self.reason}"


class Declarations(Mapping[str, D], Generic[D]):
    """Declarations of one kind by name, with the distribution of each."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._items: dict[str, D] = {}
        self._sources: dict[str, Source] = {}

    def add(self, name: str, item: D, source: Source) -> None:
        """Add a declaration; PluginError naming both if the name is taken."""
        if name in self._items:
            raise PluginError(
                f"two plugins offer the {self._kind} {name!r}:"
                f" {self._sources[name]} and {source}"
            )
        self._items[name] = item
        self._sources[name] = source

    def source(self, name: str) -> Source:
        """The distribution that declares ``name``."""
        return self._sources[name]

    def __getitem__(self, name: str) -> D:
        return self._items[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)


class _Named(Protocol):
    def __iter__(self) -> Iterator[str]: ...
    def source(self, name: str) -> Source: ...


class Plugins:
    """The plugins in use and what they declare.

    Without arguments the installed distributions are read, those named in the
    environment variable ``REDIPY_BLOCK_PLUGINS`` or in ``block`` left out. A
    plugin that cannot be loaded is warned about and listed in :attr:`broken`;
    the others go on. ``extra`` are plugins that no distribution offers.
    """

    def __init__(
        self,
        *,
        installed: bool = True,
        block: Iterable[str] = (),
        extra: Sequence[object] = (),
    ) -> None:
        self._manager = pluggy.PluginManager(GROUP)
        self._manager.add_hookspecs(hookspecs)
        self._sources: dict[str, Source] = {}
        self.broken: list[BrokenPlugin] = []
        blocked = {*block, *os.environ.get(BLOCK_VARIABLE, "").split(",")}
        if installed:
            self._load_installed({_canonical(name) for name in blocked if name})
        for plugin in extra:
            name = getattr(plugin, "__name__", None) or type(plugin).__name__
            self._register(plugin, Source(str(name), "", str(name)))

    def _load_installed(self, blocked: set[str]) -> None:
        points = importlib_metadata.entry_points(group=GROUP)
        for point in sorted(points, key=lambda point: (_dist_name(point), point.name)):
            name = _dist_name(point)
            if _canonical(name) in blocked:
                continue
            version = point.dist.version if point.dist is not None else ""
            source = Source(name, version, point.name)
            try:
                self._register(point.load(), source)
            except Exception as error:  # any failure of a stranger's module is theirs
                self._report(source, error)

    def _register(self, plugin: object, source: Source) -> None:
        wanted = getattr(plugin, "REDIPY_PLUGIN_API", PLUGIN_API)
        if wanted != PLUGIN_API:
            raise PluginError(f"written for plugin API {wanted}, this is {PLUGIN_API}")
        name = f"{source.distribution}:{source.plugin}"
        try:
            self._manager.register(plugin, name)
            self._manager.check_pending()
        except pluggy.PluginValidationError:
            self._manager.unregister(plugin)
            raise
        self._sources[name] = source

    def _report(self, source: Source, error: Exception) -> None:
        reason = f"{type(error).__name__}: {error}"
        broken = BrokenPlugin(source, reason)
        self.broken.append(broken)
        warnings.warn(f"redipy plugin not usable: {broken}", stacklevel=5)

    # -- what they declare ----------------------------------------------------------

    def _collect(
        self, hook: str, kind: str, name_of: Callable[[D], str]
    ) -> Declarations[D]:
        found: Declarations[D] = Declarations(kind)
        caller: pluggy.HookCaller = getattr(self._manager.hook, hook)
        for implementation in caller.get_hookimpls():
            source = self._sources[implementation.plugin_name]
            declared = cast(Callable[[], Sequence[D]], implementation.function)
            for item in declared():
                found.add(name_of(item), item, source)
        return found

    @cached_property
    def commands(self) -> Declarations[Command]:
        """Commands by name."""
        return self._collect("redipy_commands", "command", lambda c: c.name)

    @cached_property
    def table(self) -> CommandTable:
        """The commands, as binders and sessions look them up."""
        return CommandTable(self.commands.values())

    @cached_property
    def memory_behaviours(self) -> Declarations[object]:
        """Behaviours on the memory engine by command."""
        return self._collect(
            "redipy_memory_behaviours", "memory behaviour of", _command_name
        )

    @cached_property
    def backends(self) -> Declarations[BackendSpec]:
        """Backends by name."""
        return self._collect("redipy_backends", "backend", lambda b: b.name)

    @cached_property
    def script_functions(self) -> Declarations[ScriptFunctionSpec]:
        """Script functions by name."""
        return self._collect(
            "redipy_script_functions", "script function", lambda f: f.name
        )

    @cached_property
    def lua_redis_patches(self) -> Declarations[LuaRedisPatch]:
        """Lua patches of Redis calls by command."""
        return self._collect(
            "redipy_lua_redis_patches", "Lua patch of", lambda p: p.name
        )

    @cached_property
    def lua_general_patches(self) -> Declarations[LuaGeneralPatch]:
        """Lua patches of script functions by function."""
        return self._collect(
            "redipy_lua_general_patches", "Lua patch of function", lambda p: p.name
        )

    @cached_property
    def lua_helpers(self) -> Declarations[LuaHelper]:
        """Lua helper functions by name."""
        return self._collect("redipy_lua_helpers", "Lua helper", lambda h: h.name)

    @cached_property
    def server_commands(self) -> Declarations[Command]:
        """Commands that a server carries out itself, by name."""
        return self._collect("redipy_server_commands", "server command", _name)

    def added_by(self, source: Source) -> dict[str, list[str]]:
        """The names that one plugin declares, by kind, in order."""
        kinds: dict[str, _Named] = {
            "commands": self.commands,
            "memory behaviours": self.memory_behaviours,
            "backends": self.backends,
            "script functions": self.script_functions,
            "Lua patches of commands": self.lua_redis_patches,
            "Lua patches of functions": self.lua_general_patches,
            "Lua helpers": self.lua_helpers,
            "server commands": self.server_commands,
        }
        added = {
            kind: sorted(name for name in found if found.source(name) == source)
            for kind, found in kinds.items()
        }
        return {kind: names for kind, names in added.items() if names}

    @property
    def sources(self) -> list[Source]:
        """The plugins in use, in the order in which they were registered."""
        return list(self._sources.values())


def _name(command: Command) -> str:
    return command.name


def _command_name(behaviour: object) -> str:
    return str(getattr(behaviour, "command", ""))


def _dist_name(point: importlib_metadata.EntryPoint) -> str:
    return point.dist.name if point.dist is not None else point.value


def _canonical(name: str) -> str:
    return name.strip().lower().replace("_", "-")


_default: Plugins | None = None
_default_lock = Lock()


def default_plugins() -> Plugins:
    """The installed plugins. They are looked for once, at the first call."""
    global _default
    if _default is None:
        with _default_lock:
            if _default is None:
                _default = Plugins()
    return _default
