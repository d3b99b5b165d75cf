"""A session without a socket: words in, bytes out; with an event loop or without."""

from __future__ import annotations

import threading

import pytest

from redipy_memory.runtime import MemoryRuntime
from redipy_server.commands.connection import ping as _ping
from redipy_server.options import Options
from redipy_server.session import Session
from redipy_server.state import ServerState

from .conftest import until


class Client:
    """A session in this thread, and what it sent."""

    def __init__(self, state: ServerState) -> None:
        self.sent: list[bytes] = []
        self.hung_up = False
        self.session = Session(state, self.sent.append, self._hang_up, tasks=False)

    def _hang_up(self) -> None:
        self.hung_up = True

    def __call__(self, *words: bytes) -> bytes:
        return self.session.request(list(words))


@pytest.fixture
def state() -> ServerState:
    return ServerState(MemoryRuntime(), Options(port=0))


def test_words_in_bytes_out(state: ServerState) -> None:
    client = Client(state)
    assert client(b"SET", b"k", b"v") == b"+OK\r\n"
    assert client(b"GET", b"k") == b"$1\r\nv\r\n"
    assert client(b"HELLO", b"3").startswith(b"%7\r\n")
    assert client(b"GET", b"nokey") == b"_\r\n"
    assert client(b"MULTI") == b"+OK\r\n"
    assert client(b"INCR", b"n") == b"+QUEUED\r\n"
    assert client(b"EXEC") == b"*1\r\n:1\r\n"
    assert client.sent == []
    assert client(b"QUIT") == b"+OK\r\n"


def test_bytes_in_bytes_out(state: ServerState) -> None:
    client = Client(state)
    client.session.receive(b"SET k v\r\nGET ")
    client.session.receive(b"k\r\n*1\r\n$4\r\nPI")
    client.session.receive(b"NG\r\n")
    assert client.sent == [b"+OK\r\n", b"$1\r\nv\r\n", b"+PONG\r\n"]
    client.session.receive(b"*1\r\n$4\r\nQUIT\r\n")
    assert client.hung_up


def test_replies_to_one_chunk_are_one_write(state: ServerState) -> None:
    client = Client(state)
    client.session.receive(b"*1\r\n$4\r\nPING\r\n" * 20)
    assert client.sent == [b"+PONG\r\n" * 20]


def test_a_thread_waits(state: ServerState) -> None:
    waiting, other = Client(state), Client(state)
    assert waiting(b"BLPOP", b"l", b"0.01") == b"*-1\r\n"
    replies: list[bytes] = []
    thread = threading.Thread(
        target=lambda: replies.append(waiting(b"BLPOP", b"l", b"0"))
    )
    thread.start()
    until(lambda: other(b"RPUSH", b"l", b"x") == b":1\r\n" and not thread.join(0.01))
    thread.join()
    assert replies == [b"*2\r\n$1\r\nl\r\n$1\r\nx\r\n"]


def test_messages_are_sent_as_they_come(state: ServerState) -> None:
    listening, other = Client(state), Client(state)
    assert (
        listening(b"SUBSCRIBE", b"c") == b"*3\r\n$9\r\nsubscribe\r\n$1\r\nc\r\n:1\r\n"
    )
    assert other(b"PUBLISH", b"c", b"m") == b":1\r\n"
    assert listening.sent == [b"*3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$1\r\nm\r\n"]
    listening.session.close()
    assert other(b"PUBLISH", b"c", b"m") == b":0\r\n"


def test_changes_are_told_without_a_loop(state: ServerState) -> None:
    tracking, other = Client(state), Client(state)
    tracking(b"HELLO", b"3")
    assert tracking(b"CLIENT", b"TRACKING", b"on") == b"+OK\r\n"
    tracking(b"GET", b"k")
    other(b"SET", b"k", b"v")
    other(b"FLUSHALL")
    assert tracking.sent == [
        b">2\r\n$10\r\ninvalidate\r\n*1\r\n$1\r\nk\r\n",
        *[b">2\r\n$10\r\ninvalidate\r\n_\r\n"] * len(tracking.sent[1:]),
    ]
    assert tracking.sent[1:]
    tracking(b"CLIENT", b"TRACKING", b"off")
    tracking(b"CLIENT", b"TRACKING", b"on", b"BCAST")
    del tracking.sent[:]
    other(b"SET", b"a", b"1")
    assert tracking.sent == [b">2\r\n$10\r\ninvalidate\r\n*1\r\n$1\r\na\r\n"]


def test_a_failure_of_ours_is_an_error_without_data(
    state: ServerState, caplog: pytest.LogCaptureFixture
) -> None:
    client = Client(state)
    entry = state.index.find([b"PING"])
    assert entry is not None
    entry.command.function = _broken
    try:
        reply = client(b"PING", b"private")
    finally:
        entry.command.function = _ping
    assert reply == b"-ERR internal error in 'ping'\r\n"
    assert "private" not in caplog.text
    assert "'ping' failed: ZeroDivisionError" in caplog.text


def _broken(session: Session, message: bytes) -> object:
    return 1 // (len(message) - 7)
