"""The backend under asyncio."""

from __future__ import annotations

import asyncio
import gc
import threading
import warnings
from concurrent.futures import ThreadPoolExecutor

import pytest

from redipy_core.asyncio import Redis
from redipy_core.client import Redis as SyncRedis
from redipy_core.errors import (
    ConnectionLostError,
    RequestTimeoutError,
    WrongTypeError,
)

from .conftest import Connect, OwnServer, Proxy


def test_calls_and_pipelines(connect: Connect) -> None:
    async def main() -> None:
        client = Redis(rt=connect())
        assert await client.set_value("k", "v")
        assert await client.get_value("k") == "v"
        async with client.pipeline() as pipe:
            pipe.get_value("k")
            pipe.incrby("n", 1)
            assert await pipe.execute() == ["v", 1]
            assert await pipe.execute() == []
            pipe.lpush("k", "x")
            with pytest.raises(WrongTypeError, match="command 1 of 1"):
                await pipe.execute()
            pipe.lpush("k", "x")
            pipe.incrby("n", 1)
            with pytest.raises(WrongTypeError, match="command 1 of 2"):
                await pipe.execute()
        assert await client.get_value("n") == "2"

    asyncio.run(main())


def test_many_tasks_get_their_own_replies(connect: Connect) -> None:
    async def main() -> None:
        client = Redis(rt=connect(max_connections=5))
        texts = [str(i) for i in range(500)]
        assert await asyncio.gather(*map(client.echo, texts)) == texts

    asyncio.run(main())


def test_an_error_reply_keeps_the_connection(connect: Connect) -> None:
    async def main() -> None:
        client = Redis(rt=connect())
        await client.set_value("k", "v")
        before = await client.execute("CLIENT", "ID")
        with pytest.raises(WrongTypeError):
            await client.lpush("k", "x")
        assert await client.execute("CLIENT", "ID") == before

    asyncio.run(main())


def test_a_cancelled_call_leaves_no_reply_behind(
    proxied: Connect, proxy: Proxy, client: SyncRedis[str]
) -> None:
    async def main() -> None:
        slow = Redis(rt=proxied(max_connections=1))
        await slow.set_value("k", "v")
        proxy.hold(b"INCRBY")
        call = asyncio.ensure_future(slow.incrby("n", 1))
        while not proxy.arrived.is_set():
            await asyncio.sleep(0)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        assert [await slow.get_value("k") for _ in range(3)] == ["v"] * 3

    asyncio.run(asyncio.wait_for(main(), 20))
    assert client.get_value("n") == "1"


def test_a_time_out_leaves_no_reply_behind(proxied: Connect, proxy: Proxy) -> None:
    async def main() -> None:
        hasty = Redis(rt=proxied(timeout=0.1, max_connections=1))
        proxy.hold(b"INCRBY")
        with pytest.raises(RequestTimeoutError) as caught:
            await hasty.incrby("n", 1)
        assert caught.value.maybe_executed
        assert await hasty.get_value("n") == "1"

    asyncio.run(main())


def test_the_retry_rule(proxied: Connect, proxy: Proxy, client: SyncRedis[str]) -> None:
    async def main() -> None:
        lossy = Redis(rt=proxied())
        proxy.lose(b"INCRBY")
        with pytest.raises(ConnectionLostError) as caught:
            await lossy.incrby("n", 1)
        assert caught.value.maybe_executed
        proxy.lose(b"GET")
        assert await lossy.get_value("n") == "1"
        proxy.lose(b"DECR")
        with pytest.raises(ConnectionLostError):
            await lossy.execute("DECR", "n")

    asyncio.run(main())
    assert client.get_value("n") == "0"


def test_an_unreachable_server(connect: Connect, own_server: OwnServer) -> None:
    own_server.stop()

    async def main() -> None:
        client = Redis(rt=connect(f"redis://127.0.0.1:{own_server.port}"))
        with pytest.raises(ConnectionLostError, match="cannot connect") as caught:
            await client.incrby("n", 1)
        assert not caught.value.maybe_executed

    asyncio.run(main())
    own_server.start()


def test_a_closed_connection_is_noticed(
    connect: Connect, client: SyncRedis[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("redipy_redis.links_async.TRUSTED", -1.0)

    async def main() -> None:
        idle = Redis(rt=connect())
        assert await idle.incrby("n", 1) == 1
        client.execute("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
        for _ in range(3):  # the loop has to see the end of the stream
            await asyncio.sleep(0)
        assert await idle.incrby("n", 1) == 2

    asyncio.run(main())


def test_one_runtime_serves_many_loops(connect: Connect) -> None:
    runtime = connect()
    client, sync = Redis(rt=runtime), SyncRedis(rt=runtime)
    start = threading.Barrier(4)

    async def work() -> None:
        await asyncio.gather(*[client.incrby("n", 1) for _ in range(50)])

    def run() -> None:
        start.wait()
        for _ in range(5):
            asyncio.run(work())
            sync.incrby("n", 1)

    with ThreadPoolExecutor(4) as pool:
        for result in [pool.submit(run) for _ in range(4)]:
            result.result()
    assert sync.get_value("n") == str(4 * 5 * 51)
    assert not runtime.connection._loops


def test_a_loop_that_ends_leaves_nothing_open(connect: Connect) -> None:
    async def main() -> None:
        client = Redis(rt=connect())
        await asyncio.gather(*[client.echo("x") for _ in range(5)])
        await client.wait_for("c", lambda: True, 1)

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        asyncio.run(main())
        gc.collect()
    assert [str(w.message) for w in caught if w.category is ResourceWarning] == []


def test_closing_twice_and_going_on(connect: Connect) -> None:
    async def main() -> None:
        runtime = connect()
        client = Redis(rt=runtime)
        assert await client.echo("x") == "x"
        await runtime.close_async()
        await runtime.close_async()
        assert await client.echo("y") == "y"

    asyncio.run(main())
