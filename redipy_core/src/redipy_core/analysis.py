"""What both compilers do first: check a script, flatten it, infer its kinds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from redipy_core.allowed import forbidden, waits
from redipy_core.binder import CommandTable
from redipy_core.calls import slot_given, words_count
from redipy_core.command import Command
from redipy_core.errors import ArgumentError, ArgumentValueError, wrong_arity
from redipy_core.flatten import flatten, operands_of
from redipy_core.functions import ScriptFunctionSpec
from redipy_core.kinds import ANY, LISTS, NOTHING, NUMBER, Kind
from redipy_core.numbers import EXACT
from redipy_core.places import PLACE_SHAPES
from redipy_core.raw_calls import declared_form, raw_refusal
from redipy_core.replies import Reply, choose
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
    If,
    Index,
    KeyRef,
    Length,
    LocalRef,
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

MAX_NODES: Final = 30_000
"""How many nodes a script may have. Lua's jumps reach no further."""

MAX_WORDS: Final = 7_000
"""How many arguments one call may have. Lua's stack holds no more."""

_OPTIONAL_TEXT: Final = Kind.TEXT | Kind.NULL
_OPTIONAL_NUMBER: Final = NUMBER | Kind.NULL

SHAPES: Final[dict[str, Kind]] = {
    "boolean": Kind.BOOL,
    "text": _OPTIONAL_TEXT,
    "status_text": Kind.TEXT,
    "type_name": _OPTIONAL_TEXT,
    "key": _OPTIONAL_TEXT,
    "number": _OPTIONAL_NUMBER,
    "number_text": _OPTIONAL_NUMBER,
    "score": _OPTIONAL_NUMBER,
    "seconds": _OPTIONAL_NUMBER,
    "numbers": Kind.LIST,
    "time": Kind.LIST,
    "booleans": Kind.LIST,
    "sorted_pairs": Kind.LIST,
    "member_page": Kind.LIST,
    "field_page": Kind.LIST,
    "scored_page": Kind.LIST,
    "entries": Kind.LIST,
    "stream_entries": Kind.DICT,
    "claim_page": Kind.LIST,
    "pending_summary": Kind.DICT,
    "pending_list": Kind.LIST,
    "group_infos": Kind.LIST,
    "consumer_infos": Kind.LIST,
    "stream_info": Kind.DICT,
    "stream_details": Kind.DICT,
    "positions": Kind.LIST,
    **dict.fromkeys(PLACE_SHAPES, Kind.LIST),
    "lcs_matches": Kind.DICT,
    "channel_counts": Kind.DICT,
    "popped_list": Kind.LIST | Kind.NULL,
    "popped_scored": Kind.LIST | Kind.NULL,
    "list": Kind.TEXTS,
    "sorted_list": Kind.TEXTS,
    "sorted_keys": Kind.TEXTS,
    "map": Kind.DICT,
    "zipped": Kind.DICT,
    "zipped_scores": Kind.DICT,
    "scored": Kind.LIST,
    "sorted_scored": Kind.LIST,
    "scan_page": Kind.LIST,
    "wire": Kind.LIST,
}
"""The shapes that a reply may have in a script (``Reply.script``)."""


@dataclass(frozen=True, slots=True)
class Program:
    """A script that was checked and fits every target, and what is known of it."""

    script: Script
    kinds: Kinds
    table: CommandTable

    def assigned_args(self) -> frozenset[int]:
        """The arguments that the script assigns something to."""
        statements = statements_in(self.script.body, *self.script.blocks)
        return frozenset(
            statement.target.index
            for statement, _ in statements
            if isinstance(statement, Assign) and isinstance(statement.target, ArgRef)
        )


def prepare(
    script: Script,
    table: CommandTable,
    functions: Mapping[str, ScriptFunctionSpec],
) -> Program:
    """Check a script and make it ready for a compiler.

    Raises ArgumentError for a script that no backend may run: an unknown
    function, a command that servers refuse in scripts, too large a script.
    """
    check(script, table, functions)
    flat = flatten(script, table)
    return Program(flat, Kinds(flat, table, functions), table)


