"""A script's tree as text for people to read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from redipy_core.tree import (
    And,
    ArgRef,
    Arithmetic,
    Assign,
    Bind,
    Body,
    Break,
    CallCommand,
    CallFunction,
    CallRedis,
    Compare,
    Conditional,
    Constant,
    Continue,
    Evaluate,
    Expr,
    ForEach,
    GetKey,
    If,
    Index,
    KeyRef,
    Length,
    LocalRef,
    Location,
    MakeDict,
    MakeList,
    Not,
    Or,
    Return,
    RunBlock,
    Script,
    SetAt,
    SetKey,
    Slot,
    Stmt,
    While,
)

_SIGNS: Final = {"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}

Line = tuple[str, Location | None]


def tree_lines(script: Script) -> list[Line]:
    """The statements of a script, each with where it was made.

    Variables are ``v0``, ``v1`` …; arguments and keys have their names.
    """
    shown = _Shown(script)
    lines: list[Line] = [(f"arguments: {', '.join(script.args) or 'none'}", None)]
    lines.append((f"keys: {', '.join(script.keys) or 'none'}", None))
    lines += shown.body(script.body, 0)
    return lines


class _Shown:
    def __init__(self, script: Script) -> None:
        self._script = script

    # -- statements ----------------------------------------------------------------

    def body(self, body: Body, depth: int) -> Iterator[Line]:
        """The lines of some statements."""
        for statement in body:
            for text, inner in self._statement(statement):
                yield "    " * depth + text, statement.line
                yield from self.body(inner, depth + 1)

    def _statement(self, statement: Stmt) -> Iterator[tuple[str, Body]]:
        show = self.expression
        match statement:
            case Assign(target, value):
                yield f"{show(target)} = {show(value)}", ()
            case Evaluate(value):
                yield show(value), ()
            case SetAt(container, place, value) | SetKey(container, place, value):
                yield f"{show(container)}[{show(place)}] = {show(value)}", ()
            case If(condition, then, otherwise):
                yield f"if {show(condition)}", then
                if otherwise:
                    yield "else", otherwise
            case ForEach(index, value, items, inner):
                yield f"for {show(index)}, {show(value)} in {show(items)}", inner
            case While(condition, inner):
                yield f"while {show(condition)}", inner
            case Return(value):
                yield f"return {show(value)}", ()
            case Break():
                yield "break", ()
            case Continue():
                yield "continue", ()
            case RunBlock(block):
                yield f"run block {block}", ()

    # -- expressions ------------------------------------------------------------------

    def expression(self, node: Expr) -> str:
        """An expression."""
        show = self.expression
        match node:
            case Constant(value):
                return _literal(value)
            case ArgRef(index):
                return self._script.args[index]
            case KeyRef(index):
                return self._script.keys[index]
            case LocalRef(index):
                return f"v{index}"
            case MakeList(items):
                return f"[{', '.join(map(show, items))}]"
            case MakeDict(pairs):
                return f"{{{', '.join(f'{show(k)}: {show(v)}' for k, v in pairs)}}}"
            case CallFunction(name, args):
                return f"{name}({', '.join(map(show, args))})"
            case CallCommand(name, slots):
                return f"{name}({', '.join(self._slots(slots))})"
            case CallRedis(name, key, args):
                words = args if key is None else (key, *args)
                return f"redis {name}({', '.join(map(show, words))})"
            case _:
                return self._operation(node)

    def _operation(self, node: Expr) -> str:
        show = self.expression
        match node:
            case Arithmetic(operator, left, right):
                return f"({show(left)} {operator} {show(right)})"
            case Compare(comparator, left, right):
                return f"({show(left)} {_SIGNS[comparator]} {show(right)})"
            case And(left, right):
                return f"({show(left)} and {show(right)})"
            case Or(left, right):
                return f"({show(left)} or {show(right)})"
            case Not(operand):
                return f"not {show(operand)}"
            case Conditional(condition, then, otherwise):
                return f"({show(then)} if {show(condition)} else {show(otherwise)})"
            case Bind(target, value):
                return f"({show(target)} := {show(value)})"
            case Index(container, place) | GetKey(container, place):
                return f"{show(container)}[{show(place)}]"
            case Length(operand):
                return f"len({show(operand)})"
            case _:
                raise TypeError(f"{node!r} is no expression")

    def _slots(self, slots: tuple[Slot, ...]) -> Iterator[str]:
        for slot in slots:
            if slot is None or slot is False or slot == ():
                continue
            if slot is True:
                yield "yes"
            elif isinstance(slot, bytes):
                yield slot.decode("ascii", "replace")
            elif isinstance(slot, tuple):
                yield f"[{', '.join(self._slots(slot))}]"
            else:
                yield self.expression(slot)


def _literal(value: object) -> str:
    if isinstance(value, bytes):
        return repr(value.decode("utf-8", "backslashreplace"))
    return "null" if value is None else repr(value)
