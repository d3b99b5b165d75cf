"""Which keys come due when."""

from __future__ import annotations

from itertools import islice

from sortedcontainers import SortedDict

_MANY = 1000
"""So many keys at one time are a crowd."""

_SETS = 2**13


class _Crowd:
    """Keys that come due together, in sets that stay small.

    One set of a million grows, and goes in the end, by tens of megabytes at once.
    """

    __slots__ = ("_length", "_sets")

    def __init__(self) -> None:
        self._sets: dict[int, set[bytes]] = {}
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def add(self, key: bytes) -> None:
        """Add a key that is not there."""
        at = hash(key) % _SETS
        keys = self._sets.get(at)
        if keys is None:
            self._sets[at] = {key}
        else:
            keys.add(key)
        self._length += 1

    def discard(self, key: bytes) -> None:
        """Remove a key that is there."""
        at = hash(key) % _SETS
        keys = self._sets[at]
        keys.discard(key)
        if not keys:
            del self._sets[at]
        self._length -= 1

    def some(self) -> bytes:
        """One of the keys. There must be one."""
        at, keys = self._sets.popitem()
        self._sets[at] = keys
        return next(iter(keys))


class Timetable:
    """Keys by the millisecond of their deadline.

    Setting and taking back a deadline is O(log n). Times that have passed are
    noticed by :meth:`notice`, each once, so that how many keys are due is known
    without looking at them.
    """

    __slots__ = ("_spare", "passed", "times", "waiting")

    def __init__(self) -> None:
        self.times: SortedDict[int, bytes | set[bytes] | _Crowd] = SortedDict()
        """The key at each time, or the keys if there are several. For looking only."""
        # What an empty crowd takes is not given back, which would take long.
        self._spare = _Crowd()
        self.passed = 0
        """Times before this one were noticed."""
        self.waiting = 0
        """How many keys have a time that was noticed."""

    def note(self, key: bytes, when: int) -> None:
        """Note the deadline of a key that has none."""
        times = self.times
        there = times.get(when)
        if there is None:
            times[when] = key
        elif isinstance(there, bytes):
            times[when] = {there, key}
        else:
            if isinstance(there, set) and len(there) == _MANY:
                there = times[when] = self._crowd_of(there)
            there.add(key)
        if when < self.passed:
            self.waiting += 1

    def _crowd_of(self, keys: set[bytes]) -> _Crowd:
        crowd, self._spare = self._spare, _Crowd()
        for key in keys:
            crowd.add(key)
        return crowd

    def drop(self, key: bytes, when: int) -> None:
        """Forget the deadline of a key, which was ``when``."""
        there = self.times[when]
        if not isinstance(there, bytes):
            there.discard(key)
        if isinstance(there, bytes) or not there:
            del self.times[when]
            if isinstance(there, _Crowd):
                self._spare = there
        if when < self.passed:
            self.waiting -= 1

    def notice(self, now: int, most: int | None = None) -> None:
        """Note that times before ``now`` have passed, at most so many of them."""
        if now < self.passed:  # somebody has set the clock back
            self.passed = self.waiting = 0
        new = self.times.irange(self.passed, now, inclusive=(True, False))
        for when in islice(new, most):
            there = self.times[when]
            self.waiting += 1 if isinstance(there, bytes) else len(there)
            self.passed = when + 1
        if next(new, None) is None:
            self.passed = now

    def due(self) -> bytes:
        """One of the keys with the earliest deadline. There must be one."""
        _, there = self.times.peekitem(0)
        if isinstance(there, bytes):
            return there
        if isinstance(there, _Crowd):
            return there.some()
        key = there.pop()
        there.add(key)
        return key

    def next(self) -> int | None:
        """The earliest deadline, None if there is none."""
        return self.times.peekitem(0)[0] if self.times else None

    def to_come(self) -> int | None:
        """The earliest deadline that was not noticed yet, None if there is none."""
        return next(self.times.irange(self.passed), None)
