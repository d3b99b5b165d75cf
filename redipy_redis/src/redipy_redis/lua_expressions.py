"""The Lua code of a script's expressions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from redipy_core.analysis import Program
from redipy_core.command import Command
from redipy_core.errors import ArgumentValueError
from redipy_core.flatten import is_atom
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
from redipy_redis.lua_names import CALL, Names, call, constant
from redipy_redis.lua_portable import Inlined
from redipy_redis.lua_runtime import fail_code

_ARITHMETIC: Final = {
    "+": "add",
    "-": "subtract",
    "*": "multiply",
    "/": "divide",
    "//": "floor_divide",
    "%": "modulo",
}
_ORDER: Final = {"lt": "<", "le": "<=", "gt": ">", "ge": ">="}
_OPTIONAL_NUMBER: Final = NUMBER | Kind.NULL
_MIRRORED: Final = {"lt": "gt", "le": "ge", "gt": "lt", "ge": "le"}
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
            case Arithmetic():
                return self._arithmetic(node)
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
                certain = self._kinds.of(container).within(Kind.DICT)
                certain = certain and self._kinds.of(key).within(Kind.TEXT)
                if not certain or not (is_atom(container) and is_atom(key)):
                    return self._help("get_key", container, key)
                found = f"{self.code(container)}[{self.code(key)}]"
                return f"({found} == nil and null or {found})"
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
                own = rewritten.code
                for operand in codes:
                    own = own.replace(operand, "")
                self._names.look_at(own)
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
        if nulls := self._nulls((left, right), kinds):
            null = " or ".join(f"{n} == null" for n in nulls)
            fast = f"{self.code(left)} {_ORDER[operator]} {self.code(right)}"
            return f"(({null}) and {self._fail('order')} or {fast})"
        if kinds[0].within(_OPTIONAL_NUMBER):
            return self._help(f"{operator}_number", left, right)
        if kinds[1].within(_OPTIONAL_NUMBER) and is_atom(left) and is_atom(right):
            return self._help(f"{_MIRRORED[operator]}_number", right, left)
        return self._help(operator, left, right)

    def _nulls(self, nodes: Sequence[Expr], kinds: Sequence[Kind]) -> list[str]:
        """The operands that are null if not all are numbers; none if it is not known."""
        simple = all(map(is_atom, nodes))
        if not simple or not all(kind.within(_OPTIONAL_NUMBER) for kind in kinds):
            return []
        pairs = zip(nodes, kinds, strict=True)
        return [self.code(node) for node, kind in pairs if kind.may_be(Kind.NULL)]

    # -- numbers --------------------------------------------------------------------

    def _arithmetic(self, node: Arithmetic) -> str:
        operands = calculated(node)
        if operands is None:
            if node.operator in "+-*" and self._are_numbers((node.left, node.right)):
                return (
                    f"({self.code(node.left)} {node.operator} {self.code(node.right)})"
                )
            return self._help(_ARITHMETIC[node.operator], node.left, node.right)
        # A number is true in Lua, so ``and`` and ``or`` choose. Whatever is no
        # number, the failure is the same.
        checks = {
            f"{self.code(atom)} ~= null"
            if self._kinds.of(atom).within(_OPTIONAL_NUMBER)
            else f"type({self.code(atom)}) == 'number'": None
            for atom in operands
            if not self._kinds.of(atom).within(NUMBER)
        }
        plain = self._plain(node)
        if not checks:
            return plain
        return f"({' and '.join(checks)} and {plain} or {self._fail('arithmetic')})"

    def _are_numbers(self, nodes: Sequence[Expr]) -> bool:
        return all(self._kinds.of(node).within(NUMBER) for node in nodes)

    def _plain(self, node: Expr) -> str:
        """A calculation of what is known to be numbers."""
        if not isinstance(node, Arithmetic):
            return self.code(node)
        return f"({self._plain(node.left)} {node.operator} {self._plain(node.right)})"

    def _fail(self, name: str) -> str:
        """The call that ends the script with a failure of the table."""
        return self._names.helper("fail") + fail_code(name).removeprefix("fail")

    # -- for statements -------------------------------------------------------------

    def dropped(self, node: Expr) -> str:
        """A statement that evaluates an expression whose value nobody wants."""
        if isinstance(node, CallCommand):
            code = self._calls.command(node, wanted=False)
            if code.startswith((f"{CALL}(", "redis.call(")):
                return code
        else:
            code = self.code(node)
        return f"do local _ = {code} end"


def calculated(node: Expr) -> list[Expr] | None:
    """The atoms that a sum, difference or product is made of, None if it has others.

    Its only failure is that one of them is no number.
    """
    atoms: list[Expr] = []
    stack = [node]
    while stack:
        part = stack.pop()
        if isinstance(part, Arithmetic) and part.operator in "+-*":
            stack += (part.right, part.left)
        elif is_atom(part):
            atoms.append(part)
        else:
            return None
    return atoms
