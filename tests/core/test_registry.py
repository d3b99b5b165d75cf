"""The declarations say of each command what the server says of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import redis
from redipy_core import faces
from redipy_core.builtin import redipy_commands
from redipy_core.command import Command
from redipy_core.commands.left_out import LEFT_OUT
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


DATA_GROUPS = {
    *("string", "list", "hash", "set", "sorted-set", "stream", "bitmap", "geo"),
    *("hyperloglog", "generic", "pubsub", "transactions"),
}


def test_every_command_of_the_server_is_declared_or_left_out(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        docs = client.execute_command("COMMAND DOCS")
    missing = set(_data_commands(docs)) - {command.name for command in COMMANDS}
    assert missing == set(LEFT_OUT)
    assert not set(LEFT_OUT) & {command.name for command in COMMANDS}


def _data_commands(docs: list[Any]) -> Iterator[str]:
    for name, described in _pairs(docs):
        about = dict(_pairs(described))
        if about[b"group"].decode() not in DATA_GROUPS:
            continue
        subcommands = [name for name, _ in _pairs(about.get(b"subcommands", []))]
        for found in subcommands or [name]:
            yield found.decode().upper().replace("|", " ")


def _pairs(found: Any) -> list[tuple[Any, Any]]:
    """A reply that is a map, however redis-py gives it."""
    if isinstance(found, dict):
        return list(found.items())
    return list(zip(found[::2], found[1::2], strict=True))
