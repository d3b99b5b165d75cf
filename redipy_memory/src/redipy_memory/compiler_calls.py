"""The Python code of Redis calls in scripts, and the names that code uses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from redipy_core.analysis import Program, reply_of, shape_of
from redipy_core.calls import Filled, call_words, name_words
from redipy_core.command import Command
from redipy_core.errors import CommandError, ResponseError
from redipy_core.failures import failure
from redipy_core.flatten import is_atom
from redipy_core.functions import RedisFunctionSpec, ScriptFunctionSpec
from redipy_core.glob import escape_glob
from redipy_core.grammar import NUMERIC, Arg
from redipy_core.kinds import NUMBER, Kind
from redipy_core.numbers import number_text
from redipy_core.raw_calls import UNKNOWN
from redipy_core.text import to_above_zero, to_unsigned
from redipy_core.tree import CallCommand, CallRedis, Constant, Expr, KeyRef, Slot
from redipy_core.wire import CONVERTERS, converter, option_name
from redipy_memory import script_replies, script_values
from redipy_memory.compiler_doubts import doubtful, goes_by_words
from redipy_memory.compiler_nulls import Nulls

_WORD: Final = Kind.TEXT | NUMBER


def _unknown(words: list[bytes]) -> object:
    """Fail as a server does in a script that calls what it does not know."""
    raise CommandError(UNKNOWN)


_RUNTIME: Final[dict[str, object]] = {
    "add": script_values.add,
    "subtract": script_values.subtract,
    "multiply": script_values.multiply,
    "divide": script_values.divide,
    "floor_divide": script_values.floor_divide,
    "modulo": script_values.modulo,
    "equal": script_values.equal,
    "lt": script_values.lt,
    "le": script_values.le,
    "gt": script_values.gt,
    "ge": script_values.ge,
    "at": script_values.at,
    "put_at": script_values.put_at,
    "dict_key": script_values.dict_key,
    "get_key": script_values.get_key,
    "put_key": script_values.put_key,
    "length": script_values.length,
    "whole": script_values.whole,
    "items": script_values.items,
    "remaining": script_values.remaining,
    "still_at": script_values.still_at,
    "text": script_values.text,
    "key_pattern": script_values.key_pattern,
    **{f"{shape}_of": by for shape, by in script_replies.BY_PREFIX.items()},
    "zipped": script_replies.zipped,
    "zipped_keys": script_replies.zipped_keys,
    "from_wire": script_replies.from_wire,
    "unknown": _unknown,
    **{f"to_{kind}": convert for kind, convert in CONVERTERS.items()},
    "to_unsigned": to_unsigned,
    "to_above_zero": to_above_zero,
    "escape_glob": escape_glob,
    "failure": failure,
    "INF": float("inf"),
    "NAN": float("nan"),
}


class Names:
    """The names in compiled source: what they stand for."""

    def __init__(
        self,
        functions: Mapping[str, ScriptFunctionSpec],
        redis_functions: Mapping[str, RedisFunctionSpec],
    ) -> None:
        self._functions = functions
        self._redis_functions = redis_functions
        self._temporaries = 0
        self._by_origin: dict[tuple[str, str], str] = {}
        self.values: dict[str, object] = dict(_RUNTIME)
        self.commands: dict[str, Command] = {}
        self.by_words: dict[str, Command] = {}
        self.keys: set[int] = set()
        self.key_names: set[int] = set()
        self.glob = False
        self.compared_args: set[int] = set()
        """Arguments that are compared as floats if they are numbers."""
        self.nulls = Nulls()
        self.settled: dict[str, str] = {}
        """The names of what is computed once, at the beginning, by its code."""

    @property
    def cells(self) -> list[str]:
        """The names that differ from script to script or engine to engine."""
        return [*self._by_origin.values(), "execute", "locate"]

    def _name(self, kind: str, origin: str, value: object) -> str:
        name = self._by_origin.setdefault(
            (kind, origin), f"{kind}{len(self._by_origin)}"
        )
        self.values[name] = value
        return name

    def temporary(self) -> str:
        """A local variable for the inside of one expression."""
        self._temporaries += 1
        return f"w{self._temporaries}"

    def key(self, index: int) -> str:
        """The name of a key with its prefix."""
        self.keys.add(index)
        return f"k{index}"

    def key_name(self, index: int) -> str:
        """The name of a key as its user knows it."""
        self.key_names.add(index)
        return f"n{index}"

    def use_glob(self) -> str:
        """The name of the prefix as the beginning of a pattern."""
        self.glob = True
        return "glob"

    def call(self, name: str, args: Sequence[str], *, atoms: bool) -> str:
        """The call of a script function; ``atoms``: the arguments are names."""
        spec = self._functions[name]
        call = f"{self._name('f', name, spec.body)}({', '.join(args)})"
        usual = spec.usual if atoms else ""
        return f"({usual.format(*args, call=call)})" if usual else call

    def settle(self, code: str) -> str:
        """The name of a value that is the same all the time."""
        return self.settled.setdefault(code, f"h{len(self.settled)}")

    def is_simple(self, name: str) -> bool:
        """Whether a script function never fails and does nothing else."""
        return bool(self._functions[name].usual)

    def redis_function(self, name: str) -> str | None:
        """The name of a raw Redis call's function, if a plugin has one."""
        spec = self._redis_functions.get(name.upper())
        return None if spec is None else self._name("r", spec.name, spec.body)

    def command(self, command: Command) -> str:
        """The name of the engine's function for a command."""
        name = self._name("e", command.name, None)
        self.commands[name] = command
        return name

    def command_by_words(self, command: Command) -> str:
        """The name of what reads a command's words and carries it out."""
        name = self._name("q", command.name, None)
        self.by_words[name] = command
        return name

    def reshape(self, shape: str) -> str | None:
        """The name of what brings a native reply into a shape, if it must."""
        function = script_replies.RESHAPED.get(shape)
        return None if function is None else self._name("s", shape, function)


