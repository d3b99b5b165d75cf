"""Listening from threads and tasks."""

from __future__ import annotations

import asyncio
from threading import Thread

import pytest

import redipy
import redipy.asyncio


@pytest.fixture(params=["memory", "redis"])
def url(request: pytest.FixtureRequest) -> str:
    if request.param == "memory":
        return "memory://pubsub"
    found: str = request.getfixturevalue("redis_url")
    return found


def test_closing_ends_a_wait_in_another_thread(url: str) -> None:
    with redipy.Redis.from_url(url) as r:
        listening = r.pubsub()
        listening.subscribe("c")
        heard: list[str] = []

        def listen() -> None:
            heard.extend(message.data for message in listening)

        thread = Thread(target=listen)
        thread.start()
        assert r.publish("c", "one") == 1
        assert r.wait_for("seen", lambda: heard == ["one"] or tick(r), 20)
        listening.close()
        thread.join(20)
        assert not thread.is_alive()
        assert heard == ["one"]
        assert listening.get_message(1) is None


def tick(r: redipy.Redis) -> bool:
    """Not yet; look again."""
    r.publish("seen", "")
    return False


def test_tasks_hear_every_message_in_order(url: str) -> None:
    async def listen(r: redipy.asyncio.Redis, ready: asyncio.Event) -> list[str]:
        heard: list[str] = []
        async with r.pubsub() as listening:
            await listening.subscribe("numbers")
            ready.set()
            async for message in listening:
                heard.append(message.data)
                if message.data == "99":
                    await listening.unsubscribe()
        return heard

    async def program() -> None:
        async with redipy.asyncio.Redis.from_url(url) as r:
            events = [asyncio.Event() for _ in range(5)]
            tasks = [asyncio.create_task(listen(r, event)) for event in events]
            for event in events:
                await event.wait()
            for i in range(100):
                assert await r.publish("numbers", i) == 5
            for heard in await asyncio.gather(*tasks):
                assert heard == [str(i) for i in range(100)]

    asyncio.run(program())


def test_a_cancelled_wait_leaves_the_listener_usable(url: str) -> None:
    async def program() -> None:
        async with (
            redipy.asyncio.Redis.from_url(url) as r,
            r.pubsub() as listening,
        ):
            await listening.subscribe("c")
            waiting = asyncio.create_task(listening.get_message())
            await asyncio.wait([waiting], timeout=0.01)
            waiting.cancel()
            with pytest.raises(asyncio.CancelledError):
                await waiting
            await r.publish("c", "x")
            message = await listening.get_message(10)
            assert message is not None
            assert message.data == "x"

    asyncio.run(program())
