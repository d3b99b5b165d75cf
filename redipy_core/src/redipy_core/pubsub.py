"""Listening to channels: subscriptions as objects of both clients."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Generic, Literal, NamedTuple, TypeVar, cast

from redipy_core.closing import AsyncClosing, Closing
from redipy_core.glob import escape_glob
from redipy_core.replies import Edge
from redipy_core.text import Key, decode, encode_key

if TYPE_CHECKING:
    from typing_extensions import TypeVar as DefaultTypeVar

    T = DefaultTypeVar("T", bound=str | bytes, default=str)
else:
    T = TypeVar("T")

Source = Literal["channel", "pattern", "shard"]
"""What one listens to: SUBSCRIBE, PSUBSCRIBE or SSUBSCRIBE."""


class Delivery(NamedTuple):
    """A message as a backend hands it on: names with the client's prefix."""

    source: Source
    pattern: bytes | None
    channel: bytes
    data: bytes


class Message(NamedTuple, Generic[T]):
    """A message that was heard.

    ``pattern`` is the pattern that matched, None for a channel's own listener.
    """

    channel: T
    data: T
    pattern: T | None
    source: Source


class Listener(ABC):
    """One listener of a backend: what it hears waits until it is received."""

    @abstractmethod
    def listen(self, source: Source, names: Sequence[bytes]) -> None:
        """Listen to more; returns when the store has confirmed it."""

    @abstractmethod
    def ignore(self, source: Source, names: Sequence[bytes]) -> None:
        """Listen to these no more."""

    @abstractmethod
    def receive(self, timeout: float | None) -> Delivery | None:
        """The next message; None after ``timeout`` seconds or when closed."""

    @abstractmethod
    def close(self) -> None:
        """Stop listening; whoever waits in :meth:`receive` gets None."""


class AsyncListener(ABC):
    """As :class:`Listener`, for asyncio."""

    @abstractmethod
    async def listen(self, source: Source, names: Sequence[bytes]) -> None:
        """Listen to more; returns when the store has confirmed it."""

    @abstractmethod
    async def ignore(self, source: Source, names: Sequence[bytes]) -> None:
        """Listen to these no more."""

    @abstractmethod
    async def receive(self, timeout: float | None) -> Delivery | None:
        """The next message; None after ``timeout`` seconds or when closed."""

    @abstractmethod
    async def close(self) -> None:
        """Stop listening; whoever waits in :meth:`receive` gets None."""


class _Subscriptions(Generic[T]):
    """What is listened to, and what its names look like on either side."""

    def __init__(self, edge: Edge) -> None:
        self._edge = edge
        self._glob = escape_glob(edge.prefix)
        self._names: dict[Source, dict[bytes, None]] = {
            "channel": {},
            "pattern": {},
            "shard": {},
        }

    def __bool__(self) -> bool:
        return any(self._names.values())

    def _prefix(self, source: Source) -> bytes:
        return self._glob if source == "pattern" else self._edge.prefix

    def added(self, source: Source, names: Sequence[Key]) -> list[bytes]:
        """The names to listen to, noted."""
        prefix = self._prefix(source)
        found = [prefix + encode_key(name) for name in names]
        self._names[source].update(dict.fromkeys(found))
        return found

    def removed(self, source: Source, names: Sequence[Key]) -> list[bytes]:
        """The names to ignore; all of that source if none is given."""
        prefix, known = self._prefix(source), self._names[source]
        found = [prefix + encode_key(name) for name in names] or list(known)
        for name in found:
            known.pop(name, None)
        return found

    def message(self, delivery: Delivery) -> Message[T]:
        """A delivery as the client sees it."""
        skip = len(self._edge.prefix)
        pattern = delivery.pattern
        if pattern is not None:
            pattern = pattern[len(self._glob) :]
        return Message(
            self._text(delivery.channel[skip:]),
            self._text(delivery.data),
            None if pattern is None else self._text(pattern),
            delivery.source,
        )

    def _text(self, data: bytes) -> T:
        return cast(T, decode(data) if self._edge.decode else data)


