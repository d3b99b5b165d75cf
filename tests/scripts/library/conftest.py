"""Every ready-made structure is tried on memory and on a real server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.scripts.library.support import Timed

import redipy


@pytest.fixture(params=["memory", "server"])
def client(request: pytest.FixtureRequest, redis_url: str) -> Iterator[redipy.Redis]:
    made = (
        redipy.Redis(prefix="p:")
        if request.param == "memory"
        else redipy.Redis.from_url(redis_url, prefix="p:")
    )
    made.flushall()
    yield made
    made.flushall()
    made.close()


@pytest.fixture(params=["memory", "server"])
def timed(request: pytest.FixtureRequest, redis_url: str) -> Iterator[Timed]:
    made = Timed(None if request.param == "memory" else redis_url)
    yield made
    made.start()
    made.client.close()
