"""What COMMAND says of a command: all of it from the declaration."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

from redipy_core.command import Command
from redipy_core.grammar import NUMERIC, Arg
from redipy_core.key_places import Counted
from redipy_core.replies import Status
from redipy_server.encoding import Map, Set
from redipy_server.index import CommandIndex, Entry
from redipy_server.keys import is_movable, positions, spans

CATEGORIES: Final = (
    *("keyspace", "read", "write", "set", "sortedset", "list", "hash", "string"),
    *("bitmap", "hyperloglog", "geo", "stream", "pubsub", "admin", "fast", "slow"),
    *("blocking", "dangerous", "connection", "transaction", "scripting"),
)
"""The categories of commands, in the order in which a server has them."""

SLOW: Final[tuple[str, ...]] = ("slow",)
"""The categories of a container, which cannot be called itself."""

_FLAGS: Final = (
    *("write", "readonly", "denyoom", "admin", "pubsub", "noscript", "blocking"),
    *("loading", "stale", "skip_monitor", "skip_slowlog", "fast", "no_auth"),
    *("no_async_loading", "no_multi", "movablekeys", "allow_busy"),
    "no_mandatory_keys",
)
_GROUPS: Final = {
    **dict.fromkeys(("lists", "lists_blocking"), "list"),
    **dict.fromkeys(("sets",), "set"),
    **dict.fromkeys(("hashes",), "hash"),
    **dict.fromkeys(("strings",), "string"),
    **dict.fromkeys(("bitmaps",), "bitmap"),
    **dict.fromkeys(("geo", "geo_radius"), "geo"),
    **dict.fromkeys(("streams", "streams_groups", "streams_info"), "stream"),
    **dict.fromkeys(("connection", "client", "tracking"), "connection"),
    **dict.fromkeys(("introspection",), "server"),
    "cluster": "cluster",
    "hyperloglog": "hyperloglog",
    "pubsub": "pubsub",
    "transactions": "transactions",
    "scripting": "scripting",
    "functions": "scripting",
}
_GROUP_OF: Final = {
    **dict.fromkeys(("COPY", "MOVE", "WAIT"), "generic"),
    **dict.fromkeys(("XGROUP HELP", "XINFO HELP"), "stream"),
    **dict.fromkeys(("CLIENT HELP", "COMMAND HELP"), "connection"),
    **dict.fromkeys(("OBJECT HELP",), "generic"),
    **dict.fromkeys(("MEMORY USAGE",), "server"),
    **dict.fromkeys(("SCRIPT HELP",), "scripting"),
    **dict.fromkeys(("TIME", "DBSIZE", "FLUSHALL", "FLUSHDB", "SWAPDB"), "server"),
}
_CATEGORY_OF_GROUP: Final = {
    "generic": "keyspace",
    "sorted-set": "sortedset",
    "transactions": "transaction",
    **{
        name: name
        for name in (
            *("string", "list", "set", "hash", "bitmap", "hyperloglog", "geo"),
            *("stream", "scripting", "connection"),
        )
    },
}
_MORE: Final[dict[str, frozenset[str]]] = {
    **dict.fromkeys(
        ("FLUSHALL", "FLUSHDB", "SWAPDB"), frozenset({"keyspace", "dangerous"})
    ),
    **dict.fromkeys(("KEYS", "RESTORE"), frozenset({"dangerous"})),
    "INFO": frozenset({"dangerous"}),
    "DBSIZE": frozenset({"keyspace"}),
    "WAIT": frozenset({"connection"}),
    **dict.fromkeys(("LASTSAVE", "ROLE"), frozenset({"admin", "dangerous"})),
    **dict.fromkeys(("ASKING", "READONLY", "READWRITE"), frozenset({"connection"})),
    **dict.fromkeys(
        ("SORT", "SORT_RO"), frozenset({"list", "set", "sortedset", "dangerous"})
    ),
}
"""Categories that follow from neither the flags nor the group."""


def group_of(command: Command) -> str:
    """The group that the manual puts a command in."""
    found = _GROUP_OF.get(command.name) or _GROUPS.get(command.group)
    if found is not None:
        return found
    if command.group.startswith("sorted_set"):
        return "sorted-set"
    own = command.function.__module__.startswith("redipy_server.")
    return "server" if own else "generic"


@cache
def categories(command: Command) -> tuple[str, ...]:
    """The categories by which rules allow and forbid a command."""
    flags = command.flags
    found: set[str] = {
        name for name in ("write", "pubsub", "blocking") if name in flags
    }
    found.add("fast" if "fast" in flags else "slow")
    # What a script will read, nobody can tell.
    if "readonly" in flags and group_of(command) != "scripting":
        found.add("read")
    if "admin" in flags:
        found |= {"admin", "dangerous"}
    own = _CATEGORY_OF_GROUP.get(group_of(command))
    if command.group == "introspection":
        own = "connection"
    if own is not None and command.name not in ("WAIT", "SORT", "SORT_RO"):
        found.add(own)
    found |= _MORE.get(command.name, frozenset())
    return tuple(name for name in CATEGORIES if name in found)


def flags_of(command: Command) -> list[str]:
    """The flags as COMMAND INFO names them."""
    flags = command.flags
    if is_movable(command):
        flags |= {"movablekeys"}
    return [flag for flag in _FLAGS if flag in flags]


def described(index: CommandIndex, name: bytes) -> object:
    """A row of COMMAND INFO; None for a name that is none."""
    found = _look_up(index, name)
    if found is None:
        return None
    entry, shown, subcommands = found
    rows: list[object] = [_row(sub.full_name.encode(), sub, ()) for sub in subcommands]
    return _row(shown, entry, rows)


def _look_up(
    index: CommandIndex, name: bytes
) -> tuple[Entry | None, bytes, Sequence[Entry]] | None:
    """The command of a name such as ``get`` or ``config|get``, and its subcommands."""
    first, bar, second = name.upper().partition(b"|")
    subcommands = index.containers.get(first, {})
    if bar:
        found = subcommands.get(second)
        return None if found is None else (found, found.full_name.encode(), ())
    entry = index.named(first)
    if entry is None and not subcommands:
        return None
    return entry, first.lower(), tuple(subcommands.values())


def _row(name: bytes, entry: Entry | None, subcommands: Sequence[object]) -> object:
    if entry is None:
        return [
            name,
            -2,
            Set(),
            0,
            0,
            0,
            _words(f"@{category}" for category in SLOW),
            Set(),
            Set(),
            Set(subcommands),
        ]
    command = entry.command
    return [
        name,
        command.arity,
        _words(flags_of(command)),
        *positions(command),
        _words(f"@{category}" for category in categories(command)),
        Set(),
        Set(_key_specs(command)),
        Set(subcommands),
    ]


def _words(words: Iterable[str]) -> Set:
    return Set(Status(word.encode()) for word in words)


def _key_specs(command: Command) -> list[object]:
    reads = "readonly" in command.flags
    access = _words(["RO", "access"] if reads else ["RW", "update"])
    found: list[object] = []
    for span in spans(command):
        at = span.at if isinstance(span, Counted) else span.first
        begin = Map([b"type", b"index", b"spec", Map([b"index", at])])
        if isinstance(span, Counted):
            kind = b"keynum"
            spec = Map([b"keynumidx", 0, b"firstkey", 1, b"keystep", 1])
        else:
            kind = b"range"
            last = span.last if span.last < 0 else span.last - at
            spec = Map([b"lastkey", last, b"keystep", span.step, b"limit", 0])
        find = Map([b"type", kind, b"spec", spec])
        found.append(
            Map([b"flags", access, b"begin_search", begin, b"find_keys", find])
        )
    return found


# -- for people -----------------------------------------------------------------------


def documented(index: CommandIndex, name: bytes) -> object:
    """What COMMAND DOCS says of a name; None for one that is none."""
    found = _look_up(index, name)
    if found is None:
        return None
    entry, _, subcommands = found
    about: list[object] = []
    if entry is not None:
        about += _docs_of(entry.command)
    else:
        about += [b"summary", b"A container for %b commands" % name.lower()]
        about += [b"since", _earliest(subcommands), b"group", _group(subcommands[0])]
        about += [b"complexity", b"Depends on subcommand."]
    if subcommands:
        inner: list[object] = []
        for sub in subcommands:
            inner += [sub.full_name.encode(), Map(_docs_of(sub.command))]
        about += [b"subcommands", Map(inner)]
    return Map(about)


def _earliest(entries: Sequence[Entry]) -> bytes:
    def order(since: str) -> list[int]:
        return [int(part) for part in since.split(".")]

    return min((entry.command.since for entry in entries), key=order).encode()


def _group(entry: Entry) -> bytes:
    return group_of(entry.command).encode()


def _docs_of(command: Command) -> list[object]:
    about: list[object] = [
        *(b"summary", command.doc.partition("\n")[0].encode()),
        *(b"since", command.since.encode()),
        *(b"group", group_of(command).encode()),
        *(b"complexity", command.complexity.encode()),
    ]
    shown = [arg for arg in command.manual_args if not arg.name.startswith("_")]
    if shown:
        about += [b"arguments", _arguments(shown)]
    return about


_KINDS: Final = {
    "double": "double",
    "weight": "double",
    "timeout": "double",
    "token": "pure-token",
    "channel": "string",
    "key_pattern": "pattern",
}


def _arguments(args: Iterable[Arg]) -> list[Map]:
    found: list[Map] = []
    for arg in args:
        if arg.counted:
            found.append(Map([b"name", b"numkeys", b"type", b"integer"]))
        found.append(_argument(arg))
    return found


def _argument(arg: Arg) -> Map:
    kind = _KINDS.get(arg.type) or ("integer" if arg.type in NUMERIC else arg.type)
    about: list[object] = [b"name", arg.manual_name.encode(), b"type", kind.encode()]
    if arg.token is not None:
        about += [b"token", arg.token]
    flags = [name for name in ("optional", "multiple") if getattr(arg, name)]
    if arg.token_each:
        flags.append("multiple_token")
    if flags:
        about += [b"flags", _words(flags)]
    if arg.args:
        about += [b"arguments", _arguments(arg.args)]
    return Map(about)
