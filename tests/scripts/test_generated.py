"""Generated programs do the same on memory and on a server.

``REDIPY_FUZZ=N`` runs N programs instead of the default.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import redipy
from redipy_scripts.testing.calls import ALLOWED, METHODS
from redipy_scripts.testing.programs import Programs

if TYPE_CHECKING:
    from conftest import Twin

PROGRAMS = int(os.environ.get("REDIPY_FUZZ", "2000"))


def start(client: redipy.Redis) -> None:
    """A key of each type, and some that the computed keys may hit."""
    for key in ("k", "s1"):
        client.set_value(key, "5")
    for key in ("l", "l1"):
        client.rpush(key, "1", "3", "2", "b")
    for key in ("h", "h1"):
        client.hset(key, {"a": "1", "b": "x", "1": "2.5"})
    for key in ("s", "t1"):
        client.sadd(key, "a", "b", "1")
    for key in ("z", "z1"):
        client.zadd(key, {"a": 1, "b": 2.5, "c": -1})
    client.set_value("k:1", "text")
    client.rpush("l:2", "0")
    client.pfadd("p1", "a", "b")
    client.geoadd("g1", {"a": (13.361389, 38.115556), "b": (15.087269, 37.502669)})
    for number in (1, 2, 3):
        client.xadd("x1", {"f": number, "g": "v"}, id=f"{number}-1")
    client.xgroup_create("x1", "g", "0")
    client.xreadgroup("g", "h", {"x1": ">"}, count=2)


@settings(
    max_examples=PROGRAMS,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=False,
)
@given(st.randoms(use_true_random=False))
def test_generated_programs_do_the_same(shared_twin: Twin, rng: random.Random) -> None:
    program = Programs(rng)
    script = program.build()
    memory, server = shared_twin.outcomes(script, program.keys, program.args, start)
    assert memory.difference(server) is None


def test_every_command_of_scripts_is_in_generated_programs() -> None:
    called: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for seed in range(4000):
        program = Programs(random.Random(seed))
        program.build()
        called += program.called
        named += program.named
    assert [c.method_name for c in METHODS if called[c.method_name] < 5] == []
    assert [c.name for c in ALLOWED if named[c.name] < 5] == []
