"""What all tests share: a real server, and clients over every backend and face."""

from __future__ import annotations

import os
import socket
import tempfile
from collections.abc import Iterator

import pytest
from hypothesis import settings

import redipy
from redipy_core.testing.server import redis_port, redis_url, start_server

__all__ = ["redis_port", "redis_url", "start_server"]

# A build is not to depend on luck: the same examples every time, and others with
# every run of `make fuzz` and `make fuzz-scripts`. Nor on how busy the machine is.
settings.register_profile("default", deadline=None)
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("default")
if "REDIPY_FUZZ" not in os.environ:
    settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def careful_port() -> Iterator[int]:
    """The port of a redis-server that looks at all of a payload before it takes it.

    One with the usual settings trusts a payload whose checksum is right, and one that
    is damaged all the same can end it.
    """
    process, port = start_server("--sanitize-dump-payload", "yes")
    yield port
    process.terminate()
    process.wait(timeout=10)


@pytest.fixture
def impatient_server() -> Iterator[str]:
    """The URL of a server that calls itself busy after five milliseconds."""
    process, port = start_server("--busy-reply-threshold", "5")
    yield f"redis://127.0.0.1:{port}"
    process.kill()
    process.wait(timeout=10)


@pytest.fixture(scope="session")
def server_without_functions() -> Iterator[str]:
    """The URL of a server that lacks what came with 7.0 for scripts."""
    newer = ("FUNCTION", "FCALL", "FCALL_RO", "EVAL_RO", "EVALSHA_RO")
    options = [word for name in newer for word in ("--rename-command", name, "")]
    process, port = start_server(*options)
    yield f"redis://127.0.0.1:{port}"
    process.terminate()
    process.wait(timeout=10)


@pytest.fixture(scope="session")
def cluster_url() -> Iterator[str]:
    """The URL of a cluster's only node, which has all slots."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))  # for the other nodes, as --port 0 is not taken
        bus = free.getsockname()[1]
        free.close()
        options = ("--cluster-enabled", "yes", "--cluster-port", str(bus))
        process, port = start_server(*options, "--dir", folder)
        url = f"redis://127.0.0.1:{port}"
        with redipy.Redis.from_url(url) as client:
            client.execute("CLUSTER", "ADDSLOTSRANGE", "0", "16383")
            while b"cluster_state:ok" not in bytes(client.execute("CLUSTER", "INFO")):  # type: ignore[arg-type]
                process.poll()  # it takes two seconds
        yield url
        process.terminate()
        process.wait(timeout=10)
