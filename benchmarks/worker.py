"""Times the redipy that is installed against the handwritten class.

Prints JSON: for each case the nanoseconds a call of both. The same file runs
in the venv of any redipy, so two versions are compared through the yardstick
that stands beside them in the same process.
"""

from __future__ import annotations

import json
import sys
import timeit
import warnings
from collections.abc import Callable
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from handwritten import HandWritten

import redipy
from redipy.script import FnContext, RedisList, ToNum

CALLS = 20_000
ITEMS = [str(number % 1000) for number in range(1000)]

Timed = Callable[[], object]


def calls(store: HandWritten | redipy.Redis) -> dict[str, Timed]:
    """One call of each case, on anything that has the methods."""
    turn = count()

    def pushed_and_popped() -> None:
        store.rpush("list", "element")
        store.lpop("list")

    def added() -> None:
        store.sadd("set", f"member-{next(turn) % 1000}")

    def scored() -> None:
        i = next(turn)
        store.zadd("sorted", {f"member-{i % 1000}": float(i * 7919 % 1009)})

    return {
        "set": lambda: store.set_value("string", "a value of some length"),
        "get": lambda: store.get_value("string"),
        "incr": lambda: store.incrby("number", 1),
        "hset": lambda: store.hset("hash", {"field": "value"}),
        "hget": lambda: store.hget("hash", "field"),
        "rpush+lpop": pushed_and_popped,
        "sadd": added,
        "zadd": scored,
    }


def filter_by_hand(store: HandWritten) -> Timed:
    """The filter as a loop over the handwritten class."""

    def run() -> None:
        store.rpush("source", *ITEMS)
        while (element := store.lpop("source")) is not None:
            store.rpush("left" if float(element) < 500 else "right", element)

    return run


def filter_as_script(store: redipy.Redis) -> Timed:
    """The filter as a script, on the same thousand items."""
    ctx = FnContext()
    limit = ctx.add_arg("cmp")
    source = RedisList(ctx.add_key("source"))
    left = RedisList(ctx.add_key("left"))
    right = RedisList(ctx.add_key("right"))
    current = ctx.add_local(source.lpop())
    loop = ctx.while_(current.ne_(None))
    below, above = loop.if_(ToNum(current).lt_(ToNum(limit)))
    below.add(left.rpush(current))
    above.add(right.rpush(current))
    loop.add(current.assign(source.lpop()))
    ctx.set_return_value(None)
    script = store.register_script(ctx)
    keys = {"source": "source", "left": "left", "right": "right"}

    def run() -> None:
        store.rpush("source", *ITEMS)
        script(keys=keys, args={"cmp": 500})

    return run


def trivial_script(store: redipy.Redis) -> Timed:
    """A script with a key and an argument that does nothing with them."""
    ctx = FnContext()
    ctx.add_key("key")
    ctx.set_return_value(ctx.add_arg("value"))
    script = store.register_script(ctx)
    keys, args = {"key": "string"}, {"value": 1}
    return lambda: script(keys=keys, args=args)


def best(call: Timed, number: int, repeat: int) -> float:
    """Nanoseconds a call, the best of some rounds."""
    return min(timeit.repeat(call, number=number, repeat=repeat)) / number * 1e9


def main() -> None:
    """Measure every case, the two sides in turn."""
    warnings.simplefilter("ignore")
    hand, store = HandWritten(), redipy.Redis()
    results: dict[str, tuple[float, float]] = {}
    ours = calls(store)
    for name, call in calls(hand).items():
        results[name] = best(call, CALLS, 5), best(ours[name], CALLS, 5)
    results["filter 1,000"] = (
        best(filter_by_hand(hand), 5, 5),
        best(filter_as_script(store), 5, 5),
    )
    results["script call"] = (
        best(ours["get"], CALLS, 5),
        best(trivial_script(store), CALLS, 5),
    )
    print(json.dumps(results))


if __name__ == "__main__":
    main()
