"""What a server asks of a store on behalf of one of its connections.

Words come in, wire replies go out; the server parses words by the declarations,
knows what kind of reply they get, and writes it. A backend need not write any
of this: :class:`WordsSession` makes it from what every backend has. Who can
answer at once overrides :meth:`~redipy_core.backend.Runtime.raw_session`.
"""

from __future__ import annotations

import asyncio
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Coroutine, Sequence
from threading import get_ident
from typing import TYPE_CHECKING, ClassVar, NamedTuple, TypeAlias, TypeVar

from redipy_core.command import Command
from redipy_core.errors import BackendError, ResponseError, WatchError
from redipy_core.pubsub import AsyncListener, Delivery, Source
from redipy_core.replies import Edge, Reply

if TYPE_CHECKING:
    from redipy_core.backend import PipelineQueue, Runtime
    from redipy_core.sessions import AsyncWatchSession, WatchSession

Caller: TypeAlias = Callable[[Sequence[bytes], Sequence[object], Reply], object]
"""Carries out a command: its words, the slot values they mean, its reply kind.

Gives the wire reply, an awaitable of it, or a :class:`Later`; raises
ResponseError for an error reply."""

Hear: TypeAlias = Callable[[Delivery], object]
"""Is told of a message."""


T = TypeVar("T")


def in_this_loop(function: Callable[[T], object]) -> Callable[[T], object]:
    """The same, called in this thread's loop: at once if the call comes from it.

    Raises RuntimeError if none runs.
    """
    loop, thread = asyncio.get_running_loop(), get_ident()

    def call(value: T) -> None:
        if get_ident() == thread:
            function(value)
        else:
            loop.call_soon_threadsafe(function, value)

    return call


class Size(NamedTuple):
    """How much a database holds: its keys, and how many of them expire."""

    database: int
    keys: int
    expires: int


class Later:
    """The reply to a command in a transaction, there when it was carried out.

    ``reply`` is the wire reply, or the ResponseError of the command.
    """

    __slots__ = ("reply",)

    def __init__(self) -> None:
        self.reply: object = None


class RawSession(ABC):
    """A store as one connection of a server uses it, on one database at a time.

    Methods that give ``object`` give what they say, or an awaitable of it where
    the backend waits.
    """

    immediate: ClassVar[bool] = False
    """Whether callers of commands that do not block answer at once, and may be
    used by other sessions on the same database."""

    @abstractmethod
    def caller(self, command: Command) -> Caller:
        """What carries out a declared command on the present database.

        Raises CommandError if the backend cannot.
        """

    @abstractmethod
    def undeclared(self, words: Sequence[bytes]) -> object:
        """The wire reply to a command that nobody declares."""

    @abstractmethod
    def select(self, index: int) -> object:
        """Go to another database (SELECT); CommandError if there is none."""

    @abstractmethod
    def watch(self, keys: Sequence[bytes]) -> object:
        """Watch keys from now on (WATCH)."""

    @abstractmethod
    def unwatch(self) -> object:
        """Watch nothing any more (UNWATCH)."""

    @abstractmethod
    def transact(self, run: Callable[[], object]) -> object:
        """Let ``run`` make its calls, alone with the store (EXEC); end the watch.

        Whether they were made: False if a watched key was changed. No call waits.
        Calls may answer with a :class:`Later`.
        """

    @abstractmethod
    def listen(self, source: Source, names: Sequence[bytes]) -> object:
        """Listen to more; what is heard goes where the session was told to."""

    @abstractmethod
    def ignore(self, source: Source, names: Sequence[bytes]) -> object:
        """Listen to these no more."""

    def sizes(self) -> object:
        """A list of :class:`Size`, for the databases that hold anything."""
        return []

    @abstractmethod
    def close(self) -> object:
        """End the session. Closing twice does no harm."""


