"""A command's name stands in its declaration, its behaviour and its test."""

from __future__ import annotations

import ast
from pathlib import Path

from redipy_core.builtin import redipy_commands
from redipy_core.command import split_syntax

ROOT = Path(__file__).resolve().parent.parent
# The server has commands of its own, and declares some again that it answers itself.
PACKAGES = ("redipy_core", "redipy_memory", "redipy_redis", "redipy_scripts", "redipy")
GENERATED = "redipy_scripts/methods/"

# Where a method's name or arguments are not the command's own: the structures of
# the script language with the names that the manual gives them, and ``now()``.
SPELLED_OUT = {"redipy_scripts/structures.py", "redipy_scripts/python/calls.py"}


# Calls whose first argument names a command.
NAMING = {"command", "reads", "changes", "creates", "replaces", "keyspace", "Call"}
NAMING |= {"_call", "_shaped", "CallCommand", "CallRedis"}


def named_in(file: Path) -> set[str]:
    """The commands that a file names."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        function = getattr(node.func, "id", getattr(node.func, "attr", None))
        first = node.args[0]
        if isinstance(first, ast.JoinedStr):
            first = first.values[0]
        if function in NAMING and isinstance(first, ast.Constant):
            found.add(split_syntax(str(first.value))[0])
    return found


def places() -> dict[str, set[str]]:
    """For each command the files of the packages that name it."""
    found: dict[str, set[str]] = {}
    for package in PACKAGES:
        folder = ROOT / ("src" if package == "redipy" else f"{package}/src")
        for file in folder.rglob("*.py"):
            name = str(file.relative_to(folder))
            if not name.startswith(GENERATED) and "/testing/" not in name:
                for command in named_in(file):
                    found.setdefault(command, set()).add(name)
    return found


def test_a_command_stands_in_its_declaration_and_its_behaviour() -> None:
    found = places()
    for command in redipy_commands():
        if "internal" in command.flags:
            continue
        group = f"{command.group}.py"
        expected = {f"redipy_core/commands/{group}", f"redipy_memory/{group}"}
        assert found[command.name] - SPELLED_OUT == expected, command.name
