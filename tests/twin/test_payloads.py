"""What one store dumps the other one restores, and both refuse what is damaged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from random import Random

import pytest
from tests.twin.oracle import Oracle

from redipy_core.errors import ResponseError
from redipy_core.testing import payloads
from redipy_core.testing.values import ValueMaker, reads
from redipy_core.testing.words import Words
from redipy_memory.runtime import MemoryRuntime

KEY = b"k"
COPY = b"copy"
READING = (b"XGROUP", b"XREADGROUP")
DEADLINE = 4_102_444_800_000

TABLES = (2, 4, 5)
UNORDERED = (2, 4)
"""Types of payloads that hold a table, and of those in an order of a store's own."""
SMALL = {4: 16}
"""A hash is kept as a table because of a long value that the same call replaces."""

Store = Callable[[Words], object]


@pytest.fixture
def keys(seeds: range) -> range:
    """The seeds of one part's keys: of a thousand in all, ten thousand in a long run."""
    count = len(seeds) * 5
    return range(seeds.start, seeds.start + count)


@pytest.fixture
def memory() -> Store:
    runtime = MemoryRuntime()

    def execute(words: Words) -> object:
        try:
            return runtime.execute(words)
        except ResponseError as error:
            return error

    return execute


def _server(oracle: Oracle) -> Store:
    return lambda words: oracle([words])[0]


def _shown(store: Store, key: bytes) -> list[object]:
    """A key's type, its expiry and all that its value holds."""
    kind = store([b"TYPE", key])
    assert isinstance(kind, bytes)
    replies = [kind, store([b"PEXPIRETIME", key])]
    for words in reads(kind, key):
        reply = store(words)
        if kind == b"set" and isinstance(reply, list):
            reply = Counter(reply)
        if kind == b"hash" and isinstance(reply, list):
            reply = dict(zip(reply[::2], reply[1::2], strict=True))
        replies.append(reply)
    return replies


def _restore(key: bytes, payload: bytes, *options: bytes) -> Words:
    return [b"RESTORE", key, b"0", payload, *options]


def _moves(source: Store, target: Store, seed: int) -> None:
    """A value that one store makes is the same in the other one, and so are its bytes."""
    rng = Random(seed)
    for store in (source, target):
        store([b"FLUSHALL"])
    for words in ValueMaker(rng).calls(KEY):
        assert not isinstance(source(words), ResponseError)
    ttl = b"%d" % (DEADLINE * rng.randrange(2))
    if ttl != b"0":
        source([b"PEXPIREAT", KEY, ttl])
    payload = source([b"DUMP", KEY])
    assert isinstance(payload, bytes)
    assert target([b"RESTORE", COPY, ttl, payload, b"ABSTTL"]) == b"OK"
    assert _shown(target, COPY) == _shown(source, KEY)
    if payload[0] not in UNORDERED:
        assert target([b"DUMP", COPY]) == payload
    if payload[0] not in TABLES:  # a table that is small is none any more
        ask = [b"OBJECT", b"ENCODING"]
        assert target([*ask, COPY]) == source([*ask, KEY])


def test_from_a_server_to_memory(oracle: Oracle, memory: Store, keys: range) -> None:
    for seed in keys:
        _moves(_server(oracle), memory, seed)


def test_from_memory_to_a_server(oracle: Oracle, memory: Store, keys: range) -> None:
    for seed in keys:
        _moves(memory, _server(oracle), seed)


def test_the_same_calls_make_the_same_bytes(
    oracle: Oracle, memory: Store, keys: range
) -> None:
    """Even compressed; of streams only without the times of their readers."""
    for seed in keys:
        calls = ValueMaker(Random(seed)).calls(KEY)
        if calls[-1][0].startswith(b"X"):
            calls = [words for words in calls if words[0] not in READING]
        calls = [[b"FLUSHALL"], *calls, [b"DUMP", KEY]]
        expected = oracle(calls)[-1]
        actual = [memory(words) for words in calls][-1]
        assert isinstance(expected, bytes)
        assert isinstance(actual, bytes)
        assert actual == expected or expected[0] in UNORDERED
        assert actual[0] in (expected[0], SMALL.get(expected[0]))


def test_what_is_left_of_removed_entries(oracle: Oracle, memory: Store) -> None:
    """A server keeps a block whose entries were all removed, but not the last by age."""
    calls = [
        [b"FLUSHALL"],
        [b"XADD", KEY, b"1-1", b"a", b"1"],
        [b"XADD", KEY, b"3-1", b"b", b"2"],
        [b"XDEL", KEY, b"3-1"],
        [b"XTRIM", KEY, b"MINID", b"2"],
        [b"XINFO", b"STREAM", KEY],
        [b"DUMP", KEY],
        [b"XADD", KEY, b"4-1", b"a", b"3"],
        [b"XRANGE", KEY, b"-", b"+"],
        [b"XREVRANGE", KEY, b"+", b"-"],
        [b"XINFO", b"STREAM", KEY],
        [b"DUMP", KEY],
    ]
    assert [memory(words) for words in calls] == oracle(calls)


