"""A list in both its forms against a plain Python list."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redipy_core.errors import ResponseError, WrongTypeError
from redipy_core.testing.words import WordMaker
from redipy_memory import blocks, list_value, lists
from redipy_memory.blocks import Blocks
from redipy_memory.list_value import ListValue, LongList
from redipy_memory.runtime import MemoryRuntime
from redipy_memory.values import LIST, SET


@pytest.fixture(params=[2, 3, 8], autouse=True, scope="module")
def block(request: pytest.FixtureRequest) -> Iterator[int]:
    """Blocks so small that they split and join all the time."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (blocks, list_value):
            patch.setattr(module, "BLOCK", request.param)
        patch.setattr(list_value, "_TWO_BLOCKS", 2 * request.param)
        for user in (list_value, lists):
            patch.setattr(user, "SHORT", 2 * request.param)
        yield request.param


_items = st.sampled_from([b"a", b"b", b"c", b"d"])
_places = st.integers(-40, 40)
_counts = st.integers(0, 45)
_many = st.lists(_items, max_size=30)
_steps = st.lists(
    st.one_of(
        st.tuples(st.just("append"), _items),
        st.tuples(st.just("appendleft"), _items),
        st.tuples(st.just("extend"), _many),
        st.tuples(st.just("extendleft"), _many),
        st.tuples(st.just("pop")),
        st.tuples(st.just("popleft")),
        st.tuples(st.just("take_left"), _counts),
        st.tuples(st.just("take_right"), _counts),
        st.tuples(st.just("insert"), _places, _items),
        st.tuples(st.just("set"), _places, _items),
        st.tuples(st.just("delete"), _places),
        st.tuples(st.just("remove"), _items),
        st.tuples(st.just("drop"), _items, st.integers(1, 9), st.booleans()),
        st.tuples(st.just("keep"), _counts, _counts),
        st.tuples(st.just("copy")),
        st.tuples(st.just("clear")),
    ),
    max_size=40,
)


class Model:
    """The same calls on a plain list."""

    def __init__(self, items: list[bytes]) -> None:
        self.items = items

    def take(self, name: str, args: tuple[object, ...]) -> object:
        items = self.items
        match name, args:
            case "append", (item,):
                items.append(item)  # type: ignore[arg-type]
            case "appendleft", (item,):
                items.insert(0, item)  # type: ignore[arg-type]
            case "extend", (list(many),):
                items.extend(many)
            case "extendleft", (list(many),):
                items[:0] = many[::-1]
            case "pop", ():
                return items.pop()
            case "popleft", ():
                return items.pop(0)
            case "take_left", (int(count),):
                taken, items[:count] = items[:count], []
                return taken
            case "take_right", (int(count),):
                at = max(len(items) - count, 0)
                taken, items[at:] = items[at:], []
                return taken[::-1]
            case "insert", (int(place), item):
                items.insert(place, item)  # type: ignore[arg-type]
            case "set", (int(place), item):
                items[place] = item  # type: ignore[call-overload]
            case "delete", (int(place),):
                del items[place]
            case "remove", (item,):
                items.remove(item)  # type: ignore[arg-type]
            case "drop", (item, int(most), last):
                found = [i for i, other in enumerate(items) if other == item]
                dropped = found[-most:] if last else found[:most]
                for place in reversed(dropped):
                    del items[place]
                return len(dropped)
            case "keep", (int(start), int(stop)):
                self.items = items[start:stop]
            case "clear", ():
                items.clear()
        return None


def _taken(items: ListValue, name: str, args: tuple[object, ...]) -> object:
    if name == "set":
        items[args[0]] = args[1]  # type: ignore[index,assignment]
        return None
    if name == "delete":
        del items[args[0]]  # type: ignore[arg-type]
        return None
    if name == "drop":
        item, most, last = args
        return items.drop(item, most, last=last)  # type: ignore[arg-type]
    result = getattr(items, name)(*args)
    return result if isinstance(result, (bytes, list)) else None


def _outcome(call: object, *args: object) -> object:
    try:
        return call(*args)  # type: ignore[operator]
    except (IndexError, ValueError) as error:
        return type(error)


@settings(max_examples=400, deadline=None)
@given(st.lists(_items, max_size=60), _steps)
def test_a_list_against_a_model(
    start: list[bytes], steps: list[tuple[object, ...]]
) -> None:
    items, model = ListValue(start), Model(start.copy())
    for name, *rest in steps:
        args = tuple(rest)
        if len(items) > list_value.SHORT:
            items.lengthen()
        if name == "keep":
            places = sorted(min(int(str(arg)), len(items)) for arg in args)
            if places[0] == places[1]:
                continue
            args = tuple(places)
        if name == "copy":
            before, items = items, items.copy()
            before.clear()
        else:
            assert _outcome(_taken, items, str(name), args) == _outcome(
                model.take, str(name), args
            ), (name, args)
        _check(items, model.items)
    _look(items, model.items)


def _check(items: ListValue, model: list[bytes]) -> None:
    """The same items, in a sound form."""
    assert len(items) == len(model)
    assert bool(items) == bool(model)
    assert list(items) == model
    assert deque.__len__(items) == (len(model) if type(items) is ListValue else 0)
    if type(items) is LongList:
        assert items._head
        assert items._tail
        assert max(len(items._head), len(items._tail)) <= 2 * blocks.BLOCK
        _check_blocks(items._middle)


