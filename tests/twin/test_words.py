"""The twin itself: it finds differences, and meets every command."""

from __future__ import annotations

from random import Random

import pytest

from redipy_core.testing.twin import Oracle, Twin
from redipy_core.testing.words import WordMaker
from redipy_memory.runtime import MemoryRuntime


def test_the_twin_finds_what_differs(oracle: Oracle) -> None:
    runtime = MemoryRuntime()

    def forgetful(words: list[bytes]) -> object:
        if words[0].upper() == b"LPUSH" and len(words) > 3:
            words = words[:-1]
        return runtime.execute(words)

    twin = Twin(runtime.table, oracle, forgetful)
    calls = [[b"SET", b"s1", b"1"]] * 20
    calls.insert(7, [b"LPUSH", b"l1", b"a", b"b"])
    smaller = twin.minimal(calls)
    assert smaller is not None
    shown, found = smaller
    assert shown == [[b"LPUSH", b"l1", b"a", b"b"]]
    assert (found.expected, found.actual) == (2, 1)
    assert str(found) == ("'LPUSH' 'l1' 'a' 'b'\n    expected 2\n    actual   1")
    with pytest.raises(AssertionError):
        assert twin.difference(calls) is None


def test_every_declared_command_is_made() -> None:
    runtime = MemoryRuntime()
    maker = WordMaker(Random(1), runtime.table, malformed=0)
    made = {runtime.table.on_wire(words) for words in maker.sequence(40_000)}
    assert {c for c in runtime.table if "internal" not in c.flags} <= made
