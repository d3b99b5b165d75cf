"""Shapes of wire replies: what a server writes for them in RESP2 and in RESP3.

A wire reply is ``bytes``, ``int``, ``list`` or None. RESP3 has more types than
that, and RESP2 two kinds of nil; what a reply becomes is said here, once, with
its kind (:mod:`redipy_core.replies`). A server compiles a shape to an encoder.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ShapeKind = Literal[
    "plain", "double", "simple", "verbatim", "boolean", "set", "map", "pairs", "rows"
]


@dataclass(frozen=True)
class Shape:
    """What a part of a reply is.

    =============  =============================================================
    ``plain``      a bulk string, a number, nil, or an array whose items are of
                   the shape ``parts[0]`` (without it: plain as well)
    ``double``     the text of a float: a bulk string, in RESP3 a double
    ``simple``     a simple string, whether it is marked as a Status or not
    ``verbatim``   text for people: a bulk string, in RESP3 a verbatim string
    ``boolean``    1 or 0: an integer, in RESP3 a boolean
    ``set``        an array, in RESP3 a set; its items are plain
    ``map``        names and values in turns; in RESP3 a map
    ``pairs``      two values in turns; in RESP3 an array of arrays of two
    ``rows``       an array of arrays of two; in RESP3 a map
    =============  =============================================================

    ``map``, ``pairs`` and ``rows`` have a shape for each of the two; a map whose
    values differ has one for the names, and one for each value. With ``fixed``, a
    plain array has a shape for each place. ``nil_array`` says that a missing reply
    is RESP2's nil array and not its nil string.
    """

    kind: ShapeKind = "plain"
    parts: tuple[Shape, ...] = ()
    fixed: bool = False
    nil_array: bool = False


PLAIN = Shape()
NIL_ARRAY = Shape(nil_array=True)
DOUBLE = Shape("double")
SIMPLE = Shape("simple")
VERBATIM = Shape("verbatim")
BOOLEAN = Shape("boolean")
SET = Shape("set")
MAP = Shape("map", (PLAIN, PLAIN))
PAIRS = Shape("pairs", (PLAIN, PLAIN))
SCORE_PAIRS = Shape("pairs", (PLAIN, DOUBLE))


def array(item: Shape, *, nil_array: bool = False) -> Shape:
    """An array whose items are of one shape."""
    return Shape("plain", (item,), nil_array=nil_array)


def fixed(*parts: Shape, nil_array: bool = True) -> Shape:
    """An array with a shape for each place."""
    return Shape("plain", parts, fixed=True, nil_array=nil_array)


ENTRY_LIST = array(fixed(PLAIN, NIL_ARRAY), nil_array=True)
"""Entries of a stream; one that was deleted has a nil array of fields."""
