"""The words of XCLAIM and XAUTOCLAIM, read as the server does."""

from __future__ import annotations

from collections.abc import Sequence

from redipy_core.errors import SYNTAX, CommandError, as_c_string
from redipy_core.stream_words import MAX_ID, read_id, read_interval, show_id
from redipy_core.text import read_integer

MOST_CLAIMED = 2**63 // 10 // 16 * 16


def read_claim(words: Sequence[bytes]) -> tuple[object, ...]:
    """The slots of XCLAIM.

    A server complains after it has looked at the key: what is wrong stands in
    the last slot then.
    """
    key, group, consumer, idle, *rest = words
    at = 0
    while at < len(rest) and _is_id(rest[at]):
        at += 1
    ids, options = rest[:at], rest[at:]
    minimum = read_integer(idle)
    if minimum is None:
        wrong = CommandError("Invalid min-idle-time argument for XCLAIM")
        return key, group, consumer, 0, ids, None, None, None, False, False, wrong
    try:
        read = _claim_options(options)
    except CommandError as error:
        read = (None, None, None, False, b"JUSTID" in options, error)
    return (key, group, consumer, minimum, ids, *read)


def _is_id(word: bytes) -> bool:
    try:
        read_id(word)
    except CommandError:
        return False
    return True


def _claim_options(words: Sequence[bytes]) -> tuple[object, ...]:
    numbers: dict[bytes, int] = {}
    flags: set[bytes] = set()
    last, at = None, 0
    while at < len(words):
        option, more = words[at].upper(), at + 1 < len(words)
        if option in (b"FORCE", b"JUSTID"):
            flags.add(option)
            at += 1
            continue
        if option in (b"IDLE", b"TIME", b"RETRYCOUNT") and more:
            number = read_integer(words[at + 1])
            if number is None:
                raise CommandError(
                    f"Invalid {option.decode()} option argument for XCLAIM"
                )
            if option != b"RETRYCOUNT":
                numbers.pop(b"IDLE", None)
                numbers.pop(b"TIME", None)
            numbers[option] = number
        elif option == b"LASTID" and more:
            last = words[at + 1]
            read_id(last)
        else:
            shown = as_c_string(words[at])
            raise CommandError(f"Unrecognized XCLAIM option '{shown}'")
        at += 2
    return (
        *(numbers.get(name) for name in (b"IDLE", b"TIME", b"RETRYCOUNT")),
        *(b"FORCE" in flags, b"JUSTID" in flags, last),
    )


def read_claim_page(words: Sequence[bytes]) -> tuple[object, ...]:
    """The slots of XAUTOCLAIM."""
    minimum = read_integer(words[3])
    if minimum is None:
        raise CommandError("Invalid min-idle-time argument for XAUTOCLAIM")
    read_start(words[4])
    count, justid, at = None, False, 5
    while at < len(words):
        option = words[at].upper()
        if option == b"COUNT" and at + 1 < len(words):
            count = read_integer(words[at + 1])
            check_claim_count(count)
            at += 2
        elif option == b"JUSTID":
            justid = True
            at += 1
        else:
            raise CommandError(SYNTAX)
    return (*words[:3], minimum, words[4], count, justid)


def read_start(word: bytes) -> int:
    """The ID from which on entries are claimed; ``(`` leaves it out."""
    return read_interval(word, show_id(MAX_ID))[0]


def check_claim_count(count: int | None) -> None:
    """Refuse a COUNT that is none."""
    if count is None or not 1 <= count <= MOST_CLAIMED:
        raise CommandError("COUNT must be > 0")
