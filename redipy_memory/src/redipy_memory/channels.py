"""Channels: who listens, and what they are told."""

from __future__ import annotations

from collections.abc import Callable

Listener = Callable[[bytes, bytes], object]
"""Called with the channel and the message, under the store's lock: it must only
hand the message on."""


class Channels:
    """The listeners of each channel, in the order in which they came."""

    def __init__(self) -> None:
        self._listeners: dict[bytes, dict[Listener, None]] = {}

    def subscribe(self, channel: bytes, listener: Listener) -> None:
        """Tell ``listener`` of every message on ``channel`` from now on."""
        self._listeners.setdefault(channel, {})[listener] = None

    def unsubscribe(self, channel: bytes, listener: Listener) -> None:
        """Tell it no more."""
        listeners = self._listeners.get(channel)
        if listeners is not None:
            listeners.pop(listener, None)
            if not listeners:
                del self._listeners[channel]

    def publish(self, channel: bytes, message: bytes) -> int:
        """Tell everybody; returns how many there were."""
        listeners = list(self._listeners.get(channel, ()))
        for listener in listeners:
            listener(channel, message)
        return len(listeners)
