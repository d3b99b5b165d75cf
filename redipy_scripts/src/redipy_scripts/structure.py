"""What the structures of a script have in common: a key, and calls on it."""

from __future__ import annotations

import inspect
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Literal, TypeAlias, TypeVar

from redipy_core import tree
from redipy_core.command import Command, commands_of
from redipy_core.commands import MODULES
from redipy_core.errors import ArgumentTypeError, ArgumentValueError
from redipy_core.grammar import NUMERIC, Arg
from redipy_core.replies import Reply
from redipy_scripts.expressions import Expression, Operand, node_of

S = TypeVar("S", bound="Structure")

KeyOperand: TypeAlias = "Structure | Operand"
"""What names a further key: a structure, or an expression that gives the name."""

Rows: TypeAlias = """(
    Mapping[str, Operand] | Mapping[bytes, Operand] | Sequence[tuple[Operand, Operand]]
)"""
"""Names with a value each: a mapping, or pairs in the order of the command's words
(field and value, score and member)."""

KeyRows: TypeAlias = """(
    Mapping[str, Operand] | Mapping[bytes, Operand]
    | Sequence[tuple[KeyOperand, Operand]]
)"""
"""As :data:`Rows`, with keys as names."""

PlaceRows: TypeAlias = """(
    Mapping[str, tuple[Operand, Operand]] | Mapping[bytes, tuple[Operand, Operand]]
    | Sequence[tuple[Operand, Operand, Operand]]
)"""
"""Members with longitude and latitude: a mapping, or triples of longitude, latitude
and member."""

BitOperation: TypeAlias = """(
    tuple[Literal["GET"], Operand, Operand]
    | tuple[Literal["SET", "INCRBY"], Operand, Operand, Operand]
    | tuple[Literal["OVERFLOW"], Literal["WRAP", "SAT", "FAIL"]]
)"""
"""An operation of BITFIELD: its name, a type such as ``"u8"``, an offset, a number."""


@cache
def declared(name: str) -> Command:
    """The declaration of a built-in command."""
    for module in MODULES:
        for command in commands_of(module):
            if command.name == name:
                return command
    raise KeyError(name)


class Structure:
    """A key in a script, and what can be done with it.

    ``key`` may be any expression that gives text or a number, so a script can
    compute its keys; the client's prefix is put in front of it.
    """

    def __init__(self, key: Operand) -> None:
        self._key = node_of(key)

    @property
    def key(self) -> Expression:
        """The key's name, without the client's prefix."""
        return Expression(self._key)

    def _call(self, name: str, /, **values: object) -> Expression:
        """The call of a command with its slots by name; None is left out."""
        command = declared(name)
        first = command.args[0]
        values.setdefault(first.name, (self,) if first.multiple else self)
        slots = tuple(slot_of(arg, values.get(arg.name)) for arg in command.args)
        return Expression(tree.CallCommand(name, slots))

    def _shaped(self, name: str, shape: str) -> Expression:
        """The call of a command with nothing but a key, its reply in a shape."""
        return Expression(tree.CallCommand(name, (self._key,), shape))

    def _method(self, name: str, /, **values: object) -> Expression:
        """The call that the client's method makes, given its parameters by name.

        Unless it is given, this structure is the method's first key.
        """
        command = declared(name)
        assert command.key_parameter is not None
        values.setdefault(command.key_parameter, self)
        if command.view is not None:
            return _viewed(command, values)
        slots: dict[int, object] = {
            p.slot: values.get(p.name, p.default) for p in command.parameters
        }
        if command.options is not None:
            given = {n: v for n, v in values.items() if n in _keywords(command)}
            options = command.options(**given)
            slots |= zip(command.option_slots, options, strict=True)
        return Expression(
            tree.CallCommand(
                name,
                tuple(slot_of(arg, slots[i]) for i, arg in enumerate(command.args)),
            )
        )


def _keywords(command: Command) -> Iterator[str]:
    for parameter in command.signature.parameters.values():
        if parameter.kind is parameter.KEYWORD_ONLY:
            yield parameter.name


