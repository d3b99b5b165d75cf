"""Groups of commands: what a plugin adds to clients, under one name.

A group is made once from declarations and bound to whatever has commands::

    Bloom = CommandGroup("bf", commands_of(commands), title="Bloom", doc="Bloom filters.")

    Bloom(client).add("k", "x")       # exact types, from the stub beside the module
    client.bf.add("k", "x")           # the same, found by name, once it is installed

``client`` is a client, an asyncio client, a transaction or a pipeline of either;
the methods are carried out, awaited or queued as its own are.
``redipy plugins faces MODULE`` writes the stub.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, NamedTuple, TypeAlias, TypeVar

from redipy_core.command import Command
from redipy_core.errors import ArgumentTypeError, PluginError
from redipy_core.faces import (
    AsyncRedisAPI,
    Face,
    PipelineAPI,
    RedisAPI,
    install,
)

if TYPE_CHECKING:
    from typing_extensions import TypeVar as DefaultTypeVar

    T = DefaultTypeVar("T", bound=str | bytes, default=str)
else:
    T = TypeVar("T")

AnyFace: TypeAlias = Face[str] | Face[bytes]

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_TITLE = re.compile(r"[A-Z][A-Za-z0-9]*")


class GroupFace(Face[T]):
    """The commands of a group on one face. Made by calling the group."""

    group: ClassVar[CommandGroup]

    def __init__(self, client: AnyFace) -> None:
        table = client._binder.table
        for command in self.group.commands:
            if command.name not in table or table[command.name] is not command:
                raise PluginError(
                    f"{command.name} of {self.group.title} is not among the plugins of"
                    " this client: its distribution is not installed, or it is blocked"
                )
        self._binder = client._binder

    def __repr__(self) -> str:
        return f"<the commands of {self.group.title}>"


class Faces(NamedTuple):
    """The classes of a group: for clients, for asyncio clients, for pipelines."""

    commands: type[GroupFace]
    async_commands: type[GroupFace]
    pipeline: type[GroupFace]


class CommandGroup:
    """Commands under one name.

    ``name`` is the attribute of clients (``r.bf``), ``title`` what the group is
    called in code and in the names of its classes. Raises ValueError for a name
    that is none, or for two methods of one name.
    """

    def __init__(
        self, name: str, commands: Iterable[Command], *, title: str, doc: str = ""
    ) -> None:
        if not _NAME.fullmatch(name):
            raise ValueError(f"{name!r} cannot name a group: lower case, like 'bf'")
        if not _TITLE.fullmatch(title):
            raise ValueError(f"{title!r} cannot be a title: capitalised, like 'Bloom'")
        self.name = name
        self.title = title
        self.commands = tuple(commands)
        self.__doc__ = doc
        methods = [c.method_name for c in self.commands if "internal" not in c.flags]
        for method in methods:
            if methods.count(method) > 1:
                raise ValueError(f"{title} has two methods {method!r}")
        self.faces = Faces(
            self._face(f"{title}Commands", "carried out at once"),
            self._face(f"Async{title}Commands", "as coroutines"),
            self._face(f"{title}Pipeline", "queued"),
        )

    def _face(self, name: str, how: str) -> type[GroupFace]:
        doc = f"{self.__doc__}\n\nThe commands, {how}.".lstrip()
        face = type(name, (GroupFace,), {"__doc__": doc, "group": self})
        install(face, self.commands)
        return face

    def __repr__(self) -> str:
        return f"<command group {self.title} ({self.name})>"

    def bound(self, face: AnyFace) -> GroupFace:
        """As calling it: what a client's attribute of the group's name is."""
        return self(face)

    def __call__(self, client: AnyFace) -> GroupFace:
        """The commands on a client or pipeline.

        Raises PluginError if they are not among the client's plugins.
        """
        if isinstance(client, RedisAPI):
            return self.faces.commands(client)
        if isinstance(client, AsyncRedisAPI):
            return self.faces.async_commands(client)
        if isinstance(client, PipelineAPI):
            return self.faces.pipeline(client)
        raise ArgumentTypeError(
            f"{self.title} is bound to a client or a pipeline, not to {client!r:.80}"
        )
