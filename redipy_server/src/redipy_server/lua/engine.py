"""The runtime: one Lua for a server, and the few functions between it and Python."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import TYPE_CHECKING, Final, Protocol, cast

from redipy_core.errors import CommandError
from redipy_server.lua.bytecode import keeping_frames
from redipy_server.lua.calls import Answer, Calls
from redipy_server.lua.digests import sha1_hex
from redipy_server.lua.flags import FLAGS
from redipy_server.lua.numbers import (
    float_bytes,
    low_bits,
    packed_float,
    read_float,
)
from redipy_server.lua.session import ScriptSession
from redipy_server.lua.values import FAULT
from redipy_server.state import VERSION

if TYPE_CHECKING:
    from redipy_server.session import Session
    from redipy_server.state import ServerState

LuaValue = object
"""Something of Lua's that Python only hands on."""
Function = Callable[..., object]

_LEVELS: Final = (logging.DEBUG, logging.DEBUG, logging.INFO, logging.WARNING)
_LIBRARIES: Final = ("cjson", "cmsgpack", "struct", "bit")
_MISSING: Final = "scripts need lupa: pip install 'redipy-server[lua]'"

log = logging.getLogger("redipy.server")


class _Lua(Protocol):
    """What is used of lupa's runtime."""

    def execute(self, code: bytes) -> object: ...
    def table_from(self, items: object) -> LuaValue: ...


_START: Final = b"""
local loadstring, dump = loadstring, string.dump
local function part(text, ...) return assert(loadstring(text, "=redis"))(...) end
local function compile(text, name)
  local f, why = loadstring(text, name)
  if not f then return nil, why end
  return dump(f)
end
local function assemble(host, sandbox, names, texts, main, functions)
  local S = part(sandbox, host)
  for i, name in ipairs(names) do
    S.base[name] = S.protect(part(texts[i], host, S))
  end
  local api = part(main, host, S)
  local of_functions = part(functions, host, api)
  return { adopt = api.adopt, run = api.run, load = of_functions.load,
    call = of_functions.call }
end
return compile, assemble
"""


@cache
def _prelude(name: str) -> bytes:
    return files("redipy_server.lua").joinpath("prelude", f"{name}.lua").read_bytes()


def _refuse(target: object, name: object, *setting: object) -> object:
    """No attribute of any object of Python's is for scripts."""
    raise AttributeError("not for scripts")


def lua_module() -> object:
    """lupa's Lua 5.1. CommandError if it is not installed."""
    try:
        return import_module("lupa.lua51")
    except ImportError:
        raise CommandError(_MISSING) from None


class Engine:
    """Lua, with what scripts see; runs one script at a time.

    Raises CommandError without lupa.
    """

    def __init__(self, state: ServerState) -> None:
        make = cast("Callable[..., _Lua]", getattr(lua_module(), "LuaRuntime"))  # noqa: B009
        self._lua = make(
            encoding=None,
            source_encoding="utf-8",
            unpack_returned_tuples=True,
            register_eval=False,
            register_builtins=False,
            attribute_handlers=(_refuse, _refuse),
        )
        self.table: Callable[[object], LuaValue] = self._lua.table_from
        self.calls = Calls(ScriptSession(state), self.table)
        self._killed_by: bytes | None = None
        self._deadline: float | None = None
        parts = cast("tuple[Function, Function]", self._lua.execute(_START))
        self._compile, assemble = parts
        api = assemble(
            self.table(self._host()),
            _prelude("sandbox"),
            self.table([name.encode() for name in _LIBRARIES]),
            self.table([_prelude(name) for name in _LIBRARIES]),
            _prelude("redis"),
            _prelude("functions"),
        )
        self._api = cast("dict[bytes, Function]", api)

    def _host(self) -> dict[bytes, object]:
        """What Lua may ask of Python: functions over bytes, numbers and tables."""
        calls = self.calls
        major, minor, patch = map(int, VERSION.split("."))
        return {
            b"call": _guarded(calls.call),
            b"acl_check": _guarded(calls.may_call),
            b"check": self._is_over,
            b"killed_by": lambda: self._killed_by,
            b"is_flag": lambda flag: flag.decode("latin-1") in FLAGS,
            b"setresp": self._speak,
            b"sha1hex": sha1_hex,
            b"log": _log,
            b"float_bytes": float_bytes,
            b"read_float": read_float,
            b"packed_float": packed_float,
            b"low_bits": low_bits,
            b"version": VERSION.encode(),
            b"version_number": (major << 16) | (minor << 8) | patch,
        }

    def _is_over(self) -> bool:
        deadline = self._deadline
        if deadline is not None and time.monotonic() > deadline:
            self._killed_by = b"ERR FUNCTION LOAD timeout"
        return self._killed_by is not None

    def kill(self, why: str) -> None:
        """End what runs by an error; any thread may ask for it."""
        self._killed_by = why.encode()

    def begin(self, deadline: float | None = None) -> None:
        """Nobody wants what runs next to end, before a time of ``monotonic``."""
        self._killed_by, self._deadline = None, deadline

    def _speak(self, version: object) -> None:
        self.calls.session.speak(3 if version == 3 else 2)

    def api(self, name: bytes) -> Function:
        """A function that Lua offers."""
        return self._api[name]

    def compiled(self, text: bytes, name: bytes, what: str) -> bytes:
        """A text as a chunk. CommandError with Lua's words if it is no program."""
        if text.startswith(b"\x1b"):
            raise CommandError(
                f"Error compiling {what}: compiled chunks are not loaded"
            )
        found = self._compile(text, name)
        if isinstance(found, tuple):
            why = cast("bytes", found[1]).decode("utf-8", "surrogateescape")
            raise CommandError(f"Error compiling {what}: {why}")
        return keeping_frames(cast("bytes", found))

    def prepare(self, session: Session, *, read_only: bool) -> None:
        """Be ready to run a script for a session."""
        self.calls.session.stand_in_for(session)
        self.calls.read_only = read_only
        self.calls.wrote = False
        self.begin()

    def run(self, name: bytes, *arguments: object) -> bytes:
        """Run by a function of the api: the reply's bytes, an error's among them."""
        try:
            done, reply = cast("tuple[bool, bytes]", self._api[name](*arguments))
        except Exception as error:
            # Lua's own end of memory, or an error in the handling of an error.
            log.error("a script failed: %s", type(error).__name__)
            return b"-ERR the script could not be run to its end\r\n"
        return reply if done else b"-%b\r\n" % reply


def _guarded(function: Callable[..., Answer]) -> Callable[..., Answer]:
    """The same, whose every failure is an answer: no exception goes into Lua."""

    def call(*arguments: object) -> Answer:
        try:
            return function(*arguments)
        except BaseException as error:
            log.error("a call in a script failed: %s", type(error).__name__)
            return FAULT, b"ERR internal error"

    return call


def _log(level: object, text: bytes) -> None:
    number = level if isinstance(level, (int, float)) else 0
    log.log(_LEVELS[int(number)], "%s", text.decode("utf-8", "replace"))
