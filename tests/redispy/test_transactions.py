"""Pipelines, transactions, scripts and locks."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from tests.redispy.conftest import Make, needs_scripts

import redis


@pytest.mark.parametrize("transaction", [True, False])
def test_pipelines(r: redis.Redis, transaction: bool) -> None:
    with r.pipeline(transaction=transaction) as pipe:
        pipe.set("a", 1).incr("a").rpush("l", "x", "y").lrange("l", 0, -1)
        pipe.hset("h", mapping={"f": "v"}).hgetall("h")
        assert pipe.execute() == [True, 2, 2, ["x", "y"], 1, {"f": "v"}]
        assert pipe.execute() == []


@pytest.mark.parametrize("transaction", [True, False])
def test_an_error_in_a_pipeline(r: redis.Redis, transaction: bool) -> None:
    r.set("a", "text")
    pipe = r.pipeline(transaction=transaction)
    with pytest.raises(redis.ResponseError, match=r"Command # 2 \(INCRBY a 1\)"):
        pipe.set("b", 1).incr("a").set("c", 1).execute()
    assert (r.get("b"), r.get("c")) == ("1", "1")
    pipe.set("b", 1).incr("a").get("b")
    found: list[Any] = pipe.execute(raise_on_error=False)
    assert (found[0], found[2]) == (True, "1")
    assert isinstance(found[1], redis.ResponseError)


def test_a_command_that_does_not_exist_spoils_a_transaction(r: redis.Redis) -> None:
    pipe = r.pipeline()
    pipe.set("a", 1)
    pipe.execute_command("NONSENSE")
    with pytest.raises(redis.ResponseError, match="unknown command"):
        pipe.execute()
    assert r.get("a") is None


def test_watch(make: Make) -> None:
    r, other = make(), make()
    r.set("n", 1)
    with r.pipeline() as pipe:
        pipe.watch("n")
        assert pipe.get("n") == b"1"
        pipe.multi()
        pipe.incr("n")
        other.set("n", 10)
        with pytest.raises(redis.WatchError):
            pipe.execute()
    assert r.get("n") == b"10"

    def double(pipe: Any) -> None:
        value = int(pipe.get("n"))
        pipe.multi()
        pipe.set("n", value * 2)

    assert r.transaction(double, "n") == [True]
    assert r.get("n") == b"20"


def test_large_pipelines(r: redis.Redis) -> None:
    pipe = r.pipeline(transaction=False)
    for number in range(3000):
        pipe.set(f"k{number}", "x" * 50)
    pipe.set("big", "y" * 1_000_000)
    assert pipe.execute() == [True] * 3001
    assert r.strlen("big") == 1_000_000
    assert r.get("big") == "y" * 1_000_000


@needs_scripts
def test_scripts(r: redis.Redis) -> None:
    script = r.register_script("return redis.call('INCRBY', KEYS[1], ARGV[1])")
    assert script(keys=["n"], args=[5]) == 5
    assert r.eval("return {1, 'a', {2}}", 0) == [1, "a", [2]]
    with pytest.raises(redis.exceptions.NoScriptError):
        r.evalsha("0" * 40, 0)


@needs_scripts
def test_locks(make: Make) -> None:
    r, other = make(), make()
    with r.lock("lock", timeout=10):
        assert other.lock("lock", timeout=10).acquire(blocking=False) is False
    held = other.lock("lock", timeout=10)
    assert held.acquire(blocking=False) is True
    assert held.extend(5) is True
    held.release()
    with pytest.raises(redis.exceptions.LockError):
        held.release()


def test_a_connection_pool_is_shared_by_threads(make: Make) -> None:
    r = make()

    def count() -> None:
        for _ in range(200):
            r.incr("n")
            with r.pipeline() as pipe:
                pipe.incr("m").incr("m").execute()

    threads = [threading.Thread(target=count) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (r.get("n"), r.get("m")) == (b"1000", b"2000")


def test_a_pool_has_its_limit(make: Make) -> None:
    r = make(max_connections=1)
    with r.pipeline() as pipe:
        pipe.watch("k")
        with pytest.raises(redis.ConnectionError, match="Too many connections"):
            r.ping()
    assert r.ping() is True
