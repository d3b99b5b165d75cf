"""``redipy script``: a look at what a script becomes."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module

from redipy_core.errors import ArgumentError, ArgumentValueError
from redipy_core.explain import explain
from redipy_core.script import ScriptFunction, ScriptSource, as_script


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and what it is given."""
    scripts = commands.add_parser("script", help="look at scripts")
    actions = scripts.add_subparsers(dest="action", required=True)
    show = actions.add_parser("show", help="the tree, the Python and the Lua of one")
    show.add_argument("name", help="module:name of a function or FnContext")
    show.set_defaults(run=_show)


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
    if isinstance(found, ScriptFunction):
        return found.script
    return as_script(found)  # type: ignore[arg-type]  # it looks


def _show(given: argparse.Namespace) -> int:
    """Print a script's tree and what it compiles to; the exit code."""
    sys.path.insert(0, "")  # as python -m does
    try:
        print(explain(script_named(given.name)))
    except ArgumentError as error:
        print(f"redipy: {error}", file=sys.stderr)
        return 2
    return 0
