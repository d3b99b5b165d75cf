"""Redis calls inside scripts: their slots, and the words that they become."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from redipy_core.command import Command
from redipy_core.grammar import Arg
from redipy_core.tree import CallCommand, Expr, Slot


def name_words(name: str) -> list[bytes]:
    """The words by which a command is called: two for ``OBJECT ENCODING``."""
    return name.encode("utf-8", "surrogateescape").split(b" ")


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


def slot_given(command: Command, slots: tuple[Slot, ...]) -> dict[str, object]:
    """The slots by name, as :func:`~redipy_core.replies.choose` wants them."""
    return dict(zip(command.slots, slots, strict=True))


# -- words --------------------------------------------------------------------------


class Filled(NamedTuple):
    """A word that an expression gives; None: a pattern that is left out.

    A client with a prefix sees its own keys alone even then.
    """

    arg: Arg
    node: Expr | None


def call_words(command: Command, slots: tuple[Slot, ...]) -> Iterator[bytes | Filled]:
    """The words of a call as they are sent, the command's name first."""
    yield from command.wire_words
    for arg, slot in zip(command.args, slots, strict=True):
        yield from slot_words(arg, slot)


def slot_words(arg: Arg, slot: Slot) -> Iterator[bytes | Filled]:
    """The words of one slot."""
    if slot is None or slot is False or slot == ():
        if slot is None and arg.type == "pattern":
            if arg.token is not None:
                yield arg.token
            yield Filled(arg, None)
        return
    if slot is True:
        assert arg.token is not None
        yield arg.token
        return
    if arg.token_leads and not arg.token_each:
        yield arg.token or b""
    if not arg.multiple or not isinstance(slot, tuple):
        yield from _occurrence(arg, slot)
        return
    if arg.counted:
        yield b"%d" % len(slot)
    if arg.columns:
        for inner, column in zip(arg.args, slot, strict=True):
            yield from slot_words(inner, column)
        return
    for item in slot:
        if arg.token_each:
            yield arg.token or b""
        yield from _occurrence(arg, item)


def _occurrence(arg: Arg, slot: Slot) -> Iterator[bytes | Filled]:
    if isinstance(slot, bytes):
        yield slot
    elif not isinstance(slot, tuple):
        assert slot is not None
        assert not isinstance(slot, bool)
        yield Filled(arg, slot)
    elif arg.type == "oneof":
        word, value = slot
        assert isinstance(word, bytes)
        if value is None:
            yield word
        else:
            yield from slot_words(next(a for a in arg.args if a.token == word), value)
    else:
        for inner, part in zip(arg.args, slot, strict=True):
            yield from slot_words(inner, part)


def words_count(command: Command, call: CallCommand) -> int:
    """How many words the call has, without the command's name."""
    words = sum(1 for _ in call_words(command, call.slots))
    return words - len(command.wire_words)
