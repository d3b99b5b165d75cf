"""Messages over the wire: the same bytes as a real server's."""

from __future__ import annotations

from .conftest import Both, Pair


def test_subscriptions_are_confirmed(both: Both) -> None:
    for call in (
        ("SUBSCRIBE", "a"),
        ("SUBSCRIBE", "a"),
        ("PSUBSCRIBE", "p*"),
        ("SSUBSCRIBE", "s"),
        ("UNSUBSCRIBE", "nobody"),
        ("UNSUBSCRIBE",),
        ("PUNSUBSCRIBE",),
        ("PUNSUBSCRIBE",),
        ("SUNSUBSCRIBE", "s"),
        ("UNSUBSCRIBE",),
        ("SUNSUBSCRIBE",),
    ):
        both.same(*call)
    both.send("SUBSCRIBE", "x", "y", "z")
    for _ in range(3):
        both.read()
    both.same("PING")
    both.same("PING", "hello")
    both.same("GET", "k")
    both.same("CLIENT", "ID2")


def test_messages(pair: Pair) -> None:
    for protocol in (2, 3):
        listening, other = pair(protocol=protocol), pair()
        listening.same("SUBSCRIBE", "a")
        listening.same("PSUBSCRIBE", "?")
        listening.same("SSUBSCRIBE", "s")
        other.same("PUBLISH", "a", b"\r\n\0")
        other.same("PUBLISH", "b", "")
        other.same("SPUBLISH", "s", "m")
        other.same("PUBLISH", "nobody", "m")
        for _ in range(4):
            listening.read()
        other.same("PUBSUB", "NUMSUB", "a", "b")
        other.same("PUBSUB", "NUMPAT")
        listening.same("RESET")
        other.same("PUBLISH", "a", "m")


def test_a_message_to_oneself_comes_before_the_answer(pair: Pair) -> None:
    both = pair(protocol=3)
    both.same("SUBSCRIBE", "a")
    both.send("PUBLISH", "a", "m")
    assert both.read().startswith(b">3")
    assert both.read() == b":1\r\n"
    both.same("GET", "k")


def test_listeners_go_with_their_connection(pair: Pair) -> None:
    listening, other = pair(), pair()
    listening.same("SUBSCRIBE", "a")
    listening.ours.close()
    listening.theirs.close()
    while other.ours("PUBLISH", "a", "m") != b":0\r\n":
        pass
    other.same("PUBSUB", "CHANNELS")
