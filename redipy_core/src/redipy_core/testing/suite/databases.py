"""Databases of one store."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from redipy_core.client import Redis
from redipy_core.errors import CommandError


@pytest.fixture
def other(client: Redis[str]) -> Iterator[Redis[str]]:
    """The same client on database 9, which is empty before and afterwards."""
    found = client.select(9)
    found.flushdb()
    yield found
    found.flushdb()


class TestDatabases:
    def test_they_share_nothing(self, client: Redis[str], other: Redis[str]) -> None:
        client.set_value("k", "0")
        other.set_value("k", "9")
        assert (client.get_value("k"), other.get_value("k")) == ("0", "9")
        assert (client.dbsize(), other.dbsize()) == (1, 1)
        assert other.delete("k") == 1
        assert (client.keys(), other.keys()) == ({"k"}, set())

    def test_there_are_sixteen(self, client: Redis[str]) -> None:
        assert client.select(15).dbsize() == 0
        for index in (16, -1):
            with pytest.raises(CommandError, match="DB index is out of range"):
                client.select(index).dbsize()
        with pytest.raises(CommandError, match="value is out of range, value must"):
            client.select(2**40)
        assert client.ping() == "PONG"

    def test_move(self, client: Redis[str], other: Redis[str]) -> None:
        client.set_value("k", "1", expire_in=100)
        assert client.move("k", 9) is True
        assert client.exists("k") == 0
        assert other.get_value("k") == "1"
        ttl = other.ttl("k")
        assert ttl is not None
        assert 90 < ttl <= 100
        assert client.move("k", 9) is False
        client.set_value("k", "2")
        assert client.move("k", 9) is False
        assert (client.get_value("k"), other.get_value("k")) == ("2", "1")

    def test_copy(self, client: Redis[str], other: Redis[str]) -> None:
        client.rpush("k", "1", "2")
        assert client.copy("k", "k2", destination_db=9) is True
        other.rpush("k2", "3")
        assert client.lrange("k", 0, -1) == ["1", "2"]
        assert other.lrange("k2", 0, -1) == ["1", "2", "3"]
        assert client.copy("k", "k2", destination_db=9) is False
        assert client.copy("k", "k2", destination_db=9, replace=True) is True
        assert other.lrange("k2", 0, -1) == ["1", "2"]

    def test_swap(self, client: Redis[str], other: Redis[str]) -> None:
        client.set_value("k", "0")
        other.rpush("k", "9")
        assert client.swapdb(0, 9) is True
        assert client.lrange("k", 0, -1) == ["9"]
        assert other.get_value("k") == "0"
        client.rpush("k", "more")
        assert client.swapdb(9, 0) is True
        assert client.get_value("k") == "0"
        assert other.lrange("k", 0, -1) == ["9", "more"]

    def test_flushing(self, client: Redis[str], other: Redis[str]) -> None:
        client.set_value("k", "0")
        other.set_value("k", "9")
        other.flushdb()
        assert (client.dbsize(), other.dbsize()) == (1, 0)
        other.set_value("k", "9")
        client.flushall()
        assert (client.dbsize(), other.dbsize()) == (0, 0)

    def test_pipelines_and_transactions_stay_in_theirs(
        self, client: Redis[str], other: Redis[str]
    ) -> None:
        client.set_value("k", "0")
        with other.watch("k") as transaction:
            client.set_value("k", "1")
            pipe = transaction.pipeline()
            pipe.set_value("k", "9")
            assert pipe.execute() == [True]
        with other.pipeline() as pipe:
            pipe.append("k", "+")
            pipe.get_value("k")
            assert pipe.execute() == [2, "9+"]
        assert client.get_value("k") == "1"
