"""CLIENT KILL, PAUSE, TRACKING; MONITOR, SLOWLOG, LATENCY."""

from __future__ import annotations

import re

import pytest

from .conftest import Both, Connect, Pair, Wire, Word, run

CALLS: list[list[tuple[Word, ...]]] = [
    [("CLIENT", "KILL"), ("CLIENT", "KILL", "x"), ("CLIENT", "KILL", "ID", 0)],
    [("CLIENT", "KILL", "ID", "x"), ("CLIENT", "KILL", "NOSUCH", "x")],
    [("CLIENT", "KILL", "TYPE", "x"), ("CLIENT", "KILL", "SKIPME", "x")],
    [("CLIENT", "KILL", "USER", "nobody"), ("CLIENT", "KILL", "ADDR", "1.1.1.1:1")],
    [("CLIENT", "KILL", "ID", 999999, "ADDR", "x")],
    [("CLIENT", "PAUSE", "x"), ("CLIENT", "PAUSE", -1), ("CLIENT", "PAUSE", 1, "x")],
    [("CLIENT", "UNPAUSE"), ("CLIENT", "UNPAUSE", "x"), ("CLIENT", "PAUSE")],
    [("CLIENT", "TRACKINGINFO"), ("CLIENT", "GETREDIR"), ("CLIENT", "CACHING", "yes")],
    [("CLIENT", "TRACKING"), ("CLIENT", "TRACKING", "x"), ("CLIENT", "CACHING", "x")],
    [("CLIENT", "TRACKING", "on", "REDIRECT", 999999)],
    [("CLIENT", "TRACKING", "on", "BCAST", "PREFIX", "a", "PREFIX", "ab")],
    [("CLIENT", "TRACKING", "on", "OPTIN", "OPTOUT")],
    [("CLIENT", "TRACKING", "on", "PREFIX", "a"), ("CLIENT", "TRACKING", "on", "x")],
    [("CLIENT", "TRACKING", "on", "BCAST", "OPTIN")],
    [("SLOWLOG",), ("SLOWLOG", "GET", "x"), ("SLOWLOG", "GET", -2), ("SLOWLOG", "X")],
    [("SLOWLOG", "RESET"), ("SLOWLOG", "LEN"), ("SLOWLOG", "GET", -1)],
    [("LATENCY", "LATEST"), ("LATENCY", "HISTORY", "x"), ("LATENCY", "RESET", "x")],
    [("LATENCY", "GRAPH", "x"), ("LATENCY", "HISTOGRAM", "nosuch"), ("LATENCY",)],
    [("MEMORY", "PURGE"), ("MEMORY",), ("MEMORY", "X"), ("ROLE",), ("MONITOR", "x")],
    [
        ("LOLWUT",),
        ("LOLWUT", "VERSION", "x"),
        ("REPLICAOF", "NO", "ONE"),
        ("SHUTDOWN", 1),
    ],
    [("SHUTDOWN", "ABORT"), ("BGSAVE", "x"), ("MODULE", "LIST"), ("READONLY",)],
    [("CLUSTER", "INFO"), ("MULTI",), ("SAVE",), ("SHUTDOWN",), ("EXEC",)],
    [("CLUSTER",), ("CLUSTER", "SLOTS"), ("CLUSTER", "shards"), ("CLUSTER", "NODES")],
    [("CLUSTER", "KEYSLOT"), ("CLUSTER", "KEYSLOT", "k"), ("CLUSTER", "MYID", "x")],
    [("CLUSTER", "HELP"), ("CLUSTER", "NOSUCH"), ("CLUSTER", "MEET", "x", "y", "z")],
    [("ASKING",), ("MULTI",), ("CLUSTER", "SLOTS"), ("READWRITE",), ("EXEC",)],
    [("EVAL", "x"), ("EVAL", "x", "y"), ("EVAL", "x", -1), ("EVAL", "x", 3, "a")],
]


@pytest.mark.parametrize("protocol", [2, 3])
@pytest.mark.parametrize("calls", CALLS, ids=str)
def test_the_same_answers(
    pair: Pair, protocol: int, calls: list[tuple[Word, ...]]
) -> None:
    run(pair(protocol=protocol), calls)


