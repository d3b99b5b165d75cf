"""Reply kinds: what a command answers, in three shapes.

*wire*
    what RESP2 carries: ``bytes``, ``int``, ``list``, None.
*native*
    what a backend computes and the script language sees: ``dict`` for a map,
    ``set`` for a set, ``float`` for a score, ``bool`` for yes and no.
*Python*
    what a method returns: text decoded, the client's prefix removed from keys.

A reply kind knows the ways between them, so no backend does.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from redipy_core.matches import LcsMatch, LcsMatches
from redipy_core.shapes import (
    DOUBLE,
    ENTRY_LIST,
    NIL_ARRAY,
    PLAIN,
    SCORE_PAIRS,
    SIMPLE,
    Shape,
    array,
    fixed,
)
from redipy_core.shapes import MAP as MAP_SHAPE
from redipy_core.shapes import PAIRS as PAIRS_SHAPE
from redipy_core.shapes import SET as SET_SHAPE
from redipy_core.stream_types import (
    ConsumerInfo,
    GroupInfo,
    PendingEntry,
    PendingSummary,
)
from redipy_core.text import decode, format_double

Convert: TypeAlias = Callable[[Any], Any]
"""From a reply in one shape to the next. What a reply holds is known to its
kind alone, so these private functions are the one place that is not typed."""


class Status(bytes):
    """A simple string reply such as ``OK``, as opposed to a bulk string."""

    __slots__ = ()


OK = Status(b"OK")


@dataclass(frozen=True, slots=True)
class Edge:
    """How a client wants its text: as ``str`` or ``bytes``, and without a prefix."""

    decode: bool = True
    prefix: bytes = b""


@dataclass(frozen=True, eq=False)
class Reply:
    """One reply kind.

    ``native`` turns a wire reply into the native shape, ``wire`` goes back,
    ``python`` makes, for a client's edge, what finishes a native reply. None
    stands for "as it is". ``script`` names the shape that a script sees (see
    ``docs/scripts.md``). ``zips`` names the slot whose values are the keys of
    the answer. ``told`` gives, for a reply whose form depends on option words,
    the kind that fits the words given. ``shape`` says what a server writes for the
    wire reply.
    """

    name: str
    script: str
    python: Callable[[Edge], Convert | None] = lambda edge: None
    native: Convert | None = None
    wire: Convert | None = None
    zips: str | None = None
    told: Callable[[Collection[bytes]], Reply] | None = None
    shape: Shape = PLAIN

    def __repr__(self) -> str:
        return self.name

    def to_wire(self, native: object) -> object:
        """A native reply as RESP2 carries it."""
        return native if self.wire is None else self.wire(native)

    def from_wire(self, wire: object) -> object:
        """A RESP2 reply in its native shape."""
        return wire if self.native is None else self.native(wire)


@dataclass(frozen=True, eq=False)
class Either:
    """The reply kind depends on whether a slot was given."""

    slot: str
    given: Reply | Either
    absent: Reply | Either


ReplyRule: TypeAlias = Reply | Either


def choose(rule: ReplyRule, given: Mapping[str, object]) -> Reply:
    """The reply kind for these slot values; None, False and empty are absent."""
    while isinstance(rule, Either):
        value = given[rule.slot]
        absent = value is None or value is False
        rule = rule.absent if absent else rule.given
    return rule


# -- what the kinds below are made of ---------------------------------------------


def optional(convert: Convert) -> Convert:
    """The same for a reply that may be None."""
    return lambda value: None if value is None else convert(value)


def _text(edge: Edge) -> Convert | None:
    if not edge.decode:
        return None
    return lambda data: (
        None if data is None else data.decode("utf-8", "surrogateescape")
    )


def text_list(edge: Edge) -> Convert | None:
    """A list of strings, single ones perhaps None."""
    if not edge.decode:
        return None
    return lambda items: [
        None if item is None else item.decode("utf-8", "surrogateescape")
        for item in items
    ]


def _optional_texts(edge: Edge) -> Convert:
    texts = text_list(edge) or list
    return lambda items: [] if items is None else texts(items)


def _text_set(edge: Edge) -> Convert:
    if not edge.decode:
        return set
    return lambda items: {item.decode("utf-8", "surrogateescape") for item in items}


def _text_map(edge: Edge) -> Convert:
    if not edge.decode:
        return dict
    return lambda items: {decode(k): decode(v) for k, v in items.items()}


def key_text(edge: Edge) -> Convert:
    """The name of a key, without the prefix."""
    skip = len(edge.prefix)
    return lambda key: decode(key[skip:]) if edge.decode else key[skip:]


def _keys(edge: Edge) -> Convert:
    key = key_text(edge)
    return lambda keys: [key(item) for item in keys]


def _scan_page(edge: Edge) -> Convert:
    keys = _keys(edge)
    return lambda page: (page[0], keys(page[1]))


def _member_page(edge: Edge) -> Convert:
    texts = text_list(edge) or list
    return lambda page: (page[0], texts(page[1]))


def _lcs_matches(reply: list[Any]) -> LcsMatches:
    matches = [
        LcsMatch(tuple(first), tuple(second), *length)
        for first, second, *length in reply[1]
    ]
    return LcsMatches(matches, reply[3])


def scored_texts(edge: Edge) -> Convert | None:
    """Members with their scores."""
    if not edge.decode:
        return None
    return lambda items: [(decode(member), score) for member, score in items]


def _pairs(flat: Sequence[bytes]) -> zip[tuple[bytes, bytes]]:
    return zip(flat[::2], flat[1::2], strict=True)


def _flat(items: dict[bytes, bytes]) -> list[bytes]:
    return [word for pair in items.items() for word in pair]


def _flat_scored(items: list[tuple[bytes, float]]) -> list[bytes]:
    return [word for member, score in items for word in (member, format_double(score))]


def _scored_page(edge: Edge) -> Convert:
    text: Convert = decode if edge.decode else bytes
    return lambda page: (page[0], {text(m): float(score) for m, score in page[1]})


def _scored_page_to_wire(page: Any) -> Any:
    cursor, items = page
    words: list[bytes] = []
    for member, score in items:
        whole = isinstance(score, int)
        words += (member, b"%d" % score if whole else format_double(score))
    return [b"%d" % cursor, words]


def _entry_maker(edge: Edge) -> Convert:
    """A stream's entry as ``(id, fields)``; a deleted one has no fields."""

    def entry(native: tuple[bytes, tuple[bytes, ...] | None]) -> object:
        number, words = native
        pairs = _pairs(words or ())
        if not edge.decode:
            return number, dict(pairs)
        return decode(number), {decode(name): decode(value) for name, value in pairs}

    return entry


