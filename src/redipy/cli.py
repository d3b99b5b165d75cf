"""The command line: ``redipy plugins``, ``redipy serve``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from redipy import __version__, cli_plugins
from redipy_server.cli import add_arguments, serve


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code."""
    parser = argparse.ArgumentParser(prog="redipy", description="Redis, anywhere.")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True)
    cli_plugins.add_parser(commands)
    serving = commands.add_parser("serve", help="a backend over the Redis protocol")
    add_arguments(serving)
    given = parser.parse_args(arguments)
    return serve(given) if given.command == "serve" else cli_plugins.run(given)


if __name__ == "__main__":
    sys.exit(main())
