"""What is wrong with a call is said clearly, and alike on every backend."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

import redipy
import redipy.asyncio
from redipy_core.errors import ArgumentError, RedipyError, ResponseError, ScriptError
from redipy_scripts import (
    Constant,
    FnContext,
    RedisHash,
    RedisList,
    RedisSortedSet,
    RedisVar,
)

if TYPE_CHECKING:
    from conftest import Twin

TOO_LARGE = "9007199254740992 is not exact as a number of a script: pass it as a string"
JSON = "a script takes JSON values, not"
LONELY = "text cannot be encoded as UTF-8: surrogates not allowed at 0"


class Odd:
    """What is no JSON."""

    def __repr__(self) -> str:
        return "odd"


WRONG_CALLS: list[tuple[dict[str, Any], type[Exception], str]] = [
    ({}, ArgumentError, "missing script key: 'k'"),
    ({"keys": {}, "args": {}}, ArgumentError, "missing script key: 'k'"),
    ({"args": {"x": 1}}, ArgumentError, "missing script key: 'k'"),
    ({"keys": {"k": "a"}}, ArgumentError, "missing script argument: 'x'"),
    (
        {"keys": {"j": "a"}, "args": {"x": 1}},
        ArgumentError,
        "missing script key: 'k'",
    ),
    (
        {"keys": {"k": "a", "j": "b"}, "args": {"x": 1}},
        ArgumentError,
        "unknown script key: 'j'",
    ),
    (
        {"keys": {"k": "a"}, "args": {"x": 1, "y": 2, "z": 3}},
        ArgumentError,
        "unknown script arguments: 'y', 'z'",
    ),
    (
        {"keys": ["k"], "args": {"x": 1}},
        TypeError,
        "the keys of a script come by name in a mapping, not in list",
    ),
    (
        {"keys": {"k": "a"}, "args": 3},
        TypeError,
        "the arguments of a script come by name in a mapping, not in int",
    ),
    (
        {"keys": {"k": 1}, "args": {"x": 1}},
        TypeError,
        "a key must be str or bytes, not int: 1",
    ),
    (
        {"keys": {"k": None}, "args": {"x": 1}},
        TypeError,
        "a key must be str or bytes, not NoneType: None",
    ),
    ({"keys": {"k": "\ud800"}, "args": {"x": 1}}, ValueError, LONELY),
    *(
        ({"keys": {"k": "a"}, "args": {"x": value}}, error, text)
        for value, error, text in (
            (2**53, ValueError, TOO_LARGE),
            ([{"a": [2**53]}], ValueError, TOO_LARGE),
            (Odd(), TypeError, f"{JSON} Odd: odd"),
            ([Odd()], TypeError, f"{JSON} Odd: odd"),
            ({1, 2}, TypeError, f"{JSON} set: {{1, 2}}"),
            (3j, TypeError, f"{JSON} complex: 3j"),
            ({1: 2}, TypeError, "a key of a dict must be str, not int"),
            ("\ud800", ValueError, LONELY),
            (["\ud800"], ValueError, LONELY),
            ({"\ud800": 1}, ValueError, LONELY),
        )
    ),
]


def writing() -> FnContext:
    """A script that writes at once, and needs a key and an argument."""
    ctx = FnContext()
    ctx.add(RedisVar(ctx.add_key("k")).set_value("written"))
    ctx.set_return_value(ctx.add_arg("x"))
    return ctx


@pytest.mark.parametrize("case", range(len(WRONG_CALLS)))
def test_a_call_that_does_not_fit_changes_nothing(twin: Twin, case: int) -> None:
    given, kind, text = WRONG_CALLS[case]
    for client in (twin.memory, twin.server):
        run = client.register_script(writing())
        with client.pipeline() as pipe:
            for target in (None, client, pipe):
                with pytest.raises(kind) as caught:
                    run(**given, client=target)
                assert str(caught.value) == text
                assert isinstance(caught.value, RedipyError)
        assert client.exists("a") == 0


def test_it_is_said_before_anything_is_awaited() -> None:
    async def call() -> None:
        async with redipy.asyncio.Redis() as client:
            run = client.register_script(writing())
            with pytest.raises(ArgumentError, match="missing script key: 'k'"):
                run(args={"x": 1})

    asyncio.run(call())


def test_names_may_come_in_any_order_and_from_any_mapping(twin: Twin) -> None:
    class Names(dict[str, Any]):
        def __missing__(self, name: str) -> str:
            return name

    ctx = FnContext()
    a, b = ctx.add_key("a"), ctx.add_key("b")
    x, y = ctx.add_arg("x"), ctx.add_arg("y")
    ctx.set_return_value([a, b, x, y])
    for client in (twin.memory, twin.server):
        run = client.register_script(ctx)
        found = run(keys={"b": "2", "a": "1"}, args={"y": 4, "x": 3})
        assert found == ["1", "2", 3, 4]
        with pytest.raises(ArgumentError, match="missing script key: 'b'"):
            run(keys=Names(a="1"), args={"y": 4, "x": 3})


# -- failing half way ---------------------------------------------------------------------


def half_way(fail: Callable[[FnContext], object]) -> FnContext:
    """A script that writes, fails, and would write again."""
    ctx = FnContext()
    ctx.add(RedisList(ctx.add_key("l")).rpush("before"))
    ctx.add(fail(ctx))  # type: ignore[arg-type]  # an expression
    ctx.add(RedisList("l").rpush("after"))
    return ctx


WRONG_TYPE = (
    "WRONGTYPE",
    "Operation against a key holding the wrong kind of value",
)


@pytest.mark.parametrize(
    ("fail", "error"),
    [
        (lambda ctx: RedisHash("l").hset({"a": 1}), WRONG_TYPE),
        (lambda ctx: RedisVar("l").get_value(), WRONG_TYPE),
        (lambda ctx: RedisSortedSet("l").add(1, "m"), WRONG_TYPE),
        (
            lambda ctx: RedisVar("s").incrby(1),
            ("ERR", "value is not an integer or out of range"),
        ),
        (
            lambda ctx: RedisSortedSet("z").add("x", "m"),
            ("ERR", "value is not a valid float"),
        ),
        (
            lambda ctx: RedisVar("s").set_value([]),
            ("TYPE", "text or a number is needed"),
        ),
        (lambda ctx: Constant(1) / 0, ("ARITH", "division by zero")),
        (lambda ctx: Constant([1])[1], ("INDEX", "index out of range")),
    ],
)
@pytest.mark.parametrize("inside", [False, True])
def test_what_was_written_before_a_failure_stays(
    twin: Twin, fail: Any, error: tuple[str, str], inside: bool
) -> None:
    ctx = half_way(fail)
    if inside:
        ctx = FnContext()
        body, _, _ = ctx.for_([1, 2])
        body.add(RedisList(ctx.add_key("l")).rpush("before"))
        body.add(fail(ctx))

    def setup(client: redipy.Redis) -> None:
        client.set_value("s", "text")

    outcome = twin.run(ctx, {"l": "l"}, setup=setup)
    assert outcome.error == error
    assert outcome.keyspace == {
        "l": ["list", ["before"], False],
        "s": ["string", "text", False],
    }


def test_a_failure_in_a_pipeline_leaves_the_other_calls(twin: Twin) -> None:
    for client in (twin.memory, twin.server):
        run = client.register_script(half_way(lambda ctx: Constant(1) / 0))
        with client.pipeline() as pipe:
            pipe.set_value("a", "1")
            run(keys={"l": "l"}, client=pipe)
            pipe.set_value("b", "2")
            with pytest.raises(ScriptError, match="division by zero"):
                pipe.execute()
        assert [client.get_value("a"), client.get_value("b")] == ["1", "2"]
        assert client.lrange("l", 0, -1) == ["before"]


# -- scripts that never end ---------------------------------------------------------------


def endless() -> FnContext:
    ctx = FnContext()
    count = ctx.add_local(0)
    body = ctx.while_(True)
    body.add(count.assign(count + 1))
    return ctx


def test_memory_ends_a_script_that_never_ends() -> None:
    with redipy.Redis() as client:
        ctx = FnContext()
        ctx.add(RedisVar(ctx.add_key("k")).set_value("written"))
        ctx.while_(True)
        run = client.register_script(ctx)
        with pytest.raises(ScriptError) as caught:
            run(keys={"k": "k"})
        assert caught.value.code == "LIMIT"
        assert client.get_value("k") == "written"


def test_a_server_is_told_to_end_a_script_that_never_ends(
    impatient_server: str,
) -> None:
    failures: list[ResponseError] = []
    with (
        redipy.Redis.from_url(impatient_server) as client,
        redipy.Redis.from_url(impatient_server) as other,
    ):
        run = client.register_script(endless())

        def never_ends() -> None:
            try:
                run()
            except ResponseError as error:
                failures.append(error)

        caller = Thread(target=never_ends)
        caller.start()
        busy = wait_until_busy(other)
        assert busy.code == "BUSY"
        other.execute("SCRIPT", "KILL")
        caller.join(timeout=60)
        assert not caller.is_alive()
        assert "killed by user" in failures[0].text
        assert client.set_value("k", "goes on")


def wait_until_busy(client: redipy.Redis) -> ResponseError:
    """The error of a server that runs a script for too long."""
    while True:
        try:
            client.get_value("k")
        except ResponseError as error:
            return error
