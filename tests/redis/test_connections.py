"""What becomes of a call when its connection fails."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from redipy_core.client import Redis
from redipy_core.errors import (
    ArgumentError,
    AuthenticationError,
    CommandError,
    ConnectionLostError,
    RedipyError,
    RequestTimeoutError,
    ResponseError,
    WrongTypeError,
)

from .conftest import Connect, OwnServer, Proxy


@pytest.fixture
def alert(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at a connection before each use, however soon."""
    monkeypatch.setattr("redipy_redis.links.TRUSTED", -1.0)


def connections(client: Redis[str], name: str) -> int:
    listed = client.execute("CLIENT", "LIST")
    assert isinstance(listed, bytes)
    return listed.count(f"name={name} ".encode())


# -- repeating -----------------------------------------------------------------------


def test_a_lost_reply_is_not_counted_twice(
    proxied: Connect, proxy: Proxy, client: Redis[str]
) -> None:
    lossy = Redis(rt=proxied())
    proxy.lose(b"INCRBY")
    with pytest.raises(ConnectionLostError, match="may have been executed") as caught:
        lossy.incrby("n", 1)
    assert caught.value.maybe_executed
    assert client.get_value("n") == "1"
    assert lossy.incrby("n", 1) == 2


def test_a_lost_reply_to_a_read_is_asked_for_again(
    proxied: Connect, proxy: Proxy, client: Redis[str]
) -> None:
    client.set_value("k", "v")
    lossy = Redis(rt=proxied())
    proxy.lose(b"GET")
    assert lossy.get_value("k") == "v"
    assert proxy.arrived.is_set()
    proxy.lose(b"GET")
    assert lossy.execute("GET", "k") == b"v"


def test_a_read_is_repeated_once_only(proxied: Connect, proxy: Proxy) -> None:
    lossy = Redis(rt=proxied())
    proxy.lose(b"GET", times=2)
    with pytest.raises(ConnectionLostError) as caught:
        lossy.get_value("k")
    assert caught.value.maybe_executed
    assert lossy.get_value("k") is None


def test_an_unknown_command_is_not_repeated(proxied: Connect, proxy: Proxy) -> None:
    runtime = proxied()
    proxy.lose(b"OBJECT")
    with pytest.raises(ConnectionLostError, match="OBJECT may have been executed"):
        runtime.execute([b"OBJECT", b"HELP"])


@pytest.mark.usefixtures("alert")
def test_a_connection_that_the_server_closed_is_noticed(
    connect: Connect, client: Redis[str]
) -> None:
    idle = Redis(rt=connect(client_name="idle"))
    assert idle.incrby("n", 1) == 1
    client.execute("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
    assert idle.incrby("n", 1) == 2


def test_a_request_that_could_not_be_sent_is_sent_again(
    connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    runtime = connect(max_connections=1)
    client = Redis(rt=runtime)
    assert client.incrby("n", 1) == 1
    link = runtime.connection._calls._free[0]
    sends = [link.send]

    def broken(packed: Sequence[bytes], check: bool = True) -> None:
        link.send = sends[0]
        raise BrokenPipeError("Broken pipe")

    monkeypatch.setattr(link, "send", broken)
    assert client.incrby("n", 1) == 2


@pytest.mark.usefixtures("alert")
def test_a_restarted_server_is_noticed(connect: Connect, own_server: OwnServer) -> None:
    client = Redis(rt=connect(f"redis://127.0.0.1:{own_server.port}"))
    assert client.incrby("n", 1) == 1
    own_server.stop()
    with pytest.raises(ConnectionLostError) as caught:
        client.incrby("n", 1)
    assert not caught.value.maybe_executed
    own_server.start()
    assert client.incrby("n", 1) == 1


def test_an_unreachable_server_is_named(
    connect: Connect, own_server: OwnServer
) -> None:
    own_server.stop()
    client = Redis(rt=connect(f"redis://127.0.0.1:{own_server.port}"))
    with pytest.raises(ConnectionError, match=f"127.0.0.1:{own_server.port}") as caught:
        client.get_value("k")
    assert isinstance(caught.value, ConnectionLostError)
    assert not caught.value.maybe_executed
    own_server.start()


# -- error replies -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "kind", "line"),
    [
        (
            "LPUSH text x",
            WrongTypeError,
            "WRONGTYPE Operation against a key holding the wrong kind of value",
        ),
        ("INCR text", CommandError, "ERR value is not an integer or out of range"),
        ("GET", CommandError, "ERR wrong number of arguments for 'get' command"),
        (
            "EXPIRE text 1 NX XX",
            CommandError,
            "ERR NX and XX, GT or LT options at the same time are not compatible",
        ),
        (
            "EVALSHA 0 0",
            ResponseError,
            "NOSCRIPT No matching script. Please use EVAL.",
        ),
        (
            "XGROUP CREATE text g 0",
            WrongTypeError,
            "WRONGTYPE Operation against a key holding the wrong kind of value",
        ),
        ("RESTORE text 0 x", ResponseError, "BUSYKEY Target key name already exists."),
    ],
)
def test_error_replies_read_as_the_server_wrote_them(
    client: Redis[str], words: str, kind: type[ResponseError], line: str
) -> None:
    client.set_value("text", "abc")
    with pytest.raises(kind) as caught:
        client.execute(*words.split())
    assert caught.value.line == line
    assert caught.value.__cause__ is None


def test_an_error_reply_keeps_the_connection(client: Redis[str]) -> None:
    client.set_value("text", "abc")
    before = client.execute("CLIENT", "ID")
    for _ in range(3):
        with pytest.raises(WrongTypeError):
            client.lpush("text", "x")
    assert client.execute("CLIENT", "ID") == before


def test_a_refused_login_is_the_servers_own_error(
    connect: Connect, own_server: OwnServer
) -> None:
    url = f"redis://127.0.0.1:{own_server.port}"
    connect(url).execute([b"CONFIG", b"SET", b"requirepass", b"secret"])
    with pytest.raises(AuthenticationError, match="NOAUTH Authentication required"):
        connect(url).execute([b"GET", b"k"])
    with pytest.raises(AuthenticationError, match="WRONGPASS"):
        connect(url, passwd="wrong").execute([b"GET", b"k"])
    assert connect(url, passwd="secret").execute([b"GET", b"k"]) is None


def test_a_database_that_is_not_there(connect: Connect) -> None:
    with pytest.raises(CommandError, match="DB index is out of range"):
        connect(db=5000).execute([b"GET", b"k"])


@pytest.mark.parametrize(
    "words", ["MULTI", "subscribe c", "CLIENT reply OFF", "SELECT 1", "WATCH k"]
)
def test_commands_that_change_the_connection_are_refused(
    client: Redis[str], words: str
) -> None:
    with pytest.raises(ArgumentError, match="connection, which is shared"):
        client.execute(*words.split())


# -- time ------------------------------------------------------------------------------


def test_a_late_reply_is_never_the_next_commands(
    proxied: Connect, proxy: Proxy, client: Redis[str]
) -> None:
    client.set_value("k", "v")
    hasty = Redis(rt=proxied(timeout=0.1))
    proxy.hold(b"INCRBY")
    with pytest.raises(RequestTimeoutError, match="may have been executed") as caught:
        hasty.incrby("n", 1)
    assert isinstance(caught.value, TimeoutError)
    assert caught.value.maybe_executed
    assert [hasty.get_value("k") for _ in range(3)] == ["v"] * 3
    assert hasty.get_value("n") == "1"


def test_an_interrupt_leaves_no_reply_behind(connect: Connect) -> None:
    runtime = connect()
    client = Redis(rt=runtime)
    client.set_value("k", "v")

    def interrupted(read: object) -> object:
        raise KeyboardInterrupt

    command = runtime.table["ECHO"]
    with pytest.raises(KeyboardInterrupt):
        runtime.transact(b"*2\r\n$4\r\nECHO\r\n$4\r\nlate\r\n", interrupted, command)
    assert client.get_value("k") == "v"


def test_blocking_commands_are_given_their_time(connect: Connect) -> None:
    client = Redis(rt=connect(timeout=0.05))
    assert client.execute("BLPOP", "nothing", "0.15") is None


def test_waiting_for_a_connection_has_an_end(proxied: Connect, proxy: Proxy) -> None:
    runtime = proxied(max_connections=1, pool_timeout=0.05, timeout=5.0)
    client = Redis(rt=runtime)
    proxy.hold(b"PING")
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(client.execute, "PING")
        assert proxy.arrived.wait(10)
        with pytest.raises(RequestTimeoutError, match="all 1 connections"):
            client.get_value("k")
        proxy.close()
        with pytest.raises(RedipyError):
            slow.result(10)


def test_one_connection_serves_many_threads_in_turn(connect: Connect) -> None:
    client = Redis(rt=connect(max_connections=1))
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda _: client.incrby("n", 1), range(400)))
    assert sorted(results) == list(range(1, 401))