def _check_blocks(middle: Blocks) -> None:
    assert all(0 < len(block) <= 2 * blocks.BLOCK for block in middle.blocks)
    assert middle.length == sum(map(len, middle.blocks))
    place = 0
    for at, block in enumerate(middle.blocks):
        assert middle.find(place) == (at, 0)
        assert middle.find(place + len(block) - 1) == (at, len(block) - 1)
        place += len(block)


def _look(items: ListValue, model: list[bytes]) -> None:
    """Every way of reading gives the same."""
    assert list(reversed(items)) == model[::-1]
    assert items == ListValue(model)
    assert items.copy() == ListValue(model)
    for place in range(-len(model) - 1, len(model) + 1):
        assert _outcome(items.__getitem__, place) == _outcome(model.__getitem__, place)
    for item in (b"a", b"b", b"other"):
        assert items.count(item) == model.count(item)
        assert (item in items) == (item in model)
        assert _outcome(items.index, item) == _outcome(model.index, item)
        assert _outcome(items.index, item, 2) == _outcome(model.index, item, 2)
    rng = Random(len(model))
    for _ in range(20):
        first, last = sorted(rng.randrange(len(model) + 1) for _ in range(2))
        assert items.between(first, last) == model[first:last]


@pytest.mark.parametrize("where", ["head", "middle", "tail", "everywhere"])
def test_blocks_neither_burst_nor_crumble(where: str) -> None:
    rng = Random(3)
    items, model = ListValue(), list[bytes]()
    spread = {"head": (0, 5), "middle": (40, 60), "tail": (95, 101)}
    low, high = spread.get(where, (0, 101))
    for turn in range(3000):
        if turn % 1000 < 600:
            place = len(model) * rng.randrange(low, high) // 100
            items.insert(place, b"%d" % turn)
            model.insert(place, b"%d" % turn)
            if len(items) > list_value.SHORT:
                items.lengthen()
        elif model:
            place = min(len(model) * rng.randrange(low, high) // 100, len(model) - 1)
            del items[place]
            del model[place]
        if turn % 50 == 0:
            _check(items, model)
    _check(items, model)
    if type(items) is LongList:
        assert len(items._middle.blocks) <= 4 * len(items) // blocks.BLOCK + 2


def test_a_long_list_is_short_again_when_it_shrinks() -> None:
    items = ListValue(b"%d" % i for i in range(100))
    items.lengthen()
    assert type(items) is LongList
    while len(items) > 1:
        items.pop()
    assert type(items) is ListValue
    assert list(items) == [b"0"]


def test_what_only_a_deque_can_do_is_refused_in_both_forms() -> None:
    """Nothing of a deque's looks at the deque that a long list leaves empty."""
    harmless = {
        *("__init__", "__new__", "__class_getitem__", "__getattribute__", "__doc__"),
        *("__ne__", "__sizeof__", "maxlen"),
    }
    own = vars(LongList)
    for name in vars(deque).keys() - harmless:
        refused = getattr(ListValue, name) is None
        assert refused or name in own, name


# -- commands on lists of both forms --------------------------------------------------


def _replies(seed: int) -> list[object]:
    """What random commands on two lists answer, and what is in the lists then."""
    runtime = MemoryRuntime(clock=lambda: 1_800_000_000.0)
    rng = Random(seed)
    calls = [
        words
        for words in WordMaker(rng, runtime.table).sequence(400)
        if (command := runtime.table.on_wire(words)) and command.group == "lists"
    ]
    replies: list[object] = []
    for words in calls:
        if rng.random() < 0.2:
            key = rng.choice([b"l1", b"l2"])
            runtime.execute([b"RPUSH", key, *rng.choices([b"a", b"b", b"1"], k=20)])
        for asked in (words, *([b"LRANGE", k, b"0", b"-1"] for k in (b"l1", b"l2"))):
            try:
                replies.append(runtime.execute(asked))
            except ResponseError as error:
                replies.append(error.line)
    return replies


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_commands_do_not_see_the_form(seed: int) -> None:
    found = _replies(seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lists, "SHORT", 2**60)
        assert _replies(seed) == found
    assert found


def test_every_form_is_a_list_to_all_who_ask() -> None:
    """The gate, type names and callers that wait know a long list for one."""
    runtime = MemoryRuntime()
    runtime.execute([b"RPUSH", b"k", *[b"%d" % i for i in range(100)]])
    db = runtime.store.db
    assert type(db.data[b"k"]) is LongList
    assert db.holds(b"k", LIST)
    assert not db.holds(b"k", SET)
    assert runtime.execute([b"TYPE", b"k"]) == b"list"
    assert runtime.execute([b"BLPOP", b"k", b"0"]) == [b"k", b"0"]
    for words in (
        [b"GET", b"k"],
        [b"SETRANGE", b"k", b"0", b"x"],
        [b"SADD", b"k", b"x"],
    ):
        with pytest.raises(WrongTypeError):
            runtime.execute(words)
