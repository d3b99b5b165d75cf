"""Every line marked as a mistake must be one to both type checkers."""

import redipy
from redipy import keys
from redipy.script import RedisBitmap, RedisGeo, RedisSortedSet, RedisStream, function


def wrong(r: redipy.Redis, raw: redipy.Redis[bytes]) -> None:
    r.lpop()  # mistake
    r.lpop("k", "2")  # mistake
    r.get_value(None)  # mistake
    r.set_value("k", "v", mode="sometimes")  # mistake
    text: str = r.get_value("k")  # mistake
    number: int = r.incrby("k", 0.5)  # mistake
    shown: str | None = raw.get_value("k")  # mistake
    r.zadd("k", {"m": "high"})  # mistake
    r.no_such_command("k")  # mistake
    r.sort_ro("k", store="k2")  # mistake
    r.sort("k", get=5)  # mistake
    r.xinfo_stream("k", count=5)  # mistake
    print(text, number, shown)


def wrong_in_scripts(stream: RedisStream, geo: RedisGeo, bits: RedisBitmap) -> None:
    stream.xadd()  # mistake
    stream.xadd({"f": object()})  # mistake
    stream.xadd({"f": 1}, nomkstream="yes")  # mistake
    stream.xread("0", block=5)  # mistake
    geo.geoadd({"a": 1.5})  # mistake
    geo.geodist("a", "b", "miles")  # mistake
    geo.geosearch(member="a", radius=1, sort="up")  # mistake
    bits.bitop("NAND", "k")  # mistake
    bits.bitfield(("GET", "u8"))  # mistake
    RedisSortedSet("z").zrange(0, -1, by="name")  # mistake
    key: str = stream.xlen()  # mistake
    print(key)


@function
def wrong_in_functions(items: keys.RedisList, limit: int) -> int:
    items.lpop("many")  # mistake
    items.hget("f")  # mistake
    return items.lindex(0)  # mistake


def wrong_calls(client: redipy.Redis) -> None:
    run = wrong_in_functions.on(client)
    run(items=keys.RedisList("l"), limit="3")  # mistake
    run(items=keys.RedisHash("l"), limit=3)  # mistake
    run(items="l", limit=3)  # mistake
    run(keys.RedisList("l"))  # mistake
    found: str = run(keys.RedisList("l"), 3)  # mistake
    print(found)
