"""How much to compare, and with what."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from tests.twin.oracle import Oracle

PARTS = 8
"""The commands are divided into this many tests, for the workers to share."""

LENGTH = 100
"""Commands in one sequence."""


@pytest.fixture(scope="session")
def commands() -> int:
    """How many commands to compare."""
    return int(os.environ.get("REDIPY_FUZZ_COMMANDS", "20000"))


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
