"""From a method's arguments to a call's slot values, as generated source.

A backend that wants speed writes one function for each method of a client: the
lines made here encode the arguments, the backend's own lines follow, and the
lines that finish the reply close it. So there is one encoding of arguments and
one decoding of replies for all backends, and no layer in between at run time.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from types import CellType, FunctionType
from typing import cast

from redipy_core.command import Command
from redipy_core.errors import (
    SYNTAX,
    ArgumentTypeError,
    CommandError,
    RedipyError,
    wrong_arity,
)
from redipy_core.glob import escape_glob
from redipy_core.grammar import NUMERIC, Arg
from redipy_core.key_patterns import prefixed_pattern
from redipy_core.replies import Convert, Edge, Either, Reply, ReplyRule
from redipy_core.text import (
    INT_MAX,
    INT_MIN,
    encode,
    encode_key,
    encode_many,
    not_encodable,
    to_above_zero,
    to_balanced,
    to_cursor,
    to_database,
    to_double,
    to_integer,
    to_milliseconds,
    to_natural,
    to_positive,
    to_rank,
    to_timeout,
    to_unsigned,
    to_weight,
)
from redipy_core.wire import option_name


def _late_integer(value: object) -> object:
    """An integer whose check waits until the key was looked at."""
    if isinstance(value, int) and not isinstance(value, bool):
        return b"%d" % value
    return encode(value)


def _as_mapping(value: object) -> Mapping[object, object]:
    if not isinstance(value, Mapping):
        raise ArgumentTypeError(f"a mapping is needed, not {value!r:.80}")
    return value


def _misfit() -> CommandError:
    return CommandError(SYNTAX)


def _nothing_given(value: object, command: str) -> Exception:
    """The error for an empty sequence or mapping, or for what is neither."""
    if isinstance(value, (tuple, Mapping)):
        return wrong_arity(command)
    return ArgumentTypeError(f"a mapping is needed, not {value!r:.80}")


def _refused_option(error: TypeError, command: str) -> TypeError:
    """The error for options that do not fit, in the caller's terms."""
    if isinstance(error, RedipyError):
        return error
    _, _, words = str(error).partition("() ")
    return ArgumentTypeError(f"{command}: {words or error}")


_HELPERS: dict[str, object] = {
    "encode": encode,
    "encode_many": encode_many,
    "encode_key": encode_key,
    "to_integer": to_integer,
    "to_positive": to_positive,
    "to_natural": to_natural,
    "to_double": to_double,
    "to_cursor": to_cursor,
    "to_rank": to_rank,
    "to_unsigned": to_unsigned,
    "to_above_zero": to_above_zero,
    "to_balanced": to_balanced,
    "to_weight": to_weight,
    "to_timeout": to_timeout,
    "to_milliseconds": to_milliseconds,
    "to_database": to_database,
    "late_integer": _late_integer,
    "wrong_arity": wrong_arity,
    "not_encodable": not_encodable,
    "as_mapping": _as_mapping,
    "nothing_given": _nothing_given,
    "misfit": _misfit,
    "prefixed_pattern": prefixed_pattern,
    "refused_option": _refused_option,
    "INT_MIN": INT_MIN,
    "INT_MAX": INT_MAX,
}

_UTF8 = ".encode('utf-8', 'surrogateescape')"


@dataclass
class Source:
    """A function under construction: its head, its lines, and the names they use."""

    parameters: str
    lines: list[str]
    names: dict[str, object] = field(default_factory=dict)

    def template(
        self, name: str, cells: Sequence[str], *, asynchronous: bool = False
    ) -> Callable[..., Callable[..., object]]:
        """Compile a function that takes ``cells`` and makes the bound function.

        What it is given as a ``CellType`` becomes the bound function's own cell:
        the function sees what the cell holds when it is called.
        """
        word = "async def" if asynchronous else "def"
        text = "\n".join(
            [
                f"def bind({', '.join(cells)}):",
                f"    {word} {name}({self.parameters}):",
                *(f"        {line}" for line in self.lines),
                f"    return {name}",
            ]
        )
        namespace = dict(self.names)
        exec(compile(text, f"<redipy {name}>", "exec"), namespace)
        bind = cast(Callable[..., FunctionType], namespace["bind"])
        return lambda **values: _sharing(bind(**values), values)


def _sharing(bound: FunctionType, values: Mapping[str, object]) -> FunctionType:
    """The function with shared cells in place of its own."""
    shared = {n: cell for n, cell in values.items() if isinstance(cell, CellType)}
    if not shared or bound.__closure__ is None:
        return bound
    names = bound.__code__.co_freevars
    own = zip(names, bound.__closure__, strict=True)
    closure = tuple(shared.get(name, cell) for name, cell in own)
    made = FunctionType(
        bound.__code__, bound.__globals__, bound.__name__, bound.__defaults__, closure
    )
    made.__kwdefaults__ = bound.__kwdefaults__
    return made


