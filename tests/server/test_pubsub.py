"""Messages over the wire: the same bytes as a real server's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from redipy_core.testing.server import start_server
from redipy_server import Server

from .conftest import Both, Pair, Wire


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


@pytest.fixture(scope="module")
def far() -> Iterator[Server]:
    """A server whose store is a real server that nobody else uses."""
    process, port = start_server()
    with Server(f"redis://127.0.0.1:{port}", port=0) as server:
        yield server
    process.terminate()
    process.wait(timeout=20)


@pytest.mark.parametrize("protocol", [2, 3])
def test_a_server_far_away_is_listened_to(
    far: Server, redis_port: int, protocol: int
) -> None:
    """Whoever listens already may listen to more, and to less."""
    listening = Both(
        Wire(far.port, protocol=protocol), Wire(redis_port, protocol=protocol)
    )
    other = Both(Wire(far.port), Wire(redis_port))
    for call in (("SUBSCRIBE", "a"), ("PSUBSCRIBE", "?"), ("SSUBSCRIBE", "s")):
        listening.same(*call)
    for call in (("PUBLISH", "a", "1"), ("PUBLISH", "b", "2"), ("SPUBLISH", "s", "3")):
        other.same(*call)
    said = [listening.read() for _ in range(4)]
    assert [b"smessage" in each for each in said].count(True) == 1
    listening.same("UNSUBSCRIBE", "a")
    listening.same("SUBSCRIBE", "c")
    other.same("PUBLISH", "a", "4")
    other.same("PUBLISH", "c", "5")
    assert b"pmessage" in listening.read()
    said = [listening.read() for _ in range(2)]
    assert [b"$1\r\n5\r\n" in each for each in said] == [True, True]
    for call in (("UNSUBSCRIBE",), ("PUNSUBSCRIBE", "?"), ("SUNSUBSCRIBE", "s")):
        listening.same(*call)
    other.same("PUBLISH", "a", "6")
    listening.same("PING")
    for wire in (listening.ours, listening.theirs, other.ours, other.theirs):
        wire.close()


def test_what_is_heard_while_listeners_change(far: Server) -> None:
    """No message of a channel that stays is lost, and none comes twice."""
    count = 300
    with Wire(far.port) as listening, Wire(far.port) as other:
        assert listening("SUBSCRIBE", "stays").endswith(b":1\r\n")
        for number in range(count):
            other.send("PUBLISH", "stays", number)
            listening.send("SUBSCRIBE" if number % 2 else "UNSUBSCRIBE", "changes")
        heard: list[bytes] = []
        for _ in range(2 * count):
            reply = listening.read()
            if b"\r\nmessage\r\n" in reply:
                heard.append(reply.split(b"\r\n")[-2])
    assert heard == [b"%d" % number for number in range(count)]
