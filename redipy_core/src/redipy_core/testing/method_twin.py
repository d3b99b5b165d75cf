"""Twins by method: the same calls on two clients, result by result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from redipy_core.client import Redis
from redipy_core.errors import ResponseError
from redipy_core.pipeline import Pipeline
from redipy_core.testing.method_calls import MethodCall
from redipy_core.testing.twin import audit

_NO_ORDER = frozenset({"HKEYS", "HVALS", "KEYS"})
_COUNTDOWNS = {"TTL": 0.005, "PTTL": 5}
TIMED = frozenset({"TTL", "PTTL", "EXPIRE", "PEXPIRE"})
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

    def difference(self, calls: Sequence[MethodCall]) -> Difference | None:
        """The first difference in the results, or in what the stores hold then."""
        self._oracle.flushall()
        self._actual.flushall()
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
            close = words[0] == b"PTTL" and _close("PTTL", expected, actual)
            if expected != actual and not close:
                return Difference(position, None, (words, expected), actual)
        return None

    def pipeline_difference(self, calls: Sequence[MethodCall]) -> Difference | None:
        """The first difference when the calls are one pipeline.

        Calls whose answers are random or depend on the moment are left out.
        """
        calls = [
            call
            for call in calls
            if "random" not in call.command.flags
            and call.command.name not in (*TIMED, "SCAN", "DBSIZE")
        ]
        queued: list[MethodCall] = []
        pipes = self._oracle.pipeline(), self._actual.pipeline()
        for i, call in enumerate(calls):
            expected, actual = (_call(pipe, call) for pipe in pipes)
            if expected != actual:
                return Difference(i, call, expected, actual)
            if not isinstance(expected, Raised):
                queued.append(call)
        theirs, ours = (_executed(pipe) for pipe in pipes)
        for i, call in enumerate(queued):
            if not _same(call.command.name, theirs.results[i], ours.results[i]):
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
        held = self._choices(call) if "random" in call.command.flags else None
        expected, actual = _call(self._oracle, call), _call(self._actual, call)
        if held is not None:
            same = self._same_chance(call, held, expected, actual)
        elif name == "SCAN":
            same = type(expected) is type(actual)
        else:
            same = _same(name, expected, actual)
        return None if same else Difference(i, call, expected, actual)

    def _choices(self, call: MethodCall) -> set[str]:
        if call.command.name == "RANDOMKEY":
            return self._actual.keys()
        members = self._actual.get_runtime().table["SMEMBERS"]
        held = _call(self._actual, MethodCall(members, call.args[:1]))
        return held if isinstance(held, set) else set()

    def _same_chance(
        self, call: MethodCall, held: set[str], expected: object, actual: object
    ) -> bool:
        theirs, ours = _as_set(expected), _as_set(actual)
        if theirs is None or ours is None:
            return _same(call.command.name, expected, actual)
        fits = type(expected) is type(actual) and theirs <= held and ours <= held
        if isinstance(expected, (list, set)) and isinstance(actual, (list, set)):
            fits = fits and len(expected) == len(actual)
        if fits and call.command.name == "SPOP" and theirs != ours:
            key = call.args[0]
            assert isinstance(key, (str, bytes))
            self._actual.sadd(key, *ours)
            self._actual.srem(key, *theirs)
        return fits


def _executed(pipe: Pipeline) -> Executed:
    try:
        return Executed(pipe.execute(), None)
    except ResponseError as error:
        results = [_raised(result) for result in error.results or ()]
        return Executed(results, Raised(type(error), str(error)))


def _raised(result: object) -> object:
    if isinstance(result, ResponseError):
        return Raised(type(result), str(result))
    return result


def _call(client: Redis[str] | Pipeline, call: MethodCall) -> object:
    method = getattr(client, call.command.method_name)
    try:
        result: object = method(*call.args, **call.options)
    except Exception as error:
        return Raised(type(error), str(error))
    return result


def _execute(client: Redis[str], words: list[bytes]) -> object:
    try:
        return client.execute(*words)
    except Exception as error:
        return Raised(type(error), str(error))


def _normal(reply: object) -> object:
    """A wire reply without an order that means nothing."""
    return Counter(reply) if isinstance(reply, list) else reply


def _as_set(result: object) -> set[str] | None:
    if isinstance(result, str):
        return {result}
    return set(result) if isinstance(result, (set, list)) else None


def _close(name: str, expected: object, actual: object) -> bool:
    if not isinstance(expected, (int, float)) or not isinstance(actual, (int, float)):
        return False
    if expected < 0 or actual < 0:
        return expected == actual
    return abs(expected - actual) <= _COUNTDOWNS[name]


def _same(name: str, expected: object, actual: object) -> bool:
    if type(expected) is not type(actual):
        return False
    if name in _COUNTDOWNS and not isinstance(expected, Raised):
        return _close(name, expected, actual) or expected == actual
    if name in _NO_ORDER and isinstance(expected, list):
        assert isinstance(actual, list)
        return Counter(expected) == Counter(actual)
    # repr tells 1 from 1.0 and True, and 0.0 from -0.0
    if isinstance(expected, (set, dict)):
        return expected == actual
    return repr(expected) == repr(actual)
