"""The command line: ``redipy plugins``, ``serve``, ``cli`` and ``script``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import cast

from redipy import __version__, cli_plugins, cli_scripts
from redipy_core.errors import PluginError
from redipy_server import cli as cli_server
from redipy_server import shell

Run = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code."""
    parser = argparse.ArgumentParser(prog="redipy", description="Redis, anywhere.")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True)
    cli_plugins.add_parser(commands)
    serving = commands.add_parser("serve", help="a backend over the Redis protocol")
    cli_server.add_arguments(serving)
    serving.set_defaults(run=cli_server.serve)
    talking = commands.add_parser("cli", help="commands to a store, as one types them")
    shell.add_arguments(talking)
    talking.set_defaults(run=shell.run_shell)
    cli_scripts.add_parser(commands)
    given = parser.parse_args(arguments)
    try:
        return cast(Run, given.run)(given)
    except (PluginError, OSError) as error:
        print(f"redipy: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
