"""Libraries of functions in Lua, and their functions by name."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, cast

from redipy_core.errors import CommandError
from redipy_server.lua.flags import FLAGS
from redipy_server.protocol import split_line

if TYPE_CHECKING:
    from redipy_server.lua.engine import Engine

Policy = Literal["append", "replace", "flush"]

LOAD_SECONDS: Final = 0.5
"""How long a library may take to register its functions."""
_NAME: Final = re.compile(r"\w+", re.ASCII)
_BAD_NAME: Final = (
    "Library names can only contain letters, numbers, or underscores(_) and must be"
    " at least one character long"
)


@dataclass(frozen=True)
class Function:
    """A function of a library, as it registered it."""

    name: str
    callback: object
    description: bytes | None
    flags: tuple[str, ...]

    @property
    def read_only(self) -> bool:
        """Whether it says that it does not write."""
        return "no-writes" in self.flags


@dataclass(frozen=True)
class Library:
    """A library: its name, its code, its functions."""

    name: str
    code: bytes
    functions: tuple[Function, ...]


class Libraries:
    """The libraries of one server."""

    def __init__(self) -> None:
        self._all: dict[str, Library] = {}
        self._functions: dict[str, Function] = {}

    @property
    def all(self) -> list[Library]:
        """The libraries, as they were loaded."""
        return list(self._all.values())

    @property
    def count(self) -> int:
        """How many functions there are."""
        return sum(len(library.functions) for library in self._all.values())

    def function(self, name: bytes) -> Function | None:
        """The function of this name, in any case of letters."""
        return self._functions.get(_shown(name).lower())

    def load(self, engine: Engine, code: bytes, *, replace: bool) -> str:
        """Load a library; its name. CommandError if it cannot be, with no change."""
        library = self._made(engine, code, replace=replace)
        self._put({**self._all, library.name: library})
        return library.name

    def _made(self, engine: Engine, code: bytes, *, replace: bool) -> Library:
        name, body = read_metadata(code)
        if name in self._all and not replace:
            raise CommandError(f"Library '{name}' already exists")
        functions = loaded(engine, body)
        others = {lib.name: lib for lib in self._all.values() if lib.name != name}
        library = Library(name, code, functions)
        check_names([*others.values(), library])
        return library

    def restore(self, engine: Engine, codes: Sequence[bytes], policy: Policy) -> None:
        """Load several libraries, all or none of them."""
        wanted: dict[str, Library] = {}
        for code in codes:
            name, body = read_metadata(code)
            if name in wanted or (policy == "append" and name in self._all):
                raise CommandError(f"Library {name} already exists")
            wanted[name] = Library(name, code, loaded(engine, body))
        result = wanted if policy == "flush" else {**self._all, **wanted}
        check_names(list(result.values()))
        self._put(result)

    def delete(self, name: bytes) -> None:
        """Forget a library. CommandError if there is none of that name."""
        if _shown(name) not in self._all:
            raise CommandError("Library not found")
        self._put({n: lib for n, lib in self._all.items() if n != _shown(name)})

    def flush(self) -> None:
        """Forget all libraries."""
        self._put({})

    def _put(self, libraries: Mapping[str, Library]) -> None:
        self._all = dict(libraries)
        self._functions = {}
        for library in libraries.values():
            for function in library.functions:
                self._functions.setdefault(function.name.lower(), function)


def check_names(libraries: Sequence[Library]) -> None:
    """CommandError if two libraries have a function of one name."""
    seen: set[str] = set()
    for library in libraries:
        names = {function.name.lower(): function.name for function in library.functions}
        for name in names.keys() & seen:
            raise CommandError(f"Function {names[name]} already exists")
        seen |= names.keys()


def loaded(engine: Engine, body: bytes) -> tuple[Function, ...]:
    """The functions that a library's code registers."""
    chunk = engine.compiled(body, b"@user_function", "function")
    engine.begin(time.monotonic() + LOAD_SECONDS)
    done, found = cast("tuple[bool, object]", engine.api(b"load")(chunk))
    if not done:
        why = _shown(cast("bytes", found)).replace("\r", " ").replace("\n", " ")
        raise CommandError(f"Error registering functions: {why}")
    tables = list(cast("Mapping[int, Mapping[bytes, object]]", found).values())
    if not tables:
        raise CommandError("No functions registered")
    return tuple(map(_function, tables))


def _function(table: Mapping[bytes, object]) -> Function:
    given = cast("Mapping[int, bytes]", table[b"flags"])
    flags = {_shown(flag) for flag in given.values()}
    return Function(
        _shown(cast("bytes", table[b"name"])),
        table[b"callback"],
        cast("bytes | None", table[b"description"]),
        tuple(flag for flag in FLAGS if flag in flags),
    )


def read_metadata(code: bytes) -> tuple[str, bytes]:
    """A library's name, and its code without the first line's text."""
    if not code.startswith(b"#!"):
        raise CommandError("Missing library metadata")
    head, newline, rest = code.partition(b"\n")
    words = split_line(head) if newline and b"\0" not in head else None
    if not words:
        raise CommandError("Invalid library metadata")
    name: str | None = None
    for word in words[1:]:
        if word[:5].lower() != b"name=":
            raise CommandError(f"Invalid metadata value given: {_shown(word)}")
        if name is not None:
            raise CommandError(
                "Invalid metadata value, name argument was given multiple times"
            )
        name = _shown(word[5:])
    if name is None:
        raise CommandError("Library name was not given")
    if not _NAME.fullmatch(name):
        raise CommandError(_BAD_NAME)
    engine = _shown(words[0][2:])
    if engine.lower() != "lua":
        raise CommandError(f"Engine '{engine}' not found")
    return name, newline + rest


def _shown(word: bytes) -> str:
    return word.decode("utf-8", "surrogateescape")
