"""The script tree: what a front end builds and every backend compiles.

A :class:`Script` is plain data. Expressions give a value, statements do
something; both are frozen, so a tree may be shared, compiled twice and shown.
Their meaning is defined in ``docs/scripts.md`` and is the same everywhere.
Names that users chose appear only in :class:`Script` itself: the tree refers to
arguments, keys and locals by their place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Location: TypeAlias = tuple[str, int]
"""Where a statement was made: a file's name and a line, counted from 1."""

ArithmeticOperator = Literal["+", "-", "*", "/", "//", "%"]
Comparator = Literal["eq", "ne", "lt", "le", "gt", "ge"]


# -- expressions ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Constant:
    """A literal: null, a bool, a number or bytes."""

    value: bool | int | float | bytes | None


@dataclass(frozen=True, slots=True)
class MakeList:
    """A new list."""

    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class MakeDict:
    """A new dict; where a key comes twice the later value stays."""

    items: tuple[tuple[Expr, Expr], ...]


@dataclass(frozen=True, slots=True)
class ArgRef:
    """The argument at a place."""

    index: int


@dataclass(frozen=True, slots=True)
class KeyRef:
    """The key at a place: as a value its name without the client's prefix."""

    index: int


@dataclass(frozen=True, slots=True)
class LocalRef:
    """The local variable at a place; null until it is assigned."""

    index: int


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """A calculation with two numbers."""

    operator: ArithmeticOperator
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Compare:
    """A comparison; gives a bool."""

    operator: Comparator
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class And:
    """``left`` if that is false, else ``right``, which is else not evaluated."""

    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Or:
    """``left`` if that is true, else ``right``, which is else not evaluated."""

    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Not:
    """Whether the operand is false; gives a bool."""

    operand: Expr


@dataclass(frozen=True, slots=True)
class Conditional:
    """One of two expressions; the other is not evaluated."""

    condition: Expr
    then: Expr
    otherwise: Expr


@dataclass(frozen=True, slots=True)
class Bind:
    """Give a variable a value, which is the expression's own too."""

    target: LocalRef | ArgRef
    value: Expr


@dataclass(frozen=True, slots=True)
class Index:
    """An item of a list."""

    container: Expr
    index: Expr


@dataclass(frozen=True, slots=True)
class GetKey:
    """A value of a dict; null for a key that is not there."""

    container: Expr
    key: Expr


@dataclass(frozen=True, slots=True)
class Length:
    """The number of bytes of a text, or of items of a list or dict."""

    operand: Expr


@dataclass(frozen=True, slots=True)
class CallFunction:
    """A call of a script function by its name."""

    name: str
    args: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class CallCommand:
    """A call of a declared command.

    ``slots`` holds one entry for each slot of the command, in order. An entry
    has the shape that :mod:`redipy_core.grammar` gives for the slot's value,
    with expressions in the place of keys, texts and numbers: ``bool`` for a
    token, ``bytes`` for a chosen word, None for what is left out, tuples for
    blocks, choices with a value, and repetitions (of columns: a tuple for each
    column, so expressions always stand in the order of their words). ``shape`` replaces the shape
    in which the script sees the reply (:data:`redipy_core.analysis.SHAPES`).
    """

    command: str
    slots: tuple[Slot, ...]
    shape: str | None = None


@dataclass(frozen=True, slots=True)
class CallRedis:
    """A call of any command by its words.

    Compilers turn it into :class:`CallCommand` where the command is declared
    and the words fit; else the reply is taken as it comes over the wire.
    """

    name: str
    key: Expr | None
    args: tuple[Expr, ...]


Expr: TypeAlias = (
    Constant
    | MakeList
    | MakeDict
    | ArgRef
    | KeyRef
    | LocalRef
    | Arithmetic
    | Compare
    | And
    | Or
    | Not
    | Conditional
    | Bind
    | Index
    | GetKey
    | Length
    | CallFunction
    | CallCommand
    | CallRedis
)
"""Any expression."""

Slot: TypeAlias = "Expr | bytes | bool | tuple[Slot, ...] | None"
"""What stands in a slot of a :class:`CallCommand`."""


# -- statements -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Assign:
    """Give a variable a value."""

    target: LocalRef | ArgRef
    value: Expr
    line: Location | None = None


@dataclass(frozen=True, slots=True)
class Evaluate:
    """Evaluate an expression for what it does; its value is dropped."""

    value: Expr
    line: Location | None = None


@dataclass(frozen=True, slots=True)
class SetAt:
    """Put a value into a list, or append it at the list's length."""

    container: Expr
    index: Expr
    value: Expr
    line: Location | None = None


@dataclass(frozen=True, slots=True)
class SetKey:
    """Put a value into a dict."""

    container: Expr
    key: Expr
    value: Expr
    line: Location | None = None


@dataclass(frozen=True, slots=True)
class If:
    """One of two bodies."""

    condition: Expr
    then: Body
    otherwise: Body = ()
    line: Location | None = None


@dataclass(frozen=True, slots=True)
class ForEach:
    """A body for each item of a list or dict.

    ``index`` gets the place from 0 or the dict's key, ``value`` the item. The
    length is fixed at the start; a dict is walked in byte order of its keys.
    """

    index: LocalRef
    value: LocalRef
    items: Expr
    body: Body
    line: Location | None = None


@dataclass(frozen=True, slots=True)
class While:
    """A body as long as a condition is true."""

    condition: Expr
    body: Body
    line: Location | None = None


@dataclass(frozen=True, slots=True)
class Return:
    """End the script with a value, wherever this stands."""

    value: Expr
    line: Location | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """Leave the innermost loop."""

    line: Location | None = None


@dataclass(frozen=True, slots=True)
class Continue:
    """Go on with the innermost loop's next round."""

    line: Location | None = None


@dataclass(frozen=True, slots=True)
class RunBlock:
    """Run one of :attr:`Script.blocks` as if its statements stood here.

    Front ends never make it: :mod:`redipy_core.flatten` moves what is nested
    too deeply out of the way. ``returns``, ``breaks`` and ``continues`` say how
    the block may be left.
    """

    block: int
    returns: bool = False
    breaks: bool = False
    continues: bool = False
    line: Location | None = None


Stmt: TypeAlias = (
    Assign
    | Evaluate
    | SetAt
    | SetKey
    | If
    | ForEach
    | While
    | Return
    | Break
    | Continue
    | RunBlock
)
"""Any statement."""

Body: TypeAlias = tuple[Stmt, ...]
"""Statements in order."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A Python function that became a script: its name, file and first line."""

    name: str
    filename: str
    line: int


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False)
class Script:
    """A whole script: the names of its arguments and keys, and its statements.

    Scripts are compared by identity: backends keep what they compiled for as
    long as the script lives.

    ``locals`` is the number of its local variables. Running off the end gives
    null. ``library`` names the library of functions that it is kept in where a
    backend has some; None for none.
    """

    args: tuple[str, ...]
    keys: tuple[str, ...]
    locals: int
    body: Body
    blocks: tuple[Body, ...] = ()
    library: str | None = None
    origin: Origin | None = None
    """The function that the script was read from, if it was."""
