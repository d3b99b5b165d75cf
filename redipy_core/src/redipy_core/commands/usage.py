"""How keys are used, and what they take."""

from __future__ import annotations

from collections.abc import Sequence

from redipy_core.command import UnfitWordsError, command
from redipy_core.errors import SYNTAX, CommandError
from redipy_core.replies import INTEGER
from redipy_core.text import Key, to_integer


@command(
    "OBJECT FREQ key",
    "readonly",
    reply=INTEGER,
    since="4.0.0",
    complexity="O(1)",
)
def object_freq(key: Key) -> int | None:
    """How often a key is used, on the logarithmic scale of a server; None for no key.

    Raises CommandError unless the server keeps count, which it does only while it
    evicts keys by that (``maxmemory-policy``); the memory backend never does.
    """


@command(
    "OBJECT IDLETIME key",
    "readonly",
    reply=INTEGER,
    since="2.2.3",
    complexity="O(1); the first question on the memory backend O(N) with N the"
    " number of keys",
)
def object_idletime(key: Key) -> int | None:
    """For how many seconds a key has not been used; None for no key.

    What only looks whether or what a key is (EXISTS, TYPE, TTL, OBJECT, SCAN) is no
    use of it; TOUCH is one. Seconds are whole, as a clock without a smaller hand
    counts them. On a server, keys that hold the same whole number below 10000 have
    one idle time. The memory backend takes notes from the first question on in a
    database, even one about no key: before, nothing is paid, from then on a simple
    command takes about 1.6 times as long. What was not used since then counts from
    then on. Raises CommandError if the server is configured to count uses instead.
    """


def _read_usage(words: Sequence[bytes]) -> tuple[object, ...]:
    """The slots; a server reads the options one by one, and each as it comes."""
    samples = None
    for at in range(1, len(words), 2):
        if words[at].upper() != b"SAMPLES" or at + 1 == len(words):
            raise UnfitWordsError
        samples = _samples(to_integer(words[at + 1]))
    return words[0], samples


def _samples(number: int) -> int:
    if number < 0:
        raise CommandError(SYNTAX)
    return number


def _usage_options(samples: int | None = None) -> tuple[object, ...]:
    return (None if samples is None else _samples(to_integer(samples)),)


@command(
    "MEMORY USAGE key [SAMPLES samples:integer]",
    "readonly",
    reply=INTEGER,
    since="4.0.0",
    complexity="O(N) with N the samples; a small value is looked at as a whole",
    misfit="syntax",
    reader=_read_usage,
    options=_usage_options,
)
def memory_usage(key: Key, *, samples: int | None = None) -> int | None:
    """An estimate of the bytes that a key and its value take; None for no key.

    Of many elements ``samples`` (5) speak for all, 0 looks at each. The memory
    backend, which keeps values in ways of its own, estimates what a server with
    default settings would take for such a value if it were new. Raises
    CommandError for ``samples`` below 0.
    """
