"""Methods that look at all keys, limited by a prefix."""

from __future__ import annotations

import asyncio

import pytest

from redipy_core import asyncio as aio
from redipy_core.client import Redis

from .conftest import Connect

PREFIXES = ["p:", "a*", "[ab]", "q?", "back\\slash", "^-]", "nul\0", "ü:", "%d %s"]


@pytest.fixture
def others(client: Redis[str]) -> Redis[str]:
    """A client without a prefix, with keys that careless patterns would match."""
    for key in ("a1", "ax", "b", "qz", "p", "back", "backslash1", "]", "nul", "-"):
        client.set_value(key, "other")
    return client


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_prefix_is_never_a_pattern(
    connect: Connect, others: Redis[str], prefix: str
) -> None:
    mine = Redis(rt=connect(), prefix=prefix)
    mine.set_value("text", "v")
    mine.rpush("list", "v")
    before = others.dbsize()
    assert mine.dbsize() == 2
    assert mine.keys() == {"text", "list"}
    assert mine.keys(block=False) == {"text", "list"}
    assert mine.keys(match="l*") == {"list"}
    assert mine.keys_block(filter_type="list") == ["list"]
    assert mine.keys_block(match="t*", filter_type="list") == []
    assert {mine.randomkey() for _ in range(20)} <= {"text", "list"}
    assert mine.flushall() is True
    assert mine.dbsize() == 0
    assert mine.randomkey() is None
    assert others.dbsize() == before - 2


def test_in_a_pipeline(connect: Connect, others: Redis[str]) -> None:
    mine = Redis(rt=connect(), prefix="a*")
    connect().execute([b"SCRIPT", b"FLUSH"])
    with mine.pipeline() as pipe:
        pipe.set_value("k", "v")
        pipe.dbsize()
        pipe.randomkey()
        pipe.keys_block(filter_type="string")
        pipe.keys(filter_type="list")
        pipe.flushall()
        pipe.dbsize()
        assert pipe.execute() == [True, 1, "k", ["k"], set(), True, 0]
        pipe.dbsize()
        assert pipe.execute() == [0]
    assert others.dbsize() == 10


def test_async(connect: Connect, others: Redis[str]) -> None:
    async def main() -> list[object]:
        mine = aio.Redis(rt=connect(), prefix="[ab]")
        await mine.execute("SCRIPT", "FLUSH")
        await mine.set_value("k", "v")
        async with mine.pipeline() as pipe:
            pipe.dbsize()
            pipe.randomkey()
            piped = await pipe.execute()
        alone = [
            await mine.dbsize(),
            await mine.randomkey(),
            await mine.keys_block(filter_type="string"),
            await mine.flushall(),
            await mine.dbsize(),
        ]
        return [*piped, *alone]

    assert asyncio.run(main()) == [1, "k", 1, "k", ["k"], True, 0]
    assert others.dbsize() == 10


def test_many_keys(connect: Connect, others: Redis[str]) -> None:
    mine = Redis(rt=connect(), prefix="m:")
    with mine.pipeline() as pipe:
        for i in range(20_000):
            pipe.set_value(str(i), "v")
    assert mine.dbsize() == 20_000
    assert len(mine.keys_block(filter_type="string")) == 20_000
    mine.flushall()
    assert mine.dbsize() == 0
    assert others.dbsize() == 10


def test_without_a_prefix(client: Redis[str]) -> None:
    client.set_value("k", "v")
    assert client.keys() == {"k"}
    assert client.scan(0) == (0, ["k"])
    assert client.keys_block(filter_type="set") == []
    assert client.flushall() is True
    assert client.dbsize() == 0


def test_the_helpers_are_no_commands(client: Redis[str]) -> None:
    with pytest.raises(ValueError, match=r"unknown command 'REDIPY\.DBSIZE'"):
        client.execute("REDIPY.DBSIZE", "p")
