"""Items in blocks, found by their place: the middle of a long list.

A block holds between half of :data:`BLOCK` items and twice as many, fewer only
where its neighbours are full. Where blocks begin is kept as a binary indexed
tree of their sizes: finding a place and changing a size take O(log n). Adding
or taking away a block makes the tree stale; it is made again when somebody next
asks for a place, which costs one step a block and happens once in hundreds of
changes.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

BLOCK = 512
"""Items of a block that is new."""


class Blocks:
    """Items in order. Places are counted from 0 and must be there."""

    __slots__ = ("_sums", "blocks", "length")

    def __init__(self, blocks: list[list[bytes]]) -> None:
        self.blocks = blocks
        self.length = sum(map(len, blocks))
        # From 1 on; empty when stale.
        self._sums: list[int] = []

    # -- places ---------------------------------------------------------------------

    def find(self, place: int) -> tuple[int, int]:
        """The block of the item at a place, and where in it the item stands."""
        sums = self._sums or self._summed()
        at, step = 0, 1 << (len(sums) - 1).bit_length() - 1
        while step:
            following = at + step
            if following < len(sums) and sums[following] <= place:
                at = following
                place -= sums[following]
            step >>= 1
        return at, place

    def _summed(self) -> list[int]:
        sums = self._sums = [0, *map(len, self.blocks)]
        for at in range(1, len(sums)):
            above = at + (at & -at)
            if above < len(sums):
                sums[above] += sums[at]
        return sums

    def _resized(self, at: int, by: int) -> None:
        """Note that a block has grown."""
        sums = self._sums
        at += 1
        while at < len(sums):
            sums[at] += by
            at += at & -at

    # -- items ----------------------------------------------------------------------

    def get(self, place: int) -> bytes:
        """The item at a place."""
        at, place = self.find(place)
        return self.blocks[at][place]

    def set(self, place: int, item: bytes) -> None:
        """Put an item in the place of another."""
        at, place = self.find(place)
        self.blocks[at][place] = item

    def insert(self, place: int, item: bytes) -> None:
        """Put an item before the one at a place."""
        at, place = self.find(place)
        block = self.blocks[at]
        block.insert(place, item)
        self.length += 1
        if len(block) > 2 * BLOCK:
            self.blocks[at : at + 1] = cut(block)
            self._sums.clear()
        else:
            self._resized(at, 1)

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
        else:
            self._resized(at, -by)
            return
        self._sums.clear()

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
        self._sums.clear()

    def prepend(self, blocks: list[list[bytes]]) -> None:
        """Add blocks at the front."""
        self.blocks[:0] = blocks
        self.length += sum(map(len, blocks))
        self._sums.clear()

    def pop(self, at: int) -> list[bytes]:
        """Take away a block that is there and return it."""
        block = self.blocks.pop(at)
        self.length -= len(block)
        self._sums.clear()
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
        self._sums.clear()
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
    found = items.count(item)
    if not found:
        return 0
    dropped = min(most, found)
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
