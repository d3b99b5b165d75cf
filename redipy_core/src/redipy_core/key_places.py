"""Where the keys stand among the words of a command, by its declaration alone.

COMMAND INFO and COMMAND GETKEYS answer the same; a registry test holds this module
to them. Whoever routes words, such as a cluster's client or a server, asks here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from redipy_core.command import Command
from redipy_core.errors import ResponseError
from redipy_core.grammar import Arg
from redipy_core.parsing import parser


class Span(NamedTuple):
    """Keys at known places: from word ``first`` to word ``last``, every ``step``.

    ``last`` counts from the end if it is below zero. The name is word 0.
    """

    first: int
    last: int
    step: int


class Counted(NamedTuple):
    """Keys behind their number, which is the word ``at``."""

    at: int


def key_spans(command: Command) -> Iterator[Span | Counted]:
    """Where keys stand, as far as that can be told without reading options."""
    args, at = command.manual_args, len(command.wire_words)
    for i, arg in enumerate(args):
        if arg.type == "block" and arg.multiple and arg.args[0].type == "key":
            yield Span(at, -1, len(arg.args))
            return
        if arg.counted and arg.type == "key":
            yield Counted(at)
            return
        if _is_routed(arg):
            after = sum(a.width for a in args[i + 1 :])
            yield Span(at, -1 - after if arg.multiple else at, 1)
        if arg.multiple or arg.optional or arg.counted:
            return
        at += arg.width


def _is_routed(arg: Arg) -> bool:
    """Whether a word belongs to a place in a cluster, as keys and shard channels do."""
    return arg.type == "key" or arg.name == "shardchannel"


def key_positions(command: Command) -> Span:
    """First, last and step, as COMMAND INFO has them; zeros if it names no keys."""
    spans = [span for span in key_spans(command) if isinstance(span, Span)]
    if not spans:
        return Span(0, 0, 0)
    whole = spans[0]
    for span in spans[1:]:
        if span.first == whole.last + whole.step:
            whole = whole._replace(last=span.last)
    return whole


def has_movable_keys(command: Command) -> bool:
    """Whether some keys are found by reading the words only, as behind options."""
    args = command.manual_args
    if any(arg.type == "key_pattern" for arg in args):
        return True
    known = sum(isinstance(span, Span) for span in key_spans(command))
    return sum(arg.holds_key() for arg in args) > known


def keys_in(command: Command, words: Sequence[bytes]) -> list[bytes]:
    """The keys among the words of a call, the name first; O(n).

    Keys that patterns lead to are not among them. Words that do not fit the
    grammar have keys at the known places alone.
    """
    try:
        slots = parser(command)(words)
    except ResponseError:
        return _at_known_places(command, words)
    found = [
        key
        for arg, value in zip(command.args, slots, strict=True)
        for key in _keys_of(arg, value)
    ]
    return found + _behind_late_options(command, words)


def _at_known_places(command: Command, words: Sequence[bytes]) -> list[bytes]:
    if not any(arg.holds_key() for arg in command.manual_args):
        return []
    first, last, step = key_positions(command)
    stop = last + 1 if last >= 0 else len(words) + last + 1
    return list(words[first:stop:step]) if first else []


def _behind_late_options(command: Command, words: Sequence[bytes]) -> list[bytes]:
    """The key behind the last option that takes one, of those a behaviour reads."""
    if command.manual is None:
        return []
    options = [a for a in command.manual_args if a.optional and a.holds_key()]
    tokens = {choice.token for arg in options for choice in (arg, *arg.args)}
    required = [arg for arg in command.manual_args if not arg.optional]
    start = len(command.wire_words) + sum(arg.width for arg in required)
    for at in range(len(words) - 2, start - 1, -1):
        if words[at].upper() in tokens:
            return [words[at + 1]]
    return []


def _keys_of(arg: Arg, value: object) -> Iterator[bytes]:
    """The keys in a slot's value, as :mod:`redipy_core.grammar` describes it."""
    if not arg.holds_key():
        return
    if arg.multiple and isinstance(value, (list, tuple)):
        for item in value:
            yield from _keys_of_one(arg, item)
    else:
        yield from _keys_of_one(arg, value)


def _keys_of_one(arg: Arg, value: object) -> Iterator[bytes]:
    if arg.type == "key" and isinstance(value, bytes):
        yield value
    elif arg.type == "oneof" and isinstance(value, tuple):
        token, inner = value
        for choice in arg.args:
            if choice.token == token:
                yield from _keys_of_one(choice, inner)
    elif arg.type == "block" and isinstance(value, tuple):
        for part, inner in zip(arg.args, value, strict=True):
            yield from (_keys_of_one if arg.columns else _keys_of)(part, inner)
