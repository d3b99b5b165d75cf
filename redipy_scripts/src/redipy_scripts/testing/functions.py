"""Random Python functions within what scripts can do, as text.

A function of :class:`Functions` keeps its types apart, so that plain Python, the
memory backend and a server must give the same. With ``wild`` it mixes them and
calls Redis: then the backends must agree, in how they fail too. Where places in texts
mean the same, in ASCII and if wild, it cuts texts; else they do not grow but by words.
"""

from __future__ import annotations

import linecache
import warnings
from collections.abc import Callable, Sequence
from itertools import count
from random import Random
from types import FunctionType
from typing import Final

from redipy_scripts.python import keys

INT, FLOAT, TEXT, BOOL, INTS, TEXTS, DICT = (
    *("int", "float", "str", "bool", "list[int]", "list[str]", "dict[str, int]"),
)
TYPES: Final = (INT, FLOAT, TEXT, BOOL, INTS, TEXTS, DICT)
WORDS: Final = ("", "a", "b", "ab", "abc", "ba", "1", "-2", "07", "x:y", "é", "a b")
ARGUMENTS: Final = {"n": INT, "w": TEXT, "q": BOOL, "xs": INTS, "ws": TEXTS, "m": DICT}
KEYS: Final = {
    "k": "RedisVar",
    "l": "RedisList",
    "h": "RedisHash",
    "z": "RedisSortedSet",
}

_numbers = count()


