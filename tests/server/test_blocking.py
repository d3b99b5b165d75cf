"""Commands that wait, over the wire."""

from __future__ import annotations

import pytest

from .conftest import Connect, Pair, Word, blocked, until

WAITING: list[tuple[tuple[Word, ...], tuple[Word, ...]]] = [
    (("BLPOP", "a", "b", 0), ("RPUSH", "b", "x", "y")),
    (("BRPOP", "a", 0), ("RPUSH", "a", "x", "y")),
    (("BLMOVE", "a", "d", "LEFT", "RIGHT", 0), ("RPUSH", "a", "x")),
    (("BLMPOP", 0, 1, "a", "LEFT", "COUNT", 2), ("RPUSH", "a", "x", "y")),
    (("BZPOPMIN", "z", 0), ("ZADD", "z", 1.5, "m")),
    (("BZMPOP", 0, 1, "z", "MAX"), ("ZADD", "z", 1.5, "m")),
    (("XREAD", "BLOCK", 0, "STREAMS", "x", "$"), ("XADD", "x", "1-1", "f", "v")),
]


@pytest.mark.parametrize("protocol", [2, 3])
@pytest.mark.parametrize(("call", "change"), WAITING, ids=lambda c: str(c[0]))
def test_the_answer_comes_when_there_is_one(
    pair: Pair, protocol: int, call: tuple[Word, ...], change: tuple[Word, ...]
) -> None:
    waiting, other = pair(protocol=protocol), pair()
    waiting.send(*call)
    waiting.send("PING")
    until(blocked(other.ours))
    until(blocked(other.theirs))
    other.same(*change)
    waiting.read()
    waiting.read()


@pytest.mark.parametrize("protocol", [2, 3])
@pytest.mark.parametrize("call", [c for c, _ in WAITING], ids=lambda c: str(c[0]))
def test_the_end_of_the_time(pair: Pair, protocol: int, call: tuple[Word, ...]) -> None:
    both = pair(protocol=protocol)
    at = {"BLMPOP": 1, "BZMPOP": 1, "XREAD": 2}.get(str(call[0]), len(call) - 1)
    timeout = 10 if call[0] == "XREAD" else 0.01
    both.same(*call[:at], str(timeout), *call[at + 1 :])


def test_served_in_the_order_in_which_they_came(connect: Connect) -> None:
    first, second, other = connect(), connect(), connect()
    first.send("BLPOP", "a", 0)
    until(blocked(other, 1))
    second.send("BLPOP", "a", 0)
    until(blocked(other, 2))
    other("RPUSH", "a", "1", "2")
    assert first.read().endswith(b"$1\r\n1\r\n")
    assert second.read().endswith(b"$1\r\n2\r\n")


def test_what_a_client_sends_meanwhile_waits(connect: Connect) -> None:
    waiting, other = connect(), connect()
    waiting.raw(b"BLPOP a 0\r\nSET k 1\r\nGET k\r\n")
    until(blocked(other))
    assert other("GET", "k") == b"$-1\r\n"
    other("RPUSH", "a", "x")
    assert waiting.read() == b"*2\r\n$1\r\na\r\n$1\r\nx\r\n"
    assert waiting.read() + waiting.read() == b"+OK\r\n$1\r\n1\r\n"


def test_who_hangs_up_takes_nothing(connect: Connect) -> None:
    waiting, other = connect(), connect()
    waiting.send("BLPOP", "a", 0)
    until(blocked(other))
    waiting.close()
    until(blocked(other, 0))
    other("RPUSH", "a", "x")
    assert other("LLEN", "a") == b":1\r\n"


def test_unblock(pair: Pair) -> None:
    waiting, other = pair(), pair()
    numbers = [int(wire("CLIENT", "ID")[1:]) for wire in (waiting.ours, waiting.theirs)]
    for how, call in (
        ((), ("BLPOP", "a", 0)),
        (("TIMEOUT",), ("XREAD", "BLOCK", 0, "STREAMS", "x", "$")),
        (("ERROR",), ("BLMOVE", "a", "b", "LEFT", "LEFT", 0)),
    ):
        waiting.send(*call)
        until(blocked(other.ours))
        until(blocked(other.theirs))
        other.ours.send("CLIENT", "UNBLOCK", numbers[0], *how)
        other.theirs.send("CLIENT", "UNBLOCK", numbers[1], *how)
        assert other.read() == b":1\r\n"
        waiting.read()
    other.same("CLIENT", "UNBLOCK", 999999)
    other.same("CLIENT", "UNBLOCK", "x")
    waiting.same("PING")
