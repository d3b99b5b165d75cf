"""Which commands count as a use of a key: a server and the engine agree.

Nobody waits: RESTORE can say for how long a key was idle, and the engine's clock
goes when told.
"""

from __future__ import annotations

from contextlib import suppress

import pytest

import redipy
from redipy_core.errors import ResponseError
from redipy_core.testing.example import Example
from redipy_core.testing.examples import EXAMPLES
from redipy_memory.runtime import MemoryRuntime

IDLE = 1000
"""For how many seconds every key was idle before the command."""

UNUSED = {
    *("exists", "key_type", "object_encoding", "object_freq", "object_idletime"),
    *("object_refcount", "memory_usage", "ttl", "pttl", "expiretime", "pexpiretime"),
    *("keys_block", "randomkey", "scan", "dbsize"),
}
"""Methods that leave every key as idle as it was, of those whose example has some."""


def _used(client: redipy.Redis[str], example: Example) -> dict[str, bool]:
    """Whether each key that is there after an example's call counts as used."""
    with suppress(ResponseError):
        example.call.on(client)
    idle = {key: client.object_idletime(key) for key in client.keys_block()}
    return {
        key: seconds < IDLE // 2 for key, seconds in idle.items() if seconds is not None
    }


def _on_server(client: redipy.Redis[str], example: Example) -> dict[str, bool]:
    client.flushall()
    for step in example.before:
        step.on(client)
    for key in client.keys_block():
        kept = client.execute("DUMP", key)
        assert isinstance(kept, bytes)
        left = str(max(client.pttl(key) or 0, 0))
        client.execute("RESTORE", key, left, kept, "REPLACE", "IDLETIME", str(IDLE))
    return _used(client, example)


def _on_memory(example: Example) -> dict[str, bool]:
    seconds = 1_800_000_000.0
    with redipy.Redis(rt=MemoryRuntime(clock=lambda: seconds)) as client:
        client.object_idletime("the first question")
        for step in example.before:
            step.on(client)
        seconds += IDLE
        return _used(client, example)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_what_counts_as_a_use(redis_url: str, example: Example) -> None:
    ours = _on_memory(example)
    with redipy.Redis.from_url(redis_url) as server:
        assert _on_server(server, example) == ours
    if ours:
        assert (not any(ours.values())) == (example.call.method in UNUSED)
