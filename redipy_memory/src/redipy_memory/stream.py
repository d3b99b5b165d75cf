"""The value of a stream: entries in the order of their IDs, and who reads them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import islice

from redipy_core.stream_words import MAX_ID, SEQUENCE, Trim
from redipy_memory.listpack import EMPTY, integer_size, words_size
from redipy_memory.radix_tree import radix_nodes
from redipy_memory.stream_group import Group

Fields = tuple[bytes, ...]
"""An entry's fields and values in turns."""

_BLOCK = 100
_BLOCK_BYTES = 4096
"""The server's stream-node-max-entries and -bytes."""


class Block:
    """Neighbouring entries. What is removed stays in it, as on a server, until all is.

    A trim by ID can leave a block of nothing else, if its last entry was removed
    before and is not older than the ID.

    ``size`` is that of the listpack in which a server keeps them. Its first entry
    gives it its ``name``, an ID that the others are told apart from, and the names
    of fields that need not be repeated.
    """

    __slots__ = (
        *("entries", "fields", "ids", "last", "name", "names", "removed", "size"),
    )

    def __init__(self, name: int = 0, names: Fields = ()) -> None:
        self.ids: list[int] = []
        self.fields: list[Fields] = []
        self.removed: list[tuple[int, Fields]] = []
        self.entries = 0
        self.name = name
        self.names = names
        self.size = EMPTY + 3 * _SMALL + integer_size(len(names)) + words_size(names)
        self.last = 0

    def remove(self, start: int, stop: int) -> None:
        """Remove the entries from one place to before another."""
        places = slice(start, stop)
        self.removed += zip(self.ids[places], self.fields[places], strict=True)
        del self.ids[places], self.fields[places]

    def append(self, number: int, fields: Fields) -> None:
        """Add an entry behind the others."""
        self.ids.append(number)
        self.fields.append(fields)
        self.entries += 1
        self.last = number
        values, pairs = fields[1::2], len(fields) // 2
        if fields[::2] == self.names:
            size, words = words_size(values), pairs + 3
        else:
            size, words = words_size(fields) + integer_size(pairs), 2 * pairs + 4
        later = (number >> 64) - (self.name >> 64)
        beside = (number & SEQUENCE) - (self.name & SEQUENCE)
        for whole in (words, later, beside):
            size += _SMALL if 0 <= whole < 128 else integer_size(whole)
        self.size += size + _SMALL


_SMALL = integer_size(0)


