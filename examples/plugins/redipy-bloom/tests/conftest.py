"""Filters on every store: memory, a script on memory, a script on a server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from redipy_bloom import plugin

import redipy
from redipy.plugin import Plugins
from redipy_core.testing.server import redis_port, redis_url

__all__ = ["redis_port", "redis_url"]

# The distribution may be installed or not: these are its plugins in any case.
NATIVE = Plugins(block=["redipy-bloom"], extra=[plugin])

_hooks = ("redipy_commands", "redipy_script_functions", "redipy_lua_helpers")
PORTABLE = Plugins(
    block=["redipy-bloom"],
    extra=[SimpleNamespace(**{name: getattr(plugin, name) for name in _hooks})],
)

STORES = ("memory", "script", "server")
Make = Callable[..., redipy.Redis]


@pytest.fixture
def make(request: pytest.FixtureRequest) -> Iterator[Make]:
    """Makes clients of stores by name; each is empty."""
    made: list[redipy.Redis] = []

    def client(store: str) -> redipy.Redis:
        if store == "server":
            url = request.getfixturevalue("redis_url")
            r = redipy.Redis.from_url(url, plugins=NATIVE, prefix="t:")
            r.flushall()
        else:
            r = redipy.Redis(
                "memory",
                plugins=NATIVE if store == "memory" else PORTABLE,
                prefix="t:",
            )
        made.append(r)
        return r

    yield client
    for r in made:
        r.close()


@pytest.fixture(params=STORES)
def r(request: pytest.FixtureRequest, make: Make) -> redipy.Redis:
    """A client of an empty store."""
    return make(request.param)


@pytest.fixture(scope="module")
def session_clients(redis_url: str) -> Iterator[dict[str, redipy.Redis]]:
    """A client of each store, for tests that empty their keys themselves."""
    clients = {
        "memory": redipy.Redis("memory", plugins=NATIVE),
        "script": redipy.Redis("memory", plugins=PORTABLE),
        "server": redipy.Redis.from_url(redis_url, plugins=NATIVE),
    }
    yield clients
    for client in clients.values():
        client.close()
