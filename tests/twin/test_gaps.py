"""What is known to differ from a server, each with its reason.

A gap that is closed fails here, and moves to the tests of what works.
"""

from __future__ import annotations

import shlex

import pytest

from redipy_core.errors import ResponseError
from redipy_core.testing.twin import Oracle
from redipy_memory.runtime import MemoryRuntime

_NAME = "behaviours get a command's arguments and not its name as it was spelt"
_ENCODING = "encodings come from what a value holds, not from what it once held"

GAPS = {
    "the spelling of a name in an error": (_NAME, ["GeoSearch g ASC BYRADIUS 1 m ANY"]),
    "a hash that held a long value": (
        _ENCODING,
        [f"HSET h a 1 b {'x' * 65}", "HDEL h b", "OBJECT ENCODING h"],
    ),
    "a set that held a word": (
        _ENCODING,
        ["SADD t 1 2 a", "SREM t a", "OBJECT ENCODING t"],
    ),
    "a set that held a large number": (
        _ENCODING,
        ["SADD t 1 70000", "SREM t 70000", "DUMP t"],
    ),
    "a string that was appended to": (
        _ENCODING,
        ["SET s a", "APPEND s b", "OBJECT ENCODING s"],
    ),
}


@pytest.mark.parametrize(
    "calls",
    [
        pytest.param(calls, id=name, marks=pytest.mark.xfail(reason=reason))
        for name, (reason, calls) in GAPS.items()
    ],
)
def test_gap(oracle: Oracle, calls: list[str]) -> None:
    runtime = MemoryRuntime()
    words = [[word.encode() for word in shlex.split(call)] for call in calls]
    expected = oracle([[b"FLUSHALL"], *words])[1:]
    assert [_shown(reply) for reply in expected] == [
        _shown(_run(runtime, call)) for call in words
    ]


def _run(runtime: MemoryRuntime, words: list[bytes]) -> object:
    try:
        return runtime.execute(words)
    except ResponseError as error:
        return error


def _shown(reply: object) -> object:
    return reply.line if isinstance(reply, ResponseError) else reply


@pytest.mark.xfail(reason="which keys were looked for in vain is not told")
def test_misses_are_told() -> None:
    runtime = MemoryRuntime(notify_keyspace_events="KEAm")
    heard = runtime.listener()
    heard.listen("pattern", [b"__keyevent@*"])
    runtime.execute([b"GET", b"none"])
    delivery = heard.receive(0)
    heard.close()
    assert delivery is not None
    assert (delivery.channel, delivery.data) == (b"__keyevent@0__:keymiss", b"none")
