"""The connection: who speaks, in which version of the protocol, to which database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from redipy_core.command import command
from redipy_core.errors import (
    SYNTAX,
    AuthenticationError,
    CommandError,
    ResponseError,
    as_c_string,
)
from redipy_core.replies import BULK, STATUS, TEXT_STATUS, Either, Reply, Status
from redipy_core.shapes import MAP
from redipy_core.text import read_integer
from redipy_server.encoding import bulk
from redipy_server.handlers import Encoded
from redipy_server.session import Session
from redipy_server.state import VERSION

REFUSED: Final = "invalid username-password pair or user is disabled."
_NOTHING_TO_GIVE: Final = (
    "AUTH <password> called without any password configured for the default user."
    " Are you sure your configuration is correct?"
)
_FIRST_AUTHENTICATE: Final = (
    "HELLO must be called with the client already authenticated, otherwise the"
    " HELLO AUTH <user> <pass> option can be used to authenticate the client"
    " and select the RESP protocol version at the same time"
)
PROPERTIES = Reply("PROPERTIES", script="wire", shape=MAP)
"""Names and values in turns."""


@command(
    "PING [message]",
    "fast",
    reply=Either("message", given=BULK, absent=TEXT_STATUS),
    since="1.0.0",
    complexity="O(1)",
)
def ping(session: Session, message: bytes | None) -> object:
    """A sign of life: PONG, or the message."""
    if session.protocol == 2 and session.subscriptions:
        return Encoded(b"*2\r\n$4\r\npong\r\n" + bulk(message or b""))
    return Status(b"PONG") if message is None else message


@command(
    "SELECT index:integer",
    "loading stale fast",
    reply=STATUS,
    since="1.0.0",
    complexity="O(1)",
)
def select(session: Session, index: int) -> object:
    """Change the connection's database."""
    if not -(2**31) <= index < 2**31:
        raise CommandError(
            "value is out of range, value must between -2147483648 and 2147483647"
        )
    moved = session.select(index)
    return OK if moved is None else after(moved, OK)


def _read_auth(words: Sequence[bytes]) -> tuple[object, ...]:
    if len(words) > 2:
        raise CommandError(SYNTAX)
    return (None, words[0]) if len(words) == 1 else tuple(words)


@command(
    "AUTH [username] password",
    "noscript loading stale fast no_auth allow_busy",
    reply=STATUS,
    since="1.0.0",
    complexity="O(N) where N is the number of passwords defined for the user",
    reader=_read_auth,
)
def auth(session: Session, username: bytes | None, password: bytes) -> object:
    """Authenticate the connection."""
    if username is None:
        if session.state.users.default.nopass:
            raise CommandError(_NOTHING_TO_GIVE)
        username = b"default"
    _log_in(session, username, password)
    return OK


def _log_in(session: Session, name: bytes, password: bytes) -> None:
    user = session.state.users.authenticated(name, password)
    if user is None:
        session.state.note_refusal(session, "auth", b"AUTH", name)
        raise AuthenticationError(REFUSED, "WRONGPASS")
    session.log_in(user)


def _read_hello(words: Sequence[bytes]) -> tuple[object, ...]:
    protocol: int | None = None
    credentials: tuple[bytes, bytes] | None = None
    name: bytes | None = None
    if words:
        protocol = read_integer(words[0])
        if protocol is None:
            raise CommandError("Protocol version is not an integer or out of range")
        if protocol not in (2, 3):
            raise ResponseError("unsupported protocol version", "NOPROTO")
    at = 1
    while at < len(words):
        option, left = words[at].upper(), len(words) - at - 1
        if option == b"AUTH" and left >= 2:
            credentials = words[at + 1], words[at + 2]
            at += 3
        elif option == b"SETNAME" and left:
            name = words[at + 1]
            at += 2
        else:
            shown = as_c_string(words[at])
            raise CommandError(f"Syntax error in HELLO option '{shown}'")
    return protocol, credentials, name


@command(
    "HELLO [protover:integer] [auth=AUTH username password] [name=SETNAME clientname]",
    "noscript loading stale fast no_auth allow_busy",
    reply=PROPERTIES,
    since="6.0.0",
    complexity="O(1)",
    reader=_read_hello,
)
def hello(
    session: Session,
    protocol: int | None,
    credentials: tuple[bytes, bytes] | None,
    name: bytes | None,
) -> object:
    """Choose the protocol's version; authenticate and name the connection."""
    if name is not None:
        check_name(name)
    if credentials is not None:
        _log_in(session, *credentials)
    if session.user is None:
        raise AuthenticationError(_FIRST_AUTHENTICATE, "NOAUTH")
    if protocol is not None:
        session.speak(3 if protocol == 3 else 2)
    if name is not None:
        session.name = name
    return [
        *(b"server", b"redis", b"version", VERSION.encode()),
        *(b"proto", session.protocol, b"id", session.id),
        *(b"mode", b"standalone", b"role", b"master", b"modules", []),
    ]


def check_name(name: bytes, what: str = "Client names") -> None:
    """CommandError unless a name has no blanks and nothing unprintable in it."""
    if any(not 33 <= byte <= 126 for byte in name):
        raise CommandError(
            f"{what} cannot contain spaces, newlines or special characters."
        )


@command(
    "QUIT [_more ...]",
    "noscript loading stale fast no_auth allow_busy",
    reply=STATUS,
    since="1.0.0",
    complexity="O(1)",
)
def quit_(session: Session, more: Sequence[bytes]) -> object:
    """Close the connection."""
    session.end()
    return OK


@command(
    "RESET",
    "noscript loading stale fast no_auth allow_busy",
    reply=TEXT_STATUS,
    since="6.2.0",
    complexity="O(1)",
)
def reset(session: Session) -> object:
    """Make the connection what it was at its beginning."""
    session.reset()
    return Status(b"RESET")


async def after(awaitable: object, reply: object) -> object:
    """``reply``, when something is done."""
    await awaitable  # type: ignore[misc]  # a session's method gave it because it waits
    return reply


OK = Status(b"OK")
