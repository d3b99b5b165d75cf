"""Lists."""

from __future__ import annotations

import pytest

from redipy_core.client import Redis
from redipy_core.errors import ArgumentValueError
from redipy_core.testing.suite.expect import refused


class TestLists:
    def test_pops_with_count(self, client: Redis[str]) -> None:
        client.rpush("k", *range(5))
        assert client.lpop("k", 0) == []
        assert client.lpop("k", 2) == ["0", "1"]
        assert client.rpop("k", 2) == ["4", "3"]
        assert client.rpop("k", 100) == ["2"]
        assert client.exists("k") == 0
        assert client.lpop("k", 3) == []
        assert client.rpop("k", 0) == []
        assert client.exists("k") == 0

    def test_count_below_zero(self, client: Redis[str]) -> None:
        client.rpush("k", "a")
        for pop in (client.lpop, client.rpop):
            with refused("ERR value is out of range, must be positive"):
                pop("k", -1)
        assert client.llen("k") == 1

    def test_the_last_pop_removes_the_key(self, client: Redis[str]) -> None:
        client.rpush("k", "a")
        client.expire("k", expire_in=100)
        assert client.lpop("k") == "a"
        assert client.key_type("k") is None
        client.rpush("k", "b")
        assert client.ttl("k") == -1.0

    @pytest.mark.parametrize(
        ("start", "stop", "expected"),
        [
            *((0, -1, "abcde"), (3, 1, ""), (-2, -1, "de"), (-100, 100, "abcde")),
            *((5, 10, ""), (2, 2, "c"), (-1, -2, ""), (4, 4, "e"), (100, 200, "")),
            *((-100, -50, ""), (0, -6, ""), (1, -2, "bcd"), (-3, 4, "cde")),
        ],
    )
    def test_lrange_and_ltrim(
        self, client: Redis[str], start: int, stop: int, expected: str
    ) -> None:
        client.rpush("k", *"abcde")
        assert client.lrange("k", start, stop) == list(expected)
        assert client.ltrim("k", start, stop) is True
        assert client.lrange("k", 0, -1) == list(expected)
        assert client.exists("k") == bool(expected)

    def test_lindex_and_lset_out_of_range(self, client: Redis[str]) -> None:
        client.rpush("k", "a", "b")
        assert [client.lindex("k", i) for i in (-3, -2, 0, 1, 2)] == [
            *(None, "a", "a", "b", None),
        ]
        for index in (2, -3, 2**63 - 1):
            with refused("ERR index out of range"):
                client.lset("k", index, "x")
        assert client.lset("k", -1, "x") is True
        assert client.lrange("k", 0, -1) == ["a", "x"]

    @pytest.mark.parametrize(
        ("count", "removed", "left"),
        [
            (1, 1, "bacaa"),
            (2, 2, "bcaa"),
            (-1, 1, "abaca"),
            (-2, 2, "abac"),
            (0, 4, "bc"),
            (9, 4, "bc"),
        ],
    )
    def test_lrem(
        self, client: Redis[str], count: int, removed: int, left: str
    ) -> None:
        client.rpush("k", *"abacaa")
        assert client.lrem("k", count, "a") == removed
        assert client.lrange("k", 0, -1) == list(left)

    def test_lrem_of_all_removes_the_key(self, client: Redis[str]) -> None:
        client.rpush("k", "a", "a")
        assert client.lrem("k", 0, "a") == 2
        assert client.exists("k") == 0

    def test_linsert(self, client: Redis[str]) -> None:
        client.rpush("k", "a", "b")
        assert client.linsert("k", "after", "b", "c") == 3
        assert client.linsert("k", "before", "a", 0) == 4
        assert client.linsert("k", "after", "none", "x") == -1
        assert client.lrange("k", 0, -1) == ["0", "a", "b", "c"]
        with pytest.raises(
            ArgumentValueError, match="where must be one of before, after"
        ):
            client.linsert("k", "above", "a", "x")  # type: ignore[arg-type]

    def test_no_elements(self, client: Redis[str]) -> None:
        for push, name in ((client.lpush, "lpush"), (client.rpush, "rpush")):
            with refused(f"ERR wrong number of arguments for '{name}' command"):
                push("k")
        assert client.exists("k") == 0
