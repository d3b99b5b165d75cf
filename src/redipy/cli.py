"""The command line: ``redipy plugins``, ``redipy serve``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from redipy import __version__
from redipy_core.hookspecs import PLUGIN_API
from redipy_core.plugins import Plugins, default_plugins
from redipy_server.cli import add_arguments, serve


def plugin_report(plugins: Plugins) -> dict[str, object]:
    """What is installed, what each plugin adds, and what is broken."""
    return {
        "plugin_api": PLUGIN_API,
        "plugins": [
            {
                "distribution": source.distribution,
                "version": source.version,
                "plugin": source.plugin,
                "adds": plugins.added_by(source),
            }
            for source in plugins.sources
        ],
        "broken": [
            {
                "distribution": broken.source.distribution,
                "version": broken.source.version,
                "plugin": broken.source.plugin,
                "reason": broken.reason,
            }
            for broken in plugins.broken
        ],
    }


def print_plugins(plugins: Plugins) -> None:
    """The same report for people."""
    for source in plugins.sources:
        print(f"{source} ({source.plugin})")
        for kind, names in plugins.added_by(source).items():
            shown = ", ".join(names[:8]) + (" …" if len(names) > 8 else "")
            print(f"    {len(names)} {kind}: {shown}")
    for broken in plugins.broken:
        print(f"not usable: {broken}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code."""
    parser = argparse.ArgumentParser(prog="redipy", description="Redis, anywhere.")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True)
    listing = commands.add_parser("plugins", help="what is installed and adds what")
    listing.add_argument("--json", action="store_true", help="for programs")
    serving = commands.add_parser("serve", help="a backend over the Redis protocol")
    add_arguments(serving)
    given = parser.parse_args(arguments)
    if given.command == "serve":
        return serve(given)
    plugins = default_plugins()
    if given.json:
        print(json.dumps(plugin_report(plugins), indent=2))
    else:
        print_plugins(plugins)
    return 1 if plugins.broken else 0


if __name__ == "__main__":
    sys.exit(main())
