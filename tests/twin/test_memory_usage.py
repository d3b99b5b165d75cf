"""The estimate of MEMORY USAGE against a real server's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from redipy_core.testing.twin import Oracle
from redipy_core.testing.words import Words
from redipy_memory.runtime import MemoryRuntime

LENGTHS = (1, 10, 63, 64, 100, 1000)
COUNTS = (1, 5, 100, 1000, 5000)

TYPICAL = 1.3
"""How far off the estimate is where all elements are alike, whatever they are."""

WORST = 2.0
"""How far off it may be where they are not, and the samples speak for all."""


def _elements(count: int, length: int) -> Words:
    return [b"%d" % i + b"x" * (length - len(b"%d" % i)) for i in range(count)]


def _calls(kind: str, elements: Words) -> Iterator[Words]:
    """The calls that make a value of some kind at the key ``k``."""
    if kind.startswith("stream"):
        for i, element in enumerate(elements, 1000):
            yield [b"XADD", b"k", b"%d-1" % i, b"f", element]
        if kind == "stream with a group":
            yield b"XGROUP CREATE k g 0".split()
            half = b"%d" % (len(elements) // 2 + 1)
            yield [
                *b"XREADGROUP GROUP g c COUNT".split(),
                half,
                *b"STREAMS k >".split(),
            ]
    elif kind == "string":
        yield [b"SET", b"k", b"".join(elements)]
    elif kind == "list":
        yield [b"RPUSH", b"k", *elements]
    elif kind == "set":
        yield [b"SADD", b"k", *elements]
    elif kind == "hash":
        yield [b"HSET", b"k", *(word for e in elements for word in (e, e))]
    else:
        scored = ((b"%d.5" % i, e) for i, e in enumerate(elements))
        yield [b"ZADD", b"k", *(word for pair in scored for word in pair)]


KINDS = ("string", "list", "set", "hash", "zset", "stream", "stream with a group")


def _deviation(oracle: Oracle, calls: list[Words], samples: int) -> float:
    """By which factor the estimate and the server's answer differ."""
    runtime = MemoryRuntime()
    oracle([[b"FLUSHALL"], *calls])
    for words in calls:
        runtime.execute(words)
    ask = [b"MEMORY", b"USAGE", b"k", b"SAMPLES", b"%d" % samples]
    theirs, ours = oracle.one(*ask), runtime.execute(ask)
    assert isinstance(theirs, int)
    assert isinstance(ours, int)
    return max(theirs / ours, ours / theirs)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("length", LENGTHS)
def test_elements_that_are_alike(oracle: Oracle, kind: str, length: int) -> None:
    for count in COUNTS:
        if count * length > 500_000 or (kind.startswith("stream") and count > 1000):
            continue
        calls = list(_calls(kind, _elements(count, length)))
        for samples in (5, 0):
            assert _deviation(oracle, calls, samples) < TYPICAL, (count, samples)


@pytest.mark.parametrize("kind", KINDS)
def test_elements_that_are_not_alike(oracle: Oracle, kind: str) -> None:
    elements = [
        element
        for i in range(300)
        for length in (3, 40, 200 if i % 7 else 2000)
        for element in [b"%d:" % (3 * i + length % 3) + b"y" * length]
    ]
    calls = list(_calls(kind, elements))
    assert _deviation(oracle, calls, 0) < WORST


@pytest.mark.parametrize(
    "value", [b"", b"1", b"10000", b"-1", b"9" * 18, b"x" * 44, b"x" * 45, b"x" * 10**6]
)
def test_strings(oracle: Oracle, value: bytes) -> None:
    assert _deviation(oracle, [[b"SET", b"k", value]], 5) == 1.0
