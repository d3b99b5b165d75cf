"""Cursors over hashes and sets keep the promise that SCAN makes."""

from __future__ import annotations

from random import Random

import pytest

import redipy
from redipy_memory.cursors import SMALL


def _names(start: int, stop: int) -> list[str]:
    return [f"name{i}" for i in range(start, stop)]


@pytest.mark.parametrize("size", [1, SMALL, SMALL + 1, 3000])
def test_a_scan_gives_everything_once(size: int) -> None:
    with redipy.Redis() as client:
        client.sadd("set", *_names(0, size))
        client.hset("hash", {name: name for name in _names(0, size)})
        members: list[str] = []
        fields: dict[str, str] = {}
        pages = cursor = 0
        while True:
            cursor, page = client.sscan("set", cursor, count=50)
            members += page
            pages += 1
            if not cursor:
                break
        while True:
            cursor, found = client.hscan("hash", cursor, count=50)
            fields |= found
            if not cursor:
                break
        assert sorted(members) == sorted(_names(0, size))
        assert fields == {name: name for name in _names(0, size)}
        assert pages == (1 if size <= SMALL else -(-size // 50))


def test_what_is_there_all_the_time_is_given() -> None:
    rng = Random(5)
    lasting = _names(0, 500)
    for _ in range(20):
        with redipy.Redis() as client:
            client.sadd("set", *lasting, *_names(500, 900))
            seen: set[str] = set()
            cursor, step = 0, 0
            while True:
                cursor, page = client.sscan("set", cursor, count=20)
                seen |= set(page)
                if not cursor:
                    break
                step += 1
                client.srem("set", *rng.sample(_names(500, 900), 30))
                client.sadd("set", *_names(1000 + step * 20, 1020 + step * 20))
                if rng.random() < 0.2:
                    client.sscan("set", 0)  # another scan begins
            assert seen >= set(lasting)
            assert set(client.sscan("set", 2**60)[1]) <= client.smembers("set")
