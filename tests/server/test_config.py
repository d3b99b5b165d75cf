"""CONFIG and INFO: what is set, and what tools read."""

from __future__ import annotations

import pytest

import redis
from redipy_memory.runtime import MemoryRuntime
from redipy_server import Server
from redipy_server.settings import memory_size

from .conftest import Connect, Pair, Wire, Word, run

SET = "CONFIG", "SET"
CALLS: list[list[tuple[Word, ...]]] = [
    [(*SET, "nosuch", 1), (*SET, "maxclients"), (*SET, "maxclients", "x")],
    [(*SET, "maxclients", 0), (*SET, "databases", 3), (*SET, "timeout", -1)],
    [(*SET, "timeout", 7, "timeout", 8), (*SET, "timeout", 5, "nosuch", 3)],
    [(*SET, "notify-keyspace-events", "Q"), (*SET, "slowlog-log-slower-than", "a")],
    [(*SET, "proto-max-bulk-len", 3), (*SET, "proto-max-bulk-len", "x")],
    [(*SET, "proto-max-bulk-len", "100mb"), ("CONFIG", "GET", "proto-max-bulk-len")],
    [(*SET, "proto-max-bulk-len", "512mb"), ("CONFIG", "GET", "PROTO-max-bulk-len")],
    [
        (*SET, "slowlog-max-len", 7, "timeout", "x"),
        ("CONFIG", "GET", "slowlog-max-len"),
    ],
    [("CONFIG", "GET"), ("CONFIG", "GET", "nosuch"), ("CONFIG", "NOSUCH"), ("CONFIG",)],
    [("CONFIG", "GET", "appendonly"), ("CONFIG", "GET", "maxmemory")],
    [("CONFIG", "GET", "databases", "data*"), ("CONFIG", "GET", "requirepass")],
    [("CONFIG", "REWRITE"), ("CONFIG", "RESETSTAT")],
    *(
        [
            (*SET, "notify-keyspace-events", flags),
            ("CONFIG", "GET", "notify-keyspace-events"),
        ]
        for flags in ("KEA", "Kg$", "Ex", "KEg$lshzxetdmn", "")
    ),
]


@pytest.mark.parametrize("protocol", [2, 3])
@pytest.mark.parametrize("calls", CALLS, ids=str)
def test_the_same_answers(
    pair: Pair, protocol: int, calls: list[tuple[Word, ...]]
) -> None:
    run(pair(protocol=protocol), calls)


def test_keyspace_events(pair: Pair) -> None:
    listening, other = pair(), pair()
    other.same(*SET, "notify-keyspace-events", "KEA")
    listening.same("PSUBSCRIBE", "__key*__:*")
    other.same("SET", "k", "v")
    other.same("LPUSH", "l", "x")
    other.same("DEL", "l")
    for _ in range(6):
        listening.read()
    other.same(*SET, "notify-keyspace-events", "")


def test_flags_from_the_start_are_given_back_in_order() -> None:
    with (
        Server(MemoryRuntime(), port=0, keyspace_events="KEA") as server,
        redis.Redis(port=server.port, decode_responses=True) as client,
    ):
        name = "notify-keyspace-events"
        assert client.config_get(name) == {name: "AKE"}


def test_a_password_set_later() -> None:
    with (
        Server(MemoryRuntime(), port=0) as server,
        Wire(server.port) as first,
        Wire(server.port) as second,
    ):
        assert second("PING") == b"+PONG\r\n"
        assert first(*SET, "requirepass", "secret") == b"+OK\r\n"
        assert second("PING") == b"+PONG\r\n"  # who is in stays in
        with Wire(server.port) as third:
            assert third("PING").startswith(b"-NOAUTH")
            assert third("AUTH", "secret") == b"+OK\r\n"
        assert first(*SET, "requirepass", "") == b"+OK\r\n"
        with Wire(server.port) as fourth:
            assert fourth("PING") == b"+PONG\r\n"


def test_what_cannot_be_set_is_refused(connect: Connect) -> None:
    wire = connect()
    for name, value in (("appendonly", "yes"), ("maxmemory", "1gb"), ("port", "1")):
        assert wire(*SET, name, value) == (
            b"-ERR CONFIG SET failed (possibly related to argument '%b') -"
            b" can't set immutable config\r\n" % name.encode()
        )
    assert wire(*SET, "appendonly", "no") == b"+OK\r\n"


def test_info_has_the_sections_that_tools_read(server: Server, redis_port: int) -> None:
    with (
        redis.Redis(port=server.port, protocol=2) as ours,
        redis.Redis(port=redis_port, protocol=2) as theirs,
    ):
        theirs.set("k", "v", ex=100)
        ours.set("k", "v", ex=100)
        for sections in ((), ("all",), ("everything",), ("Server", "keyspace"), ("x",)):
            titles = [titles_of(c, *sections) for c in (ours, theirs)]
            assert titles[0] == titles[1]
        info = ours.info("everything")
        assert info["db0"] == {"keys": 1, "expires": 1, "avg_ttl": 0}
        assert info["tcp_port"] == server.port
        assert info["cmdstat_set"]["calls"] >= 1
        assert info["used_memory"] > 1_000_000


def test_errors_are_counted(connect: Connect) -> None:
    wire = connect()
    wire("CONFIG", "RESETSTAT")
    wire("LPUSH", "l", "x")
    for call in (("GET", "l"), ("GET", "l"), ("get", "l"), ("NOSUCH",), ("GET",)):
        wire(*call)
    assert wire("INFO", "errorstats").endswith(
        b"errorstat_WRONGTYPE:count=3\r\nerrorstat_ERR:count=2\r\n\r\n"
    )
    assert b"rejected_calls=1,failed_calls=3" in wire("INFO", "commandstats")


def titles_of(client: redis.Redis, *sections: str) -> list[bytes]:
    connection = client.connection_pool.get_connection()
    connection.send_command("INFO", *sections)
    text = connection.read_response()
    client.connection_pool.release(connection)
    assert isinstance(text, bytes)
    return [line for line in text.split(b"\r\n") if line.startswith(b"#")]


def test_sizes_as_people_write_them() -> None:
    sizes = {"0": 0, "1k": 1000, "1kb": 1024, "2MB": 2 << 20, "1gb": 1 << 30}
    assert {text: memory_size(text) for text in sizes} == sizes
    assert [memory_size(text) for text in ("", "x", "1x", "-1", "1.5mb")] == [None] * 5
