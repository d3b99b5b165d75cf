"""Who waits on a memory store: in order, without polling, with nothing lost."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Semaphore, Thread
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

import redipy
import redipy.asyncio
from redipy_core.errors import CommandError, WrongTypeError
from redipy_memory.blocking import Parked
from redipy_memory.runtime import MemoryRuntime

LONG = 60
"""Seconds that no test waits, unless something is lost."""


class Parking:
    """Tells when callers are parked, so that tests need not guess."""

    def __init__(self, runtime: MemoryRuntime) -> None:
        self.store = runtime.store
        self._db = runtime.database.db
        self._park = self._db.park
        self._arrived = Semaphore(0)
        self._db.park = self._note  # type: ignore[method-assign]

    def _note(self, parked: Parked) -> None:
        self._park(parked)
        self._arrived.release()

    def expect(self, count: int = 1) -> None:
        """Wait until so many more have been parked."""
        for _ in range(count):
            assert self._arrived.acquire(timeout=LONG)

    @property
    def nobody(self) -> bool:
        """Whether nobody waits, and nobody must be told of changes."""
        return not self._db._waiters.keys() and not self.store.shared.wanted


@pytest.fixture
def store() -> MemoryRuntime:
    return MemoryRuntime()


@pytest.fixture
def parking(store: MemoryRuntime) -> Parking:
    return Parking(store)


@contextmanager
def _loop() -> Iterator[asyncio.AbstractEventLoop]:
    """An event loop in a thread of its own."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever)
    thread.start()
    yield loop
    loop.call_soon_threadsafe(loop.stop)
    thread.join(LONG)
    loop.close()


# -- first come, first served -----------------------------------------------------------

ROUNDS, WAITERS = 1000, 10


def _rounds(count: int) -> Iterator[list[str]]:
    for i in range(ROUNDS):
        yield [str(i * count + n) for n in range(count)]


def test_threads_are_served_in_the_order_in_which_they_came(
    store: MemoryRuntime, parking: Parking
) -> None:
    client = redipy.Redis(rt=store)
    got: list[list[str]] = [[] for _ in range(WAITERS)]
    turns = [Semaphore(0) for _ in range(WAITERS)]

    def wait(me: int) -> None:
        for _ in range(ROUNDS):
            turns[me].acquire()
            found = client.blpop("q", timeout=LONG)
            assert found is not None
            got[me].append(found[1])

    threads = [Thread(target=wait, args=(i,)) for i in range(WAITERS)]
    for thread in threads:
        thread.start()
    given: list[list[str]] = []
    for values in _rounds(WAITERS):
        for turn in turns:
            turn.release()
            parking.expect()
        given.append(values)
        client.rpush("q", *values)
    for thread in threads:
        thread.join(LONG)
    assert got == [list(mine) for mine in zip(*given, strict=True)]
    assert client.dbsize() == 0
    assert parking.nobody


def test_tasks_are_served_in_the_order_in_which_they_came(
    store: MemoryRuntime, parking: Parking
) -> None:
    async def main() -> None:
        client = redipy.asyncio.Redis(rt=store)
        for values in _rounds(WAITERS):
            tasks = [
                asyncio.create_task(client.blpop("q", timeout=LONG))
                for _ in range(WAITERS)
            ]
            await asyncio.sleep(0)
            parking.expect(WAITERS)
            await client.rpush("q", *values)
            assert await asyncio.gather(*tasks) == [("q", value) for value in values]
        assert await client.dbsize() == 0

    asyncio.run(main())
    assert parking.nobody


