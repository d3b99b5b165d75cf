"""Requests: lines, faults, cuts, limits; the same bytes as a real server's."""

from __future__ import annotations

import tracemalloc
from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redipy_server.protocol import ProtocolError, RequestReader, split_line

from .conftest import Connect, Pair, Wire, packed

FAULTS = [
    b"*1\r\n:5\r\n",
    b"*1\r\n\r\n",
    b"*1\r\nPING\r\n",
    b"*1\r\n*1\r\n$4\r\nPING\r\n",
    b"*1\r\n\x80\r\n",
    b"*a\r\n",
    b"*\r\n",
    b"* 1\r\n",
    b"*1 \r\n$4\r\nPING\r\n",
    b"*01\r\n$4\r\nPING\r\n",
    b"*+1\r\n$4\r\nPING\r\n",
    b"*2147483648\r\n",
    b"*1\r\n$-1\r\n",
    b"*1\r\n$\r\n",
    b"*1\r\n$abc\r\n",
    b"*1\r\n$04\r\nPING\r\n",
    b"*1\r\n$536870913\r\n",
    b"*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$-5\r\n",
    b"*1\r\r\n$4\r\nPING\r\n",
    b"SET a 'b\r\n",
    b'SET a "b\r\n',
    b'SET a "b"c\r\n',
    b"x" * 65537,
    b"*" + b"1" * 65540,
    b"*1\r\n$" + b"1" * 65540,
    packed("PING") + b"*1\r\n:5\r\n" + packed("PING"),
    b"QUIT\r\nPING\r\n",
    b"quit x\r\n",
]

LINES = [
    b"PING\r\n",
    b"PING\n",
    b"\r\n\r\n",
    b"   \r\n",
    b"ping   hello \r\n",
    b"GET\tx\r\n",
    b"PING\rx\r\n",
    b"PING\r\r\n",
    b'SET a "b c"\r\nGET a\r\n',
    b'ECHO "\\x41\\n\\q"\r\n',
    b'ECHO "\\xzz"\r\n',
    b"ECHO 'a\\'b\\n'\r\n",
    b'ECHO ""\r\n',
    b"ECHO a\x0bb\r\n",
    b"ECHO a'b'\r\n",
    b"$4\r\nPING\r\n",
    b"+PING\r\n",
    b"*-1\r\n",
    b"*0\r\n",
    b"*-5\r\n",
    b"*1\r\n$4\r\nPI\x00\x00\r\n",
    b"*1\r\n$0\r\n\r\n",
    b"*1\r\n$4\r\nPINGxx",
    b"x" * 65536 + b"\r\n",
    packed("NOSUCH", "a", "b" * 200, "c"),
    packed("N" * 200),
    packed("CONFIG"),
    packed("CLIENT", "NOSUCH", "x"),
    packed("OBJECT", "NOSUCH"),
    packed("GET"),
    packed("GET", "a", "b"),
    packed("set", "k\r\nk", "\r\n$3\r\n"),
]


@pytest.mark.parametrize("data", FAULTS, ids=lambda data: repr(data[:30]))
def test_faults_end_the_connection_in_the_same_words(pair: Pair, data: bytes) -> None:
    both = pair()
    both.ours.raw(data)
    both.theirs.raw(data)
    expected = both.theirs.rest()
    assert expected
    assert both.ours.rest() == expected


@pytest.mark.parametrize("data", LINES, ids=lambda data: repr(data[:30]))
def test_odd_requests_have_the_same_answer(pair: Pair, data: bytes) -> None:
    both = pair()
    both.ours.raw(data)
    both.theirs.raw(data)
    both.settle()


def test_requests_cut_at_every_byte(connect: Connect) -> None:
    data = (
        packed("SET", "k", "a\r\nb")
        + b"GET k\r\n"
        + packed("GET", "k")
        + packed("SET", "big", "x" * 3000)
        + packed("STRLEN", "big")
    )
    expected = b"+OK\r\n$4\r\na\r\nb\r\n$4\r\na\r\nb\r\n+OK\r\n:3000\r\n"
    places = [*range(1, 70), *range(len(data) - 60, len(data)), 1000]
    for at in places:
        with Wire(connect().socket.getpeername()[1]) as wire:
            wire.raw(data[:at])
            wire.raw(data[at:])
            assert b"".join(wire.read() for _ in range(5)) == expected, at


