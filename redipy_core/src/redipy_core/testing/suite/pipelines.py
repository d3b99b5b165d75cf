"""Pipelines."""

from __future__ import annotations

import pytest

from redipy_core.client import Redis
from redipy_core.errors import (
    ArgumentTypeError,
    CommandError,
    ResponseError,
    WrongTypeError,
)
from redipy_core.testing.suite.expect import WRONG_TYPE


class _StopError(Exception):
    """What a test raises of its own."""


class TestPipelines:
    def test_results_come_in_order(self, client: Redis[str]) -> None:
        with client.pipeline() as pipe:
            pipe.set_value("k", 1)
            pipe.incrby("k", 2)
            pipe.incrby("k", 0.5)
            pipe.get_value("k")
            pipe.rpush("l", "a", "b")
            pipe.lpop("l", 5)
            pipe.lpop("l")
            pipe.hset("h", {"f": 1})
            pipe.hmget("h", "f", "z")
            pipe.zadd("z", {"m": 1.5})
            pipe.zrange("z", 0, -1, withscores=True)
            pipe.smembers("none")
            pipe.expire("k", expire_in=100)
            pipe.expire("k")
            pipe.ttl("k")
            pipe.keys()
            assert len(pipe) == 16
            assert client.dbsize() == 0
            assert pipe.execute() == [
                *(True, 3, 3.5, "3.5", 2, ["a", "b"], None, 1, {"f": "1", "z": None}),
                *(1, [("m", 1.5)], set(), True, True, -1.0, {"k", "h", "z"}),
            ]
            assert len(pipe) == 0
            assert pipe.execute() == []

    def test_leaving_the_block_executes(self, client: Redis[str]) -> None:
        with client.pipeline() as pipe:
            pipe.set_value("k", "1")
        assert client.get_value("k") == "1"

    def test_leaving_by_an_exception_forgets(self, client: Redis[str]) -> None:
        pipe = client.pipeline()
        pipe.set_value("k", "1")
        with pytest.raises(_StopError), pipe:
            raise _StopError
        assert client.exists("k") == 0
        assert len(pipe) == 0

    def test_an_error_names_its_place(self, client: Redis[str]) -> None:
        client.set_value("s", "x")
        pipe = client.pipeline()
        pipe.set_value("a", "1")
        pipe.lpush("s", "y")
        pipe.incrby("s", 1)
        pipe.set_value("b", "2")
        with pytest.raises(WrongTypeError) as info:
            pipe.execute()
        error = info.value
        assert str(error) == f"{WRONG_TYPE} (command 2 of 4 in the pipeline: LPUSH)"
        assert (error.command, error.position) == ("LPUSH", 1)
        assert (error.code, isinstance(error, TypeError)) == ("WRONGTYPE", True)
        assert error.results is not None
        first, second, third, fourth = error.results
        assert (first, fourth) == (True, True)
        assert isinstance(second, WrongTypeError)
        assert isinstance(third, CommandError)
        assert third.text == "value is not an integer or out of range"
        assert client.mget("a", "b", "s") == {"a": "1", "b": "2", "s": "x"}
        assert len(pipe) == 0
        pipe.get_value("a")
        assert pipe.execute() == ["1"]

    def test_an_error_when_leaving_the_block(self, client: Redis[str]) -> None:
        client.set_value("s", "x")
        pipe = client.pipeline()
        pipe.lpush("s", "y")
        pipe.set_value("a", "1")
        with pytest.raises(ResponseError), pipe:
            pipe.set_value("b", "1")
        assert client.mget("a", "b") == {"a": "1", "b": "1"}

    def test_arguments_are_taken_when_queued(self, client: Redis[str]) -> None:
        fields = {"f": "1"}
        scores = {"m": 1.0}
        with client.pipeline() as pipe:
            pipe.hset("h", fields)
            pipe.zadd("z", scores)
            fields["g"] = "2"
            scores.clear()
        assert client.hgetall("h") == {"f": "1"}
        assert client.zrange("z", 0, -1) == ["m"]
        assert (fields, scores) == ({"f": "1", "g": "2"}, {})

    def test_bad_arguments_are_refused_when_queued(self, client: Redis[str]) -> None:
        with client.pipeline() as pipe:
            pipe.set_value("a", "1")
            with pytest.raises(ArgumentTypeError):
                pipe.set_value("b", None)  # type: ignore[arg-type]
            with pytest.raises(CommandError):
                pipe.incrby("a", 2**63)
            assert len(pipe) == 1
        assert client.keys() == {"a"}

    def test_clear(self, client: Redis[str]) -> None:
        with client.pipeline() as pipe:
            pipe.set_value("k", "1")
            pipe.clear()
            assert len(pipe) == 0
        assert client.exists("k") == 0

    def test_an_empty_pipeline_is_true(self, client: Redis[str]) -> None:
        with client.pipeline() as pipe:
            assert bool(pipe) is True
            assert pipe.execute() == []

    def test_many(self, client: Redis[str]) -> None:
        with client.pipeline() as pipe:
            for i in range(2000):
                pipe.rpush("l", i)
            assert pipe.execute() == list(range(1, 2001))
        assert client.lrange("l", 0, -1) == [str(i) for i in range(2000)]
