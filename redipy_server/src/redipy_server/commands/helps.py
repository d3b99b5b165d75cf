"""HELP of each container: its subcommands, by their declarations."""

from __future__ import annotations

from collections.abc import Callable

from redipy_core.command import command
from redipy_core.replies import Reply
from redipy_core.shapes import SIMPLE, array
from redipy_server.session import Session

_HELP = Reply("HELP", script="wire", shape=array(SIMPLE))
_CONTAINERS = (
    *("ACL", "CLIENT", "COMMAND", "CONFIG", "LATENCY", "MEMORY", "MODULE", "OBJECT"),
    *("PUBSUB", "SCRIPT", "SLOWLOG", "XGROUP", "XINFO"),
)


def _help(container: str) -> Callable[..., object]:
    """The command that tells of a container's subcommands, by their declarations."""

    def tell(session: Session) -> object:
        lines: list[bytes] = []
        subcommands = session.state.index.containers[container.encode()]
        for _, entry in sorted(subcommands.items()):
            lines.append(entry.command.syntax.removeprefix(container).strip().encode())
            lines.append(b"    " + entry.command.doc.partition("\n")[0].encode())
        return lines

    tell.__name__ = f"{container.lower()}_help"
    tell.__doc__ = f"What {container} can do."
    declare = command(
        f"{container} HELP",
        "loading stale",
        reply=_HELP,
        since="2.0.0",
        complexity="O(1)",
    )
    return declare(tell)


for _container in _CONTAINERS:
    globals()[f"{_container.lower()}_help"] = _help(_container)
