"""Databases: what they hold as a whole, and keys that go from one to another."""

from __future__ import annotations

from collections.abc import Sequence

from redipy_core.command import command
from redipy_core.errors import CommandError, wrong_arity
from redipy_core.replies import BOOLEAN, INTEGER, STATUS
from redipy_core.text import Key, read_integer


@command(
    "DBSIZE",
    "readonly fast keyspace",
    reply=INTEGER,
    since="1.0.0",
    complexity="O(1); O(N) with N the number of keys if the client has a prefix",
    scoped="REDIPY.DBSIZE",
)
def dbsize() -> int:
    """How many keys there are; with a prefix, how many of that prefix."""


@command(
    "REDIPY.DBSIZE prefix",
    "readonly internal",
    reply=INTEGER,
    since="1.0.0",
    complexity="O(N) with N the number of keys",
)
def _dbsize_of(prefix: bytes) -> int:
    """How many keys begin with ``prefix``."""


@command(
    "FLUSHALL [how=ASYNC|SYNC]",
    "write keyspace",
    reply=STATUS,
    since="1.0.0",
    complexity="O(N) with N the number of keys",
    once="how",
    scoped="REDIPY.FLUSHALL",
    options=lambda: (None,),
)
def flushall() -> bool:
    """Remove every key of every database. Returns True.

    With a prefix, every key of that prefix.
    """


@command(
    "REDIPY.FLUSHALL prefix",
    "write internal",
    reply=STATUS,
    since="1.0.0",
    complexity="O(N) with N the number of keys",
)
def _flushall_of(prefix: bytes) -> bool:
    """Remove every key that begins with ``prefix``."""


@command(
    "FLUSHDB [how=ASYNC|SYNC]",
    "write keyspace",
    reply=STATUS,
    since="1.0.0",
    complexity="O(N) with N the number of keys",
    scoped="REDIPY.FLUSHDB",
    once="how",
    options=lambda: (None,),
)
def flushdb() -> bool:
    """As :meth:`flushall`, for the client's database alone. Returns True."""


@command(
    "REDIPY.FLUSHDB prefix",
    "write internal",
    reply=STATUS,
    since="1.0.0",
    complexity="O(N) with N the number of keys",
)
def _flushdb_of(prefix: bytes) -> bool:
    """Remove every key of this database that begins with ``prefix``."""


@command(
    "MOVE key db:database",
    "write fast",
    reply=BOOLEAN,
    since="1.0.0",
    complexity="O(1)",
)
def move(key: Key, db: int) -> bool:
    """Move a key, with its expiry, to another database; returns whether it was done.

    It is not if the key is missing here, or there already. Raises CommandError if
    there is no such database, or it is the client's own.
    """


def _read_swapdb(words: Sequence[bytes]) -> tuple[object, ...]:
    if len(words) != 2:
        raise wrong_arity("SWAPDB")
    numbers = [read_integer(word) for word in words]
    for number, which in zip(numbers, ("first", "second"), strict=True):
        if number is None or not -(2**31) <= number < 2**31:
            raise CommandError(f"invalid {which} DB index")
    return tuple(numbers)


@command(
    "SWAPDB index1:integer index2:integer",
    "write fast",
    reply=STATUS,
    since="4.0.0",
    complexity="O(N) with N the callers that wait for, or watch, keys of the two",
    reader=_read_swapdb,
)
def swapdb(index1: int, index2: int) -> bool:
    """Let two databases change places. Returns True.

    Clients of one see at once what was in the other. A prefix plays no part.
    Raises CommandError if there is no such database.
    """
