"""A server, spoken to in plain RESP2 or RESP3."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from enum import Enum

from redipy_core.errors import ResponseError, error_from_line
from redipy_core.replies import Status
from redipy_core.testing.words import Words


class Oracle:
    """One connection that sends many commands at once and reads all replies."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._file = self._socket.makefile("rb", buffering=1 << 16)

    def __call__(self, calls: Sequence[Words]) -> list[object]:
        self._socket.sendall(b"".join(map(_packed, calls)))
        return [self.next() for _ in calls]

    def one(self, *words: bytes | str | int) -> object:
        """The reply to one call; ResponseError objects are returned."""
        encoded = [w if isinstance(w, bytes) else str(w).encode() for w in words]
        return self([encoded])[0]

    def execute(self, words: Words) -> object:
        """The reply to one call; ResponseError objects are raised."""
        reply = self([words])[0]
        if isinstance(reply, ResponseError):
            raise reply
        return reply

    def next(self) -> object:
        """The next reply, or message, that the server sends."""
        line = self._file.readline()[:-2]
        return self._read(line[:1], line[1:])

    def _read(self, kind: bytes, rest: bytes) -> object:
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
            return [self.next() for _ in range(length)]
        return self._bulk(length)

    def _bulk(self, length: int) -> bytes:
        return self._file.read(length + 2)[:-2]

    def close(self) -> None:
        self._file.close()
        self._socket.close()


class Map(list[object]):
    """RESP3's map: names and values in turns."""


class Set(list[object]):
    """RESP3's set."""


class Double(bytes):
    """RESP3's double, as its text."""


class Verbatim(bytes):
    """RESP3's verbatim string, its format included."""


class Nil(Enum):
    """What says that there is nothing."""

    BULK = b"$-1"
    ARRAY = b"*-1"
    NULL = b"_"


class Exact(Oracle):
    """As :class:`Oracle`, in either version of the protocol.

    Every type that the protocol tells apart is a class of its own here.
    """

    def __init__(self, port: int, protocol: int) -> None:
        super().__init__(port)
        self.protocol = protocol
        if protocol == 3:
            assert isinstance(self.one("HELLO", 3), Map)

    def _read(self, kind: bytes, rest: bytes) -> object:
        if kind + rest in (b"$-1", b"*-1", b"_"):
            return Nil(kind + rest)
        if kind == b",":
            return Double(rest)
        if kind == b"#":
            return {b"t": True, b"f": False}[rest]
        if kind == b"%":
            return Map(self.next() for _ in range(2 * int(rest)))
        if kind == b"~":
            return Set(self.next() for _ in range(int(rest)))
        if kind == b"=":
            return Verbatim(self._bulk(int(rest)))
        assert kind in (b"+", b"-", b":", b"$", b"*"), kind
        return super()._read(kind, rest)


def _packed(words: Words) -> bytes:
    head = b"*%d\r\n" % len(words)
    return head + b"".join(b"$%d\r\n%b\r\n" % (len(word), word) for word in words)
