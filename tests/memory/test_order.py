"""Names in a line, and the sets and dictionaries that have one, against plain sets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redipy_memory import order as order_module
from redipy_memory.listed import ListedDict, ListedSet
from redipy_memory.order import Order


@pytest.fixture(params=[0, 3], autouse=True, scope="module")
def few(request: pytest.FixtureRequest) -> Iterator[None]:
    """So few gaps that places move all the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(order_module, "FEW", request.param)
        yield


def _names(order: Order) -> list[bytes]:
    return order.page(0, 10**6)[1]


def _change(order: Order, there: set[bytes], rng: Random, steps: int) -> set[bytes]:
    """Names come and go, in the order and in a plain set; those that went."""
    went = set[bytes]()
    for _ in range(steps):
        name = b"%d" % rng.randrange(60)
        if name in there:
            there.discard(name)
            order.discard(name)
            went.add(name)
        else:
            there.add(name)
            order.add(name)
        if there and rng.random() < 0.1:
            name = order.take(rng)
            assert name in there
            there.discard(name)
            went.add(name)
    return went


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 2**32))
def test_an_order_holds_what_came_and_did_not_go(seed: int) -> None:
    rng = Random(seed)
    order, there = Order(), set[bytes]()
    for _ in range(20):
        _change(order, there, rng, 20)
        assert len(order) == len(there)
        assert Counter(_names(order)) == Counter(there)
        if there:
            assert order.pick(rng) in there
            count = rng.randrange(len(there) + 1)
            assert set(order.choose(rng, -5)) <= there
            some = order.sample(rng, count)
            assert len(set(some)) == len(some) == count
            assert set(some) <= there
    order.clear()
    assert _names(order) == []


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 12))
def test_a_scan_gives_what_is_there_throughout(seed: int, count: int) -> None:
    rng = Random(seed)
    order, there = Order(), set[bytes]()
    _change(order, there, rng, 300)
    lasting = set(there)
    cursor, found = order.page(0, count)
    pages = 1
    while cursor:
        lasting -= _change(order, there, rng, rng.randrange(12))
        cursor, page = order.page(cursor, count)
        found += page
        pages += 1
        assert len(page) <= count
        assert set(page) <= there
    assert lasting <= set(found)
    assert pages <= 70


def test_every_name_is_equally_likely() -> None:
    rng = Random(5)
    order = Order([b"%d" % i for i in range(20)])
    for i in range(10):
        order.discard(b"%d" % i)
    picked = Counter(order.pick(rng) for _ in range(10_000))
    assert set(picked) == {b"%d" % i for i in range(10, 20)}
    assert all(800 < times < 1200 for times in picked.values())


_few = st.sets(st.integers(0, 12).map(lambda i: b"%d" % i), max_size=6)
_name = st.integers(0, 12).map(lambda i: b"%d" % i)
_steps = st.lists(
    st.one_of(
        st.tuples(st.just("add"), _name),
        st.tuples(st.just("discard"), _name),
        st.tuples(st.just("update"), _few),
        st.tuples(st.just("difference_update"), _few),
        st.tuples(st.just("pop")),
        st.tuples(st.just("clear")),
    ),
    max_size=30,
)


@settings(max_examples=300, deadline=None)
@given(_few, _steps)
def test_a_listed_set_is_a_set(start: set[bytes], steps: list[tuple[str, ...]]) -> None:
    listed, model = ListedSet(start), set(start)
    for name, *args in steps:
        if name == "pop":
            if model:
                model.discard(listed.pop())
        else:
            getattr(listed, name)(*args)
            getattr(model, name)(*args)
        assert listed == model
        assert len(listed.order) == len(model)
        assert set(_names(listed.order)) == model
        assert type(listed.copy()) is type(listed.intersection(model)) is set
        assert type(listed.difference(())) is type(set().union(listed)) is set


_pairs = st.dictionaries(_name, _name, max_size=6)
_dict_steps = st.lists(
    st.one_of(
        st.tuples(st.just("__setitem__"), _name, _name),
        st.tuples(st.just("__delitem__"), _name),
        st.tuples(st.just("pop"), _name, _name),
        st.tuples(st.just("pop"), _name),
        st.tuples(st.just("popitem")),
        st.tuples(st.just("update"), _pairs),
        st.tuples(st.just("clear")),
    ),
    max_size=30,
)


@settings(max_examples=300, deadline=None)
@given(_pairs, _dict_steps)
def test_a_listed_dict_is_a_dict(
    start: dict[bytes, bytes], steps: list[tuple[str, ...]]
) -> None:
    listed, model = ListedDict[bytes](start), dict(start)
    for name, *args in steps:
        outcomes: list[object] = []
        for held in (listed, model):
            try:
                outcomes.append(getattr(held, name)(*args))
            except KeyError:
                outcomes.append(KeyError)
        assert outcomes[0] == outcomes[1]
        assert listed == model
        assert len(listed.order) == len(model)
        assert set(_names(listed.order)) == set(model)


@pytest.mark.parametrize(("plain", "listed"), [(set, ListedSet), (dict, ListedDict)])
def test_what_would_go_past_the_order_is_refused(plain: type, listed: type) -> None:
    reading = {
        *("__init__", "__new__", "__class_getitem__", "__getattribute__", "__doc__"),
        *("__iter__", "__len__", "__contains__", "__getitem__", "__reversed__", "get"),
        *("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__", "__hash__"),
        *("__repr__", "__sizeof__", "__reduce__", "keys", "values", "items"),
        *("isdisjoint", "issubset", "issuperset", "union", "symmetric_difference"),
        *("__and__", "__rand__", "__or__", "__ror__", "__sub__", "__rsub__"),
        *("__xor__", "__rxor__", "fromkeys"),
        *(("copy",) if plain is dict else ()),
    }
    for name in vars(plain).keys() - reading:
        assert name in vars(listed), name