class WordsSession(RawSession):
    """A session over any backend, by the methods that all backends have.

    With ``tasks`` it belongs to the running event loop and gives awaitables;
    without, to one thread at a time, which may be made to wait.
    """

    def __init__(self, runtime: Runtime, hear: Hear, *, tasks: bool) -> None:
        self._first = self._runtime = runtime
        self._hear = hear
        self._tasks = tasks
        self._watching: WatchSession | AsyncWatchSession | None = None
        self._moved = False
        self._queue: PipelineQueue | None = None
        self._later: list[Later] = []
        self._listener: AsyncListener | None = None
        self._receiving: asyncio.Task[None] | None = None
        self._changing = asyncio.Lock()

    def caller(self, command: Command) -> Caller:
        """See :meth:`RawSession.caller`."""

        def call(
            words: Sequence[bytes], slots: Sequence[object], kind: Reply
        ) -> object:
            if self._queue is None:
                return self.undeclared(words)
            self._queue.queue_words(words, command)
            self._later.append(Later())
            return self._later[-1]

        return call

    def undeclared(self, words: Sequence[bytes]) -> object:
        """See :meth:`RawSession.undeclared`."""
        run = self._runtime.execute_async if self._tasks else self._runtime.execute
        return run(words)

    def select(self, index: int) -> object:
        """See :meth:`RawSession.select`."""
        # What is watched stands on the other database's connection: a
        # transaction that depends on it must not be carried out.
        self._moved = self._watching is not None
        self._runtime = self._first.on_database(index)
        return None

    def watch(self, keys: Sequence[bytes]) -> object:
        """See :meth:`RawSession.watch`."""
        if self._watching is None:
            runtime = self._runtime
            self._watching = (
                runtime.session_async() if self._tasks else (runtime.session())
            )
        return self._watching.watch(keys)

    def unwatch(self) -> object:
        """See :meth:`RawSession.unwatch`."""
        watching, self._watching, self._moved = self._watching, None, False
        return None if watching is None else watching.close()

    def transact(self, run: Callable[[], object]) -> object:
        """See :meth:`RawSession.transact`."""
        edge = Edge(decode=False)
        source = self._watching or self._runtime
        queue = self._queue = source.pipeline(edge)
        moved = self._moved
        try:
            if not moved:
                run()
        finally:
            self._queue = None
        later, self._later = self._later, []
        if self._tasks:
            return self._commit_async(queue, later, moved)
        try:
            if moved:
                return False
            return _fill(later, queue.execute)
        finally:
            self.unwatch()

    async def _commit_async(
        self, queue: PipelineQueue, later: list[Later], moved: bool
    ) -> bool:
        try:
            if moved:
                return False
            results = await _outcome(queue)
            return results is not None and _fill(later, lambda: results)
        finally:
            closing = self.unwatch()
            if isinstance(closing, Coroutine):
                await closing

    def listen(self, source: Source, names: Sequence[bytes]) -> object:
        """See :meth:`RawSession.listen`."""
        if not self._tasks:
            name = self._runtime.name
            raise BackendError(f"the {name} backend tells no thread of messages")
        if self._listener is None:
            self._listener = self._first.listener_async()
        return self._listen(self._listener, source, names)

    async def _listen(
        self, listener: AsyncListener, source: Source, names: Sequence[bytes]
    ) -> None:
        async with self._changing:
            await self._stop_receiving()
            try:
                await listener.listen(source, names)
            finally:
                self._receiving = asyncio.create_task(self._receive(listener))

    async def _receive(self, listener: AsyncListener) -> None:
        while (delivery := await listener.receive(None)) is not None:
            self._hear(delivery)

    async def _stop_receiving(self) -> None:
        """A listener is for one task: let nobody wait for a message."""
        if self._receiving is not None:
            self._receiving.cancel()
            await asyncio.wait([self._receiving])

    def ignore(self, source: Source, names: Sequence[bytes]) -> object:
        """See :meth:`RawSession.ignore`."""
        if self._listener is None:
            return None
        return self._ignore(self._listener, source, names)

    async def _ignore(
        self, listener: AsyncListener, source: Source, names: Sequence[bytes]
    ) -> None:
        async with self._changing:
            await self._stop_receiving()
            try:
                await listener.ignore(source, names)
                # Whoever is told that there will be no more has heard what there was.
                while (delivery := await listener.receive(0)) is not None:
                    self._hear(delivery)
            finally:
                self._receiving = asyncio.create_task(self._receive(listener))

    def sizes(self) -> object:
        """See :meth:`RawSession.sizes`; as the server behind the backend says."""
        found = self.undeclared([b"INFO", b"keyspace"])
        return _sizes_later(found) if isinstance(found, Coroutine) else _sizes(found)

    def close(self) -> object:
        """See :meth:`RawSession.close`."""
        return self._close_async() if self._tasks else self.unwatch()

    async def _close_async(self) -> None:
        async with self._changing:
            await self._stop_receiving()
            if self._listener is not None:
                await self._listener.close()
        closing = self.unwatch()
        if isinstance(closing, Coroutine):
            await closing


async def _sizes_later(found: Coroutine[object, object, object]) -> list[Size]:
    return _sizes(await found)


def _sizes(found: object) -> list[Size]:
    """The sizes of databases from the lines that INFO has of them."""
    text = found if isinstance(found, bytes) else b""
    rows = re.findall(rb"db(\d+):keys=(\d+),expires=(\d+)", text)
    return [Size(*map(int, row)) for row in rows]


async def _outcome(queue: PipelineQueue) -> list[object] | None:
    """What a queue's calls answered, errors in their places; None if watched."""
    try:
        return await queue.execute_async()
    except WatchError:
        return None
    except ResponseError as error:
        if error.results is None:
            raise
        return error.results


def _fill(later: list[Later], execute: Callable[[], list[object]]) -> bool:
    try:
        results = execute()
    except WatchError:
        return False
    except ResponseError as error:
        if error.results is None:
            raise
        results = error.results
    for reply, result in zip(later, results, strict=True):
        reply.reply = result
    return True
