"""The standard functions of scripts, as they run in Python."""

from __future__ import annotations

import logging
from enum import IntEnum
from math import floor, isfinite

from redipy_core.failures import failure
from redipy_core.functions import ScriptFunctionSpec, ScriptValue
from redipy_core.kinds import ANY, NUMBER, Kind
from redipy_core.numbers import number_text, text_number
from redipy_scripts.expressions import CallFn, Expression, Operand
from redipy_scripts.json_text import decode_json, encode_json

_log = logging.getLogger("redipy.script")


class LogLevel(IntEnum):
    """The levels of a Redis server's log."""

    DEBUG = 0
    VERBOSE = 1
    NOTICE = 2
    WARNING = 3


_PYTHON_LEVELS = (logging.DEBUG, logging.DEBUG, logging.INFO, logging.WARNING)


# -- bodies ------------------------------------------------------------------------


def _text(value: ScriptValue) -> bytes:
    if isinstance(value, bytes):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return number_text(value)
    raise failure("text")


def _strs(*parts: ScriptValue) -> bytes:
    return b"".join([_text(part) for part in parts])


def _to_num(value: ScriptValue) -> ScriptValue:
    if isinstance(value, bytes):
        usual = value.isdigit() and len(value) < 16
        return float(value) if usual else text_number(value)
    kind = value.__class__
    return value if kind is int or kind is float else None


def _to_str(value: ScriptValue) -> bytes:
    if value is None:
        return b"nil"
    if isinstance(value, bool):
        return b"true" if value else b"false"
    return _text(value)


def _number(value: ScriptValue) -> int | float:
    number = _to_num(value)
    if isinstance(number, (int, float)):
        return number
    raise failure("number")


def _to_int_str(value: ScriptValue) -> bytes:
    number = _number(value)
    if not isfinite(number):
        raise failure("whole")
    return b"%d" % number


def _type_str(value: ScriptValue) -> bytes:
    if value is None:
        return b"nil"
    if isinstance(value, bool):
        return b"boolean"
    if isinstance(value, bytes):
        return b"string"
    return b"number" if isinstance(value, (int, float)) else b"table"


def _find(
    value: ScriptValue, needle: ScriptValue, start: ScriptValue = 0
) -> int | None:
    text, part = _text(value), _text(needle)
    if isinstance(start, bool) or not isinstance(start, (int, float)):
        raise failure("position")
    if not (start >= 0 and isfinite(start)) or start != int(start):
        raise failure("position")
    place = text.find(part, int(start))
    return None if place < 0 else place


def _milliseconds(seconds: ScriptValue) -> bytes:
    number = float(_number(seconds))
    if not isfinite(number) or not isfinite(number * 1000):
        raise failure("whole")
    span = number * 1000
    return b"%d" % (max(round(span), 1) if number > 0 else floor(span))


def _write_log(level: ScriptValue, *parts: ScriptValue) -> None:
    if isinstance(level, bool) or level not in (0, 1, 2, 3):
        raise failure("level")
    message = b"".join([_to_str(part) for part in parts])
    assert isinstance(level, (int, float))
    _log.log(_PYTHON_LEVELS[int(level)], "%s", message.decode("utf-8", "replace"))


def _unless_null(value: ScriptValue, default: ScriptValue) -> ScriptValue:
    return default if value is None else value


def _last(*values: ScriptValue) -> ScriptValue:
    return values[-1]


STANDARD_FUNCTIONS = (
    ScriptFunctionSpec(
        "strs", (0, None), _strs, Kind.TEXT, "Texts and numbers, one after the other."
    ),
    ScriptFunctionSpec(
        "to_num",
        (1, 1),
        _to_num,
        NUMBER | Kind.NULL,
        "A text as a number, or null.",
        usual="float({0}) if {0}.__class__ is bytes and {0}.isdigit() and len({0}) < 16"
        " else {0} if {0}.__class__ is float or {0}.__class__ is int else {call}",
    ),
    ScriptFunctionSpec("to_str", (1, 1), _to_str, Kind.TEXT, "A simple value as text."),
    ScriptFunctionSpec(
        "to_int_str", (1, 1), _to_int_str, Kind.TEXT, "A number without its fraction."
    ),
    ScriptFunctionSpec("to_json", (1, 1), encode_json, Kind.TEXT, "A value as JSON."),
    ScriptFunctionSpec(
        "from_json", (1, 1), decode_json, ANY, "The value of a JSON text."
    ),
    ScriptFunctionSpec("type_str", (1, 1), _type_str, Kind.TEXT, "What a value is."),
    ScriptFunctionSpec(
        "find", (2, 3), _find, Kind.INT | Kind.NULL, "Where a text holds another."
    ),
    ScriptFunctionSpec("log", (1, None), _write_log, Kind.NULL, "Write to the log."),
    ScriptFunctionSpec(
        "milliseconds", (1, 1), _milliseconds, Kind.TEXT, "Seconds as milliseconds."
    ),
    ScriptFunctionSpec(
        "unless_null", (2, 2), _unless_null, ANY, "A value, or another for null."
    ),
    ScriptFunctionSpec("last", (1, None), _last, ANY, "The last of the values."),
)
"""What this package registers for ``CallFn``."""


# -- expressions -------------------------------------------------------------------


class Strs(CallFn):
    """Texts and numbers, one after the other, as one text."""

    __slots__ = ()

    def __init__(self, *parts: Operand) -> None:
        super().__init__("strs", *parts)


class ToNum(CallFn):
    """A text as a number; null if it spells none, or is too large."""

    __slots__ = ()

    def __init__(self, value: Operand) -> None:
        super().__init__("to_num", value)


class ToStr(CallFn):
    """A simple value as text: ``"nil"``, ``"true"``, ``"1.5"``."""

    __slots__ = ()

    def __init__(self, value: Operand) -> None:
        super().__init__("to_str", value)


class ToIntStr(CallFn):
    """A number as text, truncated toward zero."""

    __slots__ = ()

    def __init__(self, value: Operand) -> None:
        super().__init__("to_int_str", value)


class ToJSON(CallFn):
    """A value as JSON text, compact, the keys of dicts in byte order."""

    __slots__ = ()

    def __init__(self, value: Operand) -> None:
        super().__init__("to_json", value)


class FromJSON(CallFn):
    """The value of a JSON text; fails with TYPE if it is none."""

    __slots__ = ()

    def __init__(self, text: Operand) -> None:
        super().__init__("from_json", text)


class TypeStr(CallFn):
    """``"nil"``, ``"boolean"``, ``"number"``, ``"string"`` or ``"table"``."""

    __slots__ = ()

    def __init__(self, value: Operand) -> None:
        super().__init__("type_str", value)


class FindFn(CallFn):
    """Where a text holds another, in bytes from 0; null if nowhere."""

    __slots__ = ()

    def __init__(self, text: Operand, part: Operand, start: Operand = 0) -> None:
        super().__init__("find", text, part, start)


class LogFn(CallFn):
    """Write simple values to the server's log, or to the logger ``redipy.script``."""

    __slots__ = ()

    def __init__(self, level: LogLevel | Expression, *parts: Operand) -> None:
        rank = level if isinstance(level, Expression) else int(level)
        super().__init__("log", rank, *parts)
