"""The manual's two programs: unchanged on every backend, face and prefix."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable

import pytest

import redipy
import redipy.asyncio
from redipy.script import FnContext, RedisList, ToNum
from redipy_scripts.stack import AsyncRStack, RStack

PREFIXES = ["", "app:", "glob[*]?:"]


def filter_script() -> FnContext:
    ctx = FnContext()
    limit = ctx.add_arg("cmp")
    source = RedisList(ctx.add_key("inp"))
    left, right = RedisList(ctx.add_key("left")), RedisList(ctx.add_key("right"))
    current = ctx.add_local(source.lpop())
    loop = ctx.while_(current.ne_(None))
    below, above = loop.if_(ToNum(current).lt_(limit))
    below.add(left.rpush(current))
    above.add(right.rpush(current))
    loop.add(current.assign(source.lpop()))
    return ctx


@pytest.fixture(params=["memory", "redis"])
def url(request: pytest.FixtureRequest) -> str:
    """An empty store."""
    if request.param == "memory":
        found = "memory://two-programs"
    else:
        found = request.getfixturevalue("redis_url")
    with redipy.Redis.from_url(found) as client:
        client.flushall()
    return found


KEYS = {"inp": "inp", "left": "left", "right": "right"}


@pytest.mark.parametrize("prefix", PREFIXES)
def test_filter(url: str, prefix: str) -> None:
    with redipy.Redis.from_url(url, prefix=prefix) as r:
        r.rpush("inp", "1", "3", "2", "4")
        run = r.register_script(filter_script())
        assert run(keys=KEYS, args={"cmp": 3}) is None
        assert r.lrange("left", 0, -1) == ["1", "2"]
        assert r.lrange("right", 0, -1) == ["3", "4"]
        assert r.exists("inp") == 0
        assert r.keys() == {"left", "right"}
    with redipy.Redis.from_url(url) as whole:
        assert whole.keys() == {f"{prefix}left", f"{prefix}right"}


@pytest.mark.parametrize("prefix", PREFIXES)
def test_filter_over_asyncio(url: str, prefix: str) -> None:
    async def program() -> None:
        async with redipy.asyncio.Redis.from_url(url, prefix=prefix) as r:
            await r.rpush("inp", "1", "3", "2", "4")
            run = r.register_script(filter_script())
            called = run(keys=KEYS, args={"cmp": 3})
            assert isinstance(called, Awaitable)
            assert await called is None
            assert await r.lrange("left", 0, -1) == ["1", "2"]
            assert await r.lrange("right", 0, -1) == ["3", "4"]
            assert await r.exists("inp") == 0

    asyncio.run(program())


@pytest.mark.parametrize("prefix", PREFIXES)
def test_stack(url: str, prefix: str) -> None:
    with redipy.Redis.from_url(url, prefix=prefix) as r:
        stack = RStack(r)
        stack.push_frame("s")
        stack.set_value("s", "a", "1")
        stack.set_value("s", "b", "2")
        stack.push_frame("s")
        stack.set_value("s", "a", "3")
        assert stack.get_value("s", "a") == "3"
        assert stack.get_value("s", "b") is None
        assert stack.get_cascading("s", "b") == "2"
        assert stack.get_cascading("s", "c") is None
        assert r.get_value("s:size") == "2"
        assert r.hgetall("s:frame:2") == {"a": "3"}
        assert stack.pop_frame("s") == {"a": "3"}
        assert stack.pop_frame("s") == {"a": "1", "b": "2"}
        assert r.keys(match="s:frame:*") == set()
    with redipy.Redis.from_url(url) as whole:
        assert {key[: len(prefix)] for key in whole.keys()} == {prefix}  # noqa: SIM118


@pytest.mark.parametrize("prefix", PREFIXES)
def test_stack_over_asyncio(url: str, prefix: str) -> None:
    async def program() -> None:
        async with redipy.asyncio.Redis.from_url(url, prefix=prefix) as r:
            stack = AsyncRStack(r)
            await stack.push_frame("s")
            await stack.set_value("s", "a", "1")
            await stack.push_frame("s")
            assert await stack.get_value("s", "a") is None
            assert await stack.get_cascading("s", "a") == "1"
            assert await stack.pop_frame("s") == {}
            assert await stack.pop_frame("s") == {"a": "1"}

    asyncio.run(program())
