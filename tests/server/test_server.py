"""The server around its sessions: life and death, limits, TLS, sockets, clients."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import ssl
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest
import redis.asyncio

import redipy
import redis
from redipy_memory.runtime import MemoryRuntime
from redipy_redis import RedisConnection, RedisRuntime
from redipy_server import Options, OutputLimit, Server
from redipy_server.options import ServerOptions

from .conftest import PATIENCE, Wire, packed, until


def test_start_and_stop() -> None:
    server = Server("memory://", port=0)
    with server:
        assert server.url == f"redis://127.0.0.1:{server.port}"
        with Wire(server.port) as wire:
            assert wire("PING") == b"+PONG\r\n"
            server.stop()
            assert wire.rest() == b""
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.1", server.port), timeout=1)


def test_in_a_running_loop() -> None:
    async def main() -> None:
        async with Server(MemoryRuntime(), port=0) as server:
            reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
            writer.write(packed("PING"))
            assert await reader.readline() == b"+PONG\r\n"
            writer.close()

    asyncio.run(main())


def test_a_port_that_is_taken() -> None:
    with Server(port=0) as first, pytest.raises(OSError):
        Server(port=first.port).start()


def test_shutdown() -> None:
    server = Server(port=0).start()
    with Wire(server.port) as wire:
        wire.send("SHUTDOWN", "NOSAVE")
        assert wire.rest() == b""
    server.stop()
    with pytest.raises(OSError):
        Wire(server.port)


def test_clients_in_the_process_share_the_store() -> None:
    runtime = MemoryRuntime()
    client = redipy.Redis(rt=runtime)
    with Server(runtime, port=0) as server, Wire(server.port) as wire:
        client.set_value("k", "v")
        assert wire("GET", "k") == b"$1\r\nv\r\n"
        wire("SUBSCRIBE", "news")
        assert client.publish("news", "x") == 1
        assert wire.read().endswith(b"$1\r\nx\r\n")
        wire("RESET")
        wire.send("BLPOP", "l", 0)
        until(lambda: any(s.blocked for s in list(server.state.clients.values())))
        client.rpush("l", "e")
        assert wire.read() == b"*2\r\n$1\r\nl\r\n$1\r\ne\r\n"
        wire("HELLO", "3")
        wire("CLIENT", "TRACKING", "on")
        wire("GET", "k")
        client.set_value("k", "w")
        assert wire.read() == b">2\r\n$10\r\ninvalidate\r\n*1\r\n$1\r\nk\r\n"


# -- limits ------------------------------------------------------------------------


def test_maxclients() -> None:
    with Server(port=0, maxclients=1) as server, Wire(server.port) as wire:
        assert wire("PING") == b"+PONG\r\n"
        with Wire(server.port) as other:
            assert other.rest() == b"-ERR max number of clients reached\r\n"
        assert b"rejected_connections:1\r\n" in wire("INFO", "stats")


def test_who_does_not_authenticate_in_time() -> None:
    with (
        Server(port=0, password="x", handshake_timeout=0.05) as server,
        Wire(server.port) as stranger,
    ):
        assert stranger.rest() == b""
    with Server(port=0, password="x", handshake_timeout=PATIENCE) as server:
        handshake_is_over(server)


def handshake_is_over(server: Server) -> None:
    """Who authenticated may take as long as he likes."""
    with Wire(server.port) as wire:
        assert wire("AUTH", "x") == b"+OK\r\n"
        assert wire("PING") == b"+PONG\r\n"


def test_who_does_not_read_messages() -> None:
    limit = OutputLimit(hard=100_000)
    with Server(port=0, pubsub_output=limit) as server, Wire(server.port) as wire:
        deaf = socket.socket()
        deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        deaf.connect(("127.0.0.1", server.port))
        deaf.sendall(packed("SUBSCRIBE", "c"))
        until(lambda: wire("PUBSUB", "NUMSUB", "c").endswith(b":1\r\n"))
        until(lambda: wire("PUBLISH", "c", "x" * 10_000) == b":0\r\n")
        assert b"sub=1" not in wire("CLIENT", "LIST")
        deaf.close()


def test_who_does_not_read_replies_is_not_read_either() -> None:
    size, count = 1_000_000, 300
    with Server(port=0) as server, Wire(server.port) as wire:
        wire("SET", "big", "x" * size)
        with Wire(server.port) as slow:
            slow.raw(packed("GET", "big") * count)
            for _ in range(10):
                assert wire("PING") == b"+PONG\r\n"
            # What is sent but not received waits in the system's buffers.
            assert server.state.statistics.bytes_out < count * size / 2
            for _ in range(count):
                assert len(slow.read()) == size + len("$1000000\r\n\r\n")


def test_who_says_nothing_for_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("redipy_server.server._EVERY", 0.01)
    with Server(port=0) as server, Wire(server.port) as idle, Wire(server.port) as busy:
        assert idle("PING") == b"+PONG\r\n"
        busy("SUBSCRIBE", "c")
        server.options.timeout = 1
        for session in list(server.state.clients.values()):
            session.last_used -= 100
        assert idle.rest() == b""
        assert busy("PING").startswith(b"*2\r\n")


def test_shutdown_in_a_running_loop() -> None:
    async def main() -> None:
        async with Server(MemoryRuntime(), port=0) as server:
            reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
            writer.write(packed("SHUTDOWN"))
            assert await reader.read() == b""
            writer.close()
            with pytest.raises(OSError):
                await connect_again_and_again(server.port)

    asyncio.run(main())


async def connect_again_and_again(port: int) -> None:
    while True:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.close()


def test_the_options_as_keywords_are_the_options() -> None:
    keywords = ServerOptions.__annotations__
    assert set(keywords) == {field.name for field in fields(Options)}


def test_a_query_that_never_ends() -> None:
    with Server(port=0, query_buffer_limit=1 << 20) as server:
        with Wire(server.port) as wire:
            wire.raw(b"*2\r\n$3\r\nGET\r\n$100000000\r\n")
            with pytest.raises(OSError):
                wire.raw(b"x" * 20_000_000)
        with Wire(server.port) as wire:
            assert wire("PING") == b"+PONG\r\n"


# -- TLS and unix sockets --------------------------------------------------------------


def test_unix_socket(tmp_path: Path) -> None:
    path = str(tmp_path / "s.sock")
    with Server(port=None, unix=path) as server:
        assert server.url == f"unix://{path}"
        assert os.stat(path).st_mode & 0o777 == 0o700
        with redis.Redis(unix_socket_path=path) as client:
            client.set("k", "v")
            assert client.get("k") == b"v"
        with pytest.raises(OSError, match="already"):
            Server(port=None, unix=path).start()
    assert not os.path.exists(path)
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(path)  # as a server that crashed leaves it
    with Server(port=None, unix=path), redis.Redis(unix_socket_path=path) as client:
        assert client.ping()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    folder = tmp_path_factory.mktemp("tls")
    cert, key = str(folder / "cert.pem"), str(folder / "key.pem")
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    subprocess.run(
        [*command, "-keyout", key, "-out", cert], check=True, capture_output=True
    )
    return cert, key


def test_tls(certificate: tuple[str, str]) -> None:
    cert, key = certificate
    with Server(port=0, tls_cert=cert, tls_key=key) as server:
        assert server.url.startswith("rediss://")
        options = {"host": "localhost", "port": server.port, "ssl": True}
        with redis.Redis(**options, ssl_ca_certs=cert) as client:
            client.set("k", "x" * 100_000)
            assert client.get("k") == b"x" * 100_000
        with redis.Redis(port=server.port) as plain, pytest.raises(redis.RedisError):
            plain.ping()


def test_tls_with_certificates_of_clients(certificate: tuple[str, str]) -> None:
    cert, key = certificate
    with Server(port=0, tls_cert=cert, tls_key=key, tls_ca=cert) as server:
        options = {"host": "localhost", "port": server.port, "ssl": True}
        known = {"ssl_certfile": cert, "ssl_keyfile": key}
        with redis.Redis(**options, ssl_ca_certs=cert, **known) as client:
            assert client.ping()
        stranger = redis.Redis(**options, ssl_ca_certs=cert)
        with stranger, pytest.raises((redis.RedisError, ssl.SSLError)):
            stranger.ping()


# -- other people's clients ---------------------------------------------------------------


@pytest.mark.parametrize("protocol", [2, 3])
def test_redis_py(protocol: int) -> None:
    with (
        Server(MemoryRuntime(), port=0, password="pw") as server,
        redis.Redis(
            port=server.port, password="pw", protocol=protocol, decode_responses=True
        ) as client,
    ):
        assert client.set("k", "v", ex=100)
        assert client.get("k") == "v"
        assert client.hset("h", mapping={"a": 1, "b": 2}) == 2
        assert client.hgetall("h") == {"a": "1", "b": "2"}
        assert client.sadd("s", "x", "y") == 2
        assert client.smembers("s") == {"x", "y"}
        assert client.zadd("z", {"m": 1.5, "n": 2}) == 2
        assert client.zscore("z", "m") == 1.5
        assert len(client.zrange("z", 0, -1, withscores=True)) == 2
        assert client.xadd("x", {"f": "v"}, id="1-1") == "1-1"
        assert list(client.scan_iter("*")) == ["k", "h", "s", "z", "x"]
        with client.pipeline() as pipe:
            pipe.incr("n")
            pipe.incr("n")
            assert pipe.execute() == [1, 2]
        with client.pipeline() as pipe:
            pipe.watch("n")
            client.incr("n")
            pipe.multi()
            pipe.incr("n")
            with pytest.raises(redis.WatchError):
                pipe.execute()
        listening = client.pubsub()
        listening.subscribe("news")
        assert listening.get_message(timeout=PATIENCE)["type"] == "subscribe"
        client.publish("news", "hello")
        assert listening.get_message(timeout=PATIENCE)["data"] == "hello"
        listening.close()
        assert client.blpop("nothing", timeout=0.01) is None
        assert client.client_list()[0]["user"] == "default"
        assert client.info()["redis_version"].startswith("7.0")
        assert client.config_get("maxmemory") == {"maxmemory": "0"}
        assert client.acl_whoami() == "default"
        with pytest.raises(redis.ResponseError, match="WRONGTYPE"):
            client.lpush("k", "x")


@pytest.mark.parametrize("protocol", [2, 3])
def test_redis_py_asyncio(protocol: int) -> None:
    async def main() -> None:
        async with Server(MemoryRuntime(), port=0) as server:
            client = redis.asyncio.Redis(port=server.port, protocol=protocol)
            async with client:
                assert await client.set("k", "v")
                waiting = asyncio.create_task(client.blpop("l", timeout=0))
                await asyncio.gather(*(client.get("k") for _ in range(20)))
                await client.rpush("l", "x")
                assert await waiting in ((b"l", b"x"), [b"l", b"x"])
                async with client.pubsub() as listening:
                    await listening.psubscribe("n*")
                    await client.publish("news", "hello")
                    found = None
                    while found is None or found["type"] != "pmessage":
                        found = await listening.get_message(timeout=PATIENCE)
                    assert found["data"] == b"hello"

    asyncio.run(main())


def test_redipy_itself(server: Server) -> None:
    with redipy.Redis(port=server.port) as client:
        client.flushall()
        client.set_value("k", "v")
        assert client.get_value("k") == "v"
        with client.pipeline() as pipe:
            pipe.incrby("n", 1)
            pipe.zadd("z", {"m": 1.5})
            assert pipe.execute() == [1, 1]


# -- over a real server -------------------------------------------------------------------


def test_a_server_over_a_server(redis_url: str) -> None:
    runtime = RedisRuntime(RedisConnection(redis_url))
    with (
        runtime,
        Server(runtime, port=0) as server,
        Wire(server.port) as wire,
        Wire(server.port, protocol=3) as other,
    ):
        assert wire("FLUSHALL") == b"+OK\r\n"
        assert wire("SET", "k", "v") == b"+OK\r\n"
        assert other("GET", "k") == b"$1\r\nv\r\n"
        assert other("GET", "nokey") == b"_\r\n"
        assert wire("HSET", "h", "f", 1) == b":1\r\n"
        assert other("HGETALL", "h") == b"%1\r\n$1\r\nf\r\n$1\r\n1\r\n"
        assert wire("LPUSH", "k", 1).startswith(b"-WRONGTYPE ")
        assert wire("GET").startswith(b"-ERR wrong number of arguments for 'get'")
        assert wire("BLPOP", "none", "0.01") == b"*-1\r\n"
        assert b"db0:keys=2" in wire("INFO", "keyspace")
        wire.raw(
            b"MULTI\r\nSET a 1\r\nINCR a\r\nPING\r\nLPUSH a x\r\nEXEC\r\nGET a\r\n"
        )
        for expected in (b"+OK\r\n", *[b"+QUEUED\r\n"] * 4):
            assert wire.read() == expected
        replies = wire.read()
        assert replies.startswith(b"*4\r\n+OK\r\n:2\r\n+PONG\r\n-WRONGTYPE ")
        assert wire.read() == b"$1\r\n2\r\n"
        assert wire("WATCH", "a") == b"+OK\r\n"
        assert other("SET", "a", "9") == b"+OK\r\n"
        wire("MULTI")
        wire("SET", "a", "1")
        assert wire("EXEC") == b"*-1\r\n"
        assert wire("SUBSCRIBE", "c") == b"*3\r\n$9\r\nsubscribe\r\n$1\r\nc\r\n:1\r\n"
        assert other("PUBLISH", "c", "m") == b":1\r\n"
        assert wire.read() == b"*3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$1\r\nm\r\n"
        assert other("SELECT", 1) == b"+OK\r\n"
        assert other("GET", "k") == b"_\r\n"
        assert other("CLIENT", "TRACKING", "on").startswith(b"-ERR the redis backend")


# -- the command line -----------------------------------------------------------------------


def test_redipy_serve(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hush\n")
    command = [sys.executable, "-m", "redipy", "serve", "--port", "0"]
    process = subprocess.Popen(
        [*command, "--password-file", str(secret)], stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    line = next(line for line in process.stderr if "is served at" in line)
    assert "memory is served at redis://127.0.0.1:" in line
    port = int(line.partition("127.0.0.1:")[2].split()[0])
    with redis.Redis(port=port, password="hush") as client:
        client.set("k", "private")
        assert client.get("k") == b"private"
        with pytest.raises(redis.ResponseError):
            client.execute_command("LPUSH", "k", "private")
    process.send_signal(signal.SIGTERM)
    rest = process.stderr.read()
    assert process.wait(timeout=PATIENCE) == 0
    assert "the server has stopped" in rest
    assert "hush" not in line + rest
    assert "private" not in rest


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--host", "0.0.0.0"], "can be reached by others"),
        (["--no-tcp"], "needs a port or the path"),
        (["--url", "nosuch://"], "no backend for the scheme"),
        (["--password-file", "/nonexistent"], "/nonexistent"),
    ],
)
def test_what_cannot_be_served(arguments: list[str], words: str) -> None:
    command = [sys.executable, "-m", "redipy", "serve", "--port", "0", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE * 3)
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr
