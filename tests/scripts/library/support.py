"""A store whose time a test holds in its hands, and many threads at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, settings

import redipy
import redipy.asyncio
from redipy.memory import LocalRuntime

T = TypeVar("T")
THREADS = 16
MOMENTS = 1e8
"""Numbers in a store from here on are moments: seconds since the epoch."""

PROPERTY = settings(
    max_examples=150, deadline=None, suppress_health_check=list(HealthCheck)
)


class Clock:
    """A clock that goes as it is told."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Timed:
    """A store with a time of its own, ``now`` in the model's seconds.

    Memory's clock goes as it is told. A server's cannot be told, so there all that
    stands in the store becomes older instead; the model's second is 10,000 real
    ones, beside which the time that a test takes is nothing.
    """

    def __init__(self, url: str | None) -> None:
        self.url = url
        self._clock = Clock()
        self.runtime = LocalRuntime(clock=self._clock) if url is None else None
        self.client = self.another(redipy.Redis)
        self.second = 1 if url is None else 10_000
        self.now = 0.0

    def another(self, kind: type[T]) -> T:
        """One more client of the same store, of any class of clients."""
        make: Callable[..., T] = kind if self.url is None else kind.from_url  # type: ignore[attr-defined]
        at = {"rt": self.runtime} if self.url is None else {"url": self.url}
        return make(**at, prefix="p:")

    def start(self) -> None:
        """Begin with an empty store."""
        self.client.flushall()
        self.now = 0

    def wait(self, seconds: float) -> None:
        """Let the model's time pass."""
        self.now += seconds
        if self.url is None:
            self._clock.now += seconds
        elif seconds:
            age(self.client, seconds * self.second)

    def close_to(self, seconds: float) -> object:
        """What is equal to a span of the model's seconds."""
        slack = 1e-6 if self.url is None else 60
        return pytest.approx(seconds * self.second, abs=slack)


def age(client: redipy.Redis, seconds: float) -> None:
    """Make all that stands in a store older: what expires, and every moment."""
    with client.pipeline() as pipe:
        for key in client.keys_block():
            kind, left = client.key_type(key), client.pttl(key)
            if kind == "string":
                value = moment(client.get_value(key) or "")
                if value is not None:
                    pipe.set_value(key, repr(value - seconds), keep_ttl=True)
            elif kind == "hash":
                for field, text in client.hgetall(key).items():
                    value = moment(text)
                    if value is not None:
                        pipe.hset(key, {field: repr(value - seconds)})
            elif kind == "zset":
                for member, score in client.zrange(key, 0, -1, withscores=True):
                    if score > MOMENTS:
                        pipe.zadd(key, {member: score - seconds})
            if left >= 0:
                pipe.expire(key, expire_in=left / 1000 - seconds)


def moment(text: str) -> float | None:
    """The moment that a text spells, None if it is something else."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if value > MOMENTS else None


def at_once(run: Callable[[int], T]) -> list[T]:
    """What 16 threads get that begin together."""
    barrier = Barrier(THREADS)

    def begin(number: int) -> T:
        barrier.wait(30)
        return run(number)

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(begin, range(THREADS)))


def on_a_loop(client: redipy.Redis, url: str) -> redipy.asyncio.Redis:
    """An asyncio client of the same kind of store."""
    if isinstance(client.get_runtime(), LocalRuntime):
        return redipy.asyncio.Redis(rt=client.get_runtime(), prefix="p:")
    return redipy.asyncio.Redis.from_url(url, prefix="p:")
