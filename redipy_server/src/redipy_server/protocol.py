"""Requests: from what a client sent to the words of its commands. No I/O here.

A request is an array of bulk strings, or a line (an inline command). Nearly all
arrive whole and in their plainest form: those hiredis reads. It is made for
replies and takes more than a server may, so its word counts only if the words,
packed again, are what came. Short requests that come with an incomplete one are
cut by one ``split`` and checked. Whatever is left is read by the book, with the
server's own faults; what was read of a request is never read again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, cast

import hiredis

from redipy_core.text import read_integer

Request = list[bytes]

NOTHING_SAID: Final[Request] = [b""]
"""A request without words: an empty line, or an array of none. It is this very list."""

INLINE_MAX: Final = 64 * 1024
"""Bytes that a line, or a length, may take."""
ARGUMENTS_MAX: Final = 2**31 - 1
UNAUTHENTICATED_ARGUMENTS: Final = 10
UNAUTHENTICATED_BULK: Final = 16 * 1024

_COUNTS: Final = {b"*%d" % n: n for n in range(1, 1025)}
_LENGTHS: Final = {b"$%d" % n: n for n in range(1024)}
_STAR: Final = ord("*")
_DOLLAR: Final = ord("$")
_SPACE: Final = frozenset(b" \t\n\v\f\r")
_ESCAPES: Final = {
    ord("n"): 10,
    ord("r"): 13,
    ord("t"): 9,
    ord("b"): 8,
    ord("a"): 7,
}


_pack = cast("Callable[[tuple[bytes, ...]], bytes]", hiredis.pack_command)
_many_arguments = re.compile(rb"\*[0-9]{5}").search


def _makes_room(data: bytes) -> bool:
    """Whether hiredis might make room for as many items as it is told there will be."""
    return _many_arguments(data) is not None or b"\n>" in data or b"\n~" in data


class ProtocolError(Exception):
    """What a client sent is no request; the connection is of no more use."""


def plain_requests(data: bytes) -> tuple[list[Request], bytes]:
    """The requests in their plainest form that ``data`` begins with, and the rest."""
    parts = data.split(b"\r\n")
    requests: list[Request] = []
    i, end = 0, len(parts) - 1
    length = _LENGTHS.get
    while i < end:
        count = _COUNTS.get(parts[i])
        if count is None:
            break
        stop = i + 1 + 2 * count
        words = parts[i + 2 : stop : 2]
        if stop > end or [*map(len, words)] != [*map(length, parts[i + 1 : stop : 2])]:
            break
        requests.append(words)
        i = stop
    rest = parts[end] if i == end else b"\r\n".join(parts[i:])
    return requests, rest


class RequestReader:
    """Takes bytes, gives requests.

    ``limited`` says that the client must still authenticate: then there is room
    for few and small arguments, and requests are given one by one, since the
    first of them may lift the limit. ``bulk_max`` is the most bytes of one
    argument.
    """

    def __init__(self, *, limited: bool = False, bulk_max: int = 512 << 20) -> None:
        self.limited = limited
        self.bulk_max = bulk_max
        self._chunk = b""
        self._buffer = bytearray()
        self._at = 0
        self._words: Request = []
        self._missing = 0
        self._bulk = -1
        self._fault: ProtocolError | None = None
        self._quick = hiredis.Reader()

    def __len__(self) -> int:
        """How many bytes wait."""
        return len(self._chunk) + len(self._buffer) - self._at

    def __bool__(self) -> bool:
        """Whether bytes wait."""
        return bool(self._chunk or self._buffer or self._missing)

    def feed(self, data: bytes) -> None:
        """Take what was received."""
        if self._buffer or self._missing or self._chunk:
            self._to_buffer()
            self._buffer += data
        else:
            self._chunk = data

    def _to_buffer(self) -> None:
        self._buffer += self._chunk
        self._chunk = b""

    def take(self) -> list[Request]:
        """The requests that are complete; none if there is none yet.

        Raises ProtocolError when all before the fault were taken.
        """
        if self._fault is not None:
            raise self._fault
        if not self._chunk and not self._buffer:
            return []
        if self._chunk and not self.limited:
            found, self._chunk = self.plain(self._chunk)
            if found:
                return found
        self._to_buffer()
        requests: list[Request] = []
        try:
            while (request := self._next()) is not None:
                requests.append(request or NOTHING_SAID)
                if self.limited:
                    break
        except ProtocolError as fault:
            self._fault = fault
            if not requests:
                raise
        if self._at:
            del self._buffer[: self._at]
            self._at = 0
        return requests

    def plain(self, data: bytes) -> tuple[list[Request], bytes]:
        """The plain requests that ``data`` begins with, and the rest.

        Nothing else may wait.
        """
        if data[:1] == b"*" and not _makes_room(data):
            quick = self._quick
            found: list[Request] = []
            try:
                quick.feed(data)
                while (request := quick.gets()) is not False:
                    found.append(request)
                if len(found) == 1:
                    if found[0] and _pack(tuple(found[0])) == data:
                        return found, b""
                elif all(found) and b"".join(map(_pack, map(tuple, found))) == data:
                    return found, b""
            except Exception:  # noqa: S110  # whatever is wrong with it is told below
                pass
            self._quick = hiredis.Reader()
        return plain_requests(data)

    # -- by the book --------------------------------------------------------------

    def _next(self) -> Request | None:
        """The next request, empty if it says nothing; None if it is not complete."""
        buffer = self._buffer
        if not self._missing:
            if self._at >= len(buffer):
                return None
            if buffer[self._at] != _STAR:
                return self._line()
            count = self._number("mbulk count", "multibulk length", ARGUMENTS_MAX)
            if count is None:
                return None
            if self.limited and count > UNAUTHENTICATED_ARGUMENTS:
                raise ProtocolError("unauthenticated multibulk length")
            if count <= 0:
                return []
            self._missing = count
        while self._missing:
            if not self._read_bulk():
                return None
        words, self._words = self._words, []
        return words

    def _read_bulk(self) -> bool:
        """Read one argument; whether it was there."""
        buffer = self._buffer
        if self._bulk < 0:
            if self._at >= len(buffer):
                return False
            first = buffer[self._at]
            if self._end_of_line("bulk count") < 0:
                return False
            if first != _DOLLAR:
                sign = b" " if first in b"\r\n" else bytes([first])
                shown = sign.decode("utf-8", "surrogateescape")
                raise ProtocolError(f"expected '$', got '{shown}'")
            length = self._number("bulk count", "bulk length", self.bulk_max)
            assert length is not None
            if length < 0:
                raise ProtocolError("invalid bulk length")
            if self.limited and length > UNAUTHENTICATED_BULK:
                raise ProtocolError("unauthenticated bulk length")
            self._bulk = length
        end = self._at + self._bulk
        if len(buffer) < end + 2:
            return False
        with memoryview(buffer) as view:
            self._words.append(bytes(view[self._at : end]))
        self._at = end + 2
        self._bulk = -1
        self._missing -= 1
        return True

    def _end_of_line(self, title: str) -> int:
        """Where a length's line ends; below zero if that did not come yet."""
        end = self._before_limit(b"\r", f"{title} string")
        return -1 if end + 2 > len(self._buffer) else end

    def _before_limit(self, mark: bytes, title: str) -> int:
        """Where ``mark`` is; below zero if it did not come yet, or behind a NUL.

        ProtocolError if it is too far away, however much came at once.
        """
        buffer, at = self._buffer, self._at
        stop = at + INLINE_MAX + 1
        if buffer[stop - 1 : stop] == b"\r":
            stop += 1  # a line's own end does not count
        end = buffer.find(mark, at, stop)
        if end >= 0 and buffer.find(0, at, end) >= 0:
            end = -1  # a line with a NUL never ends
        if end < 0 and len(buffer) >= stop:
            raise ProtocolError(f"too big {title}")
        return end

    def _number(self, title: str, name: str, most: int) -> int | None:
        """The number behind a type's sign; None if it is not complete."""
        end = self._end_of_line(title)
        if end < 0:
            return None
        number = read_integer(bytes(self._buffer[self._at + 1 : end]))
        if number is None or number > most:
            raise ProtocolError(f"invalid {name}")
        self._at = end + 2
        return number

    def _line(self) -> Request | None:
        """An inline command."""
        buffer = self._buffer
        end = self._before_limit(b"\n", "inline request")
        if end < 0:
            return None
        stop = end - 1 if end > self._at and buffer[end - 1] == 13 else end
        line = bytes(buffer[self._at : stop])
        self._at = end + 1
        words = split_line(line)
        if words is None:
            raise ProtocolError("unbalanced quotes in request")
        return words


