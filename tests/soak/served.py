"""A server in a process of its own that tells what it holds.

Run as a program it reads lines: each is answered by what the process holds then. The
end of the input ends it.
"""

from __future__ import annotations

import asyncio
import ctypes
import gc
import json
import logging
import os
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import redipy_server.server
from redipy_server import Server
from redipy_server.options import ServerOptions

ROOT = Path(__file__).parents[2]
MB = 1 << 20

SOME = 500
"""Blocks that come and go, such as those of caches."""


@dataclass(frozen=True)
class Held:
    """What a process holds: memory in bytes, open files, clients and their tasks.

    ``blocks`` are the pieces of memory of Python's own allocator: nearly every object
    is one or two. ``allotted`` is what malloc has given and not got back, for what is
    large and for libraries in C. ``resident`` is what the system has given the process;
    it stays as high as holes between what is in use make it.
    """

    blocks: int
    allotted: int
    resident: int
    files: int
    clients: int
    tasks: int


class _Malloc(ctypes.Structure):
    """What mallinfo2 tells, in bytes where it counts bytes."""

    _fields_ = tuple(
        (name, ctypes.c_size_t)
        for name in (
            *("arena", "ordblks", "smblks", "hblks", "hblkhd"),
            *("usmblks", "fsmblks", "uordblks", "fordblks", "keepcost"),
        )
    )


def _allotted(libc: ctypes.CDLL) -> int:
    libc.mallinfo2.restype = _Malloc
    told = libc.mallinfo2()
    in_heaps: int = told.uordblks
    mapped: int = told.hblkhd
    return in_heaps + mapped


def held(server: Server) -> Held:
    """What this process holds, when all that nobody needs is given back."""
    gc.collect()
    libc = ctypes.CDLL(None)
    libc.malloc_trim(0)
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    state = server.state
    return Held(
        blocks=sys.getallocatedblocks(),
        allotted=_allotted(libc),
        resident=pages * resource.getpagesize(),
        files=len(os.listdir("/proc/self/fd")),
        clients=len(state.clients),
        tasks=len(state._tasks),
    )


def assert_nothing_left(before: Held, after: Held, times: int) -> None:
    """That something left nothing behind, although it was done so many times.

    Not even one block in 500 times, or a byte each time.
    """
    shown = f"before {before}, after {after}"
    assert after.files == before.files, shown
    assert after.clients == before.clients, shown
    assert after.tasks == before.tasks, shown
    assert after.blocks - before.blocks < SOME + times // 500, shown
    assert after.allotted - before.allotted < MB // 2 + times, shown
    assert after.resident - before.resident < 48 * MB, shown


def make_room(files: int) -> None:
    """Let this process, and those that it starts, have so many files open."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < files:
        raise OSError(
            f"{files} open files are needed, and the system allows {hard}:"
            " raise the limit (ulimit -Hn) or take a smaller N"
        )
    if soft != resource.RLIM_INFINITY and soft < files:
        resource.setrlimit(resource.RLIMIT_NOFILE, (files, hard))


class Served:
    """A server over memory, at a TCP port and at a unix socket.

    ``loop`` names the event loop: uvloop or asyncio. ``files`` is the most that the
    process may have open, if it is not to be as many as this one may.
    """

    def __init__(
        self, unix: Path, loop: str, options: ServerOptions, files: int | None = None
    ) -> None:
        self.unix = str(unix)
        # What is slow, and so noted, depends on how busy the machine is.
        quiet = {"slowlog_slower_than": -1, "port": 0, "unix": self.unix}
        given = {**quiet, **options}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.soak.served", loop, json.dumps(given)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            preexec_fn=None
            if files is None
            else lambda: _allow(files),  # no threads use locks here
        )
        self.port = int(self._line())

    def _line(self) -> bytes:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, f"the server ended with {self._process.wait()}"
        return line

    def look(self) -> Held:
        """What the server's process holds."""
        assert self._process.stdin is not None
        self._process.stdin.write(b"\n")
        self._process.stdin.flush()
        return Held(**json.loads(self._line()))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        code = self._process.wait(timeout=60)
        assert self._process.stdout is not None
        self._process.stdout.close()
        if error is None:
            assert code == 0


def _allow(files: int) -> None:
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))


def main(loop: str, options: ServerOptions) -> None:
    """Serve until the input ends."""
    logging.disable()  # of files that cannot be opened much is told
    if loop == "asyncio":
        redipy_server.server.new_event_loop = asyncio.new_event_loop
    with Server("memory://", **options) as server:
        print(server.port, flush=True)
        for _ in sys.stdin:
            print(json.dumps(held(server).__dict__), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], json.loads(sys.argv[2]))
