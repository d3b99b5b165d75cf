"""Numbers and text at the edge: what the server takes for a number, we take."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redipy_core.errors import ArgumentTypeError, ArgumentValueError, CommandError
from redipy_core.text import (
    INT_MAX,
    INT_MIN,
    decode,
    encode,
    encode_float,
    encode_key,
    format_double,
    read_double,
    read_integer,
    to_cursor,
    to_integer,
    to_natural,
    to_positive,
)
from redipy_memory.long_double import (
    add_long_doubles,
    format_long_double,
    read_long_double,
)


@given(st.integers(INT_MIN, INT_MAX))
def test_integers(number: int) -> None:
    assert read_integer(b"%d" % number) == to_integer(number) == number


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b" 1", b"1 ", b"+1", b"01", b"-0", b"1_0", b"1.0", b"0x1", b"--1", b"-"),
        *(
            b"\xd9\xa1",
            "١".encode(),
            b"1\0",
            b"9223372036854775808",
            b"1" * 300,
            b"\xff",
        ),
    ],
)
def test_what_is_no_integer(data: bytes) -> None:
    assert read_integer(data) is None


@given(st.binary(max_size=6))
def test_integers_have_one_spelling(data: bytes) -> None:
    number = read_integer(data)
    assert number is None or b"%d" % number == data


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_doubles_survive(number: float) -> None:
    for data in (encode_float(number), format_double(number), repr(number).encode()):
        read = read_double(data)
        assert read == number
        assert math.copysign(1, read) == math.copysign(1, number)


@pytest.mark.parametrize(
    ("data", "number"),
    [
        *(
            (b"1.", 1.0),
            (b".5", 0.5),
            (b"+1e3", 1000.0),
            (b"0x10", 16.0),
            (b"-Inf", -math.inf),
        ),
        *((b"infinity", math.inf), (b"0X.8p1", 1.0), (b"-0", 0.0), (b"010", 10.0)),
        *((b"", None), (b" 1", None), (b"1 ", None), (b"nan", None), (b"1_0", None)),
        *(
            (b"1e400", None),
            (b"1e-400", None),
            (b"0x", None),
            (b"infin", None),
            (b".", None),
        ),
        *((b"1e", None), (b"0x1p99999", None), (b"\xff", None), (b"0e-999", 0.0)),
    ],
)
def test_spellings_of_doubles(data: bytes, number: float | None) -> None:
    assert read_double(data) == number


@pytest.mark.parametrize(
    ("data", "cursor"),
    [(b"", 0), (b"+7", 7), (b"-1", 2**64 - 1), (b"18446744073709551615", 2**64 - 1)],
)
def test_cursors(data: bytes, cursor: int) -> None:
    assert to_cursor(data) == cursor


@pytest.mark.parametrize("data", [b" 1", b"1x", b"18446744073709551616", b"-", b"1.0"])
def test_what_is_no_cursor(data: bytes) -> None:
    with pytest.raises(CommandError) as info:
        to_cursor(data)
    assert str(info.value) == "ERR invalid cursor"


def test_bounds() -> None:
    for number in (-1, b"-1", b"x"):
        with pytest.raises(CommandError) as info:
            to_positive(number)
        assert info.value.text == "value is out of range, must be positive"
    for number in (0, b"0", -5):
        with pytest.raises(CommandError) as info:
            to_natural(number)
        assert info.value.text == "syntax error"


@given(st.binary())
def test_bytes_survive_as_text(data: bytes) -> None:
    assert encode(decode(data)) == encode_key(decode(data)) == data


@pytest.mark.parametrize(
    ("value", "data"),
    [
        *((3, b"3"), (3.0, b"3"), (0.1, b"0.1"), (1e17, b"1e+17"), (-0.0, b"-0")),
        *(
            (10**15, b"1000000000000000"),
            (2**70, b"1180591620717411303424"),
            ("ä", b"\xc3\xa4"),
        ),
        *((float("inf"), b"inf"), (float("-inf"), b"-inf"), (bytearray(b"x"), b"x")),
    ],
)
def test_values(value: object, data: bytes) -> None:
    assert encode(value) == data


@pytest.mark.parametrize("value", [None, True, False, [], {}, object(), 1j])
def test_what_is_no_value(value: object) -> None:
    for function in (encode, encode_key, to_integer):
        with pytest.raises(ArgumentTypeError):
            function(value)


@pytest.mark.parametrize(
    ("left", "right", "total"),
    [
        *(
            (b"0.1", b"0.2", b"0.3"),
            (b"3", b"2.7", b"5.7"),
            (b"1e17", b"0.1", b"100000000000000000.1015625"),
        ),
        *((b"0.5", b"-0.5", b"0"), (b"0x10", b"1", b"17"), (b"1e-20", b"0", b"0")),
        *((b"5", b"1e21", b"1000000000000000000000"), (b"-0.3", b"0.1", b"-0.2")),
    ],
)
def test_long_doubles(left: bytes, right: bytes, total: bytes) -> None:
    numbers = read_long_double(left), read_long_double(right)
    assert numbers[0] is not None
    assert numbers[1] is not None
    assert format_long_double(add_long_doubles(*numbers)) == total


@pytest.mark.parametrize("convert", [encode, encode_key])
def test_text_that_is_no_text(convert: Callable[[object], bytes]) -> None:
    with pytest.raises(ArgumentValueError, match="cannot be encoded as UTF-8"):
        convert("\ud800")
