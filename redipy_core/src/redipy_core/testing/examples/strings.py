"""Strings."""

from __future__ import annotations

from redipy_core.matches import LcsMatch, LcsMatches
from redipy_core.testing.example import Example, step

_S = (step("set_value", "k", "hello"),)
_S2 = (*_S, step("set_value", "k2", "yells"))
_N = (step("set_value", "k", "5"),)

EXAMPLES: tuple[Example, ...] = (
    Example(
        step("set_value", "k", "new"),
        *(True, True, _S),
        after=[(step("get_value", "k"), "new")],
        typed=False,
    ),
    Example(step("get_value", "k"), "hello", None, _S),
    Example(step("getdel", "k"), "hello", None, _S, [(step("exists", "k"), 0)]),
    Example(
        step("mget", "k", "none"),
        *({"k": "hello", "none": None}, {"k": None, "none": None}, _S),
        typed=False,
    ),
    Example(
        step("mset", {"k": 1, "k2": "x"}),
        *(True, True, _S),
        after=[(step("mget", "k", "k2"), {"k": "1", "k2": "x"})],
        typed=False,
    ),
    Example(
        step("setnx", "k", "new"),
        *(False, True, _S),
        after=[(step("get_value", "k"), "hello")],
        typed=False,
    ),
    Example(step("append", "k", "!"), 6, 1, _S, [(step("get_value", "k"), "hello!")]),
    Example(step("strlen", "k"), 5, 0, _S),
    Example(step("getrange", "k", 1, -2), "ell", "", _S),
    Example(
        step("setrange", "k", 6, "x"), 7, 7, _S, [(step("get_value", "k"), "hello\0x")]
    ),
    Example(step("incr", "k"), 6, 1, _N, [(step("get_value", "k"), "6")]),
    Example(step("decr", "k"), 4, -1, _N, [(step("get_value", "k"), "4")]),
    Example(step("incrby", "k", 10), 15, 10, _N, [(step("get_value", "k"), "15")]),
    Example(step("decrby", "k", 10), -5, -10, _N, [(step("get_value", "k"), "-5")]),
    Example(
        step("incrbyfloat", "k", 0.5), 5.5, 0.5, _N, [(step("get_value", "k"), "5.5")]
    ),
    Example(
        step("getset", "k", "new"),
        *("hello", None, _S),
        [(step("get_value", "k"), "new")],
    ),
    Example(
        step("getex", "k", expire_in=100),
        *("hello", None, _S),
        [(step("expire", "k"), True)],
    ),
    Example(step("getex", "k", persist=True), "hello", None, _S),
    Example(
        step("msetnx", {"k2": "x", "k": "y"}),
        *(False, True, _S),
        [(step("mget", "k", "k2"), {"k": "hello", "k2": None})],
        typed=False,
    ),
    Example(
        step("setex", "k", 100, "new"),
        *(True, True, _S),
        [(step("get_value", "k"), "new"), (step("persist", "k"), True)],
        typed=False,
    ),
    Example(
        step("psetex", "k", 100_000, "new"),
        *(True, True, _S),
        [(step("get_value", "k"), "new"), (step("persist", "k"), True)],
        typed=False,
    ),
    Example(step("substr", "k", 1, -2), "ell", "", _S),
    Example(step("lcs", "k", "k2"), "ell", "", _S2, typed=False),
    Example(step("lcs", "k", "k2", len=True), 3, 0, _S2, typed=False),
    Example(
        step("lcs", "k", "k2", idx=True, withmatchlen=True),
        LcsMatches([LcsMatch((1, 3), (1, 3), 3)], 3),
        LcsMatches([], 0),
        _S2,
        typed=False,
    ),
)
