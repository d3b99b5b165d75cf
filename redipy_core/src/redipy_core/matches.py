"""What LCS finds: where two strings agree."""

from __future__ import annotations

from typing import NamedTuple


class LcsMatch(NamedTuple):
    """A stretch of bytes that is the same in two strings.

    ``first`` and ``second`` are its first and last position in each of them,
    both included; ``length`` is its length if it was asked for.
    """

    first: tuple[int, int]
    second: tuple[int, int]
    length: int | None = None


class LcsMatches(NamedTuple):
    """The stretches of a longest common subsequence, the last one first."""

    matches: list[LcsMatch]
    length: int
    """Bytes in the whole subsequence, shorter stretches that were left out too."""
