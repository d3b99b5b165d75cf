"""Ready-made structures hold what they promise, on memory and on a server."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event, Lock
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import redipy
import redipy.asyncio
from redipy.keys import RedisHash, RedisList, RedisSortedSet, RedisVar
from redipy.memory import LocalRuntime
from redipy.structures import (
    AsyncFairLock,
    AsyncRCache,
    FairLock,
    LockLostError,
    RCache,
    again,
    around,
    average,
    best,
    dead_jobs,
    done,
    exponential_average,
    extend,
    fixed_window,
    gcra,
    job_counts,
    moving_average,
    push,
    sliding_window,
    standing,
    submit,
    take,
    token_bucket,
)

T = TypeVar("T")
THREADS = 16
PROPERTY = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(params=["memory", "server"])
def client(request: pytest.FixtureRequest, redis_url: str) -> Iterator[redipy.Redis]:
    made = (
        redipy.Redis(prefix="p:")
        if request.param == "memory"
        else redipy.Redis.from_url(redis_url, prefix="p:")
    )
    made.flushall()
    yield made
    made.flushall()
    made.close()


class Clock:
    """A clock that goes as it is told."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def clocked() -> tuple[Clock, redipy.Redis]:
    clock = Clock()
    return clock, redipy.Redis(rt=LocalRuntime(clock=clock))


class Timed:
    """A store with a time of its own.

    Memory's goes as it is told, in seconds. A server's cannot be told, so there
    it stands still for the model, whose second is 10,000 real ones.
    """

    def __init__(self, client: redipy.Redis, clock: Clock | None) -> None:
        self.client = client
        self._clock = clock
        self.second = 10_000 if clock is None else 1
        self.now = 0.0

    def start(self) -> None:
        """Begin with an empty store."""
        self.client.flushall()
        self.now = 0

    def wait(self, seconds: float) -> None:
        """Let time pass, where it does."""
        if self._clock is not None:
            self._clock.now += seconds
            self.now += seconds

    def close_to(self, seconds: float) -> object:
        """What is equal to a span of the model's seconds."""
        slack = 1e-6 if self._clock is not None else 60
        return pytest.approx(seconds * self.second, abs=slack)


@pytest.fixture(params=["memory", "server"])
def timed(request: pytest.FixtureRequest, redis_url: str) -> Iterator[Timed]:
    if request.param == "memory":
        clock, client = clocked()
        made = Timed(client, clock)
    else:
        made = Timed(redipy.Redis.from_url(redis_url, prefix="p:"), None)
    yield made
    made.start()
    made.client.close()


def at_once(run: Callable[[int], T]) -> list[T]:
    """What 16 threads get that begin together."""
    barrier = Barrier(THREADS)

    def begin(number: int) -> T:
        barrier.wait(30)
        return run(number)

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(begin, range(THREADS)))


# -- rate limiters ---------------------------------------------------------------

STEPS = st.lists(st.tuples(st.integers(0, 12), st.integers(1, 4)), max_size=30)


@PROPERTY
@given(steps=STEPS)
def test_a_fixed_window_is_what_its_model_is(
    timed: Timed, steps: list[tuple[int, int]]
) -> None:
    timed.start()
    run = fixed_window.on(timed.client)
    used, end = 0, -1.0
    for later, cost in steps:
        timed.wait(later)
        if timed.now > end:
            used = 0
        allowed = used + cost <= 3
        if allowed and used == 0:
            end = timed.now + 10
        used += cost if allowed else 0
        found = run(RedisVar("k"), limit=3, window=10 * timed.second, cost=cost)
        assert found[:2] == (allowed, 3 - used)
        if allowed or cost > 3:
            assert found[2] == (0 if allowed else -1)
        else:
            assert found[2] == timed.close_to(end - timed.now)


@PROPERTY
@given(steps=STEPS)
def test_a_sliding_window_never_lets_more_pass(
    timed: Timed, steps: list[tuple[int, int]]
) -> None:
    timed.start()
    run = sliding_window.on(timed.client)
    passed: list[float] = []
    for later, cost in steps:
        timed.wait(later)
        passed = [at for at in passed if at > timed.now - 10]
        allowed = len(passed) + cost <= 3
        wait = 0.0
        if not allowed and cost <= 3:
            wait = passed[len(passed) + cost - 4] + 10 - timed.now
        passed += [timed.now] * cost if allowed else []
        window = 10 * timed.second
        found = run(RedisSortedSet("k"), limit=3, window=window, cost=cost)
        assert found[:2] == (allowed, 3 - len(passed))
        assert found[2] == (-1 if cost > 3 else timed.close_to(wait))


