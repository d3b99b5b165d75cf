"""Bitmaps: strings, bit by bit. Bit 0 is the highest bit of the first byte."""

from __future__ import annotations

from typing import Literal

from redipy_core.bitfields import BitfieldOperation, bitfield_words
from redipy_core.command import Call, command
from redipy_core.replies import INTEGER, INTEGERS
from redipy_core.text import Key


@command(
    "SETBIT key offset value",
    "write denyoom",
    reply=INTEGER,
    since="2.2.0",
    complexity="O(1); in memory O(N) with N the length of the string",
)
def setbit(key: Key, offset: int, value: int) -> int:
    """Set one bit, 0 or 1, of the string at a key, filling up with zeros.

    Returns the bit that was there before. ``offset`` counts bits, below 2^32.
    Raises CommandError for another offset or value, WrongTypeError if the key
    holds something else.
    """


@command(
    "GETBIT key offset",
    "readonly fast",
    reply=INTEGER,
    since="2.2.0",
    complexity="O(1)",
)
def getbit(key: Key, offset: int) -> int:
    """One bit of the string at a key; 0 beyond its end and for a missing key.

    Raises CommandError unless ``offset`` is from 0 to 2^32 - 1, WrongTypeError if
    the key holds something else.
    """


def _range_words(
    start: int | None, end: int | None, mode: Literal["BYTE", "BIT"] | None
) -> list[object]:
    return [word for word in (start, end, mode) if word is not None]


def _bitcount(
    key: Key,
    start: int | None = None,
    end: int | None = None,
    mode: Literal["BYTE", "BIT"] | None = None,
) -> Call:
    return Call("BITCOUNT", (key, _range_words(start, end, mode)))


@command(
    "BITCOUNT key [options ...]",
    "readonly",
    reply=INTEGER,
    since="2.6.0",
    complexity="O(N) with N the number of bytes looked at",
    manual="key [range=start:integer end:integer [unit=BYTE|BIT]]",
    view=_bitcount,
)
def bitcount(
    key: Key,
    start: int | None = None,
    end: int | None = None,
    mode: Literal["BYTE", "BIT"] | None = None,
) -> int:
    """How many bits are set in the string at a key, 0 for a missing key.

    ``start`` and ``end``, both or none, limit it; both are included and negative
    from the end. They count bytes, or bits if ``mode`` is ``"BIT"``. Raises
    CommandError for one limit without the other, WrongTypeError if the key holds
    something else.
    """


def _bitpos(
    key: Key,
    bit: int,
    start: int | None = None,
    end: int | None = None,
    mode: Literal["BYTE", "BIT"] | None = None,
) -> Call:
    return Call("BITPOS", (key, bit, _range_words(start, end, mode)))


@command(
    "BITPOS key bit [options ...]",
    "readonly",
    reply=INTEGER,
    since="2.8.7",
    complexity="O(N) with N the number of bytes looked at",
    manual="key bit [range=start:integer [limit=end:integer [unit=BYTE|BIT]]]",
    view=_bitpos,
)
def bitpos(
    key: Key,
    bit: int,
    start: int | None = None,
    end: int | None = None,
    mode: Literal["BYTE", "BIT"] | None = None,
) -> int:
    """The place of the first bit that is ``bit``, in bits from the string's start.

    ``start`` and ``end`` limit the search; both are included and negative from
    the end. They count bytes, or bits if ``mode`` is ``"BIT"``. Returns -1 if
    there is none; a search for 0 without an ``end`` finds one behind the string.
    Raises CommandError for a bit that is neither 0 nor 1, WrongTypeError if the
    key holds something else.
    """


@command(
    "BITOP operation destination keys ...",
    "write denyoom",
    reply=INTEGER,
    since="2.6.0",
    complexity="O(N) with N the length of the longest string",
    misfit="arity",
)
def bitop(
    operation: Literal["AND", "OR", "XOR", "NOT"], destination: Key, *keys: Key
) -> int:
    """Combine strings bit by bit and keep the result, if it is not empty.

    Shorter strings and missing keys are filled up with zeros; ``"NOT"`` takes one
    key. What ``destination`` held is lost. Returns the result's length in bytes.
    Raises CommandError for another operation, WrongTypeError if a key holds
    something else.
    """


def _bitfield(key: Key, *operations: BitfieldOperation) -> Call:
    return Call("BITFIELD", (key, bitfield_words(operations)))


@command(
    "BITFIELD key [options ...]",
    "write denyoom",
    reply=INTEGERS,
    since="3.2.0",
    complexity="O(1) for each operation; in memory O(N) with N the string's length",
    manual="key [operations=GET encoding offset|SET encoding offset value:integer"
    "|INCRBY encoding offset increment:integer|OVERFLOW (WRAP|SAT|FAIL)] ...",
    view=_bitfield,
)
def bitfield(key: Key, *operations: BitfieldOperation) -> list[int | None]:
    """Read and change whole numbers of any width anywhere in a string.

    Each operation is a tuple: ``("GET", type, offset)``, ``("SET", type, offset,
    value)``, ``("INCRBY", type, offset, increment)`` or ``("OVERFLOW", how)`` for
    those that follow. A type is ``"u1"`` to ``"u63"`` or ``"i1"`` to ``"i64"``; an
    offset is in bits, or in widths of the type if written ``"#2"``. A number that
    does not fit wraps around (``"WRAP"``), stays at the limit (``"SAT"``) or
    changes nothing (``"FAIL"``).

    Returns the number read by GET, the one before by SET, the one after by
    INCRBY, and None where FAIL changed nothing. Raises CommandError for what is
    no operation, WrongTypeError if the key holds something else.
    """


def _bitfield_ro(key: Key, *operations: BitfieldOperation) -> Call:
    return Call("BITFIELD_RO", (key, bitfield_words(operations)))


@command(
    "BITFIELD_RO key [options ...]",
    "readonly fast",
    reply=INTEGERS,
    since="6.0.0",
    complexity="O(1) for each operation",
    manual="key [operations=GET encoding offset] ...",
    view=_bitfield_ro,
)
def bitfield_ro(key: Key, *operations: BitfieldOperation) -> list[int | None]:
    """Read whole numbers of any width anywhere in a string.

    As :meth:`bitfield`, with nothing but ``("GET", type, offset)``.
    """
