"""What is told of a script before it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import redipy
from redipy import keys
from redipy.script import function
from redipy_core.errors import ResponseError
from redipy_core.script_facts import WRITES_A_CACHE, facts_of
from redipy_scripts import (
    FnContext,
    RedisFn,
    RedisHash,
    RedisHyperLogLog,
    RedisList,
    RedisSet,
    RedisVar,
    Strs,
)
from redipy_scripts.testing.calls import ALLOWED, TABLE

if TYPE_CHECKING:
    from conftest import Twin


def test_what_a_script_calls_and_uses(twin: Twin) -> None:
    ctx = FnContext()
    a, b, c = (ctx.add_key(name) for name in "abc")
    x, y = ctx.add_arg("x"), ctx.add_arg("y")
    then, _ = ctx.if_(RedisVar(a).get_value())
    then.add(RedisList(b).rpush(RedisFn("HGET", b, y)))
    then.add(RedisFn("FOO.BAR", b))
    del c, x
    for client in (twin.memory, twin.server):
        facts = client.register_script(ctx).facts
        assert facts.commands == ("GET", "HGET", "RPUSH")
        assert facts.unknown_commands == ("FOO.BAR",)
        assert not facts.reads_only
        assert facts.unused_keys == ("c",)
        assert facts.unused_args == ("x",)
        assert facts.computed_keys == ()
        assert facts.keys_together == ("a", "b", "c")
        assert not facts.cluster_safe


def test_computed_keys_are_found_where_they_are_made() -> None:
    ctx = FnContext()
    base = ctx.add_key("base")
    ctx.add(RedisVar(base).get_value())
    assert facts_of(ctx.tree(), TABLE).cluster_safe
    ctx.add(RedisSet(base).sinter(Strs(base, ":1"), "literal"))
    loop, _, name = ctx.for_([1, 2])
    loop.add(RedisHash(name).hgetall())
    ctx.add(RedisFn("FOO", Strs("k")))
    facts = facts_of(ctx.tree(), TABLE)
    lines = [line[1] for line in facts.computed_keys if line is not None]
    assert len(lines) == 4
    assert lines.count(max(lines, key=lines.count)) == 2
    assert not facts.cluster_safe


@function
def near(source: keys.RedisList, target: keys.RedisList) -> int:
    return target.rpush(source.lpop() or "")


@function
def far(base: keys.RedisHash) -> int:
    keys.RedisList(f"{base.key}:log").rpush("x")
    return base.hlen()


def test_functions_have_facts_too(twin: Twin) -> None:
    for client in (twin.memory, twin.server):
        facts = client.register_script(near).facts
        assert facts.keys_together == ("source", "target")
        assert (facts.computed_keys, facts.cluster_safe) == ((), True)
        facts = client.register_script(far).facts
        assert facts.keys_together == ()
        assert not facts.cluster_safe
        (place,) = facts.computed_keys
        assert place is not None
        assert place[0] == __file__


def test_a_cluster_bears_the_facts_out(cluster_url: str) -> None:
    """It has one node, which refuses other slots to functions of libraries alone."""
    with redipy.Redis.from_url(cluster_url) as client:
        run = client.register_script(near, library="near")
        with pytest.raises(ResponseError, match="CROSSSLOT"):
            run(keys={"source": "a", "target": "b"})
        assert run(keys={"source": "{x}a", "target": "{x}b"}) == 1
        run = client.register_script(far, library="far")
        with pytest.raises(ResponseError, match="do not hash to the same slot"):
            run(keys={"base": "a"})
        assert run(keys={"base": "{x}h"}) == 0


@pytest.mark.parametrize(
    ("make", "reads"),
    [
        (lambda key: RedisVar(key).get_value(), True),
        (lambda key: RedisHash(key).hmget("a"), True),
        (lambda key: RedisFn("TIME"), True),
        (lambda key: RedisFn("BITFIELD_RO", key, "GET", "u8", 0), True),
        (lambda key: RedisVar(key).set_value("a"), False),
        (lambda key: RedisVar(key).getdel(), False),
        (lambda key: RedisHyperLogLog(key).pfcount(), False),
        (lambda key: RedisFn("PUBLISH", None, "c", "m"), False),
        (lambda key: RedisFn("FOO.READ", key), False),
    ],
)
def test_scripts_that_only_read(make: Any, reads: bool) -> None:
    ctx = FnContext()
    ctx.set_return_value(make(ctx.add_key("k")))
    assert facts_of(ctx.tree(), TABLE).reads_only is reads


def test_servers_take_the_same_commands_for_reading_ones(twin: Twin) -> None:
    call = "return redis.pcall(unpack(ARGV))"
    for command in ALLOWED:
        words = [word.decode() for word in command.wire_words]
        words += ["1"] * max(0, abs(command.arity) - len(words))
        try:
            twin.outside.execute("EVAL_RO", call, "0", *words)
            refused = False
        except ResponseError as error:
            refused = "read-only scripts" in error.text
        if command.retry_safe:
            assert refused is (command.name in WRITES_A_CACHE), command.name
