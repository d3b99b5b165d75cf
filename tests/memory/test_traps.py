"""Mistakes that an earlier library of this API made, one test each."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import Protocol

import pytest

import redipy
from redipy_memory.runtime import MemoryRuntime
from redipy_memory.score_order import ScoreOrder
from redipy_memory.sorted_set import SortedSet


class Clock(Protocol):
    def sleep(self, seconds: float) -> None: ...


def test_expired_keys_go_and_live_strings_stay(
    client: redipy.Redis[str], runtime: MemoryRuntime, clock: Clock
) -> None:
    """The collector compared values instead of keys."""
    client.set_value("short", "same", expire_in=1)
    client.set_value("long", "same", expire_in=100)
    client.set_value("stays", "same")
    clock.sleep(2)
    runtime.store.expire_due()
    assert set(runtime.store.db.data) == {b"long", b"stays"}
    assert set(runtime.store.db.expires) == {b"long"}


def test_writes_after_expiry_are_kept(client: redipy.Redis[str], clock: Clock) -> None:
    client.rpush("k", "old")
    client.expire("k", expire_in=1)
    clock.sleep(2)
    assert client.rpush("k", "new") == 1
    client.set_value("s", "old", expire_in=1)
    clock.sleep(2)
    assert client.append("s", "new") == 3
    clock.sleep(1000)
    assert client.lrange("k", 0, -1) == ["new"]
    assert client.get_value("s") == "new"


def test_an_error_in_a_pipeline_leaves_the_clock_running(
    client: redipy.Redis[str], clock: Clock
) -> None:
    client.set_value("s", "x")
    pipe = client.pipeline()
    pipe.set_value("t", "1", expire_in=10)
    pipe.lpush("s", "y")
    with pytest.raises(redipy.WrongTypeError):
        pipe.execute()
    clock.sleep(4)
    assert client.ttl("t") == 6.0
    clock.sleep(7)
    assert client.get_value("t") is None


def test_an_error_in_a_pipeline_keeps_what_worked(client: redipy.Redis[str]) -> None:
    client.set_value("s", "x")
    pipe = client.pipeline()
    pipe.set_value("a", "1")
    pipe.lpush("s", "y")
    pipe.set_value("b", "2")
    with pytest.raises(redipy.WrongTypeError):
        pipe.execute()
    assert client.mget("a", "b") == {"a": "1", "b": "2"}


def test_lpop_on_a_missing_key_does_not_create_it(client: redipy.Redis[str]) -> None:
    assert client.lpop("k") is None
    assert client.lpop("k", 2) == []
    assert client.rpop("k") is None
    assert client.exists("k") == 0
    assert client.keys() == set()


def test_set_over_another_type(client: redipy.Redis[str]) -> None:
    client.rpush("k", "a")
    assert client.set_value("k", "1") is True
    assert client.get_value("k") == "1"


def test_ttl_under_threads(client: redipy.Redis[str]) -> None:
    """It was read without the lock, and raised."""
    failures: list[Exception] = []

    def work(own: int) -> None:
        try:
            for i in range(300):
                client.set_value(f"{own}:{i % 7}", "x", expire_in=100)
                client.delete(f"{own}:{i % 7}", f"{1 - own}:{i % 7}")
                assert client.ttl(f"{1 - own}:{i % 7}") in (None, 100.0)
        except Exception as error:
            failures.append(error)

    threads = [Thread(target=work, args=(i,)) for i in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_scan_misses_no_live_key_after_deletions(client: redipy.Redis[str]) -> None:
    for i in range(100):
        client.set_value(f"k{i}", "x")
    cursor, page = client.scan(0, count=50)
    client.delete(*page)
    found: set[str] = set()
    while cursor:
        cursor, page = client.scan(cursor, count=5)
        found.update(page)
    assert found == client.keys()
    assert len(found) == 50


def test_a_new_key_does_not_inherit_a_ttl(client: redipy.Redis[str]) -> None:
    def fresh(remove: Callable[[], object]) -> float | None:
        client.flushall()
        client.rpush("k", "a")
        client.expire("k", expire_in=100)
        remove()
        assert client.exists("k") == 0
        client.rpush("k", "b")
        return client.ttl("k")

    assert fresh(lambda: client.delete("k")) == -1.0
    assert fresh(lambda: client.lpop("k")) == -1.0
    assert fresh(lambda: client.lrem("k", 0, "a")) == -1.0
    assert fresh(lambda: client.ltrim("k", 5, 6)) == -1.0
    assert fresh(lambda: client.rename("k", "k2")) == -1.0
    assert fresh(client.flushall) == -1.0


def test_a_huge_negative_expiry_removes(client: redipy.Redis[str]) -> None:
    for seconds in (-1e12, -(2**53)):
        client.set_value("k", "1")
        assert client.expire("k", expire_in=seconds) is True
        assert client.exists("k") == 0
    client.set_value("k", "1")
    assert client.pexpire("k", -(2**63)) is True
    assert client.exists("k") == 0


def test_a_range_the_wrong_way_round(client: redipy.Redis[str]) -> None:
    client.rpush("k", *"abcde")
    assert client.lrange("k", 3, 1) == []
    assert client.lrange("k", 4, -3) == []
    assert client.lrange("k", 100, 200) == []


def test_a_pattern_that_is_not_closed(client: redipy.Redis[str]) -> None:
    client.mset({"a": 1, "a[": 2})
    assert client.keys(match="a[") == set()


def test_delete_of_one_key_twice(client: redipy.Redis[str]) -> None:
    client.set_value("a", "1")
    assert client.delete("a", "a") == 1


def test_lpop_of_none(client: redipy.Redis[str]) -> None:
    client.rpush("k", "a")
    assert client.lpop("k", 0) == []


def test_scores_that_are_no_number(client: redipy.Redis[str]) -> None:
    with pytest.raises(redipy.CommandError):
        client.zadd("z", {"a": float("nan")})
    with pytest.raises(redipy.CommandError):
        client.execute("ZADD", "z", "nan", "a")
    assert client.exists("z") == 0


@pytest.mark.parametrize("text", [" 10 ", "1_0", "10 ", "+10", "١"])
def test_text_that_only_python_takes_for_a_number(
    client: redipy.Redis[str], text: str
) -> None:
    client.set_value("k", text)
    with pytest.raises(redipy.CommandError):
        client.incrby("k", 1)
    with pytest.raises(redipy.CommandError):
        client.execute("INCRBY", "n", text)


def test_a_tenth_and_two_tenths(client: redipy.Redis[str]) -> None:
    client.incrby("k", 0.1)
    assert client.incrby("k", 0.2) == 0.3
    assert client.get_value("k") == "0.3"


# -- cost: what is done, not how long it takes --------------------------------------


class CountingOrder(ScoreOrder):
    """Counts what moves in the order."""

    changes = 0

    def add(self, pair: tuple[float, bytes]) -> None:
        CountingOrder.changes += 1
        super().add(pair)

    def remove(self, pair: tuple[float, bytes]) -> None:
        CountingOrder.changes += 1
        super().remove(pair)


def test_zadd_sorts_nothing_anew(
    client: redipy.Redis[str], runtime: MemoryRuntime
) -> None:
    client.zadd("z", {f"m{i}": i for i in range(5000)})
    items = runtime.store.db.data[b"z"]
    assert isinstance(items, SortedSet)
    items._order = CountingOrder(items.order)
    CountingOrder.changes = 0
    client.zadd("z", {"m10": 4000.5})
    assert client.zrank("z", "m10") == 4000
    client.zadd("z", {"new": 0.5})
    assert client.zrange("z", 0, 1) == ["m0", "new"]
    assert CountingOrder.changes == 3
    assert runtime.store.db.data[b"z"] is items


def test_a_write_copies_no_value(
    client: redipy.Redis[str], runtime: MemoryRuntime
) -> None:
    data = runtime.store.db.data
    client.hset("h", {f"f{i}": i for i in range(1000)})
    client.rpush("l", *range(1000))
    client.sadd("t", *range(1000))
    held = {key: data[key] for key in (b"h", b"l", b"t")}
    client.hset("h", {"f": "x"})
    client.rpush("l", "x")
    client.sadd("t", "x")
    client.spop("t", 3)
    assert all(data[key] is value for key, value in held.items())


def test_a_pipeline_copies_no_store(
    client: redipy.Redis[str], runtime: MemoryRuntime
) -> None:
    client.mset({f"k{i}": "x" for i in range(1000)})
    client.rpush("l", "a")
    data, items = runtime.store.db.data, runtime.store.db.data[b"l"]
    with client.pipeline() as pipe:
        pipe.set_value("k1", "y")
        pipe.rpush("l", "b")
    assert runtime.store.db.data is data
    assert data[b"l"] is items
    assert data[b"k1"] == b"y"


def test_a_random_member_copies_no_set(client: redipy.Redis[str]) -> None:
    client.sadd("t", *range(1000))
    assert len(client.srandmember("t", 3)) == 3
    assert len(client.spop("t", 3)) == 3
    assert client.scard("t") == 997
