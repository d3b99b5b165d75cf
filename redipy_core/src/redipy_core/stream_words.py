"""What streams say on the wire: IDs, and how a stream is to be trimmed.

An ID is a number of 128 bits here: milliseconds in the upper half, a sequence
number in the lower one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from redipy_core.errors import SYNTAX, CommandError
from redipy_core.text import read_integer, to_integer, to_milliseconds

SEQUENCE = 2**64 - 1
"""The lower half of an ID, and the greatest sequence number."""

MAX_ID = 2**128 - 1

DEFAULT_LIMIT = 10_000
"""How many entries ``~`` removes at most if nothing is said."""

INVALID_ID = "Invalid stream ID specified as stream command argument"
BOTH_STRATEGIES = (
    f"{SYNTAX}, MAXLEN and MINID options at the same time are not compatible"
)
NO_STRATEGY_FOR_LIMIT = (
    f"{SYNTAX}, LIMIT cannot be used without specifying a trimming strategy"
)
NO_STRATEGY = f"{SYNTAX}, XTRIM must be called with a trimming strategy"
EXACT_LIMIT = f"{SYNTAX}, LIMIT cannot be used without the special ~ option"
NEGATIVE_MAXLEN = "The MAXLEN argument must be >= 0."
NEGATIVE_LIMIT = "The LIMIT argument must be >= 0."
ZERO_ID = "The ID specified in XADD must be greater than 0-0"

# As C's strtoull reads them, which the server does.
_NUMBER = re.compile(rb"[ \t\n\v\f\r]*[+-]?[0-9]+")

TrimWords = tuple[bytes, bytes | None, bytes, int | None]
"""MAXLEN or MINID, ``=`` or ``~`` or None, the threshold, the LIMIT."""


def show_id(number: int) -> bytes:
    """An ID as the server prints it."""
    return b"%d-%d" % (number >> 64, number & SEQUENCE)


def _unsigned(data: bytes) -> int:
    number = read_integer(data)
    if number is not None and number >= 0:
        return number
    if number is not None or not _NUMBER.fullmatch(data):
        raise CommandError(INVALID_ID)
    number = int(data)
    if abs(number) > SEQUENCE:
        raise CommandError(INVALID_ID)
    return number & SEQUENCE


def read_id(data: bytes, sequence: int = 0) -> int:
    """The ID that ``data`` spells; ``sequence`` stands in if it has none.

    Raises CommandError in the server's words.
    """
    if len(data) > 127:
        raise CommandError(INVALID_ID)
    milliseconds, dash, rest = data.split(b"\0", 1)[0].partition(b"-")
    upper = _unsigned(milliseconds) << 64
    return upper | (_unsigned(rest) if dash else sequence)


def read_new_id(data: bytes) -> tuple[int | None, bool]:
    """XADD's ID, and whether its sequence number is to be found (``5-*``).

    None for ``*``. Raises CommandError in the server's words.
    """
    if data == b"*":
        return None, True
    if len(data) <= 127:
        head = data.split(b"\0", 1)[0]
        if head.endswith(b"-*") and head.count(b"-") == 1:
            return read_id(head[:-2]), True
    return read_id(data), False


def read_interval(low: bytes, high: bytes) -> tuple[int, int]:
    """The first and the last ID of a range; ``(`` leaves its ID out.

    Raises CommandError in the server's words.
    """
    first, left_out = _limit(low, 0)
    if left_out and first == MAX_ID:
        raise CommandError("invalid start ID for the interval")
    first += left_out
    last, left_out = _limit(high, SEQUENCE)
    if left_out and last == 0:
        raise CommandError("invalid end ID for the interval")
    return first, last - left_out


def _limit(data: bytes, sequence: int) -> tuple[int, bool]:
    if data[:1] == b"(" and len(data) > 1:
        return read_id(data[1:], sequence), True
    return read_any_id(data, sequence), False


def read_any_id(data: bytes, sequence: int = 0) -> int:
    """As :func:`read_id`; ``-`` and ``+`` are the least and the greatest one."""
    named = {b"-": 0, b"+": MAX_ID}.get(data.split(b"\0", 1)[0])
    if named is not None and len(data) <= 127:
        return named
    return read_id(data, sequence)


class Trim(NamedTuple):
    """How a stream is to be trimmed: to a length, or up to an ID."""

    maxlen: int | None
    minid: int
    approximate: bool
    limit: int
    """At most so many entries go; 0: no limit."""
    limited: bool

    def check(self) -> None:
        """Refuse a LIMIT without ``~``, which a server does after all else."""
        if self.limited and not self.approximate:
            raise CommandError(EXACT_LIMIT)


def read_trim(words: TrimWords) -> Trim:
    """How to trim. Raises CommandError in the server's words."""
    strategy, operator, threshold, limit = words
    maxlen, minid = read_threshold(strategy, threshold)
    approximate = operator == b"~"
    if limit is not None:
        check_limit(limit)
    elif approximate:
        limit = DEFAULT_LIMIT
    return Trim(maxlen, minid, approximate, limit or 0, limit is not None)


def read_threshold(strategy: bytes, threshold: bytes) -> tuple[int | None, int]:
    """The length for MAXLEN (None for MINID), and the ID for MINID."""
    if strategy == b"MINID":
        return None, read_id(threshold)
    maxlen = to_integer(threshold)
    if maxlen < 0:
        raise CommandError(NEGATIVE_MAXLEN)
    return maxlen, 0


def check_limit(limit: int) -> None:
    """Refuse a LIMIT below zero."""
    if limit < 0:
        raise CommandError(NEGATIVE_LIMIT)


def check_added(added: int) -> None:
    """Refuse a number of entries below zero."""
    if added < 0:
        raise CommandError("entries_added must be positive")


def check_entries_read(read: int) -> None:
    """Refuse a number of entries below zero that is not -1, which is unknown."""
    if read < -1:
        raise CommandError("value for ENTRIESREAD must be positive or -1")


def check_deleted(last: int, deleted: int) -> None:
    """Refuse an ID that was deleted and is greater than the last one."""
    if last < deleted:
        raise CommandError(
            "The ID specified in XSETID is smaller than the provided"
            " max_deleted_entry_id"
        )


class StreamsWords:
    """The words of XREAD and XREADGROUP, read as the server does."""

    def __init__(self) -> None:
        self.count: int | None = None
        self.block: int | None = None
        self.group: tuple[bytes, bytes] | None = None
        self.noack = False
        self.pairs: list[tuple[bytes, bytes]] = []


_NEEDED = {b"COUNT": 1, b"BLOCK": 1, b"STREAMS": 1, b"GROUP": 2, b"NOACK": 0}


def read_streams(words: Sequence[bytes], name: str) -> StreamsWords:
    """Options, keys and IDs. Raises CommandError in the server's words."""
    read, at = StreamsWords(), 0
    while at < len(words):
        option = words[at].upper()
        if len(words) - at - 1 < _NEEDED.get(option, len(words)):
            break
        if option == b"STREAMS":
            read.pairs = _keys_and_ids(words[at + 1 :])
            if name == "XREADGROUP" and read.group is None:
                raise CommandError("Missing GROUP option for XREADGROUP")
            return read
        if option == b"COUNT":
            read.count = to_integer(words[at + 1])
        elif option == b"BLOCK":
            read.block = to_milliseconds(words[at + 1])
        elif name == "XREAD":
            raise CommandError(
                f"The {option.decode()} option is only supported by XREADGROUP."
                " You called XREAD instead."
            )
        elif option == b"GROUP":
            read.group = words[at + 1], words[at + 2]
        else:
            read.noack = True
        at += _NEEDED[option] + 1
    raise CommandError(SYNTAX)


def _keys_and_ids(words: Sequence[bytes]) -> list[tuple[bytes, bytes]]:
    half, odd = divmod(len(words), 2)
    if odd:
        raise CommandError(
            "Unbalanced XREAD list of streams: for each stream key an ID or '$' must"
            " be specified."
        )
    return list(zip(words[:half], words[half:], strict=True))
