"""Scripts in libraries of functions, and scripts that only read."""

from __future__ import annotations

import asyncio
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

import redipy
import redipy.asyncio
from redipy_core.errors import ArgumentValueError, ScriptError
from redipy_core.plugins import default_plugins
from redipy_redis.scripts import Scripts
from redipy_scripts import FnContext, RedisHash, RedisVar
from redipy_scripts.testing.inputs import usual
from redipy_scripts.testing.large import LargePrograms

if TYPE_CHECKING:
    from conftest import Twin

CALLS = ("evalsha", "eval", "evalsha_ro", "eval_ro", "fcall", "fcall_ro")


def calls(client: redipy.Redis) -> dict[str, int]:
    """How often a server was asked for each way of running a script."""
    reply = client.execute("INFO", "commandstats")
    assert isinstance(reply, bytes)
    found: dict[str, int] = {}
    for line in reply.decode().splitlines():
        name, _, stats = line.removeprefix("cmdstat_").partition(":calls=")
        if name in (*CALLS, "function|load"):
            found[name] = int(stats.partition(",")[0])
    return found


def libraries(client: redipy.Redis) -> dict[str, list[str]]:
    """The functions of each library of a server, with their flags."""
    rows: Any = client.execute("FUNCTION", "LIST")
    found = {}
    for row in rows:
        of = dict(zip(row[::2], row[1::2], strict=True))
        found[of[b"library_name"].decode()] = [
            flag.decode()
            for function in of[b"functions"]
            for flag in dict(zip(function[::2], function[1::2], strict=True))[b"flags"]
        ]
    return found


def counting(step: int) -> FnContext:
    """A version of a script that writes."""
    ctx = FnContext()
    count = RedisVar(ctx.add_key("count"))
    ctx.add(count.incrby(step))
    ctx.set_return_value([count.get_value(), step, count.key])
    return ctx


def reading() -> FnContext:
    ctx = FnContext()
    ctx.set_return_value(RedisVar(ctx.add_key("count")).get_value(default="none"))
    return ctx


@pytest.fixture
def server(twin: Twin) -> redipy.Redis:
    twin.server.execute("FUNCTION", "FLUSH")
    twin.server.execute("SCRIPT", "FLUSH")
    twin.server.execute("CONFIG", "RESETSTAT")
    return twin.server


KEYS = {"count": "n"}


def test_a_script_is_a_function_of_its_library(server: redipy.Redis) -> None:
    run = server.register_script(counting(2), library="counters")
    assert libraries(server) == {}
    assert run(keys=KEYS) == ["2", 2, "n"]
    assert run(keys=KEYS) == ["4", 2, "n"]
    assert libraries(server) == {"counters": []}
    assert calls(server) == {"function|load": 1, "fcall": 2}


def test_a_script_that_only_reads_is_called_as_such(server: redipy.Redis) -> None:
    run = server.register_script(reading(), library="counters")
    assert run(keys=KEYS) == "none"
    assert libraries(server) == {"counters": ["no-writes"]}
    assert calls(server) == {"function|load": 1, "fcall_ro": 1}


def test_without_a_library_a_reading_script_goes_by_its_digest(
    server: redipy.Redis,
) -> None:
    run = server.register_script(reading())
    assert [run(keys=KEYS), run(keys=KEYS)] == ["none", "none"]
    assert calls(server) == {"evalsha_ro": 2, "eval_ro": 1}


def test_a_lost_function_is_loaded_again(server: redipy.Redis) -> None:
    run = server.register_script(counting(1), library="counters")
    run(keys=KEYS)
    server.execute("FUNCTION", "FLUSH")
    assert run(keys=KEYS) == ["2", 1, "n"]
    assert libraries(server) == {"counters": []}


def test_the_last_version_has_the_library(server: redipy.Redis) -> None:
    first = server.register_script(counting(1), library="counters")
    first(keys=KEYS)
    second = server.register_script(reading(), library="counters")
    assert second(keys=KEYS) == "1"
    assert libraries(server) == {"counters": ["no-writes"]}
    # Who has the older one goes on with it and leaves the library alone.
    assert first(keys=KEYS) == ["2", 1, "n"]
    assert first(keys=KEYS) == ["3", 1, "n"]
    assert libraries(server) == {"counters": ["no-writes"]}
    assert second(keys=KEYS) == "3"
    assert calls(server)["function|load"] == 2
    assert calls(server)["evalsha"] == 2


