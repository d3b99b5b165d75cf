"""``redipy cli`` beside redis-cli: the same commands, the same output."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest

from redipy_core.plugins import default_plugins
from redipy_core.testing.examples import EXAMPLES
from redipy_server.protocol import split_line
from redipy_server.shell import Shell
from redipy_server.shown import read_replies, shown
from redipy_server.state import quoted

from .conftest import Wire
from .test_examples import calls_of

COMMANDS = [
    *("SET a b", "GET a", "GET none", "INCR n", 'RPUSH l a b "c\\"d"', "LRANGE l 0 -1"),
    *("LRANGE x 0 -1", "NOPE x", "HSET h f v g w", "HGETALL h", "ZADD z 1.5 a"),
    *("ZRANGE z 0 -1 WITHSCORES", "XADD s 1-1 f v", "XRANGE s - +", "TYPE a"),
    *('SET bin "\\xff\\n\\x00"', "GET bin", "COMMAND GETKEYS SET a b", "MULTI"),
    *("INCR n", "LPUSH n x", "RPUSH l 1 2 3 4 5 6 7 8 9", "LRANGE l 0 -1", "EXEC"),
    *("DISCARD", 'GET "abc', "SET u \u00e9", "GET u", "", "INFO keyspace", "GET"),
    *("SET quoted 'it\\'s'", "GET quoted", "DBSIZE"),
]
HOWS = [["--no-raw"], ["--raw"]]


def redis_cli(port: int, how: list[str], lines: bytes) -> bytes:
    program = shutil.which("redis-cli")
    assert program is not None, "redis-cli is missing: install redis-tools"
    command = [program, "-p", str(port), *how]
    return subprocess.run(command, input=lines, check=True, capture_output=True).stdout


def ours(how: list[str], lines: bytes, *words: str) -> tuple[bytes, int]:
    command = [sys.executable, "-m", "redipy", "cli", *how, *words]
    found = subprocess.run(command, input=lines, capture_output=True)
    assert found.stderr == b""
    return found.stdout, found.returncode


@pytest.mark.parametrize("how", HOWS, ids=lambda how: how[0])
def test_the_output_is_redis_cli_s(redis_port: int, how: list[str]) -> None:
    redis_cli(redis_port, [], b"FLUSHALL")
    lines = "\n".join(COMMANDS).encode() + b"\n"
    theirs = redis_cli(redis_port, how, lines)
    assert ours(how, lines)[0].splitlines() == theirs.splitlines()


def test_single_commands_and_exit_codes() -> None:
    assert ours([], b"", "SET", "a", "b c") == (b"OK\n", 0)
    assert ours(["--no-raw"], b"", "GET", "a") == (b"(nil)\n", 0)
    out, code = ours([], b"", "INCR")
    assert (out.strip(), code) == (
        b"ERR wrong number of arguments for 'incr' command",
        1,
    )
    assert ours(["--json"], b"", "ECHO", "\u00e9")[0].decode() == '"\u00e9"\n'


def test_a_store_that_there_is_not() -> None:
    command = [sys.executable, "-m", "redipy", "cli", "--url", "no://x", "PING"]
    found = subprocess.run(command, capture_output=True, text=True)
    assert found.returncode == 1
    assert found.stderr.startswith("redipy cli: no backend for the scheme 'no'")


@pytest.fixture
def said() -> list[bytes]:
    return []


@pytest.fixture
def shell(said: list[bytes]) -> Iterator[Shell]:
    found = Shell("memory://", "typed", said.append)
    yield found
    found.close()


def test_the_prompt(shell: Shell) -> None:
    assert shell.prompt == "memory://> "
    shell.run_line(b"SELECT 3")
    shell.run_line(b"MULTI")
    assert shell.prompt == "memory://[3](TX)> "
    shell.run_line(b"quit")
    assert not shell.is_open


def test_help(shell: Shell, said: list[bytes]) -> None:
    shell.run_line(b"help getrange")
    assert said[0].startswith(b"\n  GETRANGE key start end\n  summary: ")
    shell.run_line(b"help client")
    assert b"CLIENT LIST" in said[1]
    shell.run_line(b"help")
    assert said[2].startswith(b'Type "help <command>"')


def test_messages_until_ctrl_c(shell: Shell, said: list[bytes]) -> None:
    publish = shell.state.runtime.execute

    def write(text: bytes) -> None:
        said.append(text)
        if text.endswith(b"(integer) 1\n"):  # the confirmation
            publish([b"PUBLISH", b"c", b"hi"])
        elif b"hi" in text:
            raise KeyboardInterrupt

    shell.write = write
    shell.run_line(b"SUBSCRIBE d c")
    assert said[-2:] == [b'1) "message"\n2) "c"\n3) "hi"\n', b"\n"]
    assert shell.session.subscriptions == 0


_BY_CHANCE = frozenset({"TIME", "XADD", "PTTL", "PEXPIRETIME", "RANDOMKEY"})


def example_lines() -> list[list[bytes]]:
    """For each example that a server answers in one way the calls as lines."""
    table = default_plugins().table
    found: list[list[bytes]] = []
    for example in EXAMPLES:
        calls = calls_of(example, prepared=True)
        command = table.on_wire(calls[-1])
        assert command is not None
        if (
            not {"random", "blocking"} & command.flags
            and command.name not in _BY_CHANCE
        ):
            found.append([b" ".join(map(quoted, words)) for words in calls])
    return found


def test_the_replies_of_all_examples_look_as_in_redis_cli(redis_port: int) -> None:
    examples = example_lines()
    assert len(examples) > 150
    between = [b"ECHO \\x00next", b"FLUSHALL"]
    lines = [line for calls in examples for line in (*between, *calls)]
    script = b"\n".join(lines) + b"\n"
    theirs = redis_cli(redis_port, ["--no-raw"], script)
    written: list[bytes] = []
    with Wire(redis_port) as wire:
        for line in lines:
            words = split_line(line)
            assert words
            (reply,) = read_replies(wire(*words))
            written.append(shown(reply, "typed"))
    both = zip(
        b"".join(written).split(b'next"\n'), theirs.split(b'next"\n'), strict=True
    )
    different = [pair for pair in both if pair[0] != pair[1]]
    assert different == []