def test_kill(connect: Connect) -> None:
    wire, other, third = connect(), connect(), connect()
    number = int(other("CLIENT", "ID")[1:])
    assert wire("CLIENT", "KILL", "ID", number) == b":1\r\n"
    assert other.rest() == b""
    host, port = third.socket.getsockname()
    assert wire("CLIENT", "KILL", f"{host}:{port}") == b"+OK\r\n"
    assert third.rest() == b""
    number = int(wire("CLIENT", "ID")[1:])
    assert wire("CLIENT", "KILL", "ID", number) == b":0\r\n"
    assert wire("CLIENT", "KILL", "ID", number, "SKIPME", "no") == b":1\r\n"
    assert wire.rest() == b""


def test_pause(connect: Connect) -> None:
    wire, other = connect(), connect()
    wire("CLIENT", "PAUSE", 100_000, "WRITE")
    assert other("GET", "k") == b"$-1\r\n"
    other.raw(b"SET k 1\r\nGET k\r\n")
    assert wire("GET", "k") == b"$-1\r\n"
    assert wire("CLIENT", "UNPAUSE") == b"+OK\r\n"
    assert other.read() + other.read() == b"+OK\r\n$1\r\n1\r\n"
    wire("CLIENT", "PAUSE", 30)
    assert other("GET", "k") == b"$1\r\n1\r\n"  # comes when the time is over


def test_tracking(pair: Pair) -> None:
    tracking, other = pair(protocol=3), pair()
    track = ("CLIENT", "TRACKING", "on")
    run(tracking, [track, ("CLIENT", "TRACKINGINFO"), ("GET", "a"), ("MGET", "b", "c")])
    run(other, [("SET", "a", 1), ("SET", "a", 2), ("SET", "x", 2), ("SET", "c", 1)])
    assert b"invalidate" in tracking.read()
    tracking.read()
    tracking.same("GET", "a")
    tracking.send("SET", "a", 3)
    assert tracking.read() == b"+OK\r\n"
    assert b"invalidate" in tracking.read()
    tracking.same("GET", "a")
    run(tracking, [("MULTI",), ("SET", "a", 6), ("GET", "a")])
    tracking.send("EXEC")
    assert tracking.read().startswith(b"*2")
    tracking.read()
    tracking.same("GET", "a")
    other.same("FLUSHALL")
    assert tracking.read().endswith(b"invalidate\r\n_\r\n")
    run(tracking, [(*track, "NOLOOP"), ("GET", "a"), ("SET", "a", 1), ("PING",)])
    run(tracking, [(*track, "BCAST"), (*track, "OPTIN"), (*track, "OPTOUT")])
    run(tracking, [("CLIENT", "TRACKING", "off"), ("CLIENT", "TRACKINGINFO")])


def test_tracking_by_prefix(pair: Pair) -> None:
    tracking, other = pair(protocol=3), pair()
    tracking.same("CLIENT", "TRACKING", "on", "BCAST", "PREFIX", "x", "PREFIX", "y")
    tracking.same("CLIENT", "TRACKINGINFO")
    other.same("MSET", "x1", 1, "z1", 1, "y2", 1, "x3", 1)
    tracking.read()
    tracking.read()
    other.same("FLUSHALL")
    tracking.read()


def test_tracking_by_choice(pair: Pair) -> None:
    tracking, other = pair(protocol=3), pair()
    run(tracking, [("CLIENT", "TRACKING", "on", "OPTIN"), ("GET", "a")])
    other.same("SET", "a", 1)
    run(tracking, [("CLIENT", "CACHING", "no"), ("CLIENT", "CACHING", "yes")])
    run(tracking, [("CLIENT", "TRACKINGINFO"), ("GET", "a"), ("GET", "b")])
    other.same("SET", "b", 1)
    other.same("SET", "a", 2)
    assert tracking.read().endswith(b"$1\r\na\r\n")
    run(tracking, [("CLIENT", "TRACKING", "off")])
    run(tracking, [("CLIENT", "TRACKING", "on", "OPTOUT"), ("CLIENT", "CACHING", "no")])
    run(tracking, [("GET", "a"), ("GET", "b")])
    other.same("SET", "a", 3)
    other.same("SET", "b", 3)
    assert tracking.read().endswith(b"$1\r\nb\r\n")


