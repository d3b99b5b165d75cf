"""redis-cli in all its ways of working."""

from __future__ import annotations

import os
import re
import select
import subprocess
import time
from pathlib import Path

import pytest
from tests.installed import tool

from .conftest import PATIENCE, emptied, run, started, until

Ports = tuple[int, int]


def cli(port: int, *words: str, given: str = "", code: int = 0) -> str:
    """What redis-cli prints, without the port in it."""
    said = run([tool("redis-cli"), "-p", str(port), *words], given=given, code=code)
    return said.replace(str(port), "PORT")


def alike(ports: Ports, *words: str, given: str = "", code: int = 0) -> str:
    """What redis-cli prints for both servers, which must be the same."""
    ours, theirs = (cli(port, *words, given=given, code=code) for port in ports)
    assert ours == theirs
    return ours


def packed(*words: object) -> str:
    """A request as the protocol has it."""
    texts = [str(word) for word in words]
    head = f"*{len(texts)}\r\n"
    return head + "".join(f"${len(text)}\r\n{text}\r\n" for text in texts)


DATA = "".join(
    packed(*words)
    for n in range(400)
    for words in (
        ("SET", f"key:{n}", n),
        ("RPUSH", "list", n),
        ("HSET", "hash", f"f{n}", n),
        ("SADD", "set", n),
        ("ZADD", "zset", n, f"m{n}"),
        ("XADD", "stream", f"{n + 1}-1", "f", n),
    )
) + packed("SET", "big", "x" * 5000)


@pytest.fixture
def filled(ports: Ports) -> Ports:
    """Both servers with the same keys, put there through a pipe."""
    said = alike(ports, "--pipe", given=DATA)
    assert said.endswith("errors: 0, replies: 2401\n")
    return ports


CALLS = [
    ["PING"],
    ["-n", "3", "DBSIZE"],
    ["-n", "33", "DBSIZE"],
    ["-r", "3", "INCR", "times"],
    ["-u", "redis://127.0.0.1/2", "CLIENT", "GETNAME"],
    ["GET", "none"],
    ["--no-raw", "GET", "none"],
    ["--no-raw", "LRANGE", "list", "0", "3"],
    ["--no-raw", "XRANGE", "stream", "-", "+", "COUNT", "2"],
    ["--no-raw", "-3", "ZRANGE", "zset", "0", "2", "WITHSCORES"],
    ["--no-raw", "-3", "XINFO", "STREAM", "stream"],
    ["--no-raw", "-3", "CONFIG", "GET", "maxmemory-policy"],
    ["--no-raw", "EVAL", "return {1, {ok='fine'}, false, {KEYS[1]}}", "1", "k"],
    ["--csv", "HMGET", "hash", "f1", "none", "f2"],
    ["--json", "-3", "HGETALL", "hash"],
    ["--json", "LRANGE", "list", "0", "-1"],
    ["-d", ",", "LRANGE", "list", "0", "3"],
    ["--quoted-input", "SET", r'"\x00\xffk"', '"\\"\\n"'],
    ["--no-raw", "GETRANGE", "big", "0", "5"],
    ["--no-raw", "COMMAND", "INFO", "get", "nosuch"],
    ["--no-raw", "-3", "COMMAND", "GETKEYSANDFLAGS", "COPY", "a", "b"],
    ["CLUSTER", "SLOTS"],
    ["CLUSTER", "NODES"],
    ["ROLE"],
    ["ACL", "LIST"],
    ["--show-pushes", "yes", "-3", "CLIENT", "TRACKING", "on"],
    ["--user", "nobody", "--pass", "x", "--no-auth-warning", "PING"],
    ["-a", "wrong", "PING"],
    ["--scan"],
    ["--scan", "--pattern", "key:1?", "-i", "0"],
]


@pytest.mark.parametrize("words", CALLS, ids=" ".join)
def test_one_shot(filled: Ports, words: list[str]) -> None:
    if "--scan" in words:
        ours, theirs = (sorted(cli(port, *words).splitlines()) for port in filled)
        assert ours == theirs
    else:
        alike(filled, *words)


