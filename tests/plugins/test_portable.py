"""Portable behaviours: scripts in the place of commands that a store lacks."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator, Sequence

import pytest

import redipy
import redipy.asyncio
from redipy.plugin import (
    Command,
    CommandGroup,
    Key,
    LuaCode,
    LuaRedisPatch,
    Plugins,
    Runtime,
    Value,
    command,
    command_of,
    hookimpl,
    replies,
)
from redipy.script import FnContext, RedisFn, RedisList, RedisVar, Strs
from redipy_core.errors import CommandError, PluginError, WrongTypeError
from redipy_core.replies import Edge
from redipy_core.script import ScriptCall
from redipy_core.tree import Script
from redipy_memory.runtime import MemoryRuntime
from redipy_redis.scripts import Scripts


def _push() -> FnContext:
    """Push each value; keep a count beside the list."""
    ctx = FnContext()
    key, values = ctx.add_key("key"), ctx.add_arg("values")
    times, twice = ctx.add_arg("times"), ctx.add_arg("twice")
    default, _ = ctx.if_(times.eq_(None))
    default.add(times.assign(1))
    doubled, _ = ctx.if_(twice)
    doubled.add(times.assign(times * 2))
    count = RedisVar(Strs(key, ":count"))
    loop, _, value = ctx.for_(values)
    left = loop.add_local(times)
    again = loop.while_(left.gt_(0))
    again.add(RedisList(key).rpush(value))
    again.add(count.incrby(1))
    again.add(left.assign(left - 1))
    ctx.set_return_value(RedisList(key).llen())
    return ctx


def _options(*, times: int | None = None, twice: bool = False) -> tuple[object, ...]:
    return times, twice


@command(
    "PB.PUSH key [TIMES times:positive] [TWICE] values ...",
    "write",
    reply=replies.INTEGER,
    since="1.0.0",
    complexity="O(N)",
    options=_options,
    portable=_push,
)
def push(
    key: Key, *values: Value, times: int | None = None, twice: bool = False
) -> int:
    """Push values several times."""
    raise NotImplementedError


def _nested() -> FnContext:
    ctx = FnContext()
    key = ctx.add_key("key")
    ctx.add(RedisFn("PB.PUSH", key, "x", "y"))
    ctx.set_return_value(RedisFn("PB.PUSH", key, "TIMES", "3", ctx.add_arg("value")))
    return ctx


@command(
    "PB.NEST key value",
    "write",
    reply=replies.INTEGER,
    since="1.0.0",
    complexity="O(N)",
    portable=_nested,
)
def nest(key: Key, value: Value) -> int:
    """Push by the other command."""
    raise NotImplementedError


Push = CommandGroup("pb", [command_of(push), command_of(nest)], title="Push")


class Pushing:
    @hookimpl
    def redipy_commands(self) -> list[CommandGroup]:
        return [Push]


PLUGINS = Plugins(extra=[Pushing()])


class ScriptsOnly(Runtime):
    """A stranger's backend: it carries out words and runs scripts."""

    name = "scripts-only"

    def __init__(self) -> None:
        super().__init__(PLUGINS)
        self._memory = MemoryRuntime(PLUGINS)

    def has(self, command: Command) -> bool:
        return False

    def execute(self, words: Sequence[bytes]) -> object:
        assert not words[0].startswith(b"PB.")
        return self._memory.execute(words)

    def run_script(self, script: Script, call: ScriptCall, edge: Edge) -> object:
        return self._memory.run_script(script, call, edge)


@pytest.fixture(params=["memory", "server"])
def r(request: pytest.FixtureRequest) -> Iterator[redipy.Redis]:
    if request.param == "memory":
        client = redipy.Redis(plugins=PLUGINS, prefix="p:")
    else:
        url = request.getfixturevalue("redis_url")
        client = redipy.Redis.from_url(url, plugins=PLUGINS, prefix="p:")
        client.flushall()
    with client:
        yield client


