"""Commands of plugins on a RESP server: in a memory behaviour, as a script, its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import redis
from redipy.plugin import Command, Key, Plugins, command, command_of, hookimpl, replies
from redipy.script import FnContext, RedisVar
from redipy_memory.behaviour import Behaviour, replaces
from redipy_memory.runtime import MemoryRuntime
from redipy_memory.values import STRING
from redipy_server import Server


def _script() -> FnContext:
    ctx = FnContext()
    ctx.set_return_value(RedisVar(ctx.add_key("key")).incrby(ctx.add_arg("step")))
    return ctx


def _declared(name: str) -> Command:
    @command(
        f"{name} key step:integer",
        "write fast",
        reply=replies.INTEGER,
        since="1.0.0",
        complexity="O(1)",
        portable=_script,
    )
    def add(key: Key, step: int) -> int:
        """Add to a number."""
        raise NotImplementedError

    return command_of(add)


@replaces("RS.HERE", STRING)
def here(before: bytes | None, step: int) -> tuple[bytes, int]:
    number = int(before or b"0") + step
    return b"%d" % number, number


@command("WHEREAMI", "fast", reply=replies.BULK, since="1.0.0", complexity="O(1)")
def whereami(session: object) -> bytes:
    """Say that this is a test."""
    return b"in a test"


class Adding:
    @hookimpl
    def redipy_commands(self) -> list[Command]:
        found = [_declared("RS.HERE"), _declared("RS.SCRIPT")]
        found[1].function.__name__ = "add_by_script"
        return found

    @hookimpl
    def redipy_memory_behaviours(self) -> list[Behaviour]:
        found: list[Behaviour] = here.__dict__["__redipy_behaviours__"]
        return found

    @hookimpl
    def redipy_server_commands(self) -> list[Command]:
        return [command_of(whereami)]


@pytest.fixture
def client() -> Iterator[redis.Redis]:
    runtime = MemoryRuntime(Plugins(extra=[Adding()]))
    with Server(runtime, port=0) as server, redis.Redis(port=server.port) as found:
        yield found


def test_they_are_carried_out(client: redis.Redis) -> None:
    assert client.execute_command("RS.HERE", "k", 2) == 2
    assert client.execute_command("rs.script", "k", 3) == 5
    assert client.get("k") == b"5"
    assert client.execute_command("WHEREAMI") == b"in a test"
    with pytest.raises(redis.ResponseError, match="value is not an integer"):
        client.execute_command("RS.SCRIPT", "k", "x")
    with client.pipeline() as pipe:
        pipe.execute_command("RS.SCRIPT", "k", 1)
        pipe.execute_command("RS.HERE", "k", 1)
        assert pipe.execute() == [6, 7]


def test_they_are_described(client: redis.Redis) -> None:
    infos = client.execute_command("COMMAND INFO", "RS.HERE", "RS.SCRIPT", "RS.NONE")
    assert isinstance(infos, (list, dict))
    assert "rs.script" in str(infos)
    assert b"Add to a number." in _flat(
        client.execute_command("COMMAND DOCS", "RS.HERE")
    )


def _flat(found: object) -> list[object]:
    """All that a reply holds, however it is nested."""
    if isinstance(found, dict):
        found = [*found, *found.values()]
    if isinstance(found, (list, tuple)):
        return [inner for item in found for inner in _flat(item)]
    return [found.encode() if isinstance(found, str) else found]
