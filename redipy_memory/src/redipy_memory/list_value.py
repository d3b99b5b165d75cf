"""The value of a list: a deque while it is short, blocks of items when it is long.

Both forms answer to the same calls, so behaviours know of one only. A list goes
over to blocks where it stands, by changing its class: a short list, which most
are, is nothing but a deque and pays nothing for what long ones need.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import SupportsIndex

from redipy_memory.blocks import BLOCK, Blocks, cut, drop

_TWO_BLOCKS = 2 * BLOCK

SHORT = _TWO_BLOCKS
"""The most items of a list that is kept as one deque."""


class ListValue(deque[bytes]):
    """A short list. Whoever lets it grow beyond :data:`SHORT` calls :meth:`lengthen`."""

    __slots__ = ("_head", "_middle", "_tail")

    _head: deque[bytes]
    _middle: Blocks
    _tail: deque[bytes]

    def lengthen(self) -> None:
        """Go over to blocks: O(n), once for each time that the list has grown."""
        items = list(self)
        super().clear()
        half = min(BLOCK, len(items) // 2)
        self._head = deque(items[:half])
        self._tail = deque(items[len(items) - half :])
        self._middle = Blocks(cut(items[half : len(items) - half]))
        self.__class__ = LongList  # pyright: ignore[reportAttributeAccessIssue]

    def push_left(self, items: Iterable[bytes]) -> int:
        """Put items before the first, one after the other; returns the length."""
        self.extendleft(items)
        length = len(self)
        if length > SHORT:
            self.lengthen()
        return length

    def push_right(self, items: Iterable[bytes]) -> int:
        """Put items after the last, one after the other; returns the length."""
        self.extend(items)
        length = len(self)
        if length > SHORT:
            self.lengthen()
        return length

    def between(self, start: int, stop: int) -> list[bytes]:
        """The items from one place to before another, both within the list."""
        return _between(self, start, stop)

    def take_left(self, count: int) -> list[bytes]:
        """Remove the first items, at most ``count``; the first comes first."""
        if count < len(self):
            return [self.popleft() for _ in range(count)]
        taken = [*self]
        self.clear()
        return taken

    def take_right(self, count: int) -> list[bytes]:
        """Remove the last items, at most ``count``; the last comes first."""
        if count < len(self):
            return [self.pop() for _ in range(count)]
        taken = [*reversed(self)]
        self.clear()
        return taken

    def keep(self, start: int, stop: int) -> None:
        """Remove what is outside of the places from ``start`` to before ``stop``."""
        for _ in range(len(self) - stop):
            self.pop()
        for _ in range(start):
            self.popleft()

    def drop(self, item: bytes, most: int, *, last: bool) -> int:
        """Remove up to ``most`` items that are equal to one; returns how many.

        The first ones, or the last if ``last``.
        """
        return drop(self, item, most, last=last)


class LongList(ListValue):
    """A long list: a deque at each end, and blocks in the middle.

    Pushing and popping are O(1), the middle O(log n) and a block. Neither end is
    ever empty; a list that has become so short that one would be is a short one
    again. The deque that it is itself holds nothing meanwhile.
    """

    __slots__ = ()

    # -- as a whole ---------------------------------------------------------------

    def __len__(self) -> int:
        return len(self._head) + self._middle.length + len(self._tail)

    def __iter__(self) -> Iterator[bytes]:
        return chain(self._head, chain.from_iterable(self._middle.blocks), self._tail)

    def __reversed__(self) -> Iterator[bytes]:
        middle = map(reversed, reversed(self._middle.blocks))
        return chain(
            reversed(self._tail), chain.from_iterable(middle), reversed(self._head)
        )

    def __contains__(self, item: object) -> bool:
        return any(item in part for part in self._parts())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, deque) and [*self] == [*other]

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = None  # type: ignore[assignment] # as every container that can change

    def __repr__(self) -> str:
        return f"ListValue({[*self]!r})"

    def _parts(self) -> Iterator[deque[bytes] | list[bytes]]:
        return chain((self._head,), self._middle.blocks, (self._tail,))

    def copy(self) -> ListValue:  # type: ignore[override] # its class may change
        made = ListValue(self)
        made.lengthen()
        return made

    def clear(self) -> None:
        self._shorten([])

    def count(self, item: bytes) -> int:
        return sum(part.count(item) for part in self._parts())

    # -- the ends -------------------------------------------------------------------

    def append(self, item: bytes) -> None:
        self.extend((item,))

    def appendleft(self, item: bytes) -> None:
        self.extendleft((item,))

    def extend(self, items: Iterable[bytes]) -> None:
        self.push_right(items)

    def extendleft(self, items: Iterable[bytes]) -> None:
        self.push_left(items)

    def push_right(self, items: Iterable[bytes]) -> int:
        tail, middle = self._tail, self._middle
        tail.extend(items)
        if len(tail) > _TWO_BLOCKS:
            whole = len(tail) // BLOCK * BLOCK - BLOCK
            middle.append(cut([tail.popleft() for _ in range(whole)]))
        return len(self._head) + middle.length + len(tail)

    def push_left(self, items: Iterable[bytes]) -> int:
        head, middle = self._head, self._middle
        head.extendleft(items)
        if len(head) > _TWO_BLOCKS:
            whole = len(head) // BLOCK * BLOCK - BLOCK
            moved = [head.pop() for _ in range(whole)]
            moved.reverse()
            middle.prepend(cut(moved))
        return len(head) + middle.length + len(self._tail)

    def pop(self) -> bytes:  # type: ignore[override] # lists pop at their end only
        tail = self._tail
        item = tail.pop()
        if not tail:
            self._refill()
        return item

    def popleft(self) -> bytes:
        head = self._head
        item = head.popleft()
        if not head:
            self._refill()
        return item

    def _refill(self) -> None:
        """Give an end that has become empty the block next to it."""
        head, middle, tail = self._head, self._middle, self._tail
        if not head and middle.blocks:
            head.extend(middle.pop(0))
        if not tail and middle.blocks:
            tail.extend(middle.pop(-1))
        if not (head and tail):
            self._shorten([*head, *tail])

    def _shorten(self, items: list[bytes]) -> None:
        """Be a short list of these items."""
        del self._head, self._middle, self._tail
        self.__class__ = ListValue  # type: ignore[assignment] # the form it came from
        self.extend(items)
        if len(items) > SHORT:
            self.lengthen()

    def lengthen(self) -> None:
        pass

    def take_left(self, count: int) -> list[bytes]:
        taken = self.between(0, count)
        self._remove_left(len(taken))
        return taken

    def take_right(self, count: int) -> list[bytes]:
        length = len(self)
        taken = self.between(max(length - count, 0), length)
        self._remove_right(len(taken))
        taken.reverse()
        return taken

    def keep(self, start: int, stop: int) -> None:
        if stop - start <= SHORT:
            self._shorten(self.between(start, stop))
            return
        self._remove_right(len(self) - stop)
        self._remove_left(start)

    def _remove_left(self, count: int) -> None:
        head, middle = self._head, self._middle
        if count >= len(head):
            count -= len(head)
            head.clear()
            count = middle.drop_left(count)
            self._refill()
        end = self._head if self.__class__ is LongList else self
        for _ in range(count):
            end.popleft()

    def _remove_right(self, count: int) -> None:
        middle, tail = self._middle, self._tail
        if count >= len(tail):
            count -= len(tail)
            tail.clear()
            count = middle.drop_right(count)
            self._refill()
        end = self._tail if self.__class__ is LongList else self
        for _ in range(count):
            end.pop()

    def drop(self, item: bytes, most: int, *, last: bool) -> int:
        ends = (self._head, self._tail)
        first, second = reversed(ends) if last else ends
        left = most - drop(first, item, most, last=last)
        if left:
            left -= self._middle.drop(item, left, last=last)
        if left:
            left -= drop(second, item, left, last=last)
        if not (self._head and self._tail):
            self._refill()
        return most - left

    # -- the middle -------------------------------------------------------------------

    def _part(self, place: SupportsIndex) -> tuple[deque[bytes] | Blocks, int]:
        """What holds the item at a place, and its place there; IndexError if none."""
        place = place.__index__()
        length = len(self)
        if place < 0:
            place += length
        if not 0 <= place < length:
            raise IndexError("list index out of range")
        if place < len(self._head):
            return self._head, place
        place -= len(self._head)
        if place < self._middle.length:
            return self._middle, place
        return self._tail, place - self._middle.length

    def __getitem__(self, place: SupportsIndex) -> bytes:  # type: ignore[override]
        part, place = self._part(place)
        if isinstance(part, Blocks):
            at, place = part.find(place)
            return part.blocks[at][place]
        return part[place]

    def __setitem__(self, place: SupportsIndex, item: bytes) -> None:  # type: ignore[override]
        part, place = self._part(place)
        if isinstance(part, Blocks):
            at, place = part.find(place)
            part.blocks[at][place] = item
        else:
            part[place] = item

    def __delitem__(self, place: SupportsIndex) -> None:  # type: ignore[override]
        part, place = self._part(place)
        if isinstance(part, Blocks):
            part.remove(place)
            return
        del part[place]
        if not part:
            self._refill()

    def insert(self, place: int, item: bytes) -> None:
        length = len(self)
        place = max(place + length, 0) if place < 0 else place
        if place >= length:
            self.append(item)
            return
        part, place = self._part(place)
        part.insert(place, item)
        if len(self._head) > _TWO_BLOCKS:
            self.extendleft(())
        elif len(self._tail) > _TWO_BLOCKS:
            self.extend(())

    def index(self, item: bytes, *limits: int) -> int:
        if limits:
            return [*self].index(item, *limits)
        before = 0
        for part in self._parts():
            if item in part:
                return before + part.index(item)
            before += len(part)
        raise ValueError("no such item in the list")

    def remove(self, item: bytes) -> None:
        if not self.drop(item, 1, last=False):
            raise ValueError("no such item in the list")

    def between(self, start: int, stop: int) -> list[bytes]:
        head, middle, tail = self._head, self._middle, self._tail
        if start == 0 and stop == len(self):
            return [*self]
        found: list[bytes] = []
        if start < len(head):
            found = _between(head, start, min(stop, len(head)))
        start, stop = max(start - len(head), 0), stop - len(head)
        if stop > 0 and start < middle.length:
            found += middle.between(start, min(stop, middle.length))
        start, stop = max(start - middle.length, 0), stop - middle.length
        if stop > 0:
            found += _between(tail, start, min(stop, len(tail)))
        return found


def _between(items: deque[bytes], start: int, stop: int) -> list[bytes]:
    """The items from one place to before another, found from the nearer end."""
    if start * 2 <= len(items):
        return list(islice(items, start, stop))
    found = list(islice(reversed(items), len(items) - stop, len(items) - start))
    found.reverse()
    return found


# Of a deque's other calls no command has need. Without them neither form can
# give a wrong answer.
_REFUSED = (
    *("__add__", "__iadd__", "__mul__", "__rmul__", "__imul__"),
    *("reverse", "rotate"),
    *("__copy__", "__reduce__", "__lt__", "__le__", "__gt__", "__ge__"),
)
for _name in _REFUSED:
    setattr(ListValue, _name, None)
