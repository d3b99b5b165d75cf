"""Speed of the server, as ratios to a real one and to fakeredis's, in one run.

redis-benchmark drives three servers in turn: redis-server, ``redipy serve`` over
memory, and fakeredis's TcpFakeServer in a venv of its own. The median of the
rounds' ratios counts. On a machine that is busy with other things the wait for a
turn levels all servers; the processor's time for a request is what is left to
compare then.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from run import python_with

ROUNDS = 5
CASES = {
    "-c 10": (["-c", "10", "-n", "40000"], 0.4, 5.0),
    "-c 10 -P 16": (["-c", "10", "-P", "16", "-n", "160000"], 0.15, 5.0),
}
"""Options of redis-benchmark; the least ratio to the real server and to the fake."""

FAKE = """
import sys
from fakeredis import TcpFakeServer
server = TcpFakeServer(("127.0.0.1", int(sys.argv[1])), server_type="redis")
server.serve_forever()
"""
FEWER = 10
"""The fake gets so many times fewer requests."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(command: list[str], port: int) -> Iterator[int]:
    """A server's process, its number, for as long as it is needed."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, **quiet)
    try:
        end = time.monotonic() + 20
        while True:
            try:
                with socket.create_connection(("127.0.0.1", port), timeout=5) as probe:
                    probe.sendall(b"PING\r\n")
                    if probe.recv(7):
                        break
            except OSError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.05)
        yield process.pid
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


def processor_time(process: int) -> float:
    """Seconds that a process has computed, in its own code and in the system's."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def throughput(port: int, options: list[str], share: int = 1) -> dict[str, float]:
    """Requests a second, by command."""
    options = list(options)
    options[-1] = str(int(options[-1]) // share)
    program = shutil.which("redis-benchmark")
    assert program is not None, "redis-benchmark is missing (Debian: redis-tools)"
    command = [program, "-p", str(port), *options, "-t", "get,set", "--csv"]
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    rows = [line.split(",") for line in run.stdout.splitlines()[1:]]
    return {row[0].strip('"').lower(): float(row[1].strip('"')) for row in rows}


def main() -> int:
    """Print the table; 1 if a target is missed."""
    fake_python = python_with("fakeredis", "fakeredis==2.40.0")
    ports = [free_port() for _ in range(3)]
    real, ours, fake = ports
    redis_server = shutil.which("redis-server")
    assert redis_server is not None
    commands = [
        [
            redis_server,
            "--port",
            str(real),
            "--save",
            "",
            "--dir",
            tempfile.gettempdir(),
        ],
        [sys.executable, "-m", "redipy", "serve", "--port", str(ours)],
        [str(fake_python), "-c", FAKE, str(fake)],
    ]
    print(
        f"{'':18}{'a second':>10}{'of redis':>10}{'at least':>9}{'of fake':>9}{'':>9}"
    )
    missed = 0
    with ExitStack() as stack:
        processes = [
            stack.enter_context(serving(command, port))
            for command, port in zip(commands, ports, strict=True)
        ]
        for title, (options, least_real, least_fake) in CASES.items():
            begun = [processor_time(process) for process in processes]
            rounds = [
                (
                    throughput(ours, options),
                    throughput(real, options),
                    throughput(fake, options, FEWER),
                )
                for _ in range(ROUNDS)
            ]
            for name in ("get", "set"):
                speed = median(mine[name] for mine, _, _ in rounds)
                of_real = median(mine[name] / other[name] for mine, other, _ in rounds)
                of_fake = median(mine[name] / other[name] for mine, _, other in rounds)
                held = of_real >= least_real and of_fake >= least_fake
                missed += not held
                print(
                    f"{name + ' ' + title:18}{speed:10,.0f}{of_real:9.2f}x"
                    f"{least_real:8.2f}x{of_fake:8.1f}x{least_fake:8.1f}x"
                    f"{'' if held else '  MISSED'}"
                )
            requests = 2 * ROUNDS * int(options[-1])
            spent = [
                (processor_time(process) - before) / requests * share * 1e6
                for process, before, share in zip(
                    processes, begun, (1, 1, FEWER), strict=True
                )
            ]
            print(
                "    processor, µs a request: redis-server {:.1f}, redipy {:.1f},"
                " fakeredis {:.1f}".format(*spent)
            )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
