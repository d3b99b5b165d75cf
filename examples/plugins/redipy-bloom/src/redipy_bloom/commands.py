"""The commands: what they are called, take and answer."""

from __future__ import annotations

from redipy.plugin import Key, Value, command, replies
from redipy_bloom import scripts
from redipy_bloom.replies import BLOOM_INFO, BloomInfo


def _reserve_options(
    *, expansion: int | None = None, nonscaling: bool = False
) -> tuple[object, ...]:
    return expansion, nonscaling


@command(
    "BF.RESERVE key error_rate:double capacity:positive [EXPANSION expansion:positive]"
    " [NONSCALING]",
    "write denyoom",
    reply=replies.STATUS,
    since="1.0.0",
    complexity="O(1)",
    options=_reserve_options,
    portable=scripts.reserve,
)
def reserve(
    key: Key,
    error_rate: float,
    capacity: int,
    *,
    expansion: int | None = None,
    nonscaling: bool = False,
) -> bool:
    """Make an empty filter for ``capacity`` items.

    At most a share of ``error_rate`` of the items that were never added is found
    nevertheless, however many are added. What goes beyond the capacity is put into
    further layers, each ``expansion`` (2) times as large; with ``nonscaling`` it is
    refused. Returns True. Raises CommandError if there is a key of this name, and
    for a rate that is not between 0 and 1.
    """
    raise NotImplementedError


@command(
    "BF.ADD key item",
    "write denyoom fast",
    reply=replies.BOOLEAN,
    since="1.0.0",
    complexity="O(K * N) with K the hash functions and N the layers",
    portable=scripts.add,
)
def add(key: Key, item: Value) -> bool:
    """Add an item; whether it was new as far as the filter can tell.

    A missing key becomes a filter for 100 items with an error rate of 0.01. Raises
    WrongTypeError if the key holds something else.
    """
    raise NotImplementedError


@command(
    "BF.MADD key items ...",
    "write denyoom fast",
    reply=replies.BOOLEAN_LIST,
    since="1.0.0",
    complexity="O(M * K * N) with M items, K hash functions and N layers",
    portable=scripts.madd,
)
def madd(key: Key, *items: Value) -> list[bool]:
    """Add several items; for each whether it was new. Otherwise as ``add``."""
    raise NotImplementedError


@command(
    "BF.EXISTS key item",
    "readonly fast",
    reply=replies.BOOLEAN,
    since="1.0.0",
    complexity="O(K * N) with K the hash functions and N the layers",
    portable=scripts.exists,
)
def exists(key: Key, item: Value) -> bool:
    """Whether an item was perhaps added; False is certain.

    Raises WrongTypeError if the key holds something else.
    """
    raise NotImplementedError


@command(
    "BF.MEXISTS key items ...",
    "readonly fast",
    reply=replies.BOOLEAN_LIST,
    since="1.0.0",
    complexity="O(M * K * N) with M items, K hash functions and N layers",
    portable=scripts.mexists,
)
def mexists(key: Key, *items: Value) -> list[bool]:
    """For each item whether it was perhaps added. Otherwise as ``exists``."""
    raise NotImplementedError


@command(
    "BF.INFO key",
    "readonly fast",
    reply=BLOOM_INFO,
    since="1.0.0",
    complexity="O(N) with N the layers",
    portable=scripts.info,
)
def info(key: Key) -> BloomInfo:
    """What a filter is made for and holds.

    Raises CommandError if there is no such key, WrongTypeError if it holds
    something else.
    """
    raise NotImplementedError
