"""Scripts run twice: on the memory backend and on a real server."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import pytest

import redipy
from redipy_core.errors import ArgumentError, RedipyError, ResponseError
from redipy_core.tree import Script
from redipy_scripts import FnContext
from redipy_scripts.testing.inputs import Input

PREFIX = "[?->:"
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

    def __init__(self, url: str, prefix: str = PREFIX) -> None:
        self.server = redipy.Redis.from_url(url, prefix=prefix)
        self.outside = redipy.Redis.from_url(url)
        self.memory = redipy.Redis(prefix=prefix)

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
            run = registered(client, script)
            both.append(outcome(client, run, keys or {}, args or {}))
        assert self.outside.get_value(CANARY) == "alive"
        return both[0], both[1]

    def difference(
        self, script: Script, keys: Mapping[str, str], runs: Iterable[Input]
    ) -> str | None:
        """In what the two differ in one of several runs; None if in nothing."""
        memory, server = (registered(c, script) for c in (self.memory, self.server))
        for number, each in enumerate(runs):
            self.reset()
            both = []
            for client, run in ((self.memory, memory), (self.server, server)):
                with client.pipeline() as pipe:
                    each.start(pipe)
                both.append(outcome(client, run, keys, each.args))
            found = both[0].difference(both[1])
            if found is not None:
                return f"input {number} {each.args}: {found}"
        assert self.outside.get_value(CANARY) == "alive"
        return None

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


Registered: TypeAlias = "redipy.ExecFunction[object] | ArgumentError"
"""A script that a backend accepted, or why it did not."""


def registered(client: redipy.Redis, script: FnContext | Script) -> Registered:
    try:
        return client.register_script(script)
    except ArgumentError as refused:
        return refused


def outcome(
    client: redipy.Redis,
    run: Registered,
    keys: Mapping[str, str],
    args: Mapping[str, object],
) -> Outcome:
    """What a script does on a backend, which holds something already."""
    result, error = answer(run, keys, args)
    return Outcome(result, error, dump(client))


def answer(
    run: Registered, keys: Mapping[str, str], args: Mapping[str, object]
) -> tuple[object, tuple[str, str] | None]:
    """A script's result and its error."""
    if isinstance(run, ArgumentError):
        return None, ("refused", str(run))
    try:
        return run(keys=keys, args=args), None  # type: ignore[arg-type]
    except ResponseError as failed:
        return None, (failed.code, printable(failed.text))


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


READERS: Mapping[str | None, Callable[[redipy.PipelineAPI, str], None]] = {
    "string": lambda pipe, key: pipe.get_value(key),
    "list": lambda pipe, key: pipe.lrange(key, 0, -1),
    "hash": lambda pipe, key: pipe.hgetall(key),
    "set": lambda pipe, key: pipe.smembers(key),
    "zset": lambda pipe, key: pipe.zrange(key, 0, -1, withscores=True),
    "stream": lambda pipe, key: pipe.xrange(key),
}


def dump(client: redipy.Redis) -> dict[str, object]:
    """Every key with its type, value, and whether it expires."""
    keys = sorted(client.keys_block())
    with client.pipeline() as pipe:
        for key in keys:
            pipe.key_type(key)
            pipe.pttl(key)
        told = pipe.execute()
        kinds = [str(kind) for kind in told[::2]]
        for kind, key in zip(kinds, keys, strict=True):
            READERS[kind](pipe, key)
        values = pipe.execute()
    found: dict[str, object] = {}
    for key, kind, left, value in zip(keys, kinds, told[1::2], values, strict=True):
        found[key] = [kind, _settled(client, key, kind, value), left >= 0]
    return found


def _settled(client: redipy.Redis, key: str, kind: str, value: Any) -> object:
    """A value in an order of ours where it has none; of a stream all there is."""
    if kind == "hash":
        return sorted(value.items())
    if kind == "set":
        return sorted(value)
    return stream(client, key, value) if kind == "stream" else value


def stream(client: redipy.Redis, key: str, entries: Any) -> object:
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
    return [[[*entry] for entry in entries], client.xlen(key), groups]


@pytest.fixture(scope="session")
def redis_url(careful_port: int) -> str:
    """A server that no payload can end: generated programs restore any."""
    return f"redis://127.0.0.1:{careful_port}"


@pytest.fixture(scope="session")
def shared_twin(redis_url: str) -> Iterator[Twin]:
    twin = Twin(redis_url)
    yield twin
    twin.close()


@pytest.fixture
def twin(shared_twin: Twin) -> Twin:
    shared_twin.reset()
    return shared_twin