class TestEverywhere:
    def test_method(self, r: redipy.Redis) -> None:
        assert r.pb.push("k", "a", 1) == 2  # type: ignore[attr-defined]
        assert r.pb.push("k", "b", times=2, twice=True) == 6  # type: ignore[attr-defined]
        assert r.lrange("k", 0, -1) == ["a", "1", "b", "b", "b", "b"]
        assert r.get_value("k:count") == "6"

    def test_words(self, r: redipy.Redis) -> None:
        assert r.execute("pb.push", "p:k", "TIMES", "2", "a") == 2
        with pytest.raises(CommandError, match="must be positive"):
            r.execute("PB.PUSH", "p:k", "TIMES", "-1", "a")
        with pytest.raises(CommandError, match="not an integer"):
            r.execute("PB.PUSH", "p:k", "TIMES", str(2**60), "a")
        assert r.llen("k") == 2

    def test_a_command_of_several_commands(self, r: redipy.Redis) -> None:
        assert r.pb.nest("k", "z") == 5  # type: ignore[attr-defined]
        assert r.lrange("k", 0, -1) == ["x", "y", "z", "z", "z"]

    def test_pipeline(self, r: redipy.Redis) -> None:
        with r.pipeline() as pipe:
            pipe.pb.nest("k", "z")  # type: ignore[attr-defined]
            pipe.set_value("other", "1")
            pipe.pb.push("k", "a")  # type: ignore[attr-defined]
            with pytest.raises(CommandError, match="positive"):
                pipe.pb.push("k", "a", times=-1)  # type: ignore[attr-defined]
            assert pipe.execute() == [5, True, 6]

    def test_an_error_in_a_pipeline(self, r: redipy.Redis) -> None:
        r.set_value("text", "x")
        pipe = r.pipeline()
        pipe.set_value("a", "1")
        pipe.pb.push("text", "a")  # type: ignore[attr-defined]
        with pytest.raises(WrongTypeError) as caught:
            pipe.execute()
        assert (caught.value.command, caught.value.position) == ("PB.PUSH", 1)

    def test_inside_a_script(self, r: redipy.Redis) -> None:
        ctx = FnContext()
        key, times = ctx.add_key("key"), ctx.add_arg("times")
        first = ctx.add_local(RedisFn("PB.PUSH", key, "TIMES", times, "a", 1.5))
        nested = ctx.add_local(RedisFn("PB.NEST", Strs(key, ":2"), "TIMES"))
        ctx.set_return_value([first, nested, RedisFn("PB.PUSH", key, "TWICE", "b")])
        run = r.register_script(ctx)
        assert run(keys={"key": "k"}, args={"times": "2"}) == [4, 5, 6]
        assert r.lrange("k", 0, -1) == ["a", "a", "1.5", "1.5", "b", "b"]
        assert r.lrange("k:2", -1, -1) == ["TIMES"]
        assert r.get_value("k:count") == "6"
        for bad, words in ((-1, "must be positive"), ("x", "must be positive")):
            with pytest.raises(CommandError, match=words):
                run(keys={"key": "k"}, args={"times": bad})
        assert r.llen("k") == 6

    def test_transaction(self, r: redipy.Redis) -> None:
        with r.watch("k") as transaction:
            assert transaction.pb.push("k", "a") == 1  # type: ignore[attr-defined]

    def test_asyncio(self, redis_url: str) -> None:
        async def use(r: redipy.asyncio.Redis) -> None:
            async with r:
                await r.flushall()
                pb = Push(r)
                assert await pb.nest("k", "z") == 5  # type: ignore[attr-defined]
                assert await r.execute("PB.PUSH", "k", "a") == 6
                async with r.pipeline() as pipe:
                    Push(pipe).push("k", "a")  # type: ignore[attr-defined]
                    assert await pipe.execute() == [7]

        asyncio.run(use(redipy.asyncio.Redis(plugins=PLUGINS)))
        asyncio.run(use(redipy.asyncio.Redis.from_url(redis_url, plugins=PLUGINS)))

    def test_a_strangers_backend(self) -> None:
        r = redipy.Redis(rt=ScriptsOnly(), prefix="p:")
        assert Push(r).push("k", "a", times=2) == 2  # type: ignore[attr-defined]
        assert r.lrange("k", 0, -1) == ["a", "a"]


class TestOnMemory:
    def test_stores_share_nothing(self) -> None:
        first, second = redipy.Redis(plugins=PLUGINS), redipy.Redis(plugins=PLUGINS)
        for r in (first, second, first.select(1)):
            assert r.pb.push("k", "a") == 1  # type: ignore[attr-defined]

    def test_time_stands_still(self) -> None:
        """A portable command is one moment, as any command is."""
        ticks = iter(range(10**9, 10**9 + 10**6))
        runtime = MemoryRuntime(PLUGINS, clock=lambda: float(next(ticks)))
        r = redipy.Redis(rt=runtime)
        r.set_value("k:count", "1", expire_in=1.5)
        r.pb.push("k", "a", "b", "c")  # type: ignore[attr-defined]
        assert r.llen("k") == 3


class TestWrongScripts:
    @pytest.mark.parametrize(
        ("kind", "name", "words"),
        [
            ("key", "kee", "the script's key 'kee' is none of the slots key, values"),
            ("arg", "vals", "the script's argument 'vals' is none of the slots"),
            ("key", "values", "the script's key 'values' is not exactly one key"),
        ],
    )
    def test_names(self, kind: str, name: str, words: str) -> None:
        def script() -> FnContext:
            ctx = FnContext()
            if kind == "key":
                ctx.add_key(name)
            else:
                ctx.add_arg(name)
            return ctx

        @command(
            "PB.BAD key values ...",
            reply=replies.INTEGER,
            since="1.0.0",
            complexity="O(1)",
            portable=script,
        )
        def bad(key: Key, *values: Value) -> int:
            """Do nothing."""
            raise NotImplementedError

        class Bad:
            @hookimpl
            def redipy_commands(self) -> list[Command]:
                return [command_of(bad)]

        r = redipy.Redis(plugins=Plugins(extra=[Bad()]))
        with pytest.raises(PluginError, match=words):
            r.bad("k", "a")  # type: ignore[attr-defined]


