"""When the payloads of one key on two stores must be the same bytes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from redipy_core.testing.values import reads
from redipy_core.testing.words import Words

_STRICT = frozenset({0, 16, 17})
_ONE_NODE = b"\x12\1"
"""Payloads that follow from what a value is: strings, small hashes and sorted sets,
lists of one node. A table has an order of its own, an intset stays as wide as it once
was, a list as divided, and a stream keeps when its readers were seen."""

_STREAM = 19
_OUTGROWN = {(2, 11), (4, 16), (5, 17)}
"""What a server's value is because it once was larger, and what it is when new."""

_SCRATCH = b"\0scratch"


def must_be_equal(expected: bytes, actual: bytes) -> bool:
    """Whether a server's payload and another store's may differ in no byte."""
    pair = expected[0], actual[0]
    if pair[0] in _STRICT or expected.startswith(_ONE_NODE):
        return True
    return pair[0] != pair[1] and pair not in _OUTGROWN


def same_payloads(
    key: bytes, expected: object, actual: object, run: Callable[[Words], object]
) -> bool:
    """Whether the payloads of a key, a server's and another store's, are alike.

    Where their bytes may differ, the server's must be a payload of the same value to
    the other store, which ``run`` is for.
    """
    if expected == actual:
        return True
    if not isinstance(expected, bytes) or not isinstance(actual, bytes):
        return False
    if must_be_equal(expected, actual):
        return False
    if expected[0] == _STREAM and run([b"XINFO", b"GROUPS", key]) == []:
        return False
    run([b"RESTORE", _SCRATCH, b"0", expected, b"REPLACE"])
    shown = _shown(_SCRATCH, run), _shown(key, run)
    run([b"DEL", _SCRATCH])
    return shown[0] == shown[1]


def _shown(key: bytes, run: Callable[[Words], object]) -> list[object]:
    kind = run([b"TYPE", key])
    assert isinstance(kind, bytes)
    if kind == b"stream":
        return [
            kind,
            run([b"XRANGE", key, b"-", b"+"]),
            run([b"XINFO", b"GROUPS", key]),
        ]
    return [kind, *(_in_no_order(kind, run(words)) for words in reads(kind, key))]


def _in_no_order(kind: bytes, reply: object) -> object:
    """A reply with the members of a set, the fields of a hash in no order."""
    if kind not in (b"set", b"hash") or not isinstance(reply, list):
        return reply
    if kind == b"set":
        return Counter(reply)
    return dict(zip(reply[::2], reply[1::2], strict=True))
