"""What only clients in process do: stores, patches, forks."""

from __future__ import annotations

import asyncio
import multiprocessing
import os

import pytest
import redis.asyncio
from tests.test_layers import loaded_after

import redipy
import redis
from redipy import redispy
from redipy_core.errors import BackendError


def test_they_are_redis_py_s_own() -> None:
    assert type(redispy.Redis()) is redis.Redis
    assert type(redispy.AsyncRedis()) is redis.asyncio.Redis


def test_each_has_a_store_of_its_own() -> None:
    first, second = redispy.Redis(), redispy.Redis()
    first.set("k", "v")
    assert second.get("k") is None


def test_the_store_of_a_redipy_client() -> None:
    ours = redipy.Redis()
    theirs = redispy.Redis(ours, decode_responses=True)
    ours.set_value("a", "b")
    assert theirs.get("a") == "b"
    theirs.rpush("l", "x")
    assert ours.lpop("l") == "x"
    other = redispy.Redis(ours.get_runtime())
    assert other.client_id() in {int(each["id"]) for each in theirs.client_list()}


def test_a_name_in_a_url() -> None:
    redispy.Redis("memory://redispy-name").set("k", "v")
    assert redispy.Redis("memory://redispy-name").get("k") == b"v"
    assert redipy.Redis.from_url("memory://redispy-name").get_value("k") == "v"


def test_what_makes_no_store_is_said() -> None:
    with pytest.raises(BackendError, match="no backend for the scheme 'nonsense'"):
        redispy.Redis("nonsense://x")
    with pytest.raises(BackendError, match="has a prefix"):
        redispy.Redis(redipy.Redis(prefix="p:"))


def test_addresses_and_passwords_mean_nothing() -> None:
    client = redispy.Redis(host="nowhere.invalid", password="secret", ssl=True)
    assert client.ping() is True


def test_a_real_server_may_be_behind_it(redis_url: str) -> None:
    redis.Redis.from_url(redis_url).flushall()
    client = redispy.Redis(redis_url, decode_responses=True)
    client.hset("h", mapping={"a": 1})
    assert client.hgetall("h") == {"a": "1"}
    with client.pipeline() as pipe:
        assert pipe.incr("n").incr("n").execute() == [1, 2]
    with redipy.Redis.from_url(redis_url) as direct:
        assert direct.get_value("n") == "2"


def test_patch() -> None:
    before = redis.Redis, redis.asyncio.Redis, redis.from_url, redis.client.Redis
    with redispy.patch() as store:
        client = redis.Redis(host="nowhere.invalid", port=1, db=2)
        assert isinstance(client, redis.Redis)
        client.set("a", "b")
        assert store.select(2).get_value("a") == "b"
        assert redis.from_url("redis://nowhere.invalid/2").get("a") == b"b"
        assert redis.StrictRedis.from_url("rediss://u:p@x.invalid/2").get("a") == b"b"
        assert redis.StrictRedis(single_connection_client=True, db=2).get("a") == b"b"
        pool = redis.ConnectionPool(host="nowhere.invalid", db=2)
        assert redis.Redis(connection_pool=pool).get("a") == b"b"

        async def read() -> object:
            async with redis.asyncio.from_url("redis://nowhere.invalid/2") as each:
                assert isinstance(each, redis.asyncio.Redis)
                return await each.get("a")

        assert asyncio.run(read()) == b"b"
    after = redis.Redis, redis.asyncio.Redis, redis.from_url, redis.client.Redis
    assert before == after


def test_patches_are_undone_after_an_error_and_share_nothing() -> None:
    original = redis.Redis
    with pytest.raises(redis.DataError), redispy.patch():
        redis.Redis().set("k", None)  # type: ignore[arg-type]  # that is the point
    assert redis.Redis is original

    @redispy.patch()
    def decorated() -> object:
        client = redis.Redis()
        return client.set("k", "v", nx=True)

    assert (decorated(), decorated()) == (True, True)


def test_a_patch_with_a_given_store() -> None:
    ours = redipy.Redis()
    with redispy.patch(ours):
        redis.Redis().set("k", "v")
    assert ours.get_value("k") == "v"


def test_a_forked_process_has_a_copy() -> None:
    client = redispy.Redis(decode_responses=True)
    client.set("k", "before")
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        client.set("k", f"child after {client.get('k')}")
        os.write(writer, (client.get("k") or "").encode())
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reader, 100) == b"child after before"
    assert client.get("k") == "before"
    os.close(reader)
    os.close(writer)


def _work(number: int) -> int:
    with redispy.patch() as store:
        redis.Redis().incrby("n", number)
        return int(store.get_value("n") or 0)


def test_processes_of_a_pool() -> None:
    with multiprocessing.get_context("fork").Pool(2) as pool:
        assert pool.map(_work, [1, 2, 3]) == [1, 2, 3]


def test_closed_clients_leave_no_session() -> None:
    ours = redipy.Redis()
    watching = redispy.Redis(ours)
    for _ in range(5):
        with redispy.Redis(ours) as client:
            listening = client.pubsub()
            listening.subscribe("c")
            listening.close()
    assert len(watching.client_list()) == 1
    assert watching.publish("c", "x") == 0


def test_redipy_does_not_import_redis_py_for_it() -> None:
    assert "redis" not in loaded_after("import redipy, redipy_server")
    assert "redis" in loaded_after("import redipy.redispy")
