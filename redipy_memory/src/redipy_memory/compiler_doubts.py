"""When a Redis call of a script must go by its words.

A compiled script calls the engine with slot values. That does what a server does
with the words, unless the server complains in an order that only its reading of
the words tells, or would take a text that the script computes for an option.
"""

from __future__ import annotations

from collections.abc import Iterator

from redipy_core.analysis import Kinds
from redipy_core.calls import slot_expressions
from redipy_core.command import Command
from redipy_core.errors import CommandError
from redipy_core.grammar import NUMERIC
from redipy_core.kinds import NUMBER
from redipy_core.tree import Constant, Expr, Slot

Slots = tuple[Slot, ...]


def goes_by_words(command: Command, slots: Slots, *, fallible: bool) -> bool:
    """Whether the call goes by words, whatever its operands will be.

    ``fallible`` says whether an operand may turn out not to be the number that
    is needed.
    """
    if command.portable is not None:
        return False
    if command.reader is not None or any(arg.columns for arg in command.args):
        return True
    if command.late and fallible:
        return True
    return command.check is not None and not _passes(command, slots)


def doubtful(command: Command, slots: Slots, kinds: Kinds) -> Iterator[Expr]:
    """The operands that, being text, would make the call go by words.

    They stand where the server still looks for options, or the command's own
    check looks at them.
    """
    if command.portable is not None:
        return  # a script gets values by their places, and has no parser
    looked_at = command.check is not None and not _passes(command, slots, text=b"NX")
    optional = False
    for arg, slot in zip(command.args, slots, strict=True):
        first = next(slot_expressions(slot), None)
        maybe_text = first is not None and not kinds.of(first).within(NUMBER)
        after_options = optional and not arg.optional
        if maybe_text and (after_options or (looked_at and arg.type in NUMERIC)):
            assert first is not None
            yield first
        optional = arg.optional and (bool(arg.token) or arg.type == "oneof")


def _passes(command: Command, slots: Slots, text: bytes = b"0") -> bool:
    """Whether a command's own check has nothing against the call.

    ``text`` stands for the words that are not known yet.
    """

    def shown(slot: Slot) -> object:
        if isinstance(slot, tuple):
            return tuple(map(shown, slot))
        if slot is None or isinstance(slot, (bool, bytes)):
            return slot
        value = slot.value if isinstance(slot, Constant) else None
        return value if isinstance(value, bytes) else text

    assert command.check is not None
    try:
        command.check(*map(shown, slots))
    except CommandError:
        return False
    return True
