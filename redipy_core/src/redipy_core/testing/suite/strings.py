"""Strings."""

from __future__ import annotations

import pytest

from redipy_core.client import Redis
from redipy_core.errors import ArgumentValueError, CommandError
from redipy_core.testing.suite.expect import (
    NOT_A_FLOAT,
    NOT_AN_INTEGER,
    raises,
    refused,
    wrong_type,
)

BIG = 2**63 - 1


class TestStrings:
    def test_set_value_modes(self, client: Redis[str]) -> None:
        assert client.set_value("k", "1", mode="if_exists") is False
        assert client.exists("k") == 0
        assert client.set_value("k", "1", mode="if_missing") is True
        assert client.set_value("k", "2", mode="if_missing") is False
        assert client.get_value("k") == "1"
        assert client.set_value("k", "3", mode="if_exists") is True
        assert client.get_value("k") == "3"

    def test_set_value_return_previous(self, client: Redis[str]) -> None:
        assert client.set_value("k", "1", return_previous=True) is None
        assert client.set_value("k", "2", return_previous=True) == "1"
        previous = client.set_value("k", "3", mode="if_missing", return_previous=True)
        assert previous == "2"
        assert client.get_value("k") == "2"
        client.rpush("l", "a")
        with wrong_type():
            client.set_value("l", "1", return_previous=True)
        assert client.lrange("l", 0, -1) == ["a"]

    def test_set_value_over_another_type(self, client: Redis[str]) -> None:
        client.rpush("k", "a")
        client.expire("k", expire_in=100)
        assert client.set_value("k", "1") is True
        assert client.get_value("k") == "1"
        assert client.ttl("k") == -1.0

    def test_set_value_of_numbers(self, client: Redis[str]) -> None:
        values = [(3, "3"), (3.0, "3"), (0.1, "0.1"), (1e100, "1e+100"), (-0.0, "-0")]
        for value, text in [*values, (2**70, str(2**70)), (float("inf"), "inf")]:
            client.set_value("k", value)
            assert client.get_value("k") == text

    def test_set_value_modes_that_are_none(self, client: Redis[str]) -> None:
        with pytest.raises(ArgumentValueError, match="mode must be one of always, "):
            client.set_value("k", "1", mode="NX")  # type: ignore[call-overload]
        with pytest.raises(ArgumentValueError, match="exclude one another"):
            client.set_value("k", "1", expire_in=1, keep_ttl=True)
        assert client.exists("k") == 0

    @pytest.mark.parametrize(
        "text", [" 10 ", "1_0", "+1", "0x10", "", "010", "1.5", "abc", str(2**63), "-"]
    )
    def test_incrby_of_what_is_no_number(self, client: Redis[str], text: str) -> None:
        client.set_value("k", text)
        with refused(NOT_AN_INTEGER):
            client.incrby("k", 1)
        assert client.get_value("k") == text

    def test_incrby_is_exact(self, client: Redis[str]) -> None:
        client.set_value("k", BIG - 1)
        assert client.incrby("k", 1) == BIG
        with refused("ERR increment or decrement would overflow"):
            client.incrby("k", 1)
        with refused("ERR increment or decrement would overflow"):
            client.incr("k")
        assert client.get_value("k") == str(BIG)
        assert client.incrby("k", -BIG) == 0
        with refused("ERR decrement would overflow"):
            client.decrby("k", -(2**63))

    def test_incrby_of_floats(self, client: Redis[str]) -> None:
        assert client.incrby("k", 0.1) == 0.1
        assert client.incrby("k", 0.2) == 0.3
        assert client.get_value("k") == "0.3"
        result = client.incrby("k", 2.7)
        assert (result, type(result)) == (3.0, float)
        assert client.get_value("k") == "3"
        result = client.incrby("k", 2)
        assert (result, type(result)) == (5, int)

    def test_incrbyfloat_of_what_is_none(self, client: Redis[str]) -> None:
        client.set_value("k", "abc")
        with refused(NOT_A_FLOAT):
            client.incrbyfloat("k", 1)
        client.set_value("k", "1")
        with refused(NOT_A_FLOAT):
            client.incrbyfloat("k", float("nan"))
        with refused("ERR increment would produce NaN or Infinity"):
            client.incrbyfloat("k", float("inf"))
        assert client.get_value("k") == "1"

    def test_append_and_ranges(self, client: Redis[str]) -> None:
        assert client.append("k", "ab") == 2
        assert client.append("k", 12) == 4
        assert [
            client.getrange("k", *span) for span in ((0, -1), (-3, -2), (3, 1))
        ] == [
            "ab12",
            "b1",
            "",
        ]
        assert client.getrange("k", -100, 100) == "ab12"
        assert client.setrange("k", 1, "XY") == 4
        assert client.get_value("k") == "aXY2"
        assert client.setrange("none", 5, "") == 0
        assert client.exists("none") == 0
        with refused("ERR offset is out of range"):
            client.setrange("k", -1, "x")
        with refused("ERR string exceeds maximum allowed size (proto-max-bulk-len)"):
            client.setrange("k", 2**29, "x")

    def test_mget_and_mset(self, client: Redis[str]) -> None:
        client.rpush("l", "a")
        assert client.mset({"a": 1, "l": "x", "b": b"2"}) is True
        assert client.mget("a", "b", "l", "none", "a") == {
            "a": "1",
            "b": "2",
            "l": "x",
            "none": None,
        }
        client.sadd("s", "m")
        assert client.mget("s") == {"s": None}
        with raises(CommandError, "ERR wrong number of arguments for 'mset' command"):
            client.mset({})
        with raises(CommandError, "ERR wrong number of arguments for 'mget' command"):
            client.mget()

    def test_text(self, client: Redis[str]) -> None:
        for text in ("", "äöü", "a\0b", "\r\n", "x" * 100_000, "\udcff"):
            client.set_value(text, text)
            assert client.get_value(text) == text
        assert client.strlen("äöü") == 6

    def test_getdel(self, client: Redis[str]) -> None:
        client.set_value("k", "1", expire_in=100)
        assert client.getdel("k") == "1"
        client.set_value("k", "2")
        assert client.ttl("k") == -1.0
