"""What a stream is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, overload

from redipy_core.command import UnfitWordsError, command
from redipy_core.errors import NOT_AN_INTEGER, ArgumentValueError, CommandError
from redipy_core.replies import Either
from redipy_core.stream_replies import STREAM_DETAILS, STREAM_INFO
from redipy_core.stream_types import StreamDetails, StreamInfo
from redipy_core.text import Key, Text, read_integer


def _read(words: Sequence[bytes]) -> tuple[object, ...]:
    key, *options = words
    if not options:
        return key, None
    if options[0].upper() != b"FULL" or len(options) not in (1, 3):
        raise UnfitWordsError
    if len(options) == 1:
        return key, (None,)
    if options[1].upper() != b"COUNT":
        raise UnfitWordsError
    count = read_integer(options[2])
    return key, CommandError(NOT_AN_INTEGER) if count is None else (count,)


def _options(full: bool = False, count: int | None = None) -> tuple[object, ...]:
    if count is not None and not full:
        raise ArgumentValueError("count needs full=True")
    return ((count,) if full else None,)


@overload
def xinfo_stream(
    key: Key, *, full: Literal[False] = False, count: None = None
) -> StreamInfo[Text]: ...
@overload
def xinfo_stream(
    key: Key, *, full: Literal[True], count: int | None = None
) -> StreamDetails[Text]: ...
@command(
    "XINFO STREAM key [FULL [COUNT count:integer]]",
    "readonly",
    reply=Either("full", given=STREAM_DETAILS, absent=STREAM_INFO),
    since="5.0.0",
    complexity="O(1), on the memory backend O(N/100) with N the number of entries;"
    " with FULL the entries and pending entries returned besides",
    misfit="subcommand",
    late=True,
    reader=_read,
    options=_options,
)
def xinfo_stream(
    key: Key, *, full: bool = False, count: int | None = None
) -> StreamInfo[Text] | StreamDetails[Text]:
    """What a stream is: its length, its IDs, its first and last entry.

    With ``full`` its entries, groups and consumers, and what is pending with them:
    of each of these at most ``count``, 10 if not given, all for 0. Raises
    CommandError if there is no stream, WrongTypeError if the key holds something
    else.
    """
