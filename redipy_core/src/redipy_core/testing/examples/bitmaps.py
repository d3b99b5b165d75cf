"""Bitmaps."""

from __future__ import annotations

from redipy_core.testing.example import Example, step

_S = (step("set_value", "k", "foobar"),)
_GET = step("get_value", "k")

EXAMPLES: tuple[Example, ...] = (
    Example(step("setbit", "k", 6, 0), 1, 0, _S, [(_GET, "doobar")]),
    Example(step("getbit", "k", 1), 1, 0, _S),
    Example(step("bitcount", "k"), 26, 0, _S),
    Example(step("bitcount", "k", 5, 30, "BIT"), 17, 0, _S),
    Example(step("bitpos", "k", 1), 1, -1, _S),
    Example(step("bitpos", "k", 0, 1, -1), 8, 0, _S),
    Example(
        step("bitop", "AND", "d", "k", "e"),
        *(6, 0, (*_S, step("set_value", "e", "abc"))),
        after=[(step("get_value", "d"), "`bc\0\0\0")],
        typed=False,
    ),
    Example(
        step(
            "bitfield",
            "k",
            ("SET", "u8", "#0", 103),
            ("OVERFLOW", "SAT"),
            ("INCRBY", "i8", 8, 100),
            ("OVERFLOW", "FAIL"),
            ("INCRBY", "u2", 100, 4),
            ("GET", "u4", 8),
        ),
        *([102, 127, None, 7], [0, 100, None, 6], _S),
        after=[(step("getrange", "k", 0, 5), "g\x7fobar")],
    ),
    Example(
        step("bitfield_ro", "k", ("GET", "u8", 0), ("GET", "i4", "#2")),
        *([102, 6], [0, 0], _S),
    ),
)
