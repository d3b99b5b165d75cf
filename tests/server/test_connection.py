"""AUTH, HELLO, SELECT, RESET, CLIENT: the same bytes as a real server's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from redipy_core.errors import BackendError
from redipy_memory.runtime import MemoryRuntime
from redipy_server import Server

from ..conftest import start_server
from .conftest import Both, Connect, Pair, Wire, Word, packed, run


@pytest.fixture(scope="module")
def guarded() -> Iterator[tuple[int, int]]:
    """The ports of our server and a real one that want a password."""
    process, port = start_server("--requirepass", "secret", probe=b"-NOAUTH")
    with Server(MemoryRuntime(), port=0, password="secret") as server:
        yield server.port, port
    process.terminate()
    process.wait(timeout=10)


@pytest.fixture
def strangers(guarded: tuple[int, int]) -> Iterator[Both]:
    """Connections that have not authenticated."""
    both = Both(Wire(guarded[0]), Wire(guarded[1]))
    yield both
    both.ours.close()
    both.theirs.close()


GUARDED: list[list[tuple[Word, ...]]] = [
    [("GET", "a"), ("NOSUCH",), ("GET",), ("CLIENT", "NOSUCH"), ("PING",)],
    [("MULTI",), ("EXEC",), ("QUIT",)],
    [("AUTH", "wrong"), ("GET", "a"), ("AUTH", "secret"), ("GET", "a")],
    [("AUTH", "default", "secret"), ("PING",)],
    [("AUTH", "nobody", "secret"), ("AUTH", "", ""), ("AUTH",), ("AUTH", 1, 2, 3)],
    [("HELLO",), ("HELLO", 3), ("HELLO", 9), ("HELLO", "x"), ("HELLO", 3, "AUTH", "x")],
    [("HELLO", 2, "AUTH", "default", "wrong"), ("GET", "a")],
    [("AUTH", "secret"), ("RESET",), ("GET", "a"), ("AUTH", "secret"), ("PING",)],
    [("RESET",)],
]


@pytest.mark.parametrize("calls", GUARDED, ids=str)
def test_who_must_authenticate(strangers: Both, calls: list[tuple[Word, ...]]) -> None:
    run(strangers, calls)


@pytest.mark.parametrize(
    "data",
    [
        packed("SET", *["x"] * 10),
        packed("GET", "x" * 16384),
        packed(*["x"] * 10),
        b"*11\r\n",
        b"*1\r\n$16385\r\n",
        packed("AUTH", "secret") + packed("ECHO", "x" * 20000),
    ],
    ids=lambda data: repr(data[:20]),
)
def test_strangers_have_little_room(strangers: Both, data: bytes) -> None:
    strangers.ours.raw(data + packed("QUIT"))
    strangers.theirs.raw(data + packed("QUIT"))
    assert strangers.ours.rest() == strangers.theirs.rest()


def test_hello_with_a_password(strangers: Both) -> None:
    calls = ("HELLO", 3, "AUTH", "default", "secret", "SETNAME", "me")
    ours, theirs = strangers.ours(*calls), strangers.theirs(*calls)
    assert without_id(ours) == without_id(theirs)
    strangers.same("CLIENT", "GETNAME")


def without_id(reply: bytes) -> list[bytes]:
    return [line for line in reply.split(b"\r\n") if not line.startswith(b":")]


CALLS: list[list[tuple[Word, ...]]] = [
    [("AUTH", "x"), ("AUTH", "default", "x"), ("AUTH", "nobody", "x")],
    [("HELLO", 4), ("HELLO", "x"), ("HELLO", 3, "SETNAME"), ("HELLO", 3, "NO", "x")],
    [("HELLO", 3, "SETNAME", "a b"), ("CLIENT", "GETNAME")],
    [("SELECT", 1), ("SET", "a", 1), ("SELECT", 0), ("GET", "a"), ("SELECT", 16)],
    [("SELECT", -1), ("SELECT", "x"), ("SELECT", 2**40), ("SELECT",)],
    [("CLIENT", "SETNAME", "me"), ("CLIENT", "GETNAME"), ("CLIENT", "SETNAME", "")],
    [("CLIENT", "GETNAME"), ("CLIENT", "SETNAME", "a b"), ("CLIENT", "SETNAME", "\n")],
    [("CLIENT",), ("CLIENT", "NOSUCH"), ("CLIENT", "ID", "x"), ("CLIENT", "LIST", "x")],
    [("CLIENT", "LIST", "TYPE", "x"), ("CLIENT", "LIST", "ID")],
    [("CLIENT", "LIST", "ID", "x"), ("CLIENT", "LIST", "ID", 0), ("CLIENT", "REPLY")],
    [("CLIENT", "REPLY", "x"), ("CLIENT", "REPLY", "ON"), ("CLIENT", "NO-EVICT", "x")],
    [("CLIENT", "NO-EVICT", "on"), ("CLIENT", "NO-EVICT", "off")],
    [("PING",), ("PING", "x"), ("PING", "x", "y"), ("ping",), ("pInG", "")],
    [("MULTI",), ("RESET",), ("EXEC",), ("SELECT", 3), ("RESET",), ("PING",)],
]


@pytest.mark.parametrize("calls", CALLS, ids=str)
def test_the_same_answers(pair: Pair, calls: list[tuple[Word, ...]]) -> None:
    run(pair(), calls)


def test_replies_that_nobody_wants(pair: Pair) -> None:
    both = pair()
    both.send("CLIENT", "REPLY", "SKIP")
    both.send("ECHO", "unheard")
    both.same("ECHO", "heard")
    both.send("CLIENT", "REPLY", "OFF")
    both.send("SET", "k", "v")
    both.send("CLIENT", "REPLY", "SKIP")
    both.same("CLIENT", "REPLY", "ON")
    both.same("GET", "k")


def test_client_list_and_info(connect: Connect) -> None:
    wire, other = connect(), connect(protocol=3)
    wire("CLIENT", "SETNAME", "me")
    wire("CLIENT", "SETINFO", "LIB-NAME", "tool")
    wire("SELECT", "2")
    line = wire("CLIENT", "INFO").split(b"\r\n")[1]
    fields = dict(part.split(b"=", 1) for part in line.split())
    number = int(wire("CLIENT", "ID")[1:])
    assert fields[b"id"] == b"%d" % number
    assert fields[b"name"] == b"me"
    assert fields[b"db"] == b"2"
    assert fields[b"cmd"] == b"client|info"
    assert fields[b"lib-name"] == b"tool"
    assert fields[b"user"] == b"default"
    assert fields[b"resp"] == b"2"
    host, _, port = fields[b"addr"].rpartition(b":")
    assert (host.decode(), int(port)) == wire.socket.getsockname()
    listed = other("CLIENT", "LIST", "ID", number)
    assert listed.startswith(b"=")
    assert b"id=%d " % number in listed
    assert other("CLIENT", "LIST", "TYPE", "pubsub") == b"=4\r\ntxt:\r\n"


def test_others_must_give_a_password() -> None:
    for host in ("0.0.0.0", "::", "192.0.2.1", "example.org", ""):
        with pytest.raises(BackendError, match="can be reached by others"):
            Server(host=host)
    Server(host="0.0.0.0", password="x")
    Server(host="::1")


def test_what_does_not_fit_together() -> None:
    for options in ({"port": None}, {"tls_cert": "x"}, {"databases": 17}):
        with pytest.raises(BackendError):
            Server(**options)


def test_secrets_are_not_shown() -> None:
    server = Server(port=0, password="hush-hush")
    assert "hush-hush" not in repr(server.options) + repr(server.state.users.default)
