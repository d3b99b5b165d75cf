"""What is said of bytes that are no value."""

from __future__ import annotations


class BadDataError(Exception):
    """Bytes that do not hold what they should, for whatever reason."""
