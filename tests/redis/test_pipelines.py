"""Calls that go together, and scripts."""

from __future__ import annotations

import pytest

from redipy_core.client import Redis
from redipy_core.errors import (
    ArgumentError,
    CommandError,
    ConnectionLostError,
    TransactionError,
    WrongTypeError,
)
from redipy_core.tree import (
    ArgRef,
    CallCommand,
    Constant,
    Evaluate,
    KeyRef,
    Return,
    Script,
)

from .conftest import Connect, Proxy

PUSH = Script(
    args=("value",),
    keys=("list",),
    locals=0,
    body=(Return(CallCommand("RPUSH", (KeyRef(0), (ArgRef(0),)))),),
)
FAILING = Script(
    args=(),
    keys=("list",),
    locals=0,
    body=(Evaluate(CallCommand("INCRBY", (KeyRef(0), Constant(1)))),),
)


# -- pipelines -----------------------------------------------------------------------


def test_results_come_in_order(client: Redis[str]) -> None:
    with client.pipeline() as pipe:
        pipe.set_value("k", "v")
        pipe.get_value("k")
        pipe.incrby("n", 2)
        pipe.hset("h", {"a": "1"})
        pipe.hmget("h", "a", "b")
        assert len(pipe) == 5
        assert pipe.execute() == [True, "v", 2, 1, {"a": "1", "b": None}]
        assert len(pipe) == 0
        assert pipe.execute() == []


def test_a_pipeline_of_many_calls(client: Redis[str]) -> None:
    with client.pipeline() as pipe:
        for _ in range(1000):
            pipe.incrby("n", 1)
        assert pipe.execute() == list(range(1, 1001))


def test_an_error_is_located_and_the_others_are_applied(client: Redis[str]) -> None:
    client.set_value("text", "abc")
    pipe = client.pipeline()
    pipe.set_value("a", "1")
    pipe.lpush("text", "x")
    pipe.incrby("text", 1)
    pipe.set_value("b", "2")
    with pytest.raises(WrongTypeError, match=r"command 2 of 4 .*LPUSH") as caught:
        pipe.execute()
    error = caught.value
    assert error.code == "WRONGTYPE"
    assert (error.command, error.position) == ("LPUSH", 1)
    assert error.results is not None
    assert [error.results[0], error.results[3]] == [True, True]
    assert isinstance(error.results[2], CommandError)
    assert str(error.results[2]) == "ERR value is not an integer or out of range"
    assert (client.get_value("a"), client.get_value("b")) == ("1", "2")
    assert len(pipe) == 0


def test_a_single_call_fails_alike(client: Redis[str]) -> None:
    client.set_value("text", "abc")
    pipe = client.pipeline()
    pipe.lpush("text", "x")
    with pytest.raises(WrongTypeError, match="command 1 of 1") as caught:
        pipe.execute()
    assert caught.value.position == 0


def test_what_the_server_will_not_queue_discards_the_whole(connect: Connect) -> None:
    runtime = connect()
    client = Redis(rt=runtime)
    runtime.execute(b"ACL SETUSER limited on >pw ~* &* +@all -lpush".split())
    limited = Redis(rt=connect(username="limited", passwd="pw"))
    pipe = limited.pipeline()
    pipe.set_value("a", "1")
    pipe.lpush("l", "x")
    with pytest.raises(TransactionError, match=r"EXECABORT.*command 2 of 2") as caught:
        pipe.execute()
    assert str(caught.value.__cause__).startswith("NOPERM")
    assert caught.value.position == 1
    assert client.get_value("a") is None
    assert limited.get_value("a") is None
    runtime.execute(b"ACL DELUSER limited".split())


def test_a_lost_pipeline_is_not_repeated(
    proxied: Connect, proxy: Proxy, client: Redis[str]
) -> None:
    pipe = Redis(rt=proxied()).pipeline()
    proxy.lose(b"INCRBY")
    pipe.incrby("n", 1)
    pipe.get_value("n")
    with pytest.raises(ConnectionLostError, match="pipeline of 2 commands") as caught:
        pipe.execute()
    assert caught.value.maybe_executed
    assert client.get_value("n") == "1"


def test_a_lost_pipeline_of_reads_is_asked_for_again(
    proxied: Connect, proxy: Proxy, client: Redis[str]
) -> None:
    client.set_value("k", "v")
    pipe = Redis(rt=proxied()).pipeline()
    proxy.lose(b"EXISTS")
    pipe.exists("k")
    pipe.get_value("k")
    assert pipe.execute() == [1, "v"]
    assert proxy.arrived.is_set()


