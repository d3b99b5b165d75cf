"""Sorted sets."""

from __future__ import annotations

from redipy_core.testing.example import Example, step

_Z = (step("zadd", "k", {"a": 1, "b": 2, "c": 3.5}),)
_SCORES = step("zrange", "k", 0, -1, withscores=True)

EXAMPLES: tuple[Example, ...] = (
    Example(
        step("zadd", "k", {"a": 5, "d": 0.5}),
        *(1, 2, _Z),
        [(_SCORES, [("d", 0.5), ("b", 2.0), ("c", 3.5), ("a", 5.0)])],
    ),
    Example(step("zadd", "k", {"b": 1.5}, incr=True), 3.5, 1.5, _Z),
    Example(step("zadd", "k", {"b": 1}, incr=True, nx=True), None, 1.0, _Z),
    Example(step("zrem", "k", "a", "x"), 1, 0, _Z, [(step("zcard", "k"), 2)]),
    Example(step("zcard", "k"), 3, 0, _Z),
    Example(step("zscore", "k", "c"), 3.5, None, _Z),
    Example(
        step("zincrby", "k", 1.5, "b"), 3.5, 1.5, _Z, [(step("zrank", "k", "b"), 1)]
    ),
    Example(step("zrank", "k", "b"), 1, None, _Z),
    Example(step("zrevrank", "k", "a"), 2, None, _Z),
    Example(
        step("zpop_max", "k", 2),
        *([("c", 3.5), ("b", 2.0)], [], _Z),
        [(_SCORES, [("a", 1.0)])],
    ),
    Example(
        step("zpop_min", "k", 2),
        *([("a", 1.0), ("b", 2.0)], [], _Z),
        [(_SCORES, [("c", 3.5)])],
    ),
    Example(
        step("zmscore", "k", "c", "x"),
        *({"c": 3.5, "x": None}, {"c": None, "x": None}, _Z),
    ),
    Example(
        step("zrandmember", "k", 5), ["a", "b", "c"], [], _Z, [(step("zcard", "k"), 3)]
    ),
    Example(step("zscan", "k", 0, match="[bx]"), (0, {"b": 2.0}), (0, {}), _Z),
)
