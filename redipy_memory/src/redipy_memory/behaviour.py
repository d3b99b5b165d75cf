"""How a command's behaviour on the engine is declared.

A behaviour is a function on a value, not on the keyspace: the gate finds the
key, checks its type and expiry, makes a new value where the command creates
one, and removes it when it is empty. Its parameters are the command's slots
after the key::

    @reads("LLEN", LIST, missing=0)
    def llen(items: ListValue) -> int:
        return len(items)

Commands that look at several keys, or at none, work on the keyspace itself
(:func:`keyspace`) and get every slot.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Literal, TypeVar

from redipy_memory.values import ValueType

Mode = Literal["reads", "changes", "creates", "replaces", "keyspace"]
F = TypeVar("F", bound=Callable[..., object])


@dataclass(frozen=True, eq=False)
class Behaviour:
    """What one command does on the engine.

    ``missing`` is the native reply when there is no key; a function of no
    arguments makes a new one each time. ``first`` is called with the slots after
    the key before the key is looked at; it raises where the server would not
    even look.
    """

    command: str
    mode: Mode
    function: Callable[..., object]
    on: ValueType | None = None
    missing: object = None
    first: Callable[..., object] | None = None


def _declare(behaviour: Behaviour) -> None:
    declared = behaviour.function.__dict__.setdefault("__redipy_behaviours__", [])
    declared.append(behaviour)


def reads(command: str, on: ValueType, *, missing: object) -> Callable[[F], F]:
    """The command looks at a value and leaves it as it is."""

    def declare(function: F) -> F:
        _declare(Behaviour(command, "reads", function, on, missing))
        return function

    return declare


def changes(command: str, on: ValueType, *, missing: object) -> Callable[[F], F]:
    """The command changes a value that is there; an empty value is removed."""

    def declare(function: F) -> F:
        _declare(Behaviour(command, "changes", function, on, missing))
        return function

    return declare


def creates(
    command: str, on: ValueType, *, first: Callable[..., object] | None = None
) -> Callable[[F], F]:
    """As :func:`changes`, and a missing key gets a new value first.

    If the function raises, or leaves the new value empty, there is no key.
    """

    def declare(function: F) -> F:
        _declare(Behaviour(command, "creates", function, on, first=first))
        return function

    return declare


def replaces(
    command: str, on: ValueType, *, first: Callable[..., object] | None = None
) -> Callable[[F], F]:
    """The command makes a new value of the old one, which may be None.

    The function returns the new value (None: leave the key as it is) and the
    reply. The key keeps its expiry.
    """

    def declare(function: F) -> F:
        _declare(Behaviour(command, "replaces", function, on, first=first))
        return function

    return declare


def keyspace(command: str) -> Callable[[F], F]:
    """The command works on the keyspace, its first parameter."""

    def declare(function: F) -> F:
        _declare(Behaviour(command, "keyspace", function))
        return function

    return declare


def behaviours_of(module: ModuleType) -> list[Behaviour]:
    """The behaviours that a module declares, in the order of its text."""
    return [
        behaviour
        for function in vars(module).values()
        if getattr(function, "__module__", None) == module.__name__
        for behaviour in getattr(function, "__redipy_behaviours__", ())
    ]
