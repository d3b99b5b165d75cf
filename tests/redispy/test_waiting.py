"""Commands that wait, and messages."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import Any

import pytest
from tests.redispy.conftest import Make

import redis

PATIENCE = 20


def told(listening: Any) -> dict[str, Any]:
    """The next message, which must come."""
    message = listening.get_message(timeout=PATIENCE)
    while message is None:  # a message that was ignored
        message = listening.get_message(timeout=PATIENCE)
    found: dict[str, Any] = message
    return found


def test_waiting_for_an_element(make: Make) -> None:
    r, other = make(), make()
    found: list[object] = []
    thread = threading.Thread(target=lambda: found.append(r.blpop(["l"], PATIENCE)))
    thread.start()
    while not int(other.info("clients")["blocked_clients"]):
        pass
    other.rpush("l", "x")
    thread.join()
    assert [list(each) for each in found] == [[b"l", b"x"]]  # type: ignore[call-overload]


def test_waiting_in_vain(r: redis.Redis) -> None:
    assert r.blpop(["l"], timeout=0.01) is None
    assert r.bzpopmin("z", timeout=0.01) is None
    assert not r.xread({"x": "$"}, block=1)
    r.rpush("l", "a")
    assert list(r.brpop(["l"], timeout=1) or ()) == ["l", "a"]


def test_messages(make: Make) -> None:
    r = make(decode_responses=True)
    with r.pubsub() as listening:
        listening.subscribe("a", "b")
        listening.psubscribe("n*")
        assert [told(listening)["type"] for _ in range(3)] == [
            *("subscribe", "subscribe", "psubscribe")
        ]
        assert listening.get_message() is None
        assert r.publish("a", "one") == 1
        assert r.publish("news", "two") == 1
        assert r.publish("x", "three") == 0
        first, second = told(listening), told(listening)
        assert (first["channel"], first["data"]) == ("a", "one")
        assert (second["pattern"], second["channel"]) == ("n*", "news")
        assert listening.get_message(timeout=0.01) is None
        listening.unsubscribe()
        listening.punsubscribe()
        kinds = [told(listening) for _ in range(3)]
        assert [each["data"] for each in kinds] == [2, 1, 0]
        assert not listening.subscribed


def test_many_confirmations_come_one_by_one(r: redis.Redis) -> None:
    with r.pubsub() as listening:
        listening.subscribe(*[f"c{number}" for number in range(20)])
        assert [told(listening)["data"] for _ in range(20)] == list(range(1, 21))
        r.publish("c7", "x")
        while told(listening)["type"] != "message":
            pass


def test_listening_in_a_loop(make: Make) -> None:
    r, other = make(decode_responses=True), make()
    heard: list[str] = []
    with r.pubsub(ignore_subscribe_messages=True) as listening:
        listening.subscribe("c")
        ready = threading.Event()

        def publish() -> None:
            ready.wait()
            for word in ("a", "b", "end"):
                other.publish("c", word)

        thread = threading.Thread(target=publish)
        thread.start()
        listening.get_message(timeout=PATIENCE)
        ready.set()
        for message in listening.listen():
            heard.append(message["data"])
            if message["data"] == "end":
                break
        thread.join()
    assert heard == ["a", "b", "end"]


def test_handlers_in_a_thread(make: Make) -> None:
    r = make(decode_responses=True)
    heard: list[str] = []
    done = threading.Event()

    def hear(message: dict[str, str]) -> None:
        heard.append(message["data"])
        if message["data"] == "end":
            done.set()

    listening = r.pubsub(ignore_subscribe_messages=True)
    listening.subscribe(c=hear)
    thread = listening.run_in_thread(sleep_time=0.01)
    while r.publish("c", "begin") == 0:
        pass
    r.publish("c", "end")
    assert done.wait(PATIENCE)
    thread.stop()
    thread.join(PATIENCE)
    assert heard[-1] == "end"


def test_events_of_keys(make: Make) -> None:
    r = make(decode_responses=True)
    r.config_set("notify-keyspace-events", "KEA")
    try:
        with r.pubsub(ignore_subscribe_messages=True) as listening:
            listening.psubscribe("__keyspace@0__:*")
            listening.get_message(timeout=PATIENCE)
            r.set("k", "v")
            message = told(listening)
            assert (message["channel"], message["data"]) == ("__keyspace@0__:k", "set")
    finally:
        r.config_set("notify-keyspace-events", "")


@pytest.mark.parametrize("protocol", [2, 3])
def test_subscriptions_outlive_a_lost_connection(make: Make, protocol: int) -> None:
    r = make(protocol=protocol)
    with r.pubsub() as listening:
        listening.subscribe("c")
        told(listening)
        r.client_kill_filter(_type="pubsub")
        message: Any = None
        while message is None:
            with suppress(redis.ConnectionError):  # older versions raise it once
                message = listening.get_message(timeout=PATIENCE)
        assert message["type"] == "subscribe"
        r.publish("c", "x")
        assert told(listening)["data"] == b"x"
