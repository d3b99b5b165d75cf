"""Calls in a function: built-in functions, methods, and Redis."""

from __future__ import annotations

import ast
import json
import math
import time
from collections.abc import Callable, Iterator, Mapping
from enum import IntEnum
from typing import Final, TypeAlias

from redipy_core import tree
from redipy_core.analysis import SHAPES
from redipy_core.calls import slot_given
from redipy_core.errors import ArgumentError
from redipy_core.kinds import ANY, NOTHING, NUMBER, Kind
from redipy_core.replies import choose
from redipy_scripts.expressions import Expression
from redipy_scripts.functions import STANDARD_FUNCTIONS
from redipy_scripts.python.functions import PYTHON_FUNCTIONS
from redipy_scripts.python.scope import UNKNOWN, Found, Key, Value
from redipy_scripts.python.signature import structure_of
from redipy_scripts.python.values import Values, function, is_plain
from redipy_scripts.structure import declared

_RETURNS: Final = {
    spec.name: spec.returns for spec in (*STANDARD_FUNCTIONS, *PYTHON_FUNCTIONS)
}

METHODS: Final = {
    **dict.fromkeys(("append", "extend", "remove", "index", "count"), (1, 1)),
    **dict.fromkeys(("reverse", "clear", "copy", "keys", "values", "items"), (0, 0)),
    **dict.fromkeys(("startswith", "endswith", "find", "split", "join"), (1, 1)),
    **dict.fromkeys(("removeprefix", "removesuffix", "update"), (1, 1)),
    **dict.fromkeys(("get", "setdefault"), (1, 2)),
    **dict.fromkeys(("insert", "replace"), (2, 2)),
    "pop": (0, 2),
    "sort": (0, 0),
}
"""The methods of values, with the least and greatest number of arguments."""

_INSTEAD: Final = {
    "upper": "text is bytes in a script: change its case before or after",
    "lower": "text is bytes in a script: change its case before or after",
    "format": "write an f-string",
    "strip": "text is bytes in a script: strip it before or after",
    "popitem": "take a key with pop()",
    "encode": "text is bytes in a script: leave it away",
    "decode": "text is bytes in a script: leave it away",
    "add": "a script has no sets: use a list, or a dict with keys",
}
_CHECKED: Final[dict[object, bytes]] = {
    str: b"string",
    bytes: b"string",
    bool: b"boolean",
}

Builtin: TypeAlias = "Callable[[Calls, ast.Call], Value]"


class Pairs(Mapping[object, object]):
    """A dict that was written out, its keys expressions too."""

    def __init__(self, pairs: list[tuple[object, object]]) -> None:
        self._pairs = pairs

    def __getitem__(self, key: object) -> object:
        return next(value for name, value in self._pairs if name is key)

    def __iter__(self) -> Iterator[object]:
        return iter([name for name, _ in self._pairs])

    def __len__(self) -> int:
        return len(self._pairs)

    def items(self) -> list[tuple[object, object]]:  # type: ignore[override]  # in order
        """The pairs in the order in which they were written."""
        return self._pairs


