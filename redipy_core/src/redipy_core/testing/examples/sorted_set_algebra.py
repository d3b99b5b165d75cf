"""Sorted sets: what several of them have together."""

from __future__ import annotations

from redipy_core.testing.example import Example, step

_Z = (
    step("zadd", "k", {"a": 1, "b": 2, "c": 3.5}),
    step("zadd", "k2", {"b": 10, "c": 20, "d": 30}),
)
_SET = (step("zadd", "k", {"a": 1, "b": 2}), step("sadd", "plain", "b", "c"))
_STORED = step("zrange", "to", 0, -1, withscores=True)

EXAMPLES: tuple[Example, ...] = (
    Example(step("zunion", "k", "k2"), ["a", "b", "c", "d"], [], _Z),
    Example(
        step("zunion", "k", "plain", withscores=True),
        *([("a", 1.0), ("c", 1.0), ("b", 3.0)], [], _SET),
    ),
    Example(
        step("zinter", "k", "k2", weights=(2, 1), aggregate="max", withscores=True),
        *([("b", 10.0), ("c", 20.0)], [], _Z),
    ),
    Example(step("zinter", "k", "k2"), ["b", "c"], [], _Z),
    Example(step("zdiff", "k", "k2", withscores=True), [("a", 1.0)], [], _Z),
    Example(
        step("zunionstore", "to", "k", "k2", weights=[1, 0.5]),
        *(4, 0, _Z),
        [(_STORED, [("a", 1.0), ("b", 7.0), ("c", 13.5), ("d", 15.0)])],
        typed=False,
    ),
    Example(
        step("zinterstore", "to", "k", "k2", aggregate="min"),
        *(2, 0, _Z),
        [(_STORED, [("b", 2.0), ("c", 3.5)])],
        typed=False,
    ),
    Example(
        step("zdiffstore", "to", "k", "k2"),
        *(1, 0, _Z),
        [(_STORED, [("a", 1.0)])],
        typed=False,
    ),
    Example(step("zintercard", "k", "k2"), 2, 0, _Z),
    Example(step("zintercard", "k", "k2", limit=1), 1, 0, _Z),
    Example(
        step("zmpop", "k", "k2", where="max", count=2),
        *(("k", [("c", 3.5), ("b", 2.0)]), None, _Z),
        [(step("zcard", "k"), 1)],
    ),
)
