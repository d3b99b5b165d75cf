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

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

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
    the answer.
    """

    name: str
    script: str
    python: Callable[[Edge], Convert | None] = lambda edge: None
    native: Convert | None = None
    wire: Convert | None = None
    zips: str | None = None

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


def _optional(convert: Convert) -> Convert:
    return lambda value: None if value is None else convert(value)


def _text(edge: Edge) -> Convert | None:
    if not edge.decode:
        return None
    return lambda data: (
        None if data is None else data.decode("utf-8", "surrogateescape")
    )


def _texts(edge: Edge) -> Convert | None:
    if not edge.decode:
        return None
    return lambda items: [
        None if item is None else item.decode("utf-8", "surrogateescape")
        for item in items
    ]


def _optional_texts(edge: Edge) -> Convert:
    texts = _texts(edge) or list
    return lambda items: [] if items is None else texts(items)


def _text_set(edge: Edge) -> Convert:
    if not edge.decode:
        return set
    return lambda items: {item.decode("utf-8", "surrogateescape") for item in items}


def _text_map(edge: Edge) -> Convert:
    if not edge.decode:
        return dict
    return lambda items: {decode(k): decode(v) for k, v in items.items()}


def _key(edge: Edge) -> Convert:
    skip = len(edge.prefix)
    return lambda key: decode(key[skip:]) if edge.decode else key[skip:]


def _keys(edge: Edge) -> Convert:
    key = _key(edge)
    return lambda keys: [key(item) for item in keys]


def _scan_page(edge: Edge) -> Convert:
    keys = _keys(edge)
    return lambda page: (page[0], keys(page[1]))


def _scored(edge: Edge) -> Convert | None:
    if not edge.decode:
        return None
    return lambda items: [(decode(member), score) for member, score in items]


def _pairs(flat: list[bytes]) -> zip[tuple[bytes, bytes]]:
    return zip(flat[::2], flat[1::2], strict=True)


def _flat(items: dict[bytes, bytes]) -> list[bytes]:
    return [word for pair in items.items() for word in pair]


def _flat_scored(items: list[tuple[bytes, float]]) -> list[bytes]:
    return [word for member, score in items for word in (member, format_double(score))]


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
)
"""``OK`` as True; a nil reply (the condition did not hold) as False."""

TEXT_STATUS = Reply("TEXT_STATUS", script="status_text", python=_text, wire=Status)
"""A simple string with its own text, such as PING's."""

TYPE_NAME = Reply(
    "TYPE_NAME",
    script="type_name",
    python=lambda edge: _optional(decode),
    native=lambda wire: None if wire == b"none" else wire,
    wire=lambda name: Status(b"none" if name is None else name),
)
"""TYPE's answer; None for a missing key. Always ``str``: it is a name, not data."""

INTEGER = Reply("INTEGER", script="number")
"""A count, a length or a new value; None where there is no number."""

BOOLEAN = Reply(
    "BOOLEAN", script="boolean", native=lambda wire: wire == 1, wire=lambda yes: +yes
)
"""``1`` and ``0`` as True and False."""

BULK = Reply("BULK", script="text", python=_text)
"""A string, or None."""

KEY_NAME = Reply("KEY_NAME", script="key", python=lambda edge: _optional(_key(edge)))
"""The name of a key, or None."""

NUMBER_TEXT = Reply(
    "NUMBER_TEXT", script="number_text", python=lambda edge: _optional(float)
)
"""A number that the server keeps as text (INCRBYFLOAT); a float outside."""

SCORE = Reply(
    "SCORE",
    script="score",
    native=_optional(float),
    wire=_optional(format_double),
)
"""The score of a member, or None."""

LIST = Reply("LIST", script="list", python=_texts)
"""A list of strings; single ones may be None."""

OPTIONAL_LIST = Reply("OPTIONAL_LIST", script="list", python=_optional_texts)
"""A list of strings; a missing key gives an empty one."""

STRING_SET = Reply(
    "STRING_SET", script="sorted_list", python=_text_set, native=set, wire=list
)
"""Strings without an order."""

UNORDERED_LIST = Reply("UNORDERED_LIST", script="sorted_list", python=_texts)
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
)
"""Fields and their values."""

SCORED = Reply(
    "SCORED",
    script="scored",
    python=_scored,
    native=lambda wire: [(member, float(score)) for member, score in _pairs(wire)],
    wire=_flat_scored,
)
"""Members with their scores, in order."""

SCAN_PAGE = Reply(
    "SCAN_PAGE",
    script="scan_page",
    python=_scan_page,
    native=lambda wire: (int(wire[0]), wire[1]),
    wire=lambda page: [b"%d" % page[0], page[1]],
)
"""A cursor and the names of keys."""

SECONDS_LEFT = Reply("SECONDS_LEFT", script="seconds", python=lambda edge: _seconds)
"""PTTL's milliseconds as seconds; -1.0 for a key that stays, None for no key."""


def zipped(slot: str) -> Reply:
    """A list of values that answers a slot's names one by one, as a dict."""
    return Reply(f"zipped({slot!r})", script="zipped", python=_texts, zips=slot)
