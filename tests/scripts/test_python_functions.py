"""Python functions as scripts: calls, types of arguments, and what is refused."""

from __future__ import annotations

import asyncio
import inspect
import json
import linecache
import math
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

import pytest

import redipy
import redipy.asyncio
from redipy.keys import (
    Key,
    RedisHash,
    RedisList,
    RedisSortedSet,
    RedisVar,
)
from redipy.script import (
    CallFn,
    FindFn,
    FnContext,
    ScriptSyntaxError,
    ToJSON,
    function,
)
from redipy_core.errors import ArgumentTypeError, ScriptError

if TYPE_CHECKING:
    from conftest import Twin

LIMIT = 3
SETTINGS = {"name": "box", "sizes": [1, 2]}


@function
def filter_list(cmp: float, inp: RedisList, left: RedisList, right: RedisList) -> None:
    """Drain a list into two."""
    while (cur := inp.lpop()) is not None:
        (left if float(cur) < cmp else right).rpush(cur)


@function
def shares(total: int, names: list[str], base: RedisHash) -> tuple[int, list[str]]:
    each, rest = total // len(names), total % len(names)
    done: list[str] = []
    for place, name in enumerate(names, start=1):
        own = RedisHash(f"{base.key}:{place}")
        own.hset({"name": name, "share": each + (1 if place <= rest else 0)})
        done.append(own.key)
    return each, done


def on_both(twin: Twin) -> list[redipy.Redis]:
    return [twin.memory, twin.server]


def test_a_list_is_filtered(twin: Twin) -> None:
    for client in on_both(twin):
        client.rpush("inp", "1", "3", "2", "4")
        run = filter_list.on(client)
        run(cmp=3, inp=RedisList("inp"), left=RedisList("l"), right=RedisList("r"))
        assert client.lrange("l", 0, -1) == ["1", "2"]
        assert client.lrange("r", 0, -1) == ["3", "4"]
        assert client.exists("inp") == 0


def test_keys_are_computed_and_tuples_come_back(twin: Twin) -> None:
    for client in on_both(twin):
        found = shares.on(client)(7, ["a", "b"], RedisHash("h"))
        assert found == (3, ["h:1", "h:2"])
        assert client.hgetall("h:1") == {"name": "a", "share": "4"}


def test_pipelines_and_asyncio_run_functions(redis_url: str) -> None:
    names = {"inp": RedisList("i"), "left": RedisList("l"), "right": RedisList("r")}
    with redipy.Redis() as client:
        with client.pipeline() as pipeline:
            pipeline.rpush("i", "1")
            assert filter_list.on(pipeline)(cmp=2, **names) is None
            shares.on(pipeline)(4, ["a"], RedisHash("h"))
            assert pipeline.execute() == [1, None, [4, ["h:1"]]]
        assert client.lrange("l", 0, -1) == ["1"]

    async def run(client: redipy.asyncio.Redis) -> None:
        await client.flushall()
        found = await shares.on(client)(4, ["a"], RedisHash("h"))
        assert found == (4, ["h:1"])
        await client.close()

    asyncio.run(run(redipy.asyncio.Redis()))
    asyncio.run(run(redipy.asyncio.Redis.from_url(redis_url)))


def test_a_function_is_a_script_like_any(twin: Twin) -> None:
    for client in on_both(twin):
        client.rpush("i", "5")
        run = client.register_script(filter_list)
        run(keys={"inp": "i", "left": "l", "right": "r"}, args={"cmp": 1})
        assert client.lrange("r", 0, -1) == ["5"]
    assert filter_list.__doc__ == "Drain a list into two."
    with pytest.raises(TypeError, match=r"filter_list\.on\(client\)"):
        filter_list(1, RedisList("a"), RedisList("b"), RedisList("c"))


def test_arguments_are_held_to_their_types(twin: Twin) -> None:
    @function
    def typed(
        a: int,
        b: dict[str, list[float]],
        c: Literal["x", "y"] | None,
        d: RedisList,
        *,
        e: str = "z",
    ) -> str:
        return f"{a}{len(b)}{c}{e}{d}"

    for client in on_both(twin):
        held_to_their_types(typed.on(client))


def held_to_their_types(run: Callable[..., str]) -> None:
    assert inspect.signature(run).parameters.keys() == set("abcde")
    assert run(1, {"k": [1, 2.5]}, "x", RedisList("l")) == "11xzl"
    assert run(a=1, b={}, c=None, d=RedisList("l"), e="q") == "10Noneql"
    for wrong in (
        {"a": True},
        {"a": "1"},
        {"b": {"k": ["1"]}},
        {"c": "z"},
        {"d": RedisHash("l")},
        {"e": None},
    ):
        with pytest.raises(ArgumentTypeError):
            run(**({"a": 1, "b": {}, "c": None, "d": RedisList("l")} | wrong))
    with pytest.raises(TypeError, match="unexpected keyword argument 'f'"):
        run(1, {}, "x", RedisList("l"), f=1)
    with pytest.raises(TypeError, match=r"missing 2 required .*: 'c' and 'd'"):
        run(1, {})
    with pytest.raises(TypeError, match="multiple values for argument 'a'"):
        run(1, {}, "x", RedisList("l"), a=2)


