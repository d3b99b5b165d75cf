"""Binders: from a declared command to the function that a face calls.

A face (client, asyncio client, pipeline) asks its binder for a method's
function once and keeps it. The source is made and compiled once for each
command, edge and kind of binder; binding it again to another client only makes
a closure.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import (
    Awaitable,
    Callable,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Protocol

from redipy_core.binding import (
    Finish,
    Source,
    indent,
    method_source,
    slot_name,
    slots_source,
)
from redipy_core.command import Call, Command
from redipy_core.errors import (
    BackendError,
    CommandError,
    ResponseError,
    unknown_command,
    unknown_subcommand,
    without_prefix,
    wrong_arity,
)
from redipy_core.replies import Convert, Edge, ReplyRule
from redipy_core.wire import Words, packer

if TYPE_CHECKING:
    from redipy_core.faces import Face

Bound = Callable[..., object]
Template = Callable[..., Bound]


class Added(Protocol):
    """Something that plugins add to clients and pipelines as an attribute."""

    def bound(self, face: Face[str] | Face[bytes]) -> object:
        """What the attribute of this client or pipeline is."""
        ...


_NOTHING_ADDED: Mapping[str, Added] = {}


class CommandTable:
    """The commands that are there, by name. Names are upper case."""

    def __init__(
        self,
        commands: Iterable[Command] = (),
        *,
        added: Mapping[str, Added] = _NOTHING_ADDED,
        unusable: Callable[[], str] = str,
    ) -> None:
        self.added = added
        """What plugins add to clients, by the attribute's name."""
        self.unusable = unusable
        """What is said where something is missing: which plugins are not usable."""
        self._by_name: dict[str, Command] = {}
        self._by_wire_name: dict[bytes, Command] = {}
        self._containers: dict[bytes, dict[bytes, Command]] = {}
        self.templates: dict[object, Template] = {}
        """Compiled templates of binders, by whatever they are specific to."""
        for command in commands:
            self.add(command)

    def add(self, command: Command) -> None:
        """Add a command; its name must be free."""
        if command.name in self._by_name:
            raise BackendError(f"the command {command.name} is declared twice")
        self._by_name[command.name] = command
        if "internal" in command.flags:
            return
        first, *second = command.wire_words
        if second:
            self._containers.setdefault(first, {})[second[0]] = command
        else:
            self._by_wire_name[first] = command

    def __getitem__(self, name: str) -> Command:
        return self._by_name[name]

    def __contains__(self, name: str) -> bool:
        return name in self._by_name

    def __iter__(self) -> Iterator[Command]:
        return iter(self._by_name.values())

    def is_container(self, name: bytes) -> bool:
        """Whether ``name`` alone names no command, but some with a second word."""
        return name.upper() in self._containers

    def on_wire(self, words: Sequence[bytes]) -> Command | None:
        """The command that a client calls by these words, in any case of letters.

        The first word names it, or the first two; None if it is not declared.
        """
        if not words:
            return None
        name = words[0]
        found = self._by_wire_name.get(name) or self._by_wire_name.get(name.upper())
        if found is not None or len(words) == 1 or not self._containers:
            return found
        subcommands = self._containers.get(name.upper())
        return None if subcommands is None else subcommands.get(words[1].upper())

    def unknown(self, words: Sequence[bytes]) -> CommandError:
        """The error for words that name no command, as the server puts it."""
        name = words[0] if words else b""
        if name.upper() not in self._containers:
            error = unknown_command(name, words[1:])
            unusable = self.unusable()
            return CommandError(error.text + unusable) if unusable else error
        container = name.upper().decode()
        if len(words) == 1:
            return wrong_arity(container)
        return unknown_subcommand(container, words[1])


