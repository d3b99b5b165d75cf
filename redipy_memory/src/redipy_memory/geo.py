"""Places on the earth: sorted sets whose scores are positions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from redipy_core.errors import SYNTAX, CommandError
from redipy_core.text import read_double, to_double, to_integer
from redipy_memory.behaviour import keyspace
from redipy_memory.geohash import (
    LATITUDES,
    LONGITUDES,
    Position,
    Shape,
    cell_at,
    distance,
    geohash_text,
    position_of,
)
from redipy_memory.keyspace import Keyspace
from redipy_memory.partial_sort import partly_sorted
from redipy_memory.sorted_set import SortedSet
from redipy_memory.sorted_sets import zadd
from redipy_memory.values import SORTED_SET

_METRES = {b"m": 1.0, b"km": 1000.0, b"ft": 0.3048, b"mi": 1609.34}


# -- reading -----------------------------------------------------------------------


def _metres(word: bytes) -> float:
    found = _METRES.get(word.split(b"\0", 1)[0].lower())
    if found is None:
        raise CommandError("unsupported unit provided. please use M, KM, FT, MI")
    return found


def read_position(longitude: bytes, latitude: bytes) -> Position:
    """A position as a command writes it; CommandError for one off the map."""
    x, y = to_double(longitude), to_double(latitude)
    if not (LONGITUDES[0] <= x <= LONGITUDES[1] and LATITUDES[0] <= y <= LATITUDES[1]):
        raise CommandError("invalid longitude,latitude pair %f,%f" % (x, y))  # noqa: UP031  # C's format
    return x, y


def _size(word: bytes, name: str) -> float:
    number = read_double(word)
    if number is None:
        raise CommandError(f"need numeric {name}")
    return number


def read_circle(radius: bytes, unit: bytes, middle: Position) -> Shape:
    """A circle as a command writes it."""
    number = _size(radius, "radius")
    if number < 0:
        raise CommandError("radius cannot be negative")
    return Shape(middle, number, None, _metres(unit))


def _read_box(width: bytes, height: bytes, unit: bytes, middle: Position) -> Shape:
    wide, high = _size(width, "width"), _size(height, "height")
    if wide < 0 or high < 0:
        raise CommandError("height or width cannot be negative")
    return Shape(middle, wide, high, _metres(unit))


def position_of_member(items: SortedSet, member: bytes) -> Position:
    """Where a member is; CommandError if it is not there."""
    score = items.scores.get(member)
    if score is None:
        raise CommandError("could not decode requested zset member")
    return position_of(score)


# -- members -----------------------------------------------------------------------


@keyspace("GEOADD")
def geoadd(
    db: Keyspace,
    key: bytes,
    nx: bool,
    xx: bool,
    ch: bool,
    mapping: Sequence[tuple[bytes, bytes, bytes]],
) -> object:
    scores = [
        (float(cell_at(*read_position(longitude, latitude)).bits), member)
        for longitude, latitude, member in mapping
    ]
    return zadd(db, key, nx, xx, False, False, ch, False, scores)


def _number(value: float) -> bytes:
    """A number as the server prints it for people: 17 digits, no zeros behind."""
    text = (b"%.17f" % value).rstrip(b"0").rstrip(b".")
    return b"0" if text == b"-0" else text


def _pair(position: Position) -> list[bytes]:
    return [_number(part) for part in position]


@keyspace("GEOPOS")
def geopos(
    db: Keyspace, key: bytes, members: Sequence[bytes]
) -> list[list[bytes] | None]:
    scores = _scores(db, key, members)
    return [None if score is None else _pair(position_of(score)) for score in scores]


@keyspace("GEOHASH")
def geohash(db: Keyspace, key: bytes, members: Sequence[bytes]) -> list[bytes | None]:
    scores = _scores(db, key, members)
    return [
        None if score is None else geohash_text(position_of(score)) for score in scores
    ]


def _scores(db: Keyspace, key: bytes, members: Sequence[bytes]) -> list[float | None]:
    items = db.get_as(key, SORTED_SET, SortedSet)
    return [None if items is None else items.scores.get(m) for m in members]


def _length(metres: float) -> bytes:
    return b"%.4f" % metres


@keyspace("GEODIST")
def geodist(
    db: Keyspace, key: bytes, first: bytes, second: bytes, options: Sequence[bytes]
) -> bytes | None:
    if len(options) > 1:
        raise CommandError(SYNTAX)
    unit = _metres(options[0]) if options else 1.0
    one, other = _scores(db, key, [first, second])
    if one is None or other is None:
        return None
    return _length(distance(position_of(one), position_of(other)) / unit)


# -- searching ---------------------------------------------------------------------


@dataclass(slots=True)
class Search:
    """What a search's words ask for."""

    origin: Position | None = None
    shape: Shape | None = None
    given: set[bytes] = field(default_factory=set)
    count: int = 0
    order: bytes | None = None
    destination: bytes | None = None
    storedist: bool = False
    event: bytes = b"georadiusstore"

    def flag(self, word: bytes) -> bool:
        """Whether an option was given."""
        return word in self.given


