"""The server as a whole: what is saved, what it is, how it ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from redipy_core.command import command
from redipy_core.errors import SYNTAX, CommandError
from redipy_core.replies import INTEGER, OK, STATUS, TEXT_STATUS, Reply
from redipy_core.shapes import MAP, VERBATIM
from redipy_server.report import human, memory_used
from redipy_server.session import Session
from redipy_server.state import VERSION

_WIRE = Reply("WIRE", script="wire")
_TEXT = Reply("TEXT", script="text", shape=VERBATIM)
_STATS = Reply("MEMORY_STATS", script="wire", shape=MAP)
_NOT_SAVED: Final = "this server keeps nothing on disk: there is nothing to save"
_ALONE: Final = "this server stands alone: there is no replication"


@command(
    "SAVE",
    "admin noscript no_async_loading no_multi",
    reply=STATUS,
    since="1.0.0",
    complexity="O(1)",
)
def save(session: Session) -> object:
    """Refused: the store is not kept on disk."""
    raise CommandError(_NOT_SAVED)


@command(
    "BGSAVE [schedule=SCHEDULE]",
    "admin noscript no_async_loading",
    reply=TEXT_STATUS,
    since="1.0.0",
    complexity="O(1)",
)
def bgsave(session: Session, schedule: object) -> object:
    """Refused: the store is not kept on disk."""
    raise CommandError(_NOT_SAVED)


@command(
    "BGREWRITEAOF",
    "admin noscript no_async_loading",
    reply=TEXT_STATUS,
    since="1.0.0",
    complexity="O(1)",
)
def bgrewriteaof(session: Session) -> object:
    """Refused: the store is not kept on disk."""
    raise CommandError(_NOT_SAVED)


@command(
    "LASTSAVE", "loading stale fast", reply=INTEGER, since="1.0.0", complexity="O(1)"
)
def lastsave(session: Session) -> int:
    """When the server began: nothing was saved since."""
    return int(session.state.started)


@command(
    "SHUTDOWN [how=NOSAVE|SAVE] [NOW] [FORCE] [ABORT]",
    "admin noscript loading stale no_multi allow_busy",
    reply=STATUS,
    since="1.0.0",
    complexity="O(1)",
)
def shutdown(
    session: Session, how: bytes | None, now: bool, force: bool, abort: bool
) -> object:
    """End the server. What is asked to be saved first cannot be."""
    if abort:
        if how or now or force:
            raise CommandError(SYNTAX)
        raise CommandError("No shutdown in progress.")
    if how == b"SAVE" and not force:
        raise CommandError(_NOT_SAVED)
    session.state.stop()
    return session.leave()


@command(
    "ROLE",
    "noscript loading stale fast",
    reply=_WIRE,
    since="2.8.12",
    complexity="O(1)",
)
def role(session: Session) -> object:
    """A master without replicas."""
    return [b"master", 0, []]


def _read_master(words: Sequence[bytes]) -> tuple[object, ...]:
    return tuple(words)


@command(
    "REPLICAOF host port",
    "admin noscript stale no_async_loading",
    reply=STATUS,
    since="5.0.0",
    complexity="O(1)",
    reader=_read_master,
)
def replicaof(session: Session, host: bytes, port: bytes) -> object:
    """``REPLICAOF NO ONE`` is the case already; a replica it cannot be."""
    if (host.upper(), port.upper()) != (b"NO", b"ONE"):
        raise CommandError(_ALONE)
    return OK


@command(
    "SLAVEOF host port",
    "admin noscript stale no_async_loading",
    reply=STATUS,
    since="1.0.0",
    complexity="O(1)",
    reader=_read_master,
)
def slaveof(session: Session, host: bytes, port: bytes) -> object:
    """The old name of REPLICAOF."""
    return replicaof(session, host, port)


@command(
    "LOLWUT [version=VERSION number:integer]",
    "readonly fast",
    reply=_TEXT,
    since="5.0.0",
    complexity="O(1)",
)
def lolwut(session: Session, version: int | None) -> bytes:
    """Which server this is."""
    return f"Redis ver. {VERSION}\n".encode()


@command("MODULE LIST", "admin noscript", reply=_WIRE, since="4.0.0", complexity="O(1)")
def module_list(session: Session) -> object:
    """There are no modules."""
    return []


# -- MEMORY -------------------------------------------------------------------------


@command("MEMORY DOCTOR", "", reply=_TEXT, since="4.0.0", complexity="O(1)")
def memory_doctor(session: Session) -> bytes:
    """How much memory the process holds, for people."""
    used, most = memory_used()
    most = max(used, most)
    return f"The process holds {human(used)}, {human(most)} at most.\n".encode()


@command("MEMORY PURGE", "", reply=STATUS, since="4.0.0", complexity="O(1)")
def memory_purge(session: Session) -> object:
    """Nothing to do: Python gives memory back by itself."""
    return OK


@command("MEMORY MALLOC-STATS", "", reply=_TEXT, since="4.0.0", complexity="O(1)")
def memory_malloc_stats(session: Session) -> bytes:
    """Python's allocator keeps no statistics, and says so."""
    return b"Stats not supported for the current allocator"


@command("MEMORY STATS", "", reply=_STATS, since="4.0.0", complexity="O(1)")
def memory_stats(session: Session) -> object:
    """How much memory the process holds, in bytes."""
    used, most = memory_used()
    return [
        *(b"peak.allocated", max(used, most), b"total.allocated", used),
        *(b"startup.allocated", 0, b"replication.backlog", 0, b"clients.slaves", 0),
        *(b"clients.normal", 0, b"aof.buffer", 0, b"lua.caches", 0),
        *(b"functions.caches", 0, b"overhead.total", 0, b"dataset.bytes", used),
    ]
