"""Sorting."""

from __future__ import annotations

from redipy_core.testing.example import Example, step

_L = (
    step("rpush", "k", "3", "10", "1", "2"),
    step("hset", "h1", {"name": "one", "place": 30}),
    step("hset", "h2", {"name": "two", "place": 20}),
    step("hset", "h3", {"name": "three", "place": 10}),
)
_Z = (step("zadd", "k", {"a": 3, "b": 1, "c": 2}),)

EXAMPLES: tuple[Example, ...] = (
    Example(step("sort", "k"), ["1", "2", "3", "10"], [], _L),
    Example(step("sort", "k", alpha=True, desc=True), ["3", "2", "10", "1"], [], _L),
    Example(step("sort", "k", start=1, num=2), ["2", "3"], [], _L),
    Example(
        step("sort", "k", by="h*->place", get=["#", "h*->name"]),
        *(["10", None, "3", "three", "2", "two", "1", "one"], [], _L),
    ),
    Example(
        step("sort", "k", get="h*->name", store="k2"),
        *(4, 0, _L),
        [(step("lrange", "k2", 0, -1), ["one", "two", "three", ""])],
    ),
    Example(
        step("sort", "k", by="nosort", desc=True),
        *(["a", "c", "b"], [], _Z),
        typed=False,
    ),
    Example(step("sort_ro", "k", desc=True, num=2), ["10", "3"], [], _L),
    Example(
        step("sort_ro", "k", by="h*->place", get="h*->name"),
        *([None, "three", "two", "one"], [], _L),
    ),
)
