"""Transactions: keys that are watched, and calls that depend on them.

A transaction reads at once and writes at the end, together, and only if nobody
changed the watched keys in between (WATCH, MULTI, EXEC).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeVar

from redipy_core.closing import AsyncClosing, Closing
from redipy_core.faces import AsyncRedisAPI, RedisAPI
from redipy_core.pipeline import AsyncPipeline, Pipeline
from redipy_core.text import Key, encode_key

if TYPE_CHECKING:
    from typing_extensions import TypeVar as DefaultTypeVar

    from redipy_core.replies import Edge
    from redipy_core.sessions import AsyncWatchSession, WatchSession

    T = DefaultTypeVar("T", bound=str | bytes, default=str)
else:
    T = TypeVar("T")


def _keys(edge: Edge, keys: tuple[Key, ...]) -> list[bytes]:
    return [edge.prefix + encode_key(key) for key in keys]


class Transaction(RedisAPI[T], Closing):
    """A session that watches keys, as a context manager.

    Its methods are those of a client and are carried out at once. What depends
    on them is queued in :meth:`pipeline`, whose ``execute`` raises WatchError if
    a watched key was changed meanwhile, by anybody. It is used by one thread.
    """

    def __init__(self, session: WatchSession, edge: Edge) -> None:
        self._session = session
        self._edge = edge
        self._binder = session.binder(edge)

    def watch(self, *keys: Key) -> None:
        """Watch more keys from now on (WATCH). O(1) a key."""
        if keys:
            self._session.watch(_keys(self._edge, keys))

    def unwatch(self) -> None:
        """Watch nothing any more (UNWATCH)."""
        self._session.unwatch()

    def pipeline(self) -> Pipeline:
        """A pipeline that depends on the watched keys (MULTI, EXEC)."""
        return Pipeline(self._session.pipeline(self._edge))

    def close(self) -> None:
        """End the session. Closing twice does no harm."""
        self._session.close()


class AsyncTransaction(AsyncRedisAPI[T], AsyncClosing):
    """As :class:`Transaction`, with methods to be awaited; for one task."""

    def __init__(self, session: AsyncWatchSession, edge: Edge, *keys: Key) -> None:
        self._session = session
        self._edge = edge
        self._binder = session.binder(edge)
        self._first = keys

    async def watch(self, *keys: Key) -> None:
        """Watch more keys from now on (WATCH). O(1) a key."""
        if keys:
            await self._session.watch(_keys(self._edge, keys))

    async def unwatch(self) -> None:
        """Watch nothing any more (UNWATCH)."""
        await self._session.unwatch()

    def pipeline(self) -> AsyncPipeline:
        """A pipeline that depends on the watched keys (MULTI, EXEC)."""
        return AsyncPipeline(self._session.pipeline(self._edge))

    async def aclose(self) -> None:
        """End the session. Closing twice does no harm."""
        await self._session.close()

    close = aclose

    async def __aenter__(self) -> Self:
        await self.watch(*self._first)
        return self