class Functions:
    """Makes the text of one function; the same randomness makes the same text."""

    def __init__(self, rng: Random, *, wild: bool = False) -> None:
        self.rng = rng
        self.wild = wild
        ascii_only = not wild and self.maybe(60)
        self.words = tuple(w for w in WORDS if w.isascii() or not ascii_only)
        self.cuts = wild or ascii_only
        self.lines: list[str] = []
        self.indent = 1
        self.left = 22
        self.loops = 0
        self.frozen = 0
        self.names: dict[str, list[str]] = {kind: [] for kind in TYPES}
        for name, kind in ARGUMENTS.items():
            self.names[kind].append(name)
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

    def pick(self, choices: Sequence[str]) -> str:
        """One of the choices."""
        return choices[self.rng.randrange(len(choices))]

    def maybe(self, percent: int) -> bool:
        """True so many times of a hundred."""
        return self.rng.randrange(100) < percent

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

    # -- expressions --------------------------------------------------------------------

    def any(self, depth: int) -> str:
        """An expression of any type."""
        return self.of(self.pick(TYPES), depth)

    def comparator(self) -> str:
        """A comparison."""
        return self.pick(("==", "!=", "<", "<=", ">", ">="))

    def of(self, kind: str, depth: int) -> str:
        """An expression of a type; sometimes of another if it is wild."""
        if self.wild and self.maybe(2):
            kind = self.pick(TYPES)
        if depth <= 0 or self.maybe(15):
            return self.leaf(kind)
        if self.maybe(8):
            return (
                f"({self.of(kind, depth - 1)} if {self.of(BOOL, depth - 1)}"
                f" else {self.of(kind, depth - 1)})"
            )
        if self.maybe(6):
            word = self.pick(("and", "or"))
            return f"({self.of(kind, depth - 1)} {word} {self.of(kind, depth - 1)})"
        makers = {
            INT: self.int_of,
            FLOAT: self.float_of,
            TEXT: self.text_of,
            BOOL: self.bool_of,
            INTS: self.ints_of,
            TEXTS: self.texts_of,
            DICT: self.dict_of,
        }
        return makers[kind](depth - 1)

    def leaf(self, kind: str) -> str:
        """A variable or literal."""
        if self.names[kind] and self.maybe(60):
            return self.pick(self.names[kind])
        literals = {
            INT: str(self.rng.randrange(-3, 10)),
            FLOAT: self.pick(("0.5", "1.25", "-2.5", "3.0")),
            TEXT: repr(self.pick(self.words)),
            BOOL: self.pick(("True", "False")),
            INTS: self.pick(("[]", "[1, 2, 3]", "[4]", "[0, -1]")),
            TEXTS: self.pick(("[]", "['a', 'b']", "['', 'x']")),
            DICT: self.pick(("{}", "{'a': 1}", "{'b': 2, 'ab': 0}")),
        }
        return literals[kind]

    def int_of(self, d: int) -> str:
        """A whole number."""
        a, b = self.of(INT, d), self.of(INT, d)
        ways = (
            f"({a} + {b})",
            f"({a} - {b})",
            f"(({a} * {b}) % 101)",
            f"({a} // {self.pick(('2', '-3', '7', b))})",
            f"({a} % {self.pick(('2', '-3', '7', b))})",
            f"(-({a}))",
            f"len({self.any_container(d)})",
            f"min({a}, {b})",
            f"max({a}, {b}, 3)",
            f"max({self.of(INTS, d)} + [0])",
            f"abs({a})",
            f"sum({self.of(INTS, d)})",
            f"int({self.of(FLOAT, d)})",
            f"round({self.of(FLOAT, d)})",
            f"int(str({a}))",
            f"{self.of(DICT, d)}.get({self.of(TEXT, d)}, {b})",
            f"({self.of(INTS, d)} + [{a}])[{self.pick(('0', '-1'))}]",
            f"{self.of(INTS, d)}.count({a})",
            f"{self.of(TEXT, d)}.find({self.of(TEXT, d)})"
            if self.cuts
            else f"{self.of(TEXTS, d)}.count({self.of(TEXT, d)})",
        )
        if self.maybe(2):
            return self.pick(
                (f"{self.of(INTS, d)}[{a}]", f"{self.of(INTS, d)}.index({a})")
            )
        return self.pick(ways)

    def any_container(self, d: int) -> str:
        """Something that has a length."""
        text = self.of(TEXT, d) if self.cuts else "'abc'"
        return self.pick((self.of(INTS, d), self.of(TEXTS, d), self.of(DICT, d), text))

    def float_of(self, d: int) -> str:
        """A number with a fraction that doubles hold exactly."""
        a, b = self.of(FLOAT, d), self.of(FLOAT, d)
        return self.pick(
            (
                f"({a} + {b})",
                f"({a} - {self.of(INT, d)})",
                f"({self.of(INT, d)} / 4)",
                f"(({a} * 2) % 8)",
                f"({a} // 2)",
                f"min({a}, {b})",
                f"abs({a})",
                f"float({self.of(INT, d)})",
            )
        )

    def text_of(self, d: int) -> str:
        """A text."""
        a, b = self.of(TEXT, d), self.of(TEXT, d)
        ways = [
            self.formatted(),
            f"str({self.of(INT, d)})",
            f"str({self.of(BOOL, d)})",
            f"min({a}, {b})",
            f"{a}.removeprefix({b})",
            f"{a}.removesuffix({b})",
            f"({self.of(TEXTS, d)} + [{a}])[0]",
        ]
        if self.cuts:
            ways += [
                f"({a} + {b})[:9]",
                f"','.join({self.of(TEXTS, d)})[:12]",
                f"{a}.replace({self.pick(self.words[1:])!r}, {b})[:12]",
                f"{a}[{self.of(INT, d)}:]",
                f"{a}[::-1]",
                f"{a}[{self.of(INT, 0)}]",
            ]
        else:
            ways += [
                f"({a} + {self.pick(self.words)!r})",
                f"{self.pick(self.words)!r}.join([{self.pick(self.words)!r}, 'b'])",
                f"{a}.replace({self.pick(self.words[1:])!r}, {self.pick(WORDS[:3])!r})",
            ]
        return self.pick(ways)

    def formatted(self) -> str:
        """An f-string; within it no quotes stand, as Python 3.11 wants."""
        number = self.pick(self.names[INT])
        return f'f"{{{number}}}-{{{self.pick(self.names[TEXT])}}}{{{number} > 2}}"'

    def bool_of(self, d: int) -> str:
        """A truth value."""
        kind = self.pick((INT, FLOAT, TEXT))
        a, b, c = (self.of(kind, d) for _ in range(3))
        return self.pick(
            (
                f"({a} {self.comparator()} {b})",
                f"({a} {self.comparator()} {b} {self.comparator()} {c})",
                f"(not {self.any(d)})",
                f"bool({self.any(d)})",
                f"({self.of(BOOL, d)} and {self.of(BOOL, d)})",
                f"({self.of(BOOL, d)} or {self.of(BOOL, d)})",
                f"({self.of(INT, d)} in {self.of(INTS, d)})",
                f"({self.of(TEXT, d)} not in {self.of(TEXTS, d)})",
                f"({self.of(TEXT, d)} in {self.of(DICT, d)})",
                f"({self.of(TEXT, d)} in {self.of(TEXT, d)})",
                f"({self.of(INTS, d)} == {self.of(INTS, d)})",
                f"({self.of(DICT, d)} != {self.of(DICT, d)})",
                f"({self.pick(self.names[INT])} is not None)",
                f"{self.of(TEXT, d)}.startswith({self.of(TEXT, d)})",
                f"{self.of(TEXT, d)}.endswith({self.of(TEXT, d)})",
                f"isinstance({self.any(d)}, (int, float))" if self.wild else "True",
            )
        )

    def ends(self) -> str:
        """The inside of a slice."""
        ends = ("", "0", "1", "-1", "-2", "3", "9")
        text = f"{self.pick(ends)}:{self.pick(ends)}"
        return text + (
            f":{self.pick(('1', '2', '-1', '-2'))}" if self.maybe(40) else ""
        )

    def ints_of(self, d: int) -> str:
        """A list of numbers."""
        a, b = self.of(INTS, d), self.of(INTS, d)
        return self.pick(
            (
                f"[{self.of(INT, d)}, {self.of(INT, d)}]",
                f"({a} + {b})[:6]",
                f"{a}[{self.ends()}]",
                f"sorted({a})",
                f"sorted({a}, reverse={self.of(BOOL, 0)})",
                f"list({a})",
                f"{a}.copy()",
                f"sorted({self.of(DICT, d)}.values())",
            )
        )

    def texts_of(self, d: int) -> str:
        """A list of texts."""
        a, b = self.of(TEXTS, d), self.of(TEXTS, d)
        return self.pick(
            (
                f"[{self.of(TEXT, d)}, {self.of(TEXT, d)}]",
                f"({a} + {b})[:5]",
                f"{a}[{self.ends()}]",
                f"sorted({a})",
                f"{self.of(TEXT, d)}.split({self.pick(('a', ':', ' '))!r})",
                f"sorted({self.of(DICT, d)}.keys())",
                f"sorted({self.of(DICT, d)})",
            )
        )

    def dict_of(self, d: int) -> str:
        """A dict."""
        return self.pick(
            (
                f"{{{self.of(TEXT, d)}: {self.of(INT, d)}, 'k': {self.of(INT, d)}}}",
                f"dict({self.of(DICT, d)})",
                f"{self.of(DICT, d)}.copy()",
            )
        )

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
