"""Times as methods take them, and as the wire has them."""

from __future__ import annotations

from datetime import datetime
from math import floor, isfinite

from redipy_core.errors import ArgumentTypeError, ArgumentValueError


def milliseconds(seconds: object) -> int:
    """A time span in seconds as whole milliseconds.

    A positive span shorter than a millisecond counts as one: it must not
    become "no time at all".
    """
    if not isinstance(seconds, (int, float)) or isinstance(seconds, bool):
        raise ArgumentTypeError(f"seconds must be int or float, not {seconds!r}")
    if not isfinite(seconds):
        raise ArgumentValueError(f"seconds must be finite, not {seconds!r}")
    if isinstance(seconds, int):
        return seconds * 1000
    return max(round(seconds * 1000), 1) if seconds > 0 else floor(seconds * 1000)


def timestamp_milliseconds(moment: object) -> int:
    """A datetime, aware or local, as milliseconds since the epoch."""
    if not isinstance(moment, datetime):
        raise ArgumentTypeError(f"a timestamp must be a datetime, not {moment!r}")
    return round(moment.timestamp() * 1000)
