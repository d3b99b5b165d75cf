"""Methods that no single Redis command carries out, as Lua of our own.

Each is atomic, as a command is. Keys are found by SCAN, which gives a key twice
if the server's table grows meanwhile, so they are counted once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha1
from random import getrandbits
from typing import Final

from redipy_core.glob import escape_glob


@dataclass(frozen=True)
class LuaText:
    """Lua for the server, and the digest by which the server knows it."""

    source: bytes
    sha: bytes
    reads_only: bool = False
    """Whether it may go by EVALSHA_RO."""

    @classmethod
    def of(cls, source: str, *, reads_only: bool = False) -> LuaText:
        """The text and its digest."""
        data = source.encode()
        sha = sha1(data, usedforsecurity=False).hexdigest().encode()
        return cls(data, sha, reads_only)


@dataclass(frozen=True)
class ScopedCommand:
    """An internal command: its Lua, and ARGV from the command's own arguments."""

    lua: LuaText
    arguments: Callable[..., list[bytes]]


_FOUND: Final = """
local found, seen, cursor = {}, {}, '0'
repeat
  local page = redis.call('SCAN', cursor, 'COUNT', 1000, unpack(ARGV, first))
  cursor = page[1]
  for _, key in ipairs(page[2]) do
    if not seen[key] then
      seen[key] = true
      found[#found + 1] = key
    end
  end
until cursor == '0'
"""
"""Leaves in ``found`` the keys that SCAN finds with ARGV from ``first`` on."""

_RANDOM: Final = LuaText.of(
    """
local prefix = ARGV[1]
for _ = 1, 8 do
  local key = redis.call('RANDOMKEY')
  if not key then return false end
  if string.sub(key, 1, #prefix) == prefix then return key end
end
local first = 3
"""
    + _FOUND
    + """
if #found == 0 then return false end
return found[tonumber(ARGV[2]) % #found + 1]
"""
)

_KEYS: Final = LuaText.of("local first = 1" + _FOUND + "return found")

_DBSIZE: Final = LuaText.of("local first = 1" + _FOUND + "return #found")

_UNLINK: Final = """
for i = 1, #found, 1000 do
  redis.call('UNLINK', unpack(found, i, math.min(i + 999, #found)))
end
"""

_FLUSHDB: Final = LuaText.of(
    "local first = 1" + _FOUND + _UNLINK + "return redis.status_reply('OK')"
)

_FLUSHALL: Final = LuaText.of(
    "local first, database = 1, 0\n"
    "while not redis.pcall('SELECT', database)['err'] do\n"
    + _FOUND
    + _UNLINK
    + """
  database = database + 1
end
return redis.status_reply('OK')
"""
)


def _scan_prefix(prefix: bytes) -> list[bytes]:
    return [b"MATCH", escape_glob(prefix) + b"*"]


def _random_arguments(prefix: bytes) -> list[bytes]:
    return [prefix, b"%d" % getrandbits(32), *_scan_prefix(prefix)]


def _keys_arguments(pattern: bytes, type_: bytes) -> list[bytes]:
    return [b"MATCH", pattern, b"TYPE", type_]


SCOPED: Final = {
    b"REDIPY.RANDOMKEY": ScopedCommand(_RANDOM, _random_arguments),
    b"REDIPY.KEYS": ScopedCommand(_KEYS, _keys_arguments),
    b"REDIPY.DBSIZE": ScopedCommand(_DBSIZE, _scan_prefix),
    b"REDIPY.FLUSHALL": ScopedCommand(_FLUSHALL, _scan_prefix),
    b"REDIPY.FLUSHDB": ScopedCommand(_FLUSHDB, _scan_prefix),
}
"""Internal commands by name."""


def scoped_call(words: Sequence[bytes]) -> tuple[LuaText, list[bytes]] | None:
    """The Lua and its ARGV for an internal command's words; None for others."""
    found = SCOPED.get(words[0])
    return None if found is None else (found.lua, found.arguments(*words[1:]))
