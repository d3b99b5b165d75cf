"""``redipy serve``: the arguments, and the server that they describe."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

from redipy_core.errors import BackendError

_LEVELS = ("debug", "info", "warning", "error")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``redipy serve``."""
    add = parser.add_argument
    add("--url", default="memory://", help="the store to serve (memory://)")
    add("--host", default="127.0.0.1", help="the address to listen at (127.0.0.1)")
    add("--port", type=int, default=6379, help="the TCP port; 0: a free one (6379)")
    add("--no-tcp", action="store_true", help="listen at the unix socket only")
    add("--unix", metavar="PATH", help="listen at a unix socket, too")
    secret = parser.add_mutually_exclusive_group()
    secret.add_argument(
        "--password",
        help="what clients must authenticate with; others on this machine can read"
        " arguments: better give a file",
    )
    secret.add_argument(
        "--password-file", metavar="FILE", help="a file that begins with the password"
    )
    add("--tls-cert", metavar="FILE", help="a certificate: speak TLS")
    add("--tls-key", metavar="FILE", help="the certificate's key")
    add("--tls-ca", metavar="FILE", help="who signs the certificates of clients")
    add("--databases", type=int, default=16, help="how many databases there are (16)")
    add("--maxclients", type=int, default=10_000, help="the most clients (10000)")
    add("--log-level", choices=_LEVELS, default="info", help="what is logged (info)")


def password(given: argparse.Namespace) -> str | None:
    """The password that was given, in a file or as an argument."""
    if given.password_file is None:
        word: str | None = given.password
        return word
    lines = Path(given.password_file).read_text(encoding="utf-8").splitlines()
    if not lines or not lines[0]:
        raise BackendError(f"there is no password in {given.password_file}")
    return lines[0]


def serve(given: argparse.Namespace) -> int:
    """Serve until the process is told to end; the exit code."""
    from redipy_server.files import room_for
    from redipy_server.server import Server, new_event_loop

    logging.basicConfig(
        level=given.log_level.upper(), format="%(asctime)s %(levelname)s %(message)s"
    )
    log = logging.getLogger("redipy.server")
    maxclients = room_for(given.maxclients)
    if maxclients < given.maxclients:
        log.warning(
            "there can be %d clients instead of %d: the system allows no more open"
            " files (ulimit -Hn)",
            maxclients,
            given.maxclients,
        )
    try:
        server = Server(
            given.url,
            host=given.host,
            port=None if given.no_tcp else given.port,
            unix=given.unix,
            password=password(given),
            tls_cert=given.tls_cert,
            tls_key=given.tls_key,
            tls_ca=given.tls_ca,
            databases=given.databases,
            maxclients=maxclients,
        )

        def ready() -> None:
            log.info(
                "%s is served at %s (process %d)",
                server.backend,
                server.url,
                os.getpid(),
            )
            loop = asyncio.get_running_loop()
            for number in (signal.SIGINT, signal.SIGTERM):
                with suppress(NotImplementedError):  # not on every system
                    loop.add_signal_handler(number, server.state.stop)

        with asyncio.Runner(loop_factory=new_event_loop) as runner:
            runner.run(server.serve(ready))
    except (BackendError, OSError) as error:
        print(f"redipy serve: {error}", file=sys.stderr)
        return 1
    log.info("the server has stopped")
    return 0
