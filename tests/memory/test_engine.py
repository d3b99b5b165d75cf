"""The engine itself: gate, structures, expiry, threads, sharing."""

from __future__ import annotations

import inspect
import time
from random import Random
from threading import Event, Thread
from types import ModuleType
from typing import Protocol

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import redipy
from redipy_core.command import commands_of
from redipy_core.errors import CommandError
from redipy_memory import expiry
from redipy_memory.behaviour import behaviours_of
from redipy_memory.runtime import MemoryRuntime
from redipy_memory.sorted_set import SortedSet


class Clock(Protocol):
    def sleep(self, seconds: float) -> None: ...


# -- the gate -----------------------------------------------------------------------


def test_a_created_key_vanishes_if_the_behaviour_raises(
    client: redipy.Redis[str],
) -> None:
    client.zadd("other", {"a": float("inf")})
    for call in (
        lambda: client.hincrby("k", "f", 2**63),
        lambda: client.hincrbyfloat("k", "f", float("inf")),
        lambda: client.setrange("k", 2**29, "x"),
        lambda: client.lset("k", 0, "x"),
    ):
        with pytest.raises(CommandError):
            call()
    assert client.keys() == {"other"}


def test_every_type_vanishes_when_empty(client: redipy.Redis[str]) -> None:
    client.rpush("l", "a")
    client.sadd("t", "a")
    client.hset("h", {"a": 1})
    client.zadd("z", {"a": 1})
    client.rpop("l")
    client.srem("t", "a")
    client.hdel("h", "a")
    client.zrem("z", "a")
    assert client.dbsize() == 0


def test_a_string_may_be_empty(client: redipy.Redis[str]) -> None:
    client.set_value("k", "")
    assert client.append("k2", "") == 0
    assert client.exists("k", "k2") == 2


# -- sorted sets against a plain model --------------------------------------------------

_members = st.sampled_from([b"a", b"b", b"c", b"d", b"e", b"", b"ab", b"\xff"])
_scores = st.sampled_from([0.0, 1.0, -1.0, 0.5, float("inf"), float("-inf"), 2.0])
_changes = st.lists(
    st.one_of(
        st.tuples(st.just("put"), _members, _scores),
        st.tuples(st.just("discard"), _members),
        st.tuples(st.just("pop"), st.integers(0, 3), st.booleans()),
        st.tuples(
            st.just("look"),
        ),
    ),
    max_size=60,
)


@given(_changes)
def test_sorted_set_against_a_model(changes: list[tuple[object, ...]]) -> None:
    items, model = SortedSet(), dict[bytes, float]()
    for name, *args in changes:
        if name == "put":
            items.put(*args)  # type: ignore[arg-type]
            model[args[0]] = args[1]  # type: ignore[index,assignment]
        elif name == "discard":
            assert items.discard(*args) == (model.pop(args[0], None) is not None)  # type: ignore[arg-type]
        elif name == "pop":
            count, highest = args
            order = sorted(model, key=lambda m: (model[m], m), reverse=bool(highest))
            expected = [(m, model.pop(m)) for m in order[: int(str(count))]]
            assert items.pop(int(str(count)), highest=bool(highest)) == expected
        else:
            _check(items, model)
    _check(items, model)


def _check(items: SortedSet, model: dict[bytes, float]) -> None:
    order = sorted(model, key=lambda m: (model[m], m))
    assert list(items) == order
    assert len(items) == len(model)
    assert [items.rank(m) for m in order] == list(range(len(order)))
    for score in (-1.0, 0.0, 0.5, float("inf"), float("-inf")):
        below = sum(s < score for s in model.values())
        assert items.place_of_score(score, after=False) == below
        upto = sum(s <= score for s in model.values())
        assert items.place_of_score(score, after=True) == upto


def test_a_long_queue_of_changes_settles() -> None:
    items, rng = SortedSet(), Random(4)
    model: dict[bytes, float] = {}
    for _ in range(3000):
        member, score = b"%d" % rng.randrange(200), float(rng.randrange(50))
        if rng.random() < 0.3:
            items.discard(member)
            model.pop(member, None)
        else:
            items.put(member, score)
            model[member] = score
    assert list(items) == sorted(model, key=lambda m: (model[m], m))


