"""What programs do with scripts: redis-py's own, and 100,000 calls."""

from __future__ import annotations

import gc
import os
import tracemalloc
from collections.abc import Iterator

import pytest
from redis.exceptions import LockNotOwnedError, NoScriptError

import redis
from redipy_memory.runtime import MemoryRuntime
from redipy_server import Server

from .conftest import Connect, Wire

CALLS = int(os.environ.get("REDIPY_SCRIPT_CALLS", "3000"))
"""How many calls must leave no trace."""


@pytest.fixture
def client(server: Server) -> Iterator[redis.Redis]:
    with redis.Redis(port=server.port, decode_responses=True) as found:
        found.flushall()
        yield found


def test_a_registered_script(client: redis.Redis) -> None:
    client.script_flush()
    add = client.register_script("return redis.call('incrby', KEYS[1], ARGV[1])")
    assert add(keys=["n"], args=[3]) == 3
    assert add(keys=["n"], args=[4]) == 7
    assert client.script_exists(add.sha) == [True]
    client.script_flush()
    with pytest.raises(NoScriptError):
        client.evalsha(add.sha, 1, "n", 1)
    with client.pipeline() as pipe:
        add(keys=["n"], args=[1], client=pipe)
        add(keys=["n"], args=[1], client=pipe)
        assert pipe.execute() == [8, 9]
    assert client.eval_ro("return redis.call('get', KEYS[1])", 1, "n") == "9"


def test_a_lock(client: redis.Redis) -> None:
    lock = client.lock("lock", timeout=10, blocking=False)
    other = client.lock("lock", timeout=10, blocking=False)
    assert lock.acquire()
    assert not other.acquire()
    assert lock.owned()
    assert lock.extend(20)
    assert 20 < client.ttl("lock") <= 30
    assert lock.reacquire()
    assert client.ttl("lock") <= 10
    lock.release()
    assert other.acquire()
    client.set("lock", "somebody else")
    with pytest.raises(LockNotOwnedError):
        other.release()


def test_functions(client: redis.Redis) -> None:
    client.function_flush()
    code = (
        "#!lua name=mine\n"
        "redis.register_function('put', function(keys, args)\n"
        "  return redis.call('set', keys[1], args[1]) end)"
    )
    assert client.function_load(code) == "mine"
    assert client.fcall("put", 1, "k", "v") == "OK"
    assert client.get("k") == "v"
    dump = redis.Redis(port=client.connection_pool.connection_kwargs["port"])
    saved = dump.function_dump()
    client.function_flush()
    assert dump.function_restore(saved) in (True, b"OK")
    assert client.fcall("put", 1, "k", "w") == "OK"
    assert client.function_delete("mine") in (True, "OK")


def test_scripts_are_passed_on_to_a_server_behind(redis_url: str) -> None:
    with Server(redis_url, port=0) as server, Wire(server.port) as wire:
        assert wire("FLUSHALL") == b"+OK\r\n"
        assert wire("EVAL", "return {1, 'x', KEYS[1]}", 1, "k") == (
            b"*3\r\n:1\r\n$1\r\nx\r\n$1\r\nk\r\n"
        )
        assert wire("SCRIPT", "LOAD", "return 1").startswith(b"$40\r\n")
        assert wire("EVALSHA", "0" * 40, 0).startswith(b"-NOSCRIPT")
        assert wire("MULTI") == b"+OK\r\n"
        assert wire("EVAL", "return redis.call('incr', 'n')", 0) == b"+QUEUED\r\n"
        assert wire("EXEC") == b"*1\r\n:1\r\n"
        assert wire("EVAL", "return nosuch", 0).startswith(b"-ERR user_script:1:")
        assert wire("FUNCTION", "FLUSH") == b"+OK\r\n"


@pytest.mark.parametrize("protocol", [2, 3])
def test_functions_far_away_are_described_alike(
    redis_port: int, redis_url: str, protocol: int
) -> None:
    code = (
        "#!lua name=mine\nredis.register_function{function_name='f',"
        " callback=function() end, flags={'no-writes'}, description='does nothing'}"
    )
    with (
        Server(redis_url, port=0) as server,
        Wire(server.port, protocol=protocol) as ours,
        Wire(redis_port, protocol=protocol) as theirs,
    ):
        ours("FUNCTION", "FLUSH")
        assert ours("FUNCTION", "LOAD", code) == b"$4\r\nmine\r\n"
        for words in (("LIST",), ("LIST", "WITHCODE"), ("LIST", "LIBRARYNAME", "x")):
            assert ours("FUNCTION", *words) == theirs("FUNCTION", *words)
        assert ours("FUNCTION", "STATS") == theirs("FUNCTION", "STATS")
        ours("FUNCTION", "FLUSH")


SCRIPTS = [
    ("return redis.call('get', KEYS[1])", 1, "k"),
    ("return {KEYS, ARGV, {1, {2}}, redis.call('lrange', 'l', 0, -1)}", 1, "k", "a"),
    ("local t = {} for i = 1, 20 do t[i] = cjson.encode({i}) end return t", 0),
    ("return nosuch", 0),
    ("redis.setresp(3) return redis.call('hgetall', 'h')", 0),
    ("return pcall(redis.call, 'nosuch')", 0),
    ("return coroutine.wrap(function() return cmsgpack.pack(1, {}) end)()", 0),
]


def test_calls_leave_nothing_behind(connect: Connect) -> None:
    wire = connect()
    wire("RPUSH", "l", *range(20))
    wire("HSET", "h", "a", 1)
    count = "collectgarbage() collectgarbage() return collectgarbage('count')"

    def call(times: int) -> None:
        for at in range(times):
            script, *rest = SCRIPTS[at % len(SCRIPTS)]
            wire("EVAL", script, *rest)

    def size() -> tuple[int, int]:
        gc.collect()
        return int(wire("EVAL", count, 0)[1:-2]), tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        call(500)
        lua, python = size()
        call(CALLS)
        lua_later, python_later = size()
    finally:
        tracemalloc.stop()
    assert lua_later - lua < 30, "kilobytes of Lua's"
    assert python_later - python < 100_000, "bytes of Python's"


def test_without_lupa_the_answer_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import redipy_server.lua.engine as engine

    def no_module(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr(engine, "import_module", no_module)
    with Server(MemoryRuntime(), port=0) as server, Wire(server.port) as wire:
        for words in (
            ("EVAL", "return 1", 0),
            ("SCRIPT", "LOAD", "return 1"),
            ("FUNCTION", "LOAD", "#!lua name=x\nreturn 1"),
        ):
            assert b"pip install 'redipy-server[lua]'" in wire(*words)
        assert wire("SCRIPT", "EXISTS", "x") == b"*1\r\n:0\r\n"
        assert wire("PING") == b"+PONG\r\n"
