"""From a script's tree to Lua 5.1.

The compiler needs no server. Text that a user wrote reaches the source only as
an escaped literal; the names in it are the compiler's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from redipy_core.analysis import Program, prepare, statements_in
from redipy_core.binder import CommandTable
from redipy_core.command import Command
from redipy_core.errors import ResponseError
from redipy_core.failures import place_note
from redipy_core.functions import (
    LuaGeneralPatch,
    LuaHelper,
    LuaRedisPatch,
    ScriptFunctionSpec,
    ScriptValue,
)
from redipy_core.glob import escape_glob
from redipy_core.kinds import LISTS, NUMBER, Kind
from redipy_core.script_facts import facts_of
from redipy_core.tree import (
    ArgRef,
    Assign,
    Body,
    Break,
    Continue,
    Evaluate,
    Expr,
    ForEach,
    If,
    LocalRef,
    Location,
    Origin,
    Return,
    RunBlock,
    Script,
    SetAt,
    SetKey,
    Stmt,
    While,
)
from redipy_redis.lua_expressions import Expressions
from redipy_redis.lua_names import CALL, Names
from redipy_redis.lua_portable import Inlined, helpers_for, inlined_commands
from redipy_redis.lua_values import (
    decode_result,
    encode_argument,
    native_form,
    script_error,
)

_BREAK, _CONTINUE, _RETURN = 1, 2, 3
_SHARED_HELPERS: Final = 50
_RESULT_HELPERS: Final = {Kind.BOOL: "encode_bool", NUMBER: "encode_number"}
_NO_GENERAL: Mapping[str, LuaGeneralPatch] = {}
_NO_REDIS: Mapping[str, LuaRedisPatch] = {}
_NO_HELPERS: Mapping[str, LuaHelper] = {}


@dataclass(frozen=True, slots=True)
class LuaScript:
    """A script as Lua source, and how to call it."""

    source: str
    locations: tuple[Location | None, ...]
    """For each line of the source, where its statement was made."""
    form: Kind | None
    """What the result is sent as; None: as tagged text."""
    takes_prefix: bool
    takes_glob: bool
    reads_only: bool
    """Whether it calls nothing that a server refuses to read-only scripts."""
    origin: Origin | None = None

    @property
    def lines(self) -> list[str]:
        """The source, line by line."""
        return self.source.splitlines()

    def arguments(
        self, prefix: bytes, keys: Sequence[bytes], args: Sequence[ScriptValue]
    ) -> tuple[list[bytes], list[bytes]]:
        """What EVALSHA gets as KEYS and as ARGV; ``keys`` are without prefix."""
        argv: list[bytes] = []
        if self.takes_prefix:
            argv.append(prefix)
        if self.takes_glob:
            argv.append(escape_glob(prefix))
        argv += map(encode_argument, args)
        return [prefix + key for key in keys], argv

    def result(self, reply: object) -> ScriptValue:
        """The script's result, given the RESP2 reply to EVALSHA."""
        return decode_result(reply, self.form)

    def error(self, line: str) -> ResponseError:
        """The error, given the line of an error reply to EVALSHA.

        It reads as on every other backend; where the server names a line of
        Lua, a note says where the statement was made.
        """
        error, places = script_error(line)
        for place in places:
            made = self.locations[place - 1] if place <= len(self.locations) else None
            if made is not None:
                error.add_note(place_note(made, self.origin))
                break
        return error


def compile_script(
    script: Script,
    functions: Mapping[str, ScriptFunctionSpec],
    table: CommandTable,
    *,
    general_patches: Mapping[str, LuaGeneralPatch] = _NO_GENERAL,
    redis_patches: Mapping[str, LuaRedisPatch] = _NO_REDIS,
    helpers: Mapping[str, LuaHelper] = _NO_HELPERS,
    function: str | None = None,
    missing: frozenset[Command] = frozenset(),
) -> LuaScript:
    """Compile a script, for EVAL or, given its name, as a function of a library.

    ``functions`` are what ``CallFunction`` may name; patches are by the name of
    the function or command (upper case), helpers by their own. ``missing`` are
    commands that the server does not have: a call of one becomes a call of its
    portable script, written as a Lua function. Raises
    ArgumentError for a script that no backend may run, and PluginError where
    the helpers do not fit together.
    """
    inlined = inlined_commands(missing)
    every = {**helpers, **helpers_for(inlined.values())}

    def compiler(program: Program, *, plain: bool, spilled: bool = False) -> _Compiler:
        names = Names(program.script, every, spilled=spilled)
        found = _Compiler(
            program, names, general_patches, redis_patches, inlined, plain=plain
        )
        found.write()
        if names.too_many:
            return compiler(program, plain=plain, spilled=True)
        return found

    for command in inlined.values():
        program = prepare(command.script, table, functions)
        every[command.helper] = compiler(program, plain=True).function(command)
    program = prepare(script, table, functions)
    made = compiler(program, plain=False)
    reads_only = facts_of(program.script, table).reads_only
    return made.compiled(reads_only=reads_only, function=function)


