"""Expiry, without waiting for it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from redipy_core.client import Redis
from redipy_core.errors import ArgumentTypeError, ArgumentValueError
from redipy_core.testing.suite.expect import NOT_AN_INTEGER, refused

FUTURE = datetime(2100, 1, 1, tzinfo=UTC)
FUTURE_MS = 4102444800000
PAST = datetime(2001, 1, 1, tzinfo=UTC)


class TestExpiry:
    def test_expire_in(self, client: Redis[str]) -> None:
        client.set_value("k", "1")
        assert client.expire("k", expire_in=1000.5) is True
        left = client.pttl("k")
        assert 940_000 < left <= 1_000_500
        ttl = client.ttl("k")
        assert ttl is not None
        assert 940 < ttl <= 1000.5

    def test_expire_timestamp(self, client: Redis[str]) -> None:
        client.set_value("k", "1", expire_timestamp=FUTURE)
        client.set_value("k2", "1")
        client.pexpireat("k2", FUTURE_MS)
        assert abs(client.pttl("k") - client.pttl("k2")) < 60_000
        zone = timezone(timedelta(hours=5))
        assert (
            client.expire(
                "k", expire_timestamp=FUTURE.astimezone(zone), mode="if_later"
            )
            is False
        )

    def test_what_is_past_removes_the_key(self, client: Redis[str]) -> None:
        for seconds in (0, -1, -1e15):
            client.rpush("k", "a")
            assert client.expire("k", expire_in=seconds) is True
            assert client.exists("k") == 0
        client.rpush("k", "a")
        assert client.expire("k", expire_timestamp=PAST) is True
        assert client.exists("k") == 0
        for method, when in (
            (client.pexpire, -5),
            (client.pexpireat, 1),
            (client.expireat, 1),
        ):
            client.rpush("k", "a")
            assert method("k", when) is True
            assert client.lrange("k", 0, -1) == []

    def test_an_expired_key_is_not_there(self, client: Redis[str]) -> None:
        client.set_value("k", "1", expire_timestamp=PAST)
        assert client.get_value("k") is None
        assert client.exists("k") == 0
        assert client.keys() == set()
        assert client.rpush("k", "a") == 1
        assert client.ttl("k") == -1.0

    def test_neither_time_persists(self, client: Redis[str]) -> None:
        client.set_value("k", "1", expire_in=100)
        assert client.expire("k") is True
        assert client.ttl("k") == -1.0
        assert client.expire("k") is False
        assert client.persist("k") is False

    def test_modes(self, client: Redis[str]) -> None:
        client.set_value("k", "1")
        assert client.expire("k", mode="if_expire", expire_in=100) is False
        assert client.expire("k", mode="if_later", expire_in=100) is False
        assert client.expire("k", mode="if_earlier", expire_in=1000) is True
        assert client.expire("k", mode="if_persist", expire_in=100) is False
        assert client.expire("k", mode="if_expire", expire_in=2000) is True
        assert client.expire("k", mode="if_later", expire_in=1000) is False
        assert client.expire("k", mode="if_earlier", expire_in=500) is True
        assert 440_000 < client.pttl("k") <= 500_000

    def test_flags_that_exclude_one_another(self, client: Redis[str]) -> None:
        client.set_value("k", "1")
        for flags in ({"nx": True, "xx": True}, {"nx": True, "gt": True}):
            with refused(
                "ERR NX and XX, GT or LT options at the same time are not compatible"
            ):
                client.pexpire("k", 1000, **flags)
        with refused("ERR GT and LT options at the same time are not compatible"):
            client.expireat("k", 4102444800, gt=True, lt=True)
        assert client.ttl("k") == -1.0

    def test_keep_ttl(self, client: Redis[str]) -> None:
        client.set_value("k", "1", expire_in=1000)
        client.set_value("k", "2", keep_ttl=True)
        assert client.pttl("k") > 900_000
        client.set_value("k", "3")
        assert client.pttl("k") == -1

    def test_writes_keep_the_ttl(self, client: Redis[str]) -> None:
        client.set_value("s", "1", expire_in=1000)
        client.incrby("s", 1)
        client.append("s", "0")
        client.incrby("s", 0.5)
        client.setrange("s", 0, "9")
        client.rpush("l", "a")
        client.expire("l", expire_in=1000)
        client.rpush("l", "b")
        client.lset("l", 0, "x")
        assert client.pttl("s") > 900_000
        assert client.pttl("l") > 900_000

    @pytest.mark.parametrize("seconds", [1e16, 2**62])
    def test_a_time_too_far(self, client: Redis[str], seconds: float) -> None:
        client.set_value("k", "1")
        words = NOT_AN_INTEGER
        if seconds * 1000 < 2**63:
            words = "ERR invalid expire time in 'pexpire' command"
        with refused(words):
            client.expire("k", expire_in=seconds)
        assert client.ttl("k") == -1.0

    def test_overflow(self, client: Redis[str]) -> None:
        client.set_value("k", "1")
        with refused("ERR invalid expire time in 'pexpire' command"):
            client.pexpire("k", 2**63 - 1)
        with refused("ERR invalid expire time in 'expireat' command"):
            client.expireat("k", 2**63 - 1)
        for seconds in (0, -1):
            with refused("ERR invalid expire time in 'set' command"):
                client.set_value("k", "2", expire_in=seconds)
        assert (client.get_value("k"), client.ttl("k")) == ("1", -1.0)

    def test_a_span_shorter_than_a_millisecond(self, client: Redis[str]) -> None:
        assert client.set_value("k", "1", expire_in=1e-9) is True

    def test_times_that_are_none(self, client: Redis[str]) -> None:
        client.set_value("k", "1")
        for seconds in (float("nan"), float("inf")):
            with pytest.raises(ArgumentValueError):
                client.expire("k", expire_in=seconds)
        for wrong in (True, "10"):
            with pytest.raises(ArgumentTypeError):
                client.expire("k", expire_in=wrong)  # type: ignore[arg-type]
        with pytest.raises(ArgumentTypeError):
            client.expire("k", expire_timestamp=1)  # type: ignore[arg-type]
        with pytest.raises(ArgumentValueError):
            client.expire("k", expire_in=1, expire_timestamp=FUTURE)
        with pytest.raises(ArgumentValueError):
            client.expire("k", mode="if_later")
        assert client.ttl("k") == -1.0
