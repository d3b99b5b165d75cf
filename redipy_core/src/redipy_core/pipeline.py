"""Pipelines: calls that are queued and carried out together, atomically."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Self

from redipy_core.commands.keys import keys_call
from redipy_core.faces import PipelineAPI
from redipy_core.replies import KEY_SET
from redipy_core.text import Key

if TYPE_CHECKING:
    from redipy_core.backend import PipelineQueue
    from redipy_core.script import ScriptCall
    from redipy_core.tree import Script


class _BasePipeline(PipelineAPI):
    def __init__(self, queue: PipelineQueue) -> None:
        self._queue = queue
        self._binder = queue.binder

    def __len__(self) -> int:
        """How many calls wait."""
        return len(self._queue)

    def __bool__(self) -> bool:
        return True

    def clear(self) -> None:
        """Forget the calls that wait."""
        self._queue.clear()

    def _run_script(self, script: Script, call: ScriptCall) -> None:
        self._queue.queue_script(script, call)

    def keys(self, *, match: Key | None = None, filter_type: str | None = None) -> None:
        """Queue KEYS; the result is a set of the names.

        ``match`` is a glob pattern, ``filter_type`` a type as TYPE names it.
        """
        call = keys_call(match=match, filter_type=filter_type)
        self._binder.run(call._replace(reply=KEY_SET))


class Pipeline(_BasePipeline):
    """A pipeline of a synchronous client.

    Methods queue and return None. :meth:`execute` carries the calls out in one
    go, with nobody else's command in between, and returns their results in
    order. Leaving the ``with`` block executes what is left; leaving it by an
    exception forgets it. A pipeline is used by one thread at a time.
    """

    def execute(self) -> list[object]:
        """Carry out what waits; the results in order (MULTI, EXEC).

        If a command fails the others are applied all the same, and its error
        is raised with ``command``, ``position`` and ``results`` set. Raises
        WatchError, and carries out nothing, if a key that the pipeline's
        transaction watches was changed.
        """
        return self._queue.execute()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None and len(self._queue):
            self._queue.execute()
        else:
            self._queue.clear()


class AsyncPipeline(_BasePipeline):
    """A pipeline of an asyncio client: as :class:`Pipeline`, with ``async with``.

    Queueing does not wait, so only :meth:`execute` is awaited.
    """

    async def execute(self) -> list[object]:
        """Carry out what waits; see :meth:`Pipeline.execute`."""
        return await self._queue.execute_async()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None and len(self._queue):
            await self._queue.execute_async()
        else:
            self._queue.clear()