@dataclass(slots=True)
class _Loop:
    """A loop around the current statement.

    In a loop with ``continue`` the body stands in a ``repeat … until true``:
    leaving that is ``continue``; ``flag`` says that the loop ends too.
    """

    flag: str | None


class _Compiler:
    """Writes one script; a ``plain`` one gives its result as a value of Lua."""

    def __init__(
        self,
        program: Program,
        names: Names,
        general_patches: Mapping[str, LuaGeneralPatch],
        redis_patches: Mapping[str, LuaRedisPatch],
        inlined: Mapping[Command, Inlined],
        *,
        plain: bool,
    ) -> None:
        self._script = program.script
        self._kinds = program.kinds
        self._names = names
        self._expressions = Expressions(
            program, self._names, general_patches, redis_patches, inlined
        )
        self._form = native_form(program.kinds.result)
        self._plain = plain
        self._lines: list[str] = []
        self._locations: list[Location | None] = []
        self._indent = 0
        self._loops: list[_Loop] = []

    def write(self) -> None:
        """Write the statements."""
        self._blocks()
        self._body(self._script.body)

    def function(self, command: Inlined) -> LuaHelper:
        """The script as the function that carries out a command.

        Keys come with their prefix, so inside there is none.
        """
        body = self._lines
        self._lines = []
        self._line("local PREFIX, GLOB = '', ''")
        self._declare(
            {i: f"a{i}" for i in self._names.args},
            {i: f"k{i}" for i in self._names.keys},
            {i: f"k{i}" for i in self._names.key_names},
        )
        return LuaHelper(
            command.helper,
            command.params,
            "\n".join((*self._lines, *body, "return null")),
            self._names.used_names(),
        )

    def compiled(self, *, reads_only: bool, function: str | None) -> LuaScript:
        """The whole source: what the body turned out to use comes first."""
        body, locations = self._lines, self._locations
        self._lines, self._locations = [], []
        if self._names.args:
            self._names.helper("argument")
        reads_only = reads_only and not self._names.calls_redis
        if function is None:
            self._head()
        else:
            self._library_head(function)
        self._lines += body
        self._locations += locations
        if function is not None:
            flags = ", flags = {'no-writes'}" if reads_only else ""
            self._line(f"end{flags}}}")
        return LuaScript(
            "\n".join(self._lines) + "\n",
            tuple(self._locations),
            self._form,
            self._names.prefix,
            self._names.glob,
            reads_only,
            self._script.origin,
        )

    def _line(self, text: str, place: Location | None = None) -> None:
        for line in text.split("\n"):
            self._lines.append("  " * self._indent + line)
            self._locations.append(place)

    # -- the frame ---------------------------------------------------------------

    def _head(self) -> None:
        self._line("local null, DICT = cjson.null, {}")
        # What helpers call most: globals are looked up by name each time.
        self._line("local type, tonumber = type, tonumber")
        self._line(f"local {CALL} = redis.call")
        for name, value in self._from_argv():
            self._line(f"local {name} = {value}")
        self._helpers()
        self._own_variables()

    def _library_head(self, function: str) -> None:
        """As :meth:`_head`; what calls share is made when the library is loaded.

        There are no globals then, and a Lua function sees no more than 60 outer
        variables.
        """
        few = len(self._names.used_helpers()) <= _SHARED_HELPERS
        self._line(f"#!lua name={self._script.library}")
        self._line(f"local null, DICT, {CALL} = nil, {{}}, nil")
        for name, _ in self._from_argv():
            self._line(f"local {name}")
        if few:
            self._helpers()
        self._line(f"redis.register_function{{function_name = '{function}',")
        self._line("callback = function(KEYS, ARGV)")
        self._line(f"null, {CALL} = cjson.null, redis.call")
        for name, value in self._from_argv():
            self._line(f"{name} = {value}")
        if not few:
            self._helpers()
        self._own_variables()

    def _from_argv(self) -> Iterator[tuple[str, str]]:
        """What the first arguments say, before the script's own."""
        first = 1
        for wanted, name in (
            (self._names.prefix, "PREFIX"),
            (self._names.glob, "GLOB"),
        ):
            if wanted:
                yield name, f"ARGV[{first}]"
                first += 1

    def _helpers(self) -> None:
        for helper in self._names.used_helpers():
            self._line(f"local function {helper.name}({', '.join(helper.params)})")
            self._indent += 1
            self._line(helper.body)
            self._indent -= 1
            self._line("end")

    def _own_variables(self) -> None:
        names = self._names
        first = 1 + len(list(self._from_argv()))
        self._declare(
            {
                i: f"tonumber(ARGV[{first + i}]) or argument(ARGV[{first + i}])"
                for i in names.args
            },
            {i: f"KEYS[{i + 1}]" for i in names.keys},
            {i: f"string.sub(KEYS[{i + 1}], #PREFIX + 1)" for i in names.key_names},
        )

    def _declare(
        self,
        args: Mapping[int, str],
        keys: Mapping[int, str],
        key_names: Mapping[int, str],
    ) -> None:
        """The helpers that blocks find in a table, and the variables."""
        script = self._script
        if script.blocks:
            self._line("local HELPERS = {}")
            for name in self._names.used_names():
                self._line(f"HELPERS.{name} = {name}")
        values = {
            "A": args,
            "T": {
                i: f"type({self._names.arg(i)}) == 'string' and {self._names.arg(i)}"
                for i in self._names.text_args
            },
            "K": keys,
            "N": key_names,
            "V": dict.fromkeys(range(script.locals), "null"),
        }
        for letter, variables in values.items():
            self._variables(letter, variables)

    def _variables(self, letter: str, values: Mapping[int, str]) -> None:
        if self._names.spilled:
            self._line(f"local {letter} = {{}}")
        for index in sorted(values):
            name = (
                f"{letter}[{index + 1}]" if self._names.spilled else f"{letter}{index}"
            )
            local = "" if self._names.spilled else "local "
            self._line(f"{local}{name} = {values[index]}")

    def _blocks(self) -> None:
        if not self._script.blocks:
            return
        self._line("local BLOCKS, RESULT = {}, nil")
        self._names.in_block = True
        for number, body in enumerate(self._script.blocks):
            self._line(f"BLOCKS[{number + 1}] = function()")
            self._nested(body)
            self._line("end")
        self._names.in_block = False

    # -- statements ----------------------------------------------------------------

    def _body(self, body: Body) -> None:
        for statement in body:
            self._statement(statement)

    def _nested(self, body: Body) -> None:
        self._indent += 1
        self._body(body)
        self._indent -= 1

    def _statement(self, statement: Stmt) -> None:
        code = self._expressions.code
        line = statement.line
        match statement:
            case Assign(target, node):
                self._line(f"{self._variable(target)} = {code(node)}", line)
            case Evaluate(node):
                self._line(self._expressions.dropped(node), line)
            case SetAt(container, place, node):
                self._call("put_at", (container, place, node), line)
            case SetKey(container, key, node):
                self._call("put_key", (container, key, node), line)
            case If():
                self._if(statement)
            case While():
                condition = self._expressions.truth(statement.condition)
                self._line(f"while {condition} do", line)
                self._loop_body((), statement.body)
            case ForEach():
                self._for(statement)
            case _:
                self._exit(statement)

    def _variable(self, target: LocalRef | ArgRef) -> str:
        if isinstance(target, LocalRef):
            return self._names.local(target.index)
        return self._names.arg(target.index)

    def _call(self, helper: str, nodes: Sequence[Expr], line: Location | None) -> None:
        args = ", ".join(map(self._expressions.code, nodes))
        self._line(f"{self._names.helper(helper)}({args})", line)

    def _if(self, statement: If) -> None:
        condition = self._expressions.truth(statement.condition)
        if not statement.then and statement.otherwise:
            self._line(f"if not {condition} then", statement.line)
            self._nested(statement.otherwise)
        else:
            self._line(f"if {condition} then", statement.line)
            self._nested(statement.then)
            if statement.otherwise:
                self._line("else")
                self._nested(statement.otherwise)
        self._line("end")

    # -- loops ----------------------------------------------------------------------

    def _for(self, loop: ForEach) -> None:
        fresh = self._names.fresh
        index, value = self._variable(loop.index), self._variable(loop.value)
        items, keys, at = fresh("C"), fresh("D"), fresh("I")
        code = self._expressions.code(loop.items)
        kind = self._kinds.of(loop.items)
        by_place = [f"{index} = {at} - 1", f"{value} = {items}[{at}]"]
        by_key = [f"{index} = {keys}[{at}]", f"{value} = {items}[{index}]"]
        if self._kinds.lists_shrink:
            by_place.insert(0, f"if {items}[{at}] == nil then break end")
            by_key.append(f"if {value} == nil then {value} = null end")
        self._line("do", loop.line)
        self._indent += 1
        if kind.within(LISTS):
            self._line(f"local {items} = {code}", loop.line)
            self._line(f"for {at} = 1, #{items} do", loop.line)
            self._loop_body(by_place, loop.body)
        else:
            helper = self._names.helper("items")
            self._line(f"local {items}, {keys} = {helper}({code})", loop.line)
            self._line(f"for {at} = 1, #({keys} or {items}) do", loop.line)
            choose = (
                f"if {keys} then {'; '.join(by_key)} else {'; '.join(by_place)} end",
            )
            self._loop_body(choose, loop.body)
        self._indent -= 1
        self._line("end")

    def _loop_body(self, setup: Sequence[str], body: Body) -> None:
        """The inside of a loop and its ``end``."""
        self._indent += 1
        for text in setup:
            self._line(text)
        if _continues(body):
            flag = self._names.fresh("E")
            self._loops.append(_Loop(flag))
            self._line(f"local {flag} = false")
            self._line("repeat")
            self._nested(body)
            self._line("until true")
            self._line(f"if {flag} then break end")
        else:
            self._loops.append(_Loop(None))
            self._body(body)
        self._loops.pop()
        self._indent -= 1
        self._line("end")

    # -- leaving ----------------------------------------------------------------------

    def _exit(self, statement: Stmt) -> None:
        match statement:
            case Return(node, line):
                code = self._result(node)
                if self._names.in_block:
                    self._line(f"RESULT = {code}", line)
                    code = str(_RETURN)
                elif "(" in code:  # a tail call would hide this line from errors
                    code = f"({code})"
                self._line(f"do return {code} end", line)
            case Break():
                self._line(self._leave(_BREAK))
            case Continue():
                self._line(self._leave(_CONTINUE))
            case RunBlock():
                self._run_block(statement)
            case _:
                raise TypeError(f"{statement!r} is no statement")

    def _result(self, node: Expr) -> str:
        code = self._expressions.code(node)
        if self._plain:
            return code
        if self._form is None:
            return f"{self._names.helper('encode')}({code})"
        if self._form == Kind.BOOL and self._kinds.of(node).within(Kind.BOOL):
            return f"({code} and 1 or 0)"
        helper = _RESULT_HELPERS.get(self._form)
        return code if helper is None else f"{self._names.helper(helper)}({code})"

    def _leave(self, signal: int) -> str:
        if not self._loops:
            return f"do return {signal} end"
        flag = self._loops[-1].flag
        if flag is None or signal == _CONTINUE:
            return "do break end"
        return f"{flag} = true; do break end"

    def _run_block(self, statement: RunBlock) -> None:
        name = self._names.fresh("S")
        self._line(f"local {name} = BLOCKS[{statement.block + 1}]()", statement.line)
        if statement.returns:
            value = _RETURN if self._names.in_block else "RESULT"
            self._line(f"if {name} == {_RETURN} then return {value} end")
        for possible, signal in (
            (statement.breaks, _BREAK),
            (statement.continues, _CONTINUE),
        ):
            if possible:
                self._line(f"if {name} == {signal} then {self._leave(signal)} end")


def _continues(body: Body) -> bool:
    """Whether a loop with this body goes on early somewhere in it."""
    return any(
        not looped
        and (
            isinstance(statement, Continue)
            or (isinstance(statement, RunBlock) and statement.continues)
        )
        for statement, looped in statements_in(body)
    )
