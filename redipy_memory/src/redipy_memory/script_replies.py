"""What a script sees of replies: from their native to their script shape.

A reply has the shape that the client's method gives; tuples are lists, objects
with named parts are dicts of these names, and what has no order is sorted. The
lists and dicts are the script's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from redipy_core.functions import ScriptValue
from redipy_core.matches import LcsMatch, LcsMatches
from redipy_core.numbers import EXACT
from redipy_core.places import PLACE_SHAPES, Place
from redipy_core.replies import Status
from redipy_core.stream_types import (
    ConsumerDetails,
    ConsumerInfo,
    DeliveredEntry,
    GroupDetails,
    GroupInfo,
    PendingEntry,
    PendingSummary,
    StreamDetails,
    StreamInfo,
)

Value = ScriptValue
Entry = tuple[bytes, tuple[bytes, ...] | None]
Row = Sequence[int | bytes | None]


def count(reply: int | None) -> Value:
    """A whole number; from 2^53 on it loses digits."""
    if reply is None or -EXACT < reply < EXACT:
        return reply
    return float(reply)


def _value(part: int | bytes | None) -> Value:
    return part if isinstance(part, bytes) else count(part)


def _named(names: Sequence[str], values: Iterable[Value]) -> dict[bytes, Value]:
    """A dict of an object's named parts."""
    return {name.encode(): v for name, v in zip(names, values, strict=True)}


def _optional_float(reply: bytes | float | None) -> Value:
    return None if reply is None else float(reply)


def _seconds(milliseconds: int) -> Value:
    if milliseconds < 0:
        return None if milliseconds == -2 else -1
    return milliseconds / 1000


def _optional_list(reply: list[Value] | None) -> Value:
    return [] if reply is None else reply


def _sorted(reply: Iterable[bytes] | None) -> Value:
    return [] if reply is None else [*sorted(reply)]


def _lists(reply: Iterable[tuple[Value, ...]]) -> list[Value]:
    return [[*item] for item in reply]


def _scored_page(reply: tuple[int, list[tuple[bytes, float]]]) -> Value:
    return [b"%d" % reply[0], {member: float(score) for member, score in reply[1]}]


# -- streams ------------------------------------------------------------------------


def _entry(entry: Entry | bytes) -> Value:
    """``[id, fields]``, the fields of a deleted entry empty; an ID alone as it is."""
    if isinstance(entry, bytes):
        return entry
    number, words = entry
    flat = words or ()
    return [number, dict(zip(flat[::2], flat[1::2], strict=True))]


def _entries(reply: Iterable[Entry | bytes] | None) -> list[Value]:
    return [] if reply is None else [_entry(item) for item in reply]


def _claim_page(page: tuple[bytes, list[Entry | bytes], list[bytes]]) -> Value:
    return [page[0], _entries(page[1]), [*page[2]]]


def _pending_summary(
    reply: tuple[int, bytes | None, bytes | None, list[tuple[bytes, bytes]] | None],
) -> Value:
    pending, least, greatest, consumers = reply
    by_name: Value = {name: int(number) for name, number in consumers or ()}
    return _named(PendingSummary._fields, [pending, least, greatest, by_name])


def _pending_list(rows: Iterable[Row]) -> Value:
    return [_named(PendingEntry._fields, map(_value, row)) for row in rows]


def _infos(names: Sequence[str]) -> Callable[[Iterable[Row]], Value]:
    """Rows of names and values in turns, the names being ours."""
    return lambda rows: [_named(names, map(_value, row[1::2])) for row in rows]


def _part(row: Sequence[object], fields: Sequence[str], **parts: object) -> Value:
    """A dict of a row of names and values in turns; ``parts`` are made already."""
    found = dict(zip(row[::2], row[1::2], strict=True))
    values: list[object] = [
        parts[name] if name in parts else _value(found[name.replace("_", "-").encode()])  # type: ignore[arg-type]  # a plain one
        for name in fields
    ]
    return _named(fields, values)  # type: ignore[arg-type]  # as above


def _at(row: Sequence[object], name: bytes) -> Any:
    """A value of a row by its name."""
    return row[row.index(name) + 1]


def _stream_info(row: Sequence[object]) -> Value:
    ends = {
        name: None if entry is None else _entry(entry)
        for name in ("first_entry", "last_entry")
        for entry in (_at(row, name.replace("_", "-").encode()),)
    }
    return _part(row, StreamInfo._fields, **ends)


def _stream_details(row: Sequence[object]) -> Value:
    entries = _entries(_at(row, b"entries"))
    groups = [_group_details(group) for group in _at(row, b"groups")]
    return _part(row, StreamDetails._fields, entries=entries, groups=groups)


def _group_details(row: Sequence[object]) -> Value:
    pending = _delivered(_at(row, b"pending"))
    consumers = [_consumer_details(each) for each in _at(row, b"consumers")]
    return _part(row, GroupDetails._fields, pending=pending, consumers=consumers)


def _consumer_details(row: Sequence[object]) -> Value:
    name = _at(row, b"name")
    pending = _delivered(
        [[number, name, *rest] for number, *rest in _at(row, b"pending")]
    )
    return _part(row, ConsumerDetails._fields, pending=pending)


def _delivered(rows: Iterable[Row]) -> list[Value]:
    return [_named(DeliveredEntry._fields, map(_value, row)) for row in rows]


# -- places, matches ----------------------------------------------------------------


def _position(pair: Sequence[bytes] | None) -> Value:
    return None if pair is None else [float(part) for part in pair]


