"""Connections that say what they heard, without waiting for it."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from contextlib import suppress

from .frames import packed

PATIENCE = 60.0
"""Seconds after which an answer that does not come is an error."""

AGAIN = b"\0still there?"


def connected(address: str | int) -> socket.socket:
    """A connection to the path of a unix socket, or to a port."""
    if isinstance(address, int):
        return socket.create_connection(("127.0.0.1", address), timeout=PATIENCE)
    found = socket.socket(socket.AF_UNIX)
    found.settimeout(PATIENCE)
    found.connect(address)
    return found


class Wire:
    """A connection: what is sent goes out at once, what came is taken when asked."""

    def __init__(self, address: str | int) -> None:
        self.socket = connected(address)
        self.heard = b""
        self.closed = False

    def send(self, data: bytes) -> None:
        """Send, unless the other end has hung up."""
        self.socket.settimeout(PATIENCE)
        with suppress(BrokenPipeError, ConnectionResetError):
            self.socket.sendall(data)

    def listen(self) -> bool:
        """Take what has come; whether that was anything, or the connection's end."""
        pieces: list[bytes] = []
        self.socket.settimeout(0)
        try:
            while not self.closed:
                piece = self.socket.recv(1 << 18)
                self.closed = not piece
                pieces.append(piece)
        except BlockingIOError:
            pass
        except ConnectionResetError:
            self.closed = True
            pieces.append(b"")
        self.heard += b"".join(pieces)
        return bool(pieces)

    def close(self) -> None:
        self.socket.close()


class Healthy:
    """A client that asks and is answered, whatever others do."""

    def __init__(self, address: str | int, password: bytes | None = None) -> None:
        self._socket = connected(address)
        self._file = self._socket.makefile("rb")
        self.answered = 0
        self.longest = 0.0
        """Seconds that it waited at most for an answer."""
        if password is not None:
            assert self.ask(b"AUTH", password) == b"+OK\r\n"

    def ask(self, *words: bytes) -> bytes:
        """The answer, as long as that is a line or a bulk string."""
        begun = time.monotonic()
        self._socket.sendall(packed(*words))
        line = self._file.readline()
        if line.startswith(b"$"):
            line = self._file.read(int(line[1:]) + 2)
        assert line, "the server hung up on a healthy client"
        self.longest = max(self.longest, time.monotonic() - begun)
        self.answered += 1
        return line

    def round(self, times: int = 5) -> None:
        """Be answered a few times.

        Each time the server looks once at every other connection: it accepts it,
        reads a piece of what came, answers, and ends it if it must.
        """
        for _ in range(times):
            assert self.ask(b"ECHO", AGAIN) == AGAIN + b"\r\n"

    def close(self) -> None:
        self._file.close()
        self._socket.close()


def until(condition: Callable[[], bool], what: str) -> None:
    """Wait until something has come about elsewhere."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, f"it did not come about that {what}"
        time.sleep(0.001)
