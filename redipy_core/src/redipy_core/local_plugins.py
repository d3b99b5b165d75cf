"""Declarations for one runtime, from a module of classes.

What a distribution declares through hooks can also be written as classes and
added to a single runtime, without any entry point::

    class Shout(LocalGeneralFunction):
        name = "shout"
        arity = (1, 1)

        def call(self, text: ScriptValue) -> ScriptValue:
            return text.upper()

    runtime.add_general_function_plugin(this_module)

A class becomes the same declaration that a hook would return. Modules may also
hold such declarations themselves.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from types import ModuleType
from typing import ClassVar, Protocol, TypeVar

from redipy_core.errors import PluginError
from redipy_core.functions import RedisFunctionSpec, ScriptFunctionSpec, ScriptValue
from redipy_core.kinds import ANY, Kind

S = TypeVar("S")
S_co = TypeVar("S_co", covariant=True)
D = TypeVar("D", bound="_Named")


class _Named(Protocol):
    @property
    def name(self) -> str: ...


class LocalGeneralFunction(ABC):
    """A function that scripts call by name (``CallFn``), on memory."""

    name: ClassVar[str]
    arity: ClassVar[tuple[int, int | None]]
    returns: ClassVar[Kind] = ANY

    @abstractmethod
    def call(self, *args: ScriptValue) -> ScriptValue:
        """The function: text is ``bytes``; ScriptError ends the script."""

    @classmethod
    def declaration(cls) -> ScriptFunctionSpec:
        """What a hook would return for this class."""
        return ScriptFunctionSpec(
            cls.name, cls.arity, cls().call, cls.returns, cls.__doc__ or ""
        )


class LocalRedisFunction(ABC):
    """What a raw Redis call (``RedisFn``) of an undeclared name does on memory."""

    name: ClassVar[str]

    @abstractmethod
    def call(
        self,
        execute: Callable[[Sequence[bytes]], object],
        key: bytes | None,
        args: list[ScriptValue],
    ) -> ScriptValue:
        """The call: ``execute`` carries out a command given as words."""

    @classmethod
    def declaration(cls) -> RedisFunctionSpec:
        """What a hook would return for this class."""
        return RedisFunctionSpec(cls.name, cls().call, cls.__doc__ or "")


class _DeclaringClass(Protocol[S_co]):
    @classmethod
    def declaration(cls) -> S_co: ...


def declared_in(
    module: ModuleType, kind: type[S], base: type[_DeclaringClass[S]] | None = None
) -> Iterator[S]:
    """The declarations of one kind in a module: its own classes and instances."""
    for item in vars(module).values():
        if isinstance(item, kind):
            yield item
        elif (
            base is not None
            and isinstance(item, type)
            and issubclass(item, base)
            and item.__module__ == module.__name__
        ):
            yield item.declaration()


def add_declarations(table: dict[str, D], found: Iterator[D], kind: str) -> None:
    """Add declarations by name; PluginError if a name is taken or none is found."""
    added = {declaration.name: declaration for declaration in found}
    if not added:
        raise PluginError(f"the module declares no {kind}")
    for name in added:
        if name in table:
            raise PluginError(f"the {kind} {name!r} is there already")
    table.update(added)
