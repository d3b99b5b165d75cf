"""Replies of commands that take elements from one of several keys."""

from __future__ import annotations

from redipy_core.replies import (
    Convert,
    Edge,
    Reply,
    key_text,
    optional,
    scored_texts,
    text_list,
)
from redipy_core.shapes import DOUBLE, NIL_ARRAY, PLAIN, array, fixed
from redipy_core.text import decode, format_double


def _popped(edge: Edge, convert: Convert | None) -> Convert:
    key = key_text(edge)
    if convert is None:
        return lambda popped: (key(popped[0]), popped[1])
    return lambda popped: (key(popped[0]), convert(popped[1]))


def _popped_member(edge: Edge) -> Convert:
    key, text = key_text(edge), decode if edge.decode else bytes
    return lambda popped: (key(popped[0]), text(popped[1]), popped[2])


POPPED_LIST = Reply(
    "POPPED_LIST",
    script="popped_list",
    python=lambda edge: optional(_popped(edge, text_list(edge))),
    native=optional(tuple),
    wire=optional(list),
    shape=NIL_ARRAY,
)
"""A key and elements taken from it; None if there are none."""

POPPED_SCORED = Reply(
    "POPPED_SCORED",
    script="popped_scored",
    python=lambda edge: optional(_popped(edge, scored_texts(edge))),
    native=optional(
        lambda wire: (wire[0], [(member, float(score)) for member, score in wire[1]])
    ),
    wire=optional(
        lambda popped: [popped[0], [[m, format_double(s)] for m, s in popped[1]]]
    ),
    shape=fixed(PLAIN, array(fixed(PLAIN, DOUBLE))),
)
"""A key and members with scores taken from it; None if there are none."""

POPPED_ELEMENT = Reply(
    "POPPED_ELEMENT",
    script="wire",
    python=lambda edge: optional(_popped(edge, decode if edge.decode else None)),
    native=optional(tuple),
    wire=optional(list),
    shape=NIL_ARRAY,
)
"""A key and one element taken from it; None if there is none."""

POPPED_MEMBER = Reply(
    "POPPED_MEMBER",
    script="wire",
    python=lambda edge: optional(_popped_member(edge)),
    native=optional(lambda wire: (wire[0], wire[1], float(wire[2]))),
    wire=optional(lambda popped: [popped[0], popped[1], format_double(popped[2])]),
    shape=fixed(PLAIN, PLAIN, DOUBLE),
)
"""A key, a member taken from it and its score; None if there is none."""
