"""redis-py over memory in this process, and over a real server: the same tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias, TypeVar

import pytest
import redis.asyncio

import redipy
import redis
from redipy import redispy


def needs_scripts(test: Test) -> Test:
    """Marks a test of scripts in Lua, which the memory backend may not run yet."""
    return pytest.mark.needs_scripts(test)


def expect_gap(request: pytest.FixtureRequest) -> None:
    """In process a test fails that needs scripts, as long as there are none."""
    if request.node.get_closest_marker("needs_scripts") is not None:
        try:
            redispy.Redis().eval("return 1", 0)
        except redis.ResponseError as error:
            mark = pytest.mark.xfail(reason=f"in process: {error}", strict=True)
            request.applymarker(mark)


Test = TypeVar("Test", bound=Callable[..., object])
Make: TypeAlias = Callable[..., Any]


@pytest.fixture(params=["in process", "server"])
def make(request: pytest.FixtureRequest) -> Iterator[Make]:
    """Makes clients of one empty store; the options are redis-py's."""
    made: list[redis.Redis] = []
    if request.param == "server":
        port = request.getfixturevalue("redis_port")

        def client(**options: Any) -> redis.Redis:
            made.append(redis.Redis(port=port, **options))
            return made[-1]

    else:
        expect_gap(request)
        runtime = redipy.Redis().get_runtime()

        def client(**options: Any) -> redis.Redis:
            made.append(redispy.Redis(runtime, **options))
            return made[-1]

    client().flushall()
    yield client
    for each in made:
        each.close()


@pytest.fixture(params=[2, 3], ids=["RESP2", "RESP3"])
def r(request: pytest.FixtureRequest, make: Make) -> redis.Redis:
    """A client that decodes."""
    client: redis.Redis = make(decode_responses=True, protocol=request.param)
    return client


@pytest.fixture(params=["in process", "server"])
def make_async(request: pytest.FixtureRequest) -> Make:
    """Makes asyncio clients of one empty store."""
    if request.param == "server":
        port = request.getfixturevalue("redis_port")
        redis.Redis(port=port).flushall()
        return lambda **options: redis.asyncio.Redis(port=port, **options)
    runtime = redipy.Redis().get_runtime()
    return lambda **options: redispy.AsyncRedis(runtime, **options)
