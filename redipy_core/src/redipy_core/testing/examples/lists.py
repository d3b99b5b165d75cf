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
    Example(step("lpushx", "k", "x", "y"), 6, 0, _L, [(step("lindex", "k", 0), "y")]),
    Example(
        step("rpushx", "k", "x", "y"),
        result=6,
        missing=0,
        before=_L,
        after=[(_ALL, ["a", "b", "c", "b", "x", "y"])],
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
    Example(
        step("rpoplpush", "k", "k2"),
        *("b", None, _L),
        [(_ALL, ["a", "b", "c"]), (step("lrange", "k2", 0, -1), ["b"])],
    ),
    Example(
        step("lmove", "k", "k2", "left", "right"),
        *("a", None, _L),
        [(_ALL, ["b", "c", "b"]), (step("lrange", "k2", 0, -1), ["a"])],
    ),
    Example(step("lmove", "k", "k"), "a", None, _L, [(_ALL, ["b", "c", "b", "a"])]),
    Example(step("lpos", "k", "b"), 1, None, _L),
    Example(step("lpos", "k", "b", rank=-1, count=0), [3, 1], [], _L),
    Example(step("lpos", "k", "b", count=0, maxlen=3), [1], [], _L),
    Example(
        step("lmpop", "k", "k2", where="right", count=2),
        *(("k", ["b", "c"]), None, _L),
        [(_ALL, ["a", "b"])],
    ),
)
