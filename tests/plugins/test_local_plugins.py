"""Functions, helpers and patches that are added to one runtime, without hooks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import ModuleType

import pytest

import redipy
from redipy.plugin import (
    HelperFunction,
    LocalGeneralFunction,
    LocalRedisFunction,
    LuaCode,
    LuaGeneralPatch,
    LuaRedisPatch,
    ScriptValue,
)
from redipy.script import CallFn, FnContext, RedisFn
from redipy_core.errors import ArgumentError, PluginError


def script() -> FnContext:
    ctx = FnContext()
    key, text = ctx.add_key("k"), ctx.add_arg("text")
    ctx.add(RedisFn("LOUDLY.SET", key, CallFn("shout", text)))
    ctx.set_return_value(CallFn("twice", text))
    return ctx


CALL: dict[str, dict[str, str]] = {"keys": {"k": "key"}, "args": {"text": "hey"}}


class Shout(LocalGeneralFunction):
    name = "shout"
    arity = (1, 1)

    def call(self, *args: ScriptValue) -> ScriptValue:
        (text,) = args
        assert isinstance(text, bytes)
        return text.upper()


class Twice(LocalGeneralFunction):
    name = "twice"
    arity = (1, 1)

    def call(self, *args: ScriptValue) -> ScriptValue:
        (text,) = args
        assert isinstance(text, bytes)
        return text + text


class LoudlySet(LocalRedisFunction):
    name = "LOUDLY.SET"

    def call(
        self,
        execute: Callable[[Sequence[bytes]], object],
        key: bytes | None,
        args: list[ScriptValue],
    ) -> ScriptValue:
        assert key is not None
        assert isinstance(args[0], bytes)
        execute([b"SET", key, args[0] + b"!"])
        return True


def module(**items: object) -> ModuleType:
    """A module that holds some declarations as its own."""
    made = ModuleType("local_plugins_of_a_test")
    for name, item in items.items():
        if isinstance(item, type):
            item.__module__ = made.__name__
        setattr(made, name, item)
    return made


def test_on_memory() -> None:
    r = redipy.Redis(prefix="p:")
    with pytest.raises(ArgumentError):
        r.register_script(script())
    runtime = r.get_memory_runtime()
    functions = module(Shout=Shout, Twice=Twice)
    runtime.add_general_function_plugin(functions)
    runtime.add_redis_function_plugin(module(LoudlySet=LoudlySet))
    assert r.register_script(script())(**CALL) == "heyhey"
    assert r.get_value("key") == "HEY!"
    with pytest.raises(PluginError, match="'shout' is there already"):
        runtime.add_general_function_plugin(functions)
    with pytest.raises(PluginError, match="declares no script function"):
        runtime.add_general_function_plugin(module())
    with pytest.raises(ArgumentError):
        redipy.Redis().register_script(script())


def test_on_a_server(redis_url: str) -> None:
    with redipy.Redis.from_url(redis_url, prefix="p:") as r:
        r.flushall()
        backend = r.get_redis_runtime().script_backend
        helper = HelperFunction("shout", ("text",), "return string.upper(text)")
        backend.add_helper_function_plugin(module(helper=helper))

        def twice(args: Sequence[object]) -> LuaCode:
            code = getattr(args[0], "code", "")
            return LuaCode(f"string.rep({code}, 2)")

        patch = LuaGeneralPatch("twice", twice)
        backend.add_general_patch_plugin(module(patch=patch))

        def loudly(words: Sequence[str]) -> LuaCode:
            return LuaCode(f"redis.call('SET', {words[1]}, {words[2]} .. '!') and true")

        backend.add_redis_patch_plugin(module(p=LuaRedisPatch("LOUDLY.SET", loudly)))
        assert r.register_script(script())(**CALL) == "heyhey"
        assert r.get_value("key") == "HEY!"