# -- scanning under churn ---------------------------------------------------------------


@settings(max_examples=60)
@given(st.integers(0, 2**32), st.integers(1, 40), st.integers(0, 3000))
def test_scan_under_churn(seed: int, count: int, churn: int) -> None:
    rng = Random(seed)
    db = MemoryRuntime(rng=rng).store.db
    for i in range(30):
        db.put(b"steady%d" % i, b"x", b"set")
        db.put(b"passing%d" % i, b"x", b"set")
    found: list[bytes] = []
    cursor, left = 0, churn
    for _ in range(5000):
        cursor, page = db.scan(cursor, count)
        assert len(set(page)) == len(page)
        assert all(key in db.data for key in page)
        found += page
        if not cursor:
            break
        for _ in range(min(left, rng.randrange(200))):
            left -= 1
            key = b"passing%d" % rng.randrange(60)
            if key in db.data:
                db.remove(key)
            else:
                db.put(key, b"x", b"set")
    assert cursor == 0
    assert {b"steady%d" % i for i in range(30)} <= set(found)


@pytest.mark.parametrize("names", [3, 20_000])
def test_the_order_does_not_grow_without_end(names: int) -> None:
    db = MemoryRuntime(rng=Random(1)).store.db
    for i in range(60_000):
        db.put(b"k%d" % (i % names), b"x", b"set")
        db.remove(b"k%d" % (i % names))
    assert len(db._order._names) < 3000
    assert len(db._order) == 0


def test_random_keys_come_from_all_over() -> None:
    db = MemoryRuntime(rng=Random(1)).store.db
    for i in range(2000):
        db.put(b"k%d" % i, b"x", b"set")
    for i in range(1990):
        db.remove(b"k%d" % i)
    assert {db.random_key() for _ in range(400)} == {
        b"k%d" % i for i in range(1990, 2000)
    }


# -- expiry ---------------------------------------------------------------------------


def test_deadlines_are_served_in_batches(
    client: redipy.Redis[str], runtime: MemoryRuntime, clock: Clock
) -> None:
    for i in range(10):
        client.set_value(f"k{i}", "x", expire_in=1 + i)
    clock.sleep(5.5)
    now = runtime.store.now()
    assert runtime.store.expire_due(limit=3) == now - 1500
    assert len(runtime.store.db.data) == 7
    assert runtime.store.expire_due() == now + 500
    assert len(runtime.store.db.data) == 5


def test_a_deadline_that_was_changed_is_not_served(
    client: redipy.Redis[str], runtime: MemoryRuntime, clock: Clock
) -> None:
    client.set_value("a", "x", expire_in=1)
    client.set_value("b", "x", expire_in=1)
    client.expire("a")
    client.expire("b", expire_in=10)
    clock.sleep(5)
    runtime.store.expire_due()
    assert client.keys() == {"a", "b"}


def test_the_edge_of_a_deadline(client: redipy.Redis[str], clock: Clock) -> None:
    client.set_value("k", "x", expire_in=10)
    clock.sleep(10)
    assert client.get_value("k") == "x"
    assert client.ttl("k") == 0.0
    clock.sleep(0.001)
    assert client.get_value("k") is None
    assert client.ttl("k") is None


def test_deadlines_do_not_pile_up(
    client: redipy.Redis[str], runtime: MemoryRuntime
) -> None:
    for i in range(10_000):
        client.set_value("k", "x", expire_in=1000 + i)
    assert len(runtime.store.db._timetable.times) == 1


def test_the_collector_removes_what_nobody_looks_at() -> None:
    runtime = MemoryRuntime()
    client = redipy.Redis(rt=runtime)
    gone = Event()
    evict = runtime.store.db.evict

    def tell(key: bytes) -> None:
        evict(key)
        gone.set()

    runtime.store.db.evict = tell  # type: ignore[method-assign]
    client.set_value("stays", "x")
    client.set_value("far", "x", expire_in=1e15)
    client.set_value("k", "x", expire_in=0.01)
    assert gone.wait(20)
    assert set(runtime.store.db.data) == {b"stays", b"far"}


