"""Scripts that are too deep, wide or long for Python or Lua as they stand."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Any

import pytest

from redipy_core.errors import ArgumentValueError
from redipy_scripts import (
    Block,
    CallFn,
    Constant,
    Expression,
    FnContext,
    RedisList,
    RedisVar,
    Strs,
    ToJSON,
)
from redipy_scripts.python import PythonScript, ScriptSyntaxError, function
from redipy_scripts.testing.functions import compiled

if TYPE_CHECKING:
    from conftest import Twin


def test_many_locals(twin: Twin) -> None:
    ctx = FnContext()
    variables = [ctx.add_local(i) for i in range(500)]
    for variable in variables:
        ctx.add(variable.assign(variable + 1))
    ctx.set_return_value(variables)
    assert twin.result(ctx) == list(range(1, 501))


def test_many_arguments_and_keys(twin: Twin) -> None:
    ctx = FnContext()
    args = [ctx.add_arg(f"a{i}") for i in range(150)]
    keys = [ctx.add_key(f"k{i}") for i in range(150)]
    for key, arg in zip(keys, args, strict=True):
        ctx.add(RedisVar(key).set_value(arg))
    ctx.set_return_value(keys)
    names = {f"k{i}": f"key{i}" for i in range(150)}
    outcome = twin.run(ctx, names, {f"a{i}": i for i in range(150)})
    assert outcome.result == list(names.values())
    assert len(outcome.keyspace) == 150


@pytest.mark.parametrize("depth", [15, 16, 17, 250, 2000])
def test_deep_expressions(twin: Twin, depth: int) -> None:
    ctx = FnContext()
    x = ctx.add_arg("x")
    left: Expression = x
    right: Expression = x
    for _ in range(depth):
        left = left + 1
        right = 1 + right
    ctx.set_return_value([left, right])
    assert twin.result(ctx, args={"x": 1}) == [depth + 1, depth + 1]


@pytest.mark.parametrize("depth", [17, 250, 1000])
def test_deep_logic(twin: Twin, depth: int) -> None:
    ctx = FnContext()
    x = ctx.add_arg("x")
    chains: list[Expression] = [
        reduce(lambda a, _: a.and_(x), range(depth), x),
        reduce(lambda a, _: a.or_(x), range(depth), Constant(0).or_(x)),
        reduce(lambda a, _: x.and_(a), range(depth), x),
        reduce(lambda a, _: a.not_(), range(depth), x),
        reduce(lambda a, _: a.eq_(True), range(depth), x.eq_("y")),
    ]
    then, otherwise = ctx.if_(chains[0].and_(chains[2]))
    then.set_return_value(chains)
    otherwise.set_return_value(None)
    expected = ["y", "y", "y", depth % 2 == 0, True]
    assert twin.result(ctx, args={"x": "y"}) == expected


def test_deep_expressions_are_evaluated_in_order(twin: Twin) -> None:
    ctx = FnContext()
    items = RedisList(ctx.add_key("l"))
    deep: Expression = Strs(items.lpop())
    for _ in range(100):
        deep = Strs(deep)
    ctx.set_return_value([items.lpop(), deep, items.lpop(), Strs(items.lpop(), deep)])

    def setup(client: Any) -> None:
        client.rpush("l", "1", "2", "3", "4", "5")

    assert twin.result(ctx, {"l": "l"}, setup=setup) == ["1", "2", "3", "45"]


def test_calls_in_conditions_of_loops_are_repeated(twin: Twin) -> None:
    ctx = FnContext()
    items = RedisList(ctx.add_key("l"))
    count = ctx.add_local(0)
    condition = items.lpop().and_(items.llen()).or_(Constant(0).and_(1)).and_(True)
    body = ctx.while_(condition)
    body.add(count.assign(count + 1))
    skip, _ = body.if_(count.eq_(2))
    skip.continue_()
    ctx.set_return_value([count, items.llen()])

    def setup(client: Any) -> None:
        client.rpush("l", *"abcdef")

    assert twin.result(ctx, {"l": "l"}, setup=setup) == [5, 0]


def test_wide_strings_and_lists(twin: Twin) -> None:
    ctx = FnContext()
    x = ctx.add_arg("x")
    ctx.set_return_value(
        [Strs(*[x] * 300), Constant([x] * 3000).len_(), Strs(*[1] * 5000)]
    )
    expected = ["ab" * 300, 3000, "1" * 5000]
    assert twin.result(ctx, args={"x": "ab"}) == expected


def test_commands_with_many_words(twin: Twin) -> None:
    ctx = FnContext()
    items = RedisList(ctx.add_key("l"))
    ctx.set_return_value(items.rpush(*range(6000)))
    assert twin.result(ctx, {"l": "l"}) == 6000


def test_a_call_has_7000_arguments_at_most(twin: Twin) -> None:
    """A function of Lua gets some 8000 values, and all go to a server at once."""

    def rpush(count: int) -> FnContext:
        ctx = FnContext()
        ctx.set_return_value(RedisList(ctx.add_key("l")).rpush(*range(count)))
        return ctx

    def last(count: int) -> FnContext:
        ctx = FnContext()
        ctx.set_return_value(CallFn("last", *range(count)))
        return ctx

    assert twin.result(rpush(6999), {"l": "l"}) == 6999
    assert twin.result(last(7000)) == 6999
    for count in (7000, 9000):
        assert twin.refused(rpush(count)) == "RPUSH takes at most 7000 arguments here"
    for count in (7001, 9000):
        assert twin.refused(last(count)) == "last takes at most 7000 arguments here"


def test_too_large_scripts_are_refused(twin: Twin) -> None:
    ctx = FnContext()
    ctx.add(Constant(list(range(40_000))))
    assert "at most 30000" in twin.refused(ctx)


@pytest.mark.parametrize("depth", [9, 11, 30, 250])
def test_deep_branches(twin: Twin, depth: int) -> None:
    ctx = FnContext()
    x, count = ctx.add_arg("x"), ctx.add_local(0)
    block: Block = ctx
    for level in range(depth):
        then, otherwise = block.if_(x.ge_(level))
        then.add(count.assign(count + 1))
        otherwise.set_return_value([level, count])
        block = then
    block.set_return_value(["end", count])
    ctx.set_return_value("never")
    assert twin.result(ctx, args={"x": 1000}) == ["end", depth]
    assert twin.result(ctx, args={"x": 5}) == [6, 6]


@pytest.mark.parametrize("depth", [9, 11, 12, 25, 40])
def test_deep_loops(twin: Twin, depth: int) -> None:
    ctx = FnContext()
    total, block = ctx.add_local(0), ctx
    inner: Block = block
    for level in range(depth):
        inner, index, value = inner.for_([level])
        inner.add(total.assign(total + value + index))
    ctx.set_return_value(total)
    assert twin.result(ctx) == sum(range(depth))


@pytest.mark.parametrize("depth", [1, 12, 13, 30])
@pytest.mark.parametrize("way", ["break", "continue", "return"])
def test_leaving_a_loop_from_deep_inside(twin: Twin, depth: int, way: str) -> None:
    ctx = FnContext()
    seen = ctx.add_local(0)
    loop, _, value = ctx.for_([1, 2, 3, 4])
    block: Block = loop
    for level in range(depth):
        block, _ = block.if_(value.gt_(-level))
    leave, _ = block.if_(value.eq_(2))
    if way == "break":
        leave.break_()
    elif way == "continue":
        leave.continue_()
    else:
        leave.set_return_value(["left", seen])
    loop.add(seen.assign(seen + value))
    ctx.set_return_value(seen)
    expected: dict[str, object] = {"break": 1, "continue": 8, "return": ["left", 1]}
    assert twin.result(ctx) == expected[way]


def test_break_and_continue_in_one_loop(twin: Twin) -> None:
    ctx = FnContext()
    out = ctx.add_local([])
    loop, index, value = ctx.for_(["a", "b", "c", "d", "e"])
    skip, _ = loop.if_(value.eq_("b"))
    skip.continue_()
    stop, _ = loop.if_(value.eq_("d"))
    stop.break_()
    loop.add(out.set_at(out.len_(), [index, value]))
    ctx.set_return_value(out)
    assert twin.result(ctx) == [[0, "a"], [2, "c"]]


def test_a_break_belongs_into_a_loop(twin: Twin) -> None:
    ctx = FnContext()
    ctx.break_()
    assert "belong into a loop" in twin.refused(ctx)


def nested(depth: int) -> object:
    value: object = 1
    for _ in range(depth):
        value = [value]
    return value


def test_deep_values(twin: Twin) -> None:
    ctx = FnContext()
    x = ctx.add_arg("x")
    ctx.set_return_value([x, x.eq_(x)])
    value = nested(127)
    assert twin.result(ctx, args={"x": value}) == [value, True]
    run = twin.memory.register_script(ctx)
    with pytest.raises(ArgumentValueError, match="nested"):
        run(args={"x": nested(129)})  # type: ignore[dict-item]


def grown(depth: int) -> tuple[FnContext, Any]:
    ctx = FnContext()
    x, count = ctx.add_local([]), ctx.add_local(0)
    body = ctx.while_(count.lt_(depth))
    body.add(x.assign([x]))
    body.add(count.assign(count + 1))
    return ctx, x


@pytest.mark.parametrize("what", ["result", "equal", "json"])
def test_values_that_grow_too_deep_fail(twin: Twin, what: str) -> None:
    ctx, x = grown(200)
    ctx.set_return_value(
        {"result": x, "equal": x.eq_([x]).or_(x.eq_(x)), "json": ToJSON(x)}[what]
    )
    assert twin.code(ctx) == "LIMIT"


def test_a_list_that_holds_itself_fails(twin: Twin) -> None:
    ctx = FnContext()
    x = ctx.add_local([1])
    ctx.add(x.set_at(0, x))
    ctx.set_return_value(x)
    assert twin.code(ctx) == "LIMIT"


def test_the_length_of_a_loop_is_fixed_at_its_start(twin: Twin) -> None:
    ctx = FnContext()
    x = ctx.add_local([1, 2, 3])
    body, index, value = ctx.for_(x)
    body.add(x.set_at(x.len_(), value))
    body.add(x.set_at(2, "late"))
    ctx.set_return_value([x, index, value])
    assert twin.result(ctx) == [[1, 2, "late", 1, 2, "late"], 2, "late"]


def test_dicts_are_walked_in_byte_order(twin: Twin) -> None:
    ctx = FnContext()
    out = ctx.add_local([])
    body, key, value = ctx.for_(ctx.add_arg("x"))
    body.add(out.set_at(out.len_(), Strs(key, value)))
    ctx.set_return_value(out)
    given = {"b": 1, "a": 2, "B": 3, "": 4, "é": 5}
    assert twin.result(ctx, args={"x": given}) == ["4", "B3", "a2", "b1", "é5"]


def test_calls_with_many_arguments(twin: Twin) -> None:
    ctx = FnContext()
    ctx.set_return_value(CallFn("last", *range(3000)))
    assert twin.result(ctx) == 2999


@pytest.mark.parametrize("count", [20, 60, 75, 85, 110])
def test_locals_and_loops_together(twin: Twin, count: int) -> None:
    ctx = FnContext()
    x = ctx.add_arg("x")
    variables = [ctx.add_local(i) for i in range(count)]
    block: Block = ctx
    for _ in range(10):
        block, index, value = block.for_(x)
        skip, _ = block.if_(value.eq_("skip"))
        skip.continue_()
        stop, _ = block.if_(Constant(Strs(index)).eq_("stop"))
        stop.break_()
    block.add(variables[0].assign(ToJSON([x, x.len_(), *variables[1:3]])))
    ctx.set_return_value(variables)
    expected = ['[["a","skip"],2,1,2]', *range(1, count)]
    assert twin.result(ctx, args={"x": ["a", "skip"]}) == expected


# -- Python functions ----------------------------------------------------------------------


def lines(*body: str) -> PythonScript[..., object]:
    """The script of a function ``made(x: int, xs: list[int])``."""
    inside = "".join(f"    {line}\n" for line in body)
    text = f"def made(x: int, xs: list[int]) -> object:\n{inside}"
    return function(compiled(text))


def test_functions_with_many_locals(twin: Twin) -> None:
    names = [f"v{i}" for i in range(500)]
    made = lines(
        *(f"{name} = x + {i}" for i, name in enumerate(names)),
        f"return [{', '.join(names)}]",
    )
    assert twin.result(made, args={"x": 1, "xs": []}) == list(range(1, 501))


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("x" + " + 1" * 400, 401),
        ("1 - (" * 90 + "x" + ")" * 90, 1),
        ("not " * 400 + "x", True),
        ("-" * 90 + "x", 1),
        ("x and " * 400 + "x", 1),
        ("x < " * 400 + "9", False),
        ("[" * 90 + "x" + "]" * 90, None),
        ("f'{x}'" * 400, "1" * 400),
        ("'a' + " * 400 + "'a'", "a" * 401),
        ("xs" + "[:]" * 90 + "[0]", 7),
        ("(x if x else " * 90 + "0" + ")" * 90, 1),
        (f"max({', '.join(['x'] * 999)}, 5)", 5),
        (f"len([{', '.join(['x'] * 9000)}])", 9000),
    ],
    ids=range(13),
)
def test_functions_with_deep_and_wide_expressions(
    twin: Twin, expression: str, expected: object
) -> None:
    found = twin.result(lines(f"return {expression}"), args={"x": 1, "xs": [7]})
    if expected is None:
        expected = nested(90)
    assert found == expected


@pytest.mark.parametrize("expression", ["-" * 900 + "x", "xs" + "[:]" * 900])
def test_functions_that_are_too_deep_are_refused(expression: str) -> None:
    with pytest.raises(ScriptSyntaxError, match="too deep within each other"):
        lines(f"return {expression}")


def test_functions_with_deep_blocks(twin: Twin) -> None:
    body = [f"{'    ' * i}if x > {i}:" for i in range(90)]
    made = lines("y = 0", *body, f"{'    ' * 90}y = 1", "return y")
    assert twin.result(made, args={"x": 90, "xs": []}) == 1
    assert twin.result(made, args={"x": 89, "xs": []}) == 0


def test_long_functions(twin: Twin) -> None:
    made = lines("y = 0", *["y = y + x"] * 5000, "return y")
    assert twin.result(made, args={"x": 2, "xs": []}) == 10_000
