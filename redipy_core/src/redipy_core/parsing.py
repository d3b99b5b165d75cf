"""From words to slot values, by a command's grammar.

``parser(command)`` gives the function that reads a command's words. It complains
in the server's words and in the server's order. It is put together once per command
out of small functions, each of which reads one argument, so that a call asks
nothing that the grammar says.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import TypeAlias

from redipy_core.command import Command, UnfitWordsError
from redipy_core.errors import (
    SYNTAX,
    CommandError,
    as_c_string,
    misused_subcommand,
    wrong_arity,
)
from redipy_core.readers import MisfitError, Readers, converting
from redipy_core.wire import SlotValues, converter, is_single

Parse: TypeAlias = Callable[[Sequence[bytes]], SlotValues]


@cache
def parser(command: Command) -> Callable[[Sequence[bytes]], SlotValues]:
    """The function from words (the name first) to ``command``'s slot values.

    It raises CommandError as a server does: first for the number of words, then
    for words that do not fit the grammar, then for numbers that are none.
    """
    if command.reader is not None:
        return _special_parser(command, command.reader)
    if command.check is None and all(is_single(arg) for arg in command.args):
        return _fixed_parser(command)
    return _with_short_cut(command, _grammar_parser(command))


def _misfit_error(command: Command, words: Sequence[bytes]) -> CommandError:
    """What the server says of words that do not fit the grammar."""
    if command.misfit == "arity":
        return wrong_arity(command.name)
    if command.misfit == "subcommand":
        return misused_subcommand(command.name.split()[0], words[1])
    return CommandError(SYNTAX)


def _special_parser(
    command: Command, reader: Callable[[Sequence[bytes]], SlotValues]
) -> Callable[[Sequence[bytes]], SlotValues]:
    first, least = len(command.wire_words), abs(command.arity)

    def parse(words: Sequence[bytes]) -> SlotValues:
        if len(words) < least:
            raise wrong_arity(command.name)
        try:
            return reader(words[first:])
        except UnfitWordsError:
            complaint = _misfit_error(command, words)
            if not command.late:
                raise complaint from None
            return _with_complaint(command, words[first:], complaint)

    return parse


def _with_complaint(
    command: Command, words: Sequence[bytes], complaint: CommandError
) -> SlotValues:
    """The slots for words that do not fit where the key is looked at before."""
    required = [arg for arg in command.args if not arg.optional]
    absent = [None] * (len(command.args) - len(required) - 1)
    return (*words[: len(required)], *absent, complaint)


def _fixed_parser(command: Command) -> Callable[[Sequence[bytes]], SlotValues]:
    first = len(command.wire_words)
    count = first + len(command.args)
    conversions = [(i, converter(a)) for i, a in enumerate(command.args)]
    numeric = [(i, convert) for i, convert in conversions if convert is not None]

    def parse(words: Sequence[bytes]) -> SlotValues:
        if len(words) != count:
            raise wrong_arity(command.name)
        if not numeric:
            return tuple(words[first:])
        slots: list[object] = list(words[first:])
        for i, convert in numeric:
            slots[i] = convert(slots[i])
        return tuple(slots)

    return parse


def _with_short_cut(command: Command, parse: Parse) -> Parse:
    """``parse``, but words in the command's plainest form are taken apart at once.

    That is: single words, and then either no option at all, or one repetition to
    the end.
    """
    args, first = command.args, len(command.wire_words)
    singles = 0
    while singles < len(args) and is_single(args[singles]):
        singles += 1
    rest = args[singles:]
    numbers = [
        (i, convert)
        for i, arg in enumerate(args[:singles])
        if (convert := converter(arg)) is not None
    ]
    if len(numbers) > 1:
        return parse  # of two that are none, the order of the errors would matter
    until, check = first + singles, command.check
    if until < abs(command.arity) and all(arg.optional for arg in rest):
        return parse  # some option must be given
    if rest and all(arg.optional for arg in rest):
        absent = tuple(
            False if a.type == "token" else () if a.multiple else None for a in rest
        )

        def parse_without_options(words: Sequence[bytes]) -> SlotValues:
            if len(words) != until:
                return parse(words)
            slots: SlotValues = (*words[first:], *absent)
            if check is not None:
                check(*slots)
            for i, convert in numbers:
                slots = (*slots[:i], convert(slots[i]), *slots[i + 1 :])
            return slots

        return parse_without_options
    if numbers or check is not None:
        return parse
    if len(rest) != 1 or not rest[0].multiple or rest[0].counted or rest[0].optional:
        return parse
    tail = rest[0]
    width = len(tail.args) or 1
    parts = tail.args or (tail,)
    if tail.columns or tail.token or any(converter(a) is not None for a in parts):
        return parse
    if tail.args and not all(is_single(a) for a in tail.args):
        return parse

    def parse_repetition(words: Sequence[bytes]) -> SlotValues:
        count = len(words) - until
        if count < 1 or count % width:
            return parse(words)
        items = words[until:]
        if tail.args:
            items = list(zip(*[iter(items)] * width, strict=True))  # type: ignore[arg-type]  # tuples
        return (*words[first:until], items)

    return parse_repetition


def _grammar_parser(command: Command) -> Parse:
    """Reads words by a grammar with options, choices and repetitions.

    Required arguments and repetitions stand in their places; a run of optional
    arguments may come in any order and repeat, the last one winning, but two
    different branches of one choice do not fit. An optional argument without a
    token keeps its place: what stands behind it in the grammar comes after it.
    """
    args, late, check = command.args, command.late, command.check
    first, least = len(command.wire_words), abs(command.arity)
    most = command.arity if command.arity > 0 else None
    steps = tuple(Readers(command).steps())
    absent: list[object] = [
        False if a.type == "token" else () if a.optional and a.multiple else None
        for a in args
    ]
    needed = [i for i, arg in enumerate(args) if not arg.optional]
    conversions = [
        (i, convert)
        for i, arg in enumerate(args)
        if (not command.eager or arg.type == "timeout")
        and (convert := converting(arg)) is not None
    ]

    def parse(words: Sequence[bytes]) -> SlotValues:
        count = len(words)
        if count < least or (most and count > most):
            raise wrong_arity(command.name)
        values = absent.copy()
        try:
            at = first
            for step in steps:
                at = step(words, at, values)
            if at != count:
                raise MisfitError(words[at])
        except MisfitError as misfit:
            complaint = _complaint(command, misfit.word, words)
            if not late:
                raise complaint from None
            values[-1] = complaint
        except CommandError as error:
            if not late or any(values[i] is None for i in needed):
                raise
            values[-1] = error
        if check is not None:
            check(*values)
        for i, convert in conversions:
            values[i] = convert(values[i])
        return tuple(values)

    return parse


def _complaint(
    command: Command, word: bytes | None, words: Sequence[bytes]
) -> CommandError:
    if word is not None and command.unknown_option is not None:
        return CommandError(command.unknown_option.format(as_c_string(word)))
    return _misfit_error(command, words)