def _entries(edge: Edge) -> Convert:
    entry = _entry_maker(edge)
    return lambda entries: [entry(item) for item in entries or ()]


def _entries_to_wire(entries: Any) -> Any:
    if entries is None:
        return None
    return [
        [number, None if words is None else list(words)] for number, words in entries
    ]


def _stream_entries(edge: Edge) -> Convert:
    key, entries = key_text(edge), _entries(edge)
    return lambda streams: {key(name): entries(items) for name, items in streams or ()}


def _stream_entries_to_wire(streams: Any) -> Any:
    if streams is None:
        return None
    return [[key, _entries_to_wire(entries)] for key, entries in streams]


def _claim_page(edge: Edge, claimed: Convert) -> Convert:
    text, texts = decode if edge.decode else bytes, text_list(edge) or list
    return lambda page: (text(page[0]), claimed(page[1]), texts(page[2]))


def _pending_summary(edge: Edge) -> Convert:
    text = decode if edge.decode else bytes

    def summary(row: list[Any]) -> object:
        count, least, greatest, consumers = row
        return PendingSummary(
            count,
            None if least is None else text(least),
            None if greatest is None else text(greatest),
            {text(name): int(number) for name, number in consumers or ()},
        )

    return summary


def _pending_list(edge: Edge) -> Convert:
    text = decode if edge.decode else bytes
    return lambda rows: [
        PendingEntry(text(number), text(consumer), idle, count)
        for number, consumer, idle, count in rows
    ]


def _infos(kind: Callable[..., object]) -> Callable[[Edge], Convert]:
    """Rows of names and values in turns as objects; its bytes are text."""

    def python(edge: Edge) -> Convert:
        text = decode if edge.decode else bytes
        return lambda rows: [
            kind(*(text(v) if isinstance(v, bytes) else v for v in row[1::2]))
            for row in rows
        ]

    return python


def _seconds(milliseconds: int) -> float | None:
    if milliseconds < 0:
        return None if milliseconds == -2 else -1.0
    return milliseconds / 1000


# -- the kinds ----------------------------------------------------------------------

STATUS = Reply(
    "STATUS",
    script="boolean",
    native=lambda wire: wire is not None,
    wire=lambda done: OK if done else None,
    shape=SIMPLE,
)
"""``OK`` as True; a nil reply (the condition did not hold) as False."""

TEXT_STATUS = Reply(
    "TEXT_STATUS", script="status_text", python=_text, wire=Status, shape=SIMPLE
)
"""A simple string with its own text, such as PING's."""

