"""Scripts by their digests: EVAL, EVALSHA, SCRIPT."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeVar

from redipy_core.errors import CommandError, ResponseError
from redipy_server.lua.digests import sha1_hex
from redipy_server.lua.flags import FLAGS
from redipy_server.lua.libraries import Function, Libraries
from redipy_server.lua.turns import Turns
from redipy_server.protocol import split_line

if TYPE_CHECKING:
    from redipy_server.lua.engine import Engine
    from redipy_server.session import Session
    from redipy_server.state import ServerState

Kind = Literal["script", "function"]
T = TypeVar("T")

_MAY_GO_ON: Final = re.compile(
    rb"\b(while|for|repeat|function|load|loadstring|_G|gsub|foreach|foreachi|rep)\b"
)
_UNKILLABLE: Final = (
    "Sorry the script already executed write commands against the dataset. You can"
    " either wait the script termination or kill the server in a hard way using the"
    " SHUTDOWN NOSAVE command."
)


class Call(NamedTuple):
    """How a script is called: all words, and the keys and arguments among them."""

    words: Sequence[bytes]
    keys: list[bytes]
    arguments: list[bytes]


@dataclass(frozen=True)
class Script:
    """A compiled script: its digest, its function of Lua's, and what it said."""

    digest: bytes
    function: object
    read_only: bool
    brief: bool
    """Whether it has neither loops nor functions, and so comes to its end soon."""


@dataclass(frozen=True)
class Running:
    """What runs: a script or a function, as it was called, since when."""

    kind: Kind
    name: bytes
    words: Sequence[bytes]
    started: float


class Scripts:
    """The scripts and functions of one server; Lua is loaded with the first."""

    def __init__(self, state: ServerState) -> None:
        self._state = state
        self._engine: Engine | None = None
        self._known: dict[bytes, Script] = {}
        self.libraries = Libraries()
        self.turns = Turns(state)
        self.running: Running | None = None

    @property
    def engine(self) -> Engine:
        """The runtime. CommandError without lupa."""
        if self._engine is None:
            from redipy_server.lua.engine import Engine

            self._engine = Engine(self._state)
        return self._engine

    def __len__(self) -> int:
        return len(self._known)

    def load(self, text: bytes) -> Script:
        """Compile a script, unless it is known. CommandError if it cannot be."""
        digest = sha1_hex(text)
        found = self._known.get(digest)
        if found is None:
            body, flags = read_shebang(text)
            engine = self.engine
            chunk = engine.compiled(body, b"@user_script", "script (new function)")
            function = engine.api(b"adopt")(chunk)
            brief = _MAY_GO_ON.search(body) is None
            found = Script(digest, function, "no-writes" in flags, brief)
            self._known[digest] = found
        return found

    def known(self, digest: bytes) -> Script | None:
        """The script with this digest, in any case of letters."""
        return self._known.get(digest.lower())

    def flush(self) -> None:
        """Forget all scripts."""
        self._known.clear()

    # -- running ----------------------------------------------------------------------

    def run_script(
        self, session: Session, script: Script, call: Call, *, read_only: bool
    ) -> object:
        """Run a script alone with the store; its reply's bytes, or the wait for it."""

        def work() -> bytes:
            running = Running("script", script.digest, call.words, time.monotonic())
            return self._run(
                session,
                running,
                call,
                (b"run", script.function),
                read_only=read_only or script.read_only,
            )

        return work() if script.brief else self.turns.take(session, work)

    def run_function(
        self, session: Session, function: Function, call: Call, *, read_only: bool
    ) -> object:
        """Run a library's function, as :meth:`run_script`."""
        name = function.name.encode("utf-8", "surrogateescape")

        def work() -> bytes:
            running = Running("function", name, call.words, time.monotonic())
            return self._run(
                session,
                running,
                call,
                (b"call", function.callback),
                read_only=read_only or function.read_only,
            )

        return self.turns.take(session, work)

    def _run(
        self,
        session: Session,
        running: Running,
        call: Call,
        what: tuple[bytes, object],
        *,
        read_only: bool,
    ) -> bytes:
        engine = self.engine
        replies: list[bytes] = []

        def run() -> None:
            engine.prepare(session, read_only=read_only)
            self.running = running
            try:
                replies.append(
                    engine.run(
                        what[0],
                        what[1],
                        running.name,
                        engine.table(call.keys),
                        engine.table(call.arguments),
                        session.protocol,
                    )
                )
            finally:
                self.running = None

        engine.calls.session.raw.transact(run)
        return replies[0]

    def alone(self, work: Callable[[], T]) -> T:
        """Do something with Lua while no script runs."""
        done: list[T] = []
        self.engine.calls.session.raw.transact(lambda: done.append(work()))
        return done[0]

    # -- while something runs ---------------------------------------------------------

    @property
    def busy(self) -> bool:
        """Whether clients are to be told that a script is slow."""
        return self.turns.slow

    def refusal(self) -> ResponseError:
        """What a client is told whose command must wait for a slow script."""
        kind = "SCRIPT" if self.running is None else self.running.kind.upper()
        return ResponseError(
            f"Redis is busy running a script. You can only call {kind} KILL or"
            " SHUTDOWN NOSAVE.",
            "BUSY",
        )

    def kill(self, kind: Kind) -> None:
        """End what runs. ResponseError if nothing does, or if it has written."""
        running = self.running
        if running is None or self._engine is None:
            raise ResponseError("No scripts in execution right now.", "NOTBUSY")
        if self._engine.calls.wrote:
            raise ResponseError(_UNKILLABLE, "UNKILLABLE")
        if running.kind != kind:
            raise self.refusal()
        self._engine.kill("ERR Script killed by user with SCRIPT KILL...")

    def stop(self) -> None:
        """End what runs, whatever it has done: the server ends."""
        if self._engine is not None:
            self._engine.kill("ERR the server ends")
        self.turns.close()


def read_shebang(text: bytes) -> tuple[bytes, list[str]]:
    """A script without its first line if that is a shebang, and its flags.

    The line's end stays, so lines keep their numbers. CommandError for a shebang
    that is none.
    """
    if not text.startswith(b"#!"):
        return text, []
    head, newline, rest = text.partition(b"\n")
    if not newline or b"\0" in head:
        raise CommandError("Invalid script shebang")
    words = split_line(head)
    if not words:
        raise CommandError("Invalid engine in script shebang")
    if words[0] != b"#!lua":
        raise CommandError(f"Unexpected engine in script shebang: {_shown(words[0])}")
    flags: list[str] = []
    for word in words[1:]:
        if not word.startswith(b"flags="):
            raise CommandError(f"Unknown lua shebang option: {_shown(word)}")
        given = _shown(word[6:])
        for flag in given.split(",") if given else ():
            if flag not in FLAGS:
                raise CommandError(f"Unexpected flag in script shebang: {flag}")
            flags.append(flag)
    return newline + rest, flags


def _shown(word: bytes) -> str:
    return word.decode("utf-8", "surrogateescape")
