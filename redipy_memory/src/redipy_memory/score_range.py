"""Ranges of a sorted set by score and by bytes, as commands write them."""

from __future__ import annotations

from dataclasses import dataclass

from redipy_core.errors import CommandError
from redipy_core.text import read_double
from redipy_memory.sorted_set import SortedSet


@dataclass(frozen=True, slots=True)
class ScoreRange:
    """From one score to another; an exclusive limit is left out."""

    low: float
    high: float
    without_low: bool
    without_high: bool

    def places(self, items: SortedSet, *, rev: bool = False) -> range:
        """The places of the members in the range, lowest score first."""
        del rev
        if self.low > self.high or (
            self.low == self.high and (self.without_low or self.without_high)
        ):
            return range(0)
        start = items.place_of_score(self.low, after=self.without_low)
        return range(
            start, items.place_of_score(self.high, after=not self.without_high)
        )


def read_score_range(low: bytes, high: bytes) -> ScoreRange:
    """A range such as ``1 (5``; CommandError if a limit is no number."""
    first, without_low = _read_score(low)
    last, without_high = _read_score(high)
    return ScoreRange(first, last, without_low, without_high)


def _read_score(limit: bytes) -> tuple[float, bool]:
    exclusive = limit[:1] == b"("
    # C text: it ends at a NUL, spaces may lead, and nothing at all is zero.
    text = (limit[1:] if exclusive else limit).split(b"\0", 1)[0]
    score = read_double(text.lstrip(b" \t\n\v\f\r"), strict=False) if text else 0.0
    if score is None:
        raise CommandError("min or max is not a float")
    return score, exclusive


@dataclass(frozen=True, slots=True)
class LexLimit:
    """A limit in byte order; ``rank`` is -1 before everything, 1 after it, else 0."""

    text: bytes
    exclusive: bool
    rank: int


@dataclass(frozen=True, slots=True)
class LexRange:
    """From one member to another in byte order, all scores being equal."""

    low: LexLimit
    high: LexLimit

    def places(self, items: SortedSet, *, rev: bool = False) -> range:
        """The places of the members in the range.

        Where scores differ the order is not that of the bytes: then the range
        goes, as on a server, from the first member that is inside (``rev``: from
        the last) to the next that is beyond the other limit.
        """
        low, high = self.low, self.high
        if low.rank > high.rank or low.rank == 1 or high.rank == -1:
            return range(0)
        if low.rank == high.rank == 0 and (
            low.text > high.text
            or (low.text == high.text and (low.exclusive or high.exclusive))
        ):
            return range(0)
        order = items.order
        if order and order[0][0] != order[-1][0]:
            return self._walked([member for _, member in order], rev)
        start = 0 if low.rank else items.place_of_member(low.text, after=low.exclusive)
        if high.rank:
            return range(start, len(items))
        stop = items.place_of_member(high.text, after=not high.exclusive)
        return range(start, max(start, stop))

    def _walked(self, members: list[bytes], rev: bool) -> range:
        if not (self._not_below(members[-1]) and self._not_above(members[0])):
            return range(0)
        length = len(members)
        if rev:
            members.reverse()
        inside, beyond = self._not_below, self._not_above
        if rev:
            inside, beyond = beyond, inside
        start = next((i for i, m in enumerate(members) if inside(m)), length)
        after = range(start, length)
        stop = next((i for i in after if not beyond(members[i])), length)
        return range(length - stop, length - start) if rev else range(start, stop)

    def _not_below(self, member: bytes) -> bool:
        low = self.low
        return (
            low.rank == -1
            or member > low.text
            or (member == low.text and not low.exclusive)
        )

    def _not_above(self, member: bytes) -> bool:
        high = self.high
        return (
            high.rank == 1
            or member < high.text
            or (member == high.text and not high.exclusive)
        )


def read_lex_range(low: bytes, high: bytes) -> LexRange:
    """A range such as ``[a (c`` or ``- +``; CommandError if a limit is none."""
    return LexRange(_read_lex(low), _read_lex(high))


def _read_lex(limit: bytes) -> LexLimit:
    if limit == b"-":
        return LexLimit(b"", exclusive=False, rank=-1)
    if limit == b"+":
        return LexLimit(b"", exclusive=False, rank=1)
    if limit[:1] not in (b"[", b"("):
        raise CommandError("min or max not valid string range item")
    return LexLimit(limit[1:], limit[:1] == b"(", 0)
