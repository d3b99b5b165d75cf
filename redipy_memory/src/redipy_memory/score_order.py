"""Pairs of score and member in order: what stands where in a sorted set.

Scores stand side by side in arrays of doubles, members in lists beside them, in
blocks of some hundreds. So looking for a score among a million reads a few lines
of memory, where pairs would have to be fetched from all over.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from redipy_memory.starts import Starts

BLOCK = 512
"""Pairs of a block that is new; it is cut when it holds more than twice as many."""

Pair = tuple[float, bytes]


class ScoreOrder:
    """Pairs in order, each once, by score and then by member.

    Finding a pair, its place, or what stands at a place is O(log n); adding and
    removing one is O(log n) and a block.
    """

    __slots__ = ("_lasts", "_length", "_members", "_scores", "_starts")

    def __init__(self, pairs: Iterable[Pair] = ()) -> None:
        self._scores: list[array[float]] = []
        self._members: list[list[bytes]] = []
        self._lasts: list[Pair] = []
        self._starts = Starts(self._members)
        ordered = sorted(pairs)
        self._length = len(ordered)
        for start in range(0, len(ordered), BLOCK):
            block = ordered[start : start + BLOCK]
            self._scores.append(array("d", [score for score, _ in block]))
            self._members.append([member for _, member in block])
            self._lasts.append(block[-1])

    def __len__(self) -> int:
        return self._length

    # -- places ---------------------------------------------------------------------

    def _within(self, at: int, score: float, member: bytes) -> int:
        """Where in a block a pair stands or would stand."""
        scores, members = self._scores[at], self._members[at]
        place = bisect_left(scores, score)
        if place == len(scores) or scores[place] != score or members[place] >= member:
            return place
        end = bisect_right(scores, score, place)
        return bisect_left(members, member, place, end)

    def _found(self, pair: Pair) -> tuple[int, int]:
        """The block of a pair and its place in it. ValueError if there is none."""
        score, member = pair
        at = bisect_left(self._lasts, pair)
        if at < len(self._lasts):
            place = self._within(at, score, member)
            if self._members[at][place] == member and self._scores[at][place] == score:
                return at, place
        raise ValueError(f"{pair!r} is not in the order")

    def index(self, pair: Pair) -> int:
        """The place of a pair. ValueError if it is not there."""
        at, place = self._found(pair)
        return self._starts.of(at) + place

    def bisect(self, pair: Pair) -> int:
        """The place where a pair stands or would stand."""
        at = bisect_left(self._lasts, pair)
        if at == len(self._lasts):
            return self._length
        return self._starts.of(at) + self._within(at, *pair)

    def __getitem__(self, place: int) -> Pair:
        if place < 0:
            place += self._length
        if not 0 <= place < self._length:
            raise IndexError("no such place in the order")
        at, place = self._starts.find(place)
        return self._scores[at][place], self._members[at][place]

    def __iter__(self) -> Iterator[Pair]:
        for scores, members in zip(self._scores, self._members, strict=True):
            yield from zip(scores, members, strict=True)

    def __reversed__(self) -> Iterator[Pair]:
        return self.islice(0, self._length, reverse=True)

    def islice(self, start: int, stop: int, *, reverse: bool = False) -> Iterator[Pair]:
        """The pairs from one place to before another, or from the last of them on."""
        parts = self._parts(start, stop)
        if not reverse:
            for at, first, end in parts:
                yield from zip(
                    self._scores[at][first:end],
                    self._members[at][first:end],
                    strict=True,
                )
            return
        for at, first, end in reversed(parts):
            yield from zip(
                reversed(self._scores[at][first:end]),
                reversed(self._members[at][first:end]),
                strict=True,
            )

    def _parts(self, start: int, stop: int) -> list[tuple[int, int, int]]:
        """The block, and from where to where in it, of each that a range touches."""
        start, stop = max(start, 0), min(stop, self._length)
        if start >= stop:
            return []
        at, first = self._starts.find(start)
        wanted = stop - start
        found: list[tuple[int, int, int]] = []
        while wanted:
            end = min(first + wanted, len(self._members[at]))
            found.append((at, first, end))
            wanted -= end - first
            at, first = at + 1, 0
        return found

    # -- changes --------------------------------------------------------------------

    def add(self, pair: Pair) -> None:
        """Add a pair that is not there."""
        score, member = pair
        lasts = self._lasts
        self._length += 1
        if not lasts:
            self._scores.append(array("d", [score]))
            self._members.append([member])
            lasts.append(pair)
            self._starts.stale()
            return
        at = bisect_left(lasts, pair)
        if at == len(lasts):
            at -= 1
            lasts[at] = pair
            self._scores[at].append(score)
            self._members[at].append(member)
        else:
            place = self._within(at, score, member)
            self._scores[at].insert(place, score)
            self._members[at].insert(place, member)
        if len(self._members[at]) > 2 * BLOCK:
            self._cut(at)
        else:
            self._starts.grown(at)

    def _cut(self, at: int) -> None:
        """Let the second half of a block be a block of its own."""
        scores, members = self._scores[at], self._members[at]
        half = len(members) // 2
        self._scores.insert(at + 1, scores[half:])
        self._members.insert(at + 1, members[half:])
        del scores[half:], members[half:]
        self._lasts.insert(at, (scores[-1], members[-1]))
        self._starts.stale()

    def remove(self, pair: Pair) -> None:
        """Remove a pair. ValueError if it is not there."""
        at, place = self._found(pair)
        del self._scores[at][place], self._members[at][place]
        self._length -= 1
        self._shrunk(at, 1)

    def take(self, start: int, stop: int) -> list[Pair]:
        """Remove the pairs from one place to before another, and return them."""
        parts = self._parts(start, stop)
        taken: list[Pair] = []
        for at, first, end in parts:
            scores, members = self._scores[at], self._members[at]
            taken += zip(scores[first:end], members[first:end], strict=True)
        for at, first, end in reversed(parts):
            del self._scores[at][first:end], self._members[at][first:end]
            self._length -= end - first
            self._shrunk(at, end - first)
        return taken

    def _shrunk(self, at: int, by: int) -> None:
        """Put right what is known of a block that has lost pairs."""
        scores, members = self._scores[at], self._members[at]
        if not members:
            del self._scores[at], self._members[at], self._lasts[at]
            self._starts.stale()
            return
        self._lasts[at] = scores[-1], members[-1]
        if by == 1:
            self._starts.lost(at)
        else:
            self._starts.stale()
        low = at if at + 1 < len(self._members) else at - 1
        if (
            len(members) < BLOCK // 2
            and low >= 0
            and len(self._members[low]) + len(self._members[low + 1]) <= BLOCK
        ):
            self._scores[low].extend(self._scores.pop(low + 1))
            self._members[low].extend(self._members.pop(low + 1))
            del self._lasts[low]
            self._starts.stale()
