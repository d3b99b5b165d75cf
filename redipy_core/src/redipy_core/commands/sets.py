"""Sets."""

from __future__ import annotations

from typing import overload

from redipy_core.command import command
from redipy_core.errors import CountErrors
from redipy_core.replies import (
    BOOLEAN,
    BOOLEAN_LIST,
    BULK,
    INTEGER,
    MEMBER_PAGE,
    STRING_SET,
    UNORDERED_LIST,
    Either,
)
from redipy_core.text import Key, Text, Value


@command(
    "SADD key members ...",
    "write denyoom fast",
    reply=INTEGER,
    since="1.0.0",
    complexity="O(N) with N the number of members given",
)
def sadd(key: Key, *members: Value) -> int:
    """Add members to a set, which is created if missing.

    Returns how many are new. Raises WrongTypeError if the key holds something
    else.
    """


@command(
    "SREM key members ...",
    "write fast",
    reply=INTEGER,
    since="1.0.0",
    complexity="O(N) with N the number of members given",
)
def srem(key: Key, *members: Value) -> int:
    """Remove members from a set; returns how many were there.

    A set that becomes empty is removed. Raises WrongTypeError if the key holds
    something else.
    """


@command(
    "SISMEMBER key member",
    "readonly fast",
    reply=BOOLEAN,
    since="1.0.0",
    complexity="O(1)",
)
def sismember(key: Key, member: Value) -> bool:
    """Whether a set has a member.

    Raises WrongTypeError if the key holds something else.
    """


@command(
    "SMISMEMBER key members ...",
    "readonly fast",
    reply=BOOLEAN_LIST,
    since="6.2.0",
    complexity="O(N) with N the number of members given",
)
def smismember(key: Key, *members: Value) -> list[bool]:
    """Whether a set has members, one answer for each.

    Raises WrongTypeError if the key holds something else.
    """


@command(
    "SCARD key",
    "readonly fast",
    reply=INTEGER,
    since="1.0.0",
    complexity="O(1)",
)
def scard(key: Key) -> int:
    """How many members a set has, 0 for a missing key.

    Raises WrongTypeError if the key holds something else.
    """


@command(
    "SMEMBERS key",
    "readonly",
    reply=STRING_SET,
    since="1.0.0",
    complexity="O(N) with N the number of members",
)
def smembers(key: Key) -> set[Text]:
    """The members of a set, empty for a missing key.

    Raises WrongTypeError if the key holds something else.
    """


@command(
    "SMOVE source destination member",
    "write fast",
    reply=BOOLEAN,
    since="1.0.0",
    complexity="O(1)",
)
def smove(source: Key, destination: Key, member: Value) -> bool:
    """Move a member from one set to another; returns whether it was there."""


@overload
def spop(key: Key, count: None = None) -> Text | None: ...
@overload
def spop(key: Key, count: int) -> set[Text]: ...
@command(
    "SPOP key [count:positive]",
    "write fast random",
    reply=Either("count", given=STRING_SET, absent=BULK),
    since="1.0.0",
    complexity="O(N) with N the number of members returned",
    misfit="syntax",
)
def spop(key: Key, count: int | None = None) -> Text | set[Text] | None:
    """Remove and return a random member, or ``count`` different ones.

    Without ``count`` the member, or None if there is none. With ``count`` a
    set, empty if there is nothing. A set that becomes empty is removed.
    """


@overload
def srandmember(key: Key, count: None = None) -> Text | None: ...
@overload
def srandmember(key: Key, count: int) -> list[Text]: ...
@command(
    "SRANDMEMBER key [count:integer]",
    "readonly random",
    reply=Either("count", given=UNORDERED_LIST, absent=BULK),
    since="1.0.0",
    complexity="O(N) with N the absolute of count",
    misfit="syntax",
)
def srandmember(key: Key, count: int | None = None) -> Text | list[Text] | None:
    """A random member, or several; the set stays as it is.

    A positive ``count`` gives that many different members at most, a negative
    one exactly so many, perhaps repeated.
    """


@command(
    "SINTER keys ...",
    "readonly",
    reply=STRING_SET,
    since="1.0.0",
    complexity="O(N*M) with N the size of the smallest set, M the number of sets",
)
def sinter(*keys: Key) -> set[Text]:
    """The members that all sets have.

    Raises WrongTypeError if a key holds something else.
    """


@command(
    "SUNION keys ...",
    "readonly",
    reply=STRING_SET,
    since="1.0.0",
    complexity="O(N) with N the number of members in all sets",
)
def sunion(*keys: Key) -> set[Text]:
    """The members that any set has.

    Raises WrongTypeError if a key holds something else.
    """


@command(
    "SDIFF keys ...",
    "readonly",
    reply=STRING_SET,
    since="1.0.0",
    complexity="O(N) with N the number of members in all sets",
)
def sdiff(*keys: Key) -> set[Text]:
    """The members of the first set that no other one has.

    Raises WrongTypeError if a key holds something else.
    """


@command(
    "SINTERSTORE destination keys ...",
    "write denyoom",
    reply=INTEGER,
    since="1.0.0",
    complexity="O(N*M) with N the size of the smallest set, M the number of sets",
)
def sinterstore(destination: Key, *keys: Key) -> int:
    """Store :meth:`sinter`'s answer at a key; returns how many members it has."""


@command(
    "SUNIONSTORE destination keys ...",
    "write denyoom",
    reply=INTEGER,
    since="1.0.0",
    complexity="O(N) with N the number of members in all sets",
)
def sunionstore(destination: Key, *keys: Key) -> int:
    """Store :meth:`sunion`'s answer at a key; returns how many members it has."""


@command(
    "SDIFFSTORE destination keys ...",
    "write denyoom",
    reply=INTEGER,
    since="1.0.0",
    complexity="O(N) with N the number of members in all sets",
)
def sdiffstore(destination: Key, *keys: Key) -> int:
    """Store :meth:`sdiff`'s answer at a key; returns how many members it has."""


def _sscan_options(
    match: Key | None = None, count: int | None = None
) -> tuple[object, ...]:
    return match, count


@command(
    "SSCAN key cursor:cursor [MATCH match] [COUNT count:natural]",
    "readonly",
    reply=MEMBER_PAGE,
    since="2.8.0",
    complexity="O(1) a call, O(N) for all with N the number of members",
    eager=True,
    late=True,
    options=_sscan_options,
)
def sscan(
    key: Key, cursor: int, *, match: Key | None = None, count: int | None = None
) -> tuple[int, list[Text]]:
    """One page of a set: the next cursor, and members.

    Begin with cursor 0 and go on until 0 comes back. ``match`` is a glob
    pattern, ``count`` about how many members to look at (10); a small set comes
    whole. A member that is there from the first call to the last is returned,
    perhaps more than once; a page may be empty. Raises CommandError for a cursor
    that is none, WrongTypeError if the key holds something else.
    """


def _limit_option(limit: int | None = None) -> tuple[object, ...]:
    return (limit,)


@command(
    "SINTERCARD numkeys keys ... [LIMIT limit:unsigned]",
    "readonly",
    reply=INTEGER,
    since="7.0.0",
    complexity="O(N*M) with N the size of the smallest set, M the number of sets",
    eager=True,
    numkeys=CountErrors(too_many="Number of keys can't be greater than number of args"),
    options=_limit_option,
)
def sintercard(*keys: Key, limit: int | None = None) -> int:
    """How many members all sets have.

    Counting stops at ``limit``; 0 is no limit. Raises CommandError for a limit
    below zero, WrongTypeError if a key holds something else.
    """
