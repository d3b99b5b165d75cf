"""Commands of Redis 7.0's types of data, of channels, transactions and connections
that are not declared, and why; and the neighbours of declared subcommands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_TRANSACTION: Final = (
    "changes the connection; see transaction(), watch() and pipeline()"
)
_SUBSCRIPTION: Final = "changes the connection; see pubsub()"
_HELP: Final = "prints text for people"
_CONNECTING: Final = "a client does so when it connects; see its options"
_CLIENTS: Final = "is about a server's connections"
_MEMORY: Final = "is about a server's memory as a whole"

LEFT_OUT: Final[Mapping[str, str]] = {
    **dict.fromkeys(("DISCARD", "EXEC", "MULTI", "UNWATCH", "WATCH"), _TRANSACTION),
    **dict.fromkeys(
        (
            "PSUBSCRIBE",
            "PUNSUBSCRIBE",
            "SSUBSCRIBE",
            "SUBSCRIBE",
            "SUNSUBSCRIBE",
            "UNSUBSCRIBE",
        ),
        _SUBSCRIPTION,
    ),
    **dict.fromkeys(
        (
            *("CLIENT HELP", "MEMORY HELP", "OBJECT HELP", "PUBSUB HELP"),
            *("XGROUP HELP", "XINFO HELP"),
        ),
        _HELP,
    ),
    **dict.fromkeys(("AUTH", "HELLO", "SELECT"), _CONNECTING),
    **dict.fromkeys(
        (
            *("CLIENT CACHING", "CLIENT GETNAME", "CLIENT GETREDIR", "CLIENT ID"),
            *("CLIENT INFO", "CLIENT KILL", "CLIENT LIST", "CLIENT NO-EVICT"),
            *("CLIENT PAUSE", "CLIENT REPLY", "CLIENT SETNAME", "CLIENT TRACKING"),
            *("CLIENT TRACKINGINFO", "CLIENT UNBLOCK", "CLIENT UNPAUSE"),
        ),
        _CLIENTS,
    ),
    **dict.fromkeys(
        ("MEMORY DOCTOR", "MEMORY MALLOC-STATS", "MEMORY PURGE", "MEMORY STATS"),
        _MEMORY,
    ),
    **dict.fromkeys(("QUIT", "RESET"), "ends what a connection does; see close()"),
    "MIGRATE": "administers servers",
    "PFDEBUG": "tests a server's insides",
    "PFSELFTEST": "tests a server's insides",
}
"""By name. A backend that sends words to a server has them through ``execute``."""
