"""What the structures of a script have in common: a key, and calls on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TypeVar

from redipy_core import tree
from redipy_core.command import Command, commands_of
from redipy_core.commands import MODULES
from redipy_core.errors import ArgumentTypeError, ArgumentValueError
from redipy_core.grammar import NUMERIC, Arg
from redipy_scripts.expressions import Expression, Operand, node_of

S = TypeVar("S", bound="Structure")


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
        first, *others = command.args
        key: tree.Slot = (self._key,) if first.multiple else self._key
        slots = tuple(slot_of(arg, values.get(arg.name)) for arg in others)
        return Expression(tree.CallCommand(name, (key, *slots)))

    def _shaped(self, name: str, shape: str) -> Expression:
        """The call of a command with nothing but a key, its reply in a shape."""
        return Expression(tree.CallCommand(name, (self._key,), shape))


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
    return node_of(value)


def _repeated(arg: Arg, value: object) -> tree.Slot:
    if isinstance(value, Mapping):
        swapped = arg.args[0].type in NUMERIC
        pairs = [(v, k) if swapped else (k, v) for k, v in value.items()]
    elif isinstance(value, Sequence) and not isinstance(value, (str, bytes)):
        if arg.type != "block":
            return tuple(node_of(item) for item in value)
        pairs = list(value)
    else:
        raise ArgumentTypeError(f"{arg.name} must be a mapping or pairs")
    if not pairs and not arg.optional:
        raise ArgumentValueError(f"{arg.name} must not be empty")
    return tuple(_block(arg, pair) for pair in pairs)


def _block(arg: Arg, value: object) -> tree.Slot:
    if not isinstance(value, (tuple, list)) or len(value) != len(arg.args):
        raise ArgumentTypeError(f"{arg.name} must be a tuple of {len(arg.args)}")
    return tuple(slot_of(a, v) for a, v in zip(arg.args, value, strict=True))


def _choice(arg: Arg, value: object) -> tree.Slot:
    word, inner = (value, None) if isinstance(value, str) else _pair(arg, value)
    token = str(word).upper().encode()
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
