"""Times redis-py over redipy, or fakeredis. Prints JSON: nanoseconds a call."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Callable
from typing import Any

CALLS = 2000
REPEAT = 8


def clients() -> tuple[Any, Any]:
    """A synchronous and an asyncio client of the side that was asked for."""
    if sys.argv[1] == "redipy":
        from redipy import redispy

        return redispy.Redis(), redispy.AsyncRedis
    import fakeredis

    return fakeredis.FakeRedis(), fakeredis.FakeAsyncRedis


def best(call: Callable[[], object]) -> float:
    """Nanoseconds a call, the best of some rounds."""
    found: list[float] = []
    for _ in range(REPEAT):
        begin = time.process_time_ns()
        for _ in range(CALLS):
            call()
        found.append((time.process_time_ns() - begin) / CALLS)
    return min(found)


async def best_async(make: Callable[[], Any]) -> float:
    """The same for GET of the asyncio client."""
    client = make()
    await client.set("string", "a value")
    found: list[float] = []
    for _ in range(REPEAT):
        begin = time.process_time_ns()
        for _ in range(CALLS):
            await client.get("string")
        found.append((time.process_time_ns() - begin) / CALLS)
    await client.aclose()
    return min(found)


def main() -> None:
    """Measure every case."""
    r, make_async = clients()

    def pushed_and_popped() -> None:
        r.rpush("list", "element")
        r.lpop("list")

    def pipelined() -> None:
        with r.pipeline() as pipe:
            for _ in range(10):
                pipe.set("string", "a value")
            pipe.execute()

    cases: dict[str, Callable[[], object]] = {
        "set": lambda: r.set("string", "a value"),
        "get": lambda: r.get("string"),
        "incr": lambda: r.incr("number"),
        "hset": lambda: r.hset("hash", "field", "value"),
        "rpush+lpop": pushed_and_popped,
        "zadd": lambda: r.zadd("sorted", {"member": 1.5}),
        "pipeline of 10": pipelined,
    }
    results = {name: best(call) for name, call in cases.items()}
    results["asyncio get"] = asyncio.run(best_async(make_async))
    print(json.dumps(results))


if __name__ == "__main__":
    main()
