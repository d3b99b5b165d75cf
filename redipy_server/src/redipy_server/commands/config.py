"""CONFIG: the settings of the server, those that exist and those that tools ask for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from redipy_core.command import command
from redipy_core.errors import CommandError
from redipy_core.glob import glob_matcher
from redipy_core.replies import OK, STATUS, Reply
from redipy_core.shapes import MAP
from redipy_server.session import Session
from redipy_server.settings import read_settings, write_settings

_SETTINGS = Reply("SETTINGS", script="wire", shape=MAP)
_FLAGS: Final = "admin noscript loading stale"


@command(
    "CONFIG GET parameters ...",
    _FLAGS,
    reply=_SETTINGS,
    since="2.0.0",
    complexity="O(N) where N is the number of parameters",
)
def config_get(session: Session, parameters: Sequence[bytes]) -> object:
    """The settings whose names match one of the patterns."""
    settings = read_settings(session.state)
    found: list[object] = []
    for name, value in settings.items():
        word = name.encode()
        for pattern in parameters:
            if glob_matcher(pattern.lower())(word):
                # A name comes back as it was written, a pattern's match as it is.
                shown = pattern if pattern.lower() == word else word
                found += [shown, value.encode("utf-8", "surrogateescape")]
                break
    return found


@command(
    "CONFIG SET (parameter value) ...",
    _FLAGS,
    reply=STATUS,
    since="2.0.0",
    complexity="O(N) where N is the number of parameters",
    misfit="arity",
)
def config_set(session: Session, pairs: Sequence[tuple[bytes, bytes]]) -> object:
    """Change settings: all that are given, or none."""
    write_settings(session.state, pairs)
    return OK


@command("CONFIG RESETSTAT", _FLAGS, reply=STATUS, since="2.0.0", complexity="O(1)")
def config_resetstat(session: Session) -> object:
    """Begin to count anew."""
    session.state.reset_statistics()
    return OK


@command("CONFIG REWRITE", _FLAGS, reply=STATUS, since="2.8.0", complexity="O(1)")
def config_rewrite(session: Session) -> object:
    """Refused: there is no file of settings."""
    raise CommandError("The server is running without a config file")
