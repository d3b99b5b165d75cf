"""The commands that redipy comes with, as a plugin like any other."""

from __future__ import annotations

from redipy_core.command import Command, commands_of
from redipy_core.commands import MODULES
from redipy_core.hookspecs import hookimpl


@hookimpl
def redipy_commands() -> list[Command]:
    """The declared commands of Redis."""
    return [command for module in MODULES for command in commands_of(module)]
