"""Random expressions of scripts: numbers, texts, containers, and what is odd."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Any, Final

from redipy_core.script import JSONType
from redipy_scripts.context import FnContext
from redipy_scripts.expressions import CallFn, Constant, Expression, Variable
from redipy_scripts.functions import (
    FindFn,
    FromJSON,
    Strs,
    ToIntStr,
    ToJSON,
    ToNum,
    ToStr,
    TypeStr,
)

NUMBERS: Final[Sequence[float]] = (
    *(0, 1, 2, 3, -1, -2, 5, 10, 0.5, -0.5, 2.5, 0.1, 1e15, 1e16, -1e20, 1e-7, 7.25),
    *(2**53 - 1, -(2**53) + 1, 123456789012345.6, 1e300, float("inf"), float("nan")),
)
TEXTS: Final[Sequence[str]] = (
    *("", "a", "b", "ab", "é", "\udcff", "\0", 'q"q', "b\\", "\n", "]]", "--", "a.b"),
    *("1", "2", "-3", "10", "1.5", "1e3", " 1", "0x10", "nan", "inf", "1_0", "x1"),
    *("05", "[1, 2]", '{"a": [], "b": {}}', '"\\ud83d\\ude00"', "[", "nil", "None"),
    "%d",
)
KEYS: Final = ("k", "l", "h", "s", "z", "s1", "p1", "g1", "x1", "x2")
"""The keys that a program declares: a string, a list, a hash, a set, a sorted set,
and some of those that :mod:`redipy_core.testing.words` uses."""

PYTHON_OPERANDS: Final = {
    **dict.fromkeys(("add", "iadd"), "nn tt ll lT"),
    "item": "li dw ti",
    "set": "lia dwa",
    "delete": "li dw",
    "slice": "toos loos",
    "in": "nl tT wd wt",
    "unpack": "ln",
    "walk": "l d T",
    "a_dict": "d",
    "whole": "i",
    **dict.fromkeys(("min", "max"), "nn tt l T"),
    **dict.fromkeys(("abs", "round"), "n"),
    **dict.fromkeys(("int", "float"), "n w a"),
    "str": "n t a",
    "sum": "l ln",
    "sorted": "l T d la",
    "list": "l d",
    "dict": "d",
    "append": "la va",
    "extend": "ll ld",
    "insert": "lia",
    "pop": "l li dw dwa",
    "remove": "ln",
    "index": "ln tw",
    "count": "ln tw",
    "reverse": "l",
    "sort": "l T la",
    **dict.fromkeys(("clear", "copy"), "l d v"),
    **dict.fromkeys(("get", "setdefault"), "dw dwa"),
    "update": "dd",
    **dict.fromkeys(("keys", "values", "items"), "d"),
    **dict.fromkeys(("startswith", "endswith", "find", "split"), "tw"),
    **dict.fromkeys(("removeprefix", "removesuffix"), "tw"),
    "join": "wT wd",
    "replace": "tww",
}
"""What Python's functions take: for each call a letter for each argument."""


