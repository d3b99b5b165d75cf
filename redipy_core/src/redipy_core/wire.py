"""The two directions of the wire, made from a command's grammar.

``packer(command)`` gives a function from slot values to the words a server
reads; ``parser(command)`` gives the function back, which complains in the
server's words and in the server's order. Both are generated as Python source
once per command: a call then costs what handwritten code would.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, partial

from redipy_core.command import Command, UnfitWordsError
from redipy_core.errors import (
    SYNTAX,
    CommandError,
    as_c_string,
    misused_subcommand,
    wrong_arity,
)
from redipy_core.grammar import NUMERIC, Arg, ArgType
from redipy_core.text import (
    encode_float,
    read_integer,
    to_above_zero,
    to_balanced,
    to_cursor,
    to_database,
    to_double,
    to_integer,
    to_milliseconds,
    to_natural,
    to_positive,
    to_rank,
    to_timeout,
    to_unsigned,
    to_weight,
)

Words = list[bytes]
SlotValues = tuple[object, ...]

CONVERTERS: dict[ArgType, Callable[[object], object]] = {
    "integer": to_integer,
    "positive": to_positive,
    "natural": to_natural,
    "rank": to_rank,
    "balanced": to_balanced,
    "weight": to_weight,
    "cursor": to_cursor,
    "double": to_double,
    "timeout": to_timeout,
    "milliseconds": to_milliseconds,
    "database": to_database,
}
"""What turns words into numbers; for two more types see :func:`converter`."""


def converter(arg: Arg) -> Callable[[object], object] | None:
    """What turns a word into the value of this slot; None if nothing must."""
    if arg.type == "unsigned":
        return partial(to_unsigned, what=option_name(arg))
    if arg.type == "above_zero":
        return partial(to_above_zero, what=arg.name)
    return CONVERTERS.get(arg.type)


def option_name(arg: Arg) -> str:
    """The name by which an error speaks of an option."""
    return arg.name.upper() if arg.token is None else arg.token.decode()


def number_word(value: object) -> bytes:
    """A number's word. What is bytes already goes as it is."""
    if isinstance(value, bytes):
        return value
    if isinstance(value, int):
        return b"%d" % value
    assert isinstance(value, float)
    return encode_float(value)


# -- slots → words --------------------------------------------------------------


@cache
def packer(command: Command) -> Callable[..., Words]:
    """The function from ``command``'s slot values to its words, name first."""
    names = [f"s{i}" for i in range(len(command.args))]
    fixed = [repr(word) for word in command.wire_words]
    rest = list(zip(names, command.args, strict=True))
    while rest and _single(rest[0][1]):
        name, arg = rest.pop(0)
        fixed.append(_word(name, arg))
    lines = [f"def pack({', '.join(names)}):", f"    words = [{', '.join(fixed)}]"]
    for name, arg in rest:
        lines += _indent(_pack_lines(name, arg))
    lines.append("    return words")
    return _compiled("\n".join(lines), f"pack {command.name}", {})["pack"]


def _single(arg: Arg) -> bool:
    """Whether the argument is always exactly one word."""
    compound = arg.type in ("token", "oneof", "block")
    return not (compound or arg.optional or arg.multiple or arg.token)


def _word(name: str, arg: Arg) -> str:
    return f"number_word({name})" if arg.type in NUMERIC else name


def _indent(lines: Sequence[str]) -> list[str]:
    return [f"    {line}" for line in lines]


def _pack_lines(name: str, arg: Arg) -> list[str]:
    """Lines that append a slot's words to ``words``."""
    if arg.type == "token":
        return [f"if {name}: words.append({arg.token!r})"]
    body: list[str] = []
    if arg.token is not None and not arg.token_each:
        body.append(f"words.append({arg.token!r})")
    if arg.counted:
        body.append(f"words.append(b'%d' % len({name}))")
    if arg.multiple:
        body += _pack_repeated(name, arg)
    else:
        body += _pack_one(name, arg)
    if arg.optional and not arg.multiple:
        return [f"if {name} is not None:", *_indent(body)]
    if arg.optional:
        return [f"if {name}:", *_indent(body)]
    return body


