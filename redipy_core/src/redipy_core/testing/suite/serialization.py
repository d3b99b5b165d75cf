"""Values as bytes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from redipy_core.client import Redis
from redipy_core.errors import ResponseError
from redipy_core.testing.payloads import FALSE, SAMPLES, old_lists, sealed
from redipy_core.testing.suite.expect import raises, refused


def _fill(client: Redis[str]) -> None:
    client.set_value("string", "äöü" * 50)
    client.rpush("list", *range(1000))
    client.hset("hash", {"f": "1", "g": "x" * 60})
    client.sadd("set", 1, 2, -70000)
    client.zadd("zset", {"a": 1.5, "b": float("-inf"), "c": 0})
    client.xadd("stream", {"f": "v"}, id="1-1")
    client.xadd("stream", {"f": "w", "g": ""}, id="2-1")
    client.xgroup_create("stream", "g", "1-1")


KINDS = ("string", "list", "hash", "set", "zset", "stream")


@contextmanager
def _unchanged(client: Redis[str], key: str) -> Iterator[None]:
    """Whatever is done, the key keeps its value and stays without an expiry."""
    before = client.dump(key)
    yield
    assert client.dump(key) == before
    assert client.ttl(key) == (None if before is None else -1.0)


class TestSerialization:
    @pytest.mark.parametrize("kind", KINDS)
    def test_there_and_back(self, client: Redis[str], kind: str) -> None:
        _fill(client)
        payload = client.dump(kind)
        assert isinstance(payload, bytes)
        assert client.restore("copy", 0, payload) is True
        assert client.key_type("copy") == kind
        assert client.dump("copy") == payload
        assert client.ttl("copy") == -1.0

    def test_the_copy_is_another_value(self, client: Redis[str]) -> None:
        _fill(client)
        client.restore("copy", 0, client.dump("list") or b"")
        client.rpush("copy", "more")
        assert (client.llen("list"), client.llen("copy")) == (1000, 1001)

    def test_expiry(self, client: Redis[str]) -> None:
        client.restore("in", 100_000, SAMPLES[0])
        client.restore("at", 4_102_444_800_000, SAMPLES[0], absttl=True)
        assert 90 < (client.ttl("in") or 0) <= 100
        assert client.pexpiretime("at") == 4_102_444_800_000

    def test_a_time_that_is_past(self, client: Redis[str]) -> None:
        client.set_value("k", "old")
        assert client.restore("k", 1000, SAMPLES[0], absttl=True, replace=True) is True
        assert client.exists("k") == 0

    def test_replace(self, client: Redis[str]) -> None:
        client.rpush("k", "a")
        busy = "BUSYKEY Target key name already exists."
        with _unchanged(client, "k"), raises(ResponseError, busy):
            client.restore("k", 0, SAMPLES[0])
        client.expire("k", expire_in=100)
        client.restore("k", 0, SAMPLES[0], replace=True)
        assert client.get_value("k") == "hello"
        assert client.ttl("k") == -1.0

    def test_old_forms(self, client: Redis[str]) -> None:
        for form in old_lists((b"a", b"-1", b"x" * 300)):
            client.restore("k", 0, form, replace=True)
            assert client.lrange("k", 0, -1) == ["a", "-1", "x" * 300]

    @pytest.mark.parametrize("payload", FALSE, ids=range(len(FALSE)))
    @pytest.mark.parametrize("key", ["k", "gone"])
    def test_what_is_no_payload(
        self, client: Redis[str], payload: bytes, key: str
    ) -> None:
        client.set_value("k", "old")
        wrong = "ERR DUMP payload version or checksum are wrong"
        with _unchanged(client, key), refused(wrong):
            client.restore(key, 0, payload, replace=True)

    @pytest.mark.parametrize(
        "body", [b"\x63", b"\0", b"\0\x3fhell", b"\1\0", b"\x07"], ids=range(5)
    )
    def test_what_holds_no_value(self, client: Redis[str], body: bytes) -> None:
        """Nothing that is sealed but wrong, of what every server finds wrong."""
        client.set_value("k", "old")
        with _unchanged(client, "k"), refused("ERR Bad data format"):
            client.restore("k", 0, sealed(body), replace=True)

    def test_options(self, client: Redis[str]) -> None:
        restore = client.restore
        with refused("ERR Invalid TTL value, must be >= 0"):
            restore("k", -1, SAMPLES[0])
        with refused("ERR Invalid IDLETIME value, must be >= 0"):
            restore("k", 0, SAMPLES[0], idletime=-1)
        with refused("ERR Invalid FREQ value, must be >= 0 and <= 255"):
            restore("k", 0, SAMPLES[0], frequency=256)
        with refused("ERR syntax error"):
            restore("k", 0, SAMPLES[0], idletime=1, frequency=1)
        assert client.exists("k") == 0
        assert restore("k", 0, SAMPLES[0], frequency=255) is True

    def test_how_long_it_was_idle(self, client: Redis[str]) -> None:
        client.restore("k", 0, SAMPLES[0], idletime=1000)
        assert 1000 <= (client.object_idletime("k") or 0) < 1100
        client.restore("k", 0, SAMPLES[0], replace=True)
        assert (client.object_idletime("k") or 0) < 100

    def test_in_a_pipeline(self, client: Redis[str]) -> None:
        client.rpush("k", "a", "b")
        payload = client.dump("k") or b""
        with client.pipeline() as pipe:
            pipe.dump("k")
            pipe.restore("copy", 0, payload)
            pipe.restore("copy", 0, payload)
            with pytest.raises(ResponseError, match="BUSYKEY"):
                pipe.execute()
        assert client.lrange("copy", 0, -1) == ["a", "b"]
