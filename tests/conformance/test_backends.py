"""The conformance suite on every backend and face."""

from __future__ import annotations

import pytest

import redipy
import redipy.asyncio
from redipy_core.testing.clients import MakeClient
from redipy_core.testing.suite import *  # noqa: F403
from redipy_memory.runtime import MemoryRuntime

FACES = {"sync": redipy.Redis, "asyncio": redipy.asyncio.Redis}


@pytest.fixture(
    params=[(store, face) for store in ("memory", "redis") for face in FACES],
    ids="-".join,
)
def make_client(request: pytest.FixtureRequest) -> MakeClient:
    store, face = request.param
    if store == "memory":
        runtime = MemoryRuntime()
        return lambda **options: FACES[face](rt=runtime, **options)
    url = request.getfixturevalue("redis_url")
    with redipy.Redis.from_url(url) as client:
        client.flushall()
    return lambda **options: FACES[face].from_url(url, **options)
