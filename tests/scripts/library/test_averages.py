"""Averages are those of the numbers that were added."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.scripts.library.support import PROPERTY, THREADS, at_once

import redipy
from redipy.keys import RedisList, RedisVar
from redipy.structures import average, exponential_average, moving_average


@PROPERTY
@given(
    values=st.lists(
        st.integers(-100, 100).map(lambda n: n / 4), min_size=1, max_size=12
    )
)
def test_averages_are_what_python_computes(
    client: redipy.Redis, values: list[float]
) -> None:
    client.flushall()
    moving = moving_average.on(client)
    exponential = exponential_average.on(client)
    mean = values[0]
    for place, value in enumerate(values, 1):
        last = values[max(0, place - 4) : place]
        assert moving(RedisList("m"), value, 4) == sum(last) / len(last)
        mean += 0.5 * (value - mean)
        assert exponential(RedisVar("e"), value, 0.5) == pytest.approx(mean)


def test_a_moving_average_keeps_its_size_under_threads(client: redipy.Redis) -> None:
    run = moving_average.on(client)
    assert average.on(client)(RedisList("m")) is None
    found = at_once(lambda n: [run(RedisList("m"), n, 10) for _ in range(5)])
    assert client.llen("m") == 10
    assert all(0 <= mean < THREADS for means in found for mean in means)
    kept = [float(text) for text in client.lrange("m", 0, -1)]
    assert average.on(client)(RedisList("m")) == sum(kept) / 10


def test_no_number_of_16_threads_is_lost(client: redipy.Redis) -> None:
    run = exponential_average.on(client)
    run(RedisVar("e"), 0, 0.01)
    at_once(lambda _: [run(RedisVar("e"), 1, 0.01) for _ in range(5)])
    mean = float(client.get_value("e") or 0)
    assert mean == pytest.approx(1 - 0.99 ** (5 * THREADS))
