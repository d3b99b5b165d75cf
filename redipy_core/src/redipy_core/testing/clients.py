"""One way to call every client: the asyncio client's methods, waited for."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import (
    AsyncIterable,
    AsyncIterator,
    Awaitable,
    Callable,
    Iterator,
)
from types import TracebackType
from typing import Protocol, Self, cast

from redipy_core.asyncio import Redis as AsyncRedis
from redipy_core.client import Redis


class MakeClient(Protocol):
    """Makes clients of one store, which is empty when a test begins.

    ``options`` are a client's own: ``prefix`` and ``decode``. The clients may be
    synchronous or asyncio ones.
    """

    def __call__(self, **options: object) -> Redis[str] | AsyncRedis[str]:
        """Make one."""
        ...


class Blocking:
    """An asyncio client, or its pipeline, used as if it were a synchronous one."""

    def __init__(self, target: object, runner: asyncio.Runner) -> None:
        self._target = target
        self._runner = runner

    def __getattr__(self, name: str) -> object:
        value = getattr(self._target, name)
        if not callable(value):
            return value

        def method(*args: object, **options: object) -> object:
            return self._finished(value(*args, **options))

        return method

    def _finished(self, result: object) -> object:
        if inspect.isawaitable(result):
            return self._runner.run(_wait(result))
        if inspect.isasyncgen(result):
            return self._items(result)
        if hasattr(result, "__aenter__"):
            return Blocking(result, self._runner)
        return result

    def _items(self, source: AsyncIterator[object]) -> Iterator[object]:
        while True:
            try:
                yield self._runner.run(_wait(anext(source)))
            except StopAsyncIteration:
                return

    def __iter__(self) -> Iterator[object]:
        return self._items(aiter(cast("AsyncIterable[object]", self._target)))

    def __len__(self) -> int:
        return len(cast("list[object]", self._target))

    def __bool__(self) -> bool:
        return bool(self._target)

    def __enter__(self) -> Self:
        self._enter_or_leave("__aenter__")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._enter_or_leave("__aexit__", kind, error, trace)

    def _enter_or_leave(self, name: str, *args: object) -> None:
        method: Callable[..., Awaitable[object]] = getattr(self._target, name)
        self._runner.run(_wait(method(*args)))


async def _wait(result: Awaitable[object]) -> object:
    return await result


def blocking(
    client: Redis[str] | AsyncRedis[str], runner: asyncio.Runner
) -> Redis[str]:
    """The client itself, or the asyncio client as a synchronous one."""
    if isinstance(client, AsyncRedis):
        return cast("Redis[str]", Blocking(client, runner))
    return client
