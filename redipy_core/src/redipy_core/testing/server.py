"""A real redis-server for tests, as fixtures to import."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from time import monotonic

import pytest


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def start_server(
    *options: str, probe: bytes = b"+PONG"
) -> tuple[subprocess.Popen[bytes], int]:
    """Start a redis-server on a free loopback port and wait until it answers.

    ``probe`` is how its answer to PING begins.
    """
    program = shutil.which("redis-server")
    if program is None:
        pytest.exit(
            "redis-server is missing: the tests compare with a real server."
            " Install it (Debian: apt-get install redis-server) or run 'make test',"
            " which does so where it can.",
            returncode=3,
        )
    port = _free_port()
    process = subprocess.Popen(
        [
            program,
            *("--port", str(port), "--bind", "127.0.0.1", "--save", ""),
            *("--appendonly", "no", "--dir", tempfile.gettempdir()),
            *("--loglevel", "warning", *options),
        ],
        stdout=subprocess.DEVNULL,
        env={**os.environ, "LC_ALL": "C"},  # SORT compares texts by the locale's rules
    )
    deadline = monotonic() + 20
    while True:
        if process.poll() is not None:
            raise RuntimeError(f"redis-server ended with {process.returncode}")
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
                connection.sendall(b"PING\r\n")
                if connection.recv(len(probe)) == probe:
                    return process, port
        except OSError:
            pass
        if monotonic() > deadline:
            process.kill()
            raise RuntimeError("redis-server does not answer")


@pytest.fixture(scope="session")
def redis_port() -> Iterator[int]:
    """The port of a real redis-server, one for each test process."""
    process, port = start_server()
    yield port
    process.terminate()
    process.wait(timeout=10)


@pytest.fixture(scope="session")
def redis_url(redis_port: int) -> str:
    """The URL of a real redis-server. Tests that use it empty it first."""
    return f"redis://127.0.0.1:{redis_port}"
