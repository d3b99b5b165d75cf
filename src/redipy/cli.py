"""The command line: ``redipy plugins``, ``redipy serve``, ``redipy script show``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from importlib import import_module

from redipy import ExecFunction, __version__
from redipy_core.errors import ArgumentError, ArgumentValueError
from redipy_core.explain import explain
from redipy_core.hookspecs import PLUGIN_API
from redipy_core.plugins import Plugins, default_plugins
from redipy_core.script import ScriptSource, as_script
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


def script_named(name: str) -> ScriptSource:
    """The script that ``module:name`` names; ArgumentError says what is wrong."""
    module_name, _, path = name.partition(":")
    if not module_name or not path:
        raise ArgumentValueError(f"write module:name, not {name!r}")
    try:
        found: object = import_module(module_name)
        for part in path.split("."):
            found = getattr(found, part)
    except (ImportError, AttributeError) as error:
        raise ArgumentValueError(f"there is no {name}: {error}") from None
    if isinstance(found, ExecFunction):
        return found.script
    return as_script(found)  # type: ignore[arg-type]  # it looks


def show_script(name: str) -> int:
    """Print a script's tree and what it compiles to; the exit code."""
    sys.path.insert(0, "")  # as python -m does
    try:
        print(explain(script_named(name)))
    except ArgumentError as error:
        print(f"redipy: {error}", file=sys.stderr)
        return 2
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code."""
    parser = argparse.ArgumentParser(prog="redipy", description="Redis, anywhere.")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True)
    listing = commands.add_parser("plugins", help="what is installed and adds what")
    listing.add_argument("--json", action="store_true", help="for programs")
    serving = commands.add_parser("serve", help="a backend over the Redis protocol")
    add_arguments(serving)
    scripts = commands.add_parser("script", help="look at scripts")
    actions = scripts.add_subparsers(dest="action", required=True)
    show = actions.add_parser("show", help="the tree, the Python and the Lua of one")
    show.add_argument("name", help="module:name of a function or FnContext")
    given = parser.parse_args(arguments)
    if given.command == "serve":
        return serve(given)
    if given.command == "script":
        return show_script(given.name)
    plugins = default_plugins()
    if given.json:
        print(json.dumps(plugin_report(plugins), indent=2))
    else:
        print_plugins(plugins)
    return 1 if plugins.broken else 0


if __name__ == "__main__":
    sys.exit(main())
