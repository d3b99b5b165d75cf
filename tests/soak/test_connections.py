"""Many connections: slow ones, all at once, more than there may be."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress

import pytest

from .conftest import CONNECTIONS, SLOW, Serve
from .frames import packed
from .served import MB, Held, Served, assert_nothing_left, make_room
from .wires import PATIENCE, Healthy, Wire, connected, until

SPARE = 200
"""Files that a process needs besides its connections."""

TOO_MANY = b"-ERR max number of clients reached\r\n"
PONG = b"+PONG\r\n"
PING = packed(b"PING")


@contextmanager
def wires(port: int, count: int) -> Iterator[list[Wire]]:
    """So many connections, open at once."""
    with ExitStack() as stack:
        opened = [Wire(port) for _ in range(count)]
        for wire in opened:
            stack.callback(wire.close)
        yield opened


def answers(wire: Wire, size: int) -> bytes:
    """What comes, up to so many bytes or to the end."""
    wire.socket.settimeout(PATIENCE)
    pieces: list[bytes] = []
    with suppress(ConnectionResetError):
        while size > 0 and (piece := wire.socket.recv(min(size, MB))):
            pieces.append(piece)
            size -= len(piece)
    return b"".join(pieces)


def settled(served: Served) -> Held:
    """What the server holds when only the healthy client is left."""
    until(lambda: served.look().clients == 1, "one client is left")
    return served.look()


def twice(served: Served, work: Callable[[], object], times: int) -> None:
    """Do something twice: the second time nothing may be left, and no file ever."""
    first = settled(served)
    work()
    before = settled(served)
    work()
    after = settled(served)
    assert before.files == first.files
    assert_nothing_left(before, after, times)


# -- slow ones --------------------------------------------------------------------------

OWED = 2000
"""Replies that a client asks for and does not read."""

BIG = b"x" * 4096

HELD = 3 * MB
"""Bytes at most that a server holds for one who does not read."""


def test_slow_clients_hold_nobody_up(serve: Serve) -> None:
    """Some send a byte at a time, some do not read what they are owed, one is quick.

    The quick one is answered between any two bytes of the slow ones.
    """
    make_room(SLOW + SPARE)
    served = serve()
    healthy = Healthy(served.port)
    assert healthy.ask(b"SET", b"big", BIG) == b"+OK\r\n"
    asked = 10

    def work() -> None:
        requests = [packed(b"ECHO", b"slow %04d" % n) for n in range(SLOW - SLOW // 2)]
        answered = healthy.answered
        begun = served.look()
        with (
            wires(served.port, SLOW // 2) as deaf,
            wires(served.port, len(requests)) as slow,
        ):
            for wire in deaf:
                wire.send(packed(b"GET", b"big") * OWED)
            for at in range(len(requests[0])):
                for wire, request in zip(slow, requests, strict=True):
                    wire.send(request[at : at + 1])
                healthy.round(asked)
            held = served.look().allotted - begun.allotted
            assert held < len(deaf) * HELD < len(deaf) * OWED * len(BIG)
            for n, wire in enumerate(slow):
                reply = b"$9\r\nslow %04d\r\n" % n
                assert answers(wire, len(reply)) == reply
            reply = b"$%d\r\n%b\r\n" % (len(BIG), BIG)
            for wire in deaf[:3]:
                assert answers(wire, len(reply) * OWED) == reply * OWED
        assert healthy.answered - answered == len(requests[0]) * asked

    twice(served, work, SLOW)
    healthy.close()


# -- many -------------------------------------------------------------------------------


def test_one_after_the_other(serve: Serve) -> None:
    served = serve()
    healthy = Healthy(served.port)

    def work() -> None:
        for n in range(CONNECTIONS):
            with wires(served.port, 1) as (wire,):
                if n % 4:
                    wire.send(PING * (n % 4))
                    assert answers(wire, len(PONG) * (n % 4)) == PONG * (n % 4)
        healthy.round()

    twice(served, work, CONNECTIONS)
    healthy.close()


def test_all_at_once_and_more(serve: Serve) -> None:
    """As many as there may be are served, the others are told that they are too many."""
    make_room(CONNECTIONS + SPARE)
    served = serve(maxclients=CONNECTIONS)
    healthy = Healthy(served.port)

    def work() -> None:
        with wires(served.port, CONNECTIONS - 1) as most:
            for wire in most:
                wire.send(PING)
            for wire in most:
                assert answers(wire, len(PONG)) == PONG
            with wires(served.port, SPARE // 10) as more:
                for wire in more:
                    assert answers(wire, 1000) == TOO_MANY
            for wire in most:
                wire.send(PING)
            for wire in most:
                assert answers(wire, len(PONG)) == PONG
            healthy.round()

    twice(served, work, CONNECTIONS)
    healthy.close()


def test_no_file_is_left(serve: Serve) -> None:
    """A server that may open no more files goes on, and takes clients again later."""
    files = 60
    served = serve(files=files)
    healthy = Healthy(served.port)
    for _ in range(2):
        with wires(served.port, 2 * files) as many:
            healthy.round(files)
            for wire in many:
                wire.send(PING)
            healthy.round(files)
            served_ones = [wire for wire in many if wire.listen() and wire.heard]
            assert len(served_ones) >= files // 2
            assert all(wire.heard == PONG for wire in served_ones)

        def one_more() -> bool:
            with wires(served.port, 1) as (wire,):
                wire.send(PING)
                return answers(wire, len(PONG)) == PONG

        until(one_more, "a client is served again")
    until(lambda: served.look().clients == 1, "one client is left")
    healthy.close()


def test_too_few_files_are_named() -> None:
    with pytest.raises(OSError, match="10000000000 open files are needed"):
        make_room(10_000_000_000)


def test_connections_that_are_reset(serve: Serve) -> None:
    """Clients that vanish, with requests half sent and replies not read."""
    served = serve()
    healthy = Healthy(served.port)
    ways = [b"", b"*2\r\n$4\r\nEC", PING * 50, packed(b"BLPOP", b"l", b"0")]
    ways += [packed(b"SUBSCRIBE", b"c"), packed(b"MULTI") + PING, packed(b"MONITOR")]

    def work() -> None:
        for n in range(CONNECTIONS):
            gone = connected(served.port)
            gone.sendall(ways[n % len(ways)])
            linger = b"\1\0\0\0\0\0\0\0"  # on, for no time: the system sends a reset
            gone.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            gone.close()
        healthy.round()

    twice(served, work, CONNECTIONS)
    healthy.close()
