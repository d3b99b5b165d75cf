"""The functions as a script writes them."""

from __future__ import annotations

from redipy.script import CallFn
from redipy_scripts import Operand


class Lower(CallFn):
    """A text with A to Z in lower case; other bytes stay."""

    __slots__ = ()

    def __init__(self, text: Operand) -> None:
        super().__init__("text_lower", text)


class Upper(CallFn):
    """A text with a to z in upper case; other bytes stay."""

    __slots__ = ()

    def __init__(self, text: Operand) -> None:
        super().__init__("text_upper", text)


class Split(CallFn):
    """The parts of a text between separators, as a list; O(N) with N bytes.

    Fails with RANGE if the separator is empty.
    """

    __slots__ = ()

    def __init__(self, text: Operand, separator: Operand) -> None:
        super().__init__("text_split", text, separator)


class Pad(CallFn):
    """A text made at least ``width`` bytes long.

    It is filled up behind, or in front if the width is negative, with ``fill``, one
    byte. Fails with RANGE for a width that is not whole or beyond 1,048,576.
    """

    __slots__ = ()

    def __init__(self, text: Operand, width: Operand, fill: Operand = " ") -> None:
        super().__init__("text_pad", text, width, fill)
