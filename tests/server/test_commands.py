"""COMMAND and its kin: what a real server says of the same commands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

import pytest

import redis
from redipy_core.command import Command
from redipy_core.plugins import default_plugins
from redipy_server import Server
from redipy_server.commands import MODULES

from .conftest import Pair, Word, run

Facts: TypeAlias = tuple[object, ...]


def described(port: int) -> dict[str, Facts]:
    """For each command its arity, flags, key positions, categories."""
    found: dict[str, Facts] = {}

    def note(rows: Sequence[list[object]]) -> None:
        for row in rows:
            name, arity, flags, *places = row[:6]
            categories, subcommands = row[6], row[9]
            assert isinstance(name, bytes)
            assert isinstance(flags, list)
            assert isinstance(categories, list)
            assert isinstance(subcommands, list)
            sets = frozenset(flags), frozenset(categories)
            found[name.decode()] = (arity, *places, *sets)
            note(subcommands)

    with redis.Redis(port=port, protocol=2) as client:
        connection = client.connection_pool.get_connection()
        connection.send_command("COMMAND")
        reply = connection.read_response()
        assert isinstance(reply, list)
        note(reply)
    return found


@pytest.fixture(scope="module")
def descriptions(
    server: Server, redis_port: int
) -> tuple[dict[str, Facts], dict[str, Facts]]:
    return described(server.port), described(redis_port)


OURS_ALONE = {
    "client|setinfo",  # of Redis 7.2, and clients send it
    *("debug|object", "debug|sleep", "debug|set-active-expire"),  # one command there
}


def test_every_command_is_described_alike(
    descriptions: tuple[dict[str, Facts], dict[str, Facts]],
) -> None:
    ours, theirs = descriptions
    assert set(ours) - set(theirs) == OURS_ALONE
    for name in set(ours) - OURS_ALONE - {"debug"}:
        assert ours[name] == theirs[name], name


@pytest.mark.parametrize("category", ["", "slow", "connection", "admin"])
def test_the_list_has_containers(pair: Pair, category: str) -> None:
    words = ("COMMAND", "LIST", *(("FILTERBY", "ACLCAT", category) if category else ()))
    both = pair()
    ours, theirs = (
        set(wire(*words).split()[2::2]) for wire in (both.ours, both.theirs)
    )
    extra = {name.encode() for name in OURS_ALONE}
    assert ours - extra <= theirs
    containers = {b"client", b"cluster", b"config", b"xgroup"} & theirs
    assert containers <= ours
    assert bool(containers) == (category in ("", "slow"))


def own_commands() -> Iterator[Command]:
    yield from default_plugins().server_commands.values()


@pytest.mark.parametrize("command", list(own_commands()), ids=lambda c: c.name)
def test_every_command_is_whole(command: Command) -> None:
    assert len(command.doc) > 10
    assert command.since.count(".") == 2
    assert command.complexity
    assert command.group in {module.__name__.rpartition(".")[2] for module in MODULES}


CALLS: list[list[tuple[Word, ...]]] = [
    [("COMMAND", "INFO", "get", "nosuch", "config|get", "get|x")],
    [("COMMAND", "COUNT", 1)],
    [
        ("COMMAND", "NOSUCH"),
        ("COMMAND", "LIST", "x"),
        ("COMMAND", "LIST", "X", "y", "z"),
    ],
    [("COMMAND", "LIST", "FILTERBY", "X", "y"), ("COMMAND", "DOCS", "nosuch")],
    [("COMMAND", "LIST", "FILTERBY", "MODULE", "x")],
    [("COMMAND", "LIST", "FILTERBY", "ACLCAT", "nosuch")],
    [("COMMAND", "LIST", "FILTERBY", "PATTERN", "xrev*")],
    [("COMMAND", "GETKEYS", *words) for words in (["get"], ["ping"], ["nosuch", "a"])],
    [
        ("COMMAND", "GETKEYS", "mset", "a", 1, "b", 2),
        ("COMMAND", "GETKEYS", "get", "a"),
    ],
    [
        ("COMMAND", "GETKEYS", "zunion", 2, "a", "b"),
        ("COMMAND", "GETKEYS", "get", 1, 2),
    ],
    [
        ("COMMAND", "GETKEYS", "xread", "STREAMS", "a", "b", 0, 0),
        ("COMMAND", "GETKEYS"),
    ],
    [("COMMAND", "GETKEYS", "zunionstore", "d", 2, "a", "b")],
    [("COMMAND", "GETKEYSANDFLAGS", "set", "a", 1)],
    [("COMMAND", "GETKEYSANDFLAGS", "get", "a")],
]


@pytest.mark.parametrize("protocol", [2, 3])
@pytest.mark.parametrize("calls", CALLS, ids=str)
def test_the_same_answers(
    pair: Pair, protocol: int, calls: list[tuple[Word, ...]]
) -> None:
    run(pair(protocol=protocol), calls)


def test_docs_say_what_the_declaration_says(server: Server) -> None:
    with redis.Redis(port=server.port, protocol=3) as client:
        docs = client.execute_command("COMMAND DOCS", "lpush", "config")
    lpush = docs[b"lpush"]
    assert lpush[b"group"] == b"list"
    assert lpush[b"since"] == b"1.0.0"
    assert [arg[b"name"] for arg in lpush[b"arguments"]] == [b"key", b"element"]
    assert lpush[b"arguments"][1][b"flags"] == [b"multiple"]
    assert b"config|get" in docs[b"config"][b"subcommands"]


@pytest.mark.parametrize("name", ["blmpop", "eval", "fcall", "zunion", "sintercard"])
def test_docs_tell_of_the_number_of_keys(pair: Pair, name: str) -> None:
    """Where the keys are counted, their number is an argument of its own."""
    both = pair(protocol=3)
    for wire in (both.ours, both.theirs):
        words = wire("COMMAND", "DOCS", name).split()
        assert words[words.index(b"numkeys") :][1:4] == [b"$4", b"type", b"$7"]
        assert words.index(b"numkeys") < words.index(b"key")


def types_in(docs: dict[bytes, dict[bytes, object]]) -> set[bytes]:
    """The types of arguments in what COMMAND DOCS says, at any depth."""
    found: set[bytes] = set()
    for about in docs.values():
        for arg in about.get(b"arguments", ()):
            found |= {arg[b"type"]} | types_in({b"": arg})
        found |= types_in(about.get(b"subcommands", {}))
    return found


def test_docs_speak_of_a_servers_types_and_groups(
    server: Server, redis_port: int
) -> None:
    """A shell makes its help of them, and complains of words that it does not know."""
    ours, theirs = (
        redis.Redis(port=port, protocol=3).execute_command("COMMAND DOCS")
        for port in (server.port, redis_port)
    )
    assert types_in(ours) <= types_in(theirs)
    for name, about in ours.items():
        assert about[b"group"] == theirs[name][b"group"], name


def test_help_lists_the_subcommands(server: Server) -> None:
    with redis.Redis(port=server.port, protocol=2) as client:
        lines = client.execute_command("CLIENT HELP")
    assert b"SETNAME connection-name" in lines
    assert b"    Name this connection; an empty name takes it away." in lines