def indent(lines: Sequence[str]) -> list[str]:
    """``lines`` one level deeper."""
    return [f"    {line}" for line in lines]


# -- encoding --------------------------------------------------------------------


def slot_name(i: int) -> str:
    """The local variable that holds slot ``i``."""
    return f"s{i}"


_CALLED = frozenset(
    {"cursor", "rank", "balanced", "weight", "timeout", "milliseconds", "database"}
)
"""Numbers that are not so frequent that their check would be written out."""


_MANY = 16
"""More items than so many are encoded at once."""


class _Encoder:
    """Writes the expressions that encode one argument for one edge."""

    def __init__(self, edge: Edge) -> None:
        self._edge = edge

    def one(self, arg: Arg, name: str) -> str:
        """The expression for a single value held by the variable ``name``."""
        kind = arg.type
        if kind in ("key", "channel"):
            text = f"{name}{_UTF8} if {name}.__class__ is str else encode_key({name})"
            return f"prefix + ({text})" if self._edge.prefix else text
        if kind == "pattern":
            text = f"{name}{_UTF8} if {name}.__class__ is str else encode_key({name})"
            return f"prefix_glob + ({text})" if self._edge.prefix else text
        if kind == "key_pattern":
            text = f"{name}{_UTF8} if {name}.__class__ is str else encode_key({name})"
            return f"prefixed_pattern(prefix, {text})" if self._edge.prefix else text
        if kind == "string":
            return f"{name}{_UTF8} if {name}.__class__ is str else encode({name})"
        if kind == "token":
            return f"bool({name})"
        if kind in NUMERIC:
            if kind == "unsigned":
                return f"to_unsigned({name}, {option_name(arg)!r})"
            if kind == "above_zero":
                return f"to_above_zero({name}, {arg.name!r})"
            return self._number(kind, name)
        if kind == "block":
            parts = [self._part(a, f"{name}[{i}]") for i, a in enumerate(arg.args)]
            return f"({', '.join(f'({part})' for part in parts)},)"
        if kind == "oneof" and not arg.only_tokens:
            return self._chosen(arg, name)
        return name

    def _part(self, arg: Arg, name: str) -> str:
        """One argument of a block, None if it is not there."""
        expression = self.one(arg, name)
        if not arg.optional or arg.type == "token" or expression == name:
            return expression
        return f"None if {name} is None else ({expression})"

    def _chosen(self, arg: Arg, name: str) -> str:
        """A word and what follows it, which is of one type whatever the word."""
        followed = {a.type: a for a in arg.args if a.type != "token"}
        (one,) = followed.values()
        value = f"{name}[1]"
        return f"({name}[0], None if {value} is None else ({self.one(one, value)}))"

    @staticmethod
    def _number(kind: str, name: str) -> str:
        if kind == "double":
            test = f"{name}.__class__ is float and {name} == {name}"
            return f"{name} if {test} else to_double({name})"
        if kind in _CALLED:
            return f"to_{kind}({name})"
        least = {"positive": "0", "natural": "1"}.get(kind, "INT_MIN")
        test = f"{name}.__class__ is int and {least} <= {name} <= INT_MAX"
        other = {
            "positive": "to_positive",
            "natural": "to_natural",
            "integer": "to_integer",
            "late_integer": "late_integer",
        }[kind]
        return f"{name} if {test} else {other}({name})"

    def many(
        self, arg: Arg, name: str, target: str, *, starred: bool = False
    ) -> list[str]:
        """Lines that encode the values that there are into the list ``target``.

        A loop, since a comprehension costs more than the few items of a call.
        ``starred`` values come as a tuple, whose length tells whether they are few.
        """
        items = ["_item"]
        if arg.type == "block":
            items = [f"_item{k}" for k in range(len(arg.args))]
        lines = self._loop(arg, ", ".join(items), items, name, target)
        if arg.type != "string" or not starred:
            return lines
        return [
            f"if len({name}) > {_MANY}: {target} = encode_many({name})",
            "else:",
            *indent(lines),
        ]

    def mapping(self, arg: Arg, name: str, target: str) -> list[str]:
        """Lines that encode a mapping into the list of pairs ``target``.

        The mapping's values fill the number of the pair if it has one, else the
        second word.
        """
        swapped = arg.args[0].type in NUMERIC
        items = ["_value", "_name"] if swapped else ["_name", "_value"]
        given = f"({name} if {name}.__class__ is dict else as_mapping({name}))"
        return self._loop(arg, "_name, _value", items, f"{given}.items()", target)

    def _loop(
        self, arg: Arg, variables: str, items: list[str], source: str, target: str
    ) -> list[str]:
        parts = arg.args if arg.type == "block" else (arg,)
        encoded = [self.one(a, item) for a, item in zip(parts, items, strict=True)]
        item = encoded[0]
        if arg.type == "block":
            item = ", ".join(f"({expression})" for expression in encoded)
            item = f"({item})"
        return [
            f"{target} = []",
            f"for {variables} in {source}: {target}.append({item})",
        ]


