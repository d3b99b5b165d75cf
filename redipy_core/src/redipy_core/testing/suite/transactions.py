"""Watched keys, and pipelines that depend on them."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from redipy_core.asyncio import Redis as AsyncRedis
from redipy_core.client import Redis
from redipy_core.errors import RedipyError, WatchError, WrongTypeError
from redipy_core.pipeline import AsyncPipeline, Pipeline
from redipy_core.testing.clients import MakeClient, blocking
from redipy_core.testing.suite.fixtures import MakeBlocking
from redipy_core.transaction import AsyncTransaction, Transaction


class _StopError(Exception):
    """What a test raises of its own."""


class _Doubling:
    """A client's ``transaction`` that doubles a number, on both faces."""

    def __init__(self, make_client: MakeClient) -> None:
        self._runner = asyncio.Runner()
        self._make_client = make_client
        self._raw = make_client(prefix="t:")
        self.client = blocking(self._raw, self._runner)
        self.seen: list[str | None] = []

    def __enter__(self) -> _Doubling:
        self.client.set_value("k", "1")
        return self

    def __exit__(self, *error: object) -> None:
        self.client.close()
        self._runner.close()

    def run(
        self, *, disturbed: int, attempts: int | None = None, fails: bool = False
    ) -> int:
        """Double the number; how often that was tried.

        The first ``disturbed`` times somebody adds one to it meanwhile.
        """
        raw, others = self._raw, ThreadPoolExecutor(1)

        def looked_at(held: str | None) -> int:
            self.seen.append(held)
            return 2 * int(held or 0)

        def disturb() -> None:
            if len(self.seen) <= disturbed:
                others.submit(self._disturb).result(30)
            if fails:
                raise _StopError

        def double(transaction: Transaction[str], pipe: Pipeline) -> int:
            pipe.set_value("k", looked_at(transaction.get_value("k")))
            disturb()
            return len(self.seen)

        async def double_async(
            transaction: AsyncTransaction[str], pipe: AsyncPipeline
        ) -> int:
            pipe.set_value("k", looked_at(await transaction.get_value("k")))
            disturb()
            return len(self.seen)

        async def run_async(client: AsyncRedis[str]) -> int:
            return await client.transaction(double_async, "k", attempts=attempts)

        with others:
            if isinstance(raw, AsyncRedis):
                return self._runner.run(run_async(raw))
            return raw.transaction(double, "k", attempts=attempts)

    def _disturb(self) -> None:
        with asyncio.Runner() as runner:
            other = blocking(self._make_client(prefix="t:"), runner)
            with other:
                other.incrby("k", 1)