def test_threads_and_tasks_stand_in_one_line(
    store: MemoryRuntime, parking: Parking
) -> None:
    client = redipy.Redis(rt=store)
    pairs = WAITERS // 2
    got: list[list[str]] = [[] for _ in range(pairs)]
    turns = [Semaphore(0) for _ in range(pairs)]

    def wait(me: int) -> None:
        for _ in range(ROUNDS):
            turns[me].acquire()
            found = client.blpop("q", timeout=LONG)
            assert found is not None
            got[me].append(found[1])

    threads = [Thread(target=wait, args=(i,)) for i in range(pairs)]
    for thread in threads:
        thread.start()
    with _loop() as loop:
        other = redipy.asyncio.Redis(rt=store)
        for at, values in enumerate(_rounds(2 * pairs)):
            futures = []
            for turn in turns:
                turn.release()
                parking.expect()
                futures.append(
                    asyncio.run_coroutine_threadsafe(
                        other.blpop("q", timeout=LONG), loop
                    )
                )
                parking.expect()
            client.rpush("q", *values)
            assert [f.result(LONG) for f in futures] == [
                ("q", value) for value in values[1::2]
            ]
            if at == ROUNDS - 1:
                for thread in threads:
                    thread.join(LONG)
                assert [mine[-1] for mine in got] == values[::2]
    assert [len(mine) for mine in got] == [ROUNDS] * pairs
    assert client.dbsize() == 0
    assert parking.nobody


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("wait"), st.sets(st.sampled_from("abc"), min_size=1)),
            st.tuples(st.just("push"), st.sampled_from("abc")),
            st.tuples(st.just("leave"), st.integers(0, 5)),
        ),
        max_size=40,
    )
)
def test_any_order_of_waiting_pushing_and_leaving(
    steps: list[tuple[str, object]],
) -> None:
    """Against a plain model: a list of who waits, and queues."""

    async def main() -> None:
        client = redipy.asyncio.Redis()
        waiting: list[tuple[asyncio.Task[tuple[str, str] | None], list[str]]] = []
        queues: dict[str, deque[str]] = {name: deque() for name in "abc"}
        for number, (step, what) in enumerate(steps):
            if step == "wait":
                assert isinstance(what, set)
                keys = sorted(what)
                task = asyncio.create_task(client.blpop(*keys, timeout=LONG))
                await asyncio.sleep(0)
                full = next((key for key in keys if queues[key]), None)
                if full is None:
                    waiting.append((task, keys))
                else:
                    assert await task == (full, queues[full].popleft())
            elif step == "push":
                key = str(what)
                await client.rpush(key, number)
                first = next((w for w in waiting if key in w[1]), None)
                if first is None:
                    queues[key].append(str(number))
                else:
                    waiting.remove(first)
                    assert await first[0] == (key, str(number))
            elif isinstance(what, int) and what < len(waiting):
                task, _ = waiting.pop(what)
                task.cancel()
                await asyncio.wait([task])
                assert task.cancelled()
        for key, queue in queues.items():
            assert await client.lrange(key, 0, -1) == list(queue)
        for task, _ in waiting:
            assert not task.done()
            task.cancel()
        assert client.get_memory_runtime().store.shared.wanted.get("wait", 0) == len(
            waiting
        )

    asyncio.run(main())


# -- what ends a wait -----------------------------------------------------------------


def test_a_task_that_is_cancelled_gives_back_what_it_got(
    store: MemoryRuntime, parking: Parking
) -> None:
    """It was answered, and cancelled before it went on: nothing is lost."""
    sync = redipy.Redis(rt=store)

    async def main() -> None:
        client = redipy.asyncio.Redis(rt=store)
        for wait, push, look in (
            (
                lambda: client.blpop("l", timeout=LONG),
                lambda: sync.rpush("l", "1", "2"),
                lambda: sync.lrange("l", 0, -1) == ["1", "2"],
            ),
            (
                lambda: client.brpop("r", timeout=LONG),
                lambda: sync.rpush("r", "1", "2"),
                lambda: sync.lrange("r", 0, -1) == ["1", "2"],
            ),
            (
                lambda: client.blmpop("m", where="right", count=2, timeout=LONG),
                lambda: sync.rpush("m", "1", "2", "3"),
                lambda: sync.lrange("m", 0, -1) == ["1", "2", "3"],
            ),
            (
                lambda: client.bzpopmin("z", timeout=LONG),
                lambda: sync.zadd("z", {"a": 1.5}),
                lambda: sync.zrange("z", 0, -1, withscores=True) == [("a", 1.5)],
            ),
        ):
            task = asyncio.ensure_future(wait())
            await asyncio.sleep(0)
            parking.expect()
            push()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert look()
            assert parking.nobody

    asyncio.run(main())


def test_what_is_given_back_goes_to_the_next(
    store: MemoryRuntime, parking: Parking
) -> None:
    async def main() -> None:
        client = redipy.asyncio.Redis(rt=store)
        first = asyncio.create_task(client.blpop("q", timeout=LONG))
        second = asyncio.create_task(client.blpop("q", timeout=LONG))
        await asyncio.sleep(0)
        await client.rpush("q", "1")
        first.cancel()
        assert await second == ("q", "1")
        assert first.cancelled()

    asyncio.run(main())
    assert parking.nobody


def test_a_loop_that_is_closed_takes_nothing_with_it(
    store: MemoryRuntime, parking: Parking
) -> None:
    loop = asyncio.new_event_loop()
    client = redipy.asyncio.Redis(rt=store)
    task = loop.create_task(client.blpop("q", timeout=LONG))
    loop.run_until_complete(asyncio.sleep(0))
    parking.expect()
    task.cancel()
    loop.run_until_complete(asyncio.wait([task]))
    loop.close()
    sync = redipy.Redis(rt=store)
    sync.rpush("q", "1")
    assert sync.lrange("q", 0, -1) == ["1"]
    assert parking.nobody


