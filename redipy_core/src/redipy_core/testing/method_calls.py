"""Random method calls, made from the declarations' signatures."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from typing import get_args

from redipy_core.command import Command
from redipy_core.modes import RExpireMode, RSetMode
from redipy_core.testing.openings import KEY_PATTERNS, Made, opening
from redipy_core.testing.payloads import FALSE, SAMPLES
from redipy_core.testing.words import ALL_KEYS, KEYS_OF_GROUP, focus

Key = str | bytes


@dataclass(frozen=True)
class MethodCall:
    """A method's name and what it is called with."""

    command: Command
    args: tuple[object, ...]
    options: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        given = [repr(arg) for arg in self.args]
        given += [f"{name}={value!r}" for name, value in self.options.items()]
        return f"{self.command.method_name}({', '.join(given)})"


class Chars(str):
    """A ``str`` of another class, which must be taken as one."""

    __slots__ = ()


_TEXTS: tuple[object, ...] = (
    *("a", "b", "c", "", "hello world", "äöü", b"\xff\xfe\x00", b"a", "x" * 70, "10"),
    *(0, 1, -1, 7, 10, 1.5, 0.1, -0.0, 1e100, 3.0, 2**63 - 1, 2**64, "-7", "1.5"),
    *(float("inf"), 1e16, 1e17, 1e-7, 123456789.125, "3.0e3", Chars("a"), 5e-324),
)
_INTEGERS: tuple[object, ...] = (
    *(0, 1, 2, 3, -1, -2, 5, 100, -100, 2**63 - 1, -(2**63), 1, 0, -1),
)
_NUMBERS: tuple[object, ...] = (
    *(0, 1, -1, 2.5, 0.1, -0.0, 1e308, -1e308, float("inf"), float("-inf"), 10, 3.0),
    *(2**53 + 1, 2**70, 1e-320, 0.30000000000000004, 1 / 3, 1e17, 12345678901234567),
)
_BAD: tuple[object, ...] = (
    *(None, True, float("nan"), 2**63, -(2**63) - 1, 2**70, 1.5, "x", [], object),
    *("", b"", " 1", "nan", (), {}, 10**400),
)
_SPANS: tuple[object, ...] = (200, 1000.5, 3600, 1e6, 0, -1, -0.5, 0.0, 1e18, 2**62)
_MOMENTS: tuple[object, ...] = (
    datetime(2100, 1, 1, tzinfo=UTC),
    datetime(2100, 1, 1, 0, 0, 0, 500, tzinfo=UTC),
    datetime(1999, 12, 31, tzinfo=UTC),
    datetime(2100, 1, 1),  # local time
)
_RANGES: tuple[object, ...] = (
    *(0, -1, 1, 2, "0", "-1", "-inf", "+inf", "(1", "[a", "(b", "-", "+", 1.5, "[c"),
)
_PATTERNS: tuple[object, ...] = ("*", "s?", "[sl]1", "a[", b"\\", "", "*1", "[^s]*")
_POSITIONS: tuple[object, ...] = (
    *((13.361389, 38.115556), (15.087269, 37.502669), (-179.9, -85), (0, 0)),
    *((2.35, 48.85), (180, 0.5), ("1.5", b"2"), (13.4, 38.2), (13.4, 90), (1, 2, 3)),
)
_BY_NAME: dict[str, tuple[object, ...]] = {
    "field": ("f", "g", "n", b"\xff"),
    "fields": ("f", "g", "n", b"\xff"),
    "member": ("a", "b", "c", 1, b"\xff"),
    "members": ("a", "b", "c", 1, b"\xff"),
    "pivot": ("a", "b", 1),
    "element": ("a", "b", 1),
    "elements": ("a", "b", "c", 1, 2.5),
    "start": _RANGES,
    "stop": _RANGES,
    "min": _RANGES,
    "max": _RANGES,
    "expire_in": _SPANS,
    "expire_timestamp": _MOMENTS,
    "match": _PATTERNS,
    "filter_type": ("string", "list", "set", "zset", "hash", "stream", "x", "LIST"),
    "mode": (*get_args(RSetMode), *get_args(RExpireMode), "BIT", "BYTE"),
    "bit": (0, 1, 0, 1, 2),
    "store": ("g1", "g2", "gone"),
    "store_dist": ("g1", "g2", "gone"),
    "longitude": (13.36, 15.08, -179.9, 180, 0, 200, 2.35),
    "latitude": (38.1, 37.5, -85.05, 0, 86, 48.85),
    "radius": (100, 1000.5, 0, 20000, -1, float("inf")),
    "width": (100, 1000.5, 0, 20000, -1),
    "height": (100, 1000.5, 0, 20000, -1),
    "unit": ("m", "km", "mi", "ft", "km", "x"),
    "sort": ("ASC", "DESC", "ASC", "DESC", "x"),
    "member1": ("a", "b", "c"),
    "member2": ("a", "b", "c"),
    "operation": ("AND", "OR", "XOR", "NOT", "x"),
    "operations": (
        *(("GET", "u8", 0), ("GET", "i64", "#1"), ("SET", "u4", 4, 9), ()),
        *(("SET", "i5", "#2", -3), ("INCRBY", "u2", 3, 3), ("INCRBY", "i8", 0, -100)),
        *(("OVERFLOW", "SAT"), ("OVERFLOW", "FAIL"), ("OVERFLOW", "WRAP"), ("GET",)),
        *(("SET", "u64", 0, 1), ("SET", "u8", -1, 1), "GET", ("OVERFLOW", "x")),
    ),
    "where": ("before", "after", "BEFORE", "x"),
    "aggregate": ("sum", "min", "max", "SUM", "x"),
    "by": ("rank", "score", "lex", "x"),
    "serialized": (*SAMPLES, *FALSE),
    "ttl": (0, 0, 4102444800000, 500_000, -1, 2**63 - 1),
    "idletime": (0, 5, 1000, -1),
    "frequency": (0, 7, 255, 256, -1),
    "cursor": (0, 0, 0, 17, 2**64 - 1),
    "offset": (0, 1, 2, 5, 20, -1, 2**63 - 1),
    "timeout": (0.001, 0.002, 0.003, -1, -0.5),
    "block": (1, 2, -1),
    "db": (0, 1, 2, 15, 16, -1),
    "destination_db": (0, 1, 2, 16, -1),
    "index1": (0, 1, 2, 16, -1),
    "index2": (0, 1, 2, 16, -1),
    "seconds": (200, 1000, 10**6, 0, -1, 2**63 - 1),
    "unix_seconds": (4102444800, 4102444801, 1, 0, -5, 2**63 - 1),
    "unix_milliseconds": (4102444800000, 4102444800001, 1, 0, -5, 2**63 - 1),
}
_IDS: tuple[object, ...] = (
    *("1-1", "2-1", "2", "3-1", 4, "5-2", "6-0", "8-1", "0", b"0-0", "1-2", "$", "x"),
    *("10-1", "-", "+", "(2-1", "3-*", ">", "", 12, 1.5, "20-1", "1--1"),
)
_COUNTERS = (0, 1, 2, 5, 100, -1, -2)
_PATTERN_TEXTS = tuple(pattern.decode() for pattern in KEY_PATTERNS)
_BY_GROUP: dict[str, dict[str, tuple[object, ...]]] = {
    "sort": {
        "by": (*_PATTERN_TEXTS, *_PATTERN_TEXTS[:6], *("nosort",) * 4),
        "get": (
            *(*_PATTERN_TEXTS, *KEY_PATTERNS[:3], ["#", "w*"], ("h*->n", b"h*->f")),
            *(["w*"], []),
        ),
        "start": (0, 1, 2, 3, -1, 100, 2**63 - 1),
        "num": (0, 1, 2, 3, 5, -1, 100, 2**63 - 1),
        "store": ("l1", "l2", "t1", "gone"),
    },
    "streams": {
        "id": (*_IDS, *(f"{i}-1" for i in range(1, 30)), *range(1, 20)),
        "ids": _IDS,
        "min": (*_IDS, "-", "-", "-", "+"),
        "max": (*_IDS, "+", "+", "+", "-"),
        "minid": _IDS,
        "entries_added": _COUNTERS,
        "maxlen": (0, 1, 2, 3, 5, 10, -1),
        "limit": (0, 1, 2, 100, -1),
    },
    "streams_groups": {
        "id": (*_IDS, "$", "0"),
        "ids": _IDS,
        "min": (*_IDS, "-", "-", "-", "+"),
        "max": (*_IDS, "+", "+", "+", "-"),
        "groupname": ("g", "g", "g", "h", ""),
        "consumername": ("g", "h", b"\xff"),
        "idle": (0, 0, -1, 100_000_000),
        "min_idle_time": (0, 0, 0, -1, 100_000_000),
        "time": (0, 3, -1),
        "start": (*_IDS, "0", "-"),
        "entries_read": _COUNTERS,
    },
}
_WORD = re.compile(r"""['"]([^'"]*)['"]""")
_KEY_NAMES = frozenset(
    {"key", "key1", "key2", "keys", "source", "destination", "newkey"}
)
_WAITS = frozenset({"timeout", "block"})
"""Parameters that a bad value could turn into a long wait."""

