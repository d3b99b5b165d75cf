"""The short way from words to slots gives what the long way gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redipy_core.command import Command
from redipy_core.errors import CommandError
from redipy_core.parsing import _grammar_parser, parser
from redipy_core.plugins import default_plugins

COMMANDS = [c for c in default_plugins().table if c.reader is None]
WORDS = st.sampled_from([b"", b"a", b"1", b"-1", b"NX", b"xx", b"GET", b"EX", b"2.5"])


def outcome(
    parse: Callable[[Sequence[bytes]], object], words: Sequence[bytes]
) -> object:
    try:
        return repr(parse(words))
    except CommandError as error:
        return str(error)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c.name)
@settings(max_examples=25)
@given(rest=st.lists(WORDS, max_size=7))
def test_both_ways_give_the_same(command: Command, rest: list[bytes]) -> None:
    words = [*command.wire_words, *rest]
    assert outcome(parser(command), words) == outcome(_grammar_parser(command), words)


def test_lists_of_two_calls_are_two() -> None:
    parse = parser(default_plugins().table["DEL"])
    first, second = parse([b"DEL", b"a"]), parse([b"DEL", b"a"])
    assert first == second == ([b"a"],)
    assert first[0] is not second[0]
