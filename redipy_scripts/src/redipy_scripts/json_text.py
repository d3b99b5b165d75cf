"""JSON in bytes, exactly as the Lua side writes and reads it.

Text that is not UTF-8 passes through unchanged.
"""

from __future__ import annotations

import re
from typing import Final

from redipy_core.failures import MAX_DEPTH, failure
from redipy_core.functions import ScriptValue
from redipy_core.numbers import number_text

_ESCAPED = re.compile(rb'["\\\x00-\x1f]')
_SHORT: Final = {
    b'"': b'\\"',
    b"\\": b"\\\\",
    b"\b": b"\\b",
    b"\f": b"\\f",
    b"\n": b"\\n",
    b"\r": b"\\r",
    b"\t": b"\\t",
}
_PLAIN: Final = {
    b'"': b'"',
    b"\\": b"\\",
    b"/": b"/",
    b"b": b"\b",
    b"f": b"\f",
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
}
_INFINITIES: Final = (float("inf"), float("-inf"))


def encode_json(value: ScriptValue, depth: int = 0) -> bytes:
    """A value as compact JSON.

    Raises ScriptError: RANGE for infinity and NaN, LIMIT for too deep nesting.
    """
    if value is None:
        return b"null"
    if isinstance(value, bool):
        return b"true" if value else b"false"
    if isinstance(value, bytes):
        return _quoted(value)
    if isinstance(value, (int, float)):
        if value != value or value in _INFINITIES:
            raise failure("json_number")
        return number_text(value)
    if depth >= MAX_DEPTH:
        raise failure("depth")
    if isinstance(value, list):
        return b"[%s]" % b",".join([encode_json(item, depth + 1) for item in value])
    pairs = [
        b"%s:%s" % (_quoted(key), encode_json(value[key], depth + 1))
        for key in sorted(value)
    ]
    return b"{%s}" % b",".join(pairs)


def _quoted(text: bytes) -> bytes:
    return b'"%s"' % _ESCAPED.sub(_escape, text)


def _escape(match: re.Match[bytes]) -> bytes:
    char = match[0]
    return _SHORT.get(char) or b"\\u%04x" % char[0]


def decode_json(text: ScriptValue) -> ScriptValue:
    """The value of a JSON text.

    Raises ScriptError: TYPE for what is no JSON text, LIMIT for too deep
    nesting.
    """
    if not isinstance(text, bytes):
        raise failure("only_text")
    return _Reader(text).whole()


_SPACE = re.compile(rb"[ \t\n\r]*")
_NUMBER = re.compile(rb"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_CHARS = re.compile(rb'[^"\\\x00-\x1f]*')
_CODE = re.compile(rb"u([0-9a-fA-F]{4})")
_WORDS: Final[tuple[tuple[bytes, ScriptValue], ...]] = (
    (b"null", None),
    (b"true", True),
    (b"false", False),
)


class _Reader:
    """Reads one JSON text from left to right."""

    def __init__(self, text: bytes) -> None:
        self._text = text
        self._at = 0

    def whole(self) -> ScriptValue:
        value = self._value(0)
        if self._next():
            raise failure("json")
        return value

    def _next(self) -> bytes:
        """The next character after white space, empty at the end."""
        space = _SPACE.match(self._text, self._at)
        assert space is not None
        self._at = space.end()
        return self._text[self._at : self._at + 1]

    def _take(self, char: bytes) -> bool:
        if self._next() != char:
            return False
        self._at += 1
        return True

    def _expect(self, char: bytes) -> None:
        if not self._take(char):
            raise failure("json")

    def _value(self, depth: int) -> ScriptValue:
        char = self._next()
        if char == b'"':
            return self._string()
        if char in (b"[", b"{"):
            if depth >= MAX_DEPTH:
                raise failure("depth")
            self._at += 1
            return self._list(depth) if char == b"[" else self._dict(depth)
        for word, value in _WORDS:
            if self._text.startswith(word, self._at):
                self._at += len(word)
                return value
        return self._number()

    def _number(self) -> float:
        match = _NUMBER.match(self._text, self._at)
        if match is None:
            raise failure("json")
        self._at = match.end()
        number = float(match[0])
        if number in _INFINITIES:
            raise failure("json")
        return number

    def _list(self, depth: int) -> ScriptValue:
        items: list[ScriptValue] = []
        if self._take(b"]"):
            return items
        while True:
            items.append(self._value(depth + 1))
            if self._take(b"]"):
                return items
            self._expect(b",")

    def _dict(self, depth: int) -> ScriptValue:
        items: dict[bytes, ScriptValue] = {}
        if self._take(b"}"):
            return items
        while True:
            if self._next() != b'"':
                raise failure("json")
            key = self._string()
            self._expect(b":")
            items[key] = self._value(depth + 1)
            if self._take(b"}"):
                return items
            self._expect(b",")

    def _string(self) -> bytes:
        parts: list[bytes] = []
        self._at += 1
        while True:
            plain = _CHARS.match(self._text, self._at)
            assert plain is not None
            parts.append(plain[0])
            self._at = plain.end() + 1
            char = self._text[self._at - 1 : self._at]
            if char == b'"':
                return b"".join(parts)
            if char != b"\\":
                raise failure("json")
            parts.append(self._escaped())

    def _escaped(self) -> bytes:
        char = self._text[self._at : self._at + 1]
        if char in _PLAIN and char:
            self._at += 1
            return _PLAIN[char]
        code = self._code_unit()
        if code is None:
            raise failure("json")
        if 0xD800 <= code < 0xDC00 and self._text.startswith(b"\\", self._at):
            before = self._at
            self._at += 1
            low = self._code_unit()
            if low is not None and 0xDC00 <= low < 0xE000:
                code = 0x10000 + (code - 0xD800) * 0x400 + (low - 0xDC00)
            else:
                self._at = before
        return chr(code).encode("utf-8", "surrogatepass")

    def _code_unit(self) -> int | None:
        match = _CODE.match(self._text, self._at)
        if match is None:
            return None
        self._at = match.end()
        return int(match[1], 16)
