"""Mistakes of earlier libraries with this interface, one test for each."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from redipy_core.errors import ArgumentValueError
from redipy_scripts import (
    CallFn,
    Constant,
    Expression,
    FindFn,
    FnContext,
    LogFn,
    LogLevel,
    RedisHash,
    RedisKey,
    RedisList,
    RedisSet,
    RedisSortedSet,
    RedisVar,
    Strs,
    ToIntStr,
    ToNum,
    ToStr,
    TypeStr,
)

if TYPE_CHECKING:
    from conftest import Twin

ESCAPES = ["a\\", "\\", '\\") redis.call("FLUSHALL") --', '\\\\"', "\n", "]]", "\0"]


def returning(value: object) -> FnContext:
    """A script that gives one value."""
    ctx = FnContext()
    ctx.set_return_value(value)  # type: ignore[arg-type]
    return ctx


@pytest.mark.parametrize("text", ESCAPES)
def test_a_literal_cannot_break_out_of_its_string(twin: Twin, text: str) -> None:
    assert twin.result(returning([text, {text: text}])) == [text, {text: text}]


@pytest.mark.parametrize(
    "name", ["x\nredis.call('FLUSHALL')\n--", "end", "é", "a b", ""]
)
def test_a_name_is_not_source(twin: Twin, name: str) -> None:
    ctx = FnContext()
    arg, key = ctx.add_arg(name), ctx.add_key(name)
    ctx.set_return_value([arg, key])
    assert twin.result(ctx, {name: "k"}, {name: 1}) == [1, "k"]


@pytest.mark.parametrize("value", [None, False, 0, 0.0, "", [], {}])
def test_what_is_false_is_false_everywhere(twin: Twin, value: object) -> None:
    ctx = FnContext()
    arg = ctx.add_arg("x")
    then, otherwise = ctx.if_(arg)
    then.set_return_value("true")
    otherwise.set_return_value("false")
    assert twin.result(ctx, args={"x": value}) == "false"


def test_a_missing_key_is_false(twin: Twin) -> None:
    ctx = FnContext()
    then, _ = ctx.if_(RedisVar(ctx.add_key("k")).get_value())
    then.set_return_value(1)
    ctx.set_return_value(2)
    assert twin.result(ctx, {"k": "none"}) == 2


def test_null_as_argument_is_null(twin: Twin) -> None:
    ctx = FnContext()
    arg = ctx.add_arg("x")
    ctx.set_return_value([arg.eq_(None), arg, arg.ne_(None), TypeStr(arg)])
    assert twin.result(ctx, args={"x": None}) == [True, None, False, "nil"]


@pytest.mark.parametrize("value", [None, False, 0, "", [], {}, 1, "x", True, [0]])
def test_or_and_and_give_the_operand(twin: Twin, value: object) -> None:
    ctx = FnContext()
    arg = ctx.add_arg("x")
    ctx.set_return_value([arg.or_("other"), arg.and_("other")])
    expected = [value or "other", value and "other"]
    assert twin.result(ctx, args={"x": value}) == expected


def test_or_and_and_stop_early(twin: Twin) -> None:
    ctx = FnContext()
    items = RedisList(ctx.add_key("l"))
    ctx.set_return_value(
        [Constant(1).or_(items.rpush("a")), Constant(0).and_(items.rpush("b"))]
    )
    outcome = twin.run(ctx, {"l": "l"})
    assert outcome.result == [1, 0]
    assert outcome.keyspace == {}


@pytest.mark.parametrize("number", [10**14 + 1, 10**15, 2**53 - 1, -(2**53) + 1])
def test_large_integers_keep_their_digits(twin: Twin, number: int) -> None:
    ctx = FnContext()
    arg = ctx.add_arg("x")
    ctx.set_return_value([arg, {"n": number}, Strs(arg)])
    expected = [number, {"n": number}, str(number)]
    assert twin.result(ctx, args={"x": number}) == expected


@pytest.mark.parametrize("number", [2**53, -(2**53), 10**30])
def test_integers_that_are_not_exact_are_refused(twin: Twin, number: int) -> None:
    assert "pass it as a string" in twin.refused(returning(number))
    ctx = FnContext()
    ctx.add_arg("x")
    run = twin.memory.register_script(ctx)
    with pytest.raises(ArgumentValueError, match="pass it as a string"):
        run(args={"x": [number]})


def test_a_64_bit_counter_has_an_exact_variant(twin: Twin) -> None:
    ctx = FnContext()
    counter, fields = RedisVar(ctx.add_key("k")), RedisHash(ctx.add_key("h"))
    ctx.set_return_value([counter.incrby_text(1), fields.hincrby_text("f", 1)])
    before = str(2**62)

    def setup(client: object) -> None:
        client.set_value("k", before)  # type: ignore[attr-defined]
        client.hset("h", {"f": before})  # type: ignore[attr-defined]

    expected = [str(2**62 + 1)] * 2
    assert twin.result(ctx, {"k": "k", "h": "h"}, setup=setup) == expected


@pytest.mark.parametrize("value", [{"a": []}, {"a": {}}, [], {}, [[], {}], [None]])
def test_empty_containers_stay_what_they_are(twin: Twin, value: object) -> None:
    ctx = FnContext()
    ctx.set_return_value(ctx.add_arg("x"))
    assert twin.result(ctx, args={"x": value}) == value
    assert twin.result(returning(value)) == value


def test_a_return_in_a_loop_ends_the_script(twin: Twin) -> None:
    ctx = FnContext()
    done = RedisVar(ctx.add_key("k"))
    body, _, value = ctx.for_([1, 2, 3])
    then, _ = body.if_(value.eq_(2))
    then.set_return_value(value)
    ctx.add(done.set_value("too far"))
    outcome = twin.run(ctx, {"k": "k"})
    assert outcome.result == 2
    assert outcome.keyspace == {}


@pytest.mark.parametrize("branch", [True, False])
def test_a_return_in_a_branch_ends_the_script(twin: Twin, branch: bool) -> None:
    ctx = FnContext()
    then, otherwise = ctx.if_(ctx.add_arg("x"))
    then.set_return_value("then")
    otherwise.set_return_value("otherwise")
    ctx.add(RedisVar(ctx.add_key("k")).set_value("too far"))
    outcome = twin.run(ctx, {"k": "k"}, {"x": branch})
    assert outcome.result == ("then" if branch else "otherwise")
    assert outcome.keyspace == {}


def test_two_returns_in_a_row(twin: Twin) -> None:
    ctx = FnContext()
    ctx.set_return_value(1)
    ctx.set_return_value(2)
    assert twin.result(ctx) == 1


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0, "1"),
        (10**15, "1000000000000000"),
        (0.1, "0.1"),
        (1e20, "1e+20"),
        (-0.0, "0"),
    ],
)
def test_a_number_has_one_text(twin: Twin, value: float, text: str) -> None:
    ctx = FnContext()
    var, arg = RedisVar(ctx.add_key("k")), ctx.add_arg("x")
    ctx.add(var.set_value(arg))
    ctx.set_return_value([var.get_value(), ToStr(arg), Strs(value)])
    assert twin.result(ctx, {"k": "k"}, {"x": value}) == [text] * 3


@pytest.mark.parametrize(
    ("value", "text"), [(True, "true"), (False, "false"), (None, "nil")]
)
def test_a_truth_value_has_one_text(twin: Twin, value: object, text: str) -> None:
    ctx = FnContext()
    arg = ctx.add_arg("x")
    ctx.set_return_value([ToStr(arg), ToStr(Constant(1).eq_(1)), TypeStr(arg), arg])
    kind = "nil" if value is None else "boolean"
    assert twin.result(ctx, args={"x": value}) == [text, "true", kind, value]


@pytest.mark.parametrize("value", [True, None, [], {}])
def test_what_is_no_text_is_no_argument_of_a_command(twin: Twin, value: object) -> None:
    ctx = FnContext()
    ctx.add(RedisVar(ctx.add_key("k")).set_value(ctx.add_arg("x")))
    assert twin.code(ctx, {"k": "k"}, {"x": value}) == "TYPE"


def test_expire_takes_seconds(twin: Twin) -> None:
    ctx = FnContext()
    key, seconds = RedisKey(ctx.add_key("k")), ctx.add_arg("s")
    ctx.add(key.expire(expire_in=2000.0))
    ctx.set_return_value([key.ttl(), key.expire(expire_in=seconds), key.ttl()])

    def setup(client: object) -> None:
        client.set_value("k", "v")  # type: ignore[attr-defined]

    assert twin.result(ctx, {"k": "k"}, {"s": 1.5}, setup) == [2000, True, 1.5]


def test_computed_keys_have_the_prefix(twin: Twin) -> None:
    ctx = FnContext()
    base = ctx.add_key("base")
    ctx.add(RedisVar(Strs(base, ":", 1.0)).set_value("x"))
    ctx.set_return_value([base, RedisVar(Strs(base, ":1")).get_value()])
    outcome = twin.run(ctx, {"base": "b"})
    assert outcome.result == ["b", "x"]
    assert outcome.keyspace == {"b:1": ["string", "x", False]}


def item(index: object) -> FnContext:
    ctx = FnContext()
    ctx.set_return_value(ctx.add_local(["a", "b"])[index])  # type: ignore[index]
    return ctx


@pytest.mark.parametrize(
    ("index", "found"), [(0, "a"), (-1, "b"), (1.0, "b"), (-2, "a")]
)
def test_an_index_counts_from_either_end(twin: Twin, index: float, found: str) -> None:
    assert twin.result(item(index)) == found


@pytest.mark.parametrize(
    ("index", "code"),
    [(2, "INDEX"), (5, "INDEX"), (-3, "INDEX"), (0.5, "TYPE"), ("0", "TYPE")],
)
def test_an_index_out_of_range_fails(twin: Twin, index: object, code: str) -> None:
    assert twin.code(item(index)) == code


@pytest.mark.parametrize(
    ("index", "expected"), [(2, ["a", "b", "x"]), (-1, ["a", "x"]), (0, ["x", "b"])]
)
def test_writing_at_the_end_appends(
    twin: Twin, index: int, expected: list[str]
) -> None:
    ctx = FnContext()
    items = ctx.add_local(["a", "b"])
    ctx.add(items.set_at(index, "x"))
    ctx.set_return_value(items)
    assert twin.result(ctx) == expected


@pytest.mark.parametrize("index", [3, -3])
def test_writing_past_the_end_fails(twin: Twin, index: int) -> None:
    ctx = FnContext()
    ctx.add(ctx.add_local(["a", "b"]).set_at(index, "x"))
    assert twin.code(ctx) == "INDEX"


def test_null_in_a_dict_keeps_its_key(twin: Twin) -> None:
    ctx = FnContext()
    items = ctx.add_local({"a": 1})
    ctx.add(items.set_key("a", None))
    ctx.add(items.set_key("b", None))
    ctx.set_return_value([items, items.len_(), items.get_key("zz")])
    assert twin.result(ctx) == [{"a": None, "b": None}, 2, None]


def test_the_length_of_a_dict_is_the_number_of_its_keys(twin: Twin) -> None:
    ctx = FnContext()
    items = ctx.add_local({"a": 1, "b": None})
    ctx.add(items.set_key("c", []))
    ctx.set_return_value([items.len_(), Constant({}).len_(), ctx.add_arg("x").len_()])
    assert twin.result(ctx, args={"x": {"a": 1}}) == [3, 0, 1]


def test_201_locals_compile(twin: Twin) -> None:
    ctx = FnContext()
    variables = [ctx.add_local(number) for number in range(201)]
    ctx.set_return_value(variables)
    assert twin.result(ctx) == list(range(201))


def test_an_expression_of_250_levels_compiles(twin: Twin) -> None:
    ctx = FnContext()
    total: Expression = ctx.add_arg("x")
    for _ in range(250):
        total = total + 1
    ctx.set_return_value(total)
    assert twin.result(ctx, args={"x": 1}) == 251


def test_a_text_of_300_parts_compiles(twin: Twin) -> None:
    ctx = FnContext()
    ctx.set_return_value(Strs(*[ctx.add_arg("x")] * 300))
    assert twin.result(ctx, args={"x": "ab"}) == "ab" * 300


def test_find_has_no_patterns(twin: Twin) -> None:
    found = [
        FindFn("a.b", "."),
        FindFn("abc", "%a"),
        FindFn("éa", "a"),
        FindFn("a", "b"),
    ]
    assert twin.result(returning(found)) == [1, None, 2, None]


@pytest.mark.parametrize(
    ("a", "b", "equal"),
    [
        (1, True, False),
        (0, False, False),
        (1, "1", False),
        (None, False, False),
        ([], {}, False),
        ([1, [True]], [1, [1]], False),
        ([1, {"a": [None]}], [1, {"a": [None]}], True),
        (1, 1.0, True),
        ({"a": 1}, {"a": 1, "b": None}, False),
    ],
)
def test_equality_is_strict(twin: Twin, a: object, b: object, equal: bool) -> None:
    ctx = FnContext()
    x, y = ctx.add_arg("x"), ctx.add_arg("y")
    ctx.set_return_value([x.eq_(y), x.ne_(y)])
    assert twin.result(ctx, args={"x": a, "y": b}) == [equal, not equal]


@pytest.mark.parametrize("value", ["1", True, None, []])
def test_only_numbers_are_added(twin: Twin, value: object) -> None:
    ctx = FnContext()
    ctx.set_return_value(ctx.add_arg("x") + 1)
    assert twin.code(ctx, args={"x": value}) == "TYPE"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("abc", None),
        ("", None),
        (" 1", None),
        ("1 ", None),
        ("0x10", None),
        ("1_0", None),
        ("nan", None),
        ("inf", None),
        ("1e999", None),
        (".", None),
        ("1e", None),
        ("1\0", None),
        ("١", None),
        ("12", 12),
        ("-1.5e1", -15),
        ("+.5", 0.5),
        ("5.", 5),
        ("1e-400", 0),
    ],
)
def test_to_num_reads_plain_numbers(
    twin: Twin, text: str, number: float | None
) -> None:
    ctx = FnContext()
    ctx.set_return_value(ToNum(ctx.add_arg("x")))
    assert twin.result(ctx, args={"x": text}) == number


def test_empty_pops(twin: Twin) -> None:
    ctx = FnContext()
    items, scores = RedisList(ctx.add_key("l")), RedisSortedSet(ctx.add_key("z"))
    ctx.set_return_value([items.lpop(), items.rpop(2), scores.pop_max()])
    assert twin.result(ctx, {"l": "l", "z": "z"}) == [None, [], []]


def test_the_callers_objects_stay_as_they_are(twin: Twin) -> None:
    ctx = FnContext()
    items, more = ctx.add_arg("x"), ctx.add_arg("y")
    ctx.add(items.set_at(0, "changed"))
    ctx.add(more.get_key("a").set_at(0, "changed"))
    ctx.set_return_value([items, more])
    given, nested = ["a"], {"a": ["b"]}
    result = twin.result(ctx, args={"x": given, "y": nested})
    assert result == [["changed"], {"a": ["changed"]}]
    assert (given, nested) == (["a"], {"a": ["b"]})


def test_a_failure_prints_nothing(
    twin: Twin, capfd: pytest.CaptureFixture[str]
) -> None:
    assert twin.code(returning(Constant(1) / 0)) == "ARITH"
    captured = capfd.readouterr()
    assert captured.out == captured.err == ""


def test_what_was_written_before_a_failure_stays(twin: Twin) -> None:
    ctx = FnContext()
    items = RedisList(ctx.add_key("l"))
    ctx.add(items.rpush("a"))
    ctx.add(RedisVar(ctx.add_key("l2")).incrby(1))
    outcome = twin.run(ctx, {"l": "l", "l2": "l"})
    assert outcome.error is not None
    assert outcome.error[0] == "WRONGTYPE"
    assert outcome.keyspace == {"l": ["list", ["a"], False]}


def test_replies_without_order_are_sorted(twin: Twin) -> None:
    ctx = FnContext()
    names = RedisSet(ctx.add_key("s"))
    ctx.add(names.add("b", "a", "é", "Z", "", "10", "9"))
    ctx.set_return_value(names.members())
    assert twin.result(ctx, {"s": "s"}) == ["", "10", "9", "Z", "a", "b", "é"]


def test_texts_compare_by_bytes(twin: Twin) -> None:
    pairs: list[Expression] = [
        Constant("a").lt_("B"),
        Constant("é").gt_("z"),
        Constant("a\0b").gt_("a\0a"),
        Constant("a").lt_("aa"),
        Constant("").le_(""),
    ]
    assert twin.result(returning(pairs)) == [False, True, True, True, True]


def test_numbers_divide_as_in_python(twin: Twin) -> None:
    values = [Constant(-7) // 2, Constant(-7) % 3, Constant(7) % -3, Constant(7) / 2]
    assert twin.result(returning(values)) == [-4, 2, -2, 3.5]
    assert twin.code(returning(Constant(1) % 0)) == "ARITH"
    assert twin.code(returning(Constant(1) // 0.0)) == "ARITH"


def test_to_int_str_truncates(twin: Twin) -> None:
    values = [ToIntStr(2.9), ToIntStr(-2.9), ToIntStr(-0.5), ToIntStr(1e20)]
    expected = ["2", "-2", "0", "100000000000000000000"]
    assert twin.result(returning(values)) == expected


def test_a_log_gives_null(twin: Twin, caplog: pytest.LogCaptureFixture) -> None:
    logged = LogFn(LogLevel.WARNING, "size ", 3.0, " ", None)
    assert twin.result(returning([logged])) == [None]
    assert "size 3 nil" in caplog.text


def test_an_unknown_function_is_refused(twin: Twin) -> None:
    assert twin.refused(returning(CallFn("nope"))) == "unknown script function 'nope'"
    assert "takes 1 arguments, not 2" in twin.refused(returning(CallFn("to_num", 1, 2)))


def test_a_folded_minus_zero_leaves_infinity_alone(twin: Twin) -> None:
    """Lua 5.1 keeps 0 and -0 of one function as one constant, so 1/0 may be -inf."""
    inf = float("inf")
    values = [Constant(-1) * 0, Constant(0), Constant(inf), Constant(-inf)]
    assert twin.result(returning(values)) == [0, 0, inf, -inf]
    texts = [ToStr(Constant(-1) * 0), ToStr(0), ToStr(inf)]
    assert twin.result(returning(texts)) == ["0", "0", "inf"]


@pytest.mark.parametrize("a", ["1", "x", None, "0"])
@pytest.mark.parametrize("b", ["2", "x", None, "0", "1"])
def test_numbers_that_may_be_null(twin: Twin, a: object, b: object) -> None:
    def numbers(ctx: FnContext) -> tuple[Expression, Expression]:
        x = ctx.add_local(ToNum(ctx.add_arg("a")))
        return x, ctx.add_local(ToNum(ctx.add_arg("b")))

    known = a in ("0", "1") and b in ("0", "1", "2")
    x, y = (int(str(v)) if known else 0 for v in (a, b))
    makers: list[tuple[Callable[[Expression, Expression], Expression], object]] = [
        (lambda x, y: x.lt_(y), x < y),
        (lambda x, y: x.ge_(y), x >= y),
        (lambda x, y: y.gt_(ToNum(Strs(x))), y > x),
        (lambda x, y: x + y, x + y),
        (lambda x, y: x - y * x + y, x - y * x + y),
        (lambda x, y: (x + 1) * (y // 1), (x + 1) * y),
    ]
    for make, expected in makers:
        ctx = FnContext()
        ctx.set_return_value(make(*numbers(ctx)))
        outcome = twin.run(ctx, args={"a": a, "b": b})
        if known:
            assert outcome.result == expected
        else:
            assert outcome.error is not None
            assert outcome.error[0] == "TYPE"
