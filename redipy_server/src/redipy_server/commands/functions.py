"""FCALL and FUNCTION: functions in Lua that the server keeps, in libraries."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Final

from redipy_core.command import command
from redipy_core.errors import CommandError, as_c_string, misused_subcommand
from redipy_core.glob import glob_matcher
from redipy_core.replies import BULK, STATUS, Reply
from redipy_core.shapes import MAP, PLAIN, SIMPLE, Shape, array
from redipy_server.commands.connection import OK
from redipy_server.commands.scripting import (
    FLAGS,
    READS,
    RESULT,
    read_keys,
    replied,
)
from redipy_server.encoding import Map
from redipy_server.lua.dumps import dumped, restored
from redipy_server.lua.libraries import Library, Policy
from redipy_server.lua.scripts import Call
from redipy_server.session import Session

_FUNCTION: Final = Shape("map", (PLAIN, PLAIN, PLAIN, Shape("set", (SIMPLE,))))
_LIBRARY: Final = Shape("map", (PLAIN, PLAIN, PLAIN, array(_FUNCTION), PLAIN))
_LIBRARIES = Reply("FUNCTION_LIST", script="wire", shape=array(_LIBRARY))
_ENGINES: Final = Shape("map", (PLAIN, MAP))
_STATS = Reply(
    "FUNCTION_STATS", script="wire", shape=Shape("map", (PLAIN, PLAIN, _ENGINES))
)
_POLICIES: Final[dict[bytes, Policy]] = {
    b"APPEND": "append",
    b"REPLACE": "replace",
    b"FLUSH": "flush",
}


def _called(
    session: Session, name: bytes, words: Sequence[bytes], *, read_only: bool
) -> object:
    scripts = session.state.scripts
    function = scripts.libraries.function(words[0])
    if function is None:
        raise CommandError("Function not found")
    keys = read_keys(words[1:], "Bad number of keys provided")
    if read_only and not function.read_only:
        raise CommandError(
            "Can not execute a script with write flag using *_ro command."
        )
    call = Call([name, *words], *keys)
    return replied(scripts.run_function(session, function, call, read_only=read_only))


@command(
    "FCALL words ...",
    FLAGS,
    reply=RESULT,
    since="7.0.0",
    complexity="Depends on the function that is executed.",
    manual="function numkeys:integer [keys ...] [arguments ...]",
)
def fcall(session: Session, words: Sequence[bytes]) -> object:
    """Call a function."""
    return _called(session, b"FCALL", words, read_only=False)


@command(
    "FCALL_RO words ...",
    READS,
    reply=RESULT,
    since="7.0.0",
    complexity="Depends on the function that is executed.",
    manual="function numkeys:integer [keys ...] [arguments ...]",
)
def fcall_ro(session: Session, words: Sequence[bytes]) -> object:
    """Call a function that does not write."""
    return _called(session, b"FCALL_RO", words, read_only=True)


@command(
    "FUNCTION LOAD words ...",
    "write denyoom noscript",
    reply=BULK,
    since="7.0.0",
    complexity="O(1) (considering compilation time is redundant)",
    manual="[REPLACE] function_code",
)
def function_load(session: Session, words: Sequence[bytes]) -> object:
    """Load a library; its name."""
    *options, code = words
    for option in options:
        if option.upper() != b"REPLACE":
            raise CommandError(f"Unknown option given: {as_c_string(option)}")
    scripts = session.state.scripts
    name = scripts.alone(
        lambda: scripts.libraries.load(scripts.engine, code, replace=bool(options))
    )
    return name.encode("utf-8", "surrogateescape")


@command(
    "FUNCTION DELETE library-name",
    "write noscript",
    reply=STATUS,
    since="7.0.0",
    complexity="O(1)",
)
def function_delete(session: Session, name: bytes) -> object:
    """Forget a library."""
    session.state.scripts.libraries.delete(name)
    return OK


@command(
    "FUNCTION FLUSH [words ...]",
    "write noscript",
    reply=STATUS,
    since="7.0.0",
    complexity="O(N) where N is the number of functions deleted",
    manual="[mode=ASYNC|SYNC]",
)
def function_flush(session: Session, words: Sequence[bytes]) -> object:
    """Forget all libraries."""
    if len(words) > 1:
        raise misused_subcommand("FUNCTION", session.last_words[1])
    if words and words[0].upper() not in (b"ASYNC", b"SYNC"):
        raise CommandError("FUNCTION FLUSH only supports SYNC|ASYNC option")
    session.state.scripts.libraries.flush()
    return OK


@command(
    "FUNCTION LIST [words ...]",
    "noscript",
    reply=_LIBRARIES,
    since="7.0.0",
    complexity="O(N) where N is the number of functions",
    manual="[library-name-pattern=LIBRARYNAME pattern] [WITHCODE]",
)
def function_list(session: Session, words: Sequence[bytes]) -> object:
    """What libraries there are, and what is in them."""
    pattern: bytes | None = None
    with_code = False
    at = 0
    while at < len(words):
        option = words[at].upper()
        if option == b"WITHCODE" and not with_code:
            with_code = True
        elif option == b"LIBRARYNAME" and pattern is None:
            at += 1
            if at == len(words):
                raise CommandError("library name argument was not given")
            pattern = words[at]
        else:
            raise CommandError(f"Unknown argument {as_c_string(words[at])}")
        at += 1
    fits = glob_matcher(b"*" if pattern is None else pattern)
    return [
        _described(library, with_code=with_code)
        for library in session.state.scripts.libraries.all
        if fits(library.name.encode())
    ]


def _described(library: Library, *, with_code: bool) -> list[object]:
    functions = [
        [
            *(b"name", function.name.encode()),
            *(b"description", function.description),
            *(b"flags", [flag.encode() for flag in function.flags]),
        ]
        for function in library.functions
    ]
    about: list[object] = [
        *(b"library_name", library.name.encode()),
        *(b"engine", b"LUA"),
        *(b"functions", functions),
    ]
    if with_code:
        about += (b"library_code", library.code)
    return about


@command(
    "FUNCTION DUMP",
    "noscript",
    reply=BULK,
    since="7.0.0",
    complexity="O(N) where N is the number of functions",
)
def function_dump(session: Session) -> object:
    """All libraries in a form that FUNCTION RESTORE takes."""
    return dumped(library.code for library in session.state.scripts.libraries.all)


@command(
    "FUNCTION RESTORE payload [words ...]",
    "write denyoom noscript",
    reply=STATUS,
    since="7.0.0",
    complexity="O(N) where N is the number of functions on the payload",
    manual="serialized-value [policy=FLUSH|APPEND|REPLACE]",
)
def function_restore(
    session: Session, payload: bytes, words: Sequence[bytes]
) -> object:
    """Load the libraries that FUNCTION DUMP gave."""
    if len(words) > 1:
        raise misused_subcommand("FUNCTION", session.last_words[1])
    policy = _POLICIES.get(words[0].upper()) if words else "append"
    if policy is None:
        raise CommandError(
            "Wrong restore policy given, value should be either FLUSH, APPEND or"
            " REPLACE."
        )
    codes = restored(payload)
    scripts = session.state.scripts
    scripts.alone(lambda: scripts.libraries.restore(scripts.engine, codes, policy))
    return OK


@command(
    "FUNCTION STATS",
    "noscript allow_busy",
    reply=_STATS,
    since="7.0.0",
    complexity="O(1)",
)
def function_stats(session: Session) -> object:
    """What runs, and how many libraries and functions there are."""
    scripts = session.state.scripts
    running: Map | None = None
    if scripts.running is not None:
        if scripts.running.kind == "script":
            raise scripts.refusal()
        spent = (time.monotonic() - scripts.running.started) * 1000
        running = Map(
            [
                *(b"name", scripts.running.name),
                *(b"command", list(scripts.running.words)),
                *(b"duration_ms", int(spent)),
            ]
        )
    libraries = scripts.libraries
    counts = [
        *(b"libraries_count", len(libraries.all)),
        *(b"functions_count", libraries.count),
    ]
    return [b"running_script", running, b"engines", [b"LUA", counts]]


@command(
    "FUNCTION KILL",
    "noscript allow_busy",
    reply=STATUS,
    since="7.0.0",
    complexity="O(1)",
)
def function_kill(session: Session) -> object:
    """End the function that runs, if it has not written anything yet."""
    session.state.scripts.kill("function")
    return OK
