"""Sets."""

from __future__ import annotations

from redipy_core.client import Redis
from redipy_core.testing.suite.expect import refused, wrong_type


class TestSets:
    def test_spop(self, client: Redis[str]) -> None:
        members = {str(i) for i in range(20)}
        client.sadd("k", *members)
        one = client.spop("k")
        assert one in members
        some = client.spop("k", 5)
        assert len(some) == 5
        assert some < members - {one}
        assert client.smembers("k") == members - some - {one}
        assert client.spop("k", 0) == set()
        assert client.spop("k", 100) == members - some - {one}
        assert client.exists("k") == 0
        assert client.spop("k") is None
        with refused("ERR value is out of range, must be positive"):
            client.spop("k", -1)

    def test_srandmember(self, client: Redis[str]) -> None:
        members = {"a", "b", "c", "d"}
        client.sadd("k", *members)
        assert client.srandmember("k") in members
        two = client.srandmember("k", 2)
        assert len(two) == len(set(two)) == 2
        assert set(two) <= members
        assert set(client.srandmember("k", 100)) == members
        many = client.srandmember("k", -50)
        assert len(many) == 50
        assert set(many) <= members
        assert client.srandmember("k", 0) == []
        assert client.smembers("k") == members
        assert client.srandmember("none") is None
        assert client.srandmember("none", -3) == []

    def test_operations(self, client: Redis[str]) -> None:
        client.sadd("a", 1, 2, 3)
        client.sadd("b", 2, 3, 4)
        assert client.sinter("a", "b", "none") == set()
        assert client.sunion("a", "none", "b") == {"1", "2", "3", "4"}
        assert client.sdiff("a", "none") == {"1", "2", "3"}
        assert client.sdiff("none", "a") == set()
        assert client.sinter("a") == {"1", "2", "3"}

    def test_operations_into_a_source(self, client: Redis[str]) -> None:
        client.sadd("a", 1, 2, 3)
        client.sadd("b", 2, 3, 4)
        client.expire("a", expire_in=100)
        assert client.sinterstore("a", "a", "b") == 2
        assert client.smembers("a") == {"2", "3"}
        assert client.smembers("b") == {"2", "3", "4"}
        assert client.ttl("a") == -1.0

    def test_an_empty_result_removes_the_destination(self, client: Redis[str]) -> None:
        client.set_value("to", "x")
        client.sadd("a", 1)
        assert client.sdiffstore("to", "a", "a") == 0
        assert client.exists("to") == 0
        client.rpush("to", "x")
        assert client.sunionstore("to", "a") == 1
        assert client.key_type("to") == "set"

    def test_operations_on_another_type(self, client: Redis[str]) -> None:
        client.rpush("l", "a")
        client.sadd("s", "a")
        client.set_value("to", "x")
        for operation in (client.sinter, client.sunion, client.sdiff):
            with wrong_type():
                operation("s", "l")
        for store in (client.sinterstore, client.sunionstore, client.sdiffstore):
            with wrong_type():
                store("to", "s", "l")
        assert client.get_value("to") == "x"

    def test_smove(self, client: Redis[str]) -> None:
        client.sadd("a", "x")
        assert client.smove("a", "b", "none") is False
        assert client.smove("a", "a", "x") is True
        assert client.smove("a", "b", "x") is True
        assert client.exists("a") == 0
        assert client.smembers("b") == {"x"}
        client.rpush("l", "a")
        with wrong_type():
            client.smove("b", "l", "x")
        assert client.smembers("b") == {"x"}

    def test_srem_of_all_removes_the_key(self, client: Redis[str]) -> None:
        client.sadd("k", "a")
        assert client.srem("k", "a", "b") == 1
        assert client.exists("k") == 0
