"""Numbers as bytes, for the libraries of scripts: texts and bytes in and out."""

from __future__ import annotations

import math
import struct


def _narrow(number: float) -> bytes:
    """Four bytes, big-endian; a number beyond them is infinite, as C makes it."""
    try:
        return struct.pack(">f", number)
    except OverflowError:
        return struct.pack(">f", math.copysign(math.inf, number))


def float_bytes(text: bytes, size: int, order: bytes) -> bytes:
    """A number as a C float (``size`` 4) or double."""
    found = _narrow(float(text)) if size == 4 else struct.pack(">d", float(text))
    return found if order == b">" else found[::-1]


def read_float(data: bytes, order: bytes) -> bytes:
    """The text of the float or double that stands in ``data``."""
    form = (">" if order == b">" else "<") + ("f" if len(data) == 4 else "d")
    return b"%.17g" % struct.unpack(form, data)[0]


def packed_float(text: bytes) -> bytes:
    """A number in MessagePack: a float if it is one exactly, else a double."""
    number = float(text)
    narrow = _narrow(number)
    if struct.unpack(">f", narrow)[0] == number:
        return b"\xca" + narrow
    # The NaN that arithmetic gives has its sign set, and Python's has not.
    sign = b"\xff\xf8" + bytes(6)
    return b"\xcb" + (sign if number != number else struct.pack(">d", number))


def low_bits(text: bytes) -> int:
    """The 32 lowest bits of a number that the usual rounding is too narrow for."""
    number = float(text) + 6755399441055744.0
    low: int = struct.unpack("<I", struct.pack("<d", number)[:4])[0]
    return low
