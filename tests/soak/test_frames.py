"""Frames whole, cut and spoilt: what a real server answers, and when it hangs up.

The same bytes go to both servers, in two parts on one connection: after each part both
must have said the same, and both or neither must have hung up. A healthy client is
answered by both all the while, and at last our server holds what it held before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from random import Random

import pytest

from .conftest import FRAMES, LOOPS, Serve
from .frames import PIECE, FrameMaker, packed
from .served import Held, Served, assert_nothing_left
from .wires import Healthy, Wire, until

TOGETHER = 50
"""Connections that are open at once."""

TRIES = 100
"""How often both servers are given time, if they have not said the same yet."""

AFTERWARDS = packed(b"ECHO", b"what comes now?")


@dataclass(frozen=True)
class Cut:
    """A frame that is sent in two parts; without the second one the client leaves."""

    first: bytes
    second: bytes | None

    @property
    def size(self) -> int:
        return len(self.first) + len(self.second or b"")

    def __str__(self) -> str:
        return " then ".join(
            repr(part if len(part) < 500 else part[:80]) + f" ({len(part)})"
            for part in (self.first, self.second)
            if part is not None
        )


class Case:
    """One frame's way through both servers."""

    def __init__(self, cut: Cut, ours: str, theirs: str) -> None:
        self.cut = cut
        self.wires = Wire(ours), Wire(theirs)

    def send(self, data: bytes) -> None:
        for wire in self.wires:
            wire.send(data)

    def listen(self) -> bool:
        """Take what both said; whether anything came."""
        ours, theirs = self.wires
        return ours.listen() | theirs.listen()

    def difference(self) -> str | None:
        """What is not the same on both, if anything is not."""
        ours, theirs = self.wires
        if (ours.heard, ours.closed) == (theirs.heard, theirs.closed):
            return None
        lines = [
            f"{name} {wire.heard[-500:]!r}{', and hung up' if wire.closed else ''}"
            for name, wire in (("expected", theirs), ("actual  ", ours))
        ]
        return "\n    ".join([str(self.cut), *lines])

    def close(self) -> None:
        for wire in self.wires:
            wire.close()


class Pair:
    """Our server and a real one, each with a healthy client."""

    def __init__(self, ours: str, theirs: str, password: bytes | None) -> None:
        self._places = ours, theirs
        self.healthy = [Healthy(place, password) for place in self._places]

    def settle(self, cases: list[Case]) -> list[str]:
        """Wait until both have said all; where they have not said the same."""
        largest = max(case.cut.size for case in cases)
        found: list[str | None] = []
        for _ in range(TRIES):
            for healthy in self.healthy:
                healthy.round(5 + largest // PIECE)
            news = sum(case.listen() for case in cases)
            found = [case.difference() for case in cases]
            if not news and not any(found):
                break
        return [each for each in found if each]

    def differences(self, cuts: list[Cut]) -> list[str]:
        """Send frames, each on a connection of its own; what differed."""
        for healthy in self.healthy:
            assert healthy.ask(b"FLUSHALL") == b"+OK\r\n"
        cases = [Case(cut, *self._places) for cut in cuts]
        try:
            for case in cases:
                case.send(case.cut.first)
            for healthy in self.healthy:
                healthy.round(len(cases))  # some loops accept one client at a time
            found = self.settle(cases)
            going_on = [case for case in cases if case.cut.second is not None]
            if found or not going_on:
                return found
            for case in going_on:
                case.send((case.cut.second or b"") + AFTERWARDS)
            return self.settle(going_on)
        finally:
            for case in cases:
                case.close()

    def only_the_healthy_are_left(self, served: Served) -> None:
        """Wait until our server has noticed that all others are gone."""
        self.healthy[0].round(TOGETHER)
        until(lambda: served.look().clients == 1, "one client is left")

    def close(self) -> None:
        for healthy in self.healthy:
            healthy.close()


def cut_everywhere(rng: Random, maker: FrameMaker) -> Iterator[Cut]:
    """Valid frames, cut at every byte: the rest comes later, or never."""
    while True:
        frame = maker.valid()
        if len(frame) < 400:
            for at in range(len(frame) + 1):
                yield Cut(frame[:at], frame[at:])
                yield Cut(frame[:at], None)


def cut_somewhere(rng: Random, maker: FrameMaker) -> Iterator[Cut]:
    """Spoilt frames, cut at any byte, or not at all."""
    while True:
        frame = maker.frame()
        at = rng.choice((0, len(frame), rng.randint(0, len(frame))))
        yield Cut(frame[:at], frame[at:])


KINDS = {"valid": cut_everywhere, "spoilt": cut_somewhere}


@pytest.mark.parametrize("kind", KINDS)
def test_frames(
    kind: str, serve: Serve, real: tuple[str, bytes | None], loop: str
) -> None:
    theirs, password = real
    rng = Random(f"{kind} {password!r} {loop}")
    served = serve(
        handshake_timeout=0, password=None if password is None else password.decode()
    )
    pair = Pair(served.unix, theirs, password)
    cuts = KINDS[kind](rng, FrameMaker(rng, password))
    count = FRAMES // (len(KINDS) * len(LOOPS) * 2)
    sent = 0
    before: Held | None = None
    while batch := list(islice(cuts, min(TOGETHER, count - sent))):
        found = pair.differences(batch)
        assert not found, f"after {sent} frames:\n" + "\n".join(found[:5])
        sent += len(batch)
        if before is None and sent >= count // 4:
            pair.only_the_healthy_are_left(served)
            before = served.look()
    assert sent == count
    assert before is not None
    pair.only_the_healthy_are_left(served)
    assert_nothing_left(before, served.look(), count)
    pair.close()
