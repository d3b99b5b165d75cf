"""The decorator that makes a Python function a script, and what it makes."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable, Mapping
from functools import update_wrapper
from inspect import Parameter as Given
from inspect import signature
from types import FunctionType
from typing import Generic, NoReturn, ParamSpec, TypeVar, cast, overload

from redipy_core.asyncio import Redis as AsyncRedis
from redipy_core.client import ClientBase, Redis
from redipy_core.errors import ArgumentTypeError
from redipy_core.explain import explain
from redipy_core.functions import ScriptValue
from redipy_core.json_values import to_value
from redipy_core.pipeline import Pipeline
from redipy_core.script import ScriptCall
from redipy_core.text import encode_key
from redipy_core.tree import Script
from redipy_scripts.python.keys import Handle
from redipy_scripts.python.scope import names_outside
from redipy_scripts.python.signature import Parameter, Shape, shape_of
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
        self._script = read_function(source, shape, names)
        self._calls = _Calls(function, shape)
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
        structure or as text. Raises ArgumentTypeError for an argument of another
        type than the function says, and as the script fails ResponseError.
        """
        make = self._calls.make
        if isinstance(client, Pipeline):
            queue, script = client._run_script, self._script

            def queued(*args: P.args, **kwargs: P.kwargs) -> None:
                queue(script, make(args, kwargs))

            return queued
        assert isinstance(client, ClientBase)
        run = client._script_runner(client._prepared(self._script, None))

        def called(*args: P.args, **kwargs: P.kwargs) -> object:
            return run(*make(args, kwargs))

        convert = self._convert
        if convert is None:
            return called
        if isinstance(client, AsyncRedis):

            async def awaited(*args: P.args, **kwargs: P.kwargs) -> object:
                pending = cast(Awaitable[object], called(*args, **kwargs))
                return convert(await pending)

            return awaited
        return lambda *args, **kwargs: convert(called(*args, **kwargs))


class _Calls:
    """Makes a script's calls of Python's."""

    def __init__(self, function: FunctionType, shape: Shape) -> None:
        self._name = function.__name__
        self._parameters = shape.parameters
        given = signature(function).parameters.values()
        self._positional = [p.name for p in given if p.kind is not Given.KEYWORD_ONLY]
        self._named = {p.name for p in given if p.kind is not Given.POSITIONAL_ONLY}
        self._defaults = {
            p.name: p.default for p in given if p.default is not Given.empty
        }

    def make(
        self, args: tuple[object, ...], kwargs: Mapping[str, object]
    ) -> ScriptCall:
        """The call; ArgumentTypeError if the arguments do not fit."""
        values = self._values(args, kwargs) if args or self._defaults else kwargs
        if len(values) != len(self._parameters):
            self._refuse(values)
        keys: list[bytes] = []
        given: list[ScriptValue] = []
        for parameter in self._parameters:
            name = parameter.name
            if name not in values:
                self._refuse(values)
            value = values[name]
            if not parameter.check(value):
                self._refuse_value(parameter, value)
            if parameter.is_key:
                keys.append(_key(value))
            else:
                given.append(to_value(value))
        return ScriptCall(tuple(keys), tuple(given))

    def _values(
        self, args: tuple[object, ...], kwargs: Mapping[str, object]
    ) -> dict[str, object]:
        if len(args) > len(self._positional):
            raise ArgumentTypeError(
                f"{self._name}() takes {len(self._positional)} arguments by position"
            )
        placed = dict(zip(self._positional, args, strict=False))
        if twice := sorted(placed.keys() & kwargs.keys()):
            raise ArgumentTypeError(f"{self._name}() got {twice[0]!r} twice")
        return {**self._defaults, **placed, **kwargs}

    def _refuse(self, values: Mapping[str, object]) -> NoReturn:
        names = [parameter.name for parameter in self._parameters]
        unknown = [name for name in values if name not in names]
        missing = [name for name in names if name not in values]
        what = "has no argument" if unknown else "needs"
        shown = ", ".join(map(repr, unknown or missing))
        raise ArgumentTypeError(f"{self._name}() {what} {shown}")

    def _refuse_value(self, parameter: Parameter, value: object) -> NoReturn:
        raise ArgumentTypeError(
            f"{self._name}() takes {parameter.shown} as {parameter.name},"
            f" not {type(value).__name__}: {value!r:.80}"
        )


def _key(value: object) -> bytes:
    if isinstance(value, Handle):
        return value.encoded
    assert isinstance(value, (str, bytes))
    return encode_key(value)


def function(python: Callable[P, R]) -> PythonScript[P, R]:
    """Make a Python function a script that runs on any client.

    The function is read, not called: ``docs/scripts.md`` says which part of
    Python it may use. Raises ScriptSyntaxError, with file, line and place, for
    anything else.
    """
    return PythonScript(python, sys._getframe(1).f_locals)