@PROPERTY
@given(steps=STEPS)
def test_buckets_fill_again(timed: Timed, steps: list[tuple[int, int]]) -> None:
    timed.start()
    bucket, cells = token_bucket.on(timed.client), gcra.on(timed.client)
    tokens, at = 3.0, timed.now
    for later, cost in steps:
        timed.wait(later)
        now = min(3.0, tokens + (timed.now - at) * 0.25)
        allowed = cost <= now
        wait = 0 if allowed else (cost - now) / 0.25
        left = now - cost if allowed else now
        if allowed:
            tokens, at = left, timed.now
        expected = -1 if cost > 3 else timed.close_to(wait)
        found = bucket(RedisHash("b"), 3, 0.25 / timed.second, cost)
        assert found[0] == allowed
        assert found[1] == pytest.approx(left, abs=0.01)
        assert found[2] == expected
        # The same bucket as one point in time.
        found = cells(RedisVar("g"), limit=3, period=12 * timed.second, cost=cost)
        assert found == (allowed, math.floor(left), expected)


@pytest.mark.parametrize("kind", ["fixed", "sliding", "bucket", "gcra"])
def test_no_more_than_the_limit_pass_16_threads(
    client: redipy.Redis, kind: str
) -> None:
    runs: dict[str, Callable[[], tuple[bool, float, float]]] = {
        "fixed": lambda: fixed_window.on(client)(RedisVar("k"), 40, 3600),
        "sliding": lambda: sliding_window.on(client)(RedisSortedSet("k"), 40, 3600),
        "bucket": lambda: token_bucket.on(client)(RedisHash("k"), 40, 0.0001),
        "gcra": lambda: gcra.on(client)(RedisVar("k"), 40, 360000),
    }
    run = runs[kind]
    passed = at_once(lambda _: sum(run()[0] for _ in range(5)))
    assert sum(passed) == 40


# -- averages ----------------------------------------------------------------------


@PROPERTY
@given(
    values=st.lists(
        st.integers(-100, 100).map(lambda n: n / 4), min_size=1, max_size=12
    )
)
def test_averages_are_what_python_computes(
    client: redipy.Redis, values: list[float]
) -> None:
    client.flushall()
    moving = moving_average.on(client)
    exponential = exponential_average.on(client)
    mean = values[0]
    for place, value in enumerate(values, 1):
        last = values[max(0, place - 4) : place]
        assert moving(RedisList("m"), value, 4) == sum(last) / len(last)
        mean += 0.5 * (value - mean)
        assert exponential(RedisVar("e"), value, 0.5) == pytest.approx(mean)


def test_a_moving_average_keeps_its_size_under_threads(client: redipy.Redis) -> None:
    run = moving_average.on(client)
    assert average.on(client)(RedisList("m")) is None
    found = at_once(lambda n: [run(RedisList("m"), n, 10) for _ in range(5)])
    assert client.llen("m") == 10
    assert all(0 <= mean < THREADS for means in found for mean in means)
    kept = [float(text) for text in client.lrange("m", 0, -1)]
    assert average.on(client)(RedisList("m")) == sum(kept) / 10


# -- leaderboards --------------------------------------------------------------------


@PROPERTY
@given(
    entries=st.lists(
        st.tuples(st.sampled_from("abcdef"), st.integers(-5, 5)), max_size=20
    )
)
def test_a_leaderboard_ranks_as_its_model(
    client: redipy.Redis, entries: list[tuple[str, int]]
) -> None:
    client.flushall()
    board = RedisSortedSet("b")
    scores: dict[str, int] = {}
    for member, score in entries:
        improved = member not in scores or scores[member] < score
        scores[member] = max(score, scores.get(member, score))
        rank = 1 + sum(other > scores[member] for other in scores.values())
        assert submit.on(client)(board, member, score) == (improved, rank)
        assert standing.on(client)(board, member) == (rank, scores[member])
    order = sorted(((s, m) for m, s in scores.items()), reverse=True)
    shown = [(member, score) for score, member in order]
    assert best.on(client)(board, 3) == shown[:3]
    assert best.on(client)(board, 0) == []
    for place, (member, _) in enumerate(shown):
        near = shown[max(0, place - 1) : place + 2]
        assert around.on(client)(board, member, 1) == near
    assert around.on(client)(board, "nobody", 1) == []
    assert standing.on(client)(board, "nobody") is None


