"""Twins by method: the same calls on two clients, result by result."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic

from redipy_core.client import Redis
from redipy_core.errors import ResponseError
from redipy_core.pipeline import Pipeline
from redipy_core.testing.dumps import must_be_equal
from redipy_core.testing.method_calls import MethodCall
from redipy_core.testing.sorts import company, is_open, same_but_for_order
from redipy_core.testing.twin import TYPE_ONLY, WAITING, audit, without_moments
from redipy_core.text import encode_key

_NO_ORDER = frozenset({"HKEYS", "HVALS", "KEYS"})
_PAGES = frozenset({"SCAN", "HSCAN", "SSCAN", "ZSCAN"})
_COUNTDOWNS = {"TTL": 0.005, "PTTL": 5, "EXPIRETIME": 1, "PEXPIRETIME": 5}
"""How far apart two answers may be, besides the time between the two calls."""
_IN_SECONDS = frozenset({"TTL", "EXPIRETIME"})
_HISTORIC = frozenset({"OBJECT ENCODING", "OBJECT REFCOUNT", "TIME", *TYPE_ONLY})
"""Commands whose answers depend on what a value once was, or on the clock alone."""
_MOMENT = re.compile(r"\b[1-9]\d{12}\b")
"""A time in milliseconds since the epoch, of this century."""
TIMED = frozenset(
    {"TTL", "PTTL", "EXPIRE", "PEXPIRE", "EXPIRETIME", "PEXPIRETIME", "GETEX"}
)
"""Commands whose answers depend on the moment of the call."""


@dataclass(frozen=True)
class Difference:
    """Two results that should be the same."""

    position: int
    call: MethodCall | None
    expected: object
    actual: object

    def __str__(self) -> str:
        return (
            f"{self.call or 'what the stores hold'}\n    expected {self.expected!r}"
            f"\n    actual   {self.actual!r}"
        )


@dataclass(frozen=True)
class Raised:
    """An exception as a result: its class and its words."""

    kind: type[BaseException]
    words: str


@dataclass(frozen=True)
class Executed:
    """What a pipeline gave: its results, and the error that it raised."""

    results: list[object] = field(compare=False)
    error: Raised | None


class MethodTwin:
    """Calls methods of ``oracle`` and ``actual`` and looks for differences."""

    def __init__(self, oracle: Redis[str], actual: Redis[str]) -> None:
        self._oracle = oracle
        self._actual = actual
        # The longest that one side was ahead of the other since the beginning.
        self._lag = 0.0

    def difference(self, calls: Sequence[MethodCall]) -> Difference | None:
        """The first difference in the results, or in what the stores hold then."""
        self._oracle.flushall()
        self._actual.flushall()
        self._lag = 0.0
        for i, call in enumerate(calls):
            found = self._compare(i, call)
            if found is not None:
                return found
        return self.held_difference(len(calls))

    def held_difference(self, position: int = 0) -> Difference | None:
        """The first difference in what the stores hold."""
        for name, key, *others in audit()[2:]:
            words = [name, self._oracle.prefix + key, *others]
            expected, actual = (
                _normal(_execute(client, words))
                for client in (self._oracle, self._actual)
            )
            close = words[0] == b"PTTL" and self._close("PTTL", expected, actual)
            if expected != actual and not close:
                return Difference(position, None, (words, expected), actual)
        return None

    def pipeline_difference(self, calls: Sequence[MethodCall]) -> Difference | None:
        """The first difference when the calls are one pipeline.

        Calls whose answers are random or depend on the moment are left out, and
        those of SORT, which leaves things open that only its key can tell.
        """
        calls = [
            call
            for call in calls
            if "random" not in call.command.flags
            and call.command.group != "sort"
            and call.command.name not in (*TIMED, *_PAGES, *_HISTORIC, "DBSIZE")
        ]
        queued: list[MethodCall] = []
        pipes = self._oracle.pipeline(), self._actual.pipeline()
        for i, call in enumerate(calls):
            expected, actual = (_call(pipe, call) for pipe in pipes)
            if expected != actual:
                return Difference(i, call, expected, actual)
            if not isinstance(expected, Raised):
                queued.append(call)
        started = monotonic()
        theirs, ours = (_executed(pipe) for pipe in pipes)
        self._lag = max(self._lag, monotonic() - started)
        for i, call in enumerate(queued):
            if not self._same(call.command.name, theirs.results[i], ours.results[i]):
                return Difference(i, call, theirs.results[i], ours.results[i])
        if theirs != ours:
            return Difference(len(calls), None, theirs, ours)
        return None

    def minimal(
        self, calls: Sequence[MethodCall]
    ) -> tuple[list[MethodCall], Difference] | None:
        """A short part of a sequence that still differs; None if it does not again."""
        current = list(calls)
        found = self.difference(current)
        if found is None:
            return None
        current = current[: found.position + 1]
        step = max(len(current) // 2, 1)
        while True:
            at = 0
            while at < len(current):
                shorter = current[:at] + current[at + step :]
                again = self.difference(shorter)
                if again is not None:
                    current, found = shorter, again
                else:
                    at += step
            if step == 1:
                return current, found
            step //= 2

    def _compare(self, i: int, call: MethodCall) -> Difference | None:
        name = call.command.name
        if name == "DBSIZE":
            # A server counts keys that have expired until it meets them.
            self._oracle.keys(block=False)
        if call.command.group == "sort":
            return self._compare_sorts(i, call)
        held = self._choices(call) if "random" in call.command.flags else None
        started = monotonic()
        expected, actual = _call(self._oracle, call), _call(self._actual, call)
        self._lag = max(self._lag, monotonic() - started)
        if held is not None:
            same = self._same_chance(call, held, expected, actual)
        elif name in _PAGES | _HISTORIC and not isinstance(expected, Raised):
            same = type(expected) is type(actual)
        else:
            same = self._same(name, expected, actual)
        return None if same else Difference(i, call, expected, actual)

    def _compare_sorts(self, i: int, call: MethodCall) -> Difference | None:
        key = call.args[0]
        if isinstance(key, str):
            key = encode_key(key)
        if not isinstance(key, bytes):
            return self._compare_sort(i, call, None)
        key = self._oracle.prefix + key
        before, after = company(key)
        for words in before:
            self._on_both(words)
        found = self._compare_sort(i, call, key)
        for words in after:
            self._on_both(words)
        return found

    def _on_both(self, words: list[bytes]) -> None:
        for client in (self._oracle, self._actual):
            _execute(client, words)

    def _compare_sort(
        self, i: int, call: MethodCall, key: bytes | None
    ) -> Difference | None:
        slots = {name: call.options.get(name) for name in ("by", "alpha", "store")}
        slots["limit"] = call.options.get("start", call.options.get("num"))
        by = slots["by"]
        slots["by"] = encode_key(by) if isinstance(by, str) else by
        free = key is not None and is_open(
            slots, key, lambda words: _execute(self._actual, words)
        )
        expected, actual = _call(self._oracle, call), _call(self._actual, call)
        name = call.command.name
        same = self._same(name, expected, actual)
        if free and slots["store"] is None:
            same = same or same_but_for_order(slots, expected, actual)
        elif free and same and expected and isinstance(expected, int):
            same = self._store_alike(slots)
        return None if same else Difference(i, call, expected, actual)

    def _store_alike(self, slots: Mapping[str, object]) -> bool:
        """Let this side have stored what the oracle has, if both fit."""
        key = slots["store"]
        assert isinstance(key, (str, bytes))
        theirs, ours = (
            client.lrange(key, 0, -1) for client in (self._oracle, self._actual)
        )
        if not same_but_for_order(slots, theirs, ours):
            return False
        self._actual.delete(key)
        self._actual.rpush(key, *theirs)
        return True

    def _close(self, name: str, expected: object, actual: object) -> bool:
        """Whether two times differ by no more than the two calls may explain."""
        if not isinstance(expected, (int, float)):
            return False
        if not isinstance(actual, (int, float)):
            return False
        if expected < 0 or actual < 0:
            return expected == actual
        # A deadline that was set late, read late.
        late = 2 * self._lag * (1 if name in _IN_SECONDS else 1000)
        return abs(expected - actual) <= _COUNTDOWNS[name] + late

    def _same(self, name: str, expected: object, actual: object) -> bool:
        if name in WAITING:
            expected, actual = (_without_waits(r) for r in (expected, actual))
        if type(expected) is not type(actual):
            return False
        if name == "DUMP" and isinstance(expected, bytes) and isinstance(actual, bytes):
            return expected == actual or not must_be_equal(expected, actual)
        if name in _COUNTDOWNS and not isinstance(expected, Raised):
            return self._close(name, expected, actual) or expected == actual
        if name in _NO_ORDER and isinstance(expected, list):
            assert isinstance(actual, list)
            return Counter(expected) == Counter(actual)
        if name == "XINFO STREAM":
            theirs, ours = (_MOMENT.sub("now", repr(r)) for r in (expected, actual))
            return theirs == ours
        # repr tells 1 from 1.0 and True, and 0.0 from -0.0
        if isinstance(expected, (set, dict)):
            return expected == actual
        return repr(expected) == repr(actual)

    def _choices(self, call: MethodCall) -> frozenset[object]:
        name = call.command.name
        if name == "RANDOMKEY":
            return frozenset(self._actual.keys())
        table = self._actual.get_runtime().table
        members, zrange = table["SMEMBERS"], table["ZRANGE"]
        hkeys, hgetall = table["HKEYS"], table["HGETALL"]
        lookups: dict[str, list[MethodCall]] = {
            "HRANDFIELD": [
                MethodCall(hkeys, call.args[:1]),
                MethodCall(hgetall, call.args[:1]),
            ],
            "ZRANDMEMBER": [
                MethodCall(zrange, (*call.args[:1], 0, -1)),
                MethodCall(zrange, (*call.args[:1], 0, -1), {"withscores": True}),
            ],
        }
        default = [MethodCall(members, call.args[:1])]
        held: frozenset[object] = frozenset()
        for lookup in lookups.get(name, default):
            held |= _as_set(_call(self._actual, lookup)) or frozenset()
        return held

    def _same_chance(
        self,
        call: MethodCall,
        held: frozenset[object],
        expected: object,
        actual: object,
    ) -> bool:
        theirs, ours = _as_set(expected), _as_set(actual)
        if theirs is None or ours is None:
            return self._same(call.command.name, expected, actual)
        fits = type(expected) is type(actual) and theirs <= held and ours <= held
        if isinstance(expected, (list, set)) and isinstance(actual, (list, set)):
            fits = fits and len(expected) == len(actual)
        if fits and call.command.name == "SPOP" and theirs != ours:
            key = call.args[0]
            assert isinstance(key, (str, bytes))
            self._actual.sadd(key, *map(str, ours))
            self._actual.srem(key, *map(str, theirs))
        return fits


def _executed(pipe: Pipeline) -> Executed:
    try:
        return Executed(pipe.execute(), None)
    except ResponseError as error:
        results = [_raised(result) for result in error.results or ()]
        return Executed(results, Raised(type(error), _printable(str(error))))


def _raised(result: object) -> object:
    if isinstance(result, ResponseError):
        return Raised(type(result), _printable(str(result)))
    return result


def _printable(text: str) -> str:
    """An error's words; redis-py shows bytes that are no text by a sign."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _call(client: Redis[str] | Pipeline, call: MethodCall) -> object:
    method = getattr(client, call.command.method_name)
    try:
        result: object = method(*call.args, **call.options)
    except Exception as error:
        return Raised(type(error), _printable(str(error)))
    return result


def _execute(client: Redis[str], words: list[bytes]) -> object:
    try:
        return client.execute(*words)
    except Exception as error:
        return Raised(type(error), str(error))


def _normal(reply: object) -> object:
    """A wire reply without an order that means nothing."""
    if not isinstance(reply, list):
        return reply
    return Counter(repr(without_moments(item)) for item in reply)


def _as_set(result: object) -> frozenset[object] | None:
    if isinstance(result, str):
        return frozenset({result})
    if isinstance(result, dict):
        return frozenset(result.items())
    return frozenset(result) if isinstance(result, (set, list)) else None


def _without_waits(result: object) -> object:
    """The rows without how long they have waited."""
    if not isinstance(result, list):
        return result
    return [row._replace(idle=0) for row in result]
