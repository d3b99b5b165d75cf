"""Makes a script smaller as long as it still shows what it is kept for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final, get_args

from redipy_core.tree import Constant, Expr, ForEach, If, Script, While

_EXPRESSIONS: Final = get_args(Expr)


def shrink(script: Script, shows: Callable[[Script], bool]) -> Script:
    """The smallest script found that ``shows`` accepts; it must accept ``script``.

    Statements are left out, expressions give way to one of their parts or to a
    literal. Takes as many trials as the script has nodes, several times over.
    """
    found = True
    while found:
        found = False
        for body in smaller(script.body):
            trial = replace(script, body=body)
            if shows(trial):
                script, found = trial, True
                break
    return script


def smaller(node: Any) -> Iterator[Any]:
    """What may stand in the place of a part of a tree and is a little smaller."""
    if isinstance(node, tuple):
        yield from _smaller_row(node)
        return
    if not is_dataclass(node) or isinstance(node, type):
        return
    if isinstance(node, _EXPRESSIONS) and not isinstance(node, Constant):
        yield Constant(None)
        yield Constant(1)
        yield from _parts(node)
    for field in fields(node):
        for value in smaller(getattr(node, field.name)):
            yield replace(node, **{field.name: value})


def _smaller_row(row: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """The row without one of its items, or with a smaller one."""
    half = len(row) // 2
    if half > 1:
        yield row[:half]
        yield row[half:]
    for place, item in enumerate(row):
        before, after = row[:place], row[place + 1 :]
        yield before + after
        if isinstance(item, If):
            yield before + item.then + after
            yield before + item.otherwise + after
        elif isinstance(item, (ForEach, While)):
            yield before + item.body + after
        for value in smaller(item):
            yield (*before, value, *after)


def _parts(node: Any) -> Iterator[Any]:
    """The expressions directly inside an expression."""
    for field in fields(node):
        stack = [getattr(node, field.name)]
        while stack:
            value = stack.pop()
            if isinstance(value, _EXPRESSIONS):
                yield value
            elif isinstance(value, tuple):
                stack += value