def read_all(chunks: list[bytes]) -> list[list[bytes]]:
    reader = RequestReader()
    found: list[list[bytes]] = []
    for chunk in chunks:
        reader.feed(chunk)
        while requests := reader.take():
            found += requests
    assert len(reader) == 0
    return found


words = st.lists(
    st.one_of(
        st.binary(max_size=12),
        st.sampled_from([b"\r\n", b"$3\r\nabc\r\n", b"*1\r\n", b"", b"x" * 2000]),
    ),
    min_size=1,
    max_size=5,
)


@given(st.lists(words, min_size=1, max_size=5), st.data())
def test_any_words_come_through_however_they_are_cut(
    requests: list[list[bytes]], data: st.DataObject
) -> None:
    sent = b"".join(packed(*request) for request in requests)
    cuts = sorted(data.draw(st.sets(st.integers(0, len(sent)), max_size=6)))
    places = [0, *cuts, len(sent)]
    chunks = [sent[a:b] for a, b in pairwise(places)]
    assert read_all(chunks) == requests
    assert read_all([bytes([byte]) for byte in sent]) == requests


@given(st.binary(max_size=60))
def test_no_bytes_are_too_much(data: bytes) -> None:
    outcomes: list[object] = []
    for size in (1, 7, len(data) or 1):
        reader = RequestReader()
        found: list[object] = []
        try:
            for at in range(0, len(data), size):
                reader.feed(data[at : at + size])
                while requests := reader.take():
                    found += requests
        except ProtocolError as error:
            found.append(str(error))
        outcomes.append(found)
    assert outcomes[0] == outcomes[1] == outcomes[2]


def test_a_long_argument_is_not_read_again_and_again() -> None:
    """Its pieces are only counted until all are there."""
    size, piece = 8 << 20, 1 << 10
    reader = RequestReader()
    reader.feed(b"*2\r\n$4\r\nECHO\r\n$%d\r\n" % size)
    looks = 0
    for _ in range(size // piece):
        reader.feed(b"\n" * piece)
        looks += len(reader.take())
    reader.feed(b"\r\n")
    assert [len(word) for word in reader.take()[0]] == [4, size]
    assert looks == 0


@pytest.mark.parametrize("sign", [b"*", b">", b"~", b"%"])
def test_no_room_is_made_for_what_is_only_announced(sign: bytes) -> None:
    data = packed("PING") + sign + b"2000000000\r\n"
    tracemalloc.start()
    reader = RequestReader()
    reader.feed(data)
    assert reader.take() == [[b"PING"]]
    with suppress(ProtocolError):
        reader.take()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 1 << 20


@pytest.mark.parametrize("first", [b"", b"*", b"*1\r\n$", b"*1\r\n:", b"ECHO \0"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b""])
def test_how_long_a_line_may_be_does_not_depend_on_what_comes_at_once(
    first: bytes, end: bytes
) -> None:
    data = first + b"1" * 300_000 + end
    for piece in (1 << 20, 1000):
        with pytest.raises(ProtocolError, match="too big"):
            read_all([data[at : at + piece] for at in range(0, len(data), piece)])


def test_the_longest_line() -> None:
    for end in (b"\n", b"\r\n"):
        reader = RequestReader()
        reader.feed(b"x" * 65536 + end + b"y" * 65537 + end)
        assert reader.take() == [[b"x" * 65536]]
        with pytest.raises(ProtocolError, match="too big inline request"):
            reader.take()


def test_words_of_a_line() -> None:
    assert split_line(b" a  'b c' \"d\\te\" ") == [b"a", b"b c", b"d\te"]
    assert split_line(b"'a") is None
    assert split_line(b"") == []


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"a \0 b", [b"a"]),
        (b"a\0b", [b"a"]),
        (b"\0", []),
        (b"'a'\0", None),
        (b"'a\0b'", None),
    ],
)
def test_a_line_ends_at_a_nul(line: bytes, words: list[bytes] | None) -> None:
    assert split_line(line) == words


def test_before_authentication_requests_are_small() -> None:
    reader = RequestReader(limited=True)
    reader.feed(packed(*"abcdefghij") + packed(*"abcdefghijk"))
    assert len(reader.take()) == 1
    with pytest.raises(ProtocolError, match="unauthenticated multibulk length"):
        reader.take()
    reader = RequestReader(limited=True)
    reader.feed(packed("a", "x" * 16384) + packed("a", "x" * 16385))
    assert len(reader.take()) == 1
    with pytest.raises(ProtocolError, match="unauthenticated bulk length"):
        reader.take()
