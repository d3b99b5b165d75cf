"""The plugin manager: what installed distributions add, by kind and name."""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from threading import Lock
from typing import Generic, TypeAlias, TypeVar, cast

import importlib_metadata
import pluggy

from redipy_core import hookspecs
from redipy_core.backend import BackendSpec
from redipy_core.binder import Added, CommandTable
from redipy_core.command import Command
from redipy_core.errors import PluginError
from redipy_core.faces import CommandMethod, RedisAPI
from redipy_core.functions import (
    LuaGeneralPatch,
    LuaHelper,
    LuaRedisPatch,
    ScriptFunctionSpec,
)
from redipy_core.groups import CommandGroup
from redipy_core.hookspecs import GROUP, PLUGIN_API

D = TypeVar("D")
Wanted: TypeAlias = type | tuple[type, ...] | str

BLOCK_VARIABLE = "REDIPY_BLOCK_PLUGINS"
"""Environment variable: names of distributions to leave out, comma separated."""


class PluginWarning(UserWarning):
    """An installed plugin cannot be used, and why."""


@dataclass(frozen=True)
class Source:
    """Where a declaration comes from; ``api`` is the hooks' version it was made for."""

    distribution: str
    version: str
    plugin: str
    api: object = PLUGIN_API

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
                f" {self._sources[name]} and {source}; leave one out by its name"
                f" ({BLOCK_VARIABLE}, or Plugins(block=…))"
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


