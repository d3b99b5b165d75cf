"""The server's own commands, one file a group.

Each is declared as all commands are, by :func:`redipy_core.command.command`. Its
function is what it does: it takes the session and the slot values, and gives
the wire reply, an awaitable of it, or a reply that is written out already.
"""

from redipy_server.commands import (
    acl,
    client,
    cluster,
    config,
    connection,
    debug,
    functions,
    helps,
    info,
    introspection,
    monitoring,
    pubsub,
    scripting,
    server,
    tracking,
    transactions,
)

MODULES = (
    connection,
    client,
    tracking,
    transactions,
    pubsub,
    scripting,
    functions,
    introspection,
    info,
    config,
    acl,
    monitoring,
    server,
    cluster,
    debug,
    helps,
)