@dataclass(frozen=True, slots=True)
class _Operand:
    """One word of a call.

    ``code`` evaluates what the script wrote, ``finish`` makes the slot's value
    of it; ``fallible`` says whether ``finish`` may raise a server's error,
    ``quiet`` whether ``code`` can neither fail nor do anything.
    """

    code: str
    finish: Callable[[str], str]
    fallible: bool = False
    quiet: bool = True


def _as_is(code: str) -> str:
    return code


class Calls:
    """Writes Redis calls."""

    def __init__(
        self, program: Program, names: Names, code: Callable[[Expr], str]
    ) -> None:
        self._kinds = program.kinds
        self._table = program.table
        self._names = names
        self._code = code

    # -- calls of declared commands ------------------------------------------------

    def command(self, call: CallCommand, *, wanted: bool = True) -> str:
        """The code of a call; ``wanted`` says whether somebody takes the reply."""
        command = self._table[call.command]
        operands = [
            operand
            for arg, slot in zip(command.args, call.slots, strict=True)
            for operand in self._operands(arg, slot)
        ]
        fallible = any(operand.fallible for operand in operands)
        if goes_by_words(command, call.slots, fallible=fallible):
            return self._by_words(call, command, wanted=wanted)
        doubts = list(doubtful(command, call.slots, self._kinds))
        if not all(map(is_atom, doubts)):
            return self._by_words(call, command, wanted=wanted)
        if any(self._kinds.of(node).within(Kind.TEXT) for node in doubts):
            return self._by_words(call, command, wanted=wanted)
        direct = self._direct(call, command, operands, wanted=wanted)
        if not doubts:
            return direct
        texts = [f"{self._code(node)}.__class__ is bytes" for node in doubts]
        by_words = self._by_words(call, command, wanted=wanted)
        return f"({by_words} if {' or '.join(texts)} else {direct})"

    def _by_words(self, call: CallCommand, command: Command, *, wanted: bool) -> str:
        """The call of what reads the words first, as a server does."""
        words = ", ".join(map(self._word, call_words(command, call.slots)))
        reply = f"{self._names.command_by_words(command)}([{words}])"
        return self._shaped(call, reply, wanted=wanted)

    def _direct(
        self,
        call: CallCommand,
        command: Command,
        operands: list[_Operand],
        *,
        wanted: bool,
    ) -> str:
        """The call of the engine's function with the slots' values."""
        ordered = _must_order(operands)
        first: list[str] = []
        ready: list[str] = []
        for operand in operands:
            code = operand.code
            if ordered:
                name = self._names.temporary()
                first.append(f"{name} := {code}")
                code = name
            ready.append(operand.finish(code))
        codes = iter(ready)
        zips = reply_of(call, self._table).zips if wanted else None
        values = [
            self._collect(arg, slot, codes)
            for arg, slot in zip(command.args, call.slots, strict=True)
        ]
        result = self._result(call, command, values, zips, wanted=wanted)
        return f"({', '.join(first)}, {result})[-1]" if ordered else result

    def _word(self, word: bytes | Filled) -> str:
        """The code of a word."""
        if isinstance(word, bytes):
            return repr(word)
        arg, node = word
        if node is None:
            return f"{self._names.use_glob()} + b'*'"
        if arg.type == "key":
            return self._key(node).code
        text = self._text(node)
        if arg.type == "key_pattern":
            return f"key_pattern({text}, prefix)"
        if arg.type == "channel":
            return f"prefix + ({text})"
        return f"{self._names.use_glob()} + ({text})" if arg.type == "pattern" else text

    def _result(
        self,
        call: CallCommand,
        command: Command,
        values: list[str],
        zips: str | None,
        *,
        wanted: bool,
    ) -> str:
        engine = self._names.command(command)
        if zips is None or not wanted:
            return self._shaped(call, f"{engine}({', '.join(values)})", wanted=wanted)
        place = command.slots.index(zips)
        name = self._names.temporary()
        values[place] = f"({name} := {values[place]})"
        reply = f"{engine}({', '.join(values)})"
        if command.args[place].type == "key":
            return f"zipped_keys({reply}, {name}, prefix)"
        return f"zipped({reply}, {name})"

    def _shaped(self, call: CallCommand, reply: str, *, wanted: bool) -> str:
        if not wanted:
            return reply
        shape = shape_of(call, self._table)
        if shape in script_replies.BY_PREFIX:
            return f"{shape}_of({reply}, prefix)"
        function = self._names.reshape(shape)
        return reply if function is None else f"{function}({reply})"

    # -- operands ------------------------------------------------------------------

    def _operands(self, arg: Arg, slot: Slot) -> Iterator[_Operand]:
        """The operands of a slot in the order of their words."""
        if slot is None or isinstance(slot, (bool, bytes)):
            return
        if not isinstance(slot, tuple):
            yield self._operand(arg, slot)
        elif arg.columns:
            for inner, column in zip(arg.args, slot, strict=True):
                yield from self._operands(inner, column)
        elif arg.multiple:
            for item in slot:
                yield from self._occurrence(arg, item)
        else:
            yield from self._occurrence(arg, slot)

    def _occurrence(self, arg: Arg, slot: Slot) -> Iterator[_Operand]:
        if not isinstance(slot, tuple):
            yield from self._operands(arg, slot)
        elif arg.type == "oneof":
            word, value = slot
            chosen = next(a for a in arg.args if a.token == word)
            yield from self._operands(chosen, value)
        else:
            for inner, part in zip(arg.args, slot, strict=True):
                yield from self._operands(inner, part)

    def _collect(self, arg: Arg, slot: Slot, codes: Iterator[str]) -> str:
        """The slot's value with the operands' codes put in their places."""
        if slot is None:
            if arg.type != "pattern":
                return "None"
            return f"{self._names.use_glob()} + b'*' if prefix else None"
        if isinstance(slot, (bool, bytes)):
            return repr(slot)
        if isinstance(slot, tuple):
            return f"({''.join(f'{self._part(part, codes)}, ' for part in slot)})"
        return next(codes)

    def _part(self, slot: Slot, codes: Iterator[str]) -> str:
        if slot is None or isinstance(slot, (bool, bytes)):
            return repr(slot)
        if isinstance(slot, tuple):
            return f"({''.join(f'{self._part(part, codes)}, ' for part in slot)})"
        return next(codes)

    def _operand(self, arg: Arg, node: Expr) -> _Operand:
        if arg.type == "key":
            return self._key(node)
        text = self._text(node)
        quiet = is_atom(node) and self._kinds.of(node).within(_WORD)
        if arg.type == "key_pattern":
            # It may fail by itself, which is the script's failure and not a server's.
            return _Operand(f"key_pattern({text}, prefix)", _as_is, quiet=False)
        if arg.type in ("channel", "pattern"):
            channel = arg.type == "channel"
            front = "prefix" if channel else self._names.use_glob()
            return _Operand(text, lambda code: f"{front} + ({code})", quiet=quiet)
        if arg.type in NUMERIC and arg.type != "late_integer":
            return self._number(arg, node, text, quiet=quiet)
        return _Operand(text, _as_is, quiet=quiet)

    def _key(self, node: Expr) -> _Operand:
        if isinstance(node, KeyRef):
            return _Operand(self._names.key(node.index), _as_is)
        quiet = is_atom(node) and self._kinds.of(node).within(_WORD)
        return _Operand(f"prefix + ({self._text(node)})", _as_is, quiet=quiet)

    def _text(self, node: Expr) -> str:
        """The code of the word that an expression becomes."""
        kind = self._kinds.of(node)
        if isinstance(node, Constant) and kind.within(NUMBER):
            assert isinstance(node.value, (int, float))
            return repr(number_text(node.value))
        code = self._code(node)
        if kind.within(Kind.TEXT):
            return code
        if kind.within(Kind.TEXT | Kind.NULL) and self._names.nulls.excluded(node):
            return code
        if is_atom(node) and kind.within(Kind.TEXT | Kind.NULL):
            return f"{code} if {code} is not None else text(None)"
        if is_atom(node) and kind.may_be(Kind.TEXT):
            return f"{code} if {code}.__class__ is bytes else text({code})"
        return f"text({code})"

    def _number(self, arg: Arg, node: Expr, text: str, *, quiet: bool) -> _Operand:
        convert = converter(arg)
        assert convert is not None
        name, rest = f"to_{arg.type}", ""
        if arg.type == "unsigned":
            rest = f", {option_name(arg)!r}"
        if arg.type == "above_zero":
            rest = f", {arg.name!r}"
        if isinstance(node, Constant) and quiet:
            value = node.value
            assert isinstance(value, (int, float, bytes))
            word = value if isinstance(value, bytes) else number_text(value)
            try:
                found = convert(word)
            except ResponseError:
                return _Operand(
                    repr(word), lambda code: f"{name}({code}{rest})", fallible=True
                )
            if found in (float("inf"), float("-inf")):
                code = "INF" if found == float("inf") else "-INF"
                return _Operand(code, _as_is)
            return _Operand(repr(found), _as_is)
        return _Operand(
            text, lambda code: f"{name}({code}{rest})", fallible=True, quiet=quiet
        )

    # -- raw calls -----------------------------------------------------------------

    def raw(self, call: CallRedis) -> str:
        """The code of a call by words."""
        key = "None" if call.key is None else self._key(call.key).code
        function = self._names.redis_function(call.name)
        if function is not None:
            args = ", ".join(map(self._code, call.args))
            return f"{function}(execute, {key}, [{args}])"
        names = name_words(call.name.upper())
        words = [repr(word) for word in names]
        if call.key is not None:
            words.append(f"({key})")
        words += [f"({self._text(arg)})" for arg in call.args]
        if self._table.on_wire(names) is None:
            return f"unknown([{', '.join(words)}])"
        return f"from_wire(execute([{', '.join(words)}]))"


def _must_order(operands: list[_Operand]) -> bool:
    """Whether a server's error could come before something that is to come first."""
    fallible = False
    for operand in operands:
        if fallible and not operand.quiet:
            return True
        fallible = fallible or operand.fallible
    return False
