"""Hashes."""

from __future__ import annotations

import pytest

from redipy_core.client import Redis
from redipy_core.testing.suite.expect import NOT_A_FLOAT, refused


class TestHashes:
    def test_hset_and_hgetall(self, client: Redis[str]) -> None:
        assert client.hset("k", {"a": 1, "b": 2.5, "": "", b"\xff": b"\xfe"}) == 4
        assert client.hset("k", {"a": "x"}) == 0
        assert client.hgetall("k") == {"a": "x", "b": "2.5", "": "", "\udcff": "\udcfe"}
        with refused("ERR wrong number of arguments for 'hset' command"):
            client.hset("k", {})

    def test_hdel_of_all_removes_the_key(self, client: Redis[str]) -> None:
        client.hset("k", {"a": 1})
        client.expire("k", expire_in=100)
        assert client.hdel("k", "a", "b") == 1
        assert client.exists("k") == 0
        client.hset("k", {"a": 1})
        assert client.ttl("k") == -1.0

    def test_hincrby(self, client: Redis[str]) -> None:
        assert client.hincrby("k", "f", 2**62) == 2**62
        with refused("ERR increment or decrement would overflow"):
            client.hincrby("k", "f", 2**62)
        result = client.hincrby("k", "g", 0.1)
        assert (result, type(result)) == (0.1, float)
        assert client.hincrby("k", "g", 0.2) == 0.3
        result = client.hincrby("k", "f", -(2**62))
        assert (result, type(result)) == (0, int)

    @pytest.mark.parametrize("text", [" 10 ", "1_0", "+1", "", "abc", "1.5"])
    def test_hincrby_of_what_is_no_number(self, client: Redis[str], text: str) -> None:
        client.hset("k", {"f": text})
        with refused("ERR hash value is not an integer"):
            client.hincrby("k", "f", 1)
        assert client.hget("k", "f") == text

    def test_hincrbyfloat_of_what_is_none(self, client: Redis[str]) -> None:
        client.hset("k", {"f": "abc"})
        with refused("ERR hash value is not a float"):
            client.hincrbyfloat("k", "f", 1)
        with refused("ERR value is NaN or Infinity"):
            client.hincrbyfloat("none", "f", float("inf"))
        with refused(NOT_A_FLOAT):
            client.hincrbyfloat("none", "f", float("nan"))
        assert client.exists("none") == 0

    def test_a_failed_increment_makes_no_key(self, client: Redis[str]) -> None:
        with refused("ERR value is not an integer or out of range"):
            client.hincrby("none", "f", 2**63)
        assert client.exists("none") == 0

    def test_hmget_keeps_the_order(self, client: Redis[str]) -> None:
        client.hset("k", {"a": 1, "b": 2})
        assert list(client.hmget("k", "b", "z", "a").items()) == [
            *(("b", "2"), ("z", None), ("a", "1")),
        ]
