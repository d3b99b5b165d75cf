"""What a call costs in large containers, and while a million keys expire.

Each case is timed on 1,000 and on 1,000,000 elements in turns, in one process; the
median of the ratios counts. Elements are chosen at random, so caches help little.
Times are the processor's, of all threads: that it runs other programs too does not
count.

The server looks for LINSERT's pivot from the front, and so does the engine: its
pivot stands at place 700 in both lists.

While keys expire, every call is timed, by the processor's time of all threads:
garbage collection counts, and so does whoever holds the caller up. A busy machine
lengthens some calls by more than the engine ever does: of as many calls while
nothing expires the longest is shown beside, and it is as long. But each time it is
another call, and the engine does the same in each round, with the same call. So
every round is a process of its own, a call's time is its shortest in the rounds,
and the longest of these times must be short.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from array import array
from collections.abc import Callable, Iterator
from itertools import count, cycle
from random import Random
from statistics import median
from typing import NamedTuple

import redipy

SMALL, LARGE = 1_000, 1_000_000
ROUNDS, CALLS = 25, 400
MOST = 4.0

EXPIRING = 1_000_000
EXPIRY_ROUNDS = 5
MOST_OF_MEDIAN = 20

Call = Callable[[], object]
Client = redipy.Redis[str]


def _batches(n: int) -> Iterator[range]:
    return (range(i, min(i + 10_000, n)) for i in range(0, n, 10_000))


def _names(n: int, seed: int) -> Iterator[str]:
    """Some of ``n`` names at random, without end."""
    rng = Random(seed)
    return cycle([f"member-{rng.randrange(n)}" for _ in range(5_000)])


def _places(n: int) -> Iterator[int]:
    rng = Random(n)
    return cycle([rng.randrange(n) for _ in range(5_000)])


def lists(client: Client, n: int) -> dict[str, Call]:
    """LSET in the middle, and so on."""
    for batch in _batches(n):
        client.rpush("list", *map(str, batch))
    places = _places(n)

    def inserted() -> None:
        client.linsert("list", "after", "700", "element")
        client.rpop("list")

    def trimmed() -> None:
        client.rpush("list", "element")
        client.ltrim("list", 0, -2)

    return {
        "lindex": lambda: client.lindex("list", next(places)),
        "lindex -1": lambda: client.lindex("list", -1),
        "lset middle": lambda: client.lset("list", n // 2, "element"),
        "lrange middle": lambda: client.lrange("list", n // 2, n // 2 + 9),
        "linsert+rpop": inserted,
        "rpush+ltrim": trimmed,
    }


def sorted_sets(client: Client, n: int) -> dict[str, Call]:
    """By member, by rank, by score."""
    for batch in _batches(n):
        client.zadd("sorted", {f"member-{i}": i * 7919 % n for i in batch})
    names, places = _names(n, 1), _places(n)

    def ranked() -> None:
        name = next(names)
        client.zadd("sorted", {name: next(places)})
        client.zrank("sorted", name)

    def by_score() -> None:
        start = next(places)
        client.zrange("sorted", start, n, by="score", offset=0, num=10)

    return {
        "zadd": lambda: client.zadd("sorted", {next(names): next(places)}),
        "zrank": lambda: client.zrank("sorted", next(names)),
        "zadd+zrank": ranked,
        "zrange by rank": lambda: client.zrange("sorted", n // 2, n // 2 + 9),
        "zrange by score": by_score,
        "zrandmember": lambda: client.zrandmember("sorted"),
        "zscan": lambda: client.zscan("sorted", n // 2),
    }


def hashes_and_sets(client: Client, n: int) -> dict[str, Call]:
    """Changes, and members at random."""
    for batch in _batches(n):
        client.hset("hash", {f"member-{i}": "value" for i in batch})
        client.sadd("set", *(f"member-{i}" for i in batch))
    names, new = _names(n, 2), count()

    def added() -> None:
        name = f"new-{next(new)}"
        client.sadd("set", name)
        client.srem("set", name)

    def popped() -> None:
        name = client.spop("set")
        assert name is not None
        client.sadd("set", name)

    def set_and_deleted() -> None:
        name = f"new-{next(new)}"
        client.hset("hash", {name: "value"})
        client.hdel("hash", name)

    return {
        "hset": lambda: client.hset("hash", {next(names): "another"}),
        "hset+hdel": set_and_deleted,
        "hrandfield": lambda: client.hrandfield("hash"),
        "hscan": lambda: client.hscan("hash", n // 2),
        "sadd": lambda: client.sadd("set", next(names)),
        "sadd+srem": added,
        "spop+sadd": popped,
        "srandmember": lambda: client.srandmember("set"),
        "sscan": lambda: client.sscan("set", n // 2),
    }


def streams(client: Client, n: int) -> dict[str, Call]:
    """Appending, and seeking by ID."""
    for batch in _batches(n):
        with client.pipeline() as pipe:
            for i in batch:
                pipe.xadd("stream", {"field": "value"}, id=f"{i + 1}-0")
    ids = cycle([f"{place + 1}-0" for place, _ in zip(_places(n), range(5_000))])  # noqa: B905

    def appended() -> None:
        client.xadd("stream", {"field": "value"}, maxlen=n, approximate=False)

    return {
        "xrange": lambda: client.xrange("stream", next(ids), count=1),
        "xadd": appended,
    }


def keys(client: Client, n: int) -> dict[str, Call]:
    """Keys that expire, each at a time of its own."""
    for batch in _batches(n):
        with client.pipeline() as pipe:
            for i in batch:
                pipe.set_value(f"member-{i}", "value", expire_in=100_000 + i / 1000)
    names, places, new = _names(n, 3), _places(n), count()

    def created() -> None:
        name = f"new-{next(new)}"
        client.set_value(name, "value", expire_in=1000)
        client.delete(name)

    def expired() -> None:
        client.expire(next(names), expire_in=200_000 + next(places) / 1000)

    return {
        "get": lambda: client.get_value(next(names)),
        "expire": expired,
        "set ex+del": created,
        "randomkey": client.randomkey,
        "scan": lambda: client.scan(n // 2),
        "dbsize": client.dbsize,
    }


def _timed(call: Call) -> float:
    """Microseconds a call in a batch, of the processor: other programs do not count."""
    start = time.process_time()
    for _ in range(CALLS):
        call()
    return (time.process_time() - start) / CALLS * 1e6


def scaling() -> int:
    """Print how each case grows; how many grow too much."""
    print(f"\n{'':18}{SMALL:>9,}{LARGE:>12,} µs{'ratio':>9}{'at most':>9}")
    missed = 0
    for make in (lists, sorted_sets, hashes_and_sets, streams, keys):
        small, large = make(redipy.Redis(), SMALL), make(redipy.Redis(), LARGE)
        for name, call in small.items():
            times = [(_timed(call), _timed(large[name])) for _ in range(ROUNDS)]
            ratio = median(many / few for few, many in times)
            held = ratio <= MOST
            missed += not held
            few, many = (median(column) for column in zip(*times, strict=True))
            print(
                f"{name:18}{few:9.2f}{many:12.2f}   {ratio:8.2f}x{MOST:8.1f}x"
                f"{'' if held else '  MISSED'}"
            )
    return missed


class Round(NamedTuple):
    """The microseconds of each call in one round."""

    expiring: dict[str, float]
    """While keys expire, by the number of keys that were left."""
    clock: float
    """Of these the longest by the clock."""
    idle: float
    """The longest of as many calls while nothing expires."""


def expiry_round() -> Round:
    """Time calls while a million keys that expired together go."""
    client = redipy.Redis()
    client.set_value("mine", "value")
    for i in range(EXPIRING):
        client.set_value(f"key-{i}", "value")
    start = time.time()
    for i in range(SMALL):
        client.pexpireat(f"key-{i}", int(start * 1000) + 3_600_000)
    each = (time.time() - start) / SMALL
    moment = int((time.time() + 2 * each * EXPIRING + 1) * 1000)
    for i in range(EXPIRING):
        client.pexpireat(f"key-{i}", moment)
    while client.dbsize() > 1:
        client.get_value("mine")  # callers call before, so nothing is cold
    held, get = client.get_memory_runtime().store.db.data, client.get_value
    processor, clock = time.process_time_ns, time.perf_counter_ns
    times = array("q", [0]) * (EXPIRING + 2)
    calls = wall = idle = 0
    while (left := len(held)) > 1:
        before, start_of_call = clock(), processor()
        get("mine")
        times[left] = processor() - start_of_call
        wall = max(wall, clock() - before)
        calls += 1
    for _ in range(calls):
        start_of_call = processor()
        get("mine")
        idle = max(idle, processor() - start_of_call)
    expiring = {str(left): took / 1000 for left, took in enumerate(times) if took}
    return Round(expiring, wall / 1000, idle / 1000)


def expiry() -> int:
    """Print how long a caller is held up; 1 if that is too long."""
    shortest: dict[str, float] = {}
    plain: list[float] = []
    clock: list[float] = []
    idle: list[float] = []
    for _ in range(EXPIRY_ROUNDS):
        output = subprocess.run(
            [sys.executable, __file__, "round"],
            check=True,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONHASHSEED": "1"},
        ).stdout
        done = Round(*json.loads(output))
        for left, took in done.expiring.items():
            shortest[left] = min(took, shortest.get(left, took))
        plain.append(max(done.expiring.values()))
        clock.append(done.clock)
        idle.append(done.idle)
    usual, longest = median(shortest.values()), max(shortest.values())
    ratio = longest / usual
    held = ratio <= MOST_OF_MEDIAN
    print(
        f"\n{EXPIRING:,} keys expire: median call {usual:.1f} µs, longest {longest:.1f}"
        f" µs, {ratio:.1f}x, at most {MOST_OF_MEDIAN}x{'' if held else '  MISSED'}"
        f"\n(longest of one round alone, other programs included: {min(plain):.1f} to"
        f" {max(plain):.1f} µs,\nby the clock {min(clock):.1f} to {max(clock):.1f} µs;"
        f" while nothing expires {min(idle):.1f} to {max(idle):.1f} µs)"
    )
    return not held


def main() -> int:
    """Print both tables; 1 if a target is missed."""
    missed = scaling()
    missed += expiry()
    return 1 if missed else 0


if __name__ == "__main__":
    if sys.argv[1:] == ["round"]:
        print(json.dumps(expiry_round()))
    else:
        sys.exit(main())