_RARE = {
    "SWAPDB": 0.1,
    "FLUSHDB": 0.04,
    "WAIT": 0.2,
    "FLUSHALL": 0.04,
    "PING": 0.2,
    "ECHO": 0.2,
    "PUBLISH": 0.3,
}


class MethodMaker:
    """Makes random calls of the methods of ``commands``."""

    def __init__(
        self, rng: Random, commands: Iterable[Command], *, bad: float = 0.04
    ) -> None:
        self._rng = rng
        self._bad = bad
        self._commands = [c for c in commands if "internal" not in c.flags]
        self._weights = [_RARE.get(c.name, 1.0) for c in self._commands]

    def sequence(self, length: int) -> list[MethodCall]:
        """``length`` calls, one after the other, most of them of one group."""
        group = self._rng.choice(sorted({c.group for c in self._commands}))
        self._weights = [
            _RARE.get(c.name, 1.0) * focus(group, c.group) for c in self._commands
        ]
        first = [self._made(made) for made in opening(self._rng, group)][:length]
        return first + [self.call() for _ in range(length - len(first))]

    def _made(self, made: Made) -> MethodCall:
        command = next(c for c in self._commands if c.name == made.command)
        key: tuple[object, ...] = () if made.key is None else (made.key,)
        if not isinstance(made.values, dict):
            return MethodCall(command, (*key, *made.values))
        number = float if made.command == "ZADD" else bytes
        return MethodCall(
            command, (*key, {name: number(v) for name, v in made.values.items()})
        )

    def call(self) -> MethodCall:
        """One call, now and then with a value that cannot be."""
        rng = self._rng
        command = rng.choices(self._commands, self._weights)[0]
        args: list[object] = []
        options: dict[str, object] = {}
        for parameter in command.signature.parameters.values():
            if parameter.kind is parameter.VAR_POSITIONAL:
                count = rng.choice((0, 1, 1, 2, 3))
                args += [self._value(command, parameter) for _ in range(count)]
            elif self._may_go(parameter) and rng.random() < 0.6:
                continue
            elif parameter.kind is parameter.KEYWORD_ONLY:
                options[parameter.name] = self._value(command, parameter)
            else:
                args.append(self._value(command, parameter))
        return MethodCall(command, tuple(args), options)

    def _value(self, command: Command, parameter: inspect.Parameter) -> object:
        rng, kind = self._rng, str(parameter.annotation)
        if rng.random() < self._bad and parameter.name not in _WAITS:
            return rng.choice(_BAD)
        if parameter.name == "streams":
            ids = (">", "0") if command.group == "streams_groups" else _IDS
            return {self._key(command): rng.choice(ids) for _ in range(2)}
        if kind == "Places":
            members = rng.sample(("a", "b", "c", b"\xff"), rng.choice((0, 1, 2, 3)))
            return {name: rng.choice(_POSITIONS) for name in members}
        if kind in ("Fields", "Scores"):
            return self._mapping(kind)
        if parameter.name in _KEY_NAMES:
            return self._key(command)
        if parameter.name == "milliseconds":
            return rng.choice((rng.randint(200_000, 20_000_000), 0, -1, 2**63 - 1))
        if "bool" in kind:
            return rng.random() < 0.6
        known = _BY_GROUP.get(command.group, {}).get(parameter.name)
        if known is not None:
            return rng.choice(known)
        if kind.startswith("Iterable[float]"):
            return rng.choices(_NUMBERS[:6], k=rng.choice((1, 1, 2, 2, 3)))
        if kind.startswith("Literal["):
            return rng.choice([*_WORD.findall(kind), *_WORD.findall(kind), "x"])
        known = _BY_NAME.get(parameter.name)
        if known is not None and not (known is _RANGES and kind == "int"):
            return rng.choice(known)
        if kind.startswith("int"):
            return rng.choice(_INTEGERS if parameter.name != "count" else _INTEGERS[:9])
        return rng.choice(_NUMBERS if kind.startswith("float") else _TEXTS)

    @staticmethod
    def _may_go(parameter: inspect.Parameter) -> bool:
        """Whether the argument can be left out; an ID would then be the time's."""
        may = parameter.default not in (parameter.empty, "*")
        return may and parameter.name != "timeout"

    def _mapping(self, kind: str) -> object:
        rng = self._rng
        values = _NUMBERS if kind == "Scores" else _TEXTS
        names = ("a", "b", "c", "f", "n", "s1", b"\xff")
        chosen = rng.sample(names, rng.choice((0, 1, 1, 2, 3)))
        return {
            name: rng.choice(_BAD if rng.random() < self._bad else values)
            for name in chosen
        }

    def _key(self, command: Command) -> Key:
        own = KEYS_OF_GROUP.get(command.group)
        pool = own if own is not None and self._rng.random() < 0.85 else ALL_KEYS
        key = self._rng.choice(pool)
        return (
            key if self._rng.random() < 0.3 else key.decode("utf-8", "surrogateescape")
        )
