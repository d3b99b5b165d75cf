"""What sequences of calls begin with, where a group's own commands make nothing.

SORT's commands need lists, sets and sorted sets whose elements are numbers, and keys
that patterns lead to from those elements.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

KEY_PATTERNS = (
    *(b"w*", b"w*", b"w*", b"h*->n", b"h*->f", b"s*", b"*", b"#", b"", b"w1", b"h1->f"),
    *(b"w*->", b"h*->n->", b"*->f", b"#*", b"w\x00*", b"#\x00*", b"h*->\x00", b"l*"),
)
"""What BY and GET may be given."""

ELEMENTS = (*(b"%d" % i for i in range(1, 13)), b"-3", b"1.5", b"", b" 4")
_WEIGHTS = (b"0", b"1", b"-1", b"2", b"3", b"10", b"-2", b"0.1", b"-2.25", b"1e3")
_TEXTS = (
    *(b"a", b"b", b"c", b"hello world", b"", b"\xff\xfe\x00", b"1", b"10", b"2"),
    *(b"a\x00b", b"a\x00a", b"\n3"),
)


@dataclass(frozen=True)
class Made:
    """A call that makes something: elements, or names with values."""

    command: str
    key: bytes | None
    values: Sequence[bytes] | dict[bytes, bytes]

    @property
    def words(self) -> list[bytes]:
        """The call as it is sent."""
        words = [self.command.encode(), *([] if self.key is None else [self.key])]
        if not isinstance(self.values, dict):
            return [*words, *self.values]
        for name, value in self.values.items():
            words += (value, name) if self.command == "ZADD" else (name, value)
        return words


def opening(rng: Random, group: str) -> list[Made]:
    """The calls that a sequence of a group begins with."""
    if group != "sort":
        return []
    weights = _WEIGHTS if rng.random() < 0.6 else (*_WEIGHTS, *_TEXTS)

    def some() -> list[bytes]:
        return rng.choices(ELEMENTS, k=rng.randrange(1, 16))

    def scored() -> dict[bytes, bytes]:
        return {member: rng.choice(_WEIGHTS) for member in some()}

    weighed = {b"w" + e: rng.choice(weights) for e in rng.sample(ELEMENTS, 12)}
    return [
        Made("RPUSH", b"l1", some()),
        Made("RPUSH", b"l2", [*some(), *rng.choices(_TEXTS, k=3)]),
        Made("SADD", b"t1", some()),
        Made("SADD", b"t2", rng.choices(_TEXTS, k=8)),
        Made("ZADD", b"z1", scored()),
        Made("ZADD", b"z2", scored()),
        Made("MSET", None, weighed),
        Made("HSET", b"h1", {b"n": b"7", b"f": b"x"}),
        Made("HSET", b"h2", {b"n": b"-1", b"->": b"y"}),
    ]
