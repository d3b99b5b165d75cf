"""Generated programs do the same on memory and on a server.

``REDIPY_FUZZ=N`` runs N programs instead of the default.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import redipy
from redipy_scripts import (
    Block,
    CallFn,
    Constant,
    Expression,
    FindFn,
    FnContext,
    FromJSON,
    RedisFn,
    RedisHash,
    RedisKey,
    RedisList,
    RedisSet,
    RedisSortedSet,
    RedisVar,
    Strs,
    ToIntStr,
    ToJSON,
    ToNum,
    ToStr,
    TypeStr,
    Variable,
)

if TYPE_CHECKING:
    from conftest import Twin

PROGRAMS = int(os.environ.get("REDIPY_FUZZ", "2000"))

NUMBERS: Sequence[float] = (
    *(0, 1, 2, 3, -1, -2, 5, 10, 0.5, -0.5, 2.5, 0.1, 1e15, 1e16, -1e20, 1e-7, 7.25),
    *(2**53 - 1, -(2**53) + 1, 123456789012345.6, 1e300, float("inf"), float("nan")),
)
TEXTS: Sequence[str] = (
    *("", "a", "b", "ab", "é", "\udcff", "\0", 'q"q', "b\\", "\n", "]]", "--", "a.b"),
    *(
        "1",
        "2",
        "-3",
        "10",
        "1.5",
        "1e3",
        " 1",
        "0x10",
        "nan",
        "inf",
        "1_0",
        "x1",
        "05",
    ),
    *("[1, 2]", '{"a": [], "b": {}}', '"\\ud83d\\ude00"', "[", "nil", "None", "%d"),
)
SPANS: Sequence[float] = (0, -1, 3600, 7200.0005, 1e12, float("inf"), float("nan"))
"""Seconds that are over at once or not while a test runs."""
NAMES = ("k", "l", "h", "s", "z")


def start(client: redipy.Redis) -> None:
    """A key of each type, and some that the computed keys may hit."""
    client.set_value("k", "5")
    client.rpush("l", "1", "3", "2", "b")
    client.hset("h", {"a": "1", "b": "x", "1": "2.5"})
    client.sadd("s", "a", "b", "1")
    client.zadd("z", {"a": 1, "b": 2.5, "c": -1})
    client.set_value("k:1", "text")
    client.rpush("l:2", "0")


class Programs:
    """Makes one program out of a source of randomness."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.ctx = FnContext()
        self.args = {f"x{i}": self.json(2) for i in range(3)}
        self.variables: list[Variable] = [self.ctx.add_arg(name) for name in self.args]
        self.numbers: list[Variable] = []
        self.texts: list[Variable] = []
        self.keys = {name: name for name in NAMES}
        self.key_variables = [self.ctx.add_key(name) for name in self.keys]
        self.statements = 24
        self.loops = 0

    def build(self) -> FnContext:
        for _ in range(2):
            self.numbers.append(self.ctx.add_local(self.pick(NUMBERS)))
            self.texts.append(self.ctx.add_local(self.pick(TEXTS)))
            self.variables.append(self.ctx.add_local(self.container(2)))
        self.block(self.ctx, 0)
        self.ctx.set_return_value(
            [*self.variables, *self.numbers, *self.texts, self.any(2), self.any(2)]
            if self.rng.random() < 0.5
            else self.any(3)
        )
        return self.ctx

    def pick(self, choices: Sequence[Any]) -> Any:
        return choices[self.rng.randrange(len(choices))]

    def maybe(self, percent: int) -> bool:
        return self.rng.randrange(100) < percent

    # -- statements ---------------------------------------------------------------

    def block(self, block: Block, depth: int) -> None:
        for _ in range(1 + self.rng.randrange(4)):
            if self.statements <= 0:
                return
            self.statements -= 1
            self.statement(block, depth)

    def statement(self, block: Block, depth: int) -> None:
        kinds: list[Callable[[Block, int], None]] = [
            self.assign,
            self.assign,
            self.effect,
            self.effect,
            self.change,
        ]
        if depth < 4:
            kinds += [self.branch, self.branch, self.loop, self.count]
        if depth and self.loops:
            kinds.append(self.leave)
        self.pick(kinds)(block, depth)

    def assign(self, block: Block, _depth: int) -> None:
        way = self.rng.randrange(5)
        if way == 0:
            self.variables.append(block.add_local(self.any(2)))
        elif way == 1:
            block.add(self.pick(self.variables).assign(self.any(3)))
        elif way < 4:
            block.add(self.pick(self.numbers).assign(self.number(3)))
        else:
            block.add(self.pick(self.texts).assign(self.text(3)))

    def effect(self, block: Block, _depth: int) -> None:
        block.add(self.redis(2))

    def change(self, block: Block, _depth: int) -> None:
        if self.maybe(10):
            target = self.pick(self.variables)
            block.add(target.set_key(self.text(1), self.any(2)))
        elif self.maybe(50):
            target = block.add_local([self.any(1), self.any(1)])
            self.variables.append(target)
            block.add(target.set_at(self.pick((0, 1, 2, -1, -2)), self.any(2)))
            if self.maybe(10):
                block.add(target.set_at(self.index(), self.any(2)))
        else:
            target = block.add_local({"a": self.any(1)})
            self.variables.append(target)
            block.add(target.set_key(self.text(1), self.any(2)))
            block.add(target.set_key("n", target.get_key("a")))

    def branch(self, block: Block, depth: int) -> None:
        then, otherwise = block.if_(self.any(2) if self.maybe(30) else self.boolean(3))
        self.block(then, depth + 1)
        if self.maybe(50):
            self.block(otherwise, depth + 1)

    def loop(self, block: Block, depth: int) -> None:
        body, index, value = block.for_(self.container(2))
        self.variables += [index, value]
        self.loops += 1
        self.block(body, depth + 1)
        self.loops -= 1

    def count(self, block: Block, depth: int) -> None:
        counter = block.add_local(0)
        condition: Expression = counter.lt_(1 + self.rng.randrange(4))
        if self.maybe(40):
            condition = condition.and_(self.boolean(2))
        body = block.while_(condition)
        body.add(counter.assign(counter + 1))
        self.loops += 1
        self.block(body, depth + 1)
        self.loops -= 1

    def leave(self, block: Block, _depth: int) -> None:
        inner, _ = block.if_(self.boolean(2))
        way = self.rng.randrange(5)
        if way < 2:
            inner.break_()
        elif way < 4:
            inner.continue_()
        else:
            inner.set_return_value(self.any(2))

    # -- expressions ----------------------------------------------------------------

    def any(self, depth: int) -> Any:
        kinds = (self.number, self.text, self.boolean, self.container, self.variable)
        return self.pick((*kinds, self.redis, self.logic))(depth)

    def variable(self, _depth: int) -> Expression:
        return self.pick((*self.variables, self.pick(self.key_variables)))

    def logic(self, depth: int) -> Expression:
        if depth <= 0:
            return self.variable(0)
        left = Constant(self.any(depth - 1))
        way = self.rng.randrange(4)
        if way == 0:
            return left.and_(self.any(depth - 1))
        if way == 1:
            return left.or_(self.any(depth - 1))
        if self.maybe(5):
            return left[self.index()]
        if way == 2:
            items = Constant([self.any(depth - 1), self.any(depth - 1)])
            return items[self.pick((0, 1, -1, -2))]
        items = Constant({"a": self.any(depth - 1), self.pick(TEXTS): 1})
        return items.get_key(self.text(depth - 1))

    def number(self, depth: int) -> Any:
        if self.maybe(1):
            return self.any(depth - 1) if depth > 0 else None
        if depth <= 0 or self.maybe(25):
            return self.pick(NUMBERS) if self.maybe(60) else self.pick(self.numbers)
        left = Constant(self.number(depth - 1))
        way = self.rng.randrange(9)
        if way < 6:
            right = self.number(depth - 1)
            if way >= 3 and self.maybe(80):
                right = self.pick((2, -3, 0.5, 1e17))
            operations = (
                lambda: left + right,
                lambda: left - right,
                lambda: left * right,
                lambda: left / right,
                lambda: left // right,
                lambda: left % right,
            )
            return operations[way]()
        if way == 6:
            return CallFn("unless_null", ToNum(self.text(depth - 1)), 7)
        if way == 7:
            return Constant(self.container(depth - 1)).len_()
        found = FindFn(self.text(depth - 1), self.text(0), self.pick((0, 0, 1, 2)))
        return CallFn("unless_null", found, -1)

    def index(self) -> Any:
        return (
            self.pick((0, 1, 2, -1, -2, 3, 0.5)) if self.maybe(85) else self.number(1)
        )

    def text(self, depth: int) -> Any:
        if self.maybe(1):
            return self.any(depth - 1) if depth > 0 else True
        if depth <= 0 or self.maybe(30):
            return self.pick(TEXTS) if self.maybe(60) else self.pick(self.texts)
        inner = depth - 1
        makers = (
            lambda: Strs(*(self.word(inner) for _ in range(self.rng.randrange(4)))),
            lambda: ToStr(self.pick((None, self.boolean(inner), self.word(inner)))),
            lambda: ToIntStr(self.pick((2.5, -7.9, self.number(0)))),
            lambda: ToJSON(self.any(inner)),
            lambda: TypeStr(self.any(inner)),
            lambda: CallFn("milliseconds", self.pick((0.0005, 1.5, 2.0005, -1.2))),
            lambda: CallFn("milliseconds", self.number(inner)),
            lambda: self.pick(self.key_variables),
        )
        return self.pick(makers)()

    def word(self, depth: int) -> Any:
        return self.number(depth) if self.maybe(40) else self.text(depth)

    def boolean(self, depth: int) -> Expression:
        if depth <= 0:
            return Constant(self.maybe(50))
        left, right = Constant(self.any(depth - 1)), self.any(depth - 1)
        way = self.rng.randrange(6)
        if way == 0:
            return left.eq_(right)
        if way == 1:
            return left.ne_(right)
        if way == 2:
            return left.not_()
        a, b = (self.number, self.number) if self.maybe(50) else (self.text, self.text)
        first, second = Constant(a(depth - 1)), b(depth - 1)
        orders = (first.lt_, first.le_, first.gt_, first.ge_)
        if way == 3:
            return self.boolean(depth - 1).and_(self.pick(orders)(second))
        if way == 4:
            return self.boolean(depth - 1).or_(self.pick(orders)(second))
        return self.pick(orders)(second)

    def container(self, depth: int) -> Any:
        if depth <= 0 or self.maybe(20):
            return self.pick(([], {}, [1, 2, 3], {"a": 1}, ["a", None, True]))
        inner = depth - 1
        way = self.rng.randrange(6)
        if way < 2:
            return [self.any(inner) for _ in range(self.rng.randrange(4))]
        if way < 4:
            return {
                self.pick(TEXTS): self.any(inner) for _ in range(self.rng.randrange(4))
            }
        if way == 4:
            some: Any = FromJSON(ToJSON([self.number(inner), self.text(0)]))
            return some if self.maybe(98) else FromJSON(self.text(0))
        return self.redis_container(inner)

    def json(self, depth: int) -> object:
        way = self.rng.randrange(7 if depth else 5)
        if way == 0:
            return self.pick((None, True, False))
        if way < 3:
            return self.pick(NUMBERS)
        if way < 5:
            return self.pick(TEXTS)
        if way == 5:
            return [self.json(depth - 1) for _ in range(self.rng.randrange(3))]
        return {
            self.pick(TEXTS): self.json(depth - 1) for _ in range(self.rng.randrange(3))
        }

    # -- Redis --------------------------------------------------------------------------

    def key(self, usual: str) -> Any:
        """Mostly the key of the right type; computed and wrong ones too."""
        way = self.rng.randrange(10)
        own = self.key_variables[NAMES.index(usual)]
        if way < 6:
            return own
        if way < 8:
            return Strs(
                own, ":", self.pick((1, 2, self.number(0), self.pick(self.variables)))
            )
        return self.pick((*self.key_variables, usual, self.text(1)))

    def redis(self, depth: int) -> Expression:
        makers = (self.on_var, self.on_list, self.on_hash, self.on_set, self.on_zset)
        return self.pick((*makers, self.on_key, self.raw))(max(depth, 0))

    def redis_container(self, depth: int) -> Expression:
        a, b = self.pick((0, 1, -1)), self.pick((1, -1, 5))
        z = RedisSortedSet(self.key("z"))
        return self.pick(
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

    def on_key(self, depth: int) -> Expression:
        key = RedisKey(self.key(self.pick(NAMES)))
        makers = (
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
        return self.pick(makers)()

    def on_var(self, depth: int) -> Expression:
        var = RedisVar(self.key("k"))
        mode = self.pick(("always", "if_missing", "if_exists"))
        makers = (
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
        return self.pick(makers)()

    def on_list(self, depth: int) -> Expression:
        items = RedisList(self.key("l"))
        makers = (
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
            lambda: items.linsert("BEFORE", self.word(0), self.word(depth)),
        )
        return self.pick(makers)()

    def on_hash(self, depth: int) -> Expression:
        items = RedisHash(self.key("h"))
        field = self.pick(("a", "b", "c", "1", self.word(depth)))
        makers = (
            lambda: items.hset([(field, self.word(depth)), ("n", self.word(depth))]),
            lambda: items.hget(field),
            lambda: items.hdel(field, "zz"),
            lambda: items.hexists(field),
            items.hlen,
            lambda: items.hincrby(field, self.pick((1, 2.5, self.number(depth)))),
            lambda: items.hincrbyfloat(field, self.word(depth)),
            lambda: items.hsetnx(field, self.word(depth)),
        )
        return self.pick(makers)()

    def on_set(self, depth: int) -> Expression:
        items = RedisSet(self.key("s"))
        makers = (
            lambda: items.add(self.word(depth), self.word(depth)),
            lambda: items.remove(self.word(depth)),
            lambda: items.has(self.word(depth)),
            items.card,
            items.members,
        )
        return self.pick(makers)()

    def on_zset(self, depth: int) -> Expression:
        items = RedisSortedSet(self.key("z"))
        member = self.pick(("a", "b", "c", self.word(depth)))
        makers = (
            lambda: items.add(self.number(depth), member),
            lambda: items.zscore(member),
            lambda: items.zincrby(self.number(depth), member),
            lambda: items.zrank(member),
            lambda: items.zrem(member),
            lambda: items.zcount("-inf", self.pick((1, "(2", "+inf"))),
            items.card,
            items.pop_min,
        )
        return self.pick(makers)()

    def raw(self, depth: int) -> Expression:
        makers = (
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
        return self.pick(makers)()


@settings(
    max_examples=PROGRAMS,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=False,
)
@given(st.randoms(use_true_random=False))
def test_generated_programs_do_the_same(shared_twin: Twin, rng: random.Random) -> None:
    program = Programs(rng)
    script = program.build()
    memory, server = shared_twin.outcomes(script, program.keys, program.args, start)
    assert memory.difference(server) is None