def test_the_collector_outlives_far_deadlines() -> None:
    """A wait longer than a thread can wait must not end it."""
    client = redipy.Redis()
    client.pexpireat("k", 2**63 - 1)
    client.set_value("k", "x")
    client.pexpireat("k", 2**63 - 1)
    gone = Event()

    class Store:
        def clear_away(self) -> float | None:
            gone.set()
            return None

    store = Store()
    expiry.watch_deadline(store, int(time.time() * 1000))
    assert gone.wait(20)
    thread = expiry._collector._thread
    assert thread is not None
    assert thread.is_alive()


# -- many users -----------------------------------------------------------------------


def test_threads_count_exactly() -> None:
    client = redipy.Redis()
    start = Event()

    def work() -> None:
        start.wait(10)
        for _ in range(500):
            client.incr("n")
            client.rpush("l", "x")
            with client.pipeline() as pipe:
                pipe.hincrby("h", "f", 1)
                pipe.hincrby("h", "f", 1)

    threads = [Thread(target=work) for _ in range(16)]
    for thread in threads:
        thread.start()
    start.set()
    for thread in threads:
        thread.join()
    assert client.get_value("n") == "8000"
    assert client.llen("l") == 8000
    assert client.hget("h", "f") == "16000"


def test_bare_clients_share_nothing() -> None:
    one, two = redipy.Redis(), redipy.Redis()
    one.set_value("k", "1")
    assert two.exists("k") == 0
    assert redipy.Redis.from_url("memory://").exists("k") == 0


def test_named_stores_are_shared() -> None:
    one = redipy.Redis.from_url("memory://test-engine")
    two = redipy.Redis.from_url("memory://test-engine", prefix="p:")
    other = redipy.Redis.from_url("memory://test-engine-2")
    one.set_value("p:k", "1")
    assert two.get_value("k") == "1"
    assert other.exists("p:k") == 0
    one.flushall()


# -- the methods themselves -----------------------------------------------------------


def test_methods_show_their_docs_and_signature() -> None:
    client = redipy.Redis()
    assert client.lpop.__name__ == "lpop"
    assert (client.lpop.__doc__ or "").startswith("Remove and return the first element")
    assert list(inspect.signature(client.lpop).parameters) == ["key", "count"]
    parameters = inspect.signature(client.set_value).parameters
    assert parameters["expire_in"].kind is inspect.Parameter.KEYWORD_ONLY
    assert parameters["mode"].default == "always"
    assert redipy.Redis.lpop.__doc__ == client.lpop.__doc__


def test_a_subclass_overrides_and_calls_super() -> None:
    class Loud(redipy.Redis[str]):
        def get_value(self, key: str | bytes) -> str | None:
            value = super().get_value(key)
            return None if value is None else value.upper()

    client = Loud()
    client.set_value("k", "loud")
    assert [client.get_value("k") for _ in range(3)] == ["LOUD"] * 3
    assert client.get_value("none") is None


def test_methods_can_be_called_unbound() -> None:
    client = redipy.Redis()
    redipy.Redis.rpush(client, "k", "a")
    assert redipy.Redis.lrange(client, "k", 0, -1) == ["a"]


@pytest.mark.parametrize("name", ["lists", "strings", "sets", "hashes", "sorted_sets"])
def test_the_same_word_names_the_same_thing(name: str) -> None:
    behaviours = __import__(f"redipy_memory.{name}", fromlist=["x"])
    declarations = __import__(f"redipy_core.commands.{name}", fromlist=["x"])
    assert isinstance(behaviours, ModuleType)
    assert isinstance(declarations, ModuleType)
    declared = {command.name for command in commands_of(declarations)}
    assert declared == {behaviour.command for behaviour in behaviours_of(behaviours)}
