"""Values between Python and a script on a server, exactly.

Where RESP cannot say what a value is, it travels as tagged text:
``$length:bytes``, ``#number;``, ``T``, ``F``, ``N``, ``[items]`` and
``{key value …}``. An argument that is text is just ``$bytes``, one that is a
number its digits.
"""

from __future__ import annotations

import re
from typing import Final

from redipy_core.errors import (
    SCRIPT_CODES,
    ResponseError,
    ScriptError,
    error_from_line,
)
from redipy_core.functions import ScriptValue
from redipy_core.kinds import NUMBER, Kind
from redipy_core.numbers import number_text


def encode_argument(value: ScriptValue) -> bytes:
    """An argument as a script reads it."""
    if isinstance(value, bytes):
        return b"$" + value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return number_text(value)
    parts: list[bytes] = []
    _encode(value, parts)
    return b"".join(parts)


def _encode(value: ScriptValue, parts: list[bytes]) -> None:
    if isinstance(value, bytes):
        parts.append(b"$%d:%s" % (len(value), value))
    elif value is None:
        parts.append(b"N")
    elif isinstance(value, bool):
        parts.append(b"T" if value else b"F")
    elif isinstance(value, (int, float)):
        parts.append(b"#%s;" % number_text(value))
    elif isinstance(value, list):
        parts.append(b"[")
        for item in value:
            _encode(item, parts)
        parts.append(b"]")
    else:
        parts.append(b"{")
        for key, item in value.items():
            _encode(key, parts)
            _encode(item, parts)
        parts.append(b"}")


def decode_tagged(data: bytes) -> ScriptValue:
    """The value of a tagged text."""
    return _Reader(data).value()


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def value(self) -> ScriptValue:
        tag = self._data[self._at : self._at + 1]
        self._at += 1
        if tag == b"$":
            return self._text()
        if tag == b"#":
            end = self._data.index(b";", self._at)
            number = float(self._data[self._at : end])
            self._at = end + 1
            return number
        if tag == b"[":
            return self._list()
        if tag == b"{":
            return self._dict()
        return _WORDS[tag]

    def _text(self) -> bytes:
        colon = self._data.index(b":", self._at)
        end = colon + 1 + int(self._data[self._at : colon])
        self._at = end
        return self._data[colon + 1 : end]

    def _ends(self, mark: bytes) -> bool:
        if self._data[self._at : self._at + 1] != mark:
            return False
        self._at += 1
        return True

    def _list(self) -> list[ScriptValue]:
        items: list[ScriptValue] = []
        while not self._ends(b"]"):
            items.append(self.value())
        return items

    def _dict(self) -> dict[bytes, ScriptValue]:
        items: dict[bytes, ScriptValue] = {}
        while not self._ends(b"}"):
            self._at += 1
            key = self._text()
            items[key] = self.value()
        return items


_WORDS: Final[dict[bytes, ScriptValue]] = {b"N": None, b"T": True, b"F": False}

# -- results -------------------------------------------------------------------------


def native_form(kind: Kind) -> Kind | None:
    """What a result of these kinds is sent as; None: as tagged text.

    The result may be null besides.
    """
    for form in (Kind.BOOL, NUMBER, Kind.TEXT, Kind.TEXTS):
        if kind.within(form | Kind.NULL):
            return form
    return None


def decode_result(reply: object, form: Kind | None) -> ScriptValue:
    """A script's reply as a value, given what it was sent as."""
    if reply is None:
        return None
    if form is None:
        assert isinstance(reply, bytes)
        return decode_tagged(reply)
    if form == Kind.BOOL:
        return reply == 1
    if form == NUMBER:
        assert isinstance(reply, (bytes, int))
        return float(reply)
    assert isinstance(reply, (bytes, list))
    return reply


# -- errors --------------------------------------------------------------------------

_PLACE = re.compile(r" script: \w+, on @user_(?:script|function):(\d+)\.$", re.DOTALL)
_OLD_PLACE = re.compile(
    r"^ERR Error running script \(call to f_[0-9a-f]{40}\): @user_script: ?(\d+): "
)
_OWN = re.compile(
    r"^ERR (?:user_script:\d+: )?RDP:([A-Z]+):(?:@([\d,]*):)?(.*)$", re.DOTALL
)


def script_error(line: str) -> tuple[ResponseError, list[int]]:
    """The error for a script's error reply, and the lines of Lua that it names.

    The line that failed comes first, then those that called it.

    The error reads as it does on every other backend: what servers add (the
    digest, the line) is taken away. Servers before 7.0 put it in front.
    """
    places: list[int] = []
    if match := _PLACE.search(line):
        line, places = line[: match.start()], [int(match[1])]
    elif match := _OLD_PLACE.match(line):
        rest = line[match.end() :]
        rest = re.sub(r"^@user_script: ?\d+: ", "", rest)
        line, places = rest.removeprefix("-"), [int(match[1])]
        if line.startswith("RDP:"):
            line = f"ERR {line}"
    if match := _OWN.match(line):
        code, lines, text = match.groups()
        if lines:
            places = [int(number) for number in lines.split(",")]
        if code == "REPLY":
            return error_from_line(text.removeprefix("-")), places
        if code in SCRIPT_CODES:
            return ScriptError(text, code), places
        return error_from_line(f"{code} {text}"), places
    return error_from_line(line), places
