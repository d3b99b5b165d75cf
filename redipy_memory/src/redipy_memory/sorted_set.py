"""The value of a sorted set: scores by member, and an order by score."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf, nextafter

from redipy_memory.listed import ListedDict
from redipy_memory.order import Order
from redipy_memory.score_order import ScoreOrder

_SMALL = 256
"""Up to this many changes are put off until somebody asks for the order."""


_COMPACT_LENGTH = 128
_COMPACT_MEMBER = 64
_WHOLE_UP_TO = 2.0**62
"""The server's zset-max-listpack-entries and -value."""


class SortedSet:
    """Members with scores, ordered by score and then by bytes.

    Looking up, adding and removing are O(log n) at most; ranks and ranges by
    rank or score are O(log n) and what is returned. Changes to the order wait
    in a short queue, so that adding without reading costs a dictionary's write.
    """

    __slots__ = ("_compact", "_order", "_stale", "scores")

    def __init__(self) -> None:
        self.scores: dict[bytes, float] = {}
        # A server keeps a small sorted set in a form that knows no -0.
        self._compact = True
        self._order = ScoreOrder()
        # Members whose place in the order is out of date, with the score under
        # which the order knows them (None: not at all).
        self._stale: dict[bytes, float | None] = {}

    @classmethod
    def holding(cls, scores: dict[bytes, float], *, compact: bool = False) -> SortedSet:
        """The sorted set of these members and scores, a -0 among them kept.

        ``compact`` says that a server has them in its compact form, in which it
        leaves them unless they are too many.
        """
        made = cls()
        made.scores = scores
        made._compact = compact and len(scores) <= _COMPACT_LENGTH
        made._order = ScoreOrder((score, member) for member, score in scores.items())
        return made

    @property
    def compact(self) -> bool:
        """Whether a server would keep it in its compact form."""
        return self._compact

    def compact_if_small(self) -> None:
        """Go over to a server's compact form, if it would, which knows no -0."""
        scores = self.scores
        if len(scores) > _COMPACT_LENGTH or any(
            len(member) > _COMPACT_MEMBER for member in scores
        ):
            return
        self._compact = True
        for member, score in scores.items():
            if not score:
                self._order.remove((score, member))
                self._order.add((0.0, member))
                scores[member] = 0.0

    def expand(self) -> None:
        """Leave a server's compact form for good."""
        self._compact = False

    def __len__(self) -> int:
        return len(self.scores)

    def __contains__(self, member: object) -> bool:
        return member in self.scores

    def __iter__(self) -> Iterator[bytes]:
        return (member for _, member in self.order)

    def put(self, member: bytes, score: float) -> None:
        """Add a member, or change its score."""
        before = self.scores.get(member)
        if before == score:
            return
        if before is None and (
            len(member) > _COMPACT_MEMBER or len(self.scores) >= _COMPACT_LENGTH
        ):
            self._compact = False
        self.scores[member] = score + 0.0 if self._compact else score
        stale = self._stale
        if member not in stale:
            stale[member] = before
            if len(stale) > _SMALL:
                self._settle()

    def discard(self, member: bytes) -> bool:
        """Remove a member; whether it was there."""
        before = self.scores.pop(member, None)
        if before is None:
            return False
        stale = self._stale
        if member not in stale:
            stale[member] = before
            if len(stale) > _SMALL:
                self._settle()
        return True

    @property
    def order(self) -> ScoreOrder:
        """``(score, member)`` pairs in order, up to date. Not to be changed."""
        if self._stale:
            self._settle()
        return self._order

    def _settle(self) -> None:
        order, scores = self._order, self.scores
        for member, known in self._stale.items():
            if known is not None:
                order.remove((known, member))
            score = scores.get(member)
            if score is not None:
                order.add((score, member))
        self._stale.clear()

    def listed(self) -> Order:
        """The members in a line that scans can follow, kept up to date from now on."""
        if not isinstance(self.scores, ListedDict):
            self.scores = ListedDict(self.scores)
        return self.scores.order

    def kept_score(self, member: bytes) -> float:
        """The score as a server keeps it: whole numbers as ``int`` if it is small."""
        score = self.scores[member]
        if self._compact and abs(score) <= _WHOLE_UP_TO and score.is_integer():
            return int(score)
        return score

    def rank(self, member: bytes) -> int | None:
        """The place of a member counted from 0, lowest score first."""
        score = self.scores.get(member)
        return None if score is None else self.order.index((score, member))

    def place_of_score(self, score: float, *, after: bool) -> int:
        """Where members of a score begin; with ``after``, where they end."""
        order = self.order
        if not after:
            return order.bisect((score, b""))
        if score == inf:
            return len(order)
        return order.bisect((nextafter(score, inf), b""))

    def place_of_member(self, member: bytes, *, after: bool) -> int:
        """Where a member stands or would stand, all scores being equal.

        With ``after``, the place behind it.
        """
        order = self.order
        if not order:
            return 0
        # What follows a member directly in byte order is itself and a NUL.
        return order.bisect((order[0][0], member + b"\0" if after else member))

    def pop(self, count: int, *, highest: bool) -> list[tuple[bytes, float]]:
        """Remove up to ``count`` members from one end; ``(member, score)`` in order."""
        order = self.order
        count = min(count, len(order))
        if highest:
            taken = order.take(len(order) - count, len(order))
            taken.reverse()
        else:
            taken = order.take(0, count)
        for _, member in taken:
            del self.scores[member]
        return [(member, score) for score, member in taken]

    def remove_at(self, places: range) -> int:
        """Remove the members at places counted from the lowest; how many went."""
        for _, member in self.order.take(places.start, places.stop):
            del self.scores[member]
        return len(places)
