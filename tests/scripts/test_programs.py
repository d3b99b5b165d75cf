"""Whole programs: the filter, and the stack of dictionaries."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import redipy
import redipy.asyncio
from redipy.helpers import RStack
from redipy_scripts import FnContext, RedisList, ToNum
from redipy_scripts.stack import AsyncRStack

if TYPE_CHECKING:
    from conftest import Twin


def filter_script() -> FnContext:
    ctx = FnContext()
    limit = ctx.add_arg("cmp")
    source = RedisList(ctx.add_key("source"))
    left = RedisList(ctx.add_key("left"))
    right = RedisList(ctx.add_key("right"))
    item = ctx.add_local(source.lpop())
    loop = ctx.while_(item.ne_(None))
    below, above = loop.if_(ToNum(item).lt_(limit))
    below.add(left.rpush(item))
    above.add(right.rpush(item))
    loop.add(item.assign(source.lpop()))
    return ctx


def test_filter(twin: Twin) -> None:
    def setup(client: redipy.Redis) -> None:
        client.rpush("s", "1", "3", "2", "4")

    keys = {"source": "s", "left": "l", "right": "r"}
    outcome = twin.run(filter_script(), keys, {"cmp": 3}, setup)
    assert outcome.error is None
    assert outcome.result is None
    assert outcome.keyspace == {
        "l": ["list", ["1", "2"], False],
        "r": ["list", ["3", "4"], False],
    }


def test_stack(twin: Twin) -> None:
    for client in (twin.memory, twin.server):
        stack = RStack(client)
        stack.set_value("base", "a", "bottom")
        stack.set_value("base", "b", "only here")
        assert stack.push_frame("base") == 1
        stack.set_value("base", "a", "middle")
        assert stack.push_frame("base") == 2
        assert stack.get_value("base", "a") is None
        assert stack.get_cascading("base", "a") == "middle"
        assert stack.get_cascading("base", "b") == "only here"
        assert stack.get_cascading("base", "zz") is None
        stack.set_value("base", "c", "top")
        assert client.hgetall("base:frame:2") == {"c": "top"}
        assert client.get_value("base:size") == "2"
        assert stack.pop_frame("base") == {"c": "top"}
        assert stack.pop_frame("base") == {"a": "middle"}
        assert client.exists("base:frame:2", "base:frame:1") == 0
        assert stack.get_value("base", "a") == "bottom"
        assert stack.pop_frame("base") == {"a": "bottom", "b": "only here"}
        assert stack.pop_frame("base") == {}
        assert client.get_value("base:size") == "0"


def test_stack_over_asyncio(redis_url: str, twin: Twin) -> None:
    async def run(client: redipy.asyncio.Redis) -> None:
        async with client:
            stack = AsyncRStack(client)
            await stack.push_frame("b")
            await stack.set_value("b", "f", 1)
            assert await stack.get_value("b", "f") == "1"
            assert await stack.get_cascading("b", "f") == "1"
            assert await stack.pop_frame("b") == {"f": "1"}

    async def both() -> None:
        await run(redipy.asyncio.Redis())
        await run(redipy.asyncio.Redis.from_url(redis_url))

    asyncio.run(both())
    twin.reset()


def test_scripts_in_a_pipeline(twin: Twin) -> None:
    ctx = FnContext()
    items = RedisList(ctx.add_key("l"))
    ctx.set_return_value({"length": items.rpush(ctx.add_arg("x"))})
    for client in (twin.memory, twin.server):
        run = client.register_script(ctx)
        with client.pipeline() as pipe:
            assert run(keys={"l": "l"}, args={"x": "a"}, client=pipe) is None
            run(keys={"l": "l"}, args={"x": 2.5}, client=pipe)
            pipe.lrange("l", 0, -1)
            assert pipe.execute() == [{"length": 1}, {"length": 2}, ["a", "2.5"]]


def test_another_client_runs_the_script(twin: Twin) -> None:
    other = redipy.Redis()
    run = twin.memory.register_script(filter_script())
    other.rpush("s", "7")
    run(keys={"source": "s", "left": "l", "right": "r"}, args={"cmp": 9}, client=other)
    assert other.lrange("l", 0, -1) == ["7"]