def test_a_leaderboard_keeps_the_best_of_16_threads(client: redipy.Redis) -> None:
    board = RedisSortedSet("b")
    run = submit.on(client)
    at_once(lambda n: [run(board, f"m{i}", (n * 7 + i) % 20) for i in range(5)])
    expected = [max((n * 7 + i) % 20 for n in range(THREADS)) for i in range(5)]
    found = dict(best.on(client)(board, 9))
    assert found == {f"m{i}": score for i, score in enumerate(expected)}


# -- jobs -----------------------------------------------------------------------------


@PROPERTY
@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(["push", "take", "done", "again", "extend", "wait"]),
            st.integers(0, 8),
        ),
        max_size=40,
    )
)
def test_jobs_are_given_as_the_model_says(
    timed: Timed, steps: list[tuple[str, int]]
) -> None:
    timed.start()
    client, second = timed.client, timed.second
    due: dict[int, float] = {}
    running: dict[int, float] = {}
    tries: dict[int, int] = {}
    dead: list[int] = []
    pushed = 0
    held: list[tuple[int, int]] = []
    for what, n in steps:
        if what == "push":
            pushed += 1
            assert push.on(client)("q", f"job {pushed}", n * second) == pushed
            due[pushed] = timed.now + n
        elif what == "wait":
            timed.wait(n)
        elif what == "take":
            for job in sorted(running, key=lambda job: (running[job], job)):
                if running[job] <= timed.now:
                    del running[job]
                    if tries[job] < 3:
                        due[job] = timed.now
                    else:
                        dead.append(job)
            ready = sorted((at, job) for job, at in due.items() if at <= timed.now)
            found = take.on(client)("q", lease=5 * second, tries=3)
            if not ready:
                assert found is None
                continue
            job = ready[0][1]
            del due[job]
            running[job] = timed.now + 5
            tries[job] = tries.get(job, 0) + 1
            assert found == (job, f"job {job}", tries[job])
            held.append((job, tries[job]))
        elif held:
            job, attempt = held[n % len(held)]
            mine = job in running and tries.get(job) == attempt
            if what == "done":
                assert done.on(client)("q", job, attempt) is mine
                if mine:
                    del running[job], tries[job]
            elif what == "extend":
                assert extend.on(client)("q", job, attempt, 9 * second) is mine
                if mine:
                    running[job] = timed.now + 9
            else:
                assert again.on(client)("q", job, attempt, n * second, tries=3) is mine
                if mine:
                    del running[job]
                    if attempt < 3:
                        due[job] = timed.now + n
                    else:
                        dead.append(job)
    counts = {"due": len(due), "running": len(running), "dead": len(dead)}
    assert job_counts.on(client)("q") == counts
    assert dead_jobs.on(client)("q", 99) == [(job, f"job {job}") for job in dead]


def test_16_threads_do_each_job_once(client: redipy.Redis) -> None:
    put, get, end = push.on(client), take.on(client), done.on(client)
    for n in range(80):
        put("q", f"{n}")

    def work(_: int) -> list[str]:
        did: list[str] = []
        while (job := get("q", lease=600)) is not None:
            number, payload, attempt = job
            assert end("q", number, attempt)
            did.append(payload)
        return did

    did = [payload for each in at_once(work) for payload in each]
    assert sorted(did, key=int) == [str(n) for n in range(80)]
    assert client.keys_block() == ["q:number"]


# -- the cache --------------------------------------------------------------------------


def test_a_value_is_computed_once_for_16_threads(client: redipy.Redis) -> None:
    cache = RCache(client, "c", ttl=600)
    calls: list[int] = []

    def compute() -> str:
        calls.append(1)
        return "value"

    assert at_once(lambda _: cache.get("k", compute)) == ["value"] * THREADS
    assert len(calls) == 1
    assert client.keys_block() == ["c:k"]
    assert cache.forget("k")
    assert not cache.forget("k")


