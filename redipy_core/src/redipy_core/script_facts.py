"""What can be told of a script before it runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from redipy_core.analysis import children_of, expressions_of, statements_in
from redipy_core.binder import CommandTable
from redipy_core.calls import Filled, call_words
from redipy_core.raw_calls import declared_form
from redipy_core.tree import (
    ArgRef,
    CallCommand,
    CallRedis,
    Expr,
    KeyRef,
    Location,
    Script,
)

WRITES_A_CACHE: Final = frozenset({"PFCOUNT"})
"""Commands that only read and that a server still takes for writing ones."""


@dataclass(frozen=True, slots=True)
class ScriptFacts:
    """What a script calls and uses.

    ``commands`` are the declared commands that it may call, ``unknown_commands``
    those that only a server's modules may know. Names are sorted, and those of
    keys and arguments in the order of their declaration.
    """

    commands: tuple[str, ...]
    unknown_commands: tuple[str, ...]
    reads_only: bool
    """Whether no call can change the store: running it twice does no harm."""
    unused_keys: tuple[str, ...]
    unused_args: tuple[str, ...]
    computed_keys: tuple[Location | None, ...]
    """Where the script makes a key itself. Servers of a cluster run a script where
    the keys are that the caller named, and refuse those that are elsewhere."""
    keys_together: tuple[str, ...]
    """The keys that the caller must name so that a cluster has them in one slot
    (``{ann}:a`` and ``{ann}:b``); empty for a script with one key or none."""

    @property
    def cluster_safe(self) -> bool:
        """Whether the script touches no keys but those that its caller names.

        This says nothing of the names: see ``keys_together``.
        """
        return not self.computed_keys and not self.unknown_commands


def facts_of(script: Script, table: CommandTable) -> ScriptFacts:
    """The facts of a script that was checked. Takes time with its length."""
    keys, args = set[int](), set[int]()
    commands, unknown = set[str](), set[str]()
    computed: list[Location | None] = []
    for node, line in _expressions(script):
        if isinstance(node, KeyRef):
            keys.add(node.index)
        elif isinstance(node, ArgRef):
            args.add(node.index)
        call = declared_form(node, table) if isinstance(node, CallRedis) else node
        if isinstance(call, CallCommand):
            commands.add(call.command)
            computed += [line for key in _keys(call, table) if not _is_named(key)]
        elif isinstance(call, CallRedis):
            unknown.add(call.name.upper())
            if call.key is not None and not _is_named(call.key):
                computed.append(line)
    return ScriptFacts(
        tuple(sorted(commands)),
        tuple(sorted(unknown)),
        not unknown and all(_only_reads(name, table) for name in commands),
        tuple(name for i, name in enumerate(script.keys) if i not in keys),
        tuple(name for i, name in enumerate(script.args) if i not in args),
        tuple(computed),
        script.keys if len(script.keys) > 1 else (),
    )


def _expressions(script: Script) -> Iterator[tuple[Expr, Location | None]]:
    """Every expression, and where its statement was made."""
    for statement, _ in statements_in(script.body, *script.blocks):
        stack = list(expressions_of(statement))
        while stack:
            node = stack.pop()
            yield node, statement.line
            stack += children_of(node)


def _keys(call: CallCommand, table: CommandTable) -> Iterator[Expr]:
    for word in call_words(table[call.command], call.slots):
        if isinstance(word, Filled) and word.arg.type == "key":
            assert word.node is not None
            yield word.node


def _is_named(key: Expr) -> bool:
    return isinstance(key, KeyRef)


def _only_reads(name: str, table: CommandTable) -> bool:
    return table[name].retry_safe and name not in WRITES_A_CACHE
