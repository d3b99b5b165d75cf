"""COMMAND: what commands there are, from their declarations."""

from __future__ import annotations

from collections.abc import Sequence

from redipy_core.command import command
from redipy_core.errors import CommandError
from redipy_core.glob import glob_matcher
from redipy_core.replies import INTEGER, LIST, Reply, Status
from redipy_core.shapes import MAP
from redipy_server.describe import SLOW, categories, described, documented
from redipy_server.encoding import Set
from redipy_server.index import Entry
from redipy_server.keys import Access, accesses, keys_of
from redipy_server.session import Session

_INFO = Reply(
    "COMMAND_INFO",
    script="wire",
)
_DOCS = Reply("COMMAND_DOCS", script="wire", shape=MAP)
_FLAGS = "loading stale"


@command(
    "COMMAND",
    _FLAGS,
    reply=_INFO,
    since="2.8.13",
    complexity="O(N) where N is the total number of commands",
    manual="[_more ...]",
)
def command_(session: Session) -> object:
    """What a client must know of each command."""
    return [described(session.state.index, name) for name in session.state.index.names]


@command(
    "COMMAND INFO [names ...]",
    _FLAGS,
    reply=_INFO,
    since="2.8.13",
    complexity="O(N) where N is the number of commands to look up",
)
def command_info(session: Session, names: Sequence[bytes]) -> object:
    """What a client must know of some commands, all if none is named."""
    index = session.state.index
    wanted = names or index.names
    return [described(index, name) for name in wanted]


@command(
    "COMMAND DOCS [names ...]",
    _FLAGS,
    reply=_DOCS,
    since="7.0.0",
    complexity="O(N) where N is the number of commands to look up",
)
def command_docs(session: Session, names: Sequence[bytes]) -> object:
    """What people may want to know of some commands, all if none is named."""
    index = session.state.index
    found: list[object] = []
    for name in names or index.names:
        about = documented(index, name)
        if about is not None:
            found += [name.lower(), about]
    return found


@command("COMMAND COUNT", _FLAGS, reply=INTEGER, since="2.8.13", complexity="O(1)")
def command_count(session: Session) -> int:
    """How many commands there are, subcommands not counted."""
    return len(session.state.index.names)


@command(
    "COMMAND LIST [condition=FILTERBY how=(MODULE|ACLCAT|PATTERN) value]",
    _FLAGS,
    reply=LIST,
    since="7.0.0",
    complexity="O(N) where N is the total number of commands",
)
def command_list(session: Session, condition: object) -> object:
    """The names of the commands, all or those that a condition chooses."""
    how, value = condition if isinstance(condition, tuple) else (None, b"")
    if how == b"MODULE":
        return []
    index = session.state.index
    found = {name.lower(): SLOW for name in index.containers}
    found |= {e.full_name.encode(): categories(e.command) for e in index}
    if how == b"ACLCAT":
        wanted = value.decode("latin-1").lower()
        return [name for name, each in found.items() if wanted in each]
    return [*filter(glob_matcher(value), found)] if how == b"PATTERN" else list(found)


def _called(session: Session, words: Sequence[bytes]) -> Entry:
    """The command that words call; CommandError if it has no keys."""
    entry = session.state.index.find(words)
    if entry is None:
        raise CommandError("Invalid command specified")
    if not entry.fits(len(words)):
        raise CommandError("Invalid number of arguments specified for command")
    return entry


_NO_KEYS = "The command has no key arguments"


@command(
    "COMMAND GETKEYS words ...",
    _FLAGS,
    reply=LIST,
    since="2.8.13",
    complexity="O(N) where N is the number of arguments to the command",
    misfit="arity",
    manual="command word [words ...]",
)
def command_getkeys(session: Session, words: Sequence[bytes]) -> object:
    """The keys in the words of a command."""
    keys = keys_of(_called(session, words), words)
    if not keys:
        raise CommandError(_NO_KEYS)
    return keys


@command(
    "COMMAND GETKEYSANDFLAGS words ...",
    _FLAGS,
    reply=_INFO,
    since="7.0.0",
    complexity="O(N) where N is the number of arguments to the command",
    misfit="arity",
    manual="command word [words ...]",
)
def command_getkeysandflags(session: Session, words: Sequence[bytes]) -> object:
    """The keys in the words of a command, and what it does with each."""
    found = accesses(_called(session, words), words)
    if not found:
        raise CommandError(_NO_KEYS)
    flags = {
        Access.READ: (b"RO", b"access"),
        Access.WRITE: (b"OW", b"update"),
        Access.BOTH: (b"RW", b"access", b"update"),
    }
    return [[key, Set(map(Status, flags[access]))] for key, access in found]
