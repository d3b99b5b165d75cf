"""Commands whose names are two words, and the containers they make."""

from __future__ import annotations

import pytest

import redipy
from redipy_core.command import split_syntax
from redipy_core.errors import CommandError


@pytest.mark.parametrize(
    ("syntax", "name", "grammar"),
    [
        ("OBJECT ENCODING key", "OBJECT ENCODING", " key"),
        ("PUBSUB NUMPAT", "PUBSUB NUMPAT", ""),
        ("GET key", "GET", " key"),
        ("DBSIZE", "DBSIZE", ""),
        ("X [GET]", "X", " [GET]"),
        ("X (GET key)", "X", " (GET key)"),
        ("X AND|OR key", "X", " AND|OR key"),
    ],
)
def test_names_are_the_first_bare_words(syntax: str, name: str, grammar: str) -> None:
    assert split_syntax(syntax) == (name, grammar)


def test_a_syntax_begins_with_a_name() -> None:
    with pytest.raises(ValueError, match="begins with no name"):
        split_syntax(" key")


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (["OBJECT"], "wrong number of arguments for 'object' command"),
        (["object", "Foo"], "unknown subcommand 'Foo'. Try OBJECT HELP."),
        (["OBJECT", ""], "unknown subcommand ''. Try OBJECT HELP."),
        (["OBJECT", "\r\n" + "x" * 200], f"unknown subcommand '  {'x' * 126}'."),
        (
            ["OBJECT", "ENCODING"],
            "wrong number of arguments for 'object|encoding' command",
        ),
        (["OBJECT ENCODING", "k"], "unknown command 'OBJECT ENCODING', with args"),
    ],
)
@pytest.mark.parametrize("backend", ["memory", "redis"])
def test_what_is_no_subcommand(
    backend: str, words: list[str], error: str, redis_url: str
) -> None:
    memory = backend == "memory"
    client = redipy.Redis() if memory else redipy.Redis.from_url(redis_url)
    with client, pytest.raises(CommandError) as info:
        client.execute(*words)
    assert str(info.value).startswith(f"ERR {error}")


def test_in_any_case() -> None:
    with redipy.Redis() as client:
        client.set_value("k", 1)
        assert client.execute("oBject", "encoding", "k") == b"int"
