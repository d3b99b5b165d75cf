"""Random commands from within scripts, on our server and a real one.

Each command of a sequence is called by a script; its reply goes into Lua and out of
it again. Replies, errors and what the stores hold then must be the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

import pytest
from tests.twin.oracle import Oracle

from redipy_core.errors import ResponseError
from redipy_core.testing.twin import Twin
from redipy_core.testing.words import WordMaker, Words
from redipy_memory.runtime import MemoryRuntime
from redipy_server import Server

SCRIPTS = {
    "call": "return redis.call(unpack(ARGV))",
    "pcall": "local reply = redis.pcall(unpack(ARGV)) return reply",
    "RESP3": "redis.setresp(3) return redis.pcall(unpack(ARGV))",
    "read only": "#!lua flags=no-writes\nreturn redis.pcall(unpack(ARGV))",
}

_LEFT_OUT = frozenset({b"SELECT", b"HRANDFIELD", b"ZRANDMEMBER"})
"""What a script selects is forgotten; pairs at random are nested in RESP3."""


class Scripted:
    """Sends each command as a script that calls it."""

    def __init__(self, port: int, script: str) -> None:
        self._oracle = Oracle(port)
        self._head = [b"EVAL", script.encode(), b"0"]

    def __call__(self, calls: Sequence[Words]) -> list[object]:
        """The replies to several commands."""
        return self._oracle(
            [w if w[0] == b"FLUSHALL" else [*self._head, *w] for w in calls]
        )

    def one(self, words: Words) -> object:
        """The reply to one command; raises ResponseError."""
        reply = self([words])[0]
        if isinstance(reply, ResponseError):
            raise reply
        return reply

    def close(self) -> None:
        self._oracle.close()


@pytest.fixture(params=SCRIPTS)
def twin(request: pytest.FixtureRequest, redis_port: int) -> Iterator[Twin]:
    """A server of ours and a real one, reached through one kind of script."""
    runtime = MemoryRuntime()
    script = SCRIPTS[request.param]
    with Server(runtime, port=0) as server:
        ours, theirs = Scripted(server.port, script), Scripted(redis_port, script)
        yield Twin(runtime.table, theirs, ours.one)
        ours.close()
        theirs.close()


@pytest.mark.parametrize("part", range(4))
def test_commands_in_scripts(twin: Twin, part: int, commands: int, length: int) -> None:
    start = 77_000_000 + part * 1_000_000
    for seed in range(start, start + max(commands // 16 // length // 4, 1)):
        calls = [
            words
            for words in WordMaker(Random(seed), twin.table).sequence(length)
            if words[0].upper() not in _LEFT_OUT
        ]
        if twin.difference(calls) is not None:
            smaller = twin.minimal(calls)
            assert smaller is None, f"seed {seed}\n{smaller[0]}\n{smaller[1]}"
