"""Sorted sets: ranges of members."""

from __future__ import annotations

from redipy_core.testing.example import Example, step

_Z = (step("zadd", "k", {"a": 1, "b": 2, "c": 3.5}),)
_LEX = (step("zadd", "k", {"a": 0, "b": 0, "c": 0}),)
_ALL = step("zrange", "k", 0, -1)
_STORED = step("zrange", "to", 0, -1, withscores=True)

EXAMPLES: tuple[Example, ...] = (
    Example(step("zcount", "k", "(1", 3.5), 2, 0, _Z),
    Example(step("zrange", "k", 0, 1), ["a", "b"], [], _Z),
    Example(step("zrevrange", "k", 0, 1), ["c", "b"], [], _Z),
    Example(
        step("zrevrange", "k", 0, 1, withscores=True),
        *([("c", 3.5), ("b", 2.0)], [], _Z),
    ),
    Example(step("zrangebyscore", "k", "(1", "+inf"), ["b", "c"], [], _Z),
    Example(
        step("zrangebyscore", "k", 1, 4, offset=1, num=1, withscores=True),
        *([("b", 2.0)], [], _Z),
    ),
    Example(step("zrevrangebyscore", "k", 2, "-inf"), ["b", "a"], [], _Z),
    Example(step("zrangebylex", "k", "(a", "[c"), ["b", "c"], [], _LEX),
    Example(step("zrevrangebylex", "k", "(c", "-", num=1), ["b"], [], _LEX),
    Example(step("zlexcount", "k", "-", "(c"), 2, 0, _LEX),
    Example(step("zremrangebyrank", "k", 0, 1), 2, 0, _Z, [(_ALL, ["c"])]),
    Example(step("zremrangebyscore", "k", "(1", 3.5), 2, 0, _Z, [(_ALL, ["a"])]),
    Example(step("zremrangebylex", "k", "[b", "+"), 2, 0, _LEX, [(_ALL, ["a"])]),
    Example(
        step("zrangestore", "to", "k", 1, -1),
        *(2, 0, _Z),
        [(_STORED, [("b", 2.0), ("c", 3.5)])],
        typed=False,
    ),
)
