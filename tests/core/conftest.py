"""What the server says of its own commands."""

from __future__ import annotations

import pytest

import redis


@pytest.fixture(scope="session")
def command_info(redis_url: str) -> dict[str, dict[str, object]]:
    """COMMAND INFO by upper-case name, as redis-py reads it; subcommands by two words."""
    with redis.Redis.from_url(redis_url) as client:
        found = client.command()
        assert isinstance(found, dict)
        infos = {name.upper(): info for name, info in found.items()}
        for info in found.values():
            for name, arity, flags, first, last, step, *_ in info["subcommands"]:
                infos[name.decode().upper().replace("|", " ")] = {
                    "arity": arity,
                    "flags": [flag.decode() for flag in flags],
                    "first_key_pos": first,
                    "last_key_pos": last,
                    "step_count": step,
                }
        return infos
