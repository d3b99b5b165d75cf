"""Random Redis calls of scripts: by the structures' methods and by words."""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any, Final

from redipy_core.allowed import forbidden
from redipy_core.analysis import check_command
from redipy_core.binder import CommandTable
from redipy_core.builtin import redipy_commands
from redipy_core.command import Command
from redipy_core.errors import ArgumentError, RedipyError
from redipy_core.grammar import Arg
from redipy_core.numbers import EXACT
from redipy_core.raw_calls import declared_form, raw_refusal
from redipy_core.testing.method_calls import MethodMaker
from redipy_core.testing.words import WordMaker
from redipy_core.tree import CallCommand, CallRedis
from redipy_scripts.expressions import Constant, Expression, RedisFn
from redipy_scripts.functions import Strs, TypeStr
from redipy_scripts.structures import (
    RedisBitmap,
    RedisGeo,
    RedisHash,
    RedisHyperLogLog,
    RedisKey,
    RedisList,
    RedisSet,
    RedisSortedSet,
    RedisStream,
    RedisVar,
)
from redipy_scripts.testing.structure_calls import StructureCalls

TABLE: Final = CommandTable(redipy_commands())

ALLOWED: Final = [
    command
    for command in TABLE
    if "internal" not in command.flags and forbidden(command.name, TABLE) is None
]
"""The commands that a script may call."""

STRUCTURES: Final[Mapping[str, type[RedisKey]]] = {
    **dict.fromkeys(("keys", "databases", "usage", "serialization"), RedisKey),
    "strings": RedisVar,
    "lists": RedisList,
    "hashes": RedisHash,
    "sets": RedisSet,
    **dict.fromkeys(
        ("sorted_sets", "sorted_set_ranges", "sorted_set_algebra"), RedisSortedSet
    ),
    **dict.fromkeys(("streams", "streams_groups", "streams_info"), RedisStream),
    "bitmaps": RedisBitmap,
    **dict.fromkeys(("geo", "geo_radius"), RedisGeo),
    "hyperloglog": RedisHyperLogLog,
    "sort": RedisList,
}
"""The structure of each group of commands."""

METHODS: Final = [c for c in ALLOWED if c.key_parameter and c.group in STRUCTURES]
"""The commands that are methods of a structure."""

_VARYING: Final = frozenset(
    {
        *("HRANDFIELD", "SRANDMEMBER", "ZRANDMEMBER", "HSCAN", "SCAN", "SSCAN"),
        *("ZSCAN", "TIME", "TTL", "PTTL", "EXPIRETIME", "PEXPIRETIME"),
        *("OBJECT ENCODING", "OBJECT REFCOUNT", "XPENDING", "XINFO CONSUMERS"),
        *("XINFO STREAM", "DUMP", "OBJECT IDLETIME", "OBJECT FREQ", "MEMORY USAGE"),
    }
)
"""Commands whose replies differ from store to store; only their type must not."""

_OPEN: Final = frozenset({"by", "alpha"})
"""With both, SORT leaves the order of equal texts open in sets and sorted sets."""

_UNSETTLED: Final = frozenset({"SPOP"})
"""Commands that leave a store as chance will have it."""


def _refused(call: CallRedis) -> bool:
    """Whether a program with this call would not be registered."""
    if raw_refusal(call, TABLE) is not None:
        return True
    form = declared_form(call, TABLE)
    try:
        if isinstance(form, CallCommand):
            check_command(form, TABLE)
    except ArgumentError:
        return True
    return False


