"""Portable behaviours: a command as a script, for backends that lack the command.

A declaration may say what its command does as a script tree::

    def _add() -> FnContext:
        ctx = FnContext()
        key, item = RedisVar(ctx.add_key("key")), ctx.add_arg("item")
        ...
        return ctx

    @command("BF.ADD key item", "write", reply=BOOLEAN, …, portable=_add)

The script's keys and arguments have the names of the command's slots; a slot that
nothing is called after is not looked at. Keys arrive as they are stored, with the
client's prefix, and further keys may be computed from them alone. A slot's value is
what a script knows: text, a number, a bool for a token, null for what was left
out, a list for a repetition and for a block. The script gives what a script would
see of the reply (``docs/scripts.md``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from redipy_core.analysis import expressions_in
from redipy_core.binder import CommandTable
from redipy_core.calls import name_words
from redipy_core.command import Command
from redipy_core.errors import NOT_AN_INTEGER, CommandError, PluginError
from redipy_core.functions import ScriptValue
from redipy_core.grammar import Arg
from redipy_core.numbers import EXACT
from redipy_core.parsing import parser
from redipy_core.replies import Edge, choose
from redipy_core.script import ScriptCall, as_script
from redipy_core.tree import CallCommand, CallRedis, Expr, Script

if TYPE_CHECKING:
    from redipy_core.backend import Runtime

AS_IT_IS = Edge(decode=False)
"""The edge at which a portable script runs: keys are complete, text is bytes."""


@dataclass(frozen=True, eq=False)
class Portable:
    """A command's script, and which slots it takes."""

    command: Command
    script: Script
    keys: tuple[int, ...]
    args: tuple[int, ...]

    def call(self, slots: Sequence[object]) -> ScriptCall:
        """The script's call for the command's slot values.

        Raises CommandError for an integer that no double holds.
        """
        keys = tuple(_key(slots[i]) for i in self.keys)
        return ScriptCall(keys, tuple(_value(slots[i]) for i in self.args))

    def read(self, words: Sequence[bytes]) -> tuple[ScriptCall, Sequence[object]]:
        """As :meth:`call`, for the command's words; and the slots that they fill."""
        slots = parser(self.command)(words)
        return self.call(slots), slots

    def wire(self, slots: Sequence[object], result: object) -> object:
        """The script's result as the command's RESP2 reply."""
        given = dict(zip(self.command.slots, slots, strict=True))
        return choose(self.command.reply, given).to_wire(result)


@cache
def portable_of(command: Command) -> Portable:
    """The portable behaviour of a command that has one.

    Raises PluginError if the script's names are no slots of the command.
    """
    assert command.portable is not None
    script = as_script(command.portable())
    keys = [_slot(command, name, "key") for name in script.keys]
    args = [_slot(command, name, "argument") for name in script.args]
    for i in keys:
        arg = command.args[i]
        if arg.type != "key" or arg.multiple or arg.optional or arg.token:
            raise PluginError(
                f"{command.name}: the script's key {arg.name!r} is not exactly one key"
            )
    return Portable(command, script, tuple(keys), tuple(args))


def _slot(command: Command, name: str, kind: str) -> int:
    if name not in command.slots:
        raise PluginError(
            f"{command.name}: the script's {kind} {name!r} is none of the slots"
            f" {', '.join(command.slots)}"
        )
    return command.slots.index(name)


def _key(value: object) -> bytes:
    assert isinstance(value, bytes)
    return value


def _value(value: object) -> ScriptValue:
    if isinstance(value, int) and not -EXACT < value < EXACT:
        raise CommandError(NOT_AN_INTEGER)
    if value is None or isinstance(value, (bool, int, float, bytes)):
        return value
    assert isinstance(value, (list, tuple))
    return [_value(item) for item in value]


def carry_out(runtime: Runtime, words: Sequence[bytes], command: Command) -> object:
    """Run the command's script in place of the command; its wire reply."""
    portable = portable_of(command)
    call, slots = portable.read(words)
    return portable.wire(slots, runtime.run_script(portable.script, call, AS_IT_IS))


async def carry_out_async(
    runtime: Runtime, words: Sequence[bytes], command: Command
) -> object:
    """As :func:`carry_out`, for asyncio."""
    portable = portable_of(command)
    call, slots = portable.read(words)
    result = await runtime.run_script_async(portable.script, call, AS_IT_IS)
    return portable.wire(slots, result)


def portable_commands(script: Script, table: CommandTable) -> frozenset[Command]:
    """The commands with a portable behaviour that a script needs.

    Those that such a command's own script calls are among them.
    """
    found: set[Command] = set()
    scripts = [script]
    while scripts:
        for node in expressions_in(scripts.pop()):
            command = _called(node, table)
            if command is None or command.portable is None or command in found:
                continue
            found.add(command)
            scripts.append(portable_of(command).script)
    return frozenset(found)


def _called(node: Expr, table: CommandTable) -> Command | None:
    if isinstance(node, CallCommand) and node.command in table:
        return table[node.command]
    if isinstance(node, CallRedis):
        return table.on_wire(name_words(node.name))
    return None


def takes_number(arg: Arg) -> bool:
    """Whether a script gets the argument as a number."""
    return arg.type in _NUMBERS


_NUMBERS = frozenset({"integer", "positive", "natural", "double"})
"""The types of argument that :mod:`redipy_core.portable` knows as numbers."""
