"""What the file promises: nothing is lost, and several processes may share it."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from redipy_sqlite import SqliteRuntime, plugin
from redipy_sqlite.codec import decode, encode

from redipy_core.client import Redis
from redipy_core.errors import (
    BackendError,
    CommandError,
    RequestTimeoutError,
    WatchError,
)
from redipy_core.plugins import Plugins
from redipy_memory.runtime import MemoryRuntime
from redipy_memory.sorted_set import SortedSet
from redipy_memory.values import ListValue, StoredValue

ALL = Plugins(block=["redipy-sqlite"], extra=[plugin])

Open = Callable[..., Redis[str]]


@pytest.fixture
def path(tmp_path: Path) -> str:
    """Where a new file may be."""
    return str(tmp_path / "t.db")


@pytest.fixture
def open_file(path: str) -> Iterator[Open]:
    """Opens the file; each client is like one of another process."""
    made: list[SqliteRuntime] = []

    def open_it(**options: object) -> Redis[str]:
        # Other plugins are another store: in one process they share the file only.
        plugins = Plugins(block=["redipy-sqlite"], extra=[plugin])
        options.setdefault("durable", False)
        made.append(SqliteRuntime.open(path, plugins, **options))  # type: ignore[arg-type]
        return Redis(rt=made[-1])

    yield open_it
    for runtime in made:
        runtime.close()


# -- staying -------------------------------------------------------------------------------


def fill(r: Redis[str]) -> None:
    """A key of each type."""
    r.set_value("string", "a\x00b")
    r.rpush("list", "1", "2", "3")
    r.hset("hash", {"f": "1", "g": ""})
    r.sadd("set", "a", "b")
    r.zadd("zset", {"a": 1.5, "b": -0.0, "c": float("inf")})
    r.xadd("stream", {"f": "1"}, id="1-1")
    r.xadd("stream", {"f": "2", "g": "3"}, id="2-5")
    r.xgroup_create("stream", "group", "0")
    r.xreadgroup("group", "one", {"stream": ">"}, count=1)
    r.xdel("stream", "1-1")
    r.pfadd("hll", "a", "b")
    r.setbit("bits", 100, 1)
    r.set_value("soon", "x", expire_in=1000)
    r.select(3).set_value("third", "x")


def seen(r: Redis[str]) -> dict[str, object]:
    """All that a client can see of :func:`fill`'s keys."""
    return {
        "keys": r.keys(),
        "string": r.get_value("string"),
        "list": r.lrange("list", 0, -1),
        "hash": r.hgetall("hash"),
        "set": r.smembers("set"),
        "zset": r.zrange("zset", 0, -1, withscores=True),
        "stream": r.xrange("stream"),
        "info": r.execute("XINFO", "STREAM", "stream"),
        "groups": r.xinfo_groups("stream"),
        "pending": r.xpending("stream", "group"),
        "hll": r.pfcount("hll"),
        "bits": r.getbit("bits", 100),
        "expires": r.execute("EXPIRETIME", "soon"),
        "third": r.select(3).get_value("third"),
    }


def test_everything_is_there_when_it_is_opened_again(open_file: Open) -> None:
    first = open_file()
    fill(first)
    before = seen(first)
    first.get_runtime().close()
    assert seen(open_file()) == before


def test_by_path_and_url(path: str) -> None:
    makers: list[Callable[[], Redis[str]]] = [
        lambda: Redis("sqlite", path=path, plugins=ALL),
        lambda: Redis(path=path, plugins=ALL),
        lambda: Redis.from_url(f"sqlite://{path}", plugins=ALL),
    ]
    for make in makers:
        with make() as r:
            assert r.get_runtime().name == "sqlite"
            r.incrby("n", 1)
            assert r.select(2).get_runtime().name == "sqlite"
    with Redis.from_url(f"sqlite://{path}?db=1&durable=0", plugins=ALL) as r:
        assert r.get_value("n") is None
        assert r.select(0).get_value("n") == "3"
    for url in ("?db=x", "?colour=blue", "?durable=2"):
        with pytest.raises(BackendError, match="unknown options for sqlite"):
            Redis.from_url(f"sqlite://{path}{url}", plugins=ALL)
    with pytest.raises(BackendError, match="sqlite needs a path"):
        Redis("sqlite", plugins=ALL)
    with pytest.raises(BackendError, match="path must be str, not 3"):
        Redis("sqlite", path=3, plugins=ALL)
    with pytest.raises(BackendError, match="unknown options for sqlite: colour"):
        Redis(path=path, colour="blue", plugins=ALL)


