"""The small functions that a parser is made of: each reads one argument.

They are put together once per command (:mod:`redipy_core.parsing`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from redipy_core.command import Command
from redipy_core.errors import CommandError
from redipy_core.grammar import Arg
from redipy_core.text import read_integer
from redipy_core.wire import converter

Convert: TypeAlias = Callable[[object], object]
Read: TypeAlias = Callable[[Sequence[bytes], int], tuple[object, int]]
"""Reads a value from the words at a place; gives it and the place behind it."""
Step: TypeAlias = Callable[[Sequence[bytes], int, list[object]], int]
"""Reads values from a place on into their slots; gives the place behind them."""


class MisfitError(Exception):
    """The words do not fit the grammar; ``word`` is no option where one should be."""

    def __init__(self, word: bytes | None = None) -> None:
        self.word = word


# -- numbers ------------------------------------------------------------------------


def converting(arg: Arg) -> Convert | None:
    """What turns the words of a slot's value that must be numbers into some."""
    one = _converting_one(arg)
    if one is None or not arg.multiple:
        return one

    def each(values: object) -> object:
        if not isinstance(values, (list, tuple)):
            return values
        return [one(value) for value in values]

    return each


def _converting_one(arg: Arg) -> Convert | None:
    """The same for one occurrence; what is no word stays as it is."""
    if arg.type == "block":
        return _converting_block([converting(inner) for inner in arg.args])
    if arg.type == "oneof":
        return _converting_choice(
            {a.token: convert for a in arg.args if (convert := converting(a))}
        )
    convert = converter(arg)
    return None if convert is None else _converting_word(convert)


def _converting_word(convert: Convert) -> Convert:
    return lambda value: convert(value) if value.__class__ is bytes else value


def _converting_block(inner: Sequence[Convert | None]) -> Convert | None:
    numbers = [(i, convert) for i, convert in enumerate(inner) if convert is not None]
    if not numbers:
        return None

    def parts(values: object) -> object:
        if not isinstance(values, tuple):
            return values
        found = list(values)
        for i, convert in numbers:
            found[i] = convert(found[i])
        return tuple(found)

    return parts


def _converting_choice(by_word: dict[bytes | None, Convert]) -> Convert | None:
    if not by_word:
        return None

    def chosen(value: object) -> object:
        if not isinstance(value, tuple) or value[1] is None:
            return value
        word, inner = value
        convert = by_word.get(word)
        return value if convert is None else (word, convert(inner))

    return chosen


def tokens_of(command: Command, arg: Arg) -> dict[bytes, Arg]:
    """The words that an option begins with, and what each of them begins."""
    if command.manual is not None:
        return {}  # by a grammar of the manual's own the behaviour reads options
    if arg.type == "oneof" and arg.token is None:
        return {a.token: a for a in arg.args if a.token is not None}
    return {} if arg.token is None else {arg.token: arg}


# -- reading ------------------------------------------------------------------------


