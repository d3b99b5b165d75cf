"""A memory store whose time and chance a test holds in its hands."""

from __future__ import annotations

from random import Random

import pytest

import redipy
from redipy_memory.runtime import MemoryRuntime


class Clock:
    """Seconds since the epoch; goes only when told."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def runtime(clock: Clock) -> MemoryRuntime:
    return MemoryRuntime(clock=clock, rng=Random(1))


@pytest.fixture
def client(runtime: MemoryRuntime) -> redipy.Redis[str]:
    return redipy.Redis(rt=runtime)
