"""A real server, spoken to in plain RESP2."""

from __future__ import annotations

import socket
from collections.abc import Sequence

from redipy_core.errors import error_from_line
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

    def next(self) -> object:
        """The next reply, or message, that the server sends."""
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
            return [self.next() for _ in range(length)]
        return self._file.read(length + 2)[:-2]

    def close(self) -> None:
        self._file.close()
        self._socket.close()


def _packed(words: Words) -> bytes:
    head = b"*%d\r\n" % len(words)
    return head + b"".join(b"$%d\r\n%b\r\n" % (len(word), word) for word in words)
