"""Differences from a server that random calls once found."""

from __future__ import annotations

import pytest

from redipy_core.testing.twin import Oracle, Twin
from redipy_memory.runtime import MemoryRuntime

FOUND = {
    "numbers of 64 bits never overflow where they are set": [
        "BITFIELD s1 OVERFLOW SAT SET i64 1 -1",
        "BITFIELD s2 OVERFLOW FAIL SET i64 0 -9223372036854775808",
    ],
    "what was removed before the first entry leaves no gap": [
        "XADD x1 6-0 a 1",
        "XDEL x1 6-0",
        "XGROUP CREATE x1 g 1-2 ENTRIESREAD 5",
        "XADD x1 20-0 a 1",
    ],
    "how much was read before the first entry is known": [
        "XADD x1 4-1 a 1",
        "XDEL x1 4-1",
        "XADD x1 14-0 a 1",
        "XGROUP CREATE x1 g 2-1",
    ],
}


@pytest.mark.parametrize("name", FOUND)
def test_found(oracle: Oracle, name: str) -> None:
    runtime = MemoryRuntime()
    twin = Twin(runtime.table, oracle, runtime.execute)
    calls = [line.encode().split() for line in FOUND[name]]
    assert twin.difference(calls) is None