class FakeServer:
    """A server with PB.PUSH of its own, which always answers 42."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=(client,), daemon=True).start()

    def _talk(self, client: socket.socket) -> None:
        with client, client.makefile("rb") as lines:
            while head := lines.readline():
                words = [
                    lines.read(int(lines.readline()[1:]) + 2)[:-2]
                    for _ in range(int(head[1:]))
                ]
                client.sendall(self._answer(words))

    def _answer(self, words: list[bytes]) -> bytes:
        name = words[0].upper()
        self.heard.append(b" ".join([name, *words[1:]]))
        if name == b"PB.PUSH":
            return b":42\r\n"
        if name == b"COMMAND":
            has = words[2] == b"PB.PUSH"
            return b"*1\r\n*1\r\n+pb.push\r\n" if has else b"*1\r\n*-1\r\n"
        if name == b"EXEC":
            queued = self.heard[self.heard.index(b"MULTI") + 1 : -1]
            return b"*%d\r\n" % len(queued) + b":42\r\n" * len(queued)
        if name in (b"EVAL", b"EVALSHA"):
            return b":7\r\n"
        return b"+OK\r\n"

    def heard_of(self, *names: bytes) -> list[bytes]:
        return [line for line in self.heard if line.split()[0] in names]


class TestNative:
    @pytest.fixture
    def server(self) -> Iterator[FakeServer]:
        server = FakeServer()
        yield server
        server.close()

    def test_the_server_is_asked_once(self, server: FakeServer) -> None:
        url = f"redis://127.0.0.1:{server.port}"
        with redipy.Redis.from_url(url, plugins=PLUGINS) as r:
            assert server.heard == []
            calls: list[Callable[[], object]] = [
                lambda: r.pb.push("k", "a"),  # type: ignore[attr-defined]
                lambda: r.execute("PB.PUSH", "k", "b"),
                lambda: r.pb.push("k", "c", times=2),  # type: ignore[attr-defined]
            ]
            assert [call() for call in calls] == [42, 42, 42]
            with r.pipeline() as pipe:
                pipe.pb.push("k", "d")  # type: ignore[attr-defined]
                pipe.pb.push("k", "e")  # type: ignore[attr-defined]
                assert pipe.execute() == [42, 42]
        assert server.heard_of(b"COMMAND") == [b"COMMAND INFO PB.PUSH"]
        assert server.heard_of(b"PB.PUSH") == [
            b"PB.PUSH k a",
            b"PB.PUSH k b",
            b"PB.PUSH k TIMES 2 c",
            b"PB.PUSH k d",
            b"PB.PUSH k e",
        ]

    def test_a_script_calls_what_the_server_has(self) -> None:
        scripts = Scripts(PLUGINS)
        ctx = FnContext()
        ctx.set_return_value(RedisFn("PB.PUSH", ctx.add_key("key"), "x"))
        tree = ctx.tree()
        assert scripts.portable_in(tree) == {command_of(push)}
        native = scripts.prepared(tree, frozenset()).script.source
        assert 'CALL("PB.PUSH", K0, "x")' in native
        assert "RPUSH" not in native
        assert '"RPUSH"' in scripts.prepared(tree).script.source

    def test_a_patch_comes_first(self) -> None:
        class Patching:
            @hookimpl
            def redipy_lua_redis_patches(self) -> list[LuaRedisPatch]:
                return [LuaRedisPatch("PB.PUSH", lambda words: LuaCode("42"))]

        scripts = Scripts(Plugins(extra=[Pushing(), Patching()]))
        ctx = FnContext()
        ctx.set_return_value(RedisFn("PB.PUSH", ctx.add_key("key"), "x"))
        assert "RPUSH" not in scripts.prepared(ctx.tree()).script.source

    def test_half_of_it(self, server: FakeServer) -> None:
        """PB.NEST is a script there, and calls the server's own PB.PUSH."""
        url = f"redis://127.0.0.1:{server.port}"
        with redipy.Redis.from_url(url, plugins=PLUGINS) as r:
            assert r.pb.nest("k", "z") == 7  # type: ignore[attr-defined]
        asked = server.heard_of(b"COMMAND")
        assert sorted(asked) == [b"COMMAND INFO PB.NEST", b"COMMAND INFO PB.PUSH"]
