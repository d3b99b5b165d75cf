"""From a script's tree to a Python function.

The script becomes Python source: its locals are Python locals, its constants
constants, and a Redis call is a direct call of the engine's own function. What
is known of the kinds of values decides between plain Python and the functions
of :mod:`redipy_memory.script_values`. Nothing that a user wrote reaches the
source except as a literal's ``repr``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from types import CodeType, FunctionType

from redipy_core.analysis import Program, prepare
from redipy_core.binder import CommandTable
from redipy_core.command import Command
from redipy_core.errors import ResponseError
from redipy_core.failures import place_note
from redipy_core.functions import RedisFunctionSpec, ScriptFunctionSpec, ScriptValue
from redipy_core.parsing import parser
from redipy_core.tree import (
    ArgRef,
    Assign,
    Body,
    Break,
    Continue,
    Evaluate,
    ForEach,
    If,
    KeyRef,
    LocalRef,
    Location,
    Not,
    Origin,
    Return,
    RunBlock,
    Script,
    SetAt,
    SetKey,
    Stmt,
    While,
)
from redipy_memory.compiler_calls import Names
from redipy_memory.compiler_expressions import Expressions
from redipy_memory.line_table import with_lines

_numbers = count()

Run = Callable[[bytes, Sequence[bytes], Sequence[ScriptValue]], ScriptValue]
"""A compiled script: takes the prefix, the keys without it and the arguments."""

DEFAULT_BUDGET = 10_000_000
"""How many rounds of loops a script may make."""

_NO_REDIS_FUNCTIONS: Mapping[str, RedisFunctionSpec] = {}
_BREAK, _CONTINUE, _RETURN = 1, 2, 3


@dataclass(frozen=True, slots=True)
class CompiledScript:
    """A script as Python source, ready to be bound to an engine."""

    source: str
    locations: tuple[Location | None, ...]
    """For each line of the source, where its statement was made."""
    names: Names
    origin: Origin | None = None

    @property
    def lines(self) -> list[str]:
        """The source, line by line."""
        return self.source.splitlines()

    def bind(
        self,
        core: Callable[[Command], Callable[..., object]],
        execute: Callable[[list[bytes]], object],
    ) -> Run:
        """The function over an engine.

        ``core`` gives a command's function from slot values (keys with their
        prefix) to the native reply, ``execute`` carries out words and gives the
        wire reply. Both are called while the engine belongs to the script.
        """
        bound = {name: core(command) for name, command in self.names.commands.items()}
        for name, command in self.names.by_words.items():
            bound[name] = _reading(parser(command), core(command))
        code, filename = self._code()
        namespace: dict[str, object] = {
            **self.names.values,
            **bound,
            "execute": execute,
            "ResponseError": ResponseError,
            "locate": lambda error: self._locate(error, filename),
        }
        exec(code, namespace)
        run: Run = namespace["bind"](
            **{name: namespace[name] for name in self.names.cells}
        )  # type: ignore[operator]  # the source defines it
        if self.origin is not None:
            assert isinstance(run, FunctionType)
            name = self.origin.name
            run.__code__ = run.__code__.replace(co_name=name, co_qualname=name)
        return run

    def _code(self) -> tuple[CodeType, str]:
        """The compiled source, and the name of its file.

        What was read from a function has that function's file and lines, so
        debuggers step through it and coverage counts it.
        """
        if self.origin is None:
            # A script may run another: each finds its own lines in a traceback.
            filename = f"<redipy script {next(_numbers)}>"
            return compile(self.source, filename, "exec"), filename
        filename = self.origin.filename
        code = compile(self.source, filename, "exec")
        return with_lines(code, self._own_lines(self.origin.line)), filename

    def _own_lines(self, first: int) -> list[int]:
        """For each line of the source the function's; ``first`` is its beginning."""
        found: list[int] = []
        for place in self.locations:
            found.append(place[1] if place else found[-1] if found else first)
        return found

    def _locate(self, error: ResponseError, filename: str) -> None:
        """Note on the error where the statement that failed was made."""
        place, trace = None, error.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_filename == filename:
                if self.origin is None:
                    place = self.locations[trace.tb_lineno - 1] or place
                else:
                    place = filename, trace.tb_lineno
            trace = trace.tb_next
        if place is not None:
            error.add_note(place_note(place, self.origin))


