"""redis-py's asyncio client."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from tests.redispy.conftest import Make

import redis

PATIENCE = 20


def with_client(
    make_async: Make, use: Callable[[Any], Awaitable[None]], **options: Any
) -> None:
    async def main() -> None:
        async with make_async(decode_responses=True, **options) as client:
            await use(client)

    asyncio.run(main())


@pytest.mark.parametrize("protocol", [2, 3])
def test_commands_and_pipelines(make_async: Make, protocol: int) -> None:
    async def use(r: Any) -> None:
        assert await r.set("a", "b") is True
        assert await r.get("a") == "b"
        assert await r.get("none") is None
        await r.hset("h", mapping={"f": 1})
        assert await r.hgetall("h") == {"f": "1"}
        async with r.pipeline() as pipe:
            assert await pipe.incr("n").incr("n").lrange("l", 0, -1).execute() == [
                *(1, 2, [])
            ]
        with pytest.raises(redis.ResponseError, match=r"^WRONGTYPE"):
            await r.lpush("a", "x")
        assert [key async for key in r.scan_iter("a*")] == ["a"]
        big = "x" * 500_000
        await r.set("big", big)
        assert await r.get("big") == big

    with_client(make_async, use, protocol=protocol)


def test_watch(make_async: Make) -> None:
    async def use(r: Any) -> None:
        async with r.pipeline() as pipe:
            await pipe.watch("n")
            pipe.multi()
            pipe.incr("n")
            await r.set("n", 5)
            with pytest.raises(redis.WatchError):
                await pipe.execute()

    with_client(make_async, use)


def test_waiting(make_async: Make) -> None:
    async def use(r: Any) -> None:
        waiting = asyncio.create_task(r.blpop(["l"], timeout=PATIENCE))
        while not int((await r.info("clients"))["blocked_clients"]):
            await asyncio.sleep(0)
        await r.rpush("l", "x")
        assert list(await waiting) == ["l", "x"]
        assert await r.blpop(["l"], timeout=0.01) is None

    with_client(make_async, use)


def test_a_wait_that_is_given_up_takes_nothing(make_async: Make) -> None:
    async def use(r: Any) -> None:
        waiting = asyncio.create_task(r.blpop(["l"], timeout=PATIENCE))
        while not int((await r.info("clients"))["blocked_clients"]):
            await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        while int((await r.info("clients"))["blocked_clients"]):
            await asyncio.sleep(0)
        await r.rpush("l", "x")
        while await r.lrange("l", 0, -1) != ["x"]:  # who was given it gives it back
            await asyncio.sleep(0)

    with_client(make_async, use)


@pytest.mark.parametrize("protocol", [2, 3])
def test_messages(make_async: Make, protocol: int) -> None:
    async def use(r: Any) -> None:
        async with r.pubsub() as listening:
            await listening.subscribe("a", "b")
            for count in (1, 2):
                message = await listening.get_message(timeout=PATIENCE)
                assert (message["type"], message["data"]) == ("subscribe", count)
            assert await listening.get_message(timeout=0.01) is None
            await r.publish("a", "one")
            await r.publish("b", "two")
            heard: list[str] = []
            async for message in listening.listen():
                heard.append(message["data"])
                if len(heard) == 2:
                    break
            assert heard == ["one", "two"]
            await listening.unsubscribe()

    with_client(make_async, use, protocol=protocol)


def test_many_tasks(make_async: Make) -> None:
    async def use(r: Any) -> None:
        await asyncio.gather(*(r.incr("n") for _ in range(100)))
        assert await r.get("n") == "100"

    with_client(make_async, use)


def test_health_checks_and_names(make_async: Make) -> None:
    async def use(r: Any) -> None:
        assert await r.client_getname() == "worker"
        assert await r.get("none") is None

    with_client(make_async, use, client_name="worker", health_check_interval=30)


def test_what_is_no_text(make_async: Make) -> None:
    async def use(r: Any) -> None:
        await r.set("k", b"\xff")
        with pytest.raises(UnicodeDecodeError):
            await r.get("k")
        assert await r.ping() is True

    with_client(make_async, use)


def test_polling_lets_other_tasks_go_on(make_async: Make) -> None:
    async def use(r: Any) -> None:
        async def later() -> None:
            await asyncio.sleep(0)
            await r.set("flag", "up")

        setting = asyncio.create_task(later())
        while await r.get("flag") is None:
            pass
        await setting

    with_client(make_async, use)
