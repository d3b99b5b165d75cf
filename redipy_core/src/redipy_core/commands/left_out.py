"""Commands of Redis 7.0's types of data that are not declared, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_TRANSACTION: Final = (
    "changes the connection; see transaction(), watch() and pipeline()"
)
_SUBSCRIPTION: Final = "changes the connection; see pubsub()"
_HELP: Final = "prints text for people"

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
    **dict.fromkeys(("OBJECT HELP", "PUBSUB HELP", "XGROUP HELP", "XINFO HELP"), _HELP),
    "DUMP": "the serialised form is not written yet",
    "MIGRATE": "administers servers",
    "PFDEBUG": "tests a server's insides",
    "PFSELFTEST": "tests a server's insides",
    "RESTORE": "the serialised form is not read yet",
}
"""By name. A backend that sends words to a server has them through ``execute``."""
