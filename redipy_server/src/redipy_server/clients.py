"""What CLIENT LIST says of a connection."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from redipy_server.session import Session


def flags(session: Session) -> str:
    """The letters by which CLIENT LIST shows a connection's state."""
    letters = {
        "O": session.id in session.state.monitors,
        "P": session.subscriptions > 0,
        "x": session.queue is not None,
        "b": session.blocked,
        "t": session.tracking is not None,
        "R": session.tracking is not None and session.tracking.broken,
        "B": session.tracking is not None and session.tracking.bcast,
        "d": session.spoilt,
        "e": session.no_evict,
    }
    return "".join(letter for letter, holds in letters.items() if holds) or "N"


def is_of(session: Session, kind: bytes) -> bool:
    """Whether the connection is of this type: normal, pubsub, replica, master."""
    own = b"pubsub" if session.subscriptions else b"normal"
    return kind == own


def describe(session: Session) -> bytes:
    """A connection as a line of CLIENT LIST."""
    listening = session.listening
    now = time.time()
    entry = session.state.index.find(session.last_words) if session.last_words else None
    command_name = "NULL" if entry is None else entry.full_name
    fields: dict[str, object] = {
        "id": session.id,
        "addr": session.address,
        "laddr": session.local,
        "fd": session.descriptor,
        "name": session.name.decode("latin-1"),
        "age": int(now - session.started),
        "idle": int(now - session.last_used),
        "flags": flags(session),
        "db": session.database,
        "sub": len(listening["channel"]),
        "psub": len(listening["pattern"]),
        "ssub": len(listening["shard"]),
        "multi": -1 if session.queue is None else len(session.queue),
        "qbuf": session.waiting_bytes,
        "qbuf-free": 0,
        "argv-mem": sum(map(len, session.last_words)),
        "multi-mem": 0,
        "rbs": 0,
        "rbp": 0,
        "obl": 0,
        "oll": 0,
        "omem": 0,
        "tot-mem": 0,
        "events": "r",
        "cmd": command_name,
        "user": "(superuser)"
        if session.user is None
        else session.user.name.decode("latin-1"),
        "redir": -1,
        "resp": session.protocol,
        "lib-name": session.library[b"lib-name"].decode("latin-1"),
        "lib-ver": session.library[b"lib-ver"].decode("latin-1"),
    }
    return " ".join(f"{name}={value}" for name, value in fields.items()).encode(
        "latin-1"
    )