def test_tracking_with_redirection(pair: Pair) -> None:
    told, tracking, other = pair(), pair(), pair()
    told.same("SUBSCRIBE", "__redis__:invalidate")
    for wire, listening in ((tracking.ours, told.ours), (tracking.theirs, told.theirs)):
        number = re.search(rb"id=(\d+) ", client_line(wire, listening))
        assert number is not None
        wire("CLIENT", "TRACKING", "on", "REDIRECT", int(number[1]))
    tracking.same("GET", "a")
    other.same("SET", "a", 1)
    told.read()
    tracking.same("GET", "a")
    other.same("FLUSHDB")
    told.read()


def client_line(asking: Wire, listening: Wire) -> bytes:
    """The line of CLIENT LIST about the connection that listens."""
    host, port = listening.socket.getsockname()
    lines = asking("CLIENT", "LIST", "TYPE", "pubsub").split(b"\n")
    return next(line for line in lines if f"addr={host}:{port} ".encode() in line)


def test_monitor(pair: Pair) -> None:
    watching, other = pair(), pair()
    watching.same("MONITOR")
    for call in (
        ("SET", "a", b'b\0c\n"\\'),
        ("GET",),
        ("NOSUCH",),
        ("CONFIG", "GET", "x"),
        ("CLIENT", "SETNAME", "x"),
        ("AUTH", "secret"),
        ("HELLO", 2, "AUTH", "default", "secret"),
        ("MULTI",),
        ("SET", "q", 1),
        ("EXEC",),
        ("SUBSCRIBE", "z"),
        ("PING",),
    ):
        other.ours(*call)
        other.theirs(*call)
    for _ in range(9):
        ours, theirs = watching.ours.read(), watching.theirs.read()
        assert ours.partition(b"] ")[2] == theirs.partition(b"] ")[2]
        shape = rb"\+\d+\.\d{6} \[0 127\.0\.0\.1:\d+\] "
        assert re.match(shape, ours)
        assert re.match(shape, theirs)


def test_slowlog(connect: Connect) -> None:
    wire = connect()
    wire("CONFIG", "SET", "slowlog-log-slower-than", 0)
    wire("CLIENT", "SETNAME", "me")
    wire("CONFIG", "SET", "requirepass", "")
    wire("SET", "k", "x" * 200)
    reply = wire("SLOWLOG", "GET", 2)
    wire("CONFIG", "SET", "slowlog-log-slower-than", 10_000)
    assert reply.startswith(b"*2\r\n*6\r\n:")
    assert b"x" * 128 + b"... (72 more bytes)" in reply
    assert b"$2\r\nme\r\n" in reply
    assert b"(redacted)" in reply
    assert wire("SLOWLOG", "RESET") == b"+OK\r\n"
    assert wire("SLOWLOG", "LEN") == b":0\r\n"


def test_latency(connect: Connect) -> None:
    wire = connect()
    wire("CONFIG", "SET", "latency-monitor-threshold", 1)
    wire("MULTI")
    for _ in range(200):
        wire.send("SET", "k", "x")
    for _ in range(200):
        wire.read()
    wire.send("LATENCY", "LATEST")
    wire.read()
    wire("EXEC")
    wire("CONFIG", "SET", "latency-monitor-threshold", 0)
    assert wire("LATENCY", "DOCTOR").startswith(b"$")
    assert b"histogram_usec" in wire("LATENCY", "HISTOGRAM", "set")


def test_what_is_asked_to_be_saved_is_not(both: Both) -> None:
    for call in (("SAVE",), ("BGSAVE",), ("BGREWRITEAOF",), ("SHUTDOWN", "SAVE")):
        assert both.ours(*call).startswith(b"-ERR this server keeps nothing on disk")
    assert both.ours("DEBUG", "OBJECT", "nokey") == b"-ERR no such key\r\n"
    both.ours("SET", "k", "1")
    assert b"encoding:int" in both.ours("DEBUG", "OBJECT", "k")
    assert both.ours("DEBUG", "SLEEP", "0") == b"+OK\r\n"
