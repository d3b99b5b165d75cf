"""Rate limiters let pass what their models let pass."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.scripts.library.support import PROPERTY, Timed, at_once

import redipy
from redipy.keys import RedisHash, RedisSortedSet, RedisVar
from redipy.structures import fixed_window, gcra, sliding_window, token_bucket

WINDOW = 9.5  # steps are whole seconds, so none is made just when a window ends
STEPS = st.lists(
    st.tuples(st.integers(0, 12), st.integers(1, 4)), min_size=10, max_size=40
)


@PROPERTY
@given(steps=STEPS)
def test_a_fixed_window_is_what_its_model_is(
    timed: Timed, steps: list[tuple[int, int]]
) -> None:
    timed.start()
    run = fixed_window.on(timed.client)
    used, end = 0, -1.0
    for later, cost in steps:
        timed.wait(later)
        if timed.now > end:
            used = 0
        allowed = used + cost <= 3
        if allowed and used == 0:
            end = timed.now + WINDOW
        used += cost if allowed else 0
        found = run(RedisVar("k"), limit=3, window=WINDOW * timed.second, cost=cost)
        assert found[:2] == (allowed, 3 - used)
        if allowed or cost > 3:
            assert found[2] == (0 if allowed else -1)
        else:
            assert found[2] == timed.close_to(end - timed.now)


@PROPERTY
@given(steps=STEPS)
def test_a_sliding_window_never_lets_more_pass(
    timed: Timed, steps: list[tuple[int, int]]
) -> None:
    timed.start()
    run = sliding_window.on(timed.client)
    passed: list[float] = []
    for later, cost in steps:
        timed.wait(later)
        passed = [at for at in passed if at > timed.now - WINDOW]
        allowed = len(passed) + cost <= 3
        wait = 0.0
        if not allowed and cost <= 3:
            wait = passed[len(passed) + cost - 4] + WINDOW - timed.now
        passed += [timed.now] * cost if allowed else []
        window = WINDOW * timed.second
        found = run(RedisSortedSet("k"), limit=3, window=window, cost=cost)
        assert found[:2] == (allowed, 3 - len(passed))
        assert found[2] == (-1 if cost > 3 else timed.close_to(wait))


@PROPERTY
@given(steps=STEPS)
def test_buckets_fill_again(timed: Timed, steps: list[tuple[int, int]]) -> None:
    timed.start()
    bucket, cells = token_bucket.on(timed.client), gcra.on(timed.client)
    tokens, at = 3.0, timed.now
    for later, cost in steps:
        timed.wait(later)
        now = min(3.0, tokens + (timed.now - at) * 0.25)
        allowed = cost <= now
        wait = 0 if allowed else (cost - now) / 0.25
        left = now - cost if allowed else now
        if allowed:
            tokens, at = left, timed.now
        expected = -1 if cost > 3 else timed.close_to(wait)
        found = bucket(RedisHash("b"), 3, 0.25 / timed.second, cost)
        assert found[0] == allowed
        assert found[1] == pytest.approx(left, abs=0.01)
        assert found[2] == expected
        # The same bucket as one point in time.
        found = cells(RedisVar("g"), limit=3, period=12 * timed.second, cost=cost)
        assert found == (allowed, math.floor(left), expected)


@pytest.mark.parametrize("kind", ["fixed", "sliding", "bucket", "gcra"])
def test_no_more_than_the_limit_pass_16_threads(
    client: redipy.Redis, kind: str
) -> None:
    runs: dict[str, Callable[[], tuple[bool, float, float]]] = {
        "fixed": lambda: fixed_window.on(client)(RedisVar("k"), 40, 3600),
        "sliding": lambda: sliding_window.on(client)(RedisSortedSet("k"), 40, 3600),
        "bucket": lambda: token_bucket.on(client)(RedisHash("k"), 40, 0.0001),
        "gcra": lambda: gcra.on(client)(RedisVar("k"), 40, 360000),
    }
    run = runs[kind]
    passed = at_once(lambda _: sum(run()[0] for _ in range(5)))
    assert sum(passed) == 40