def test_words_from_the_input_and_codes(ports: Ports) -> None:
    assert alike(ports, "-x", "SET", "k", given="from\nthe input") == "OK\n"
    assert alike(ports, "GET", "k") == "from\nthe input\n"
    alike(ports, "-X", "it", "MSET", "a", "it", "b", "2", given="1")
    assert alike(ports, "MGET", "a", "b") == "1\n2\n"
    said = alike(ports, "-e", "INCR", "k", code=1)
    assert said == "ERR value is not an integer or out of range\n"
    assert alike(ports, "GET").startswith("ERR wrong number of arguments")


LINES = """
SET text "with \\"quotes\\" and \\x00"
GET text
MULTI
INCR n
LPUSH n x
GET n
EXEC
INCR
SELECT 2
DBSIZE
3 INCR repeated
HSET h f v
HGETALL h
SUBSCRIBE
CLIENT REPLY
EVAL "return redis.call('GET', KEYS[1])" 1 repeated
WATCH text
MULTI
DISCARD
RESET
GET repeated
NOSUCH a b
QUIT
PING
"""


def test_interactive(ports: Ports) -> None:
    alike(ports, "--no-raw", "-3", given=LINES)
    for port in ports:
        emptied(port)
    said = alike(ports, "--no-raw", given=LINES)
    assert '"with \\"quotes\\" and \\x00"' in said
    assert "PONG" not in said


def test_help(ports: Ports) -> None:
    """The shell's help is made of what COMMAND DOCS says."""
    for port in ports:
        said = cli(port, given="help set\nhelp sort\nhelp eval\nhelp @list\n")
        assert "Unknown" not in said
        assert "[NX|XX] [GET] [EX seconds|PX milliseconds" in said
        assert "[LIMIT offset count] [GET" in said
        assert "script numkeys [key [key ...]] [arg" in said
        assert "LPUSH" in said


def test_pipe_mode_reports_errors(ports: Ports) -> None:
    given = packed("SET", "k", "x") + packed("INCR", "k") + packed("NOSUCH", "k")
    said = alike(ports, "--pipe", given=given, code=1)
    assert "ERR value is not an integer or out of range" in said
    assert "errors: 2, replies: 3\n" in said


def test_big_keys(filled: Ports) -> None:
    def summary(port: int) -> list[str]:
        said = cli(port, "--bigkeys")
        assert "Sampled 406 keys in the keyspace!" in said
        return sorted(said.partition("-- summary --")[2].splitlines())

    ours, theirs = map(summary, filled)
    assert ours == theirs
    assert """Biggest string found '"big"' has 5000 bytes""" in ours


def test_memory_of_keys(filled: Ports) -> None:
    """Lists and sorted sets are estimates; all else is as on a server."""

    def summary(port: int) -> list[str]:
        lines = cli(port, "--memkeys").partition("-- summary --")[2].splitlines()
        return sorted(
            line for line in lines if not re.search(r"\b(list|zset)s?\b", line)
        )

    ours, theirs = map(summary, filled)
    assert ours == theirs
    assert any("Biggest string" in line and "big" in line for line in ours)


def test_hot_keys_are_not_counted(filled: Ports) -> None:
    said = alike(filled, "--hotkeys", code=1)
    assert "An LFU maxmemory policy is not selected" in said


def test_a_script_from_a_file(ports: Ports, tmp_path: Path) -> None:
    script = tmp_path / "script.lua"
    script.write_text(
        "for i, key in ipairs(KEYS) do redis.call('SET', key, ARGV[i]) end\n"
        "return {#KEYS, ARGV[1] .. ARGV[2], redis.call('GET', KEYS[2])}\n"
    )
    words = ("--eval", str(script), "a", "b", ",", "1", "two words")
    assert alike(ports, *words) == "2\n1two words\ntwo words\n"
    script.write_text("local x = 1\nreturn nosuch\n")
    assert "user_script:2: Script attempted to access" in alike(ports, *words[:2])


def test_latency(ports: Ports) -> None:
    for port in ports:
        said = cli(port, "--latency", "--raw", "-i", "0.1")
        least, most, _, count = map(float, said.split())
        assert 0 <= least <= most
        assert count > 0


def test_statistics(filled: Ports) -> None:
    for port in filled:
        lines = on_a_terminal(
            [tool("redis-cli"), "-p", str(port), "--stat", "-i", "0.02"], 4
        )
        assert lines[1].split()[:3] == ["keys", "mem", "clients"]
        keys, memory, clients, blocked, *_ = lines[2].split()
        assert (keys, blocked) == ("406", "0")
        assert re.fullmatch(r"[\d.]+[KMG]", memory)
        assert int(clients) >= 1


