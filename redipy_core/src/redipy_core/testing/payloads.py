"""Payloads of DUMP as servers of all ages wrote them, and damaged ones.

Nothing here reads a payload: what these functions make is for a server, or for a
backend under test, to read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from random import Random
from struct import pack

from redipy_core.text import read_integer

VERSION = 10
"""The format's version of Redis 7.0."""

_POLYNOMIAL = 0x95AC9329AC4BC9B5


@cache
def _table() -> list[int]:
    table = list(range(256))
    for _ in range(8):
        table = [crc >> 1 ^ (_POLYNOMIAL if crc & 1 else 0) for crc in table]
    return table


def sealed(body: bytes, version: int = VERSION) -> bytes:
    """A payload: its body with the version and the checksum."""
    data = body + pack("<H", version)
    table, crc = _table(), 0
    for byte in data:
        crc = table[(crc ^ byte) & 255] ^ crc >> 8
    return data + pack("<Q", crc)


# -- lengths and strings --------------------------------------------------------------


def length(count: int) -> bytes:
    """A length as short as it can be."""
    if count < 64:
        return pack("B", count)
    if count < 16384:
        return pack(">H", 0x4000 | count)
    if count < 2**32:
        return pack(">BI", 0x80, count)
    return pack(">BQ", 0x81, count)


def string(data: bytes) -> bytes:
    """A string as it is, or as a small number."""
    number = read_integer(data)
    if number is not None and -128 <= number < 128:
        return pack("Bb", 0xC0, number)
    if number is not None and -(2**15) <= number < 2**15:
        return pack("<Bh", 0xC1, number)
    if number is not None and -(2**31) <= number < 2**31:
        return pack("<Bi", 0xC2, number)
    return length(len(data)) + data


def compressed(data: bytes) -> bytes:
    """A string compressed by LZF: runs of what came just before, else bytes."""
    packed = bytearray()
    plain = bytearray()

    def flush() -> None:
        for at in range(0, len(plain), 32):
            part = plain[at : at + 32]
            packed.append(len(part) - 1)
            packed.extend(part)
        plain.clear()

    at = 0
    while at < len(data):
        size, back = _match(data, at)
        if size < 3:
            plain.append(data[at])
            at += 1
            continue
        flush()
        long, offset = size - 2, back - 1
        packed.append(min(long, 7) << 5 | offset >> 8)
        if long >= 7:
            packed.append(long - 7)
        packed.append(offset & 255)
        at += size
    flush()
    return b"\xc3" + length(len(packed)) + length(len(data)) + bytes(packed)


def _match(data: bytes, at: int) -> tuple[int, int]:
    """The longest repetition of something near, and how far back it begins."""
    best = distance = 0
    for back in range(1, min(at, 40) + 1):
        size = 0
        while (
            at + size < len(data)
            and size < 264
            and data[at + size] == data[at + size - back]
        ):
            size += 1
        if size > best:
            best, distance = size, back
    return (best, distance) if best else (0, 0)


# -- old forms of collections ------------------------------------------------------------


def ziplist(items: Iterable[bytes]) -> bytes:
    """Strings and numbers in a row, as servers before 7.0 kept them."""
    body = bytearray()
    before, count, tail = 0, 0, 10
    for item in items:
        tail = 10 + len(body)
        head = pack("B", before) if before < 254 else pack("<BI", 254, before)
        entry = head + _ziplist_item(item)
        body += entry
        before = len(entry)
        count += 1
    return pack("<IIH", len(body) + 11, tail, min(count, 65535)) + body + b"\xff"


def _ziplist_item(item: bytes) -> bytes:
    number = read_integer(item)
    if number is None:
        size = len(item)
        if size < 64:
            return pack("B", size) + item
        if size < 16384:
            return pack(">H", 0x4000 | size) + item
        return pack(">BI", 0x80, size) + item
    if 0 <= number <= 12:
        return pack("B", 0xF1 + number)
    widths = {1: 0xFE, 2: 0xC0, 3: 0xF0, 4: 0xD0, 8: 0xE0}
    for width, encoding in widths.items():
        if -(1 << 8 * width - 1) <= number < 1 << 8 * width - 1:
            return pack("B", encoding) + number.to_bytes(width, "little", signed=True)
    raise AssertionError(item)


def zipmap(pairs: Mapping[bytes, bytes], free: int = 0) -> bytes:
    """A small hash as servers before 2.6 kept it, with free bytes behind values."""
    body = bytearray((min(len(pairs), 254),))
    for field, value in pairs.items():
        body += _zipmap_length(field) + field
        body += _zipmap_length(value) + pack("B", free) + value + b"\0" * free
    return bytes(body) + b"\xff"


def _zipmap_length(data: bytes) -> bytes:
    return pack("B", len(data)) if len(data) < 254 else pack("<BI", 254, len(data))


def _counted(code: int, parts: Sequence[bytes]) -> bytes:
    return pack("B", code) + length(len(parts)) + b"".join(parts)


def old_lists(items: Sequence[bytes]) -> Iterator[bytes]:
    """A list in the forms of servers before 7.0, each with its version."""
    yield sealed(_counted(1, [*map(string, items)]), 6)
    yield sealed(_counted(1, [*map(compressed, items)]), 6)
    yield sealed(b"\x0a" + string(ziplist(items)), 6)
    yield sealed(b"\x0a" + compressed(ziplist(items)), 7)
    half = len(items) // 2
    nodes = [ziplist(part) for part in (items[:half], items[half:]) if part]
    yield sealed(_counted(14, [*map(string, nodes)]), 7)
    yield sealed(_counted(14, [*map(compressed, nodes)]), 9)


