"""Expressions of scripts, written with Python's operators.

An expression is not a value but a note of how to get one when the script runs.
``==``, ``and``, ``or``, ``not`` and ``if`` cannot be noted down in Python, so
they have methods here: ``a.eq_(b)``, ``a.and_(b)``, ``not_(a)``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NoReturn, TypeAlias

from redipy_core import tree
from redipy_core.errors import ArgumentTypeError

Operand: TypeAlias = """(
    Expression | bool | int | float | str | bytes
    | Sequence[Operand] | Mapping[str, Operand] | Mapping[bytes, Operand] | None
)"""
"""What may stand where a script expects a value."""


def node_of(value: object) -> tree.Expr:
    """The node of an expression or of a JSON value.

    Raises ArgumentTypeError for anything else.
    """
    if isinstance(value, Expression):
        return value.node
    if isinstance(value, str):
        return tree.Constant(value.encode("utf-8", "surrogateescape"))
    if value is None or isinstance(value, (bool, int, float, bytes)):
        return tree.Constant(value)
    if isinstance(value, Mapping):
        return tree.MakeDict(
            tuple((node_of(key), node_of(item)) for key, item in value.items())
        )
    if isinstance(value, (list, tuple)):
        return tree.MakeList(tuple(node_of(item) for item in value))
    raise ArgumentTypeError(
        f"a script holds JSON values and expressions, not {type(value).__name__}"
    )


class Action:
    """Something that a script does; give it to ``add``."""

    __slots__ = ("statement",)

    def __init__(self, statement: tree.Stmt) -> None:
        self.statement = statement


class Expression:
    """An expression of a script."""

    __slots__ = ("node",)

    def __init__(self, node: tree.Expr) -> None:
        self.node = node

    # -- numbers --------------------------------------------------------------

    def _with(self, operator: tree.ArithmeticOperator, other: Operand) -> Expression:
        return Expression(tree.Arithmetic(operator, self.node, node_of(other)))

    def _after(self, operator: tree.ArithmeticOperator, other: Operand) -> Expression:
        return Expression(tree.Arithmetic(operator, node_of(other), self.node))

    def __add__(self, other: Operand) -> Expression:
        """The sum of two numbers."""
        return self._with("+", other)

    def __radd__(self, other: Operand) -> Expression:
        """The sum of two numbers."""
        return self._after("+", other)

    def __sub__(self, other: Operand) -> Expression:
        """The difference of two numbers."""
        return self._with("-", other)

    def __rsub__(self, other: Operand) -> Expression:
        """The difference of two numbers."""
        return self._after("-", other)

    def __mul__(self, other: Operand) -> Expression:
        """The product of two numbers."""
        return self._with("*", other)

    def __rmul__(self, other: Operand) -> Expression:
        """The product of two numbers."""
        return self._after("*", other)

    def __truediv__(self, other: Operand) -> Expression:
        """The quotient of two numbers; by zero fails with ARITH."""
        return self._with("/", other)

    def __rtruediv__(self, other: Operand) -> Expression:
        """The quotient of two numbers; by zero fails with ARITH."""
        return self._after("/", other)

    def __floordiv__(self, other: Operand) -> Expression:
        """The quotient, rounded down; by zero fails with ARITH."""
        return self._with("//", other)

    def __rfloordiv__(self, other: Operand) -> Expression:
        """The quotient, rounded down; by zero fails with ARITH."""
        return self._after("//", other)

    def __mod__(self, other: Operand) -> Expression:
        """What :meth:`__floordiv__` leaves, with the divisor's sign."""
        return self._with("%", other)

    def __rmod__(self, other: Operand) -> Expression:
        """What :meth:`__floordiv__` leaves, with the divisor's sign."""
        return self._after("%", other)

    def __neg__(self) -> Expression:
        """The number with the other sign."""
        return self._after("-", 0)

    # -- comparisons and logic --------------------------------------------------

    def _compared(self, comparator: tree.Comparator, other: Operand) -> Expression:
        return Expression(tree.Compare(comparator, self.node, node_of(other)))

    def eq_(self, other: Operand) -> Expression:
        """Whether both are the same; 1, true and "1" are three things."""
        return self._compared("eq", other)

    def ne_(self, other: Operand) -> Expression:
        """Whether both are not the same."""
        return self._compared("ne", other)

    def lt_(self, other: Operand) -> Expression:
        """Whether this comes before the other: two numbers, or two texts."""
        return self._compared("lt", other)

    def le_(self, other: Operand) -> Expression:
        """Whether this does not come after the other."""
        return self._compared("le", other)

    def gt_(self, other: Operand) -> Expression:
        """Whether this comes after the other."""
        return self._compared("gt", other)

    def ge_(self, other: Operand) -> Expression:
        """Whether this does not come before the other."""
        return self._compared("ge", other)

    def and_(self, other: Operand) -> Expression:
        """This if it is false, else the other."""
        return Expression(tree.And(self.node, node_of(other)))

    def or_(self, other: Operand) -> Expression:
        """This if it is true, else the other."""
        return Expression(tree.Or(self.node, node_of(other)))

    def then_(self, value: Operand, otherwise: Operand) -> Expression:
        """``value`` if this is true, else ``otherwise``; only that is evaluated."""
        return Expression(
            tree.Conditional(self.node, node_of(value), node_of(otherwise))
        )

    def not_(self) -> Expression:
        """Whether this is false: null, false, 0, or empty."""
        return Expression(tree.Not(self.node))

    # -- containers ---------------------------------------------------------------

    def __getitem__(self, index: Operand) -> Expression:
        """An item of a list, negative from the end; else fails with INDEX."""
        return Expression(tree.Index(self.node, node_of(index)))

    def get_key(self, key: Operand) -> Expression:
        """A value of a dict, null for a key that is not there."""
        return Expression(tree.GetKey(self.node, node_of(key)))

    def len_(self) -> Expression:
        """The number of bytes of a text, or of items of a list or dict."""
        return Expression(tree.Length(self.node))

    def set_at(self, index: Operand, value: Operand) -> Action:
        """Put a value into a list; at the list's length it is appended."""
        return Action(tree.SetAt(self.node, node_of(index), node_of(value)))

    def set_key(self, key: Operand, value: Operand) -> Action:
        """Put a value into a dict."""
        return Action(tree.SetKey(self.node, node_of(key), node_of(value)))

    # -- what cannot be noted down --------------------------------------------------

    def __eq__(self, other: object) -> NoReturn:
        """Refuse ``==``, which would compare expressions and not their values."""
        raise TypeError("in a script, compare with eq_() or ne_()")

    __hash__ = object.__hash__

    def __bool__(self) -> NoReturn:
        """Refuse ``if``, ``and``, ``or`` and ``not``."""
        raise TypeError(
            "an expression of a script has no truth yet: use if_(), and_(), or_(),"
            " not_()"
        )

    def __iter__(self) -> NoReturn:
        """Refuse ``for``."""
        raise TypeError("loop over an expression of a script with for_()")


