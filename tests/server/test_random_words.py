"""Random words, malformed ones included, over the wire: the twin's comparison."""

from __future__ import annotations

from random import Random

import pytest
from tests.twin.oracle import Oracle

from redipy_core.errors import ResponseError
from redipy_core.testing.twin import Twin
from redipy_core.testing.words import WordMaker, Words
from redipy_memory.runtime import MemoryRuntime
from redipy_server import Server

from .conftest import Wire

SEQUENCES, LENGTH = 30, 100


def test_random_words(server: Server, redis_port: int) -> None:
    ours, theirs = Oracle(server.port), Oracle(redis_port)

    def execute(words: Words) -> object:
        reply = ours([words])[0]
        if isinstance(reply, ResponseError):
            raise reply
        return reply

    table = MemoryRuntime().table
    twin = Twin(table, theirs, execute)
    for seed in range(SEQUENCES):
        calls = WordMaker(Random(seed), table).sequence(LENGTH)
        if twin.difference(calls) is None:
            continue
        smaller = twin.minimal(calls)
        if smaller is not None:  # else the clock moved between the two sides
            shown, found = smaller
            pytest.fail(f"seed {seed}, after {shown}\n{found}", pytrace=False)
    ours.close()
    theirs.close()


NOT_THE_SAME = frozenset(
    {"TIME", "SCAN", "TTL", "PTTL", "PEXPIRETIME", "EXPIRETIME", "XINFO CONSUMERS"}
    | {"OBJECT ENCODING", "OBJECT REFCOUNT", "OBJECT IDLETIME", "OBJECT FREQ", "DUMP"}
    | {"XPENDING", "MEMORY USAGE", "DBSIZE"}
)
"""Commands whose answers depend on the moment, on chance, or on how values are kept;
the comparison over RESP2 knows what they may differ in."""


def difference(ours: Wire, theirs: Wire, calls: list[Words]) -> str | None:
    """The first reply whose bytes differ; a command of chance ends the sequence."""
    table = MemoryRuntime().table
    for wire in (ours, theirs):
        wire("FLUSHALL")
    for words in calls:
        command = table.on_wire(words)
        mine, other = ours(*words), theirs(*words)
        if command is not None and "random" in command.flags:
            return None
        unordered = sorted(mine.split(b"\r\n")) == sorted(other.split(b"\r\n"))
        if unordered or (command is not None and command.name in NOT_THE_SAME):
            continue
        return f"{words}\n    expected {other!r}\n    actual   {mine!r}"
    return None


def test_random_words_in_resp3(server: Server, redis_port: int) -> None:
    table = MemoryRuntime().table
    with (
        Wire(server.port, protocol=3) as ours,
        Wire(redis_port, protocol=3) as theirs,
    ):
        for seed in range(5000, 5000 + SEQUENCES):
            calls = WordMaker(Random(seed), table).sequence(LENGTH)
            found = difference(ours, theirs, calls)
            if found is not None:  # unless the clock moved between the two sides
                found = difference(ours, theirs, calls)
            assert found is None, f"seed {seed}: {found}"
