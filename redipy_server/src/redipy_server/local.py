"""A line from redis-py to a session in this process: what stands for a socket.

Requests go to the session at once, in the calling thread; replies and messages
wait in a queue until they are read. Each is one piece of it, so a reader that
takes piece by piece never holds what it was not asked for.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterable, Sequence
from queue import Empty, SimpleQueue
from threading import Event
from typing import TYPE_CHECKING, Final

from redipy_core.errors import CommandError
from redipy_core.pubsub import Source
from redipy_server.encoding import error_reply
from redipy_server.index import Entry
from redipy_server.protocol import ProtocolError, Request
from redipy_server.session import Session
from redipy_server.state import ServerState

if TYPE_CHECKING:
    from redipy_server.redispy.bases import Encoder

HOST: Final = "in-process"
ADDRESS: Final = f"{HOST}:0"
"""What CLIENT LIST shows for both ends."""

SCALARS: Final = frozenset({b"$", b":", b"+", b"_"})
"""How replies begin that are one text, number or null."""

_SOURCES: Final[dict[bytes, Source]] = {
    b"UNSUBSCRIBE": "channel",
    b"PUNSUBSCRIBE": "pattern",
    b"SUNSUBSCRIBE": "shard",
}
_SUBSCRIPTIONS: Final = frozenset(
    spelt
    for word in (*_SOURCES, b"SUBSCRIBE", b"PSUBSCRIBE", b"SSUBSCRIBE")
    for spelt in (word, word.lower())
)


class LocalSession(Session):
    """A session whose requests come as words and whose replies leave one by one."""

    def __init__(
        self,
        state: ServerState,
        write: Callable[[bytes], object],
        hang_up: Callable[[], object],
        *,
        tasks: bool = False,
    ) -> None:
        super().__init__(
            state, write, hang_up, address=ADDRESS, local=ADDRESS, tasks=tasks
        )
        self._send = write
        state.statistics.connections += 1

    def emit(self, data: bytes) -> None:
        """Send something. Messages come from any thread, so nothing is collected."""
        self._send(data)

    def _flush(self) -> None:
        """Send what a task had to wait for, and what waited for it: one by one."""
        for data in self._out:
            self._send(data)
        self._out.clear()
        if self._closing and self._task is None:
            self.end()

    def ask(self, words: list[bytes]) -> None:
        """Carry out one request, when those before it are done; its reply is sent."""
        if self._task is not None:
            self._todo.append(words)
            return
        if self._closing:
            return  # as on a socket whose other end has hung up
        if words[0] in _SUBSCRIPTIONS and self.queue is None:
            self._change_subscriptions(words)
            return
        reply = self.request(words)
        if reply:
            self._send(reply)
        self.last_words = words
        self.last_used = time.time()
        self.state.statistics.commands += 1
        if self._closing:
            self.end()

    def _change_subscriptions(self, words: list[bytes]) -> None:
        """The same name by name, so that each confirmation is a reply of its own."""
        names = words[1:]
        if not names and words[0].upper() in _SOURCES:
            names = list(self.listening[_SOURCES[words[0].upper()]])
        if not names:
            self._confirm(words)
        for name in names:
            self._confirm([words[0], name])
        self.last_words = words

    def _confirm(self, words: list[bytes]) -> None:
        self._send(self.request(words))

    def take(self, chunks: Iterable[bytes]) -> None:
        """Carry out the requests in some bytes."""
        self._reader.feed(b"".join(chunks))
        try:
            while requests := self._reader.take():
                for words in requests:
                    self.ask(words)
        except ProtocolError as error:
            self._send(error_reply(CommandError(f"Protocol error: {error}")))
            self.end()


class ThreadSession(LocalSession):
    """A session of a thread, which hears messages from other threads meanwhile."""

    def __init__(
        self,
        state: ServerState,
        pieces: SimpleQueue[bytes | Promise],
        hang_up: Callable[[], object],
    ) -> None:
        super().__init__(state, pieces.put, hang_up)
        self._pieces = pieces

    def _run(self, entry: Entry, words: Request) -> bytes:
        self.blocked = "blocking" in entry.flags
        try:
            return super()._run(entry, words)
        finally:
            self.blocked = False

    def _confirm(self, words: list[bytes]) -> None:
        # A message may come as soon as the store knows of the subscription, but
        # the confirmation is read first.
        promise = Promise()
        self._pieces.put(promise)
        reply = b""
        try:
            reply = self.request(words)
        finally:
            promise.keep(reply)


class Promise:
    """A reply that has its place in a queue before it is there."""

    def __init__(self) -> None:
        self._kept = Event()
        self._piece = b""

    def keep(self, piece: bytes) -> None:
        """Here is the reply."""
        self._piece = piece
        self._kept.set()

    def piece(self) -> bytes:
        """The reply, as soon as it is there."""
        self._kept.wait()
        return self._piece


class Line:
    """What stands for a socket in a connection of a thread.

    It has the methods of a socket that redis-py's connections and parsers use.
    """

    def __init__(self, state: ServerState, timeout: float | None) -> None:
        self._pieces: SimpleQueue[bytes | Promise] = SimpleQueue()
        self._rest = b""
        self._ended = False
        self._timeout = timeout
        self.session = ThreadSession(state, self._pieces, self._hang_up)
        self.ask = self.session.ask

    def _hang_up(self) -> None:
        self._pieces.put(b"")

    # -- to the session -----------------------------------------------------------

    def sendall(self, data: bytes | list[bytes]) -> None:
        """Carry out the requests in some bytes, or one that is given as its words."""
        if isinstance(data, list):
            self.ask(data)
        else:
            self.send([data])

    def send(self, chunks: Iterable[bytes]) -> None:
        """Carry out the requests in several pieces of bytes."""
        self.session.take(chunks)

    # -- from the session -----------------------------------------------------------

    def settimeout(self, timeout: float | None) -> None:
        """How many seconds to wait for what is read; None: without a limit."""
        self._timeout = timeout

    def wait(self, timeout: float | None) -> bool:
        """Wait until there is something to read; whether there is.

        Raises ConnectionResetError if the other end hung up and all was read.
        """
        if not self._rest and not self._ended:
            try:
                if timeout is None or timeout > 0:
                    piece = self._pieces.get(timeout=timeout)
                else:
                    piece = self._pieces.get_nowait()
            except Empty:
                return False
            self._rest = piece.piece() if isinstance(piece, Promise) else piece
            self._ended = not self._rest
        if self._ended:
            raise ConnectionResetError("Connection closed by server.")
        return True

    def scalar(self) -> bytes | None:
        """The next piece if it is there and a scalar reply, else None."""
        if self._rest:
            return None
        try:
            piece = self._pieces.get_nowait()
        except Empty:
            return None
        if isinstance(piece, Promise):
            piece = piece.piece()
        elif piece[:1] in SCALARS:
            return piece
        self._rest = piece
        self._ended = not piece
        return None

    def recv(self, size: int, flags: int = 0) -> bytes:
        """At most ``size`` bytes of one piece; none if the other end hung up."""
        try:
            if not self.wait(self._timeout):
                if self._timeout == 0:
                    raise BlockingIOError(11, "nothing to read")
                raise TimeoutError("timed out")
        except ConnectionResetError:
            return b""
        piece = self._rest
        if not flags & socket.MSG_PEEK:
            self._rest = piece[size:]
        return piece[:size]

    def recv_into(self, buffer: bytearray | memoryview) -> int:
        """As :meth:`recv`, into a buffer; how many bytes."""
        data = self.recv(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    # -- the end ----------------------------------------------------------------------

    def shutdown(self, how: int) -> None:
        """Nothing needs to be told to the other end before it is closed."""

    def close(self) -> None:
        """End the session."""
        self._ended = True
        self.session.close()


def words_of(args: Sequence[object]) -> list[bytes] | None:
    """A request's words, if its arguments are of the plainest kinds; else None.

    redis-py itself decides about subclasses, such as bool, and complains.
    """
    words: list[bytes] = []
    for arg in args:
        if isinstance(arg, str):
            words.append(arg.encode())
        elif isinstance(arg, bytes):
            words.append(arg)
        elif arg.__class__ is int or arg.__class__ is float:
            words.append(repr(arg).encode())
        else:
            return None
    return words


def requests_of(commands: Iterable[Sequence[object]]) -> list[list[bytes]] | None:
    """Each request's words if all are as :func:`words_of` likes them; else None."""
    found: list[list[bytes]] = []
    for args in commands:
        words = words_of(args)
        if words is None or b" " in words[0]:
            return None
        found.append(words)
    return found


def plain_reply(piece: bytes, encoder: Encoder | None) -> bytes | str | int | None:
    """The reply that a scalar's piece says; text if the encoder wants it so."""
    kind = piece[0]
    if kind == 36:  # $
        begin = piece.index(b"\n") + 1
        if begin == len(piece):
            return None
        data = piece[begin:-2]
    elif kind == 58:  # :
        return int(piece[1:-2])
    elif kind == 43:  # +
        data = piece[1:-2]
    else:
        return None
    if encoder is None or not encoder.decode_responses:
        return data
    return data.decode(encoder.encoding, encoder.encoding_errors)
