"""A session: what one client says, and what it is answered. No I/O here.

Bytes go in by :meth:`Session.receive`, words by :meth:`Session.request`; what is
to be sent goes out by the function that the session was made with. Only what
must wait (a blocking command, a pause, a store that is far away) becomes a task;
meanwhile the client's further requests stay where they are.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from inspect import isawaitable
from typing import Final, Literal

from redipy_core.errors import (
    AuthenticationError,
    CommandError,
    ResponseError,
    TransactionError,
    wrong_arity,
)
from redipy_core.pubsub import Delivery, Source
from redipy_core.serving import Caller, Later
from redipy_core.shapes import PLAIN
from redipy_server.encoding import (
    OK,
    QUEUED,
    Encode,
    Protocol,
    encoder,
    error_reply,
    push,
)
from redipy_server.handlers import Encoded, Table, failure, log, prepared
from redipy_server.index import Entry
from redipy_server.protocol import ProtocolError, Request, RequestReader
from redipy_server.state import ServerState
from redipy_server.users import User

ReplyMode = Literal["on", "off", "skip", "skip next"]

_AT_ONCE: Final = frozenset({"EXEC", "DISCARD", "MULTI", "WATCH", "QUIT", "RESET"})
"""Commands that a transaction does not queue."""

_WHILE_LISTENING: Final = frozenset(
    {"SUBSCRIBE", "UNSUBSCRIBE", "PSUBSCRIBE", "PUNSUBSCRIBE", "SSUBSCRIBE"}
    | {"SUNSUBSCRIBE", "PING", "QUIT", "RESET"}
)
"""Commands of a client that listens and speaks RESP2."""

_NOTHING: Final[Table] = {}
_MESSAGE: Final[dict[Source, bytes]] = {
    "channel": b"message",
    "pattern": b"pmessage",
    "shard": b"smessage",
}

Finish = Callable[[object], bytes]


class Queued:
    """A reply in a transaction that is written when the store has carried it out."""

    __slots__ = ("encode", "entry", "later")

    def __init__(self, later: Later, encode: Encode, entry: Entry) -> None:
        self.later = later
        self.encode = encode
        self.entry = entry

    def written(self) -> bytes:
        """The reply, once it is there."""
        reply = self.later.reply
        if isinstance(reply, Exception):
            return failure(reply, self.entry)
        return self.encode(reply)


class Session:
    """One client of a server.

    ``write`` takes what is to be sent, ``hang_up`` ends the connection when that
    was sent. ``address`` and ``local`` are both ends, as CLIENT LIST shows them.
    Without ``tasks`` there is no event loop: a command that must wait holds up
    the calling thread, and :meth:`request` gives its reply.
    """

    def __init__(
        self,
        state: ServerState,
        write: Callable[[bytes], object],
        hang_up: Callable[[], object],
        *,
        address: str = "",
        local: str = "",
        descriptor: int = -1,
        tasks: bool = True,
    ) -> None:
        self.state = state
        self.id = state.next_id()
        self.address = address
        self.local = local
        self.descriptor = descriptor
        self.started = self.last_used = time.time()
        self.last_words: Request = []
        self.name = b""
        self.library: dict[bytes, bytes] = {b"lib-name": b"", b"lib-ver": b""}
        self.protocol: Protocol = 2
        self.database = 0
        self.no_evict = False
        self.reply_mode: ReplyMode = "on"
        self.user: User | None = None
        self.listening: dict[Source, dict[bytes, None]] = {
            "channel": {},
            "pattern": {},
            "shard": {},
        }
        self.queue: list[tuple[Entry, Request]] | None = None
        self.spoilt = False
        self.watching = False
        self.in_exec = False
        self.blocked = False
        self.killed = False
        self._write = write
        self._hang_up = hang_up
        self._out: list[bytes] = []
        self._busy = False
        self._closing = False
        self._closed = False
        self._paused = False
        self._todo: list[Request] = []
        self._reader = RequestReader(bulk_max=state.options.bulk_max)
        self._task: asyncio.Task[None] | None = None
        self._cut_short: bytes | Exception | None = None
        self._callers: dict[str, Caller] = {}
        self.raw = state.runtime.raw_session(self._hear, tasks=tasks)
        self._plain = _NOTHING
        self.log_out()
        state.clients[self.id] = self

    # -- what the client may do --------------------------------------------------

    def log_in(self, user: User) -> None:
        """Be this user from now on."""
        self.user = user
        self.refresh()

    def log_out(self) -> None:
        """Be the user that one is without a password; nobody if that needs one."""
        default = self.state.users.default
        self.user = default if default.nopass and default.enabled else None
        self.refresh()

    def refresh(self) -> None:
        """Find out again whether commands may take the shortest way."""
        self._reader.limited = self.user is None
        special = (
            self.user is None
            or self.queue is not None
            or self.reply_mode != "on"
            or (self.protocol == 2 and self.subscriptions > 0)
        )
        if special:
            self._plain = _NOTHING
        else:
            self._plain = self.state.table(self.database, self.protocol)

    @property
    def subscriptions(self) -> int:
        """How many channels, patterns and shard channels the client listens to."""
        return sum(map(len, self.listening.values()))

    def speak(self, protocol: Protocol) -> None:
        """Use another version of the protocol from now on."""
        self.protocol = protocol
        self.refresh()

    def select(self, index: int) -> object:
        """Go to another database."""
        if not 0 <= index < self.state.options.databases:
            raise CommandError("DB index is out of range")
        moved = self.raw.select(index)
        self.database = index
        self._callers = {}
        self.refresh()
        return moved

    def reset(self) -> None:
        """Be as a new connection (RESET)."""
        self.end_transaction()
        self.forget(self.raw.unwatch())
        for source, names in self.listening.items():
            if names:
                self.forget(self.raw.ignore(source, list(names)))
                names.clear()
        self.name = b""
        self.no_evict = False
        self.reply_mode = "on"
        self.protocol = 2
        self.forget(self.select(0))
        self.log_out()

    @property
    def flags(self) -> str:
        """The letters by which CLIENT LIST shows a connection's state."""
        letters = {
            "P": self.subscriptions > 0,
            "x": self.queue is not None,
            "b": self.blocked,
            "d": self.spoilt,
            "e": self.no_evict,
        }
        return "".join(letter for letter, holds in letters.items() if holds) or "N"

    def is_of(self, kind: bytes) -> bool:
        """Whether the connection is of this type: normal, pubsub, replica, master."""
        own = b"pubsub" if self.subscriptions else b"normal"
        return kind == own

    @property
    def waiting_bytes(self) -> int:
        """How many bytes came that are no whole request yet, or must wait."""
        return len(self._reader)

    # -- in and out -----------------------------------------------------------------

    def receive(self, data: bytes) -> None:
        """Take bytes that the client sent; carry out the requests in them."""
        self.state.statistics.bytes_in += len(data)
        self._reader.feed(data)
        if self._task is None:
            self._go_on()
        if len(self._reader) > self.state.options.query_buffer_limit:
            log.warning("client %d sent too much: connection closed", self.id)
            self.end()

    def _go_on(self) -> None:
        """Carry out what waits, up to a command that must wait; write the replies."""
        if self._busy or self._closed:
            return
        out = self._out
        self._busy = True
        try:
            while self._task is None and not self._closing and not self._paused:
                requests = self._todo or self._reader.take()
                if not requests:
                    break
                self._todo = []
                self._carry_out(requests, out)
        except ProtocolError as error:
            out.append(error_reply(CommandError(f"Protocol error: {error}")))
            self._closing = True
        finally:
            self._busy = False
        self._flush()

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
                self._todo = requests[at + 1 :]
                requests = requests[: at + 1]
                break
        self.last_words = requests[-1]
        self.last_used = time.time()
        self.state.statistics.commands += len(requests)

    def _flush(self) -> None:
        if self._out:
            data = self._out[0] if len(self._out) == 1 else b"".join(self._out)
            self._out.clear()
            self.state.statistics.bytes_out += len(data)
            self._write(data)
        if self._closing and self._task is None:
            self.end()

    def emit(self, data: bytes) -> None:
        """Send something, behind what was answered so far."""
        if self._closed:
            return
        self._out.append(data)
        if not self._busy:
            self._flush()

    def pause(self, paused: bool) -> None:
        """Let further requests wait while the client does not read its replies."""
        self._paused = paused
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
        self._hang_up()

    def close(self) -> None:
        """The connection is gone: give back what the session holds."""
        if self._closed:
            return
        self._closed = self._closing = True
        self.state.clients.pop(self.id, None)
        if self._task is not None:
            # A task that is cancelled before its first step would not end its wait.
            asyncio.get_running_loop().call_soon(self._task.cancel)
        self.forget(self.raw.close())

    # -- one command ----------------------------------------------------------------

    def dispatch(self, words: Request) -> bytes:
        """Carry out one request with all that there is to look at; its reply."""
        self.last_words = words
        reply = self._examined(words)
        if self.reply_mode == "on":
            return reply
        if self.reply_mode == "skip next":
            self.reply_mode = "skip"
        elif self.reply_mode == "skip":
            self.reply_mode = "on"
            self.refresh()
        return b""

    def _examined(self, words: Request) -> bytes:
        state = self.state
        if words[0].upper() == b"QUIT":
            self._closing = True
            return OK
        entry = state.index.find(words)
        if entry is None:
            return self._undeclared(words)
        if not entry.fits(len(words)):
            return self.refuse(wrong_arity(entry.name), entry)
        if self.user is None and "no_auth" not in entry.flags:
            return self.refuse(
                AuthenticationError("Authentication required.", "NOAUTH"), entry
            )
        if (
            self.protocol == 2
            and entry.name not in _WHILE_LISTENING
            and self.subscriptions
        ):
            return self.refuse(
                CommandError(
                    f"Can't execute '{entry.full_name}': only (P|S)SUBSCRIBE /"
                    " (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context"
                ),
                entry,
            )
        if self.queue is not None and entry.name not in _AT_ONCE:
            return self._queue(entry, words)
        return self._run(entry, words)

    def _undeclared(self, words: Request) -> bytes:
        if self.queue is None and not self.state.index.is_container(words[0]):
            if self.user is None:
                return self.refuse(self.state.index.unknown(words))
            try:
                reply = self.raw.undeclared(words)
            except Exception as error:
                if isinstance(error, ResponseError):
                    return self.refuse(error)
                return self.refuse(CommandError(str(error)))
            return self._answer(reply, encoder(PLAIN, self.protocol))
        return self.refuse(self.state.index.unknown(words))

    def refuse(self, error: ResponseError, entry: Entry | None = None) -> bytes:
        """Answer by an error before anything is carried out; it spoils a transaction."""
        if self.queue is not None:
            self.spoilt = True
        if entry is not None:
            entry.rejected += 1
            if entry.name == "EXEC":
                self.end_transaction()
                self.forget(self.raw.unwatch())
                why = error.text if isinstance(error, CommandError) else error.line
                error = TransactionError(
                    f"Transaction discarded because of: {why}", "EXECABORT"
                )
        return error_reply(error)

    def _queue(self, entry: Entry, words: Request) -> bytes:
        if "no_multi" in entry.flags:
            return self.refuse(
                CommandError("Command not allowed inside a transaction"), entry
            )
        assert self.queue is not None
        self.queue.append((entry, words))
        return QUEUED

    def _run(self, entry: Entry, words: Request) -> bytes:
        entry.calls += 1
        try:
            reply, encode = self.call(entry, words)
            return self._answer(reply, encode, entry)
        except Exception as error:
            return failure(error, entry)

    def call(self, entry: Entry, words: Request) -> tuple[object, Encode]:
        """A command's wire reply, or an awaitable of it, and what writes it."""
        slots = entry.parse(words)
        kind = entry.kind(slots)
        if entry.own:
            reply = entry.command.function(self, *slots)
        else:
            reply = self._caller(entry, words[0])(words, slots, kind)
        return reply, encoder(kind.shape, self.protocol)

    def _caller(self, entry: Entry, word: bytes) -> Caller:
        caller = self._callers.get(entry.name)
        if caller is None:
            caller = self._callers[entry.name] = self.raw.caller(entry.command)
        name = entry.command.wire_words
        if (
            self._plain is not _NOTHING
            and self.raw.immediate
            and "blocking" not in entry.flags
            and len(name) == 1
            and word in (name[0], name[0].lower())
        ):
            self._plain[word] = prepared(entry, caller, self.protocol)
        return caller

    def _answer(
        self, reply: object, encode: Encode, entry: Entry | None = None
    ) -> bytes:
        if isinstance(reply, Encoded):
            return reply
        if isawaitable(reply):
            self.wait_for(reply, lambda found: _written(found, encode), entry)
            return b""
        return encode(reply)

    # -- waiting ----------------------------------------------------------------------

    def wait_for(
        self, awaitable: Awaitable[object], finish: Finish, entry: Entry | None = None
    ) -> None:
        """Answer when something is there; the client's next requests wait for it."""
        self.blocked = entry is not None and "blocking" in entry.flags
        self._task = self.state.spawn(self._waited(awaitable, finish, entry))

    async def _waited(
        self, awaitable: Awaitable[object], finish: Finish, entry: Entry | None
    ) -> None:
        try:
            reply = finish(await awaitable)
        except asyncio.CancelledError:
            if self._closed or self._cut_short is None:
                return
            reply = self._end_of_wait(finish)
        except Exception as error:
            reply = failure(error, entry)
        self._task = None
        self.blocked = False
        if self._closed:
            return
        if reply and self.reply_mode == "on":
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

    # -- transactions -------------------------------------------------------------------

    def begin_transaction(self) -> None:
        """Queue what follows (MULTI)."""
        self.queue = []
        self.refresh()

    def end_transaction(self) -> list[tuple[Entry, Request]]:
        """What was queued; nothing is queued any more."""
        queue = self.queue or []
        self.queue, self.spoilt = None, False
        self.watching = False
        self.refresh()
        return queue

    def transact(self, queue: Sequence[tuple[Entry, Request]]) -> object:
        """Carry out what was queued, alone: the replies, or an awaitable of them."""
        replies: list[bytes | Queued] = []

        def run() -> None:
            self.in_exec = True
            try:
                for entry, words in queue:
                    replies.append(self._run_queued(entry, words))
            finally:
                self.in_exec = False

        def finish(done: object) -> Encoded | None:
            if not done:
                return None
            parts = [r if isinstance(r, bytes) else r.written() for r in replies]
            return Encoded(b"*%d\r\n%b" % (len(parts), b"".join(parts)))

        done = self.raw.transact(run)
        return _finished(done, finish) if isawaitable(done) else finish(done)

    def _run_queued(self, entry: Entry, words: Request) -> bytes | Queued:
        entry.calls += 1
        try:
            reply, encode = self.call(entry, words)
        except Exception as error:
            return failure(error, entry)
        if isinstance(reply, Later):
            return Queued(reply, encode, entry)
        return reply if isinstance(reply, Encoded) else encode(reply)

    def forget(self, done: object) -> None:
        """Let something go on whose end nobody waits for."""
        if isawaitable(done):
            self.state.spawn(_wait_for(done))

    # -- messages ---------------------------------------------------------------------

    def push(self, *parts: object) -> None:
        """Send a message that nobody asked for."""
        self.emit(push(self.protocol, parts))

    def _hear(self, delivery: Delivery) -> None:
        kind = _MESSAGE[delivery.source]
        if delivery.pattern is None:
            self.push(kind, delivery.channel, delivery.data)
        else:
            self.push(kind, delivery.pattern, delivery.channel, delivery.data)


def _written(reply: object, encode: Encode) -> bytes:
    return reply if isinstance(reply, Encoded) else encode(reply)


async def _finished(
    awaitable: Awaitable[object], finish: Callable[[object], object]
) -> object:
    return finish(await awaitable)


async def _wait_for(awaitable: Awaitable[object]) -> None:
    await awaitable


def end_all(sessions: Iterable[Session]) -> None:
    """End several connections."""
    for session in list(sessions):
        session.end()
