"""Where blocks begin: which block holds the item at a place, and the other way round.

Beginnings stand in a list that was right when it was made; the changes of size
since then are counted beside it, so that a place is found in O(log n) and a change
of size noted in as much. After some changes, and when a block comes or goes, the
list is made again: one step a block, once in hundreds of changes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence, Sized
from itertools import accumulate

_CHANGES = 200
"""How many changes of size are counted before the list is made again."""


class Starts:
    """The places at which ``blocks`` begin, which its owner changes and notes here."""

    __slots__ = ("_blocks", "_grown", "_lost", "_starts")

    def __init__(self, blocks: Sequence[Sized]) -> None:
        self._blocks = blocks
        # Empty when stale.
        self._starts: list[int] = []
        # The blocks that have got or lost an item since, in order, each time once.
        self._grown: list[int] = []
        self._lost: list[int] = []

    def _known(self) -> list[int]:
        starts = self._starts
        if not starts:
            starts += accumulate(map(len, self._blocks[:-1]), initial=0)
        return starts

    def of(self, at: int) -> int:
        """The place at which a block begins."""
        start = (self._starts or self._known())[at]
        if self._grown:
            start += bisect_left(self._grown, at)
        if self._lost:
            start -= bisect_left(self._lost, at)
        return start

    def find(self, place: int) -> tuple[int, int]:
        """The block of the item at a place, and where in it the item stands."""
        starts = self._starts or self._known()
        at = bisect_right(starts, place) - 1
        if not (self._grown or self._lost):
            return at, place - starts[at]
        while True:
            start = self.of(at)
            if place < start:
                at -= 1
            elif place - start >= len(self._blocks[at]):
                at += 1
            else:
                return at, place - start

    def grown(self, at: int) -> None:
        """Note that a block has got an item."""
        self._note(self._grown, at)

    def lost(self, at: int) -> None:
        """Note that a block has lost an item."""
        self._note(self._lost, at)

    def _note(self, changed: list[int], at: int) -> None:
        if self._starts:
            insort(changed, at)
            if len(changed) > _CHANGES:
                self.stale()

    def stale(self) -> None:
        """Note that blocks begin elsewhere now."""
        if self._starts:
            self._starts.clear()
            self._grown.clear()
            self._lost.clear()
