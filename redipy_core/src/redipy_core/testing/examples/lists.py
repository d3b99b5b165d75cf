"""Lists."""

from __future__ import annotations

from redipy_core.testing.example import Example, step

_L = (step("rpush", "k", "a", "b", "c", "b"),)
_NO_KEY = Exception("ERR no such key")
_ALL = step("lrange", "k", 0, -1)

EXAMPLES: tuple[Example, ...] = (
    Example(
        step("lpush", "k", "x", "y"),
        6,
        2,
        _L,
        [(step("lrange", "k", 0, 2), ["y", "x", "a"])],
    ),
    Example(
        step("rpush", "k", "x", 1),
        6,
        2,
        _L,
        [(step("lrange", "k", -2, -1), ["x", "1"])],
    ),
    Example(step("lpop", "k"), "a", None, _L, [(_ALL, ["b", "c", "b"])]),
    Example(step("rpop", "k"), "b", None, _L, [(_ALL, ["a", "b", "c"])]),
    Example(step("llen", "k"), 4, 0, _L),
    Example(step("lrange", "k", 1, 2), ["b", "c"], [], _L),
    Example(step("lindex", "k", -2), "c", None, _L),
    Example(
        step("lset", "k", 1, "x"), True, _NO_KEY, _L, [(_ALL, ["a", "x", "c", "b"])]
    ),
    Example(step("lrem", "k", 0, "b"), 2, 0, _L, [(_ALL, ["a", "c"])]),
    Example(step("ltrim", "k", 1, -2), True, True, _L, [(_ALL, ["b", "c"])]),
    Example(
        step("linsert", "k", "before", "b", "x"),
        *(5, 0, _L),
        [(_ALL, ["a", "x", "b", "c", "b"])],
    ),
)
