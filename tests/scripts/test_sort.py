"""SORT in scripts: its patterns, and a client's prefix."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from redipy_scripts import (
    FnContext,
    RedisFn,
    RedisList,
    RedisSet,
    RedisSortedSet,
    RedisVar,
    Strs,
)

if TYPE_CHECKING:
    from conftest import Twin


@pytest.fixture
def starred(shared_twin: Twin, redis_url: str) -> Iterator[Twin]:
    """As ``twin``, with a prefix that SORT's patterns cannot follow."""
    twin = type(shared_twin)(redis_url, "p[*]:")
    twin.reset()
    yield twin
    twin.close()


def fill(client: Any) -> None:
    client.rpush("l", "2", "10", "1")
    client.sadd("s", "c", "a", "b")
    client.zadd("z", {"a": 3, "b": 1})
    client.mset({"w1": "x", "w10": "y", "wa": 1, "wb": 2})
    client.hset("h2", {"f": "z"})


SORTS: list[tuple[str, Any, object]] = [
    ("l", lambda k: RedisList(k).sort(), ["1", "2", "10"]),
    ("l", lambda k: RedisList(k).sort(alpha=True, desc=True), ["2", "10", "1"]),
    ("l", lambda k: RedisList(k).sort(start=0, num=1), ["1"]),
    (
        "l",
        lambda k: RedisList(k).sort(get=["w*", "h*->f"]),
        ["x", None, None, "z", "y", None],
    ),
    (
        "l",
        lambda k: RedisList(k).sort_ro(get=["#", Strs("w", "*")]),
        ["1", "x", "2", None, "10", "y"],
    ),
    ("l", lambda k: RedisList(k).sort(get=["w*"], store=Strs("l", 2)), 3),
    ("none", lambda k: RedisList(k).sort(store="l"), 0),
    ("s", lambda k: RedisSet(k).sort(by="nosort"), ["a", "b", "c"]),
    ("s", lambda k: RedisSet(k).sort_ro(by="w*"), ["c", "a", "b"]),
    ("z", lambda k: RedisSortedSet(k).sort(by="x", desc=True), ["a", "b"]),
    (
        "l",
        lambda k: RedisFn("SORT", k, "GET", "w*", "get", "#"),
        ["x", "1", None, "2", "y", "10"],
    ),
    (
        "l",
        lambda k: RedisFn("sort", k, "BY", Strs("w", "*"), "ALPHA"),
        ["2", "1", "10"],
    ),
]


@pytest.mark.parametrize("case", range(len(SORTS)))
def test_sorting(twin: Twin, case: int) -> None:
    key, make, expected = SORTS[case]
    ctx = FnContext()
    ctx.set_return_value(make(ctx.add_key("k")))
    assert twin.result(ctx, {"k": key}, setup=fill) == expected


@pytest.mark.parametrize("by", ["w*", "w"])
def test_a_prefix_that_leaves_no_place(starred: Twin, by: str) -> None:
    ctx = FnContext()
    pattern = ctx.add_arg("by")
    ctx.add(RedisVar("before").set_value("1"))
    ctx.set_return_value(RedisList("l").sort(by=pattern, get=["#", "h1"]))
    ctx.add(RedisVar("after").set_value("1"))
    outcome = starred.run(ctx, args={"by": by}, setup=fill)
    assert ("before" in outcome.keyspace, "after" in outcome.keyspace) == (True, False)
    if by == "w":
        assert outcome.result == ["2", None, "10", None, "1", None]
    else:
        assert outcome.error is not None
        assert outcome.error == (
            "RANGE",
            "a prefix with * or NUL in it leaves no place for the * of a pattern",
        )


def test_a_script_fails_where_its_pattern_stands(starred: Twin) -> None:
    """What is left of the pattern is evaluated before, what is right is not."""
    ctx = FnContext()
    left = RedisFn("INCR", "left")
    right = RedisFn("INCR", "right")
    ctx.add(RedisList(Strs("l", left)).sort(get=[Strs("w", "*"), Strs(right)]))
    outcome = starred.run(ctx, setup=fill)
    assert outcome.error is not None
    assert outcome.error[0] == "RANGE"
    assert "left" in outcome.keyspace
