"""Where the keys stand in the words of a command, by its declaration."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Flag, auto
from typing import NamedTuple

from redipy_core.command import Command
from redipy_core.errors import ResponseError
from redipy_core.grammar import Arg
from redipy_core.replies import Reply
from redipy_server.index import Entry


class Span(NamedTuple):
    """Keys at places that are known: from ``first`` to ``last``, every ``step``.

    ``last`` is below zero if it counts from the end of the words.
    """

    first: int
    last: int
    step: int


class Counted(NamedTuple):
    """Keys behind their number, which stands at ``at``."""

    at: int


def spans(command: Command) -> Iterator[Span | Counted]:
    """Where keys stand, as far as that can be told without reading the words."""
    if command.name in ("EVAL", "EVALSHA"):
        yield Counted(2)
        return
    args, at = command.manual_args, len(command.wire_words)
    for i, arg in enumerate(args):
        if arg.type == "block" and arg.multiple and arg.args[0].type == "key":
            yield Span(at, -1, len(arg.args))
            return
        if arg.counted and arg.holds_key():
            yield Counted(at)
            return
        # A shard channel is routed like a key.
        if arg.type == "key" or arg.name == "shardchannel":
            after = sum(a.width for a in args[i + 1 :])
            yield Span(at, -1 - after if arg.multiple else at, 1)
        elif arg.type == "channel" and arg.name == "shardchannels":
            yield Span(at, -1, 1)
        if arg.multiple or arg.optional or arg.counted:
            return
        at += arg.width


def positions(command: Command) -> Span:
    """First, last and step, as COMMAND INFO has them; zeros if there are no keys."""
    found = [span for span in spans(command) if isinstance(span, Span)]
    if not found:
        return Span(0, 0, 0)
    first, last, step = found[0]
    for span in found[1:]:
        if span.first != last + step:
            break
        last = span.last
    return Span(first, last, step)


def is_movable(command: Command) -> bool:
    """Whether some keys can only be found by reading the words."""
    if command.name in ("EVAL", "EVALSHA", "SORT_RO"):
        return True  # behind a number that may be 0; behind patterns
    held = [arg for arg in command.manual_args if arg.holds_key()]
    if len(held) > len([s for s in spans(command) if isinstance(s, Span)]):
        return True
    return any(isinstance(span, Counted) for span in spans(command))


def keys_of(entry: Entry, words: Sequence[bytes]) -> list[bytes]:
    """The keys among the words of a command; none if the words do not fit it."""
    try:
        slots = entry.parse(words)
    except ResponseError:
        return _at_places(entry.command, words)
    found: list[bytes] = []
    for arg, value in zip(entry.command.args, slots, strict=True):
        found += _keys_in(arg, value)
    return found


def _at_places(command: Command, words: Sequence[bytes]) -> list[bytes]:
    first, last, step = positions(command)
    if not first:
        return []
    end = last if last >= 0 else len(words) + last
    return list(words[first : end + 1 : step])


def _keys_in(arg: Arg, value: object) -> Iterator[bytes]:
    if value is None or not arg.holds_key():
        return
    if arg.multiple:
        assert isinstance(value, (list, tuple))
        for item in value:
            yield from _keys_in_one(arg, item)
    else:
        yield from _keys_in_one(arg, value)


def _keys_in_one(arg: Arg, value: object) -> Iterator[bytes]:
    if arg.type == "block" and isinstance(value, tuple):
        for inner, part in zip(arg.args, value, strict=True):
            if isinstance(part, bytes):  # of a column, whose words stand one by one
                yield from _keys_in_one(inner, part) if inner.type == "key" else ()
            else:
                yield from _keys_in(inner, part)
    elif arg.type == "oneof" and isinstance(value, tuple):
        chosen = next(a for a in arg.args if a.token == value[0])
        yield from _keys_in(chosen, value[1])
    elif isinstance(value, bytes):
        yield value


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
