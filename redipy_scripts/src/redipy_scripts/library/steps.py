"""What a structure does that waits, written once for threads and for asyncio.

It is a generator of *steps*: it yields what a client's function gave, a result or an
awaitable of one, and gets the result. On threads a step is its result already; an
event loop awaits it.
"""

from __future__ import annotations

from asyncio import CancelledError
from collections.abc import Awaitable, Callable, Generator
from typing import Final, TypeAlias, TypeVar, cast

from redipy_core.asyncio import Redis as AsyncRedis
from redipy_core.client import Redis
from redipy_core.deadline import Deadline
from redipy_core.errors import ArgumentValueError

R = TypeVar("R")
Client: TypeAlias = Redis | AsyncRedis
Steps: TypeAlias = Generator[object, object, R]

BROKEN: Final = (Exception, CancelledError, KeyboardInterrupt, SystemExit)
"""What may end steps that still have something to give back. Where they are thrown
away as they are, no further step can be taken."""

SOONER: Final = 0.01
"""By how many seconds a wait must become shorter to begin anew."""


def step(given: Awaitable[R] | R) -> Steps[R]:
    """One step: the result of what a client gave."""
    return cast(R, (yield given))


def run(steps: Steps[R]) -> R:
    """Carry out steps whose results are there already."""
    try:
        given = next(steps)
        while True:
            given = steps.send(given)
    except StopIteration as end:
        return cast(R, end.value)


async def run_async(steps: Steps[R]) -> R:
    """Carry out steps of which each is awaited."""
    try:
        given = next(steps)
        while True:
            try:
                result = await cast(Awaitable[object], given)
            except BROKEN as error:
                given = steps.throw(error)
            else:
                given = steps.send(result)
    except StopIteration as end:
        return cast(R, end.value)


def ask_until(
    client: Client,
    channel: str,
    ask: Callable[[], Steps[tuple[R | None, float]]],
    timeout: float | None = None,
) -> Steps[R | None]:
    """What ``ask`` gives at last, None after ``timeout`` seconds.

    ``ask`` gives None for no, and the seconds until it is worth asking again. It is
    asked then, and after each message on the channel.
    """
    end = Deadline(timeout)
    found, rest = yield from ask()
    while found is None:
        left = end.left()
        if left is not None and left <= 0:
            return None
        rest = rest if left is None else min(rest, left)
        until = Deadline(rest)

        def look(until: Deadline = until) -> Steps[bool]:
            """Whether this wait is over: there is something, or a shorter wait."""
            nonlocal found, rest
            found, rest = yield from ask()
            return found is not None or rest + SOONER < (until.left() or 0)

        yield from wait_for(client, channel, look, rest)
    return found


def wait_for(
    client: Client, channel: str, look: Callable[[], Steps[bool]], timeout: float
) -> Steps[bool | None]:
    """A client's ``wait_for``, with a predicate in steps."""
    if isinstance(client, AsyncRedis):
        return step(client.wait_for(channel, lambda: run_async(look()), timeout))
    return step(client.wait_for(channel, lambda: run(look()), timeout))


def seconds(name: str, span: float) -> float:
    """A span that must be longer than nothing."""
    if not span > 0:
        raise ArgumentValueError(f"{name} must be more than 0 seconds, not {span}")
    return span
