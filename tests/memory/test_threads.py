"""Threads and tasks on one store: every operation counts, exactly once."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from threading import Barrier, Thread

import pytest

import redipy
import redipy.asyncio
from redipy_core.pipeline import AsyncPipeline, Pipeline
from redipy_core.transaction import AsyncTransaction, Transaction
from redipy_memory.runtime import MemoryRuntime

THREADS, EACH = 16, 20_000


@contextmanager
def _often() -> Iterator[None]:
    """Threads change as often as the interpreter can, to let races show."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(before)


def _run(targets: list[Callable[[], object]]) -> None:
    """Run all at once; what one of them raises is raised here."""
    errors: list[BaseException] = []
    start = Barrier(len(targets))

    def guarded(target: Callable[[], object]) -> None:
        start.wait()
        try:
            target()
        except BaseException as error:
            errors.append(error)

    threads = [Thread(target=guarded, args=(target,)) for target in targets]
    with _often():
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(300)
    if errors:
        raise errors[0]
    assert not any(thread.is_alive() for thread in threads)


class Mixed:
    """Operations of every kind whose effects add up.

    ``counts`` says how often each was drawn, over all who drew.
    """

    KINDS = ("incr", "hash", "list", "set", "zset", "stream", "move", "pipe", "ttl")

    def __init__(self) -> None:
        self.drawn: list[dict[str, int]] = []

    def draws(self, seed: int, each: int) -> Iterator[str]:
        rng = Random(seed)
        mine = dict.fromkeys(self.KINDS, 0)
        self.drawn.append(mine)
        for _ in range(each):
            kind = rng.choice(self.KINDS)
            mine[kind] += 1
            yield kind

    def total(self, kind: str) -> int:
        return sum(mine[kind] for mine in self.drawn)

    def work(self, client: redipy.Redis[str], me: int, each: int) -> None:
        for i, kind in enumerate(self.draws(me, each)):
            if kind == "incr":
                client.incrby("n", 1)
            elif kind == "hash":
                client.hincrby("h", f"f{i % 7}", 1)
            elif kind == "list":
                client.rpush("l", me)
            elif kind == "set":
                client.sadd("t", f"{me}:{i}")
            elif kind == "zset":
                client.zincrby("z", 1, f"m{i % 5}")
            elif kind == "stream":
                client.xadd("x", {"f": i})
            elif kind == "move":
                client.rpush("from", 1)
                client.lmove("from", "to", "left", "right")
            elif kind == "pipe":
                with client.pipeline() as pipe:
                    pipe.incrby("p", 1)
                    pipe.incrby("p", 1)
                    first, second = pipe.execute()
                assert second == first + 1
            else:
                client.set_value(f"e{me}", i, expire_in=0.001)
                client.get_value(f"e{i % THREADS}")
                client.ttl(f"e{i % THREADS}")

    async def work_async(
        self, client: redipy.asyncio.Redis[str], me: int, each: int
    ) -> None:
        for i, kind in enumerate(self.draws(me, each)):
            if kind == "incr":
                await client.incrby("n", 1)
            elif kind == "hash":
                await client.hincrby("h", f"f{i % 7}", 1)
            elif kind == "list":
                await client.rpush("l", me)
            elif kind == "set":
                await client.sadd("t", f"{me}:{i}")
            elif kind == "zset":
                await client.zincrby("z", 1, f"m{i % 5}")
            elif kind == "stream":
                await client.xadd("x", {"f": i})
            elif kind == "move":
                await client.rpush("from", 1)
                await client.lmove("from", "to", "left", "right")
            elif kind == "pipe":
                async with client.pipeline() as pipe:
                    pipe.incrby("p", 1)
                    pipe.incrby("p", 1)
                    first, second = await pipe.execute()
                assert second == first + 1
            else:
                await client.set_value(f"e{me}", i, expire_in=0.001)
                await client.get_value(f"e{i % THREADS}")
                await client.ttl(f"e{i % THREADS}")
            if i % 10 == 0:
                await asyncio.sleep(0)

    def check(self, client: redipy.Redis[str]) -> None:
        assert client.get_value("n") == str(self.total("incr"))
        assert sum(map(int, client.hvals("h"))) == self.total("hash")
        assert client.llen("l") == self.total("list")
        assert client.scard("t") == self.total("set")
        scores = client.zrange("z", 0, -1, withscores=True)
        assert sum(score for _, score in scores) == self.total("zset")
        assert client.xlen("x") == self.total("stream")
        assert client.exists("from") == 0
        assert client.llen("to") == self.total("move")
        assert client.get_value("p") == str(2 * self.total("pipe"))


def test_threads(store: MemoryRuntime) -> None:
    client, mixed = redipy.Redis(rt=store), Mixed()
    _run([lambda me=me: mixed.work(client, me, EACH) for me in range(THREADS)])
    mixed.check(client)


def test_tasks(store: MemoryRuntime) -> None:
    mixed = Mixed()

    async def main() -> None:
        client = redipy.asyncio.Redis(rt=store)
        await asyncio.gather(
            *(mixed.work_async(client, me, EACH) for me in range(THREADS))
        )

    asyncio.run(main())
    mixed.check(redipy.Redis(rt=store))


def test_threads_and_tasks_on_one_store(store: MemoryRuntime) -> None:
    client, mixed = redipy.Redis(rt=store), Mixed()
    half = THREADS // 2

    async def main(first: int) -> None:
        other = redipy.asyncio.Redis(rt=store)
        await asyncio.gather(
            *(mixed.work_async(other, first + i, EACH) for i in range(half // 2))
        )

    _run(
        [
            *(lambda me=me: mixed.work(client, me, EACH) for me in range(half)),
            *(lambda first=f: asyncio.run(main(first)) for f in (half, half + 4)),
        ]
    )
    mixed.check(client)


def test_transactions_of_threads_lose_nothing(store: MemoryRuntime) -> None:
    client = redipy.Redis(rt=store)
    client.set_value("n", 0)

    def add(transaction: Transaction[str], pipe: Pipeline) -> None:
        pipe.set_value("n", int(transaction.get_value("n") or 0) + 1)

    def work() -> None:
        for _ in range(200):
            client.transaction(add, "n")

    _run([work] * 8)
    assert client.get_value("n") == "1600"
    assert not store.store.shared.wanted


def test_transactions_of_tasks_lose_nothing(store: MemoryRuntime) -> None:
    async def add(transaction: AsyncTransaction[str], pipe: AsyncPipeline) -> None:
        held = int(await transaction.get_value("n") or 0)
        await asyncio.sleep(0)
        pipe.set_value("n", held + 1)

    async def main() -> None:
        client = redipy.asyncio.Redis(rt=store)

        async def work() -> None:
            for _ in range(50):
                await client.transaction(add, "n")

        await asyncio.gather(*(work() for _ in range(8)))
        assert await client.get_value("n") == "400"

    asyncio.run(main())
    assert not store.store.shared.wanted


@pytest.fixture
def store() -> MemoryRuntime:
    return MemoryRuntime()
