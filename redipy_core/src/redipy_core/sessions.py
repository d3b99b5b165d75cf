"""Sessions: a conversation of one caller with a store, in which keys are watched."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from redipy_core.backend import PipelineQueue
    from redipy_core.binder import Binder
    from redipy_core.replies import Edge


class WatchSession(ABC):
    """What a backend offers for transactions: calls, and keys that are watched.

    It belongs to one thread at a time. Keys have their prefix.
    """

    @abstractmethod
    def binder(self, edge: Edge) -> Binder:
        """What binds methods that are carried out at once, in this session."""

    @abstractmethod
    def watch(self, keys: Sequence[bytes]) -> None:
        """Watch keys from now on (WATCH)."""

    @abstractmethod
    def unwatch(self) -> None:
        """Watch nothing any more (UNWATCH)."""

    @abstractmethod
    def pipeline(self, edge: Edge) -> PipelineQueue:
        """A queue that is carried out in this session.

        Its ``execute`` raises WatchError, and carries out nothing, if a watched
        key was changed. It ends the watch.
        """

    @abstractmethod
    def close(self) -> None:
        """End the session. Closing twice does no harm."""


class AsyncWatchSession(ABC):
    """As :class:`WatchSession`, for one task of the running event loop."""

    @abstractmethod
    def binder(self, edge: Edge) -> Binder:
        """What binds methods that are awaited, in this session."""

    @abstractmethod
    async def watch(self, keys: Sequence[bytes]) -> None:
        """Watch keys from now on (WATCH)."""

    @abstractmethod
    async def unwatch(self) -> None:
        """Watch nothing any more (UNWATCH)."""

    @abstractmethod
    def pipeline(self, edge: Edge) -> PipelineQueue:
        """A queue whose ``execute_async`` is carried out in this session."""

    @abstractmethod
    async def close(self) -> None:
        """End the session. Closing twice does no harm."""
