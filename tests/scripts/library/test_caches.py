"""A cache has each value computed once, whoever asks, fails or takes too long."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import count
from threading import Event, Lock
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from tests.scripts.library.callers import MACHINE, Callers
from tests.scripts.library.support import THREADS, Timed, at_once, on_a_loop

import redipy
import redipy.asyncio
from redipy.structures import AsyncRCache, RCache
from redipy_core.errors import ArgumentValueError

CALLERS = 4
TTL, LEASE = 6.5, 3.5  # no step is made just when one of them ends
NUMBERS = count()


class Cache(RuleBasedStateMachine):
    """Callers of one key, and who of them should compute, wait or have a value."""

    def __init__(self, timed: Timed, over: str) -> None:
        super().__init__()
        timed.start()
        self.timed = timed
        name = f"cache {next(NUMBERS)}"  # whoever failed before has another one
        self.entry = f"{name}:k"
        self.made = made = Callers(timed, over, f"{self.entry}:ready", CALLERS)
        spans = {"ttl": TTL * timed.second, "lease": LEASE * timed.second}
        self.cache = RCache(timed.client, name)
        kind: Any = RCache if made.over == "threads" else AsyncRCache
        self.caches = [kind(client, name, **spans) for client in made.clients]
        self.gets: dict[int, Future[str]] = {}
        self.outcomes: dict[int, Future[str]] = {}
        """The computations that go on, by their callers, the eldest first. Which of
        those who wait is the next one is chance, so a step chooses by this order."""
        self.value: tuple[str, float] | None = None
        self.claim: tuple[int, float] | None = None
        self.waiting: set[int] = set()
        self.computed = 0

    # -- what the model knows ------------------------------------------------------

    def idle(self) -> list[int]:
        return [n for n in range(CALLERS) if n not in self.gets]

    def kept(self) -> str | None:
        """The value, if there is one."""
        alive = self.value is not None and self.value[1] > self.timed.now
        return self.value[0] if self.value is not None and alive else None

    def claimed_by(self) -> int | None:
        """Who has the claim."""
        alive = self.claim is not None and self.claim[1] > self.timed.now
        return self.claim[0] if self.claim is not None and alive else None

    # -- what callers do ------------------------------------------------------------

    def compute(self, number: int) -> Any:
        self.outcomes[number] = Future()
        self.made.waits.settled(number, None)
        return self.made.awaited(self.outcomes[number])

    @precondition(lambda self: self.idle())
    @rule(data=st.data())
    def get(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(self.idle()))
        with self.made.step():
            self.gets[number] = self.made.call(
                number,
                lambda: self.caches[number].get("k", lambda: self.compute(number)),
            )
        value = self.kept()
        if value is not None:
            self.ends(number, value)
        elif self.claimed_by() is None:
            self.claim = number, self.timed.now + LEASE
        else:
            self.waiting.add(number)

    @precondition(lambda self: self.outcomes)
    @rule(data=st.data())
    def succeed(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(list(self.outcomes)))
        self.computed += 1
        value = f"value {self.computed}"
        mine = self.claimed_by() == number
        self.go_on(number, lambda outcome: outcome.set_result(value))
        self.ends(number, value)
        if mine:
            self.value, self.claim = (value, self.timed.now + TTL), None
            for other in list(self.waiting):
                self.ends(other, value)

    @precondition(lambda self: self.outcomes)
    @rule(data=st.data())
    def fail(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(list(self.outcomes)))
        mine = self.claimed_by() == number
        self.go_on(number, lambda outcome: outcome.set_exception(OSError("no luck")))
        with pytest.raises(OSError, match="no luck"):
            self.gets.pop(number).result(0)
        if mine:
            self.claim = None
            self.next_one()

    @rule(seconds=st.integers(1, 8))
    def wait(self, seconds: int) -> None:
        with self.made.step():
            self.timed.wait(seconds)
        if self.claimed_by() is None:
            self.next_one()

    @rule()
    def forget(self) -> None:
        there = self.kept() is not None
        with self.made.step():
            assert self.cache.forget("k") is there
        self.value = None

    @precondition(lambda self: self.made.over == "asyncio" and self.gets)
    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from([*self.outcomes, *self.waiting]))
        mine = self.claimed_by() == number
        with self.made.step():
            self.outcomes.pop(number, None)
            self.made.cancel(number)
        with pytest.raises(asyncio.CancelledError):
            self.gets.pop(number).result(0)
        self.waiting.discard(number)
        if mine:
            self.claim = None
            self.next_one()

    # -- what follows ----------------------------------------------------------------

    def go_on(self, number: int, end: Callable[[Future[str]], None]) -> None:
        """Let a computation end."""
        outcome = self.outcomes.pop(number)
        with self.made.step():
            self.made.waits.busy(number)
            end(outcome)

    def ends(self, number: int, value: str) -> None:
        """A caller has its value."""
        assert self.gets.pop(number).result(0) == value
        self.waiting.discard(number)

    def next_one(self) -> None:
        """One of those who waited computes now, and no other."""
        begun = self.waiting & self.outcomes.keys()
        assert len(begun) == (1 if self.waiting else 0)
        for number in begun:
            self.waiting.remove(number)
            self.claim = number, self.timed.now + LEASE

    @invariant()
    def everybody_does_what_the_model_says(self) -> None:
        assert not any(get.done() for get in self.gets.values())
        assert self.gets.keys() - self.outcomes.keys() == self.waiting
        claim = self.claimed_by()
        assert claim is None or claim in self.outcomes
        client = self.timed.client
        assert client.get_value(self.entry) == self.kept()
        assert client.exists(f"{self.entry}:claim") == (claim is not None)

    def teardown(self) -> None:
        try:
            while self.outcomes:
                self.go_on(min(self.outcomes), lambda end: end.set_result("end"))
            assert all(get.done() for get in self.gets.values())
        finally:
            self.made.close()


@pytest.mark.parametrize("over", ["threads", "asyncio"])
def test_a_cache_is_what_its_model_is(timed: Timed, over: str) -> None:
    run_state_machine_as_test(lambda: Cache(timed, over), settings=MACHINE)


# -- many at once -----------------------------------------------------------------------


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


def test_16_threads_whose_computations_all_fail(client: redipy.Redis) -> None:
    cache = RCache(client, "c", lease=600)
    inside = 0

    def compute() -> str:
        nonlocal inside
        inside += 1
        assert inside == 1
        inside -= 1
        raise OSError

    def get(_: int) -> None:
        with pytest.raises(OSError):
            cache.get("k", compute)

    at_once(get)
    assert client.keys_block() == []


def test_a_cache_over_asyncio(client: redipy.Redis, redis_url: str) -> None:
    async def run(over: redipy.asyncio.Redis) -> None:
        cache = AsyncRCache(over, "c")
        calls: list[int] = []

        async def compute() -> str:
            calls.append(1)
            await asyncio.sleep(0)
            if len(calls) == 1:
                raise OSError
            return "value"

        jobs = (cache.get("k", compute) for _ in range(THREADS))
        found = await asyncio.gather(*jobs, return_exceptions=True)
        assert sum(isinstance(each, OSError) for each in found) == 1
        assert found.count("value") == THREADS - 1
        assert len(calls) == 2
        assert await cache.forget("k")
        assert not await cache.forget("k")
        await over.aclose()

    asyncio.run(run(on_a_loop(client, redis_url)))


@pytest.mark.parametrize("fails", [False, True])
def test_a_claim_never_stays_for_ever(client: redipy.Redis, fails: bool) -> None:
    cache = RCache(client, "c", lease=600)
    left: list[float | None] = []

    def compute() -> str:
        left.append(client.ttl("c:k:claim"))
        if fails:
            raise OSError
        return "value"

    if fails:
        with pytest.raises(OSError):
            cache.get("k", compute)
    else:
        assert cache.get("k", compute) == "value"
    assert left[0] is not None
    assert 0 < left[0] <= 600
    assert client.keys_block() == ([] if fails else ["c:k"])


# -- leases, in real time ------------------------------------------------------------------


def test_a_lease_ends_by_itself(client: redipy.Redis) -> None:
    cache = RCache(client, "c", lease=0.05)
    begun, over = Event(), Event()

    def compute() -> str:
        begun.set()
        assert over.wait(30)
        return "late"

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(cache.get, "k", compute)
        assert begun.wait(30)
        assert cache.get("k", lambda: "second") == "second"
        over.set()
        assert first.result(30) == "late"
    assert client.get_value("c:k") == "second"


def test_who_waits_hears_that_the_lease_is_shorter_now(client: redipy.Redis) -> None:
    """The first claim would last for an hour, the one after it ends at once."""
    begun, fails = Event(), Event()
    long = RCache(client, "c", lease=3600)

    def fail() -> str:
        begun.set()
        assert fails.wait(30)
        # Nobody who waits gets the claim: a third one has it before it is given back.
        client.set_value("c:k:claim", "another one", expire_in=0.05)
        client.publish("c:k:ready", "0")
        raise OSError

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(long.get, "k", fail)
        assert begun.wait(30)
        second = pool.submit(long.get, "k", lambda: "value")
        while not client.execute("PUBSUB", "NUMSUB", "p:c:k:ready")[1]:  # type: ignore[index]
            pass
        fails.set()
        assert second.result(30) == "value"
        with pytest.raises(OSError):
            first.result(30)


@pytest.mark.parametrize("spans", [{"ttl": 0}, {"ttl": -1.5}, {"lease": 0}])
def test_spans_are_longer_than_nothing(
    client: redipy.Redis, spans: dict[str, float]
) -> None:
    name, span = next(iter(spans.items()))
    with pytest.raises(ArgumentValueError) as caught:
        RCache(client, "c", **spans)
    assert str(caught.value) == f"{name} must be more than 0 seconds, not {span}"
