"""The methods of a client give the same on memory and on a real server."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest

import redipy
from redipy_core.testing.method_calls import MethodCall, MethodMaker
from redipy_core.testing.method_twin import TIMED, Difference, MethodTwin


# SORT's patterns can follow a prefix without a star alone.
@pytest.fixture(params=["", "p[?]->:"], ids=["plain", "prefix"])
def twin(request: pytest.FixtureRequest, redis_url: str) -> Iterator[MethodTwin]:
    prefix = request.param
    with (
        redipy.Redis(prefix=prefix) as actual,
        redipy.Redis.from_url(redis_url) as everything,
        redipy.Redis.from_url(redis_url, prefix=prefix) as oracle,
    ):
        everything.flushall()
        yield MethodTwin(oracle, actual)


def _sequences(seeds: range, length: int) -> Iterator[tuple[int, list[MethodCall]]]:
    table = redipy.Redis().get_runtime().table
    for seed in seeds:
        yield seed, MethodMaker(Random(seed), table).sequence(length)


def _fail(seed: int, calls: list[MethodCall], found: Difference) -> None:
    lines = "\n".join(f"  {call}" for call in calls)
    pytest.fail(f"seed {seed}, after\n{lines}\n{found}", pytrace=False)


def test_random_methods(twin: MethodTwin, seeds: range, length: int) -> None:
    for seed, calls in _sequences(seeds[::2], length):
        found = twin.difference(calls)
        if found is None:
            continue
        smaller = twin.minimal(calls)
        name = "PTTL" if found.call is None else found.call.command.name
        if smaller is None and name in TIMED:
            continue  # the clock moved between the two sides
        _fail(seed, *(smaller or (calls, found)))


def test_random_pipelines(twin: MethodTwin, seeds: range, length: int) -> None:
    for seed, calls in _sequences(seeds[1::2], length):
        assert twin.difference([]) is None
        for at in range(0, len(calls), 10):
            found = twin.pipeline_difference(calls[at : at + 10])
            if found is not None:
                _fail(seed, calls[: at + 10], found)
        held = twin.held_difference()
        if held is not None:
            _fail(seed, calls, held)


def test_errors_are_of_our_tree(redis_url: str) -> None:
    """Whatever a method is given, it answers or raises an error of our own."""
    with redipy.Redis() as memory, redipy.Redis.from_url(redis_url) as server:
        table = memory.get_runtime().table
        for call in MethodMaker(Random(7), table, bad=0.5).sequence(3000):
            for client in (memory, server):
                try:
                    getattr(client, call.command.method_name)(
                        *call.args, **call.options
                    )
                except redipy.RedipyError:
                    continue
