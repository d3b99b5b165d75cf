"""Names in a line, beside a container that has none: for random picks and scans.

The order means nothing. A name that goes leaves its place behind until somebody
comes across it; then the last name of the line takes that place. So names only
ever move towards the front, and a scan that walks from the back to the front
meets every name that is there all the time: its cursor is the number of places
that are still before it.
"""

from __future__ import annotations

import random
from collections.abc import Iterable

FEW = 1024
"""So many names may be gone and still have a place, besides one in eight."""

_STEPS = 16
"""How many places are looked at for each name that goes while too many are gone."""


class Order:
    """The names of a container, each once. All calls are O(1) for each name."""

    __slots__ = ("_hand", "_names", "_spare", "gone")

    def __init__(self, names: Iterable[bytes] = ()) -> None:
        self._names = [*names]
        # So many places at the end are free. They stay, as a list that shrinks gives
        # back memory by the megabyte, which takes long.
        self._spare = 0
        self._hand = 0
        self.gone: set[bytes] = set()
        """Names that have gone and still have a place."""

    def __len__(self) -> int:
        return self._places() - len(self.gone)

    def _places(self) -> int:
        return len(self._names) - self._spare

    # -- coming and going -----------------------------------------------------------

    def add(self, name: bytes) -> None:
        """Note that a name has come, which was not there."""
        gone = self.gone
        if gone and name in gone:
            gone.remove(name)  # its old place is good again
        elif self._spare:
            self._names[-self._spare] = name
            self._spare -= 1
        else:
            self._names.append(name)

    def discard(self, name: bytes) -> None:
        """Note that a name has gone, which was there."""
        self.gone.add(name)
        if len(self.gone) > FEW:
            self.close_gaps()

    def close_gaps(self) -> None:
        """Do what a name's going asks for when more than :data:`FEW` have gone."""
        if len(self.gone) * 8 > self._places():
            self.tidy(_STEPS)

    def clear(self) -> None:
        """Note that all names have gone."""
        self._names.clear()
        self._spare = 0
        self.gone.clear()

    @property
    def parts(self) -> tuple[object, ...]:
        """What it is made of, to be freed bit by bit."""
        return self._names, self.gone

    def tidy(self, steps: int) -> None:
        """Look at so many more places and give up those of names that are gone."""
        for _ in range(steps):
            name = self.ahead()
            if name is None:
                return
            if name in self.gone:
                self._give_up(self._hand)
            else:
                self._hand += 1

    def ahead(self) -> bytes | None:
        """The name at the place that :meth:`tidy` looks at next; None if none is left.

        It may be gone.
        """
        places = self._places()
        if self._hand >= places:
            self._hand = 0
        return self._names[self._hand] if places else None

    def _give_up(self, at: int) -> None:
        """Let the last name take the place of one that is gone."""
        names = self._names
        self.gone.discard(names[at])
        self._spare += 1
        names[at] = names[-self._spare]
        names[-self._spare] = b""

    # -- picking --------------------------------------------------------------------

    def pick(self, rng: random.Random) -> bytes:
        """A name at random, each equally likely. There must be one."""
        return self._names[self._place(rng)]

    def take(self, rng: random.Random) -> bytes:
        """As :meth:`pick`, and the name goes."""
        at = self._place(rng)
        name = self._names[at]
        self._give_up(at)
        return name

    def _place(self, rng: random.Random) -> int:
        names, gone, chance = self._names, self.gone, rng.random
        while True:
            at = int(chance() * self._places())
            if not gone or names[at] not in gone:
                return at
            self._give_up(at)

    def choose(self, rng: random.Random, count: int) -> list[bytes]:
        """Up to ``count`` different names in random order; any so many if negative.

        There must be one.
        """
        if count < 0:
            return [self.pick(rng) for _ in range(-count)]
        return self.sample(rng, min(count, len(self)))

    def sample(self, rng: random.Random, count: int) -> list[bytes]:
        """So many different names in random order; there must be as many."""
        if count * 3 > len(self):
            _, there = self.page(0, self._places())
            return rng.sample(there, count)
        found: dict[bytes, None] = {}
        while len(found) < count:
            found[self.pick(rng)] = None
        return [*found]

    # -- scanning -------------------------------------------------------------------

    def page(self, cursor: int, count: int) -> tuple[int, list[bytes]]:
        """The names at the next ``count`` places, and the cursor of those that follow.

        A scan begins and ends with 0.
        """
        gone, places = self.gone, self._places()
        stop = min(cursor or places, places)
        start = max(stop - count, 0)
        page = self._names[start:stop]
        return start, [name for name in page if name not in gone] if gone else page