def test_clients_of_one_process_share_a_store(path: str) -> None:
    one, two = (Redis[str](path=path, plugins=ALL) for _ in range(2))
    with one, two, one.pubsub() as listening:
        listening.subscribe("c")
        assert two.publish("c", "m") == 1
    with pytest.raises(BackendError):
        one.get_value("k")


def test_a_file_of_another_program(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE mine (x)")
    connection.close()
    with pytest.raises(BackendError, match="a database of another program"):
        SqliteRuntime.open(str(other), ALL)
    (tmp_path / "text.db").write_text("no database" * 100)
    with pytest.raises(BackendError, match="not a database"):
        SqliteRuntime.open(str(tmp_path / "text.db"), ALL)
    with pytest.raises(BackendError, match="unable to open"):
        SqliteRuntime.open(str(tmp_path / "no" / "such.db"), ALL)


KILLED = """
import sys
from redipy_core.client import Redis
from redipy_core.plugins import Plugins
from redipy_sqlite import SqliteRuntime, plugin
plugins = Plugins(block=["redipy-sqlite"], extra=[plugin])
r = Redis(rt=SqliteRuntime.open(sys.argv[1], plugins, durable=sys.argv[2] == "1"))
while True:
    with r.pipeline() as pipe:
        pipe.incrby("n", 1)
        pipe.rpush("list", "x")
        n, _ = pipe.execute()
    print(n, flush=True)
"""


@pytest.mark.parametrize("durable", [False, True])
def test_kill_minus_nine(path: str, open_file: Open, durable: bool) -> None:
    """What was answered is there, and no pipeline is there by half."""
    acknowledged = 0
    for _ in range(3):
        command = [sys.executable, "-c", KILLED, path, str(int(durable))]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            for _ in range(50):
                acknowledged = int(process.stdout.readline())
            process.send_signal(signal.SIGKILL)
            for line in process.stdout:
                if line.endswith(b"\n"):
                    acknowledged = int(line)
        r = open_file()
        found = int(r.get_value("n") or 0)
        assert acknowledged <= found <= acknowledged + 1
        assert r.llen("list") == found
        r.get_runtime().close()


# -- several processes ---------------------------------------------------------------------


def test_each_sees_what_the_other_did(open_file: Open) -> None:
    one, two = open_file(), open_file()
    fill(one)
    assert seen(two) == seen(one)
    two.rpush("list", "4")
    two.delete("set")
    two.expire("soon")
    assert one.lrange("list", 0, -1) == ["1", "2", "3", "4"]
    assert one.exists("set") == 0
    assert one.ttl("soon") == -1.0
    assert seen(two) == seen(one)


def test_scan_gives_what_others_leave(open_file: Open) -> None:
    one, two = open_file(), open_file()
    for i in range(50):
        one.set_value(f"k{i}", "x")
    cursor, page = one.scan(0, count=10)
    found = set(page)
    two.delete("k3")
    two.set_value("new", "x")
    while cursor:
        cursor, page = one.scan(cursor, count=10)
        found |= set(page)
    assert found >= {f"k{i}" for i in range(50) if i != 3}


def test_clearing_and_swapping(open_file: Open) -> None:
    one, two = open_file(), open_file()
    one.set_value("a", "1")
    one.select(1).rpush("b", "1")
    assert two.swapdb(0, 1) is True
    assert (one.keys(), one.select(1).keys()) == ({"b"}, {"a"})
    one.rpush("b", "2")
    one.select(1).incrby("a", 1)
    assert (two.lrange("b", 0, -1), two.select(1).get_value("a")) == (["1", "2"], "2")
    with two.pipeline() as pipe:
        pipe.set_value("gone", "x")
        pipe.flushdb()
        pipe.set_value("stays", "x")
    assert (one.keys(), one.select(1).keys()) == ({"stays"}, {"a"})
    assert (open_file().keys(), open_file().select(1).keys()) == ({"stays"}, {"a"})


def test_many_keys_that_are_gone(
    open_file: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("redipy_sqlite.file._MAX_GONE", 10)
    one, two = open_file(), open_file()
    one.mset({f"k{i}": "x" for i in range(30)})
    assert two.dbsize() == 30
    for i in range(25):
        one.delete(f"k{i}")
    assert two.keys() == {f"k{i}" for i in range(25, 30)}


def test_a_watch_notices_another_process(open_file: Open) -> None:
    one, two = open_file(), open_file()
    with one.watch("k") as transaction:
        assert transaction.get_value("k") is None
        two.set_value("k", "x")
        pipe = transaction.pipeline()
        pipe.set_value("k", "y")
        with pytest.raises(WatchError):
            pipe.execute()
    assert one.get_value("k") == "x"


COUNTING = """
import sys
from redipy_core.client import Redis
from redipy_core.plugins import Plugins
from redipy_sqlite import SqliteRuntime, plugin
plugins = Plugins(block=["redipy-sqlite"], extra=[plugin])
r = Redis(rt=SqliteRuntime.open(sys.argv[1], plugins, durable=False, timeout=60))
for i in range(200):
    r.incrby("n", 1)
    r.sadd("set", f"{sys.argv[2]}-{i}")
r.close()
"""


def test_processes_count_together(path: str, open_file: Open) -> None:
    started = [
        subprocess.Popen([sys.executable, "-c", COUNTING, path, str(number)])
        for number in range(3)
    ]
    assert [process.wait() for process in started] == [0, 0, 0]
    r = open_file()
    assert (r.get_value("n"), r.scard("set")) == ("600", 600)


def test_a_file_that_is_kept_busy(path: str, open_file: Open) -> None:
    r = open_file(timeout=0.01)
    r.set_value("k", "x")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(RequestTimeoutError, match="in use by another process"):
        r.set_value("k", "y")
    other.execute("ROLLBACK")
    other.close()
    assert r.get_value("k") == "x"


def test_what_cannot_be_written_did_not_happen(
    open_file: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    r = open_file()
    r.rpush("list", "1")
    r.set_value("k", "x")
    runtime = r.get_runtime()
    assert isinstance(runtime, SqliteRuntime)
    file = runtime.store.file  # type: ignore[attr-defined]  # a FileStore's

    def full(*args: object) -> None:
        raise BackendError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(file, "commit", full)
        calls: list[Callable[[], object]] = [
            lambda: r.rpush("list", "2"),
            lambda: r.delete("k"),
            lambda: r.swapdb(0, 1),
            r.flushall,
        ]
        for call in calls:
            with pytest.raises(BackendError, match="the disk is full"):
                call()
    assert r.lrange("list", 0, -1) == ["1"]
    assert (r.keys(), r.get_value("k")) == ({"list", "k"}, "x")


def test_reading_writes_nothing(open_file: Open, path: str) -> None:
    r = open_file()
    fill(r)
    other = sqlite3.connect(path)
    (before,) = other.execute("SELECT revision FROM state").fetchone()
    seen(r)
    (after,) = other.execute("SELECT revision FROM state").fetchone()
    other.close()
    # PFCOUNT keeps the count that it found, XINFO and the rest nothing.
    assert before <= after <= before + 1


# -- what processes do not share -----------------------------------------------------------


@pytest.mark.xfail(strict=True, reason="channels are within one process")
def test_messages_reach_another_process(open_file: Open) -> None:
    one, two = open_file(), open_file()
    with one.pubsub() as listening:
        listening.subscribe("c")
        assert two.publish("c", "m") == 1


def waiting(r: Redis[str], timeout: float) -> tuple[threading.Thread, list[object]]:
    """A thread that waits at a list, and what it will have got."""
    answers: list[object] = []
    thread = threading.Thread(
        target=lambda: answers.append(r.blpop("q", timeout=timeout))
    )
    thread.start()
    runtime = r.get_runtime()
    assert isinstance(runtime, SqliteRuntime)
    while "wait" not in runtime.store.shared.wanted:
        thread.join(0.001)
    return thread, answers


@pytest.mark.xfail(strict=True, reason="a waiting call looks when its process does")
def test_a_waiting_call_hears_of_another_process(open_file: Open) -> None:
    one, two = open_file(), open_file()
    thread, answers = waiting(one, 60)
    two.rpush("q", "x")
    thread.join(0.2)
    heard = list(answers)
    one.exists("other")
    thread.join()
    assert heard == [("q", "x")]


def test_a_waiting_call_looks_when_its_process_does(open_file: Open) -> None:
    one, two = open_file(), open_file()
    thread, answers = waiting(one, 60)
    two.rpush("q", "x")
    one.exists("other")
    thread.join()
    assert answers == [("q", "x")]
    assert two.llen("q") == 0


# -- what the file does not keep ------------------------------------------------------------


@pytest.mark.xfail(strict=True, reason="nothing is noted of how keys are used")
def test_for_how_long_a_key_was_not_used(path: str) -> None:
    seconds = iter(range(10**9, 10**9 + 10**6, 60))
    runtime = SqliteRuntime.open(path, ALL, clock=lambda: float(next(seconds)))
    r = Redis[str](rt=runtime)
    r.set_value("k", "x")
    idle = [r.execute("OBJECT", "IDLETIME", "k") for _ in range(2)]
    runtime.close()
    assert idle != [0, 0]


# -- values -------------------------------------------------------------------------------

texts = st.binary(max_size=8)
values: st.SearchStrategy[StoredValue] = st.one_of(
    texts,
    st.lists(texts).map(ListValue),
    st.dictionaries(texts, texts),
    st.sets(texts),
    st.dictionaries(texts, st.floats(allow_nan=False)).map(SortedSet.holding),
)


@given(value=values)
def test_values_survive(value: StoredValue) -> None:
    again = decode(encode(value))
    assert type(again) is type(value)
    if isinstance(value, SortedSet):
        assert isinstance(again, SortedSet)
        assert list(again.order) == list(value.order)
        assert list(map(str, again.scores.values())) == list(
            map(str, value.scores.values())
        )
    else:
        assert again == value


@given(value=values, cut=st.integers(1, 20))
def test_what_is_cut_short_is_refused(value: StoredValue, cut: int) -> None:
    data = encode(value)
    if isinstance(value, bytes) or cut >= len(data):
        return
    with pytest.raises(ValueError, match="cut short"):
        decode(data[:-cut])


def test_what_no_plugin_adds_is_refused() -> None:
    for data in (b"", b"q1", b"c" + b"\0" * 7 + b"\1x" + b"\0" * 8):
        with pytest.raises(ValueError, match=r"unknown kind|no plugin adds"):
            decode(data)


# -- against memory ------------------------------------------------------------------------

keys = st.sampled_from(["a", "b", "c"])
items = st.sampled_from(["1", "2", "x"])
steps = st.one_of(
    st.tuples(st.just("set_value"), keys, items),
    st.tuples(st.just("append"), keys, items),
    st.tuples(st.sampled_from(["rpush", "lpush", "sadd", "srem"]), keys, items),
    st.tuples(st.sampled_from(["lpop", "rpop", "delete", "expire"]), keys),
    st.tuples(st.just("hset"), keys, st.dictionaries(items, items, min_size=1)),
    st.tuples(st.just("hdel"), keys, items),
    st.tuples(
        st.just("zadd"), keys, st.dictionaries(items, st.integers(0, 3), min_size=1)
    ),
    st.tuples(st.sampled_from(["rename", "copy", "lmove", "smove"]), keys, keys, items),
    st.tuples(st.sampled_from(["swapdb", "flushdb", "reopen"])),
)


def dumped(r: Redis[str]) -> object:
    """All keys with type, value and time to live."""
    found: list[object] = []
    for index in (0, 1):
        db = r.select(index)
        for key in sorted(db.keys()):
            kind = db.key_type(key)
            value = shown(db, key, kind)
            found.append((index, key, kind, value, db.ttl(key)))
    return found


def shown(db: Redis[str], key: str, kind: str | None) -> object:
    """The value of a key."""
    match kind:
        case "list":
            return db.lrange(key, 0, -1)
        case "hash":
            return db.hgetall(key)
        case "set":
            return db.smembers(key)
        case "zset":
            return db.zrange(key, 0, -1, withscores=True)
        case _:
            return db.get_value(key)


@settings(max_examples=60, deadline=None)
@given(script=st.lists(steps, max_size=25))
def test_as_in_memory(
    script: list[tuple[object, ...]], tmp_path_factory: object
) -> None:
    assert isinstance(tmp_path_factory, pytest.TempPathFactory)
    path = str(tmp_path_factory.mktemp("twin") / "t.db")
    memory = Redis[str](rt=MemoryRuntime(ALL))

    def opened() -> Redis[str]:
        return Redis(rt=SqliteRuntime.open(path, ALL, durable=False))

    file = opened()
    for name, *args in script:
        if name == "reopen":
            file.get_runtime().close()
            file = opened()
            continue
        assert answer(file, str(name), args) == answer(memory, str(name), args)
        assert dumped(file) == dumped(memory)
    file.get_runtime().close()
    assert dumped(opened()) == dumped(memory)


def answer(r: Redis[str], name: str, args: list[object]) -> object:
    """What a call gives, or the words of its error."""
    if name == "swapdb":
        args = [0, 1]
    if name == "lmove":
        args = [*args[:2], "left", "right"]
    if name in ("rename", "copy"):
        args = args[:2]
    try:
        return getattr(r, name)(*args)
    except (CommandError, TypeError) as error:
        return str(error)
