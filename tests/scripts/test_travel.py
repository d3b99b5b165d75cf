"""Values go into scripts and come out of them exactly."""

from __future__ import annotations

import asyncio
import math
import struct
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import redipy
import redipy.asyncio
from redipy_scripts import Constant, FnContext, RedisHash, RedisList, RedisVar, Strs
from redipy_scripts.python import function

if TYPE_CHECKING:
    from conftest import Twin

EXACT = 2**53
MEGABYTE = 2**20

quick = settings(
    max_examples=250,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def floats_by_bits() -> st.SearchStrategy[float]:
    """Doubles by their bits: as many tiny and huge ones as usual ones."""
    return st.integers(0, 2**64 - 1).map(
        lambda bits: struct.unpack("<d", struct.pack("<Q", bits))[0]
    )


numbers = (
    st.integers(-EXACT + 1, EXACT - 1)
    | st.floats()
    | floats_by_bits()
    | st.sampled_from([EXACT - 1, 1 - EXACT, float(EXACT), 1e23, 5e-324, -0.0, 0.1])
)
bytes_as_text = st.binary(max_size=12).map(
    lambda data: data.decode("utf-8", "surrogateescape")
)
texts = (
    st.text(max_size=8) | bytes_as_text | st.sampled_from(["", "\0", "a\0b", "$1:a"])
)
texts = texts.filter(lambda text: text.encode("utf-8", "surrogateescape") is not None)
plain_texts = bytes_as_text | st.sampled_from(["", "\0", "a\0b", "$1:a", "é", "[", "}"])
scalars = st.none() | st.booleans() | numbers | plain_texts
values = st.recursive(
    scalars | st.sampled_from([[], {}, [[]], [{}], {"": []}, {"a": {}}]),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(plain_texts, inner, max_size=4)
    ),
    max_leaves=12,
)


def outside(value: Any) -> Any:
    """What the value is when it comes back."""
    if isinstance(value, dict):
        return {key: outside(item) for key, item in value.items()}
    if isinstance(value, list):
        return [outside(item) for item in value]
    if isinstance(value, float) and value.is_integer() and abs(value) < EXACT:
        return int(value)
    return value


def bits(value: Any) -> Any:
    """The value with its types, and doubles by their bits; any NaN is the same."""
    if isinstance(value, dict):
        return {key: bits(item) for key, item in value.items()}
    if isinstance(value, list):
        return [bits(item) for item in value]
    if isinstance(value, float):
        return "nan" if math.isnan(value) else struct.pack("<d", value)
    return type(value), value


def echo() -> FnContext:
    ctx = FnContext()
    ctx.set_return_value(ctx.add_arg("x"))
    return ctx


@quick
@given(values)
def test_there_and_back(shared_twin: Twin, value: Any) -> None:
    for client in (shared_twin.memory, shared_twin.server):
        run = client.register_script(ECHO)
        assert bits(run(args={"x": value})) == bits(outside(value))


ECHO = echo().tree()


@function
def echoed(x: object) -> list[object]:
    y = [x]
    return [x, y, {"x": x}]


@quick
@given(values)
def test_through_a_python_function(shared_twin: Twin, value: Any) -> None:
    found = outside(value)
    for client in (shared_twin.memory, shared_twin.server):
        result = echoed.on(client)(value)
        assert bits(result) == bits([found, [found], {"x": found}])


@quick
@given(values)
def test_as_a_literal(shared_twin: Twin, value: Any) -> None:
    ctx = FnContext()
    ctx.set_return_value(value)
    for client in (shared_twin.memory, shared_twin.server):
        assert bits(client.register_script(ctx)()) == bits(outside(value))


@quick
@given(numbers, plain_texts, st.booleans())
def test_as_what_a_server_can_say(
    shared_twin: Twin, number: float, text: str, yes: bool
) -> None:
    results: list[Any] = [Constant(number) + 0, Strs(text), Constant(yes).eq_(True)]
    for result, expected in zip(results, (number, text, yes), strict=True):
        ctx = FnContext()
        ctx.set_return_value(result)
        for client in (shared_twin.memory, shared_twin.server):
            assert bits(client.register_script(ctx)()) == bits(outside(expected))


@quick
@given(st.floats(allow_nan=False), st.floats(allow_nan=False))
def test_calculations_are_those_of_doubles(
    shared_twin: Twin, a: float, b: float
) -> None:
    for client in (shared_twin.memory, shared_twin.server):
        found = client.register_script(SUMS)(args={"a": a, "b": b})
        assert bits(found) == bits(outside([a + b, a - b, a * b, a < b, a == b]))


