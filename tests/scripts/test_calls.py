"""Redis calls in scripts: shapes of replies, raw calls, what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import redipy
from redipy_core.errors import ArgumentError, WrongTypeError
from redipy_scripts import (
    Constant,
    FnContext,
    RedisFn,
    RedisGeo,
    RedisHash,
    RedisKey,
    RedisList,
    RedisSet,
    RedisSortedSet,
    RedisStream,
    RedisVar,
    Strs,
)

if TYPE_CHECKING:
    from conftest import Twin


def fill(client: Any) -> None:
    client.set_value("k", "v")
    client.rpush("l", "a", "b")
    client.hset("h", {"b": "2", "a": "1"})
    client.sadd("s", "y", "x")
    client.zadd("z", {"m": 1.5, "n": 2, "o": 2**60})


SHAPES: list[tuple[str, Any, object]] = [
    ("k", lambda k: RedisVar(k).get_value(), "v"),
    ("none", lambda k: RedisVar(k).get_value(), None),
    ("none", lambda k: RedisVar(k).get_value(default=[1]), [1]),
    ("k", lambda k: RedisVar(k).set_value("n"), True),
    ("k", lambda k: RedisVar(k).set_value("n", mode="if_missing"), False),
    ("k", lambda k: RedisVar(k).set_value("n", return_previous=True), "v"),
    ("none", lambda k: RedisVar(k).set_value("n", return_previous=True), None),
    ("k", lambda k: RedisKey(k).exists(), 1),
    ("k", lambda k: RedisKey(k).key_type(), "string"),
    ("none", lambda k: RedisKey(k).key_type(), None),
    ("k", lambda k: RedisKey(k).ttl(), -1),
    ("none", lambda k: RedisKey(k).ttl(), None),
    ("k", lambda k: RedisKey(k).expire(expire_in=100), True),
    ("none", lambda k: RedisKey(k).expire(expire_in=100), False),
    ("l", lambda k: RedisList(k).lpop(), "a"),
    ("l", lambda k: RedisList(k).lpop(5), ["a", "b"]),
    ("l", lambda k: RedisList(k).lset(0, "z"), True),
    ("h", lambda k: RedisHash(k).hgetall(), {"a": "1", "b": "2"}),
    ("none", lambda k: RedisHash(k).hgetall(), {}),
    ("h", lambda k: RedisHash(k).hmget("a", "zz"), {"a": "1", "zz": None}),
    ("h", lambda k: RedisHash(k).hkeys(), ["a", "b"]),
    ("h", lambda k: RedisHash(k).hincrby("a", 2), 3),
    ("h", lambda k: RedisHash(k).hincrby("a", 0.5), 1.5),
    ("s", lambda k: RedisSet(k).members(), ["x", "y"]),
    ("s", lambda k: RedisFn("SINTERCARD", None, 1, k), 2),
    ("z", lambda k: RedisSortedSet(k).zmscore("m", "zz"), {"m": 1.5, "zz": None}),
    ("z", lambda k: RedisSortedSet(k).zscan(0, match="m"), ["0", {"m": 1.5}]),
    ("z", lambda k: RedisSortedSet(k).zunionstore(k, weights=[2]), 3),
    ("z", lambda k: RedisFn("ZMPOP", None, 1, k, "MIN"), ["z", [["m", 1.5]]]),
    ("l", lambda k: RedisFn("LMPOP", None, 1, k, "LEFT"), ["l", ["a"]]),
    ("none", lambda k: RedisFn("LMPOP", None, 1, k, "LEFT"), None),
    ("s", lambda k: RedisSet(k).smismember("x", "z"), [True, False]),
    ("none", lambda k: RedisSet(k).smismember("x"), [False]),
    ("s", lambda k: RedisSet(k).sscan(0), ["0", ["x", "y"]]),
    ("h", lambda k: RedisHash(k).hscan(0, match="a*"), ["0", {"a": "1"}]),
    ("none", lambda k: RedisHash(k).hscan(0), ["0", {}]),
    ("h", lambda k: RedisHash(k).hrandfield(9), ["a", "b"]),
    ("l", lambda k: RedisList(k).lpos("b"), 1),
    ("l", lambda k: RedisList(k).lpos("b", rank=-1, count=0), [1]),
    ("none", lambda k: RedisList(k).lpos("b", count=0), []),
    ("k", lambda k: RedisVar(k).getex(expire_in=100), "v"),
    ("k", lambda k: RedisVar(k).getex(persist=True), "v"),
    ("k", lambda k: RedisVar(k).lcs(k, len=True), 1),
    (
        "k",
        lambda k: RedisVar(k).lcs(k, idx=True),
        {"matches": [{"first": [0, 0], "second": [0, 0], "length": None}], "length": 1},
    ),
    ("l", lambda k: RedisKey(k).object_encoding(), "quicklist"),
    ("none", lambda k: RedisKey(k).object_refcount(), None),
    ("l", lambda k: RedisFn("OBJECT ENCODING", k), "quicklist"),
    ("s", lambda k: RedisSet(k).has("x"), True),
    ("s", lambda k: RedisSet(k).has("q"), False),
    ("z", lambda k: RedisSortedSet(k).zscore("m"), 1.5),
    ("z", lambda k: RedisSortedSet(k).zscore("q"), None),
    ("z", lambda k: RedisSortedSet(k).pop_max(), [["o", float(2**60)]]),
    ("z", lambda k: RedisSortedSet(k).pop_min(2), [["m", 1.5], ["n", 2]]),
    ("z", lambda k: RedisSortedSet(k).range(0, -1), ["m", "n", "o"]),
    ("z", lambda k: RedisSortedSet(k).range("-inf", 2, by="score"), ["m", "n"]),
    ("z", lambda k: RedisSortedSet(k).zrank("q"), None),
    ("l", lambda k: RedisFn("LPOP", k), "a"),
    ("l", lambda k: RedisFn("lpop", k, "1"), ["a"]),
    ("h", lambda k: RedisFn("HGETALL", k), {"a": "1", "b": "2"}),
    ("k", lambda k: RedisFn("SET", k, 1.0, "NX"), False),
    ("k", lambda k: RedisFn("SET", k, 1.0, "GET"), "v"),
    ("z", lambda k: RedisFn("ZRANGE", k, 0, 0, "WITHSCORES"), [["m", 1.5]]),
    ("k", lambda k: RedisFn("MGET", k, "none"), {"k": "v", "none": None}),
    ("k", lambda k: RedisFn("KEYS", None, "[klh]"), ["h", "k", "l"]),
    ("k", lambda k: RedisFn("ECHO", None, 2.0), "2"),
    ("k", lambda k: RedisFn("PING"), "PONG"),
    ("k", lambda k: Constant(RedisFn("SCAN", None, 0, "COUNT", 100)[1]).len_(), 5),
]


@pytest.mark.parametrize("nested", [False, True], ids=["native", "tagged"])
@pytest.mark.parametrize("case", range(len(SHAPES)))
def test_shapes(twin: Twin, case: int, nested: bool) -> None:
    key, make, expected = SHAPES[case]
    ctx = FnContext()
    reply = make(ctx.add_key("k"))
    ctx.set_return_value([reply] if nested else reply)
    found = twin.result(ctx, {"k": key}, setup=fill)
    assert found == ([expected] if nested else expected)
    assert type(found) is (list if nested else type(expected))


def test_a_pattern_of_a_script_has_the_prefix(twin: Twin) -> None:
    ctx = FnContext()
    ctx.set_return_value(RedisFn("KEYS", None, "*"))
    assert twin.result(ctx, setup=fill) == ["h", "k", "l", "s", "z"]


@pytest.mark.parametrize("key", ["k", "l", "h", "s", "z"])
def test_a_value_moves_as_bytes(twin: Twin, key: str) -> None:
    """A payload is text that is no text, and goes through a script as it is."""
    ctx = FnContext()
    source, target = ctx.add_key("source"), ctx.add_key("target")
    payload = ctx.add_local(RedisFn("DUMP", source))
    ctx.add(RedisFn("RESTORE", target, 0, payload))
    ctx.add(RedisFn("RESTORE", target, 100_000, payload, "REPLACE"))
    # Members of a set have no order, so their payload differs from time to time.
    same = Constant(True) if key == "s" else payload.eq_(RedisFn("DUMP", target))
    ctx.set_return_value([same, RedisFn("TYPE", target)])
    kinds = {"k": "string", "l": "list", "h": "hash", "s": "set", "z": "zset"}
    keys = {"source": key, "target": "copy"}
    same_bytes, kind = twin.result(ctx, keys, setup=fill)
    assert kind == kinds[key]
    assert same_bytes is True


@pytest.mark.parametrize(
    ("make", "code", "text"),
    [
        (
            lambda: RedisList("k").rpush(1),
            "WRONGTYPE",
            "Operation against a key holding the wrong kind of value",
        ),
        (
            lambda: RedisVar("k").incrby(1),
            "ERR",
            "value is not an integer or out of range",
        ),
        (
            lambda: RedisList("l").lpop(-1),
            "ERR",
            "value is out of range, must be positive",
        ),
        (lambda: RedisList("l").lrange("x", 1.5), "ERR", None),
        (lambda: RedisList("l").lset(9, "x"), "ERR", "index out of range"),
        (lambda: RedisKey("none").rename("x"), "ERR", "no such key"),
        (
            lambda: RedisSortedSet("z").add("x", "m"),
            "ERR",
            "value is not a valid float",
        ),
        (lambda: RedisVar("q").set_value(1, expire_in=-1), "ERR", None),
    ],
)
def test_errors_of_the_server_keep_their_words(
    twin: Twin, make: Any, code: str, text: str | None
) -> None:
    ctx = FnContext()
    ctx.add(make())
    outcome = twin.run(ctx, setup=fill)
    assert outcome.error is not None
    assert outcome.error[0] == code
    assert text in (None, outcome.error[1])


def test_errors_say_where_the_statement_was_made(twin: Twin) -> None:
    ctx = FnContext()
    ctx.add(RedisList("k").rpush(1))
    for client in (twin.memory, twin.server):
        client.set_value("k", "v")
        run = client.register_script(ctx)
        with pytest.raises(WrongTypeError) as caught:
            run()
        assert __file__ in caught.value.__notes__[0]


def test_arguments_are_evaluated_before_the_server_complains(twin: Twin) -> None:
    ctx = FnContext()
    items = RedisList(ctx.add_key("l"))
    ctx.add(items.lrange("x", items.lpop()))
    outcome = twin.run(ctx, {"l": "l"}, setup=fill)
    assert outcome.keyspace["l"] == ["list", ["b"], False]


def test_keys_may_be_numbers(twin: Twin) -> None:
    ctx = FnContext()
    x = ctx.add_arg("x")
    ctx.add(RedisVar(x).set_value("one"))
    ctx.set_return_value(RedisVar(Strs(x)).get_value())
    outcome = twin.run(ctx, args={"x": 1.0})
    assert outcome.result == "one"
    assert list(outcome.keyspace) == ["1"]


@pytest.mark.parametrize(
    ("keys", "args", "message"),
    [
        ({}, {"x": 1}, "missing script key: 'k'"),
        ({"k": "a", "q": "b"}, {"x": 1}, "unknown script key: 'q'"),
        ({"k": "a"}, {}, "missing script argument: 'x'"),
        ({"k": "a"}, {"y": 1, "z": 2, "x": 3}, "unknown script arguments: 'y', 'z'"),
        ({"q": "a"}, {"x": 1}, "missing script key: 'k'"),
    ],
)
def test_names_are_checked(keys: Any, args: Any, message: str) -> None:
    ctx = FnContext()
    ctx.add_key("k")
    ctx.add_arg("x")
    run = redipy.Redis().register_script(ctx)
    with pytest.raises(ArgumentError) as caught:
        run(keys=keys, args=args)
    assert str(caught.value) == message


def test_bytes_in_and_out(redis_url: str) -> None:
    ctx = FnContext()
    x = ctx.add_arg("x")
    ctx.set_return_value([x, {"é": x}, ctx.add_key("k")])
    for client in (
        redipy.Redis(decode=False),
        redipy.Redis.from_url(redis_url, decode=False),
    ):
        run = client.register_script(ctx)
        expected = [b"\xff\0", {"é".encode(): b"\xff\0"}, b"\xfe"]
        assert run(keys={"k": b"\xfe"}, args={"x": b"\xff\0"}) == expected


def test_an_expression_has_no_truth_of_its_own() -> None:
    x = FnContext().add_arg("x")
    with pytest.raises(TypeError, match="if_"):
        bool(x)
    with pytest.raises(TypeError, match="eq_"):
        _ = x == 1
    with pytest.raises(TypeError, match="for_"):
        list(x)  # type: ignore[arg-type]


def test_a_reply_is_the_scripts_own(twin: Twin) -> None:
    ctx = FnContext()
    fields = RedisHash(ctx.add_key("h"))
    items = RedisList(ctx.add_key("l"))
    a, b = ctx.add_local(fields.hgetall()), ctx.add_local(items.lrange(0, -1))
    ctx.add(a.set_key("new", 1))
    ctx.add(b.set_at(0, "new"))
    loop, field, value = ctx.for_(fields.hgetall())
    loop.add(fields.hset([(Strs(field, "2"), value)]))
    ctx.set_return_value([a, b])
    outcome = twin.run(ctx, {"h": "h", "l": "l"}, setup=fill)
    assert outcome.result == [{"a": "1", "b": "2", "new": 1}, ["new", "b"]]
    fields_after = [("a", "1"), ("a2", "1"), ("b", "2"), ("b2", "2")]
    assert outcome.keyspace["h"] == ["hash", fields_after, False]
    assert outcome.keyspace["l"] == ["list", ["a", "b"], False]


WRONG_TYPE = "Operation against a key holding the wrong kind of value"


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (
            lambda x: RedisGeo("z").geodist(["a"], "b"),
            ("TYPE", "text or a number is needed"),
        ),
        # What is wrong with options comes after the key's type.
        (lambda x: RedisHash("l").hscan(0, count=x), ("WRONGTYPE", WRONG_TYPE)),
        (lambda x: RedisHash("h").hscan(0, count=x), ("ERR", "syntax error")),
        (lambda x: RedisSortedSet("l").zintercard(limit=-1), ("WRONGTYPE", WRONG_TYPE)),
        (
            lambda x: RedisSortedSet("z").zintercard(limit=x - 2),
            ("ERR", "LIMIT can't be negative"),
        ),
        # A text may stand where the server still looks for options.
        (lambda x: RedisSortedSet("z").add(Strs("nx"), "m"), ("ERR", "syntax error")),
        (
            lambda x: RedisSortedSet("z").zadd([(Strs("NX"), "XX"), (x, "m")]),
            ("ERR", "XX and NX options at the same time are not compatible"),
        ),
        (
            lambda x: RedisSortedSet("z").zincrby(Strs("CH"), "m"),
            ("ERR", "syntax error"),
        ),
        (
            lambda x: RedisGeo("z").geoadd([(Strs("CH"), x, "m")]),
            ("ERR", "syntax error"),
        ),
        (
            lambda x: RedisStream("x").xadd({"a": 1}, id=Strs("NOMKSTREAM")),
            ("ERR", "Invalid stream ID specified as stream command argument"),
        ),
        # An error that quotes the command has the name in capitals.
        (
            lambda x: RedisFn("geosearch", "z", Strs("BYRADIUS"), 1, "m", "asc", "ASC"),
            (
                "ERR",
                "exactly one of FROMMEMBER or FROMLONLAT can be specified for GEOSEARCH",
            ),
        ),
    ],
)
def test_words_are_read_as_the_server_reads_them(
    twin: Twin, make: Any, error: tuple[str, str]
) -> None:
    ctx = FnContext()
    x = ctx.add_arg("x")
    ctx.add(make(x))
    assert twin.run(ctx, args={"x": 0}, setup=fill).error == error


def test_an_argument_is_a_score_or_an_option_as_it_turns_out(twin: Twin) -> None:
    ctx = FnContext()
    x, scores = ctx.add_arg("x"), RedisSortedSet(ctx.add_key("z"))
    ctx.add(scores.zadd([(x, "new"), (9, "m")]))
    for given, error in ((3, None), ("4", None), ("XX", "syntax error")):
        outcome = twin.run(ctx, {"z": "z"}, {"x": given}, fill)
        assert (outcome.error and outcome.error[1]) == error
        found: Any = outcome.keyspace["z"]
        assert ("new" in dict(found[1])) is (error is None)


def test_keys_go_to_other_databases(twin: Twin) -> None:
    ctx = FnContext()
    key, database = RedisVar(ctx.add_key("k")), ctx.add_arg("database")
    ctx.add(key.set_value("x"))
    ctx.set_return_value(
        [key.copy("k", destination_db=database), key.move(database), key.exists()]
    )
    assert twin.result(ctx, {"k": "k"}, {"database": 3}) == [True, False, 1]
    error = twin.run(ctx, {"k": "k"}, {"database": 99}).error
    assert error == ("ERR", "DB index is out of range")