def old_hashes(pairs: Mapping[bytes, bytes]) -> Iterator[bytes]:
    """A hash in the forms of servers before 7.0."""
    words = [word for pair in pairs.items() for word in pair]
    body = b"".join(map(string, words))
    yield sealed(b"\x04" + length(len(pairs)) + body, 1)
    yield sealed(b"\x09" + string(zipmap(pairs)), 2)
    yield sealed(b"\x09" + compressed(zipmap(pairs, free=3)), 2)
    yield sealed(b"\x0d" + string(ziplist(words)), 6)


def old_sets(members: Iterable[bytes]) -> Iterator[bytes]:
    """A set as a table."""
    yield sealed(_counted(2, [*map(string, members)]), 6)
    yield sealed(_counted(2, [*map(compressed, members)]), 8)


def _text_score(score: float) -> bytes:
    named = {"inf": b"\xfe", "-inf": b"\xff"}.get(str(score))
    if named is not None:
        return named
    text = b"%.17g" % score
    return pack("B", len(text)) + text


def old_sorted_sets(scores: Mapping[bytes, float]) -> Iterator[bytes]:
    """A sorted set in the forms of servers before 7.0."""
    ordered = sorted(scores.items(), key=lambda pair: (pair[1], pair[0]))
    yield sealed(_counted(3, [string(m) + _text_score(s) for m, s in ordered]), 6)
    yield sealed(_counted(5, [string(m) + pack("<d", s) for m, s in ordered]), 8)
    words = [word for m, s in ordered for word in (m, b"%.17g" % s)]
    yield sealed(b"\x0c" + string(ziplist(words)), 6)
    yield sealed(b"\x0c" + compressed(ziplist(words)), 9)


def old_forms(kind: bytes, reply: object) -> Iterator[bytes]:
    """A value in the forms of old servers, given its type and what a server replies.

    Of a stream, which comes as a payload, and of a string there are none.
    """
    if not isinstance(reply, list):
        return
    words = [word for word in reply if isinstance(word, bytes)]
    if kind == b"list":
        yield from old_lists(words)
    elif kind == b"set":
        yield from old_sets(words)
    elif kind == b"hash":
        yield from old_hashes(dict(zip(words[::2], words[1::2], strict=True)))
    elif kind == b"zset":
        scores = map(float, words[1::2])
        yield from old_sorted_sets(dict(zip(words[::2], scores, strict=True)))


def old_stream(payload: bytes) -> bytes:
    """A stream of Redis 5 from a payload of Redis 7.

    The stream has no groups, nothing was deleted, and its IDs and numbers are
    below 64, each of them one byte in the payload.
    """
    body = payload[:-10]
    return sealed(b"\x0f" + body[1:-8] + body[-1:], 9)


SAMPLES: tuple[bytes, ...] = (
    sealed(b"\0" + string(b"hello")),
    sealed(b"\0" + string(b"-7")),
    sealed(b"\0" + compressed(b"ab" * 30)),
    *old_lists((b"a", b"1", b"b")),
    *old_hashes({b"f": b"1", b"g": b"hello"}),
    *old_sets((b"a", b"1", b"2")),
    sealed(b"\x0b" + string(pack("<IIhhh", 2, 3, 1, 2, 300))),
    *old_sorted_sets({b"a": 1.0, b"b": 2.5, b"c": float("-inf")}),
)
"""Payloads of small values of all types but streams, in all forms but today's."""

FALSE: tuple[bytes, ...] = (
    *(b"", b"x", SAMPLES[0][:-1] + b"!", SAMPLES[0][2:], sealed(b"\0\1a", 11)),
)
"""What is none, as the version or the checksum says."""


# -- damage ------------------------------------------------------------------------------


def damaged(payload: bytes, rng: Random) -> bytes:
    """A payload with something wrong in it, which its checksum mostly tells."""
    body = bytearray(payload)
    how = rng.randrange(5)
    if how == 0:
        del body[rng.randrange(len(body)) :]
    elif how == 1:
        body[rng.randrange(len(body))] ^= 1 << rng.randrange(8)
    elif how == 2:
        body[-10:-8] = pack("<H", rng.choice((0, 1, 11, 255, 65535)))
    elif how == 3:
        at = rng.randrange(len(body))
        body[at:at] = rng.randbytes(rng.choice((1, 2, 9)))
    else:
        return sealed(bytes(body[:-10]), rng.choice((11, 12, 80, 65535)))
    return bytes(body)


_BYTES = (0, 1, 2, 0x7F, 0x80, 0x81, 0xC0, 0xC3, 0xE0, 0xF0, 0xF1, 0xF4, 0xFE, 0xFF)
"""Bytes that begin something in one of the forms."""


def damaged_within(payload: bytes, rng: Random) -> bytes:
    """A payload with something wrong in its value, which its checksum does not tell."""
    body = bytearray(payload[:-10])
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        at, how = rng.randrange(len(body) + 1), rng.randrange(5)
        if how == 0:
            del body[at:]
        elif how == 1:
            body[at:at] = rng.randbytes(rng.choice((1, 2, 5)))
        elif how == 2:
            del body[at : at + rng.choice((1, 2, 5))]
        elif at < len(body):
            bit = body[at] ^ 1 << rng.randrange(8)
            body[at] = bit if how == 3 else rng.choice(_BYTES)
    return sealed(bytes(body), rng.choice((1, 6, 9, 10, 10)))
