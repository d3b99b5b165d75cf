"""How many bytes a server's compact form takes, in which it keeps what is small.

A listpack is a head, elements and an end. An element is a number or a text behind
a head of its own, and its length again for walking backwards.
"""

from __future__ import annotations

from collections.abc import Iterable

from redipy_core.text import read_integer

EMPTY = 7
"""The bytes of a listpack without elements."""


def integer_size(number: int) -> int:
    """The bytes that a whole number of 64 bits takes."""
    if 0 <= number < 128:
        return 2
    magnitude = number if number >= 0 else ~number
    if magnitude < 1 << 12:
        return 3
    if magnitude < 1 << 15:
        return 4
    if magnitude < 1 << 23:
        return 5
    return 6 if magnitude < 1 << 31 else 10


def words_size(words: Iterable[bytes]) -> int:
    """The bytes that several texts take."""
    size = 0
    for word in words:
        length = len(word)
        if length < 64 and not word[-1:].isdigit():
            size += length + 2  # nearly all texts are of this kind
        else:
            size += element_size(word)
    return size


def element_size(data: bytes) -> int:
    """The bytes that a text takes, as a number if it spells one."""
    length = len(data)
    if length < 64:
        number = read_integer(data)
        return length + 2 if number is None else integer_size(number)
    size = length + (2 if length < 4096 else 5)
    return size + size_of_size(size)


def size_of_size(size: int) -> int:
    """The bytes that an element's size takes behind it."""
    if size <= 127:
        return 1
    # Not the greatest numbers that would fit, but so it is.
    return 2 if size < 16383 else 3 if size < 2097151 else 4 if size < 268435455 else 5
