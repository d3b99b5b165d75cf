"""What the connections of one server share."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import time
from collections.abc import Callable, Coroutine
from itertools import count
from typing import TYPE_CHECKING

from redipy_core.backend import Runtime
from redipy_core.command import Command
from redipy_server import __version__
from redipy_server.encoding import Protocol
from redipy_server.handlers import Table
from redipy_server.index import CommandIndex
from redipy_server.options import Options
from redipy_server.users import Users

if TYPE_CHECKING:
    from redipy_server.session import Session

log = logging.getLogger("redipy.server")

VERSION = "7.0.15"
"""The Redis whose words and habits the server has."""


class Statistics:
    """What is counted, until CONFIG RESETSTAT."""

    def __init__(self) -> None:
        self.connections = 0
        self.commands = 0
        self.refused_connections = 0
        self.bytes_in = 0
        self.bytes_out = 0


class ServerState:
    """The store behind a server, its commands, its clients, its options."""

    def __init__(self, runtime: Runtime, options: Options) -> None:
        self.runtime = runtime
        self.options = options
        own: list[Command] = list(runtime.plugins.server_commands.values())
        self.index = CommandIndex(runtime.table, own)
        self.users = Users(options.password)
        self.clients: dict[int, Session] = {}
        self.statistics = Statistics()
        self.started = time.time()
        self.run_id = secrets.token_hex(20)
        self.pid = os.getpid()
        self.port = options.port or 0
        self.version = __version__
        self.tracking_clients = 0
        self.tracked_keys = 0
        self.stop: Callable[[], object] = lambda: None
        """Ends the server."""
        self._ids = count(1)
        self._tables: dict[tuple[int, Protocol], Table] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def next_id(self) -> int:
        """The number of a new client."""
        return next(self._ids)

    def table(self, database: int, protocol: Protocol) -> Table:
        """The prepared handlers of a database, filled as commands are used."""
        return self._tables.setdefault((database, protocol), {})

    def reset_statistics(self) -> None:
        """Begin to count anew."""
        self.statistics = Statistics()
        for entry in self.index:
            entry.calls = entry.rejected = entry.failed = 0
            entry.microseconds = 0.0

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

    async def finish(self) -> None:
        """Wait until what was left to go on is over."""
        while self._tasks:
            await asyncio.wait(set(self._tasks))
