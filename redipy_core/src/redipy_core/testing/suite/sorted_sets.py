"""Sorted sets."""

from __future__ import annotations

import pytest

from redipy_core.client import Redis
from redipy_core.errors import ArgumentTypeError, ArgumentValueError
from redipy_core.testing.suite.expect import NOT_A_FLOAT, refused
from redipy_core.testing.suite.fixtures import MakeBlocking

INF = float("inf")


class TestSortedSets:
    def test_order(self, client: Redis[str]) -> None:
        client.zadd("k", {"b": 1, "a": 1, "c": -INF, "d": INF, "e": 0.5, "B": 1})
        assert client.zrange("k", 0, -1) == ["c", "e", "B", "a", "b", "d"]
        assert client.zrange("k", 0, -1, desc=True) == ["d", "b", "a", "B", "e", "c"]
        assert [client.zrank("k", m) for m in "ceBabd"] == list(range(6))

    def test_zadd_options(self, client: Redis[str]) -> None:
        client.zadd("k", {"a": 5})
        assert client.zadd("k", {"a": 1, "b": 1}, nx=True) == 1
        assert client.zadd("k", {"b": 2, "c": 2}, xx=True) == 0
        assert client.zadd("k", {"a": 4, "b": 3}, gt=True, ch=True) == 1
        assert client.zadd("k", {"a": 4, "b": 4, "d": 9}, lt=True, ch=True) == 2
        assert client.zrange("k", 0, -1, withscores=True) == [
            *(("b", 3.0), ("a", 4.0), ("d", 9.0)),
        ]
        assert client.zadd("none", {"a": 1}, xx=True) == 0
        assert client.exists("none") == 0

    def test_zadd_as_an_increment(self, make_blocking: MakeBlocking) -> None:
        client = make_blocking()

        def add(*words: str) -> object:
            return client.execute("ZADD", "k", *words)

        assert add("INCR", "2.5", "a") == b"2.5"
        assert add("INCR", "1", "a") == b"3.5"
        assert add("GT", "INCR", "0", "a") is None
        assert add("GT", "INCR", "-1", "a") is None
        assert add("LT", "INCR", "0", "a") is None
        assert add("LT", "INCR", "-1", "a") == b"2.5"
        assert add("NX", "INCR", "1", "a") is None
        assert add("XX", "INCR", "1", "b") is None
        with refused("ERR INCR option supports a single increment-element pair"):
            add("INCR", "1", "a", "2", "b")
        assert client.zrange("k", 0, -1, withscores=True) == [("a", 2.5)]

    def test_zadd_with_incr(self, client: Redis[str]) -> None:
        assert client.zadd("k", {"a": 2.5}, incr=True) == 2.5
        assert client.zadd("k", {"a": 1}, incr=True, nx=True) is None
        assert client.zadd("none", {"a": 1}, incr=True, xx=True) is None
        with refused("ERR INCR option supports a single increment-element pair"):
            client.zadd("k", {"a": 1, "b": 1}, incr=True)
        assert client.zrange("k", 0, -1, withscores=True) == [("a", 2.5)]

    def test_weights(self, client: Redis[str]) -> None:
        client.zadd("k", {"a": 1, "b": INF})
        client.zadd("k2", {"a": 2, "b": -INF})
        least = client.zunion("k", "k2", weights=[1, 2], aggregate="min")
        assert least == ["b", "a"]
        greatest = client.zunion(
            "k", "k2", weights=[1, 2], aggregate="max", withscores=True
        )
        assert greatest == [("a", 4.0), ("b", INF)]
        assert client.zinter("k", "k2", withscores=True) == [("b", 0.0), ("a", 3.0)]
        for weights in ([1.0], [1.0, 2.0, 3.0]):
            with refused("ERR syntax error"):
                client.zunionstore("to", "k", "k2", weights=weights)
        with refused("ERR weight value is not a float"):
            client.zunion("k", weights=[float("nan")])
        with refused("ERR wrong number of arguments for 'zunion' command"):
            client.zunion()
        with refused("ERR count should be greater than 0"):
            client.zmpop("k", where="min", count=0)
        with refused("ERR LIMIT can't be negative"):
            client.zintercard("k", limit=-1)
        assert client.exists("to") == 0

    def test_zscan_gives_all(self, client: Redis[str]) -> None:
        scores = {f"m{i}": i / 2 for i in range(1000)}
        client.zadd("k", scores)
        cursor, found = client.zscan("k", 0, count=7)
        while cursor:
            cursor, page = client.zscan("k", cursor, count=100)
            found |= page
        assert found == scores

    def test_zadd_options_that_exclude_one_another(self, client: Redis[str]) -> None:
        with refused("ERR XX and NX options at the same time are not compatible"):
            client.zadd("k", {"a": 1}, nx=True, xx=True)
        for lt, nx in ((True, False), (False, True)):
            with refused(
                "ERR GT, LT, and/or NX options at the same time are not compatible"
            ):
                client.zadd("k", {"a": 1}, gt=True, lt=lt, nx=nx)
        assert client.exists("k") == 0

    def test_scores_that_are_none(self, client: Redis[str]) -> None:
        with refused(NOT_A_FLOAT):
            client.zadd("k", {"a": 1, "b": float("nan")})
        with pytest.raises(ArgumentTypeError):
            client.zadd("k", {"a": True})
        assert client.exists("k") == 0
        client.zadd("k", {"a": INF})
        with refused("ERR resulting score is not a number (NaN)"):
            client.zincrby("k", -INF, "a")
        assert client.zscore("k", "a") == INF

    @pytest.mark.parametrize(
        ("start", "stop", "expected"),
        [
            *((1, 3, "abc"), ("(1", "(3", "b"), ("-inf", "+inf", "abcd"), (3, 1, "")),
            *(("(3", "+inf", "d"), ("-inf", "(1", ""), (2, 2, "b"), ("(2", 2, "")),
        ],
    )
    def test_ranges_by_score(
        self, client: Redis[str], start: str, stop: str, expected: str
    ) -> None:
        client.zadd("k", {"a": 1, "b": 2, "c": 3, "d": 4})
        assert client.zrange("k", start, stop, by="score") == list(expected)
        backwards = client.zrange("k", stop, start, by="score", desc=True)
        assert backwards == list(expected[::-1])
        assert client.zcount("k", start, stop) == len(expected)

    @pytest.mark.parametrize(
        ("start", "stop", "expected"),
        [
            *(
                ("-", "+", "abcd"),
                ("[b", "(d", "bc"),
                ("(b", "[d", "cd"),
                ("+", "-", ""),
            ),
            *(
                ("[b", "[b", "b"),
                ("(b", "(b", ""),
                ("[aa", "+", "bcd"),
                ("-", "(a", ""),
            ),
        ],
    )
    def test_ranges_by_lex(
        self, client: Redis[str], start: str, stop: str, expected: str
    ) -> None:
        client.zadd("k", dict.fromkeys("abcd", 0))
        assert client.zrange("k", start, stop, by="lex") == list(expected)
        backwards = client.zrange("k", stop, start, by="lex", desc=True)
        assert backwards == list(expected[::-1])

    def test_parts_of_ranges(self, client: Redis[str]) -> None:
        client.zadd("k", {str(i): i for i in range(6)})
        by_score = client.zrange("k", 0, "inf", by="score", offset=1, num=2)
        assert by_score == ["1", "2"]
        rest = client.zrange("k", "inf", 0, by="score", desc=True, offset=4)
        assert rest == ["1", "0"]
        assert client.zrange("k", 0, 9, by="score", offset=-1, num=2) == []
        assert client.zrange("k", 0, 9, by="score", offset=1, num=0) == []
        assert client.zrange("k", 4, 9, by="score", offset=1, num=-5) == ["5"]
        words = "syntax error, LIMIT is only supported in combination with"
        with refused(f"ERR {words} either BYSCORE or BYLEX"):
            client.zrange("k", 0, 1, num=1)

    def test_limits_that_are_none(self, client: Redis[str]) -> None:
        client.zadd("k", {"a": 1})
        with refused("ERR min or max is not a float"):
            client.zcount("k", "x", 1)
        with refused("ERR min or max is not a float"):
            client.zrange("k", "1", "nan", by="score")
        with refused("ERR min or max not valid string range item"):
            client.zrange("k", "a", "b", by="lex")
        with refused("ERR value is not an integer or out of range"):
            client.zrange("k", "a", "b")
        with pytest.raises(ArgumentValueError, match="by must be one of rank, score"):
            client.zrange("k", 0, 1, by="size")  # type: ignore[call-overload]
        with refused(
            "ERR syntax error, WITHSCORES not supported in combination with BYLEX"
        ):
            client.zrange("k", "-", "+", by="lex", withscores=True)

    def test_scores_are_exact(self, client: Redis[str]) -> None:
        scores = [0.1, 1 / 3, 1e300, 5e-324, 2.0**53, -1e-10, 0.1 + 0.2]
        client.zadd("k", {str(i): score for i, score in enumerate(scores)})
        assert [client.zscore("k", str(i)) for i in range(len(scores))] == scores

    def test_pops_remove_the_key(self, client: Redis[str]) -> None:
        client.zadd("k", {"a": 1, "b": 1})
        assert client.zpop_max("k") == [("b", 1.0)]
        assert client.zpop_min("k", 0) == []
        assert client.zpop_min("k", 10) == [("a", 1.0)]
        assert client.exists("k") == 0
        with refused("ERR value is out of range, must be positive"):
            client.zpop_min("k", -1)

    def test_zrem_of_all_removes_the_key(self, client: Redis[str]) -> None:
        client.zadd("k", {"a": 1})
        assert client.zrem("k", "a") == 1
        assert client.exists("k") == 0
