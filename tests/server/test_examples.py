"""Every declared command by its examples: the same bytes as a real server's."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

import pytest

from redipy_core.binder import CommandTable
from redipy_core.client import Redis
from redipy_core.command import Command
from redipy_core.errors import RedipyError
from redipy_core.parsing import parser
from redipy_core.replies import Reply, choose
from redipy_core.testing.example import Example
from redipy_core.testing.examples import EXAMPLES
from redipy_memory.runtime import MemoryRuntime

from .conftest import Both

_NO_ORDER = {"STRING_SET", "UNORDERED_LIST", "KEY_LIST", "MAP"}


class Recorder(MemoryRuntime):
    """Notes the words of every call, in the plain form."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[list[bytes]] = []

    binder = MemoryRuntime.__mro__[1].binder

    def send(self, words: list[bytes], command: Command) -> object:
        self.words.append(words)
        return self.execute(words)


def calls_of(example: Example, *, prepared: bool) -> list[list[bytes]]:
    """The words of an example: what goes before, then the call itself."""
    recorder = Recorder()
    client = Redis(rt=recorder)
    if prepared:
        for before in example.before:
            before.on(client)
    count = len(recorder.words)
    with suppress(RedipyError):
        example.call.on(client)
    return recorder.words[: count + 1]


def kind_of(table: CommandTable, words: Sequence[bytes]) -> str:
    command = table.on_wire(words)
    assert command is not None
    if isinstance(command.reply, Reply):
        return command.reply.name
    slots = parser(command)(words)
    return choose(command.reply, dict(zip(command.slots, slots, strict=True))).name


@pytest.mark.parametrize("prepared", [True, False], ids=["there", "missing"])
@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_the_reply_is_the_same(both: Both, example: Example, prepared: bool) -> None:
    *before, words = calls_of(example, prepared=prepared)
    for call in before:
        both.same(*call)
    table = MemoryRuntime().table
    command = table.on_wire(words)
    assert command is not None
    ours, theirs = both.ours(*words), both.theirs(*words)
    if "random" in command.flags or command.name == "TIME":
        assert shape(ours) == shape(theirs)
    elif kind_of(table, words) in _NO_ORDER:
        assert sorted(ours.split(b"\r\n")) == sorted(theirs.split(b"\r\n"))
        assert ours[:2] == theirs[:2]
    else:
        assert ours == theirs


def shape(reply: bytes) -> list[bytes]:
    """The types and lengths of a reply, without its data."""
    return [line[:1] for line in reply.split(b"\r\n") if line[:1] in b"$*%~:+-_,"]
