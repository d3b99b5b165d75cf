"""Redis calls inside scripts: their slots, and which of them are allowed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from redipy_core.binder import CommandTable
from redipy_core.command import Command
from redipy_core.errors import ResponseError
from redipy_core.grammar import Arg
from redipy_core.numbers import number_text
from redipy_core.tree import CallCommand, CallRedis, Constant, Expr, Slot
from redipy_core.wire import parser

NOT_IN_SCRIPTS: Final = frozenset(
    {
        "ACL",
        "ASKING",
        "ASYNC",
        "AUTH",
        "BGREWRITEAOF",
        "BGSAVE",
        "BLMOVE",
        "BLMPOP",
        "BLPOP",
        "BRPOP",
        "BRPOPLPUSH",
        "BZMPOP",
        "BZPOPMAX",
        "BZPOPMIN",
        "CLIENT",
        "CLUSTER",
        "CONFIG",
        "DEBUG",
        "DISCARD",
        "EVAL",
        "EVALSHA",
        "EVALSHA_RO",
        "EVAL_RO",
        "EXEC",
        "FAILOVER",
        "FCALL",
        "FCALL_RO",
        "FUNCTION",
        "HELLO",
        "LATENCY",
        "MIGRATE",
        "MODULE",
        "MONITOR",
        "MULTI",
        "PFDEBUG",
        "PFSELFTEST",
        "PSUBSCRIBE",
        "PSYNC",
        "PUNSUBSCRIBE",
        "QUIT",
        "READONLY",
        "READWRITE",
        "REPLCONF",
        "REPLICAOF",
        "RESET",
        "RESTORE-ASKING",
        "SAVE",
        "SCRIPT",
        "SELECT",
        "SHUTDOWN",
        "SLAVEOF",
        "SLOWLOG",
        "SSUBSCRIBE",
        "SUBSCRIBE",
        "SUNSUBSCRIBE",
        "SWAPDB",
        "SYNC",
        "UNSUBSCRIBE",
        "UNWATCH",
        "WAIT",
        "WAITAOF",
        "WATCH",
    }
)
"""Commands that servers refuse in scripts, or that would change the connection
or wait; refused on every backend when a script is registered."""

_FORBIDDEN_FLAGS = frozenset({"noscript", "blocking", "internal"})


def forbidden(name: str, table: CommandTable) -> str | None:
    """Why a command cannot be called from a script; None if it can."""
    command = table.on_wire(name_words(name))
    upper = name.upper()
    if upper.partition(" ")[0] in NOT_IN_SCRIPTS or (
        command and command.flags & _FORBIDDEN_FLAGS
    ):
        return f"{upper} cannot be called from a script"
    if command is not None and command.scoped is not None:
        return f"{upper} looks at the whole database and not at keys of a script"
    return None


def name_words(name: str) -> list[bytes]:
    """The words by which a command is called: two for ``OBJECT ENCODING``."""
    return name.encode("utf-8", "surrogateescape").split(b" ")


# -- slots --------------------------------------------------------------------------


def slot_expressions(slot: Slot) -> Iterator[Expr]:
    """The expressions in a slot, in the order of their words."""
    if isinstance(slot, tuple):
        for part in slot:
            yield from slot_expressions(part)
    elif slot is not None and not isinstance(slot, (bool, bytes)):
        yield slot


def with_expressions(slot: Slot, expressions: Iterator[Expr]) -> Slot:
    """The slot with its expressions replaced, in order."""
    if isinstance(slot, tuple):
        return tuple(with_expressions(part, expressions) for part in slot)
    if slot is None or isinstance(slot, (bool, bytes)):
        return slot
    return next(expressions)


def words_count(call: CallCommand, command: Command) -> int:
    """How many words the call has at most, without the command's name."""
    tokens = sum(
        len(slot)
        for arg, slot in zip(command.args, call.slots, strict=True)
        if arg.token_each and isinstance(slot, tuple)
    )
    return tokens + sum(_slot_words(slot) for slot in call.slots)


def _slot_words(slot: Slot) -> int:
    if isinstance(slot, tuple):
        return 1 + sum(_slot_words(part) for part in slot)
    return int(slot is not None and slot is not False)


# -- raw calls ------------------------------------------------------------------------

_FIRST_HOLE = 4_100_000_000_000_000


def declared_form(call: CallRedis, table: CommandTable) -> CallCommand | CallRedis:
    """The call by its slots, if its command is declared and its words fit.

    What is not a constant only ever stands for a value: it never matches a
    token, whatever it will be when the script runs.
    """
    command = table.on_wire(name_words(call.name))
    if command is None:
        return call
    nodes = [*(() if call.key is None else (call.key,)), *call.args]
    words = [_word(node, place) for place, node in enumerate(nodes)]
    _write_count(command, nodes, words)
    try:
        values = parser(command)([*command.wire_words, *words])
    except ResponseError:
        return call
    if values and isinstance(values[-1], ResponseError):
        return call
    slots = tuple(
        _slot(arg, value, nodes)
        for arg, value in zip(command.args, values, strict=True)
    )
    return CallCommand(command.name, slots)


def _write_count(command: Command, nodes: list[Expr], words: list[bytes]) -> None:
    """Put the number of keys where the parser looks for it, if it is a constant."""
    place = 0
    for arg in command.args:
        if arg.counted and place < len(nodes):
            node = nodes[place]
            value = node.value if isinstance(node, Constant) else None
            if isinstance(value, bytes):
                words[place] = value
            elif isinstance(value, (int, float)) and not isinstance(value, bool):
                words[place] = number_text(value)
        place += arg.width


def _word(node: Expr, place: int) -> bytes:
    """A word for the parser: the constant itself, or a number naming the node."""
    if isinstance(node, Constant):
        value = node.value
        if isinstance(value, bytes):
            if not value.isdigit():
                return value
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            text = number_text(value)
            if not text.isdigit():
                return text
    return b"%d" % (_FIRST_HOLE + place)


def _slot(arg: Arg, value: object, nodes: list[Expr]) -> Slot:
    if arg.multiple:
        assert isinstance(value, (list, tuple))
        return tuple(_occurrence(arg, item, nodes) for item in value)
    return _occurrence(arg, value, nodes)


def _occurrence(arg: Arg, value: object, nodes: list[Expr]) -> Slot:
    if value is None or isinstance(value, bool):
        return value
    if arg.type == "block":
        assert isinstance(value, tuple)
        return tuple(
            _slot(inner, part, nodes)
            for inner, part in zip(arg.args, value, strict=True)
        )
    if arg.type == "oneof":
        if not isinstance(value, tuple):
            assert isinstance(value, bytes)
            return value
        word, inner_value = value
        chosen = next(a for a in arg.args if a.token == word)
        return word, _slot(chosen, inner_value, nodes)
    return _value(value, nodes)


def _value(value: object, nodes: list[Expr]) -> Expr:
    assert isinstance(value, (bytes, int, float))
    place = _place_of(value)
    if 0 <= place < len(nodes):
        return nodes[place]
    return Constant(value if isinstance(value, bytes) else number_text(value))


def _place_of(value: bytes | int | float) -> int:
    if isinstance(value, bytes):
        return int(value) - _FIRST_HOLE if value.isdigit() else -1
    if isinstance(value, float) and not value.is_integer():
        return -1
    return int(value) - _FIRST_HOLE


def slot_given(command: Command, slots: tuple[Slot, ...]) -> dict[str, object]:
    """The slots by name, as :func:`~redipy_core.replies.choose` wants them."""
    return dict(zip(command.slots, slots, strict=True))
