"""The requests that run a script on a server.

They are written once, for threads and event loops: a generator yields the words
of a request and gets its reply, or the error reply is raised in it.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from redipy_core.errors import NoScriptError, ResponseError
from redipy_redis.scoped import LuaText

Request: TypeAlias = tuple[bytes, ...]
Steps: TypeAlias = Generator[Request, object, object]

NO_FUNCTION = "Function not found"


@dataclass
class Abilities:
    """What a server can do, as far as it was asked; at first it can do all."""

    read_only_scripts: bool = True
    """EVALSHA_RO, since 7.0."""
    functions: bool = True
    """FUNCTION and FCALL, since 7.0."""


@dataclass
class Library:
    """A library of functions with one function: a version of a script.

    The function has a name of this version alone. Where another version took the
    library over, this one goes on by EVALSHA: whoever registered last has it.
    """

    name: bytes
    function: bytes
    source: bytes
    lua: LuaText
    """The script itself, for where there are no functions."""
    loaded: bool = False
    taken_over: bool = False


def operands(keys: Sequence[bytes], argv: Sequence[bytes]) -> Request:
    """What EVALSHA and FCALL take after the name."""
    return (b"%d" % len(keys), *keys, *argv)


def evaluate(lua: LuaText, operands: Request, abilities: Abilities) -> Steps:
    """Run Lua by its digest, sending its text if the server does not know it."""
    suffix = b"_RO" if lua.reads_only and abilities.read_only_scripts else b""
    try:
        return (yield (b"EVALSHA" + suffix, lua.sha, *operands))
    except NoScriptError:
        return (yield (b"EVAL" + suffix, lua.source, *operands))
    except ResponseError as error:
        if not suffix or not _is_unknown(error):
            raise
    abilities.read_only_scripts = False
    return (yield from evaluate(lua, operands, abilities))


def call_function(library: Library, operands: Request, abilities: Abilities) -> Steps:
    """Call a library's function, loading it if the server does not have it.

    The first call loads it in place of any other version.
    """
    name = b"FCALL_RO" if library.lua.reads_only else b"FCALL"
    call = (name, library.function, *operands)
    if library.loaded and not library.taken_over:
        try:
            return (yield call)
        except ResponseError as error:
            if error.text != NO_FUNCTION:
                raise
        found = yield (b"FUNCTION", b"LIST", b"LIBRARYNAME", library.name)
        library.taken_over = bool(found)
    if abilities.functions and not library.taken_over:
        try:
            yield (b"FUNCTION", b"LOAD", b"REPLACE", library.source)
            library.loaded = True
            return (yield call)
        except ResponseError as error:
            if _is_unknown(error):
                abilities.functions = False
            elif error.text == NO_FUNCTION:
                library.taken_over = True
            else:
                raise
    return (yield from evaluate(library.lua, operands, abilities))


def _is_unknown(error: ResponseError) -> bool:
    """Whether the server does not know the command itself."""
    return error.text.lower().startswith("unknown command")