class Calls(Values):
    """Reads calls."""

    def read_call(self, node: ast.Call) -> Found:
        """A call of something inside or outside of the function."""
        called = self.scope.outside(node.func)
        if isinstance(node.func, ast.Attribute):
            outside = self.scope.outside(node.func.value)
            if outside is not UNKNOWN and is_plain(outside):
                return self._method(node, node.func.attr, self.value(node.func.value))
        if called is not UNKNOWN:
            return self._outside(node, called)
        if isinstance(node.func, ast.Attribute):
            if self.scope.outside(node.func.value) is not UNKNOWN:
                raise self.refusal(node.func, f"there is no {ast.unparse(node.func)}")
            owner = self.found(node.func.value)
            if isinstance(owner, Key):
                return self._command(node, node.func.attr, owner)
            return self._method(node, node.func.attr, owner)
        raise self.refusal(
            node, f"{ast.unparse(node.func)} is nothing that can be called here"
        )

    # -- outside ----------------------------------------------------------------------

    def _outside(self, node: ast.Call, called: object) -> Found:
        structure = structure_of(called)
        if structure is not None:
            (name,) = self._plain(node, 1, 1)
            if self.scope.final and not name.may_be(Kind.TEXT | NUMBER):
                raise self.refusal(node.args[0], "a key is text or a number")
            return Key(self.as_text(name).node, structure)
        try:
            builtin = _BUILTINS.get(called)
        except TypeError:  # it has no hash, so it is none of them
            builtin = None
        if builtin is not None:
            return builtin(self, node)
        if isinstance(called, type) and issubclass(called, Expression):
            return self._expression(node, called)
        hint = "" if called is not print else ": use LogFn"
        raise self.refusal(
            node,
            f"a script cannot call {ast.unparse(node.func)}{hint}; it has"
            f" {', '.join(sorted(_NAMES))}, CallFn, RedisFn and the commands of keys",
        )

    def _expression(self, node: ast.Call, called: type[Expression]) -> Value:
        """A call of the other front end's functions, such as ``ToJSON``."""
        made = self._carried_out(node, called, node.args, node.keywords)
        return Value(made.node, kind_of(made.node))

    def _carried_out(
        self,
        node: ast.Call,
        called: Callable[..., object],
        args: list[ast.expr],
        keywords: list[ast.keyword],
    ) -> Expression:
        given = [self._operand(arg) for arg in args]
        named: dict[str, object] = {}
        for keyword in keywords:
            if keyword.arg is None:
                raise self.refusal(node, "a script takes no **: name each argument")
            named[keyword.arg] = self._operand(keyword.value)
        try:
            made = called(*given, **named)
        except (ArgumentError, TypeError, ValueError, KeyError) as error:
            text = str(error).removeprefix(f"{called.__qualname__}() ")
            raise self.refusal(node, text) from None
        assert isinstance(made, Expression)
        return made

    def _operand(self, node: ast.expr) -> object:
        """An argument for the other front end: what is known now stays Python's."""
        match node:
            case ast.Starred():
                raise self.refusal(
                    node, "a script takes no *: give each value in a loop of its own"
                )
            case ast.Dict(keys, values) if None not in keys:
                return Pairs(
                    [
                        (self._operand(k), self._operand(v))
                        for k, v in zip(keys, values, strict=True)
                        if k is not None
                    ]
                )
            case ast.List(items) | ast.Tuple(items):
                return [self._operand(i) for i in items]
            case ast.Attribute():
                outside = self.scope.outside(node)
                if isinstance(outside, IntEnum):
                    return outside
        found = self.found(node)
        if isinstance(found, Key):
            return found.structure(Expression(found.node))
        if isinstance(found.node, tree.Constant):
            value = found.node.value
            return (
                value.decode("utf-8", "surrogateescape")
                if (isinstance(value, bytes))
                else value
            )
        return Expression(found.node)

    # -- commands ---------------------------------------------------------------------

    def _command(self, node: ast.Call, name: str, key: Key) -> Value:
        structure = key.structure(Expression(key.node))
        method = getattr(structure, name, None)
        if name.startswith("_") or not callable(method):
            raise self.refusal(
                node.func, f"a {key.structure.__name__} has no method {name}"
            )
        made = self._carried_out(node, method, node.args, node.keywords)
        return Value(made.node, kind_of(made.node))

    # -- methods of values ---------------------------------------------------------------

    def _method(self, node: ast.Call, name: str, owner: Value) -> Value:
        if name not in METHODS:
            hint = _INSTEAD.get(name, f"it has {', '.join(sorted(METHODS))}")
            raise self.refusal(
                node.func, f"a value has no method {name} in a script: {hint}"
            )
        if name == "sort":
            extra = self._reverse(node, 0)
        else:
            extra = [v.node for v in self._plain(node, *METHODS[name])]
        return function(name, owner.node, *extra)

    def _plain(self, node: ast.Call, least: int, most: int) -> list[Value]:
        """Arguments by position, within these numbers."""
        if node.keywords:
            raise self.refusal(
                node.keywords[0].value, "give it by position, without a name"
            )
        if not least <= len(node.args) <= most:
            count = f"{least}" if least == most else f"{least} to {most}"
            raise self.refusal(
                node, f"it takes {count} arguments, not {len(node.args)}"
            )
        return [self.value(arg) for arg in node.args]

    def _reverse(self, node: ast.Call, positional: int) -> list[tree.Expr]:
        """What ``sort`` and ``sorted`` take."""
        if len(node.args) != positional:
            raise self.refusal(node, f"it takes {positional} arguments and reverse=")
        made = [self.node(arg) for arg in node.args]
        for keyword in node.keywords:
            if keyword.arg != "reverse":
                raise self.refusal(
                    keyword.value, "a script sorts numbers or texts as they are"
                )
            made.append(self.node(keyword.value))
        return made

    # -- built-in functions --------------------------------------------------------------

    def length(self, node: ast.Call) -> Value:
        """``len``."""
        if len(node.args) == 1 and isinstance(self.found(node.args[0]), Key):
            raise self.refusal(
                node, "a key has no len: call llen(), hlen(), card() or strlen()"
            )
        (value,) = self._plain(node, 1, 1)
        return Value(tree.Length(value.node), Kind.INT)

    def text(self, node: ast.Call) -> Value:
        """``str``."""
        if len(node.args) == 1 and not node.keywords:
            found = self.found(node.args[0])
            if isinstance(found, Key) or found.surely(Kind.TEXT):
                return Value(found.node, Kind.TEXT)
            return function("str", found.node)
        raise self.refusal(node, "str takes one value here")

    def truth(self, node: ast.Call) -> Value:
        """``bool``."""
        (value,) = self._plain(node, 1, 1)
        return Value(tree.Not(tree.Not(value.node)), Kind.BOOL)

    def is_instance(self, node: ast.Call) -> Value:
        """``isinstance`` of a kind that scripts tell apart."""
        if len(node.args) != 2 or node.keywords:
            raise self.refusal(node, "isinstance takes a value and a type")
        value = self.node(node.args[0])
        wanted = node.args[1]
        if isinstance(wanted, ast.Tuple):
            kinds = {self.scope.outside(item) for item in wanted.elts}
        else:
            kinds = {self.scope.outside(wanted)}
        number = kinds == {int, float}
        if not number and (len(kinds) > 1 or not kinds & _CHECKED.keys()):
            raise self.refusal(
                wanted, "a script tells str, bool and (int, float) apart, nothing else"
            )
        name = b"number" if number else _CHECKED[kinds.pop()]
        kind = tree.CallFunction("type_str", (value,))
        return Value(tree.Compare("eq", kind, tree.Constant(name)), Kind.BOOL)

    def floor(self, node: ast.Call) -> Value:
        """``math.floor``."""
        (value,) = self._plain(node, 1, 1)
        one = tree.Constant(1)
        return Value(tree.Arithmetic("//", value.node, one), Kind.INT)

    def ceil(self, node: ast.Call) -> Value:
        """``math.ceil``."""
        (value,) = self._plain(node, 1, 1)
        zero, one = tree.Constant(0), tree.Constant(1)
        negative = tree.Arithmetic("//", tree.Arithmetic("-", zero, value.node), one)
        return Value(tree.Arithmetic("-", zero, negative), Kind.INT)

    def now(self, node: ast.Call) -> Value:
        """``time.time``: the server's clock."""
        self._plain(node, 0, 0)
        kept = self.scope.temporary()
        parts = tree.Bind(kept, tree.CallRedis("TIME", None, ()))
        seconds = tree.Index(parts, tree.Constant(0))
        rest = tree.Index(kept, tree.Constant(1))
        fraction = tree.Arithmetic("/", rest, tree.Constant(1_000_000))
        return Value(tree.Arithmetic("+", seconds, fraction), NUMBER)

    def from_json(self, node: ast.Call) -> Value:
        """``json.loads``."""
        (value,) = self._plain(node, 1, 1)
        return Value(tree.CallFunction("from_json", (value.node,)), ANY)

    def empty(self, node: ast.Call, name: str) -> Value:
        """``list`` or ``dict``, which may be without a value."""
        if not node.args and not node.keywords:
            if name == "list":
                return Value(tree.MakeList(()), Kind.LIST)
            return Value(tree.MakeDict(()), Kind.DICT)
        return self.named(node, name)

    def named(self, node: ast.Call, name: str) -> Value:
        """A built-in function that has one of the same name here."""
        least, most = _ARITIES[name]
        given = self._plain(node, least, most)
        made = function(name, *(value.node for value in given))
        if name == "int" or (name in ("min", "max", "abs") and _all_whole(given)):
            return Value(made.node, Kind.INT)
        if (
            name in ("min", "max")
            and len(given) > 1
            and all(v.surely(NUMBER) for v in given)
        ):
            return Value(made.node, NUMBER)
        return made

    def sorted(self, node: ast.Call) -> Value:
        """``sorted``."""
        return function("sorted", *self._reverse(node, 1))


