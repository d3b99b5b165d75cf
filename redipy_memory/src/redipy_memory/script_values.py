"""What values do while a script runs on the memory backend.

Compiled scripts call these functions where the kinds of the values are not
known beforehand. Values are None, bool, int or float (an int is always below
2^53 in magnitude, so the two never differ), bytes, list and dict.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import floor
from typing import TypeGuard

from redipy_core.errors import ArgumentValueError
from redipy_core.failures import MAX_DEPTH, failure
from redipy_core.functions import ScriptValue
from redipy_core.key_patterns import prefixed_pattern
from redipy_core.numbers import EXACT, number_text

Value = ScriptValue


def is_number(value: Value) -> TypeGuard[int | float]:
    """Whether a value is a number; a bool is none."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def number(value: Value) -> int | float:
    """A number for a calculation; else fails with TYPE."""
    if is_number(value):
        return value
    raise failure("arithmetic")


def add(left: Value, right: Value) -> float:
    """``left + right``."""
    return float(number(left)) + number(right)


def subtract(left: Value, right: Value) -> float:
    """``left - right``."""
    return float(number(left)) - number(right)


def multiply(left: Value, right: Value) -> float:
    """``left * right``."""
    return float(number(left)) * number(right)


def divide(left: Value, right: Value) -> float:
    """``left / right``; by zero fails with ARITH."""
    dividend, divisor = float(number(left)), number(right)
    if divisor == 0:
        raise failure("zero")
    return dividend / divisor


def _floor(quotient: float) -> float:
    if -EXACT < quotient < EXACT:
        return float(floor(quotient))
    return quotient


def floor_divide(left: Value, right: Value) -> float:
    """``left / right``, rounded down."""
    return _floor(divide(left, right))


def modulo(left: Value, right: Value) -> float:
    """``left - floor(left / right) * right``."""
    quotient = _floor(divide(left, right))
    return float(number(left)) - quotient * number(right)


# -- comparing --------------------------------------------------------------------


def equal(left: Value, right: Value, depth: int = 0) -> bool:
    """Strict, structural equality; too deep nesting fails with LIMIT."""
    if isinstance(left, list):
        if not isinstance(right, list) or len(left) != len(right):
            return False
        _check_depth(depth)
        return all(equal(a, b, depth + 1) for a, b in zip(left, right, strict=True))
    if isinstance(left, dict):
        if not isinstance(right, dict) or left.keys() != right.keys():
            return False
        _check_depth(depth)
        return all(equal(left[key], right[key], depth + 1) for key in sorted(left))
    if isinstance(left, bytes):
        return isinstance(right, bytes) and left == right
    if isinstance(left, bool) or isinstance(right, (bool, bytes)):
        return left is right
    return not isinstance(right, (list, dict)) and left == right


def _check_depth(depth: int) -> None:
    if depth >= MAX_DEPTH:
        raise failure("depth")


def _ordered(left: Value, right: Value) -> bool:
    """Whether the two have an order."""
    if isinstance(left, bytes):
        return isinstance(right, bytes)
    return is_number(left) and is_number(right)


def lt(left: Value, right: Value) -> bool:
    """``left < right`` of two numbers or two texts; else fails with TYPE."""
    if _ordered(left, right):
        return left < right  # type: ignore[operator]  # both are numbers or texts
    raise failure("order")


def le(left: Value, right: Value) -> bool:
    """``left <= right`` of two numbers or two texts; else fails with TYPE."""
    if _ordered(left, right):
        return left <= right  # type: ignore[operator]  # both are numbers or texts
    raise failure("order")


def gt(left: Value, right: Value) -> bool:
    """``left > right`` of two numbers or two texts; else fails with TYPE."""
    if _ordered(left, right):
        return left > right  # type: ignore[operator]  # both are numbers or texts
    raise failure("order")


def ge(left: Value, right: Value) -> bool:
    """``left >= right`` of two numbers or two texts; else fails with TYPE."""
    if _ordered(left, right):
        return left >= right  # type: ignore[operator]  # both are numbers or texts
    raise failure("order")


# -- containers -------------------------------------------------------------------


def _place(container: Value, index: Value) -> tuple[list[Value], int]:
    """The list and the place, counted from 0, perhaps out of range."""
    if not isinstance(container, list):
        raise failure("index_of")
    if not is_number(index) or (isinstance(index, float) and not index.is_integer()):
        raise failure("index_type")
    place = int(index)
    return container, place + len(container) if place < 0 else place


def at(container: Value, index: Value) -> Value:
    """An item of a list; fails with TYPE or INDEX."""
    items, place = _place(container, index)
    if 0 <= place < len(items):
        return items[place]
    raise failure("index_range")


def put_at(container: Value, index: Value, value: Value) -> None:
    """Put into a list, or append at its length; fails with TYPE or INDEX."""
    items, place = _place(container, index)
    if 0 <= place < len(items):
        items[place] = value
    elif place == len(items):
        items.append(value)
    else:
        raise failure("index_range")


def dict_key(key: Value) -> bytes:
    """A key for a dict; fails with TYPE if it is not text."""
    if isinstance(key, bytes):
        return key
    raise failure("key_type")


def get_key(container: Value, key: Value) -> Value:
    """A value of a dict, None for a missing key; fails with TYPE."""
    if isinstance(container, dict):
        return container.get(dict_key(key))
    raise failure("key_of")


def put_key(container: Value, key: Value, value: Value) -> None:
    """Put into a dict; fails with TYPE."""
    if not isinstance(container, dict):
        raise failure("key_of")
    container[dict_key(key)] = value


def whole(value: Value, depth: int = 0) -> Value:
    """The value itself; too deep nesting fails with LIMIT."""
    if isinstance(value, (list, dict)):
        _check_depth(depth)
        for item in value.values() if isinstance(value, dict) else value:
            if item.__class__ in (list, dict):
                whole(item, depth + 1)
    return value


def length(value: Value) -> int:
    """Bytes of a text, items of a list or dict; else fails with TYPE."""
    if isinstance(value, (bytes, list, dict)):
        return len(value)
    raise failure("length")


def items(value: Value) -> tuple[list[Value] | dict[bytes, Value], list[Value] | range]:
    """What a loop walks over: the container, and its places or its sorted keys."""
    if isinstance(value, list):
        return value, range(len(value))
    if isinstance(value, dict):
        return value, sorted(value)  # type: ignore[return-value]  # keys are values
    raise failure("iterate")


def remaining(container: Value, places: range | list[Value]) -> Iterator[Value]:
    """The places of a loop, as long as its list is not shorter than that."""
    if not isinstance(container, list) or not isinstance(places, range):
        yield from places
        return
    for place in places:
        if place >= len(container):
            return
        yield place


def still_at(container: Value, place: Value) -> Value:
    """What a loop finds at a place; None for a key that was taken out meanwhile."""
    return (
        at(container, place)
        if isinstance(container, list)
        else get_key(container, place)
    )


# -- Redis calls ------------------------------------------------------------------


def text(value: Value) -> bytes:
    """Text or a number as a command's word; else fails with TYPE."""
    if isinstance(value, bytes):
        return value
    if is_number(value):
        return number_text(value)
    raise failure("text")


def key_pattern(pattern: bytes, prefix: bytes) -> bytes:
    """A pattern that names keys, the prefix before it; RANGE if that cannot be."""
    try:
        return prefixed_pattern(prefix, pattern)
    except ArgumentValueError:
        raise failure("key_pattern") from None
