"""Which commands scripts may call.

What a declaration says decides: the flag ``noscript``, and whether a call waits
or needs the whole keyspace. For what is not declared the lists below stand in.
"""

from __future__ import annotations

from typing import Final

from redipy_core.binder import CommandTable
from redipy_core.calls import name_words
from redipy_core.command import Command
from redipy_core.grammar import Arg
from redipy_core.tree import Slot

REFUSED_BY_SERVERS: Final = frozenset(
    {
        *("ACL", "AUTH", "BGREWRITEAOF", "BGSAVE", "CLIENT", "CONFIG", "DEBUG"),
        *("DISCARD", "EVAL", "EVALSHA", "EVALSHA_RO", "EVAL_RO", "EXEC", "FAILOVER"),
        *("FCALL", "FCALL_RO", "FUNCTION", "HELLO", "LATENCY", "MODULE", "MONITOR"),
        *("MULTI", "PSUBSCRIBE", "PSYNC", "PUNSUBSCRIBE", "QUIT", "REPLCONF"),
        *("REPLICAOF", "RESET", "ROLE", "SAVE", "SCRIPT", "SHUTDOWN", "SLAVEOF"),
        *("SSUBSCRIBE", "SUBSCRIBE", "SUNSUBSCRIBE", "SYNC", "UNSUBSCRIBE"),
        *("UNWATCH", "WAITAOF", "WATCH"),
    }
)
"""Commands that are not declared and that servers refuse in scripts, by their
first word. A declared one has the flag ``noscript``."""

_WAITS: Final = "waits"
_CONNECTION: Final = "changes the connection"
_OTHERS: Final = "changes other databases or servers"
_ADMIN: Final = "administers the server"

REFUSED_BY_US: Final = {
    **dict.fromkeys(("ASKING", "READONLY", "READWRITE", "SELECT"), _CONNECTION),
    **dict.fromkeys(("MIGRATE", "RESTORE-ASKING", "SWAPDB"), _OTHERS),
    **dict.fromkeys(("CLUSTER", "PFDEBUG", "PFSELFTEST", "SLOWLOG"), _ADMIN),
}
"""Commands that servers carry out in scripts and no script here may call."""

_FORBIDDEN_FLAGS = frozenset({"noscript", "internal"})


def forbidden(name: str, table: CommandTable) -> str | None:
    """Why a command cannot be called from a script; None if it can."""
    command, upper = table.on_wire(name_words(name)), name.upper()
    if command is None and upper in table:
        command = table[upper]  # an internal one, which nobody calls by words
    first = upper.partition(" ")[0]
    if first in REFUSED_BY_SERVERS or (command and command.flags & _FORBIDDEN_FLAGS):
        return f"{upper} cannot be called from a script"
    if first in REFUSED_BY_US:
        return f"{upper} cannot be called from a script: it {REFUSED_BY_US[first]}"
    if command is not None and must_wait(command):
        return f"{upper} cannot be called from a script: it {_WAITS}"
    if command is not None and command.scoped is not None:
        return f"{upper} looks at the whole database and not at keys of a script"
    return None


def must_wait(command: Command) -> bool:
    """Whether every call of the command may wait."""
    return "blocking" in command.flags and any(
        arg.name == "timeout" and not arg.optional for arg in command.args
    )


def is_waiting(arg: Arg) -> bool:
    """Whether giving this argument makes a call wait: BLOCK of XREAD."""
    return arg.token == b"BLOCK"


def waits(command: Command, slots: tuple[Slot, ...]) -> bool:
    """Whether a call of a blocking command asks to wait."""
    return "blocking" in command.flags and any(
        is_waiting(arg) and slot is not None
        for arg, slot in zip(command.args, slots, strict=True)
    )
