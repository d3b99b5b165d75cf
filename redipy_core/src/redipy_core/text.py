"""The edge between Python's values and the bytes of a store.

Text is UTF-8. Bytes that are not UTF-8 survive the way out and back in: they
show as lone surrogates in a ``str``, as Python's file names do.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from math import ceil
from typing import Protocol, TypeVar

from redipy_core.errors import (
    DATABASE_OUT_OF_RANGE,
    INVALID_CURSOR,
    NEGATIVE_TIMEOUT,
    NOT_A_FLOAT,
    NOT_AN_INTEGER,
    NOT_POSITIVE,
    SYNTAX,
    ArgumentTypeError,
    ArgumentValueError,
    CommandError,
)

Key = str | bytes
Value = str | bytes | int | float

K_co = TypeVar("K_co", covariant=True)
V_co = TypeVar("V_co", covariant=True)


class Pairs(Protocol[K_co, V_co]):
    """A mapping, for type checkers: unlike ``Mapping`` it may also be known to have
    narrower keys, such as a variable of type ``dict[str, str]``.
    """

    def items(self) -> Collection[tuple[K_co, V_co]]:
        """The pairs."""
        ...


Fields = Pairs[Key, Value]
Scores = Pairs[Key, float]

Text = str
"""Text in a reply. In declarations only: a face shows ``str``, or ``bytes`` for a
client with ``decode=False``."""

INT_MIN = -(2**63)
INT_MAX = 2**63 - 1


def encode(value: object) -> bytes:
    """The bytes of a value: text as UTF-8, numbers as Redis would print them.

    Raises ArgumentTypeError for anything else, ``bool`` and None included.
    """
    if isinstance(value, str):
        return _utf8(value)
    if isinstance(value, bytes):
        return bytes(value)
    if isinstance(value, (bytearray, memoryview)):
        return bytes(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return b"%d" % value
    if isinstance(value, float):
        return encode_float(value)
    raise _refusal(value, "a value must be str, bytes, int or float")


def encode_many(values: Sequence[object]) -> list[bytes]:
    """As :func:`encode` each of many values, which are mostly text."""
    try:
        return [*map(str.encode, values)]  # type: ignore[arg-type]  # else it raises
    except (TypeError, UnicodeEncodeError):
        return [*map(encode, values)]


def encode_key(key: object) -> bytes:
    """The bytes of a key, a channel or a pattern, which may only be text."""
    if isinstance(key, str):
        return _utf8(key)
    if isinstance(key, bytes):
        return bytes(key)
    raise _refusal(key, "a key must be str or bytes")


def _utf8(text: str) -> bytes:
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError as error:
        raise not_encodable(error) from None


def not_encodable(error: UnicodeEncodeError) -> ArgumentValueError:
    """The error for text with a lone surrogate that stands for no byte."""
    return ArgumentValueError(
        f"text cannot be encoded as UTF-8: {error.reason} at {error.start}"
    )


def encode_float(number: float) -> bytes:
    """The shortest text that reads back as the same number; 3.0 becomes ``3``."""
    if number.is_integer() and abs(number) < 1e17:
        return b"%.0f" % number
    return repr(number).encode()


def decode(data: bytes) -> str:
    """The text of ``data``."""
    return data.decode("utf-8", "surrogateescape")


def _refusal(value: object, rule: str) -> ArgumentTypeError:
    return ArgumentTypeError(f"{rule}, not {type(value).__name__}: {value!r:.80}")


def to_integer(value: object) -> int:
    """A 64-bit integer as the server reads one: an optional ``-``, digits.

    Takes an ``int`` too. Raises CommandError in the server's words.
    """
    if isinstance(value, bytes):
        number = read_integer(value)
        if number is None:
            raise CommandError(NOT_AN_INTEGER)
        return number
    if isinstance(value, str):
        return to_integer(encode(value))
    if isinstance(value, int) and not isinstance(value, bool):
        if not INT_MIN <= value <= INT_MAX:
            raise CommandError(NOT_AN_INTEGER)
        return int(value)
    raise _refusal(value, "a whole number must be int")


def read_integer(data: bytes) -> int | None:
    """The integer that ``data`` spells exactly, or None.

    No spaces, no plus, no leading zeros, no underscore: ``b"10"`` is a number,
    ``b" 10"``, ``b"+10"``, ``b"010"`` and ``b"1_0"`` are not.
    """
    if data.isdigit() and len(data) < 19 and data[0] != 0x30:
        return int(data)  # nearly all numbers are of this kind
    if len(data) > 20:
        return None
    digits = data[1:] if data[:1] == b"-" else data
    if not digits.isdigit() or (digits[:1] == b"0" and data != b"0"):
        return None
    number = int(data)
    return number if INT_MIN <= number <= INT_MAX else None


def to_positive(value: object) -> int:
    """As :func:`to_integer`, and not below zero."""
    number = to_integer(value) if not isinstance(value, bytes) else read_integer(value)
    if number is None or number < 0:
        raise CommandError(NOT_POSITIVE)
    return number


def to_natural(value: object) -> int:
    """As :func:`to_integer`; below 1 the server calls the syntax wrong."""
    number = to_integer(value)
    if number < 1:
        raise CommandError(SYNTAX)
    return number


def to_unsigned(value: object, what: str) -> int:
    """As :func:`to_integer`, and not below zero; the error names the option."""
    number = read_integer(value) if isinstance(value, bytes) else to_integer(value)
    if number is None or number < 0:
        raise CommandError(f"{what} can't be negative")
    return number


def to_above_zero(value: object, what: str) -> int:
    """As :func:`to_integer`, and at least 1; the error names ``what``."""
    number = read_integer(value) if isinstance(value, bytes) else to_integer(value)
    if number is None or number < 1:
        raise CommandError(f"{what} should be greater than 0")
    return number


def out_of_range(lowest: int, highest: int) -> CommandError:
    """What is wrong with a number that is not between two others."""
    return CommandError(
        f"value is out of range, value must between {lowest} and {highest}"
    )


def to_balanced(value: object) -> int:
    """As :func:`to_integer`, and a number whose negative is one too."""
    number = to_integer(value)
    if number == INT_MIN:
        raise out_of_range(-INT_MAX, INT_MAX)
    return number


def to_weight(value: object) -> float:
    """As :func:`to_double`, in the words that a server has for weights."""
    try:
        return to_double(value)
    except CommandError:
        raise CommandError("weight value is not a float") from None


def to_timeout(value: object) -> float:
    """A time-out in seconds, rounded up to whole milliseconds; 0 is no limit.

    Raises CommandError, in the server's words, below zero and above 64 bits.
    """
    complaint = "timeout is not a float or out of range"
    if isinstance(value, (bytes, str)):
        data = encode(value)
        seconds = read_double(data, strict=False)
        if seconds is None:
            raise CommandError(complaint)
        if not seconds and _NOT_ZERO.match(data) and data[:1] != b"-":
            return 0.001
    else:
        try:
            seconds = to_double(value)
        except CommandError:
            raise CommandError(complaint) from None
    if seconds <= -0.001 or seconds * 1000 > INT_MAX:
        raise CommandError(NEGATIVE_TIMEOUT)
    return max(ceil(seconds * 1000) / 1000, 0.0)


def to_milliseconds(value: object) -> int:
    """A time-out in milliseconds, 0 for no limit, in the server's words."""
    number = read_integer(value) if isinstance(value, bytes) else to_integer(value)
    if number is None:
        raise CommandError("timeout is not an integer or out of range")
    if number < 0:
        raise CommandError(NEGATIVE_TIMEOUT)
    return number


