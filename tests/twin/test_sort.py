"""SORT where a server's answer follows from how it goes about it."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest

from redipy_core.errors import ResponseError
from redipy_core.testing.sorts import company
from redipy_core.testing.twin import Oracle
from redipy_core.testing.words import Words
from redipy_memory.partial_sort import partly_sorted
from redipy_memory.runtime import MemoryRuntime


def both(oracle: Oracle, calls: Sequence[Words]) -> list[object]:
    """The replies to calls, which are the same on both sides; errors as lines."""
    runtime = MemoryRuntime()
    replies = oracle([[b"FLUSHALL"], *calls])[1:]
    found: list[object] = []
    for words, theirs in zip(calls, replies, strict=True):
        try:
            ours: object = runtime.execute(words)
        except ResponseError as error:
            ours = error.line
        expected = theirs.line if isinstance(theirs, ResponseError) else theirs
        assert ours == expected, words
        found.append(ours)
    return found


SIZES = (1, 6, 7, 8, 39, 40, 41, 60, 200, 500)


@pytest.mark.parametrize("seed", range(40))
def test_equal_texts_are_left_as_a_server_leaves_them(
    oracle: Oracle, seed: int
) -> None:
    rng = Random(seed)
    count = rng.choice(SIZES)
    items = [b"%d" % i for i in range(count)]
    rng.shuffle(items)
    spread = rng.choice((1, 2, 5, count, 3 * count))
    weights: Words = [b"MSET", b"other", b""]
    for item in items:
        if rng.random() < 0.9:
            weights += (b"w" + item, b"%03d" % rng.randrange(spread))
    calls = [[b"RPUSH", b"k", *items], weights]
    for _ in range(8):
        limit = b"%d" % rng.randrange(count), b"%d" % rng.randrange(count + 2)
        order = rng.choice((b"ASC", b"DESC"))
        calls.append([*b"SORT k BY w* ALPHA LIMIT".split(), *limit, order])
    both(oracle, calls)


def test_only_a_part_is_sorted() -> None:
    rng = Random(5)
    for _ in range(300):
        count = rng.choice(SIZES)
        ranks = [rng.randrange(rng.choice((2, 10, 1000))) for _ in range(count)]
        start = rng.randrange(count)
        places = range(start, rng.randrange(start, count) + 1)
        found = partly_sorted(range(len(ranks)), places, ranks.__getitem__)
        assert len(set(found)) == len(places)
        assert [ranks[i] for i in found] == sorted(ranks)[places.start : places.stop]
    assert partly_sorted([], range(0), int) == []


NUMBERS = (
    *(b"1\0x", b"\0", b" \0", b"\v\t 1", b"\xc2\xa01", b"+-1", b"0x", b"0x.8", b"0xp1"),
    *(b"0x1p-1074", b"0x1.8p-1074", b"0x1p-1075", b"5e-324", b"1e-310", b"0e-400"),
    *(b"2.2250738585072014e-308", b"2.2250738585072011e-308", b"0x1p-1022", b"1e-400"),
    *(b"2.22507385850720125e-308", b"2.22507385850720137e-308", b"1e308", b"1e309"),
    *(
        b"nan",
        b"-nan",
        b"nan(1)",
        b"infinity",
        b"-INF",
        b"infin",
        b"1d",
        b"1_0",
        b"0b1",
    ),
    *(b"0" * 6000 + b"1", b"1" * 6000, b"1" + b"0" * 300, b".", b"1.", b".5e1", b"1e"),
)


@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: repr(number[:24]))
def test_what_is_a_number(oracle: Oracle, number: bytes) -> None:
    before, _ = company(b"k")
    call = [b"RPUSH", b"k", b"3", number, b"-3"]
    both(oracle, [call, *before, [b"SORT", b"k"]])


def test_texts_are_compared_up_to_a_nul_unless_they_are_stored(oracle: Oracle) -> None:
    keep = [b"RPUSH", b"k", b"b\0b", b"b\0a", b"a\0z", b"b"]
    weigh = [b"MSET", b"w" + keep[2], b"x\0y", b"w" + keep[3], b"x\0x"]
    calls = [keep, weigh]
    for by in ([], [b"BY", b"w*"]):
        calls.append([b"SORT", b"k", *by, b"ALPHA"])
        calls.append([b"SORT", b"k", *by, b"ALPHA", b"STORE", b"d"])
        calls.append([b"LRANGE", b"d", b"0", b"-1"])
    found = both(oracle, calls)
    assert found[2] == [b"a\0z", b"b\0b", b"b\0a", b"b"]
    assert found[4] == [b"a\0z", b"b", b"b\0a", b"b\0b"]


@pytest.mark.parametrize("name", [b"SORT", b"SORT_RO"])
def test_a_sorted_set_becomes_a_large_one(oracle: Oracle, name: bytes) -> None:
    show = [[b"OBJECT", b"ENCODING", b"k"], [b"ZSCORE", b"k", b"1"]]
    make = [[b"ZADD", b"k", b"-0", b"1"], *show]
    again = [[b"ZADD", b"k", b"-0", b"2"], [b"ZSCORE", b"k", b"2"]]
    found = both(oracle, [*make, [name, b"k", b"LIMIT", b"0", b"0"], *show, *again])
    assert found == [1, b"listpack", b"0", [], b"skiplist", b"0", 1, b"-0"]


def test_a_set_that_is_stored_as_it_is_has_an_order(oracle: Oracle) -> None:
    calls = [[b"SADD", b"k", *(b"%d" % i for i in range(9, 12)), b"a", b"B", b""]]
    for order in (b"ASC", b"DESC"):
        for limit in ([], [b"LIMIT", b"1", b"3"]):
            words = [b"SORT", b"k", b"BY", b"none", *limit, order, b"STORE", b"d"]
            calls += [words, [b"LRANGE", b"d", b"0", b"-1"]]
    assert both(oracle, calls)[2] == [b"", b"10", b"11", b"9", b"B", b"a"]
