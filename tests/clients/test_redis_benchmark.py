"""redis-benchmark: whatever it asks for is answered, with the same keys afterwards."""

from __future__ import annotations

import csv

import pytest
from tests.installed import tool

from redis import Redis

from .conftest import run

Ports = tuple[int, int]
INCREASE = "redis.call('LPUSH', KEYS[2], ARGV[1]) return redis.call('INCR', KEYS[1])"

WAYS = {
    "all of its tests": [],
    "pipelines": ["-P", "16", "-t", "ping,set,get,incr,lpush,sadd,hset,zadd,mset"],
    "large pipelines of large values": [
        "-P",
        "64",
        "-d",
        "2000",
        "-t",
        "set,get,lpush",
    ],
    "RESP3": ["-3", "-t", "set,get,zpopmin,mset"],
    "tracking": ["--enable-tracking", "-t", "set,get"],
    "a connection for each request": ["-k", "0", "-c", "10", "-n", "200", "-t", "get"],
    "threads": ["--threads", "2", "-t", "set,incr"],
    "a script": ["EVAL", INCREASE, "2", "counter", "mylist", "x"],
    "a script in pipelines": ["-P", "16", "EVAL", INCREASE, "2", "n", "l", "x"],
    "another database": ["--dbnum", "3", "-t", "incr,lpush"],
}


def state(port: int) -> dict[str, object]:
    """How many elements each key of each database has."""
    found: dict[str, object] = {}
    for number in (0, 3):
        with Redis(port=port, db=number, decode_responses=True) as client:
            for key in client.scan_iter():
                measure = {
                    "string": client.get,
                    "list": client.llen,
                    "set": client.scard,
                    "hash": client.hlen,
                    "zset": client.zcard,
                }[client.type(key)]
                found[f"{number} {key}"] = measure(key)
    return found


@pytest.mark.parametrize("options", WAYS.values(), ids=WAYS)
def test_benchmark(ports: Ports, options: list[str]) -> None:
    rates: list[list[str]] = []
    for port in ports:
        command = [
            tool("redis-benchmark"),
            "-p",
            str(port),
            "-n",
            "2000",
            "--csv",
            *options,
        ]
        said = run(command)
        assert "Error" not in said
        rows = [row for row in csv.reader(said.splitlines()) if len(row) > 5]
        assert rows[0][:2] == ["test", "rps"]
        rates.append([name for name, rate, *_ in rows[1:] if float(rate) > 0])
    ours, theirs = rates
    assert ours == theirs
    assert ours
    if not options:
        assert len(ours) == 20
    assert state(ports[0]) == state(ports[1])


def test_it_stops_at_an_error(ports: Ports) -> None:
    """The servers' words for it are the same."""
    words = ["-n", "10", "-c", "1", "LPUSH", "text", "x"]
    said: list[str] = []
    for port in ports:
        with Redis(port=port) as client:
            client.set("text", "x")
        command = [tool("redis-benchmark"), "-p", str(port), "-q", *words]
        said.append(run(command, code=1).splitlines()[-1])
    assert said[0] == said[1]
    assert said[0].startswith("Error from server: WRONGTYPE Operation against")
