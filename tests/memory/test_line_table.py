"""Compiled code takes the line numbers of another source."""

from __future__ import annotations

import sys
from types import CodeType

from hypothesis import given
from hypothesis import strategies as st

from redipy_memory.line_table import with_lines

SOURCE = """\
def made(x):
    total = 0
    for i in range(x):
        total += (
            i * 2
        )
        if total > 5:
            raise ValueError(total)
    def inner():
        return total
    return inner() + sum(n for n in range(3)) + max(x, total, 1, 2, 3, 4, 5, 6, 7, 8)
"""
COUNT = SOURCE.count("\n")


def ranges(code: CodeType) -> list[tuple[int, int, int | None]]:
    """Each instruction's place and line, those of inner code after it."""
    found = [
        (at, at + 2, line)
        for start, end, line in code.co_lines()
        for at in range(start, end, 2)
    ]
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            found += ranges(constant)
    return found


@given(st.lists(st.integers(1, 100_000), min_size=COUNT, max_size=COUNT))
def test_every_instruction_has_its_new_line(lines: list[int]) -> None:
    code = compile(SOURCE, "made.py", "exec")
    expected = [
        (start, end, None if line is None else lines[max(line, 1) - 1])
        for start, end, line in ranges(code)
    ]
    assert ranges(with_lines(code, lines)) == expected


def test_errors_name_the_new_line() -> None:
    lines = [1000 - 10 * n for n in range(1, COUNT + 1)]
    namespace: dict[str, object] = {}
    exec(with_lines(compile(SOURCE, "made.py", "exec"), lines), namespace)
    made = namespace["made"]
    assert callable(made)
    assert made(2) == 13
    try:
        made(9)
    except ValueError:
        trace = sys.exc_info()[2]
    assert trace is not None
    assert trace.tb_next is not None
    assert trace.tb_next.tb_lineno == 1000 - 10 * 8
