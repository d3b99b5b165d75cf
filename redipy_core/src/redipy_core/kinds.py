"""The kinds of value an expression may have, as far as it can be told."""

from __future__ import annotations

from enum import IntFlag


class Kind(IntFlag):
    """A set of kinds; what is known of a value before the script runs.

    ``INT`` is a whole number below 2^53 in magnitude, ``FLOAT`` any other
    number. ``TEXTS`` is a list of nothing but text and null, ``LIST`` any list.
    """

    NULL = 1
    BOOL = 2
    INT = 4
    FLOAT = 8
    TEXT = 16
    TEXTS = 32
    LIST = 64
    DICT = 128

    def within(self, others: int) -> bool:
        """Whether nothing but ``others`` is possible."""
        return not int(self) & ~int(others)

    def may_be(self, others: int) -> bool:
        """Whether one of ``others`` is possible."""
        return bool(int(self) & int(others))


NUMBER = Kind.INT | Kind.FLOAT
LISTS = Kind.TEXTS | Kind.LIST
ANY = Kind(255)
NOTHING = Kind(0)
