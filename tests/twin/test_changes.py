"""What counts as a change of a key, and which events tell of it, is as on a server.

Before each command both sides watch every key; after it, whether a transaction
would go through and the events that were published must be the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from random import Random

import pytest
from tests.twin.oracle import Oracle

from redipy_core.errors import ResponseError
from redipy_core.testing.sorts import READS_A_NUMBER
from redipy_core.testing.words import ALL_KEYS, WordMaker, Words
from redipy_memory.runtime import MemoryRuntime
from redipy_memory.watches import Watch

Event = tuple[bytes, bytes]
"""A channel and what was published to it."""

FLAGS = "KEAn"

CHANCE = frozenset({b"SPOP"})
"""Commands that change keys by chance: they are compared in examples only."""

_EXPIRED = b"expired"
"""The one event that is left out: the two sides meet such a key at other moments."""

_MARK = b"the next command"


@dataclass(frozen=True)
class Told:
    """What a command told: whether it touched a watched key, and the events."""

    touched: bool
    events: tuple[Event, ...]


class Server:
    """Tells what commands tell on a real server."""

    def __init__(self, port: int) -> None:
        self._calls = Oracle(port)
        self._heard = Oracle(port)
        self._calls.one("CONFIG", "SET", "notify-keyspace-events", FLAGS)
        self._heard([[b"PSUBSCRIBE", b"__key*@*__:*"], [b"SUBSCRIBE", _MARK]])

    def close(self) -> None:
        self._calls.one("CONFIG", "SET", "notify-keyspace-events", "")
        self._calls.close()
        self._heard.close()

    def told(self, calls: Sequence[Words]) -> list[Told]:
        script: list[Words] = [[b"FLUSHALL"], [b"PUBLISH", _MARK, b""]]
        for words in calls:
            script += [
                READS_A_NUMBER,
                [b"WATCH", *ALL_KEYS],
                words,
                [b"MULTI"],
                [b"EXEC"],
                [b"PUBLISH", _MARK, b""],
            ]
        replies = self._calls(script)
        touched = [reply is None for reply in replies[6::6]]
        self._until_mark()
        return [Told(each, self._until_mark()) for each in touched]

    def _until_mark(self) -> tuple[Event, ...]:
        """The events that were published before the next mark."""
        found: list[Event] = []
        while True:
            message = self._heard.next()
            assert isinstance(message, list)
            *_, channel, data = message
            if channel == _MARK:
                return _told(found)
            found.append((channel, data))


class Memory:
    """Tells what commands tell on a memory store."""

    def __init__(self) -> None:
        self.runtime = MemoryRuntime(notify_keyspace_events=FLAGS)
        self._heard = self.runtime.listener()
        self._heard.listen("pattern", [b"__key*@*__:*"])

    def close(self) -> None:
        self._heard.close()

    def told(self, calls: Sequence[Words]) -> list[Told]:
        self.runtime.execute([b"FLUSHALL"])
        self._events()
        return [self._told(words) for words in calls]

    def _told(self, words: Words) -> Told:
        watch = Watch()
        for key in ALL_KEYS:
            watch.add(self.runtime.database.db, key)
        with suppress(ResponseError):
            self.runtime.execute(words)
        touched = watch.is_touched
        watch.clear()
        return Told(touched, self._events())

    def _events(self) -> tuple[Event, ...]:
        """The events that were published since the last call."""
        found: list[Event] = []
        while (delivery := self._heard.receive(0)) is not None:
            found.append((delivery.channel, delivery.data))
        return _told(found)


def _told(events: list[Event]) -> tuple[Event, ...]:
    return tuple(e for e in events if _EXPIRED not in (e[1], e[0].partition(b":")[2]))


@pytest.fixture
def server(redis_port: int) -> Iterator[Server]:
    found = Server(redis_port)
    yield found
    found.close()


@pytest.fixture
def memory() -> Iterator[Memory]:
    found = Memory()
    yield found
    found.close()


def _difference(
    server: Server, memory: Memory, calls: Sequence[Words]
) -> tuple[int, Told, Told] | None:
    pairs = zip(server.told(calls), memory.told(calls), strict=True)
    for i, (expected, actual) in enumerate(pairs):
        if expected != actual:
            return i, expected, actual
    return None


def _smaller(server: Server, memory: Memory, calls: list[Words]) -> list[Words]:
    """A shorter sequence that still differs, dropping one call at a time."""
    at = 0
    while at < len(calls):
        without = [*calls[:at], *calls[at + 1 :]]
        found = _difference(server, memory, without)
        if found is None:
            at += 1
        else:
            calls = without[: found[0] + 1]
    return calls


def test_random_changes(
    server: Server, memory: Memory, seeds: range, length: int
) -> None:
    table = memory.runtime.table
    for seed in seeds[::2]:
        calls = [
            words
            for words in WordMaker(Random(seed), table).sequence(length)
            if words[0].upper() not in CHANCE
        ]
        found = _difference(server, memory, calls)
        # A difference that does not come back was one of time alone.
        if found is None or _difference(server, memory, calls) is None:
            continue
        calls = _smaller(server, memory, calls[: found[0] + 1])
        found = _difference(server, memory, calls)
        lines = "\n".join(f"  {words}" for words in calls)
        pytest.fail(f"seed {seed}, after\n{lines}\n{found}", pytrace=False)


def test_chance_is_told_as_well(server: Server, memory: Memory) -> None:
    calls = [
        [b"SADD", b"t1", b"a", b"b"],
        [b"SPOP", b"t1"],
        [b"SPOP", b"t1", b"0"],
        [b"SPOP", b"t1", b"5"],
        [b"SPOP", b"t1"],
    ]
    assert server.told(calls) == memory.told(calls)
    assert [told.touched for told in memory.told(calls)] == [
        *(True, True, False, True, False)
    ]


def test_a_kept_count_touches(server: Server, memory: Memory) -> None:
    calls = [
        [b"PFADD", b"p1", b"a"],
        [b"PFCOUNT", b"p1"],
        [b"PFCOUNT", b"p1"],
    ]
    expected = [told.touched for told in server.told(calls)]
    assert expected == [told.touched for told in memory.told(calls)]
    assert expected == [True, True, False]


def test_room_that_an_overflow_makes_is_no_change(
    server: Server, memory: Memory
) -> None:
    fail = [b"OVERFLOW", b"FAIL", b"INCRBY", b"u32", b"8", b"-1"]
    calls = [
        [b"BITFIELD", b"s1", *fail],
        [b"STRLEN", b"s1"],
        [b"BITFIELD", b"s2", *fail, b"SET", b"u8", b"0", b"0"],
        [b"BITFIELD", b"s2", b"SET", b"u8", b"0", b"0"],
        [b"BITFIELD", b"s2", b"OVERFLOW", b"FAIL", b"INCRBY", b"u8", b"200", b"256"],
        [b"BITFIELD", b"s2", b"INCRBY", b"u8", b"400", b"0"],
    ]
    expected = server.told(calls)
    assert expected == memory.told(calls)
    assert [told.touched for told in expected] == [
        *(False, False, True, False, False, True)
    ]
    assert memory.runtime.execute([b"STRLEN", b"s1"]) == 5
