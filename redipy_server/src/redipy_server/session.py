"""A session: what one client says, and what it is answered. No I/O here.

Bytes go in by :meth:`Session.receive`, words by :meth:`Session.request`; what is
to be sent goes out by the function that the session was made with. Only what
must wait (a blocking command, a pause, a store that is far away) becomes a task;
meanwhile the client's further requests stay where they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from inspect import isawaitable
from time import perf_counter as clock
from typing import Final

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
from redipy_server.flow import NOTHING, Flow, ReplyMode
from redipy_server.handlers import (
    Encoded,
    Handler,
    Pushed,
    Queued,
    Table,
    failure,
    prepared,
    reply_encoder,
)
from redipy_server.index import Entry
from redipy_server.keys import keys_of
from redipy_server.protocol import NOTHING_SAID, Request
from redipy_server.state import Pause, ServerState
from redipy_server.tracking import Modes
from redipy_server.users import Denial, User

_AT_ONCE: Final = frozenset({"EXEC", "DISCARD", "MULTI", "WATCH", "QUIT", "RESET"})
"""Commands that a transaction does not queue."""

_WHILE_LISTENING: Final = frozenset(
    {"SUBSCRIBE", "UNSUBSCRIBE", "PSUBSCRIBE", "PUNSUBSCRIBE", "SSUBSCRIBE"}
    | {"SUNSUBSCRIBE", "PING", "QUIT", "RESET"}
)
"""Commands of a client that listens and speaks RESP2."""

SCRIPTS: Final = frozenset(
    {"EVAL", "EVALSHA", "EVAL_RO", "EVALSHA_RO", "FCALL", "FCALL_RO"}
)
"""Commands that may take as long as they like."""

_MESSAGE: Final[dict[Source, bytes]] = {
    "channel": b"message",
    "pattern": b"pmessage",
    "shard": b"smessage",
}


class Session(Flow):
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
        super().__init__(state, write, hang_up)
        self.address = address
        self.local = local
        self.descriptor = descriptor
        self.tasks = tasks
        self.library: dict[bytes, bytes] = {b"lib-name": b"", b"lib-ver": b""}
        self.protocol: Protocol = 2
        self.database = 0
        self.no_evict = False
        self.user: User | None = None
        self.listening: dict[Source, dict[bytes, None]] = {
            "channel": {},
            "pattern": {},
            "shard": {},
        }
        self.tracking: Modes | None = None
        self.queue: list[tuple[Entry, Request]] | None = None
        self.spoilt = False
        self.in_exec = False
        self._callers: dict[str, Caller] = {}
        self._queueing: Table = {}
        self.raw = state.runtime.raw_session(self._hear, tasks=tasks)
        self.log_out()
        state.clients[self.id] = self

    # -- what the client may do --------------------------------------------------

    @property
    def errors(self) -> Counter[str]:
        """The error replies of this server by their code."""
        return self._statistics.errors

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
        self._reader.bulk_max = self.state.options.bulk_max
        self._at_rest = False
        special = (
            self.user is None
            or self.reply_mode != "on"
            or self.tracking is not None
            or self.state.monitors
            or self.state.pause is not None
            or not self.user.is_free
            or (self.protocol == 2 and self.subscriptions > 0)
            or self.state.scripts.turns.taken
        )
        if special:
            self._plain = NOTHING
        elif self.queue is not None:
            self._plain = self._queueing
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
        self.forget(self.unwatch())
        for source, names in self.listening.items():
            if names:
                self.forget(self.raw.ignore(source, list(names)))
                names.clear()
        self.name = b""
        self.no_evict = False
        if self.reply_mode == "off":
            self.reply_mode = "on"
        self.protocol = 2
        self._leave_tables()
        self.forget(self.select(0))
        self.log_out()

    def nil(self) -> Encoded:
        """The reply that there is no such thing, whatever the reply's shape."""
        return Encoded(b"_\r\n" if self.protocol == 3 else b"$-1\r\n")

    def _leave_tables(self) -> None:
        """Neither monitor nor track any more."""
        if self.state.monitors.pop(self.id, None) is not None:
            self.state.refresh_all()
        self.state.tracking.end(self)

    def close(self) -> None:
        """The connection is gone: give back what the session holds."""
        if self._closed:
            return
        self.cut()
        self.state.clients.pop(self.id, None)
        self._leave_tables()
        self.state.scripts.turns.after(self._give_back)

    def _give_back(self) -> None:
        self._queueing.clear()  # its handlers hold this session
        self.forget(self.raw.close())

    @property
    def may_be_idle(self) -> bool:
        """Whether silence may end the connection: it neither waits nor listens."""
        monitors = self.id in self.state.monitors
        return not (self.blocked or self.subscriptions or monitors)

    # -- one command ----------------------------------------------------------------

    def dispatch(self, words: Request) -> bytes:
        """Carry out one request with all that there is to look at; its reply."""
        self.last_words = words
        mode = self.reply_mode
        reply = self._examined(words)
        if self.reply_mode != "on":
            reply = self._muted(reply, mode)
        if self._afterwards:
            reply += b"".join(self._afterwards)
            self._afterwards.clear()
        return reply

    def _muted(self, reply: bytes, mode: ReplyMode) -> bytes:
        """What is sent of a reply; ``mode`` is that in which the command came."""
        if self.reply_mode == "skip next":
            self.reply_mode = "skip"
        elif self.reply_mode == "skip":
            self.reply_mode = "on"
            self.refresh()
        if mode == "on" or isinstance(reply, Pushed):
            return reply
        self._unsaid = self._closing
        return b""

    def _examined(self, words: Request) -> bytes:
        state = self.state
        if words is NOTHING_SAID:
            return b""
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
        if self.user is not None and not self.user.is_free:
            denial = self.user.denies(entry, words)
            if denial is not None:
                return self.refuse(self._not_allowed(denial), entry)
        if state.pause is not None and self._must_wait(entry, state.pause):
            mode = self.reply_mode
            self.wait_for(state.pause.over, lambda _: self._again(words, mode))
            return b""
        if self.id in state.monitors and not entry.own:
            text = "Replica can't interact with the keyspace"
            return self.refuse(CommandError(text), entry)
        if state.scripts.busy and not self._may_disturb(entry):
            return self.refuse(state.scripts.refusal(), entry)
        if self.queue is not None and entry.name not in _AT_ONCE:
            return self._queue(entry, words)
        reply = self._run(entry, words)
        modes = self.tracking
        if modes is not None and self.queue is None and entry.container != "CLIENT":
            modes.caching = None
        return reply

    def _again(self, words: Request, mode: ReplyMode) -> bytes:
        """Carry out what had to wait, in the mode in which it came."""
        self.reply_mode = mode
        self.refresh()
        return self.dispatch(words)

    def _not_allowed(self, denial: Denial) -> ResponseError:
        assert self.user is not None
        self.state.note_refusal(self, denial.reason, denial.about, self.user.name)
        if denial.reason == "command":
            name = denial.about.decode("latin-1")
            text = f"this user has no permissions to run the '{name}' command"
        else:
            text = (
                "this user has no permissions to access one of the"
                f" {denial.reason}s used as arguments"
            )
        return AuthenticationError(text, "NOPERM")

    def _must_wait(self, entry: Entry, pause: Pause) -> bool:
        """Whether a pause holds a command up."""
        if not pause.writes_only:
            return entry.name != "CLIENT UNPAUSE"
        queued = self.queue or () if entry.name == "EXEC" else ()
        entries = [entry, *(queued_entry for queued_entry, _ in queued)]
        return any({"write", "may_replicate"} & each.flags for each in entries)

    def _may_disturb(self, entry: Entry) -> bool:
        """Whether a command can be carried out while a script has the store."""
        if "allow_busy" not in entry.flags or entry.name == "WATCH":
            return False
        return entry.name != "RESET" or not self.subscriptions

    def unwatch(self) -> object:
        """Watch nothing any more, as soon as no script has the store."""
        return self.state.scripts.turns.after(self.raw.unwatch)

    def _undeclared(self, words: Request) -> bytes:
        if self.queue is None and not self.state.index.is_container(words[0]):
            if self.user is None or not self.user.is_free:
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
        self.errors[error.code] += 1
        if self.queue is not None:
            self.spoilt = True
        if entry is not None:
            entry.rejected += 1
            if entry.name == "EXEC":
                self.end_transaction()
                self.forget(self.unwatch())
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
        if self._plain is self._queueing and words[0] in entry.spellings:
            self._queueing[words[0]] = self._queuer(entry)
        return QUEUED

    def _queuer(self, entry: Entry) -> Handler:
        """The handler of a command while commands are queued."""

        def handle(words: Sequence[bytes]) -> bytes:
            request = list(words)
            if self.queue is None or not entry.fits(len(request)):
                return self.dispatch(request)
            self.queue.append((entry, request))
            return QUEUED

        return handle

    def _run(self, entry: Entry, words: Request) -> bytes:
        state = self.state
        if state.monitors and entry.name != "EXEC":
            state.feed_monitors(self, entry, words)
        begun = clock()
        try:
            reply, encode = self.call(entry, words)
            written = self._answer(reply, encode, entry)
        except Exception as error:
            written = failure(error, entry, self.errors)
        self._count(entry, words, clock() - begun)
        if state.monitors and entry.name == "EXEC":
            state.feed_monitors(self, entry, words)
        return written

    def _count(self, entry: Entry, words: Request, spent: float) -> None:
        entry.calls += 1
        entry.seconds += spent
        if spent > self.state.slow_after:
            self.state.took_long(entry, words, spent)

    def ask(self, words: Request) -> object:
        """The wire reply to a command on this client's behalf, or an awaitable."""
        entry = self.state.index.find(words)
        assert entry is not None
        return self.call(entry, words)[0]

    def call(self, entry: Entry, words: Request) -> tuple[object, Encode]:
        """A command's wire reply, or an awaitable of it, and what writes it."""
        slots = entry.parse(words)
        kind = entry.kind(slots)
        if entry.own and (self.raw.immediate or not entry.in_lua):
            reply = entry.command.function(self, *slots)
        else:
            reply = self._caller(entry, words[0])(words, slots, kind)
            modes = self.tracking
            if modes is not None and modes.remembers and "readonly" in entry.flags:
                self.state.tracking.remember(self, keys_of(entry, words))
        return reply, reply_encoder(kind, self.protocol)

    def _caller(self, entry: Entry, word: bytes) -> Caller:
        caller = self._callers.get(entry.name)
        if caller is None:
            caller = self._callers[entry.name] = self.raw.caller(entry.command)
        if (
            self._plain is not NOTHING
            and self.queue is None
            and self.raw.immediate
            and "blocking" not in entry.flags
            and word in entry.spellings
            and word not in self._plain
        ):
            self._plain[word] = prepared(entry, caller, self.protocol, self.state)
        return caller

    def _answer(
        self, reply: object, encode: Encode, entry: Entry | None = None
    ) -> bytes:
        if isinstance(reply, Encoded):
            return reply
        if isawaitable(reply):
            self.wait_for(
                reply,
                lambda found: _written(found, encode),
                entry,
                wanted=self.reply_mode == "on",
            )
            return b""
        return encode(reply)

    # -- transactions -------------------------------------------------------------------

    def begin_transaction(self) -> None:
        """Queue what follows (MULTI)."""
        self.queue = []
        self.refresh()

    def end_transaction(self) -> list[tuple[Entry, Request]]:
        """What was queued; nothing is queued any more."""
        queue = self.queue or []
        self.queue, self.spoilt = None, False
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
            parts = [
                r if isinstance(r, bytes) else r.written(self.errors) for r in replies
            ]
            return Encoded(b"*%d\r\n%b" % (len(parts), b"".join(parts)))

        scripts = any(entry.name in SCRIPTS for entry, _ in queue)
        done = (
            self.state.scripts.turns.take(self, lambda: self.raw.transact(run))
            if scripts and self.raw.immediate
            else self.raw.transact(run)
        )
        return _finished(done, finish) if isawaitable(done) else finish(done)

    def _run_queued(self, entry: Entry, words: Request) -> bytes | Queued:
        handle = self._plain.get(words[0])
        if handle is not None:
            return handle(words)
        if self.state.monitors:
            self.state.feed_monitors(self, entry, words)
        if self.user is not None and not self.user.is_free:
            denial = self.user.denies(entry, words)
            if denial is not None:
                return failure(self._not_allowed(denial), entry, self.errors)
        begun = clock()
        try:
            reply, encode = self.call(entry, words)
        except Exception as error:
            return failure(error, entry, self.errors)
        finally:
            self._count(entry, words, clock() - begun)
        if isinstance(reply, Later):
            return Queued(reply, encode, entry)
        if self.reply_mode == "off":
            return b""
        return reply if isinstance(reply, Encoded) else encode(reply)

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
