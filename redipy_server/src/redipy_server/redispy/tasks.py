"""redis-py's asyncio connection, with a session in this process at its other end."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from redipy_server.local import (
    SCALARS,
    LocalSession,
    plain_reply,
    requests_of,
    words_of,
)
from redipy_server.redispy.bases import InProcess, TaskConnection

if TYPE_CHECKING:
    from redipy_server.state import ServerState

_TURNS: Final = 8
"""Replies after which other tasks have their turn, whatever their clients do."""


class Replies:
    """What stands for a stream's reader: replies and messages, piece by piece."""

    def __init__(self) -> None:
        self._pieces: deque[bytes] = deque()
        self._ended = False
        self._arrived: asyncio.Future[None] | None = None

    def put(self, piece: bytes) -> None:
        """Take what the session says; nothing means that it hung up."""
        if piece:
            self._pieces.append(piece)
        else:
            self._ended = True
        if self._arrived is not None and not self._arrived.done():
            self._arrived.set_result(None)

    def has_some(self) -> bool:
        """Whether there is something to read, be it the end."""
        return bool(self._pieces) or self._ended

    def at_eof(self) -> bool:
        """Whether all was read, and no more will come."""
        return self._ended and not self._pieces

    def scalar(self) -> bytes | None:
        """The next piece if it is there and a scalar reply, else None."""
        pieces = self._pieces
        return pieces.popleft() if pieces and pieces[0][:1] in SCALARS else None

    async def read(self, size: int = -1) -> bytes:
        """At most ``size`` bytes of one piece; none if the other end hung up."""
        while not self._pieces:
            if self._ended:
                return b""
            self._arrived = asyncio.get_running_loop().create_future()
            await self._arrived
        piece = self._pieces.popleft()
        if 0 <= size < len(piece):
            self._pieces.appendleft(piece[size:])
            return piece[:size]
        return piece

    async def readexactly(self, size: int) -> bytes:
        """So many bytes; IncompleteReadError if the other end hung up before."""
        found = b""
        while len(found) < size:
            more = await self.read(size - len(found))
            if not more:
                raise asyncio.IncompleteReadError(found, size)
            found += more
        return found

    async def readline(self) -> bytes:
        """A line with its end; what there is if the other end hung up before."""
        found = await self.read()
        begin, end, rest = found.partition(b"\n")
        if rest:
            self._pieces.appendleft(rest)
        return begin + end


class Requests:
    """What stands for a stream's writer: requests are carried out at once."""

    def __init__(self, state: ServerState, replies: Replies) -> None:
        self.session = LocalSession(
            state, replies.put, lambda: replies.put(b""), tasks=True
        )
        self.ask = self.session.ask
        self._closing = False

    def writelines(self, chunks: Iterable[bytes] | Iterable[list[bytes]]) -> None:
        """Carry out the requests in some bytes, or those that are given as words."""
        for chunk in chunks:
            if isinstance(chunk, list):
                self.ask(chunk)
            else:
                self.session.take([chunk])

    def write(self, data: bytes) -> None:
        """Carry out the requests in some bytes."""
        self.session.take([data])

    async def drain(self) -> None:
        """Nothing waits to be sent."""

    def get_extra_info(self, name: str, default: object = None) -> object:
        """There is no socket of which something were known."""
        return default

    def is_closing(self) -> bool:
        """Whether :meth:`close` was called."""
        return self._closing

    def close(self) -> None:
        """End the session."""
        self._closing = True
        self.session.close()

    async def wait_closed(self) -> None:
        """It is closed at once."""


class AsyncLocalConnection(InProcess, TaskConnection):
    """A connection of the running event loop."""

    def __init__(self, *, redipy_state: ServerState, **options: object) -> None:
        self.redipy_state = redipy_state
        super().__init__(**options)
        self._turns = 0
        self._is_utf8 = self.encoder.encoding.lower() in ("utf-8", "utf8")

    @property
    def is_connected(self) -> bool:
        """Whether there is a session."""
        return self._writer is not None

    async def _connect(self) -> None:
        replies = Replies()
        self._reader, self._writer = replies, Requests(self.redipy_state, replies)

    async def can_read(self) -> bool:
        """Whether there is something to read."""
        return self._reader is not None and self._reader.has_some()

    async def can_read_destructive(self) -> bool:
        """Whether there is something to read."""
        return await self.can_read()

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

    async def send_command(self, *args: object, **options: object) -> None:
        """Carry out a command."""
        writer = self._writer
        if writer is not None and not self.health_check_interval and self._is_utf8:
            words = words_of(args)
            if words is not None and b" " not in words[0]:
                writer.ask(words)
                return
        await super().send_command(*args, **options)

    async def read_response(
        self, disable_decoding: bool = False, *args: object, **options: object
    ) -> object:
        """The reply to a command that was sent, or a message."""
        reader = self._reader
        if reader is not None and not self.health_check_interval:
            piece = reader.scalar()
            if piece is not None:
                self._turns += 1
                if not self._turns % _TURNS:
                    await asyncio.sleep(0)
                return plain_reply(piece, None if disable_decoding else self.encoder)
        return await super().read_response(disable_decoding, *args, **options)
