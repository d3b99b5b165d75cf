"""What programs do with redis-py, type by type."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.redispy.conftest import Make

import redis


def test_strings(r: redis.Redis) -> None:
    assert r.set("a", "b") is True
    assert r.set("a", "c", nx=True) is None
    assert r.set("a", "c", get=True) == "b"
    assert r.get("a") == "c"
    assert r.get("missing") is None
    assert r.setex("t", timedelta(seconds=10), "v") is True
    assert 0 < int(r.pttl("t")) <= 10_000
    assert (r.ttl("a"), r.ttl("missing")) == (-1, -2)
    assert r.mset({"x": 1, "y": 2.5}) is True
    assert r.mget("x", "y", "z") == ["1", "2.5", None]
    assert (r.incr("x"), r.incrby("x", 5), r.decr("x")) == (2, 7, 6)
    assert r.incrbyfloat("y", 0.5) == 3.0
    assert (r.append("a", "de"), r.strlen("a"), r.getrange("a", 1, -1)) == (3, 3, "de")
    assert r.getdel("a") == "cde"
    assert (r.setbit("bits", 7, 1), r.bitcount("bits"), r.getbit("bits", 7)) == (
        0,
        1,
        1,
    )


def test_keys(r: redis.Redis) -> None:
    r.mset({"one": 1, "two": 2, "other": 3})
    assert sorted(r.keys("o*")) == ["one", "other"]
    assert r.exists("one", "two", "three") == 2
    assert r.type("one") == "string"
    assert r.rename("one", "uno") is True
    with pytest.raises(redis.ResponseError, match="no such key"):
        r.rename("one", "uno")
    assert r.expire("uno", 100) is True
    assert r.persist("uno") is True
    assert r.delete("uno", "none") == 1
    assert r.unlink("two") == 1
    assert r.dbsize() == 1
    assert r.copy("other", "copy") is True
    assert r.object("encoding", "copy") == "int"


def test_scan_iter(r: redis.Redis) -> None:
    names = {f"key:{number}" for number in range(250)}
    r.mset(dict.fromkeys(names, "v"))
    r.set("another", "v")
    assert set(r.scan_iter(match="key:*", count=10)) == names
    r.sadd("set", *names)
    assert set(r.sscan_iter("set")) == names
    r.hset("hash", mapping=dict.fromkeys(names, "v"))
    assert dict(r.hscan_iter("hash")) == dict.fromkeys(names, "v")
    r.zadd("sorted", dict.fromkeys(names, 1.5))
    assert dict(r.zscan_iter("sorted")) == dict.fromkeys(names, 1.5)


def test_hashes(r: redis.Redis) -> None:
    assert r.hset("h", "f", "v") == 1
    assert r.hset("h", mapping={"g": 1, "i": 2.5}) == 2
    assert r.hgetall("h") == {"f": "v", "g": "1", "i": "2.5"}
    assert r.hget("h", "none") is None
    assert r.hmget("h", ["f", "none"]) == ["v", None]
    assert (r.hincrby("h", "g", 2), r.hincrbyfloat("h", "i", 0.5)) == (3, 3.0)
    assert (r.hexists("h", "f"), r.hexists("h", "none")) == (True, False)
    assert (sorted(r.hkeys("h")), r.hlen("h"), r.hdel("h", "f")) == (
        ["f", "g", "i"],
        3,
        1,
    )


def test_lists(r: redis.Redis) -> None:
    assert r.rpush("l", "a", "b", "c") == 3
    assert r.lpush("l", "z") == 4
    assert r.lrange("l", 0, -1) == ["z", "a", "b", "c"]
    assert (r.lpop("l"), r.rpop("l", 2), r.llen("l")) == ("z", ["c", "b"], 1)
    assert r.lmove("l", "m", "LEFT", "RIGHT") == "a"
    assert r.lpop("l") is None
    assert r.linsert("m", "before", "a", "x") == 2
    assert (r.lindex("m", 0), r.lset("m", 0, "y"), r.lpos("m", "a")) == ("x", True, 1)


def test_sets(r: redis.Redis) -> None:
    assert r.sadd("s", "a", "b", "c") == 3
    assert set(r.smembers("s")) == {"a", "b", "c"}
    r.sadd("t", "b", "x")
    assert (set(r.sinter("s", "t")), set(r.sdiff("s", "t"))) == ({"b"}, {"a", "c"})
    assert bool(r.sismember("s", "a"))
    assert r.smismember("s", "a", "x") == [1, 0]
    assert (r.srem("s", "a"), r.scard("s"), r.spop("missing")) == (1, 2, None)


def test_sorted_sets(r: redis.Redis) -> None:
    assert r.zadd("z", {"a": 1, "b": 2.5, "c": 3}) == 3
    assert r.zadd("z", {"a": 4}, xx=True, ch=True) == 1
    assert r.zrange("z", 0, -1) == ["b", "c", "a"]
    pairs: Any = r.zrange("z", 0, -1, withscores=True)
    assert [(name, score) for name, score in pairs] == [("b", 2.5), ("c", 3), ("a", 4)]
    assert (r.zscore("z", "b"), r.zscore("z", "none"), r.zrank("z", "a")) == (
        2.5,
        None,
        2,
    )
    assert r.zincrby("z", 2, "b") == 4.5
    assert r.zrangebyscore("z", 3, "(4.5") == ["c", "a"]
    assert r.zcount("z", "-inf", "+inf") == 3
    assert "c" in repr(r.zpopmin("z"))  # its form differs with redis-py's version
    assert r.zremrangebyrank("z", 0, -1) == 2


def test_streams(r: redis.Redis) -> None:
    first = r.xadd("x", {"name": "ada", "n": 1}, id="1-1")
    assert first == "1-1"
    r.xadd("x", {"name": "grace"}, id="2-1")
    assert r.xlen("x") == 2
    assert r.xrange("x") == [
        ("1-1", {"name": "ada", "n": "1"}),
        ("2-1", {"name": "grace"}),
    ]
    assert r.xgroup_create("x", "g", id="0") is True
    read = r.xreadgroup("g", "me", {"x": ">"}, count=1)
    assert "1-1" in repr(read)
    assert r.xpending("x", "g")["pending"] == 1
    assert r.xack("x", "g", "1-1") == 1
    assert r.xinfo_stream("x")["length"] == 2
    assert r.xtrim("x", maxlen=1, approximate=False) == 1


def test_geo_and_hyperloglog(r: redis.Redis) -> None:
    assert (
        r.geoadd("g", (13.361389, 38.115556, "Palermo", 15.087269, 37.502669, "C")) == 2
    )
    assert r.geodist("g", "Palermo", "C", "km") == 166.2742
    assert r.geosearch("g", longitude=15, latitude=37, radius=100, unit="km") == ["C"]
    r.pfadd("p", "a", "b", "c")
    assert r.pfcount("p") == 3


def test_errors_are_redis_py_s(r: redis.Redis) -> None:
    r.set("text", "not a number")
    with pytest.raises(redis.ResponseError, match=r"^value is not an integer"):
        r.incr("text")
    with pytest.raises(redis.ResponseError, match=r"^WRONGTYPE Operation against"):
        r.lpush("text", "x")
    with pytest.raises(redis.ResponseError, match=r"^unknown command"):
        r.execute_command("NONSENSE", "x")
    with pytest.raises(redis.DataError):
        r.set("k", None)  # type: ignore[arg-type]  # that is the point
    with pytest.raises(redis.DataError):
        r.set("k", True)  # type: ignore[arg-type]  # that is the point


def test_bytes_in_and_out(make: Make) -> None:
    r = make()
    data = bytes(range(256)) * 300
    assert r.set(b"\xff\r\n", data) is True
    assert r.get(b"\xff\r\n") == data
    assert r.set("view", memoryview(data)) is True
    assert r.get("view") == data
    assert (r.set("empty", ""), r.get("empty")) == (True, b"")
    assert r.set("ü", 2**70) is True
    assert r.get("ü".encode()) == b"%d" % 2**70


def test_what_is_no_text_is_an_error_that_costs_no_reply(make: Make) -> None:
    r = make(decode_responses=True)
    r.set("k", b"\xff\xfe")
    with pytest.raises(UnicodeDecodeError):
        r.get("k")
    r.rpush("l", b"\xff")
    with pytest.raises(UnicodeDecodeError):
        r.lrange("l", 0, -1)
    assert r.ping() is True
    lenient = make(decode_responses=True, encoding_errors="replace")
    assert lenient.get("k") == "\ufffd\ufffd"


def test_other_encodings(make: Make) -> None:
    make().set("k", b"caf\xe9")
    assert make(encoding="latin-1", decode_responses=True).get("k") == "café"


def test_types_of_protocol_3(make: Make) -> None:
    r = make(protocol=3, decode_responses=True)
    r.zadd("z", {"a": 1.5})
    assert r.execute_command("ZSCORE", "z", "a") == 1.5
    r.hset("h", "f", "v")
    assert r.execute_command("HGETALL", "h") == {"f": "v"}
    r.sadd("s", "m")
    assert set(r.execute_command("SMEMBERS", "s")) == {"m"}
    assert r.execute_command("HELLO")["proto"] == 3
    assert "redis_version" in r.info("server")


def test_databases(make: Make) -> None:
    zero, three = make(), make(db=3)
    zero.set("k", "zero")
    three.set("k", "three")
    assert (zero.get("k"), three.get("k")) == (b"zero", b"three")
    assert three.move("k", 0) is False
    three.flushdb()
    assert (zero.dbsize(), three.dbsize()) == (1, 0)


def test_client_names_and_ids(make: Make) -> None:
    r = make(client_name="worker", decode_responses=True)
    assert r.client_getname() == "worker"
    assert r.client_id() in {int(each["id"]) for each in r.client_list()}
    own = r.client_info()
    assert own["name"] == "worker"


def test_a_connection_that_was_killed_is_made_again(make: Make) -> None:
    r = make()
    victim = r.client_id()
    assert make().client_kill_filter(_id=victim) == 1
    assert r.ping() is True
    assert r.client_id() != victim


def test_health_checks(make: Make) -> None:
    r = make(health_check_interval=0.000001)
    assert r.set("a", "b") is True
    assert r.get("a") == b"b"


def test_single_connection_client(make: Make) -> None:
    r = make(single_connection_client=True)
    assert r.client_id() == r.client_id()
    with r.client() as other:
        assert other.client_id() != r.client_id()