def test_names_of_keys_are_text(twin: Twin) -> None:
    @function
    def named(where: Key, n: int) -> list[object]:
        return [where, RedisVar(where).incrby(n), RedisVar(f"{where}:x").get_value()]

    for client in on_both(twin):
        assert named.on(client)(where="k", n=2) == ["k", 2, None]
        assert client.get_value("k") == "2"


def test_what_lies_outside_is_written_in(twin: Twin) -> None:
    near = "near"

    @function
    def outside(x: float) -> list[object]:
        sizes = SETTINGS["sizes"]
        return [near, LIMIT, sizes, math.floor(x), math.ceil(x)]

    for client in on_both(twin):
        assert outside.on(client)(2.5) == ["near", 3, [1, 2], 2, 3]


def test_functions_of_the_other_front_end_are_there(twin: Twin) -> None:
    @function
    def both(x: dict[str, list[int]]) -> list[object]:
        return [ToJSON(x), json.loads("[1]"), CallFn("type_str", x)]

    for client in on_both(twin):
        assert both.on(client)({"a": []}) == ['{"a":[]}', [1], "table"]


def test_time_is_the_servers(twin: Twin) -> None:
    @function
    def now() -> float:
        return time.time()

    for client in on_both(twin):
        assert abs(now.on(client)() - time.time()) < 60
    clock = [12.25]
    from redipy.memory import LocalRuntime

    with redipy.Redis(rt=LocalRuntime(clock=lambda: clock[0])) as client:
        assert now.on(client)() == 12.25


def test_lists_may_change_while_a_loop_walks_over_them(twin: Twin) -> None:
    @function
    def shrinking(xs: list[int], d: dict[str, int]) -> list[object]:
        seen: list[object] = []
        for x in xs:
            seen.append(x)
            if len(xs) > 2:
                xs.pop()
        for key, value in d.items():
            seen.append([key, value])
            d.pop("b", None)
        return seen

    for client in on_both(twin):
        found = shrinking.on(client)([1, 2, 3, 4], {"a": 1, "b": 2})
        assert found == [1, 2, ["a", 1], ["b", None]]


@pytest.mark.parametrize("root", [2**32, 2**50, -(2**32), -(2**50)])
def test_places_may_lie_beyond_64_bits(twin: Twin, root: int) -> None:
    @function
    def beyond(xs: list[int], root: int) -> list[object]:
        i = root * abs(root)
        xs.insert(i, 5)
        return [xs, xs[i:], xs[:i], xs[::i], "ab"[i:], FindFn("ab", "b", abs(i))]

    @function
    def missing(xs: list[int], root: int) -> int:
        return xs[root * abs(root)]

    xs = [1, 2, 5] if root > 0 else [5, 1, 2]
    slices = [[], xs, xs[:1], ""] if root > 0 else [xs, [], xs[-1:], "ab"]
    for client in on_both(twin):
        assert beyond.on(client)([1, 2], root) == [xs, *slices, None]
        with pytest.raises(ScriptError, match="INDEX"):
            missing.on(client)([1, 2], root)


def test_parts_are_evaluated_in_python_s_order(twin: Twin) -> None:
    @function
    def order(log: RedisList, xs: list[int]) -> list[object]:
        a = b = log.rpush("v")
        xs[log.llen() - 1] = log.rpush("w")
        x = 1
        y = x + (x := 5) + x
        one, other = xs[0], a
        xs[0], xs[1] = xs[1], xs[0]
        return [a, b, xs, one, other, y, 1 < log.llen() < 9, not x or None]

    for client in on_both(twin):
        found = order.on(client)(RedisList("log"), [7, 8])
        assert found == [1, 1, [2, 7], 7, 1, 11, True, None]


# -- refusals ----------------------------------------------------------------------