class Reader:
    """Reads the options of a search one by one, as the server does."""

    _FLAGS = frozenset({b"WITHDIST", b"WITHHASH", b"WITHCOORD", b"ANY"})

    def __init__(self, words: Sequence[bytes], items: SortedSet | None) -> None:
        self._words = words
        self._items = items
        self._at = 0
        self.search = Search()

    def read(self) -> Search:
        """All of them; CommandError for the first that does not fit."""
        while self._at < len(self._words):
            word = self._words[self._at].split(b"\0", 1)[0].upper()
            self._at += 1
            if not self._common(word) and not self.special(word):
                raise CommandError(SYNTAX)
        return self.search

    def following(self, count: int) -> Sequence[bytes] | None:
        """The next words, which are taken; None if there are not as many."""
        start, self._at = self._at, self._at + count
        return self._words[start : self._at] if self._at <= len(self._words) else None

    def special(self, word: bytes) -> bool:
        """Read an option that not all searches have; whether it is one."""
        raise NotImplementedError

    def _common(self, word: bytes) -> bool:
        search = self.search
        if word in self._FLAGS:
            search.given.add(word)
        elif word in (b"ASC", b"DESC"):
            search.order = word
        elif word == b"COUNT" and self._at < len(self._words):
            search.count = to_integer(self._words[self._at])
            self._at += 1
            if search.count <= 0:
                raise CommandError("COUNT must be > 0")
        else:
            return False
        return True


class _ShapeReader(Reader):
    """Reads what GEOSEARCH and GEOSEARCHSTORE take."""

    def __init__(
        self, words: Sequence[bytes], items: SortedSet | None, *, storing: bool
    ) -> None:
        super().__init__(words, items)
        self._storing = storing

    def special(self, word: bytes) -> bool:
        search = self.search
        given = search.given
        if word == b"STOREDIST" and self._storing:
            search.storedist = True
            return True
        other = _INSTEAD.get(word)
        if other is None or other in given:
            return False
        words = self.following(_FOLLOWING[word])
        if words is None:
            return False
        given.add(word)
        if word == b"FROMMEMBER":
            if self._items is not None:
                search.origin = position_of_member(self._items, words[0])
        elif word == b"FROMLONLAT":
            search.origin = read_position(words[0], words[1])
        elif word == b"BYRADIUS":
            search.shape = read_circle(words[0], words[1], _NOWHERE)
        else:
            search.shape = _read_box(words[0], words[1], words[2], _NOWHERE)
        return True

    def read(self) -> Search:
        search = super().read()
        name = "GEOSEARCHSTORE" if self._storing else "GEOSEARCH"
        if self._storing:
            refuse_with(search, name)
        if not search.given & {b"FROMMEMBER", b"FROMLONLAT"}:
            raise CommandError(
                f"exactly one of FROMMEMBER or FROMLONLAT can be specified for {name}"
            )
        if search.shape is None:
            raise CommandError(
                f"exactly one of BYRADIUS and BYBOX can be specified for {name}"
            )
        if search.origin is not None:
            found = search.shape
            search.shape = Shape(search.origin, found.width, found.height, found.unit)
        return search