def _names(command: Command, edge: Edge) -> dict[str, object]:
    names = dict(_HELPERS)
    names["prefix"] = edge.prefix
    names["prefix_glob"] = escape_glob(edge.prefix)
    names["command_name"] = command.name
    return names


def _optional(arg: Arg, expression: str, name: str, edge: Edge) -> str:
    if arg.type == "pattern" and edge.prefix:
        return f"prefix_glob + b'*' if {name} is None else {expression}"
    return f"None if {name} is None else {expression}"


def _filled(arg: Arg, name: str, edge: Edge) -> str:
    """The expression that encodes a slot given as one Python value."""
    expression = _Encoder(edge).one(arg, name)
    if arg.optional and arg.type != "token" and expression != name:
        return _optional(arg, expression, name, edge)
    return expression


def slots_source(command: Command, edge: Edge) -> Source:
    """The start of a function that takes every slot's value, not yet encoded."""
    names = [slot_name(i) for i in range(len(command.args))]
    lines: list[str] = []
    for name, arg in zip(names, command.args, strict=True):
        if arg.multiple:
            lines += _not_empty(arg, name)
            lines += _Encoder(edge).many(arg, name, "_encoded")
            lines.append(f"{name} = _encoded")
        elif (expression := _filled(arg, name, edge)) != name:
            lines.append(f"{name} = {expression}")
    lines += _one_a_key(command)
    return Source(", ".join(names), _encoding(lines), _names(command, edge))


def method_source(command: Command, edge: Edge, *, awaited: bool = False) -> Source:
    """The start of a function with the method's own parameters.

    Its lines leave the slot values in ``s0``, ``s1`` … . The cell ``run``
    carries out the calls of the command's view, and is ``awaited`` if need be.
    """
    names = _names(command, edge)
    run = "await run" if awaited else "run"
    names["view"] = command.view
    if command.view is not None and command.direct_if is None:
        return Source(
            "*args, **kwargs", [f"return {run}(view(*args, **kwargs))"], names
        )
    head, given = _head(command, names)
    lines: list[str] = []
    if command.view is not None:
        lines.append(f"if not ({command.direct_if}): return {run}(view({given}))")
    lines += _direct_lines(command, edge)
    if command.options is not None:
        lines += _option_lines(command, edge) + _one_a_key(command)
        names["options_view"] = command.options
    return Source(head, _encoding(lines), names)


def _encoding(lines: Sequence[str]) -> list[str]:
    """The lines, with text that cannot be encoded refused; costs nothing else."""
    if not lines:
        return []
    return [
        "try:",
        *indent(lines),
        "except UnicodeEncodeError as error: raise not_encodable(error) from None",
    ]


def _head(command: Command, names: dict[str, object]) -> tuple[str, str]:
    """The parameters as source, and how a call passes them on."""
    head: list[str] = []
    given: list[str] = []
    starred = False
    for parameter in command.signature.parameters.values():
        name = parameter.name
        if parameter.kind is parameter.VAR_POSITIONAL:
            head.append(f"*{name}")
            given.append(f"*{name}")
            starred = True
            continue
        if parameter.kind is parameter.KEYWORD_ONLY:
            if command.options is not None:
                continue
            if not starred:
                head.append("*")
                starred = True
            given.append(f"{name}={name}")
        else:
            given.append(name)
        if parameter.default is inspect.Parameter.empty:
            head.append(name)
        else:
            names[f"default_{name}"] = parameter.default
            head.append(f"{name}=default_{name}")
    if command.options is not None:
        head.append("**options")
    return ", ".join(head), ", ".join(given)


def _not_empty(arg: Arg, name: str) -> list[str]:
    """Lines that refuse an empty repetition as the server would."""
    if arg.optional:
        return []
    return [f"if not {name}: raise nothing_given({name}, command_name)"]


def _one_a_key(command: Command) -> list[str]:
    """Lines that refuse options which are not as many as the keys they go with."""
    keys = [slot_name(i) for i, arg in enumerate(command.args) if arg.counted]
    return [
        f"if {slot_name(i)} and len({slot_name(i)}) != len({key}): raise misfit()"
        for key in keys
        for i, arg in enumerate(command.args)
        if arg.multiple and arg.token is not None
    ]


