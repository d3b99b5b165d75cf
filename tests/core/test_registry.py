"""The declarations say of each command what the server says of it."""

from __future__ import annotations

import pytest

from redipy_core import faces
from redipy_core.builtin import redipy_commands
from redipy_core.command import OWN_FLAGS, Command
from redipy_core.commands.left_out import LEFT_OUT
from redipy_core.key_places import has_movable_keys, key_positions
from redipy_memory.runtime import MemoryRuntime

COMMANDS = [c for c in redipy_commands() if "internal" not in c.flags]

Info = dict[str, dict[str, object]]
Docs = dict[str, dict[str, str]]

each = pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c.name)

UNTOLD = frozenset({"may_replicate"})
"""Flags that a server has and shows in no reply of COMMAND INFO."""


@each
def test_arity(command: Command, command_info: Info) -> None:
    assert command.arity == command_info[command.name]["arity"]


@each
def test_flags(command: Command, command_info: Info) -> None:
    flags = command_info[command.name]["flags"]
    assert isinstance(flags, list)
    derived = {"movablekeys"} if has_movable_keys(command) else set()
    assert (command.flags - OWN_FLAGS - UNTOLD) | derived == set(flags)


@each
def test_chance_is_told(command: Command, command_info: Info) -> None:
    tips = command_info[command.name]["tips"]
    assert isinstance(tips, list)
    assert "random" not in command.flags or "nondeterministic_output" in tips


@each
def test_key_positions(command: Command, command_info: Info) -> None:
    info = command_info[command.name]
    expected = (info["first_key_pos"], info["last_key_pos"], info["step_count"])
    assert key_positions(command) == expected


@each
def test_since(command: Command, command_docs: Docs) -> None:
    assert command.since == command_docs[command.name]["since"]


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


GROUPS = {
    *("string", "list", "hash", "set", "sorted-set", "stream", "bitmap", "geo"),
    *("hyperloglog", "generic", "pubsub", "transactions", "connection"),
}
"""The server's groups of which every command is declared or left out."""


def test_every_command_of_the_server_is_declared_or_left_out(
    command_docs: Docs,
) -> None:
    declared = {command.name for command in COMMANDS}
    containers = {name.split()[0] for name in declared if " " in name}
    wanted = {
        name
        for name, about in command_docs.items()
        if about["group"] in GROUPS or name.split()[0] in containers
    }
    assert wanted - declared == set(LEFT_OUT)
    assert not set(LEFT_OUT) & declared
    assert declared <= set(command_docs)
    assert all(len(reason) > 10 for reason in LEFT_OUT.values())