def _pack_repeated(name: str, arg: Arg) -> list[str]:
    if arg.type != "block" and not arg.token_each:
        if arg.type in NUMERIC:
            return [f"words += map(number_word, {name})"]
        return [f"words += {name}"]
    item = f"{name}_item"
    if arg.columns:
        row = ", ".join(_word(f"{item}[{i}]", a) for i, a in enumerate(arg.args))
        return [f"for column in zip(*[({row}) for {item} in {name}]): words += column"]
    if arg.token_each:
        token = f"words.append({arg.token!r})"
        return [f"for {item} in {name}:", *_indent([token, *_pack_one(item, arg)])]
    if all(_single(a) for a in arg.args):
        parts = [f"{item}{i}" for i in range(len(arg.args))]
        words = [_word(p, a) for p, a in zip(parts, arg.args, strict=True)]
        return [f"for {', '.join(parts)} in {name}: words += ({', '.join(words)})"]
    return [f"for {item} in {name}:", *_indent(_pack_one(item, arg))]


def _pack_one(name: str, arg: Arg) -> list[str]:
    if arg.type == "oneof":
        if arg.only_tokens:
            return [f"words.append({name})"]
        kinds = {a.type for a in arg.args if a.type != "token"}
        value = f"{name}[1]"
        word = f"number_word({value})" if kinds <= NUMERIC else value
        return [
            f"words.append({name}[0])",
            f"if {value} is not None: words.append({word})",
        ]
    if arg.type == "block":
        lines: list[str] = []
        for i, inner in enumerate(arg.args):
            lines.append(f"{name}_{i} = {name}[{i}]")
            lines += _pack_lines(f"{name}_{i}", inner)
        return lines
    return [f"words.append({_word(name, arg)})"]


def _compiled(
    source: str, title: str, names: dict[str, object]
) -> dict[str, Callable[..., Words]]:
    namespace: dict[str, object] = {"number_word": number_word, **names}
    exec(compile(source, f"<redipy {title}>", "exec"), namespace)
    return namespace  # type: ignore[return-value]  # the source defines functions only


# -- words → slots --------------------------------------------------------------


@cache
def parser(command: Command) -> Callable[[Sequence[bytes]], SlotValues]:
    """The function from words (the name first) to ``command``'s slot values.

    It raises CommandError as a server does: first for the number of words, then
    for words that do not fit the grammar, then for numbers that are none.
    """
    if command.reader is not None:
        return _special_parser(command, command.reader)
    if command.check is None and all(_single(arg) for arg in command.args):
        return _fixed_parser(command)
    return _with_short_cut(command, _Parser(command).parse)


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


Parse = Callable[[Sequence[bytes]], SlotValues]


def _with_short_cut(command: Command, parse: Parse) -> Parse:
    """``parse``, but words in the command's plainest form are taken apart at once.

    That is: single words, and then either no option at all, or one repetition to
    the end.
    """
    args, first = command.args, len(command.wire_words)
    singles = 0
    while singles < len(args) and _single(args[singles]):
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
    if tail.args and not all(_single(a) for a in tail.args):
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


class _MisfitError(Exception):
    """The words do not fit the grammar; ``word`` is no option where one should be."""

    def __init__(self, word: bytes | None = None) -> None:
        self.word = word


