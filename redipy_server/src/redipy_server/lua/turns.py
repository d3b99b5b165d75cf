"""Whose turn it is: scripts in a thread of their own, while the loop answers BUSY.

A script holds the store's lock from its beginning to its end. A short one is waited
for; after a few milliseconds the event loop goes on without it. Until the script
ends, what other clients ask waits; once the script is slow, they are told so, and
may end it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from queue import SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from redipy_server.flow import Flow
    from redipy_server.session import Session
    from redipy_server.state import ServerState

PATIENCE: Final = 0.005
"""Seconds that the event loop stands still for a script."""


class _Job:
    """Work for the thread; ``told`` is called when it is done, in the thread."""

    def __init__(self, work: Callable[[], object]) -> None:
        self._work = work
        self._result: object = None
        self._error: BaseException | None = None
        self._guard = Lock()
        self._told: Callable[[], object] | None = None
        self._is_done = False
        self.done = Lock()
        self.done.acquire()

    def run(self) -> None:
        """Do the work."""
        try:
            self._result = self._work()
        except BaseException as error:
            self._error = error
        with self._guard:
            self._is_done = True
            told = self._told
        self.done.release()
        if told is not None:
            told()

    def tell(self, told: Callable[[], object]) -> bool:
        """Have something called at the end; False if that was already."""
        with self._guard:
            if not self._is_done:
                self._told = told
            return not self._is_done

    def result(self) -> object:
        """What the work gave; raises what it raised."""
        if self._error is not None:
            raise self._error
        return self._result


class Turns:
    """The thread of scripts, and who waits for it."""

    def __init__(self, state: ServerState) -> None:
        self._state = state
        self._jobs: SimpleQueue[_Job | None] | None = None
        self._owner: Flow | None = None
        self._held: dict[Flow, None] = {}
        self._after: list[Callable[[], object]] = []
        self.slow = False
        """Whether a script takes longer than others should wait without a word."""

    def take(self, session: Session, work: Callable[[], object]) -> object:
        """Do something that may take long: its result, or an awaitable of it."""
        # Who monitors is told from within the loop alone.
        if not session.tasks or session.in_exec or self._state.monitors:
            return work()
        if self._jobs is None:
            self._jobs = SimpleQueue()
            Thread(
                target=_serve, args=(self._jobs,), name="redipy-lua", daemon=True
            ).start()
        job = _Job(work)
        self._jobs.put(job)
        if job.done.acquire(timeout=PATIENCE):
            return job.result()
        loop = asyncio.get_running_loop()
        over: asyncio.Future[None] = loop.create_future()
        timer: asyncio.TimerHandle | None = None

        def ended() -> None:
            if timer is not None:
                timer.cancel()
            self._end(over)

        self._owner = session
        self._state.refresh_all()
        if not job.tell(lambda: loop.call_soon_threadsafe(ended)):
            self._owner = None
            self._state.refresh_all()
            return job.result()
        limit = self._state.options.busy_reply_threshold
        if limit > 0:
            timer = loop.call_later(limit / 1000, self._slow_down)
        return _awaited(job, over)

    @property
    def taken(self) -> bool:
        """Whether a script has the store while the loop goes on."""
        return self._owner is not None

    def holds(self, session: Flow) -> bool:
        """Whether a client's requests must wait; they are carried out afterwards."""
        if self._owner is None or self.slow or session is self._owner:
            return False
        self._held[session] = None
        return True

    def after(self, work: Callable[[], object]) -> object:
        """Do something that needs the store as soon as no script has it.

        What it gives, None if that is later.
        """
        if self._owner is None:
            return work()
        self._after.append(work)
        return None

    def _slow_down(self) -> None:
        self.slow = True
        self._let_go()

    def _end(self, over: asyncio.Future[None]) -> None:
        self.slow, self._owner = False, None
        if not over.done():
            over.set_result(None)
        after, self._after = self._after, []
        for work in after:
            work()
        self._let_go()

    def _let_go(self) -> None:
        self._state.refresh_all()
        held, self._held = self._held, {}
        for session in held:
            session.go_on()

    def close(self) -> None:
        """End the thread when it has nothing left to do."""
        if self._jobs is not None:
            self._jobs.put(None)
            self._jobs = None


def _serve(jobs: SimpleQueue[_Job | None]) -> None:
    while (job := jobs.get()) is not None:
        job.run()


async def _awaited(job: _Job, over: Awaitable[None]) -> object:
    await over
    return job.result()