class Readers:
    """Makes the functions that read one command's arguments."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._args = command.args
        counted = [i for i, arg in enumerate(self._args) if arg.counted]
        self._counted = counted[0] if counted else None

    def steps(self) -> Iterator[Step]:
        """What reads the arguments, one after the other."""
        args, i = self._args, 0
        while i < len(args):
            if not args[i].optional:
                yield self._required(i)
                i += 1
                continue
            stop = i
            while stop < len(args) and args[stop].optional:
                stop += 1
            yield self._options(range(i, stop))
            i = stop

    # -- required arguments ---------------------------------------------------------

    def _required(self, i: int) -> Step:
        arg = self._args[i]
        if arg.counted:
            read = self._counted_values(arg)
        elif arg.multiple:
            behind = self._args[i + 1 :]
            needed = sum(a.width for a in behind if not a.optional)
            return self._repeated_until(i, needed)
        else:
            read = self._value(arg)

        def step(words: Sequence[bytes], at: int, values: list[object]) -> int:
            values[i], at = read(words, at)
            return at

        return step

    def _repeated_until(self, i: int, needed: int) -> Step:
        read = self._repeated(self._args[i])

        def step(words: Sequence[bytes], at: int, values: list[object]) -> int:
            values[i], at = read(words, at, len(words) - needed)
            return at

        return step

    def _counted_values(self, arg: Arg) -> Read:
        errors, read = self._command.numkeys, self._repeated(arg)

        def counted(words: Sequence[bytes], at: int) -> tuple[object, int]:
            count = read_integer(words[at])
            if count is None:
                raise CommandError(errors.no_number)
            if count < 1:
                raise CommandError(errors.below_one)
            if at + 1 + count > len(words):
                raise CommandError(errors.too_many)
            return read(words, at + 1, at + 1 + count)

        return counted

    # -- options ----------------------------------------------------------------------

    def _options(self, run: range) -> Step:
        """Reads a run of optional arguments; those without a token have their places.

        Between two of these only the options that stand there in the grammar fit.
        """
        plain = [i for i in run if not tokens_of(self._command, self._args[i])]
        bounds = [*plain, run.stop]
        handlers = [self._handlers(range(run.start, bound)) for bound in bounds]
        readers = [(i, self._value(self._args[i])) for i in plain]

        def step(words: Sequence[bytes], at: int, values: list[object]) -> int:
            count, stage, known = len(words), 0, handlers[0]
            while at < count:
                handle = known.get(words[at].upper())
                if handle is not None:
                    at = handle(words, at, values)
                elif stage == len(readers):
                    return at
                else:
                    i, read = readers[stage]
                    values[i], at = read(words, at)
                    stage += 1
                    known = handlers[stage]
            return at

        return step

    def _handlers(self, places: range) -> dict[bytes, Step]:
        """What reads an option, by its token, for the options of some places."""
        found: dict[bytes, Step] = {}
        for i in places:
            for token, chosen in tokens_of(self._command, self._args[i]).items():
                found.setdefault(token, self._handler(i, token, chosen))
        return found

    def _handler(self, i: int, token: bytes, chosen: Arg) -> Step:
        arg = self._args[i]
        if arg.type == "oneof" and arg.token is None:
            handler = self._branch(i, token, chosen)
        elif chosen.type == "token":
            handler = self._flag(i)
        elif chosen.token_each:
            handler = self._one_more(i, chosen)
        elif chosen.multiple and self._counted is not None:
            handler = self._as_many_as_keys(i, self._counted, chosen)
        else:
            handler = self._setting(i, self._value(chosen))
        return self._once(i, handler) if arg.name in self._command.once else handler

    @staticmethod
    def _once(i: int, handler: Step) -> Step:
        def step(words: Sequence[bytes], at: int, values: list[object]) -> int:
            if values[i]:
                raise MisfitError
            return handler(words, at, values)

        return step

    @staticmethod
    def _flag(i: int) -> Step:
        def step(words: Sequence[bytes], at: int, values: list[object]) -> int:
            values[i] = True
            return at + 1

        return step

    @staticmethod
    def _setting(i: int, read: Read) -> Step:
        def step(words: Sequence[bytes], at: int, values: list[object]) -> int:
            values[i], at = read(words, at + 1)
            return at

        return step

    def _one_more(self, i: int, arg: Arg) -> Step:
        read = self._value(replace(arg, multiple=False))

        def step(words: Sequence[bytes], at: int, values: list[object]) -> int:
            before = values[i]
            assert isinstance(before, (list, tuple))
            value, at = read(words, at + 1)
            values[i] = [*before, value]
            return at

        return step

    def _as_many_as_keys(self, i: int, counted: int, arg: Arg) -> Step:
        read, read_all = self._repeated(arg), self._value(arg)

        def step(words: Sequence[bytes], at: int, values: list[object]) -> int:
            keys = values[counted]
            if not isinstance(keys, list):
                values[i], at = read_all(words, at + 1)
                return at
            end = at + 1 + len(keys)
            if end > len(words):
                raise MisfitError
            values[i], at = read(words, at + 1, end)
            return at

        return step

    def _branch(self, i: int, token: bytes, chosen: Arg) -> Step:
        """One branch of a choice; another one must not have been taken before."""
        alone = self._args[i].only_tokens
        read = None if chosen.type == "token" else self._value(chosen)

        def step(words: Sequence[bytes], at: int, values: list[object]) -> int:
            before = values[i]
            earlier = before[0] if isinstance(before, tuple) else before
            if earlier is not None and earlier != token:
                raise MisfitError
            if alone:
                values[i] = token
            elif read is None:
                values[i] = token, None
            else:
                value, at = read(words, at + 1)
                values[i] = token, value
                return at
            return at + 1

        return step

    # -- values -------------------------------------------------------------------------

    def _eager(self, arg: Arg) -> Convert | None:
        """What converts a word as it is met, if that is not done in the end."""
        if not self._command.eager or arg.type == "timeout":
            return None
        return _converting_one(arg)

    def _value(self, arg: Arg) -> Read:
        """Reads one value, or all that are left if there may be several."""
        if arg.multiple:
            repeated = self._repeated(arg)
            return lambda words, at: repeated(words, at, len(words))
        if arg.type == "block":
            return self._block(arg)
        if arg.type in ("token", "oneof"):
            return self._word(arg)
        convert = self._eager(arg)

        def single(words: Sequence[bytes], at: int) -> tuple[object, int]:
            if at >= len(words):
                raise MisfitError
            word = words[at]
            return word if convert is None else convert(word), at + 1

        return single

    def _block(self, arg: Arg) -> Read:
        width = arg.width - (arg.token is not None)
        readers = [self._value(inner) for inner in arg.args]

        def block(words: Sequence[bytes], at: int) -> tuple[object, int]:
            if at + width > len(words):
                raise MisfitError
            parts: list[object] = []
            for read in readers:
                part, at = read(words, at)
                parts.append(part)
            return tuple(parts), at

        return block

    @staticmethod
    def _word(arg: Arg) -> Read:
        choices = frozenset(a.token for a in (arg.args or (arg,)))
        width = arg.width - (arg.token is not None)

        def word(words: Sequence[bytes], at: int) -> tuple[object, int]:
            if at + width > len(words):
                raise MisfitError
            upper = words[at].upper()
            if upper not in choices:
                raise MisfitError
            return upper, at + 1

        return word

    def _repeated(
        self, arg: Arg
    ) -> Callable[[Sequence[bytes], int, int], tuple[object, int]]:
        """Reads the values up to a place."""
        blocks = arg.type == "block"
        width = arg.width if blocks else 1
        convert = (
            _converting_block([self._eager(inner) for inner in arg.args])
            if blocks
            else self._eager(arg)
        )

        def repeated(words: Sequence[bytes], at: int, end: int) -> tuple[object, int]:
            if at >= end or (end - at) % width:
                raise MisfitError
            values: list[object] = [*words[at:end]]
            if blocks:
                several = iter(values)
                values = [*zip(*[several] * width)]  # noqa: B905  # as many of each
            if convert is not None:
                values = [convert(value) for value in values]
            return values, end

        return repeated
