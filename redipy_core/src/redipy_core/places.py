"""Places on the earth: what geo methods take and give."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from itertools import product
from typing import Any, Final, Generic, Literal, NamedTuple, TypeAlias, TypeVar

from redipy_core.errors import ArgumentTypeError, ArgumentValueError
from redipy_core.replies import INTEGER, LIST, Convert, Edge, Reply
from redipy_core.shapes import DOUBLE, array
from redipy_core.text import Key, Pairs, decode

Unit: TypeAlias = Literal["m", "km", "mi", "ft"]
"""A unit of length: metre, kilometre, mile or foot."""

Places: TypeAlias = Pairs[Key, tuple[float, float]]
"""Members with their longitude and latitude in degrees."""

T = TypeVar("T")


class Place(NamedTuple, Generic[T]):
    """A member that was found, with what was asked for; the rest is None.

    ``distance`` is in the unit of the search, ``hash`` the 52 bits of the score,
    ``position`` longitude and latitude in degrees.
    """

    member: T
    distance: float | None = None
    hash: int | None = None
    position: tuple[float, float] | None = None


def _position(pair: list[bytes]) -> tuple[float, float]:
    return float(pair[0]), float(pair[1])


def _positions(edge: Edge) -> Convert:
    del edge
    return lambda items: [None if item is None else _position(item) for item in items]


POSITIONS = Reply(
    "POSITIONS",
    script="positions",
    python=_positions,
    shape=array(array(DOUBLE, nil_array=True)),
)
"""Longitudes and latitudes; None for a member that is not there."""


_FOUND_SHAPE: Final = array(array(array(DOUBLE)))


@cache
def found(*, distance: bool, hash: bool, position: bool) -> Reply:
    """The reply of a search that was asked for these."""
    if not (distance or hash or position):
        return LIST

    def python(edge: Edge) -> Convert:
        def place(item: list[Any]) -> Place[Any]:
            parts = iter(item)
            member = next(parts)
            return Place(
                decode(member) if edge.decode else member,
                float(next(parts)) if distance else None,
                next(parts) if hash else None,
                _position(next(parts)) if position else None,
            )

        return lambda items: [place(item) for item in items]

    asked = {"distance": distance, "hash": hash, "position": position}
    parts = "_".join(name for name, given in asked.items() if given)
    return Reply("PLACES", script=f"places_{parts}", python=python, shape=_FOUND_SHAPE)


def _told(options: Collection[bytes]) -> Reply:
    if b"STORE" in options or b"STOREDIST" in options:
        return INTEGER
    return found(
        distance=b"WITHDIST" in options,
        hash=b"WITHHASH" in options,
        position=b"WITHCOORD" in options,
    )


FOUND = Reply("FOUND", script="wire", told=_told, shape=_FOUND_SHAPE)
"""What a search found, in the form that its options say."""

PLACE_SHAPES: Final = {
    found(distance=d, hash=h, position=p).script: (d, h, p)
    for d, h, p in product((False, True), repeat=3)
    if d or h or p
}
"""What a script sees of places: by the name of the shape, whether each has a
distance, a hash and a position."""


def place_words(mapping: object) -> tuple[tuple[object, object, object], ...]:
    """``(longitude, latitude, member)`` of a mapping; ArgumentTypeError if none."""
    try:
        return tuple(
            (longitude, latitude, member)
            for member, (longitude, latitude) in mapping.items()  # type: ignore[attr-defined]  # what has none raises
        )
    except (AttributeError, TypeError, ValueError):
        raise ArgumentTypeError(
            "a mapping of members to (longitude, latitude) is needed,"
            f" not {mapping!r:.80}"
        ) from None


def search_words(
    sort: Literal["ASC", "DESC"] | None,
    count: int | None,
    any: bool,
    withcoord: bool,
    withdist: bool,
    withhash: bool,
) -> tuple[list[object], Reply]:
    """The options that all searches have as words, and what the reply is."""
    words: list[object] = [] if sort is None else [sort]
    if count is not None:
        words += ["COUNT", count]
    flags = {
        "ANY": any,
        "WITHCOORD": withcoord,
        "WITHDIST": withdist,
        "WITHHASH": withhash,
    }
    words += [word for word, given in flags.items() if given]
    reply = found(
        distance=bool(withdist), hash=bool(withhash), position=bool(withcoord)
    )
    return words, reply


def origin_words(
    member: object,
    longitude: object,
    latitude: object,
    radius: object,
    width: object,
    height: object,
    unit: str,
) -> list[object]:
    """Where a search is and how far it goes, as words.

    Raises ArgumentValueError unless there are one origin and one shape.
    """
    position = _together("longitude", longitude, "latitude", latitude)
    box = _together("width", width, "height", height)
    if (member is None) == (not position):
        raise ArgumentValueError("either member or longitude and latitude is needed")
    if (radius is None) == (not box):
        raise ArgumentValueError("either radius or width and height is needed")
    origin = ["FROMLONLAT", *position] if position else ["FROMMEMBER", member]
    shape = ["BYBOX", *box, unit] if box else ["BYRADIUS", radius, unit]
    return origin + shape


def _together(name: str, first: object, other: str, second: object) -> list[object]:
    """Two numbers that belong together, or nothing."""
    if first is None and second is None:
        return []
    if first is None or second is None:
        raise ArgumentValueError(f"{name} and {other} belong together")
    return [first, second]
