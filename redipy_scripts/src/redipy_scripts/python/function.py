"""The decorator that makes a Python function a script, and what it makes."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable, Mapping
from functools import update_wrapper
from types import FunctionType
from typing import Generic, NoReturn, ParamSpec, TypeVar, cast, overload

from redipy_core.asyncio import Redis as AsyncRedis
from redipy_core.client import ClientBase, Redis
from redipy_core.errors import ArgumentTypeError
from redipy_core.explain import explain
from redipy_core.functions import ScriptValue
from redipy_core.pipeline import Pipeline
from redipy_core.script import ScriptCall
from redipy_core.tree import Script
from redipy_scripts.python.entry import Entry
from redipy_scripts.python.scope import names_outside
from redipy_scripts.python.signature import shape_of
from redipy_scripts.python.source import Source
from redipy_scripts.python.statements import read_function

P = ParamSpec("P")
R = TypeVar("R")


class PythonScript(Generic[P, R]):
    """A function that runs as a script: ``f.on(client)`` gives what runs it there.

    Its tree is made once, when the function is decorated; a client compiles it
    at its first use. It can be given to ``register_script`` as well.
    """

    def __init__(self, function: Callable[P, R], nearby: Mapping[str, object]) -> None:
        source = Source(function)
        assert isinstance(function, FunctionType)
        names = names_outside(function, nearby)
        shape = shape_of(source, nearby)
        try:
            self._script = read_function(source, shape, names)
        except RecursionError:
            raise source.refusal(
                source.tree,
                "expressions lie too deep within each other: keep parts in variables",
            ) from None
        self._entry = Entry(function, shape.parameters)
        self._convert = shape.convert
        self._name = function.__name__
        update_wrapper(self, function)

    def tree(self) -> Script:
        """The script's tree."""
        return self._script

    def explain(self) -> str:
        """The script's tree and what every installed backend makes of it, as text."""
        return explain(self._script)

    def __repr__(self) -> str:
        return f"<script {self._name}>"

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> NoReturn:
        """Refuse a call without a store."""
        raise ArgumentTypeError(
            f"a script runs on a client: {self._name}.on(client)(…)"
        )

    @overload
    def on(
        self, client: AsyncRedis[str] | AsyncRedis[bytes]
    ) -> Callable[P, Awaitable[R]]: ...
    @overload
    def on(self, client: Pipeline) -> Callable[P, None]: ...
    @overload
    def on(self, client: Redis[str] | Redis[bytes]) -> Callable[P, R]: ...
    def on(
        self,
        client: Redis[str]
        | Redis[bytes]
        | AsyncRedis[str]
        | AsyncRedis[bytes]
        | Pipeline,
    ) -> Callable[P, object]:
        """The function on a client: it takes what the function takes.

        On an asyncio client it gives an awaitable; on a pipeline it queues the
        call, and the result comes with ``execute()``. Keys are given as their
        structure or as text. It raises ArgumentTypeError for an argument of another
        type than the function says, and as the script fails ResponseError.
        """
        over = self._entry.over
        if isinstance(client, Pipeline):
            queue, script = client._run_script, self._script
            return over(lambda keys, args: queue(script, ScriptCall(keys, args)))
        assert isinstance(client, ClientBase)
        run = client._script_runner(client._prepared(self._script, None))
        convert = self._convert
        if convert is None:
            return over(run)
        if not isinstance(client, AsyncRedis):
            return over(lambda keys, args: convert(run(keys, args)))

        async def awaited(
            keys: tuple[bytes, ...], args: tuple[ScriptValue, ...]
        ) -> object:
            return convert(await cast(Awaitable[object], run(keys, args)))

        return over(awaited)


def function(python: Callable[P, R]) -> PythonScript[P, R]:
    """Make a Python function a script that runs on any client.

    The function is read, not called: ``docs/scripts.md`` says which part of
    Python it may use. Raises ScriptSyntaxError, with file, line and place, for
    anything else.
    """
    return PythonScript(python, sys._getframe(1).f_locals)