class Calls(StructureCalls):
    """Makes Redis calls; ``called`` counts methods, ``named`` commands by words."""

    def __init__(self, rng: Random) -> None:
        super().__init__(rng)
        self.called: Counter[str] = Counter()
        self.named: Counter[str] = Counter()

    def redis(self, depth: int) -> Expression:
        """See :meth:`Operands.redis`."""
        depth = max(depth, 0)
        if self.maybe(40):
            return self.by_hand(depth)
        return self.method(depth) if self.maybe(60) else self.words(depth)

    # -- methods of structures --------------------------------------------------------

    def method(self, depth: int) -> Expression:
        """A method with random arguments, as the client's method would get them."""
        command = self.pick(METHODS)
        if command.name in _UNSETTLED:
            return self.settled(depth)
        for _ in range(8):
            call = MethodMaker(self.rng, [command]).call()
            bound = command.signature.bind(*call.args, **call.options)
            given = {name for name, value in bound.arguments.items() if value}
            is_open = command.group == "sort" and given >= _OPEN
            if is_open and "store" in given:
                continue
            try:
                made = self._on_structure(command, bound.arguments)
                if isinstance(made.node, CallCommand):
                    check_command(made.node, TABLE)
            except (RedipyError, TypeError, ValueError, AttributeError):
                continue  # what no script takes
            self.called[command.method_name] += 1
            varying = is_open or command.name in _VARYING
            return TypeStr(made) if varying else made
        return self.variable(0)

    def _on_structure(
        self, command: Command, values: Mapping[str, object]
    ) -> Expression:
        home = command.key_parameter
        assert home is not None
        arg = command.args[command.slots.index(home)]
        given = dict(values)
        first: object = given.pop(home, None)
        if arg.type == "block":
            pairs = first.items() if isinstance(first, Mapping) else ()
            rows = list(pairs) or [("s1", "1")]
            first = rows[0][0]
            part = arg.args[1].name.removesuffix("s")
            given |= {part: rows[0][1], home: rows[1:]}
        elif arg.multiple:
            assert isinstance(first, (tuple, type(None)))
            first, *further = first or (self.pick(("s1", "l1")),)
            given[home] = tuple(further)
        structure = STRUCTURES[command.group](self.named_key(first))
        function = getattr(structure, command.method_name)
        args: list[object] = []
        options: dict[str, object] = {}
        for parameter in inspect.signature(function).parameters.values():
            if parameter.name not in given:
                continue
            value = self.operand(str(parameter.annotation), arg, given[parameter.name])
            if parameter.kind is parameter.VAR_POSITIONAL:
                assert isinstance(value, list)
                args += value
            elif parameter.kind is not parameter.KEYWORD_ONLY and (
                parameter.default is parameter.empty
            ):
                args.append(value)
            else:
                options[parameter.name] = value
        made: Expression = function(*args, **options)
        return made

    def operand(self, annotation: str, home: Arg, value: Any) -> Any:
        """A client's argument as a structure's method takes it."""
        if isinstance(value, tuple) and annotation in ("Operand", "KeyOperand"):
            return [self.operand(annotation, home, item) for item in value]
        if annotation == "BitOperation":
            return [
                tuple(p if i == 0 else self.plain(p) for i, p in enumerate(operation))
                for operation in value
                if isinstance(operation, tuple) and operation
            ]
        if annotation == "KeyOperand":
            return self.named_key(value)
        if annotation == "KeyRows":
            return [(self.named_key(key), self.plain(v)) for key, v in value]
        if annotation == "PlaceRows":
            return self._places(value)
        if annotation == "Rows":
            return self._rows(value)
        if annotation.startswith("Sequence["):
            return None if value is None else [self.plain(v) for v in value]
        return self.plain(value) if annotation == "Operand" else value

    def _rows(self, value: Any) -> object:
        return {key: self.plain(v) for key, v in value.items()}

    def _places(self, value: Any) -> object:
        if self.maybe(50):
            return {name: tuple(map(self.plain, at)) for name, at in value.items()}
        return [(*map(self.plain, at), self.plain(name)) for name, at in value.items()]

    def plain(self, value: Any) -> Any:
        """A literal, often as something that is known only when the script runs."""
        if self.maybe(3):
            return self.any(1)
        if isinstance(value, int) and not -EXACT < value < EXACT:
            value = str(value)
        if isinstance(value, bool) or not isinstance(value, (str, bytes, int, float)):
            return value
        way = self.rng.randrange(8)
        if way == 0:
            return Constant([value])[0]
        if way == 1:
            return Strs(value)
        if way == 2 and isinstance(value, (int, float)):
            return Constant(value) + 0
        return value

    def named_key(self, name: Any) -> Any:
        """A key by its name: declared, computed, or a literal."""
        text = (
            name.decode("utf-8", "surrogateescape") if name.__class__ is bytes else name
        )
        if text in self.key_variables and self.maybe(60):
            return self.key_variables[text]
        return self.plain(name)

    # -- by words -----------------------------------------------------------------

    def words(self, depth: int) -> Expression:
        """A call by words, most of them well formed."""
        command = self.pick(ALLOWED)
        if command.name in _UNSETTLED:
            return self.settled(depth)
        for _ in range(8):
            words = WordMaker(self.rng, [command], malformed=0.1).call()
            given = {word.decode("latin-1").lower() for word in words}
            is_open = command.group == "sort" and given >= _OPEN
            if is_open and "store" in given:
                continue
            made = self._by_words(words)
            assert isinstance(made.node, CallRedis)
            if _refused(made.node) and not self.maybe(1):
                continue
            found = TABLE.on_wire(words)
            if found is not None:
                self.named[found.name] += 1
            varying = is_open or command.name in _VARYING
            return TypeStr(made) if varying else made
        return self.variable(0)

    def _by_words(self, words: Sequence[bytes]) -> Expression:
        found = TABLE.on_wire(words)
        own = 1 if found is None else len(found.wire_words)
        count = 1 if self.maybe(30) else own
        name = b" ".join(words[:count]).decode("utf-8", "surrogateescape")
        rest = list(map(self.plain, words[count:]))
        keyed = found is not None and found.args and found.args[0].type == "key"
        if keyed and rest and count == own:
            return RedisFn(name, self.named_key(words[count]), *rest[1:])
        return RedisFn(name, None, *rest)

    # -- what must be asked for in a way of its own -----------------------------------

    def settled(self, depth: int) -> Expression:
        """Calls that chance has a part in, where it has no choice."""
        del depth
        items, fields = RedisSet(self.key("s")), RedisHash(self.key("h"))
        scores = RedisSortedSet(self.key("z"))
        makers: Sequence[Callable[[], Expression]] = (
            lambda: items.spop(1000),
            lambda: RedisFn("SPOP", self.key("s"), 1000),
            lambda: items.srandmember(1000),
            lambda: fields.hrandfield(1000),
            lambda: fields.hrandfield(1000, withvalues=True),
            lambda: scores.zrandmember(1000),
            lambda: scores.zrandmember(1000, withscores=True),
            lambda: items.sscan(0, count=1000),
            lambda: fields.hscan(0, count=1000),
            lambda: scores.zscan(0, count=1000),
            lambda: RedisFn("SCAN", None, 0, "COUNT", 1000),
        )
        made = self.pick(makers)()
        self.called.update(("spop", "srandmember"))
        self.named["SPOP"] += 1
        found: Expression = made
        return found
