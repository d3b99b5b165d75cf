"""The Python code of a script's expressions."""

from __future__ import annotations

from math import isfinite
from typing import Final

from redipy_core.analysis import Program
from redipy_core.flatten import is_atom
from redipy_core.kinds import LISTS, NUMBER, Kind
from redipy_core.numbers import EXACT
from redipy_core.tree import (
    And,
    ArgRef,
    Arithmetic,
    CallCommand,
    CallFunction,
    CallRedis,
    Compare,
    Constant,
    Expr,
    GetKey,
    Index,
    KeyRef,
    Length,
    LocalRef,
    MakeDict,
    MakeList,
    Not,
    Or,
)
from redipy_memory.compiler_calls import Calls, Names

_ARITHMETIC: Final = {
    "+": "add",
    "-": "subtract",
    "*": "multiply",
    "/": "divide",
    "//": "floor_divide",
    "%": "modulo",
}
_OPTIONAL_NUMBER: Final = NUMBER | Kind.NULL
_ORDER: Final = {"lt": "<", "le": "<=", "gt": ">", "ge": ">="}


def literal(value: object) -> str:
    """A constant as Python source."""
    if isinstance(value, float):
        if value != value:
            return "NAN"
        if value in (float("inf"), float("-inf")):
            return "INF" if value > 0 else "-INF"
        if value.is_integer() and abs(value) < EXACT:
            return repr(int(value))
    if isinstance(value, bytes):
        return repr(bytes(value))
    return repr(value)


