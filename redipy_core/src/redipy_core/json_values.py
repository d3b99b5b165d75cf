"""JSON values of a script's caller, as values of the script language and back.

Arguments are copied (text becomes ``bytes``), so a script never changes the
caller's objects.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from redipy_core.analysis import check_constant
from redipy_core.errors import ArgumentTypeError, ArgumentValueError
from redipy_core.failures import MAX_DEPTH
from redipy_core.functions import ScriptValue
from redipy_core.numbers import as_python
from redipy_core.text import decode, encode, encode_key

JSONType: TypeAlias = """(
    bool | int | float | str | bytes
    | Sequence[JSONType] | Mapping[str, JSONType] | Mapping[bytes, JSONType] | None
)"""
"""What a script takes and gives: JSON, with ``bytes`` for text that is none."""


def to_value(value: object, depth: int = 0) -> ScriptValue:
    """A copy of a JSON value as a value of the script language.

    Raises ArgumentTypeError for what is no JSON value and ArgumentValueError
    for an int of 2^53 and more, or nesting of more than 128 levels.
    """
    if isinstance(value, str):
        return encode(value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        check_constant(value)
        return int(value)
    if isinstance(value, float):
        return float(value)
    if isinstance(value, bytes):
        return bytes(value)
    if depth >= MAX_DEPTH:
        raise ArgumentValueError(f"values are nested at most {MAX_DEPTH} levels deep")
    if isinstance(value, Mapping):
        return {_dict_key(k): to_value(v, depth + 1) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_value(item, depth + 1) for item in value]
    raise ArgumentTypeError(
        f"a script takes JSON values, not {type(value).__name__}: {value!r:.80}"
    )


def _dict_key(key: object) -> bytes:
    if isinstance(key, (str, bytes)):
        return encode_key(key)
    raise ArgumentTypeError(f"a key of a dict must be str, not {type(key).__name__}")


def to_python(value: ScriptValue, *, decoded: bool = True) -> object:
    """A script's result as JSON: numbers as int where whole, text as ``str``.

    Without ``decoded`` text stays ``bytes``, keys of dicts too.
    """
    if isinstance(value, bytes):
        return decode(value) if decoded else value
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        return as_python(value)
    if isinstance(value, list):
        return [to_python(item, decoded=decoded) for item in value]
    return {
        decode(key) if decoded else key: to_python(value[key], decoded=decoded)
        for key in sorted(value)
    }