class TestTransactions:
    def test_undisturbed(self, client: Redis[str]) -> None:
        client.set_value("k", "1")
        with client.watch("k", "other") as transaction:
            held = transaction.get_value("k")
            pipe = transaction.pipeline()
            pipe.set_value("k", f"{held}+")
            pipe.get_value("k")
            assert client.get_value("k") == "1"
            assert pipe.execute() == [True, "1+"]
        assert client.get_value("k") == "1+"

    @pytest.mark.parametrize(
        "disturb",
        [
            lambda c: c.set_value("k", "1"),
            lambda c: c.delete("k"),
            lambda c: c.expire("k", expire_in=100),
            lambda c: c.rename("k", "k2"),
            lambda c: c.flushall(),
            lambda c: c.append("k", "x"),
            lambda c: c.copy("other", "k", replace=True),
        ],
        ids=["set", "delete", "expire", "rename", "flushall", "append", "copy"],
    )
    def test_disturbed(self, client: Redis[str], disturb: object) -> None:
        assert callable(disturb)
        client.mset({"k": "1", "other": "2"})
        with client.watch("k") as transaction:
            pipe = transaction.pipeline()
            pipe.set_value("new", "1")
            disturb(client)
            with pytest.raises(WatchError):
                pipe.execute()
            # It is over: the next one goes through.
            pipe = transaction.pipeline()
            pipe.set_value("next", "1")
            assert pipe.execute() == [True]
        assert client.exists("new") == 0
        assert client.exists("next") == 1

    def test_a_change_of_ones_own_counts(self, client: Redis[str]) -> None:
        with client.watch("k") as transaction:
            transaction.set_value("k", "1")
            pipe = transaction.pipeline()
            pipe.set_value("k", "2")
            with pytest.raises(WatchError):
                pipe.execute()
        assert client.get_value("k") == "1"

    def test_what_is_no_change(self, client: Redis[str]) -> None:
        client.set_value("k", "1")
        client.sadd("t", "a")
        with client.watch("k", "t", "none") as transaction:
            client.get_value("k")
            client.sadd("t", "a")
            client.srem("t", "b")
            client.delete("none")
            client.set_value("k", "2", mode="if_missing")
            client.set_value("other", "1")
            with pytest.raises(WrongTypeError):
                client.lpush("k", "x")
            pipe = transaction.pipeline()
            pipe.set_value("k", "3")
            assert pipe.execute() == [True]
        assert client.get_value("k") == "3"

    def test_unwatch_and_watch_more(self, client: Redis[str]) -> None:
        with client.watch("a") as transaction:
            client.set_value("a", "1")
            transaction.unwatch()
            transaction.watch("b")
            pipe = transaction.pipeline()
            pipe.set_value("c", "1")
            assert pipe.execute() == [True]
            transaction.watch("b")
            client.set_value("b", "1")
            pipe = transaction.pipeline()
            pipe.set_value("c", "2")
            with pytest.raises(WatchError):
                pipe.execute()
        assert client.get_value("c") == "1"

    def test_the_error_is_of_our_tree(self, client: Redis[str]) -> None:
        with client.watch("k") as transaction:
            client.set_value("k", "1")
            pipe = transaction.pipeline()
            pipe.get_value("k")
            with pytest.raises(RedipyError, match="watched"):
                pipe.execute()

    def test_an_error_inside_leaves_the_rest_applied(self, client: Redis[str]) -> None:
        client.set_value("s", "x")
        with client.watch("s") as transaction:
            pipe = transaction.pipeline()
            pipe.set_value("a", "1")
            pipe.lpush("s", "y")
            pipe.set_value("b", "1")
            with pytest.raises(WrongTypeError) as info:
                pipe.execute()
        assert info.value.position == 1
        assert client.exists("a", "b") == 2

    def test_a_function_is_tried_again(self, make_client: MakeClient) -> None:
        with _Doubling(make_client) as doubling:
            assert doubling.run(disturbed=2) == 3
            assert doubling.seen == ["1", "2", "3"]
            assert doubling.client.get_value("k") == "6"

    def test_a_function_that_never_gets_through(self, make_client: MakeClient) -> None:
        with _Doubling(make_client) as doubling:
            with pytest.raises(WatchError):
                doubling.run(disturbed=100, attempts=3)
            assert doubling.seen == ["1", "2", "3"]
            assert doubling.client.get_value("k") == "4"

    def test_a_function_that_fails(self, make_client: MakeClient) -> None:
        with _Doubling(make_client) as doubling:
            with pytest.raises(_StopError):
                doubling.run(disturbed=0, fails=True)
            assert doubling.client.get_value("k") == "1"
            assert doubling.run(disturbed=0) == 2

    def test_the_prefix_is_part_of_the_key(self, make_blocking: MakeBlocking) -> None:
        inner, outer = make_blocking(prefix="p:"), make_blocking()
        with inner.watch("k") as transaction:
            outer.set_value("k", "1")
            pipe = transaction.pipeline()
            pipe.set_value("a", "1")
            assert pipe.execute() == [True]
        with inner.watch("k") as transaction:
            outer.set_value("p:k", "1")
            pipe = transaction.pipeline()
            pipe.set_value("a", "2")
            with pytest.raises(WatchError):
                pipe.execute()
        assert outer.get_value("p:a") == "1"