def test_two_libraries_stay_apart(server: redipy.Redis) -> None:
    one = server.register_script(counting(1), library="one")
    two = server.register_script(counting(1), library="two")
    assert one(keys=KEYS) == ["1", 1, "n"]
    assert two(keys=KEYS) == ["2", 1, "n"]
    assert libraries(server) == {"one": [], "two": []}


def test_memory_does_the_same(twin: Twin) -> None:
    run = twin.memory.register_script(counting(2), library="counters")
    assert run(keys=KEYS) == ["2", 2, "n"]
    newer = twin.memory.register_script(counting(5), library="counters")
    assert newer(keys=KEYS) == ["7", 5, "n"]
    assert run(keys=KEYS) == ["9", 2, "n"]


@pytest.mark.parametrize("name", ["", "a b", "é", "a-b", "a\nredis", "x" * 101])
def test_names_are_those_that_servers_take(twin: Twin, name: str) -> None:
    for client in (twin.memory, twin.server):
        with pytest.raises(ArgumentValueError, match="the name of a library"):
            client.register_script(counting(1), library=name)


def test_failures_read_as_everywhere(server: redipy.Redis) -> None:
    ctx = FnContext()
    fields = RedisHash(ctx.add_key("h"))
    ctx.add(fields.hset({"a": 1}))
    ctx.add(fields.hincrby("a", ctx.add_arg("x") + 1))
    run = server.register_script(ctx, library="failing")
    assert run(keys={"h": "h"}, args={"x": 1}) is None
    with pytest.raises(ScriptError, match="a calculation needs two numbers"):
        run(keys={"h": "h"}, args={"x": "1"})
    server.set_value("s", "x")
    with pytest.raises(TypeError, match="WRONGTYPE Operation") as caught:
        run(keys={"h": "s"}, args={"x": 1})
    assert "test_libraries.py" in caught.value.__notes__[0]


def test_in_a_pipeline_and_over_asyncio(server: redipy.Redis, redis_url: str) -> None:
    run = server.register_script(counting(1), library="counters")
    with server.pipeline() as pipe:
        run(keys=KEYS, client=pipe)
        run(keys=KEYS, client=pipe)
        assert pipe.execute() == [["1", 1, "n"], ["2", 1, "n"]]

    async def both() -> None:
        async with redipy.asyncio.Redis.from_url(redis_url) as client:
            function = client.register_script(counting(1), library="counters")
            assert await function(keys=KEYS) == ["1", 1, "n"]
            await client.execute("FUNCTION", "FLUSH")
            assert await function(keys=KEYS) == ["2", 1, "n"]

    asyncio.run(both())


def test_a_server_without_functions(server_without_functions: str) -> None:
    with redipy.Redis.from_url(server_without_functions) as client:
        client.flushall()
        run = client.register_script(counting(1), library="counters")
        assert [run(keys=KEYS), run(keys=KEYS)] == [["1", 1, "n"], ["2", 1, "n"]]
        read = client.register_script(reading(), library="counters")
        assert [read(keys=KEYS), read(keys=KEYS)] == ["2", "2"]
        plain = client.register_script(reading())
        assert [plain(keys=KEYS), plain(keys=KEYS)] == ["2", "2"]
        assert calls(client).keys() == {"evalsha", "eval"}


def test_what_reads_may_be_sent_twice() -> None:
    scripts = Scripts(default_plugins())
    assert scripts.prepared(reading().tree()).purpose.retry_safe
    assert not scripts.prepared(counting(1).tree()).purpose.retry_safe


@pytest.mark.parametrize("seed", range(12))
def test_large_programs_are_functions_too(server: redipy.Redis, seed: int) -> None:
    program = LargePrograms(Random(seed))
    script = program.build().tree()
    outcomes = []
    for library in (None, "large"):
        server.flushall()
        usual_start(server)
        try:
            run = server.register_script(script, library=library)
            outcomes.append(run(keys=program.keys, args=program.args))
        except redipy.RedipyError as error:
            outcomes.append(str(error))
    assert str(outcomes[0]) == str(outcomes[1])


def usual_start(client: redipy.Redis) -> None:
    with client.pipeline() as pipe:
        usual(pipe)
        pipe.execute()
