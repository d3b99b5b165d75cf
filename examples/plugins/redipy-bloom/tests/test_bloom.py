"""The commands on every store and face."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from redipy_bloom import Bloom, BloomInfo, groups
from redipy_bloom.memory import BloomFilter

import redipy
import redipy.asyncio
from conftest import NATIVE, STORES, Make
from redipy.script import FnContext, RedisFn
from redipy_core.errors import CommandError, WrongTypeError
from redipy_core.stubs import is_current


def test_add_and_exists(r: redipy.Redis) -> None:
    bloom = Bloom(r)
    assert bloom.exists("k", "a") is False
    assert bloom.mexists("k", "a", "b") == [False, False]
    assert bloom.add("k", "a") is True
    assert bloom.add("k", "a") is False
    assert bloom.madd("k", "a", "b", 3, b"\xff") == [False, True, True, True]
    assert bloom.mexists("k", "b", "3", b"\xff", "zz") == [True, True, True, False]
    assert bloom.info("k") == BloomInfo(100, 138, 1, 4, 2)


def test_by_name(r: redipy.Redis) -> None:
    assert r.bf.add("k", "a") is True  # type: ignore[attr-defined]
    assert "bf" in dir(r)
    assert "was perhaps added" in str(Bloom(r).exists.__doc__)
    with pytest.raises(AttributeError, match="has no attribute 'bq'"):
        _ = r.bq  # type: ignore[attr-defined]


def test_reserve(r: redipy.Redis) -> None:
    bloom = Bloom(r)
    assert bloom.reserve("k", 0.001, 1000, expansion=4) is True
    assert bloom.info("k") == BloomInfo(1000, 1978, 1, 0, 4)
    assert bloom.exists("k", "a") is False
    with pytest.raises(CommandError, match=r"^ERR item exists"):
        bloom.reserve("k", 0.1, 10)
    for rate in (0, 1, -0.5, 7):
        with pytest.raises(CommandError, match=r"^ERR \(0 < error rate range < 1\)"):
            bloom.reserve("n", rate, 10)
    with pytest.raises(CommandError, match=r"^ERR \(capacity should be larger than 0"):
        bloom.reserve("n", 0.1, 0)
    with pytest.raises(CommandError, match=r"^ERR nonscaling filters cannot expand"):
        bloom.reserve("n", 0.1, 10, expansion=2, nonscaling=True)
    with pytest.raises(CommandError, match=r"^ERR the filter would be too large"):
        bloom.reserve("n", 0.0001, 2**40)
    assert r.exists("n") == 0


def test_layers_grow(r: redipy.Redis) -> None:
    bloom = Bloom(r)
    bloom.reserve("k", 0.01, 10, expansion=2)
    new = sum(bloom.add("k", str(i)) for i in range(50))
    assert all(bloom.exists("k", str(i)) for i in range(50))
    info = bloom.info("k")
    assert (info.capacity, info.filters, info.items) == (70, 3, new)


def test_nonscaling(r: redipy.Redis) -> None:
    bloom = Bloom(r)
    bloom.reserve("k", 0.0001, 3, nonscaling=True)
    assert bloom.madd("k", "a", "b", "c") == [True, True, True]
    assert bloom.info("k").expansion is None
    with pytest.raises(CommandError, match=r"^ERR non scaling filter is full"):
        bloom.add("k", "d")
    assert bloom.add("k", "a") is False


def test_other_types(r: redipy.Redis) -> None:
    bloom = Bloom(r)
    r.rpush("list", "1")
    r.set_value("text", "x" * 128)
    calls: list[Callable[[str], object]] = [
        lambda key: bloom.add(key, "a"),
        lambda key: bloom.exists(key, "a"),
        lambda key: bloom.madd(key, "a"),
        lambda key: bloom.mexists(key, "a"),
        bloom.info,
    ]
    for key in ("list", "text"):
        for call in calls:
            with pytest.raises(WrongTypeError):
                call(key)
    with pytest.raises(CommandError, match=r"^ERR not found"):
        bloom.info("missing")
    assert (r.lrange("list", 0, -1), r.get_value("text")) == (["1"], "x" * 128)


def test_words(r: redipy.Redis) -> None:
    assert r.execute("bf.add", "t:k", "a") == 1
    assert r.execute("BF.MADD", "t:k", "a", "b") == [0, 1]
    assert r.execute("BF.RESERVE", "t:r", "0.1", "10", "nonscaling") == b"OK"
    info = r.execute("BF.INFO", "t:r")
    assert isinstance(info, list)
    assert info[::2] == [
        b"Capacity",
        b"Size",
        b"Number of filters",
        b"Number of items inserted",
        b"Expansion rate",
    ]
    assert info[1::2] == [10, 8, 1, 0, None]
    with pytest.raises(CommandError, match=r"wrong number of arguments for 'bf.add'"):
        r.execute("BF.ADD", "t:k")
    assert Bloom(r).mexists("k", "a", "b") == [True, True]


def test_pipeline(r: redipy.Redis) -> None:
    with r.pipeline() as pipe:
        bloom = Bloom(pipe)
        bloom.add("k", "a")
        pipe.incrby("n", 1)
        bloom.mexists("k", "a", "b")
        bloom.info("k")
        assert pipe.execute() == [True, 1, [True, False], BloomInfo(100, 138, 1, 1, 2)]


def test_transaction(r: redipy.Redis) -> None:
    Bloom(r).add("k", "a")
    with r.watch("k") as transaction:
        assert Bloom(transaction).exists("k", "a") is True
        with transaction.pipeline() as pipe:
            Bloom(pipe).add("k", "b")
    assert Bloom(r).exists("k", "b") is True


def test_inside_a_script(r: redipy.Redis) -> None:
    ctx = FnContext()
    key, item = ctx.add_key("key"), ctx.add_arg("item")
    first = ctx.add_local(RedisFn("BF.ADD", key, item))
    again = ctx.add_local(RedisFn("BF.ADD", key, item))
    held = RedisFn("BF.MEXISTS", key, item, "none", 7)
    ctx.add(RedisFn("BF.RESERVE", ctx.add_key("other"), 0.5, "20"))
    ctx.set_return_value([first, again, held, RedisFn("BF.INFO", key)])
    run = r.register_script(ctx)
    expected = [
        True,
        False,
        [True, False, False],
        {
            "Capacity": 100,
            "Expansion rate": 2,
            "Number of filters": 1,
            "Number of items inserted": 1,
            "Size": 138,
        },
    ]
    keys = {"key": "k", "other": "o"}
    assert run(keys=keys, args={"item": "a"}) == expected
    assert Bloom(r).exists("k", "a") is True
    r.delete("k", "o")
    with r.pipeline() as pipe:
        run(keys=keys, args={"item": "a"}, client=pipe)
        assert pipe.execute() == [expected]
    with pytest.raises(CommandError, match=r"^ERR item exists"):
        run(keys={"key": "k2", "other": "o"}, args={"item": "a"})


def test_asyncio(redis_url: str) -> None:
    async def use(r: redipy.asyncio.Redis) -> None:
        async with r:
            await r.flushall()
            assert await Bloom(r).add("k", "a") is True
            assert await Bloom(r).mexists("k", "a", "b") == [True, False]
            async with r.pipeline() as pipe:
                Bloom(pipe).add("k", "b")
                assert await pipe.execute() == [True]
            async with r.watch("k") as transaction:
                assert (await Bloom(transaction).info("k")).items == 2

    asyncio.run(use(redipy.asyncio.Redis(plugins=NATIVE)))
    asyncio.run(use(redipy.asyncio.Redis.from_url(redis_url, plugins=NATIVE)))


@pytest.mark.parametrize("store", STORES)
@settings(max_examples=10, deadline=None)
@given(items=st.lists(st.binary(max_size=20), min_size=1, max_size=60))
def test_what_was_added_is_found(
    store: str, items: list[bytes], session_clients: dict[str, redipy.Redis]
) -> None:
    r = session_clients[store]
    r.delete("k")
    bloom = Bloom(r)
    bloom.reserve("k", 0.5, 4)
    bloom.madd("k", *items)
    assert all(bloom.mexists("k", *items))


def test_all_stores_answer_alike(make: Make) -> None:
    rng = random.Random(7)
    items = [str(rng.randrange(1000)) for _ in range(300)]
    answers = []
    for store in STORES:
        bloom = Bloom(make(store))
        bloom.reserve("k", 0.2, 16)
        added = bloom.madd("k", *items)
        held = bloom.mexists("k", *map(str, range(1000)))
        answers.append((added, held, bloom.info("k")))
    assert answers[0] == answers[1] == answers[2]


@pytest.mark.parametrize(("rate", "growing"), [(0.01, False), (0.01, True)])
def test_the_false_positive_rate(rate: float, growing: bool) -> None:
    """The README's promise: at most the rate, also after several layers."""
    found = BloomFilter(rate, 200 if growing else 10_000, 2)
    for i in range(10_000):
        found.add(b"in %d" % i)
    assert len(found.layers) == (6 if growing else 1)
    wrong = sum(found.holds(b"out %d" % i) for i in range(20_000))
    measured = wrong / 20_000
    assert 0 < measured <= rate


