"""What the server says of its own commands."""

from __future__ import annotations

import pytest

import redis


@pytest.fixture(scope="session")
def command_info(redis_url: str) -> dict[str, dict[str, object]]:
    """COMMAND INFO by upper-case name, as redis-py reads it."""
    with redis.Redis.from_url(redis_url) as client:
        found = client.command()
        assert isinstance(found, dict)
        return {name.upper(): info for name, info in found.items()}