def _long_text(rng: Random) -> bytes:
    """Text that repeats itself more or less."""
    size = rng.choice((21, 22, 23, 24, 40, 300, 5000, 9000, 40_000))
    size += rng.randrange(size)
    kind = rng.randrange(5)
    if kind == 0:
        return bytes(rng.choices(b"ab", k=size))
    if kind == 1:
        return rng.randbytes(size)
    if kind == 2:
        return (rng.randbytes(rng.randrange(1, 40)) * size)[:size]
    if kind == 3:
        words = [rng.randbytes(rng.randrange(1, 12)) for _ in range(60)]
        return b" ".join(rng.choices(words, k=size // 4))
    return b"".join(b"%d," % rng.randrange(10**4) for _ in range(size // 3))


def test_long_text_is_compressed_alike(
    oracle: Oracle, memory: Store, keys: range
) -> None:
    for seed in keys:
        text = _long_text(Random(seed))
        calls = [[b"SET", KEY, text], [b"DUMP", KEY]]
        expected = oracle(calls)[-1]
        assert [memory(words) for words in calls][-1] == expected
        assert isinstance(expected, bytes)
        memory(_restore(COPY, expected, b"REPLACE"))
        assert memory([b"GET", COPY]) == text


def _forms(oracle: Oracle, rng: Random) -> list[bytes]:
    """A value's payload, and those that old servers would have written."""
    oracle([[b"FLUSHALL"], *ValueMaker(rng).calls(KEY)])
    kind, payload = oracle([[b"TYPE", KEY], [b"DUMP", KEY]])
    assert isinstance(kind, bytes)
    assert isinstance(payload, bytes)
    found = [payload]
    if kind != b"stream":
        found += payloads.old_forms(kind, oracle(reads(kind, KEY))[0])
    return [form for form in found if len(form) < 4000]


def _compare(
    oracle: Oracle, memory: Store, forms: Iterable[bytes], *, ordered: bool = True
) -> Iterator[object]:
    """Restore each on both sides; the replies, which are the same."""
    for form in forms:
        words: Sequence[Words] = [[b"FLUSHALL"], _restore(KEY, form)]
        expected = oracle(words)[-1]
        actual = [memory(call) for call in words][-1]
        assert _line(actual) == _line(expected), form
        yield expected
        if ordered:
            assert _shown(memory, KEY) == _shown(_server(oracle), KEY), form


def _line(reply: object) -> object:
    return reply.line if isinstance(reply, ResponseError) else reply


def test_forms_of_old_servers(
    careful_oracle: Oracle, memory: Store, keys: range
) -> None:
    for seed in keys[::4]:
        forms = _forms(careful_oracle, Random(seed))
        assert {*_compare(careful_oracle, memory, forms)} <= {b"OK"}


def test_a_stream_of_an_old_server(careful_oracle: Oracle, memory: Store) -> None:
    careful_oracle([[b"FLUSHALL"], [b"XADD", KEY, b"1-1", b"a", b"b"]])
    careful_oracle([[b"XADD", KEY, b"2-1", b"a", b"c"]])
    payload = careful_oracle([[b"DUMP", KEY]])[0]
    assert isinstance(payload, bytes)
    forms = [payloads.old_stream(payload)]
    assert [*_compare(careful_oracle, memory, forms)] == [b"OK"]


def _damaged(
    oracle: Oracle, keys: range, damage: Callable[[bytes, Random], bytes]
) -> Iterator[bytes]:
    """As many damaged payloads as there are keys, ten of a value."""
    for seed in keys[::10]:
        rng = Random(seed)
        forms = _forms(oracle, rng) or [payloads.sealed(b"\0\0")]
        for _ in range(10):
            yield damage(rng.choice(forms), rng)


def test_damage_that_the_checksum_tells(
    careful_oracle: Oracle, memory: Store, keys: range
) -> None:
    found = [*_damaged(careful_oracle, keys, payloads.damaged)]
    replies = Counter(
        map(_line, _compare(careful_oracle, memory, found, ordered=False))
    )
    refused = replies["ERR DUMP payload version or checksum are wrong"]
    assert refused > len(found) * 0.98  # a version may be changed into itself
    assert {*replies} <= {"ERR DUMP payload version or checksum are wrong", b"OK"}


def test_damage_with_the_checksum_made_right(
    careful_oracle: Oracle, memory: Store, keys: range
) -> None:
    """A server that looks at all of a payload and the engine refuse the same ones."""
    found = [*_damaged(careful_oracle, keys, payloads.damaged_within)]
    replies = Counter(
        map(_line, _compare(careful_oracle, memory, found, ordered=False))
    )
    assert {*replies} == {"ERR Bad data format", b"OK"}
    assert replies["ERR Bad data format"] > len(found) / 2