def test_dump_and_load() -> None:
    found = BloomFilter(0.1, 4)
    for i in range(20):
        found.add(b"%d" % i)
    again = BloomFilter.load(found.dump())
    assert vars(again) == vars(found)
    for broken in (b"", found.dump()[:-1]):
        with pytest.raises(ValueError, match="filter"):
            BloomFilter.load(broken)


def test_commands_that_know_no_filters(make: Make) -> None:
    r = make("memory")
    bloom = Bloom(r)
    bloom.add("k", "a")
    assert r.execute("OBJECT", "ENCODING", "t:k") == b"raw"
    assert r.copy("k", "copy") is True
    bloom.add("copy", "b")
    assert bloom.mexists("k", "a", "b") == [True, False]
    assert r.scan(0, filter_type="MBbloom--")[1] in (["k", "copy"], ["copy", "k"])
    size = r.execute("MEMORY", "USAGE", "t:k")
    assert isinstance(size, int)
    assert size > 138
    with pytest.raises(
        CommandError, match=r"^ERR a value of the type MBbloom-- has no"
    ):
        r.execute("DUMP", "t:k")
    with pytest.raises(WrongTypeError):
        r.append("k", "x")
    with pytest.raises(WrongTypeError):
        r.execute("SORT", "t:k")


def test_the_stub_is_current() -> None:
    assert is_current(groups)
