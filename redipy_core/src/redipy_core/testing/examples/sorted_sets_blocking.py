"""Examples of the commands of sorted sets that wait."""

from __future__ import annotations

from redipy_core.testing.example import Example, step

_Z = [step("zadd", "k", {"a": 1, "b": 2.5, "c": 3})]
_ALL = step("zrange", "k", 0, -1)

EXAMPLES = (
    Example(
        step("bzpopmin", "k", "k2", timeout=0.001),
        *(("k", "a", 1.0), None, _Z),
        [(_ALL, ["b", "c"])],
    ),
    Example(
        step("bzpopmax", "k2", "k", timeout=0.001),
        *(("k", "c", 3.0), None, _Z),
        [(_ALL, ["a", "b"])],
        typed=False,
    ),
    Example(
        step("bzmpop", "k", where="max", count=2, timeout=0.001),
        *(("k", [("c", 3.0), ("b", 2.5)]), None, _Z),
        [(_ALL, ["a"])],
    ),
)
