"""A proxy that loses replies, and a server that a test may stop."""

from __future__ import annotations

import shutil
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector
from typing import TypeAlias
from urllib.parse import urlsplit

import pytest

from redipy_core.client import Redis
from redipy_core.plugins import Plugins, default_plugins
from redipy_redis import RedisConnection, RedisRuntime

Connect: TypeAlias = Callable[..., RedisRuntime]


class Proxy:
    """Forwards to a server; loses or holds back what it is told to.

    ``lose(word)``: the next reply to a request with ``word`` is dropped, with its
    connection. ``hold(word)``: the reply stays here, and the connection open.
    ``refuse(word)``: the next connection that sends ``word`` is closed before
    the server sees it. ``arrived`` is set once one of these happened.
    """

    def __init__(self, target: tuple[str, int]) -> None:
        self._target = target
        self._faults: list[tuple[str, bytes]] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self.arrived = threading.Event()
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def lose(self, word: bytes, times: int = 1) -> None:
        self._faults += [("lose", word)] * times

    def hold(self, word: bytes) -> None:
        self._faults.append(("hold", word))

    def refuse(self, word: bytes, times: int = 1) -> None:
        self._faults += [("refuse", word)] * times

    def close(self) -> None:
        for sock in [self._listener, *self._open]:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
            sock.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            server = socket.create_connection(self._target)
            self._open += [client, server]
            threading.Thread(
                target=self._forward, args=(client, server), daemon=True
            ).start()

    def _forward(self, client: socket.socket, server: socket.socket) -> None:
        with client, server, DefaultSelector() as selector, suppress(OSError):
            selector.register(client, EVENT_READ)
            selector.register(server, EVENT_READ)
            fault = ""
            while True:
                for key, _ in selector.select():
                    data = key.fileobj.recv(1 << 20)  # type: ignore[union-attr]
                    if not data:
                        return
                    if key.fileobj is client:
                        fault = self._fault_for(data) or fault
                        if fault == "refuse":
                            self.arrived.set()
                            return
                        server.sendall(data)
                    elif not fault:
                        client.sendall(data)
                    else:
                        self.arrived.set()
                        if fault == "lose":
                            return

    def _fault_for(self, data: bytes) -> str:
        for fault in self._faults:
            if fault[1] in data:
                self._faults.remove(fault)
                return fault[0]
        return ""


@pytest.fixture
def plugins() -> Plugins:
    return default_plugins()


@pytest.fixture
def connect(redis_url: str, plugins: Plugins) -> Iterator[Connect]:
    """Makes runtimes on the emptied server, and closes them."""
    made: list[RedisRuntime] = []

    def make(url: str = redis_url, **options: object) -> RedisRuntime:
        made.append(RedisRuntime(RedisConnection(url, **options), plugins))
        return made[-1]

    make().execute([b"FLUSHALL"])
    yield make
    for runtime in made:
        runtime.close()


@pytest.fixture
def client(connect: Connect) -> Redis[str]:
    return Redis(rt=connect())


@pytest.fixture
def proxy(redis_url: str) -> Iterator[Proxy]:
    parts = urlsplit(redis_url)
    assert parts.hostname is not None
    assert parts.port is not None
    made = Proxy((parts.hostname, parts.port))
    yield made
    made.close()


@pytest.fixture
def proxied(proxy: Proxy, connect: Connect) -> Connect:
    """Makes runtimes that reach the server through the proxy."""

    def make(**options: object) -> RedisRuntime:
        return connect(f"redis://127.0.0.1:{proxy.port}", **options)

    return make


class OwnServer:
    """A server for one test, also on a unix socket."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.path = str(folder / "redis.sock")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.start()

    def start(self) -> None:
        program = shutil.which("redis-server")
        assert program is not None
        self._process = subprocess.Popen(
            [
                program,
                *("--port", str(self.port), "--bind", "127.0.0.1", "--save", ""),
                *("--unixsocket", self.path, "--dir", str(self._folder)),
            ],
            stdout=subprocess.PIPE,
        )
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if b"eady to accept connections" in line and b"unix" not in line:
                return
        raise RuntimeError("redis-server did not start")

    def stop(self) -> None:
        self._process.terminate()
        self._process.communicate()


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[OwnServer]:
    server = OwnServer(tmp_path)
    yield server
    server.stop()