class Stream:
    """Entries by ID, in blocks as the server keeps them.

    Appending is O(1); finding an ID O(log n); removing one O(log n) and a block;
    removing the oldest costs what is removed. ``~`` trims whole blocks.
    """

    __slots__ = ("_blocks", "added", "groups", "last_id", "length", "max_deleted")

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self.length = 0
        self.last_id = 0
        self.max_deleted = 0
        self.added = 0
        self.groups: dict[bytes, Group] = {}

    @property
    def first_id(self) -> int:
        """The ID of the oldest entry, 0 if there is none."""
        return next((block.ids[0] for block in self._blocks if block.ids), 0)

    @property
    def newest_id(self) -> int:
        """The ID of the newest entry that is there, 0 if there is none."""
        return next((block.ids[-1] for block in reversed(self._blocks) if block.ids), 0)

    @property
    def blocks(self) -> int:
        """How many blocks there are."""
        return len(self._blocks)

    @property
    def block_sizes(self) -> list[int]:
        """The bytes of each block as a server keeps it."""
        return [block.size for block in self._blocks]

    @property
    def tree_nodes(self) -> int:
        """How many nodes the tree has in which a server finds the blocks."""
        return radix_nodes([block.name for block in self._blocks])

    def append(self, number: int, fields: Fields) -> None:
        """Add an entry; its ID is greater than all before."""
        size = sum(map(len, fields))
        block = self._blocks[-1] if self._blocks else None
        if (
            block is None
            or block.entries >= _BLOCK
            or block.size + size >= _BLOCK_BYTES
        ):
            block = Block(number, fields[::2])
            self._blocks.append(block)
        block.append(number, fields)
        self.last_id = number
        self.length += 1
        self.added += 1

    @property
    def parts(self) -> list[Block]:
        """The blocks, for reading only."""
        return self._blocks

    def adopt(self, block: Block) -> None:
        """Add a block behind the others as it is; its entries are not counted."""
        self._blocks.append(block)

    def _place(self, number: int) -> int:
        """The block in which an ID stands or would stand."""
        return max(bisect_right(self._blocks, number, key=_first_of) - 1, 0)

    def get(self, number: int) -> Fields | None:
        """The fields of an entry, None if there is none."""
        if not self._blocks:
            return None
        block = self._blocks[self._place(number)]
        at = bisect_left(block.ids, number)
        found = at < len(block.ids) and block.ids[at] == number
        return block.fields[at] if found else None

    def discard(self, number: int) -> bool:
        """Remove an entry; whether it was there."""
        if not self._blocks:
            return False
        place = self._place(number)
        block = self._blocks[place]
        at = bisect_left(block.ids, number)
        if at == len(block.ids) or block.ids[at] != number:
            return False
        block.remove(at, at + 1)
        if not block.ids:
            del self._blocks[place]
        self.length -= 1
        self.max_deleted = max(self.max_deleted, number)
        return True

    def between(
        self, first: int, last: int, count: int | None = None, *, rev: bool = False
    ) -> list[tuple[int, Fields]]:
        """Up to ``count`` entries from one ID to another, the newest first if ``rev``."""
        walk = self._backward(first, last) if rev else self._forward(first, last)
        return list(walk if count is None else islice(walk, count))

    def _forward(self, first: int, last: int) -> Iterator[tuple[int, Fields]]:
        for place in range(self._place(first), len(self._blocks)):
            block = self._blocks[place]
            start = bisect_left(block.ids, first)
            stop = bisect_right(block.ids, last)
            yield from zip(block.ids[start:stop], block.fields[start:stop], strict=True)
            if stop < len(block.ids):
                return

    def _backward(self, first: int, last: int) -> Iterator[tuple[int, Fields]]:
        for place in range(min(self._place(last), len(self._blocks) - 1), -1, -1):
            block = self._blocks[place]
            start = bisect_left(block.ids, first)
            stop = bisect_right(block.ids, last)
            ids, fields = block.ids[start:stop], block.fields[start:stop]
            yield from zip(reversed(ids), reversed(fields), strict=True)
            if start:
                return

    def after(self, number: int, count: int | None) -> list[tuple[int, Fields]]:
        """Up to ``count`` entries after an ID."""
        return [] if number >= MAX_ID else self.between(number + 1, MAX_ID, count)

    def trim(self, how: Trim) -> int:
        """Remove the oldest entries; returns how many."""
        whole = removed = 0
        for block in self._blocks:
            left, entries = self.length - removed, len(block.ids)
            if how.maxlen is not None and left <= how.maxlen:
                break
            if how.limit and removed + entries > how.limit:
                break
            if how.maxlen is not None:
                goes = left - entries >= how.maxlen
                part = left - how.maxlen
            else:
                goes = block.last < how.minid
                part = bisect_left(block.ids, how.minid)
            if not goes:
                if not how.approximate:
                    block.remove(0, part)
                    removed += part
                break
            whole += 1
            removed += entries
        del self._blocks[:whole]
        self.length -= removed
        return removed

    # -- how far a group has read ---------------------------------------------------

    def read_up_to(self, number: int) -> int | None:
        """How many entries ever added an ID has behind it, None if unknown."""
        if not self.added:
            return 0
        if not self.length and number <= self.last_id:
            return self.added
        if number == self.last_id:
            return self.added
        if number > self.last_id:
            return None
        if not self.max_deleted or self.max_deleted < self.first_id:
            if number < self.first_id:
                return self.added - self.length
            if number == self.first_id:
                return self.added - self.length + 1
        return None

    def gaps_after(self, number: int) -> bool:
        """Whether an entry may have been removed from an ID on."""
        last_gap = self.max_deleted
        return bool(self.length) and self.first_id <= last_gap and number <= last_gap

    def advance(self, group: Group, number: int) -> None:
        """Note that a group has read an entry."""
        if number <= group.last_id:
            return
        if group.entries_read is not None and not self.gaps_after(number):
            group.entries_read = counted(group.entries_read + 1)
        elif self.added:
            group.entries_read = self.read_up_to(number)
        group.last_id = number

    def lag(self, group: Group) -> int | None:
        """How many entries a group has still to read, None if unknown."""
        if not self.added:
            return 0
        read = group.entries_read
        if read is None or self.gaps_after(group.last_id):
            read = self.read_up_to(group.last_id)
        return None if read is None else counted(self.added - read)


def _first_of(block: Block) -> int:
    return block.name


def counted(number: int) -> int:
    """As a counter of 64 bits shows it: behind its highest it goes on from its lowest."""
    return (number + 2**63) % 2**64 - 2**63
