"""A client's bytes in and out, and the waiting in between. No I/O here."""

from __future__ import annotations

import asyncio
import time
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from inspect import isawaitable
from typing import Final, Literal

from redipy_core.errors import CommandError, ResponseError
from redipy_server.encoding import error_reply
from redipy_server.handlers import Encoded, Pushed, Table, failure, log
from redipy_server.index import Entry
from redipy_server.protocol import (
    ProtocolError,
    Request,
    RequestReader,
)
from redipy_server.state import ServerState

ReplyMode = Literal["on", "off", "skip", "skip next"]
Finish = Callable[[object], bytes]

_AT_A_TIME: Final = 64
"""Requests whose replies are sent together; whoever does not read them waits then."""

NOTHING: Final[Table] = {}
"""The prepared handlers of a client whose commands need a closer look."""


class Flow(ABC):
    """What a client sends, taken apart; what it is answered, in order.

    ``write`` takes what is to be sent, ``hang_up`` ends the connection when that
    was sent.
    """

    def __init__(
        self,
        state: ServerState,
        write: Callable[[bytes], object],
        hang_up: Callable[[], object],
    ) -> None:
        self.state = state
        self.id = state.next_id()
        self.started = self.last_used = time.time()
        self.last_words: Request = []
        self.address = ""
        self.name = b""
        self.reply_mode: ReplyMode = "on"
        self.blocked = False
        self._write = write
        self._hang_up = hang_up
        self._statistics = state.statistics
        self._reader = RequestReader(bulk_max=state.options.bulk_max)
        self._plain = NOTHING
        self._todo: list[Request] = []
        self._out: list[bytes] = []
        self._afterwards: list[bytes] = []
        self._busy = False
        self._at_rest = False
        self._closing = False
        self._unsaid = False
        """The last reply was not wanted. It would have ended the connection, as on a
        server; so the client must hang up."""
        self._closed = False
        self._paused = False
        self._task: asyncio.Task[None] | None = None
        self._cut_short: bytes | Exception | None = None

    @abstractmethod
    def dispatch(self, words: Request) -> bytes:
        """Carry out one request with all that there is to look at; its reply."""

    @property
    def waiting_bytes(self) -> int:
        """How many bytes came that are no whole request yet, or must wait."""
        return len(self._reader)

    def receive(self, data: bytes) -> None:
        """Take bytes that the client sent; carry out the requests in them."""
        if self._closing:
            return
        statistics = self._statistics
        statistics.bytes_in += len(data)
        if self._at_rest:
            requests, data = self._reader.plain(data)
            if len(requests) == 1 and not data:
                # A request alone, as most are, is answered without more ado.
                words = requests[0]
                handle = self._plain.get(words[0])
                if handle is not None:
                    self.state.current = self
                    reply = handle(words)
                    self.state.current = None
                    self.last_words = words
                    self.last_used = time.time()
                    statistics.commands += 1
                    statistics.bytes_out += len(reply)
                    self._write(reply)
                    return
            self._todo = requests
        if data:
            self._reader.feed(data)
        if self._task is None:
            self._go_on()
        reader = self._reader
        if reader and len(reader) > self.state.options.query_buffer_limit:
            log.warning("client %d sent too much: connection closed", self.id)
            self.end()

    def _go_on(self) -> None:
        """Carry out what waits, up to a command that must wait; write the replies."""
        if self._busy or self._closed:
            return
        out = self._out
        self._busy, self._at_rest = True, False
        self.state.current = self
        try:
            while self._task is None and not self._closing and not self._paused:
                if self.state.scripts.turns.holds(self):
                    break
                requests = self._todo or self._reader.take()
                if not requests:
                    break
                if len(requests) <= _AT_A_TIME:
                    self._todo = []
                    self._carry_out(requests, out)
                else:
                    self._todo = requests[_AT_A_TIME:]
                    self._carry_out(requests[:_AT_A_TIME], out)
                    if not self._closing:
                        self._flush()
        except ProtocolError as error:
            if self.reply_mode == "on":
                out.append(error_reply(CommandError(f"Protocol error: {error}")))
            else:
                self._unsaid = True
            self._closing = True
        finally:
            self._busy = False
            self.state.current = None
        self._flush()
        reader = self._reader
        self._at_rest = not (
            self._task or self._closing or self._paused or self._todo or reader
        )
        self._at_rest = self._at_rest and not reader.limited

    def go_on(self) -> None:
        """Carry out what waited for others."""
        if self._task is None:
            self._go_on()

    def _carry_out(self, requests: list[Request], out: list[bytes]) -> None:
        for at, words in enumerate(requests):
            handle = self._plain.get(words[0])
            if handle is not None:
                out.append(handle(words))
                continue
            reply = self.dispatch(words)
            if reply:
                out.append(reply)
            if self._task is not None or self._closing:
                self._todo = requests[at + 1 :] + self._todo
                requests = requests[: at + 1]
                break
        self.last_words = requests[-1]
        self.last_used = time.time()
        self._statistics.commands += len(requests)

    def _flush(self) -> None:
        if self._out:
            self._unsaid = False
            data = self._out[0] if len(self._out) == 1 else b"".join(self._out)
            self._out.clear()
            self._statistics.bytes_out += len(data)
            self._write(data)
        if self._closing and self._task is None and not self._unsaid:
            self.end()

    def emit(self, data: bytes) -> None:
        """Send something, behind what was answered so far."""
        if self._closed:
            return
        self._out.append(data)
        if not self._busy:
            self._flush()

    def tell(self, data: bytes) -> None:
        """Send a message; behind the reply if this client's own command caused it."""
        if self.state.current is self:
            self._afterwards.append(data)
        else:
            self.emit(data)

    def pause(self, paused: bool) -> None:
        """Let further requests wait while the client does not read its replies."""
        self._paused = paused
        self._at_rest = False
        if not paused and self._task is None:
            self._go_on()

    def request(self, words: Request) -> bytes:
        """Carry out one request; its reply.

        In a session with tasks the reply of a command that must wait is not
        among it: it is written when it is there.
        """
        handle = self._plain.get(words[0])
        return self.dispatch(words) if handle is None else handle(words)

    def end(self) -> None:
        """End the connection when what was answered is sent."""
        self._closing = True
        self._at_rest = False
        self._hang_up()

    def kill(self, by: Flow | None = None) -> None:
        """End the connection; its own reply still goes out."""
        if by is self:
            self._closing = True
        else:
            self.end()

    def leave(self) -> Encoded:
        """End the connection without a reply."""
        self._closing = True
        return Encoded(b"")

    def cut(self) -> None:
        """The connection is gone: whatever was waited for is not any more."""
        self._closed = self._closing = True
        self._at_rest = False
        if self._task is not None:
            self.state.scripts.turns.after(self._cancel)

    def _cancel(self) -> None:
        if self._task is not None:
            # A task that is cancelled before its first step would not end its wait.
            asyncio.get_running_loop().call_soon(self._task.cancel)

    # -- waiting ----------------------------------------------------------------------

    def wait_for(
        self,
        awaitable: Awaitable[object],
        finish: Finish,
        entry: Entry | None = None,
        *,
        wanted: bool = True,
    ) -> None:
        """Answer when something is there; the client's next requests wait for it.

        If the reply is not ``wanted``, a message is sent all the same.
        """
        self.blocked = entry is not None and "blocking" in entry.flags
        waited = self._waited(awaitable, finish, entry, wanted=wanted)
        self._task = self.state.spawn(waited)

    async def _waited(
        self,
        awaitable: Awaitable[object],
        finish: Finish,
        entry: Entry | None,
        *,
        wanted: bool,
    ) -> None:
        try:
            reply = finish(await awaitable)
        except asyncio.CancelledError:
            if self._closed or self._cut_short is None:
                return
            reply = self._end_of_wait(finish)
        except Exception as error:
            reply = failure(error, entry, self._statistics.errors)
        self._task = None
        self.blocked = False
        if self._closed:
            return
        if reply and (wanted or isinstance(reply, Pushed)):
            self._out.append(reply)
        self._go_on()

    def _end_of_wait(self, finish: Finish) -> bytes:
        how, self._cut_short = self._cut_short, None
        return error_reply(how) if isinstance(how, ResponseError) else finish(None)

    def unblock(self, error: ResponseError | None) -> bool:
        """End a blocking command as if its time were over, or by an error.

        Whether the client was waiting for one.
        """
        if self._task is None or not self.blocked or self._cut_short is not None:
            return False
        self._cut_short = error or b""
        asyncio.get_running_loop().call_soon(self._task.cancel)
        return True

    def forget(self, done: object) -> None:
        """Let something go on whose end nobody waits for."""
        if isawaitable(done):
            self.state.spawn(_wait_for(done))


async def _wait_for(awaitable: Awaitable[object]) -> None:
    await awaitable
