"""What the connections of one server share."""

from __future__ import annotations

import asyncio
import logging
import math
import os
import secrets
import time
from collections import Counter, deque
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from redipy_core.backend import Runtime
from redipy_core.command import Command
from redipy_server import __version__
from redipy_server.clients import describe
from redipy_server.encoding import Protocol
from redipy_server.handlers import Table
from redipy_server.index import CommandIndex, Entry
from redipy_server.lua.scripts import Scripts
from redipy_server.options import Options
from redipy_server.slowlog import Slowlog, without_secrets
from redipy_server.tracking import Tracking
from redipy_server.users import Users

if TYPE_CHECKING:
    from redipy_server.flow import Flow
    from redipy_server.session import Session

log = logging.getLogger("redipy.server")

VERSION = "7.0.15"
"""The Redis whose words and habits the server has."""


class Statistics:
    """What is counted, until CONFIG RESETSTAT."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Begin to count anew."""
        self.connections = 0
        self.commands = 0
        self.refused_connections = 0
        self.bytes_in = 0
        self.bytes_out = 0
        self.errors: Counter[str] = Counter()
        """Error replies by their code."""


@dataclass
class Pause:
    """A time in which commands wait; ``over`` is done when it ends."""

    end: float
    writes_only: bool
    over: asyncio.Future[None]
    timer: asyncio.TimerHandle


@dataclass
class Refusal:
    """Somebody was not allowed something. ``when`` is in seconds since the epoch."""

    reason: str
    context: str
    about: bytes
    username: bytes
    client: bytes
    when: float
    count: int = 1

    def is_like(self, reason: str, context: str, about: bytes, username: bytes) -> bool:
        """Whether it is the same once more."""
        mine = (self.reason, self.context, self.about, self.username)
        return mine == (reason, context, about, username)


def monitor_line(session: Session, words: Sequence[bytes]) -> bytes:
    """A command as MONITOR shows it."""
    shown = b" ".join(quoted(word) for word in words)
    when = b"%.6f" % time.time()
    place = b"%d %b" % (session.database, session.address.encode())
    return b"+%b [%b] %b\r\n" % (when, place, shown)


_ESCAPED = {7: b"\\a", 8: b"\\b", 9: b"\\t", 10: b"\\n", 13: b"\\r"}
_ESCAPED |= {34: b'\\"', 92: b"\\\\"}


def quoted(word: bytes) -> bytes:
    """A word in quotes, everything unprintable escaped."""
    parts = (
        _ESCAPED.get(byte) or (bytes([byte]) if 32 <= byte < 127 else b"\\x%02x" % byte)
        for byte in word
    )
    return b'"%b"' % b"".join(parts)


class ServerState:
    """The store behind a server, its commands, its clients, its options."""

    def __init__(self, runtime: Runtime, options: Options) -> None:
        self.runtime = runtime
        self.options = options
        own: list[Command] = list(runtime.plugins.server_commands.values())
        self.index = CommandIndex(runtime.table, own)
        self.users = Users(options.password, self.index)
        self.clients: dict[int, Session] = {}
        self.statistics = Statistics()
        self.started = time.time()
        self.run_id = secrets.token_hex(20)
        self.pid = os.getpid()
        self.port = options.port or 0
        self.version = __version__
        self.tracking = Tracking(self)
        self.slowlog = Slowlog(self)
        self.slow_after = 0.0
        """Seconds after which a command is told of."""
        self.monitors: dict[int, Session] = {}
        self.current: Flow | None = None
        """Whose command is carried out right now."""
        self.pause: Pause | None = None
        self.refusals: deque[Refusal] = deque()
        self.scripts = Scripts(self)
        self.stop: Callable[[], object] = lambda: None
        """Ends the server."""
        self._ids = count(1)
        self._tables: dict[tuple[int, Protocol], Table] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        if options.keyspace_events:
            told = runtime.tell_events(options.keyspace_events)
            options.keyspace_events = told
        self.options_changed()

    def next_id(self) -> int:
        """The number of a new client."""
        return next(self._ids)

    def table(self, database: int, protocol: Protocol) -> Table:
        """The prepared handlers of a database, filled as commands are used."""
        return self._tables.setdefault((database, protocol), {})

    # -- what the options say ------------------------------------------------------

    def options_changed(self) -> None:
        """Do from now on as the options say."""
        options = self.options
        limits = [
            limit
            for limit, wanted in (
                (options.slowlog_slower_than / 1e6, options.slowlog_slower_than >= 0),
                (options.latency_threshold / 1e3, options.latency_threshold > 0),
            )
            if wanted
        ]
        # A command takes longer than nothing, and what is at the limit counts.
        self.slow_after = min(limits, default=math.inf) - 1e-6
        self.slowlog.shorten()
        while len(self.refusals) > options.acllog_max_len:
            self.refusals.pop()
        self.refresh_all()

    def took_long(self, entry: Entry, words: Sequence[bytes], seconds: float) -> None:
        """A command took longer than a limit."""
        self.slowlog.note(entry, words, seconds)

    def refresh_all(self) -> None:
        """Let every client's session look again at what it may do."""
        for session in list(self.clients.values()):
            session.refresh()

    def feed_monitors(
        self, session: Session, entry: Entry, words: Sequence[bytes]
    ) -> None:
        """Tell who monitors of a command that is carried out."""
        if not {"admin", "skip_monitor"} & entry.flags:
            line = monitor_line(session, without_secrets(entry, words))
            for monitor in list(self.monitors.values()):
                monitor.emit(line)

    def note_refusal(
        self, session: Session, reason: str, about: bytes, username: bytes
    ) -> None:
        """Note that somebody was refused something."""
        context = (
            "multi" if session.in_exec or session.queue is not None else "toplevel"
        )
        now = time.time()
        for known in self.refusals:
            if (
                known.is_like(reason, context, about, username)
                and now - known.when < 60
            ):
                known.count += 1
                known.when = now
                self.refusals.remove(known)
                self.refusals.appendleft(known)
                break
        else:
            client = describe(session)
            self.refusals.appendleft(
                Refusal(reason, context, about, username, client, now)
            )
        while len(self.refusals) > self.options.acllog_max_len:
            self.refusals.pop()

    # -- pauses -----------------------------------------------------------------------

    def begin_pause(self, seconds: float, *, writes_only: bool) -> None:
        """Let commands wait, all or those that write (CLIENT PAUSE)."""
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        if self.pause is not None:
            end = max(end, self.pause.end)
            writes_only = writes_only and self.pause.writes_only
            self.pause.timer.cancel()
            over = self.pause.over
        else:
            over = loop.create_future()
        timer = loop.call_at(end, self.end_pause)
        self.pause = Pause(end, writes_only, over, timer)
        self.refresh_all()

    def end_pause(self) -> None:
        """Let commands wait no more."""
        if self.pause is not None:
            self.pause.timer.cancel()
            if not self.pause.over.done():
                self.pause.over.set_result(None)
            self.pause = None
            self.refresh_all()

    def reset_statistics(self) -> None:
        """Begin to count anew."""
        self.statistics.reset()
        for entry in self.index:
            entry.calls = entry.rejected = entry.failed = 0
            entry.seconds = 0.0

    def spawn(self, work: Coroutine[object, object, None]) -> asyncio.Task[None]:
        """Let something go on in the running event loop."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("a task failed: %s", type(error).__name__, exc_info=error)

    async def finish(self, own: asyncio.Task[object] | None) -> None:
        """Wait until what was left to go on is over; ``own`` is the task that waits."""
        while others := {task for task in self._tasks if task is not own}:
            await asyncio.wait(others)
