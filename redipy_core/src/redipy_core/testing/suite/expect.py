"""What a test may expect, said briefly."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from redipy_core.errors import CommandError, RedipyError, WrongTypeError

NOT_AN_INTEGER = "ERR value is not an integer or out of range"
NOT_A_FLOAT = "ERR value is not a valid float"
WRONG_TYPE = "WRONGTYPE Operation against a key holding the wrong kind of value"


@contextmanager
def raises(kind: type[RedipyError], words: str) -> Iterator[None]:
    """The block raises this very class of error, with these words."""
    with pytest.raises(RedipyError) as info:
        yield
    assert (type(info.value), str(info.value)) == (kind, words)


@contextmanager
def refused(words: str) -> Iterator[None]:
    """The block raises CommandError with these words."""
    with raises(CommandError, words):
        yield


@contextmanager
def wrong_type() -> Iterator[None]:
    """The block raises WrongTypeError."""
    with raises(WrongTypeError, WRONG_TYPE):
        yield
