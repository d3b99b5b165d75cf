"""Values as bytes in a file: a letter for the type, then numbers and texts.

Numbers are eight bytes, texts are led by their length. What is read makes nothing
but values of the types below, whatever stands in the file.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable

from redipy_memory.sorted_set import SortedSet
from redipy_memory.stream import Stream
from redipy_memory.stream_group import Group, Pending
from redipy_memory.values import (
    CUSTOM_TYPES,
    CustomValue,
    ListValue,
    StoredValue,
)

_NUMBER = struct.Struct(">Q")
_SCORE = struct.Struct(">d")


class _Writer:
    def __init__(self, kind: bytes) -> None:
        self.parts = [kind]

    def number(self, number: int) -> None:
        self.parts.append(_NUMBER.pack(number))

    def wide(self, number: int) -> None:
        """An ID of 128 bits."""
        self.parts.append(number.to_bytes(16))

    def text(self, text: bytes) -> None:
        self.parts += (_NUMBER.pack(len(text)), text)

    def texts(self, texts: Iterable[bytes]) -> None:
        texts = list(texts)
        self.number(len(texts))
        for text in texts:
            self.text(text)


class _Reader:
    """Reads what :class:`_Writer` wrote; ValueError where it ends too soon."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 1

    def take(self, count: int) -> bytes:
        found = self._data[self._at : self._at + count]
        if len(found) != count:
            raise ValueError("a stored value is cut short")
        self._at += count
        return found

    def number(self) -> int:
        (number,) = _NUMBER.unpack(self.take(8))
        assert isinstance(number, int)
        return number

    def wide(self) -> int:
        return int.from_bytes(self.take(16))

    def score(self) -> float:
        (score,) = _SCORE.unpack(self.take(8))
        assert isinstance(score, float)
        return score

    def text(self) -> bytes:
        return self.take(self.number())

    def texts(self) -> list[bytes]:
        return [self.text() for _ in range(self.number())]


def encode(value: StoredValue) -> bytes:
    """The value as bytes. O(N) with N its size."""
    if isinstance(value, bytes):
        return b"s" + value
    if isinstance(value, ListValue):
        return _with_texts(b"l", value)
    if isinstance(value, dict):
        return _with_texts(b"h", (text for pair in value.items() for text in pair))
    if isinstance(value, set):
        return _with_texts(b"S", sorted(value))
    if isinstance(value, SortedSet):
        return _sorted_set(value)
    if isinstance(value, Stream):
        return _stream(value)
    writer = _Writer(b"c")
    writer.text(value.type_name)
    writer.text(value.dump())
    return b"".join(writer.parts)


def _with_texts(kind: bytes, texts: Iterable[bytes]) -> bytes:
    writer = _Writer(kind)
    writer.texts(texts)
    return b"".join(writer.parts)


def _sorted_set(value: SortedSet) -> bytes:
    writer = _Writer(b"z")
    writer.number(value.compact)
    writer.number(len(value.scores))
    for member, score in value.scores.items():
        writer.parts.append(_SCORE.pack(score))
        writer.text(member)
    return b"".join(writer.parts)


def _stream(value: Stream) -> bytes:
    writer = _Writer(b"x")
    for number in (value.last_id, value.max_deleted, value.added):
        writer.wide(number)
    entries = value.between(0, 2**128 - 1)
    writer.number(len(entries))
    for number, fields in entries:
        writer.wide(number)
        writer.texts(fields)
    writer.number(len(value.groups))
    for name, group in value.groups.items():
        writer.text(name)
        _group(writer, group)
    return b"".join(writer.parts)


def _group(writer: _Writer, group: Group) -> None:
    writer.wide(group.last_id)
    writer.number(0 if group.entries_read is None else group.entries_read + 1)
    writer.number(len(group.consumers))
    for consumer in group.consumers.values():
        writer.text(consumer.name)
        writer.number(consumer.seen)
    writer.number(len(group.pending))
    for number, pending in group.pending.items():
        writer.wide(number)
        writer.text(pending.consumer.name)
        writer.number(pending.delivered)
        writer.number(pending.count)


def decode(data: bytes) -> StoredValue:
    """The value of :func:`encode`'s bytes.

    Raises ValueError for bytes that are none, or of a type that no plugin adds.
    """
    if data[:1] == b"s":
        return data[1:]
    read = _READ.get(data[:1])
    if read is None:
        raise ValueError(f"a stored value of an unknown kind {data[:1]!r}")
    return read(_Reader(data))


def _read_list(reader: _Reader) -> ListValue:
    found = ListValue()
    found.extend(reader.texts())
    return found


def _read_hash(reader: _Reader) -> dict[bytes, bytes]:
    texts = reader.texts()
    return dict(zip(texts[::2], texts[1::2], strict=True))


def _read_set(reader: _Reader) -> set[bytes]:
    return set(reader.texts())


def _read_sorted_set(reader: _Reader) -> SortedSet:
    compact = reader.number()
    scores: dict[bytes, float] = {}
    for _ in range(reader.number()):
        score = reader.score()
        scores[reader.text()] = score
    found = SortedSet.holding(scores)
    if compact:
        found.compact_if_small()
    return found


def _read_stream(reader: _Reader) -> Stream:
    found = Stream()
    last_id, max_deleted, added = reader.wide(), reader.wide(), reader.wide()
    for _ in range(reader.number()):
        number = reader.wide()
        found.append(number, tuple(reader.texts()))
    found.last_id, found.max_deleted, found.added = last_id, max_deleted, added
    for _ in range(reader.number()):
        name = reader.text()
        found.groups[name] = _read_group(reader)
    return found


def _read_group(reader: _Reader) -> Group:
    last_id, entries_read = reader.wide(), reader.number()
    group = Group(last_id, entries_read - 1 if entries_read else None)
    for _ in range(reader.number()):
        name = reader.text()
        group.consumer(name, reader.number())
    for _ in range(reader.number()):
        number = reader.wide()
        consumer = group.consumers[reader.text()]
        pending = Pending(consumer, reader.number(), reader.number())
        group.pending[number] = consumer.pending[number] = pending
    return group


def _read_custom(reader: _Reader) -> CustomValue:
    name = reader.text()
    kind = CUSTOM_TYPES.get(name)
    if kind is None:
        raise ValueError(f"a stored value of the type {name!r}, which no plugin adds")
    return kind.load(reader.text())


_READ: dict[bytes, Callable[[_Reader], StoredValue]] = {
    b"l": _read_list,
    b"h": _read_hash,
    b"S": _read_set,
    b"z": _read_sorted_set,
    b"x": _read_stream,
    b"c": _read_custom,
}
