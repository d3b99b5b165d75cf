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
from redipy_core.grammar import Arg
from redipy_core.readers import Convert, MisfitError, Readers, converting, tokens_of
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

    That is: single words without any option, or with one repetition to the end.
    """
    args = command.args
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
    until = len(command.wire_words) + singles
    if until < abs(command.arity) and all(arg.optional for arg in rest):
        return parse  # some option must be given
    if rest and all(arg.optional for arg in rest):
        return _without_options(command, parse, until, numbers)
    if numbers or any(not arg.optional for arg in rest[:-1]):
        return parse
    return _repetition(command, parse, until)


def _absent(arg: Arg) -> object:
    """The value of a slot whose option is not given."""
    if arg.type == "token":
        return False
    return () if arg.optional and arg.multiple else None


def _without_options(
    command: Command, parse: Parse, until: int, numbers: Sequence[tuple[int, Convert]]
) -> Parse:
    """Takes up to ``until`` words apart, of which some are numbers."""
    first, check = len(command.wire_words), command.check
    absent = tuple(_absent(arg) for arg in command.args[until - first :])

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


def _repetition(command: Command, parse: Parse, until: int) -> Parse:
    """Takes words apart of which those from ``until`` on are one repetition.

    Options may stand before it, but none does if the first word is no token.
    """
    first, check = len(command.wire_words), command.check
    *options, tail = command.args[until - first :]
    tokens = {token for arg in options for token in tokens_of(command, arg)}
    if not tail.multiple or tail.counted or tail.columns or tail.token:
        return parse
    if not all(map(is_single, tail.args)) or not all(
        tokens_of(command, arg) for arg in options
    ):
        return parse
    width, blocks = len(tail.args) or 1, bool(tail.args)
    absent = tuple(map(_absent, options))
    convert = converting(tail)
    if command.eager and convert is not None:
        return parse

    def parse_repetition(words: Sequence[bytes]) -> SlotValues:
        count = len(words) - until
        if count < 1 or count % width or words[until].upper() in tokens:
            return parse(words)
        items: object = words[until:]
        if blocks:
            several = iter(words[until:])
            items = [*zip(*[several] * width)]  # noqa: B905  # as many of each
        slots: SlotValues = (*words[first:until], *absent, items)
        if check is not None:
            check(*slots)
        return slots if convert is None else (*slots[:-1], convert(items))

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
    absent = list(map(_absent, args))
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
