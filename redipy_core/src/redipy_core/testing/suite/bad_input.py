"""What no backend can carry out: a clear error, and nothing has changed."""

from __future__ import annotations

import pytest

from redipy_core.client import Redis
from redipy_core.errors import (
    ArgumentError,
    ArgumentTypeError,
    ArgumentValueError,
    CommandError,
)
from redipy_core.testing.suite.expect import NOT_AN_INTEGER, refused

BAD_VALUES: tuple[object, ...] = (None, True, [], {}, object(), 1j)


class TestBadInput:
    @pytest.mark.parametrize("value", BAD_VALUES, ids=lambda v: type(v).__name__)
    def test_values(self, client: Redis[str], value: object) -> None:
        client.set_value("k", "1")
        for call in (
            lambda: client.set_value("k", value),  # type: ignore[call-overload]
            lambda: client.rpush("l", "a", value),  # type: ignore[arg-type]
            lambda: client.sadd("t", value),  # type: ignore[arg-type]
            lambda: client.hset("h", {"f": value}),  # type: ignore[dict-item]
            lambda: client.zrem("z", value),  # type: ignore[arg-type]
            lambda: client.publish("c", value),  # type: ignore[arg-type]
        ):
            with pytest.raises(ArgumentTypeError) as info:
                call()
            assert "a value must be str, bytes, int or float, not " in str(info.value)
        assert client.keys() == {"k"}
        assert client.get_value("k") == "1"

    def test_text_that_is_no_text(self, client: Redis[str]) -> None:
        client.set_value("k", "1")
        for call in (
            lambda: client.get_value("\ud800"),
            lambda: client.rpush("l", "a", "\ud800"),
            lambda: client.hset("h", {"\ud800": "v"}),
            lambda: client.expire("\ud800", expire_in=1),
        ):
            with pytest.raises(ArgumentValueError, match="cannot be encoded as UTF-8"):
                call()
        assert client.keys() == {"k"}

    def test_whole_numbers(self, client: Redis[str]) -> None:
        client.rpush("l", "a")
        wrong: tuple[object, ...] = (1.5, True, None, [])
        for bad in wrong:
            with pytest.raises(ArgumentTypeError) as info:
                client.lrange("l", bad, 1)  # type: ignore[arg-type]
            assert "a whole number must be int, not " in str(info.value)
        for huge in (2**63, -(2**63) - 1, 10**400):
            with refused(NOT_AN_INTEGER):
                client.lrange("l", huge, 1)
        assert client.lrange("l", 0, 1) == ["a"]

    def test_mappings(self, client: Redis[str]) -> None:
        for bad in (None, 1, "f", ["f", "1"]):
            with pytest.raises(ArgumentTypeError, match="a mapping is needed"):
                client.hset("h", bad)  # type: ignore[arg-type]
        assert client.exists("h") == 0

    def test_unknown_options(self, client: Redis[str]) -> None:
        for call in (
            lambda: client.set_value("k", "1", ex=10),  # type: ignore[call-overload]
            lambda: client.zadd("k", {"a": 1}, add=True),  # type: ignore[call-overload]
            lambda: client.expire("k", px=1),  # type: ignore[call-arg]
            lambda: client.lpop("k", number=1),  # type: ignore[call-overload]
        ):
            with pytest.raises(TypeError, match="unexpected keyword argument"):
                call()
        assert client.dbsize() == 0

    def test_raw_calls(self, client: Redis[str]) -> None:
        with refused("ERR unknown command 'FOO', with args beginning with: 'a' 'b c' "):
            client.execute("FOO", "a", "b c")
        with refused("ERR wrong number of arguments for 'get' command"):
            client.execute("GET")
        with refused("ERR syntax error"):
            client.execute("SET", "k", "v", "NX", "XX")
        with refused("ERR Unsupported option foo"):
            client.execute("EXPIRE", "k", "10", "foo")
        with pytest.raises(ArgumentError):
            client.execute("GET", None)  # type: ignore[arg-type]
        assert client.execute("ping") == b"PONG"

    def test_the_client_is_usable_afterwards(self, client: Redis[str]) -> None:
        client.set_value("k", "x")
        for _ in range(20):
            with pytest.raises(CommandError):
                client.incr("k")
            with pytest.raises(TypeError):
                client.lpush("k", "a")
        assert client.get_value("k") == "x"
