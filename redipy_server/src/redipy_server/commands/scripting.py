"""EVAL and its kin: what runs Lua takes the place of what refuses it here."""

from __future__ import annotations

from collections.abc import Sequence

from redipy_core.command import command
from redipy_core.errors import NOT_AN_INTEGER, CommandError
from redipy_core.replies import Reply
from redipy_core.text import read_integer
from redipy_server.session import Session

_ANY = Reply("ANY", script="wire")
_FLAGS = "noscript stale skip_monitor may_replicate no_mandatory_keys"
_COST = "Depends on the script that is executed."
_WORDS = "_numkeys [keys ...] [arguments ...]"
NO_LUA = "this server runs no Lua: install redipy-server[lua]"


def read_script(words: Sequence[bytes]) -> tuple[object, ...]:
    """The script or its digest, its keys, its arguments."""
    count = read_integer(words[1])
    if count is None:
        raise CommandError(NOT_AN_INTEGER)
    if count > len(words) - 2:
        raise CommandError("Number of keys can't be greater than number of args")
    if count < 0:
        raise CommandError("Number of keys can't be negative")
    return words[0], tuple(words[2 : 2 + count]), tuple(words[2 + count :])


@command(
    "EVAL script [keys ...] [arguments ...]",
    _FLAGS,
    reply=_ANY,
    since="2.6.0",
    complexity=_COST,
    manual=f"script {_WORDS}",
    reader=read_script,
)
def eval_(
    session: Session, script: bytes, keys: Sequence[bytes], arguments: Sequence[bytes]
) -> object:
    """Run a script in Lua, by its text."""
    raise CommandError(NO_LUA)


@command(
    "EVALSHA sha1 [keys ...] [arguments ...]",
    _FLAGS,
    reply=_ANY,
    since="2.6.0",
    complexity=_COST,
    manual=f"sha1 {_WORDS}",
    reader=read_script,
)
def evalsha(
    session: Session, sha1: bytes, keys: Sequence[bytes], arguments: Sequence[bytes]
) -> object:
    """Run a script in Lua, by the digest of its text."""
    raise CommandError(NO_LUA)


@command(
    "SCRIPT LOAD script", "noscript stale", reply=_ANY, since="2.6.0", complexity="O(N)"
)
def script_load(session: Session, script: bytes) -> object:
    """Keep a script, to be run by its digest."""
    raise CommandError(NO_LUA)
