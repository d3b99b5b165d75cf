"""What is to be cleared away, bit by bit: keys that are due, large values that are gone.

Evicting thousands of keys takes Python tens of milliseconds, and so does freeing
a million members. Neither is done in one go: what is to go lies here in heaps, each
an iterator whose steps take microseconds. While there is a heap, every command
begins with a few steps; where no command comes, the collector (``expiry.py``) does.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from itertools import islice

from redipy_core.stream_words import Trim
from redipy_memory.sorted_set import SortedSet
from redipy_memory.stream import Stream

LARGE = 128
"""A value with more items than so many is taken apart, any other goes at once."""

STEPS = 2
"""How many steps a command takes."""

_BIT = 16
"""How many items go in a step."""


class Litter:
    """The heaps of one store. Whoever uses them holds its lock."""

    __slots__ = ("heaps", "on_heap", "swept")

    def __init__(self) -> None:
        self.heaps: list[Iterator[object]] = []
        """Empty while there is nothing to sweep. For looking only."""
        self.on_heap: Callable[[], object] = lambda: None
        """Told of each heap that comes."""
        self.swept = 0
        """How often somebody has swept."""

    def add(self, heap: Iterator[object]) -> None:
        """Have a heap cleared away."""
        self.heaps.append(heap)
        self.on_heap()

    def throw(self, value: object) -> None:
        """Let a value go that nobody will use again."""
        if _is_large(value):
            self.add(_taken_apart(value))

    def sweep(self, steps: int = STEPS) -> None:
        """Take some steps, if there is a heap."""
        if not self.heaps:
            return
        self.swept += 1
        heap = self.heaps.pop()
        if sum(1 for _ in islice(heap, steps)) == steps:
            self.heaps.append(heap)


def _is_large(value: object) -> bool:
    if isinstance(value, Stream):
        return value.length > LARGE
    return isinstance(value, (dict, set, list, deque, SortedSet)) and len(value) > LARGE


def _taken_apart(value: object) -> Iterator[None]:
    """Empty a value, and the large ones that it holds."""
    if isinstance(value, SortedSet):
        while value:
            value.pop(_BIT // 4, highest=True)
            yield
    elif isinstance(value, Stream):
        while value.length:
            value.trim(Trim(max(value.length - _BIT, 0), 0, False, 0, False))
            yield
    elif isinstance(value, dict):
        yield from _emptied(value)
    elif isinstance(value, (set, list, deque)):
        while value:
            for _ in range(min(_BIT, len(value))):
                value.pop()
            yield


def _emptied(values: dict[object, object]) -> Iterator[None]:
    while values:
        for _ in range(min(_BIT, len(values))):
            held = values.popitem()[1]
            if held.__class__ is not bytes:
                if _is_large(held):
                    yield from _taken_apart(held)
                break
        yield
