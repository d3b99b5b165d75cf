"""Random values of all types and sizes, as the calls that make them."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from redipy_core.testing.words import Words

SIZES = (1, 2, 5, 20, 127, 128, 129, 130, 300, 511, 512, 513, 600, 1500)
"""How many elements: around the numbers at which a server changes an encoding."""

_EDGES = (
    *(0, 12, 13, 127, 128, -1, 4095, 4096, -4096, -4097, 32767, 32768, -32768, -32769),
    *(8388607, 8388608, -8388608, -8388609, 2**31 - 1, 2**31, -(2**31), -(2**31) - 1),
    *(2**63 - 1, -(2**63), 2**63, -(2**63) - 1),
)
"""Numbers around those at which they take one more byte."""

_ALMOST_NUMBERS = (b"007", b"-0", b"+1", b"", b" 1", b"1.5", b"1e3")
_LENGTHS = (1, 10, 11, 20, 21, 24, 63, 64, 65, 200, 300, 4095, 4096)
_SCORES = (
    *("0", "-0", "inf", "-inf", "1e17", "1e18", "1e300", "5e-324", "0.1", "-2.5"),
    *("4611686018427387904", "9007199254740993", "-9223372036854775808", "3.0"),
)
_NODE = 8192


class ValueMaker:
    """Makes values; the same seed makes the same ones."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._parts = [rng.randbytes(rng.randrange(12)) for _ in range(40)]

    def calls(self, key: bytes) -> list[Words]:
        """Calls that give a key a value; the key was missing before."""
        rng = self._rng
        make = rng.choice(
            (self._string, self._list, self._hash, self._set, self._zset, self._stream)
        )
        count = rng.randrange(1, 20) if rng.random() < 0.7 else rng.choice(SIZES)
        self._plain = rng.random() < 0.5
        return list(make(key, count))

    def text(self) -> bytes:
        """Some string: a number, almost one, random or repetitive bytes."""
        rng = self._rng
        if self._plain:
            return b"%s%d" % (
                rng.choice((b"", b"", b"a")),
                rng.randrange(-(10**6), 10**6),
            )
        kind = rng.randrange(6)
        if kind == 0:
            return b"%d" % rng.randrange(-(10 ** rng.randrange(1, 20)), 10**18)
        if kind == 1:
            return b"%d" % rng.choice(_EDGES)
        if kind == 2:
            return rng.choice(_ALMOST_NUMBERS)
        if kind == 3:
            return rng.randbytes(rng.choice(_LENGTHS[:-2]))
        if kind == 4:
            return rng.randbytes(rng.randrange(1, 4)) * rng.choice((1, 7, 11, 21, 100))
        return b"".join(rng.choices(self._parts, k=rng.choice((1, 2, 5, 40))))

    def _string(self, key: bytes, count: int) -> Iterator[Words]:
        long = self._rng.random() < 0.2
        value = b"".join(self.text() for _ in range(count)) if long else self.text()
        yield [b"SET", key, value]

    def _list(self, key: bytes, count: int) -> Iterator[Words]:
        items = [self.text() for _ in range(count)]
        if self._rng.random() < 0.2:  # elements about as long as a node of a list
            long = self._rng.randbytes(_NODE)
            sizes = (_NODE // 2, *range(_NODE - 14, _NODE + 1), 2 * _NODE)
            for at in range(0, min(count, 20), 2):
                items[at] = (long * 2)[: self._rng.choice(sizes)]
        yield [b"RPUSH", key, *items]

    def _hash(self, key: bytes, count: int) -> Iterator[Words]:
        yield [b"HSET", key, *(self.text() for _ in range(2 * count))]

    def _set(self, key: bytes, count: int) -> Iterator[Words]:
        rng = self._rng
        most = 10 ** rng.randrange(1, 19)
        if rng.random() < 0.6:
            yield [
                b"SADD",
                key,
                *(b"%d" % rng.randint(-most, most) for _ in range(count)),
            ]
        else:
            yield [b"SADD", key, *(self.text() for _ in range(count))]

    def _zset(self, key: bytes, count: int) -> Iterator[Words]:
        pairs = [word for _ in range(count) for word in (self._score(), self.text())]
        yield [b"ZADD", key, *pairs]

    def _score(self) -> bytes:
        rng = self._rng
        kind = rng.randrange(4)
        if kind == 0:
            return rng.choice(_SCORES).encode()
        if kind == 1:
            return b"%d" % rng.randrange(-(2**62), 2**62)
        if kind == 2:
            return b"%r" % rng.gauss(0, 10 ** rng.randrange(9))
        return b"%d" % rng.randrange(-100, 100)

    def _stream(self, key: bytes, count: int) -> Iterator[Words]:
        rng = self._rng
        fields = [self.text() for _ in range(rng.randrange(1, 4))]
        number = rng.choice((1, 10**12, 2**64 - 10**5))
        ids: list[bytes] = []
        for _ in range(min(count, 300)):
            number += rng.randrange(1, 5)
            ids.append(b"%d-%d" % (number, rng.randrange(5)))
            names = fields if rng.random() < 0.8 else [self.text()]
            entry = [word for name in names for word in (name, self.text())]
            yield [b"XADD", key, ids[-1], *entry]
        if rng.random() < 0.3:
            yield [b"XDEL", key, *rng.sample(ids, rng.randrange(len(ids)) // 2 + 1)]
        if rng.random() < 0.2:
            how = rng.choice(
                ([b"MINID", rng.choice(ids)], [b"MAXLEN", b"%d" % (count // 2)])
            )
            yield [b"XTRIM", key, *how]
        if rng.random() < 0.5:
            yield from self._groups(key)

    def _groups(self, key: bytes) -> Iterator[Words]:
        rng = self._rng
        for name in rng.sample(
            (b"g", b"h", b"7", b"", b"\xff" * 30), rng.randrange(1, 4)
        ):
            start = rng.choice((b"0", b"$"))
            yield [b"XGROUP", b"CREATE", key, name, start]
            for _ in range(rng.randrange(3)):
                reader, most = (
                    rng.choice((b"r", b"s", b"12")),
                    b"%d" % rng.randrange(1, 9),
                )
                read = [b"XREADGROUP", b"GROUP", name, reader, b"COUNT", most]
                yield [*read, b"STREAMS", key, b">"]


def reads(kind: bytes, key: bytes) -> list[Words]:
    """Calls that show all there is in a value of a type, whose name is TYPE's.

    A stream's payload shows what its groups have pending.
    """
    return {
        b"none": [],
        b"string": [[b"GET", key]],
        b"list": [[b"LRANGE", key, b"0", b"-1"]],
        b"hash": [[b"HGETALL", key]],
        b"set": [[b"SMEMBERS", key]],
        b"zset": [[b"ZRANGE", key, b"0", b"-1", b"WITHSCORES"]],
        b"stream": [
            [b"XRANGE", key, b"-", b"+"],
            [b"XINFO", b"GROUPS", key],
            [b"DUMP", key],
        ],
    }[kind]
