"""``redis.call``: the commands of a server, as scripts call them."""

from __future__ import annotations

from contextlib import suppress
from inspect import isawaitable
from typing import TYPE_CHECKING, Final

from redipy_core.errors import ResponseError
from redipy_core.replies import Status
from redipy_core.text import read_integer
from redipy_server.encoding import encoder
from redipy_server.handlers import Encoded, failure
from redipy_server.lua.values import (
    AGAIN,
    FAULT,
    PLAIN,
    STATUS,
    TYPED,
    Reader,
    Table,
    as_plain,
    error_line,
    is_plain,
)

if TYPE_CHECKING:
    from redipy_server.index import Entry
    from redipy_server.lua.session import ScriptSession

Answer = tuple[int, object]

_NO_WORDS: Final = b"ERR Please specify at least one argument for this redis lib call"
_ODD_WORDS: Final = b"ERR Lua redis lib command arguments must be strings or integers"
_UNKNOWN: Final = b"ERR Unknown Redis command called from script"
_ARITY: Final = b"ERR Wrong number of args calling Redis command from script"
_NOT_ALLOWED: Final = b"ERR This Redis command is not allowed from script"
_READ_ONLY: Final = b"ERR Write commands are not allowed from read-only scripts."
_BLOCKS: Final = b"ERR %b command is not allowed with BLOCK option from scripts"
_INVALID: Final = b"ERR Invalid command passed to redis.acl_check_cmd()"
_DENIED: Final = {
    "command": b"ERR The user executing the script can't run this command or subcommand",
    "key": b"ERR The user executing the script can't access at least one of the keys"
    b" mentioned in the command arguments",
    "channel": b"ERR The user executing the script can't publish to the channel"
    b" mentioned in the command",
}
_MAY_WAIT: Final = frozenset({"XREAD", "XREADGROUP"})
_EXACT: Final = 10**17
"""Whole numbers from here on have more digits than the server's format."""


class Calls:
    """The commands that a running script calls.

    ``session`` is a session of scripts alone; it has the database, the user and
    the version of the protocol that the script is in. ``wrote`` says whether the
    script has changed anything.
    """

    def __init__(self, session: ScriptSession, table: Table) -> None:
        self.session = session
        self.read_only = False
        self.wrote = False
        self._index = session.state.index
        self._table = table

    def call(self, *arguments: object) -> Answer:
        """Carry out a command: what kind of answer there is, and the answer."""
        words: list[bytes] = []
        for argument in arguments:
            kind = type(argument)
            if kind is bytes:
                words.append(argument)  # type: ignore[arg-type]  # its class says so
            elif kind is int or kind is float:
                if argument == 0:
                    return AGAIN, None
                words.append(_spelt(argument))  # type: ignore[arg-type]  # as above
            else:
                return FAULT, _ODD_WORDS
        if not words:
            return FAULT, _NO_WORDS
        entry = self._index.find(words)
        if entry is None:
            alone = len(words) == 1 and self._index.is_container(words[0])
            return FAULT, _ARITY if alone else _UNKNOWN
        refusal = self._refusal(entry, words)
        if refusal is not None:
            return FAULT, refusal
        return self._answer(entry, words)

    def _refusal(self, entry: Entry, words: list[bytes]) -> bytes | None:
        flags = entry.flags
        if not entry.fits(len(words)):
            return _ARITY
        if "noscript" in flags:
            return _NOT_ALLOWED
        if "write" in flags:
            if self.read_only:
                return _READ_ONLY
            self.wrote = True
        elif self.read_only and "may_replicate" in flags:
            return _READ_ONLY
        if entry.name in _MAY_WAIT and _waits(words):
            return _BLOCKS % words[0]
        user = self.session.user
        if user is not None and not user.is_free:
            denial = user.denies(entry, words)
            if denial is not None:
                return _DENIED[denial.reason]
        return None

    def _answer(self, entry: Entry, words: list[bytes]) -> Answer:
        entry.calls += 1
        try:
            reply, shape = self.session.perform(entry, words)
            if self.session.protocol == 2:
                kind = type(reply)
                if kind is bytes:
                    return (STATUS if shape.kind == "simple" else PLAIN), reply
                if kind is int:
                    return PLAIN, reply
                if reply is None:
                    return PLAIN, False
                if isinstance(reply, Status):
                    return STATUS, bytes(reply)
                if kind is list and is_plain(shape):
                    with suppress(TypeError):
                        return PLAIN, as_plain(reply, self._table)
            if isawaitable(reply):
                return FAULT, _NOT_ALLOWED
            encode = encoder(shape, self.session.protocol)
            data = reply if isinstance(reply, Encoded) else encode(reply)
        except ResponseError as error:
            entry.failed += 1
            return FAULT, error_line(error)
        except Exception as error:
            data = failure(error, entry, self.session.errors)
        if data[:1] == b"-":
            return FAULT, data[1:-2]
        return TYPED, self._table(Reader(data).parts([]))

    def may_call(self, *words: object) -> Answer:
        """Whether the script's user may call a command (``redis.acl_check_cmd``)."""
        if not words:
            return FAULT, _NO_WORDS
        if not all(type(word) is bytes for word in words):
            return FAULT, _ODD_WORDS
        given = [word for word in words if isinstance(word, bytes)]
        entry, user = self._index.find(given), self.session.user
        if entry is None:
            return FAULT, _INVALID
        free = user is not None and user.denies(entry, given) is None
        return PLAIN, free


def _spelt(number: int | float) -> bytes:
    if isinstance(number, int) and -_EXACT < number < _EXACT:
        return b"%d" % number
    return b"%.17g" % number


def _waits(words: list[bytes]) -> bool:
    """Whether XREAD or XREADGROUP meets BLOCK before anything it complains of."""
    at = 1
    while at < len(words) - 1:
        option = words[at].upper()
        if option == b"BLOCK":
            return True
        if option == b"COUNT" and read_integer(words[at + 1]) is not None:
            at += 2
        elif option == b"GROUP":
            at += 3
        elif option == b"NOACK":
            at += 1
        else:
            return False
    return False
