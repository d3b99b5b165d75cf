"""Random calls on structures, written by hand: operands of every kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from redipy_scripts.expressions import Constant, Expression, RedisFn
from redipy_scripts.functions import Strs
from redipy_scripts.structures import (
    RedisBitmap,
    RedisGeo,
    RedisHash,
    RedisHyperLogLog,
    RedisKey,
    RedisList,
    RedisSet,
    RedisSortedSet,
    RedisStream,
    RedisVar,
)
from redipy_scripts.testing.operands import Operands

SPANS: Final = (0, -1, 3600, 7200.0005, 1e12, float("inf"), float("nan"))
"""Seconds that are over at once or not while a test runs."""
_OWN: Final = ("k", "l", "h", "s", "z")


class StructureCalls(Operands):
    """Makes calls whose operands are expressions of any kind."""

    def key(self, usual: str) -> Any:
        """Mostly the key of the right type; computed and wrong ones too."""
        way = self.rng.randrange(10)
        own = self.key_variables[usual]
        if way < 6:
            return own
        if way < 8:
            place = self.pick((1, 2, self.number(0), self.pick(self.variables)))
            return Strs(own, ":", place)
        return self.pick((*self.key_variables.values(), usual, self.text(1)))

    def by_hand(self, depth: int) -> Expression:
        """A call of a core command."""
        makers = (self.on_var, self.on_list, self.on_hash, self.on_set, self.on_zset)
        others = (self.on_stream, self.on_geo, self.on_bits, self.on_count)
        made: Expression = self.pick((*makers, *others, self.on_key, self.raw))(depth)
        return made

    def redis_container(self, depth: int) -> Expression:
        """See :meth:`Operands.redis_container`."""
        a, b = self.pick((0, 1, -1)), self.pick((1, -1, 5))
        z = RedisSortedSet(self.key("z"))
        made: Expression = self.pick(
            (
                RedisList(self.key("l")).lrange(a, b),
                RedisHash(self.key("h")).hgetall(),
                RedisHash(self.key("h")).hmget("a", self.text(depth), "b"),
                RedisSet(self.key("s")).members(),
                z.range(a, b, withscores=self.maybe(50), desc=self.maybe(50)),
                z.pop_max(self.pick((0, 1, 2))),
                RedisList(self.key("l")).lpop(self.pick((0, 1, 2, 9))),
                RedisHash(self.key("h")).hkeys(),
                RedisHash(self.key("h")).hvals(),
            )
        )
        return made

    def on_key(self, depth: int) -> Expression:
        """A call on any key."""
        del depth
        key = RedisKey(self.key(self.pick(_OWN)))
        makers: tuple[Callable[[], Expression], ...] = (
            key.exists,
            key.delete,
            key.key_type,
            key.persist,
            lambda: key.expire(
                expire_in=self.pick((1000, 2000.5, Constant(self.pick(SPANS))))
            ),
            lambda: key.expire(expire_in=5000, mode="if_persist"),
            lambda: key.rename(self.key("k")),
            lambda: key.renamenx(self.key("k")),
        )
        made: Expression = self.pick(makers)()
        return made

    def on_var(self, depth: int) -> Expression:
        """A call on a string."""
        var = RedisVar(self.key("k"))
        mode = self.pick(("always", "if_missing", "if_exists"))
        makers: tuple[Callable[[], Expression], ...] = (
            var.get_value,
            lambda: var.get_value(default=self.any(depth - 1)),
            lambda: var.set_value(self.word(depth)),
            lambda: var.set_value(
                self.word(depth), mode=mode, return_previous=self.maybe(50)
            ),
            lambda: var.set_value(self.word(depth), keep_ttl=True),
            lambda: var.set_value("v", expire_in=self.pick((1000, 99.5, 2000))),
            lambda: var.incrby(
                self.pick((1, -2, 1.5, Constant(1) + 2, self.number(0)))
            ),
            lambda: var.incrby_text(self.pick((1, -2))),
            lambda: var.incrbyfloat(self.pick((0.5, -2, "1e2", self.word(depth)))),
            lambda: var.append(self.word(depth)),
            var.strlen,
            lambda: var.getrange(self.index(), self.index()),
            lambda: var.setrange(self.pick((0, 1, 3)), self.word(depth)),
            lambda: var.setnx(self.word(depth)),
            var.getdel,
            var.incr,
            var.decr,
        )
        made: Expression = self.pick(makers)()
        return made

    def on_list(self, depth: int) -> Expression:
        """A call on a list."""
        items = RedisList(self.key("l"))
        makers: tuple[Callable[[], Expression], ...] = (
            lambda: items.lpush(self.word(depth), self.word(depth)),
            lambda: items.rpush(self.word(depth)),
            items.lpop,
            items.rpop,
            lambda: items.rpop(self.index()),
            lambda: items.lrange(self.index(), self.index()),
            items.llen,
            lambda: items.lindex(self.index()),
            lambda: items.lset(self.index(), self.word(depth)),
            lambda: items.lrem(self.index(), self.word(depth)),
            lambda: items.ltrim(self.index(), self.index()),
            lambda: items.linsert("before", self.word(0), self.word(depth)),
        )
        made: Expression = self.pick(makers)()
        return made

    def on_hash(self, depth: int) -> Expression:
        """A call on a hash."""
        items = RedisHash(self.key("h"))
        field = self.pick(("a", "b", "c", "1", self.word(depth)))
        makers: tuple[Callable[[], Expression], ...] = (
            lambda: items.hset([(field, self.word(depth)), ("n", self.word(depth))]),
            lambda: items.hget(field),
            lambda: items.hdel(field, "zz"),
            lambda: items.hexists(field),
            items.hlen,
            lambda: items.hincrby(field, self.pick((1, 2.5, self.number(depth)))),
            lambda: items.hincrbyfloat(field, self.word(depth)),
            lambda: items.hsetnx(field, self.word(depth)),
        )
        made: Expression = self.pick(makers)()
        return made

    def on_set(self, depth: int) -> Expression:
        """A call on a set."""
        items = RedisSet(self.key("s"))
        makers: tuple[Callable[[], Expression], ...] = (
            lambda: items.add(self.word(depth), self.word(depth)),
            lambda: items.remove(self.word(depth)),
            lambda: items.has(self.word(depth)),
            items.card,
            items.members,
        )
        made: Expression = self.pick(makers)()
        return made

    def on_zset(self, depth: int) -> Expression:
        """A call on a sorted set."""
        items = RedisSortedSet(self.key("z"))
        member = self.pick(("a", "b", "c", self.word(depth)))
        makers: tuple[Callable[[], Expression], ...] = (
            lambda: items.add(self.number(depth), member),
            lambda: items.zscore(member),
            lambda: items.zincrby(self.number(depth), member),
            lambda: items.zrank(member),
            lambda: items.zrem(member),
            lambda: items.zcount("-inf", self.pick((1, "(2", "+inf"))),
            items.card,
            items.pop_min,
        )
        made: Expression = self.pick(makers)()
        return made

    def on_stream(self, depth: int) -> Expression:
        """A call on a stream and its group."""
        items, group = RedisStream(self.key("x1")), self.pick(("g", "g", "new"))
        number = self.pick(("1-1", "2", "2-1", "3-1", "7-1", Strs(5, "-1"), "3-*"))
        fields: Any = self.pick(
            ({"a": self.word(depth)}, [(self.word(0), 1), ("b", 2)])
        )
        makers: tuple[Callable[[], Expression], ...] = (
            lambda: items.xadd(fields, id=number, maxlen=self.pick((None, 2, 9))),
            lambda: items.xadd(fields, id=number, minid="2-1", approximate=False),
            lambda: items.xrange(self.pick(("-", "(1-1", number)), count=self.index()),
            lambda: items.xrevrange(),
            lambda: items.xdel(number),
            lambda: items.xtrim(maxlen=self.pick((1, 2)), approximate=False),
            lambda: items.xread(number, {"x2": "0"}, count=self.pick((1, 9))),
            lambda: items.xreadgroup(group, "h", self.pick((">", "0")), count=1),
            lambda: items.xreadgroup("g", self.word(0), ">", noack=self.maybe(30)),
            lambda: items.xack("g", number, "1-1"),
            lambda: items.xgroup_create("new", self.pick(("0", "$")), self.maybe(50)),
            lambda: items.xpending("g"),
            lambda: items.xinfo_groups(),
            lambda: items.xclaim("g", "i", 0, number, force=self.maybe(50)),
            lambda: items.xclaim("g", "i", 0, "1-1", justid=self.maybe(50)),
            lambda: items.xautoclaim("g", "i", 0, number, justid=self.maybe(50)),
            lambda: items.xlen(),
        )
        made: Expression = self.pick(makers)()
        return made

    def on_geo(self, depth: int) -> Expression:
        """A call on places."""
        items = RedisGeo(self.key("g1"))
        member = self.pick(("a", "b", "c", self.word(depth)))
        asked: dict[str, Any] = {
            name: self.maybe(50) for name in ("withcoord", "withdist", "withhash")
        }
        far = self.pick((1, 200, 20000, Constant(100) + 100))
        makers: tuple[Callable[[], Expression], ...] = (
            lambda: items.geoadd({"c": (14, self.pick((38, 37.5, self.number(0))))}),
            lambda: items.geoadd([(13.5, 38, member)], ch=True),
            lambda: items.geopos("a", member),
            lambda: items.geohash("a", member),
            lambda: items.geodist("a", member, self.pick(("m", "km"))),
            lambda: items.geosearch(member="a", radius=far, unit="km", **asked),
            lambda: items.geosearch(
                longitude=14, latitude=38, width=far, height=far, sort="DESC", count=2
            ),
            lambda: items.geosearchstore("g1", member="b", radius=far, unit="km"),
            lambda: items.georadius(15, 37, far, "km", store=RedisKey("g2")),
            lambda: items.georadius_ro(15, 37, far, "km", sort="ASC", **asked),
            lambda: items.georadiusbymember("a", far, "km", count=1, **asked),
        )
        made: Expression = self.pick(makers)()
        return made

    def on_bits(self, depth: int) -> Expression:
        """A call on the bits of a string."""
        items, place = RedisBitmap(self.key("s1")), self.pick((0, 3, 9, self.index()))
        makers: tuple[Callable[[], Expression], ...] = (
            lambda: items.setbit(place, self.pick((0, 1, self.number(0)))),
            lambda: items.getbit(place),
            lambda: items.bitcount(),
            lambda: items.bitcount(place, -1, self.pick((None, "BIT", "BYTE"))),
            lambda: items.bitpos(self.pick((0, 1)), place),
            lambda: items.bitop("OR", self.key("k"), RedisVar(self.key("s1"))),
            lambda: items.bitop("NOT", self.key("k")),
            lambda: items.bitfield(("GET", "u8", place), ("SET", "i64", 0, -1)),
            lambda: items.bitfield(
                ("OVERFLOW", "FAIL"), ("INCRBY", "u2", "#1", self.number(depth))
            ),
            lambda: items.bitfield_ro(("GET", self.pick(("i64", "u63")), place)),
        )
        made: Expression = self.pick(makers)()
        return made

    def on_count(self, depth: int) -> Expression:
        """A call on a HyperLogLog, and on what several keys have together."""
        items, z = RedisHyperLogLog(self.key("p1")), RedisSortedSet(self.key("z"))
        t = RedisSet(self.key("s"))
        makers: tuple[Callable[[], Expression], ...] = (
            lambda: items.pfadd(self.word(depth), self.word(0)),
            lambda: items.pfcount(RedisKey("p2")),
            lambda: items.pfmerge("p2", self.key("p1")),
            lambda: t.sinter(self.key("s")),
            lambda: t.sunionstore(t, RedisSet("t1")),
            lambda: t.sintercard("t1", limit=self.index()),
            lambda: z.zunion("z1", t, weights=[1, 2, self.number(0)], withscores=True),
            lambda: z.zinter("z1", aggregate="max", withscores=self.maybe(50)),
            lambda: z.zdiffstore(z, self.key("s")),
            lambda: z.zmpop("z1", where="min", count=self.pick((1, 2))),
        )
        made: Expression = self.pick(makers)()
        return made

    def raw(self, depth: int) -> Expression:
        """A call by words."""
        makers: tuple[Callable[[], Expression], ...] = (
            lambda: RedisFn("GET", self.key("k")),
            lambda: RedisFn("SET", self.key("k"), self.word(depth), "NX"),
            lambda: RedisFn("set", self.key("k"), self.word(depth), self.word(0)),
            lambda: RedisFn(
                "LPOP", self.key("l"), self.pick((1, "2", self.word(depth)))
            ),
            lambda: RedisFn("HGETALL", self.key("h")),
            lambda: RedisFn("RPUSH", self.key("l"), self.word(depth), 1.0, 10**15),
            lambda: RedisFn("ECHO", None, self.word(depth)),
            lambda: RedisFn("KEYS", None, "*"),
            lambda: RedisFn("ZRANGE", self.key("z"), 0, -1, "WITHSCORES"),
        )
        made: Expression = self.pick(makers)()
        return made
