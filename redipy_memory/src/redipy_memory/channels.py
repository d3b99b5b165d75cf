"""Channels: who listens, and what they are told."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from redipy_core.glob import glob_matcher
from redipy_core.pubsub import Delivery, Source

Counts = list[tuple[bytes, int]]
Hear = Callable[[Delivery], object]
"""Called with each message, under the store's lock: it must only hand it on."""


class Channels:
    """The listeners of channels, patterns and shard channels, as they came."""

    def __init__(self) -> None:
        self._listeners: dict[Source, dict[bytes, dict[Hear, None]]] = {
            "channel": {},
            "pattern": {},
            "shard": {},
        }

    def subscribe(self, source: Source, name: bytes, hear: Hear) -> None:
        """Tell ``hear`` of every message on ``name`` from now on."""
        self._listeners[source].setdefault(name, {})[hear] = None

    def unsubscribe(self, source: Source, name: bytes, hear: Hear) -> None:
        """Tell it no more."""
        listeners = self._listeners[source].get(name)
        if listeners is not None:
            listeners.pop(hear, None)
            if not listeners:
                del self._listeners[source][name]

    def publish(self, channel: bytes, message: bytes) -> int:
        """Tell the channel's listeners, then the patterns'; how many there were."""
        told = self._tell(
            "channel", channel, Delivery("channel", None, channel, message)
        )
        for pattern in list(self._listeners["pattern"]):
            if glob_matcher(pattern)(channel):
                delivery = Delivery("pattern", pattern, channel, message)
                told += self._tell("pattern", pattern, delivery)
        return told

    def publish_to_shard(self, channel: bytes, message: bytes) -> int:
        """Tell a shard channel's listeners; how many there were."""
        delivery = Delivery("shard", None, channel, message)
        return self._tell("shard", channel, delivery)

    def _tell(self, source: Source, name: bytes, delivery: Delivery) -> int:
        listeners = list(self._listeners[source].get(name, ()))
        for hear in listeners:
            hear(delivery)
        return len(listeners)

    def names(self, source: Source, pattern: bytes | None) -> list[bytes]:
        """What is listened to, as far as a glob pattern matches it."""
        names = self._listeners[source]
        return list(names if pattern is None else filter(glob_matcher(pattern), names))

    def counts(self, source: Source, names: Sequence[bytes]) -> Counts:
        """How many listen to each name."""
        listeners = self._listeners[source]
        return [(name, len(listeners.get(name, ()))) for name in names]
