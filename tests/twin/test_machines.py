"""The memory store and a real server answer the same random words alike.

One state machine for each type of data, and one over all of them. A step is a call,
made of the declarations' grammar from a seed that hypothesis chooses; a run of steps
is carried out on both sides, and then all that the stores hold is compared.

The store is called in the process, or through our own server in either version of the
protocol; then a reply's types in that version are compared as well.
"""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

from redipy_core.testing.openings import opening
from redipy_core.testing.twin import Twin
from redipy_core.testing.words import WordMaker, Words
from redipy_memory.runtime import MemoryRuntime

from .conftest import Way

GROUPS_OF_TYPE = {
    "keys": ("keys", "usage", "databases", "connection"),
    "strings": ("strings",),
    "bitmaps": ("bitmaps",),
    "hyperloglog": ("hyperloglog",),
    "lists": ("lists", "lists_blocking", "sort"),
    "hashes": ("hashes",),
    "sets": ("sets",),
    "sorted_sets": (
        *("sorted_sets", "sorted_set_ranges", "sorted_set_algebra"),
        "sorted_sets_blocking",
    ),
    "geo": ("geo", "geo_radius"),
    "streams": ("streams", "streams_groups", "streams_info"),
    "sort": ("sort",),
    "serialization": ("serialization", "keys"),
    "pubsub": ("pubsub",),
}
"""The groups of commands that each machine is about."""

MACHINES = (*GROUPS_OF_TYPE, "mixed")

TIMED = frozenset(
    {b"TTL", b"PTTL", b"EXPIRE", b"PEXPIRE", b"EXPIREAT", b"PEXPIREAT", b"SET"}
    | {b"GETEX", b"SETEX", b"PSETEX"}
)
"""Commands whose answers depend on the moment of the call."""

_SEEDS = st.integers(0, 2**48)


class TwinMachine(RuleBasedStateMachine):
    """Calls that are made step by step, and compared when the steps are over."""

    compared = 0
    """How many calls the machines of this class have compared."""

    def __init__(self, twin: Twin, groups: tuple[str, ...]) -> None:
        super().__init__()
        self._twin = twin
        self._groups = groups
        self._calls: list[Words] = []

    @initialize(seed=_SEEDS)
    def open(self, seed: int) -> None:
        """Sometimes there is something to work on first."""
        rng = Random(seed)
        group = rng.choice(self._groups)
        self._calls += [made.words for made in opening(rng, group)]

    @rule(seed=_SEEDS)
    def call(self, seed: int) -> None:
        """A call, mostly of the machine's own groups."""
        maker = WordMaker(Random(seed), self._twin.table)
        maker.turn_to(*self._groups)
        self._calls.append(maker.call())

    def teardown(self) -> None:
        calls = self._calls
        type(self).compared += len(calls)
        found = self._twin.difference(calls)
        if found is None:
            return
        smaller = self._twin.minimal(calls)
        if smaller is None and found.words[0].upper() in TIMED:
            return  # the clock moved between the two sides
        shown, found = smaller or (calls, found)
        lines = "\n".join(f"  {words}" for words in shown)
        pytest.fail(f"after\n{lines}\n{found}", pytrace=False)


@pytest.mark.parametrize("machine", MACHINES)
def test_machine(machine: str, way: Way, length: int) -> None:
    every = tuple(sorted({command.group for command in way.twin.table}))

    class Machine(TwinMachine):
        def __init__(self) -> None:
            super().__init__(way.twin, GROUPS_OF_TYPE.get(machine, every))

    wanted = max(way.commands // len(MACHINES), 1)
    run_state_machine_as_test(
        Machine,
        settings=settings(
            # Some runs are shorter, the first of them by far.
            max_examples=2 + wanted * 21 // (20 * length),
            stateful_step_count=length + 1,  # the first one opens
            deadline=None,
            database=None,
            phases=[Phase.generate],  # the twin itself finds the shortest part
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert Machine.compared >= wanted


def test_every_group_has_its_machine() -> None:
    named = {group for groups in GROUPS_OF_TYPE.values() for group in groups}
    assert named == {command.group for command in MemoryRuntime().table}
