"""How much to compare, and with what."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from tests.twin.oracle import Exact, Oracle

from redipy_core.testing.twin import Twin
from redipy_memory.runtime import MemoryRuntime
from redipy_server import Server

PARTS = 8
"""The commands are divided into this many tests, for the workers to share."""

LENGTH = 100
"""Commands in one sequence."""


FEWER = 2800
"""Commands through a server, where each costs a journey, if nobody said how many."""


@pytest.fixture(scope="session")
def commands() -> int:
    """How many commands to compare."""
    return int(os.environ.get("REDIPY_FUZZ_COMMANDS", "20000"))


@dataclass(frozen=True)
class Way:
    """How the store is called, as one side of a twin; how many commands to compare."""

    twin: Twin
    commands: int


@pytest.fixture(params=["in process", "RESP2", "RESP3"])
def way(
    request: pytest.FixtureRequest, redis_port: int, commands: int
) -> Iterator[Way]:
    """Calls in the process, or through a server; then types are compared as well."""
    runtime = MemoryRuntime()
    if request.param == "in process":
        oracle: Oracle = request.getfixturevalue("oracle")
        yield Way(Twin(runtime.table, oracle, runtime.execute), commands)
        return
    protocol = int(request.param[-1])
    fewer = commands if "REDIPY_FUZZ_COMMANDS" in os.environ else FEWER
    with Server(runtime, port=0) as server:
        ours, theirs = Exact(server.port, protocol), Exact(redis_port, protocol)
        yield Way(Twin(runtime.table, theirs, ours.execute), fewer)
        ours.close()
        theirs.close()


@pytest.fixture(params=range(PARTS))
def seeds(request: pytest.FixtureRequest, commands: int) -> range:
    """The seeds of one part's sequences; each way of calling runs all parts.

    The seeds are always the same, unless ``REDIPY_FUZZ_SEED`` says otherwise.
    """
    start = int(os.environ.get("REDIPY_FUZZ_SEED", "0")) + request.param * 10_000_000
    return range(start, start + max(commands // PARTS // LENGTH, 1))


@pytest.fixture(scope="session")
def length() -> int:
    return LENGTH


@pytest.fixture(scope="session")
def oracle(redis_port: int) -> Iterator[Oracle]:
    """A real server, spoken to in plain RESP2."""
    found = Oracle(redis_port)
    yield found
    found.close()


@pytest.fixture(scope="session")
def careful_oracle(careful_port: int) -> Iterator[Oracle]:
    """A real server that is given damaged payloads."""
    found = Oracle(careful_port)
    yield found
    found.close()
