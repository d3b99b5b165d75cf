"""Calls that wait for a key: answers, time-outs, order, what ends a wait."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from time import monotonic
from typing import TypeVar

import pytest

from redipy_core.client import Redis
from redipy_core.errors import CommandError, WrongTypeError
from redipy_core.testing.clients import MakeClient, blocking

R = TypeVar("R")

_LONG = 30
"""Seconds that no test waits, unless something is lost."""


class _Others:
    """Clients of the same store that call in threads of their own."""

    def __init__(self, make_client: MakeClient, pool: ThreadPoolExecutor) -> None:
        self._make_client = make_client
        self._pool = pool

    def start(self, call: Callable[[Redis[str]], R]) -> Future[R]:
        """Begin a call in another thread, with a client that it has alone."""
        return self._pool.submit(self._run, call)

    def _run(self, call: Callable[[Redis[str]], R]) -> R:
        with asyncio.Runner() as runner:
            client = blocking(self._make_client(prefix="w:"), runner)
            with client:
                return call(client)


@contextmanager
def _threads(make_client: MakeClient) -> Iterator[_Others]:
    with ThreadPoolExecutor(16) as pool:
        yield _Others(make_client, pool)


class TestWaiting:
    def test_an_element_arrives(self, make_client: MakeClient) -> None:
        with _threads(make_client) as others:
            waiting = others.start(lambda c: c.blpop("a", "b", timeout=_LONG))
            others.start(lambda c: c.rpush("b", "1", "2")).result(_LONG)
            assert waiting.result(_LONG) == ("b", "1")
            waiting = others.start(lambda c: c.brpop("c", timeout=_LONG))
            others.start(lambda c: c.rpush("c", "1", "2")).result(_LONG)
            assert waiting.result(_LONG) == ("c", "2")
            left = others.start(lambda c: c.lrange("c", 0, -1))
            assert left.result(_LONG) == ["1"]

    def test_each_command_that_waits(self, make_client: MakeClient) -> None:
        calls: list[
            tuple[
                Callable[[Redis[str]], object], Callable[[Redis[str]], object], object
            ]
        ] = [
            (
                lambda c: c.blmove("l", "to", "left", "right", timeout=_LONG),
                lambda c: c.rpush("l", "x"),
                "x",
            ),
            (
                lambda c: c.brpoplpush("l", "to", timeout=_LONG),
                lambda c: c.rpush("l", "y"),
                "y",
            ),
            (
                lambda c: c.blmpop("l", "m", where="right", count=2, timeout=_LONG),
                lambda c: c.rpush("m", "1", "2", "3"),
                ("m", ["3", "2"]),
            ),
            (
                lambda c: c.bzpopmin("z", timeout=_LONG),
                lambda c: c.zadd("z", {"a": 1, "b": 2}),
                ("z", "a", 1.0),
            ),
            (
                lambda c: c.bzpopmax("y", timeout=_LONG),
                lambda c: c.zadd("y", {"a": 1, "b": 2}),
                ("y", "b", 2.0),
            ),
            (
                lambda c: c.bzmpop("v", where="min", count=2, timeout=_LONG),
                lambda c: c.zadd("v", {"a": 1, "b": 2}),
                ("v", [("a", 1.0), ("b", 2.0)]),
            ),
        ]
        with _threads(make_client) as others:
            for wait, push, expected in calls:
                waiting = others.start(wait)
                others.start(push).result(_LONG)
                assert waiting.result(_LONG) == expected
            to = others.start(lambda c: c.lrange("to", 0, -1))
            assert to.result(_LONG) == ["y", "x"]

    def test_a_stream_is_read_from_its_end_on(self, make_client: MakeClient) -> None:
        with _threads(make_client) as others:
            others.start(lambda c: c.xadd("x", {"f": "old"}, id="1-1")).result(_LONG)
            waiting = others.start(lambda c: c.xread({"x": "1-1"}, block=_LONG * 1000))
            others.start(lambda c: c.xadd("x", {"f": "new"}, id="1-2")).result(_LONG)
            found = waiting.result(_LONG)
            assert {key: list(map(tuple, rows)) for key, rows in found.items()} == {
                "x": [("1-2", {"f": "new"})]
            }

    def test_a_time_out(self, client: Redis[str]) -> None:
        for seconds in (0.02, 0.05):
            began = monotonic()
            assert client.blpop("none", timeout=seconds) is None
            assert client.bzpopmin("none", timeout=seconds) is None
            assert client.blmove("none", "to", timeout=seconds) is None
            assert monotonic() - began >= 3 * seconds - 0.003
        assert client.dbsize() == 0

    def test_bad_time_outs(self, client: Redis[str]) -> None:
        with pytest.raises(CommandError, match="timeout is negative"):
            client.blpop("k", timeout=-1)
        with pytest.raises(CommandError, match="timeout is not a float or out of"):
            client.blpop("k", timeout=float("nan"))

    def test_another_type_is_an_error_at_once(self, client: Redis[str]) -> None:
        client.set_value("k", "x")
        with pytest.raises(WrongTypeError):
            client.blpop("none", "k", timeout=_LONG)

    def test_nothing_waits_in_a_pipeline(self, client: Redis[str]) -> None:
        with client.pipeline() as pipe:
            pipe.blpop("k", timeout=_LONG)
            pipe.rpush("k", "1")
            pipe.blpop("k", timeout=_LONG)
            pipe.blpop("k", timeout=_LONG)
            assert pipe.execute() == [None, 1, ("k", "1"), None]

    def test_a_transaction_is_answered_as_a_whole(
        self, make_client: MakeClient
    ) -> None:
        """Who waits sees what a pipeline left, and nothing in between."""

        def push_and_take(client: Redis[str]) -> list[object]:
            with client.pipeline() as pipe:
                pipe.rpush("k", "1", "2")
                pipe.lpop("k")
                return pipe.execute()

        with _threads(make_client) as others:
            waiting = others.start(lambda c: c.blpop("k", timeout=_LONG))
            while others.start(push_and_take).result(_LONG) != [2, "1"]:
                pass
            assert waiting.result(_LONG) == ("k", "2")

    def test_one_queue_in_order(self, make_client: MakeClient) -> None:
        count = 300

        def take(client: Redis[str]) -> list[str]:
            found = (client.blpop("q", timeout=_LONG) for _ in range(count))
            return [pair[1] for pair in found if pair is not None]

        def give(client: Redis[str]) -> None:
            for i in range(count):
                client.rpush("q", i)

        with _threads(make_client) as others:
            taken = others.start(take)
            others.start(give).result(_LONG)
            assert taken.result(_LONG) == [str(i) for i in range(count)]

    def test_many_who_give_and_take(self, make_client: MakeClient) -> None:
        count = 100

        def take(client: Redis[str]) -> list[int]:
            found = (client.blpop("q", timeout=_LONG) for _ in range(count))
            return [int(pair[1]) for pair in found if pair is not None]

        def give(first: int) -> Callable[[Redis[str]], None]:
            def call(client: Redis[str]) -> None:
                for i in range(first, first + count):
                    client.rpush("q", i)

            return call

        with _threads(make_client) as others:
            takers = [others.start(take) for _ in range(4)]
            givers = [others.start(give(1000 * i)) for i in range(4)]
            for giver in givers:
                giver.result(_LONG)
            taken = [taker.result(_LONG) for taker in takers]
        assert sorted(i for each in taken for i in each) == [
            1000 * first + i for first in range(4) for i in range(count)
        ]
        for each in taken:
            for first in range(4):
                of_one = [i for i in each if i // 1000 == first]
                assert of_one == sorted(of_one)
