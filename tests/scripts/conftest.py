"""Scripts run twice: on the memory backend and on a real server."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import pytest

import redipy
from redipy_core.errors import ArgumentError, RedipyError, ResponseError
from redipy_core.tree import Script
from redipy_scripts import FnContext

PREFIX = "p[*]:"
CANARY = "canary"

Setup = Callable[[redipy.Redis], object]


@dataclass(frozen=True)
class Outcome:
    """What a script did on one backend."""

    result: object
    error: tuple[str, str] | None
    keyspace: dict[str, object]

    def difference(self, other: Outcome) -> str | None:
        """In what the other outcome differs; None if in nothing."""
        if self.error != other.error:
            return f"{self.error} is not {other.error}"
        if not same(self.result, other.result):
            return f"{self.result!r} is not {other.result!r}"
        if not same(self.keyspace, other.keyspace):
            return f"{self.keyspace!r} is not {other.keyspace!r}"
        return None


class Twin:
    """The same client over both backends, with a prefix."""

    def __init__(self, url: str) -> None:
        self.server = redipy.Redis.from_url(url, prefix=PREFIX)
        self.outside = redipy.Redis.from_url(url)
        self.memory = redipy.Redis(prefix=PREFIX)

    def close(self) -> None:
        for client in (self.server, self.outside, self.memory):
            client.close()

    def reset(self) -> None:
        self.outside.flushall()
        self.memory.execute("FLUSHALL")
        self.outside.set_value(CANARY, "alive")

    def outcomes(
        self,
        script: FnContext | Script,
        keys: Mapping[str, str] | None = None,
        args: Mapping[str, object] | None = None,
        setup: Setup | None = None,
    ) -> tuple[Outcome, Outcome]:
        """What the script does on memory and on the server, from the same start."""
        self.reset()
        both = []
        for client in (self.memory, self.server):
            if setup is not None:
                setup(client)
            both.append(self._outcome(client, script, keys or {}, args or {}))
        assert self.outside.get_value(CANARY) == "alive"
        return both[0], both[1]

    @staticmethod
    def _outcome(
        client: redipy.Redis,
        script: FnContext | Script,
        keys: Mapping[str, str],
        args: Mapping[str, object],
    ) -> Outcome:
        result: object = None
        error = None
        try:
            run = client.register_script(script)
        except ArgumentError as refused:
            return Outcome(None, ("refused", str(refused)), dump(client))
        try:
            result = run(keys=keys, args=args)  # type: ignore[arg-type]
        except ResponseError as failed:
            error = failed.code, printable(failed.text)
        return Outcome(result, error, dump(client))

    def run(
        self,
        script: FnContext | Script,
        keys: Mapping[str, str] | None = None,
        args: Mapping[str, object] | None = None,
        setup: Setup | None = None,
    ) -> Outcome:
        """The outcome, which is the same on both."""
        memory, server = self.outcomes(script, keys, args, setup)
        assert memory.difference(server) is None
        return memory

    def result(
        self,
        script: FnContext | Script,
        keys: Mapping[str, str] | None = None,
        args: Mapping[str, object] | None = None,
        setup: Setup | None = None,
    ) -> object:
        """The result on both; the script must not fail."""
        outcome = self.run(script, keys, args, setup)
        assert outcome.error is None, outcome.error
        return outcome.result

    def code(
        self,
        script: FnContext | Script,
        keys: Mapping[str, str] | None = None,
        args: Mapping[str, object] | None = None,
        setup: Setup | None = None,
    ) -> str:
        """The code of the error with which the script fails on both."""
        outcome = self.run(script, keys, args, setup)
        assert outcome.error is not None, outcome.result
        return outcome.error[0]

    def refused(self, script: FnContext | Script) -> str:
        """The error with which both refuse to register the script."""
        texts = []
        for client in (self.memory, self.server):
            with pytest.raises(RedipyError) as caught:
                client.register_script(script)
            texts.append(str(caught.value))
        assert texts[0] == texts[1]
        return texts[0]


def printable(text: str) -> str:
    """An error's words; redis-py shows bytes that are no text by a sign."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def same(a: object, b: object) -> bool:
    """Equality that tells 1 from True and 1.0, and takes NaN for NaN."""
    if type(a) is not type(b):
        return False
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict) and isinstance(b, dict):
        return list(a) == list(b) and all(same(a[key], b[key]) for key in a)
    if isinstance(a, float) and isinstance(b, float):
        return a == b or (math.isnan(a) and math.isnan(b))
    return a == b


def dump(client: redipy.Redis) -> dict[str, object]:
    """Every key with its type, value, and whether it expires."""
    readers: dict[str | None, Callable[[str], object]] = {
        "string": client.get_value,
        "list": lambda key: client.lrange(key, 0, -1),
        "hash": lambda key: sorted(client.hgetall(key).items()),
        "set": lambda key: sorted(client.smembers(key)),
        "zset": lambda key: client.zrange(key, 0, -1, withscores=True),
        "stream": lambda key: stream(client, key),
    }
    found: dict[str, object] = {}
    for key in sorted(client.keys_block()):
        kind = client.key_type(key)
        found[key] = [kind, readers[kind](key), client.pttl(key) >= 0]
    return found


def stream(client: redipy.Redis, key: str) -> object:
    """A stream's entries, and its groups with what is pending, but for how long."""
    groups = [
        [
            [*group],
            [
                [row.id, row.consumer, row.times_delivered]
                for row in client.xpending(key, group.name, min="-", max="+", count=99)
            ],
            [
                [row.name, row.pending]
                for row in client.xinfo_consumers(key, group.name)
            ],
        ]
        for group in client.xinfo_groups(key)
    ]
    entries: list[object] = [[number, fields] for number, fields in client.xrange(key)]
    return [entries, client.xlen(key), groups]


@pytest.fixture(scope="session")
def shared_twin(redis_url: str) -> Iterator[Twin]:
    twin = Twin(redis_url)
    yield twin
    twin.close()


@pytest.fixture
def twin(shared_twin: Twin) -> Twin:
    shared_twin.reset()
    return shared_twin
