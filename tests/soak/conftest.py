"""How much to try, and servers to try it on.

One number says it all: N frames. All else is in proportion to it, so that ``make
soak`` with its 200,000 sends a million commands and 100,000 scripts, and opens 2000
connections, 500 of them slow.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol, Unpack

import pytest

from redipy_core.testing.server import start_server
from redipy_server.options import ServerOptions

from .served import Served

N = int(os.environ.get("REDIPY_SOAK", "2000"))

FRAMES = N
COMMANDS = 5 * N
SCRIPTS = N // 2
CONNECTIONS = max(N // 100, 20)
SLOW = max(N // 400, 10)

LOOPS = ("uvloop", "asyncio")
"""The event loops that a server may run in."""


@pytest.fixture(params=LOOPS)
def loop(request: pytest.FixtureRequest) -> str:
    """The event loop of the servers that a test makes."""
    name: str = request.param
    return name


class Serve(Protocol):
    """Starts a server with these options."""

    def __call__(
        self, *, files: int | None = None, **options: Unpack[ServerOptions]
    ) -> Served: ...


@pytest.fixture
def serve(loop: str, tmp_path: Path) -> Iterator[Serve]:
    """Servers of ours, each in a process of its own."""
    with ExitStack() as stack:

        def start(
            *, files: int | None = None, **options: Unpack[ServerOptions]
        ) -> Served:
            return stack.enter_context(
                Served(tmp_path / "ours.sock", loop, options, files)
            )

        yield start


@pytest.fixture(scope="session", params=[None, b"secret"], ids=["open", "password"])
def real(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, bytes | None]]:
    """The unix socket of a real server, and its password if it has one."""
    password: bytes | None = request.param
    path = str(tmp_path_factory.mktemp("real") / "theirs.sock")
    secret = [] if password is None else ["--requirepass", password.decode()]
    probe = b"+PONG" if password is None else b"-NOAUTH"
    process, _ = start_server("--unixsocket", path, *secret, probe=probe)
    yield path, password
    process.terminate()
    process.wait(timeout=10)
