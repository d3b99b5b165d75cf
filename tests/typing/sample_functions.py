"""What type checkers must see of functions that become scripts."""

from collections.abc import Awaitable
from typing import assert_type

import redipy
import redipy.asyncio
from redipy.keys import Key, RedisHash, RedisList, RedisSet, RedisSortedSet, RedisVar
from redipy.script import function


@function
def filter_list(cmp: float, inp: RedisList, left: RedisList, right: RedisList) -> None:
    while (cur := inp.lpop()) is not None:
        assert_type(cur, str)
        (left if float(cur) < cmp else right).rpush(cur)


@function
def replies(
    v: RedisVar, h: RedisHash, s: RedisSet, z: RedisSortedSet, name: Key
) -> tuple[int, str | None]:
    assert_type(v.get_value(), str | None)
    assert_type(v.get_value(default="x"), str)
    assert_type(v.set_value(1, mode="if_missing"), bool)
    assert_type(v.set_value(1, return_previous=True), str | None)
    assert_type(v.incrby(1), int)
    assert_type(v.incrby(0.5), float)
    assert_type(v.ttl(), float | None)
    assert_type(h.hgetall(), dict[str, str])
    assert_type(h.hmget("a", "b"), dict[str, str | None])
    assert_type(s.members(), list[str])
    assert_type(s.smembers(), list[str])
    assert_type(z.pop_min(2), list[tuple[str, float]])
    assert_type(z.zscore("m"), float | None)
    assert_type(z.add(1, "m"), int)
    assert_type(RedisList(name).lpop(3), list[str])
    assert_type(RedisHash(f"{h.key}:x").hlen(), int)
    return z.card(), h.hget("f")


def calls(client: redipy.Redis, waiting: redipy.asyncio.Redis) -> None:
    one, two, three = RedisList("a"), RedisList("b"), RedisList("c")
    assert_type(filter_list.on(client)(3, one, left=two, right=three), None)
    v, h, s, z = RedisVar("v"), RedisHash("h"), RedisSet("s"), RedisSortedSet("z")
    assert_type(replies.on(client)(v, h, s, z, name="n"), tuple[int, str | None])
    assert_type(replies.on(waiting)(v, h, s, z, "n"), Awaitable[tuple[int, str | None]])
    with client.pipeline() as pipeline:
        replies.on(pipeline)(v, h, s, z, name="n")