TYPE_NAME = Reply(
    "TYPE_NAME",
    script="type_name",
    python=lambda edge: optional(decode),
    native=lambda wire: None if wire == b"none" else wire,
    wire=lambda name: Status(b"none" if name is None else name),
    shape=SIMPLE,
)
"""TYPE's answer; None for a missing key. Always ``str``: it is a name, not data."""

INTEGER = Reply("INTEGER", script="number")
"""A count, a length or a new value; None where there is no number."""

INTEGER_LIST = Reply("INTEGER_LIST", script="numbers")
"""Several numbers, in order."""

BOOLEAN_LIST = Reply(
    "BOOLEAN_LIST",
    script="booleans",
    native=lambda wire: [yes == 1 for yes in wire],
    wire=lambda answers: [+yes for yes in answers],
)
"""Several times yes or no, in order."""

BOOLEAN = Reply(
    "BOOLEAN", script="boolean", native=lambda wire: wire == 1, wire=lambda yes: +yes
)
"""``1`` and ``0`` as True and False."""

BULK = Reply("BULK", script="text", python=_text)
"""A string, or None."""

AWAITED_BULK = replace(BULK, shape=NIL_ARRAY)
"""A string that was waited for; when the time is over, RESP2 has a nil array."""

BYTES = Reply("BYTES", script="text")
"""Data that is no text, or None: always ``bytes``."""

KEY_NAME = Reply("KEY_NAME", script="key", python=lambda edge: optional(key_text(edge)))
"""The name of a key, or None."""

NUMBER_TEXT = Reply(
    "NUMBER_TEXT", script="number_text", python=lambda edge: optional(float)
)
"""A number that the server keeps as text (INCRBYFLOAT); a float outside."""

INTEGERS = Reply("INTEGERS", script="numbers")
"""A list of numbers; single ones may be None."""

SCORE = Reply(
    "SCORE",
    script="score",
    native=optional(float),
    wire=optional(format_double),
    shape=DOUBLE,
)
"""The score of a member, or None."""

LIST = Reply("LIST", script="list", python=text_list)
"""A list of strings; single ones may be None."""

OPTIONAL_LIST = Reply(
    "OPTIONAL_LIST", script="list", python=_optional_texts, shape=NIL_ARRAY
)
"""A list of strings; a missing key gives an empty one."""

STRING_SET = Reply(
    "STRING_SET",
    script="sorted_list",
    python=_text_set,
    native=set,
    wire=list,
    shape=SET_SHAPE,
)
"""Strings without an order."""

UNORDERED_LIST = Reply("UNORDERED_LIST", script="sorted_list", python=text_list)
"""Strings in an order that means nothing (HKEYS, HVALS)."""

KEY_LIST = Reply("KEY_LIST", script="sorted_keys", python=_keys)
"""Names of keys, in no order."""

KEY_SET = Reply(
    "KEY_SET",
    script="sorted_keys",
    python=lambda edge: lambda keys: set(_keys(edge)(keys)),
)
"""As KEY_LIST, as a set."""

MAP = Reply(
    "MAP",
    script="map",
    python=_text_map,
    native=lambda wire: dict(_pairs(wire)),
    wire=_flat,
    shape=MAP_SHAPE,
)
"""Fields and their values."""

SCORED = Reply(
    "SCORED",
    script="scored",
    python=scored_texts,
    native=lambda wire: [(member, float(score)) for member, score in _pairs(wire)],
    wire=_flat_scored,
    shape=SCORE_PAIRS,
)
"""Members with their scores, in order."""

UNORDERED_SCORED = replace(SCORED, name="UNORDERED_SCORED", script="sorted_scored")
"""As SCORED, in an order that means nothing (ZRANDMEMBER)."""

SCORED_FLAT = replace(SCORED, shape=fixed(PLAIN, DOUBLE))
"""As SCORED, in RESP3 as flat as in RESP2: ZPOPMIN without a count."""

SCAN_PAGE = Reply(
    "SCAN_PAGE",
    script="scan_page",
    python=_scan_page,
    native=lambda wire: (int(wire[0]), wire[1]),
    wire=lambda page: [b"%d" % page[0], page[1]],
)
"""A cursor and the names of keys."""

CHANNEL_COUNTS = Reply(
    "CHANNEL_COUNTS",
    script="channel_counts",
    python=lambda edge: lambda counts: {key_text(edge)(name): n for name, n in counts},
    native=lambda wire: list(_pairs(wire)),
    wire=lambda counts: [word for pair in counts for word in pair],
)
"""Names of channels and a number for each."""

