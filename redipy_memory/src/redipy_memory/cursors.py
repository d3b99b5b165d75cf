"""Cursors over what one key holds: HSCAN, SSCAN and ZSCAN.

A server's promise: what is there from the first page to the last is given. The
names of a container that is scanned stand in an :class:`~redipy_memory.order.Order`,
which keeps it. A container that is small comes whole, as on a server.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from redipy_core.errors import CommandError
from redipy_core.glob import glob_matcher
from redipy_memory.order import Order

SMALL = 128
"""A container with at most so many names comes in one page."""


def page(
    names: Collection[bytes],
    order: Callable[[], Order],
    cursor: int,
    pattern: bytes | None,
    count: int | CommandError | None,
) -> tuple[int, list[bytes]]:
    """About ``count`` (10) names from ``cursor`` on, and the next cursor.

    ``order`` is asked for the names in a line if they are many. Raises the error
    that stands for options that do not fit.
    """
    if isinstance(count, CommandError):
        raise count
    most = 10 if count is None else count
    following = 0
    if len(names) <= max(most, SMALL):
        found = [*names]
    else:
        following, found = order().page(cursor, most)
    if pattern is not None:
        matches: Callable[[bytes], object] = glob_matcher(pattern)
        found = [*filter(matches, found)]
    return following, found
