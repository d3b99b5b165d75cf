"""Which locals of a script are known not to be null where.

``while item is not None:`` says so of the loop's body, up to the statement that
assigns the local anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from redipy_core.analysis import statements_in
from redipy_core.tree import (
    And,
    ArgRef,
    Assign,
    Compare,
    Constant,
    Expr,
    ForEach,
    LocalRef,
    Not,
    RunBlock,
    Stmt,
)


class Nulls:
    """What is known at the place that is being compiled."""

    def __init__(self) -> None:
        self._known: frozenset[int] = frozenset()

    def excluded(self, node: Expr) -> bool:
        """Whether an expression is a local that is not null."""
        return isinstance(node, LocalRef) and node.index in self._known

    @contextmanager
    def inside(self, condition: Expr) -> Iterator[None]:
        """Compile what runs only if a condition holds."""
        before = self._known
        self._known = before | _not_null_if(condition)
        yield
        self._known = before

    def pass_by(self, statement: Stmt) -> None:
        """Forget what a statement, or what is in it, may change."""
        if not self._known:
            return
        for inner, _ in statements_in((statement,)):
            match inner:
                case Assign(target):
                    self._forget(target)
                case ForEach(index, value):
                    self._forget(index)
                    self._forget(value)
                case RunBlock():
                    self._known = frozenset()
                case _:
                    pass

    def _forget(self, target: LocalRef | ArgRef) -> None:
        if isinstance(target, LocalRef):
            self._known -= {target.index}


def _not_null_if(condition: Expr) -> frozenset[int]:
    """The locals that are not null if a condition holds."""
    match condition:
        case Compare("ne", LocalRef(index), Constant(None)):
            return frozenset({index})
        case Compare("ne", Constant(None), LocalRef(index)):
            return frozenset({index})
        case Not(Compare("eq", left, right)):
            return _not_null_if(Compare("ne", left, right))
        case And(left, right):
            return _not_null_if(left) | _not_null_if(right)
        case _:
            return frozenset()
