"""Python's statements as statements of a script."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from redipy_core import tree
from redipy_core.analysis import children_of
from redipy_core.flatten import is_atom
from redipy_core.kinds import ANY, LISTS, NUMBER, Kind
from redipy_scripts.python.calls import Calls
from redipy_scripts.python.hints import hint_for
from redipy_scripts.python.scope import Found, Key, Reached, Scope, Value, both
from redipy_scripts.python.signature import Shape
from redipy_scripts.python.source import Source
from redipy_scripts.python.values import function, item


def read_function(
    source: Source, shape: Shape, names: Mapping[str, object]
) -> tree.Script:
    """The script that a function is. Raises ScriptSyntaxError."""
    scope = Scope(source, shape.parameters, names)
    reader = Statements(source, scope, gives_tuple=shape.gives_tuple)
    while True:
        scope.start()
        body = reader.function()
        if scope.final and not scope.changed:
            break
        scope.final = not scope.changed
    return tree.Script(scope.args, scope.keys, scope.locals, body, origin=source.origin)


@dataclass(slots=True)
class _Loop:
    """What has a value where the loop is left by break."""

    left: Reached = None


class Statements(Calls):
    """Reads statements."""

    def __init__(self, source: Source, scope: Scope, *, gives_tuple: bool) -> None:
        super().__init__(source, scope)
        self._gives_tuple = gives_tuple
        self._loops: list[_Loop] = []

    def function(self) -> tree.Body:
        """The whole body."""
        return self._body(self.source.tree.body)

    def _body(self, statements: Sequence[ast.stmt]) -> tree.Body:
        made: list[tree.Stmt] = []
        for statement in statements:
            made += self._statement(statement)
        return tuple(made)

    def _statement(self, node: ast.stmt) -> list[tree.Stmt]:
        line = self.source.place(node)
        match node:
            case ast.Expr(ast.Constant()) | ast.Pass():
                return []
            case ast.Expr(value):
                return [tree.Evaluate(self.node(value), line)]
            case ast.Assign(targets, value):
                return self._assign(targets, value, line)
            case ast.AnnAssign(target, _, value):
                return [] if value is None else self._assign([target], value, line)
            case ast.AugAssign():
                return self._augmented(node, line)
            case ast.Return(value):
                made = tree.Return(self._result(value), line)
                self.scope.reached = None
                return [made]
            case ast.Delete(targets):
                return [self._delete(target, line) for target in targets]
            case _:
                return self._compound_statement(node, line)

    def _compound_statement(
        self, node: ast.stmt, line: tree.Location
    ) -> list[tree.Stmt]:
        match node:
            case ast.If():
                return [self._if(node, line)]
            case ast.While():
                return [self._while(node, line)]
            case ast.For():
                return self._for(node, line)
            case ast.Break():
                loop = self._loops[-1]
                loop.left = both(loop.left, self.scope.reached)
                self.scope.reached = None
                return [tree.Break(line)]
            case ast.Continue():
                self.scope.reached = None
                return [tree.Continue(line)]
            case _:
                raise self.refusal(node, hint_for(node))

    # -- leaving ---------------------------------------------------------------------

    def _result(self, node: ast.expr | None) -> tree.Expr:
        if node is None:
            return tree.Constant(None)
        if isinstance(node, ast.Tuple):
            if not self._gives_tuple:
                raise self.refusal(
                    node, "write [ and ], or say in the signature -> tuple[…]"
                )
            return self.listed(node.elts).node
        return self.node(node)

    # -- assignments --------------------------------------------------------------------

    def _assign(
        self, targets: list[ast.expr], node: ast.expr, line: tree.Location
    ) -> list[tree.Stmt]:
        single = targets[0] if len(targets) == 1 else None
        if isinstance(single, (ast.Tuple, ast.List)) and isinstance(
            node, (ast.Tuple, ast.List)
        ):
            return self._side_by_side(single, node, line)
        found = self.found(node)
        if isinstance(single, ast.Name):
            return [tree.Assign(self.scope.assign(single, found), found.node, line)]
        made: list[tree.Stmt] = []
        if not self._may_wait(found, targets):
            found, first = self._kept(found, line)
            made.append(first)
        for target in targets:
            made += self._put(target, found, line)
        return made

    @staticmethod
    def _may_wait(found: Found, targets: list[ast.expr]) -> bool:
        """Whether the value may be evaluated after the places it is put into."""
        return isinstance(found.node, tree.Constant) or (
            len(targets) == 1
            and isinstance(targets[0], ast.Subscript)
            and isinstance(targets[0].value, ast.Name)
            and isinstance(targets[0].slice, (ast.Constant, ast.Name))
            and not _binds(found.node)
        )

    def _kept(self, found: Found, line: tree.Location) -> tuple[Found, tree.Stmt]:
        """The same, evaluated now."""
        kept = self.scope.temporary()
        first = tree.Assign(kept, found.node, line)
        if isinstance(found, Key):
            return Key(kept, found.structure), first
        return Value(kept, found.kind), first

    def _side_by_side(
        self,
        targets: ast.Tuple | ast.List,
        values: ast.Tuple | ast.List,
        line: tree.Location,
    ) -> list[tree.Stmt]:
        """``a, b = b, a``."""
        if len(targets.elts) != len(values.elts):
            raise self.refusal(
                values, f"{len(targets.elts)} values are needed, not {len(values.elts)}"
            )
        made: list[tree.Stmt] = []
        kept: list[Found] = []
        for node in values.elts:
            found, first = self._kept(self.found(node), line)
            kept.append(found)
            made.append(first)
        for target, found in zip(targets.elts, kept, strict=True):
            made += self._put(target, found, line)
        return made

    def _put(
        self, target: ast.expr, found: Found, line: tree.Location
    ) -> list[tree.Stmt]:
        """Give a target what was evaluated already."""
        match target:
            case ast.Name():
                return [tree.Assign(self.scope.assign(target, found), found.node, line)]
            case ast.Subscript():
                if isinstance(found, Key):
                    raise self.refusal(
                        target, "keys are not kept in lists and dicts: use .key"
                    )
                container = self.value(target.value)
                if isinstance(target.slice, ast.Slice):
                    raise self.refusal(
                        target, "a script assigns no slices: make a new list"
                    )
                index = self.value(target.slice)
                return [put(container, index, found, line)]
            case ast.Tuple(targets) | ast.List(targets):
                return self._unpack(target, targets, found, line)
            case _:
                raise self.refusal(
                    target, "a script assigns to names and to items: x or x[i]"
                )

    def _unpack(
        self, node: ast.expr, targets: list[ast.expr], found: Found, line: tree.Location
    ) -> list[tree.Stmt]:
        if isinstance(found, Key):
            raise self.refusal(node, "a key is one name")
        count = tree.Constant(len(targets))
        items = self.scope.temporary()
        made: list[tree.Stmt] = [
            tree.Assign(items, function("unpack", found.node, count).node, line)
        ]
        for place, target in enumerate(targets):
            part = item(Value(items, LISTS), Value(tree.Constant(place), Kind.INT))
            made += self._put(target, part, line)
        return made

    def _augmented(self, node: ast.AugAssign, line: tree.Location) -> list[tree.Stmt]:
        made: list[tree.Stmt] = []
        match node.target:
            case ast.Name(name):
                read = ast.copy_location(ast.Name(name, ast.Load()), node.target)
                value = self._increased(node, self.value(read))
                return [
                    tree.Assign(self.scope.assign(node.target, value), value.node, line)
                ]
            case ast.Subscript(owner, index) if not isinstance(index, ast.Slice):
                container, first = self._kept(self.value(owner), line)
                place, second = self._kept(self.value(index), line)
                made += (first, second)
                assert isinstance(container, Value)
                assert isinstance(place, Value)
                value = self._increased(node, item(container, place))
                made.append(put(container, place, value, line))
                return made
            case _:
                raise self.refusal(
                    node.target, "a script changes names and items: x or x[i]"
                )

    def _increased(self, node: ast.AugAssign, left: Value) -> Value:
        right = self.value(node.value)
        numbers = left.surely(NUMBER) or right.surely(NUMBER)
        if isinstance(node.op, ast.Add) and not numbers and left.may_be(LISTS):
            return function("iadd", left.node, right.node)
        return self.calculated(node, node.op, left, right)

    def _delete(self, target: ast.expr, line: tree.Location) -> tree.Stmt:
        if not isinstance(target, ast.Subscript) or isinstance(target.slice, ast.Slice):
            raise self.refusal(target, "a script deletes single items: del x[i]")
        container, index = self.node(target.value), self.node(target.slice)
        return tree.Evaluate(function("delete", container, index).node, line)

    # -- branches and loops ------------------------------------------------------------

    def _if(self, node: ast.If, line: tree.Location) -> tree.Stmt:
        condition, true, false = self.condition(node.test)
        self.scope.reached = true
        then = self._body(node.body)
        after = self.scope.reached
        self.scope.reached = false
        otherwise = self._body(node.orelse)
        self.scope.reached = both(after, self.scope.reached)
        return tree.If(condition.node, then, otherwise, line)

    def _while(self, node: ast.While, line: tree.Location) -> tree.Stmt:
        self._no_else(node)
        condition, true, false = self.condition(node.test)
        self.scope.reached = true
        body, left = self._loop(node.body)
        self.scope.reached = both(false, left)
        return tree.While(condition.node, body, line)

    def _no_else(self, node: ast.While | ast.For) -> None:
        if node.orelse:
            raise self.refusal(
                node.orelse[0],
                "a script's loop has no else: note in a variable why it ended",
            )

    def _loop(self, statements: list[ast.stmt]) -> tuple[tree.Body, Reached]:
        """A loop's body, and what has a value where break leaves it."""
        loop = _Loop()
        self._loops.append(loop)
        body = self._body(statements)
        self._loops.pop()
        return body, loop.left

    def _for(self, node: ast.For, line: tree.Location) -> list[tree.Stmt]:
        self._no_else(node)
        iterated = node.iter
        if isinstance(iterated, ast.Call):
            called = self.scope.outside(iterated.func)
            if called is range:
                return self._range(node, iterated, line)
            if called is enumerate:
                return self._enumerate(node, iterated, line)
            if any(called is each for each in (zip, map, filter, reversed)):
                raise self.refusal(
                    iterated, "go over the places: for i in range(len(x))"
                )
            if (
                isinstance(iterated.func, ast.Attribute)
                and iterated.func.attr == "items"
                and isinstance(node.target, ast.Tuple)
                and len(node.target.elts) == 2
                and not iterated.args
            ):
                owner = self.found(iterated.func.value)
                if isinstance(owner, Value):
                    return self._items(node, node.target, owner, line)
        if isinstance(iterated, (ast.Tuple, ast.List)):
            items = self.listed(iterated.elts)
        else:
            items = self.value(iterated)
        if self.scope.final and items.surely(
            Kind.TEXT | NUMBER | Kind.BOOL | Kind.NULL
        ):
            raise self.refusal(iterated, "a script goes over lists and dicts")
        if not items.surely(LISTS):
            items = function("walk", items.node)
        return self._each(node, items, self.scope.temporary(), None, line)

    def _each(
        self,
        node: ast.For,
        items: Value,
        place: tree.LocalRef,
        first: tuple[ast.expr, tree.Expr] | None,
        line: tree.Location,
    ) -> list[tree.Stmt]:
        """A loop over a list; ``first``: a target and what it gets in each round."""
        before = self.scope.reached
        target = node.target
        setup: list[tree.Stmt] = []
        if first is not None:
            assert isinstance(target, ast.Tuple)
            setup += self._put(first[0], Value(first[1], Kind.INT), line)
            target = target.elts[1]
        value = self.scope.temporary()
        setup += self._put(target, Value(value, ANY), line)
        body, left = self._loop(node.body)
        self.scope.reached = both(before, left)
        return [tree.ForEach(place, value, items.node, (*setup, *body), line)]

    def _enumerate(
        self, node: ast.For, call: ast.Call, line: tree.Location
    ) -> list[tree.Stmt]:
        named = {keyword.arg: keyword.value for keyword in call.keywords}
        args = [*call.args, *([named["start"]] if "start" in named else [])]
        if not 1 <= len(args) <= 2 or named.keys() - {"start"}:
            raise self.refusal(call, "enumerate takes a list and where to start")
        if not isinstance(node.target, ast.Tuple) or len(node.target.elts) != 2:
            raise self.refusal(node.target, "write for i, x in enumerate(…)")
        items = self.value(args[0])
        if not items.surely(LISTS):
            items = function("walk", items.node)
        made: list[tree.Stmt] = []
        place = self.scope.temporary()
        count: tree.Expr = place
        if len(args) == 2:
            kept, first = self._kept(items, line)
            assert isinstance(kept, Value)
            items = kept
            start, second = self._kept(self._whole(self.value(args[1])), line)
            made += (first, second)
            count = tree.Arithmetic("+", start.node, place)
        target = node.target.elts[0]
        return [*made, *self._each(node, items, place, (target, count), line)]

    def _items(
        self, node: ast.For, target: ast.Tuple, owner: Value, line: tree.Location
    ) -> list[tree.Stmt]:
        """``for key, value in d.items()``."""
        before = self.scope.reached
        items = owner.node
        if not owner.surely(Kind.DICT):
            items = function("a_dict", items).node
        key, value = self.scope.temporary(), self.scope.temporary()
        setup = self._put(target.elts[0], Value(key, Kind.TEXT), line)
        setup += self._put(target.elts[1], Value(value, ANY), line)
        body, left = self._loop(node.body)
        self.scope.reached = both(before, left)
        return [tree.ForEach(key, value, items, (*setup, *body), line)]

    def _whole(self, value: Value) -> Value:
        return value if value.surely(Kind.INT) else function("whole", value.node)

    def _range(
        self, node: ast.For, call: ast.Call, line: tree.Location
    ) -> list[tree.Stmt]:
        """A loop that counts: the limits are fixed at its start."""
        if call.keywords or not 1 <= len(call.args) <= 3:
            raise self.refusal(call, "range takes one to three numbers")
        limits = [self._whole(self.value(arg)) for arg in call.args]
        step: tree.Expr = tree.Constant(1)
        if len(limits) == 3:
            step = limits.pop().node
            if not isinstance(step, tree.Constant) or not step.value:
                raise self.refusal(
                    call.args[2], "write the step as a number that is not 0"
                )
        if len(limits) == 1:
            limits.insert(0, Value(tree.Constant(0), Kind.INT))
        made: list[tree.Stmt] = []
        counter, stop = self.scope.temporary(), self.scope.temporary()
        for target, value in zip((counter, stop), limits, strict=True):
            made.append(tree.Assign(target, value.node, line))
        assert isinstance(step, tree.Constant)
        assert isinstance(step.value, (int, float))
        sign: tree.Comparator = "lt" if step.value > 0 else "gt"
        before = self.scope.reached
        setup = [
            *self._put(node.target, Value(counter, Kind.INT), line),
            tree.Assign(counter, tree.Arithmetic("+", counter, step), line),
        ]
        body, left = self._loop(node.body)
        self.scope.reached = both(before, left)
        test = tree.Compare(sign, counter, stop)
        return [*made, tree.While(test, (*setup, *body), line)]


def put(container: Value, index: Value, value: Value, line: tree.Location) -> tree.Stmt:
    """``container[index] = value``."""
    nodes = container.node, index.node, value.node
    if container.surely(LISTS):
        return tree.SetAt(*nodes, line)
    if container.surely(Kind.DICT):
        return tree.SetKey(*nodes, line)
    return tree.Evaluate(function("set", *nodes).node, line)


def _binds(node: tree.Expr) -> bool:
    """Whether an expression assigns to variables."""
    stack = [node]
    while stack:
        found = stack.pop()
        if isinstance(found, tree.Bind):
            return True
        if not is_atom(found):
            stack += children_of(found)
    return False
