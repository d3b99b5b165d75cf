"""Makes a script fit the limits of every target, without changing its meaning.

Python and Lua both limit how deeply expressions and blocks may be nested, and
Lua has no expression for some of the language's. So what is too deep goes into
temporary locals and blocks of its own:

- an expression is at most :data:`MAX_EXPRESSION` levels deep,
- blocks are nested at most :data:`MAX_BLOCKS` levels,
- ``And`` and ``Or`` remain where their left side is certain to be a bool, or
  where only their truth counts; elsewhere they become an ``If``,
- ``Conditional`` becomes an ``If`` and ``Bind`` an ``Assign`` in front,
- raw calls of declared commands become calls by slots.

Operands are still evaluated from left to right. Nothing here recurses, however
deep the script is.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, TypeAlias, TypeVar

from redipy_core.binder import CommandTable
from redipy_core.calls import slot_expressions, with_expressions
from redipy_core.raw_calls import declared_form
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
    Stmt,
    While,
)

MAX_EXPRESSION: Final = 16
MAX_BLOCKS: Final = 10

T = TypeVar("T")
Step: TypeAlias = Generator[Any, Any, T]
"""A function that yields the steps it waits for instead of calling itself. The
types of what it yields and gets differ from step to step."""


def run_steps(step: Step[T]) -> T:
    """Run a step to its end with a stack of our own instead of Python's."""
    stack: list[Step[Any]] = [step]
    result: Any = None
    while stack:
        try:
            stack.append(stack[-1].send(result))
            result = None
        except StopIteration as stop:
            stack.pop()
            result = stop.value
    return result  # type: ignore[no-any-return]  # the first step's own result


def flatten(script: Script, table: CommandTable) -> Script:
    """The same script within the limits."""
    flattener = _Flattener(script.locals, table)
    body = run_steps(flattener.body(script.body, 0))
    return replace(
        script, locals=flattener.locals, body=body, blocks=tuple(flattener.blocks)
    )


def is_atom(node: Expr) -> bool:
    """Whether evaluating the expression later or twice makes no difference."""
    return isinstance(node, (Constant, ArgRef, KeyRef, LocalRef))


def is_boolean(node: Expr) -> bool:
    """Whether the expression's form alone says that it gives a bool."""
    stack = [node]
    while stack:
        node = stack.pop()
        if isinstance(node, (And, Or)):
            stack += (node.left, node.right)
        elif isinstance(node, Constant):
            if not isinstance(node.value, bool):
                return False
        elif not isinstance(node, (Compare, Not)):
            return False
    return True


@dataclass(frozen=True, slots=True)
class _Flat:
    """A flattened expression and its depth."""

    node: Expr
    depth: int = 0


