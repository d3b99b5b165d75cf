"""How a function is called that became a script: checks and encodes what is given.

The callable is a Python function of its own with the parameters of the one that
was decorated, so Python itself finds what is missing, unknown or given twice. Its
source is written for their number and kinds; their names are put into the
compiled code and never into a source.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from inspect import Parameter as Given
from inspect import signature
from types import FunctionType
from typing import TypeAlias

from redipy_core.errors import ArgumentTypeError
from redipy_core.functions import ScriptValue
from redipy_core.json_values import to_value
from redipy_core.kinds import NUMBER, Kind
from redipy_core.numbers import EXACT
from redipy_core.text import encode_key
from redipy_scripts.python.keys import Handle
from redipy_scripts.python.signature import Parameter

Run: TypeAlias = Callable[[tuple[bytes, ...], tuple[ScriptValue, ...]], object]

_UTF8 = ".encode('utf-8', 'surrogateescape')"
_QUICK = {
    Kind.INT: f"{{0}}.__class__ is int and -{EXACT} < {{0}} < {EXACT}",
    NUMBER: "{0}.__class__ is float",
    Kind.BOOL: "{0}.__class__ is bool",
}
"""When an argument of these kinds is a value of scripts as it is."""


class Entry:
    """Makes callables with a function's parameters."""

    def __init__(
        self, function: FunctionType, parameters: tuple[Parameter, ...]
    ) -> None:
        self._function = function
        self._parameters = {parameter.name: parameter for parameter in parameters}
        self._given = list(signature(function).parameters.values())
        namespace: dict[str, object] = {}
        exec(self._source(), namespace)
        self._make = namespace["make"]

    def over(self, run: Run) -> Callable[..., object]:
        """The callable that gives ``run`` its keys and arguments.

        It raises TypeError as any function does, ArgumentTypeError for a value of
        another type than its parameter's, and ArgumentValueError for an int of
        2^53 and more.
        """
        checks = [partial(self._checked, self._parameters[p.name]) for p in self._given]
        assert callable(self._make)
        made = self._make(run, *checks)
        assert isinstance(made, FunctionType)
        names = tuple(p.name for p in self._given)
        name, qualified = self._function.__name__, self._function.__qualname__
        made.__code__ = made.__code__.replace(
            co_varnames=names, co_name=name, co_qualname=qualified
        )
        made.__defaults__ = self._function.__defaults__
        made.__kwdefaults__ = self._function.__kwdefaults__
        made.__name__, made.__qualname__ = name, qualified
        made.__doc__ = self._function.__doc__
        return made

    def _source(self) -> str:
        names = {p.name: f"p{i}" for i, p in enumerate(self._given)}
        heads: list[str] = []
        for place, given in enumerate(self._given):
            before = self._given[place - 1].kind if place else None
            if given.kind is Given.KEYWORD_ONLY and before is not given.kind:
                heads.append("*")
            if before is Given.POSITIONAL_ONLY and given.kind is not before:
                heads.append("/")
            heads.append(names[given.name])
        if self._given and self._given[-1].kind is Given.POSITIONAL_ONLY:
            heads.append("/")
        lines = [
            self._line(p.name, names[p.name], i) for i, p in enumerate(self._given)
        ]
        keys, args = self._declared(names, keys=True), self._declared(names, keys=False)
        checks = "".join(f", c{i}" for i in range(len(self._given)))
        return "\n".join(
            [
                f"def make(run{checks}):",
                f"    def called({', '.join(heads)}):",
                *(f"        {line}" for line in lines),
                f"        return run({keys}, {args})",
                "    return called",
            ]
        )

    def _line(self, name: str, p: str, place: int) -> str:
        """The line that makes a value of scripts out of what was given."""
        parameter = self._parameters[name]
        slow = f"{p} = c{place}({p})"
        if parameter.is_key or parameter.kind == Kind.TEXT:
            if parameter.exact:
                return slow
            return f"{p} = {p}{_UTF8} if {p}.__class__ is str else c{place}({p})"
        quick = _QUICK.get(parameter.kind)
        if quick is None or parameter.exact:
            return slow
        return f"if not ({quick.format(p)}): {slow}"

    def _declared(self, names: dict[str, str], *, keys: bool) -> str:
        """A tuple of the keys or the arguments, as the script declares them."""
        chosen = [names[p.name] for p in self._parameters.values() if p.is_key is keys]
        return f"({', '.join(chosen)}{',' if chosen else ''})"

    def _checked(self, parameter: Parameter, value: object) -> ScriptValue:
        if not parameter.check(value):
            raise ArgumentTypeError(
                f"{self._function.__name__}() takes {parameter.shown} as"
                f" {parameter.name}, not {type(value).__name__}: {value!r:.80}"
            )
        if not parameter.is_key:
            return to_value(value)
        if isinstance(value, Handle):
            return value.encoded
        assert isinstance(value, (str, bytes))
        return encode_key(value)
