"""CLUSTER: refused in the words by which clients know a server that stands alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import starmap
from typing import Final

from redipy_core.command import command
from redipy_core.errors import CommandError
from redipy_core.replies import Reply
from redipy_server.session import Session

_WIRE = Reply("WIRE", script="wire")
_STALE: Final = "stale"
_ADMIN: Final = "admin stale"
_CHANGES: Final = "admin stale no_async_loading"
_FAST: Final = "loading stale fast"

_REFUSED: Final = (
    ("ASKING", "fast"),
    ("READONLY", _FAST),
    ("READWRITE", _FAST),
    ("CLUSTER ADDSLOTS slots:string ...", _CHANGES),
    ("CLUSTER ADDSLOTSRANGE (start end) ...", _CHANGES),
    ("CLUSTER BUMPEPOCH", _CHANGES),
    ("CLUSTER COUNT-FAILURE-REPORTS node", _ADMIN),
    ("CLUSTER COUNTKEYSINSLOT slot", _STALE),
    ("CLUSTER DELSLOTS slots:string ...", _CHANGES),
    ("CLUSTER DELSLOTSRANGE (start end) ...", _CHANGES),
    ("CLUSTER FAILOVER [how=FORCE|TAKEOVER]", _CHANGES),
    ("CLUSTER FLUSHSLOTS", _CHANGES),
    ("CLUSTER FORGET node", _CHANGES),
    ("CLUSTER GETKEYSINSLOT slot count", _STALE),
    ("CLUSTER HELP", "loading stale"),
    ("CLUSTER INFO", _STALE),
    ("CLUSTER KEYSLOT name", _STALE),
    ("CLUSTER LINKS", _STALE),
    ("CLUSTER MEET ip port [bus]", _CHANGES),
    ("CLUSTER MYID", _STALE),
    ("CLUSTER NODES", _STALE),
    ("CLUSTER REPLICAS node", _ADMIN),
    ("CLUSTER REPLICATE node", _CHANGES),
    ("CLUSTER RESET [how=HARD|SOFT]", "admin stale noscript"),
    ("CLUSTER SAVECONFIG", _CHANGES),
    ("CLUSTER SET-CONFIG-EPOCH epoch", _CHANGES),
    ("CLUSTER SETSLOT slot how [node]", _CHANGES),
    ("CLUSTER SHARDS", _STALE),
    ("CLUSTER SLAVES node", _ADMIN),
    ("CLUSTER SLOTS", _STALE),
)
"""The commands of a cluster, and their flags."""


def _nothing(words: Sequence[bytes]) -> tuple[object, ...]:
    """What a refused command makes of its words."""
    return ()


def _refused(syntax: str, flags: str) -> Callable[..., object]:
    """A command that is refused, whatever its arguments."""
    words = syntax.split(" ")
    length = 2 if words[0] == "CLUSTER" else 1
    name, arguments = " ".join(words[:length]), " ".join(words[length:])

    def refuse(session: Session) -> object:
        raise CommandError("This instance has cluster support disabled")

    refuse.__name__ = name.lower().replace(" ", "_").replace("-", "_")
    refuse.__doc__ = "Refused: there is no cluster."
    declare = command(
        name,
        flags,
        reply=_WIRE,
        since="3.0.0",
        complexity="O(1)",
        reader=_nothing,
        manual=arguments,
    )
    return declare(refuse)


globals().update({each.__name__: each for each in starmap(_refused, _REFUSED)})