class Constant(Expression):
    """A JSON value as an expression."""

    __slots__ = ()

    def __init__(self, value: Operand) -> None:
        super().__init__(node_of(value))


class Variable(Expression):
    """A local variable or an argument."""

    __slots__ = ("_target",)

    def __init__(self, target: tree.LocalRef | tree.ArgRef) -> None:
        super().__init__(target)
        self._target = target

    def assign(self, value: Operand) -> Action:
        """Give the variable a value."""
        return Action(tree.Assign(self._target, node_of(value)))

    def bind(self, value: Operand) -> Expression:
        """Give the variable a value, which is the expression's own too."""
        return Expression(tree.Bind(self._target, node_of(value)))


class KeyVariable(Expression):
    """A key of the script; as a value, its name."""

    __slots__ = ()

    def __init__(self, index: int) -> None:
        super().__init__(tree.KeyRef(index))


class CallFn(Expression):
    """A call of a registered script function."""

    __slots__ = ()

    def __init__(self, name: str, *args: Operand) -> None:
        super().__init__(tree.CallFunction(name, tuple(map(node_of, args))))


class RedisFn(Expression):
    """A call of any Redis command by its words.

    ``key`` gets the client's prefix; it is None for a command without a key.
    Where the command is declared and the words fit, the reply has the shape
    that the command's own method gives; else the shape that the server sent.
    """

    __slots__ = ()

    def __init__(self, name: str, key: Operand = None, *args: Operand) -> None:
        node = None if key is None else node_of(key)
        super().__init__(tree.CallRedis(name, node, tuple(map(node_of, args))))


def not_(value: Operand) -> Expression:
    """Whether a value is false: null, false, 0, or empty."""
    return Expression(tree.Not(node_of(value)))
