"""DEBUG: what tests ask for."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from inspect import isawaitable
from typing import Final

from redipy_core.command import command
from redipy_core.errors import NO_SUCH_KEY, CommandError
from redipy_core.replies import OK, STATUS, TEXT_STATUS, Status
from redipy_core.text import to_double
from redipy_server.session import Session

_DEBUG: Final = "admin noscript loading stale"


@command("DEBUG SLEEP seconds", _DEBUG, reply=STATUS, since="1.0.0", complexity="O(1)")
def debug_sleep(session: Session, seconds: bytes) -> object:
    """Answer after some time. Only this client waits for it."""
    return _sleep(max(to_double(seconds), 0.0))


async def _sleep(seconds: float) -> object:
    await asyncio.sleep(seconds)
    return OK


@command(
    "DEBUG OBJECT key", _DEBUG, reply=TEXT_STATUS, since="1.0.0", complexity="O(1)"
)
def debug_object(session: Session, key: bytes) -> object:
    """How a value is kept, as far as OBJECT ENCODING tells."""
    encoding = session.ask([b"OBJECT", b"ENCODING", key])
    if isawaitable(encoding):
        return _described_later(encoding)
    return _described(encoding)


async def _described_later(encoding: Awaitable[object]) -> object:
    return _described(await encoding)


def _described(encoding: object) -> object:
    if not isinstance(encoding, bytes):
        raise CommandError(NO_SUCH_KEY)
    return Status(
        b"Value at:0x0 refcount:1 encoding:%b serializedlength:0 lru:0"
        b" lru_seconds_idle:0" % encoding
    )


@command(
    "DEBUG SET-ACTIVE-EXPIRE on", _DEBUG, reply=STATUS, since="1.0.0", complexity="O(1)"
)
def debug_set_active_expire(session: Session, on: bytes) -> object:
    """Taken, and of no effect: what has expired is never seen anyway."""
    return OK
