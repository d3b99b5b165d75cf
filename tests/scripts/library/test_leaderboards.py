"""Leaderboards rank members as sorting them does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.scripts.library.support import PROPERTY, THREADS, at_once

import redipy
from redipy.keys import RedisSortedSet
from redipy.structures import around, best, standing, submit


@PROPERTY
@given(
    entries=st.lists(
        st.tuples(st.sampled_from("abcdef"), st.integers(-5, 5)), max_size=20
    )
)
def test_a_leaderboard_ranks_as_its_model(
    client: redipy.Redis, entries: list[tuple[str, int]]
) -> None:
    client.flushall()
    board = RedisSortedSet("b")
    scores: dict[str, int] = {}
    for member, score in entries:
        improved = member not in scores or scores[member] < score
        scores[member] = max(score, scores.get(member, score))
        rank = 1 + sum(other > scores[member] for other in scores.values())
        assert submit.on(client)(board, member, score) == (improved, rank)
        assert standing.on(client)(board, member) == (rank, scores[member])
    order = sorted(((s, m) for m, s in scores.items()), reverse=True)
    shown = [(member, score) for score, member in order]
    assert best.on(client)(board, 3) == shown[:3]
    assert best.on(client)(board, 0) == []
    for place, (member, _) in enumerate(shown):
        near = shown[max(0, place - 1) : place + 2]
        assert around.on(client)(board, member, 1) == near
    assert around.on(client)(board, "nobody", 1) == []
    assert standing.on(client)(board, "nobody") is None


def test_a_leaderboard_keeps_the_best_of_16_threads(client: redipy.Redis) -> None:
    board = RedisSortedSet("b")
    run = submit.on(client)
    at_once(lambda n: [run(board, f"m{i}", (n * 7 + i) % 20) for i in range(5)])
    expected = [max((n * 7 + i) % 20 for n in range(THREADS)) for i in range(5)]
    found = dict(best.on(client)(board, 9))
    assert found == {f"m{i}": score for i, score in enumerate(expected)}
