"""INFO: what a server says of itself, in the words that tools read."""

from __future__ import annotations

from collections.abc import Awaitable, Iterable, Sequence
from inspect import isawaitable

from redipy_core.command import command
from redipy_core.replies import Reply
from redipy_core.serving import Size
from redipy_core.shapes import VERBATIM
from redipy_server.report import report, wanted
from redipy_server.session import Session

_TEXT = Reply("TEXT", script="text", shape=VERBATIM)


@command(
    "INFO [sections ...]",
    "loading stale",
    reply=_TEXT,
    since="1.0.0",
    complexity="O(1)",
)
def info(session: Session, sections: Sequence[bytes]) -> object:
    """What the server is and does, by sections."""
    if "keyspace" not in wanted(sections):
        return report(session.state, sections, ())
    sizes = session.raw.sizes()
    if isawaitable(sizes):
        return _report_later(session, sections, sizes)
    assert isinstance(sizes, list)
    return report(session.state, sections, sizes)


async def _report_later(
    session: Session, sections: Sequence[bytes], sizes: Awaitable[Iterable[Size]]
) -> bytes:
    return report(session.state, sections, await sizes)
