"""Positions as numbers: the arithmetic of geohashes, as the server does it.

A cell has some bits of latitude (even ones, from the lowest on) and as many of
longitude (odd ones). Longitudes and latitudes are in degrees, lengths in metres.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, isfinite, nan, pi, sin, sqrt
from typing import Final

LONGITUDES: Final = (-180.0, 180.0)
LATITUDES: Final = (-85.05112878, 85.05112878)
_ALL_LATITUDES: Final = (-90.0, 90.0)
STEPS: Final = 26
"""The bits of a score in each direction."""

_EARTH_RADIUS: Final = 6372797.560856
_HALF_WAY_ROUND: Final = 20037726.37
_DEGREE: Final = pi / 180.0
_EVEN: Final = 0x5555555555555555
_ODD: Final = 0xAAAAAAAAAAAAAAAA
_ALPHABET: Final = "0123456789bcdefghjkmnpqrstuvwxyz"

Position = tuple[float, float]
"""Longitude and latitude."""


# -- bits --------------------------------------------------------------------------


_SPREADING: Final = (
    (16, 0x0000FFFF0000FFFF),
    (8, 0x00FF00FF00FF00FF),
    (4, 0x0F0F0F0F0F0F0F0F),
    (2, 0x3333333333333333),
    (1, _EVEN),
)
_GATHERING: Final = (
    (1, 0x3333333333333333),
    (2, 0x0F0F0F0F0F0F0F0F),
    (4, 0x00FF00FF00FF00FF),
    (8, 0x0000FFFF0000FFFF),
    (16, 0x00000000FFFFFFFF),
)


def _spread(number: int) -> int:
    """32 bits with a zero above each."""
    for shift, mask in _SPREADING:
        number = (number | number << shift) & mask
    return number


def _gathered(bits: int) -> int:
    """Every second bit, from the lowest on."""
    bits &= _EVEN
    for shift, mask in _GATHERING:
        bits = (bits | bits >> shift) & mask
    return bits


@dataclass(frozen=True, slots=True)
class Cell:
    """A rectangle of the earth: its bits, ``steps`` in each direction."""

    bits: int
    steps: int

    def moved(self, east: int, north: int) -> Cell:
        """The neighbour so many cells to the east and north (-1, 0 or 1)."""
        fill = 64 - 2 * self.steps
        odd, even = _ODD >> fill, _EVEN >> fill
        x, y = self.bits & _ODD, self.bits & _EVEN
        if east > 0:
            x = (x + even + 1) & odd
        elif east < 0:
            x = ((x | even) - (even + 1)) & odd
        if north > 0:
            y = (y + odd + 1) & even
        elif north < 0:
            y = ((y | odd) - (odd + 1)) & even
        return Cell(x | y, self.steps)

    def scores(self) -> tuple[float, float]:
        """The scores of members in the cell: from the first to before the second."""
        shift = 52 - 2 * self.steps
        return float(self.bits << shift), float((self.bits + 1) << shift)

    def area(self) -> tuple[float, float, float, float]:
        """West, south, east and north."""
        west, east = self._limits(_gathered(self.bits >> 1), LONGITUDES)
        south, north = self._limits(_gathered(self.bits), LATITUDES)
        return west, south, east, north

    def _limits(self, number: int, limits: tuple[float, float]) -> tuple[float, float]:
        low, high = limits
        scale, parts = high - low, float(1 << self.steps)
        return low + number / parts * scale, low + (number + 1) / parts * scale


def cell_at(
    longitude: float,
    latitude: float,
    steps: int = STEPS,
    latitudes: tuple[float, float] = LATITUDES,
) -> Cell:
    """The cell that holds a position."""
    low, high = LONGITUDES
    x = int((longitude - low) / (high - low) * (1 << steps))
    low, high = latitudes
    y = int((latitude - low) / (high - low) * (1 << steps))
    return Cell(_spread(y) | _spread(x) << 1, steps)


def position_of(score: float) -> Position:
    """The middle of the cell that a score stands for."""
    west, south, east, north = Cell(_unsigned(score), STEPS).area()
    return (
        min(max((west + east) / 2, LONGITUDES[0]), LONGITUDES[1]),
        min(max((south + north) / 2, LATITUDES[0]), LATITUDES[1]),
    )


def _unsigned(number: float) -> int:
    """A double as C makes 64 bits without a sign of it, whatever the double."""
    if -(2.0**63) <= number < 2.0**64:
        return int(number) % 2**64
    return 2**63 if number < 0 else 0


def geohash_text(position: Position) -> bytes:
    """A position as Geohash text of eleven letters, the last always ``0``."""
    bits = cell_at(*position, latitudes=_ALL_LATITUDES).bits
    letters = [_ALPHABET[bits >> (47 - 5 * i) & 31] for i in range(10)]
    return "".join([*letters, "0"]).encode()


# -- lengths -----------------------------------------------------------------------


def latitude_distance(first: float, second: float) -> float:
    """The distance of two latitudes."""
    return _EARTH_RADIUS * abs(second * _DEGREE - first * _DEGREE)


def distance(first: Position, second: Position) -> float:
    """The distance of two positions, on a sphere (haversine)."""
    v = sin((second[0] * _DEGREE - first[0] * _DEGREE) / 2)
    if v == 0.0:
        return latitude_distance(first[1], second[1])
    south, north = first[1] * _DEGREE, second[1] * _DEGREE
    u = sin((north - south) / 2)
    a = u * u + cos(south) * cos(north) * v * v
    # Where rounding goes too far, C's asin gives NaN instead of an error.
    return 2.0 * _EARTH_RADIUS * asin(sqrt(a)) if a <= 1.0 else nan


@dataclass(frozen=True, slots=True)
class Shape:
    """What is searched: a circle, or a box if it has a height, around a position.

    ``width`` of a circle is its radius. ``unit`` is the metres of one unit.
    """

    middle: Position
    width: float
    height: float | None
    unit: float

    def distance_to(self, position: Position) -> float | None:
        """The distance of a position in metres, None if it is outside."""
        if self.height is None:
            length = distance(self.middle, position)
            return None if length > self.width * self.unit else length
        middle_x, middle_y = self.middle
        x, y = position
        if latitude_distance(y, middle_y) > self.height * self.unit / 2:
            return None
        if distance((x, y), (middle_x, y)) > self.width * self.unit / 2:
            return None
        return distance(self.middle, position)

    def _bounds(self) -> tuple[float, float, float, float]:
        """West, south, east and north."""
        longitude, latitude = self.middle
        width = height = self.width
        if self.height is not None:
            width, height = self.width / 2, self.height / 2
        width, height = self.unit * width, self.unit * height
        tall = height / _EARTH_RADIUS / _DEGREE
        widest = latitude - tall if latitude < 0 else latitude + tall
        slope = cos(widest * _DEGREE) if isfinite(widest) else nan
        wide = width / _EARTH_RADIUS / slope / _DEGREE
        return longitude - wide, latitude - tall, longitude + wide, latitude + tall

    def _steps(self) -> int:
        """How fine cells may be, nine of which hold the shape."""
        length = self.width
        if self.height is not None:
            wide, high = self.width / 2, self.height / 2
            length = sqrt(wide * wide + high * high)
        length *= self.unit
        if length == 0:
            return STEPS
        steps = 1
        while length < _HALF_WAY_ROUND:
            length *= 2
            steps += 1
        latitude = abs(self.middle[1])
        steps -= 2 + (latitude > 66) + (latitude > 80)
        return min(max(steps, 1), STEPS)

    def cells(self) -> list[Cell]:
        """The cells to search, in the server's order."""
        west, south, east, north = self._bounds()
        steps = self._steps()
        cell = cell_at(*self.middle, steps)
        if steps > 1 and (
            cell.moved(0, 1).area()[3] < north
            or cell.moved(0, -1).area()[1] > south
            or cell.moved(1, 0).area()[2] < east
            or cell.moved(-1, 0).area()[0] > west
        ):
            steps -= 1
            cell = cell_at(*self.middle, steps)
        area = cell.area()
        useless: set[tuple[int, int]] = set()
        if steps >= 2:
            sides = (-1, 0, 1)
            if area[1] < south:
                useless |= {(x, -1) for x in sides}
            if area[3] > north:
                useless |= {(x, 1) for x in sides}
            if area[0] < west:
                useless |= {(-1, y) for y in sides}
            if area[2] > east:
                useless |= {(1, y) for y in sides}
        return _different([cell.moved(*way) for way in _AROUND if way not in useless])


_AROUND: Final = (
    *((0, 0), (0, 1), (0, -1), (1, 0), (-1, 0)),
    *((1, 1), (-1, 1), (1, -1), (-1, -1)),
)


def _different(cells: list[Cell]) -> list[Cell]:
    """The cells without those that repeat the one before.

    As on a server, the first one is not compared, so it may come twice.
    """
    return [cell for i, cell in enumerate(cells) if i < 2 or cell != cells[i - 1]]