def to_database(value: object) -> int:
    """The number of a database. How many there are, the store knows."""
    number = to_integer(value)
    if not -(2**31) <= number < 2**31:
        raise out_of_range(-(2**31), 2**31 - 1)
    if number < 0:
        raise CommandError(DATABASE_OUT_OF_RANGE)
    return number


def to_rank(value: object) -> int:
    """As :func:`to_integer`, and not zero: the first match is 1, the last -1."""
    number = to_integer(value)
    if not number:
        raise CommandError(
            "RANK can't be zero: use 1 to start from the first match, 2 from the"
            " second ... or use negative to start from the end of the list"
        )
    return number


def to_double(value: object) -> float:
    """A double as the server reads one; infinities are, NaN is not, a number."""
    if isinstance(value, (bytes, str)):
        number = read_double(value if isinstance(value, bytes) else encode(value))
        if number is None:
            raise CommandError(NOT_A_FLOAT)
        return number
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        try:
            number = float(value)
        except OverflowError:
            raise CommandError(NOT_A_FLOAT) from None
        if number != number:
            raise CommandError(NOT_A_FLOAT)
        return number
    raise _refusal(value, "a number must be int or float")


def to_cursor(value: object) -> int:
    """A cursor as the server reads one: a number of 64 bits, by C's ``strtoul``.

    Nothing is 0, and a minus counts down from 2^64.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        value = b"%d" % value
    data = encode(value).split(b"\0", 1)[0]
    if not data:
        return 0
    if len(data) > 5000 or not _CURSOR.fullmatch(data):
        raise CommandError(INVALID_CURSOR)
    number = int(data)
    if abs(number) >= 2**64:
        raise CommandError(INVALID_CURSOR)
    return number % 2**64


_CURSOR = re.compile(rb"[+-]?[0-9]+")
_DECIMAL = re.compile(rb"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_HEXADECIMAL = re.compile(
    rb"[+-]?0[xX](?:[0-9a-fA-F]+\.?[0-9a-fA-F]*|\.[0-9a-fA-F]+)(?:[pP][+-]?[0-9]+)?"
)
_INFINITY = re.compile(rb"[+-]?inf(?:inity)?", re.IGNORECASE)
_NOT_ZERO = re.compile(rb"[+-]?(?:0[xX][0.]*[1-9a-fA-F]|[0.]*[1-9])")


def read_double(
    data: bytes, *, strict: bool = True, longest: int | None = 5000
) -> float | None:
    """The double that ``data`` spells as C's ``strtod`` reads it, or None.

    Decimal, hexadecimal and infinities; no spaces, underscores or NaN. What is
    too large, or so small that it becomes zero, is None as well, unless the
    reading is not ``strict``.
    """
    if longest is not None and len(data) > longest:
        return None
    if _DECIMAL.fullmatch(data):
        number = float(data)
    elif _INFINITY.fullmatch(data):
        return float("-inf") if data[:1] == b"-" else float("inf")
    elif _HEXADECIMAL.fullmatch(data):
        try:
            number = float.fromhex(data.decode("ascii"))
        except OverflowError:
            number = float("-inf") if data[:1] == b"-" else float("inf")
    else:
        return None
    if strict and (number in _INFINITIES or (not number and _NOT_ZERO.match(data))):
        return None
    return number


_INFINITIES = (float("inf"), float("-inf"))


def format_double(number: float) -> bytes:
    """A double as the server prints scores: up to 17 significant digits."""
    return b"%.17g" % number
