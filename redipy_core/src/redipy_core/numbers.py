"""Numbers and text in scripts."""

from __future__ import annotations

from typing import Final

EXACT: Final = 2**53
"""Whole numbers below this magnitude are exact as doubles."""

_SPELLING: Final = b"0123456789+-.eE"
_INFINITIES = (float("inf"), float("-inf"))
_LONGEST = 5000


def number_text(number: int | float) -> bytes:
    """A number as text.

    A whole number below 2^53 has no point; any other is the shortest of 15, 16
    and 17 significant digits that reads back the same. ``inf``, ``-inf`` and
    ``nan`` are written so.
    """
    if isinstance(number, int):
        if -EXACT < number < EXACT:
            return b"%d" % number
        number = float(number)
    if -EXACT < number < EXACT and number.is_integer():
        return b"%d" % number
    for digits in (b"%.15g", b"%.16g"):
        text = digits % number
        if float(text) == number:
            return text
    return b"nan" if number != number else b"%.17g" % number


def text_number(text: bytes) -> float | None:
    """The number that a text spells, or None.

    Digits, sign, point and exponent; no spaces, hexadecimal, underscores,
    infinities or NaN. What overflows is None as well.
    """
    if len(text) > _LONGEST or text.translate(None, _SPELLING):
        return None
    try:
        number = float(text)
    except ValueError:
        return None
    return None if number in _INFINITIES else number


def as_python(number: float) -> int | float:
    """A script's number as Python's: whole and below 2^53 as ``int``; no -0."""
    if -EXACT < number < EXACT and number == int(number):
        return int(number)
    return number
