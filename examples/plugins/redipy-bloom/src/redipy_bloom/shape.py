"""The shape of a filter, which every backend shares: its layers, and its bits.

A filter is a row of layers; the next is begun when the last is full. A layer for
``n`` items with an error rate ``p`` has ``n * ln(1/p) / ln(2)^2`` bits, of which an
item sets ``log2(1/p)``. The first layer takes half of the filter's error rate, each
further one half of the one before, so the sum stays below it.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha1
from math import ceil, log

from redipy.plugin import CommandError

MAX_BITS = 2**32 - 1024
"""The largest filter in bits: a server's strings end at 512 MiB."""

_LN2 = log(2)

DEFAULT_RATE, DEFAULT_CAPACITY, DEFAULT_EXPANSION = 0.01, 100, 2


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer: where its bits begin, how many they are, how many an item sets."""

    start: int
    bits: int
    hashes: int
    capacity: int


def check_rate(rate: float) -> None:
    """Raise CommandError for an error rate that is none."""
    if not 0 < rate < 1:
        raise CommandError("(0 < error rate range < 1)")


def check_capacity(capacity: int) -> None:
    """Raise CommandError for a filter for nothing."""
    if capacity < 1:
        raise CommandError("(capacity should be larger than 0)")


def layers_of(rate: float, capacity: int, expansion: int, count: int) -> list[Layer]:
    """The first ``count`` layers. Raises CommandError if they are too large."""
    layers: list[Layer] = []
    start = 0
    for _ in range(count):
        rate /= 2
        bits = ceil(capacity * -log(rate) / (_LN2 * _LN2))
        layers.append(Layer(start, bits, ceil(-log(rate) / _LN2), capacity))
        start += bits
        capacity *= expansion
        if start > MAX_BITS:
            raise CommandError("the filter would be too large")
    return layers


def two_hashes(item: bytes) -> tuple[int, int]:
    """Two independent numbers of 48 bits; the second is odd."""
    digest = sha1(item, usedforsecurity=False).digest()
    return int.from_bytes(digest[:6]), int.from_bytes(digest[6:12]) | 1


def places(item: bytes, layer: Layer) -> list[int]:
    """The bits that an item sets in a layer."""
    first, second = two_hashes(item)
    step, bits = second % layer.bits, layer.bits
    return [layer.start + (first + i * step) % bits for i in range(layer.hashes)]
