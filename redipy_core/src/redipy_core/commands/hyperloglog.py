"""HyperLogLogs: strings that count different members, roughly, in 12 KiB at most."""

from __future__ import annotations

from redipy_core.command import command
from redipy_core.replies import BOOLEAN, INTEGER, STATUS
from redipy_core.text import Key, Value


@command(
    "PFADD key [elements ...]",
    "write denyoom fast",
    reply=BOOLEAN,
    since="2.8.9",
    complexity="O(1) for each element",
)
def pfadd(key: Key, *elements: Value) -> bool:
    """Count elements; returns whether the key was made or the count may be another.

    Raises WrongTypeError if the key holds something else.
    """


@command(
    "PFCOUNT keys ...",
    "readonly may_replicate",
    reply=INTEGER,
    since="2.8.9",
    complexity="O(N) with N the number of keys, and a large constant",
)
def pfcount(*keys: Key) -> int:
    """About how many different elements were counted at the keys together.

    The standard error is 0.81 percent; 0 for missing keys. Raises WrongTypeError
    if a key holds something else.
    """


@command(
    "PFMERGE destination [keys ...]",
    "write denyoom",
    reply=STATUS,
    since="2.8.9",
    complexity="O(N) with N the number of keys, and a large constant",
)
def pfmerge(destination: Key, *keys: Key) -> bool:
    """Add to ``destination`` what was counted at the other keys; returns True.

    Raises WrongTypeError if a key holds something else.
    """