class _Flattener:
    def __init__(self, first_local: int, table: CommandTable) -> None:
        self._table = table
        self._first = first_local
        self._used = 0
        self._most = 0
        self._binds = False
        self._line: Location | None = None
        self.blocks: list[Body] = []

    @property
    def locals(self) -> int:
        """The number of locals, temporary ones included."""
        return self._first + self._most

    def _temporary(self) -> LocalRef:
        """A local that is free until the statement ends."""
        self._used += 1
        self._most = max(self._most, self._used)
        return LocalRef(self._first + self._used - 1)

    # -- statements ----------------------------------------------------------------

    def body(self, body: Body, level: int) -> Step[Body]:
        if level > MAX_BLOCKS:
            block = len(self.blocks)
            self.blocks.append(())
            self.blocks[block] = yield self.body(body, 0)
            return (_run_block(block, self.blocks[block]),)
        out: list[Stmt] = []
        for statement in body:
            self._used = 0
            out += yield self._statement(statement, level)
        return tuple(out)

    def _statement(self, statement: Stmt, level: int) -> Step[list[Stmt]]:
        self._line = statement.line
        before: list[Stmt] = []
        made: Stmt
        match statement:
            case If(condition, then, otherwise):
                test = yield self._truth(condition, before)
                then_body = yield self.body(then, level + 1)
                else_body = yield self.body(otherwise, level + 1)
                made = replace(
                    statement, condition=test.node, then=then_body, otherwise=else_body
                )
            case While():
                made = yield self._while(statement, level)
            case ForEach(_, _, items, body):
                flat = yield self._value(items, before)
                made = replace(
                    statement,
                    items=flat.node,
                    body=(yield self.body(body, level + 1)),
                )
            case Assign(_, value) | Evaluate(value) | Return(value):
                flat = yield self._value(value, before)
                made = replace(statement, value=flat.node)
            case SetAt(container, place, value):
                flats = yield self._operands((container, place, value), before)
                container, place, value = (flat.node for flat in flats)
                made = SetAt(container, place, value, statement.line)
            case SetKey(container, key, value):
                flats = yield self._operands((container, key, value), before)
                container, key, value = (flat.node for flat in flats)
                made = SetKey(container, key, value, statement.line)
            case _:
                made = statement
        return [*before, made]

    def _while(self, loop: While, level: int) -> Step[While]:
        before: list[Stmt] = []
        test = yield self._truth(loop.condition, before)
        body = yield self.body(loop.body, level + 1)
        if not before:
            return replace(loop, condition=test.node, body=body)
        leave = If(Not(test.node), (Break(),), (), loop.line)
        body = (*before, leave, *body)
        return While(Constant(True), body, loop.line)

    # -- expressions ---------------------------------------------------------------
    #
    # ``before`` collects the statements that must run first.

    def _value(self, node: Expr, before: list[Stmt]) -> Step[_Flat]:
        flat: _Flat = yield self._parts(node, before)
        if flat.depth < MAX_EXPRESSION:
            return flat
        return self._saved(flat.node, before)

    def _truth(self, node: Expr, before: list[Stmt]) -> Step[_Flat]:
        """As :meth:`_value`, where only the value's truth counts."""
        if isinstance(node, (And, Or)):
            flat: _Flat = yield self._both(node, before, truth=True)
            if flat.depth < MAX_EXPRESSION:
                return flat
            return self._saved(Not(Not(flat.node)), before)
        value: _Flat = yield self._value(node, before)
        return value

    def _saved(self, node: Expr, before: list[Stmt]) -> _Flat:
        target = self._temporary()
        before.append(Assign(target, node, self._line))
        return _Flat(target)

    def _operands(self, nodes: Sequence[Expr], before: list[Stmt]) -> Step[list[_Flat]]:
        """Flatten operands; what runs early for one runs after those before it."""
        flats: list[_Flat] = []
        for node in nodes:
            mark = len(before)
            flat = yield self._value(node, before)
            if len(before) > mark:
                late = before[mark:]
                del before[mark:]
                changed = self._assigned(late)
                flats = [
                    f
                    if is_atom(f.node) and f.node not in changed
                    else self._saved(f.node, before)
                    for f in flats
                ]
                before += late
            flats.append(flat)
        return flats

    def _parts(self, node: Expr, before: list[Stmt]) -> Step[_Flat]:
        if is_atom(node):
            return _Flat(node)
        if isinstance(node, (And, Or)):
            flat: _Flat = yield self._both(node, before, truth=False)
            return flat
        if isinstance(node, Not):
            flat = yield self._truth(node.operand, before)
            return _Flat(Not(flat.node), flat.depth + 1)
        if isinstance(node, Conditional):
            flat = yield self._conditional(node, before)
            return flat
        if isinstance(node, Bind):
            flat = yield self._value(node.value, before)
            before.append(Assign(node.target, flat.node, self._line))
            self._binds = True
            return _Flat(node.target)
        if isinstance(node, CallRedis):
            node = declared_form(node, self._table)
        operands, rebuild = operands_of(node)
        flats = yield self._operands(operands, before)
        depth = 1 + max((flat.depth for flat in flats), default=0)
        return _Flat(rebuild(iter([flat.node for flat in flats])), depth)

    def _both(self, node: And | Or, before: list[Stmt], *, truth: bool) -> Step[_Flat]:
        inner = self._truth if truth else self._value
        left = yield inner(node.left, before)
        late: list[Stmt] = []
        right = yield inner(node.right, late)
        if not late and (truth or is_boolean(left.node)):
            depth = 1 + max(left.depth, right.depth)
            return _Flat(type(node)(left.node, right.node), depth)
        target = self._temporary()
        branch = self._branch(
            (*late, Assign(target, _as_value(right.node), self._line))
        )
        before.append(Assign(target, _as_value(left.node), self._line))
        if isinstance(node, And):
            before.append(If(target, branch, (), self._line))
        else:
            before.append(If(target, (), branch, self._line))
        return _Flat(target)

    def _branch(self, body: Body) -> Body:
        """The body, in a block of its own if it is nested too deeply."""
        if _nesting(body) < MAX_BLOCKS:
            return body
        self.blocks.append(body)
        return (RunBlock(len(self.blocks) - 1, line=self._line),)

    def _assigned(self, body: Sequence[Stmt]) -> set[Expr]:
        """The variables that statements in front of an expression assign."""
        found: set[Expr] = set()
        stack = list(body) if self._binds else []
        while stack:
            statement = stack.pop()
            if isinstance(statement, Assign):
                found.add(statement.target)
            elif isinstance(statement, If):
                stack += (*statement.then, *statement.otherwise)
            elif isinstance(statement, RunBlock):
                stack += self.blocks[statement.block]
        return found

    def _conditional(self, node: Conditional, before: list[Stmt]) -> Step[_Flat]:
        test = yield self._truth(node.condition, before)
        branches: list[Body] = []
        target = self._temporary()
        for side in (node.then, node.otherwise):
            inner: list[Stmt] = []
            flat = yield self._value(side, inner)
            inner.append(Assign(target, flat.node, self._line))
            branches.append(self._branch(tuple(inner)))
        before.append(If(test.node, branches[0], branches[1], self._line))
        return _Flat(target)


