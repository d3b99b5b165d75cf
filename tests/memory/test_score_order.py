"""Pairs of score and member in order, against a sorted list."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redipy_memory import score_order, starts
from redipy_memory.score_order import Pair, ScoreOrder


@pytest.fixture(params=[(1, 0), (2, 3), (8, 200)], autouse=True, scope="module")
def block(request: pytest.FixtureRequest) -> Iterator[None]:
    """Blocks so small that they are cut and join all the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(score_order, "BLOCK", request.param[0])
        patch.setattr(starts, "_CHANGES", request.param[1])
        yield


def _check(order: ScoreOrder, model: list[Pair], rng: Random) -> None:
    assert len(order) == len(model)
    assert list(order) == model
    assert list(reversed(order)) == model[::-1]
    for place, pair in enumerate(model):
        assert order[place] == order[place - len(model)] == pair
        assert order.index(pair) == order.bisect(pair) == place
    start, stop = rng.randrange(-2, 40), rng.randrange(-2, 40)
    inside = model[max(start, 0) : max(stop, 0)]
    assert list(order.islice(start, stop)) == inside
    assert list(order.islice(start, stop, reverse=True)) == inside[::-1]
    for place in (len(model), -len(model) - 1):
        with pytest.raises(IndexError):
            order[place]


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([1, 4, 1000]))
def test_an_order_is_a_sorted_list(seed: int, scores: int) -> None:
    rng = Random(seed)

    def pair() -> Pair:
        return float(rng.randrange(scores)) - 2, b"%d" % rng.randrange(30)

    model = sorted({pair() for _ in range(rng.randrange(30))})
    order = ScoreOrder(reversed(model))
    for turn in range(60):
        chosen = pair()
        assert order.bisect(chosen) == bisect_left(model, chosen)
        if chosen not in model:
            with pytest.raises(ValueError, match="not in the order"):
                order.index(chosen)
            with pytest.raises(ValueError, match="not in the order"):
                order.remove(chosen)
            order.add(chosen)
            insort(model, chosen)
        else:
            order.remove(chosen)
            model.remove(chosen)
        if rng.random() < 0.15:
            start = rng.randrange(len(model) + 1)
            stop = min(start + rng.randrange(8), len(model))
            assert order.take(start, stop) == model[start:stop]
            del model[start:stop]
        if turn % 10 == 0:
            _check(order, model, rng)
    _check(order, model, rng)


def test_scores_of_every_kind_are_kept() -> None:
    infinity = float("inf")
    pairs = [
        (-infinity, b""),
        (-0.0, b"a"),
        (0.0, b"b"),
        (5e-324, b"c"),
        (infinity, b"d"),
    ]
    order = ScoreOrder()
    for pair in reversed(pairs):
        order.add(pair)
    assert repr(list(order)) == repr(pairs)
    order.remove((0.0, b"a"))
    assert [member for _, member in order] == [b"", b"b", b"c", b"d"]
