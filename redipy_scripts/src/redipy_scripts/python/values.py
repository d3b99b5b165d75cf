"""Python's expressions as expressions of a script."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Final

from redipy_core import tree
from redipy_core.analysis import check_constant
from redipy_core.errors import ArgumentError
from redipy_core.flatten import is_atom
from redipy_core.kinds import ANY, LISTS, NOTHING, NUMBER, Kind
from redipy_scripts.expressions import node_of
from redipy_scripts.python.functions import PYTHON_FUNCTIONS
from redipy_scripts.python.hints import OPERATORS, hint_for
from redipy_scripts.python.scope import UNKNOWN, Found, Key, Reached, Scope, Value, both
from redipy_scripts.python.source import ScriptSyntaxError, Source

_ARITHMETIC: Final[dict[type[ast.operator], tree.ArithmeticOperator]] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
}
_COMPARATORS: Final[dict[type[ast.cmpop], tree.Comparator]] = {
    ast.Eq: "eq",
    ast.NotEq: "ne",
    ast.Lt: "lt",
    ast.LtE: "le",
    ast.Gt: "gt",
    ast.GtE: "ge",
}
_RETURNS: Final = {spec.name: spec.returns for spec in PYTHON_FUNCTIONS}
_NULL: Final = tree.Constant(None)


def function(name: str, *args: tree.Expr) -> Value:
    """A call of one of Python's functions."""
    return Value(tree.CallFunction(f"py_{name}", args), _RETURNS[f"py_{name}"])


