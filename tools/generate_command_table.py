"""Write ``docs/commands.md`` from the declarations.

``--check`` writes nothing and fails if the file is not what it should be.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from redipy_core.command import Command
from redipy_core.commands.left_out import LEFT_OUT
from redipy_core.plugins import default_plugins

TARGET = Path("docs/commands.md")

HEADER = """\
# Commands

Every declared command, generated from the declarations by `make faces`. The method
has the same name on the client, on the asyncio client, and in pipelines; `help()`
shows its arguments. The raw path, `client.execute("LPOP", "key")`, takes the words
of the first column. *memory* means the engine of redipy-memory; a server has every
command of its version.
"""


def cell(text: str) -> str:
    """Text for a cell of a Markdown table."""
    return text.replace("|", "\\|")


def backends(command: Command) -> str:
    """Where the command runs."""
    plugins = default_plugins()
    names = ["redis"]
    if command.name in plugins.memory_behaviours:
        names.insert(0, "memory")
    return ", ".join(names)


def notes(command: Command) -> str:
    """What is worth knowing at a glance."""
    found = ["write" if "write" in command.flags else "read"]
    if "noscript" in command.flags:
        found.append("not in scripts")
    if command.view is not None or command.options is not None:
        found.append("keyword options differ from the words")
    if command.scoped is not None:
        found.append("limited by a prefix")
    return "; ".join(found)


def row(command: Command) -> str:
    """One line of the table."""
    cells = (
        f"`{cell(command.syntax)}`",
        f"`{command.method_name}`",
        backends(command),
        cell(command.complexity),
        command.since,
        notes(command),
    )
    return f"| {' | '.join(cells)} |"


def generate() -> str:
    """The whole page."""
    commands = [
        command
        for command in default_plugins().commands.values()
        if "internal" not in command.flags
    ]
    groups: dict[str, list[Command]] = {}
    for command in commands:
        groups.setdefault(command.group, []).append(command)
    parts = [HEADER, f"{len(commands)} commands.\n"]
    for group, members in groups.items():
        parts.append(f"## {group.replace('_', ' ').capitalize()}\n")
        parts.append("| command | method | backends | complexity | since | notes |")
        parts.append("| --- | --- | --- | --- | --- | --- |")
        parts += [row(command) for command in members]
        parts.append("")
    parts.append("## Left out\n")
    parts.append(
        "Commands of the types of data, of keys, channels and transactions that are not"
        " declared.\nOn a server `client.execute(…)` sends them all the same, but for"
        " those that change the\nconnection.\n"
    )
    parts += ["| command | reason |", "| --- | --- |"]
    parts += [f"| `{name}` | {reason} |" for name, reason in sorted(LEFT_OUT.items())]
    parts.append("")
    return "\n".join(parts)


def main() -> int:
    """Write the page, or check it."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--check", action="store_true")
    check = arguments.parse_args().check
    text = generate()
    if not check:
        TARGET.write_text(text, encoding="utf-8")
        return 0
    if not TARGET.exists() or TARGET.read_text(encoding="utf-8") != text:
        print(f"{TARGET} is not current; run make faces", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
