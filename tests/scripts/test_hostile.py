"""Text of any kind is data, wherever it stands in a script.

The fixture looks after each run whether a key outside of the client's prefix is
still there: whatever broke out and flushed the database would take it along.
With ``REDIPY_FUZZ=20000`` more than 10,000 names and literals are tried.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redipy_core.binder import CommandTable
from redipy_core.builtin import redipy_commands
from redipy_redis.lua import compile_script
from redipy_scripts import FnContext, RedisHash, RedisVar, Strs

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
    max_examples=max(350, int(os.environ.get("REDIPY_FUZZ", "0")) // 6),
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


@pytest.mark.parametrize("text", PARTS)
def test_source_is_printable_ascii(text: str) -> None:
    ctx = FnContext()
    ctx.add_arg(text)
    ctx.set_return_value([text, {text: text}])
    script = compile_script(ctx.tree(), {}, CommandTable(redipy_commands()))
    assert all(line.isprintable() and line.isascii() for line in script.lines)
    assert "FLUSHALL" not in re.sub(r'"(?:[^"\\]|\\\d\d\d)*"', "", script.source)
