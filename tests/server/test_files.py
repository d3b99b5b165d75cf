"""``redipy serve`` and how many files the system lets it have open."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import pytest

from redipy_server.files import RESERVED

from .conftest import PATIENCE, Wire

NONE_MORE = b"-ERR max number of clients reached\r\n"


@dataclass(frozen=True)
class Started:
    """A server that was started: what it logged first, and its port."""

    log: str
    port: int


@contextmanager
def serving(soft: int, hard: int, maxclients: int) -> Iterator[Started]:
    """``redipy serve`` where these are the limits of open files."""
    command = [sys.executable, "-m", "redipy", "serve", "--port", "0"]
    process = subprocess.Popen(
        [*command, "--maxclients", str(maxclients)],
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: resource.setrlimit(
            resource.RLIMIT_NOFILE, (soft, hard)
        ),  # it takes no lock
    )
    assert process.stderr is not None
    try:
        log = ""
        while "is served at" not in log:
            line = process.stderr.readline()
            assert line, log
            log += line
        port = int(log.rpartition("127.0.0.1:")[2].split()[0])
        yield Started(log, port)
    finally:
        process.send_signal(signal.SIGTERM)
        process.stderr.read()
        assert process.wait(timeout=PATIENCE) == 0
        process.stderr.close()


def test_the_limit_is_raised_for_the_clients() -> None:
    wanted = 150
    with serving(100, 1000, wanted) as started, ExitStack() as stack:
        assert "instead of" not in started.log
        wires = [stack.enter_context(Wire(started.port)) for _ in range(wanted)]
        assert {wire("PING") for wire in wires} == {b"+PONG\r\n"}
        with Wire(started.port) as one_more:
            assert one_more.rest() == NONE_MORE


@pytest.mark.parametrize("soft", [80, 100])
def test_there_are_no_more_clients_than_files(soft: int) -> None:
    most = 100 - RESERVED
    with serving(soft, 100, 1000) as started, ExitStack() as stack:
        assert f"there can be {most} clients instead of 1000" in started.log
        wires = [stack.enter_context(Wire(started.port)) for _ in range(most)]
        assert {wire("PING") for wire in wires} == {b"+PONG\r\n"}
        with Wire(started.port) as one_more:
            assert one_more.rest() == NONE_MORE
        shown = b"*2\r\n$10\r\nmaxclients\r\n$2\r\n%d\r\n" % most
        assert wires[0]("CONFIG", "GET", "maxclients") == shown
