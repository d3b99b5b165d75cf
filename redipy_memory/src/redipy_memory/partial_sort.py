"""Sorting only what is returned, with ties as a server leaves them.

Where texts or distances to sort by are equal nothing says which element comes first.
A server that returns a part sorts that part by Bentley and McIlroy's quicksort
("Engineering a Sort Function", 1993), so ties fall as that algorithm lets them fall.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

T = TypeVar("T")

_SMALL = 7
_LARGE = 40


def partly_sorted(
    items: Sequence[T],
    places: range,
    key: Callable[[T], Any],
    *,
    reverse: bool = False,
) -> list[T]:
    """The items that belong to ``places`` once all are sorted by ``key``.

    Where there are no ties, and where all are returned, as any stable sort would.
    Takes O(n log n) comparisons as a rule and O(n²) at worst.
    """
    keys = [key(item) for item in items]
    different = set(keys)
    if len(different) == len(items) or len(places) == len(items):
        order = sorted(range(len(items)), key=keys.__getitem__, reverse=reverse)
        return [items[i] for i in order[places.start : places.stop]]
    ranks = {each: rank for rank, each in enumerate(sorted(different, reverse=reverse))}
    return [items[i] for i in _Quicksort([ranks[k] for k in keys]).sort(places)]


class _Quicksort:
    def __init__(self, ranks: Sequence[int]) -> None:
        self._ranks = list(ranks)
        self._items = list(range(len(self._ranks)))

    def sort(self, places: range) -> list[int]:
        parts = [(0, len(self._ranks))]
        while parts:
            start, size = parts.pop()
            if start >= places.stop or start + size <= places.start:
                continue
            if size < _SMALL:
                self._insert(start, size)
                continue
            self._swap(start, self._pivot(start, size))
            below, above = self._divide(start, size)
            parts += (start, below), (start + size - above, above)
        return self._items[places.start : places.stop]

    def _swap(self, i: int, j: int) -> None:
        ranks, items = self._ranks, self._items
        ranks[i], ranks[j] = ranks[j], ranks[i]
        items[i], items[j] = items[j], items[i]

    def _insert(self, start: int, size: int) -> None:
        ranks = self._ranks
        for end in range(start + 1, start + size):
            at = end
            while at > start and ranks[at - 1] > ranks[at]:
                self._swap(at - 1, at)
                at -= 1

    def _pivot(self, start: int, size: int) -> int:
        """The middle, the median of three, or the median of three such medians."""
        low, middle, high = start, start + size // 2, start + size - 1
        if size == _SMALL:
            return middle
        if size > _LARGE:
            step = size // 8
            low = self._median(low, low + step, low + 2 * step)
            middle = self._median(middle - step, middle, middle + step)
            high = self._median(high - 2 * step, high - step, high)
        return self._median(low, middle, high)

    def _median(self, i: int, j: int, k: int) -> int:
        a, b, c = self._ranks[i], self._ranks[j], self._ranks[k]
        if a < b:
            return j if b < c else k if a < c else i
        return j if b > c else i if a < c else k

    def _divide(self, start: int, size: int) -> tuple[int, int]:
        """Part what is below the pivot, which stands at the start, from what is above.

        Returns how many there are of each. What equals the pivot is gathered at
        both ends and then brought between them.
        """
        ranks, pivot, end = self._ranks, self._ranks[start], start + size
        low = equal_low = start + 1
        high = equal_high = end - 1
        while True:
            while low <= high and ranks[low] <= pivot:
                if ranks[low] == pivot:
                    self._swap(equal_low, low)
                    equal_low += 1
                low += 1
            while low <= high and ranks[high] >= pivot:
                if ranks[high] == pivot:
                    self._swap(high, equal_high)
                    equal_high -= 1
                high -= 1
            if low > high:
                break
            self._swap(low, high)
            low += 1
            high -= 1
        below, above = low - equal_low, equal_high - high
        self._exchange(start, low, min(equal_low - start, below))
        self._exchange(low, end, min(above, end - equal_high - 1))
        return below, above

    def _exchange(self, start: int, end: int, count: int) -> None:
        """Swap the first ``count`` items of a part with its last ones."""
        for i in range(count):
            self._swap(start + i, end - count + i)
