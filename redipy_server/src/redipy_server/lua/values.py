"""Replies on their way into Lua.

A script that speaks RESP2 gets plain values; one that called ``redis.setresp(3)``
gets tables that name their type. Only bytes, numbers, booleans, None and tables
of Lua's go in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Final

from redipy_core.errors import ResponseError
from redipy_core.shapes import Shape

PLAIN: Final = 0
"""The value as it stands."""
STATUS: Final = 1
FAULT: Final = 2
"""An error's line."""
AGAIN: Final = 3
"""Nothing was done: numbers must be spelt first."""
TYPED: Final = 4
"""A value in parts, from which Lua builds it."""

Table = Callable[[Sequence[object]], object]
"""Makes a table of Lua's."""

_FLAT: Final = frozenset({"plain", "double", "verbatim", "boolean", "set"})


@cache
def is_plain(shape: Shape) -> bool:
    """Whether a wire reply of this shape is in RESP2 what it is as an object."""
    if shape.kind not in _FLAT and shape.kind not in ("map", "pairs", "rows"):
        return False
    return all(map(is_plain, shape.parts))


def as_plain(value: object, table: Table) -> object:
    """A wire reply as Lua has it in RESP2.

    TypeError for what must be read from its encoded form: a status among values.
    """
    kind = type(value)
    if kind is bytes or kind is int:
        return value
    if value is None:
        return False
    if isinstance(value, (list, tuple)):
        return table([as_plain(item, table) for item in value])
    raise TypeError(kind)


class Reader:
    """Reads a reply that is encoded already."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def _line(self) -> tuple[int, bytes]:
        end = self._data.index(b"\r\n", self._at)
        kind, text = self._data[self._at], self._data[self._at + 1 : end]
        self._at = end + 2
        return kind, text

    def _bulk(self, length: int) -> bytes:
        found = self._data[self._at : self._at + length]
        self._at += length + 2
        return found

    def parts(self, out: list[object]) -> list[object]:
        """What Lua builds the reply from, in the order in which it reads it."""
        kind, text = self._line()
        sign = chr(kind)
        if sign == "$":
            length = int(text)
            if length < 0:
                out += (b"v", False)
            else:
                out += (b"v", self._bulk(length))
        elif sign == ":":
            out += (b"v", int(text))
        elif sign == "+":
            out += (b"s", text)
        elif sign == "-":
            out += (b"e", text)
        elif sign == "_":
            out.append(b"n")
        elif sign == ",":
            out += (b"d", text)
        elif sign == "#":
            out += (b"v", text == b"t")
        elif sign == "(":
            out += (b"b", text)
        elif sign == "=":
            found = self._bulk(int(text))
            out += (b"t", found[:3], found[4:])
        else:
            self._aggregate(sign, int(text), out)
        return out

    def _aggregate(self, sign: str, count: int, out: list[object]) -> None:
        if count < 0:
            out += (b"v", False)
            return
        out += (b"a" if sign == "*" else sign.encode(), count)
        for _ in range(count * (2 if sign == "%" else 1)):
            self.parts(out)


def error_line(error: ResponseError) -> bytes:
    """An error's line, as scripts see it."""
    line = error.line.encode("utf-8", "surrogateescape")
    return line.replace(b"\r", b" ").replace(b"\n", b" ")
