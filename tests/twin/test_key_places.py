"""The keys among a call's words are those that COMMAND GETKEYS finds."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import ClassVar

import pytest
from tests.twin.oracle import Oracle

from redipy_core.backend import Runtime
from redipy_core.client import Redis
from redipy_core.command import command, command_of
from redipy_core.errors import ResponseError
from redipy_core.key_places import keys_in
from redipy_core.parsing import parser
from redipy_core.plugins import default_plugins
from redipy_core.replies import INTEGER
from redipy_core.testing.example import Example
from redipy_core.testing.examples import EXAMPLES
from redipy_core.testing.words import WordMaker, Words


class SentError(Exception):
    """Carries the words that a method sends."""

    def __init__(self, words: Words) -> None:
        self.words = words


class Recorder(Runtime):
    """Carries nothing out."""

    name: ClassVar[str] = "recorder"

    def execute(self, words: Sequence[bytes]) -> object:
        raise SentError([*words])


NO_KEYS = "ERR The command has no key arguments"


def _keys(oracle: Oracle, words: Words) -> object:
    """What the server finds."""
    if len(words) == 1:  # it takes no command without arguments
        return []
    reply = oracle.one("COMMAND", "GETKEYS", *words)
    if isinstance(reply, ResponseError):
        return [] if reply.line == NO_KEYS else reply.line
    return reply


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_keys_of_the_examples(oracle: Oracle, example: Example) -> None:
    runtime = Recorder(default_plugins())
    with pytest.raises(SentError) as sent:
        example.call.on(Redis(rt=runtime))
    words = sent.value.words
    declared = runtime.table.on_wire(words)
    assert declared is not None
    assert keys_in(declared, words) == _keys(oracle, words)


def test_keys_of_random_calls(oracle: Oracle) -> None:
    table = Recorder(default_plugins()).table
    compared = 0
    for words in WordMaker(Random(5), table, malformed=0).sequence(6000):
        declared = table.on_wire(words)
        if declared is None:
            continue
        try:
            parser(declared)(words)
        except ResponseError:
            continue
        if declared.name == "PFMERGE" and len(words) == 2:
            continue  # the server finds nothing where no source follows
        assert keys_in(declared, words) == _keys(oracle, words), words
        compared += 1
    assert compared > 4000


@command(
    "X.PUT key [where=AT place:key|NEAR n:integer] [OVER others:key ...]",
    "write",
    reply=INTEGER,
    since="1.0.0",
    complexity="O(1)",
)
def x_put(key: bytes) -> int:
    """Put something at a key, for these tests."""
    raise AssertionError


@pytest.mark.parametrize(
    ("call", "keys"),
    [
        ("X.PUT a", "a"),
        ("X.PUT a AT b", "a b"),
        ("X.PUT a NEAR 5", "a"),
        ("X.PUT a OVER b c AT d", "a b c AT d"),
        ("X.PUT a at b OVER c", "a b c"),
        ("X.PUT a NEAR b", "a"),  # does not fit
        ("X.PUT", ""),
    ],
)
def test_keys_behind_options(call: str, keys: str) -> None:
    found = keys_in(command_of(x_put), call.encode().split())
    assert found == keys.encode().split()


@pytest.mark.parametrize(
    ("call", "keys"),
    [
        ("GEORADIUS STORE 1 2 3 m", "STORE"),
        ("GEORADIUS a 1 2 3 m STORE b STOREDIST c", "a c"),
        ("GEORADIUSBYMEMBER a STORE 3 m store b", "a b"),
        ("SORT a STORE b GET * STORE c", "a c"),
        ("MSET a 1 b", "a b"),  # does not fit
        ("XREAD STREAMS a b 0 0", "a b"),
        ("ZUNIONSTORE a 2 b c WEIGHTS 1 2", "a b c"),
    ],
)
def test_keys_of_calls(call: str, keys: str) -> None:
    words = call.encode().split()
    declared = Recorder(default_plugins()).table.on_wire(words)
    assert declared is not None
    assert keys_in(declared, words) == keys.encode().split()
