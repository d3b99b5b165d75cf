"""The fair lock goes to who came first, under a token that only grows."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from itertools import count
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
from redipy.structures import AsyncFairLock, FairLock, LockLostError
from redipy_core.errors import ArgumentValueError, ConnectionLostError
from redipy_scripts.library.locks import acquire, leave

CALLERS = 4
# Steps are whole seconds: waits end a quarter of one before, leases half of one.
TIMEOUTS = (None, 0, 0.25, 2.25, 5.25)
LEASE, PATIENCE = 7.5, 4.5
NUMBERS = count()


@dataclass
class Model:
    """The lock by the book. Owners are callers' numbers, or names of strangers.

    A stranger asks when it is told to, and may be forgotten; a caller asks again and
    again until it has the lock or gives up.
    """

    now: float = 0
    token: int = 0
    owner: object = None
    until: float = 0
    queue: list[object] = field(default_factory=list)
    patience: dict[object, float] = field(default_factory=dict)
    """Until when a stranger keeps its place."""

    def purge(self) -> None:
        """Who stands first and has not asked for too long is first no more."""
        while self.queue and self.patience.get(self.queue[0], self.now + 1) <= self.now:
            del self.patience[self.queue.pop(0)]  # type: ignore[arg-type]

    def free(self) -> bool:
        return self.until <= self.now

    def ask(self, owner: object, patience: float | None = None) -> bool:
        """Whether an owner gets the lock; it waits in the queue if not."""
        self.purge()
        if self.free() and (not self.queue or self.queue[0] == owner):
            self.leave(owner)
            self.token += 1
            self.owner, self.until = owner, self.now + LEASE
            return True
        if owner not in self.queue:
            self.queue.append(owner)
        if patience is not None:
            self.patience[owner] = self.now + patience
        return False

    def leave(self, owner: object) -> None:
        self.patience.pop(owner, None)
        if owner in self.queue:
            self.queue.remove(owner)

    def holds(self, owner: object, token: int) -> bool:
        """Whether nobody else has had the lock since."""
        return self.owner == owner and self.token == token

    def next_one(self) -> object:
        """The caller that gets the lock now, None if none does."""
        self.purge()
        if self.queue and isinstance(self.queue[0], int) and self.ask(self.queue[0]):
            return self.owner
        return None


class Locking(RuleBasedStateMachine):
    """Callers and strangers that want a lock, keep it, and lose it."""

    def __init__(self, timed: Timed, over: str) -> None:
        super().__init__()
        timed.start()
        self.timed = timed
        self.name = f"lock {next(NUMBERS)}"  # whoever failed before has another one
        self.made = made = Callers(timed, over, f"{self.name}:released", CALLERS)
        second = timed.second
        self.spans = {"lease": LEASE * second, "patience": PATIENCE * second}
        kind: Any = FairLock if made.over == "threads" else AsyncFairLock
        self.locks = [kind(client, self.name, **self.spans) for client in made.clients]
        self.model = Model()
        self.waiting: dict[int, Future[bool]] = {}
        self.ends: dict[int, float | None] = {}
        """When a caller that waits gives up."""
        self.tokens = [0] * CALLERS

    def do(self, number: int, what: Callable[[], Any]) -> Future[Any]:
        with self.made.step():
            return self.made.call(number, what)

    def idle(self) -> list[int]:
        """The callers that neither wait nor have the lock, as far as they know."""
        return [n for n in range(CALLERS) if n not in self.waiting]

    def any_idle(self, data: st.DataObject) -> int:
        return data.draw(st.sampled_from(self.idle()))

    @precondition(lambda self: self.idle())
    @rule(data=st.data(), timeout=st.sampled_from(TIMEOUTS))
    def acquire(self, data: st.DataObject, timeout: float | None) -> None:
        number = self.any_idle(data)
        if self.model.holds(number, self.tokens[number]) and not self.model.free():
            return  # it would wait for itself
        lock = self.locks[number]
        span = None if timeout is None else timeout * self.timed.second
        self.waiting[number] = self.do(number, lambda: lock.acquire(span))
        self.ends[number] = None if timeout is None else self.timed.now + timeout
        if self.model.ask(number):
            self.got(number)
        elif timeout == 0:
            self.gave_up(number)

    def got(self, number: int) -> None:
        """A caller has the lock, which nobody had before under this token."""
        assert self.waiting.pop(number).result(0) is True
        self.tokens[number] = self.model.token

    def gave_up(self, number: int) -> None:
        assert self.waiting.pop(number).result(0) is False
        self.model.leave(number)

    @precondition(lambda self: self.idle())
    @rule(data=st.data())
    def release(self, data: st.DataObject) -> None:
        number = self.any_idle(data)
        lock = self.locks[number]
        done = self.do(number, lambda: lock.release())
        if self.model.holds(number, self.tokens[number]):
            done.result(0)
            self.model.owner, self.model.until = None, 0
        else:
            with pytest.raises(LockLostError, match=f"{self.name} was lost"):
                done.result(0)
        self.tokens[number] = 0

    @precondition(lambda self: self.idle())
    @rule(data=st.data())
    def renew(self, data: st.DataObject) -> None:
        number = self.any_idle(data)
        lock = self.locks[number]
        done = self.do(number, lambda: lock.renew())
        if self.model.holds(number, self.tokens[number]) and not self.model.free():
            done.result(0)
            self.model.until = self.timed.now + LEASE
        else:
            with pytest.raises(LockLostError, match=f"{self.name} was lost"):
                done.result(0)

    @rule(name=st.sampled_from(["x", "y"]))
    def a_stranger_asks(self, name: str) -> None:
        ask = acquire.on(self.timed.client)
        with self.made.step():
            token, rest = ask(
                self.name, name, self.spans["lease"], self.spans["patience"]
            )
        if self.model.ask(name, PATIENCE):
            assert (token, rest) == (self.model.token, 0)
        else:
            assert token == 0
            assert rest > 0

    @rule(name=st.sampled_from(["x", "y"]))
    def a_stranger_leaves(self, name: str) -> None:
        there = name in self.model.queue or self.model.owner == name
        with self.made.step():
            left = leave.on(self.timed.client)(self.name, name, 0)
        assert left or not there  # those who are long forgotten may be there as well
        self.model.leave(name)
        if self.model.owner == name:
            self.model.owner, self.model.until = None, 0

    @precondition(lambda self: not self.waiting)
    @rule()
    def wait_long(self) -> None:
        """Until the lock is free whoever had it."""
        self.timed.wait(8)
        self.model.now = self.timed.now

    @rule()
    def wait(self) -> None:
        """A second goes by. Longer ones would be longer than callers ever sleep."""
        with self.made.step():
            self.timed.wait(1)
        self.model.now = self.timed.now
        for number, end in sorted(self.ends.items()):
            if number in self.waiting and end is not None and end <= self.timed.now:
                self.gave_up(number)

    @precondition(lambda self: self.made.over == "asyncio" and self.waiting)
    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(sorted(self.waiting)))
        with self.made.step():
            self.made.cancel(number)
        with pytest.raises(asyncio.CancelledError):
            self.waiting.pop(number).result(0)
        self.model.leave(number)

    @invariant()
    def everybody_has_what_the_model_says(self) -> None:
        number = self.model.next_one()
        if isinstance(number, int):
            self.got(number)
        assert not any(call.done() for call in self.waiting.values())
        assert [lock.token for lock in self.locks] == self.tokens
        assert self.timed.client.hget(self.name, "token") == (
            str(self.model.token) if self.model.token else None
        )
        self.model.purge()
        callers = [owner for owner in self.model.queue if isinstance(owner, int)]
        assert sorted(callers) == sorted(self.waiting)
        # Who is long forgotten is taken out when somebody asks.
        queued = self.timed.client.llen(f"{self.name}:waiting")
        assert queued >= len(self.model.queue)
        assert self.timed.client.hlen(f"{self.name}:patient") == queued

    def teardown(self) -> None:
        try:
            while self.waiting:
                self.wait()
                self.everybody_has_what_the_model_says()
        finally:
            self.made.close()


@pytest.mark.parametrize("over", ["threads", "asyncio"])
def test_a_lock_is_what_its_model_is(timed: Timed, over: str) -> None:
    run_state_machine_as_test(lambda: Locking(timed, over), settings=MACHINE)


# -- many at once -----------------------------------------------------------------------


def test_16_threads_hold_the_lock_one_after_the_other(client: redipy.Redis) -> None:
    inside, tokens = 0, []

    def work(_: int) -> None:
        nonlocal inside
        lock = FairLock(client, "l", lease=600)
        for _ in range(3):
            with lock:
                inside += 1
                assert inside == 1
                lock.renew()
                tokens.append(lock.token)
                inside -= 1

    at_once(work)
    assert tokens == list(range(1, 3 * THREADS + 1))
    assert client.exists("l:waiting", "l:patient") == 0


def test_16_tasks_hold_the_lock_one_after_the_other(
    client: redipy.Redis, redis_url: str
) -> None:
    async def run(over: redipy.asyncio.Redis) -> None:
        tokens: list[int] = []

        async def work() -> None:
            async with AsyncFairLock(over, "l") as lock:
                tokens.append(lock.token)
                await asyncio.sleep(0)
                await lock.renew()

        await asyncio.gather(*(work() for _ in range(THREADS)))
        assert tokens == list(range(1, THREADS + 1))
        await over.aclose()

    asyncio.run(run(on_a_loop(client, redis_url)))


def test_who_dies_with_the_lock_holds_it_for_its_lease(client: redipy.Redis) -> None:
    dead, alive = (FairLock(client, "l", lease=0.05) for _ in range(2))
    assert dead.acquire()
    assert alive.acquire()
    assert (dead.token, alive.token) == (1, 2)
    with pytest.raises(LockLostError):
        dead.release()


# -- at the edges ------------------------------------------------------------------------


def test_who_has_the_lock_waits_for_it_as_others_do(client: redipy.Redis) -> None:
    lock = FairLock(client, "l")
    with lock:
        assert not lock.acquire(timeout=0)
        assert lock.token == 1
        lock.renew()
    assert lock.token == 0


def test_an_error_of_the_block_goes_before_that_of_the_lock(
    client: redipy.Redis, redis_url: str
) -> None:
    def steal(error: Exception | None) -> None:
        client.hset("l", {"owner": "a thief", "until": 0})
        if error is not None:
            raise error

    def use(error: Exception | None) -> None:
        with FairLock(client, "l"):
            steal(error)

    async def use_on_a_loop(error: Exception | None) -> None:
        over = on_a_loop(client, redis_url)
        try:
            async with AsyncFairLock(over, "l"):
                steal(error)
        finally:
            await over.aclose()

    for run in (use, lambda error: asyncio.run(use_on_a_loop(error))):
        with pytest.raises(OSError, match="of the block"):
            run(OSError("of the block"))
        with pytest.raises(LockLostError):
            run(None)


def test_a_lock_of_which_the_owner_has_not_heard_is_given_back(
    client: redipy.Redis,
) -> None:
    lock = FairLock(client, "l", lease=3600)
    ask = lock._ask

    def lose_the_reply(*args: Any) -> Any:
        ask(*args)
        raise ConnectionLostError("the reply was lost")

    lock._ask = lose_the_reply  # type: ignore[assignment]
    with pytest.raises(ConnectionLostError, match="the reply was lost"):
        lock.acquire()
    assert lock.token == 0
    assert FairLock(client, "l").acquire(timeout=0)


def test_what_ends_the_wait_is_raised_where_leaving_fails_too(
    client: redipy.Redis,
) -> None:
    lock = FairLock(client, "l")

    def fail(*args: Any) -> Any:
        raise ConnectionLostError(f"{len(args)} arguments")

    lock._ask = lock._leave = fail  # type: ignore[assignment]
    with pytest.raises(ConnectionLostError, match="4 arguments"):
        lock.acquire()


def test_a_wait_may_be_thrown_away(client: redipy.Redis, redis_url: str) -> None:
    async def run(over: redipy.asyncio.Redis) -> None:
        async with over, AsyncFairLock(over, "l"):
            waiting = AsyncFairLock(over, "l").acquire()
            waiting.send(None)
            waiting.close()

    asyncio.run(run(on_a_loop(client, redis_url)))


@pytest.mark.parametrize("spans", [{"lease": 0}, {"patience": -1}])
def test_spans_are_longer_than_nothing(
    client: redipy.Redis, spans: dict[str, float]
) -> None:
    name, span = next(iter(spans.items()))
    with pytest.raises(ArgumentValueError) as caught:
        FairLock(client, "l", **spans)
    assert str(caught.value) == f"{name} must be more than 0 seconds, not {span}"