class PubSub(Closing, Generic[T]):
    """Subscriptions of a synchronous client, to be iterated over.

    ::

        with client.pubsub() as listening:
            listening.subscribe("news")
            for message in listening:
                ...

    Each ``…subscribe`` returns when the store has confirmed it: a message that is
    published after that is heard. The iteration ends when nothing is subscribed
    to any more, or when another thread calls :meth:`close`.
    """

    def __init__(self, listener: Listener, edge: Edge) -> None:
        self._listener = listener
        self._subscriptions: _Subscriptions[T] = _Subscriptions(edge)
        self._closed = False

    def subscribe(self, *channels: Key) -> None:
        """Listen to channels (SUBSCRIBE)."""
        names = self._subscriptions.added("channel", channels)
        self._listener.listen("channel", names)

    def psubscribe(self, *patterns: Key) -> None:
        """Listen to every channel that a glob pattern matches (PSUBSCRIBE)."""
        names = self._subscriptions.added("pattern", patterns)
        self._listener.listen("pattern", names)

    def ssubscribe(self, *shardchannels: Key) -> None:
        """Listen to shard channels (SSUBSCRIBE)."""
        names = self._subscriptions.added("shard", shardchannels)
        self._listener.listen("shard", names)

    def unsubscribe(self, *channels: Key) -> None:
        """Listen to channels no more; without arguments to none (UNSUBSCRIBE)."""
        self._listener.ignore(
            "channel", self._subscriptions.removed("channel", channels)
        )

    def punsubscribe(self, *patterns: Key) -> None:
        """Listen to patterns no more; without arguments to none (PUNSUBSCRIBE)."""
        self._listener.ignore(
            "pattern", self._subscriptions.removed("pattern", patterns)
        )

    def sunsubscribe(self, *shardchannels: Key) -> None:
        """Listen to shard channels no more; without arguments to none."""
        names = self._subscriptions.removed("shard", shardchannels)
        self._listener.ignore("shard", names)

    def get_message(self, timeout: float | None = None) -> Message[T] | None:
        """The next message; None after ``timeout`` seconds (None: no limit).

        Raises ConnectionLostError if the connection breaks: messages may have
        been missed then.
        """
        if self._closed:
            return None
        delivery = self._listener.receive(timeout)
        return None if delivery is None else self._subscriptions.message(delivery)

    def __iter__(self) -> Iterator[Message[T]]:
        while self._subscriptions:
            message = self.get_message()
            if message is not None:
                yield message
            elif self._closed:
                return

    def close(self) -> None:
        """Listen no more. Closing twice does no harm."""
        if not self._closed:
            self._closed = True
            self._listener.close()


class AsyncPubSub(AsyncClosing, Generic[T]):
    """Subscriptions of an asyncio client: as :class:`PubSub`, with ``async``."""

    def __init__(self, open_listener: Callable[[], AsyncListener], edge: Edge) -> None:
        self._open = open_listener
        self._opened: AsyncListener | None = None
        self._subscriptions: _Subscriptions[T] = _Subscriptions(edge)
        self._closed = False

    @property
    def _listener(self) -> AsyncListener:
        if self._opened is None:
            self._opened = self._open()
        return self._opened

    async def subscribe(self, *channels: Key) -> None:
        """Listen to channels (SUBSCRIBE)."""
        names = self._subscriptions.added("channel", channels)
        await self._listener.listen("channel", names)

    async def psubscribe(self, *patterns: Key) -> None:
        """Listen to every channel that a glob pattern matches (PSUBSCRIBE)."""
        names = self._subscriptions.added("pattern", patterns)
        await self._listener.listen("pattern", names)

    async def ssubscribe(self, *shardchannels: Key) -> None:
        """Listen to shard channels (SSUBSCRIBE)."""
        names = self._subscriptions.added("shard", shardchannels)
        await self._listener.listen("shard", names)

    async def unsubscribe(self, *channels: Key) -> None:
        """Listen to channels no more; without arguments to none (UNSUBSCRIBE)."""
        names = self._subscriptions.removed("channel", channels)
        await self._listener.ignore("channel", names)

    async def punsubscribe(self, *patterns: Key) -> None:
        """Listen to patterns no more; without arguments to none (PUNSUBSCRIBE)."""
        names = self._subscriptions.removed("pattern", patterns)
        await self._listener.ignore("pattern", names)

    async def sunsubscribe(self, *shardchannels: Key) -> None:
        """Listen to shard channels no more; without arguments to none."""
        names = self._subscriptions.removed("shard", shardchannels)
        await self._listener.ignore("shard", names)

    async def get_message(self, timeout: float | None = None) -> Message[T] | None:
        """The next message; see :meth:`PubSub.get_message`."""
        if self._closed:
            return None
        delivery = await self._listener.receive(timeout)
        return None if delivery is None else self._subscriptions.message(delivery)

    async def __aiter__(self) -> AsyncIterator[Message[T]]:
        while self._subscriptions:
            message = await self.get_message()
            if message is not None:
                yield message
            elif self._closed:
                return

    async def aclose(self) -> None:
        """Listen no more. Closing twice does no harm."""
        if not self._closed:
            self._closed = True
            if self._opened is not None:
                await self._opened.close()

    close = aclose
