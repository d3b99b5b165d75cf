"""How much to compare, and with what."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator, Sequence

import pytest

from redipy_core.errors import error_from_line
from redipy_core.replies import Status
from redipy_core.testing.words import Words

PARTS = 8
"""The commands are divided into this many tests, for the workers to share."""

LENGTH = 100
"""Commands in one sequence."""


@pytest.fixture(params=range(PARTS))
def seeds(request: pytest.FixtureRequest) -> range:
    """The seeds of one part's sequences; each way of calling runs all parts.

    The seeds are always the same, unless ``REDIPY_FUZZ_SEED`` says otherwise.
    """
    wanted = int(os.environ.get("REDIPY_FUZZ_COMMANDS", "20000"))
    start = int(os.environ.get("REDIPY_FUZZ_SEED", "0")) + request.param * 10_000_000
    return range(start, start + max(wanted // PARTS // LENGTH, 1))


@pytest.fixture(scope="session")
def length() -> int:
    return LENGTH


@pytest.fixture(scope="session")
def oracle(redis_port: int) -> Iterator[Oracle]:
    """A real server, spoken to in plain RESP2."""
    found = Oracle(redis_port)
    yield found
    found.close()


class Oracle:
    """One connection that sends many commands at once and reads all replies."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._file = self._socket.makefile("rb", buffering=1 << 16)

    def __call__(self, calls: Sequence[Words]) -> list[object]:
        self._socket.sendall(b"".join(map(_packed, calls)))
        return [self._reply() for _ in calls]

    def one(self, *words: bytes | str | int) -> object:
        """The reply to one call; ResponseError objects are returned."""
        encoded = [w if isinstance(w, bytes) else str(w).encode() for w in words]
        return self([encoded])[0]

    def _reply(self) -> object:
        line = self._file.readline()[:-2]
        kind, rest = line[:1], line[1:]
        if kind == b"+":
            return Status(rest)
        if kind == b"-":
            return error_from_line(rest.decode("utf-8", "surrogateescape"))
        if kind == b":":
            return int(rest)
        length = int(rest)
        if length < 0:
            return None
        if kind == b"*":
            return [self._reply() for _ in range(length)]
        return self._file.read(length + 2)[:-2]

    def close(self) -> None:
        self._file.close()
        self._socket.close()


def _packed(words: Words) -> bytes:
    head = b"*%d\r\n" % len(words)
    return head + b"".join(b"$%d\r\n%b\r\n" % (len(word), word) for word in words)
