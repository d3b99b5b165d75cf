"""A million commands and many scripts leave nothing behind.

What they name is new every time, so whatever the server remembers of a name shows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count

import pytest

from .conftest import COMMANDS, SCRIPTS, Serve
from .frames import packed
from .served import Held, Served, assert_nothing_left
from .wires import connected

PIPELINE = 1000
"""Commands that are sent together, at most."""

Words = list[bytes]


def encoded(calls: Sequence[Sequence[bytes | str]]) -> list[Words]:
    return [[w if isinstance(w, bytes) else w.encode() for w in c] for c in calls]


def commands_of(n: int) -> list[Words]:
    """Commands that name what is theirs alone, and take it away again."""
    name = b"name:%d" % n
    text = name * 8
    pattern = b"p%d*" % (n % 8)  # of those that are compiled some are kept
    calls: list[list[bytes | str]] = [
        ["SET", name, text, "PX", "10000000"],
        ["GETRANGE", name, "0", "-1"],
        ["LPUSH", name, text],
        ["DEL", name],
        ["RPUSH", name, text, text],
        ["BLPOP", name, "10"],
        ["RPOP", name],
        ["HSET", name, name, text],
        ["HINCRBY", name, "n", "1"],
        ["DEL", name],
        ["SADD", name, name, "1"],
        ["SPOP", name, "2"],
        ["ZADD", name, "1", name],
        ["ZREM", name, name],
        ["XADD", name, "*", name, text],
        ["XGROUP", "CREATE", name, name, "0"],
        ["XREADGROUP", "GROUP", name, name, "STREAMS", name, ">"],
        ["UNLINK", name],
        ["INCRBYFLOAT", name, "0.1"],
        ["OBJECT", "IDLETIME", name],
        ["EXPIRE", name, "-1"],
        ["PUBLISH", name, text],
        ["SUBSCRIBE", name],
        ["UNSUBSCRIBE", name],
        ["PSUBSCRIBE", pattern],
        ["PUNSUBSCRIBE"],
        ["MULTI"],
        ["GET", name],
        ["INCR", name, "x"],
        ["EXEC"],
        ["WATCH", name],
        ["UNWATCH"],
        ["CLIENT", "SETNAME", name],
        [name, text],
        ["CONFIG", "GET", pattern],
        ["OBJECT", name],
        ["AUTH", name, name],
        ["ACL", "SETUSER", name, "on", "+get", b"~" + pattern],
        ["ACL", "DELUSER", name],
        ["CLIENT", "TRACKING", "ON", "BCAST", "PREFIX", name],
        ["CLIENT", "TRACKING", "OFF"],
        ["SELECT", "1"],
        ["SETEX", name, "1000", "1"],
        ["COPY", name, name + b"2", "DB", "2"],
        ["MOVE", name, "3"],
        ["SELECT", "3"],
        ["DEL", name],
        ["SELECT", "2"],
        ["DEL", name + b"2"],
        ["SELECT", "0"],
    ]
    return encoded(calls)


class Pipelines:
    """Sends many commands at once, and waits for the answer to the last one."""

    def __init__(self, served: Served) -> None:
        self._socket = connected(served.port)
        self._file = self._socket.makefile("rb", buffering=1 << 16)
        self.end = b""
        self._sent = 0

    def send(self, calls: list[Words]) -> bytes:
        """What was answered, but for the end."""
        self.end = b"\0end %d" % self._sent
        everything = (*calls, [b"ECHO", self.end])
        self._socket.sendall(b"".join(packed(*words) for words in everything))
        said: list[bytes] = []
        while (line := self._file.readline()) != self.end + b"\r\n":
            assert line, "the server hung up"
            said.append(line)
        self._sent += len(calls)
        return b"".join(said)

    def close(self) -> None:
        self._file.close()
        self._socket.close()


TIDY = encoded(
    [
        ["SCRIPT", "FLUSH"],
        ["FUNCTION", "FLUSH"],
        ["FLUSHALL"],
        ["EVAL", "collectgarbage() collectgarbage() return 1", "0"],
        ["SCRIPT", "FLUSH"],
    ]
)
"""Lets go of what is to be remembered, deadlines of keys that are gone among it."""


def assert_all_go(
    served: Served,
    calls_of: Callable[[int], list[Words]],
    wanted: int,
) -> None:
    """Send so many commands; what the first quarter did not leave, none may leave.

    ``calls_of`` makes the calls of a number, which must leave no key.
    """
    pipelines = Pipelines(served)
    numbers = count()
    together = min(PIPELINE, wanted // 20)
    sent = 0

    def tidy() -> None:
        said = pipelines.send([[b"DBSIZE"]])
        assert said == b":0\r\n$%d\r\n" % len(pipelines.end)
        pipelines.send(TIDY)

    def look() -> Held:
        """What is held when the store, which does so bit by bit, has cleared up."""
        held = served.look()
        while True:
            pipelines.send([[b"GET", b"none"]] * PIPELINE)
            now = served.look()
            if now.blocks > held.blocks - 10:
                return now
            held = now

    def until_sent(limit: int) -> None:
        nonlocal sent
        tidied = sent
        while sent < limit:
            calls: list[Words] = []
            while len(calls) < together:
                calls += calls_of(next(numbers))
            pipelines.send(calls)
            sent += len(calls)
            if sent - tidied > 10 * PIPELINE:
                tidy()
                tidied = sent
        tidy()

    until_sent(wanted // 4)
    before = look()
    until_sent(wanted)
    assert_nothing_left(before, look(), wanted)
    pipelines.close()


def test_commands(serve: Serve) -> None:
    assert_all_go(
        serve(acllog_max_len=8),
        commands_of,
        COMMANDS,
    )


def same_scripts(n: int) -> list[Words]:
    """The same scripts with arguments of their own, some of which fail."""
    name = b"name:%d" % n
    return encoded(
        [
            ["EVAL", "return {KEYS, ARGV}", "1", name, name],
            ["EVAL", "return redis.call('SET', KEYS[1], ARGV[1])", "1", name, name],
            ["EVAL", "return redis.call('GET', KEYS[1]) .. ARGV[1]", "1", name, name],
            ["EVAL", "return redis.call('LPUSH', KEYS[1], 1)", "1", name],
            ["EVAL", "return redis.error_reply('ERR ' .. ARGV[1])", "0", name],
            ["EVAL", "return cjson.encode({a = ARGV[1]})", "0", name],
            ["EVAL", "for i = 1, 9 do redis.call('DEL', KEYS[1]) end", "1", name],
            ["EVAL", "error({err = ARGV[1]})", "0", name],
        ]
    )


def other_scripts(n: int) -> list[Words]:
    """Scripts and libraries that are never the same, some of which cannot be."""
    library = "\n".join(
        [
            f"#!lua name=l{n % 7}",
            f"local function f(keys, args) return {{args[1], {n}}} end",
            f"redis.register_function('f{n % 7}', f)",
        ]
    )
    return encoded(
        [
            ["EVAL", f"return {n}", "0"],
            ["EVAL", f"local t = {{}} for i = 1, 9 do t[i] = {n} end return t", "0"],
            ["EVAL", f"return redis.call('GET', 'name:{n}')", "0"],
            ["EVAL", f"this is no program {n}", "0"],
            ["EVAL", f"error('name:{n}')", "0"],
            ["EVAL", f"return function_{n}()", "0"],
            ["SCRIPT", "LOAD", f"return '{n}'"],
            ["FUNCTION", "LOAD", "REPLACE", library],
            ["FCALL", f"f{n % 7}", "0", f"{n}"],
            ["EVALSHA", f"{n:040d}", "0"],
        ]
    )


@pytest.mark.parametrize("calls_of", [same_scripts, other_scripts])
def test_scripts(serve: Serve, calls_of: Callable[[int], list[Words]]) -> None:
    assert_all_go(serve(), calls_of, SCRIPTS)