def _viewed(command: Command, values: Mapping[str, object]) -> Expression:
    """The call that a command's view makes of the method's parameters."""
    assert command.view is not None
    args: list[object] = []
    options: dict[str, object] = {}
    for parameter in command.signature.parameters.values():
        value = values.get(parameter.name, parameter.default)
        if parameter.kind is parameter.VAR_POSITIONAL:
            assert isinstance(value, tuple)
            args += value
        elif parameter.kind is inspect.Parameter.KEYWORD_ONLY:
            options[parameter.name] = value
        elif isinstance(value, (list, tuple)) and _in_rows(command, parameter.name):
            args.append(_Triples(value))
        else:
            args.append(value)
    call = command.view(*args, **options)
    called = declared(call.command)
    slots = [slot_of(arg, v) for arg, v in zip(called.args, call.args, strict=True)]
    shape = call.reply.script if isinstance(call.reply, Reply) else None
    return Expression(tree.CallCommand(called.name, tuple(slots), shape))


def _in_rows(command: Command, parameter: str) -> bool:
    """Whether a parameter takes rows of several words each."""
    return parameter in command.slots and (
        command.args[command.slots.index(parameter)].type == "block"
    )


class _Triples:
    """Triples of longitude, latitude and member, as the mapping that they mean."""

    def __init__(self, rows: Sequence[Sequence[object]]) -> None:
        self._rows = rows

    def items(self) -> Collection[tuple[object, Sequence[object]]]:
        """Each member with its position."""
        return [(row[-1], row[:-1]) for row in self._rows]


def further(rows: Mapping[str, object] | object) -> Iterator[object]:
    """The rows of a mapping or a sequence of pairs, one after the other."""
    pairs = rows.items() if isinstance(rows, Mapping) else rows
    if isinstance(pairs, (str, bytes)) or not isinstance(pairs, Collection):
        raise ArgumentTypeError(f"a mapping or pairs are needed, not {rows!r:.80}")
    yield from pairs


# -- slots ------------------------------------------------------------------------


def slot_of(arg: Arg, value: object) -> tree.Slot:
    """What a script says for an argument, as the slot of a call."""
    if arg.type == "token":
        return bool(value)
    if arg.multiple:
        return _repeated(arg, () if value is None and arg.optional else value)
    if value is None:
        if not arg.optional:
            return node_of(None)
        return None
    if arg.type == "oneof":
        return _choice(arg, value)
    if arg.type == "block":
        return _block(arg, value)
    return _item(arg, value)


def _repeated(arg: Arg, value: object) -> tree.Slot:
    if isinstance(value, Mapping):
        swapped = arg.args[0].type in NUMERIC
        pairs = [(v, k) if swapped else (k, v) for k, v in value.items()]
    elif isinstance(value, Sequence) and not isinstance(value, (str, bytes)):
        if arg.type != "block":
            return tuple(_item(arg, item) for item in value)
        pairs = list(value)
    else:
        raise ArgumentTypeError(f"{arg.name} must be a mapping or pairs")
    if not pairs and not arg.optional:
        raise ArgumentValueError(f"{arg.name} must not be empty")
    rows = [_block(arg, pair) for pair in pairs]
    return tuple(zip(*rows, strict=True)) if arg.columns else tuple(rows)


def _item(arg: Arg, value: object) -> tree.Expr:
    if arg.type == "key" and isinstance(value, Structure):
        return value.key.node
    return node_of(value)


def _block(arg: Arg, value: object) -> tuple[tree.Slot, ...]:
    if not isinstance(value, (tuple, list)) or len(value) != len(arg.args):
        raise ArgumentTypeError(f"{arg.name} must be a tuple of {len(arg.args)}")
    return tuple(
        _item(a, v) if arg.columns else slot_of(a, v)
        for a, v in zip(arg.args, value, strict=True)
    )


def _choice(arg: Arg, value: object) -> tree.Slot:
    alone = isinstance(value, (str, bytes))
    word, inner = (value, None) if alone else _pair(arg, value)
    token = word.upper() if isinstance(word, bytes) else str(word).upper().encode()
    for branch in arg.args:
        if branch.token == token:
            if arg.only_tokens:
                return token
            return token, None if branch.type == "token" else slot_of(branch, inner)
    raise ArgumentValueError(f"{arg.name} cannot be {word!r}")


def _pair(arg: Arg, value: object) -> tuple[object, object]:
    if isinstance(value, tuple) and len(value) == 2:
        return value
    raise ArgumentTypeError(f"{arg.name} must be a word, or a word and a value")
