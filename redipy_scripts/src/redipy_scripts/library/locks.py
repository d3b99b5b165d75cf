"""A fair lock: who came first gets it first, and every holder has a higher token.

A holder has the lock for a lease and renews it; when it dies the lease runs out
and the next one gets the lock. The token (a *fencing token*) is to be given to
what the lock protects, which refuses a token lower than one it has seen: so a
holder that was asleep for longer than its lease does no harm.
"""

from __future__ import annotations

import time
from contextlib import nullcontext, suppress
from types import TracebackType
from typing import Generic, Self, TypeVar
from uuid import uuid4

from redipy_core.asyncio import Redis as AsyncRedis
from redipy_core.client import Redis
from redipy_core.errors import RedipyError
from redipy_scripts.expressions import RedisFn
from redipy_scripts.library.steps import (
    BROKEN,
    Client,
    Steps,
    ask_until,
    run,
    run_async,
    seconds,
    step,
)
from redipy_scripts.python import Key, RedisHash, RedisList, function

C = TypeVar("C", bound=Client)


class LockLostError(RedipyError):
    """The lock was held for longer than its lease, and is somebody else's."""


@function
def acquire(name: Key, owner: str, lease: float, patience: float) -> tuple[int, float]:
    """The lock's token, or 0 and the seconds until it is worth asking again.

    Who is refused is queued, for ``patience`` seconds after asking last.
    O(1), and O(1) for each one who waited too long.
    """
    now = time.time()
    held = RedisHash(name)
    waiting = RedisList(f"{name}:waiting")
    patient = RedisHash(f"{name}:patient")
    while (head := waiting.lindex(0)) is not None:
        until = patient.hget(head)
        if until is not None and float(until) > now:
            break
        waiting.lpop()
        patient.hdel(head)
    rest = float(held.hget("until") or "0") - now
    if rest <= 0 and (head is None or head == owner):
        if head is not None:
            waiting.lpop()
            patient.hdel(owner)
        token = held.hincrby("token", 1)
        held.hset({"owner": owner, "until": now + lease})
        return token, 0
    if not patient.hexists(owner):
        waiting.rpush(owner)
    patient.hset({owner: now + patience})
    if rest <= 0:
        first = patient.hget(head) if head is not None else None
        rest = float(first or "0") - now
    return 0, max(0.001, rest)


@function
def renew(name: Key, owner: str, token: int, lease: float) -> bool:
    """Hold the lock for ``lease`` seconds from now; False if it was lost. O(1)."""
    held = RedisHash(name)
    found = held.hmget("owner", "token", "until")
    if found["owner"] != owner or found["token"] != str(token):
        return False
    if float(found["until"] or "0") <= time.time():
        return False
    held.hset({"until": time.time() + lease})
    return True


@function
def release(name: Key, owner: str, token: int) -> bool:
    """Give the lock to the next one; False if it was lost. O(1)."""
    held = RedisHash(name)
    found = held.hmget("owner", "token")
    if found["owner"] != owner or found["token"] != str(token):
        return False
    held.hset({"owner": "", "until": 0})
    RedisFn("PUBLISH", None, f"{name}:released", token)
    return True


@function
def leave(name: Key, owner: str, token: int) -> bool:
    """Wait no longer; whether there was anything to give up. O(N) with N waiting.

    A lock that is one's own under another token goes to the next one: whoever
    leaves has not heard of it.
    """
    RedisHash(f"{name}:patient").hdel(owner)
    left = RedisList(f"{name}:waiting").lrem(0, owner) > 0
    held = RedisHash(name)
    found = held.hmget("owner", "token")
    if found["owner"] == owner and found["token"] != str(token):
        held.hset({"owner": "", "until": 0})
        left = True
    if left:
        RedisFn("PUBLISH", None, f"{name}:released", owner)
    return left


class _Lock(Generic[C]):
    """What both locks do, in steps."""

    def __init__(
        self, client: C, name: str, *, lease: float = 30, patience: float = 30
    ) -> None:
        plain: Client = client
        self._client = plain
        self._name = name
        self._lease = seconds("lease", lease)
        self._patience = seconds("patience", patience)
        self._owner = uuid4().hex
        self._token = 0
        self._ask = acquire.on(plain)
        self._extend = renew.on(plain)
        self._give = release.on(plain)
        self._leave = leave.on(plain)

    @property
    def token(self) -> int:
        """The holder's fencing token; 0 without the lock."""
        return self._token

    def _acquire(self, timeout: float | None) -> Steps[bool]:
        name, owner, patience = self._name, self._owner, self._patience

        def ask() -> Steps[tuple[int | None, float]]:
            given = self._ask(name, owner, self._lease, patience)
            token, rest = yield from step(given)
            return token or None, min(rest, patience / 2)

        try:
            token = yield from ask_until(self._client, f"{name}:released", ask, timeout)
        except BROKEN:
            with suppress(RedipyError):  # what went wrong first is what is raised
                yield from step(self._leave(name, owner, self._token))
            raise
        if token is None:
            yield from step(self._leave(name, owner, self._token))
            return False
        self._token = token
        return True

    def _renew(self) -> Steps[None]:
        given = self._extend(self._name, self._owner, self._token, self._lease)
        if not (yield from step(given)):
            raise LockLostError(f"the lock {self._name} was lost")

    def _release(self) -> Steps[None]:
        token, self._token = self._token, 0
        if not (yield from step(self._give(self._name, self._owner, token))):
            raise LockLostError(f"the lock {self._name} was lost")


class FairLock(_Lock[Redis]):
    """A lock in a store, for threads and processes; a context manager.

    ``lease`` is how long a holder has it without :meth:`renew`, ``patience`` how
    long a waiting one is kept in its place without asking again, both in
    seconds. An object is one owner, and is used by one thread at a time.
    """

    def acquire(self, timeout: float | None = None) -> bool:
        """Wait for the lock, ``timeout`` seconds at most; whether it was got.

        Who has it already waits as everybody else does.
        """
        return run(self._acquire(timeout))

    def renew(self) -> None:
        """Begin the lease anew; LockLostError if it has run out. O(1)."""
        run(self._renew())

    def release(self) -> None:
        """Give the lock back; LockLostError if it was lost meanwhile. O(1)."""
        run(self._release())

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # An error of the block is worth more than that the lock was lost.
        with suppress(LockLostError) if error else nullcontext():
            self.release()


class AsyncFairLock(_Lock[AsyncRedis]):
    """As :class:`FairLock`, over an asyncio client."""

    async def acquire(self, timeout: float | None = None) -> bool:
        """Wait for the lock; see :meth:`FairLock.acquire`."""
        return await run_async(self._acquire(timeout))

    async def renew(self) -> None:
        """Begin the lease anew; see :meth:`FairLock.renew`."""
        await run_async(self._renew())

    async def release(self) -> None:
        """Give the lock back; see :meth:`FairLock.release`."""
        await run_async(self._release())

    async def __aenter__(self) -> Self:
        await self.acquire()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with suppress(LockLostError) if error else nullcontext():
            await self.release()
