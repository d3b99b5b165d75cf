"""INCRBYFLOAT's arithmetic: the server adds in 80-bit floating point.

Python has no such type, so the sum is computed exactly and rounded to the 64
significant bits that the server's processor keeps, then printed with 17 digits
after the point as the server prints it.
"""

from __future__ import annotations

import re
from fractions import Fraction

_DECIMAL = re.compile(rb"[+-]?(\d+\.?\d*|\.\d+)(?:[eE]([+-]?\d+))?", re.ASCII)
_HEXADECIMAL = re.compile(
    rb"([+-]?)0x(?=\.?[0-9a-f])([0-9a-f]*)(?:\.([0-9a-f]*))?(?:p([+-]?\d+))?",
    re.ASCII | re.IGNORECASE,
)
_INFINITY = re.compile(rb"[+-]?inf(?:inity)?", re.IGNORECASE)
_MANTISSA_BITS = 64
_BEYOND = Fraction(2) ** 16384
_DIGITS = 17
_LONGEST = 5000


def is_infinite(data: bytes) -> bool:
    """Whether ``data`` spells an infinity."""
    return _INFINITY.fullmatch(data) is not None


def read_long_double(data: bytes) -> Fraction | None:
    """The number that ``data`` spells, as the server would hold it; None if none."""
    if len(data) > _LONGEST:
        return None
    number = _decimal(data) if _DECIMAL.fullmatch(data) else _hexadecimal(data)
    if number is None:
        return None
    number = _rounded(number)
    return None if abs(number) >= _BEYOND else number


def _decimal(data: bytes) -> Fraction | None:
    match = _DECIMAL.fullmatch(data)
    assert match is not None
    digits = match[1].replace(b".", b"").strip(b"0")
    exponent = int(match[2] or 0)
    if not digits:
        return Fraction(0)
    if abs(exponent) > 3 * _LONGEST:
        return None
    number = Fraction(data.decode("ascii"))
    return number if abs(number) >= _TINIEST else None


def _hexadecimal(data: bytes) -> Fraction | None:
    match = _HEXADECIMAL.fullmatch(data)
    if match is None:
        return None
    sign, whole, part, exponent = match.groups()
    part = part or b""
    digits = int(whole + part, 16)
    power = int(exponent or 0)
    if not digits:
        return Fraction(0)
    if abs(power) > 16 * _LONGEST:
        return None
    number = Fraction(digits) * Fraction(2) ** (power - 4 * len(part))
    if number < _TINIEST:
        return None
    return -number if sign == b"-" else number


_TINIEST = Fraction(1, 2) ** 16446


def add_long_doubles(left: Fraction, right: Fraction) -> Fraction:
    """The sum, rounded as the server's would be."""
    return _rounded(left + right)


def _rounded(number: Fraction) -> Fraction:
    """The nearest number with 64 significant bits, ties to even."""
    if not number:
        return number
    top, bottom = abs(number.numerator), number.denominator
    shift = _MANTISSA_BITS - (top.bit_length() - bottom.bit_length())
    scaled = _divided(top, bottom, shift)
    if scaled.bit_length() > _MANTISSA_BITS:
        shift -= 1
        scaled = _divided(top, bottom, shift)
    result = Fraction(scaled << -shift) if shift < 0 else Fraction(scaled, 1 << shift)
    return -result if number < 0 else result


def _divided(top: int, bottom: int, shift: int) -> int:
    """``top / bottom * 2**shift``, rounded half to even."""
    if shift >= 0:
        top <<= shift
    else:
        bottom <<= -shift
    quotient, rest = divmod(top, bottom)
    twice = rest * 2
    if twice > bottom or (twice == bottom and quotient & 1):
        quotient += 1
    return quotient


def format_long_double(number: Fraction) -> bytes:
    """The number with up to 17 digits after the point, no zeros at the end."""
    scaled = _divided(abs(number.numerator) * 10**_DIGITS, number.denominator, 0)
    whole, part = divmod(scaled, 10**_DIGITS)
    text = str(whole)
    if part:
        text += f".{part:0{_DIGITS}d}".rstrip("0")
    return f"-{text}".encode() if number < 0 and text != "0" else text.encode()