# -- walking ----------------------------------------------------------------------


def bodies_of(statement: Stmt) -> tuple[Body, ...]:
    """The bodies inside a statement."""
    match statement:
        case If(_, then, otherwise):
            return then, otherwise
        case ForEach() | While():
            return (statement.body,)
        case _:
            return ()


def expressions_of(statement: Stmt) -> Sequence[Expr]:
    """The expressions of a statement itself, in the order of evaluation."""
    match statement:
        case Assign(target, value):
            return target, value
        case Evaluate(value) | Return(value):
            return (value,)
        case SetAt(container, place, value) | SetKey(container, place, value):
            return container, place, value
        case If(condition) | While(condition):
            return (condition,)
        case ForEach(index, value, items):
            return items, index, value
        case _:
            return ()


def children_of(node: Expr) -> Sequence[Expr]:
    """The operands of an expression."""
    match node:
        case Constant() | ArgRef() | KeyRef() | LocalRef():
            return ()
        case And(left, right) | Or(left, right):
            return left, right
        case Not(operand):
            return (operand,)
        case Conditional(condition, then, otherwise):
            return condition, then, otherwise
        case Bind(target, value):
            return target, value
        case _:
            return operands_of(node)[0]


def statements_in(*bodies: Body) -> Iterator[tuple[Stmt, bool]]:
    """Every statement, however deep, and whether it stands in a loop."""
    stack = [(statement, False) for body in bodies for statement in body]
    while stack:
        statement, looped = stack.pop()
        yield statement, looped
        inside = looped or isinstance(statement, (ForEach, While))
        for body in bodies_of(statement):
            stack += [(inner, inside) for inner in body]


def expressions_in(script: Script) -> Iterator[Expr]:
    """Every expression of a script, however deep."""
    for statement, _ in statements_in(script.body, *script.blocks):
        stack = list(expressions_of(statement))
        while stack:
            node = stack.pop()
            yield node
            stack += children_of(node)


# -- checks -----------------------------------------------------------------------


def check(
    script: Script,
    table: CommandTable,
    functions: Mapping[str, ScriptFunctionSpec],
) -> None:
    """Raise ArgumentError unless every backend may run the script."""
    for kind, names in (("argument", script.args), ("key", script.keys)):
        for name in sorted(_repeated(names)):
            raise ArgumentValueError(f"the {kind} {name!r} is declared twice")
    for statement, looped in statements_in(script.body):
        if isinstance(statement, (Break, Continue)) and not looped:
            raise ArgumentValueError("break and continue belong into a loop")
        if isinstance(statement, RunBlock):
            raise ArgumentValueError("a script is not flattened before it is checked")
    for count, node in enumerate(expressions_in(script), 1):
        if count > MAX_NODES:
            raise ArgumentValueError(f"a script has at most {MAX_NODES} expressions")
        _check_expression(node, script, table, functions)


def _repeated(names: Collection[str]) -> set[str]:
    return {name for name, count in Counter(names).items() if count > 1}


def _check_expression(
    node: Expr,
    script: Script,
    table: CommandTable,
    functions: Mapping[str, ScriptFunctionSpec],
) -> None:
    match node:
        case Constant(value):
            check_constant(value)
        case ArgRef(place):
            _check_place(place, len(script.args), "argument")
        case KeyRef(place):
            _check_place(place, len(script.keys), "key")
        case LocalRef(place):
            _check_place(place, script.locals, "local variable")
        case CallFunction(name, args):
            _check_function(name, len(args), functions, table.unusable)
        case CallCommand():
            check_command(node, table)
        case CallRedis(name, _, args):
            _refuse(raw_refusal(node, table))
            _check_words(name, len(args))
            form = declared_form(node, table)
            if isinstance(form, CallCommand):
                check_command(form, table)
        case _:
            pass


def check_constant(value: object) -> None:
    """Raise ArgumentValueError for an int that a double cannot hold exactly."""
    if isinstance(value, bool) or not isinstance(value, int):
        return
    if not -EXACT < value < EXACT:
        raise ArgumentValueError(
            f"{value} is not exact as a number of a script: pass it as a string"
        )


