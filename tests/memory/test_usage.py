"""For how long a key was not used, and what it takes."""

from __future__ import annotations

from typing import Protocol

import pytest

import redipy
from redipy_core.testing.suite.expect import refused
from redipy_memory.listpack import element_size
from redipy_memory.memory_usage import allocated
from redipy_memory.radix_tree import radix_nodes
from redipy_memory.rdb.listpack import element
from redipy_memory.runtime import MemoryRuntime


class Clock(Protocol):
    def sleep(self, seconds: float) -> None: ...


def test_the_record_begins_with_the_first_question(
    client: redipy.Redis[str], clock: Clock
) -> None:
    client.set_value("a", "x")
    client.set_value("b", "x", expire_in=1000)
    clock.sleep(100)
    assert client.object_idletime("a") == 0
    clock.sleep(5.9)
    assert client.get_value("b") == "x"  # bound before there were notes
    assert (client.object_idletime("a"), client.object_idletime("b")) == (5, 0)
    for look in (client.exists, client.key_type, client.pttl, client.object_encoding):
        look("a", "b") if look == client.exists else look("b")
    client.scan(0, filter_type="string")
    assert (client.object_idletime("a"), client.object_idletime("b")) == (5, 0)
    assert client.touch("a", "none") == 1
    assert client.object_idletime("a") == 0
    assert client.object_idletime("none") is None


def test_a_question_about_no_key_is_one(
    client: redipy.Redis[str], clock: Clock
) -> None:
    assert client.object_idletime("none") is None
    client.set_value("a", "x")
    clock.sleep(0.9)
    assert client.object_idletime("a") == 0
    clock.sleep(0.1)  # the clock's seconds count, not those of the key
    assert client.object_idletime("a") == 1


def test_a_key_that_came_back_was_used(client: redipy.Redis[str], clock: Clock) -> None:
    client.set_value("a", "x")
    assert client.object_idletime("a") == 0
    for again in (lambda: client.rename("b", "a"), lambda: client.copy("b", "a")):
        clock.sleep(10)
        client.delete("a")
        client.set_value("b", "x")
        again()
        assert client.object_idletime("a") == 0
    clock.sleep(10)
    client.flushall()
    client.set_value("a", "x")
    assert client.object_idletime("a") == 0


def test_a_key_that_expires_is_not_used(
    client: redipy.Redis[str], clock: Clock
) -> None:
    client.object_idletime("a")
    client.set_value("a", "x", expire_in=5)
    clock.sleep(6)
    assert client.object_idletime("a") is None
    assert client.get_value("a") is None
    client.set_value("a", "x")
    clock.sleep(6)
    assert client.object_idletime("a") == 6


def test_notes_follow_the_keys_to_another_database(
    runtime: MemoryRuntime, clock: Clock
) -> None:
    first = redipy.Redis(rt=runtime)
    second = redipy.Redis(rt=MemoryRuntime(db=1, store=runtime.store))
    first.object_idletime("a")
    first.set_value("a", "x")
    second.set_value("b", "x")
    clock.sleep(10)
    first.swapdb(0, 1)
    assert second.object_idletime("a") == 10
    assert first.object_idletime("b") == 0
    assert first.get_value("b") == second.get_value("a") == "x"
    clock.sleep(10)
    assert second.move("a", 0) is True
    assert first.object_idletime("a") == 0


def test_a_scan_goes_on_while_the_record_begins(client: redipy.Redis[str]) -> None:
    names = {f"k{i}" for i in range(100)}
    for name in names:
        client.set_value(name, "x")
    cursor, found = client.scan(0, count=50)
    client.object_idletime("k1")
    client.set_value("new", "x")
    for name in ("k2", "k3"):
        client.delete(name)
    while cursor:
        cursor, page = client.scan(cursor, count=50)
        found += page
    assert names - {"k2", "k3"} <= set(found)
    client.delete(*names)
    assert (client.dbsize(), client.randomkey()) == (1, "new")


def test_samples(client: redipy.Redis[str]) -> None:
    client.hset("k", {f"f{i}": "x" * (i * 10) for i in range(600)})
    few, all_ = client.memory_usage("k"), client.memory_usage("k", samples=0)
    assert few is not None
    assert all_ is not None
    assert 20_000 < few < all_
    with refused("ERR syntax error"):
        client.memory_usage("k", samples=-1)
    with refused("ERR syntax error"):
        client.execute("MEMORY", "USAGE", "none", "SAMPLES", "-1", "SAMPLES", "x")
    with refused("ERR value is not an integer or out of range"):
        client.execute("MEMORY", "USAGE", "none", "SAMPLES", "x", "SAMPLES", "-1")
    with refused("ERR unknown subcommand 'DOCTOR'. Try MEMORY HELP."):
        client.execute("MEMORY", "DOCTOR")


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        *((1, 8), (8, 8), (9, 16), (17, 32), (33, 48), (128, 128), (129, 160)),
        *((161, 192), (257, 320), (4096, 4096), (4097, 5120)),
    ],
)
def test_sizes_that_are_handed_out(asked: int, given: int) -> None:
    assert allocated(asked) == given


def test_nodes_of_a_tree() -> None:
    assert radix_nodes([]) == 1
    assert radix_nodes([5]) == 2
    # Fifteen bytes in common, the place where the last ones part, two ends.
    assert radix_nodes([5, 6]) == 4
    # They part at once; fifteen bytes each, and their ends.
    assert radix_nodes([5, 1 << 127]) == 5


@pytest.mark.parametrize("limit", [64, 127, 4096, 16383, 16384, 2097151, 2097152])
def test_the_size_of_an_element_is_what_it_takes_in_a_dump(limit: int) -> None:
    for length in range(limit - 8, limit + 2):
        assert element_size(b"x" * length) == len(element(b"x" * length))
