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
Changed = Callable[[object], object]
F = TypeVar("F", bound=Callable[..., object])


def something(reply: object) -> bool:
    """Whether a reply holds anything: not None, no empty list."""
    return reply is not None and reply != []


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a command that changed a key.

    ``changed`` says from the reply whether it did; None if it always does.
    """

    event: bytes
    changed: Changed | None = None


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
    told: Told | None = None


def _told(command: str, event: str | None, changed: Changed | None) -> Told:
    """By default the event is the command's name, as a module's would be."""
    return Told((event or command.lower()).encode(), changed)


def _declare(behaviour: Behaviour) -> None:
    declared = behaviour.function.__dict__.setdefault("__redipy_behaviours__", [])
    declared.append(behaviour)


def reads(command: str, on: ValueType, *, missing: object) -> Callable[[F], F]:
    """The command looks at a value and leaves it as it is."""

    def declare(function: F) -> F:
        _declare(Behaviour(command, "reads", function, on, missing))
        return function

    return declare


def changes(
    command: str,
    on: ValueType,
    *,
    missing: object,
    event: str | None = None,
    changed: Changed | None = None,
) -> Callable[[F], F]:
    """The command changes a value that is there; an empty value is removed.

    ``event`` is the keyspace event (the command's name), ``changed`` tells from
    the reply whether anything was changed (it always was).
    """
    told = _told(command, event, changed)

    def declare(function: F) -> F:
        _declare(Behaviour(command, "changes", function, on, missing, told=told))
        return function

    return declare


def creates(
    command: str,
    on: ValueType,
    *,
    first: Callable[..., object] | None = None,
    event: str | None = None,
    changed: Changed | None = None,
) -> Callable[[F], F]:
    """As :func:`changes`, and a missing key gets a new value first.

    If the function raises, or leaves the new value empty, there is no key.
    """
    told = _told(command, event, changed)

    def declare(function: F) -> F:
        _declare(Behaviour(command, "creates", function, on, first=first, told=told))
        return function

    return declare


def replaces(
    command: str,
    on: ValueType,
    *,
    first: Callable[..., object] | None = None,
    event: str | None = None,
) -> Callable[[F], F]:
    """The command makes a new value of the old one, which may be None.

    The function returns the new value (None: leave the key as it is) and the
    reply. The key keeps its expiry.
    """
    told = _told(command, event, None)

    def declare(function: F) -> F:
        _declare(Behaviour(command, "replaces", function, on, first=first, told=told))
        return function

    return declare


def keyspace(command: str) -> Callable[[F], F]:
    """The command works on the keyspace, its first parameter.

    It tells of its changes itself: by ``put``, ``drop`` and ``expire_at``, and by
    ``changed`` where it changes a value in place. A command that is declared as
    blocking may return a :class:`~redipy_memory.blocking.Wait`.
    """

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
