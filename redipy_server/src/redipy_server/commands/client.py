"""CLIENT: what one may know of connections, and do to them."""

from __future__ import annotations

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
from redipy_server.clients import describe, is_of
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
        found = [s for s in clients.values() if kind is None or is_of(s, kind)]
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
    elif session.reply_mode != "off":
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


# -- ending and holding up connections ---------------------------------------------


def _read_kill(words: Sequence[bytes]) -> tuple[object, ...]:
    if len(words) == 1:
        return words[0], {}
    if len(words) % 2:
        raise CommandError(SYNTAX)
    filters: dict[bytes, object] = {}
    for name, value in zip(words[::2], words[1::2], strict=True):
        option = name.upper()
        if option == b"ID":
            number = read_integer(value)
            if number is None or number < 1:
                raise CommandError("client-id should be greater than 0")
            filters[option] = number
        elif option == b"TYPE":
            if value.lower() not in _TYPES:
                raise CommandError(f"Unknown client type '{as_c_string(value)}'")
            filters[option] = value.lower()
        elif option == b"SKIPME" and value.lower() in (b"yes", b"no"):
            filters[option] = value.lower() == b"yes"
        elif option in (b"ADDR", b"LADDR", b"USER"):
            filters[option] = value
        else:
            raise CommandError(SYNTAX)
    return None, filters


@command(
    "CLIENT KILL [old] [filters ...]",
    f"admin {_FLAGS}",
    reply=_TEXT,
    since="2.4.0",
    complexity="O(N) where N is the number of client connections",
    manual="filter ...",
    reader=_read_kill,
)
def client_kill(
    session: Session, address: bytes | None, filters: dict[bytes, object]
) -> object:
    """End connections: one by its address, or those that fit all filters."""
    state = session.state
    if address is not None:
        filters = {b"ADDR": address, b"SKIPME": False}
    user = filters.get(b"USER")
    if isinstance(user, bytes) and state.users.get(user) is None:
        raise CommandError(f"No such user '{as_c_string(user)}'")
    found = [each for each in state.clients.values() if _fits(each, session, filters)]
    for each in found:
        each.kill(by=session)
    if address is None:
        return len(found)
    if not found:
        raise CommandError("No such client")
    return OK


def _fits(each: Session, caller: Session, filters: dict[bytes, object]) -> bool:
    tests: dict[bytes, object] = {
        b"ID": each.id,
        b"ADDR": each.address.encode(),
        b"LADDR": each.local.encode(),
        b"USER": None if each.user is None else each.user.name,
    }
    if any(name in filters and filters[name] != tests[name] for name in tests):
        return False
    kind = filters.get(b"TYPE")
    if isinstance(kind, bytes) and not is_of(each, kind):
        return False
    return each is not caller or filters.get(b"SKIPME", True) is False


def _read_pause(words: Sequence[bytes]) -> tuple[object, ...]:
    mode = words[1].upper() if len(words) > 1 else b"ALL"
    if len(words) > 2 or mode not in (b"ALL", b"WRITE"):
        raise CommandError("CLIENT PAUSE mode must be WRITE or ALL")
    milliseconds = read_integer(words[0])
    if milliseconds is None:
        raise CommandError("timeout is not an integer or out of range")
    if milliseconds < 0:
        raise CommandError("timeout is negative")
    return milliseconds, mode


@command(
    "CLIENT PAUSE timeout:integer [mode=WRITE|ALL]",
    f"admin {_FLAGS}",
    reply=STATUS,
    since="3.0.0",
    complexity="O(1)",
    reader=_read_pause,
)
def client_pause(session: Session, milliseconds: int, mode: bytes) -> object:
    """Let the commands of all clients wait, or only those that write."""
    session.state.begin_pause(milliseconds / 1000, writes_only=mode == b"WRITE")
    return OK


@command(
    "CLIENT UNPAUSE",
    f"admin {_FLAGS}",
    reply=STATUS,
    since="6.2.0",
    complexity="O(N) Where N is the number of paused clients",
)
def client_unpause(session: Session) -> object:
    """Let commands wait no more."""
    session.state.end_pause()
    return OK
