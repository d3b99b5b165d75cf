"""Streams."""

from __future__ import annotations

from typing import cast

import pytest

from redipy_core.client import Redis
from redipy_core.errors import ArgumentValueError
from redipy_core.stream_types import ConsumerDetails, DeliveredEntry, StreamInfo
from redipy_core.testing.suite.expect import refused
from redipy_core.testing.suite.fixtures import MakeBlocking


class TestStreams:
    def test_an_empty_stream(self, client: Redis[str]) -> None:
        client.xgroup_create("k", "g", mkstream=True)
        found = client.xinfo_stream("k")
        assert found == StreamInfo(0, 0, 1, "0-0", "0-0", 0, "0-0", 1, None, None)
        details = client.xinfo_stream("k", full=True)
        assert (details.entries, details.groups[0].consumers) == ([], [])

    def test_what_is_pending(self, client: Redis[str]) -> None:
        for i in range(1, 13):
            client.xadd("k", {"n": i}, id=f"{i}-1")
        client.xgroup_create("k", "g", "0")
        client.xreadgroup("g", "one", {"k": ">"}, count=2)
        client.xreadgroup("g", "two", {"k": ">"}, count=11)
        (group,) = client.xinfo_stream("k", full=True).groups
        assert (group.name, group.last_delivered_id) == ("g", "12-1")
        assert (group.entries_read, group.lag, group.pel_count) == (12, 0, 12)
        when = {entry.delivery_time for entry in group.pending}
        assert all(moment > 10**12 for moment in when)
        assert [(e.id, e.consumer) for e in group.pending[:3]] == [
            *(("1-1", "one"), ("2-1", "one"), ("3-1", "two"))
        ]
        assert len(group.pending) == 10
        one, two = group.consumers
        assert (one.name, one.pel_count) == ("one", 2)
        assert one.pending[0] == DeliveredEntry(
            "1-1", "one", one.pending[0].delivery_time, 1
        )
        assert two.pel_count == len(two.pending) == 10
        assert two.seen_time >= one.seen_time > 10**12

    @pytest.mark.parametrize(
        ("count", "shown"),
        [(None, 10), (0, 12), (1, 1), (-1, 10), (-(2**63), 10), (2**63 - 1, 12)],
    )
    def test_how_much_is_shown(
        self, client: Redis[str], count: int | None, shown: int
    ) -> None:
        for i in range(1, 13):
            client.xadd("k", {"n": i}, id=f"{i}-1")
        details = client.xinfo_stream("k", full=True, count=count)
        assert len(details.entries) == shown
        assert details.entries[0] == ("1-1", {"n": "1"})
        assert details.length == 12

    def test_what_is_no_question(self, client: Redis[str]) -> None:
        with pytest.raises(ArgumentValueError, match="count needs full=True"):
            client.xinfo_stream("k", count=1)  # type: ignore[call-overload]
        client.xadd("k", {"n": 1})
        key = client.prefix.decode() + "k"
        misused = (
            "ERR unknown subcommand or wrong number of arguments for '{}'."
            " Try XINFO HELP."
        )
        for words in (["x"], ["FULL", "COUNT"], ["FULL", "x", "1"], ["COUNT", "1"]):
            with refused(misused.format("StreaM")):
                client.execute("xinfo", "StreaM", key, *words)
            with refused("ERR no such key"):
                client.execute("XINFO", "STREAM", "none", *words)
        with refused("ERR value is not an integer or out of range"):
            client.execute("XINFO", "STREAM", key, "FULL", "COUNT", "x")
        with refused("ERR no such key"):
            client.execute("XINFO", "STREAM", "none", "FULL", "COUNT", "x")

    def test_bytes(self, make_blocking: MakeBlocking) -> None:
        client = cast("Redis[bytes]", make_blocking(decode=False))
        client.xadd("k", {b"\xff": b"\xfe"}, id="1-1")
        client.xgroup_create("k", b"\xfd", "0")
        client.xgroup_createconsumer("k", b"\xfd", b"\xfc")
        assert client.xinfo_stream("k").last_entry == (b"1-1", {b"\xff": b"\xfe"})
        (group,) = client.xinfo_stream("k", full=True).groups
        assert (group.name, group.last_delivered_id) == (b"\xfd", b"0-0")
        (consumer,) = group.consumers
        expected = ConsumerDetails(b"\xfc", consumer.seen_time, 0, [])
        assert consumer == expected