class Values:
    """Reads expressions. Calls are read by a subclass."""

    def __init__(self, source: Source, scope: Scope) -> None:
        self.source = source
        self.scope = scope

    def refusal(self, node: ast.AST, message: str) -> ScriptSyntaxError:
        """The error that points to a node."""
        return self.source.refusal(node, message)

    def read_call(self, node: ast.Call) -> Found:
        """A call."""
        raise NotImplementedError

    # -- what an expression may be ----------------------------------------------------

    def value(self, node: ast.expr) -> Value:
        """An expression that gives a value; of a key its name."""
        found = self.found(node)
        if isinstance(found, Key):
            raise self.refusal(
                node,
                f"a {found.structure.__name__} is no value: call one of its methods,"
                " or use .key for its name",
            )
        return found

    def node(self, node: ast.expr) -> tree.Expr:
        """The script's expression for an expression."""
        return self.value(node).node

    def found(self, node: ast.expr) -> Found:
        """An expression that gives a value or a key."""
        match node:
            case ast.Constant(value):
                return self._constant(node, value)
            case ast.Name() | ast.Attribute():
                return self._name(node)
            case ast.Call():
                return self.read_call(node)
            case ast.IfExp():
                return self._conditional(node)
            case ast.BoolOp() | ast.Compare() | ast.UnaryOp(ast.Not()):
                return self._logic(node)
            case ast.NamedExpr(target, value):
                found = self.found(value)
                place = self.scope.assign(target, found)
                bound = tree.Bind(place, found.node)
                if isinstance(found, Key):
                    return Key(bound, found.structure)
                return Value(bound, found.kind)
            case _:
                return self._compound(node)

    def _compound(self, node: ast.expr) -> Value:
        match node:
            case ast.BinOp():
                return self._row(node)
            case ast.UnaryOp(ast.USub(), ast.Constant(int() | float() as number)):
                return self._constant(node, -number)
            case ast.UnaryOp(ast.USub(), operand):
                value = self.value(operand)
                zero = tree.Constant(0)
                return Value(
                    tree.Arithmetic("-", zero, value.node), _whole_if(value, value)
                )
            case ast.UnaryOp(operator):
                raise self.refusal(node, OPERATORS[type(operator)])
            case ast.JoinedStr(parts):
                return self._formatted(parts)
            case ast.Subscript():
                return self._subscript(node)
            case ast.List(items):
                return self.listed(items)
            case ast.Dict(keys, values):
                return self._dict(node, keys, values)
            case ast.Tuple():
                raise self.refusal(
                    node, "a script has lists and no tuples: write [ and ]"
                )
            case _:
                raise self.refusal(node, hint_for(node))

    # -- constants and names ---------------------------------------------------------

    def _constant(self, node: ast.expr, value: object) -> Value:
        try:
            check_constant(value)
            made = node_of(value)
        except ArgumentError as error:
            raise self.refusal(node, str(error)) from None
        return Value(made, _kind_of(made))

    def _name(self, node: ast.Name | ast.Attribute) -> Found:
        if isinstance(node, ast.Name) and self.scope.is_inside(node.id):
            return self.scope.read(node)
        outside = self.scope.outside(node)
        if outside is not UNKNOWN:
            if is_plain(outside):
                return self._constant(node, outside)
            raise self.refusal(
                node,
                f"a {type(outside).__name__} from outside is no value of a script:"
                " it takes numbers, text, lists and dicts",
            )
        if isinstance(node, ast.Attribute):
            return self._attribute(node)
        raise self.refusal(node, f"{node.id} is not defined when the script is made")

    def _attribute(self, node: ast.Attribute) -> Value:
        if self.scope.outside(node.value) is not UNKNOWN:
            raise self.refusal(node, f"there is no {ast.unparse(node)}")
        owner = self.found(node.value)
        if isinstance(owner, Key) and node.attr == "key":
            return Value(owner.node, Kind.TEXT)
        raise self.refusal(
            node, f"{node.attr} is no attribute here: call methods with ()"
        )

    # -- operators ----------------------------------------------------------------------

    def calculated(
        self, node: ast.AST, operator: ast.operator, left: Value, right: Value
    ) -> Value:
        """``left operator right``."""
        sign = _ARITHMETIC.get(type(operator))
        if sign is None:
            raise self.refusal(node, OPERATORS[type(operator)])
        one_number = left.surely(NUMBER) or right.surely(NUMBER)
        if sign == "+" and not one_number:
            return function("add", left.node, right.node)
        if self.scope.final and sign in ("*", "%"):
            for side in (left, right):
                if side.surely(Kind.TEXT | LISTS):
                    raise self.refusal(
                        node,
                        "only numbers are multiplied: repeat in a loop"
                        if sign == "*"
                        else "a script has no % for text: write an f-string",
                    )
        kind = NUMBER if sign == "/" else _whole_if(left, right)
        return Value(tree.Arithmetic(sign, left.node, right.node), kind)

    def _row(self, node: ast.BinOp) -> Value:
        """Operators in a row, which may be longer than Python's stack is deep."""
        row = [node]
        while isinstance(row[-1].left, ast.BinOp):
            row.append(row[-1].left)
        value = self.value(row[-1].left)
        for each in reversed(row):
            value = self.calculated(each, each.op, value, self.value(each.right))
        return value

    def _logic(self, node: ast.expr) -> Value:
        value, true, false = self.condition(node, truth=False)
        self.scope.reached = both(true, false)
        return value

    def condition(
        self, node: ast.expr, *, truth: bool = True
    ) -> tuple[Value, Reached, Reached]:
        """An expression, and which variables have values where it is true or false."""
        match node:
            case ast.BoolOp(operator, operands):
                return self._junction(operator, operands, truth=truth)
            case ast.UnaryOp(ast.Not(), operand):
                value, true, false = self.condition(operand)
                return Value(tree.Not(value.node), Kind.BOOL), false, true
            case ast.Compare():
                value = self._comparison(node)
            case ast.Constant(constant) if truth:
                value, reached = self._constant(node, constant), self.scope.reached
                return (value, reached, None) if constant else (value, None, reached)
            case _:
                value = self.value(node)
        return value, self.scope.reached, self.scope.reached

    def _junction(
        self, operator: ast.boolop, operands: list[ast.expr], *, truth: bool
    ) -> tuple[Value, Reached, Reached]:
        """``and`` or ``or`` of some operands."""
        is_and = isinstance(operator, ast.And)
        ends: Reached = None
        value, true, false = self.condition(operands[0], truth=truth)
        for operand in operands[1:]:
            ends = both(ends, false if is_and else true)
            self.scope.reached = true if is_and else false
            right, true, false = self.condition(operand, truth=truth)
            made = (tree.And if is_and else tree.Or)(value.node, right.node)
            unknown = NOTHING in (value.kind, right.kind)
            value = Value(made, NOTHING if unknown else value.kind | right.kind)
        if is_and:
            return value, true, both(ends, false)
        return value, both(ends, true), false

    def _conditional(self, node: ast.IfExp) -> Found:
        condition, true, false = self.condition(node.test)
        self.scope.reached = true
        then = self.found(node.body)
        after = self.scope.reached
        self.scope.reached = false
        otherwise = self.found(node.orelse)
        self.scope.reached = both(after, self.scope.reached)
        made = tree.Conditional(condition.node, then.node, otherwise.node)
        if isinstance(then, Value) and isinstance(otherwise, Value):
            unknown = NOTHING in (then.kind, otherwise.kind)
            return Value(made, NOTHING if unknown else then.kind | otherwise.kind)
        if (
            isinstance(then, Key)
            and isinstance(otherwise, Key)
            and then.structure is otherwise.structure
        ):
            return Key(made, then.structure)
        raise self.refusal(node, "both sides must be keys of the same type, or values")

    def _comparison(self, node: ast.Compare) -> Value:
        sides = [node.left, *node.comparators]
        last = len(sides) - 1
        left = self.value(node.left)
        made: tree.Expr | None = None
        sure: Reached = None
        for place, (operator, side) in enumerate(
            zip(node.ops, sides[1:], strict=True), 1
        ):
            right = self._compared_with(operator, side)
            if place < last and not is_atom(right.node):
                kept = self.scope.temporary()
                right = Value(tree.Bind(kept, right.node), right.kind)
            one = self._compared(operator, left.node, right)
            made = one if made is None else tree.And(made, one)
            if isinstance(right.node, tree.Bind):
                right = Value(right.node.target, right.kind)
            left = right
            if place == 1:  # the others are only looked at if this one is true
                sure = self.scope.reached
        self.scope.reached = sure
        assert made is not None
        return Value(made, Kind.BOOL)

    def _compared_with(self, operator: ast.cmpop, side: ast.expr) -> Value:
        if isinstance(operator, (ast.In, ast.NotIn)) and isinstance(side, ast.Tuple):
            return self.listed(side.elts)
        constant = isinstance(side, ast.Constant) and (
            side.value is None or isinstance(side.value, bool)
        )
        if isinstance(operator, (ast.Is, ast.IsNot)) and not constant:
            raise self.refusal(
                side, "is compares with None, True and False: use == here"
            )
        return self.value(side)

    def _compared(
        self, operator: ast.cmpop, left: tree.Expr, right: Value
    ) -> tree.Expr:
        if isinstance(operator, (ast.In, ast.NotIn)):
            found = function("in", left, right.node).node
            return found if isinstance(operator, ast.In) else tree.Not(found)
        if isinstance(operator, (ast.Is, ast.IsNot)):
            sign: tree.Comparator = "eq" if isinstance(operator, ast.Is) else "ne"
            return tree.Compare(sign, left, right.node)
        return tree.Compare(_COMPARATORS[type(operator)], left, right.node)

    # -- containers and texts ------------------------------------------------------------

    def listed(self, items: list[ast.expr]) -> Value:
        """A list of some expressions."""
        values = [self.value(item) for item in items]
        return Value(tree.MakeList(tuple(v.node for v in values)), Kind.LIST)

    def _dict(
        self, node: ast.AST, keys: list[ast.expr | None], values: list[ast.expr]
    ) -> Value:
        pairs: list[tuple[tree.Expr, tree.Expr]] = []
        for key, value in zip(keys, values, strict=True):
            if key is None:
                raise self.refusal(node, "a script has no ** in dicts: use update()")
            name = self.value(key)
            if self.scope.final and not name.may_be(Kind.TEXT):
                raise self.refusal(key, "keys of dicts are text: write str(…)")
            pairs.append((name.node, self.node(value)))
        return Value(tree.MakeDict(tuple(pairs)), Kind.DICT)

    def _subscript(self, node: ast.Subscript) -> Value:
        container = self.value(node.value)
        if isinstance(node.slice, ast.Slice):
            parts = node.slice
            ends = [
                _NULL if end is None else self.node(end)
                for end in (parts.lower, parts.upper, parts.step)
            ]
            sliced = function("slice", container.node, *ends)
            if container.surely(Kind.TEXT) or container.surely(LISTS):
                return Value(sliced.node, container.kind)
            return sliced
        return item(container, self.value(node.slice))

    def _formatted(self, parts: list[ast.expr]) -> Value:
        nodes: list[tree.Expr] = []
        for part in parts:
            if isinstance(part, ast.FormattedValue):
                if part.conversion not in (-1, 115) or part.format_spec is not None:
                    raise self.refusal(
                        part, "a script formats plainly: write {x} alone"
                    )
                nodes.append(self.as_text(self.found(part.value)).node)
            else:
                nodes.append(self.node(part))
        return Value(tree.CallFunction("strs", tuple(nodes)), Kind.TEXT)

    def as_text(self, found: Found) -> Value:
        """What an f-string or key shows of a value: text, or a number as it is."""
        if isinstance(found, Key):
            return Value(found.node, Kind.TEXT)
        if found.surely(Kind.TEXT | NUMBER):
            return found
        return function("str", found.node)


