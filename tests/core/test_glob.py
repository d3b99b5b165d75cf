"""Glob patterns mean what the server makes of them."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

import redis
from redipy_core.glob import escape_glob, glob_matcher

ALPHABET = b"ab*?[]^-\\]"


def _some(rng: Random, alphabet: bytes, most: int) -> bytes:
    return bytes(rng.choices(alphabet, k=rng.randrange(most + 1)))


def test_as_the_server(redis_url: str) -> None:
    rng = Random(20)
    texts = {_some(rng, ALPHABET, 6) for _ in range(300)} | {b"\xff", b"a\nb", b"\r"}
    patterns = [_some(rng, ALPHABET, 9) for _ in range(3000)]
    with redis.Redis.from_url(redis_url) as client:
        client.flushall()
        client.mset(dict.fromkeys(texts, b""))
        pipe = client.pipeline(transaction=False)
        for pattern in patterns:
            pipe.keys(pattern)
        for pattern, found in zip(patterns, pipe.execute(), strict=True):
            matches = glob_matcher(pattern)
            assert {text for text in texts if matches(text)} == set(found), pattern
        client.flushall()


@given(st.binary(max_size=20), st.binary(max_size=20))
def test_escaped_text_matches_itself_alone(text: bytes, other: bytes) -> None:
    matches = glob_matcher(escape_glob(text))
    assert matches(text)
    assert bool(matches(other)) == (text == other)


def test_many_stars_end() -> None:
    assert not glob_matcher(b"*a" * 30 + b"b")(b"a" * 3000)
    assert glob_matcher(b"*a" * 30 + b"*")(b"a" * 3000)
