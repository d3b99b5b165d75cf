"""What type checkers must see of a command group from another distribution."""

from typing import assert_type

from redipy_bloom import (
    AsyncBloomCommands,
    Bloom,
    BloomCommands,
    BloomInfo,
    BloomPipeline,
)

import redipy
import redipy.asyncio


def synchronous(r: redipy.Redis, raw: redipy.Redis[bytes]) -> None:
    assert_type(Bloom(r), BloomCommands[str])
    assert_type(Bloom(raw), BloomCommands[bytes])
    assert_type(Bloom(r).add("k", "x"), bool)
    assert_type(Bloom(r).madd("k", "x", b"y", 3), list[bool])
    assert_type(Bloom(r).reserve("k", 0.01, 100, expansion=4), bool)
    assert_type(Bloom(r).info("k"), BloomInfo)
    assert_type(Bloom(r).info("k").expansion, int | None)
    with r.watch("k") as transaction:
        assert_type(Bloom(transaction).exists("k", "x"), bool)


def queued(r: redipy.Redis) -> None:
    with r.pipeline() as pipe:
        assert_type(Bloom(pipe), BloomPipeline[str])
        assert_type(Bloom(pipe).add("k", "x"), None)


async def asynchronous(r: redipy.asyncio.Redis) -> None:
    assert_type(Bloom(r), AsyncBloomCommands[str])
    assert_type(await Bloom(r).mexists("k", "x"), list[bool])
    async with r.pipeline() as pipe:
        assert_type(Bloom(pipe).info("k"), None)
