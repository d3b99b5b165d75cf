"""CLIENT: what one may know of connections, and do to them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Final

from redipy_core.command import command
from redipy_core.errors import (
    SYNTAX,
    CommandError,
    ResponseError,
    as_c_string,
)
from redipy_core.replies import BULK, INTEGER, OK, STATUS, Reply
from redipy_core.shapes import VERBATIM
from redipy_core.text import read_integer
from redipy_server.commands.connection import check_name
from redipy_server.handlers import Encoded
from redipy_server.session import Session

_FLAGS: Final = "noscript loading stale"
_TEXT = Reply("TEXT", script="text", shape=VERBATIM)


@command("CLIENT ID", _FLAGS, reply=INTEGER, since="5.0.0", complexity="O(1)")
def client_id(session: Session) -> int:
    """The number of this connection."""
    return session.id


@command(
    "CLIENT SETNAME connection-name",
    _FLAGS,
    reply=STATUS,
    since="2.6.9",
    complexity="O(1)",
)
def client_setname(session: Session, name: bytes) -> object:
    """Name this connection; an empty name takes it away."""
    check_name(name)
    session.name = name
    return OK


@command("CLIENT GETNAME", _FLAGS, reply=BULK, since="2.6.9", complexity="O(1)")
def client_getname(session: Session) -> bytes | None:
    """The name of this connection, nil if it has none."""
    return session.name or None


@command(
    "CLIENT SETINFO attribute value",
    _FLAGS,
    reply=STATUS,
    since="7.2.0",
    complexity="O(1)",
)
def client_setinfo(session: Session, attribute: bytes, value: bytes) -> object:
    """Say which library speaks here, and its version."""
    name = attribute.lower()
    if name not in session.library:
        raise CommandError(f"Unrecognized option '{as_c_string(attribute)}'")
    check_name(value, name.decode())
    session.library[name] = value
    return OK


@command("CLIENT INFO", _FLAGS, reply=_TEXT, since="6.2.0", complexity="O(1)")
def client_info(session: Session) -> bytes:
    """A line about this connection."""
    return describe(session) + b"\n"


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
        "flags": session.flags,
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


_TYPES: Final = (b"normal", b"master", b"replica", b"slave", b"pubsub")


def _read_list(words: Sequence[bytes]) -> tuple[object, ...]:
    if not words:
        return None, None
    first = words[0].upper()
    if first == b"TYPE" and len(words) == 2:
        kind = words[1].lower()
        if kind not in _TYPES:
            raise CommandError(f"Unknown client type '{as_c_string(words[1])}'")
        return kind, None
    if first == b"ID" and len(words) > 1:
        numbers = [read_integer(word) for word in words[1:]]
        if None in numbers:
            raise CommandError("Invalid client ID")
        return None, numbers
    raise CommandError(SYNTAX)


@command(
    "CLIENT LIST [kind=TYPE type] [ids=ID id ...]",
    f"admin {_FLAGS}",
    reply=_TEXT,
    since="2.4.0",
    complexity="O(N) where N is the number of client connections",
    reader=_read_list,
)
def client_list(
    session: Session, kind: bytes | None, ids: Sequence[int] | None
) -> bytes:
    """A line about each connection."""
    clients = session.state.clients
    if ids is not None:
        found = [clients[i] for i in ids if i in clients]
    else:
        found = [s for s in clients.values() if kind is None or s.is_of(kind)]
    return b"".join(describe(each) + b"\n" for each in found)


def _read_reply(words: Sequence[bytes]) -> tuple[object, ...]:
    mode = words[0].upper()
    if mode not in (b"ON", b"OFF", b"SKIP"):
        raise CommandError(SYNTAX)
    return (mode,)


@command(
    "CLIENT REPLY how=(ON|OFF|SKIP)",
    _FLAGS,
    reply=STATUS,
    since="3.2.0",
    complexity="O(1)",
    reader=_read_reply,
)
def client_reply(session: Session, mode: bytes) -> object:
    """Whether replies are wanted: all, none, or not the next one."""
    if mode == b"ON":
        session.reply_mode = "on"
    elif mode == b"OFF":
        session.reply_mode = "off"
    elif session.reply_mode == "on":
        session.reply_mode = "skip next"
    session.refresh()
    return OK if mode == b"ON" else Encoded(b"")


@command(
    "CLIENT UNBLOCK client-id:integer [how=TIMEOUT|ERROR]",
    f"admin {_FLAGS}",
    reply=INTEGER,
    since="5.0.0",
    complexity="O(log N) where N is the number of client connections",
)
def client_unblock(session: Session, number: int, how: bytes | None) -> int:
    """End the wait of another connection; whether it was waiting."""
    other = session.state.clients.get(number)
    if other is None:
        return 0
    error = None
    if how == b"ERROR":
        error = ResponseError("client unblocked via CLIENT UNBLOCK", "UNBLOCKED")
    return int(other.unblock(error))


@command(
    "CLIENT NO-EVICT how=(ON|OFF)",
    f"admin {_FLAGS}",
    reply=STATUS,
    since="7.0.0",
    complexity="O(1)",
)
def client_no_evict(session: Session, how: bytes) -> object:
    """Whether this connection is spared when memory is short; it always is."""
    session.no_evict = how == b"ON"
    return OK