class _Parser:
    """Reads words by a grammar with options, choices and repetitions.

    Required arguments and repetitions stand in their places; a run of optional
    arguments may come in any order and repeat, the last one winning, but two
    different branches of one choice do not fit. An optional argument without a
    token keeps its place: what stands behind it in the grammar comes after it.
    """

    def __init__(self, command: Command) -> None:
        self._command = command
        self._args = command.args
        self._first = len(command.wire_words)
        self._least = abs(command.arity)
        self._most = command.arity if command.arity > 0 else None
        self._once = [arg.name in command.once for arg in command.args]
        counted = [i for i, arg in enumerate(self._args) if arg.counted]
        self._counted = counted[0] if counted else None
        args = command.args
        self._needed = [
            sum(a.width for a in args[i + 1 :] if not a.optional)
            for i in range(len(args))
        ]
        required = [i for i, arg in enumerate(args) if not arg.optional]
        self._runs = [
            range(i, next((j for j in required if j > i), len(args)))
            for i in range(len(args))
        ]
        # With a grammar of the manual's own, the behaviour reads the options.
        known = command.manual is None
        self._tokens = [self._tokens_of(arg) if known else {} for arg in command.args]

    @staticmethod
    def _tokens_of(arg: Arg) -> dict[bytes, Arg]:
        if arg.type == "oneof" and arg.token is None:
            return {a.token: a for a in arg.args if a.token is not None}
        return {} if arg.token is None else {arg.token: arg}

    def parse(self, words: Sequence[bytes]) -> SlotValues:
        if len(words) < self._least or (self._most and len(words) > self._most):
            raise wrong_arity(self._command.name)
        values: list[object] = [
            False if a.type == "token" else () if a.optional and a.multiple else None
            for a in self._args
        ]
        try:
            self._read(words, values)
        except _MisfitError as misfit:
            complaint = self._complaint(misfit.word, words)
            if not self._command.late:
                raise complaint from None
            values[-1] = complaint
        except CommandError as error:
            needed = zip(self._args, values, strict=True)
            begun = all(v is not None for arg, v in needed if not arg.optional)
            if not self._command.late or not begun:
                raise
            values[-1] = error
        if self._command.check is not None:
            self._command.check(*values)
        for i, arg in enumerate(self._args):
            if not self._command.eager or arg.type == "timeout":
                values[i] = self._convert(arg, values[i])
        return tuple(values)

    def _number_of_keys(self, values: Sequence[object]) -> int | None:
        """How many keys were counted; None if there is no such thing, or not yet."""
        keys = None if self._counted is None else values[self._counted]
        return len(keys) if isinstance(keys, list) else None

    def _complaint(self, word: bytes | None, words: Sequence[bytes]) -> CommandError:
        if word is not None and self._command.unknown_option is not None:
            shown = as_c_string(word)
            return CommandError(self._command.unknown_option.format(shown))
        return _misfit_error(self._command, words)

    def _read(self, words: Sequence[bytes], values: list[object]) -> None:
        at, i = self._first, 0
        while i < len(self._args):
            arg = self._args[i]
            if arg.optional:
                run = self._runs[i]
                at = self._read_options(words, at, run, values)
                i = run.stop
                continue
            values[i], at = self._read_required(words, at, arg, self._needed[i])
            i += 1
        if at != len(words):
            raise _MisfitError(words[at])

    def _read_options(
        self, words: Sequence[bytes], at: int, run: range, values: list[object]
    ) -> int:
        plain = [i for i in run if not self._tokens[i]]
        while at < len(words):
            upper = words[at].upper()
            open_ = range(run.start, plain[0]) if plain else run
            for i in open_:
                if upper in self._tokens[i]:
                    values[i], at = self._read_token(words, at, i, upper, values)
                    break
            else:
                if not plain:
                    return at
                i = plain.pop(0)
                values[i], at = self._read_value(words, at, self._args[i])
                continue
        return at

    def _read_token(
        self,
        words: Sequence[bytes],
        at: int,
        i: int,
        word: bytes,
        values: Sequence[object],
    ) -> tuple[object, int]:
        arg, before = self._args[i], values[i]
        chosen = self._tokens[i][word]
        if self._once[i] and before:
            raise _MisfitError
        if arg.type != "oneof" or arg.token is not None:
            if chosen.type == "token":
                return True, at + 1
            if chosen.token_each:
                assert isinstance(before, (list, tuple))
                value, at = self._read_value(
                    words, at + 1, replace(chosen, multiple=False)
                )
                return [*before, value], at
            count = self._number_of_keys(values)
            if chosen.multiple and count is not None:
                end = at + 1 + count
                if end > len(words):
                    raise _MisfitError
                return self._read_repeated(words, at + 1, chosen, end)
            return self._read_value(words, at + 1, chosen)
        earlier = before[0] if isinstance(before, tuple) else before
        if earlier is not None and earlier != word:
            raise _MisfitError
        if arg.only_tokens:
            return word, at + 1
        if chosen.type == "token":
            return (word, None), at + 1
        value, at = self._read_value(words, at + 1, chosen)
        return (word, value), at

    def _read_value(
        self, words: Sequence[bytes], at: int, arg: Arg
    ) -> tuple[object, int]:
        if arg.multiple:
            return self._read_repeated(words, at, arg, len(words))
        if at + arg.width - (arg.token is not None) > len(words):
            raise _MisfitError
        if arg.type == "block":
            parts: list[object] = []
            for inner in arg.args:
                part, at = self._read_value(words, at, inner)
                parts.append(part)
            return tuple(parts), at
        if arg.type in ("token", "oneof"):
            return self._read_word(words[at].upper(), arg), at + 1
        return self._eagerly(arg, words[at]), at + 1

    @staticmethod
    def _read_word(word: bytes, arg: Arg) -> bytes:
        choices = arg.args or (arg,)
        if not any(a.token == word for a in choices):
            raise _MisfitError
        return word

    def _read_required(
        self, words: Sequence[bytes], at: int, arg: Arg, needed: int
    ) -> tuple[object, int]:
        if arg.counted:
            return self._read_counted(words, at, arg)
        if arg.multiple:
            return self._read_repeated(words, at, arg, len(words) - needed)
        return self._read_value(words, at, arg)

    def _read_counted(
        self, words: Sequence[bytes], at: int, arg: Arg
    ) -> tuple[object, int]:
        errors = self._command.numkeys
        count = read_integer(words[at])
        if count is None:
            raise CommandError(errors.no_number)
        if count < 1:
            raise CommandError(errors.below_one)
        if at + 1 + count > len(words):
            raise CommandError(errors.too_many)
        return self._read_repeated(words, at + 1, arg, at + 1 + count)

    def _read_repeated(
        self, words: Sequence[bytes], at: int, arg: Arg, end: int
    ) -> tuple[object, int]:
        if arg.type != "block":
            if at >= end:
                raise _MisfitError
            return [self._eagerly(arg, word) for word in words[at:end]], end
        width = arg.width
        if at >= end or (end - at) % width:
            raise _MisfitError
        blocks = [
            tuple(
                self._eagerly(inner, words[j + k]) for k, inner in enumerate(arg.args)
            )
            for j in range(at, end, width)
        ]
        return blocks, end

    def _eagerly(self, arg: Arg, word: bytes) -> object:
        eager = self._command.eager and arg.type != "timeout"
        return self._convert_one(arg, word) if eager else word

    def _convert(self, arg: Arg, value: object) -> object:
        """``value`` with every word that must be a number turned into one."""
        if value is None or isinstance(value, bool):
            return value
        if arg.multiple:
            assert isinstance(value, (list, tuple))
            return [self._convert_one(arg, item) for item in value]
        return self._convert_one(arg, value)

    def _convert_one(self, arg: Arg, value: object) -> object:
        if arg.type == "block":
            assert isinstance(value, tuple)
            return tuple(
                self._convert(a, v) for a, v in zip(arg.args, value, strict=True)
            )
        if arg.type == "oneof":
            if isinstance(value, tuple) and value[1] is not None:
                chosen = next(a for a in arg.args if a.token == value[0])
                return value[0], self._convert(chosen, value[1])
            return value
        convert = converter(arg)
        return (
            value if convert is None or not isinstance(value, bytes) else convert(value)
        )
