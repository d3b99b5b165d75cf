"""The parts of payloads: checksum, compression, listpacks, and what they may cost."""

from __future__ import annotations

import tracemalloc
from contextlib import suppress
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redipy_core.testing.payloads import compressed, length, sealed
from redipy_memory.rdb import BadDataError, dumped, intset, listpack, lzf, restored
from redipy_memory.rdb.crc64 import crc64

_NUMBERS = st.integers(-(2**63), 2**63 - 1)


def test_the_published_checksum() -> None:
    assert crc64(b"123456789") == 0xE9C6D914C4B8D9CA
    assert crc64(b"") == 0


@pytest.mark.parametrize("size", [7, 8, 9, 32_767, 32_768, 32_769, 40_960, 131_079])
def test_the_checksum_of_any_size(size: int) -> None:
    """What takes the data byte by byte gives the same."""
    data = Random(size).randbytes(size)
    assert sealed(data)[-8:] == crc64(sealed(data)[:-8]).to_bytes(8, "little")


@given(st.lists(st.binary(max_size=6), max_size=30), st.integers(1, 40))
def test_compression(parts: list[bytes], times: int) -> None:
    data = b"".join(parts) * times
    packed = lzf.compress(data) if len(data) > 20 else None
    if packed is not None:
        assert len(packed) <= len(data) - 4
        assert lzf.decompress(packed, len(data)) == data


def test_what_does_not_shrink_is_left_alone() -> None:
    assert lzf.compress(bytes(range(256))) is None


@given(st.binary(max_size=40), st.integers(0, 200))
def test_compressed_data_that_is_none(data: bytes, size: int) -> None:
    with suppress(BadDataError):
        assert len(lzf.decompress(data, size)) == size


@given(st.lists(_NUMBERS | st.binary(max_size=70) | st.just(b"x" * 5000)))
def test_listpacks(items: list[bytes | int]) -> None:
    blob = listpack.write(items)
    assert listpack.texts(listpack.read(blob)) == listpack.texts(items)


@pytest.mark.parametrize("size", [100, 126, 127, 128, 200, 254, 300, 17_000])
def test_the_size_behind_an_element(size: int) -> None:
    """It is looked at as a whole; its last byte alone can look like a shorter one."""
    blob = bytearray(listpack.write([b"x" * size]))
    assert len(listpack.read(bytes(blob))) == 1
    behind = 1 if size <= 125 else 2 if size <= 16_380 else 3
    for at in range(len(blob) - 1 - behind, len(blob) - 1):
        damaged = blob.copy()
        damaged[at] ^= 2
        with pytest.raises(BadDataError):
            listpack.read(bytes(damaged))


@given(st.sets(_NUMBERS, min_size=1))
def test_intsets(numbers: set[int]) -> None:
    assert list(intset.read(intset.write(numbers))) == sorted(numbers)


@pytest.mark.parametrize(
    "body",
    [
        b"\0" + length(2**62) + b"abc",
        b"\0\xc3" + length(3) + length(2**40) + b"\x02abc",
        b"\1" + length(2**40) + b"\1a",
        b"\2" + length(2**63) + b"\1a",
        b"\4" + length(2**32) + b"\1a\1b",
        b"\5" + length(2**32) + b"\1a" + bytes(8),
        b"\x12" + length(2**40) + b"\2",
        b"\x13" + length(2**40) + b"\x10" + bytes(16),
    ],
)
def test_stated_lengths_cost_nothing(body: bytes) -> None:
    """A payload of a few bytes takes no more memory, whatever it says of itself."""
    payload = sealed(body)
    tracemalloc.start()
    try:
        with pytest.raises(BadDataError):
            restored(payload)
        assert tracemalloc.get_traced_memory()[1] < 100_000
    finally:
        tracemalloc.stop()


def test_a_bomb_is_no_larger_than_it_says() -> None:
    """Compressed data gives at most some ninety times its size."""
    payload = sealed(b"\0" + compressed(b"a" * 1_000_000))
    assert restored(payload) == b"a" * 1_000_000
    assert restored(dumped(b"a" * 1_000_000)) == b"a" * 1_000_000