class Expressions:
    """Writes expressions; each is an expression of Python with the same value."""

    def __init__(self, program: Program, names: Names) -> None:
        self._kinds = program.kinds
        self._assigned = program.assigned_args()
        self._table = program.table
        self._calls = Calls(program, names, self.code)
        self._names = names

    def code(self, node: Expr) -> str:
        """The code that gives the expression's value."""
        match node:
            case Constant(value):
                return literal(value)
            case LocalRef(index):
                return f"v{index}"
            case ArgRef(index):
                return f"a{index}"
            case KeyRef(index):
                return self._names.key_name(index)
            case CallCommand():
                return self._calls.command(node)
            case CallRedis():
                return self._calls.raw(node)
            case CallFunction(name, args):
                atoms = all(isinstance(arg, (LocalRef, ArgRef)) for arg in args)
                call = self._names.call(name, [*map(self.code, args)], atoms=atoms)
                return self._names.settle(call) if self._is_settled(node) else call
            case _:
                return self._operation(node)

    def _operation(self, node: Expr) -> str:
        match node:
            case Arithmetic():
                return self._arithmetic(node)
            case Compare("eq" | "ne", left, right):
                return self._equality(left, right, negated=node.operator == "ne")
            case Compare(operator, left, right):
                return self._order(operator, left, right)
            case Not(operand):
                return f"(not {self.code(operand)})"
            case And(left, right):
                return f"({self.code(left)} and {self.code(right)})"
            case Or(left, right):
                return f"({self.code(left)} or {self.code(right)})"
            case _:
                return self._container(node)

    def _container(self, node: Expr) -> str:
        match node:
            case Index(container, index):
                return f"at({self.code(container)}, {self.code(index)})"
            case GetKey(container, key):
                return f"get_key({self.code(container)}, {self.code(key)})"
            case Length(operand):
                sized = Kind.TEXT | LISTS | Kind.DICT
                name = "len" if self._kinds.of(operand).within(sized) else "length"
                return f"{name}({self.code(operand)})"
            case MakeList(items):
                return f"[{', '.join(map(self.code, items))}]"
            case MakeDict(items):
                pairs = (f"{self._dict_key(k)}: {self.code(v)}" for k, v in items)
                return f"{{{', '.join(pairs)}}}"
            case _:
                raise TypeError(f"{node!r} is no expression")

    def _dict_key(self, node: Expr) -> str:
        code = self.code(node)
        return code if self._kinds.of(node).within(Kind.TEXT) else f"dict_key({code})"

    def truth(self, node: Expr) -> str:
        """The code whose Python truth is the expression's truth."""
        return self.code(node)

    def dropped(self, node: Expr) -> str:
        """The code of an expression whose value nobody wants."""
        if isinstance(node, CallCommand):
            return self._calls.command(node, wanted=False)
        return self.code(node)

    def result(self, node: Expr) -> str:
        """The code of the script's result, which must not be nested too deeply."""
        kind = self._kinds.of(node)
        nested = kind.may_be(Kind.LIST | Kind.DICT)
        return f"whole({self.code(node)})" if nested else self.code(node)

    def plain_list(self, node: Expr) -> bool:
        """Whether a loop may walk over the value as Python does."""
        return self._kinds.of(node).within(Kind.TEXTS)

    # -- numbers -------------------------------------------------------------------

    def _arithmetic(self, node: Arithmetic) -> str:
        left, right = self._kinds.of(node.left), self._kinds.of(node.right)
        numbers = left.within(NUMBER) and right.within(NUMBER)
        if not numbers or node.operator not in ("+", "-", "*"):
            name = _ARITHMETIC[node.operator]
            return f"{name}({self.code(node.left)}, {self.code(node.right)})"
        certain = _is_float(node.left) or _is_float(node.right)
        first = self._operand(node.left) if certain else self._as_float(node.left)
        return f"({first} {node.operator} {self._operand(node.right)})"

    def _operand(self, node: Expr) -> str:
        """The code of a number in a calculation."""
        return self._as_float(node) if isinstance(node, Constant) else self.code(node)

    def _as_float(self, node: Expr) -> str:
        if isinstance(node, Constant) and isinstance(node.value, (int, float)):
            number = float(node.value)
            return repr(number) if isfinite(number) else literal(number)
        return f"float({self.code(node)})"

    # -- comparisons ---------------------------------------------------------------

    def _equality(self, left: Expr, right: Expr, *, negated: bool) -> str:
        a, b = self._kinds.of(left), self._kinds.of(right)
        codes = self.code(left), self.code(right)
        for kind, node, other, code in (
            (b, right, left, codes[0]),
            (a, left, right, codes[1]),
        ):
            if kind.within(Kind.NULL) and isinstance(node, Constant):
                if isinstance(other, Constant):
                    return repr((other.value is None) is not negated)
                if self._kinds.of(other).may_be(Kind.NULL):
                    return f"({code} is {'not ' if negated else ''}None)"
        if _plainly_equal(a, b):
            return f"({codes[0]} {'!=' if negated else '=='} {codes[1]})"
        return f"({'not ' if negated else ''}equal({codes[0]}, {codes[1]}))"

    def _order(self, operator: str, left: Expr, right: Expr) -> str:
        a, b = self._kinds.of(left), self._kinds.of(right)
        codes = self.code(left), self.code(right)
        sign = _ORDER[operator]
        for kind in (NUMBER, Kind.TEXT):
            if a.within(kind) and b.within(kind):
                return f"({codes[0]} {sign} {codes[1]})"
        if a.within(_OPTIONAL_NUMBER) and b.within(_OPTIONAL_NUMBER):
            return self._unless_null(operator, (left, right))
        if not is_atom(right) or not b.may_be(NUMBER) or not a.may_be(NUMBER):
            return f"{operator}({codes[0]}, {codes[1]})"
        for node in (left, right):
            if isinstance(node, ArgRef):
                self._names.compared_args.add(node.index)
        return self._number_first(operator, codes, (a, b), atom=is_atom(left))

    def _unless_null(self, operator: str, nodes: tuple[Expr, Expr]) -> str:
        """Compare at once unless one is null, which the function complains of."""
        names: list[str] = []
        tests: list[str] = []
        for node in nodes:
            code = self.code(node)
            named = is_atom(node) or self._is_settled(node)
            name = code if named else self._names.temporary()
            first = name if named else f"({name} := {code})"
            null = self._kinds.of(node).may_be(Kind.NULL)
            null = null and not self._names.nulls.excluded(node)
            if first != name or null:
                tests.append(f"({first} is not None)")
            names.append(name)
        # What does something, or fails by itself, comes before null is complained of.
        both = (" and " if self._is_quiet(nodes[1]) else " & ").join(tests) or "True"
        fast = f"{names[0]} {_ORDER[operator]} {names[1]}"
        return f"({fast} if {both} else {operator}(None, None))"

    def _is_settled(self, node: Expr) -> bool:
        """Whether the expression is a simple one of arguments that stay the same."""
        return (
            isinstance(node, CallFunction)
            and self._is_quiet(node)
            and all(
                isinstance(arg, ArgRef) and arg.index not in self._assigned
                for arg in node.args
            )
        )

    def _is_quiet(self, node: Expr) -> bool:
        """Whether evaluating the expression never fails and does nothing else."""
        if isinstance(node, CallFunction):
            simple = self._names.is_simple(node.name)
            return simple and all(map(is_atom, node.args))
        return is_atom(node)

    def _number_first(
        self,
        operator: str,
        codes: tuple[str, str],
        kinds: tuple[Kind, Kind],
        *,
        atom: bool,
    ) -> str:
        """Compare at once if both are floats, else by the function."""
        left = codes[0] if atom else self._names.temporary()
        first = left if atom else f"({left} := {codes[0]})"
        tests = [
            f"{code}.__class__ is float"
            for code, kind in zip((first, codes[1]), kinds, strict=True)
            if not kind.within(NUMBER) or code == first != left
        ]
        fast = f"{left} {_ORDER[operator]} {codes[1]}"
        slow = f"{operator}({left}, {codes[1]})"
        return f"({fast} if {' and '.join(tests)} else {slow})"


def _is_float(node: Expr) -> bool:
    """Whether the value is a Python float for certain."""
    return isinstance(node, (Arithmetic, Constant))


def _plainly_equal(a: Kind, b: Kind) -> bool:
    """Whether Python's ``==`` says what the language says, without a warning."""
    tables = LISTS | Kind.DICT
    both = a.may_be(tables) and b.may_be(tables)
    return not (both or _clash(a, b) or _clash(b, a))


def _clash(a: Kind, b: Kind) -> bool:
    """Whether Python might take the two for equal, or warn of bytes and int."""
    if a.may_be(Kind.TEXT) and b.may_be(Kind.BOOL | NUMBER):
        return True
    return a.may_be(Kind.BOOL) and b.may_be(NUMBER)
