"""A cache in which a value is computed once, while everybody else waits for it.

The first one who misses a value gets the claim to compute it, for a lease. A
computation that fails gives the claim back at once, and one of those who wait
tries itself; one that dies loses it when the lease runs out.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from uuid import uuid4

from redipy_core.asyncio import Redis as AsyncRedis
from redipy_core.client import Redis
from redipy_scripts.expressions import RedisFn
from redipy_scripts.python import Key, RedisVar, function


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


class _Names:
    """What both caches know."""

    def __init__(self, name: str, ttl: float | None, lease: float) -> None:
        self._name = name
        self._ttl = ttl
        self._lease = lease

    def _entry(self, key: str) -> str:
        return f"{self._name}:{key}"


class RCache(_Names):
    """A cache of texts in a store, for threads and processes.

    ``ttl`` is how long a value stays, None for ever; ``lease`` how long a
    computation may take before another one begins it too. Both in seconds.
    """

    def __init__(
        self, client: Redis, name: str, *, ttl: float | None = None, lease: float = 30
    ) -> None:
        super().__init__(name, ttl, lease)
        self._client = client
        self._enter = enter.on(client)
        self._finish = finish.on(client)
        self._abandon = abandon.on(client)

    def get(self, key: str, compute: Callable[[], str]) -> str:
        """The value of a key; ``compute`` is called by one of those who miss it.

        What ``compute`` raises is raised to its own caller alone.
        """
        entry, owner = self._entry(key), uuid4().hex
        mine, value, wait = self._enter(entry, owner, self._lease)

        def look() -> bool:
            nonlocal mine, value, wait
            mine, value, wait = self._enter(entry, owner, self._lease)
            return mine or value is not None

        while not mine:
            if value is not None:
                return value
            self._client.wait_for(f"{entry}:ready", look, wait)
        try:
            made = compute()
        except BaseException:
            self._abandon(entry, owner)
            raise
        self._finish(entry, owner, made, self._ttl)
        return made

    def forget(self, key: str) -> bool:
        """Take a value out; whether it was there."""
        return self._client.delete(self._entry(key)) == 1


class AsyncRCache(_Names):
    """As :class:`RCache`, over an asyncio client."""

    def __init__(
        self,
        client: AsyncRedis,
        name: str,
        *,
        ttl: float | None = None,
        lease: float = 30,
    ) -> None:
        super().__init__(name, ttl, lease)
        self._client = client
        self._enter = enter.on(client)
        self._finish = finish.on(client)
        self._abandon = abandon.on(client)

    async def get(self, key: str, compute: Callable[[], Awaitable[str]]) -> str:
        """The value of a key; ``compute`` is called by one of those who miss it.

        What ``compute`` raises is raised to its own caller alone.
        """
        entry, owner = self._entry(key), uuid4().hex
        mine, value, wait = await self._enter(entry, owner, self._lease)

        async def look() -> bool:
            nonlocal mine, value, wait
            mine, value, wait = await self._enter(entry, owner, self._lease)
            return mine or value is not None

        while not mine:
            if value is not None:
                return value
            await self._client.wait_for(f"{entry}:ready", look, wait)
        try:
            made = await compute()
        except BaseException:
            await self._abandon(entry, owner)
            raise
        await self._finish(entry, owner, made, self._ttl)
        return made

    async def forget(self, key: str) -> bool:
        """Take a value out; whether it was there."""
        return await self._client.delete(self._entry(key)) == 1
