"""The contract between the faces and a backend.

A backend is a :class:`Runtime`. Only :meth:`Runtime.execute` must be written:
with it every declared command works on every face. The rest may be overridden
for speed or for what words cannot say (scripts, waiting for messages).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Protocol

from redipy_core.binder import (
    AsyncWireBinder,
    Binder,
    CommandTable,
    WireBinder,
)
from redipy_core.closing import Closing
from redipy_core.command import Command
from redipy_core.deadline import Deadline
from redipy_core.errors import BackendError, ConnectionLostError
from redipy_core.replies import Edge
from redipy_core.wire import Words

if TYPE_CHECKING:
    from redipy_core.explain import CompiledText
    from redipy_core.plugins import Plugins
    from redipy_core.pubsub import AsyncListener, Listener
    from redipy_core.script import ScriptCall
    from redipy_core.script_entry import Runner
    from redipy_core.serving import Hear, RawSession
    from redipy_core.sessions import AsyncWatchSession, WatchSession
    from redipy_core.tree import Script


class Runtime(Closing):
    """A store that carries out calls, shared by the clients that are made on it."""

    name: ClassVar[str]
    """The name under which the backend is registered."""

    def __init__(self, plugins: Plugins) -> None:
        self.plugins = plugins
        self.table: CommandTable = plugins.table

    @abstractmethod
    def execute(self, words: Sequence[bytes]) -> object:
        """Carry out one command given as words; return its RESP2 reply.

        Bulk strings are ``bytes``, simple strings :class:`~redipy_core.replies.Status`
        or ``bytes``, integers ``int``, arrays ``list``, nil None. Raises
        ResponseError for an error reply. Keys are taken as they are.
        """

    async def execute_async(self, words: Sequence[bytes]) -> object:
        """As :meth:`execute`, for asyncio. A backend that waits must override it."""
        return self.execute(words)

    # -- methods ----------------------------------------------------------------

    def binder(self, edge: Edge) -> Binder:
        """What binds the methods of a synchronous client."""
        return WireBinder(self.table, edge, self.send)

    def async_binder(self, edge: Edge) -> Binder:
        """What binds the methods of an asyncio client."""
        return AsyncWireBinder(self.table, edge, self.send_async)

    def has(self, command: Command) -> bool:
        """Whether the store itself has a command that could be a script instead.

        It is asked for commands with a portable behaviour only.
        """
        return True

    def send(self, words: Words, command: Command) -> object:
        """As :meth:`execute`, for a command that is known."""
        if command.portable is not None and not self.has(command):
            # Only who has such a command needs what scripts are made of.
            from redipy_core.portable import carry_out

            return carry_out(self, words, command)
        return self.execute(words)

    async def send_async(self, words: Words, command: Command) -> object:
        """As :meth:`execute_async`, for a command that is known."""
        if command.portable is not None and not self.has(command):
            from redipy_core.portable import carry_out_async

            return await carry_out_async(self, words, command)
        return await self.execute_async(words)

    def pipeline(self, edge: Edge) -> PipelineQueue:
        """A new queue of calls that are carried out together."""
        raise BackendError(f"the {self.name} backend has no pipelines")

    def track(self, changed: Callable[[bytes | None], object]) -> Callable[[], object]:
        """Tell ``changed`` of each key that is changed, None for all keys at once.

        In whatever thread the change is made. Returns what ends it.
        """
        raise BackendError(f"the {self.name} backend does not tell of changes")

    def tell_events(self, flags: str) -> str:
        """Publish the events of keys that ``flags`` choose (notify-keyspace-events).

        Returns the flags as a server gives them back. Raises CommandError for flags
        that there are not.
        """
        raise BackendError(f"the {self.name} backend publishes no events")

    def on_database(self, index: int) -> Runtime:
        """The same store, on its database of this number.

        It shares what this runtime holds and closes with it. Raises CommandError
        if there is no such database, where that is known without asking.
        """
        raise BackendError(f"the {self.name} backend has one database")

    def session(self) -> WatchSession:
        """A new session for one caller, in which keys can be watched."""
        raise BackendError(f"the {self.name} backend has no transactions")

    def session_async(self) -> AsyncWatchSession:
        """As :meth:`session`, for the running event loop."""
        raise BackendError(f"the {self.name} backend has no transactions")

    def raw_session(self, hear: Hear, *, tasks: bool) -> RawSession:
        """What a server's connection uses; ``hear`` is told of messages.

        With ``tasks`` it belongs to the running event loop, else to a thread.
        """
        # Only a server needs it, and with it asyncio.
        from redipy_core.serving import WordsSession

        return WordsSession(self, hear, tasks=tasks)

    # -- scripts ------------------------------------------------------------------

    def prepare_script(self, script: Script) -> list[str] | None:
        """Compile a script; what cannot run is refused here (ArgumentError).

        Returns the lines of Lua if that is what the backend runs.
        """
        raise BackendError(f"the {self.name} backend has no scripts")

    def explain_script(self, script: Script) -> CompiledText | None:
        """What a script becomes on this backend, to be read; None: nothing to show.

        Nothing is sent anywhere. Raises ArgumentError for what cannot run.
        """
        return None

    def run_script(self, script: Script, call: ScriptCall, edge: Edge) -> object:
        """Run a script, which may not be prepared yet; its result for ``edge``."""
        raise BackendError(f"the {self.name} backend has no scripts")

    def script_runner(self, script: Script, edge: Edge) -> Runner[object]:
        """What runs one script for one edge: :meth:`run_script`, but faster."""
        from redipy_core.script import ScriptCall

        return lambda keys, args: self.run_script(script, ScriptCall(keys, args), edge)

    async def run_script_async(
        self, script: Script, call: ScriptCall, edge: Edge
    ) -> object:
        """As :meth:`run_script`, for asyncio. A backend that waits must override it."""
        return self.run_script(script, call, edge)

    # -- messages ---------------------------------------------------------------

    def wait_for(
        self,
        channel: bytes,
        predicate: Callable[[], object],
        timeout: float | None,
    ) -> object:
        """Test ``predicate`` at once and after each message on ``channel``.

        Returns its first truthy result, or None after ``timeout`` seconds. If
        the connection breaks, a new subscription and a new test make up for
        what was missed; ConnectionLostError if that fails.
        """
        end = Deadline(timeout)
        while True:
            with closing(self.listener()) as listener:
                listener.listen("channel", [channel])
                while not (result := predicate()):
                    try:
                        heard = listener.receive(end.left())
                    except ConnectionLostError:
                        break
                    if heard is None:
                        return None
                else:
                    return result

    async def wait_for_async(
        self,
        channel: bytes,
        predicate: Callable[[], Awaitable[object]],
        timeout: float | None,
    ) -> object:
        """As :meth:`wait_for`, for asyncio. The predicate is never cut short."""
        end = Deadline(timeout)
        while True:
            async with _closing_async(self.listener_async()) as listener:
                await listener.listen("channel", [channel])
                while not (result := await predicate()):
                    try:
                        heard = await listener.receive(end.left())
                    except ConnectionLostError:
                        break
                    if heard is None:
                        return None
                else:
                    return result

    def listener(self) -> Listener:
        """A new listener to channels, patterns and shard channels."""
        raise BackendError(f"the {self.name} backend has no messages")

    def listener_async(self) -> AsyncListener:
        """As :meth:`listener`, for the running event loop."""
        raise BackendError(f"the {self.name} backend has no messages")

    # -- the end ------------------------------------------------------------------

    def close(self) -> None:
        """Give back what the runtime holds. Closing twice does no harm."""

    async def close_async(self) -> None:
        """As :meth:`close`, for what belongs to the running event loop."""


@asynccontextmanager
async def _closing_async(listener: AsyncListener) -> AsyncIterator[AsyncListener]:
    try:
        yield listener
    finally:
        await listener.close()


class PipelineQueue(ABC):
    """Calls that wait to be carried out together, in order."""

    @property
    @abstractmethod
    def binder(self) -> Binder:
        """What binds the pipeline's methods: they queue and return None."""

    @abstractmethod
    def __len__(self) -> int:
        """How many calls wait."""

    @abstractmethod
    def execute(self) -> list[object]:
        """Carry out what waits, atomically; results in order.

        A ResponseError of the first failing command is raised, located, after
        all others were applied. The queue is empty afterwards, come what may.
        """

    async def execute_async(self) -> list[object]:
        """As :meth:`execute`, for asyncio."""
        return self.execute()

    def queue_script(self, script: Script, call: ScriptCall) -> None:
        """Let a script run in its turn."""
        raise BackendError("the backend has no scripts")

    def queue_words(self, words: Sequence[bytes], command: Command) -> None:
        """Let a command given as words run in its turn; its result is as sent."""
        raise BackendError("the backend queues no words")

    @abstractmethod
    def clear(self) -> None:
        """Forget what waits."""


class MakeRuntime(Protocol):
    """Makes a runtime from what the user gave."""

    def __call__(
        self, plugins: Plugins, *, url: str | None, **options: object
    ) -> Runtime:
        """Make one. ``url`` is given if the client was made from one.

        ``options`` are the constructor's arguments that are not the client's
        own. Raises BackendError for an option it does not know.
        """
        ...


@dataclass(frozen=True)
class BackendSpec:
    """How a plugin offers a backend.

    A client without any arguments takes the backend that ``is_default``; giving
    one of the arguments that a backend is ``selected_by`` takes that one.
    """

    name: str
    make: MakeRuntime
    schemes: tuple[str, ...] = ()
    selected_by: frozenset[str] = frozenset()
    is_default: bool = False
