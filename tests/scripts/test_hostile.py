"""Text of any kind is data, wherever it stands in a script.

The fixture looks after each run whether a key outside of the client's prefix is
still there: whatever broke out and flushed the database would take it along.
``REDIPY_FUZZ=N`` makes N scripts of each sort instead of the default, with two to
eight hostile texts in each.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import redipy
from redipy_scripts import CallFn, FnContext, RedisFn, RedisHash, RedisVar, Strs
from redipy_scripts.python import PythonScript, function
from redipy_scripts.testing.functions import compiled

if TYPE_CHECKING:
    from conftest import Twin

PARTS = (
    *('"', "'", "\\", "\n", "\r", "\0", "]]", "[[", "--", "--[[", "]=]", "${x}", "%s"),
    *(
        "{0}",
        "\\n",
        "\\0",
        "\\x41",
        "\\065",
        "é",
        "\udcff",
        "\u2028",
        "end ",
        ") ",
        "#",
    ),
    *('redis.call("FLUSHALL")', "os.exit()", "import os", "''' ", '""" ', "b'", "\x1b"),
)
hostile = st.lists(st.sampled_from(PARTS) | st.text(max_size=3), max_size=6).map(
    "".join
)
quick = settings(
    max_examples=int(os.environ.get("REDIPY_FUZZ", "350")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def encodable(text: str) -> bool:
    """Whether the text is one: no lone surrogates but those that stand for bytes."""
    return not re.search("[\ud800-\udc7f\udd00-\udfff]", text)


hostile = hostile.filter(encodable)


@quick
@given(hostile, hostile, hostile)
def test_literals_and_names(shared_twin: Twin, a: str, b: str, c: str) -> None:
    ctx = FnContext()
    arg, key = ctx.add_arg(a), ctx.add_key(b)
    var = RedisVar(Strs(key, a, c))
    ctx.add(var.set_value(b))
    ctx.add(RedisHash(Strs("hash", key)).hset({a: b, "x" + c: arg}))
    then, _ = ctx.if_(arg.eq_(c).and_(var.get_value().eq_(b)))
    then.set_return_value([a, {b: [c, arg]}, var.get_value()])
    outcome = shared_twin.run(ctx, {b: a}, {a: c})
    assert outcome.error is None
    assert outcome.result == [a, {b: [c, c]}, b]


@quick
@given(st.binary(max_size=12), hostile)
def test_bytes(shared_twin: Twin, data: bytes, text: str) -> None:
    ctx = FnContext()
    arg = ctx.add_arg("x")
    ctx.set_return_value([data, arg, {text: Strs(data, arg)}])
    found = data.decode("utf-8", "surrogateescape")
    joined = (data * 2).decode("utf-8", "surrogateescape")
    result = shared_twin.result(ctx, args={"x": data})
    assert result == [found, found, {text: joined}]


@quick
@given(hostile, hostile)
def test_names_of_commands(shared_twin: Twin, name: str, word: str) -> None:
    ctx = FnContext()
    ctx.set_return_value(RedisFn(name, ctx.add_key("k"), word))
    outcome = shared_twin.run(ctx, {"k": word})
    assert outcome.error is not None
    assert outcome.keyspace == {}
    asked = FnContext()
    asked.set_return_value(CallFn(name, word))
    assert "unknown script function" in shared_twin.refused(asked)


# -- Python functions --------------------------------------------------------------------

IDENTIFIERS = (
    # what means something in Lua, in its libraries and in what is made for a server
    *("end", "nil", "local", "then", "repeat", "until", "function", "goto", "do"),
    *("redis", "KEYS", "ARGV", "cjson", "null", "_G", "_", "string", "table", "math"),
    *("A0", "K0", "V0", "fail", "encode", "text", "py_add", "unpack", "error"),
    # what means something in what is made for memory
    *("a0", "k0", "v0", "f0", "run", "bind", "args", "keys", "prefix", "execute"),
    *("locate", "whole", "multiply", "ResponseError", "__import__"),
    # what Python reads as other names than it shows
    *("é", "ﬁn", "𝐱", "ª", "__x", "self", "print", "eval", "open", "exec"),
)
names = st.lists(st.sampled_from(IDENTIFIERS), min_size=6, max_size=6, unique=True)


def hostile_function(texts: list[str], names: list[str]) -> str:
    """A function's text, with names and texts wherever it may have them."""
    a, b, c, d = map(repr, texts)
    made, arg, key, default, local, field = names
    return f"""from typing import Literal
{field} = {c}
def {made}({arg}: Literal[{a}, {b}], {key}: Key, *, {default}: str = {d}) -> object:
    {b}
    {local} = f"{{{arg}}}" {c} f"{{{default}}}"
    RedisVar(f"{{{key}}}" {d}).set_value({local})
    RedisHash({key}).hset({{{a}: {b}, "x" + {c}: {local}}})
    if {arg} == {a} and {default} != {d} + "x":
        {local} += {d}
    return [{local}, {{{d}: {arg}}}, {key}, {field}, RedisVar({key} + {d}).get_value()]
made = {made}
"""


def read(given_text_: str) -> PythonScript[..., object]:
    """The script of a function's text, where no other names are near."""
    return function(compiled(given_text_))


@quick
@given(st.lists(hostile, min_size=4, max_size=4), names, hostile)
def test_functions(
    shared_twin: Twin, texts: list[str], names: list[str], where: str
) -> None:
    a, b, c, d = texts
    text = hostile_function(texts, names)
    script = read(text)
    shown = [unicodedata.normalize("NFKC", name) for name in names]
    keys, args = {shown[2]: where}, {shown[1]: a, shown[3]: d}
    outcome = shared_twin.run(script, keys, args)
    if where + d == where:  # the variable is where the hash is to be
        assert outcome.error is not None, text
        assert outcome.error[0] == "WRONGTYPE"
        return
    assert outcome.error is None, (outcome.error, text)
    kept = a + c + d
    assert outcome.result == [kept + d, {d: a}, where, c, kept], text
    fields = dict(outcome.keyspace[where][1])  # type: ignore[index]
    assert fields == {a: b} | {"x" + c: kept}, text


def literals(text: str) -> FnContext:
    ctx = FnContext()
    ctx.add_arg(text)
    ctx.set_return_value([text, {text: text}])
    return ctx


def functions(text: str) -> PythonScript[..., object]:
    return read(hostile_function([text] * 4, list(IDENTIFIERS[:6])))


@pytest.mark.parametrize("text", PARTS)
@pytest.mark.parametrize("make", [literals, functions])
def test_source_is_printable_ascii(
    redis_url: str,
    make: Callable[[str], FnContext | PythonScript[..., object]],
    text: str,
) -> None:
    lines: list[str] = []
    with redipy.Redis.from_url(redis_url, lua_code_hook=lines.extend) as client:
        client.register_script(make(text))
    assert lines
    assert all(line.isprintable() and line.isascii() for line in lines)
    source = "\n".join(lines)
    assert "FLUSHALL" not in re.sub(r'"(?:[^"\\]|\\\d\d\d)*"', "", source)