def item(container: Value, index: Value) -> Value:
    """``container[index]``."""
    if container.surely(LISTS):
        return Value(tree.Index(container.node, index.node), ANY)
    if container.surely(Kind.DICT):
        return Value(tree.GetKey(container.node, index.node), ANY)
    return function("item", container.node, index.node)


def _whole_if(left: Value, right: Value) -> Kind:
    return Kind.INT if left.surely(Kind.INT) and right.surely(Kind.INT) else NUMBER


def is_plain(value: object) -> bool:
    """Whether a value from outside can be written into a script."""
    if isinstance(value, (list, tuple)):
        return all(map(is_plain, value))
    if isinstance(value, Mapping):
        return all(isinstance(key, (str, bytes)) for key in value) and all(
            map(is_plain, value.values())
        )
    return value is None or isinstance(value, (bool, int, float, str, bytes))


def _kind_of(node: tree.Expr) -> Kind:
    match node:
        case tree.MakeList():
            return Kind.LIST
        case tree.MakeDict():
            return Kind.DICT
        case tree.Constant(None):
            return Kind.NULL
        case tree.Constant(bool()):
            return Kind.BOOL
        case tree.Constant(int()):
            return Kind.INT
        case tree.Constant(float()):
            return NUMBER
        case _:
            return Kind.TEXT
