"""What the server says of its own commands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import redis


@pytest.fixture(scope="session")
def command_info(redis_url: str) -> dict[str, dict[str, object]]:
    """COMMAND INFO by upper-case name; subcommands by two words."""
    with redis.Redis.from_url(redis_url) as client:
        rows = client.connection_pool.get_connection()
        try:
            rows.send_command("COMMAND")
            return dict(_informed(rows.read_response()))
        finally:
            client.connection_pool.release(rows)


def _informed(rows: list[Any]) -> Iterator[tuple[str, dict[str, object]]]:
    for name, arity, flags, first, last, step, _, tips, _, subcommands in rows:
        yield (
            _full_name(name),
            {
                "arity": arity,
                "flags": [flag.decode() for flag in flags],
                "first_key_pos": first,
                "last_key_pos": last,
                "step_count": step,
                "tips": [tip.decode() for tip in tips],
            },
        )
        yield from _informed(subcommands)


@pytest.fixture(scope="session")
def command_docs(redis_url: str) -> dict[str, dict[str, str]]:
    """COMMAND DOCS's group and since by upper-case name; no containers."""
    with redis.Redis.from_url(redis_url) as client:
        docs = client.execute_command("COMMAND DOCS")
    return dict(_described(docs))


def _described(docs: Any) -> Iterator[tuple[str, dict[str, str]]]:
    for name, described in _pairs(docs):
        about = dict(_pairs(described))
        if subcommands := about.get(b"subcommands"):
            yield from _described(subcommands)
        else:
            known = {"group": about[b"group"], "since": about[b"since"]}
            yield _full_name(name), {k: v.decode() for k, v in known.items()}


def _full_name(name: bytes) -> str:
    return name.decode().upper().replace("|", " ")


def _pairs(found: Any) -> list[tuple[Any, Any]]:
    """A reply that is a map, however redis-py gives it."""
    if isinstance(found, dict):
        return list(found.items())
    return list(zip(found[::2], found[1::2], strict=True))
