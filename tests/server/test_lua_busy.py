"""Scripts that take their time: who is told, who may end them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from redipy_core.backend import Runtime
from redipy_memory.runtime import MemoryRuntime
from redipy_server import Server
from redipy_server.session import Session

from ..conftest import start_server
from .conftest import Both, Connect, Wire, until

FOR_EVER = "while true do end"
STUBBORN = "while true do pcall(function() while true do end end) end"
IN_A_COROUTINE = "coroutine.wrap(function() while true do end end)()"
CAUGHT = (
    "local c = coroutine.create(function() while true do end end) "
    "while true do coroutine.resume(c) xpcall(function() local x = 1 while true do end"
    " end, function() return 1 end) end"
)
LIBRARY = (
    "#!lua name=slow\nredis.register_function('slow', function() while true do end end)"
)
KEEPS_WRITING = "redis.call('set', 'k', 1) while redis.call('get', 'k') do end"


@pytest.fixture
def impatient() -> Iterator[Both]:
    """Connections to a server of ours and a real one that soon lose patience."""
    process, port = start_server("--lua-time-limit", "50")
    with Server(MemoryRuntime(), port=0, busy_reply_threshold=50) as server:
        both = Both(Wire(server.port), Wire(port))
        yield both
        both.ours.close()
        both.theirs.close()
    process.kill()
    process.wait(timeout=10)


def another(both: Both) -> Both:
    return Both(
        Wire(both.ours.socket.getpeername()[1]),
        Wire(both.theirs.socket.getpeername()[1]),
    )


def until_busy(both: Both) -> None:
    for wire in (both.ours, both.theirs):
        until(lambda wire=wire: wire(b"PING").startswith(b"-BUSY"))


@pytest.mark.parametrize("script", [FOR_EVER, STUBBORN, IN_A_COROUTINE, CAUGHT])
def test_a_script_that_never_ends(impatient: Both, script: str) -> None:
    other = another(impatient)
    impatient.send("EVAL", script, 0)
    until_busy(other)
    for words in (
        *(("GET", "k"), ("NOSUCH",), ("GET",), ("MULTI",), ("SET", "k", 1), ("EXEC",)),
        *(
            ("DISCARD",),
            ("SCRIPT", "FLUSH"),
            ("SCRIPT", "NOSUCH"),
            ("FUNCTION", "STATS"),
        ),
        *(
            ("FUNCTION", "KILL"),
            ("MULTI",),
            ("DISCARD",),
            ("UNWATCH",),
            ("EVAL", "", 0),
        ),
    ):
        other.same(*words)
    third = another(impatient)
    third.same("GET", "k")
    other.same("SCRIPT", "KILL")
    assert impatient.read().startswith(b"-ERR Script killed by user with SCRIPT KILL")
    other.same("GET", "k")
    third.same("GET", "k")
    impatient.same("SCRIPT", "KILL")
    impatient.same("EVAL", "return 1", 0)


def without_duration(reply: bytes) -> list[bytes]:
    lines = reply.split(b"\r\n")
    at = lines.index(b"duration_ms") + 1
    assert lines[at][:1] == b":"
    return lines[:at] + lines[at + 1 :]


def test_a_function_that_never_ends(impatient: Both) -> None:
    other = another(impatient)
    impatient.same("FUNCTION", "LOAD", LIBRARY)
    impatient.send("FCALL", "slow", 1, "k", "a")
    until_busy(other)
    other.same("GET", "k")
    other.same("SCRIPT", "KILL")
    ours, theirs = other.ours("FUNCTION", "STATS"), other.theirs("FUNCTION", "STATS")
    assert without_duration(ours) == without_duration(theirs)
    other.same("FUNCTION", "KILL")
    impatient.read()
    other.same("GET", "k")


def test_a_script_that_wrote_is_not_ended(impatient: Both) -> None:
    other = another(impatient)
    impatient.send("EVAL", KEEPS_WRITING, 0)
    until_busy(other)
    other.same("SCRIPT", "KILL")
    other.same("FUNCTION", "KILL")


def test_in_a_transaction(impatient: Both) -> None:
    other = another(impatient)
    impatient.same("MULTI")
    impatient.same("SET", "k", 1)
    impatient.same("EVAL", FOR_EVER, 0)
    impatient.same("GET", "k")
    impatient.send("EXEC")
    until_busy(other)
    other.same("SCRIPT", "KILL")
    impatient.read()
    other.same("GET", "k")


def test_what_was_sent_meanwhile_comes_afterwards(connect: Connect) -> None:
    one, other = connect(), connect()
    script = "for i = 1, 3e7 do end return redis.call('incr', 'n')"
    one.send("EVAL", script, 0)
    one.send("INCR", "n")
    one.send("EVAL", script, 0)
    other.send("GET", "none")
    assert one.read() == b":1\r\n"
    assert one.read() == b":2\r\n"
    assert one.read() == b":3\r\n"
    assert other.read() == b"$-1\r\n"


def test_who_waits_and_who_leaves_do_not_hold_up_the_server() -> None:
    with Server(MemoryRuntime(), port=0, busy_reply_threshold=50) as server:
        one, other = Wire(server.port), Wire(server.port)
        waits, leaves, watches = (Wire(server.port) for _ in range(3))
        watches("WATCH", "k")
        waits.send("BLPOP", "k", "0.2")
        leaves.send("BLPOP", "k", 0)
        until(lambda: b"blocked_clients:2" in other("INFO", "clients"))
        one.send("EVAL", FOR_EVER, 0)
        until(lambda: other("PING").startswith(b"-BUSY"))
        leaves.close()
        watches.close()
        for _ in range(100):
            assert other("PING").startswith(b"-BUSY")
        assert other("SCRIPT", "KILL") == b"+OK\r\n"
        assert one.read().startswith(b"-ERR Script killed")
        assert waits.read() == b"*-1\r\n"
        until(lambda: b"connected_clients:3" in other("INFO", "clients"))


def test_the_client_of_a_script_may_leave() -> None:
    with Server(MemoryRuntime(), port=0, busy_reply_threshold=20) as server:
        one, other = Wire(server.port), Wire(server.port)
        one.send("EVAL", FOR_EVER, 0)
        until(lambda: other("PING").startswith(b"-BUSY"))
        one.close()
        assert other("SCRIPT", "KILL") == b"+OK\r\n"
        until(lambda: other("PING") == b"+PONG\r\n")
        assert other("EVAL", "return 7", 0) == b":7\r\n"


def test_a_server_that_ends_ends_its_script() -> None:
    server = Server(MemoryRuntime(), port=0, busy_reply_threshold=20).start()
    one, other = Wire(server.port), Wire(server.port)
    one.send("EVAL", KEEPS_WRITING, 0)
    until(lambda: other("PING").startswith(b"-BUSY"))
    server.stop()
    assert other.rest() == b""


def test_a_session_without_a_loop_runs_scripts() -> None:
    runtime: Runtime = MemoryRuntime()
    state = Server(runtime, port=0).state
    session = Session(state, lambda data: None, lambda: None, tasks=False)
    script = b"local n for i = 1, 10 do n = redis.call('incr', KEYS[1]) end return n"
    assert session.request([b"EVAL", script, b"1", b"k"]) == b":10\r\n"


def test_the_threshold_is_a_setting(connect: Connect) -> None:
    wire = connect()
    assert wire("CONFIG", "SET", "busy-reply-threshold", 70) == b"+OK\r\n"
    assert b"$2\r\n70\r\n" in wire("CONFIG", "GET", "lua-time-limit")
    assert wire("CONFIG", "SET", "lua-time-limit", 5000) == b"+OK\r\n"
