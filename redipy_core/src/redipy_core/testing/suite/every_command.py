"""Every command by its example: result, missing key, wrong type, pipeline."""

from __future__ import annotations

import pytest

from redipy_core.client import Redis
from redipy_core.errors import ArgumentTypeError, ResponseError, WrongTypeError
from redipy_core.pipeline import Pipeline
from redipy_core.testing.example import Example, Step, step
from redipy_core.testing.examples import EXAMPLES
from redipy_core.testing.suite.expect import WRONG_TYPE

_NO_ORDER = frozenset(
    {"hkeys", "hvals", "hrandfield", "keys_block", "srandmember", "zrandmember"}
)
_VARYING = frozenset({"time", "object_idletime", "memory_usage"})
"""Methods of whose result only the type is always the same."""

_each = pytest.mark.parametrize("example", EXAMPLES, ids=str)
_typed = pytest.mark.parametrize("example", [e for e in EXAMPLES if e.typed], ids=str)
_keyed = pytest.mark.parametrize(
    "example", [e for e in EXAMPLES if e.call.args[:1] == ("k",)], ids=str
)


def _prepare(client: Redis[str], example: Example) -> None:
    for before in example.before:
        before.on(client)


def _comparable(method: str, result: object) -> object:
    """``(type, value)``, the value sorted where it has no order."""
    if method in _NO_ORDER and isinstance(result, list):
        return list, sorted(result)
    if method in _VARYING:
        return type(result), None
    if isinstance(result, Exception):
        return type(result), str(result).partition(" (command ")[0]
    return type(result), result


def _executed(pipeline: Pipeline) -> list[object]:
    """The results of a pipeline, errors among them."""
    try:
        return pipeline.execute()
    except ResponseError as error:
        return error.results or []


def _outcome(client: Redis[str], call: Step) -> object:
    """The result of a call, or the error that it raises."""
    try:
        return call.on(client)
    except ResponseError as error:
        return error


def _check(example: Example, result: object, expected: object) -> None:
    method = example.call.method
    assert _comparable(method, result) == _comparable(method, expected)


class TestEveryCommand:
    @_each
    def test_result(self, client: Redis[str], example: Example) -> None:
        _prepare(client, example)
        _check(example, _outcome(client, example.call), example.result)
        for call, expected in example.after:
            assert call.on(client) == expected

    @_each
    def test_missing_key(self, client: Redis[str], example: Example) -> None:
        if isinstance(example.missing, Exception):
            with pytest.raises(type(example.missing)) as info:
                example.call.on(client)
            assert str(info.value) == str(example.missing)
            assert client.dbsize() == 0
        else:
            _check(example, example.call.on(client), example.missing)

    @_typed
    def test_wrong_type(self, client: Redis[str], example: Example) -> None:
        other = step("rpush", "k", "1")
        if example.before and example.before[0].method == "rpush":
            other = step("hset", "k", {"f": "1"})
        other.on(client)
        held = client.key_type("k")
        with pytest.raises(WrongTypeError) as info:
            example.call.on(client)
        assert str(info.value) == WRONG_TYPE
        assert isinstance(info.value, TypeError)
        assert (info.value.code, info.value.text) == (
            "WRONGTYPE",
            "Operation against a key holding the wrong kind of value",
        )
        assert client.key_type("k") == held
        assert client.dbsize() == 1

    @_each
    def test_in_a_pipeline(self, client: Redis[str], example: Example) -> None:
        _prepare(client, example)
        with client.pipeline() as pipeline:
            getattr(pipeline, example.call.method)(
                *example.call.args, **example.call.options
            )
            for call, _ in example.after:
                getattr(pipeline, call.method)(*call.args, **call.options)
            result, *others = _executed(pipeline)
        _check(example, result, example.result)
        assert others == [expected for _, expected in example.after]

    @_keyed
    def test_no_key(self, client: Redis[str], example: Example) -> None:
        for key in (None, True, 1, 1.5, [], object()):
            with pytest.raises(ArgumentTypeError) as info:
                getattr(client, example.call.method)(
                    key, *example.call.args[1:], **example.call.options
                )
            assert "a key must be str or bytes, not " in str(info.value)
        assert client.dbsize() == 0
