"""Frames: what clients send, whole and spoilt, made from a seed.

No frame depends on what other connections do: keys are the frame's own, and nothing is
asked for that differs from server to server.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

LIMIT = 64 * 1024
"""Bytes of a line that every server takes."""

FAR = 4 * LIMIT
"""Bytes of a line that no server takes, however much of it comes at once."""

PIECE = 16 * 1024
"""Bytes that a server reads at a time, at least."""

_TEXTS = (
    *(b"", b"a", b"abc", b"good morning", b"\r\n", b"\n", b"\0", b"a\0b", b"\xff\xfe"),
    *(b"$3\r\nabc\r\n", b"*1\r\n", b"'", b'"', b"x" * 40, b"\r", b"quit", b" ", b"%s"),
)
_NUMBERS = (
    *(b"", b"-1", b"-2", b"0", b"-0", b"+1", b"01", b"00", b" 1", b"1 ", b"1\0", b"\0"),
    *(b"1.0", b"1e3", b"0x1", b"a", b"4a", b"--1", b"-", b"+", b"2147483647"),
    *(b"2147483648", b"-2147483648", b"4294967297", b"9223372036854775807"),
    *(b"9223372036854775808", b"-9223372036854775808", b"18446744073709551617"),
    *(b"536870912", b"536870913", b"1" * 30, b"\xd9\xa1", b"1_0", b"1\r1", b"1\n"),
    *(b"1024", b"1025", b"10000", b"99999", b"100000", b"3", b"16", b"16384", b"16385"),
)
_SIGNS = b"*$+-:_,#!=(%~>|.? \0\r\nA\xff"
_ENDS = (
    b"\n",
    b"\r",
    b"",
    b"\r\r\n",
    b"\n\r",
    b" \r\n",
    b"\0\r\n",
    b"\r\0\n",
    b"\r\n\r\n",
)
_SPOILS = b"\0\r\n\"'\\ *$-0123456789x\xff\t:>~|%"
_INLINE = (
    *(b" ", b" ", b" ", b"  ", b"\t", b"\v", b"\f", b"\r", b"'", b'"', b"\\", b"\0"),
    *(b"\\x41", b"\\x4", b"\\xzz", b"\\n", b"\\r", b"\\t", b"\\b", b"\\a", b"\\\\"),
    *(b'\\"', b"\\'", b'"a b"', b"'a b'", b'""', b"''", b'"a\\x00b"', b"a", b"bc"),
    *(b"\xff", b"$1", b"*1", b"PING", b"'a'b", b'"a"b', b'a"b"', b'"\\xff\\x0d"'),
)


def packed(*words: bytes) -> bytes:
    """A request as an array of bulk strings."""
    return b"*%d\r\n%b" % (len(words), b"".join(_bulk(word) for word in words))


def _bulk(word: bytes) -> bytes:
    return b"$%d\r\n%b\r\n" % (len(word), word)


class FrameMaker:
    """Makes frames; the same seed makes the same ones.

    With a ``password`` they are those of clients that may not have given it yet.
    """

    def __init__(self, rng: Random, password: bytes | None = None) -> None:
        self._rng = rng
        self._password = password
        self._key = b""

    # -- whole ones -------------------------------------------------------------------

    def valid(self) -> bytes:
        """A few requests that a server can read."""
        rng = self._rng
        self._key = b"k:%08x" % rng.getrandbits(32)
        requests = [self._request() for _ in range(rng.choice((1, 1, 1, 2, 3)))]
        return b"".join(requests)

    def _request(self) -> bytes:
        words = self.words()
        if sum(map(len, words)) < 1000 and self._rng.random() < 0.25:
            return b" ".join(map(self._quoted, words)) + self._rng.choice(
                (b"\r\n", b"\n")
            )
        return packed(*words)

    def words(self) -> list[bytes]:
        """A call whose answer depends on this connection alone."""
        rng, key = self._rng, self._key
        if self._password is not None and rng.random() < 0.3:
            return self._before_authentication(self._password)
        if self._password is None and rng.random() < 0.04:
            # With a password, what follows at once is not held to the limits again.
            return [b"RESET"]
        return rng.choice(
            (
                [b"PING"],
                [b"PING", self._text()],
                [b"ECHO", self._text()],
                [b"ECHO", self._text()],
                [b"SET", key, self._text()],
                [b"GET", key],
                [b"APPEND", key, self._text()],
                [b"MSET", key, self._text(), key + b"2", self._text()],
                [b"ECHO"],
                [b"GET", self._text(), self._text()],
                [self._text(), self._text()],
                [b"OBJECT", self._text()],
                [b"CONFIG"],
                [b"CLIENT", b"SETNAME", self._text()],
                [b"CLIENT", b"GETNAME"],
                [b"CLIENT", b"REPLY", rng.choice((b"SKIP", b"OFF", b"ON"))],
                [b"MULTI"],
                [b"EXEC"],
                [b"DISCARD"],
                [b"SUBSCRIBE", key],
                [b"UNSUBSCRIBE", key],
                [b"SELECT", rng.choice((b"1", b"16", b"x"))],
                [b"QUIT"],
            )
        )

    def _before_authentication(self, password: bytes) -> list[bytes]:
        rng = self._rng
        return rng.choice(
            (
                [b"AUTH", password],
                [b"AUTH", self._text()],
                [b"AUTH", b"default", password],
                [b"ECHO", b"x" * rng.choice((16383, 16384, 16385, 40_000))],
                [b"ECHO", *[b"x"] * rng.choice((8, 9, 10, 11, 30))],
            )
        )

    def _text(self) -> bytes:
        rng = self._rng
        if rng.random() < 0.1:
            return bytes(rng.choices(_SPOILS, k=rng.randrange(30)))
        return rng.choice(_TEXTS)

    def _quoted(self, word: bytes) -> bytes:
        """A word as a line has it."""
        if word.isalnum() and self._rng.random() < 0.7:
            return word
        return b'"%b"' % b"".join(b"\\x%02x" % byte for byte in word)

    # -- spoilt ones ------------------------------------------------------------------

    def frame(self) -> bytes:
        """Requests that are spoilt in one way or another, as a rule."""
        rng = self._rng
        if rng.random() < 0.005:
            return self._large()
        how = rng.random()
        if how < 0.2:
            return self._line()
        frame = self.valid()
        if how < 0.3:
            return frame
        ways: tuple[Callable[[bytes], bytes], ...] = (
            *(self._other_number, self._other_number, self._other_end),
            *(self._other_sign, self._other_byte, self._more, self._less, self._twice),
        )
        for _ in range(rng.choice((1, 1, 1, 2, 4))):
            frame = rng.choice(ways)(frame)
        return frame + (self.valid() if rng.random() < 0.3 else b"")

    def _line(self) -> bytes:
        rng = self._rng
        first = rng.choice((b"ECHO ", b"ECHO ", b"PING ", b"", b" ECHO\t", b"'ECHO' "))
        parts = rng.choices(_INLINE, k=rng.randrange(8))
        return first + b"".join(parts) + rng.choice((b"\r\n", b"\r\n", b"\n", b""))

    def _places(self, frame: bytes, wanted: bytes) -> list[int]:
        return [i for i in range(len(frame)) if frame[i] in wanted]

    def _other_number(self, frame: bytes) -> bytes:
        """Another number behind a sign; or one that is near, so it does not fit."""
        rng = self._rng
        signs = self._places(frame, b"*$")
        if not signs:
            return frame
        at = rng.choice(signs) + 1
        end = at
        while end < len(frame) and frame[end : end + 1].isdigit():
            end += 1
        number = rng.choice(_NUMBERS)
        if end > at and rng.random() < 0.5:
            near = int(frame[at:end]) + rng.choice((-3, -2, -1, 1, 2, 3, 10))
            number = b"%d" % near
        return frame[:at] + number + frame[end:]

    def _other_end(self, frame: bytes) -> bytes:
        at = self._rng.choice([-1, *self._places(frame, b"\r")])
        return (
            frame if at < 0 else frame[:at] + self._rng.choice(_ENDS) + frame[at + 2 :]
        )

    def _other_sign(self, frame: bytes) -> bytes:
        at = self._rng.choice([0, *self._places(frame, b"*$")])
        return frame[:at] + bytes([self._rng.choice(_SIGNS)]) + frame[at + 1 :]

    def _other_byte(self, frame: bytes) -> bytes:
        at = self._rng.randrange(len(frame) or 1)
        return frame[:at] + bytes([self._rng.choice(_SPOILS)]) + frame[at + 1 :]

    def _more(self, frame: bytes) -> bytes:
        at = self._rng.randint(0, len(frame))
        more = bytes(self._rng.choices(_SPOILS, k=self._rng.choice((1, 1, 2, 5))))
        return frame[:at] + more + frame[at:]

    def _less(self, frame: bytes) -> bytes:
        at = self._rng.randint(0, len(frame))
        return frame[:at] + frame[at + self._rng.choice((1, 1, 2, 5, 20)) :]

    def _twice(self, frame: bytes) -> bytes:
        at = self._rng.randint(0, len(frame))
        end = at + self._rng.choice((1, 2, 5, 20))
        return frame[:end] + frame[at:]

    def _large(self) -> bytes:
        """What is at a limit or far above it.

        How much above it a server still takes depends on what it reads at once, so
        there is nothing in between.
        """
        rng = self._rng
        size = rng.choice((LIMIT - 100, FAR, 1 << 20))
        count = rng.choice((1023, 1024, 1025, 9999, 10_000, 20_000))
        # Who has not authenticated is not sent many answers at once.
        first = b"" if self._password is None else packed(b"AUTH", self._password)
        return rng.choice(
            (
                b"x" * size + rng.choice((b"\n", b"\r\n", b"")),
                b"ECHO " + b"'" * (size - 5) + b"\n",
                b"ECHO " + b"x " * ((size - 5) // 2) + b"\n",
                b"ECHO \0" + b"x" * size + b"\n",
                b"*" + b"1" * size + rng.choice((b"\r\n", b"")),
                b"*1\r\n$" + b"1" * size + rng.choice((b"\r\n", b"")),
                packed(b"ECHO", b"x" * size),
                packed(b"ECHO", b"\r\n" * (size // 2)) + packed(b"PING"),
                packed(b"x" * size),
                packed(b"ECHO", *[b"x"] * count),
                packed(*[b"a\0"] * count) + packed(b"PING"),
                first + packed(b"PING") * 1000,
                first + packed(b"PING") * 500 + b"*1\r\n$x\r\n",
                b"*%d\r\n" % rng.choice((10**6, 2**31 - 1)) + b"$1\r\na\r\n" * 100,
                b"*1\r\n" * count,
                b"*0\r\n" * count + packed(b"PING"),
                b"\r\n" * count + packed(b"PING"),
            )
        )
