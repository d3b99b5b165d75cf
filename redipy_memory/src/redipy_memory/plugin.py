"""The memory backend as a plugin: the backend and its behaviours."""

from __future__ import annotations

from collections.abc import Sequence

from redipy_core.backend import BackendSpec, Runtime
from redipy_core.errors import BackendError
from redipy_core.hookspecs import hookimpl
from redipy_core.plugins import Plugins
from redipy_memory import (
    bitmaps,
    connection,
    geo,
    geo_radius,
    hashes,
    hyperloglog,
    keys,
    lists,
    pubsub,
    sets,
    sorted_set_algebra,
    sorted_set_ranges,
    sorted_sets,
    streams,
    streams_groups,
    strings,
)
from redipy_memory.behaviour import behaviours_of
from redipy_memory.runtime import MemoryRuntime, shared_runtime

MODULES = (
    strings,
    bitmaps,
    hyperloglog,
    geo,
    geo_radius,
    lists,
    hashes,
    sets,
    sorted_sets,
    sorted_set_ranges,
    sorted_set_algebra,
    streams,
    streams_groups,
    keys,
    pubsub,
    connection,
)


def _make(plugins: Plugins, *, url: str | None = None, **options: object) -> Runtime:
    if options:
        raise BackendError(f"unknown options for memory: {', '.join(sorted(options))}")
    return MemoryRuntime(plugins) if url is None else shared_runtime(url, plugins)


@hookimpl
def redipy_backends() -> list[BackendSpec]:
    """The backend ``memory``, which a client takes that is given nothing else."""
    return [BackendSpec("memory", _make, schemes=("memory",), is_default=True)]


@hookimpl
def redipy_memory_behaviours() -> Sequence[object]:
    """What the declared commands do on the engine."""
    return [behaviour for module in MODULES for behaviour in behaviours_of(module)]
