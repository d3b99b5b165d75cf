"""A fair lock: who came first gets it first, and every holder has a higher token.

A holder has the lock for a lease and renews it; when it dies the lease runs out
and the next one gets the lock. The token (a *fencing token*) is to be given to
what the lock protects, which refuses a token lower than one it has seen: so a
holder that was asleep for longer than its lease does no harm.
"""

from __future__ import annotations

import time
from types import TracebackType
from typing import Self
from uuid import uuid4

from redipy_core.asyncio import Redis as AsyncRedis
from redipy_core.client import Redis
from redipy_core.deadline import Deadline
from redipy_core.errors import RedipyError
from redipy_scripts.expressions import RedisFn
from redipy_scripts.python import Key, RedisHash, RedisList, function


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
def leave(name: Key, owner: str) -> bool:
    """Wait no longer; whether one was queued. O(N) with N waiting."""
    RedisHash(f"{name}:patient").hdel(owner)
    left = RedisList(f"{name}:waiting").lrem(0, owner) > 0
    if left:
        RedisFn("PUBLISH", None, f"{name}:released", owner)
    return left


class FairLock:
    """A lock in a store, for threads and processes; a context manager.

    ``lease`` is how long a holder has it without :meth:`renew`, ``patience`` how
    long a waiting one is kept in its place without asking again, both in
    seconds. An object is one owner, and is used by one thread at a time.
    """

    def __init__(
        self, client: Redis, name: str, *, lease: float = 30, patience: float = 30
    ) -> None:
        self._client = client
        self._name = name
        self._lease = lease
        self._patience = patience
        self._owner = uuid4().hex
        self._token = 0
        self._acquire = acquire.on(client)
        self._renew = renew.on(client)
        self._release = release.on(client)
        self._leave = leave.on(client)

    @property
    def token(self) -> int:
        """The holder's fencing token; 0 without the lock."""
        return self._token

    def acquire(self, timeout: float | None = None) -> bool:
        """Wait for the lock, ``timeout`` seconds at most; whether it was got."""
        deadline = Deadline(timeout)
        wait = 0.0

        def got() -> bool:
            nonlocal wait
            self._token, wait = self._acquire(
                self._name, self._owner, self._lease, self._patience
            )
            return self._token > 0

        try:
            while not got():
                left = deadline.left()
                if left is not None and left <= 0:
                    self._leave(self._name, self._owner)
                    return False
                span = min(wait, self._patience / 2)
                span = span if left is None else min(span, left)
                if self._client.wait_for(f"{self._name}:released", got, span):
                    return True
        except BaseException:
            self._leave(self._name, self._owner)
            raise
        return True

    def renew(self) -> None:
        """Begin the lease anew; LockLostError if it has run out."""
        if not self._renew(self._name, self._owner, self._token, self._lease):
            raise LockLostError(f"the lock {self._name} was lost")

    def release(self) -> None:
        """Give the lock back; LockLostError if it was lost meanwhile."""
        token, self._token = self._token, 0
        if not self._release(self._name, self._owner, token):
            raise LockLostError(f"the lock {self._name} was lost")

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self.release()
        except LockLostError:
            if error is None:
                raise


class AsyncFairLock:
    """As :class:`FairLock`, over an asyncio client."""

    def __init__(
        self, client: AsyncRedis, name: str, *, lease: float = 30, patience: float = 30
    ) -> None:
        self._client = client
        self._name = name
        self._lease = lease
        self._patience = patience
        self._owner = uuid4().hex
        self._token = 0
        self._acquire = acquire.on(client)
        self._renew = renew.on(client)
        self._release = release.on(client)
        self._leave = leave.on(client)

    @property
    def token(self) -> int:
        """The holder's fencing token; 0 without the lock."""
        return self._token

    async def acquire(self, timeout: float | None = None) -> bool:
        """Wait for the lock, ``timeout`` seconds at most; whether it was got."""
        deadline = Deadline(timeout)
        wait = 0.0

        async def got() -> bool:
            nonlocal wait
            self._token, wait = await self._acquire(
                self._name, self._owner, self._lease, self._patience
            )
            return self._token > 0

        try:
            while not await got():
                left = deadline.left()
                if left is not None and left <= 0:
                    await self._leave(self._name, self._owner)
                    return False
                span = min(wait, self._patience / 2)
                span = span if left is None else min(span, left)
                if await self._client.wait_for(f"{self._name}:released", got, span):
                    return True
        except BaseException:
            await self._leave(self._name, self._owner)
            raise
        return True

    async def renew(self) -> None:
        """Begin the lease anew; LockLostError if it has run out."""
        if not await self._renew(self._name, self._owner, self._token, self._lease):
            raise LockLostError(f"the lock {self._name} was lost")

    async def release(self) -> None:
        """Give the lock back; LockLostError if it was lost meanwhile."""
        token, self._token = self._token, 0
        if not await self._release(self._name, self._owner, token):
            raise LockLostError(f"the lock {self._name} was lost")

    async def __aenter__(self) -> Self:
        await self.acquire()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            await self.release()
        except LockLostError:
            if error is None:
                raise
