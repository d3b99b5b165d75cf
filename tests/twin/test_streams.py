"""The blocks and the tree in which a server keeps a stream."""

from __future__ import annotations

from random import Random

import pytest

from redipy_core.testing.twin import Oracle, Twin
from redipy_core.testing.words import Words
from redipy_memory.runtime import MemoryRuntime

NUMBERS = [0, 1, 127, 128, -1, -4096, -4097, 5000, 40_000, -(2**23), 2**23, 2**31]
NUMBERS += [-(2**31), 2**40, 2**63 - 1, 2**63]


class _Calls:
    """Random calls on one stream whose entries fill blocks in all ways."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._longest = rng.choice((10, 60, 70, 130, 500, 2000, 5000))
        self._step = rng.choice((1, 3, 200, 70_000, 2**33, 2**60))
        self._names = rng.choice(([b"a", b"b", b"12"], [b"a", b"name", b"-70000"]))
        self._id = 0
        self._ids: list[bytes] = []

    def add(self) -> Words:
        """An entry behind the others."""
        rng = self._rng
        if rng.random() < 0.3:
            self._id += rng.randint(1, self._step)
        else:
            self._id += rng.randint(1, min(self._step, 2**40)) << 64
        words: Words = []
        for _ in range(rng.choice((1, 1, 2, 3))):
            number = b"%d" % rng.choice(NUMBERS)
            text = b"x" * rng.randrange(self._longest)
            words += (rng.choice(self._names), rng.choice((number, text, b"01", b"")))
        self._ids.append(b"%d-%d" % divmod(self._id, 2**64))
        return [b"XADD", b"x1", self._ids[-1], *words]

    def other(self) -> Words:
        """Something that may remove an entry or many, or a look."""
        rng = self._rng
        number = rng.choice(self._ids)
        how = rng.choice((b"~", b"~", b"="))
        length = b"%d" % (len(self._ids) * 2 // 3)
        return rng.choice(
            [
                *([b"XDEL", b"x1", number], [b"XINFO", b"STREAM", b"x1"]) * 8,
                [b"XTRIM", b"x1", b"MAXLEN", how, length],
                [b"XTRIM", b"x1", b"MINID", how, self._ids[len(self._ids) // 4]],
                [b"COPY", b"x1", b"x2", b"REPLACE"],
                [b"RENAME", b"x1", b"x1"],
            ]
        )

    def sequence(self) -> list[Words]:
        """A few hundred calls."""
        first = self.add()
        others = (
            self.add() if self._rng.random() < 0.8 else self.other()
            for _ in range(self._rng.randrange(1, 300))
        )
        return [first, *others, *([b"XINFO", b"STREAM", key] for key in (b"x1", b"x2"))]


@pytest.mark.parametrize("seed", range(40))
def test_blocks_and_tree_are_the_servers(oracle: Oracle, seed: int) -> None:
    runtime = MemoryRuntime()
    twin = Twin(runtime.table, oracle, runtime.execute)
    found = twin.difference(_Calls(Random(seed)).sequence())
    assert found is None, f"seed {seed}: {found}"
