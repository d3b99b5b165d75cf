"""A cache in which a value is computed once, while everybody else waits for it.

The first one who misses a value gets the claim to compute it, for a lease. A
computation that fails gives the claim back at once, and one of those who wait
tries itself; one that dies loses it when the lease runs out.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Generic, TypeVar
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
from redipy_scripts.python import Key, RedisVar, function

C = TypeVar("C", bound=Client)


@function
def enter(entry: Key, owner: str, lease: float) -> tuple[bool, str | None, float]:
    """Whether the caller is to compute, else the value, else how long to wait. O(1)."""
    value = RedisVar(entry).get_value()
    if value is not None:
        return False, value, 0
    claim = RedisVar(f"{entry}:claim")
    if claim.set_value(owner, mode="if_missing", expire_in=lease):
        return True, None, 0
    return False, None, max(0.001, claim.ttl() or 0)


@function
def finish(entry: Key, owner: str, value: str, ttl: float | None) -> bool:
    """Put a computed value in and tell who waits; False if the claim was lost. O(1)."""
    claim = RedisVar(f"{entry}:claim")
    if claim.get_value() != owner:
        return False
    claim.delete()
    if ttl is None:
        RedisVar(entry).set_value(value)
    else:
        RedisVar(entry).set_value(value, expire_in=ttl)
    RedisFn("PUBLISH", None, f"{entry}:ready", "1")
    return True


@function
def abandon(entry: Key, owner: str) -> bool:
    """Give the claim back and tell who waits; False if it was lost. O(1)."""
    claim = RedisVar(f"{entry}:claim")
    if claim.get_value() != owner:
        return False
    claim.delete()
    RedisFn("PUBLISH", None, f"{entry}:ready", "0")
    return True


class _Cache(Generic[C]):
    """What both caches do, in steps."""

    def __init__(
        self, client: C, name: str, *, ttl: float | None = None, lease: float = 30
    ) -> None:
        plain: Client = client
        self._client = client
        self._name = name
        self._ttl = None if ttl is None else seconds("ttl", ttl)
        self._lease = seconds("lease", lease)
        self._enter = enter.on(plain)
        self._finish = finish.on(plain)
        self._abandon = abandon.on(plain)

    def _entry(self, key: str) -> str:
        return f"{self._name}:{key}"

    def _get(self, key: str, compute: Callable[[], Awaitable[str] | str]) -> Steps[str]:
        entry, owner = self._entry(key), uuid4().hex

        def ask() -> Steps[tuple[tuple[str | None] | None, float]]:
            """The value, or None in its place for the claim to compute it."""
            given = self._enter(entry, owner, self._lease)
            mine, value, rest = yield from step(given)
            return (value,) if mine or value is not None else None, rest

        try:
            found = yield from ask_until(self._client, f"{entry}:ready", ask)
            value = None if found is None else found[0]
            if value is None:
                value = yield from step(compute())
                yield from step(self._finish(entry, owner, value, self._ttl))
            return value
        except BROKEN:
            with suppress(RedipyError):  # what went wrong first is what is raised
                yield from step(self._abandon(entry, owner))
            raise


class RCache(_Cache[Redis]):
    """A cache of texts in a store, for threads and processes.

    ``ttl`` is how long a value stays, None for ever; ``lease`` how long a
    computation may take before another one begins it too. Both in seconds.
    """

    def get(self, key: str, compute: Callable[[], str]) -> str:
        """The value of a key; ``compute`` is called by one of those who miss it.

        What ``compute`` raises is raised to its own caller alone. GET if the value
        is there, O(1).
        """
        return run(self._get(key, compute))

    def forget(self, key: str) -> bool:
        """Take a value out (DEL); whether it was there. O(1)."""
        return self._client.delete(self._entry(key)) == 1


class AsyncRCache(_Cache[AsyncRedis]):
    """As :class:`RCache`, over an asyncio client."""

    async def get(self, key: str, compute: Callable[[], Awaitable[str]]) -> str:
        """The value of a key; see :meth:`RCache.get`."""
        return await run_async(self._get(key, compute))

    async def forget(self, key: str) -> bool:
        """Take a value out; see :meth:`RCache.forget`."""
        return await self._client.delete(self._entry(key)) == 1
