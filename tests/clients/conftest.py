"""Real clients, each on our server and on a real one, with the same outcome."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from tests.installed import node, node_clients, python_of_clients

from redipy_core.testing.server import start_server
from redis import Redis

PATIENCE = 120.0
"""Seconds after which what does not come about is an error."""

PROGRAMS = Path(__file__).parent / "programs"

Command: TypeAlias = Sequence[str | Path]


def until(condition: Callable[[], object], what: str) -> None:
    """Wait until something has come about elsewhere."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, f"{what} did not come about"
        time.sleep(0.005)


def run(
    command: Command,
    *,
    given: str = "",
    code: int = 0,
    more: Mapping[str, str] | None = None,
) -> str:
    """What a program prints; it must end with this code, and in time.

    If it does not, it and what it started are ended.
    """
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(more),
        text=True,
        start_new_session=True,
    ) as process:
        try:
            said = "".join(process.communicate(given, timeout=PATIENCE))
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    assert process.returncode == code, (command, said[-5000:])
    return said


def environment(more: Mapping[str, str] | None) -> dict[str, str]:
    """The environment of a program: ours, and what it is given."""
    return {**os.environ, "LC_ALL": "C.UTF-8", **(more or {})}


@contextmanager
def started(command: Command, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A program that goes on, which is ended afterwards; what it says is in ``log``."""
    with log.open("wb") as file:
        process = subprocess.Popen(
            command,
            env=environment(None),
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
        )
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(timeout=PATIENCE)
                raise


@contextmanager
def serving(log: Path, *options: str) -> Iterator[int]:
    """The port of `redipy serve`; nothing may go wrong in it unnoticed."""
    command = [sys.executable, "-m", "redipy", "serve", "--port", "0", *options]

    def port() -> int | None:
        assert process.poll() is None, log.read_text()
        found = re.search(r"is served at \S+:(\d+)", log.read_text())
        return int(found[1]) if found else None

    with started(command, log) as process:
        until(port, "a server")
        yield port() or 0
    assert process.returncode == 0, log.read_text()
    assert not re.search("WARNING|ERROR|Traceback", log.read_text()), log.read_text()


@pytest.fixture(scope="session")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of `redipy serve` over memory."""
    with serving(tmp_path_factory.mktemp("serve") / "log") as port:
        yield port


@pytest.fixture(scope="session")
def far(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of `redipy serve` over a real server of its own."""
    process, port = start_server()
    url = f"redis://127.0.0.1:{port}"
    with serving(tmp_path_factory.mktemp("serve far") / "log", "--url", url) as found:
        yield found
    process.terminate()
    process.wait(timeout=PATIENCE)


@pytest.fixture(scope="session")
def theirs() -> Iterator[int]:
    """The port of a real server, for the clients alone."""
    process, port = start_server()
    yield port
    process.terminate()
    process.wait(timeout=PATIENCE)


def emptied(port: int) -> int:
    """The port of a server that has neither keys nor scripts nor statistics."""
    with Redis(port=port) as client:
        client.flushall()
        client.script_flush()
        client.function_flush()
        client.config_resetstat()
    return port


@pytest.fixture
def ports(ours: int, theirs: int) -> tuple[int, int]:
    """The ports of our server and of the real one, both emptied."""
    return emptied(ours), emptied(theirs)


Found: TypeAlias = dict[str, Any]
Same: TypeAlias = Callable[..., Found]


@pytest.fixture
def same(ports: tuple[int, int]) -> Same:
    """Runs a program on our server and on the real one: :func:`comparison`."""
    return comparison(ports)


@pytest.fixture
def same_far(far: int, theirs: int) -> Same:
    """As ``same``, for our server over a real one."""
    return comparison((emptied(far), emptied(theirs)))


def comparison(ports: tuple[int, int]) -> Same:
    """Runs a program on two servers at once; the JSON that it prints, the same on both."""

    def compare(
        program: str, *options: str, more: Mapping[str, str] | None = None
    ) -> Found:
        path = {"NODE_PATH": str(node_clients() / "node_modules"), **(more or {})}

        def said(port: int) -> Found:
            command = [interpreter(program), PROGRAMS / program, str(port), *options]
            lines = run(command, more=path).splitlines()
            found: Found = json.loads(next(line for line in lines if line[:1] == "{"))
            return found

        with ThreadPoolExecutor(2) as pool:
            ours, theirs = pool.map(said, ports)
        for name in theirs:
            assert ours.get(name) == theirs[name], name
        assert ours == theirs
        return ours

    return compare


def interpreter(program: str) -> Path:
    """What runs a program."""
    return python_of_clients() if program.endswith(".py") else node()
