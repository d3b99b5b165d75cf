"""Random expressions of Python, by the types that they have."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Final

INT, FLOAT, TEXT, BOOL, INTS, TEXTS, DICT = (
    *("int", "float", "str", "bool", "list[int]", "list[str]", "dict[str, int]"),
)
TYPES: Final = (INT, FLOAT, TEXT, BOOL, INTS, TEXTS, DICT)
WORDS: Final = ("", "a", "b", "ab", "abc", "ba", "1", "-2", "07", "x:y", "é", "a b")
ARGUMENTS: Final = {"n": INT, "w": TEXT, "q": BOOL, "xs": INTS, "ws": TEXTS, "m": DICT}


class FunctionValues:
    """Makes expressions out of the variables that there are, ``names`` by type.

    With ``wild`` one of another type stands here and there.
    """

    def __init__(self, rng: Random, *, wild: bool = False) -> None:
        self.rng = rng
        self.wild = wild
        ascii_only = not wild and self.maybe(60)
        self.words = tuple(w for w in WORDS if w.isascii() or not ascii_only)
        self.cuts = wild or ascii_only
        self.names: dict[str, list[str]] = {kind: [] for kind in TYPES}
        for name, kind in ARGUMENTS.items():
            self.names[kind].append(name)

    def pick(self, choices: Sequence[str]) -> str:
        """One of the choices."""
        return choices[self.rng.randrange(len(choices))]

    def maybe(self, percent: int) -> bool:
        """True so many times of a hundred."""
        return self.rng.randrange(100) < percent

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