class Operands:
    """Makes expressions out of a source of randomness.

    Types of operands are not told apart here: the language checks them when a
    script runs, and a program must fail alike everywhere.
    """

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.ctx = FnContext()
        self.args: dict[str, JSONType] = {f"x{i}": json_value(rng, 2) for i in range(3)}
        self.variables: list[Variable] = [self.ctx.add_arg(name) for name in self.args]
        self.numbers: list[Variable] = []
        self.texts: list[Variable] = []
        self.keys = {name: name for name in KEYS}
        self.key_variables = {name: self.ctx.add_key(name) for name in self.keys}

    def redis(self, depth: int) -> Expression:
        """A Redis call."""
        raise NotImplementedError

    def redis_container(self, depth: int) -> Expression:
        """A Redis call that mostly gives a list or dict."""
        raise NotImplementedError

    def pick(self, choices: Sequence[Any]) -> Any:
        """One of several."""
        return choices[self.rng.randrange(len(choices))]

    def maybe(self, percent: int) -> bool:
        """True so often."""
        return self.rng.randrange(100) < percent

    def any(self, depth: int) -> Any:
        """Any expression of at most so many levels, or a literal."""
        kinds = (self.number, self.text, self.boolean, self.container, self.variable)
        return self.pick((*kinds, self.redis, self.logic))(depth)

    def variable(self, _depth: int) -> Expression:
        """A variable or the name of a key."""
        keys = (*self.key_variables.values(),)
        found: Expression = self.pick((*self.variables, self.pick(keys)))
        return found

    def logic(self, depth: int) -> Expression:
        """One of several values, or an item of a container."""
        if depth <= 0:
            return self.variable(0)
        left = Constant(self.any(depth - 1))
        way = self.rng.randrange(8)
        if way >= 6:
            return self.python(depth - 1)
        if way == 4:
            return left.then_(self.any(depth - 1), self.any(depth - 1))
        if way == 5:
            target: Variable = self.pick((*self.variables, *self.numbers, *self.texts))
            return target.bind(left)
        if way == 0:
            return left.and_(self.any(depth - 1))
        if way == 1:
            return left.or_(self.any(depth - 1))
        if self.maybe(5):
            return left[self.index()]
        if way == 2:
            items = Constant([self.any(depth - 1), self.any(depth - 1)])
            return items[self.pick((0, 1, -1, -2))]
        items = Constant({"a": self.any(depth - 1), self.pick(TEXTS): 1})
        return items.get_key(self.text(depth - 1))

    def python(self, depth: int) -> Expression:
        """A call of what functions written in Python use."""
        name = self.pick(tuple(PYTHON_OPERANDS))
        makers: dict[str, Callable[[], Any]] = {
            "n": lambda: self.number(depth),
            "t": lambda: self.text(depth),
            "w": lambda: self.pick(("a", "b", "1", "")),
            "l": lambda: [self.number(0), self.number(depth)],
            "T": lambda: [self.text(0), self.text(depth)],
            "d": lambda: {"a": self.any(depth), "b": self.number(0)},
            "i": self.index,
            "o": lambda: None if self.maybe(50) else self.pick((0, 1, -1, 5)),
            "s": lambda: self.pick((None, 1, 2, -1)),
            "a": lambda: self.any(depth),
            "v": lambda: self.pick(self.variables),
        }
        kinds = self.pick(PYTHON_OPERANDS[name].split())
        if self.maybe(3):
            kinds = "v" + kinds[1:]
        return CallFn(f"py_{name}", *(makers[kind]() for kind in kinds))

    def number(self, depth: int) -> Any:
        """A number; now and then something else."""
        if self.maybe(1):
            return self.any(depth - 1) if depth > 0 else None
        if depth <= 0 or self.maybe(25):
            return self.pick(NUMBERS) if self.maybe(60) else self.pick(self.numbers)
        left = Constant(self.number(depth - 1))
        way = self.rng.randrange(9)
        if way < 6:
            right = self.number(depth - 1)
            if way >= 3 and self.maybe(80):
                right = self.pick((2, -3, 0.5, 1e17))
            operations: tuple[Callable[[], Expression], ...] = (
                lambda: left + right,
                lambda: left - right,
                lambda: left * right,
                lambda: left / right,
                lambda: left // right,
                lambda: left % right,
            )
            return operations[way]()
        if way == 6:
            return CallFn("unless_null", ToNum(self.text(depth - 1)), 7)
        if way == 7:
            return Constant(self.container(depth - 1)).len_()
        found = FindFn(self.text(depth - 1), self.text(0), self.pick((0, 0, 1, 2)))
        return CallFn("unless_null", found, -1)

    def index(self) -> Any:
        """A place in something short."""
        usual = self.maybe(85)
        return self.pick((0, 1, 2, -1, -2, 3, 0.5)) if usual else self.number(1)

    def text(self, depth: int) -> Any:
        """A text; now and then something else."""
        if self.maybe(1):
            return self.any(depth - 1) if depth > 0 else True
        if depth <= 0 or self.maybe(30):
            return self.pick(TEXTS) if self.maybe(60) else self.pick(self.texts)
        inner = depth - 1
        makers: tuple[Callable[[], Expression], ...] = (
            lambda: Strs(*(self.word(inner) for _ in range(self.rng.randrange(4)))),
            lambda: ToStr(self.pick((None, self.boolean(inner), self.word(inner)))),
            lambda: ToIntStr(self.pick((2.5, -7.9, self.number(0)))),
            lambda: ToJSON(self.any(inner)),
            lambda: TypeStr(self.any(inner)),
            lambda: CallFn("milliseconds", self.pick((0.0005, 1.5, 2.0005, -1.2))),
            lambda: CallFn("milliseconds", self.number(inner)),
            lambda: self.key_variables[self.pick(KEYS)],
        )
        return self.pick(makers)()

    def word(self, depth: int) -> Any:
        """A text or a number."""
        return self.number(depth) if self.maybe(40) else self.text(depth)

    def boolean(self, depth: int) -> Expression:
        """A comparison."""
        if depth <= 0:
            return Constant(self.maybe(50))
        left, right = Constant(self.any(depth - 1)), self.any(depth - 1)
        way = self.rng.randrange(6)
        if way == 0:
            return left.eq_(right)
        if way == 1:
            return left.ne_(right)
        if way == 2:
            return left.not_()
        a, b = (self.number, self.number) if self.maybe(50) else (self.text, self.text)
        first, second = Constant(a(depth - 1)), b(depth - 1)
        order = self.pick((first.lt_, first.le_, first.gt_, first.ge_))
        if way == 3:
            return self.boolean(depth - 1).and_(order(second))
        if way == 4:
            return self.boolean(depth - 1).or_(order(second))
        ordered: Expression = order(second)
        return ordered

    def container(self, depth: int) -> Any:
        """A list or dict."""
        if depth <= 0 or self.maybe(20):
            return self.pick(([], {}, [1, 2, 3], {"a": 1}, ["a", None, True]))
        inner = depth - 1
        way = self.rng.randrange(6)
        if way < 2:
            return [self.any(inner) for _ in range(self.rng.randrange(4))]
        if way < 4:
            return {
                self.pick(TEXTS): self.any(inner) for _ in range(self.rng.randrange(4))
            }
        if way == 4:
            some: Any = FromJSON(ToJSON([self.number(inner), self.text(0)]))
            return some if self.maybe(98) else FromJSON(self.text(0))
        return self.redis_container(inner)


def json_value(rng: Random, depth: int) -> JSONType:
    """A value for an argument."""
    way = rng.randrange(7 if depth else 5)
    if way == 0:
        return rng.choice((None, True, False))
    if way < 3:
        return rng.choice(NUMBERS)
    if way < 5:
        return rng.choice(TEXTS)
    if way == 5:
        return [json_value(rng, depth - 1) for _ in range(rng.randrange(3))]
    return {
        rng.choice(TEXTS): json_value(rng, depth - 1) for _ in range(rng.randrange(3))
    }