class Plugins:
    """The plugins in use and what they declare.

    Without arguments the installed distributions are read, in the order of their
    names; those named in the environment variable ``REDIPY_BLOCK_PLUGINS`` or in
    ``block`` are left out. A plugin that cannot be used is warned about and listed
    in :attr:`broken`; the others go on. ``extra`` are plugins that no
    distribution offers; one of them that cannot be used raises PluginError.
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
        self.blocked: list[Source] = []
        self._returns: dict[str, list[tuple[Source, object]]] = {}
        self.kept: dict[object, object] = {}
        """What backends made of these plugins and keep for their next store."""
        named = {*block, *os.environ.get(BLOCK_VARIABLE, "").split(",")}
        if installed:
            self._load_installed({_canonical(name) for name in named if name.strip()})
        for plugin in extra:
            name = str(getattr(plugin, "__name__", None) or type(plugin).__name__)
            self._register(plugin, Source(name, "", name, _api_of(plugin)))

    def _load_installed(self, blocked: set[str]) -> None:
        points = importlib_metadata.entry_points(group=GROUP)
        for point in sorted(points, key=_order):
            name = _dist_name(point)
            version = point.dist.version if point.dist is not None else ""
            source = Source(name, version, point.name)
            if _canonical(name) in blocked:
                self.blocked.append(source)
                continue
            try:
                plugin = point.load()
                source = replace(source, api=_api_of(plugin))
                self._register(plugin, source)
            except (Exception, SystemExit) as error:  # a stranger's module may do that
                self._report(source, error)

    def _register(self, plugin: object, source: Source) -> None:
        if source.api != PLUGIN_API:
            raise PluginError(
                f"{source} was made for plugin API {source.api}, this is {PLUGIN_API}"
            )
        name = f"{len(self._sources)}:{source.distribution}:{source.plugin}"
        try:
            self._manager.register(plugin, name)
            self._manager.check_pending()
        except (pluggy.PluginValidationError, ValueError) as error:
            if self._manager.is_registered(plugin):
                self._manager.unregister(plugin)
            raise PluginError(f"{source}: {error}") from error
        self._sources[name] = source

    def _report(self, source: Source, error: BaseException) -> None:
        kind = "" if isinstance(error, PluginError) else f"{type(error).__name__}: "
        broken = BrokenPlugin(source, f"{kind}{error}")
        if broken not in self.broken:
            self.broken.append(broken)
            message = f"redipy plugin not usable: {broken}"
            warnings.warn(message, PluginWarning, stacklevel=5)

    @property
    def unusable(self) -> str:
        """What is said where something is missing: which plugins are not usable."""
        return "".join(f"; not usable: {broken}" for broken in self.broken)

    # -- what they declare ----------------------------------------------------------

    def _collect(
        self, hook: str, kind: str, wanted: Wanted, name_of: Callable[[D], str]
    ) -> Declarations[D]:
        """What all plugins return from a hook.

        A hook that fails, or returns something else, leaves its plugin out.
        """
        found: Declarations[D] = Declarations(kind)
        for source, item in self._returned(hook, wanted):
            found.add(name_of(cast(D, item)), cast(D, item), source)
        return found

    def _returned(self, hook: str, wanted: Wanted) -> list[tuple[Source, object]]:
        """What the plugins return from a hook, which is called once."""
        found = self._returns.get(hook)
        if found is None:
            found = self._returns[hook] = list(self._call(hook, wanted))
        return found

    def _call(self, hook: str, wanted: Wanted) -> Iterator[tuple[Source, object]]:
        caller: pluggy.HookCaller = getattr(self._manager.hook, hook)
        for implementation in caller.get_hookimpls():
            source = self._sources[implementation.plugin_name]
            declared = cast(Callable[[], Iterable[object]], implementation.function)
            try:
                items = list(declared())
                for item in items:
                    _check_item(hook, item, wanted)
            except (Exception, SystemExit) as error:
                self._report(source, error)
                continue
            for item in items:
                yield source, item

    @cached_property
    def _declared(self) -> list[tuple[Source, Command | CommandGroup]]:
        found = self._returned("redipy_commands", (Command, CommandGroup))
        return cast("list[tuple[Source, Command | CommandGroup]]", found)

    @cached_property
    def commands(self) -> Declarations[Command]:
        """Commands by name, those of groups too."""
        found: Declarations[Command] = Declarations("command")
        for source, item in self._declared:
            for command in (item,) if isinstance(item, Command) else item.commands:
                found.add(command.name, command, source)
        return found

    @cached_property
    def groups(self) -> Declarations[CommandGroup]:
        """Command groups by name."""
        found: Declarations[CommandGroup] = Declarations("command group")
        for source, item in self._declared:
            if isinstance(item, CommandGroup):
                found.add(item.name, item, source)
        return found

    @cached_property
    def added(self) -> Declarations[Added]:
        """What plugins add to clients, by the attribute's name.

        Commands that the faces have as methods of their own are not among it. A
        name that clients have anyway would never be reached: it is reported.
        """
        found: Declarations[Added] = Declarations("attribute of clients")
        for source, item in self._declared:
            name = item.name if isinstance(item, CommandGroup) else item.method_name
            if isinstance(item, Command) and not _is_new(item):
                continue
            if _is_taken(name):
                error = PluginError(f"clients have an attribute {name!r} anyway")
                self._report(source, error)
            else:
                added = CommandMethod(item) if isinstance(item, Command) else item
                found.add(name, added, source)
        return found

    @cached_property
    def table(self) -> CommandTable:
        """The commands, as binders and sessions look them up."""
        commands = self.commands.values()
        return CommandTable(commands, added=self.added, unusable=lambda: self.unusable)

    @cached_property
    def memory_behaviours(self) -> Declarations[object]:
        """Behaviours on the memory engine by command."""
        return self._collect(
            "redipy_memory_behaviours", "memory behaviour of", "command", _command_name
        )

    @cached_property
    def backends(self) -> Declarations[BackendSpec]:
        """Backends by name.

        URL schemes, arguments that select a backend and being the default are
        claimed by one backend each.
        """
        found: Declarations[BackendSpec] = self._collect(
            "redipy_backends", "backend", BackendSpec, lambda b: b.name
        )
        claims: Declarations[BackendSpec] = Declarations("backend for")
        for name, spec in found.items():
            claimed = [f"{scheme}://" for scheme in spec.schemes]
            claimed += [f"{argument}=" for argument in sorted(spec.selected_by)]
            claimed += ["no arguments"] if spec.is_default else []
            for claim in claimed:
                claims.add(claim, spec, found.source(name))
        return found

    @cached_property
    def script_functions(self) -> Declarations[ScriptFunctionSpec]:
        """Script functions by name."""
        return self._collect(
            "redipy_script_functions",
            "script function",
            ScriptFunctionSpec,
            lambda f: f.name,
        )

    @cached_property
    def lua_redis_patches(self) -> Declarations[LuaRedisPatch]:
        """Lua patches of Redis calls by command."""
        return self._collect(
            "redipy_lua_redis_patches",
            "Lua patch of",
            LuaRedisPatch,
            lambda p: p.name,
        )

    @cached_property
    def lua_general_patches(self) -> Declarations[LuaGeneralPatch]:
        """Lua patches of script functions by function."""
        return self._collect(
            "redipy_lua_general_patches",
            "Lua patch of function",
            LuaGeneralPatch,
            lambda p: p.name,
        )

    @cached_property
    def lua_helpers(self) -> Declarations[LuaHelper]:
        """Lua helper functions by name."""
        return self._collect(
            "redipy_lua_helpers", "Lua helper", LuaHelper, lambda h: h.name
        )

    @cached_property
    def server_commands(self) -> Declarations[Command]:
        """Commands that a server carries out itself, by name."""
        return self._collect(
            "redipy_server_commands", "server command", Command, lambda c: c.name
        )

    def added_by(self, source: Source) -> dict[str, list[str]]:
        """The names that one plugin declares, by kind, in order."""
        self.conflicts()  # which asks every hook
        added: dict[str, list[str]] = {}
        for hook, items in self._returns.items():
            for found, item in items:
                if found == source:
                    for kind, name in _names_of(hook, item):
                        added.setdefault(kind, []).append(name)
        return {kind: sorted(added[kind]) for kind in _KINDS if kind in added}

    def conflicts(self) -> list[str]:
        """What several plugins claim, each naming them; every hook is asked."""
        found: list[str] = []
        for kind in (
            *("commands", "groups", "added", "memory_behaviours", "backends"),
            *("script_functions", "lua_redis_patches", "lua_general_patches"),
            *("lua_helpers", "server_commands"),
        ):
            try:
                getattr(self, kind)
            except PluginError as error:
                found.append(str(error))
        return found

    @property
    def sources(self) -> list[Source]:
        """The plugins in use, in the order in which they were registered."""
        return list(self._sources.values())


def _command_name(behaviour: object) -> str:
    return str(getattr(behaviour, "command", ""))


_KIND_OF_HOOK = {
    "redipy_memory_behaviours": "memory behaviours",
    "redipy_backends": "backends",
    "redipy_script_functions": "script functions",
    "redipy_lua_redis_patches": "Lua patches of commands",
    "redipy_lua_general_patches": "Lua patches of functions",
    "redipy_lua_helpers": "Lua helpers",
    "redipy_server_commands": "server commands",
}
_KINDS = ("commands", "command groups", *_KIND_OF_HOOK.values())
"""The kinds of declaration, in the order in which they are listed."""


def _names_of(hook: str, item: object) -> Iterator[tuple[str, str]]:
    """The kind and name of each declaration in what a hook returned."""
    if isinstance(item, CommandGroup):
        yield "command groups", item.name
        yield from (("commands", command.name) for command in item.commands)
    else:
        name = getattr(item, "name", None) or _command_name(item)
        yield _KIND_OF_HOOK.get(hook, "commands"), str(name)


def _dist_name(point: importlib_metadata.EntryPoint) -> str:
    return point.dist.name if point.dist is not None else point.value


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name.strip().lower())


def _order(point: importlib_metadata.EntryPoint) -> tuple[str, str]:
    return _canonical(_dist_name(point)), point.name


def _api_of(plugin: object) -> object:
    return getattr(plugin, "REDIPY_PLUGIN_API", PLUGIN_API)


def _check_item(hook: str, item: object, wanted: Wanted) -> None:
    """Refuse what a hook should not return; a ``str`` names an attribute it needs."""
    if isinstance(wanted, str):
        fits = isinstance(getattr(item, wanted, None), str)
    else:
        fits = isinstance(item, wanted)
    if not fits:
        raise PluginError(f"{hook} returned {item!r:.80}, which is no such declaration")


def _is_new(command: Command) -> bool:
    """Whether the faces have no method for the command."""
    if "internal" in command.flags:
        return False
    method = getattr(RedisAPI, command.method_name, None)
    return not (isinstance(method, CommandMethod) and method.command is command)


def _is_taken(name: str) -> bool:
    """Whether clients have an attribute of this name, so that no plugin's is found."""
    # The clients are made of this module.
    from redipy_core.client import Redis

    return hasattr(Redis, name) or name.startswith("_")


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
