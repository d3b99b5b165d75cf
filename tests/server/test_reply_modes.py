"""Clients that want no replies: what they get all the same, and how they end."""

from __future__ import annotations

import pytest

from .conftest import Pair, packed

SKIP = packed("CLIENT", "REPLY", "SKIP")
OFF = packed("CLIENT", "REPLY", "OFF")
ON = packed("CLIENT", "REPLY", "ON")
PING = packed("PING")

TALKS = {
    "the next one is left out": SKIP + PING + PING,
    "all are left out until they are wanted again": OFF + PING + PING + ON + PING,
    "who skips one and says so again skips that one": SKIP + SKIP + PING + PING,
    "who wants none has nothing to skip": OFF + SKIP + ON + PING,
    "an empty line is the next one": SKIP + b"\r\n" + PING,
    "an array without words is the next one": SKIP + b"*0\r\n" + PING,
    "and it leaves out nothing later": b"\r\n" + SKIP + b"*-1\r\n\r\n" + PING,
    "confirmations are messages": SKIP
    + packed("SUBSCRIBE", "a")
    + PING
    + packed("UNSUBSCRIBE"),
    "which come although no replies are wanted": OFF
    + packed("SUBSCRIBE", "a", "b")
    + packed("UNSUBSCRIBE", "a", "b"),
    "a reset that is skipped": SKIP + packed("RESET") + PING,
    "a reset, after which replies are wanted": OFF + packed("RESET") + PING,
    "a transaction that skips the next one": packed("MULTI")
    + SKIP
    + packed("EXEC")
    + PING
    + PING,
    "a command that waits is the next one": SKIP
    + packed("BLPOP", "none", "0.01")
    + PING,
    "a command that waits, unwanted": OFF + packed("BLPOP", "none", "0.01") + ON,
    "one that waits is skipped, another one not": SKIP
    + packed("BLPOP", "none", "0.01")
    + packed("BLPOP", "none", "0.01")
    + PING,
    "an error is a reply": SKIP + packed("NOSUCH") + PING,
}


@pytest.mark.parametrize("protocol", [2, 3])
@pytest.mark.parametrize("talk", TALKS)
def test_what_is_said(pair: Pair, talk: str, protocol: int) -> None:
    both = pair(protocol=protocol)
    both.ours.raw(TALKS[talk])
    both.theirs.raw(TALKS[talk])
    both.ours.raw(ON)
    both.theirs.raw(ON)
    both.settle()


ENDS = {
    "a fault": b"*1\r\n$x\r\n",
    "a fault behind a request": PING + b"*1\r\n:\r\n",
    "QUIT": packed("QUIT"),
    "QUIT behind a request": PING + packed("QUIT"),
    "the client itself": packed("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "no"),
}


@pytest.mark.parametrize("mode", [SKIP, OFF], ids=["SKIP", "OFF"])
@pytest.mark.parametrize("end", ENDS)
def test_the_last_reply_ends_a_connection(pair: Pair, end: str, mode: bytes) -> None:
    """Where it is not wanted the client is left to hang up; nothing more is heard."""
    for first in (b"", PING):
        both = pair()
        for wire in (both.ours, both.theirs):
            wire.raw(first + mode + ENDS[end] + PING)
            wire.socket.shutdown(1)
        expected = both.theirs.rest()
        assert both.ours.rest() == expected


@pytest.mark.parametrize("mode", [b"", SKIP, OFF], ids=["ON", "SKIP", "OFF"])
def test_what_was_paused_is_skipped_afterwards(pair: Pair, mode: bytes) -> None:
    both, pauser = pair(), pair()
    pauser.same("CLIENT", "PAUSE", 100_000, "WRITE")
    for wire in (both.ours, both.theirs):
        wire.raw(mode + packed("SET", "k", "1") + packed("SET", "k", "2") + ON)
    pauser.same("CLIENT", "UNPAUSE")
    both.settle()
