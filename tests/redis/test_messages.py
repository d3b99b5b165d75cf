"""Waiting for messages: no wake-up is lost."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from redipy_core import asyncio as aio
from redipy_core.client import Redis
from redipy_core.errors import ConnectionLostError

from .conftest import Connect, OwnServer


def test_it_tests_at_once(client: Redis[str]) -> None:
    assert client.wait_for("c", lambda: "here", 0) == "here"
    assert client.wait_for("c", lambda: 0, 0) is None
    assert client.wait_for("c", lambda: 0, 0.01) is None


@pytest.mark.parametrize("timeout", [None, 30.0])
def test_a_message_right_after_the_first_test_wakes(
    client: Redis[str], timeout: float | None
) -> None:
    for _ in range(20):
        tested, done = threading.Event(), threading.Event()

        def predicate(
            tested: threading.Event = tested, done: threading.Event = done
        ) -> bool:
            result = done.is_set()
            tested.set()
            return result

        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(client.wait_for, "c", predicate, timeout)
            assert tested.wait(10)
            done.set()
            assert client.publish("c", "now") >= 1
            assert waiting.result(10) is True


def test_many_waiters_and_many_messages(connect: Connect) -> None:
    client = Redis(rt=connect(), prefix="p:")
    ready = threading.Barrier(9)

    def wait(number: int) -> str | None:
        def predicate() -> str | None:
            return client.lpop(f"list{number}")

        ready.wait()
        return client.wait_for(f"c{number}", predicate, 30)

    with ThreadPoolExecutor(8) as pool:
        waiting = [pool.submit(wait, number) for number in range(8)]
        ready.wait()
        for number in range(8):
            client.rpush(f"list{number}", f"item{number}")
            client.publish(f"c{number}", "")
        found = [result.result(20) for result in waiting]
    assert found == [f"item{number}" for number in range(8)]


def test_a_broken_connection_is_made_again(
    connect: Connect, client: Redis[str]
) -> None:
    tested, done = threading.Event(), threading.Event()

    def predicate() -> bool:
        result = done.is_set()
        tested.set()
        return result

    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(client.wait_for, "c", predicate, 30)
        assert tested.wait(10)
        done.set()  # and nobody says so: the new subscription has to look again
        connect().execute(b"CLIENT KILL TYPE pubsub".split())
        assert waiting.result(10) is True


def test_the_time_out_for_replies_does_not_end_a_wait(connect: Connect) -> None:
    runtime = connect(timeout=0.02)
    tests: list[None] = []
    assert Redis(rt=runtime).wait_for("c", lambda: tests.append(None), 0.1) is None
    assert len(tests) == 1

    async def main() -> None:
        client = aio.Redis(rt=runtime)
        assert await client.wait_for("c", lambda: tests.append(None), 0.1) is None

    asyncio.run(main())
    assert len(tests) == 2


def test_the_predicates_error_goes_through(client: Redis[str]) -> None:
    def predicate() -> bool:
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        client.wait_for("c", predicate, 1)
    assert client.execute("PUBSUB", "NUMSUB", "c") == [b"c", 0]


def test_an_unreachable_server(connect: Connect, own_server: OwnServer) -> None:
    own_server.stop()
    client = Redis(rt=connect(f"redis://127.0.0.1:{own_server.port}"))
    with pytest.raises(ConnectionLostError, match="cannot connect"):
        client.wait_for("c", lambda: True, 1)
    own_server.start()


# -- asyncio -------------------------------------------------------------------------


def test_async(connect: Connect) -> None:
    async def main() -> None:
        client = aio.Redis(rt=connect(), prefix="p:")
        assert await client.wait_for("c", lambda: "here", 0) == "here"
        assert await client.wait_for("c", lambda: 0, 0.01) is None
        for timeout in (None, 30.0):
            tested, done = asyncio.Event(), asyncio.Event()

            async def predicate(
                tested: asyncio.Event = tested, done: asyncio.Event = done
            ) -> bool:
                result = done.is_set()
                tested.set()
                return result

            waiting = asyncio.create_task(client.wait_for("c", predicate, timeout))
            await asyncio.wait_for(tested.wait(), 10)
            done.set()
            assert await client.publish("c", "now") == 1
            assert await asyncio.wait_for(waiting, 10) is True

    asyncio.run(main())


def test_async_broken_connection(connect: Connect) -> None:
    async def main() -> None:
        client = aio.Redis(rt=connect())
        tested, done = asyncio.Event(), asyncio.Event()

        async def predicate() -> bool:
            result = done.is_set()
            tested.set()
            return result

        waiting = asyncio.create_task(client.wait_for("c", predicate, 30))
        await asyncio.wait_for(tested.wait(), 10)
        done.set()
        await client.execute("CLIENT", "KILL", "TYPE", "pubsub")
        assert await asyncio.wait_for(waiting, 10) is True

    asyncio.run(main())


def test_async_cancellation_unsubscribes(connect: Connect) -> None:
    async def main() -> None:
        client = aio.Redis(rt=connect())
        tested = asyncio.Event()
        waiting = asyncio.create_task(client.wait_for("c", tested.set, None))
        await asyncio.wait_for(tested.wait(), 10)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        while await client.publish("c", "x"):
            await asyncio.sleep(0)

    asyncio.run(asyncio.wait_for(main(), 10))
