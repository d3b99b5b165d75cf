"""Expiry times as commands give them, as deadlines."""

from __future__ import annotations

from redipy_core.errors import CommandError
from redipy_core.text import INT_MAX, INT_MIN

_SECONDS = (b"EX", b"EXAT")
_ABSOLUTE = (b"EXAT", b"PXAT")


def deadline(
    amount: int, now: int, command: str, *, seconds: bool, absolute: bool
) -> int:
    """Milliseconds since the epoch; CommandError if that does not fit 64 bits."""
    if seconds:
        if not INT_MIN // 1000 < amount <= INT_MAX // 1000:
            raise invalid_expiry(command)
        amount *= 1000
    if not absolute:
        amount += now
        if amount > INT_MAX:
            raise invalid_expiry(command)
    return amount


def expiry_deadline(word: bytes, amount: int, now: int, command: str) -> int:
    """The deadline of an option such as ``EX 10``, which must be positive."""
    if amount <= 0:
        raise invalid_expiry(command)
    return deadline(
        amount, now, command, seconds=word in _SECONDS, absolute=word in _ABSOLUTE
    )


def invalid_expiry(command: str) -> CommandError:
    """What the server says of an expiry that cannot be."""
    return CommandError(f"invalid expire time in '{command}' command")
