"""Messages on channels."""

from __future__ import annotations

import asyncio
from threading import Event, Thread

from redipy_core.client import Redis
from redipy_core.testing.clients import MakeClient, blocking


class TestMessages:
    def test_what_is_already_true(self, client: Redis[str]) -> None:
        asked: list[int] = []

        def look() -> str:
            asked.append(1)
            return "found"

        assert client.wait_for("c", look, 10) == "found"
        assert len(asked) == 1

    def test_a_message_arrives(self, make_client: MakeClient) -> None:
        looked = Event()
        found: list[str] = []

        def look() -> str | None:
            looked.set()
            return found[0] if found else None

        def tell() -> None:
            with asyncio.Runner() as runner:
                teller = blocking(make_client(prefix="x:"), runner)
                looked.wait(20)
                teller.publish("other", "nothing")
                found.append("news")
                teller.publish("c", "look again")
                teller.close()

        with asyncio.Runner() as runner:
            listener = blocking(make_client(prefix="x:"), runner)
            thread = Thread(target=tell)
            thread.start()
            assert listener.wait_for("c", look, 20) == "news"
            thread.join()
            listener.close()

    def test_a_timeout(self, client: Redis[str]) -> None:
        asked: list[int] = []

        def look() -> bool:
            asked.append(1)
            return False

        assert client.wait_for("c", look, 0.01) is None
        assert asked

    def test_listeners_are_gone_afterwards(self, client: Redis[str]) -> None:
        assert client.wait_for("c", lambda: True, 1) is True
        assert client.publish("c", "x") == 0


class TestPubSub:
    def test_channels_patterns_and_shards(self, client: Redis[str]) -> None:
        with client.pubsub() as listening:
            listening.subscribe("news", "other")
            listening.psubscribe("n*s")
            listening.ssubscribe("news")
            assert client.publish("news", "1") == 2
            assert client.spublish("news", "2") == 1
            assert client.publish("none", "3") == 0
            assert client.publish("other", 4) == 1
            heard = [listening.get_message(10) for _ in range(4)]
            assert [tuple(message or ()) for message in heard] == [
                ("news", "1", None, "channel"),
                ("news", "1", "n*s", "pattern"),
                ("news", "2", None, "shard"),
                ("other", "4", None, "channel"),
            ]
            assert listening.get_message(0) is None
        assert client.publish("news", "5") == 0

    def test_iteration_ends_with_the_last_subscription(
        self, client: Redis[str]
    ) -> None:
        with client.pubsub() as listening:
            listening.subscribe("a", "b")
            for i in range(3):
                client.publish("b", i)
            heard: list[str] = []
            for message in listening:
                heard.append(message.data)
                if len(heard) == 3:
                    listening.unsubscribe("a")
                    listening.unsubscribe()
            assert heard == ["0", "1", "2"]
            assert client.publish("b", "x") == 0
            assert list(listening) == []

    def test_what_came_before_is_not_heard(self, client: Redis[str]) -> None:
        client.publish("c", "before")
        with client.pubsub() as listening:
            listening.subscribe("c")
            client.publish("c", "after")
            message = listening.get_message(10)
            assert message is not None
            assert message.data == "after"
            listening.unsubscribe("c")
            listening.punsubscribe()
            listening.sunsubscribe()
            assert client.publish("c", "too late") == 0
            assert listening.get_message(0) is None

    def test_the_prefix_is_not_seen(self, make_client: MakeClient) -> None:
        with asyncio.Runner() as runner:
            inner = blocking(make_client(prefix="p[*]:"), runner)
            outer = blocking(make_client(), runner)
            with inner.pubsub() as listening:
                listening.psubscribe("c?")
                assert outer.publish("c1", "outside") == 0
                assert outer.publish("p[*]:c1", "inside") == 1
                message = listening.get_message(10)
                assert message is not None
                assert tuple(message) == ("c1", "inside", "c?", "pattern")
            inner.close()
            outer.close()

    def test_bytes(self, make_client: MakeClient) -> None:
        with asyncio.Runner() as runner:
            raw = blocking(make_client(decode=False), runner)
            with raw.pubsub() as listening:
                listening.subscribe(b"\xff")
                raw.publish(b"\xff", b"\x00\xfe")
                heard: tuple[object, ...] = tuple(listening.get_message(10) or ())
                assert heard == (b"\xff", b"\x00\xfe", None, "channel")
            raw.close()

    def test_who_listens(self, client: Redis[str]) -> None:
        with client.pubsub() as one, client.pubsub() as two:
            one.subscribe("a", "b")
            two.subscribe("b")
            two.psubscribe("x*", "y")
            two.ssubscribe("s")
            assert set(client.pubsub_channels()) == {"a", "b"}
            assert client.pubsub_channels("[b-z]") == ["b"]
            assert client.pubsub_numsub("b", "a", "x1") == {"b": 2, "a": 1, "x1": 0}
            assert client.pubsub_numsub() == {}
            assert client.pubsub_numpat() == 2
            assert client.pubsub_shardchannels() == ["s"]
            assert client.pubsub_shardnumsub("s", "b") == {"s": 1, "b": 0}
        assert client.pubsub_channels() == []

    def test_events_of_ones_own_keys(self, make_client: MakeClient) -> None:
        """The prefix stands within the channels of keyspace events."""
        with asyncio.Runner() as runner:
            inner = blocking(make_client(prefix="p[*]:"), runner)
            outer = blocking(make_client(), runner)
            with inner.pubsub() as listening:
                listening.subscribe("__keyspace@0__:k", "__keyevent@0__:del")
                listening.psubscribe("__keyspace@*__:k?", "__key*__:*", "__keychain")
                for channel, data in (
                    ("__keyspace@0__:k", "set"),
                    ("__keyspace@0__:p[*]:k1", "set"),
                    ("__keyevent@0__:del", "k"),
                    ("__keyspace@0__:p[*]:k", "del"),
                    ("__keyevent@0__:del", "p[*]:k"),
                    ("p[*]:__keychain", "no event"),
                ):
                    outer.publish(channel, data)
                heard = [listening.get_message(10) for _ in range(7)]
                # In which order patterns are told is left open.
                told = sorted((m.channel, m.data, m.pattern or "") for m in heard if m)
                assert told == [
                    ("__keychain", "no event", "__keychain"),
                    ("__keyevent@0__:del", "k", ""),
                    ("__keyevent@0__:del", "k", "__key*__:*"),
                    ("__keyspace@0__:k", "del", ""),
                    ("__keyspace@0__:k", "del", "__key*__:*"),
                    ("__keyspace@0__:k1", "set", "__key*__:*"),
                    ("__keyspace@0__:k1", "set", "__keyspace@*__:k?"),
                ]
                assert listening.get_message(0) is None
                listening.punsubscribe()
                listening.unsubscribe("__keyspace@0__:k")
                assert outer.publish("__keyspace@0__:p[*]:k", "set") == 0
            inner.close()
            outer.close()
