"""MULTI, EXEC, DISCARD and WATCH: the same bytes as a real server's."""

from __future__ import annotations

from itertools import product

import pytest

from redipy_server import Server

from .conftest import Both, Connect, Pair, Word, run

TRANSACTIONS: list[list[tuple[Word, ...]]] = [
    [("MULTI",), ("SET", "a", 1), ("INCR", "a"), ("GET", "a"), ("EXEC",)],
    [("MULTI",), ("EXEC",)],
    [("MULTI",), ("SET", "a", 1), ("DISCARD",), ("GET", "a")],
    [("EXEC",), ("DISCARD",)],
    [("MULTI",), ("MULTI",), ("EXEC",)],
    [("MULTI",), ("WATCH", "a"), ("SET", "a", 1), ("EXEC",), ("GET", "a")],
    [("MULTI",), ("GET",), ("SET", "a", 1), ("EXEC",), ("GET", "a")],
    [("MULTI",), ("NOSUCH", "x"), ("EXEC",)],
    [("MULTI",), ("OBJECT", "NOSUCH"), ("EXEC",)],
    [("MULTI",), ("LPUSH", "l", "x"), ("INCR", "l"), ("LLEN", "l"), ("EXEC",)],
    [("MULTI",), ("SET", "a", 1, "EX", "x"), ("EXEC",)],
    [
        ("MULTI",),
        ("BLPOP", "none", 0),
        ("XREAD", "BLOCK", 0, "STREAMS", "x", "$"),
        ("EXEC",),
    ],
    [
        ("MULTI",),
        ("SELECT", 3),
        ("SET", "a", 3),
        ("SELECT", 0),
        ("GET", "a"),
        ("EXEC",),
        ("SELECT", 3),
        ("GET", "a"),
        ("SELECT", 0),
    ],
    [("MULTI",), ("PING",), ("ECHO", "x"), ("UNWATCH",), ("EXEC",)],
    [("MULTI",), ("HGETALL", "h"), ("ZSCORE", "z", "m"), ("EXEC",)],
    [("MULTI", "x"), ("EXEC", "x"), ("WATCH",)],
    [("MULTI",), ("SUBSCRIBE", "c"), ("EXEC",), ("UNSUBSCRIBE",)],
    [("MULTI",), ("PUBLISH", "c", "m"), ("EXEC",)],
    [("WATCH", "a"), ("SET", "a", 1), ("MULTI",), ("GET", "a"), ("EXEC",)],
    [("WATCH", "a"), ("MULTI",), ("GET", "a"), ("EXEC",), ("MULTI",), ("EXEC",)],
    [("WATCH", "a"), ("SET", "a", 1), ("UNWATCH",), ("MULTI",), ("EXEC",)],
    [("WATCH", "a"), ("SET", "a", 1), ("MULTI",), ("DISCARD",), ("MULTI",), ("EXEC",)],
    [("MULTI",), ("RESET",), ("EXEC",)],
]


@pytest.mark.parametrize("calls", TRANSACTIONS, ids=str)
def test_the_same_answers(both: Both, calls: list[tuple[Word, ...]]) -> None:
    run(both, calls)


@pytest.mark.parametrize("change", [("SET", "k", 1), ("FLUSHALL",), ("DEL", "k")])
def test_a_change_by_somebody_else(pair: Pair, change: tuple[Word, ...]) -> None:
    one, other = pair(), pair()
    one.same("SET", "k", 0)
    one.same("WATCH", "k", "l")
    other.same(*change)
    one.same("MULTI")
    one.same("SET", "seen", 1)
    one.same("EXEC")
    one.same("EXISTS", "seen")


def test_nothing_comes_between(pair: Pair) -> None:
    one, other = pair(), pair()
    one.same("MULTI")
    one.same("SET", "k", 1)
    other.same("GET", "k")
    one.same("EXEC")
    other.same("GET", "k")


def test_all_spellings_of_a_name_are_queued_and_two_are_kept(
    connect: Connect, server: Server
) -> None:
    wire = connect()
    number = int(wire("CLIENT", "ID")[1:])
    names = [bytes(n) for n in product(*zip(b"DBSIZE", b"dbsize", strict=True))]
    assert wire("MULTI") == b"+OK\r\n"
    assert {wire(name) for name in names} == {b"+QUEUED\r\n"}
    assert set(server.state.clients[number]._queueing) == {b"DBSIZE", b"dbsize"}
    assert wire("EXEC") == b"*64\r\n" + b":0\r\n" * 64
    assert wire("dBsIzE") == b":0\r\n"
    assert b"dBsIzE" not in server.state.table(0, 2)


def test_a_watch_ends_with_its_connection(pair: Pair) -> None:
    one, other = pair(), pair()
    one.same("WATCH", "k")
    one.ours.close()
    other.same("SET", "k", 1)
