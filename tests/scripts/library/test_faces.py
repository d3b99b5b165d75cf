"""Each function gives the same on a client, an asyncio client and a pipeline."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from tests.scripts.library.support import on_a_loop

import redipy
import redipy.structures
from redipy import structures as ready
from redipy.keys import RedisHash, RedisList, RedisSortedSet, RedisVar
from redipy_scripts.python import PythonScript

VAR, HASH, ITEMS, SCORES = (
    kind("k") for kind in (RedisVar, RedisHash, RedisList, RedisSortedSet)
)
CASES: list[tuple[PythonScript[..., Any], tuple[object, ...], object]] = [
    (ready.fixed_window, (VAR, 3, 60), (True, 2, 0)),
    (ready.sliding_window, (SCORES, 3, 60), (True, 2, 0)),
    (ready.token_bucket, (HASH, 3, 0.01), (True, 2, 0)),
    (ready.gcra, (VAR, 3, 60), (True, 2, 0)),
    (ready.moving_average, (ITEMS, 2.5, 3), 2.5),
    (ready.average, (ITEMS,), None),
    (ready.exponential_average, (VAR, 2.5, 0.5), 2.5),
    (ready.submit, (SCORES, "m", 1.5), (True, 1)),
    (ready.standing, (SCORES, "m"), None),
    (ready.best, (SCORES, 2), []),
    (ready.around, (SCORES, "m", 1), []),
    (ready.push, ("q", "x"), 1),
    (ready.take, ("q", 60), None),
    (ready.done, ("q", 1, 1), False),
    (ready.extend, ("q", 1, 1, 60), False),
    (ready.again, ("q", 1, 1), False),
    (ready.job_counts, ("q",), {"dead": 0, "due": 0, "running": 0}),
    (ready.dead_jobs, ("q",), []),
]


def test_every_function_is_here() -> None:
    every = [getattr(redipy.structures, name) for name in redipy.structures.__all__]
    functions = [each for each in every if isinstance(each, PythonScript)]
    assert {str(case[0]) for case in CASES} == {str(each) for each in functions}


@pytest.mark.parametrize(("made", "args", "expected"), CASES, ids=str)
def test_all_faces_give_the_same(
    client: redipy.Redis,
    redis_url: str,
    made: PythonScript[..., Any],
    args: tuple[object, ...],
    expected: object,
) -> None:
    assert made.on(client)(*args) == expected
    client.flushall()
    with client.pipeline() as pipe:
        assert made.on(pipe)(*args) is None
        plain = list(expected) if isinstance(expected, tuple) else expected
        assert pipe.execute() == [plain]
    client.flushall()

    async def run(over: redipy.asyncio.Redis) -> object:
        async with over:
            return await made.on(over)(*args)

    assert asyncio.run(run(on_a_loop(client, redis_url))) == expected
