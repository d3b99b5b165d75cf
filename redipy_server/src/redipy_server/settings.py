"""The settings that CONFIG knows, one table.

A setting either is one of the server's :class:`Options`, or says what a server
of this kind always does: tools ask for those, and only their own value can be
set.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from redipy_core.errors import CommandError, RedipyError, as_c_string
from redipy_core.text import read_integer
from redipy_server.options import OutputLimit
from redipy_server.state import ServerState

Read = Callable[[ServerState], str]
Write = Callable[[ServerState, str], object]

_INTEGER: Final = "argument couldn't be parsed into an integer"
_MEMORY: Final = "argument must be a memory value"
_UNITS: Final = {
    "": 1,
    "b": 1,
    "k": 1000,
    "kb": 1 << 10,
    "m": 10**6,
    "mb": 1 << 20,
    "g": 10**9,
    "gb": 1 << 30,
}


class UnfitSettingError(Exception):
    """A value that a setting does not take."""


@dataclass(frozen=True)
class Setting:
    """A setting: how it is read, and how it is written, if it can be."""

    read: Read
    write: Write | None = None
    fixed: bool = False


def _option(name: str) -> Read:
    return lambda state: str(getattr(state.options, name) or "")


def _number(name: str, least: int, most: int, *, memory: bool = False) -> Setting:
    """An option that is a number between two."""

    def write(state: ServerState, text: str) -> None:
        number = memory_size(text) if memory else read_integer(text.encode())
        if number is None:
            raise UnfitSettingError(_MEMORY if memory else _INTEGER)
        if not least <= number <= most:
            raise UnfitSettingError(
                f"argument must be between {least} and {most} inclusive"
            )
        setattr(state.options, name, number)

    return Setting(lambda state: str(getattr(state.options, name)), write)


def memory_size(text: str) -> int | None:
    """Bytes as people write them, such as ``100mb``; None if they are not."""
    found = re.fullmatch(r"(\d+)([a-z]*)", text.lower())
    if found is None or found[2] not in _UNITS:
        return None
    return int(found[1]) * _UNITS[found[2]]


def _fixed(value: str) -> Setting:
    return Setting(lambda state: value, fixed=True)


# -- settings that are more than a number ---------------------------------------------


def _write_password(state: ServerState, text: str) -> None:
    state.options.password = text or None
    state.users.require(state.options.password)


def _write_events(state: ServerState, text: str) -> None:
    try:
        state.options.keyspace_events = state.runtime.tell_events(text)
    except RedipyError as error:
        raise UnfitSettingError(getattr(error, "text", str(error))) from None


def _read_limits(state: ServerState) -> str:
    normal, pubsub = state.options.normal_output, state.options.pubsub_output
    return (
        f"normal {normal.hard} {normal.soft} {normal.seconds}"
        " slave 268435456 67108864 60"
        f" pubsub {pubsub.hard} {pubsub.soft} {pubsub.seconds}"
    )


def _write_limits(state: ServerState, text: str) -> None:
    words = text.split()
    if len(words) % 4:
        raise UnfitSettingError(
            "Wrong number of arguments in buffer limit configuration."
        )
    found: dict[str, OutputLimit] = {}
    for at in range(0, len(words), 4):
        kind, *numbers = words[at : at + 4]
        if kind not in ("normal", "slave", "replica", "pubsub"):
            raise UnfitSettingError(
                "Invalid client class specified in buffer limit configuration."
            )
        hard, soft = memory_size(numbers[0]), memory_size(numbers[1])
        seconds = read_integer(numbers[2].encode())
        if hard is None or soft is None or seconds is None or seconds < 0:
            raise UnfitSettingError(
                "Error in hard, soft or soft_seconds setting in buffer limit configuration."
            )
        found[kind] = OutputLimit(hard, soft, seconds)
    state.options.normal_output = found.get("normal", state.options.normal_output)
    state.options.pubsub_output = found.get("pubsub", state.options.pubsub_output)


_MOST: Final = 2**63 - 1

SETTINGS: Final[Mapping[str, Setting]] = {
    "acllog-max-len": _number("acllog_max_len", 0, _MOST),
    **dict.fromkeys(
        ("busy-reply-threshold", "lua-time-limit"),
        _number("busy_reply_threshold", 0, _MOST),
    ),
    "client-output-buffer-limit": Setting(_read_limits, _write_limits),
    "client-query-buffer-limit": _number(
        "query_buffer_limit", 1 << 20, _MOST, memory=True
    ),
    "latency-monitor-threshold": _number("latency_threshold", 0, _MOST),
    "maxclients": _number("maxclients", 1, 2**32 - 1),
    "notify-keyspace-events": Setting(_option("keyspace_events"), _write_events),
    "proto-max-bulk-len": _number("bulk_max", 1 << 20, _MOST, memory=True),
    "requirepass": Setting(_option("password"), _write_password),
    "slowlog-log-slower-than": _number("slowlog_slower_than", -1, _MOST),
    "slowlog-max-len": _number("slowlog_max_len", 0, _MOST),
    "tcp-keepalive": _number("tcp_keepalive", 0, 2**31 - 1),
    "timeout": _number("timeout", 0, 2**31 - 1),
    "tracking-table-max-keys": _number("tracking_table_max_keys", 0, _MOST),
    # -- said at the start, and not to be changed
    "bind": Setting(_option("host")),
    "databases": Setting(_option("databases")),
    "port": Setting(lambda state: str(state.port)),
    "tls-ca-cert-file": Setting(_option("tls_ca")),
    "tls-cert-file": Setting(_option("tls_cert")),
    "tls-key-file": Setting(_option("tls_key")),
    "tls-port": Setting(lambda state: str(state.port if state.options.tls_cert else 0)),
    "unixsocket": Setting(_option("unix")),
    "unixsocketperm": Setting(
        lambda state: f"{state.options.unix_mode:o}" if state.options.unix else "0"
    ),
    # -- what a server of this kind always does
    "activedefrag": _fixed("no"),
    "appendfsync": _fixed("everysec"),
    "appendonly": _fixed("no"),
    "cluster-enabled": _fixed("no"),
    "daemonize": _fixed("no"),
    "dbfilename": _fixed(""),
    "dir": _fixed(""),
    "enable-debug-command": _fixed("yes"),
    "hash-max-listpack-entries": _fixed("512"),
    "hash-max-listpack-value": _fixed("64"),
    "hz": _fixed("10"),
    "io-threads": _fixed("1"),
    "lazyfree-lazy-eviction": _fixed("no"),
    "list-max-listpack-size": _fixed("-2"),
    "logfile": _fixed(""),
    "loglevel": _fixed("notice"),
    "maxmemory": _fixed("0"),
    "maxmemory-policy": _fixed("noeviction"),
    "maxmemory-samples": _fixed("5"),
    "min-replicas-to-write": _fixed("0"),
    "protected-mode": _fixed("yes"),
    "replica-read-only": _fixed("yes"),
    "save": _fixed(""),
    "set-max-intset-entries": _fixed("512"),
    "stop-writes-on-bgsave-error": _fixed("yes"),
    "supervised": _fixed("no"),
    "zset-max-listpack-entries": _fixed("128"),
    "zset-max-listpack-value": _fixed("64"),
}


def read_settings(state: ServerState) -> dict[str, str]:
    """All settings as CONFIG GET shows them."""
    return {name: setting.read(state) for name, setting in SETTINGS.items()}


def write_settings(state: ServerState, pairs: Sequence[tuple[bytes, bytes]]) -> None:
    """Change settings: all or none. Raises CommandError for what cannot be set."""
    wanted: dict[str, str] = {}
    for word, value in pairs:
        name = word.decode("utf-8", "surrogateescape").lower()
        if name not in SETTINGS:
            shown = as_c_string(word)
            raise CommandError(
                f"Unknown option or number of arguments for CONFIG SET - '{shown}'"
            )
        if name in wanted:
            raise _refused(name, "duplicate parameter")
        wanted[name] = value.decode("utf-8", "surrogateescape")
    before = {name: SETTINGS[name].read(state) for name in wanted}
    for name, text in wanted.items():
        if SETTINGS[name].write is None and not (
            SETTINGS[name].fixed and text.lower() == before[name]
        ):
            raise _refused(name, "can't set immutable config")
    done: list[str] = []
    for name, text in wanted.items():
        write = SETTINGS[name].write
        if write is None:
            continue
        try:
            write(state, text)
        except UnfitSettingError as error:
            for earlier in done:
                undo = SETTINGS[earlier].write
                assert undo is not None
                undo(state, before[earlier])
            raise _refused(name, str(error)) from None
        done.append(name)
    state.options_changed()


def _refused(name: str, why: str) -> CommandError:
    return CommandError(
        f"CONFIG SET failed (possibly related to argument '{name}') - {why}"
    )
