"""HyperLogLogs."""

from __future__ import annotations

from redipy_core.testing.example import Example, step

_P = (step("pfadd", "k", "a", "b", "c"),)

EXAMPLES: tuple[Example, ...] = (
    Example(step("pfadd", "k", "a", "d"), True, True, _P, [(step("pfcount", "k"), 4)]),
    Example(step("pfcount", "k", "none"), 3, 0, _P),
    Example(
        step("pfmerge", "d", "k", "e"),
        *(True, True, (*_P, step("pfadd", "e", "c", "d"))),
        after=[(step("pfcount", "d"), 4)],
        typed=False,
    ),
)
