"""The Lua code of a script's expressions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from redipy_core.analysis import Program
from redipy_core.command import Command
from redipy_core.errors import ArgumentValueError
from redipy_core.functions import LuaGeneralPatch, LuaOperand, LuaRedisPatch
from redipy_core.kinds import LISTS, NUMBER, Kind
from redipy_core.tree import (
    And,
    ArgRef,
    Arithmetic,
    CallCommand,
    CallFunction,
    CallRedis,
    Compare,
    Constant,
    Expr,
    GetKey,
    Index,
    KeyRef,
    Length,
    LocalRef,
    MakeDict,
    MakeList,
    Not,
    Or,
)
from redipy_redis.lua_calls import Calls
from redipy_redis.lua_names import Names, call, constant
from redipy_redis.lua_portable import Inlined

_ARITHMETIC: Final = {
    "+": "add",
    "-": "subtract",
    "*": "multiply",
    "/": "divide",
    "//": "floor_divide",
    "%": "modulo",
}
_ORDER: Final = {"lt": "<", "le": "<=", "gt": ">", "ge": ">="}
_TABLES: Final = LISTS | Kind.DICT


class Expressions:
    """Writes expressions; each is an expression of Lua with the same value."""

    def __init__(
        self,
        program: Program,
        names: Names,
        general_patches: Mapping[str, LuaGeneralPatch],
        redis_patches: Mapping[str, LuaRedisPatch],
        inlined: Mapping[Command, Inlined],
    ) -> None:
        self._kinds = program.kinds
        self._names = names
        self._patches = general_patches
        self._calls = Calls(program, names, redis_patches, inlined, self.code)

    def code(self, node: Expr) -> str:
        """The code that gives the expression's value."""
        match node:
            case Constant(value):
                return constant(value)
            case LocalRef(index):
                return self._names.local(index)
            case ArgRef(index):
                return self._names.arg(index)
            case KeyRef(index):
                return self._names.key_name(index)
            case CallCommand():
                return self._calls.command(node)
            case CallRedis():
                return self._calls.raw(node)
            case CallFunction(name, args):
                return self._function(name, args)
            case _:
                return self._operation(node)

    def _operation(self, node: Expr) -> str:
        match node:
            case Arithmetic(operator, left, right):
                return self._arithmetic(operator, left, right)
            case Compare("eq" | "ne", left, right):
                return self._equality(left, right, negated=node.operator == "ne")
            case Compare(operator, left, right):
                return self._order(operator, left, right)
            case Not(operand):
                return f"(not {self.truth(operand)})"
            case And(left, right):
                return f"({self.code(left)} and {self.code(right)})"
            case Or(left, right):
                return f"({self.code(left)} or {self.code(right)})"
            case _:
                return self._container(node)

    def _container(self, node: Expr) -> str:
        match node:
            case Index(container, index):
                return self._help("at", container, index)
            case GetKey(container, key):
                return self._help("get_key", container, key)
            case Length(operand):
                if self._kinds.of(operand).within(Kind.TEXT | LISTS):
                    return f"#{self._prefixable(operand)}"
                return self._help("length", operand)
            case MakeList(items):
                return f"{{{', '.join(map(self.code, items))}}}"
            case MakeDict(items):
                pairs = (f"[{self._dict_key(k)}] = {self.code(v)}" for k, v in items)
                return f"{self._names.helper('dict')}({{{', '.join(pairs)}}})"
            case _:
                raise TypeError(f"{node!r} is no expression")

    def _help(self, helper: str, *nodes: Expr) -> str:
        args = ", ".join(map(self.code, nodes))
        return f"{self._names.helper(helper)}({args})"

    def _prefixable(self, node: Expr) -> str:
        code = self.code(node)
        return code if isinstance(node, (LocalRef, ArgRef, KeyRef)) else f"({code})"

    def _dict_key(self, node: Expr) -> str:
        code = self.code(node)
        if self._kinds.of(node).within(Kind.TEXT):
            return code
        return f"{self._names.helper('dict_key')}({code})"

    def _function(self, name: str, args: Sequence[Expr]) -> str:
        codes = [self.code(arg) for arg in args]
        patch = self._patches.get(name)
        if patch is not None:
            rewritten = patch.rewrite(
                [self._operand(a, c) for a, c in zip(args, codes, strict=True)]
            )
            if rewritten is not None:
                self._names.require(rewritten.requires)
                return rewritten.code
        if not self._names.has_helper(name):
            raise ArgumentValueError(
                f"the script function {name!r} has no Lua patch and no Lua helper"
            )
        return call(self._names.helper(name), codes)

    def _operand(self, node: Expr, code: str) -> LuaOperand:
        kind = self._kinds.of(node)
        if isinstance(node, Constant):
            return LuaOperand(code, kind, node.value, is_constant=True)
        return LuaOperand(code, kind)

    # -- logic ---------------------------------------------------------------------

    def truth(self, node: Expr) -> str:
        """The code of a Lua boolean: whether the expression counts as true."""
        match node:
            case And(left, right):
                return f"({self.truth(left)} and {self.truth(right)})"
            case Or(left, right):
                return f"({self.truth(left)} or {self.truth(right)})"
            case Not(operand):
                return f"(not {self.truth(operand)})"
            case _:
                code = self.code(node)
                if self._kinds.of(node).within(Kind.BOOL):
                    return code
                return f"{self._names.helper('truth')}({code})"

    def _equality(self, left: Expr, right: Expr, *, negated: bool) -> str:
        simple = any(not self._kinds.of(side).may_be(_TABLES) for side in (left, right))
        if simple:
            sign = "~=" if negated else "=="
            return f"({self.code(left)} {sign} {self.code(right)})"
        equal = self._help("equal", left, right)
        return f"(not {equal})" if negated else equal

    def _order(self, operator: str, left: Expr, right: Expr) -> str:
        kinds = self._kinds.of(left), self._kinds.of(right)
        if all(kind.within(NUMBER) for kind in kinds):
            return f"({self.code(left)} {_ORDER[operator]} {self.code(right)})"
        return self._help(operator, left, right)

    # -- numbers --------------------------------------------------------------------

    def _arithmetic(self, operator: str, left: Expr, right: Expr) -> str:
        kinds = self._kinds.of(left), self._kinds.of(right)
        if operator in "+-*" and all(kind.within(NUMBER) for kind in kinds):
            return f"({self.code(left)} {operator} {self.code(right)})"
        return self._help(_ARITHMETIC[operator], left, right)

    # -- for statements -------------------------------------------------------------

    def dropped(self, node: Expr) -> str:
        """A statement that evaluates an expression whose value nobody wants."""
        if isinstance(node, CallCommand):
            code = self._calls.command(node, wanted=False)
            if code.startswith("redis.call("):
                return code
        else:
            code = self.code(node)
        return f"do local _ = {code} end"
