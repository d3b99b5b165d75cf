"""Gives compiled code the line numbers of another source.

CPython keeps for each instruction the line it was made of, in a table of small
entries (``co_linetable``, as of Python 3.11). Writing that table anew is safe in
threads, which taking a syntax tree apart is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import CodeType
from typing import Final

_LONGEST: Final = 8
"""Instruction words that one entry can stand for."""
_LINE_ALONE: Final = 13
_NO_LINE: Final = 15


def with_lines(code: CodeType, lines: Sequence[int]) -> CodeType:
    """The code, its line ``n`` being line ``lines[n - 1]`` of something else."""
    first = lines[code.co_firstlineno - 1]
    return code.replace(
        co_firstlineno=first,
        co_linetable=bytes(_entries(code, first, lines)),
        co_consts=tuple(
            with_lines(constant, lines) if isinstance(constant, CodeType) else constant
            for constant in code.co_consts
        ),
    )


def _entries(code: CodeType, first: int, lines: Sequence[int]) -> Iterator[int]:
    """The bytes of the table."""
    at = first
    for start, end, own in code.co_lines():
        words = (end - start) // 2
        while words > 0:
            length = min(words, _LONGEST)
            words -= length
            kind = _NO_LINE if own is None else _LINE_ALONE
            yield 0x80 | kind << 3 | length - 1
            if own is not None:
                line = lines[max(own, 1) - 1]  # a module begins on line 0
                yield from _signed(line - at)
                at = line


def _signed(number: int) -> Iterator[int]:
    """A number as groups of six bits, the sign in the lowest bit."""
    rest = -number << 1 | 1 if number < 0 else number << 1
    while rest >= 64:
        yield 0x40 | rest & 63
        rest >>= 6
    yield rest
