"""redis-py's connection, with a session in this process at its other end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from redis.exceptions import ConnectionError as RedisConnectionError

from redipy_server.local import Line, plain_reply, requests_of, words_of
from redipy_server.redispy.bases import InProcess, ThreadConnection

if TYPE_CHECKING:
    from redipy_server.state import ServerState


class LocalConnection(InProcess, ThreadConnection):
    """A connection of a thread.

    redis-py does the handshake, packs requests and reads replies as on a socket;
    only what it sends in the plainest form takes a shorter way.
    """

    def __init__(self, *, redipy_state: ServerState, **options: object) -> None:
        self.redipy_state = redipy_state
        super().__init__(**options)
        self._is_utf8 = self.encoder.encoding.lower() in ("utf-8", "utf8")

    def _connect(self) -> Line:
        return Line(self.redipy_state, self.socket_timeout)

    def connect(self) -> None:
        """Connect if that is not so already."""
        if self._sock is None:
            super().connect()

    def can_read(self, timeout: float = 0) -> bool:
        """Whether there is something to read, after ``timeout`` seconds at most."""
        self.connect()
        assert self._sock is not None
        try:
            return self._sock.wait(timeout)
        except OSError as error:
            self.disconnect()
            raise RedisConnectionError(str(error)) from None

    def pack_commands(
        self, commands: Iterable[Sequence[object]]
    ) -> list[bytes] | list[list[bytes]]:
        """The chunks to send for several commands: of plain ones just their words."""
        if self._is_utf8:
            commands = list(commands)
            requests = requests_of(commands)
            if requests is not None:
                return requests
        return super().pack_commands(commands)

    def send_command(self, *args: object, **options: object) -> None:
        """Carry out a command."""
        line = self._sock
        if line is not None and not self.health_check_interval and self._is_utf8:
            words = words_of(args)
            if words is not None and b" " not in words[0]:
                line.ask(words)
                return
        super().send_command(*args, **options)

    def read_response(
        self, disable_decoding: bool = False, **options: object
    ) -> object:
        """The reply to a command that was sent, or a message."""
        line = self._sock
        if line is not None and not self.health_check_interval:
            piece = line.scalar()
            if piece is not None:
                return plain_reply(piece, None if disable_decoding else self.encoder)
        return super().read_response(disable_decoding, **options)
