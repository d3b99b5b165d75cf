"""The functions mean the same on memory and on a server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from redipy_textfn import Lower, Pad, Split, Upper, plugin

import redipy
from redipy.plugin import Plugins, ScriptError
from redipy.script import CallFn, FnContext, JSONType, RedisVar
from redipy_core.testing.server import redis_port, redis_url

__all__ = ["redis_port", "redis_url"]

# The distribution may be installed or not: these are its plugins in any case.
ALL = Plugins(block=["redipy-textfn"], extra=[plugin])


@pytest.fixture(scope="module")
def stores(redis_url: str) -> Iterator[dict[str, redipy.Redis]]:
    """A client of each store."""
    made = {
        "memory": redipy.Redis("memory", plugins=ALL),
        "server": redipy.Redis.from_url(redis_url, plugins=ALL),
    }
    yield made
    for client in made.values():
        client.close()


@pytest.fixture(params=["memory", "server"])
def r(request: pytest.FixtureRequest, stores: dict[str, redipy.Redis]) -> redipy.Redis:
    """A client of one of them."""
    return stores[request.param]


def call(r: redipy.Redis, name: str, *args: JSONType) -> object:
    """What a function gives for arguments that the compiler knows nothing of."""
    ctx = FnContext()
    names = [f"a{i}" for i in range(len(args))]
    ctx.set_return_value(CallFn(name, *map(ctx.add_arg, names)))
    return r.register_script(ctx)(args=dict(zip(names, args, strict=True)))


def test_case(r: redipy.Redis) -> None:
    assert call(r, "text_lower", "AbC-Ä1") == "abc-Ä1"
    assert call(r, "text_upper", "aBc-ä1") == "ABC-ä1"


def test_split(r: redipy.Redis) -> None:
    assert call(r, "text_split", "a,b,,c", ",") == ["a", "b", "", "c"]
    assert call(r, "text_split", "a--b-c--", "--") == ["a", "b-c", ""]
    assert call(r, "text_split", "", ",") == [""]
    assert call(r, "text_split", "a.b%c", ".") == ["a", "b%c"]


def test_pad(r: redipy.Redis) -> None:
    assert call(r, "text_pad", "ab", 5) == "ab   "
    assert call(r, "text_pad", "ab", -5, "0") == "000ab"
    assert call(r, "text_pad", "abc", 2) == "abc"
    assert call(r, "text_pad", "abc", 0, "%") == "abc"


@pytest.mark.parametrize(
    ("name", "args", "words"),
    [
        ("text_lower", (1,), "TYPE text is needed"),
        ("text_upper", (None,), "TYPE text is needed"),
        ("text_upper", (["a"],), "TYPE text is needed"),
        ("text_split", ("a", True), "TYPE text is needed"),
        ("text_split", ("a", ""), "RANGE a separator has at least one byte"),
        ("text_pad", (1, 2), "TYPE text is needed"),
        ("text_pad", ("a", 2, "xy"), "RANGE what fills up is one byte"),
        ("text_pad", ("a", 1.5), "RANGE a width is a whole number up to 1048576"),
        ("text_pad", ("a", "3"), "RANGE a width is a whole number up to 1048576"),
        ("text_pad", ("a", 1048577), "RANGE a width is a whole number up to 1048576"),
        ("text_pad", ("a", True), "RANGE a width is a whole number up to 1048576"),
    ],
)
def test_what_they_refuse(
    r: redipy.Redis, name: str, args: tuple[JSONType, ...], words: str
) -> None:
    with pytest.raises(ScriptError) as caught:
        call(r, name, *args)
    assert str(caught.value) == words


def test_in_a_script(r: redipy.Redis) -> None:
    ctx = FnContext()
    var = RedisVar(ctx.add_key("line"))
    words, _, word = ctx.for_(Split(var.get_value(default=""), " "))
    words.add(RedisVar(Lower(word)).set_value(Pad(Upper(word), -8, ".")))
    ctx.set_return_value(Upper("done"))
    r.set_value("line", "To be")
    assert r.register_script(ctx)(keys={"line": "line"}) == "DONE"
    assert r.mget("to", "be") == {"to": "......TO", "be": "......BE"}


def test_the_patch_is_used(stores: dict[str, redipy.Redis]) -> None:
    ctx = FnContext()
    ctx.set_return_value(Upper("done"))
    lines = stores["server"].get_runtime().prepare_script(ctx.tree())
    assert lines is not None
    assert lines[-1] == 'do return (string.upper("done")) end'


@settings(max_examples=100, deadline=None)
@given(text=st.binary(max_size=20), between=st.binary(min_size=1, max_size=2))
def test_alike_for_any_text(
    stores: dict[str, redipy.Redis], text: bytes, between: bytes
) -> None:
    answers = [
        (
            call(r, "text_lower", text),
            call(r, "text_upper", text),
            call(r, "text_split", text + between + text, between),
            call(r, "text_pad", text, -15, between[:1]),
        )
        for r in stores.values()
    ]
    assert answers[0] == answers[1]