def test_a_failed_computation_frees_those_who_wait_at_once(
    client: redipy.Redis,
) -> None:
    cache = RCache(client, "c", lease=600)
    failing, calls = Event(), Lock()
    count = 0

    def compute() -> str:
        nonlocal count
        with calls:
            count += 1
            mine = count
        if mine == 1:
            failing.wait(30)
            raise OSError("no luck")
        return "late"

    def get(_: int) -> str:
        failing.set()
        try:
            return cache.get("k", compute)
        except OSError as error:
            return str(error)

    found = sorted(at_once(get))
    assert found == ["late"] * (THREADS - 1) + ["no luck"]
    assert count == 2


def test_a_claim_expires_with_its_lease() -> None:
    clock, client = clocked()
    cache = RCache(client, "c", ttl=5, lease=10)

    def compute() -> str:
        clock.now += 11  # longer than the lease, so another one begins as well
        return cache.get("k", lambda: "second")

    assert cache.get("k", compute) == "second"
    assert client.get_value("c:k") == "second"
    clock.now += 6
    assert cache.get("k", lambda: "third") == "third"


def test_the_cache_works_over_asyncio(redis_url: str) -> None:
    async def run(client: redipy.asyncio.Redis) -> None:
        await client.flushall()
        cache = AsyncRCache(client, "c")
        calls: list[int] = []

        async def compute() -> str:
            calls.append(1)
            await asyncio.sleep(0)
            if len(calls) == 1:
                raise OSError
            return "value"

        jobs = (cache.get("k", compute) for _ in range(8))
        found = await asyncio.gather(*jobs, return_exceptions=True)
        assert sum(isinstance(each, OSError) for each in found) == 1
        assert found.count("value") == 7
        assert len(calls) == 2
        assert await cache.forget("k")
        await client.aclose()

    asyncio.run(run(redipy.asyncio.Redis()))
    asyncio.run(run(redipy.asyncio.Redis.from_url(redis_url)))


# -- the lock -----------------------------------------------------------------------------


def test_16_threads_hold_the_lock_one_after_the_other(client: redipy.Redis) -> None:
    inside, tokens = 0, []

    def work(_: int) -> None:
        nonlocal inside
        lock = FairLock(client, "l", lease=600)
        for _ in range(3):
            with lock:
                inside += 1
                assert inside == 1
                tokens.append(lock.token)
                inside -= 1

    at_once(work)
    assert tokens == list(range(1, 3 * THREADS + 1))
    assert client.llen("l:waiting") == 0
    assert client.hlen("l:patient") == 0


def test_who_came_first_gets_the_lock_first() -> None:
    clock, client = clocked()
    names = [FairLock(client, "l", lease=10, patience=30) for _ in range(3)]
    assert names[0].acquire()
    from redipy_scripts.library.locks import acquire

    ask = acquire.on(client)
    assert ask("l", "b", 10, 30) == (0, 10)
    assert ask("l", "c", 10, 30) == (0, 10)
    clock.now += 10  # the holder has died
    assert ask("l", "c", 10, 30)[0] == 0
    assert ask("l", "b", 10, 30) == (2, 0)
    with pytest.raises(LockLostError):
        names[0].renew()
    with pytest.raises(LockLostError):
        names[0].release()
    clock.now += 31  # nobody asks any longer
    assert ask("l", "d", 10, 30) == (3, 0)


def test_a_lease_is_renewed_and_waiting_ends() -> None:
    clock, client = clocked()
    lock, other = (FairLock(client, "l", lease=10) for _ in range(2))
    with lock:
        for _ in range(3):
            clock.now += 9
            lock.renew()
        assert not other.acquire(timeout=0)
        assert client.llen("l:waiting") == 0
        assert lock.token == 1
    assert other.acquire(timeout=0)
    assert other.token == 2


def test_the_lock_works_over_asyncio(redis_url: str) -> None:
    async def run(client: redipy.asyncio.Redis) -> None:
        await client.flushall()
        tokens: list[int] = []

        async def work() -> None:
            async with AsyncFairLock(client, "l") as lock:
                tokens.append(lock.token)
                await asyncio.sleep(0)
                await lock.renew()

        await asyncio.gather(*(work() for _ in range(8)))
        assert tokens == list(range(1, 9))
        await client.aclose()

    asyncio.run(run(redipy.asyncio.Redis()))
    asyncio.run(run(redipy.asyncio.Redis.from_url(redis_url)))
