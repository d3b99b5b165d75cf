"""The asyncio client."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar, cast, overload

from redipy_core.client import ClientBase, tries
from redipy_core.closing import AsyncClosing
from redipy_core.errors import WatchError
from redipy_core.faces import AsyncRedisAPI
from redipy_core.pipeline import AsyncPipeline
from redipy_core.pubsub import AsyncPubSub
from redipy_core.text import Key, encode_key
from redipy_core.transaction import AsyncTransaction

if TYPE_CHECKING:
    from typing_extensions import TypeVar as DefaultTypeVar

    from redipy_core.script import ScriptCall, ScriptFunction, ScriptSource
    from redipy_core.script_entry import Runner
    from redipy_core.tree import Script

    T = DefaultTypeVar("T", bound=str | bytes, default=str)
else:
    T = TypeVar("T")

R = TypeVar("R")


class Redis(ClientBase[T], AsyncRedisAPI[T], AsyncClosing):
    """An asyncio client: the synchronous one's methods, to be awaited.

    ``backend`` is ``"infer"``, ``"custom"`` (with ``rt``, a runtime that is
    already made) or the name of an installed backend. To infer: ``rt`` means
    custom, the arguments that a backend is selected by mean that backend, none
    at all means the default backend. ``prefix`` is put before every key,
    channel and pattern, and taken away from every reply. With ``decode=False``
    text comes back as ``bytes``. ``lua_code_hook`` and ``compile_hook`` see
    each script as it is registered. Further options go to the backend.

    A client may be used by many threads. Raises BackendError for a backend or
    an option that is not known.
    """

    def _bind(self) -> None:
        self._binder = self._runtime.async_binder(self._edge)

    def pipeline(self) -> AsyncPipeline:
        """A pipeline: queue calls, then carry them out together (MULTI, EXEC).

        Queueing does not wait; ``execute()`` is awaited.
        """
        return AsyncPipeline(self._runtime.pipeline(self._edge))

    def watch(self, *keys: Key) -> AsyncTransaction[T]:
        """A transaction that watches keys, for ``async with`` (WATCH).

        It reads at once; what its pipeline queues is carried out only if nobody
        changed the keys meanwhile, else WatchError is raised. O(1) a key.
        """
        return AsyncTransaction[T](self._runtime.session_async(), self._edge, *keys)

    async def transaction(
        self,
        function: Callable[[AsyncTransaction[T], AsyncPipeline], Awaitable[R]],
        *watches: Key,
        attempts: int | None = None,
    ) -> R:
        """Change keys depending on what they hold, again until nobody interferes.

        ``function``, a coroutine function, gets a transaction that watches the
        keys, to read with, and a pipeline, to queue what shall be done; the
        pipeline is executed afterwards, unless ``function`` did so itself. If a key
        was changed meanwhile nothing is done and ``function`` is called again,
        ``attempts`` times at most (None: without a limit); then WatchError is
        raised. Returns what ``function`` returned. (WATCH, MULTI, EXEC.)
        """
        for left in tries(attempts):
            async with self.watch(*watches) as transaction:
                pipeline = transaction.pipeline()
                try:
                    result = await function(transaction, pipeline)
                    if len(pipeline):
                        await pipeline.execute()
                except WatchError:
                    if not left:
                        raise
                else:
                    return result
        raise AssertionError("unreachable")

    def register_script(
        self, script: ScriptSource, *, library: str | None = None
    ) -> ScriptFunction[Awaitable[object]]:
        """Make a script callable.

        Returns a function ``f(*, keys, args, client=None)``: ``keys`` maps the
        script's key names to keys, ``args`` its argument names to JSON values.
        ``client`` may be another client or a pipeline; a pipeline gives the
        result with ``execute()``. Raises ScriptError, or the error of the Redis
        call that failed. The script is compiled here, so what no backend can
        run is refused here (ArgumentError).
        """
        from redipy_core.script import ScriptFunction

        return ScriptFunction(self._prepared(script, library), self)

    async def iter_keys(
        self, *, match: Key | None = None, filter_type: str | None = None
    ) -> AsyncIterator[T]:
        """Go over the keys by SCAN, each once.

        ``match`` is a glob pattern, ``filter_type`` a type as TYPE names it. A
        key that is there throughout is given; one that comes or goes meanwhile
        may be.
        """
        cursor, seen = 0, set[T]()
        while True:
            cursor, page = await self.scan(cursor, match=match, filter_type=filter_type)
            for key in page:
                if key not in seen:
                    seen.add(key)
                    yield key
            if cursor == 0:
                return

    async def keys(
        self,
        *,
        match: Key | None = None,
        filter_type: str | None = None,
        block: bool = True,
    ) -> set[T]:
        """The names of the keys as a set.

        With ``block`` by KEYS, in one moment while everybody else waits;
        without it by SCAN, page by page. O(N) with N keys in the store.
        """
        if block:
            return set(await self.keys_block(match=match, filter_type=filter_type))
        found = self.iter_keys(match=match, filter_type=filter_type)
        return {key async for key in found}

    @overload
    async def wait_for(
        self,
        channel: Key,
        predicate: Callable[[], Awaitable[R]],
        timeout: float | None = None,
    ) -> R | None: ...
    @overload
    async def wait_for(
        self,
        channel: Key,
        predicate: Callable[[], R],
        timeout: float | None = None,
    ) -> R | None: ...
    async def wait_for(
        self,
        channel: Key,
        predicate: Callable[[], Awaitable[R] | R],
        timeout: float | None = None,
    ) -> R | None:
        """Wait until something is so, looking again after each message.

        ``predicate``, a function or a coroutine function, is called at once and
        after each message on ``channel`` (SUBSCRIBE); its first truthy result
        is returned, or None after ``timeout`` seconds (None: no limit). A
        message that is published after the change it tells of is never missed.
        """

        async def look() -> object:
            found = predicate()
            return await found if inspect.isawaitable(found) else found

        name = self._edge.prefix + encode_key(channel)
        found = await self._runtime.wait_for_async(name, look, timeout)
        return cast(R | None, found)

    def pubsub(self) -> AsyncPubSub[T]:
        """Subscriptions to channels, as a context manager to iterate over."""
        return AsyncPubSub(self._runtime.listener_async, self._edge)

    async def execute(self, *words: Key) -> object:
        """Send a command word by word; its reply as the wire carries it.

        Keys are taken as they are, without the client's prefix. Raises
        ResponseError for an error reply.
        """
        return await self._runtime.execute_async([encode_key(word) for word in words])

    def _run_script(self, script: Script, call: ScriptCall) -> Awaitable[object]:
        return self._runtime.run_script_async(script, call, self._edge)

    def _script_runner(self, script: Script) -> Runner[Awaitable[object]]:
        run, edge = self._runtime.run_script_async, self._edge
        from redipy_core.script import ScriptCall

        return lambda keys, args: run(script, ScriptCall(keys, args), edge)

    async def aclose(self) -> None:
        """Give back connections. A client that was made with ``rt`` leaves it open."""
        if self._owns_runtime:
            await self._runtime.close_async()

    close = aclose