def test_time_is_over_to_the_millisecond() -> None:
    client = redipy.Redis()
    over = []
    for _ in range(20):
        began = monotonic()
        assert client.blpop("none", timeout=0.02) is None
        over.append(monotonic() - began - 0.02)
    assert min(over) >= 0
    assert min(over) < 0.001


def test_time_is_over_for_a_task_to_the_millisecond() -> None:
    async def main() -> list[float]:
        client = redipy.asyncio.Redis()
        over = []
        for _ in range(20):
            began = monotonic()
            assert await client.blpop("none", timeout=0.02) is None
            over.append(monotonic() - began - 0.02)
        return over

    over = asyncio.run(main())
    assert min(over) >= -0.001
    assert min(over) < 0.002


def test_a_stream_that_goes_ends_the_wait_of_its_group(
    store: MemoryRuntime, parking: Parking
) -> None:
    client = redipy.Redis(rt=store)
    for end, words in (
        (lambda: client.delete("x"), "the stream key no longer exists"),
        (
            lambda: client.xgroup_destroy("x", "g"),
            "consumer group this client was blocked on no longer exists",
        ),
    ):
        client.xgroup_create("x", "g", mkstream=True)
        ended: list[str] = []

        def wait(into: list[str]) -> None:
            try:
                client.xreadgroup("g", "me", {"x": ">"}, block=LONG * 1000)
            except redipy.RedipyError as error:
                into.append(str(error))

        thread = Thread(target=wait, args=(ended,))
        thread.start()
        parking.expect()
        end()
        thread.join(LONG)
        assert len(ended) == 1
        assert words in ended[0]
        client.delete("x")
    assert parking.nobody


def test_another_type_lets_it_wait_on(store: MemoryRuntime, parking: Parking) -> None:
    client = redipy.Redis(rt=store)
    found: list[object] = []
    thread = Thread(target=lambda: found.append(client.blpop("k", timeout=LONG)))
    thread.start()
    parking.expect()
    client.set_value("k", "x")
    with pytest.raises(WrongTypeError):
        client.rpush("k", "y")
    client.delete("k")
    client.rpush("k", "y")
    thread.join(LONG)
    assert found == [("k", "y")]
    assert parking.nobody


def test_other_ways_to_fill_a_key(store: MemoryRuntime, parking: Parking) -> None:
    client = redipy.Redis(rt=store)
    second = client.select(1)
    second.rpush("moved", "m")

    def refill_by_swap() -> None:
        second.rpush("k", "swapped")
        client.swapdb(0, 1)

    for fill, expected in (
        (lambda: (client.rpush("tmp", "r"), client.rename("tmp", "k")), "r"),
        (lambda: (client.rpush("tmp", "c"), client.copy("tmp", "k")), "c"),
        (lambda: (second.rpush("k", "v"), second.move("k", 0)), "v"),
        (lambda: (client.rpush("s", "e"), client.lmove("s", "k", "left", "left")), "e"),
        (refill_by_swap, "swapped"),
    ):
        found: list[object] = []
        thread = Thread(
            target=lambda into: into.append(client.blpop("k", timeout=LONG)),
            args=(found,),
        )
        thread.start()
        parking.expect()
        fill()
        thread.join(LONG)
        assert found == [("k", expected)]
        client.delete("k", "tmp")
    assert parking.nobody


def test_chains_of_moves(store: MemoryRuntime, parking: Parking) -> None:
    """What one who waited pushes on answers the next."""
    client = redipy.Redis(rt=store)
    results: dict[str, object] = {}

    def move(source: str, to: str) -> None:
        results[source] = client.blmove(source, to, timeout=LONG)

    threads = [Thread(target=move, args=pair) for pair in ("ab", "bc", "cd")]
    for thread in threads:
        thread.start()
        parking.expect()
    client.rpush("a", "x")
    for thread in threads:
        thread.join(LONG)
    assert results == {"a": "x", "b": "x", "c": "x"}
    assert client.lrange("d", 0, -1) == ["x"]
    assert parking.nobody


def test_bad_time_outs_change_nothing(store: MemoryRuntime, parking: Parking) -> None:
    client = redipy.Redis(rt=store)
    for timeout in (-1, float("inf"), float("nan"), 1e300):
        with pytest.raises(CommandError, match="timeout is"):
            client.blpop("q", timeout=timeout)
    assert parking.nobody