PAIRS = Reply(
    "PAIRS",
    script="sorted_pairs",
    python=lambda edge: (
        None
        if not edge.decode
        else lambda pairs: [(decode(name), decode(value)) for name, value in pairs]
    ),
    native=lambda wire: [*_pairs(wire)],
    wire=lambda pairs: [word for pair in pairs for word in pair],
    shape=PAIRS_SHAPE,
)
"""Fields with their values, in an order that means nothing; some perhaps twice."""

MEMBER_PAGE = Reply(
    "MEMBER_PAGE",
    script="member_page",
    python=_member_page,
    native=lambda wire: (int(wire[0]), wire[1]),
    wire=lambda page: [b"%d" % page[0], page[1]],
)
"""A cursor and members of a set."""

SCORED_PAGE = Reply(
    "SCORED_PAGE",
    script="scored_page",
    python=_scored_page,
    native=lambda wire: (int(wire[0]), [(m, float(s)) for m, s in _pairs(wire[1])]),
    wire=_scored_page_to_wire,
)
"""A cursor and members with their scores; a score that is kept as an integer is
an ``int`` in the native reply, since it is printed otherwise."""

FIELD_PAGE = Reply(
    "FIELD_PAGE",
    script="field_page",
    python=lambda edge: lambda page: (page[0], _text_map(edge)(page[1])),
    native=lambda wire: (int(wire[0]), dict(_pairs(wire[1]))),
    wire=lambda page: [b"%d" % page[0], _flat(page[1])],
)
"""A cursor and fields with their values."""

ENTRIES = Reply(
    "ENTRIES",
    script="entries",
    python=_entries,
    wire=_entries_to_wire,
    shape=ENTRY_LIST,
)
"""A stream's entries in order: ID, and field and value in turns."""

STREAM_ENTRIES = Reply(
    "STREAM_ENTRIES",
    script="stream_entries",
    python=_stream_entries,
    wire=_stream_entries_to_wire,
    shape=Shape("rows", (PLAIN, ENTRY_LIST), nil_array=True),
)
"""Entries by the stream's key."""

TIME = Reply(
    "TIME",
    script="time",
    python=lambda edge: lambda words: (int(words[0]), int(words[1])),
)
"""Seconds since the epoch and microseconds since then."""

LCS_MATCHES = Reply(
    "LCS_MATCHES",
    script="lcs_matches",
    python=lambda edge: _lcs_matches,
    shape=MAP_SHAPE,
)
"""Where two strings agree; natively as it is sent, with names between."""

CLAIM_PAGE = Reply(
    "CLAIM_PAGE",
    script="claim_page",
    python=lambda edge: _claim_page(edge, _entries(edge)),
    wire=lambda page: [page[0], _entries_to_wire(page[1]), page[2]],
)
"""Where to go on claiming, the entries, the IDs of entries that are gone."""

CLAIM_IDS_PAGE = Reply(
    "CLAIM_IDS_PAGE",
    script="claim_page",
    python=lambda edge: _claim_page(edge, text_list(edge) or list),
    wire=list,
)
"""As CLAIM_PAGE, with IDs only."""

PENDING_SUMMARY = Reply(
    "PENDING_SUMMARY",
    script="pending_summary",
    python=_pending_summary,
    shape=fixed(PLAIN, PLAIN, PLAIN, NIL_ARRAY),
)
"""What is not acknowledged, by consumer."""

PENDING_LIST = Reply("PENDING_LIST", script="pending_list", python=_pending_list)
"""Entries that are not acknowledged."""

GROUP_INFOS = Reply(
    "GROUP_INFOS",
    script="group_infos",
    python=_infos(GroupInfo),
    shape=array(MAP_SHAPE),
)
"""The groups of a stream."""

CONSUMER_INFOS = Reply(
    "CONSUMER_INFOS",
    script="consumer_infos",
    python=_infos(ConsumerInfo),
    shape=array(MAP_SHAPE),
)
"""The consumers of a group."""

SECONDS_LEFT = Reply("SECONDS_LEFT", script="seconds", python=lambda edge: _seconds)
"""PTTL's milliseconds as seconds; -1.0 for a key that stays, None for no key."""


def zipped(slot: str) -> Reply:
    """A list of values that answers a slot's names one by one, as a dict."""
    return Reply(f"zipped({slot!r})", script="zipped", python=text_list, zips=slot)


def zipped_scores(slot: str) -> Reply:
    """A list of scores that answers a slot's members one by one, as a dict."""
    return Reply(
        f"zipped_scores({slot!r})",
        script="zipped_scores",
        native=lambda wire: [optional(float)(score) for score in wire],
        wire=lambda scores: [optional(format_double)(score) for score in scores],
        zips=slot,
        shape=array(DOUBLE),
    )
