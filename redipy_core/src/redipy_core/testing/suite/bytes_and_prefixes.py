"""Clients that want bytes, and clients with a prefix."""

from __future__ import annotations

from typing import cast

import pytest

from redipy_core.client import Redis
from redipy_core.errors import ResponseError
from redipy_core.testing.suite.fixtures import MakeBlocking

STRANGE = "p[*]?\\^-:"


class TestBytes:
    def test_replies_are_bytes(self, make_blocking: MakeBlocking) -> None:
        client = cast("Redis[bytes]", make_blocking(decode=False, prefix="p:"))
        client.set_value(b"\xff", b"\xfe\x00")
        client.hset("h", {b"\xfd": 1})
        client.zadd("z", {b"m": 1})
        client.sadd("t", "ä")
        client.rpush("l", "a")
        assert client.get_value(b"\xff") == b"\xfe\x00"
        assert client.mget(b"\xff", "none") == {b"\xff": b"\xfe\x00", b"none": None}
        assert client.hgetall("h") == {b"\xfd": b"1"}
        assert client.hmget("h", b"\xfd", "x") == {b"\xfd": b"1", b"x": None}
        assert client.zrange("z", 0, -1, withscores=True) == [(b"m", 1.0)]
        assert client.smembers("t") == {"ä".encode()}
        assert client.lpop("l", 2) == [b"a"]
        assert client.keys() == {b"\xff", b"h", b"z", b"t"}
        assert client.keys(block=False) == client.keys()
        assert client.key_type("h") == "hash"
        assert client.ping() == b"PONG"
        with client.pipeline() as pipe:
            pipe.get_value(b"\xff")
            pipe.keys(match="[hz]")
            assert pipe.execute() == [b"\xfe\x00", {b"h", b"z"}]

    def test_text_that_is_not_utf8_survives(self, make_blocking: MakeBlocking) -> None:
        text = make_blocking()
        raw = cast("Redis[bytes]", make_blocking(decode=False))
        raw.set_value("k", b"\xff\xfe")
        value = text.get_value("k")
        assert value is not None
        text.set_value("k2", value)
        assert raw.get_value("k2") == b"\xff\xfe"


class TestPrefixes:
    def test_the_prefix_is_never_seen(self, make_blocking: MakeBlocking) -> None:
        plain, mine = make_blocking(), make_blocking(prefix=STRANGE)
        plain.set_value("other", "1")
        plain.set_value("pX:k", "1")
        mine.set_value("k", "1")
        mine.rename("k", "k2")
        assert plain.keys() == {"other", "pX:k", f"{STRANGE}k2"}
        assert mine.keys() == {"k2"}
        assert mine.keys(block=False) == {"k2"}
        assert list(mine.iter_keys(match="k*")) == ["k2"]
        assert mine.keys_block(match="*2", filter_type="string") == ["k2"]
        assert mine.randomkey() == "k2"
        assert mine.mget("k2", "other") == {"k2": "1", "other": None}
        assert (mine.dbsize(), plain.dbsize()) == (1, 3)
        with mine.pipeline() as pipe:
            pipe.keys()
            pipe.dbsize()
            pipe.randomkey()
            pipe.scan(0, count=100)
            pipe.mget("k2")
            assert pipe.execute() == [{"k2"}, 1, "k2", (0, ["k2"]), {"k2": "1"}]

    def test_flushall_takes_only_its_own(self, make_blocking: MakeBlocking) -> None:
        plain, mine = make_blocking(), make_blocking(prefix=STRANGE)
        plain.set_value("pA?:x", "1")
        mine.set_value("k", "1")
        assert mine.flushall() is True
        assert plain.keys() == {"pA?:x"}
        assert mine.randomkey() is None
        with mine.pipeline() as pipe:
            pipe.set_value("k", "1")
            pipe.flushall()
            assert pipe.execute() == [True, True]
        assert plain.dbsize() == 1
        plain.flushall()
        assert plain.dbsize() == 0

    def test_prefixes_that_begin_alike(self, make_blocking: MakeBlocking) -> None:
        one, two = make_blocking(prefix="a"), make_blocking(prefix="ab")
        one.set_value("bk", "1")
        assert two.get_value("k") == "1"
        two.flushall()
        assert one.keys() == set()

    def test_an_empty_key(self, make_blocking: MakeBlocking) -> None:
        mine = make_blocking(prefix="p:")
        mine.set_value("", "1")
        assert mine.get_value("") == "1"
        assert mine.keys() == {""}

    def test_raw_calls_take_keys_as_they_are(self, make_blocking: MakeBlocking) -> None:
        mine = make_blocking(prefix="p:")
        mine.set_value("k", "1")
        assert mine.execute("GET", "p:k") == b"1"
        assert mine.execute("GET", "k") is None

    def test_errors_do_not_show_the_prefix(self, make_blocking: MakeBlocking) -> None:
        client = make_blocking(prefix="p[*]:")
        words = "NOGROUP No such key 'k' or consumer group 'p[*]:g' in XREADGROUP"
        with pytest.raises(ResponseError) as raised:
            client.xreadgroup("p[*]:g", "c", {"k": ">"})
        assert str(raised.value) == f"{words} with GROUP option"
        with client.pipeline() as pipe:
            pipe.set_value("k2", "v")
            pipe.xreadgroup("p[*]:g", "c", {"k": ">"})
            with pytest.raises(ResponseError) as raised:
                pipe.execute()
        assert str(raised.value).startswith(f"{words} with GROUP option (command 2")
        assert client.keys() == {"k2"}
