"""The names of a function: its parameters, its variables, and what lies outside."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Mapping
from dataclasses import dataclass
from types import FunctionType
from typing import Final

from redipy_core import tree
from redipy_core.kinds import NOTHING, Kind
from redipy_scripts.python.signature import Parameter
from redipy_scripts.python.source import Source
from redipy_scripts.structure import Structure

UNKNOWN: Final = object()
"""Stands for what a name outside of the script means, if it means nothing."""


@dataclass(frozen=True, slots=True)
class Value:
    """An expression, and what kinds of value it may have (nothing: not known yet)."""

    node: tree.Expr
    kind: Kind

    def surely(self, kinds: int) -> bool:
        """Whether it is certain to be one of some kinds."""
        return self.kind != NOTHING and self.kind.within(kinds)

    def may_be(self, kinds: int) -> bool:
        """Whether it may be one of some kinds, as far as is known."""
        return self.kind == NOTHING or self.kind.may_be(kinds)


@dataclass(frozen=True, slots=True)
class Key:
    """A key, given or computed, and what it holds."""

    node: tree.Expr
    structure: type[Structure]


Found = Value | Key

Reached = frozenset[str] | None
"""The variables that have a value at a place; None: the place is never reached."""


def both(first: Reached, second: Reached) -> Reached:
    """What has a value where two ways meet."""
    if first is None or second is None:
        return second if first is None else first
    return first & second


class Scope:
    """What the names in a function mean.

    Kinds of variables are learned by reading the function again until nothing
    new is found; ``final`` says that this is the last time.
    """

    def __init__(
        self,
        source: Source,
        parameters: tuple[Parameter, ...],
        names: Mapping[str, object],
    ) -> None:
        self._source = source
        self._outside = names
        self._args = [p.name for p in parameters if not p.is_key]
        self._keys = [p.name for p in parameters if p.is_key]
        self._parameters = {p.name: p for p in parameters}
        self.variables = _assigned_names(source.tree) - self._parameters.keys()
        self._places = {name: i for i, name in enumerate(sorted(self.variables))}
        self.kinds: dict[str, Kind] = {
            p.name: p.kind for p in parameters if not p.is_key
        }
        self.final = False
        self.changed = False
        self.start()

    def start(self) -> None:
        """Begin to read the function from its start."""
        self.structures: dict[str, type[Structure]] = {}
        self.reached: Reached = frozenset(self._parameters)
        self._temporaries = 0
        self.changed = False

    @property
    def locals(self) -> int:
        """How many local variables the script has."""
        return len(self._places) + self._temporaries

    @property
    def args(self) -> tuple[str, ...]:
        """The names of the script's arguments."""
        return tuple(self._args)

    @property
    def keys(self) -> tuple[str, ...]:
        """The names of the script's keys."""
        return tuple(self._keys)

    def temporary(self) -> tree.LocalRef:
        """A new local variable without a name."""
        self._temporaries += 1
        return tree.LocalRef(len(self._places) + self._temporaries - 1)

    # -- inside ----------------------------------------------------------------------

    def is_inside(self, name: str) -> bool:
        """Whether a name is a parameter or a variable of the function."""
        return name in self._parameters or name in self.variables

    def read(self, node: ast.Name) -> Found:
        """The value of a parameter or variable."""
        name = node.id
        parameter = self._parameters.get(name)
        if parameter is not None and parameter.structure is not None:
            key = tree.KeyRef(self._keys.index(name))
            if parameter.is_name:
                return Value(key, Kind.TEXT)
            return Key(key, parameter.structure)
        if self.reached is not None and name not in self.reached:
            raise self._source.refusal(
                node, f"{name} may have no value here: give it one on every way"
            )
        target = self._target(name)
        if name in self.structures:
            return Key(target, self.structures[name])
        return Value(target, self.kinds.get(name, NOTHING))

    def _target(self, name: str) -> tree.LocalRef | tree.ArgRef:
        if name in self._places:
            return tree.LocalRef(self._places[name])
        return tree.ArgRef(self._args.index(name))

    def assign(self, node: ast.Name, found: Found) -> tree.LocalRef | tree.ArgRef:
        """Note what a variable gets; gives where it is kept."""
        name = node.id
        if name in self._keys:
            raise self._source.refusal(node, f"{name} is a key: use another name")
        if isinstance(found, Key):
            known = self.structures.setdefault(name, found.structure)
            if known is not found.structure or name in self.kinds:
                raise self._source.refusal(
                    node, f"{name} is a {known.__name__} and something else: use two"
                )
        else:
            if name in self.structures:
                raise self._source.refusal(
                    node,
                    f"{name} is a {self.structures[name].__name__} and something"
                    " else: use two names",
                )
            self.widen(name, found.kind)
        self.give(name)
        return self._target(name)

    def widen(self, name: str, kind: Kind) -> None:
        """A variable may have values of further kinds."""
        wider = self.kinds.get(name, NOTHING) | kind
        if wider != self.kinds.get(name):
            self.kinds[name] = wider
            self.changed = True

    def give(self, name: str) -> None:
        """From here on a variable has a value."""
        if self.reached is not None:
            self.reached |= {name}

    # -- outside ---------------------------------------------------------------------

    def outside(self, node: ast.expr) -> object:
        """What an expression of names outside means, or UNKNOWN."""
        if isinstance(node, ast.Name):
            if self.is_inside(node.id):
                return UNKNOWN
            if node.id in self._outside:
                return self._outside[node.id]
            return getattr(builtins, node.id, UNKNOWN)
        if isinstance(node, ast.Attribute):
            owner = self.outside(node.value)
            return UNKNOWN if owner is UNKNOWN else getattr(owner, node.attr, UNKNOWN)
        return UNKNOWN


def names_outside(
    function: FunctionType, nearby: Mapping[str, object]
) -> dict[str, object]:
    """What the names mean that a function uses and does not define."""
    found = {**function.__globals__, **nearby}
    for name, cell in zip(
        function.__code__.co_freevars, function.__closure__ or (), strict=True
    ):
        try:
            found[name] = cell.cell_contents
        except ValueError:  # defined later than the function
            continue
    return found


def _assigned_names(function: ast.FunctionDef) -> set[str]:
    return {
        node.id
        for node in ast.walk(function)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
