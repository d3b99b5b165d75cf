"""Items in blocks, found by their place: the middle of a long list.

A block holds between half of :data:`BLOCK` items and twice as many, fewer only
where its neighbours are full.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from redipy_memory.starts import Starts

BLOCK = 512
"""Items of a block that is new."""


class Blocks:
    """Items in order. Places are counted from 0 and must be there."""

    __slots__ = ("_starts", "blocks", "length")

    def __init__(self, blocks: list[list[bytes]]) -> None:
        self.blocks = blocks
        self.length = sum(map(len, blocks))
        self._starts = Starts(blocks)

    def find(self, place: int) -> tuple[int, int]:
        """The block of the item at a place, and where in it the item stands."""
        return self._starts.find(place)

    # -- items ----------------------------------------------------------------------

    def insert(self, place: int, item: bytes) -> None:
        """Put an item before the one at a place."""
        at, place = self.find(place)
        block = self.blocks[at]
        block.insert(place, item)
        self.length += 1
        if len(block) > 2 * BLOCK:
            self.blocks[at : at + 1] = cut(block)
            self._starts.stale()
        else:
            self._starts.grown(at)

    def remove(self, place: int) -> None:
        """Take away the item at a place."""
        at, place = self.find(place)
        del self.blocks[at][place]
        self._shrunk(at, 1)

    def _shrunk(self, at: int, by: int) -> None:
        """Note that a block has lost items; a small one joins a neighbour."""
        self.length -= by
        blocks = self.blocks
        size = len(blocks[at])
        low = at if at + 1 < len(blocks) else at - 1
        if not size:
            del blocks[at]
        elif (
            size < BLOCK // 2
            and low >= 0
            and len(blocks[low]) + len(blocks[low + 1]) <= BLOCK + BLOCK // 2
        ):
            blocks[low].extend(blocks.pop(low + 1))
        elif by == 1:
            self._starts.lost(at)
            return
        self._starts.stale()

    def between(self, start: int, stop: int) -> list[bytes]:
        """The items from one place to before another."""
        if start >= stop:
            return []
        at, first = self.find(start)
        wanted = stop - start
        found = self.blocks[at][first : first + wanted]
        while len(found) < wanted:
            at += 1
            found += self.blocks[at][: wanted - len(found)]
        return found

    def drop(self, item: bytes, most: int, *, last: bool) -> int:
        """Remove up to ``most`` equal items, the first or the last; how many."""
        left = most
        shrunk: list[tuple[int, int]] = []
        places = range(len(self.blocks))
        for at in reversed(places) if last else places:
            dropped = drop(self.blocks[at], item, left, last=last)
            if dropped:
                shrunk.append((at, dropped))
                left -= dropped
                if not left:
                    break
        for at, dropped in sorted(shrunk, reverse=True):
            self._shrunk(at, dropped)
        return most - left

    # -- whole blocks -----------------------------------------------------------------

    def append(self, blocks: list[list[bytes]]) -> None:
        """Add blocks at the end."""
        self.blocks += blocks
        self.length += sum(map(len, blocks))
        self._starts.stale()

    def prepend(self, blocks: list[list[bytes]]) -> None:
        """Add blocks at the front."""
        self.blocks[:0] = blocks
        self.length += sum(map(len, blocks))
        self._starts.stale()

    def pop(self, at: int) -> list[bytes]:
        """Take away a block that is there and return it."""
        block = self.blocks.pop(at)
        self.length -= len(block)
        self._starts.stale()
        return block

    def drop_left(self, count: int) -> int:
        """Take away the first blocks that ``count`` items fill; what is left of it."""
        whole = 0
        for block in self.blocks:
            if len(block) > count:
                break
            count -= len(block)
            self.length -= len(block)
            whole += 1
        del self.blocks[:whole]
        self._starts.stale()
        return count

    def drop_right(self, count: int) -> int:
        """As :meth:`drop_left` from the end."""
        while self.blocks and len(self.blocks[-1]) <= count:
            count -= len(self.pop(-1))
        return count


def cut(items: Sequence[bytes]) -> list[list[bytes]]:
    """Items as blocks; the last one may be up to twice as long."""
    ends = [*range(BLOCK, len(items) - BLOCK + 1, BLOCK), len(items)]
    return [
        list(items[start:end])
        for start, end in zip([0, *ends], ends, strict=False)
        if end
    ]


def drop(
    items: deque[bytes] | list[bytes], item: bytes, most: int, *, last: bool
) -> int:
    """Remove up to ``most`` items that are equal to one, the first or the last ones.

    Returns how many. O(n).
    """
    found = item in items if most == 1 and not last else items.count(item)
    dropped = min(most, found)
    if not dropped:
        return 0
    if dropped == 1 and (found == 1 or not last):
        items.remove(item)
        return 1
    staying = found - dropped if last else 0
    going = dropped
    kept: list[bytes] = []
    for other in items:
        if other == item:
            if staying:
                staying -= 1
            elif going:
                going -= 1
                continue
        kept.append(other)
    items.clear()
    items.extend(kept)
    return dropped
