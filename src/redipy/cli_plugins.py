"""``redipy plugins``: what is installed, and help for those who write plugins."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path

from redipy_core.hookspecs import PLUGIN_API
from redipy_core.plugins import Plugins, Source, default_plugins

Run = Callable[[argparse.Namespace], int]


def plugin_report(plugins: Plugins) -> dict[str, object]:
    """What is installed, what each plugin adds, what is broken, blocked, or claimed twice."""
    conflicts = plugins.conflicts()
    adding = [{**_named(s), "adds": plugins.added_by(s)} for s in plugins.sources]
    return {
        "plugin_api": PLUGIN_API,
        "plugins": adding,
        "broken": [{**_named(b.source), "reason": b.reason} for b in plugins.broken],
        "blocked": [_named(source) for source in plugins.blocked],
        "conflicts": conflicts,
    }


def _named(source: Source) -> dict[str, object]:
    return {
        "distribution": source.distribution,
        "version": source.version,
        "plugin": source.plugin,
        "api": source.api,
    }


def print_plugins(plugins: Plugins) -> None:
    """The same report for people."""
    conflicts = plugins.conflicts()
    for source in plugins.sources:
        print(f"{source} ({source.plugin}, plugin API {source.api})")
        for kind, names in plugins.added_by(source).items():
            shown = ", ".join(names[:8]) + (" …" if len(names) > 8 else "")
            print(f"    {len(names)} {kind}: {shown}")
    for broken in plugins.broken:
        print(f"not usable: {broken}")
    for source in plugins.blocked:
        print(f"blocked: {source} ({source.plugin})")
    for conflict in conflicts:
        print(f"conflict: {conflict}")


def _list(given: argparse.Namespace) -> int:
    plugins = default_plugins()
    if given.json:
        print(json.dumps(plugin_report(plugins), indent=2))
    else:
        print_plugins(plugins)
    return 1 if plugins.broken or plugins.conflicts() else 0


def command_table(plugins: Plugins, distributions: Sequence[str]) -> Iterator[str]:
    """The commands of some distributions, or of all, as a table of Markdown."""
    yield "| command | method | does | cost |"
    yield "|---|---|---|---|"
    groups = {
        command: group.name
        for group in plugins.groups.values()
        for command in group.commands
    }
    for command in plugins.commands.values():
        source = plugins.commands.source(command.name).distribution
        if "internal" in command.flags or (
            distributions and source not in distributions
        ):
            continue
        group = groups.get(command)
        method = f"{group}.{command.method_name}" if group else command.method_name
        first = " ".join(command.doc.split("\n\n")[0].split())
        cells = f"`{command.syntax}`", f"`{method}`", first, command.complexity
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _docs(given: argparse.Namespace) -> int:
    for line in command_table(default_plugins(), given.distributions):
        print(line)
    return 0


def _faces(given: argparse.Namespace) -> int:
    # Stubs are for authors; a listing needs nothing of them.
    from redipy_core.stubs import group_stub, is_current, stub_path

    sys.path.insert(0, str(Path.cwd()))
    for name in given.modules:
        module = import_module(name)
        path = stub_path(module)
        if not given.check:
            path.write_text(group_stub(module))
            print(f"wrote {path}")
        elif not is_current(module):
            print(f"{path} is not current: run redipy plugins faces {name}")
            return 1
    return 0


def _new(given: argparse.Namespace) -> int:
    from redipy.template import write_distribution

    folder = write_distribution(given.name, given.kind, Path(given.folder))
    print(f"wrote {folder}; see its README.md for what is next")
    return 0


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add ``plugins`` and what belongs to it."""
    plugins = commands.add_parser(
        "plugins", help="what is installed and adds what; help for authors"
    )
    plugins.add_argument("--json", action="store_true", help="for programs")
    plugins.set_defaults(run=_list)
    actions = plugins.add_subparsers(metavar="{docs,faces,new}")
    docs = actions.add_parser("docs", help="the commands as a table of Markdown")
    docs.add_argument("distributions", nargs="*", metavar="DISTRIBUTION")
    docs.set_defaults(run=_docs)
    faces = actions.add_parser("faces", help="write the stub of a module of groups")
    faces.add_argument("modules", nargs="+", metavar="MODULE")
    faces.add_argument("--check", action="store_true", help="fail if it is not current")
    faces.set_defaults(run=_faces)
    new = actions.add_parser("new", help="write a new distribution to begin with")
    new.add_argument("name", metavar="NAME", help="such as counters")
    new.add_argument(
        "--kind", choices=("command", "backend", "functions"), required=True
    )
    new.add_argument("--folder", default=".", help="where to write it (here)")
    new.set_defaults(run=_new)