def _reading(
    parse: Callable[[list[bytes]], tuple[object, ...]], core: Callable[..., object]
) -> Callable[[list[bytes]], object]:
    """What reads a command's words, name first, and carries it out."""
    return lambda words: core(*parse(words))


def compile_script(
    script: Script,
    functions: Mapping[str, ScriptFunctionSpec],
    table: CommandTable,
    budget: int = DEFAULT_BUDGET,
    redis_functions: Mapping[str, RedisFunctionSpec] = _NO_REDIS_FUNCTIONS,
) -> CompiledScript:
    """Compile a script.

    ``functions`` are what ``CallFunction`` finds, ``redis_functions`` what raw
    Redis calls of undeclared commands find; ``budget`` is the number of rounds
    that all loops together may make before the script fails with LIMIT. Raises
    ArgumentError for a script that no backend may run.
    """
    program = prepare(script, table, functions)
    return _Compiler(program, functions, redis_functions, budget).compiled()


class _Compiler:
    def __init__(
        self,
        program: Program,
        functions: Mapping[str, ScriptFunctionSpec],
        redis_functions: Mapping[str, RedisFunctionSpec],
        budget: int,
    ) -> None:
        self._script = program.script
        self._kinds = program.kinds
        self._budget = budget
        self._names = Names(functions, redis_functions)
        self._expressions = Expressions(program, self._names)
        self._lines: list[str] = []
        self._locations: list[Location | None] = []
        self._indent = 0
        self._loops = 0
        self._in_block = False
        self._counter = 0
        self._counts = False

    def compiled(self) -> CompiledScript:
        """The whole source: what the body turned out to use comes first."""
        self._indent = 3
        self._blocks()
        self._body(self._script.body)
        body, locations = self._lines, self._locations
        self._lines, self._locations = [], []
        self._head()
        lines = [
            *self._lines,
            *body,
            "        except ResponseError as error:",
            "            locate(error)",
            "            raise",
            "    return run",
        ]
        places = (*self._locations, *locations, None, None, None, None)
        source = "\n".join(lines) + "\n"
        return CompiledScript(source, places, self._names, self._script.origin)

    def _line(self, text: str, place: Location | None = None) -> None:
        self._lines.append("    " * self._indent + text)
        self._locations.append(place)

    # -- the frame -----------------------------------------------------------------

    def _head(self) -> None:
        script, names = self._script, self._names
        self._indent = 0
        self._line(f"def bind({', '.join(names.cells)}):")
        self._line("    def run(prefix, keys, args):")
        self._line("        try:")
        self._indent = 3
        for i in sorted(names.keys):
            self._line(f"k{i} = prefix + keys[{i}]")
        for i in sorted(names.key_names):
            self._line(f"n{i} = keys[{i}]")
        if script.args:
            variables = ", ".join(f"a{i}" for i in range(len(script.args)))
            self._line(f"{variables}, = args")
        for i in sorted(names.compared_args):
            self._line(f"if a{i}.__class__ is int: a{i} = float(a{i})")
        for code, name in names.settled.items():
            self._line(f"{name} = {code}")
        if script.locals:
            variables = " = ".join(f"v{i}" for i in range(script.locals))
            self._line(f"{variables} = None")
        if names.glob:
            self._line("glob = escape_glob(prefix) if prefix else b''")
        if self._counts or script.blocks:
            self._line(f"steps = {int(self._budget)}")
        if script.blocks:
            self._line("result = None")

    def _blocks(self) -> None:
        script = self._script
        shared = [
            *(f"a{i}" for i in range(len(script.args))),
            *(f"v{i}" for i in range(script.locals)),
            "steps",
            "result",
        ]
        self._in_block = True
        for number, body in enumerate(script.blocks):
            self._line(f"def b{number}():")
            self._indent += 1
            self._line(f"nonlocal {', '.join(shared)}")
            self._body(body)
            self._indent -= 1
        self._in_block = False

    # -- statements ----------------------------------------------------------------

    def _body(self, body: Body) -> None:
        if not body:
            self._line("pass")
        for statement in body:
            self._statement(statement)
            self._names.nulls.pass_by(statement)

    def _nested(self, body: Body, *, loop: bool = False) -> None:
        self._indent += 1
        self._loops += loop
        self._body(body)
        self._loops -= loop
        self._indent -= 1

    def _statement(self, statement: Stmt) -> None:
        value = self._expressions.code
        line = statement.line
        match statement:
            case Assign(target, node):
                self._line(f"{_variable(target)} = {value(node)}", line)
            case Evaluate(node):
                self._line(self._expressions.dropped(node), line)
            case SetAt(container, place, node):
                arguments = ", ".join(map(value, (container, place, node)))
                self._line(f"put_at({arguments})", line)
            case SetKey(container, key, node):
                arguments = ", ".join(map(value, (container, key, node)))
                self._line(f"put_key({arguments})", line)
            case If():
                self._if(statement)
            case While():
                self._while(statement)
            case ForEach():
                self._for(statement)
            case _:
                self._exit(statement)

    def _if(self, statement: If) -> None:
        condition = self._expressions.truth(statement.condition)
        if not statement.then and statement.otherwise:
            self._line(f"if not ({condition}):", statement.line)
            with self._names.nulls.inside(Not(statement.condition)):
                self._nested(statement.otherwise)
            return
        self._line(f"if {condition}:", statement.line)
        with self._names.nulls.inside(statement.condition):
            self._nested(statement.then)
        if statement.otherwise:
            self._line("else:")
            with self._names.nulls.inside(Not(statement.condition)):
                self._nested(statement.otherwise)

    def _step(self, count: str, line: Location | None) -> None:
        self._counts = True
        self._line(f"if (steps := steps - {count}) < 0: raise failure('steps')", line)

    def _while(self, loop: While) -> None:
        self._names.nulls.pass_by(loop)
        self._line(f"while {self._expressions.truth(loop.condition)}:", loop.line)
        self._indent += 1
        self._step("1", loop.line)
        self._indent -= 1
        with self._names.nulls.inside(loop.condition):
            self._nested(loop.body, loop=True)

    def _for(self, loop: ForEach) -> None:
        self._names.nulls.pass_by(loop)
        index, value = _variable(loop.index), _variable(loop.value)
        items = self._expressions.code(loop.items)
        self._counter += 1
        places, container = f"p{self._counter}", f"c{self._counter}"
        if self._expressions.plain_list(loop.items):
            self._line(f"{container} = {items}", loop.line)
            self._step(f"len({container})", loop.line)
            self._line(f"for {index}, {value} in enumerate({container}):", loop.line)
            self._nested(loop.body, loop=True)
            return
        self._line(f"{container}, {places} = items({items})", loop.line)
        self._step(f"len({places})", loop.line)
        if self._kinds.lists_shrink:
            places = f"remaining({container}, {places})"
            item = f"still_at({container}, {index})"
        else:
            item = f"{container}[{index}]"
        self._line(f"for {index} in {places}:", loop.line)
        self._indent += 1
        self._line(f"{value} = {item}", loop.line)
        self._indent -= 1
        self._nested(loop.body, loop=True)

    # -- leaving -------------------------------------------------------------------

    def _exit(self, statement: Stmt) -> None:
        match statement:
            case Return(node, line):
                value = self._expressions.result(node)
                if self._in_block:
                    self._line(f"result = {value}", line)
                    self._line(f"return {_RETURN}")
                else:
                    self._line(f"return {value}", line)
            case Break(line):
                self._line("break" if self._loops else f"return {_BREAK}", line)
            case Continue(line):
                word = "continue" if self._loops else f"return {_CONTINUE}"
                self._line(word, line)
            case RunBlock():
                self._run_block(statement)
            case _:
                raise TypeError(f"{statement!r} is no statement")

    def _run_block(self, statement: RunBlock) -> None:
        self._line(f"signal = b{statement.block}()")
        ways = (
            (statement.returns, _RETURN, None),
            (statement.breaks, _BREAK, "break"),
            (statement.continues, _CONTINUE, "continue"),
        )
        for possible, signal, word in ways:
            if not possible:
                continue
            if word is None:
                leave = f"return {_RETURN}" if self._in_block else "return result"
            else:
                leave = word if self._loops else f"return {signal}"
            self._line(f"if signal == {signal}: {leave}")


def _variable(target: LocalRef | ArgRef | KeyRef) -> str:
    if isinstance(target, KeyRef):
        raise TypeError("a key cannot be assigned")
    return f"{'v' if isinstance(target, LocalRef) else 'a'}{target.index}"
