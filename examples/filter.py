"""Drain a list, sorting its numbers to the left and right of a limit.

The script runs atomically, on memory or on a server:

    python examples/filter.py [--url redis://localhost:6379]
"""

import argparse

import redipy
from redipy.script import FnContext, RedisList, ToNum


def filter_script() -> FnContext:
    """Each item of ``inp`` below ``cmp`` goes to ``left``, the others to ``right``."""
    ctx = FnContext()
    limit = ctx.add_arg("cmp")
    source = RedisList(ctx.add_key("inp"))
    left = RedisList(ctx.add_key("left"))
    right = RedisList(ctx.add_key("right"))

    current = ctx.add_local(source.lpop())
    loop = ctx.while_(current.ne_(None))
    below, above = loop.if_(ToNum(current).lt_(limit))
    below.add(left.rpush(current))
    above.add(right.rpush(current))
    loop.add(current.assign(source.lpop()))
    return ctx


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="memory://")
    with redipy.Redis.from_url(parser.parse_args().url, prefix="filter:") as r:
        r.flushall()
        run = r.register_script(filter_script())
        r.rpush("inp", "1", "3", "2", "4")
        print("source:", r.lrange("inp", 0, -1))
        run(keys={"inp": "inp", "left": "l", "right": "r"}, args={"cmp": 3})
        print("left:  ", r.lrange("l", 0, -1))
        print("right: ", r.lrange("r", 0, -1))
        print("source:", r.lrange("inp", 0, -1))
        r.flushall()


if __name__ == "__main__":
    main()
