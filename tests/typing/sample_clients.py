"""What type checkers must see. Checked by mypy --strict and by pyright."""

from collections.abc import Awaitable
from typing import assert_type

import redipy
import redipy.asyncio
from redipy_core.stream_types import StreamDetails, StreamInfo


def synchronous(r: redipy.Redis) -> None:
    assert_type(r.lpop("k"), str | None)
    assert_type(r.lpop("k", 2), list[str])
    assert_type(r.lpop("k", count=2), list[str])
    assert_type(r.get_value("k"), str | None)
    assert_type(r.set_value("k", "v"), bool)
    assert_type(r.set_value("k", "v", return_previous=True), str | None)
    assert_type(r.incrby("k", 1), int)
    assert_type(r.incrby("k", 0.5), float)
    assert_type(r.hmget("k", "a", "b"), dict[str, str | None])
    assert_type(r.hgetall("k"), dict[str, str])
    assert_type(r.smembers("k"), set[str])
    assert_type(r.zpop_max("k"), list[tuple[str, float]])
    assert_type(r.zrange("k", 0, -1), list[str])
    assert_type(r.zrange("k", 0, -1, withscores=True), list[tuple[str, float]])
    assert_type(r.sort("k"), list[str])
    assert_type(r.sort("k", by="w*", get="#"), list[str | None])
    assert_type(r.sort("k", get=["#", b"w*"], desc=True), list[str | None])
    assert_type(r.sort("k", get=["#"], store="k2"), int)
    assert_type(r.sort_ro("k", start=0, num=5), list[str])
    assert_type(r.sort_ro("k", get="w*"), list[str | None])
    assert_type(r.xinfo_stream("k"), StreamInfo[str])
    assert_type(r.xinfo_stream("k", full=True, count=5), StreamDetails[str])
    assert_type(r.scan(0), tuple[int, list[str]])
    assert_type(r.ttl("k"), float | None)
    assert_type(r.keys(), set[str])
    assert_type(r.pipeline().execute(), list[object])


def made() -> None:
    assert_type(redipy.Redis(), redipy.Redis[str])
    assert_type(redipy.Redis("memory"), redipy.Redis[str])
    assert_type(redipy.Redis(host="localhost", port=6379), redipy.Redis[str])
    assert_type(redipy.Redis(decode=False), redipy.Redis[bytes])
    assert_type(redipy.Redis.from_url("memory://").get_value("k"), str | None)
    assert_type(redipy.Redis().lpop("k"), str | None)
    raw = redipy.Redis(decode=False)
    assert_type(raw.lpop("k"), bytes | None)
    assert_type(raw.lpop("k", 2), list[bytes])
    assert_type(raw.sort("k", get="#"), list[bytes | None])
    assert_type(raw.hgetall("k"), dict[bytes, bytes])


async def asynchronous(r: redipy.asyncio.Redis) -> None:
    one: Awaitable[str | None] = r.lpop("k")
    several: Awaitable[list[str]] = r.lpop("k", 2)
    assert_type(await one, str | None)
    assert_type(await several, list[str])
    assert_type(await r.lpop("k"), str | None)
    assert_type(await r.lpop("k", 2), list[str])
    assert_type(await r.wait_for("c", lambda: 1), int | None)


def queued(r: redipy.Redis) -> None:
    with r.pipeline() as pipe:
        assert_type(pipe.lpop("k"), None)
        assert_type(pipe.lpop("k", 2), None)
        assert_type(pipe.set_value("k", "v"), None)
