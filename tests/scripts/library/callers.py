"""Callers of structures that wait, on threads or in an event loop, step by step.

A test does one thing after the other, and after each :meth:`Callers.settle` returns
when every caller has done with it: has ended, is in what the test made it do, or waits
for a message. Waits run out as the model's time goes and not as the real one does.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from threading import Condition, Thread
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from tests.scripts.library.support import Timed

import redipy
import redipy.asyncio
from redipy_scripts.library import steps

MACHINE = settings(
    max_examples=60,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
PATIENCE = 20
"""Seconds after which a test that hangs fails."""


class Callers:
    """Some callers, each with a client of its own.

    ``over`` is ``"threads"`` or ``"asyncio"``. They wait for messages on one channel,
    and the library's deadlines are in the model's time.
    """

    def __init__(self, timed: Timed, over: str, channel: str, count: int) -> None:
        self.timed = timed
        self.over = over
        self.waits = Waits(timed)
        self._channel = channel
        self._loop = asyncio.new_event_loop()
        self._runner = Thread(target=self._loop.run_forever, daemon=True)
        self._runner.start()
        self._patch = pytest.MonkeyPatch()
        self._patch.setattr(steps, "Deadline", self.waits.deadline)
        kind: Any = OnThreads if over == "threads" else OnALoop
        self.clients = [self._client(kind, number) for number in range(count)]

    def _client(self, kind: Any, number: int) -> Any:
        made = self.timed.another(kind)
        made.waits, made.number = self.waits, number
        return made

    def call(self, number: int, job: Callable[[], Any]) -> Future[Any]:
        """Let a caller do something."""
        future: Future[Any] = Future()
        self.waits.busy(number)

        def end(result: object, error: BaseException | None) -> None:
            if error is None:
                future.set_result(result)
            else:
                future.set_exception(error)
            self.waits.settled(number, None)

        def on_a_thread() -> None:
            try:
                end(job(), None)
            except BaseException as error:
                end(None, error)

        async def on_the_loop() -> None:
            tasks[number] = asyncio.current_task()
            try:
                end(await job(), None)
            except BaseException as error:
                end(None, error)

        tasks = self.waits.tasks
        if self.over == "threads":
            Thread(target=on_a_thread, daemon=True).start()
        else:
            asyncio.run_coroutine_threadsafe(on_the_loop(), self._loop)
        return future

    def cancel(self, number: int) -> None:
        """Cancel a caller that is a task."""
        self.waits.busy(number)
        self._loop.call_soon_threadsafe(self.waits.tasks[number].cancel)

    def awaited(self, future: Future[Any]) -> Any:
        """What a caller does that waits for a future."""
        if self.over == "threads":
            return future.result(PATIENCE)
        return asyncio.wrap_future(future, loop=self._loop)

    @contextmanager
    def step(self) -> Iterator[None]:
        """Do something, and return when every caller has done with it."""
        self.waits.tick += 1
        yield
        before: object = None
        while before != (before := self._round()):
            self.waits.tick += 1

    def _round(self) -> object:
        """Wait until all have heard of this tick; what they are doing then."""
        waits, tick = self.waits, self.waits.tick
        self.timed.client.publish(self._channel, f"tick {tick}")
        with waits.changed:
            done = waits.changed.wait_for(waits.all_quiet, PATIENCE)
            assert done, waits.quiet
            return {n: at is None for n, at in waits.quiet.items()}

    def close(self) -> None:
        self._patch.undo()
        for client in self.clients:
            if self.over == "threads":
                client.close()
            else:
                closing = asyncio.run_coroutine_threadsafe(client.aclose(), self._loop)
                closing.result(PATIENCE)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._runner.join()
        self._loop.close()


class Waits:
    """Who waits, and which tick they have heard of."""

    def __init__(self, timed: Timed) -> None:
        self.timed = timed
        self.tick = 0
        self.quiet: dict[int, int | None] = {}
        """The tick that each caller has heard, None if it does not wait."""
        self.tasks: dict[int, Any] = {}
        self.changed = Condition()

    def busy(self, number: int) -> None:
        """A caller is going on."""
        with self.changed:
            self.quiet[number] = -1

    def settled(self, number: int, tick: int | None) -> None:
        """A caller goes on no further after a tick, or (None) for now at all."""
        with self.changed:
            self.quiet[number] = tick
            self.changed.notify_all()

    def all_quiet(self) -> bool:
        return all(at is None or at >= self.tick for at in self.quiet.values())

    def deadline(self, timeout: float | None) -> Deadline:
        return Deadline(self.timed, timeout)


class Deadline:
    """As the library's, in the model's time."""

    def __init__(self, timed: Timed, timeout: float | None) -> None:
        self._timed = timed
        self._at = None if timeout is None else timed.now + timeout / timed.second

    def left(self) -> float | None:
        if self._at is None:
            return None
        return max(self._at - self._timed.now, 0) * self._timed.second


class Wait:
    """A wait of one caller."""

    def __init__(self, waits: Waits, number: int, timeout: float | None) -> None:
        self._waits = waits
        self._number = number
        self._end = waits.deadline(timeout)
        self._tick = waits.tick

    def rests(self) -> None:
        """There was nothing to find; a message may come."""
        self._waits.settled(self._number, self._tick)

    def heard(self, data: str) -> bool | None:
        """Whether a message ends the wait; None if it is to be looked again."""
        word, _, number = data.partition(" ")
        if word != "tick":
            return None
        if int(number) < self._waits.tick:
            return False  # of a step that is over
        if self._end.left() == 0:
            return True
        self._tick = int(number)
        self.rests()
        return False


class OnThreads(redipy.Redis):
    """A client whose waits are as long as the model says."""

    waits: Waits
    number: int

    def wait_for(
        self,
        channel: Any,
        predicate: Callable[[], Any],
        timeout: float | None = None,
    ) -> Any:
        with self.pubsub() as messages:
            messages.subscribe(channel)
            wait = Wait(self.waits, self.number, timeout)
            if found := predicate():
                return found
            wait.rests()
            for message in messages:
                over = wait.heard(message.data)
                if over:
                    break
                if over is None and (found := predicate()):
                    return found
        return None


class OnALoop(redipy.asyncio.Redis):
    """As :class:`OnThreads`, for an event loop."""

    waits: Waits
    number: int

    async def wait_for(
        self,
        channel: Any,
        predicate: Callable[[], Awaitable[Any]],
        timeout: float | None = None,
    ) -> Any:
        async with self.pubsub() as messages:
            await messages.subscribe(channel)
            wait = Wait(self.waits, self.number, timeout)
            if found := await predicate():
                return found
            wait.rests()
            async for message in messages:
                over = wait.heard(message.data)
                if over:
                    break
                if over is None and (found := await predicate()):
                    return found
        return None
