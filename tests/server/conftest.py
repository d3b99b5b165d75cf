"""A server over memory beside a real one, spoken to in plain bytes."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import pytest

from redipy_memory.runtime import MemoryRuntime
from redipy_server import Server

Word: TypeAlias = bytes | str | int

PATIENCE = 20.0
"""Seconds after which a reply that does not come is an error."""


def packed(*words: Word) -> bytes:
    """A request as an array of bulk strings."""
    encoded = [w if isinstance(w, bytes) else str(w).encode() for w in words]
    head = b"*%d\r\n" % len(encoded)
    return head + b"".join(b"$%d\r\n%b\r\n" % (len(w), w) for w in encoded)


class Wire:
    """One connection, with replies as the bytes that came."""

    def __init__(self, port: int, *, protocol: int = 2) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._file = self.socket.makefile("rb", buffering=1 << 16)
        if protocol == 3:
            assert self(b"HELLO", b"3").startswith(b"%7\r\n")

    def __call__(self, *words: Word) -> bytes:
        self.send(*words)
        return self.read()

    def send(self, *words: Word) -> None:
        self.socket.sendall(packed(*words))

    def raw(self, data: bytes) -> None:
        self.socket.sendall(data)

    def read(self) -> bytes:
        """One whole reply; empty when the server hung up."""
        line = self._file.readline()
        kind, rest = line[:1], line[1:-2]
        if kind in b"$=" and kind:
            length = int(rest)
            return line if length < 0 else line + self._file.read(length + 2)
        if kind in b"*~%>" and kind:
            count = int(rest) * (2 if kind == b"%" else 1)
            return line + b"".join(self.read() for _ in range(count))
        return line

    def rest(self) -> bytes:
        """All that comes until the server hangs up."""
        try:
            return self._file.read()
        except ConnectionResetError:
            return b""

    def close(self) -> None:
        self._file.close()
        self.socket.close()

    def __enter__(self) -> Wire:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A server over memory, shared by the tests of one process."""
    with Server(MemoryRuntime(), port=0) as found:
        yield found


Connect: TypeAlias = Callable[..., Wire]


@pytest.fixture
def connect(server: Server) -> Iterator[Connect]:
    """Makes connections to our server, whose store is empty at first."""
    opened: list[Wire] = []

    def make(*, protocol: int = 2, port: int | None = None) -> Wire:
        opened.append(Wire(port or server.port, protocol=protocol))
        return opened[-1]

    make()(b"FLUSHALL")
    yield make
    for wire in opened:
        wire.close()


@dataclass
class Both:
    """Connections to our server and to the real one."""

    ours: Wire
    theirs: Wire

    def same(self, *words: Word) -> bytes:
        """Send a request to both; the reply, which must be the same bytes."""
        theirs = self.theirs(*words)
        assert self.ours(*words) == theirs, words
        return theirs

    def send(self, *words: Word) -> None:
        self.ours.send(*words)
        self.theirs.send(*words)

    def read(self) -> bytes:
        """What both say next."""
        theirs = self.theirs.read()
        assert self.ours.read() == theirs
        return theirs

    def settle(self) -> bytes:
        """What both still had to say, up to the answer to a sign of life."""
        self.send(b"ECHO", b"\0settled")
        said: list[bytes] = []
        while not said or b"\0settled" not in said[-1]:
            said.append(self.read())
        return b"".join(said)


Pair: TypeAlias = Callable[..., Both]


@pytest.fixture
def pair(server: Server, redis_port: int) -> Iterator[Pair]:
    """Makes pairs of connections; both stores are empty at first."""
    opened: list[Both] = []

    def make(*, protocol: int = 2) -> Both:
        ours = Wire(server.port, protocol=protocol)
        opened.append(Both(ours, Wire(redis_port, protocol=protocol)))
        return opened[-1]

    make().same(b"FLUSHALL")
    yield make
    for both in opened:
        both.ours.close()
        both.theirs.close()


@pytest.fixture(params=[2, 3], ids=["RESP2", "RESP3"])
def both(request: pytest.FixtureRequest, pair: Pair) -> Both:
    """A pair of connections in either version of the protocol."""
    return pair(protocol=request.param)


def until(condition: Callable[[], object]) -> None:
    """Wait until something has come about elsewhere."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.001)


def blocked(wire: Wire, count: int = 1) -> Callable[[], bool]:
    """Whether a server's clients wait: so many of them."""
    return lambda: b"blocked_clients:%d\r\n" % count in wire(b"INFO", b"clients")


def run(both: Both, calls: Sequence[Sequence[Word]]) -> list[bytes]:
    """Send several requests; the replies, each the same on both."""
    return [both.same(*words) for words in calls]
