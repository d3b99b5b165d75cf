"""Keys, and looking for them."""

from __future__ import annotations

import pytest

from redipy_core.client import Redis
from redipy_core.testing.suite.expect import refused


def _fill(client: Redis[str]) -> None:
    client.set_value("s1", "x")
    client.set_value("s2", "x")
    client.rpush("l1", "x")
    client.sadd("t1", "x")
    client.hset("h1", {"f": "x"})
    client.zadd("z1", {"x": 1})


ALL = {"s1", "s2", "l1", "t1", "h1", "z1"}


class TestKeys:
    def test_types(self, client: Redis[str]) -> None:
        _fill(client)
        assert {key: client.key_type(key) for key in sorted(ALL)} == {
            "h1": "hash",
            "l1": "list",
            "s1": "string",
            "s2": "string",
            "t1": "set",
            "z1": "zset",
        }

    def test_delete_counts_each_key_once(self, client: Redis[str]) -> None:
        _fill(client)
        assert client.delete("s1", "s1", "none", "l1") == 2
        assert client.unlink("t1", "t1") == 1
        assert client.keys() == {"s2", "h1", "z1"}

    def test_rename(self, client: Redis[str]) -> None:
        client.set_value("a", "1", expire_in=100)
        client.rpush("b", "x")
        assert client.rename("a", "b") is True
        assert client.get_value("b") == "1"
        assert 0 < (client.ttl("b") or 0) <= 100
        assert client.rename("b", "b") is True
        assert client.get_value("b") == "1"
        client.set_value("c", "2")
        assert client.renamenx("b", "c") is False
        client.rename("c", "b")
        assert client.ttl("b") == -1.0
        for rename in (client.rename, client.renamenx):
            with refused("ERR no such key"):
                rename("none", "b")

    def test_all_ways_to_list_keys(self, client: Redis[str]) -> None:
        _fill(client)
        assert client.keys() == ALL
        assert client.keys(block=False) == ALL
        assert set(client.keys_block()) == ALL
        assert set(client.iter_keys()) == ALL
        assert client.randomkey() in ALL
        assert client.dbsize() == 6

    @pytest.mark.parametrize("block", [True, False])
    def test_filters(self, client: Redis[str], block: bool) -> None:
        _fill(client)
        assert client.keys(match="s*", block=block) == {"s1", "s2"}
        assert client.keys(filter_type="string", block=block) == {"s1", "s2"}
        assert client.keys(filter_type="zset", block=block) == {"z1"}
        assert client.keys(match="?1", filter_type="string", block=block) == {"s1"}
        assert client.keys(filter_type="stream", block=block) == set()

    @pytest.mark.parametrize(
        ("pattern", "expected"),
        [
            *(("*", "abc a[ \\ x* -"), ("a[[]", "a["), ("a[", ""), ("\\\\", "\\")),
            *(
                ("x\\*", "x*"),
                ("[a-b]bc", "abc"),
                ("[b-a]bc", "abc"),
                ("[^b]bc", "abc"),
            ),
            *(("?", "\\ -"), ("[\\-]", "-"), ("", ""), ("abc", "abc"), ("ABC", "")),
            *(
                ("a*c", "abc"),
                ("[a-", "-"),
                ("a\\bc", "abc"),
                ("a??", "abc"),
                ("**", "*"),
            ),
        ],
    )
    def test_patterns(self, client: Redis[str], pattern: str, expected: str) -> None:
        names = {"abc", "a[", "\\", "x*", "-"}
        for name in names:
            client.set_value(name, "1")
        wanted = names if expected == "*" else set(expected.split())
        assert client.keys(match=pattern) == wanted
        assert client.keys(match=pattern, block=False) == wanted

    def test_scan_gives_what_is_there_throughout(self, client: Redis[str]) -> None:
        steady = {f"steady{i}" for i in range(200)}
        for key in steady:
            client.set_value(key, "1")
        for i in range(100):
            client.set_value(f"gone{i}", "1")
        found: set[str] = set()
        cursor, calls = 0, 0
        while calls == 0 or cursor:
            cursor, page = client.scan(cursor, count=7)
            found.update(page)
            client.delete(f"gone{calls}", f"new{calls - 2}")
            client.set_value(f"new{calls}", "1")
            calls += 1
            assert calls < 2000
        assert steady <= found
        assert {
            k for k in found if not k.startswith(("steady", "gone", "new"))
        } == set()

    def test_scan_cursors(self, client: Redis[str]) -> None:
        _fill(client)
        with refused("ERR invalid cursor"):
            client.scan(2**64)
        with refused("ERR syntax error"):
            client.scan(0, count=0)
        cursor, keys = client.scan(0, count=1000)
        assert (cursor, set(keys)) == (0, ALL)

    def test_flushall(self, client: Redis[str]) -> None:
        _fill(client)
        assert client.flushall() is True
        assert client.keys() == set()
        assert client.randomkey() is None
        assert client.scan(0) == (0, [])

    def test_no_keys(self, client: Redis[str]) -> None:
        for method, name in (
            (client.delete, "del"),
            (client.exists, "exists"),
            (client.unlink, "unlink"),
            (client.touch, "touch"),
        ):
            with refused(f"ERR wrong number of arguments for '{name}' command"):
                method()
