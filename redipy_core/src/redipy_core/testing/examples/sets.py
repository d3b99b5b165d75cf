"""Sets."""

from __future__ import annotations

from redipy_core.testing.example import Example, step

_T = (step("sadd", "k", "a", "b", "c"),)
_T2 = (*_T, step("sadd", "k2", "b", "c", "d"))

EXAMPLES: tuple[Example, ...] = (
    Example(step("sadd", "k", "a", "x", "x"), 1, 2, _T, [(step("scard", "k"), 4)]),
    Example(
        step("srem", "k", "a", "a", "x"),
        1,
        0,
        _T,
        [(step("smembers", "k"), {"b", "c"})],
    ),
    Example(step("sismember", "k", "a"), True, False, _T),
    Example(step("scard", "k"), 3, 0, _T),
    Example(step("smembers", "k"), {"a", "b", "c"}, set(), _T),
    Example(
        step("smove", "k", "k2", "a"),
        *(True, False, _T2),
        [(step("smembers", "k2"), {"a", "b", "c", "d"})],
    ),
    Example(
        step("spop", "k", 5), {"a", "b", "c"}, set(), _T, [(step("exists", "k"), 0)]
    ),
    Example(
        step("srandmember", "k", 5), ["a", "b", "c"], [], _T, [(step("scard", "k"), 3)]
    ),
    Example(step("sinter", "k", "k2"), {"b", "c"}, set(), _T2),
    Example(step("sunion", "k", "k2"), {"a", "b", "c", "d"}, set(), _T2),
    Example(step("sdiff", "k", "k2"), {"a"}, set(), _T2),
    Example(
        step("sinterstore", "to", "k", "k2"),
        *(2, 0, _T2),
        [(step("smembers", "to"), {"b", "c"})],
        typed=False,
    ),
    Example(
        step("sunionstore", "to", "k", "k2"),
        *(4, 0, _T2),
        [(step("smembers", "to"), {"a", "b", "c", "d"})],
        typed=False,
    ),
    Example(
        step("sdiffstore", "to", "k", "k2"),
        *(1, 0, _T2),
        [(step("smembers", "to"), {"a"})],
        typed=False,
    ),
    Example(step("smismember", "k", "a", "x"), [True, False], [False, False], _T),
    Example(step("sscan", "k", 0, match="[bx]"), (0, ["b"]), (0, []), _T),
    Example(step("sintercard", "k", "k2"), 2, 0, _T2),
    Example(step("sintercard", "k", "k2", limit=1), 1, 0, _T2),
)
