"""Hashes."""

from __future__ import annotations

from redipy_core.testing.example import Example, step

_H = (step("hset", "k", {"f": "1", "g": "x"}),)

EXAMPLES: tuple[Example, ...] = (
    Example(
        step("hset", "k", {"f": 2, "h": "y"}),
        *(1, 2, _H),
        [(step("hgetall", "k"), {"f": "2", "g": "x", "h": "y"})],
    ),
    Example(
        step("hsetnx", "k", "f", "2"), False, True, _H, [(step("hget", "k", "f"), "1")]
    ),
    Example(step("hget", "k", "f"), "1", None, _H),
    Example(
        step("hmget", "k", "f", "z"), {"f": "1", "z": None}, {"f": None, "z": None}, _H
    ),
    Example(step("hgetall", "k"), {"f": "1", "g": "x"}, {}, _H),
    Example(step("hdel", "k", "f", "f", "z"), 1, 0, _H, [(step("hkeys", "k"), ["g"])]),
    Example(step("hexists", "k", "f"), True, False, _H),
    Example(step("hlen", "k"), 2, 0, _H),
    Example(step("hstrlen", "k", "g"), 1, 0, _H),
    Example(step("hkeys", "k"), ["f", "g"], [], _H),
    Example(step("hvals", "k"), ["1", "x"], [], _H),
    Example(step("hincrby", "k", "f", 4), 5, 4, _H, [(step("hget", "k", "f"), "5")]),
    Example(
        step("hincrbyfloat", "k", "f", 0.25),
        *(1.25, 0.25, _H),
        [(step("hget", "k", "f"), "1.25")],
    ),
    Example(
        step("hmset", "k", {"f": 2, "new": "y"}),
        *(True, True, _H),
        [(step("hget", "k", "new"), "y"), (step("hget", "k", "f"), "2")],
    ),
    Example(step("hrandfield", "k", 5), ["f", "g"], [], _H),
    Example(
        step("hrandfield", "k", 5, withvalues=True), [("f", "1"), ("g", "x")], [], _H
    ),
    Example(step("hscan", "k", 0), (0, {"f": "1", "g": "x"}), (0, {}), _H),
    Example(step("hscan", "k", 0, match="f*"), (0, {"f": "1"}), (0, {}), _H),
)
