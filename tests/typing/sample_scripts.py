"""What type checkers must see of scripts' structures."""

from collections.abc import Sequence
from typing import assert_type

from redipy.script import (
    FnContext,
    RedisBitmap,
    RedisGeo,
    RedisHash,
    RedisHyperLogLog,
    RedisList,
    RedisSet,
    RedisSortedSet,
    RedisStream,
    RedisVar,
    Strs,
)
from redipy_scripts import Expression, Variable


def made(ctx: FnContext) -> None:
    x = ctx.add_arg("x")
    assert_type(x, Variable)
    stream, key = RedisStream(ctx.add_key("s")), Strs("other:", x)
    assert_type(stream.xadd({"field": x}), Expression)
    assert_type(stream.xadd([(x, 1)], id=x, maxlen=10, approximate=False), Expression)
    assert_type(stream.xrange("-", x, count=5), Expression)
    assert_type(stream.xread("0", {"other": "5-1"}, 3), Expression)
    assert_type(stream.xread("0", [(key, x), (RedisStream(x), 1)]), Expression)
    assert_type(stream.xreadgroup("g", x, ">", noack=True), Expression)
    assert_type(stream.xpending("g", min="-", max=x, count=1), Expression)
    assert_type(stream.xclaim("g", "me", 0, "1-1", x, justid=True), Expression)
    assert_type(stream.ttl(), Expression)


def bits_and_places(ctx: FnContext) -> None:
    x = ctx.add_arg("x")
    bits = RedisBitmap("bits")
    assert_type(bits.setbit(x, 1), Expression)
    assert_type(bits.bitcount(0, x, "BIT"), Expression)
    assert_type(bits.bitop("AND", bits, "other", x), Expression)
    assert_type(bits.bitfield(("GET", "u8", x), ("OVERFLOW", "SAT")), Expression)
    geo = RedisGeo(x)
    assert_type(geo.geoadd({"a": (1.5, x)}, nx=True), Expression)
    assert_type(geo.geoadd([(1.5, x, x + 1)]), Expression)
    assert_type(geo.geodist("a", x, "km"), Expression)
    assert_type(geo.geosearch(member=x, radius=1, withdist=True), Expression)
    assert_type(geo.geosearchstore(geo, member="a", radius=x, unit="ft"), Expression)
    assert_type(geo.georadius(1, x, 3, "km", store=RedisGeo("to")), Expression)
    count = RedisHyperLogLog("count")
    assert_type(count.pfadd("a", x), Expression)
    assert_type(count.pfmerge(count, "other"), Expression)


def several_keys(ctx: FnContext) -> None:
    x = ctx.add_arg("x")
    var, items, hashed = RedisVar("v"), RedisList("l"), RedisHash("h")
    assert_type(var.mget("other", x), Expression)
    assert_type(var.mset(1, {"other": x}), Expression)
    assert_type(var.exists(items, x), Expression)
    assert_type(items.lmove(items, "left", dest="right"), Expression)
    assert_type(items.lmpop("other", where="right", count=x), Expression)
    assert_type(hashed.copy(RedisHash(x), replace=True), Expression)
    names: dict[bytes, Expression] = {b"raw": x}
    assert_type(hashed.hset(names), Expression)
    members, scores = RedisSet("s"), RedisSortedSet("z")
    assert_type(members.sinter(members, x), Expression)
    weights: Sequence[float] = [1, 2.5]
    assert_type(scores.zunion(members, weights=weights, aggregate="max"), Expression)
    assert_type(scores.zrange(0, x, by="score", desc=True, offset=1), Expression)
