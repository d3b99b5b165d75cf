"""The server's own commands, one file a group.

Each is declared as all commands are, by :func:`redipy_core.command.command`. Its
function is what it does: it takes the session and the slot values, and gives
the wire reply, an awaitable of it, or a reply that is written out already.
"""

from redipy_server.commands import (
    client,
    config,
    connection,
    info,
    introspection,
    pubsub,
    transactions,
)

MODULES = (connection, client, transactions, pubsub, introspection, info, config)
