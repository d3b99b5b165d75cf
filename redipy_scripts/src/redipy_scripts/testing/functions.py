"""Random Python functions within what scripts can do, as text.

A function of :class:`Functions` keeps its types apart, so that plain Python, the
memory backend and a server must give the same. With ``wild`` it mixes them and
calls Redis: then the backends must agree, in how they fail too. Where places in texts
mean the same, in ASCII and if wild, it cuts texts; else they do not grow but by words.
"""

from __future__ import annotations

import linecache
import warnings
from collections.abc import Callable
from itertools import count
from random import Random
from types import FunctionType
from typing import Final

from redipy_scripts.python import keys
from redipy_scripts.testing.function_values import (
    ARGUMENTS,
    BOOL,
    DICT,
    FLOAT,
    INT,
    INTS,
    TEXT,
    TEXTS,
    TYPES,
    FunctionValues,
)

KEYS: Final = {
    "k": "RedisVar",
    "l": "RedisList",
    "h": "RedisHash",
    "z": "RedisSortedSet",
}

_numbers = count()


class Functions(FunctionValues):
    """Makes the text of one function; the same randomness makes the same text."""

    def __init__(self, rng: Random, *, wild: bool = False) -> None:
        super().__init__(rng, wild=wild)
        self.lines: list[str] = []
        self.indent = 1
        self.left = 22
        self.loops = 0
        self.frozen = 0
        self.fresh = 0

    def build(self) -> str:
        """The text."""
        parameters = [f"{name}: {kind}" for name, kind in ARGUMENTS.items()]
        if self.wild:
            parameters += [f"{name}: {kind}" for name, kind in KEYS.items()]
        for kind in TYPES:
            self.new(kind)
        self.block(0)
        variables = [name for kind in TYPES for name in self.names[kind]]
        self.line(f"return [{', '.join(variables)}]")
        head = f"def made({', '.join(parameters)}) -> object:"
        return "\n".join([head, *self.lines]) + "\n"

    def arguments(self) -> dict[str, object]:
        """What the function is called with."""
        ints = [self.rng.randrange(-3, 9) for _ in range(self.rng.randrange(5))]
        words = [self.pick(self.words) for _ in range(self.rng.randrange(4))]
        return {
            "n": self.rng.randrange(-3, 8),
            "w": self.pick(self.words),
            "q": self.maybe(50),
            "xs": ints,
            "ws": words,
            "m": {self.pick(self.words): i for i in range(self.rng.randrange(4))},
        }

    def line(self, text: str) -> None:
        """Write a line."""
        self.lines.append("    " * self.indent + text)

    def new(self, kind: str) -> str:
        """Make a variable."""
        self.fresh += 1
        name = f"{kind[0]}{self.fresh}"
        self.line(f"{name} = {self.of(kind, 2)}")
        self.names[kind].append(name)
        return name

    # -- statements --------------------------------------------------------------------

    def block(self, depth: int) -> None:
        """Write some statements."""
        for _ in range(1 + self.rng.randrange(4)):
            self.statement(depth)

    def inside(self, depth: int, *first: str, loop: bool = False) -> None:
        """Write an indented block. What it defines stays inside."""
        known = {kind: list(names) for kind, names in self.names.items()}
        self.indent += 1
        self.loops += loop
        for text in first:
            self.line(text)
        self.block(depth + 1)
        self.loops -= loop
        self.indent -= 1
        self.names = known

    def statement(self, depth: int) -> None:
        """Write a statement."""
        self.left -= 1
        ways: list[Callable[[int], None]] = [
            *(self.assign, self.assign, self.augment, self.swap),
            *(self.change, self.change, self.change),
        ]
        if depth < 3 and self.left > 0:
            ways += [self.branch, self.branch, self.count, self.each, self.until]
        if self.loops:
            ways.append(self.leave)
        if self.wild:
            ways += [self.redis, self.redis, self.redis]
        ways[self.rng.randrange(len(ways))](depth)

    def target(self, kind: str) -> str:
        """A variable to assign to."""
        own = [name for name in self.names[kind] if name not in ARGUMENTS]
        return self.pick(own or self.names[kind])

    def assign(self, _depth: int) -> None:
        """``x = …``, perhaps a new one."""
        kind = self.pick(TYPES)
        if self.maybe(20) and not self.frozen:
            self.new(kind)
        else:
            self.line(f"{self.target(kind)} = {self.of(kind, 3)}")

    def augment(self, _depth: int) -> None:
        """``x += …``."""
        kind = self.pick((INT, FLOAT, TEXT, INTS, DICT))
        if kind in (INTS, DICT) and self.frozen:
            kind = INT
        name = self.target(kind)
        if kind == DICT:
            key = self.pick(self.words)
            self.line(f"if {key!r} in {name}:")
            self.indent += 1
            self.line(f"{name}[{key!r}] += {self.of(INT, 1)}")
            self.indent -= 1
        elif kind == INT:
            self.line(f"{name} {self.pick(('+=', '-='))} {self.of(INT, 2)}")
        elif kind == FLOAT:
            self.line(f"{name} {self.pick(('+=', '-='))} {self.of(FLOAT, 1)}")
        elif kind == TEXT:
            if self.cuts:
                self.line(f"{name} = {name}[:6]")
            self.line(f"{name} += {self.pick(self.words)!r}")
        else:
            self.line(f"{name} += {self.of(INTS, 1)}[:3]")

    def swap(self, _depth: int) -> None:
        """``a, b = b, a``."""
        one, two = self.target(INT), self.target(TEXT)
        way = self.rng.randrange(3)
        if way == 0:
            self.line(f"{one}, {two} = {self.of(INT, 2)}, {self.of(TEXT, 2)}")
        elif way == 1:
            other = self.pick(self.names[INT])
            self.line(f"{one}, {self.target(INT)} = {other}, {one}")
        else:
            self.line(f"{one}, {self.target(INT)} = {self.of(INTS, 1)}[:2]")

    def change(self, _depth: int) -> None:
        """Change a list or dict in place."""
        if self.frozen:
            self.assign_simple()
            return
        xs, ts, d = (self.target(kind) for kind in (INTS, TEXTS, DICT))
        number, text = self.of(INT, 1), self.of(TEXT, 1)
        ways = (
            f"{xs}.append({number})",
            f"{xs} = {xs}[-4:]",
            f"{ts}.append({text})",
            f"{xs}.insert({self.of(INT, 1)}, {number})",
            f"{xs}.extend({self.of(INTS, 1)}[:2])",
            f"{xs}.reverse()",
            f"{xs}.sort()",
            f"{ts}.sort(reverse=True)",
            f"{d}[{text}] = {number}",
            f"{d}.update({self.of(DICT, 1)})",
            f"{self.target(INT)} = {d}.setdefault({text}, {number})",
            f"{self.target(INT)} = {d}.pop({text}, {number})",
            f"if {xs}: {self.target(INT)} = {xs}.pop()",
            f"if {number} in {xs}: {xs}.remove({number})",
            f"if {xs}: {xs}[{self.pick(('0', '-1'))}] = {number}",
            f"if {xs}: del {xs}[0]",
            f"{xs}.clear()",
            f"if len({xs}) > 5: {self.target(INT)} = {xs}.pop(2)",
            f"{self.target(INT)} = {xs}.pop({number})" if self.maybe(10) else "pass",
        )
        self.line(self.pick(ways))

    def assign_simple(self) -> None:
        """Assign what no loop walks over."""
        kind = self.pick((INT, FLOAT, TEXT, BOOL))
        self.line(f"{self.target(kind)} = {self.of(kind, 2)}")

    def branch(self, depth: int) -> None:
        """``if``."""
        if self.maybe(25):
            name = self.target(INT)
            self.line(f"if ({name} := {self.of(INT, 2)}) {self.comparator()} 2:")
        else:
            self.line(f"if {self.of(BOOL, 3)}:")
        self.inside(depth)
        if self.maybe(30):
            self.line(f"elif {self.of(BOOL, 2)}:")
            self.inside(depth)
        if self.maybe(50):
            self.line("else:")
            self.inside(depth)

    def count(self, depth: int) -> None:
        """``for`` over a range."""
        self.fresh += 1
        name = f"i{self.fresh}"
        limits = self.pick(
            (
                self.pick(("0", "3", f"len({self.of(INTS, 1)})")),
                f"{self.pick(('0', '-2'))}, {self.pick(('2', '3'))}",
                "5, 0, -2",
                "0, 7, 3",
            )
        )
        self.line(f"for {name} in range({limits}):")
        self.names[INT].append(name)
        self.inside(depth, loop=True)
        self.names[INT].remove(name)

    def each(self, depth: int) -> None:
        """``for`` over a list or dict, which does not change meanwhile."""
        self.fresh += 1
        name, other = f"e{self.fresh}", f"o{self.fresh}"
        way = self.rng.randrange(5 if not self.wild else 7)
        heads = (
            (f"{name}", f"{self.of(INTS, 1)}[:4]", INT, None),
            (f"{name}", f"{self.of(TEXTS, 1)}[-3:]", TEXT, None),
            (f"{other}, {name}", f"enumerate({self.of(TEXTS, 1)}[:3])", TEXT, INT),
            (f"{other}, {name}", f"enumerate({self.of(INTS, 1)}[:3], 2)", INT, INT),
            (f"{name}", f"sorted({self.of(DICT, 1)})", TEXT, None),
            (f"{other}, {name}", f"{self.of(DICT, 1)}.items()", INT, TEXT),
            (f"{name}", f"{self.of(DICT, 1)}", TEXT, None),
        )
        target, items, kind, extra = heads[way]
        self.line(f"for {target} in {items}:")
        self.names[kind].append(name)
        if extra is not None:
            self.names[extra].append(other)
        self.frozen += 1
        self.inside(depth, loop=True)
        self.frozen -= 1
        self.names[kind].remove(name)
        if extra is not None:
            self.names[extra].remove(other)

    def until(self, depth: int) -> None:
        """``while``, with a counter that ends it."""
        self.fresh += 1
        name = f"c{self.fresh}"
        self.line(f"{name} = 0")
        if self.maybe(30):
            self.line("while True:")
            leave = [f"{name} += 1", f"if {name} > 2:", "    break"]
        else:
            self.line(f"while {name} < 3 and {self.of(BOOL, 2)}:")
            leave = [f"{name} += 1"]
        self.inside(depth, *leave, loop=True)

    def leave(self, _depth: int) -> None:
        """Leave a loop or the function."""
        word = self.pick(("break", "continue", "continue", f"return {self.any(1)}"))
        self.line(f"if {self.of(BOOL, 2)}:")
        self.indent += 1
        self.line(word)
        self.indent -= 1

    # -- Redis --------------------------------------------------------------------------

    def redis(self, _depth: int) -> None:
        """Call Redis, and perhaps keep what it gives."""
        text, number = self.of(TEXT, 1), self.of(INT, 1)
        kind, call = self.pick_pair(
            (INT, f"l.rpush({text})"),
            (INT, f"l.lpush({text}, {number})"),
            (TEXT, "l.lpop()"),
            (TEXTS, "l.lpop(2)"),
            (TEXTS, f"l.lrange(0, {number})"),
            (INT, "l.llen()"),
            (BOOL, f"k.set_value({text})"),
            (BOOL, f"k.set_value({number}, mode='if_missing')"),
            (TEXT, "k.get_value()"),
            (TEXT, f"k.get_value(default={text})"),
            (INT, f"k.incrby({number})"),
            (INT, f"h.hset({{{text}: {number}, 'f': {text}}})"),
            (TEXT, f"h.hget({text})"),
            (DICT, "h.hgetall()"),
            (DICT, f"h.hmget('f', {text})"),
            (INT, f"h.hincrby('n', {number})"),
            (INT, f"z.add({number}, {text})"),
            (FLOAT, f"z.zscore({text})"),
            (INTS, "z.pop_min(2)"),
            (BOOL, f"RedisKey(f'l:{{{self.leaf(INT)}}}').expire(expire_in=1000)"),
            (INT, f"(l if {self.of(BOOL, 1)} else RedisList('l:1')).rpush({text})"),
            (INT, f"RedisHash({text}).hlen()"),
        )
        if self.maybe(50) or self.frozen:
            self.line(call)
        else:
            self.line(f"{self.target(kind)} = {call}")

    def pick_pair(self, *pairs: tuple[str, str]) -> tuple[str, str]:
        """One of the pairs."""
        return pairs[self.rng.randrange(len(pairs))]


def compiled(text: str) -> FunctionType:
    """The Python function that a text defines; its source can be found."""
    filename = f"<made {next(_numbers)}>"
    linecache.cache[filename] = (len(text), None, text.splitlines(True), filename)
    namespace: dict[str, object] = {name: getattr(keys, name) for name in keys.__all__}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # literals meet what does not fit them
        exec(compile(text, filename, "exec"), namespace)
    made = namespace["made"]
    assert isinstance(made, FunctionType)
    return made