def _places(
    distance: bool, hash: bool, position: bool
) -> Callable[[Iterable[Sequence[object]]], Value]:
    """What makes dicts of places that have these; the other parts are null."""

    def place(item: Sequence[object]) -> Value:
        parts = iter(item)
        values: list[object] = [
            next(parts),
            float(next(parts)) if distance else None,  # type: ignore[arg-type]  # text
            count(next(parts)) if hash else None,  # type: ignore[arg-type]  # a number
            _position(next(parts)) if position else None,  # type: ignore[arg-type]  # a pair
        ]
        return _named(Place._fields, values)  # type: ignore[arg-type]  # as above

    return lambda reply: [place(item) for item in reply]


def _lcs_matches(
    reply: tuple[bytes, list[tuple[list[int], list[int], int]], bytes, int],
) -> Value:
    matches: list[Value] = [
        _named(LcsMatch._fields, [[*first], [*second], *(length or (None,))])
        for first, second, *length in reply[1]
    ]
    return _named(LcsMatches._fields, [matches, reply[3]])


RESHAPED: Final[dict[str, Callable[..., Value]]] = {
    "number": count,
    "number_text": _optional_float,
    "seconds": _seconds,
    "status_text": bytes,
    "list": _optional_list,
    "numbers": lambda reply: [*map(count, reply)],
    "time": lambda reply: [*map(int, reply)],
    "sorted_pairs": lambda reply: _lists(sorted(reply)),
    "member_page": lambda page: [b"%d" % page[0], _sorted(page[1])],
    "field_page": lambda page: [b"%d" % page[0], page[1]],
    "scored_page": _scored_page,
    "sorted_list": _sorted,
    "scored": _lists,
    "sorted_scored": lambda reply: _lists(sorted(reply)),
    "entries": _entries,
    "claim_page": _claim_page,
    "pending_summary": _pending_summary,
    "pending_list": _pending_list,
    "group_infos": _infos(GroupInfo._fields),
    "consumer_infos": _infos(ConsumerInfo._fields),
    "stream_info": _stream_info,
    "stream_details": _stream_details,
    "positions": lambda reply: [*map(_position, reply)],
    **{shape: _places(*parts) for shape, parts in PLACE_SHAPES.items()},
    "lcs_matches": _lcs_matches,
    "wire": lambda reply: from_wire(reply),
}
"""From a native reply to the shape of this name; others stay as they are or
depend on the prefix or the call."""


# -- what has names of keys -----------------------------------------------------------


def without_prefix(reply: bytes | None, prefix: bytes) -> Value:
    """The name of a key as its user knows it."""
    return None if reply is None else reply[len(prefix) :]


def sorted_keys(reply: list[bytes], prefix: bytes) -> Value:
    """Names of keys as their user knows them, in byte order."""
    skip = len(prefix)
    return [key[skip:] for key in sorted(reply)]


def scan_page(reply: tuple[int, list[bytes]], prefix: bytes) -> Value:
    """A cursor as text, and names of keys."""
    return [b"%d" % reply[0], sorted_keys(reply[1], prefix)]


def popped_list(reply: tuple[bytes, list[bytes]] | None, prefix: bytes) -> Value:
    """The name of a key as its user knows it, and what was taken from it."""
    return None if reply is None else [reply[0][len(prefix) :], [*reply[1]]]


def popped_scored(
    reply: tuple[bytes, list[tuple[bytes, float]]] | None, prefix: bytes
) -> Value:
    """As :func:`popped_list`, members with their scores."""
    return None if reply is None else [reply[0][len(prefix) :], _lists(reply[1])]


def stream_entries(
    reply: list[tuple[bytes, list[Entry | bytes]]] | None, prefix: bytes
) -> Value:
    """Entries by the name of the stream's key."""
    return {key[len(prefix) :]: _entries(items) for key, items in reply or ()}


def channel_counts(reply: list[tuple[bytes, int]], prefix: bytes) -> Value:
    """Numbers by the name of a channel."""
    return {channel[len(prefix) :]: number for channel, number in reply}


BY_PREFIX: Final[dict[str, Callable[..., Value]]] = {
    "key": without_prefix,
    "sorted_keys": sorted_keys,
    "scan_page": scan_page,
    "popped_list": popped_list,
    "popped_scored": popped_scored,
    "stream_entries": stream_entries,
    "channel_counts": channel_counts,
}
"""As :data:`RESHAPED`, with the client's prefix as second argument."""


def zipped(reply: list[bytes | None], names: tuple[bytes, ...]) -> Value:
    """The values by the names that they answer."""
    return dict(zip(names, reply, strict=True))


def zipped_keys(
    reply: list[bytes | None], keys: tuple[bytes, ...], prefix: bytes
) -> Value:
    """As :func:`zipped`, by the names of keys as their user knows them."""
    skip = len(prefix)
    return {key[skip:]: value for key, value in zip(keys, reply, strict=True)}


# -- raw calls ------------------------------------------------------------------------


def from_wire(reply: object) -> Value:
    """A RESP2 reply whose meaning is not known, as a value."""
    if reply is None or isinstance(reply, bool):
        return reply
    if isinstance(reply, Status):
        return True
    if isinstance(reply, bytes):
        return reply
    if isinstance(reply, int):
        return count(reply)
    if isinstance(reply, float):
        return reply
    assert isinstance(reply, (list, tuple))
    return [from_wire(item) for item in reply]