def on_a_terminal(command: list[str], count: int) -> list[str]:
    """The first lines that a program prints on a terminal."""
    mine, its = os.openpty()
    try:
        process = subprocess.Popen(command, stdin=its, stdout=its)
        os.close(its)
        said, end = b"", time.monotonic() + PATIENCE
        while said.count(b"\n") < count:
            assert select.select([mine], [], [], end - time.monotonic())[0], said
            said += os.read(mine, 4096)
        process.terminate()
        process.wait(timeout=PATIENCE)
    finally:
        os.close(mine)
    return said.decode().splitlines()


def test_information(ports: Ports) -> None:
    """What a tool may look for in INFO is there."""
    ours, theirs = (cli(port, "INFO", "everything") for port in ports)

    def fields(said: str) -> set[str]:
        return set(re.findall(r"^(\w+):", said, re.M))

    sections = set(re.findall(r"^# (\w+)", ours, re.M))
    assert {"Server", "Clients", "Memory", "Stats", "Keyspace"} <= sections
    used = {"redis_version", "redis_mode", "tcp_port", "used_memory", "role"}
    used |= {"used_memory_human", "connected_clients", "total_commands_processed"}
    used |= {"expired_keys", "keyspace_hits", "loading", "maxmemory", "aof_enabled"}
    assert used <= fields(ours) & fields(theirs)


def test_monitor(ports: Ports, tmp_path: Path) -> None:
    def monitored(port: int) -> list[str]:
        log = tmp_path / f"monitor {port}"
        command = [tool("redis-cli"), "-p", str(port), "MONITOR"]
        with started(command, log):
            until(lambda: log.read_text().startswith("OK"), "monitoring")
            cli(port, given='SET k "a\\n"\nMULTI\nINCR n\nEXEC\nECHO end\n')
            until(lambda: '"ECHO" "end"' in log.read_text(), "the last line")
        return [line.partition("] ")[2] for line in log.read_text().splitlines()]

    ours, theirs = map(monitored, ports)
    assert ours == theirs
    assert '"SET" "k" "a\\n"' in ours


def test_messages(ports: Ports, tmp_path: Path) -> None:
    def heard(port: int, words: list[str], channel: str) -> str:
        log = tmp_path / f"{words[-1]} {port}"
        with started([tool("redis-cli"), "-p", str(port), *words], log):
            until(lambda: log.read_text().count("subscribe"), "subscribing")
            assert cli(port, "PUBLISH", channel, "one") == "1\n"
            assert cli(port, "PUBLISH", channel, "last") == "1\n"
            until(lambda: "last" in log.read_text(), "the last message")
        return log.read_text()

    for words, channel in (
        (["SUBSCRIBE", "news"], "news"),
        (["-3", "SUBSCRIBE", "news3"], "news3"),
        (["--csv", "PSUBSCRIBE", "n?w"], "new"),
    ):
        ours, theirs = (heard(port, words, channel) for port in ports)
        assert ours == theirs
        assert "one" in ours


def test_a_password(ports: Ports) -> None:
    secret = ("--no-auth-warning", "-a", "secret")
    alike(ports, "CONFIG", "SET", "requirepass", "secret")
    try:
        assert alike(ports, "PING") == "NOAUTH Authentication required.\n\n"
        assert alike(ports, *secret, "PING") == "PONG\n"
        assert alike(ports, given="AUTH wrong\nAUTH secret\nPING\n").endswith("PONG\n")
        url = "redis://default:secret@127.0.0.1"
        assert alike(ports, "--no-auth-warning", "-u", url, "PING") == "PONG\n"
    finally:
        alike(ports, *secret, "CONFIG", "SET", "requirepass", "")


def test_what_there_is_not_is_said(ports: Ports, tmp_path: Path) -> None:
    """Nobody replicates from our server; asked for its file, it says so at once."""
    said = cli(ports[0], "--rdb", str(tmp_path / "file.rdb"), code=1)
    assert "SYNC with master failed: -ERR" in said
    said = cli(ports[0], "--cluster", "check", f"127.0.0.1:{ports[0]}", code=1)
    assert "is not configured as a cluster node" in said