def _direct_lines(command: Command, edge: Edge) -> list[str]:
    encoder = _Encoder(edge)
    lines: list[str] = []
    for parameter in command.parameters:
        arg, name = command.args[parameter.slot], parameter.name
        target = slot_name(parameter.slot)
        if parameter.kind != "one":
            lines += _not_empty(arg, name)
        if parameter.kind == "mapping":
            lines += encoder.mapping(arg, name, target)
        elif parameter.kind == "many":
            kind = command.signature.parameters[name].kind
            starred = kind is inspect.Parameter.VAR_POSITIONAL
            lines += encoder.many(arg, name, target, starred=starred)
        elif parameter.default is None and arg.optional:
            expression = _optional(arg, encoder.one(arg, name), name, edge)
            lines.append(f"{target} = {expression}")
        else:
            lines.append(f"{target} = {encoder.one(arg, name)}")
    return lines


def _absent(arg: Arg) -> object:
    """A slot's value when its option is not given."""
    return False if arg.type == "token" else () if arg.multiple else None


def _option_lines(command: Command, edge: Edge) -> list[str]:
    slots = command.option_slots
    targets = [slot_name(i) for i in slots]
    lines = [
        f"try: {', '.join(targets)}, = options_view(**options)",
        "except TypeError as error: raise refused_option(error, command_name)",
    ]
    if all(command.args[i].optional for i in slots):
        lines = ["if options:", *indent(lines), "else:"]
        lines += [f"    {slot_name(i)} = {_absent(command.args[i])}" for i in slots]
    for i in slots:
        name, arg = slot_name(i), command.args[i]
        if arg.multiple:
            lines += _Encoder(edge).many(arg, name, "_encoded")
            lines.append(f"{name} = _encoded")
            continue
        expression = _filled(arg, name, edge)
        if expression != name and arg.type != "token":
            lines.append(f"{name} = {expression}")
    return lines


# -- finishing --------------------------------------------------------------------


def _finisher(reply: Reply, edge: Edge, *, wire: bool) -> Convert | None:
    """What turns a reply into the method's result; None if nothing must."""
    native = reply.native if wire else None
    python = reply.python(edge)
    if native is None or python is None:
        return python if native is None else native
    first, then = native, python
    return lambda value: then(first(value))


def _identity(value: object) -> object:
    return value


def _zip_with(
    finish: Convert, text: Convert | None, slots: Sequence[bytes], values: object
) -> dict[object, object]:
    names = slots if text is None else [text(name) for name in slots]
    return dict(zip(names, finish(values), strict=True))


class Finish:
    """How the replies of one command become results, for one edge."""

    def __init__(
        self, command: Command, edge: Edge, *, wire: bool, rule: ReplyRule | None = None
    ) -> None:
        self._command = command
        self._edge = edge
        self._wire = wire
        self._rule = rule or command.reply
        self.names: dict[str, object] = {"partial": partial}

    def expression(self) -> str:
        """The function that finishes the reply; ``None`` if none must.

        An expression over the slots' variables; the names it uses are in
        :attr:`names` afterwards.
        """
        return self._of(self._rule)

    def lines(self, result: str) -> list[str]:
        """Lines that return the finished ``result``."""
        return self._return(self._rule, result)

    def _return(self, rule: ReplyRule, result: str) -> list[str]:
        if isinstance(rule, Either):
            return [
                f"if {self._given(rule)}:",
                *indent(self._return(rule.given, result)),
                *self._return(rule.absent, result),
            ]
        finish = self._of(rule)
        return [f"return {result if finish == 'None' else f'{finish}({result})'}"]

    def _given(self, rule: Either) -> str:
        i = self._command.slots.index(rule.slot)
        name = slot_name(i)
        return name if self._command.args[i].type == "token" else f"{name} is not None"

    def _of(self, rule: ReplyRule) -> str:
        if isinstance(rule, Either):
            given, absent = self._of(rule.given), self._of(rule.absent)
            return f"({given} if {self._given(rule)} else {absent})"
        finish = _finisher(rule, self._edge, wire=self._wire)
        if rule.zips is not None:
            i = self._command.slots.index(rule.zips)
            zips = slot_name(i)
            text = _name_of(self._edge, is_key=self._command.args[i].type == "key")
            name = self._name(partial(_zip_with, finish or _identity, text))
            return f"partial({name}, {zips})"
        return "None" if finish is None else self._name(finish)

    def _name(self, function: object) -> str:
        name = f"finish{len(self.names)}"
        self.names[name] = function
        return name


def _name_of(edge: Edge, *, is_key: bool) -> Convert | None:
    """What shows a name that was sent: a key loses its prefix."""
    skip = len(edge.prefix) if is_key else 0
    if not edge.decode:
        return (lambda data: data[skip:]) if skip else None
    return lambda data: data[skip:].decode("utf-8", "surrogateescape")