def _check_place(place: int, count: int, what: str) -> None:
    if not 0 <= place < count:
        raise ArgumentValueError(f"the script has no {what} {place}")


def _refuse(reason: str | None) -> None:
    if reason is not None:
        raise ArgumentValueError(reason)


def _check_words(name: str, count: int) -> None:
    if count > MAX_WORDS:
        raise ArgumentValueError(f"{name} takes at most {MAX_WORDS} arguments here")


def _check_function(
    name: str,
    count: int,
    functions: Mapping[str, ScriptFunctionSpec],
    unusable: Callable[[], str],
) -> None:
    spec = functions.get(name)
    if spec is None:
        raise ArgumentValueError(f"unknown script function {name!r}{unusable()}")
    least, most = spec.arity
    if count < least or (most is not None and count > most):
        raise ArgumentValueError(
            f"the script function {name!r} takes {_range(least, most)}, not {count}"
        )
    _check_words(name, count)


def _range(least: int, most: int | None) -> str:
    if most is None:
        return f"at least {least} arguments"
    return f"{least} arguments" if least == most else f"{least} to {most} arguments"


def check_command(call: CallCommand, table: CommandTable) -> None:
    """Raise ArgumentError unless every backend may carry out the call."""
    if call.command not in table:
        raise ArgumentError(
            f"the command {call.command} is not declared{table.unusable()}"
        )
    _refuse(forbidden(call.command, table))
    command = table[call.command]
    if len(call.slots) != len(command.args):
        raise ArgumentError(f"{command.name} has {len(command.args)} slots")
    for arg, slot in zip(command.args, call.slots, strict=True):
        if slot in (None, ()) and not arg.optional:
            raise ArgumentError(f"{command.name} needs {arg.name!r}")
    _check_repeated(command, call.slots)
    if waits(command, call.slots):
        raise ArgumentValueError(f"{command.name} must not wait in a script")
    if shape_of(call, table) not in SHAPES:
        raise ArgumentError(f"{command.name} answers what a script cannot hold")
    count = words_count(command, call)
    if len(command.wire_words) + count < abs(command.arity):
        raise ArgumentError(wrong_arity(command.name).text)
    _check_words(call.command, count)


def _check_repeated(command: Command, slots: tuple[Slot, ...]) -> None:
    """What an option repeats is as long as the keys that were counted."""
    given = list(zip(command.args, slots, strict=True))
    for counted, keys in given:
        for arg, slot in given:
            if counted.counted and arg.multiple and arg.token is not None and slot:
                assert isinstance(keys, tuple)
                assert isinstance(slot, tuple)
                if len(keys) != len(slot):
                    raise ArgumentValueError(
                        f"{command.name} takes one {arg.token.decode()} for each key"
                    )


def reply_of(call: CallCommand, table: CommandTable) -> Reply:
    """The kind of reply that a call gets."""
    command = table[call.command]
    return choose(command.reply, slot_given(command, call.slots))


def shape_of(call: CallCommand, table: CommandTable) -> str:
    """The shape in which a script sees the reply to a call."""
    return call.shape or reply_of(call, table).script


# -- kinds ------------------------------------------------------------------------