def split_line(line: bytes) -> Request | None:
    """The words of a line, quotes and escapes read; None if a quote is not closed."""
    words: Request = []
    at = 0
    while True:
        while at < len(line) and line[at] in _SPACE:
            at += 1
        if at >= len(line) or not line[at]:
            return words  # C's strings end at a NUL
        word = bytearray()
        while at < len(line) and line[at] not in b" \n\r\t\0":
            if line[at] not in b"\"'":
                word.append(line[at])
                at += 1
                continue
            at = _read_quoted(line, at, word)
            if at < 0 or (at < len(line) and line[at] not in _SPACE):
                return None
            break
        words.append(bytes(word))


def _read_quoted(line: bytes, at: int, word: bytearray) -> int:
    """Read from a quote to its partner; where to go on, below zero if it has none."""
    quote = line[at]
    at += 1
    while at < len(line):
        byte = line[at]
        if byte == quote:
            return at + 1
        if not byte:
            break
        following = line[at + 1 : at + 2]
        if byte != 92 or not following:
            word.append(byte)
            at += 1
        elif quote == 39:
            if following == b"'":
                word += following
                at += 2
            else:
                word.append(byte)
                at += 1
        elif following == b"x" and _is_hex(line[at + 2 : at + 4]):
            word.append(int(line[at + 2 : at + 4], 16))
            at += 4
        else:
            word.append(_ESCAPES.get(following[0], following[0]))
            at += 2
    return -1


def _is_hex(digits: bytes) -> bool:
    return len(digits) == 2 and all(chr(d) in "0123456789abcdefABCDEF" for d in digits)
