"""The compilers by themselves: sources, functions of third parties, the budget."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from redipy_core.binder import CommandTable
from redipy_core.builtin import redipy_commands
from redipy_core.errors import ArgumentValueError, PluginError, ScriptError
from redipy_core.functions import (
    LuaCode,
    LuaGeneralPatch,
    LuaHelper,
    LuaOperand,
    LuaRedisPatch,
    RedisFunctionSpec,
    ScriptFunctionSpec,
    ScriptValue,
)
from redipy_core.kinds import NUMBER, Kind
from redipy_core.numbers import as_python, number_text, text_number
from redipy_core.plugins import default_plugins
from redipy_core.tree import Script
from redipy_memory.compiler import compile_script as to_python_source
from redipy_redis.lua import compile_script as to_lua
from redipy_redis.lua_names import joined, number_literal, string_literal
from redipy_redis.lua_values import decode_tagged, encode_argument, script_error
from redipy_scripts import (
    CallFn,
    Constant,
    FnContext,
    RedisFn,
    RedisList,
    RedisVar,
    Strs,
)
from redipy_scripts.functions import STANDARD_FUNCTIONS

TABLE = CommandTable(redipy_commands())
FUNCTIONS = {spec.name: spec for spec in STANDARD_FUNCTIONS}


def no_engine(*_: object) -> Any:
    raise AssertionError("the script calls no command")


def run(script: Script, functions: Any, **options: Any) -> object:
    compiled = to_python_source(script, functions, TABLE, **options)
    return compiled.bind(no_engine, no_engine)(b"", (), ())


def moved() -> FnContext:
    """A small script with a little of everything."""
    ctx = FnContext()
    source, target = RedisList(ctx.add_key("source")), ctx.add_key("target")
    limit = ctx.add_arg("limit")
    count = ctx.add_local(0)
    loop = ctx.while_(count.lt_(limit))
    loop.add(count.assign(count + 1))
    loop.add(RedisList(target).rpush(source.lpop().or_("none")))
    ctx.set_return_value(count)
    return ctx


def test_python_source() -> None:
    compiled = to_python_source(moved().tree(), FUNCTIONS, TABLE)
    assert compiled.source == (
        """\
def bind(e0, e1, execute, locate):
    def run(prefix, keys, args):
        try:
            k0 = prefix + keys[0]
            k1 = prefix + keys[1]
            a0, = args
            if a0.__class__ is int: a0 = float(a0)
            v0 = v1 = None
            steps = 10000000
            v0 = 0
            while (v0 < a0 if a0.__class__ is float else lt(v0, a0)):
                if (steps := steps - 1) < 0: raise failure('steps')
                v0 = (v0 + 1.0)
                v1 = e0(k0, None)
                if not (v1):
                    v1 = b'none'
                e1(k1, (v1 if v1 is not None else text(None), ))
            return v0
        except ResponseError as error:
            locate(error)
            raise
    return run
