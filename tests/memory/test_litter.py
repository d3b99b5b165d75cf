"""What is to be cleared away goes bit by bit, and nobody sees a difference."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random
from threading import Event

import pytest

import redipy
from redipy_core.errors import ResponseError
from redipy_core.testing.words import WordMaker
from redipy_memory import litter as litter_module
from redipy_memory.litter import Litter
from redipy_memory.runtime import MemoryRuntime


class Clock:
    """A clock that stands still unless told."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def runtime(clock: Clock) -> MemoryRuntime:
    return MemoryRuntime(clock=clock, rng=Random(1))


def _large_values(client: redipy.Redis[str], names: Iterable[str]) -> None:
    many = [str(i) for i in range(5000)]
    for name in names:
        client.rpush(f"list {name}", *many)
        client.sadd(f"set {name}", *many)
        client.hset(f"hash {name}", dict.fromkeys(many, "v"))
        client.zadd(f"sorted {name}", dict.fromkeys(many, 1.0))
        for _ in range(500):
            client.xadd(f"stream {name}", {"a": "b"})
        client.sscan(f"set {name}", 0)
        client.hscan(f"hash {name}", 0)
        client.zscan(f"sorted {name}", 0)


def _sweep_all(litter: Litter) -> int:
    """How often one must sweep."""
    before = litter.swept
    while litter.heaps:
        litter.sweep()
    return litter.swept - before


def test_large_values_go_bit_by_bit(runtime: MemoryRuntime) -> None:
    client = redipy.Redis(rt=runtime)
    _large_values(client, ["a"])
    kept = list(runtime.store.db.data.values())
    litter = runtime.store.shared.litter
    for name in client.keys():  # noqa: SIM118 # a client is no dictionary
        client.unlink(name)
    assert client.dbsize() == 0
    assert any(kept)
    assert 200 < _sweep_all(litter) < 5000
    assert not any(len(value) for value in kept if hasattr(value, "__len__"))
    assert litter.heaps == []


@pytest.mark.parametrize("flush", ["flushall", "flushdb"])
def test_a_flush_goes_bit_by_bit(runtime: MemoryRuntime, flush: str) -> None:
    client = redipy.Redis(rt=runtime)
    _large_values(client, ["a", "b"])
    for i in range(3000):
        client.set_value(str(i), "x", expire_in=100)
    kept = runtime.store.db.data
    getattr(client, flush)()
    assert (client.dbsize(), client.keys(), client.scan(0)) == (0, set(), (0, []))
    assert client.randomkey() is None
    client.set_value("new", "x", expire_in=100)
    assert len(kept) > 2000
    assert _sweep_all(runtime.store.shared.litter) > 1000
    assert kept == {}
    assert client.keys() == {"new"}
    assert client.ttl("new") == 100


def test_values_that_move_or_are_replaced(runtime: MemoryRuntime) -> None:
    """Only what nobody can reach any more is taken apart."""
    client = redipy.Redis(rt=runtime)
    _large_values(client, ["a", "b"])
    for kind in ("list", "set", "hash", "sorted", "stream"):
        client.rename(f"{kind} a", f"{kind} b")  # what b held goes
        client.copy(f"{kind} b", f"{kind} c")
        client.move(f"{kind} c", 1)
    client.sunionstore("set b", "set b", "set b")
    client.set_value("list x", "x")
    litter = runtime.store.shared.litter
    assert _sweep_all(litter) > 1000
    for reader in (client, redipy.Redis(rt=runtime.on_database(1))):
        place = "b" if reader is client else "c"
        assert reader.llen(f"list {place}") == 5000
        assert len(reader.smembers(f"set {place}")) == 5000
        assert len(reader.hgetall(f"hash {place}")) == 5000
        assert reader.zcard(f"sorted {place}") == 5000
        assert reader.xlen(f"stream {place}") == 500
    assert client.dbsize() == 6


def test_keys_that_are_due_go_with_the_calls_of_others(
    runtime: MemoryRuntime, clock: Clock
) -> None:
    client = redipy.Redis(rt=runtime)
    client.set_value("stays", "x")
    for i in range(1000):
        client.set_value(str(i), "x", expire_in=10)
    held = runtime.store.db.data
    clock.now += 11
    assert client.dbsize() == 1
    calls = 0
    while len(held) > 1:
        before = len(held)
        assert client.get_value("stays") == "x"
        assert before - len(held) in (1, litter_module.STEPS)
        calls += 1
    assert calls == 1000 / litter_module.STEPS
    client.get_value("stays")
    assert runtime.store.shared.litter.heaps == []
    client.set_value("again", "x", expire_in=10)
    clock.now += 11
    assert client.dbsize() == 1
    client.get_value("stays")
    assert set(held) == {b"stays"}


def test_due_keys_change_places_with_their_database(
    runtime: MemoryRuntime, clock: Clock
) -> None:
    client = redipy.Redis(rt=runtime)
    for i in range(100):
        client.set_value(str(i), "x", expire_in=10)
    clock.now += 11
    assert client.dbsize() == 0
    client.swapdb(0, 1)
    assert _sweep_all(runtime.store.shared.litter) > 0
    assert runtime.store.keyspace(1).data == {}
    client.swapdb(0, 1)
    assert client.dbsize() == 0


def test_the_collector_sweeps_where_nobody_calls(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    runtime = MemoryRuntime()
    client = redipy.Redis(rt=runtime)
    litter, swept = runtime.store.shared.litter, Event()
    sweep = Litter.sweep

    def tell(self: Litter, steps: int = 1) -> None:
        sweep(self, steps)
        if self is litter and not self.heaps:
            swept.set()

    monkeypatch.setattr(Litter, "sweep", tell)
    client.sadd("k", *range(5000))
    held = runtime.store.db.data[b"k"]
    client.unlink("k")
    assert swept.wait(20)
    assert held == set()
    swept.clear()
    with client.pipeline() as pipe:
        for i in range(500):
            pipe.set_value(f"k{i}", "x", expire_in=0.2)
        pipe.execute()
    assert swept.wait(20)
    with runtime.store.lock:
        assert len(runtime.store.db.data) in range(500)


def _replies(seed: int) -> list[object]:
    """What random commands answer while keys expire."""
    clock = Clock()
    runtime = MemoryRuntime(clock=clock, rng=Random(1))
    rng = Random(seed)
    replies: list[object] = []
    for words in WordMaker(rng, runtime.table).sequence(400):
        if words[0].upper() in (b"SCAN", b"RANDOMKEY"):
            continue  # any order is right
        clock.now += rng.random() * 20
        try:
            replies.append(runtime.execute(words))
        except ResponseError as error:
            replies.append(error.line)
        replies.append(runtime.execute([b"DBSIZE"]))
    return replies


@pytest.mark.parametrize("seed", range(20))
def test_nobody_sees_when_litter_goes(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(litter_module, "LARGE", 2)
    found = _replies(seed)
    monkeypatch.setattr(litter_module, "LARGE", 2**60)
    monkeypatch.setattr(Litter, "sweep", lambda self, steps=0: None)
    assert _replies(seed) == found
    assert found
