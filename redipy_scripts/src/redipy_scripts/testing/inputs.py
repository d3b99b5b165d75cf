"""What generated programs run on: arguments, and what the store holds at first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Final, TypeAlias

from redipy_core.faces import PipelineAPI
from redipy_core.script import JSONType
from redipy_scripts.testing.operands import json_value

Start: TypeAlias = Callable[[PipelineAPI], None]


@dataclass(frozen=True)
class Input:
    """One run of a program."""

    args: Mapping[str, JSONType]
    start: Start


def nothing(store: PipelineAPI) -> None:
    """An empty store."""
    del store


def usual(store: PipelineAPI) -> None:
    """A key of each type where programs look for it, and where computed keys hit."""
    for key in ("k", "s1"):
        store.set_value(key, "5")
    for key in ("l", "l1"):
        store.rpush(key, "1", "3", "2", "b")
    for key in ("h", "h1"):
        store.hset(key, {"a": "1", "b": "x", "1": "2.5"})
    for key in ("s", "t1"):
        store.sadd(key, "a", "b", "1")
    for key in ("z", "z1"):
        store.zadd(key, {"a": 1, "b": 2.5, "c": -1})
    store.set_value("k:1", "text")
    store.rpush("l:2", "0")
    store.pfadd("p1", "a", "b")
    store.geoadd("g1", {"a": (13.361389, 38.115556), "b": (15.087269, 37.502669)})
    for number in ("1", "2", "3"):
        store.xadd("x1", {"f": number, "g": "v"}, id=f"{number}-1")
    store.xgroup_create("x1", "g", "0")
    store.xreadgroup("g", "h", {"x1": ">"}, count=2)


def expiring(store: PipelineAPI) -> None:
    """As :func:`usual`, with keys that will expire long after the run."""
    usual(store)
    for key in ("k", "l", "h", "z", "x1", "s1"):
        store.expire(key, expire_in=100_000)


def of_other_types(store: PipelineAPI) -> None:
    """Every key holds what programs do not look for there."""
    store.rpush("k", "5")
    store.sadd("l", "1", "2")
    store.zadd("h", {"a": 1})
    store.hset("s", {"a": "1"})
    store.xadd("z", {"a": "1"}, id="1-1")
    store.set_value("x1", "x")
    store.set_value("g1", "x")
    store.set_value("p1", "not a HyperLogLog")
    store.rpush("s1", "x")


def at_the_edges(store: PipelineAPI) -> None:
    """Values next to what their types can hold, and bytes of every kind."""
    store.set_value("k", str(2**63 - 1))
    store.set_value("s1", "\0\udcff\x80é")
    store.set_value("k:1", "1e308")
    store.rpush("l", "", "\udcff", "\0", "1" * 300, str(2**53), " 1")
    store.hset("h", {"": "", "\udcff": "\0", "a": str(-(2**63)), "b": "1e300"})
    store.sadd("s", "", "\udcff", "a\0b", "10", "9")
    infinity = float("inf")
    store.zadd("z", {"a": infinity, "b": -infinity, "": 2**53, "\udcff": 0.1})
    store.geoadd("g1", {"a": (180, 85), "b": (-180, -85), "": (0, 0)})
    store.xadd("x1", {"": "", "f": "\udcff"}, id=f"{2**64 - 1}-1")


STARTS: Final = (usual, usual, expiring, nothing, of_other_types, at_the_edges)


def inputs(rng: Random, first: Mapping[str, JSONType], count: int) -> Iterator[Input]:
    """So many runs: one with the program's own arguments, and others."""
    yield Input(first, usual)
    for _ in range(count - 1):
        args = {name: json_value(rng, 2) for name in first}
        yield Input(args, rng.choice(STARTS))
