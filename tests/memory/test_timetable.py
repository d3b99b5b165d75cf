"""Which keys come due when, against a plain dictionary of deadlines."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redipy_memory import timetable as timetable_module
from redipy_memory.timetable import Timetable


@pytest.fixture(params=[2, 2000], autouse=True, scope="module")
def many(request: pytest.FixtureRequest) -> Iterator[None]:
    """So few keys at one time that they are a crowd soon."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timetable_module, "_MANY", request.param)
        patch.setattr(timetable_module, "_SETS", 3)
        yield


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([3, 30, 3000]))
def test_a_timetable_knows_how_many_keys_are_due(seed: int, spread: int) -> None:
    rng = Random(seed)
    table, deadlines = Timetable(), dict[bytes, int]()
    now, noticed = 10**6, 0
    for _ in range(80):
        key = b"%d" % rng.randrange(15)
        if key in deadlines:
            table.drop(key, deadlines.pop(key))
        if rng.random() < 0.7:
            deadlines[key] = when = now + rng.randrange(-spread // 3, spread)
            table.note(key, when)
        if rng.random() < 0.3:
            now += rng.randrange(-spread // 3, spread)
            table.notice(now)
            noticed = now
        due = {key for key, when in deadlines.items() if when < noticed}
        assert table.waiting == len(due)
        assert table.next() == min(deadlines.values(), default=None)
        to_come = [when for when in deadlines.values() if when >= noticed]
        assert table.to_come() == min(to_come, default=None)
        if due:
            assert table.due() in due
            assert deadlines[table.due()] == min(deadlines.values())


def test_few_times_can_be_noticed_at_once() -> None:
    table = Timetable()
    for when in range(10):
        table.note(b"a%d" % when, when)
        table.note(b"b%d" % when, when)
    table.notice(5, 2)
    assert (table.waiting, table.to_come()) == (4, 2)
    table.notice(5, 2)
    table.notice(5, 2)
    assert (table.waiting, table.to_come()) == (10, 5)
    table.notice(2)
    assert (table.waiting, table.to_come()) == (4, 2)
