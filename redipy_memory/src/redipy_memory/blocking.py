"""Callers that wait for a key: parked in order, woken by what changes it.

A blocking command's behaviour answers at once, or returns a :class:`Wait`. The
caller is then parked at its keys. After each command that changed one of them
the store tries on behalf of those who are parked there, in the order in which
they came; who gets an answer is woken. Nobody polls.
"""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import TIMEOUT_MAX, Lock, get_ident
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

from redipy_core.errors import ResponseError

if TYPE_CHECKING:
    from redipy_memory.keyspace import Keyspace

R = TypeVar("R")

_LONGEST = min(TIMEOUT_MAX, 1e8)
"""Seconds: three years, which both threads and event loops can wait."""


@dataclass(frozen=True, slots=True)
class Wait(Generic[R]):
    """What a blocking command returns that has nothing to answer yet.

    ``timeout`` is in seconds, 0 for no limit. ``attempt`` is called when one of
    the keys was changed, with that key; it gives the answer, None if there is
    still none, or raises the error that ends the wait. ``undo`` takes an answer
    back that nobody is left to receive.
    """

    keys: Sequence[bytes]
    timeout: float
    attempt: Callable[[bytes], R | None]
    undo: Callable[[R], object] | None = None


AnyWait: TypeAlias = Wait[Any]
"""A wait for whatever: only the behaviour that made it knows the answer's type."""


class Parked(ABC):
    """A caller that waits. Made while the caller holds the store's lock."""

    def __init__(self, db: Keyspace, wait: AnyWait) -> None:
        self.db = db
        self.wait = wait
        self.settled = False
        self._answer: object = None
        self.seconds = min(wait.timeout, _LONGEST) if wait.timeout else None
        db.park(self)

    def settle(self, answer: object) -> None:
        """End the wait; an answer that is an error is raised in the caller.

        Whoever calls it holds the store's lock.
        """
        self.db.unpark(self)
        self.settled = True
        self._answer = answer
        self._wake()

    @abstractmethod
    def _wake(self) -> None:
        """Let the caller go on."""

    def _leave(self) -> None:
        """The caller is gone: what it got meanwhile goes back."""
        with self.db.shared.lock:
            if not self.settled:
                self.settle(None)
            else:
                self._take_back()
                self.db.shared.serve()

    def _take_back(self) -> None:
        """Undo an answer that nobody is left to receive."""
        if self.wait.undo is not None and self._answer is not None:
            self.wait.undo(self._answer)

    def _received(self) -> object:
        if not self.settled:
            with self.db.shared.lock:
                if not self.settled:
                    self.settle(None)
        if isinstance(self._answer, ResponseError):
            raise self._answer
        return self._answer


class ParkedThread(Parked):
    """A thread that waits."""

    def __init__(self, db: Keyspace, wait: AnyWait) -> None:
        self._signal = Lock()
        self._signal.acquire()
        super().__init__(db, wait)

    def _wake(self) -> None:
        self._signal.release()

    def answer(self) -> object:
        """Wait for the answer; None when the time is over."""
        try:
            if self.seconds is None:
                self._signal.acquire()
            else:
                self._signal.acquire(timeout=self.seconds)
        except BaseException:
            self._leave()
            raise
        return self._received()


class ParkedTask(Parked):
    """A task of the running event loop that waits."""

    def __init__(self, db: Keyspace, wait: AnyWait) -> None:
        self._loop = asyncio.get_running_loop()
        self._thread = get_ident()
        self._future: asyncio.Future[None] = self._loop.create_future()
        super().__init__(db, wait)

    def _wake(self) -> None:
        if get_ident() == self._thread:
            self._set()
            return
        try:
            self._loop.call_soon_threadsafe(self._set)
        except RuntimeError:  # the loop was closed, and its tasks are gone
            self._take_back()

    def _set(self) -> None:
        if not self._future.done():
            self._future.set_result(None)

    async def answer(self) -> object:
        """Wait for the answer; None when the time is over."""
        timer = None
        if self.seconds is not None:
            timer = self._loop.call_later(self.seconds, self._set)
        try:
            await self._future
            if not self.settled:
                await self._give_up()
        except BaseException:
            self._leave()
            raise
        finally:
            if timer is not None:
                timer.cancel()
        return self._received()

    async def _give_up(self) -> None:
        """End the wait without an answer; who has the store holds up only this task."""
        lock = self.db.shared.lock
        while not self.settled:
            if lock.acquire(blocking=False):
                try:
                    if not self.settled:
                        self.settle(None)
                finally:
                    lock.release()
            else:
                await asyncio.sleep(0.001)


class Waiters:
    """Who is parked at the keys of one keyspace, in the order in which they came."""

    def __init__(self) -> None:
        self._at: dict[bytes, dict[Parked, None]] = {}

    def __contains__(self, key: bytes) -> bool:
        return key in self._at

    def add(self, parked: Parked) -> None:
        """Park a caller at all its keys."""
        for key in parked.wait.keys:
            self._at.setdefault(key, {})[parked] = None

    def discard(self, parked: Parked) -> None:
        """Let a caller go, from all its keys."""
        for key in parked.wait.keys:
            waiting = self._at.get(key)
            if waiting is not None:
                waiting.pop(parked, None)
                if not waiting:
                    del self._at[key]

    def keys(self) -> list[bytes]:
        """The keys at which somebody is parked."""
        return list(self._at)

    def answer_one(self, key: bytes) -> bool:
        """Answer the first caller at a key who can be; whether there was one."""
        for parked in self._at.get(key, ()):
            try:
                answer = parked.wait.attempt(key)
            except ResponseError as error:
                answer = error
            if answer is not None:
                parked.settle(answer)
                return True
        return False
