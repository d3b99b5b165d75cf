"""Sorting."""

from __future__ import annotations

import pytest

from redipy_core.client import Redis
from redipy_core.errors import ArgumentTypeError, ArgumentValueError
from redipy_core.testing.example import step
from redipy_core.testing.suite.expect import refused
from redipy_core.testing.suite.fixtures import MakeBlocking

_NO_SCORE = "ERR One or more scores can't be converted into double"


class TestSorting:
    def test_numbers(self, client: Redis[str]) -> None:
        # A server that has met too large a number takes fractions for such until it
        # reads another one.
        client.incrby("number", 1.5)
        client.rpush("k", "10", "-1", " 2", "", "0x1f", "1e1", "inf")
        assert client.sort("k") == ["-1", "", " 2", "10", "1e1", "0x1f", "inf"]
        assert client.sort("k", desc=True) == client.sort("k")[::-1]
        assert client.sort_ro("k") == client.sort("k")

    @pytest.mark.parametrize("text", ["x", "1 ", " ", "nan", "1e400", "1e-400", "1_0"])
    def test_what_is_no_number(self, client: Redis[str], text: str) -> None:
        client.rpush("k", "1", text)
        client.set_value("k2", "stays")
        parts: list[dict[str, object]] = [{}, {"start": 0, "num": 0}, {"get": "w*"}]
        for part in parts:
            with refused(_NO_SCORE):
                step("sort", "k", store="k2", **part).on(client)
        assert client.get_value("k2") == "stays"
        assert len(client.sort("k", alpha=True)) == 2

    @pytest.mark.parametrize(
        ("start", "num", "expected"),
        [
            *(
                (None, None, "0123"),
                (0, None, "0123"),
                (2, None, "23"),
                (None, 2, "01"),
            ),
            *((1, 2, "12"), (-5, 2, "01"), (1, -7, "123"), (1, 0, ""), (9, 2, "")),
            *((3, 2**63 - 1, "3"), (2**63 - 1, 2**63 - 1, ""), (-(2**63), 1, "0")),
        ],
    )
    def test_parts(
        self, client: Redis[str], start: int | None, num: int | None, expected: str
    ) -> None:
        client.rpush("k", *"3120")
        assert client.sort("k", start=start, num=num) == list(expected)
        client.zadd("z", {"d": 3, "a": 0, "c": 2, "b": 1})
        kept = [*"abcd"]
        part = client.sort("z", start=start, num=num, by="as it is")
        assert part == [kept[int(place)] for place in expected]
        part = client.sort("z", start=start, num=num, by="as it is", desc=True)
        assert part == [kept[-1 - int(place)] for place in expected]

    def test_by_keys_and_fields(self, client: Redis[str]) -> None:
        client.sadd("k", "a", "b", "c")
        client.mset({"w:a": 3, "w:b": 1, "w:c": 2, "list": "x"})
        client.hset("h:a", {"f": 1, "": 7})
        client.hset("h:b", {"f": 2, "f->": 8})
        client.rpush("l:a", "1")
        assert client.sort("k", by="w:*") == ["b", "c", "a"]
        assert client.sort("k", by="w:*", desc=True) == ["a", "c", "b"]
        assert client.sort("k", by="h:*->f") == ["c", "a", "b"]
        assert client.sort("k", by="l:*", get="#") == ["a", "b", "c"]
        found = client.sort("k", by="w:*", get=("h:*->f->", "w:*", "h:*->", "none"))
        assert found[:6] == ["8", "1", None, None, None, "2"]
        assert found[6:] == [None, None, None, "3", None, None]

    def test_equal_weights(self, client: Redis[str]) -> None:
        client.rpush("k", *"bdacbb")
        client.mset({"w:a": 1, "w:b": 1, "w:c": 0})
        assert client.sort("k", by="w:*") == [*"cdabbb"]
        assert client.sort("k", by="w:*", desc=True) == [*"bbbadc"]
        # As texts they stay in the list's order, what is missing before the rest.
        assert client.sort("k", by="w:*", alpha=True) == [*"dcbabb"]
        assert client.sort("k", by="w:*", alpha=True, desc=True) == [*"babbcd"]

    def test_no_pattern_sorts_once_one_says_not_to(self, client: Redis[str]) -> None:
        client.rpush("k", *"312")
        key = client.prefix.decode() + "k"
        for words in (["BY", "x", "BY", "y*"], ["BY", "y*", "BY", "x"]):
            assert client.execute("SORT", key, *words) == [b"3", b"1", b"2"]

    def test_storing(self, client: Redis[str]) -> None:
        client.sadd("k", "3", "1", "2")
        client.set_value("k2", "x", expire_in=100)
        assert client.sort("k", store="k2") == 3
        assert client.lrange("k2", 0, -1) == ["1", "2", "3"]
        assert client.ttl("k2") == -1.0
        assert client.sort("k", by="not", desc=True, store="k2") == 3
        assert client.lrange("k2", 0, -1) == ["3", "2", "1"]
        assert client.sort("k2", get=["w*", "#"], num=2, store="k2") == 4
        assert client.lrange("k2", 0, -1) == ["", "1", "", "2"]
        assert client.sort("k", num=0, store="k2") == 0
        assert client.exists("k2") == 0
        client.set_value("k2", "x")
        assert client.sort("none", store="k2") == 0
        assert client.exists("k2") == 0

    def test_a_nul_ends_a_text(self, client: Redis[str]) -> None:
        client.rpush("k", "a\0b", "a\0a", "a")
        assert client.sort("k", alpha=True) == ["a\0b", "a\0a", "a"]
        assert client.sort("k", alpha=True, store="k2") == 3
        assert client.lrange("k2", 0, -1) == ["a", "a\0a", "a\0b"]

    def test_bad_arguments(self, client: Redis[str]) -> None:
        client.rpush("k", "1")
        with pytest.raises(ArgumentTypeError):
            client.sort("k", get=5)  # type: ignore[call-overload]
        with pytest.raises(ArgumentTypeError):
            client.sort("k", by=5)  # type: ignore[call-overload]
        with refused("ERR value is not an integer or out of range"):
            client.sort("k", start=2**63)
        assert client.sort("k", get=[]) == ["1"]

    def test_patterns_see_the_prefix_alone(self, make_blocking: MakeBlocking) -> None:
        plain, mine = make_blocking(), make_blocking(prefix="a->b:")
        mine.rpush("k", "1", "2")
        mine.mset({"w1": "x", "w2": "y"})
        mine.hset("h1", {"f": "z"})
        plain.mset({"w1": "other", "w2": "another"})
        assert mine.sort("k", get=["w*", "h*->f", "#"]) == [
            "x",
            "z",
            "1",
            "y",
            None,
            "2",
        ]
        assert mine.sort("k", by="w*", alpha=True, desc=True) == ["2", "1"]
        assert mine.sort("k", by="w", get="w") == [None, None]
        assert mine.sort("k", get="w*", store="k2") == 2
        assert plain.lrange("a->b:k2", 0, -1) == ["x", "y"]

    @pytest.mark.parametrize("prefix", ["a*", "a\0", "\0*"])
    def test_a_prefix_that_leaves_no_place(
        self, make_blocking: MakeBlocking, prefix: str
    ) -> None:
        client = make_blocking(prefix=prefix)
        client.rpush("k", "2", "1")
        parts: list[dict[str, object]] = [{"by": "w*"}, {"get": ["#", "w*"]}]
        for part in parts:
            with pytest.raises(ArgumentValueError, match="leaves no place for the"):
                step("sort", "k", **part).on(client)
        assert client.sort("k", get=["#", "w"]) == ["1", None, "2", None]
        assert client.sort("k", by="nosort") == ["2", "1"]
        assert client.sort("k", by="a\0*") == ["2", "1"]