"""
    )


def test_a_simple_function_is_written_out() -> None:
    calls: list[object] = []

    def shout(value: ScriptValue) -> ScriptValue:
        calls.append(value)
        return value.upper() if isinstance(value, bytes) else value

    spec = ScriptFunctionSpec(
        "shout",
        (1, 1),
        shout,
        usual="{0}.upper() if {0}.__class__ is bytes else {call}",
    )
    ctx = FnContext()
    kept, changed = ctx.add_arg("kept"), ctx.add_arg("changed")
    ctx.add(changed.assign(CallFn("shout", changed)))
    local = ctx.add_local(CallFn("shout", CallFn("shout", kept)))
    ctx.set_return_value([local, CallFn("shout", kept), changed])
    compiled = to_python_source(ctx.tree(), {"shout": spec}, TABLE)
    assert compiled.lines[3:7] == [
        "            a0, a1, = args",
        "            h0 = (a0.upper() if a0.__class__ is bytes else f0(a0))",
        "            v0 = None",
        "            a1 = (a1.upper() if a1.__class__ is bytes else f0(a1))",
    ]
    run = compiled.bind(no_engine, no_engine)
    assert run(b"", [], [b"a", b"b"]) == [b"A", b"A", b"B"]
    assert calls == [b"A"]
    assert run(b"", [], [1, None]) == [1, 1, None]


def test_what_is_known_not_to_be_null_needs_no_test() -> None:
    ctx = FnContext()
    source, target = RedisList(ctx.add_key("source")), RedisList(ctx.add_key("target"))
    item = ctx.add_local(source.lpop())
    loop = ctx.while_(item.ne_(None))
    loop.add(target.rpush(item))
    again, _ = loop.if_(item.eq_("again"))
    again.add(item.assign(source.lpop()))
    loop.add(target.rpush(item))
    some, none = loop.if_(item.eq_(None))
    some.add(target.rpush(item))
    none.add(target.rpush(item))
    loop.add(item.assign(source.lpop()))
    ctx.add(target.rpush(item))
    lines = to_python_source(ctx.tree(), FUNCTIONS, TABLE).lines
    pushes = [line.strip() for line in lines if "e1(" in line]
    tested = "e1(k1, (v0 if v0 is not None else text(None), ))"
    assert pushes == ["e1(k1, (v0, ))", tested, tested, "e1(k1, (v0, ))", tested]


def test_lua_source() -> None:
    script = to_lua(moved().tree(), FUNCTIONS, TABLE)
    start = script.source.index("local A0")
    assert script.source[start:] == (
        """\
local A0 = tonumber(ARGV[1]) or argument(ARGV[1])
local K0 = KEYS[1]
local K1 = KEYS[2]
local V0 = null
local V1 = null
V0 = 0
while lt_number(V0, A0) do
  V0 = (V0 + 1)
  V1 = (CALL("LPOP", K0) or null)
  if not truth(V1) then
    V1 = "none"
  end
  CALL("RPUSH", K1, (V1 == null and text(null) or V1))