def _all_whole(values: list[Value]) -> bool:
    return all(value.surely(Kind.INT) for value in values)


_ARITIES: Final = {
    **dict.fromkeys(("abs", "int", "float", "round", "list", "dict"), (1, 1)),
    **dict.fromkeys(("min", "max"), (1, 1000)),
    "sum": (1, 2),
}


def _named(name: str) -> Builtin:
    return lambda calls, node: calls.named(node, name)


def _empty(name: str) -> Builtin:
    return lambda calls, node: calls.empty(node, name)


_BUILTINS: Final[dict[object, Builtin]] = {
    len: Calls.length,
    str: Calls.text,
    bool: Calls.truth,
    isinstance: Calls.is_instance,
    math.floor: Calls.floor,
    math.ceil: Calls.ceil,
    time.time: Calls.now,
    json.loads: Calls.from_json,
    sorted: Calls.sorted,
    list: _empty("list"),
    dict: _empty("dict"),
    min: _named("min"),
    max: _named("max"),
    abs: _named("abs"),
    int: _named("int"),
    float: _named("float"),
    round: _named("round"),
    sum: _named("sum"),
}
_NAMES: Final = (
    *("abs", "bool", "dict", "enumerate", "float", "int", "isinstance", "len", "list"),
    *("max", "min", "range", "round", "sorted", "str", "sum", "json.loads"),
    *("math.ceil", "math.floor", "time.time"),
)


def kind_of(node: tree.Expr) -> Kind:
    """What kinds of value the other front end's expression may have."""
    match node:
        case tree.CallCommand(name, slots, shape):
            command = declared(name)
            reply = choose(command.reply, slot_given(command, slots))
            return SHAPES.get(shape or reply.script, ANY)
        case tree.CallFunction(name):
            return _RETURNS.get(name, ANY)
        case tree.Constant():
            return NOTHING
        case _:
            return ANY
