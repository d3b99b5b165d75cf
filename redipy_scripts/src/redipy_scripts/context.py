"""Writing scripts: a context collects statements and becomes a script tree.

::

    ctx = FnContext()
    source = RedisList(ctx.add_key("source"))
    limit = ctx.add_arg("limit")
    item = ctx.add_local(source.lpop())
    loop = ctx.while_(item.ne_(None))
    ...
    ctx.set_return_value(item)
    run = client.register_script(ctx)
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from redipy_core import tree
from redipy_core.errors import ArgumentTypeError, ArgumentValueError
from redipy_core.flatten import Step, run_steps
from redipy_scripts.expressions import (
    Action,
    Expression,
    KeyVariable,
    Operand,
    Variable,
    node_of,
)


class _Locals:
    """Counts the local variables of a script."""

    def __init__(self) -> None:
        self.count = 0

    def new(self) -> tree.LocalRef:
        self.count += 1
        return tree.LocalRef(self.count - 1)


_Builder: TypeAlias = "Callable[[], Step[tree.Stmt]]"


class Block:
    """A sequence of statements: a script's, a branch's or a loop's."""

    def __init__(self, local_variables: _Locals) -> None:
        self._locals = local_variables
        self._parts: list[tree.Stmt | _Builder] = []

    def add(self, step: Action | Expression) -> None:
        """Append a statement, or an expression for what it does."""
        if isinstance(step, Action):
            self._parts.append(_placed(step.statement))
        elif isinstance(step, Expression):
            self._parts.append(tree.Evaluate(step.node, _caller()))
        else:
            raise ArgumentTypeError(
                f"a script is made of expressions, not {type(step).__name__}"
            )

    def add_local(self, init: Operand = None) -> Variable:
        """Add a local variable with its first value."""
        target = self._locals.new()
        self._parts.append(tree.Assign(target, node_of(init), _caller()))
        return Variable(target)

    def if_(self, condition: Operand) -> tuple[Block, Block]:
        """Add a branch; gives the sequences for true and for false."""
        then, otherwise = Block(self._locals), Block(self._locals)
        node, line = node_of(condition), _caller()

        def build() -> Step[tree.Stmt]:
            first = yield then._build()
            second = yield otherwise._build()
            return tree.If(node, first, second, line)

        self._parts.append(build)
        return then, otherwise

    def for_(self, array: Operand) -> tuple[Block, Variable, Variable]:
        """Add a loop over a list or dict; gives its sequence, index and value.

        The index counts from 0; of a dict it is the key.
        """
        body = Block(self._locals)
        index, value = self._locals.new(), self._locals.new()
        node, line = node_of(array), _caller()

        def build() -> Step[tree.Stmt]:
            statements = yield body._build()
            return tree.ForEach(index, value, node, statements, line)

        self._parts.append(build)
        return body, Variable(index), Variable(value)

    def while_(self, condition: Operand) -> Block:
        """Add a loop that goes on while a condition is true; gives its sequence."""
        body = Block(self._locals)
        node, line = node_of(condition), _caller()

        def build() -> Step[tree.Stmt]:
            statements = yield body._build()
            return tree.While(node, statements, line)

        self._parts.append(build)
        return body

    def break_(self) -> None:
        """Leave the innermost loop here."""
        self._parts.append(tree.Break(_caller()))

    def continue_(self) -> None:
        """Go on with the innermost loop's next round here."""
        self._parts.append(tree.Continue(_caller()))

    def set_return_value(self, value: Operand) -> None:
        """End the script here, with this value."""
        self._parts.append(tree.Return(node_of(value), _caller()))

    def _build(self) -> Step[tree.Body]:
        statements: list[tree.Stmt] = []
        for part in self._parts:
            if callable(part):
                statements.append((yield part()))
            else:
                statements.append(part)
        return tuple(statements)


class FnContext(Block):
    """A script in the making.

    Add its arguments and keys by name, then what it does; give it to
    ``register_script``. What is added later belongs to later registrations.
    """

    def __init__(self) -> None:
        super().__init__(_Locals())
        self._args: list[str] = []
        self._keys: list[str] = []

    def add_arg(self, name: str) -> Variable:
        """Add an argument: a JSON value that every call gives by this name."""
        _declare(name, self._args, "argument")
        return Variable(tree.ArgRef(len(self._args) - 1))

    def add_key(self, name: str) -> KeyVariable:
        """Add a key: every call gives one by this name."""
        _declare(name, self._keys, "key")
        return KeyVariable(len(self._keys) - 1)

    def tree(self) -> tree.Script:
        """The script as it stands now."""
        body = run_steps(self._build())
        return tree.Script(
            tuple(self._args), tuple(self._keys), self._locals.count, body
        )


def _declare(name: str, names: list[str], what: str) -> None:
    if not isinstance(name, str):
        raise ArgumentTypeError(f"the name of an {what} must be str")
    if name in names:
        raise ArgumentValueError(f"the {what} {name!r} is declared twice")
    names.append(name)


_OWN_FILES = {__file__}


def _caller() -> tree.Location | None:
    """Where the first frame outside of this module stands."""
    frame = sys._getframe(1)
    while frame.f_code.co_filename in _OWN_FILES:
        if frame.f_back is None:
            return None
        frame = frame.f_back
    return frame.f_code.co_filename, frame.f_lineno


def _placed(statement: tree.Stmt) -> tree.Stmt:
    return statement if statement.line else replace(statement, line=_caller())
