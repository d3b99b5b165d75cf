"""Listening to channels: subscriptions as objects of both clients."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from itertools import repeat
from time import monotonic
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


_EVENT_CHANNEL = re.compile(rb"__key(space|event)@\d+__:")
_EVENT_PATTERN = re.compile(rb"__key.*__:", re.DOTALL)
_OF_A_KEY = re.compile(rb"__keyspace@.*?__:", re.DOTALL)


class _Subscriptions(Generic[T]):
    """What is listened to, and what its names look like on either side.

    A client's prefix goes before every name, but for keyspace events: there it
    belongs to the key, which stands behind ``__keyspace@0__:`` or is the message of
    ``__keyevent@0__:``; events of other keys are not heard.
    """

    def __init__(self, edge: Edge) -> None:
        self._edge = edge
        self._glob = escape_glob(edge.prefix)
        self._names: dict[Source, dict[bytes, bytes]] = {
            "channel": {},
            "pattern": {},
            "shard": {},
        }

    def __bool__(self) -> bool:
        return any(self._names.values())

    def _outside(self, source: Source, name: bytes) -> bytes:
        """A name as the store knows it."""
        prefix, events = self._edge.prefix, _EVENT_CHANNEL
        if source == "pattern":
            prefix, events = self._glob, _EVENT_PATTERN
        if source == "shard" or not events.match(name):
            return prefix + name
        head = _OF_A_KEY.match(name)
        return name if head is None else head[0] + prefix + name[head.end() :]

    def added(self, source: Source, names: Sequence[Key]) -> list[bytes]:
        """The names to listen to, noted."""
        given = [encode_key(name) for name in names]
        found = {self._outside(source, name): name for name in given}
        self._names[source].update(found)
        return list(found)

    def removed(self, source: Source, names: Sequence[Key]) -> list[bytes]:
        """The names to ignore; all of that source if none is given."""
        known = self._names[source]
        found = [self._outside(source, encode_key(name)) for name in names]
        found = found or list(known)
        for name in found:
            known.pop(name, None)
        return found

    def message(self, delivery: Delivery) -> Message[T] | None:
        """A delivery as the client sees it, None if it is not for this client."""
        prefix, (source, pattern, channel, data) = self._edge.prefix, delivery
        event = _EVENT_CHANNEL.match(channel) if prefix and source != "shard" else None
        if event is None:
            channel = channel.removeprefix(prefix)
        elif event[1] == b"space":
            if not channel.startswith(prefix, event.end()):
                return None
            channel = event[0] + channel[event.end() + len(prefix) :]
        elif data.startswith(prefix):
            data = data[len(prefix) :]
        else:
            return None
        if pattern is not None:
            mine = pattern.removeprefix(self._glob)
            pattern = self._names["pattern"].get(pattern, mine)
        return Message(
            self._text(channel),
            self._text(data),
            None if pattern is None else self._text(pattern),
            source,
        )

    def _text(self, data: bytes) -> T:
        return cast(T, decode(data) if self._edge.decode else data)


def _moments(timeout: float | None) -> Iterator[float | None]:
    """How many seconds are left, each time that one goes on to wait."""
    yield timeout
    if timeout is None:
        yield from repeat(None)
    else:
        end = monotonic() + timeout
        while True:
            yield max(end - monotonic(), 0.0)


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
        for left in _moments(timeout):
            delivery = self._listener.receive(left)
            if delivery is None:
                break
            message = self._subscriptions.message(delivery)
            if message is not None:
                return message
        return None

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
        for left in _moments(timeout):
            delivery = await self._listener.receive(left)
            if delivery is None:
                break
            message = self._subscriptions.message(delivery)
            if message is not None:
                return message
        return None

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
