"""The declarations say of each command what the server says of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from redipy_core import faces
from redipy_core.builtin import redipy_commands
from redipy_core.command import Command
from redipy_memory.runtime import MemoryRuntime

COMMANDS = [c for c in redipy_commands() if "internal" not in c.flags]
SHARED_FLAGS = {
    *("write", "readonly", "denyoom", "fast", "noscript", "blocking", "pubsub"),
}

Info = dict[str, dict[str, object]]

each = pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c.name)


@each
def test_arity(command: Command, command_info: Info) -> None:
    assert command.arity == command_info[command.name]["arity"]


@each
def test_flags(command: Command, command_info: Info) -> None:
    flags = command_info[command.name]["flags"]
    assert isinstance(flags, list)
    assert command.flags & SHARED_FLAGS == set(flags) & SHARED_FLAGS


@each
def test_key_positions(command: Command, command_info: Info) -> None:
    info = command_info[command.name]
    expected = (info["first_key_pos"], info["last_key_pos"], info["step_count"])
    assert _key_positions(command) == expected


def _key_positions(command: Command) -> tuple[int, int, int]:
    """First, last and step, as COMMAND INFO counts them."""
    spans = list(_key_spans(command))
    if not spans:
        return 0, 0, 0
    first, last, step = spans[0]
    for start, end, _ in spans[1:]:
        assert last >= 0
        assert start == last + step
        last = end
    return first, last, step


def _key_spans(command: Command) -> Iterator[tuple[int, int, int]]:
    args, at = command.args, len(command.wire_words)
    for i, arg in enumerate(args):
        if arg.type == "block" and arg.multiple and arg.args[0].type == "key":
            yield at, -1, len(arg.args)
            return
        if arg.counted:
            return
        # A shard channel is routed like a key.
        if arg.type == "key" or arg.name == "shardchannel":
            after = sum(a.width for a in args[i + 1 :])
            yield at, -1 - after if arg.multiple else at, 1
        if arg.multiple or arg.optional:
            return
        at += arg.width


@each
def test_every_command_is_whole(command: Command) -> None:
    """A declared command has a behaviour, a method on each face, and its docs."""
    assert MemoryRuntime().store.behaviour(command).command == command.name
    for face in (faces.RedisAPI, faces.AsyncRedisAPI, faces.PipelineAPI):
        method = getattr(face, command.method_name)
        assert method.__doc__ == command.doc
    assert len(command.doc) > 10
    assert command.since.count(".") == 2
    assert command.complexity.startswith("O(")


def test_names_are_declared_once() -> None:
    names = [c.name for c in redipy_commands()]
    methods = [c.method_name for c in redipy_commands()]
    assert len(set(names)) == len(names)
    assert len(set(methods)) == len(methods)
