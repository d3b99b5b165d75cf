"""The grammar, and the two directions of the wire."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from redipy_core.builtin import redipy_commands
from redipy_core.command import Command
from redipy_core.errors import CommandError
from redipy_core.grammar import GrammarError, parse_grammar, render_grammar
from redipy_core.parsing import parser
from redipy_core.testing.words import WordMaker
from redipy_core.wire import packer

COMMANDS = {c.name: c for c in redipy_commands() if "internal" not in c.flags}


@pytest.mark.parametrize(
    ("grammar", "manual"),
    [
        ("key elements ...", "key element [element ...]"),
        ("key [count:positive]", "key [count]"),
        ("key [condition=NX|XX] [GET]", "key [NX | XX] [GET]"),
        ("[expiry=EX seconds:integer|KEEPTTL]", "[EX seconds | KEEPTTL]"),
        ("mapping=(score:double member) ...", "score member [score member ...]"),
        ("[LIMIT offset:integer count:integer]", "[LIMIT offset count]"),
        ("numkeys keys ... [COUNT n:natural]", "numkeys key [key ...] [COUNT n]"),
        ("key [_hidden=HIDDEN]", "key"),
        ("key [FULL [COUNT n:integer]]", "key [FULL [COUNT n]]"),
        ("key [(GET patterns) ...]", "key [GET pattern [GET pattern ...]]"),
    ],
)
def test_rendering(grammar: str, manual: str) -> None:
    assert render_grammar(parse_grammar(grammar)) == manual


@pytest.mark.parametrize(
    "grammar",
    [
        "key:none",
        "[key",
        "[]",
        "key key",
        "a |",
        "(a",
        "...",
        "a ] b",
        "a=",
        "%",
        "(GET a) ...",
    ],
)
def test_what_is_no_grammar(grammar: str) -> None:
    with pytest.raises(GrammarError):
        list(parse_grammar(grammar))


@pytest.mark.parametrize("command", COMMANDS.values(), ids=lambda c: c.name)
def test_packing_reads_back(command: Command) -> None:
    """What a call is packed into is parsed as the same call."""
    maker = WordMaker(Random(3), [command])
    pack, parse = packer(command), parser(command)
    read = 0
    for _ in range(200):
        try:
            slots = parse(maker.well_formed(command))
        except CommandError:
            continue
        if slots and isinstance(slots[-1], CommandError):
            continue  # one that is raised once the key was looked at
        assert parse(pack(*slots)) == slots
        read += 1
    assert read > 20


def _words(text: str) -> list[bytes]:
    return [word.encode() for word in text.split()]


@pytest.mark.parametrize(
    ("words", "slots"),
    [
        ("SET k v", (b"k", b"v", None, False, None)),
        ("SET k v get Px 10 nx", (b"k", b"v", b"NX", True, (b"PX", 10))),
        ("SET k v KEEPTTL", (b"k", b"v", None, False, (b"KEEPTTL", None))),
        ("LPOP k", (b"k", None)),
        ("LPOP k 2", (b"k", 2)),
        ("DEL a b", ([b"a", b"b"],)),
        ("MSET a 1 b 2", ([(b"a", b"1"), (b"b", b"2")],)),
        ("SCAN 0 count 5", (0, None, 5, None)),
        ("LINSERT k before p e", (b"k", b"BEFORE", b"p", b"e")),
        ("ZADD k ch 1 m", (b"k", *(False,) * 4, True, False, [(1.0, b"m")])),
        ("ZDIFF 2 a b WITHSCORES", ([b"a", b"b"], True)),
        ("ZDIFFSTORE 1 1 1", (b"1", [b"1"], ())),
        (
            "ZUNION 2 a b AGGREGATE max WEIGHTS 1 2",
            ([b"a", b"b"], [1.0, 2.0], b"MAX", False),
        ),
        ("LMPOP 1 left right COUNT 2", ([b"left"], b"RIGHT", 2)),
        ("ZRANDMEMBER k 2 withscores", (b"k", 2, True)),
        ("ZRANGE k 0 1 LIMIT 1 2", (b"k", b"0", b"1", None, False, (1, 2), False)),
    ],
)
def test_parsing(words: str, slots: tuple[object, ...]) -> None:
    given = _words(words)
    assert parser(COMMANDS[given[0].decode()])(given) == slots


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ("GET", "ERR wrong number of arguments for 'get' command"),
        ("MSET a 1 b", "ERR wrong number of arguments for 'mset' command"),
        ("SET k v NX XX", "ERR syntax error"),
        ("SET k v EX", "ERR syntax error"),
        ("SET k v EX x", "ERR value is not an integer or out of range"),
        (
            "EXPIRE k x NX XX",
            "ERR NX and XX, GT or LT options at the same time are not compatible",
        ),
        ("EXPIRE k 1 FOO", "ERR Unsupported option FOO"),
        ("ZADD k x", "ERR wrong number of arguments for 'zadd' command"),
        ("ZADD k NX 1 m 2", "ERR syntax error"),
        (
            "ZADD k NX XX x m",
            "ERR XX and NX options at the same time are not compatible",
        ),
        (
            "ZADD k INCR 1 m 2 n",
            "ERR INCR option supports a single increment-element pair",
        ),
        ("ZRANGE k 0 1 REV REV", "ERR syntax error"),
        ("ZINCRBY k NX m", "ERR syntax error"),
        ("SCAN 0 COUNT 0 COUNT x", "ERR syntax error"),
        ("FLUSHALL SYNC SYNC", "ERR syntax error"),
        ("LINSERT k foo a b", "ERR syntax error"),
        ("LMPOP 0 k LEFT", "ERR numkeys should be greater than 0"),
        ("LMPOP 1 k LEFT COUNT 0", "ERR count should be greater than 0"),
        ("LMPOP 2 k LEFT", "ERR syntax error"),
        ("ZUNION 0 k", "ERR at least 1 input key is needed for 'zunion' command"),
        ("ZUNION x k", "ERR value is not an integer or out of range"),
        ("SINTERCARD 2 k", "ERR Number of keys can't be greater than number of args"),
        ("ZRANDMEMBER k WITHSCORES 2", "ERR value is not an integer or out of range"),
        (
            "LINSERT k before a b c",
            "ERR wrong number of arguments for 'linsert' command",
        ),
    ],
)
def test_complaints(words: str, error: str) -> None:
    given = _words(words)
    with pytest.raises(CommandError) as info:
        parser(COMMANDS[given[0].decode()])(given)
    assert str(info.value) == error


def test_packing_is_generated_once() -> None:
    pack: Callable[..., object] = packer(COMMANDS["GET"])
    assert packer(COMMANDS["GET"]) is pack
    assert pack(b"k") == [b"GET", b"k"]
