"""Glob patterns, as KEYS, SCAN and PSUBSCRIBE read them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

_SPECIAL = re.compile(rb"[*?\[\]\\^-]")


def escape_glob(text: bytes) -> bytes:
    """A pattern that matches ``text`` and nothing else."""
    return _SPECIAL.sub(rb"\\\g<0>", text)


@lru_cache(maxsize=256)
def glob_matcher(pattern: bytes) -> Callable[[bytes], object]:
    """A predicate for a Redis glob pattern: truthy where it matches wholly.

    ``*`` any bytes, ``?`` one byte, ``[a-z]`` and ``[^a-z]`` classes, ``\\`` takes
    the next byte as it is. What is not closed means what the server makes of it.
    Empty text is matched by ``*`` and by the empty pattern alone.
    """
    if pattern == b"*":
        return lambda text: True
    return re.compile(_to_regex(pattern), re.DOTALL).fullmatch


def _to_regex(pattern: bytes) -> bytes:
    # What stands between two stars has a fixed length, so the first place where
    # it fits is as good as any other: nothing is tried twice.
    first, *others = _between_stars(pattern)
    if not others:
        return first
    *middle, last = others
    return b"(?=.)%b%b.*%b" % (first, b"".join(b"(?>.*?%b)" % m for m in middle), last)


def _between_stars(pattern: bytes) -> list[bytes]:
    """The regular expressions of what stands between the stars."""
    parts = [b""]
    at = 0
    while at < len(pattern):
        char = pattern[at : at + 1]
        at += 1
        if char == b"*":
            parts.append(b"")
        elif char == b"?":
            parts[-1] += b"."
        elif char == b"[":
            body, at = _class(pattern, at)
            parts[-1] += body
        else:
            if char == b"\\" and at < len(pattern):
                char = pattern[at : at + 1]
                at += 1
            parts[-1] += re.escape(char)
    return parts


def _class(pattern: bytes, at: int) -> tuple[bytes, int]:
    """A class as a regular expression, and the place behind its ``]``."""
    negated = pattern[at : at + 1] == b"^"
    at += negated
    members: set[int] = set()
    while at < len(pattern) and pattern[at] != 0x5D:
        if pattern[at] == 0x5C and at + 1 < len(pattern):
            members.add(pattern[at + 1])
            at += 2
        elif at + 2 < len(pattern) and pattern[at + 1] == 0x2D:
            low, high = sorted((pattern[at], pattern[at + 2]))
            members.update(range(low, high + 1))
            at += 3
        else:
            members.add(pattern[at])
            at += 1
    if negated:
        members = set(range(256)) - members
    if not members:
        return b"(?!)", at + 1
    return b"[" + b"".join(b"\\x%02x" % m for m in sorted(members)) + b"]", at + 1
