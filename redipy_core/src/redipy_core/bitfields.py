"""The operations of BITFIELD, as its method takes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from redipy_core.errors import ArgumentTypeError

BitfieldOperation: TypeAlias = (
    tuple[Literal["GET"], str, int | str]
    | tuple[Literal["SET", "INCRBY"], str, int | str, int]
    | tuple[Literal["OVERFLOW"], Literal["WRAP", "SAT", "FAIL"]]
)
"""``("GET", "u8", 0)``, ``("SET", "i16", "#2", -5)``, ``("INCRBY", "u4", 100, 1)``
or ``("OVERFLOW", "SAT")``. The second word is a type: ``u`` or ``i`` for unsigned or
signed, and how many bits. Then comes the offset in bits, ``"#2"`` for two widths of
the type."""


def bitfield_words(operations: Sequence[object]) -> list[object]:
    """The words of several operations; ArgumentTypeError for what is none."""
    words: list[object] = []
    for operation in operations:
        if not isinstance(operation, (tuple, list)) or not operation:
            raise ArgumentTypeError(
                f"an operation must be a tuple such as ('GET', 'u8', 0),"
                f" not {operation!r:.80}"
            )
        words += operation
    return words
