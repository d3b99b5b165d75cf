"""Examples of the commands of databases."""

from __future__ import annotations

from redipy_core.testing.example import Example, step

_S = [step("set_value", "k", "hello")]

EXAMPLES = (
    Example(step("dbsize"), 1, 0, _S, typed=False),
    Example(step("flushall"), True, True, _S, [(step("dbsize"), 0)], typed=False),
    Example(step("flushdb"), True, True, _S, [(step("dbsize"), 0)], typed=False),
    Example(
        step("move", "k", 9),
        *(True, False, _S),
        [(step("exists", "k"), 0), (step("move", "k", 9), False)],
        typed=False,
    ),
    Example(
        step("swapdb", 0, 9), True, True, _S, [(step("exists", "k"), 0)], typed=False
    ),
    Example(
        step("copy", "k", "k", destination_db=9),
        *(True, False, _S),
        [(step("exists", "k"), 1), (step("move", "k", 9), False)],
        typed=False,
    ),
)