# -- threads and processes -------------------------------------------------------------


def test_sixteen_threads_get_their_own_replies(client: Redis[str]) -> None:
    start = threading.Barrier(16)

    def work(number: int) -> None:
        start.wait()
        for i in range(100):
            text = f"{number}:{i}"
            assert client.echo(text) == text
            client.incrby("n", 1)
            with pytest.raises(WrongTypeError):
                client.lpush("n", "x")

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(work, range(16)))
    assert client.get_value("n") == "1600"


def test_the_connection_used_last_is_used_next(client: Redis[str]) -> None:
    ids = {client.execute("CLIENT", "ID") for _ in range(20)}
    assert len(ids) == 1


def _child(client: Redis[str], results: multiprocessing.SimpleQueue[object]) -> None:
    results.put(client.execute("CLIENT", "ID"))


def test_a_forked_child_has_its_own_connections(client: Redis[str]) -> None:
    context = multiprocessing.get_context("fork")
    results: multiprocessing.SimpleQueue[object] = context.SimpleQueue()
    mine = client.execute("CLIENT", "ID")
    child = context.Process(target=_child, args=(client, results))
    child.start()
    theirs = results.get()
    child.join(10)
    assert isinstance(theirs, int)
    assert theirs != mine
    assert client.execute("CLIENT", "ID") == mine


# -- the end ---------------------------------------------------------------------------


def test_closing_gives_the_connections_back(
    connect: Connect, client: Redis[str]
) -> None:
    other = Redis(rt=connect(client_name="closing"))
    other.get_value("k")
    assert connections(client, "closing") == 1
    other.get_runtime().close()
    other.get_runtime().close()
    client.execute("PING")
    assert connections(client, "closing") == 0
    assert other.get_value("k") is None


def test_the_redis_py_client_is_at_hand(connect: Connect) -> None:
    runtime = connect()
    with runtime.get_connection() as raw:
        raw.set("k", "v")
        assert raw.get("k") == b"v"
    assert runtime.execute([b"GET", b"k"]) == b"v"


@pytest.mark.parametrize("by", ["url", "path"])
def test_unix_sockets(connect: Connect, own_server: OwnServer, by: str) -> None:
    from redipy_redis import RedisConnection, RedisRuntime

    made = (
        RedisConnection(f"unix://{own_server.path}")
        if by == "url"
        else RedisConnection(path=own_server.path)
    )
    with RedisRuntime(made) as runtime:
        assert runtime.execute([b"PING"]) == b"PONG"
        assert made.address == own_server.path
