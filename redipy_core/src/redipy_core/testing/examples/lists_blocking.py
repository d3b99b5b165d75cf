"""Examples of the commands of lists that wait."""

from __future__ import annotations

from redipy_core.testing.example import Example, step

_L = [step("rpush", "k", "a", "b", "c")]
_ALL = step("lrange", "k", 0, -1)

EXAMPLES = (
    Example(
        step("blpop", "k", "k2", timeout=0.001),
        *(("k", "a"), None, _L),
        [(_ALL, ["b", "c"])],
    ),
    Example(
        step("brpop", "k2", "k", timeout=0.001),
        *(("k", "c"), None, _L),
        [(_ALL, ["a", "b"])],
        typed=False,
    ),
    Example(
        step("blmove", "k", "k2", "right", "left", timeout=0.001),
        *("c", None, _L),
        [(_ALL, ["a", "b"]), (step("lrange", "k2", 0, -1), ["c"])],
    ),
    Example(
        step("brpoplpush", "k", "k", timeout=0.001),
        *("c", None, _L),
        [(_ALL, ["c", "a", "b"])],
    ),
    Example(
        step("blmpop", "k", where="right", count=2, timeout=0.001),
        *(("k", ["c", "b"]), None, _L),
        [(_ALL, ["a"])],
    ),
)
