"""What the package adds: the commands that a server carries out itself."""

from __future__ import annotations

from redipy_core.command import Command, commands_of
from redipy_core.hookspecs import hookimpl


@hookimpl
def redipy_server_commands() -> list[Command]:
    """Commands about connections, transactions, messages, and the server."""
    from redipy_server.commands import MODULES

    return [command for module in MODULES for command in commands_of(module)]
