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