def test_large_pipelines(client: Redis[str]) -> None:
    value = "x" * 100_000
    with client.pipeline() as pipe:
        for i in range(100):
            pipe.set_value(f"k{i}", value)
            pipe.get_value(f"k{i}")
        assert pipe.execute() == [True, value] * 100


# -- scripts -------------------------------------------------------------------------


def flush_scripts(connect: Connect) -> None:
    assert connect().execute([b"SCRIPT", b"FLUSH"]) == b"OK"


def test_a_script_survives_script_flush(connect: Connect, client: Redis[str]) -> None:
    push = client.register_script(PUSH)
    assert push(keys={"list": "l"}, args={"value": "a"}) == 1
    flush_scripts(connect)
    assert push(keys={"list": "l"}, args={"value": "b"}) == 2
    assert client.lrange("l", 0, -1) == ["a", "b"]


def test_scripts_in_a_pipeline_survive_script_flush(
    connect: Connect, client: Redis[str]
) -> None:
    push = client.register_script(PUSH)
    for flush in (False, True):
        client.delete("l")
        pipe = client.pipeline()
        push(keys={"list": "l"}, args={"value": "a"}, client=pipe)
        pipe.llen("l")
        push(keys={"list": "l"}, args={"value": "b"}, client=pipe)
        if flush:
            flush_scripts(connect)
        assert pipe.execute() == [1, 1, 2]


def test_a_script_alone_in_a_pipeline(connect: Connect, client: Redis[str]) -> None:
    push = client.register_script(PUSH)
    flush_scripts(connect)
    pipe = client.pipeline()
    push(keys={"list": "l"}, args={"value": "a"}, client=pipe)
    assert pipe.execute() == [1]


def test_a_failing_script_has_the_calls_own_error(client: Redis[str]) -> None:
    client.rpush("l", "x")
    failing = client.register_script(FAILING)
    with pytest.raises(WrongTypeError) as caught:
        failing(keys={"list": "l"})
    line = "WRONGTYPE Operation against a key holding the wrong kind of value"
    assert str(caught.value) == line
    pipe = client.pipeline()
    failing(keys={"list": "l"}, client=pipe)
    pipe.llen("l")
    with pytest.raises(WrongTypeError, match="command 1 of 2") as located:
        pipe.execute()
    assert located.value.line == line
    assert located.value.results is not None
    assert located.value.results[1] == 1


def test_a_script_uses_the_prefix(connect: Connect, client: Redis[str]) -> None:
    prefixed = Redis(rt=connect(), prefix="p:")
    prefixed.register_script(PUSH)(keys={"list": "l"}, args={"value": "a"})
    assert client.lrange("p:l", 0, -1) == ["a"]


def test_a_script_that_was_lost_is_not_repeated(
    proxied: Connect, proxy: Proxy, client: Redis[str]
) -> None:
    client.register_script(PUSH)(keys={"list": "x"}, args={"value": "a"})
    push = Redis(rt=proxied()).register_script(PUSH)
    proxy.lose(b"EVALSHA")
    with pytest.raises(ConnectionLostError) as caught:
        push(keys={"list": "l"}, args={"value": "a"})
    assert caught.value.maybe_executed
    assert client.llen("l") == 1


def test_a_reading_script_that_was_lost_is_asked_again(
    proxied: Connect, proxy: Proxy, client: Redis[str]
) -> None:
    call = CallCommand("LLEN", (KeyRef(0),))
    length = Script((), ("list",), 0, (Return(call),))
    client.rpush("l", "a", "b")
    client.register_script(length)(keys={"list": "l"})
    lossy = Redis(rt=proxied()).register_script(length)
    proxy.lose(b"EVALSHA_RO")
    assert lossy(keys={"list": "l"}) == 2


def test_the_lua_can_be_seen(connect: Connect) -> None:
    seen: list[list[str]] = []
    client = Redis(rt=connect(), lua_code_hook=seen.append)
    client.register_script(PUSH)
    assert any("redis" in line for line in seen[0])


def test_a_missing_key_of_a_script(client: Redis[str]) -> None:
    with pytest.raises(ArgumentError, match="missing script key: 'list'"):
        client.register_script(PUSH)(args={"value": "a"})
