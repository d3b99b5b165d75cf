"""The commands of a server: the store's and its own, by the words that name them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

from redipy_core.command import Command
from redipy_core.errors import (
    CommandError,
    unknown_command,
    unknown_subcommand,
    wrong_arity,
)
from redipy_core.parsing import parser
from redipy_core.replies import Reply, ReplyRule
from redipy_core.wire import SlotValues


def _chooser(
    rule: ReplyRule, slots: Sequence[str]
) -> Callable[[Sequence[object]], Reply]:
    """:func:`redipy_core.replies.choose`, for slot values that stand in their order."""
    if isinstance(rule, Reply):
        return lambda values: rule
    at = slots.index(rule.slot)
    given, absent = (_chooser(r, slots) for r in (rule.given, rule.absent))

    def chosen(values: Sequence[object]) -> Reply:
        value = values[at]
        return (absent if value is None or value is False else given)(values)

    return chosen


class Entry:
    """A command of a server, and how often it was called.

    ``own`` says that the server carries it out: its function takes the session
    and the slot values. All others are the store's, and ``in_lua`` those that a
    store carries out itself if it is a server with a Lua of its own.
    """

    def __init__(self, command: Command, *, own: bool) -> None:
        self.command = command
        self.own = own
        self.name = command.name
        self.container = command.name.partition(" ")[0]
        self.in_lua = own and command.group in ("scripting", "functions")
        self.flags = command.flags
        self.arity = command.arity
        self.subcommands: dict[bytes, Entry] = {}
        self.calls = 0
        self.seconds = 0.0
        self.rejected = 0
        self.failed = 0

    def __repr__(self) -> str:
        return f"<entry {self.name}>"

    @cached_property
    def full_name(self) -> str:
        """The name as COMMAND INFO gives it."""
        return self.name.lower().replace(" ", "|")

    @cached_property
    def spellings(self) -> frozenset[bytes]:
        """The name of one word as most write it; what is kept by names is for these.

        There are thousands of other ways to write one.
        """
        name, *more = self.command.wire_words
        return frozenset() if more else frozenset({name, name.lower()})

    @cached_property
    def parse(self) -> Callable[[Sequence[bytes]], SlotValues]:
        """The function from words to slot values; it complains as a server does."""
        return parser(self.command)

    def fits(self, count: int) -> bool:
        """Whether the command may have so many words."""
        return count == self.arity or (self.arity < 0 and count >= -self.arity)

    @cached_property
    def kind(self) -> Callable[[Sequence[object]], Reply]:
        """The function from slot values to the reply kind."""
        return _chooser(self.command.reply, self.command.slots)


class CommandIndex:
    """Finds commands by words. What the server has of its own goes first."""

    def __init__(self, store: Iterable[Command], own: Iterable[Command]) -> None:
        self._by_name: dict[bytes, Entry] = {}
        self._containers: dict[bytes, dict[bytes, Entry]] = {}
        for commands, is_own in ((store, False), (own, True)):
            for command in commands:
                if "internal" not in command.flags:
                    self._add(Entry(command, own=is_own))

    def _add(self, entry: Entry) -> None:
        first, *second = entry.command.wire_words
        if second:
            self._containers.setdefault(first, {})[second[0]] = entry
        else:
            self._by_name[first] = entry

    def __iter__(self) -> Iterator[Entry]:
        """Every command and subcommand."""
        yield from self._by_name.values()
        for subcommands in self._containers.values():
            yield from subcommands.values()

    @property
    def containers(self) -> dict[bytes, dict[bytes, Entry]]:
        """The subcommands of each container, by its name in capitals."""
        return self._containers

    @property
    def names(self) -> list[bytes]:
        """The names of commands and containers, in capitals."""
        return list(dict.fromkeys([*self._by_name, *self._containers]))

    def named(self, name: bytes) -> Entry | None:
        """The command of this name in capitals, which is no subcommand."""
        return self._by_name.get(name)

    def find(self, words: Sequence[bytes]) -> Entry | None:
        """The command that these words call, in any case of letters."""
        name = words[0].upper()
        subcommands = self._containers.get(name)
        if subcommands is None or len(words) == 1:
            return self._by_name.get(name)
        return subcommands.get(words[1].upper())

    def is_container(self, name: bytes) -> bool:
        """Whether a word begins the names of subcommands."""
        return name.upper() in self._containers

    def unknown(self, words: Sequence[bytes]) -> CommandError:
        """The error for words that name no command."""
        if not self.is_container(words[0]):
            return unknown_command(words[0], words[1:])
        container = words[0].upper().decode()
        if len(words) == 1:
            return wrong_arity(container)
        return unknown_subcommand(container, words[1])
