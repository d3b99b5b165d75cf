"""Raw Redis calls (``RedisFn``): what they name, and their form by slots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from redipy_core.allowed import forbidden
from redipy_core.binder import CommandTable
from redipy_core.calls import name_words
from redipy_core.command import Command
from redipy_core.errors import ResponseError, wrong_arity
from redipy_core.grammar import Arg
from redipy_core.numbers import number_text
from redipy_core.parsing import parser
from redipy_core.replies import Reply
from redipy_core.tree import CallCommand, CallRedis, Constant, Expr, Slot

UNKNOWN: Final = "Unknown Redis command called from script"
"""What a server says in a script of a command that it does not know."""


def with_subcommand(call: CallRedis, table: CommandTable) -> CallRedis:
    """The call with its subcommand in its name, if that is its first argument."""
    if call.key is not None or not call.args or not _is_container(call.name, table):
        return call
    first = call.args[0]
    if not isinstance(first, Constant) or not isinstance(first.value, bytes):
        return call
    second = first.value.decode("utf-8", "surrogateescape")
    return CallRedis(f"{call.name} {second}", None, call.args[1:])


def _is_container(name: str, table: CommandTable) -> bool:
    words = name_words(name)
    return len(words) == 1 and table.is_container(words[0])


def raw_refusal(call: CallRedis, table: CommandTable) -> str | None:
    """Why a raw call can be carried out by no backend; None if it may be."""
    call = with_subcommand(call, table)
    reason = forbidden(call.name, table)
    if reason is not None:
        return reason
    upper = call.name.upper()
    if _is_container(upper, table):
        return f"{upper} needs its subcommand in its name: RedisFn('{upper} …', key)"
    words = name_words(call.name)
    command = table.on_wire(words)
    if command is None:
        return None
    if len(words) != len(command.wire_words):
        return f"{call.name!r} names no command"
    count = len(words) + (call.key is not None) + len(call.args)
    if count < abs(command.arity) or (count > command.arity > 0):
        return wrong_arity(command.name).text
    if "blocking" in command.flags and isinstance(
        declared_form(call, table), CallRedis
    ):
        return f"the words of {upper} do not fit, and it must not wait in a script"
    return None


# -- by slots -----------------------------------------------------------------------

_FIRST_HOLE = 4_100_000_000_000_000


def declared_form(call: CallRedis, table: CommandTable) -> CallCommand | CallRedis:
    """The call by its slots, if its command is declared and its words fit.

    What is not a constant only ever stands for a value: it never matches a
    token, whatever it will be when the script runs.
    """
    call = with_subcommand(call, table)
    command = table.on_wire(name_words(call.name))
    if command is None:
        return call
    nodes = [*(() if call.key is None else (call.key,)), *call.args]
    words = [_word(node, place) for place, node in enumerate(nodes)]
    _write_count(command, nodes, words)
    try:
        values = parser(command)([*command.wire_words, *words])
    except ResponseError:
        return call
    if values and isinstance(values[-1], ResponseError):
        return call
    shape = None
    if command.manual is not None:
        read = _read_options(command, list(values))
        if read is None:
            return call
        values = read.values
        reply = command.reply
        if isinstance(reply, Reply) and reply.told is not None:
            shape = reply.told(read.given).script
    slots = tuple(
        _slot(arg, value, nodes)
        for arg, value in zip(command.args, values, strict=True)
    )
    return CallCommand(command.name, slots, shape)


def _write_count(command: Command, nodes: list[Expr], words: list[bytes]) -> None:
    """Put the number of keys where the parser looks for it, if it is a constant."""
    place = 0
    for arg in command.args:
        if arg.counted and place < len(nodes):
            node = nodes[place]
            value = node.value if isinstance(node, Constant) else None
            if isinstance(value, bytes):
                words[place] = value
            elif isinstance(value, (int, float)) and not isinstance(value, bool):
                words[place] = number_text(value)
        place += arg.width


def _word(node: Expr, place: int) -> bytes:
    """A word for the parser: the constant itself, or a number naming the node."""
    if isinstance(node, Constant):
        value = node.value
        if isinstance(value, bytes):
            if not value.isdigit():
                return value
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            text = number_text(value)
            if not text.isdigit():
                return text
    return b"%d" % (_FIRST_HOLE + place)


def _slot(arg: Arg, value: object, nodes: list[Expr]) -> Slot:
    if arg.columns:
        assert isinstance(value, list)
        return tuple(
            tuple(_value(row[i], nodes) for row in value) for i in range(len(arg.args))
        )
    if arg.multiple:
        assert isinstance(value, (list, tuple))
        return tuple(_occurrence(arg, item, nodes) for item in value)
    return _occurrence(arg, value, nodes)


def _occurrence(arg: Arg, value: object, nodes: list[Expr]) -> Slot:
    if value is None or isinstance(value, bool):
        return value
    if arg.type == "block":
        assert isinstance(value, tuple)
        return tuple(
            _slot(inner, part, nodes)
            for inner, part in zip(arg.args, value, strict=True)
        )
    if arg.type == "oneof":
        if not isinstance(value, tuple):
            assert isinstance(value, bytes)
            return value
        word, inner_value = value
        chosen = next(a for a in arg.args if a.token == word)
        return word, _slot(chosen, inner_value, nodes)
    return _value(value, nodes)


def _value(value: object, nodes: list[Expr]) -> Expr:
    assert isinstance(value, (bytes, int, float))
    place = _place_of(value)
    if 0 <= place < len(nodes):
        return nodes[place]
    return Constant(value if isinstance(value, bytes) else number_text(value))


def _place_of(value: bytes | int | float) -> int:
    if isinstance(value, bytes):
        return int(value) - _FIRST_HOLE if value.isdigit() else -1
    if isinstance(value, float) and not value.is_integer():
        return -1
    return int(value) - _FIRST_HOLE


# -- options that the server reads after the key ---------------------------------------


class _Options(NamedTuple):
    """The slots with the options sorted in, and the option words given."""

    values: tuple[object, ...]
    given: frozenset[bytes]


def _read_options(command: Command, values: list[object]) -> _Options | None:
    """Read the options of a command whose slots hold them as words.

    What has a slot of its own, such as STORE and its key, goes there. None if
    the words do not fit; options without a token are left to the server.
    """
    at = command.slots.index("options")
    words = values[at]
    assert isinstance(words, (list, tuple))
    options = command.manual_args[at:]
    if not all(arg.token or arg.type == "oneof" for arg in options):
        return _Options(tuple(values), frozenset())
    widths = dict(_widths(options))
    own = {
        branch.token: i
        for i, arg in enumerate(command.args)
        for branch in arg.args
        if i > at and branch.token is not None
    }
    rest: list[bytes] = []
    given: set[bytes] = set()
    for option in _split(words, widths):
        if option is None:
            return None
        given.add(option[0])
        slot = own.get(option[0])
        if slot is None:
            rest += option
        elif values[slot] is not None:
            return None
        else:
            values[slot] = (option[0], option[1])
    values[at] = rest
    return _Options(tuple(values), frozenset(given))


def _widths(args: Sequence[Arg]) -> Iterator[tuple[bytes, int]]:
    """The words that introduce options, and how many words follow each."""
    for arg in args:
        if arg.token is not None:
            yield arg.token, 0 if arg.type == "token" else arg.width - 1
        if arg.type == "block" or arg.token is None:
            yield from _widths([inner for inner in arg.args if inner.token])


def _split(
    words: Sequence[bytes], widths: dict[bytes, int]
) -> Iterator[list[bytes] | None]:
    """The options, each with the words that follow it; None for what is none."""
    at = 0
    while at < len(words):
        token = words[at].upper()
        width = widths.get(token)
        if width is None or at + width >= len(words):
            yield None
            return
        yield [token, *words[at + 1 : at + 1 + width]]
        at += 1 + width
