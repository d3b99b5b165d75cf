"""Replies: from wire replies to the bytes of RESP2 and RESP3. No I/O here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import chain, repeat
from typing import Any, Final, Literal, TypeAlias

from redipy_core.errors import ResponseError
from redipy_core.replies import Status
from redipy_core.shapes import Shape

Protocol: TypeAlias = Literal[2, 3]
Encode: TypeAlias = Callable[[object], bytes]

OK: Final = b"+OK\r\n"
QUEUED: Final = b"+QUEUED\r\n"
_NIL: Final = {2: b"$-1\r\n", 3: b"_\r\n"}
_NIL_ARRAY: Final = {2: b"*-1\r\n", 3: b"_\r\n"}


class Map(list[object]):
    """Names and values in turns, wherever it stands in a reply: RESP3's map."""


class Set(list[object]):
    """Items without an order, wherever they stand in a reply: RESP3's set."""


class Double(bytes):
    """A float's text, wherever it stands in a reply: RESP3's double."""

    __slots__ = ()


def bulk(data: bytes) -> bytes:
    """A bulk string."""
    return b"$%d\r\n%b\r\n" % (len(data), data)


def error_reply(error: ResponseError) -> bytes:
    """An error reply; line breaks in its text become spaces."""
    line = error.line.encode("utf-8", "surrogateescape")
    return b"-%b\r\n" % line.replace(b"\r", b" ").replace(b"\n", b" ")


def array_of(parts: Sequence[bytes]) -> bytes:
    """An array of replies that are encoded already."""
    return b"*%d\r\n%b" % (len(parts), b"".join(parts))


def nil_array(protocol: Protocol) -> bytes:
    """RESP2's nil array, RESP3's null."""
    return _NIL_ARRAY[protocol]


def push(protocol: Protocol, parts: Iterable[object]) -> bytes:
    """A push message; in RESP2, which has none, an array."""
    encode = encoder(_PLAIN, protocol)
    items = [encode(part) for part in parts]
    return b"%b%d\r\n%b" % (
        b">" if protocol == 3 else b"*",
        len(items),
        b"".join(items),
    )


_PLAIN: Final = Shape()


@cache
def encoder(shape: Shape, protocol: Protocol) -> Encode:
    """The function that writes a wire reply of this shape."""
    if shape.kind == "plain":
        return _plain(shape, protocol)
    if shape.kind in ("double", "simple", "verbatim", "boolean"):
        return _scalar(shape, protocol)
    return _many(shape, protocol)


def _plain(shape: Shape, protocol: Protocol) -> Encode:
    nil = (_NIL_ARRAY if shape.nil_array else _NIL)[protocol]
    many = _array(shape, protocol)

    def encode(value: Any) -> bytes:
        kind = value.__class__
        if kind is bytes:
            return b"$%d\r\n%b\r\n" % (len(value), value)
        if kind is int:
            return b":%d\r\n" % value
        if value is None:
            return nil
        if kind is Status:
            return b"+%b\r\n" % value
        if kind is Double:
            return b",%b\r\n" % value if protocol == 3 else bulk(value)
        if isinstance(value, ResponseError):
            return error_reply(value)
        return many(value)

    return encode


def _array(shape: Shape, protocol: Protocol) -> Encode:
    """An array whose items are of the shape's part, or each of its own."""
    if shape.fixed:
        encoders = [encoder(part, protocol) for part in shape.parts]

        def fixed(value: object) -> bytes:
            assert isinstance(value, (list, tuple))
            return array_of([e(v) for e, v in zip(encoders, value)])  # noqa: B905  # an empty reply has no places

        return fixed
    item = encoder(shape.parts[0], protocol) if shape.parts else None

    def uniform(value: object) -> bytes:
        if not isinstance(value, (list, tuple)):
            return _unforeseen(value)
        each = item or encoder(_PLAIN, protocol)
        parts = [each(v) for v in value]
        if protocol == 3 and isinstance(value, Map):
            return b"%%%d\r\n%b" % (len(parts) // 2, b"".join(parts))
        if protocol == 3 and isinstance(value, Set):
            return b"~%d\r\n%b" % (len(parts), b"".join(parts))
        return array_of(parts)

    return uniform


def _unforeseen(value: object) -> bytes:
    """Scalars that a backend gives although no wire has them."""
    if isinstance(value, bool):
        return b":%d\r\n" % value
    if isinstance(value, float):
        return bulk(repr(value).encode())
    if isinstance(value, (bytes, bytearray)):
        return bulk(bytes(value))
    if isinstance(value, str):
        return bulk(value.encode("utf-8", "surrogateescape"))
    raise TypeError(f"no reply can be a {type(value).__name__}")


def _scalar(shape: Shape, protocol: Protocol) -> Encode:
    plain = encoder(Shape(nil_array=shape.nil_array), protocol)
    if shape.kind == "simple":
        return lambda value: (
            b"+%b\r\n" % value if isinstance(value, bytes) else plain(value)
        )
    if protocol == 2:
        return plain
    if shape.kind == "double":
        return lambda value: (
            b",%b\r\n" % value if isinstance(value, bytes) else plain(value)
        )
    if shape.kind == "boolean":
        return lambda value: b"#t\r\n" if value else b"#f\r\n"
    return lambda value: (
        b"=%d\r\ntxt:%b\r\n" % (len(value) + 4, value)
        if isinstance(value, bytes)
        else plain(value)
    )


def _many(shape: Shape, protocol: Protocol) -> Encode:
    nil = _NIL_ARRAY[protocol]
    first = encoder(shape.parts[0] if shape.parts else _PLAIN, protocol)
    others = [encoder(part, protocol) for part in shape.parts[1:]]
    second = others[0] if others else first
    kind = shape.kind

    def flat(head: bytes, value: Sequence[object], count: int) -> bytes:
        out = [b"%b%d\r\n" % (head, count)]
        turns = iter(value)
        if len(others) > 1:
            for item, other in zip(turns, chain(others, repeat(second))):  # noqa: B905
                out += (first(item), other(next(turns)))
            return b"".join(out)
        for item in turns:
            out += (first(item), second(next(turns)))
        return b"".join(out)

    def encode(value: object) -> bytes:
        if value is None:
            return nil
        assert isinstance(value, (list, tuple))
        if kind == "set":
            return b"%b%d\r\n%b" % (
                b"~" if protocol == 3 else b"*",
                len(value),
                b"".join([first(item) for item in value]),
            )
        if kind == "rows":
            if protocol == 3:
                words = [part for row in value for part in row]
                return flat(b"%", words, len(value))
            return array_of([b"*2\r\n" + first(a) + second(b) for a, b in value])
        if protocol == 2:
            return flat(b"*", value, len(value))
        if kind == "map":
            return flat(b"%", value, len(value) // 2)
        turns = iter(value)
        return array_of(
            [b"*2\r\n" + first(item) + second(next(turns)) for item in turns]
        )

    return encode