_NOWHERE = (0.0, 0.0)
_INSTEAD = {
    b"FROMMEMBER": b"FROMLONLAT",
    b"FROMLONLAT": b"FROMMEMBER",
    b"BYRADIUS": b"BYBOX",
    b"BYBOX": b"BYRADIUS",
}
_FOLLOWING = {b"FROMMEMBER": 1, b"FROMLONLAT": 2, b"BYRADIUS": 2, b"BYBOX": 3}


def refuse_with(search: Search, name: str) -> None:
    """Raise CommandError if a search that is stored asks for more than members."""
    if search.given & {b"WITHDIST", b"WITHHASH", b"WITHCOORD"}:
        raise CommandError(
            f"{name} is not compatible with WITHDIST, WITHHASH and WITHCOORD options"
        )


@dataclass(frozen=True, slots=True)
class _Point:
    """A member that was found; the distance is in metres."""

    member: bytes
    score: float
    distance: float
    position: Position


def _inside(items: SortedSet, shape: Shape) -> Iterator[_Point]:
    """The members in a shape, in the server's order."""
    for cell in shape.cells():
        low, high = cell.scores()
        start = items.place_of_score(low, after=False)
        stop = items.place_of_score(high, after=False)
        for score, member in items.order.islice(start, stop):
            position = position_of(score)
            length = shape.distance_to(position)
            if length is not None:
                yield _Point(member, score, length, position)


def _chosen(items: SortedSet, search: Search) -> list[_Point]:
    assert search.shape is not None
    points: list[_Point] = []
    at_once = search.count if search.flag(b"ANY") else 0
    for point in _inside(items, search.shape):
        points.append(point)
        if len(points) == at_once:
            break
    order = search.order
    if order is None and search.count and not at_once:
        order = b"ASC"
    if order is not None:
        places = range(min(search.count or len(points), len(points)))
        return partly_sorted(
            points, places, attrgetter("distance"), reverse=order == b"DESC"
        )
    return points[: search.count] if search.count else points


def run_search(db: Keyspace, items: SortedSet | None, search: Search) -> object:
    """The reply of a search; keeps what it found if it says so."""
    if search.flag(b"ANY") and not search.count:
        raise CommandError("the ANY argument requires COUNT argument")
    points = [] if items is None else _chosen(items, search)
    if search.destination is not None:
        return _stored(db, search.destination, points, search)
    given = search.given
    if not given & {b"WITHDIST", b"WITHHASH", b"WITHCOORD"}:
        return [point.member for point in points]
    return [_described(point, search) for point in points]


def _unit(search: Search) -> float:
    return 1.0 if search.shape is None else search.shape.unit


def _described(point: _Point, search: Search) -> list[object]:
    parts: list[object] = [point.member]
    if search.flag(b"WITHDIST"):
        parts.append(_length(point.distance / _unit(search)))
    if search.flag(b"WITHHASH"):
        parts.append(int(point.score))
    if search.flag(b"WITHCOORD"):
        parts.append(_pair(point.position))
    return parts


def _stored(
    db: Keyspace, destination: bytes, points: Sequence[_Point], search: Search
) -> int:
    result = SortedSet()
    for point in points:
        score = point.distance / _unit(search) if search.storedist else point.score
        result.put(point.member, score)
    db.store(destination, result, search.event)
    return len(points)


@keyspace("GEOSEARCH")
def geosearch(db: Keyspace, key: bytes, options: Sequence[bytes]) -> object:
    items = db.get_as(key, SORTED_SET, SortedSet)
    return run_search(db, items, _ShapeReader(options, items, storing=False).read())


@keyspace("GEOSEARCHSTORE")
def geosearchstore(
    db: Keyspace, destination: bytes, source: bytes, options: Sequence[bytes]
) -> object:
    items = db.get_as(source, SORTED_SET, SortedSet)
    search = _ShapeReader(options, items, storing=True).read()
    search.destination = destination
    search.event = b"geosearchstore"
    return run_search(db, items, search)