def _nesting(body: Body) -> int:
    """How deeply the branches in a body are nested."""
    inner = (
        max(_nesting(s.then), _nesting(s.otherwise)) + 1
        for s in body
        if isinstance(s, If)
    )
    return max(inner, default=0)


def _as_value(node: Expr) -> Expr:
    """The node, as a bool if it was flattened for its truth alone."""
    if isinstance(node, (And, Or)) and not is_boolean(node):
        return Not(Not(node))
    return node


def operands_of(node: Expr) -> tuple[Sequence[Expr], Callable[[Iterator[Expr]], Expr]]:
    """The operands in the order of evaluation, and how to put others there."""
    match node:
        case Arithmetic(operator, left, right):
            return (left, right), lambda new: Arithmetic(operator, *new)
        case Compare(comparator, left, right):
            return (left, right), lambda new: Compare(comparator, *new)
        case Index(container, index):
            return (container, index), lambda new: Index(*new)
        case GetKey(container, key):
            return (container, key), lambda new: GetKey(*new)
        case Length(operand):
            return (operand,), lambda new: Length(*new)
        case MakeList(items):
            return items, lambda new: MakeList(tuple(new))
        case MakeDict(pairs):
            flat = [part for pair in pairs for part in pair]
            return flat, lambda new: MakeDict(tuple(zip(new, new, strict=True)))
        case CallFunction(name, args):
            return args, lambda new: CallFunction(name, tuple(new))
        case CallCommand(name, slots, shape):
            return list(slot_expressions(slots)), lambda new: CallCommand(
                name, tuple(with_expressions(slot, new) for slot in slots), shape
            )
        case CallRedis(name, None, args):
            return args, lambda new: CallRedis(name, None, tuple(new))
        case CallRedis(name, key, args) if key is not None:
            return (key, *args), lambda new: CallRedis(name, next(new), tuple(new))
        case _:
            raise TypeError(f"{node!r} is no expression")


def _run_block(block: int, body: Body) -> RunBlock:
    returns = breaks = continues = False
    stack: list[tuple[Stmt, bool]] = [(statement, False) for statement in body]
    while stack:
        statement, looped = stack.pop()
        match statement:
            case Return():
                returns = True
            case Break():
                breaks = breaks or not looped
            case Continue():
                continues = continues or not looped
            case RunBlock():
                returns = returns or statement.returns
                breaks = breaks or (statement.breaks and not looped)
                continues = continues or (statement.continues and not looped)
            case If(_, then, otherwise):
                stack += [(inner, looped) for inner in (*then, *otherwise)]
            case ForEach() | While():
                stack += [(inner, True) for inner in statement.body]
            case _:
                pass
    return RunBlock(block, returns, breaks, continues)