class Binder(ABC):
    """Makes the functions of one face over one backend."""

    asynchronous: ClassVar[bool] = False

    def __init__(self, table: CommandTable, edge: Edge) -> None:
        self.table = table
        self.edge = edge
        self._direct: dict[tuple[str, ReplyRule | None], Bound] = {}

    @abstractmethod
    def body(self, command: Command, rule: ReplyRule | None, source: Source) -> None:
        """Append the lines that carry out the call whose slots are ``s0``, ``s1`` …

        They return the finished result. Names that are the same for every
        client go to ``source.names``, the others are :meth:`cells`.
        """

    @abstractmethod
    def cells(self, command: Command) -> dict[str, object]:
        """The values, by name, that differ from client to client."""

    def variant(self, command: Command) -> object:
        """What else the compiled source depends on."""
        return None

    def method(self, command: Command) -> Bound:
        """The function behind a face's method."""
        if command.scoped is not None and self.edge.prefix:
            return self._documented(self._scoped(command.scoped), command)
        return self._documented(self._bind(command, None, direct=False), command)

    def run(self, call: Call) -> object:
        """Carry out a call: the result, an awaitable of it, or None when queued."""
        key = (call.command, call.reply)
        bound = self._direct.get(key)
        if bound is None:
            command = self.table[call.command]
            bound = self._bind(command, call.reply, direct=True)
            self._direct[key] = bound
        return bound(*call.args)

    def _scoped(self, name: str) -> Bound:
        call = Call(name, (self.edge.prefix,))
        return lambda: self.run(call)

    @staticmethod
    def _documented(bound: Bound, command: Command) -> Bound:
        bound.__name__ = bound.__qualname__ = command.method_name
        bound.__doc__ = command.doc
        bound.__signature__ = command.signature  # type: ignore[attr-defined]  # a function's own namespace
        return bound

    def _bind(self, command: Command, rule: ReplyRule | None, *, direct: bool) -> Bound:
        shadowed = frozenset() if direct else frozenset(command.signature.parameters)
        cells: dict[str, object] = {"run": self.run}
        for name, value in self.cells(command).items():
            cells[f"{name}_" if name in shadowed else name] = value
        key = (type(self), command, self.edge, rule, direct, self.variant(command))
        template = self.table.templates.get(key)
        if template is None:
            source = (
                slots_source(command, self.edge)
                if direct
                else method_source(command, self.edge, awaited=self.asynchronous)
            )
            if direct or command.view is None or command.direct_if is not None:
                begun = len(source.lines)
                self.body(command, rule, source)
                source.lines[begun:] = _unshadowed(source, begun, shadowed)
            if self.edge.prefix:
                source.lines = _unprefixed(source)
            template = source.template(
                command.method_name, tuple(cells), asynchronous=self.asynchronous
            )
            self.table.templates[key] = template
        return template(**cells)


def _unshadowed(source: Source, begun: int, parameters: frozenset[str]) -> list[str]:
    """The backend's lines, with names that parameters would hide made other ones.

    These lines use no parameter: they begin when all slots are filled.
    """
    lines = source.lines[begun:]
    for name in parameters:
        lines = [re.sub(rf"\b{name}\b", f"{name}_", line) for line in lines]
        if name in source.names:
            source.names[f"{name}_"] = source.names[name]
    return lines


def _unprefixed(source: Source) -> list[str]:
    """The lines, with the prefix taken out of errors that name a key."""
    source.names |= {"ResponseError": ResponseError, "without_prefix": without_prefix}
    return [
        "try:",
        *indent(source.lines),
        "except ResponseError as error:",
        "    raise without_prefix(error, prefix) from None",
    ]


def slots_of(command: Command) -> str:
    """The variables of all slots, as the arguments of a call."""
    return ", ".join(slot_name(i) for i in range(len(command.args)))


class WireBinder(Binder):
    """Binds to anything that takes words and gives wire replies."""

    def __init__(
        self,
        table: CommandTable,
        edge: Edge,
        send: Callable[[Words, Command], object],
    ) -> None:
        super().__init__(table, edge)
        self._send = send

    def cells(self, command: Command) -> dict[str, object]:
        """See :meth:`Binder.cells`."""
        return {"send": self._send}

    def body(self, command: Command, rule: ReplyRule | None, source: Source) -> None:
        """See :meth:`Binder.body`."""
        finish = Finish(command, self.edge, wire=True, rule=rule)
        source.names |= {"pack": packer(command), "command": command}
        wait = "await " if self.asynchronous else ""
        source.lines.append(f"r = {wait}send(pack({slots_of(command)}), command)")
        source.lines += finish.lines("r")
        source.names |= finish.names


class AsyncWireBinder(WireBinder):
    """As :class:`WireBinder`, over an asynchronous ``send``."""

    asynchronous = True

    def __init__(
        self,
        table: CommandTable,
        edge: Edge,
        send: Callable[[Words, Command], Awaitable[object]],
    ) -> None:
        super().__init__(table, edge, send)


class Queued(NamedTuple):
    """A call that waits in a pipeline, with what finishes its wire reply."""

    words: Sequence[bytes]
    finish: Convert | None
    command: str


class WireQueueBinder(Binder):
    """Binds a pipeline's methods: each queues its words and returns None."""

    def __init__(
        self, table: CommandTable, edge: Edge, queue: Callable[[Queued], object]
    ) -> None:
        super().__init__(table, edge)
        self._queue = queue

    def cells(self, command: Command) -> dict[str, object]:
        """See :meth:`Binder.cells`."""
        return {"queue": self._queue}

    def body(self, command: Command, rule: ReplyRule | None, source: Source) -> None:
        """See :meth:`Binder.body`."""
        finish = Finish(command, self.edge, wire=True, rule=rule)
        expression = finish.expression()
        source.names |= finish.names
        source.names |= {"pack": packer(command), "Queued": Queued}
        source.lines.append(
            f"queue(Queued(pack({slots_of(command)}), {expression}, {command.name!r}))"
        )
