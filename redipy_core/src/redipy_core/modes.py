"""Names for the choices that methods offer, and for the types of keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, TypeAlias, get_args

from redipy_core.errors import ArgumentValueError

RSetMode: TypeAlias = Literal["always", "if_missing", "if_exists"]
"""When SET sets: always, if there is no such key (NX), if there is one (XX)."""

RSM_ALWAYS: Final = "always"
RSM_MISSING: Final = "if_missing"
RSM_EXISTS: Final = "if_exists"

RExpireMode: TypeAlias = Literal[
    "always", "if_persist", "if_expire", "if_later", "if_earlier"
]
"""When EXPIRE takes effect: always; if the key has no expiry (NX); if it has one
(XX); if the new one is later (GT); if it is earlier (LT)."""

REX_ALWAYS: Final = "always"
REX_PERSIST: Final = "if_persist"
REX_EXPIRE: Final = "if_expire"
REX_LATER: Final = "if_later"
REX_EARLIER: Final = "if_earlier"

KeyType: TypeAlias = Literal["string", "list", "set", "zset", "hash", "stream"]
"""What a key can hold, as TYPE names it."""


def one_of(parameter: str, value: object, choices: Sequence[str]) -> str:
    """``value`` if it is one of the choices, else ArgumentValueError."""
    if isinstance(value, str) and value in choices:
        return value
    raise ArgumentValueError(
        f"{parameter} must be one of {', '.join(choices)}, not {value!r:.80}"
    )


_KEY_TYPES: dict[str, KeyType] = {name: name for name in get_args(KeyType)}


def as_key_type(name: str) -> KeyType:
    """``name`` as a KeyType; ArgumentValueError if it is none."""
    try:
        return _KEY_TYPES[name]
    except KeyError:
        known = ", ".join(_KEY_TYPES)
        raise ArgumentValueError(
            f"{name!r} is no type of key; known: {known}"
        ) from None
