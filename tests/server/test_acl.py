"""ACL: users, rules and refusals, in a real server's words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from redipy_memory.runtime import MemoryRuntime
from redipy_server import Server

from ..conftest import start_server
from .conftest import Both, Wire, Word, run

SET = "ACL", "SETUSER"


@pytest.fixture(scope="module")
def ports() -> Iterator[tuple[int, int]]:
    """Servers whose users a test may change."""
    process, port = start_server()
    with Server(MemoryRuntime(), port=0) as server:
        yield server.port, port
    process.terminate()
    process.wait(timeout=10)


@pytest.fixture(params=[2, 3], ids=["RESP2", "RESP3"])
def acl(ports: tuple[int, int], request: pytest.FixtureRequest) -> Iterator[Both]:
    ours, theirs = (Wire(port, protocol=request.param) for port in ports)
    both = Both(ours, theirs)
    both.same("ACL", "DELUSER", "a", "b")
    both.same("ACL", "LOG", "RESET")
    both.same("FLUSHALL")
    yield both
    ours.close()
    theirs.close()


SHOW: list[tuple[Word, ...]] = [("ACL", "LIST"), ("ACL", "GETUSER", "a")]
USERS: list[list[Word]] = [
    [],
    ["on", ">pw"],
    ["on", "nopass", "allkeys", "allchannels", "allcommands"],
    ["on", "nopass", "~*", "&*", "+@all"],
    ["on", ">pw", ">other", "<pw", "~k*", "%R~r*", "%W~w*", "%RW~b", "&ch*", "&d"],
    ["#" + "0" * 64, "!" + "0" * 64],
    ["+@all", "-@dangerous"],
    ["+@all", "-config"],
    ["+@read", "-get"],
    ["+get", "+set", "-set"],
    ["+@all", "+get"],
    ["+select|0"],
    ["(+set ~x*)", "(%R~y +@read &c)"],
    ["(+set", "~x*)"],
    ["+get", "reset"],
    ["on", "nopass", "reset", "on"],
    ["~a", "resetkeys", "&a", "resetchannels", "+get", "nocommands"],
    ["(+set ~x)", "clearselectors", "nopass", "resetpass"],
    ["sanitize-payload"],
    ["skip-sanitize-payload"],
]


@pytest.mark.parametrize("rules", USERS, ids=str)
def test_rules_as_they_are_shown(acl: Both, rules: list[Word]) -> None:
    run(acl, [(*SET, "a", *rules), *SHOW])


WRONG: list[list[tuple[Word, ...]]] = [
    [(*SET, "a", rule), ("ACL", "LIST")]
    for rule in (
        "nosuch",
        "+nosuch",
        "+@nosuch",
        "<pw",
        "#123",
        "+",
        "-",
        "%X~a",
        "(+get",
    )
]
WRONG += [
    [(*SET, "a", "+config|nosuch"), (*SET, "a", "allkeys", "~x")],
    [(*SET, "a", "allchannels", "&x"), (*SET, "a", "+get", "nosuch"), *SHOW],
    [(*SET,), (*SET, "a b"), ("ACL",), ("ACL", "NOSUCH"), ("ACL", "GETUSER", "nobody")],
    [("ACL", "WHOAMI"), ("ACL", "USERS"), ("ACL", "CAT"), ("ACL", "CAT", "nosuch")],
    [
        ("ACL", "LOAD"),
        ("ACL", "SAVE"),
        ("ACL", "DELUSER", "default"),
        ("ACL", "LOG", "x"),
    ],
    [("ACL", "GENPASS", 0), ("ACL", "GENPASS", "x"), ("ACL", "GENPASS", 5000)],
    [("ACL", "DELUSER", "nobody"), ("ACL", "LOG", -1), ("ACL", "LOG")],
]


@pytest.mark.parametrize("calls", WRONG, ids=str)
def test_the_same_answers(acl: Both, calls: list[tuple[Word, ...]]) -> None:
    run(acl, calls)


TRIED: list[tuple[Word, ...]] = [
    *(("GET", "kx"), ("GET", "rx"), ("GET", "wx"), ("GET", "z")),
    *(("SET", "kx", 1), ("SET", "wx", 1), ("SET", "rx", 1), ("SET", "kx", 1, "GET")),
    *(("SET", "wx", 1, "GET"), ("MGET", "kx", "z"), ("MGET", "kx", "rx")),
    *(("LPUSH", "wx", 1), ("LPOP", "wx"), ("INCR", "wx"), ("APPEND", "wx", "x")),
    *(("COPY", "rx", "wx"), ("COPY", "wx", "rx"), ("RENAME", "wx", "wy")),
    *(("ZUNIONSTORE", "wx", 1, "rx"), ("ZUNIONSTORE", "rx", 1, "wx"), ("DEL", "wx")),
    *(("PUBLISH", "ch1", "m"), ("PUBLISH", "z", "m"), ("SUBSCRIBE", "ch1", "z")),
    *(("PSUBSCRIBE", "ch*"), ("PSUBSCRIBE", "ch1"), ("CONFIG", "GET", "x")),
    *(("CONFIG", "SET", "x", "y"), ("FLUSHALL",), ("PING",), ("NOSUCH",), ("GET",)),
    *(("SUNION", "kx", "z"), ("LMOVE", "kx", "wx", "LEFT", "LEFT"), ("SADD", "rx", 1)),
    ("EXPIRE", "rx", 1),
]
LIMITED = ["on", "nopass", "~k*", "%R~r*", "%W~w*", "&ch*", "+@all", "-@dangerous"]


@pytest.mark.parametrize("words", TRIED, ids=str)
def test_what_a_user_might_do(acl: Both, words: tuple[Word, ...]) -> None:
    acl.same(*SET, "a", *LIMITED)
    acl.same("ACL", "DRYRUN", "a", *words)


def test_selectors_add_up(acl: Both) -> None:
    acl.same(*SET, "a", "on", "nopass", "+get", "~a*", "(+set ~b*)")
    for words in (("GET", "a1"), ("SET", "a1", 1), ("SET", "b1", 1), ("GET", "b1")):
        acl.same("ACL", "DRYRUN", "a", *words)
    acl.same("ACL", "DRYRUN", "nobody", "GET", "a")


def test_refusals(acl: Both) -> None:
    acl.same(*SET, "a", "on", ">pw", "~k*", "+@all", "-@dangerous", "+acl")
    run(acl, [("AUTH", "a", "wrong"), ("AUTH", "a", "pw"), ("ACL", "WHOAMI")])
    run(acl, [("GET", "k1"), ("GET", "z"), ("GET", "z"), ("KEYS", "*")])
    run(acl, [("PUBLISH", "c", "m"), ("CONFIG", "GET", "x"), ("GET",), ("NOSUCH",)])
    run(
        acl, [("MULTI",), ("GET", "z"), ("EXEC",), ("MULTI",), ("GET", "k1"), ("EXEC",)]
    )
    ours, theirs = (told(wire("ACL", "LOG")) for wire in (acl.ours, acl.theirs))
    assert ours == theirs


def told(reply: bytes) -> list[bytes]:
    """What ACL LOG says, without times and addresses."""
    lines = reply.split(b"\r\n")
    return [
        x
        for x in lines
        if b"addr=" not in x and not x[:1].isdigit() and x[:1] not in b"$,"
    ]


def test_a_user_who_is_removed_is_gone(ports: tuple[int, int]) -> None:
    with Wire(ports[0]) as wire, Wire(ports[0]) as other:
        wire(*SET, "b", "on", "nopass", "+@all", "~*")
        assert other("AUTH", "b", "") == b"+OK\r\n"
        wire("ACL", "SETUSER", "b", "-get")
        assert other("GET", "k").startswith(b"-NOPERM")
        assert wire("ACL", "DELUSER", "b") == b":1\r\n"
        assert other.rest() == b""
        assert len(wire("ACL", "GENPASS")) == len("$64\r\n\r\n") + 64
