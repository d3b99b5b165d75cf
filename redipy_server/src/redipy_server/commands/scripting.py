"""EVAL and SCRIPT: programs in Lua that run alone with the store."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from inspect import isawaitable
from typing import Final

from redipy_core.command import command
from redipy_core.errors import NOT_AN_INTEGER, CommandError, NoScriptError
from redipy_core.replies import BULK, LIST, STATUS, Reply
from redipy_core.text import read_integer
from redipy_server.commands.connection import OK
from redipy_server.handlers import Encoded
from redipy_server.lua.scripts import Call
from redipy_server.session import Session

FLAGS: Final = "noscript stale skip_monitor may_replicate no_mandatory_keys"
READS: Final = "readonly noscript stale skip_monitor no_mandatory_keys"
RESULT = Reply("RESULT", script="wire")


def read_keys(
    words: Sequence[bytes], no_number: str = NOT_AN_INTEGER
) -> tuple[list[bytes], list[bytes]]:
    """Keys and arguments from what follows a script. CommandError if that is odd."""
    count = read_integer(words[0]) if words else None
    if count is None:
        raise CommandError(no_number)
    if count > len(words) - 1:
        raise CommandError("Number of keys can't be greater than number of args")
    if count < 0:
        raise CommandError("Number of keys can't be negative")
    return list(words[1 : count + 1]), list(words[count + 1 :])


def replied(found: object) -> object:
    """A script's reply that is written out already, or an awaitable of it."""
    if isawaitable(found):
        return _later(found)
    assert isinstance(found, bytes)
    return Encoded(found)


async def _later(waiting: Awaitable[object]) -> object:
    return replied(await waiting)


def _by_text(
    session: Session, name: bytes, words: Sequence[bytes], *, read_only: bool
) -> object:
    call = Call([name, *words], *read_keys(words[1:]))
    scripts = session.state.scripts
    script = scripts.load(words[0])
    return replied(scripts.run_script(session, script, call, read_only=read_only))


def _by_digest(
    session: Session, name: bytes, words: Sequence[bytes], *, read_only: bool
) -> object:
    if len(words[0]) != 40:
        raise NoScriptError("No matching script. Please use EVAL.", "NOSCRIPT")
    call = Call([name, *words], *read_keys(words[1:]))
    scripts = session.state.scripts
    script = scripts.known(words[0])
    if script is None:
        raise NoScriptError("No matching script. Please use EVAL.", "NOSCRIPT")
    return replied(scripts.run_script(session, script, call, read_only=read_only))


@command(
    "EVAL words ...",
    FLAGS,
    reply=RESULT,
    since="2.6.0",
    complexity="Depends on the script that is executed.",
    manual="script numkeys:integer [keys ...] [arguments ...]",
)
def eval_(session: Session, words: Sequence[bytes]) -> object:
    """Run a script in Lua."""
    return _by_text(session, b"EVAL", words, read_only=False)


@command(
    "EVAL_RO words ...",
    READS,
    reply=RESULT,
    since="7.0.0",
    complexity="Depends on the script that is executed.",
    manual="script numkeys:integer [keys ...] [arguments ...]",
)
def eval_ro(session: Session, words: Sequence[bytes]) -> object:
    """Run a script in Lua that may not write."""
    return _by_text(session, b"EVAL_RO", words, read_only=True)


@command(
    "EVALSHA words ...",
    FLAGS,
    reply=RESULT,
    since="2.6.0",
    complexity="Depends on the script that is executed.",
    manual="sha1 numkeys:integer [keys ...] [arguments ...]",
)
def evalsha(session: Session, words: Sequence[bytes]) -> object:
    """Run a script that the server knows by its digest."""
    return _by_digest(session, b"EVALSHA", words, read_only=False)


@command(
    "EVALSHA_RO words ...",
    READS,
    reply=RESULT,
    since="7.0.0",
    complexity="Depends on the script that is executed.",
    manual="sha1 numkeys:integer [keys ...] [arguments ...]",
)
def evalsha_ro(session: Session, words: Sequence[bytes]) -> object:
    """Run a script that the server knows by its digest, and that may not write."""
    return _by_digest(session, b"EVALSHA_RO", words, read_only=True)


@command(
    "SCRIPT LOAD script",
    "noscript stale",
    reply=BULK,
    since="2.6.0",
    complexity="O(N) with N being the length in bytes of the script body.",
)
def script_load(session: Session, script: bytes) -> object:
    """Compile a script and keep it; its digest."""
    return session.state.scripts.load(script).digest


@command(
    "SCRIPT EXISTS digests ...",
    "noscript",
    reply=LIST,
    since="2.6.0",
    complexity="O(N) with N being the number of scripts to check.",
)
def script_exists(session: Session, digests: Sequence[bytes]) -> object:
    """Which of these scripts the server knows: 1 or 0 for each."""
    scripts = session.state.scripts
    return [int(scripts.known(digest) is not None) for digest in digests]


@command(
    "SCRIPT FLUSH [words ...]",
    "noscript",
    reply=STATUS,
    since="2.6.0",
    complexity="O(N) with N being the number of scripts in cache",
    manual="[mode=ASYNC|SYNC]",
)
def script_flush(session: Session, words: Sequence[bytes]) -> object:
    """Forget all scripts."""
    if len(words) > 1 or (words and words[0].upper() not in (b"ASYNC", b"SYNC")):
        raise CommandError("SCRIPT FLUSH only support SYNC|ASYNC option")
    session.state.scripts.flush()
    return OK


@command(
    "SCRIPT KILL",
    "noscript allow_busy",
    reply=STATUS,
    since="2.6.0",
    complexity="O(1)",
)
def script_kill(session: Session) -> object:
    """End the script that runs, if it has not written anything yet."""
    session.state.scripts.kill("script")
    return OK
