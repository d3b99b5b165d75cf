"""What a command does with its keys and channels, by its declaration."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Flag, auto

from redipy_core.command import Command
from redipy_core.key_places import (
    Counted,
    Span,
    has_movable_keys,
    key_positions,
    key_spans,
    keys_in,
)
from redipy_core.replies import Reply
from redipy_server.index import Entry


def spans(command: Command) -> list[Span | Counted]:
    """Where keys stand, as far as that can be told without reading options."""
    if "no_mandatory_keys" in command.flags:  # behind a number that may be 0
        return [Counted(len(command.wire_words) + 1)]
    return list(key_spans(command))


def positions(command: Command) -> Span:
    """First, last and step, as COMMAND INFO has them."""
    return (
        Span(0, 0, 0)
        if "no_mandatory_keys" in command.flags
        else key_positions(command)
    )


def is_movable(command: Command) -> bool:
    """Whether some keys are found by reading the words only."""
    return "no_mandatory_keys" in command.flags or has_movable_keys(command)


def keys_of(entry: Entry, words: Sequence[bytes]) -> list[bytes]:
    """The keys among the words of a call."""
    return keys_in(entry.command, words)


class Access(Flag):
    """What a command does with a key's data: hand it out, or change it."""

    READ = auto()
    WRITE = auto()
    BOTH = READ | WRITE


_COUNTED_REPLIES = frozenset({"INTEGER", "BOOLEAN", "STATUS", "BOOLEAN_LIST"})
_READS_TOO = frozenset({"INCR", "INCRBY", "DECR", "DECRBY", "HINCRBY", "MOVE", "SMOVE"})
_READS_TOO |= {"RENAME", "RENAMENX", "GETSET", "ZINCRBY", "BITFIELD"}
_TARGETS = frozenset({"destination", "newkey"})


def accesses(entry: Entry, words: Sequence[bytes]) -> list[tuple[bytes, Access]]:
    """The keys among the words, and what the command does with each."""
    keys = keys_of(entry, words)
    if "write" not in entry.flags:
        return [(key, Access.READ) for key in keys]
    names = [arg.name for arg in entry.command.args if arg.holds_key()]
    if _TARGETS & set(names) and len(keys) > 1:
        return _with_target(entry, names, keys)
    rule = entry.command.reply
    while not isinstance(rule, Reply):
        rule = rule.absent
    hands_out = entry.name in _READS_TOO or rule.name not in _COUNTED_REPLIES
    if entry.name == "SET":
        hands_out = any(word.upper() == b"GET" for word in words[3:])
    return [(key, Access.BOTH if hands_out else Access.WRITE) for key in keys]


def _with_target(
    entry: Entry, names: Sequence[str], keys: Sequence[bytes]
) -> list[tuple[bytes, Access]]:
    """One key is written to, from what the others hold."""
    moves = entry.name in _READS_TOO or "MOVE" in entry.name or "POP" in entry.name
    source = Access.BOTH if moves else Access.READ
    at = 0 if names[0] in _TARGETS else 1
    return [(k, Access.WRITE if i == at else source) for i, k in enumerate(keys)]


def channels_of(entry: Entry, words: Sequence[bytes]) -> tuple[list[bytes], bool]:
    """The channels among the words; whether they are patterns, taken literally."""
    if entry.name in ("PUBLISH", "SPUBLISH"):
        return [words[1]], False
    if entry.name in ("SUBSCRIBE", "SSUBSCRIBE", "PSUBSCRIBE"):
        return list(words[1:]), entry.name == "PSUBSCRIBE"
    return [], False
