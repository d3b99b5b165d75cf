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
    databases,
    geo,
    geo_radius,
    hashes,
    hyperloglog,
    keys,
    lists,
    lists_blocking,
    pubsub,
    serialization,
    sets,
    sort,
    sorted_set_algebra,
    sorted_set_ranges,
    sorted_sets,
    sorted_sets_blocking,
    streams,
    streams_groups,
    streams_info,
    strings,
    usage,
)
from redipy_memory.behaviour import behaviours_of
from redipy_memory.runtime import MemoryRuntime, runtime_for_url

MODULES = (
    strings,
    bitmaps,
    hyperloglog,
    geo,
    geo_radius,
    lists,
    lists_blocking,
    hashes,
    sets,
    sorted_sets,
    sorted_sets_blocking,
    sorted_set_ranges,
    sorted_set_algebra,
    streams,
    streams_groups,
    streams_info,
    sort,
    keys,
    usage,
    serialization,
    pubsub,
    connection,
    databases,
)


def _make(plugins: Plugins, *, url: str | None = None, **options: object) -> Runtime:
    db = options.pop("db", 0)
    events = options.pop("notify_keyspace_events", "")
    if options:
        raise BackendError(f"unknown options for memory: {', '.join(sorted(options))}")
    if not isinstance(db, int) or isinstance(db, bool):
        raise BackendError(f"db must be int, not {type(db).__name__}")
    if not isinstance(events, str):
        kind = type(events).__name__
        raise BackendError(f"notify_keyspace_events must be str, not {kind}")
    if url is None:
        return MemoryRuntime(plugins, db=db, notify_keyspace_events=events)
    return runtime_for_url(url, plugins, db=db, notify_keyspace_events=events)


@hookimpl
def redipy_backends() -> list[BackendSpec]:
    """The backend ``memory``, which a client takes that is given nothing else."""
    return [BackendSpec("memory", _make, schemes=("memory",), is_default=True)]


@hookimpl
def redipy_memory_behaviours() -> Sequence[object]:
    """What the declared commands do on the engine."""
    return [behaviour for module in MODULES for behaviour in behaviours_of(module)]
