"""Streams."""

from __future__ import annotations

from redipy_core.errors import CommandError
from redipy_core.testing.example import Example, step

_X = (
    step("xadd", "k", {"a": 1, "b": 2}, id="1-1"),
    step("xadd", "k", {"c": 3}, id="2-*"),
    step("xadd", "k", {"d": "4"}, id="5-3"),
)
_E1 = ("1-1", {"a": "1", "b": "2"})
_E2 = ("2-0", {"c": "3"})
_E3 = ("5-3", {"d": "4"})
_ALL = step("xrange", "k")

EXAMPLES: tuple[Example, ...] = (
    Example(
        step("xadd", "k", {"e": 5}, id="7-7", maxlen=2, approximate=False),
        *("7-7", "7-7", _X),
        [(_ALL, [_E3, ("7-7", {"e": "5"})])],
    ),
    Example(step("xlen", "k"), 3, 0, _X),
    Example(step("xrange", "k", "2", "+", 1), [_E2], [], _X),
    Example(step("xrevrange", "k", "(5-3", "-"), [_E2, _E1], [], _X),
    Example(step("xdel", "k", "2-0", "9-9"), 1, 0, _X, [(_ALL, [_E1, _E3])]),
    Example(
        step("xtrim", "k", minid="2-0", approximate=False),
        *(1, 0, _X),
        [(_ALL, [_E2, _E3]), (step("key_type", "k"), "stream")],
    ),
    Example(
        step("xread", {"k": "1-1", "none": "0"}, count=2),
        *({"k": [_E2, _E3]}, {}, _X),
        typed=False,
    ),
    Example(
        step("xsetid", "k", "9-9"),
        *(True, CommandError("no such key"), _X),
        [(step("xadd", "k", {"e": 5}, id="9-*"), "9-10")],
    ),
)
