"""The faces: the declared commands as methods of clients and pipelines.

The classes here get their methods from the declarations. What type checkers
and readers see stands in ``faces.pyi``, which is generated from the same
declarations (``make faces``; ``make check`` proves it current).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from redipy_core.binder import Binder, Bound
from redipy_core.builtin import redipy_commands
from redipy_core.command import Command

T = TypeVar("T")


class Face(Generic[T]):
    """Something that has the commands as methods."""

    _binder: Binder


class CommandMethod:
    """A command as a method: bound to the face's backend at its first use.

    The bound function is kept on the instance, where later look-ups find it
    first: calling it passes through no layer of ours.
    """

    def __init__(self, command: Command) -> None:
        self.command = command
        self.__doc__ = command.doc
        self.__name__ = command.method_name

    @property
    def __wrapped__(self) -> Bound:
        return self.command.function

    def bound(self, face: Face[object]) -> Bound:
        """The function for one face."""
        return face._binder.method(self.command)

    def __get__(
        self, face: Face[object] | None, owner: type[Face[object]]
    ) -> CommandMethod | Bound:
        if face is None:
            return self
        bound = self.bound(face)
        name = self.command.method_name
        if _found_on(owner, name) is self:
            # A subclass that overrides the method reaches us through super()
            # and must not be shadowed.
            face.__dict__[name] = bound
        return bound

    def __call__(self, face: Face[object], *args: object, **kwargs: object) -> object:
        """The unbound form, ``Redis.lpop(client, "key")``."""
        bound = self.__get__(face, type(face))
        assert not isinstance(bound, CommandMethod)
        return bound(*args, **kwargs)


def _found_on(owner: type, name: str) -> object:
    for base in owner.__mro__:
        if name in base.__dict__:
            return base.__dict__[name]
    return None


def install(face: type[Face[T]], commands: Iterable[Command]) -> None:
    """Give a face a method for each command."""
    for command in commands:
        if "internal" not in command.flags:
            setattr(face, command.method_name, CommandMethod(command))


class _Extended(Face[T]):
    """Something that finds by name what plugins add.

    That is a group of commands (``client.bf``), or the method of a command that
    belongs to no group. It is kept on the instance.
    """

    def __getattr__(self, name: str) -> object:
        binder = None if name.startswith("_") else self.__dict__.get("_binder")
        added = None if binder is None else binder.table.added.get(name)
        if binder is None or added is None:
            unusable = "" if binder is None else binder.table.unusable()
            raise AttributeError(
                f"{type(self).__name__!r} object has no attribute {name!r}{unusable}",
                name=name,
                obj=self,
            )
        found = added.bound(self)
        self.__dict__[name] = found
        return found

    def __dir__(self) -> Iterable[str]:
        return [*super().__dir__(), *self._binder.table.added]


class RedisAPI(_Extended[T]):
    """The commands, carried out at once."""


class AsyncRedisAPI(_Extended[T]):
    """The commands as coroutines."""


class PipelineAPI(_Extended[T]):
    """The commands, queued: every method returns None."""


for _face in (RedisAPI, AsyncRedisAPI, PipelineAPI):
    install(_face, redipy_commands())