def refused(body: str, head: str = "def f(x: int, xs: list[int], k: RedisList)") -> str:
    """The line of the error under which its place is marked, and the message."""
    lines = body.strip("\n").split("\n")
    text = f"{head} -> object:\n" + "".join(f"    {line}\n" for line in lines)
    linecache.cache["<refused>"] = (len(text), None, text.splitlines(True), "<refused>")
    namespace = {"RedisList": RedisList, "RedisHash": RedisHash, "open": open}
    exec(compile(text, "<refused>", "exec"), namespace)
    with pytest.raises(ScriptSyntaxError) as caught:
        function(namespace["f"])  # type: ignore[arg-type]
    error = caught.value
    assert error.filename == "<refused>"
    assert error.text is not None
    assert error.offset is not None
    assert error.end_offset is not None
    marked = error.text[error.offset - 1 : error.end_offset - 1]
    if error.lineno != error.end_lineno:
        marked = error.text[error.offset - 1 :].strip()
    return f"{error.lineno}: {marked} -- {error.msg}"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("return [i for i in xs]", "2: [i for i in xs] -- a script has no compreh"),
        ("return x ** 2", "2: x ** 2 -- a script has no **: write x * x"),
        ("try:\n    return x\nfinally:\n    pass", "2: try: -- a script has no try"),
        ("return lambda: x", "2: lambda: x -- a script has no functions inside"),
        ("x = 1\nwith open(x): pass", "3: with open(x): pass -- a script has no with"),
        ("return open('x')", "2: open('x') -- a script cannot call open"),
        ("return k.nope()", "2: k.nope -- a RedisList has no method nope"),
        ("return k.lpop(1, 2, 3)", "2: k.lpop(1, 2, 3) -- takes from 1 to 2 pos"),
        ("return k", "2: k -- a RedisList is no value"),
        ("return k.rpush(*xs)", "2: *xs -- a script takes no *"),
        ("return len(k)", "2: len(k) -- a key has no len"),
        ("return x, 1", "2: x, 1 -- write [ and ], or say in the signature"),
        ("if x:\n    y = 1\nreturn y", "4: y -- y may have no value here"),
        ("for i in xs:\n    y = i\nreturn y", "4: y -- y may have no value here"),
        ("k = RedisList('a')", "2: k -- k is a key"),
        ("y = 1\ny = RedisList('a')", "3: y -- y is a RedisList and something else"),
        ("return 'a'.upper()", "2: 'a'.upper -- a value has no method upper"),
        ("return f'{x:>3}'", "2: f'{x:>3}' -- a script formats plainly"),
        ("return nowhere", "2: nowhere -- nowhere is not defined"),
        ("return x is xs", "2: xs -- is compares with None"),
        ("return 9007199254740993", "2: 9007199254740993 -- 9007199254740993 is not"),
        ("return {1: 2}", "2: 1 -- keys of dicts are text"),
        ("return 'ab' * x", "2: 'ab' * x -- only numbers are multiplied"),
        ("for i in range(0, 9, x): pass", "2: x -- write the step as a number"),
        ("for i in 'ab': pass", "2: 'ab' -- a script goes over lists and dicts"),
        ("del x", "2: x -- a script deletes single items"),
        ("while x:\n    x -= 1\nelse:\n    pass", "5: pass -- a script's loop has no"),
        ("y = [1, (2, 3)]", "2: (2, 3) -- a script has lists and no tuples"),
        ("a, b = 1, 2, 3", "2: 1, 2, 3 -- 2 values are needed, not 3"),
        ("é = '€€'; return x ** 2", "2: x ** 2 -- a script has no **"),
    ],
)
def test_what_scripts_have_not_is_refused_with_its_place(
    body: str, expected: str
) -> None:
    assert refused(body).startswith(expected)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("def f(x)", "1: x -- x needs a type"),
        ("def f(x: set)", "1: set -- a script takes JSON values and keys, not set"),
        ("def f(*x: int)", "1: x: int -- a script has no * and ** parameters"),
        ("async def f(x: int)", "1: async def f(x: int) -> object: -- a script does"),
        ("def f(x: Nowhere)", "1: def f(x: Nowhere) -> object: -- name 'Nowhere'"),
    ],
)
def test_parameters_are_refused_with_their_place(head: str, expected: str) -> None:
    if "Nowhere" in head:
        head = f"from __future__ import annotations\n{head}"
        expected = f"2{expected[1:]}"
    assert refused("return 1", head).startswith(expected)


def test_an_indented_function_keeps_its_places() -> None:
    with pytest.raises(ScriptSyntaxError) as caught:

        @function
        def inner(x: int) -> int:
            return x**2

    error = caught.value
    assert error.filename == __file__
    assert error.text is not None
    assert error.offset is not None
    assert error.text[error.offset - 1 :] == "x**2\n"
    assert "test_python_functions.py" in str(error)


def test_only_functions_with_a_source_become_scripts() -> None:
    with pytest.raises(ArgumentTypeError, match="not of builtin"):
        function(len)
    with pytest.raises(ArgumentTypeError, match="not of FnContext"):
        function(FnContext())  # type: ignore[arg-type]
    namespace: dict[str, object] = {}
    exec("def f(x: int) -> int:\n    return x\n", namespace)
    with pytest.raises(ScriptSyntaxError, match="source of the function cannot"):
        function(namespace["f"])  # type: ignore[arg-type]


def test_keys_work_in_scripts_alone() -> None:
    key = RedisSortedSet("z")
    assert repr(key) == "RedisSortedSet('z')"
    assert key == RedisSortedSet(b"z")
    assert key != RedisList("z")
    with pytest.raises(TypeError, match="runs inside a script"):
        key.card()
    with pytest.raises(AttributeError):
        key.nope  # type: ignore[attr-defined]  # noqa: B018