def sums() -> FnContext:
    ctx = FnContext()
    a, b = ctx.add_arg("a"), ctx.add_arg("b")
    ctx.set_return_value([a + b, a - b, a * b, a.lt_(b), a.eq_(b)])
    return ctx


SUMS = sums().tree()


@quick
@given(plain_texts, plain_texts)
def test_through_the_store(shared_twin: Twin, a: str, b: str) -> None:
    for client in (shared_twin.memory, shared_twin.server):
        client.delete("k", "h", "l")
        run = client.register_script(STORE)
        keys = {"k": "k", "h": "h", "l": "l"}
        found = run(keys=keys, args={"a": a, "b": b})
        assert found == [a, {a: b, "": ""} if a else {"": b}, [a, b]]
        assert client.get_value("k") == a
        assert client.lrange("l", 0, -1) == [a, b]


def store() -> FnContext:
    ctx = FnContext()
    a, b = ctx.add_arg("a"), ctx.add_arg("b")
    var, fields = RedisVar(ctx.add_key("k")), RedisHash(ctx.add_key("h"))
    items = RedisList(ctx.add_key("l"))
    ctx.add(var.set_value(a))
    ctx.add(fields.hset([("", ""), (a, b)]))
    ctx.add(items.rpush(a, b))
    ctx.set_return_value([var.get_value(), fields.hgetall(), items.lrange(0, -1)])
    return ctx


STORE = store().tree()


@pytest.mark.parametrize(
    "text", ["x" * MEGABYTE, "\0" * MEGABYTE, "\udcff" * MEGABYTE, "é\\\n" * MEGABYTE]
)
def test_a_megabyte(twin: Twin, text: str) -> None:
    ctx = FnContext()
    arg, var = ctx.add_arg("x"), RedisVar(ctx.add_key("k"))
    ctx.add(var.set_value(arg))
    ctx.set_return_value([arg, {"x": var.get_value()}, arg.eq_(var.get_value())])
    for client in (twin.memory, twin.server):
        found = client.register_script(ctx)(keys={"k": "k"}, args={"x": text})
        assert found == [text, {"x": text}, True]
        ctx_literal = FnContext()
        ctx_literal.set_return_value(text)
        assert client.register_script(ctx_literal)() == text


def test_a_megabyte_through_a_python_function(twin: Twin) -> None:
    text = "\0\udcff" * MEGABYTE
    for client in (twin.memory, twin.server):
        assert echoed.on(client)(text) == [text, [text], {"x": text}]


def test_many_items(twin: Twin) -> None:
    items = [[i, str(i), i / 7, []] for i in range(5_000)]
    named = {str(i): {"n": i} for i in range(5_000)}
    for client in (twin.memory, twin.server):
        run = client.register_script(ECHO)
        assert run(args={"x": items}) == outside(items)
        assert run(args={"x": named}) == named


def test_bytes_stay_bytes_without_decoding(twin: Twin, redis_url: str) -> None:
    del twin
    value = {"a\0": ["\udcff", None, 1.5, []], "": {"é": "x"}}
    expected = {b"": {"é".encode(): b"x"}, b"a\0": [b"\xff", None, 1.5, []]}
    for client in (
        redipy.Redis(decode=False),
        redipy.Redis.from_url(redis_url, decode=False),
    ):
        with client:
            found = client.register_script(ECHO)(args={"x": value})
            assert bits(found) == bits(expected)


def test_on_every_face(twin: Twin, redis_url: str) -> None:
    value = [[], {}, {"a": [0.1, EXACT - 1, None, True]}, "\0\udcff"]
    for client in (twin.memory, twin.server):
        run = client.register_script(ECHO)
        with client.pipeline() as pipe:
            run(args={"x": value}, client=pipe)
            run(args={"x": "\udcff"}, client=pipe)
            assert bits(pipe.execute()) == bits([value, "\udcff"])

    async def both() -> None:
        for client in (
            redipy.asyncio.Redis(),
            redipy.asyncio.Redis.from_url(redis_url),
        ):
            async with client:
                assert bits(
                    await client.register_script(ECHO)(args={"x": value})
                ) == bits(value)

    asyncio.run(both())


def test_the_callers_objects_are_left_alone(twin: Twin) -> None:
    ctx = FnContext()
    x = ctx.add_arg("x")
    ctx.add(x.set_at(0, "changed"))
    ctx.add(x[1].set_key("a", "changed"))
    ctx.set_return_value(x)
    given_value: list[Any] = [1, {"a": 1}]
    for client in (twin.memory, twin.server):
        found = client.register_script(ctx)(args={"x": given_value})
        assert found == ["changed", {"a": "changed"}]
        assert given_value == [1, {"a": 1}]