end
do return (encode_number(V0)) end
"""
    )
    assert script.arguments(b"p:", [b"a", b"b"], [3]) == ([b"p:a", b"p:b"], [b"3"])
    assert script.result(7) == 7


def test_a_name_that_begins_with_a_key_needs_no_prefix() -> None:
    plugins = default_plugins()

    def source_of(*parts: str | bytes | int) -> str:
        ctx = FnContext()
        keys = [ctx.add_key("first"), ctx.add_key("second")]
        name = Strs(*(keys[part] if isinstance(part, int) else part for part in parts))
        ctx.set_return_value(RedisVar(name).get_value())
        patches = plugins.lua_general_patches
        return to_lua(ctx.tree(), FUNCTIONS, TABLE, general_patches=patches).source

    own = source_of(0, ":size")
    assert 'CALL("GET", K0 .. ":size")' in own
    assert "PREFIX" not in own
    both = source_of(0, ":", 1)
    assert 'CALL("GET", K0 .. ":" .. N1)' in both
    assert "N0" not in both
    twice = source_of(0, ":", 0)
    assert 'CALL("GET", K0 .. ":" .. N0)' in twice
    assert 'CALL("GET", PREFIX .. "size:" .. N0)' in source_of("size:", 0)


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("A0", "PREFIX .. A0"),
        ("text(x)", "PREFIX .. text(x)"),
        ('(N0 .. ":" .. text(V0))', 'PREFIX .. N0 .. ":" .. text(V0)'),
        ("(V0 .. (V1 + 1))", "PREFIX .. V0 .. (V1 + 1)"),
        ("(a and b or c)", "PREFIX .. (a and b or c)"),
        ("(a + b)", "PREFIX .. (a + b)"),
        ("(a) .. (b)", "PREFIX .. (a) .. (b)"),
        ('"(a .. b)"', 'PREFIX .. "(a .. b)"'),
        ('(")" .. b)', 'PREFIX .. ")" .. b'),
    ],
)
def test_texts_are_joined_at_once(code: str, found: str) -> None:
    assert joined("PREFIX", code) == found


def test_a_plain_script_carries_no_helpers() -> None:
    ctx = FnContext()
    ctx.set_return_value(RedisVar(ctx.add_key("k")).exists().gt_(0))
    lines = to_lua(ctx.tree(), FUNCTIONS, TABLE).lines
    assert not any("encode_into" in line or "decode" in line for line in lines)


# -- functions of third parties --------------------------------------------------------

SHOUT = ScriptFunctionSpec(
    "shout", (1, 2), lambda text, times=1: text.upper() * int(times), Kind.TEXT
)


def shouting() -> Script:
    ctx = FnContext()
    ctx.set_return_value(CallFn("shout", ctx.add_arg("x"), 2))
    return ctx.tree()


def test_a_third_party_adds_a_function() -> None:
    compiled = to_python_source(shouting(), {"shout": SHOUT}, TABLE)
    assert compiled.bind(no_engine, no_engine)(b"", (), [b"hey"]) == b"HEYHEY"
    helper = LuaHelper(
        "shout",
        ("x", "n"),
        "return string.rep(loud(text(x)), n or 1)",
        requires=("loud", "text"),
    )
    loud = LuaHelper("loud", ("x",), "return string.upper(x)")
    script = to_lua(
        shouting(), {"shout": SHOUT}, TABLE, helpers={"shout": helper, "loud": loud}
    )
    assert "do return (shout(A0, 2)) end" in script.source
    assert script.source.index("function loud") < script.source.index("function shout")
    assert script.source.index("function text") < script.source.index("function shout")


def test_a_third_party_patches_a_function() -> None:
    def rewrite(args: Sequence[LuaOperand]) -> LuaCode | None:
        if args[1].is_constant and args[1].constant == 2:
            return LuaCode(f"string.rep(text({args[0].code}), 2)", ("text",))
        return None

    patch = LuaGeneralPatch("shout", rewrite)
    script = to_lua(
        shouting(), {"shout": SHOUT}, TABLE, general_patches={"shout": patch}
    )
    assert "string.rep(text(A0), 2)" in script.source


def test_a_third_party_adds_a_redis_call() -> None:
    ctx = FnContext()
    ctx.set_return_value(RedisFn("swapcase", ctx.add_key("k"), 1))
    spec = RedisFunctionSpec(
        "SWAPCASE",
        lambda execute, key, args: [execute([b"GET", key or b""]), *args],  # type: ignore[list-item]
    )
    compiled = to_python_source(
        ctx.tree(), FUNCTIONS, TABLE, redis_functions={"SWAPCASE": spec}
    )
    bound = compiled.bind(no_engine, lambda words: b"/".join(words))
    assert bound(b"p:", [b"k"], ()) == [b"GET/p:k", 1]
    patch = LuaRedisPatch(
        "SWAPCASE", lambda words: LuaCode(f"swap({words[1]})", ("swap",))
    )
    swap = LuaHelper("swap", ("key",), "return redis.call('GET', key)")
    script = to_lua(
        ctx.tree(),
        FUNCTIONS,
        TABLE,
        redis_patches={"SWAPCASE": patch},
        helpers={"swap": swap},
    )
    assert "swap(K0)" in script.source


def test_a_function_without_lua_is_refused() -> None:
    with pytest.raises(ArgumentValueError, match="no Lua patch and no Lua helper"):
        to_lua(shouting(), {"shout": SHOUT}, TABLE)


def test_helpers_must_fit_together() -> None:
    missing = LuaHelper("shout", ("x", "n"), "return nope(x)", ("nope",))
    with pytest.raises(PluginError, match="no Lua helper 'nope'"):
        to_lua(shouting(), {"shout": SHOUT}, TABLE, helpers={"shout": missing})
    circle = {
        "shout": LuaHelper("shout", ("x", "n"), "return a(x)", ("ring",)),
        "ring": LuaHelper("ring", ("x",), "return shout(x)", ("shout",)),
    }
    with pytest.raises(PluginError, match="need each other"):
        to_lua(shouting(), {"shout": SHOUT}, TABLE, helpers=circle)


@pytest.mark.parametrize("name", ["end", "Shout", "a-b", "string", "x\ny", ""])
def test_names_of_helpers_are_plain(name: str) -> None:
    with pytest.raises(ValueError, match="cannot name"):
        LuaHelper(name, (), "return 1")


# -- the budget --------------------------------------------------------------------------


def test_an_endless_script_ends() -> None:
    ctx = FnContext()
    ctx.while_(True)
    with pytest.raises(ScriptError) as caught:
        run(ctx.tree(), FUNCTIONS, budget=1000)
    assert caught.value.code == "LIMIT"


@pytest.mark.parametrize(("rounds", "fails"), [(100, False), (101, True)])
def test_every_loop_draws_on_the_budget(rounds: int, fails: bool) -> None:
    ctx = FnContext()
    body, _, _ = ctx.for_(list(range(10)))
    body.for_(list(range(rounds // 10 - 1)))
    ctx.for_(list(range(rounds % 10)))
    if fails:
        with pytest.raises(ScriptError):
            run(ctx.tree(), FUNCTIONS, budget=100)
    else:
        assert run(ctx.tree(), FUNCTIONS, budget=100) is None


# -- numbers, literals, values ------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.1, b"0.1"),
        (0.1 + 0.2, b"0.30000000000000004"),
        (1e15, b"1000000000000000"),
        (2.0**53, b"9007199254740992"),
        (1e22, b"1e+22"),
        (123456789012345.6, b"123456789012345.6"),
        (-0.0, b"0"),
        (float("inf"), b"inf"),
        (float("nan"), b"nan"),
    ],
)
def test_number_text(number: float, text: bytes) -> None:
    assert number_text(number) == text


def test_numbers_there_and_back() -> None:
    assert as_python(2.0**53) == 2.0**53
    assert isinstance(as_python(2.0**53), float)
    assert isinstance(as_python(2.0**53 - 1), int)
    assert text_number(b"1" * 6000) is None
    assert number_literal(-2.5) == "(-2.5)"
    assert number_literal(float("-inf")) == "(-math.huge)"
    assert string_literal(b'a"\\\n\xff') == r'"a\034\092\010\255"'


@pytest.mark.parametrize(
    "value",
    [None, True, False, 1, -2.5, [], {}, [[], {b"": [None]}], {b"a:b": b"$1:x"}, 1e300],
)
def test_tagged_text(value: Any) -> None:
    assert decode_tagged(encode_argument([value])) == [value]
    assert encode_argument(b"plain") == b"$plain"


SHA = "9c9ce6d12f505abd143c3509127fe89cef05c507"


@pytest.mark.parametrize(
    ("line", "code", "text", "place"),
    [
        (f"WRONGTYPE Op script: {SHA}, on @user_script:12.", "WRONGTYPE", "Op", 12),
        (f"ERR RDP:TYPE:no: x script: {SHA}, on @user_script:3.", "TYPE", "no: x", 3),
        (f"ERR RDP:INDEX:@7,9:no script: {SHA}, on @user_script:3.", "INDEX", "no", 7),
        (
            f"ERR RDP:REPLY:@7:WRONGTYPE Op script: {SHA}, on @user_script:3.",
            "WRONGTYPE",
            "Op",
            7,
        ),
        ("ERR no such key", "ERR", "no such key", None),
        (
            f"ERR Error running script (call to f_{SHA}): @user_script:4: RDP:INDEX:out",
            "INDEX",
            "out",
            4,
        ),
        (
            f"ERR Error running script (call to f_{SHA}): @user_script:4: "
            "@user_script: 4: -WRONGTYPE Op",
            "WRONGTYPE",
            "Op",
            4,
        ),
    ],
)
def test_error_lines(line: str, code: str, text: str, place: int | None) -> None:
    error, found = script_error(line)
    assert (error.code, error.text) == (code, text)
    assert found[:1] == ([] if place is None else [place])


def test_kinds_choose_the_plain_operation() -> None:
    ctx = FnContext()
    x = ctx.add_local(1)
    ctx.set_return_value((x + 1).lt_(3))
    source = to_python_source(ctx.tree(), FUNCTIONS, TABLE).source
    assert "return ((v0 + 1.0) < 3)" in source
    assert NUMBER.within(Kind.INT | Kind.FLOAT)
    assert Constant(1).node is not None