class Kinds:
    """What kinds of value the expressions of a flattened script may have."""

    def __init__(
        self,
        script: Script,
        table: CommandTable,
        functions: Mapping[str, ScriptFunctionSpec],
    ) -> None:
        self._table = table
        self._functions = functions
        statements = [s for s, _ in statements_in(script.body, *script.blocks)]
        self.lists_shrink = any(
            isinstance(node, CallFunction) and functions[node.name].changes
            for node in expressions_in(script)
        )
        self._lists_change = self.lists_shrink or any(
            isinstance(s, SetAt) for s in statements
        )
        early = _Assigned(script).early
        self._locals = [
            Kind.NULL if i in early else NOTHING for i in range(script.locals)
        ]
        self._settle(statements)
        self.result = self._result(script, statements)

    def of(self, node: Expr) -> Kind:
        """The kinds that an expression may have."""
        match node:
            case Constant(value):
                return _constant_kind(value)
            case LocalRef(index):
                return self._locals[index]
            case KeyRef():
                return Kind.TEXT
            case Compare() | Not():
                return Kind.BOOL
            case And(left, right) | Or(left, right):
                return self.of(left) | self.of(right)
            case Arithmetic():
                return NUMBER
            case Length():
                return Kind.INT
            case MakeDict():
                return Kind.DICT
            case MakeList(items):
                texts = all(self.of(item).within(_OPTIONAL_TEXT) for item in items)
                return self._list(Kind.TEXTS if texts else Kind.LIST)
            case Index(container):
                texts = self.of(container).within(Kind.TEXTS)
                return _OPTIONAL_TEXT if texts else ANY
            case CallFunction(name):
                return self._list(self._functions[name].returns)
            case CallCommand():
                return self._list(SHAPES[shape_of(node, self._table)])
            case _:
                return ANY

    def _list(self, kind: Kind) -> Kind:
        """A list may hold anything if the script ever puts something into one."""
        return kind | Kind.LIST if self._lists_change and kind & LISTS else kind

    def _settle(self, statements: list[Stmt]) -> None:
        """Widen the kinds of the locals until nothing changes."""
        changed = True
        while changed:
            changed = False
            for statement in statements:
                for index, kind in self._given(statement):
                    wider = self._locals[index] | kind
                    changed = changed or wider != self._locals[index]
                    self._locals[index] = wider

    def _given(self, statement: Stmt) -> Iterator[tuple[int, Kind]]:
        match statement:
            case Assign(LocalRef(index), value):
                yield index, self.of(value)
            case ForEach(place, value, items):
                kind = self.of(items)
                keys = Kind.TEXT if kind.may_be(Kind.DICT) else NOTHING
                places = NOTHING if kind.within(Kind.DICT) else Kind.INT
                yield place.index, keys | places
                yield value.index, _OPTIONAL_TEXT if kind.within(Kind.TEXTS) else ANY
            case _:
                pass

    def _result(self, script: Script, statements: list[Stmt]) -> Kind:
        ends = bool(script.body) and isinstance(script.body[-1], Return)
        kind = NOTHING if ends else Kind.NULL
        for statement in statements:
            if isinstance(statement, Return):
                kind |= self.of(statement.value)
        return kind


def _constant_kind(value: object) -> Kind:
    if value is None:
        return Kind.NULL
    if isinstance(value, bool):
        return Kind.BOOL
    if isinstance(value, (int, float)):
        whole = isinstance(value, int) or (value.is_integer() and abs(value) < EXACT)
        return Kind.INT if whole else Kind.FLOAT
    return Kind.TEXT


class _Assigned:
    """Finds the locals that may be read before they are assigned."""

    def __init__(self, script: Script) -> None:
        self.early: set[int] = set()
        known: set[int] = set()
        self._body(script.body, known)
        for block in script.blocks:
            self._body(block, set())

    def _body(self, body: Body, known: set[int]) -> None:
        for statement in body:
            self._statement(statement, known)

    def _statement(self, statement: Stmt, known: set[int]) -> None:
        targets: list[int] = []
        nodes = list(expressions_of(statement))
        if isinstance(statement, Assign):
            target = nodes.pop(0)
            if isinstance(target, LocalRef):
                targets.append(target.index)
        elif isinstance(statement, ForEach):
            del nodes[1:]
            targets += [statement.index.index, statement.value.index]
        self._read(nodes, known)
        inner = known | set(targets)
        for body in bodies_of(statement):
            self._body(body, set(inner))
        if isinstance(statement, Assign):
            known.update(targets)

    def _read(self, nodes: list[Expr], known: set[int]) -> None:
        stack = nodes
        while stack:
            node = stack.pop()
            if isinstance(node, LocalRef) and node.index not in known:
                self.early.add(node.index)
            stack += children_of(node)
