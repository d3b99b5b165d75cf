"""One example, at least, of every command: what it answers, and what is there then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from redipy_core.client import Redis


@dataclass(frozen=True)
class Step:
    """A method and what it is called with."""

    method: str
    args: tuple[object, ...] = ()
    options: Mapping[str, object] = field(default_factory=dict)

    def on(self, client: Redis[str]) -> object:
        """Call it."""
        result: object = getattr(client, self.method)(*self.args, **self.options)
        return result


def step(method: str, *args: object, **options: object) -> Step:
    """A call of ``method``."""
    return Step(method, args, options)


@dataclass(frozen=True)
class Example:
    """A call, its result after ``before``, its result on an empty store.

    ``after`` are further calls with their results. ``typed`` says that the
    first argument must hold the command's own type.
    """

    call: Step
    result: object
    missing: object
    before: Sequence[Step] = ()
    after: Sequence[tuple[Step, object]] = ()
    typed: bool = True

    def __str__(self) -> str:
        return self.call.method


_S = (step("set_value", "k", "hello"),)
_N = (step("set_value", "k", "5"),)
_L = (step("rpush", "k", "a", "b", "c", "b"),)
_H = (step("hset", "k", {"f": "1", "g": "x"}),)
_T = (step("sadd", "k", "a", "b", "c"),)
_T2 = (*_T, step("sadd", "k2", "b", "c", "d"))
_Z = (step("zadd", "k", {"a": 1, "b": 2, "c": 3.5}),)
_NO_KEY = Exception("ERR no such key")

_ALL = step("lrange", "k", 0, -1)
_SCORES = step("zrange", "k", 0, -1, withscores=True)

EXAMPLES: tuple[Example, ...] = (
    # strings
    Example(
        step("set_value", "k", "new"),
        *(True, True, _S),
        after=[(step("get_value", "k"), "new")],
        typed=False,
    ),
    Example(step("get_value", "k"), "hello", None, _S),
    Example(step("getdel", "k"), "hello", None, _S, [(step("exists", "k"), 0)]),
    Example(
        step("mget", "k", "none"),
        *({"k": "hello", "none": None}, {"k": None, "none": None}, _S),
        typed=False,
    ),
    Example(
        step("mset", {"k": 1, "k2": "x"}),
        *(True, True, _S),
        after=[(step("mget", "k", "k2"), {"k": "1", "k2": "x"})],
        typed=False,
    ),
    Example(
        step("setnx", "k", "new"),
        *(False, True, _S),
        after=[(step("get_value", "k"), "hello")],
        typed=False,
    ),
    Example(step("append", "k", "!"), 6, 1, _S, [(step("get_value", "k"), "hello!")]),
    Example(step("strlen", "k"), 5, 0, _S),
    Example(step("getrange", "k", 1, -2), "ell", "", _S),
    Example(
        step("setrange", "k", 6, "x"), 7, 7, _S, [(step("get_value", "k"), "hello\0x")]
    ),
    Example(step("incr", "k"), 6, 1, _N, [(step("get_value", "k"), "6")]),
    Example(step("decr", "k"), 4, -1, _N, [(step("get_value", "k"), "4")]),
    Example(step("incrby", "k", 10), 15, 10, _N, [(step("get_value", "k"), "15")]),
    Example(step("decrby", "k", 10), -5, -10, _N, [(step("get_value", "k"), "-5")]),
    Example(
        step("incrbyfloat", "k", 0.5), 5.5, 0.5, _N, [(step("get_value", "k"), "5.5")]
    ),
    # lists
    Example(
        step("lpush", "k", "x", "y"),
        6,
        2,
        _L,
        [(step("lrange", "k", 0, 2), ["y", "x", "a"])],
    ),
    Example(
        step("rpush", "k", "x", 1),
        6,
        2,
        _L,
        [(step("lrange", "k", -2, -1), ["x", "1"])],
    ),
    Example(step("lpop", "k"), "a", None, _L, [(_ALL, ["b", "c", "b"])]),
    Example(step("rpop", "k"), "b", None, _L, [(_ALL, ["a", "b", "c"])]),
    Example(step("llen", "k"), 4, 0, _L),
    Example(step("lrange", "k", 1, 2), ["b", "c"], [], _L),
    Example(step("lindex", "k", -2), "c", None, _L),
    Example(
        step("lset", "k", 1, "x"), True, _NO_KEY, _L, [(_ALL, ["a", "x", "c", "b"])]
    ),
    Example(step("lrem", "k", 0, "b"), 2, 0, _L, [(_ALL, ["a", "c"])]),
    Example(step("ltrim", "k", 1, -2), True, True, _L, [(_ALL, ["b", "c"])]),
    Example(
        step("linsert", "k", "before", "b", "x"),
        *(5, 0, _L),
        [(_ALL, ["a", "x", "b", "c", "b"])],
    ),
    # hashes
    Example(
        step("hset", "k", {"f": 2, "h": "y"}),
        *(1, 2, _H),
        [(step("hgetall", "k"), {"f": "2", "g": "x", "h": "y"})],
    ),
    Example(
        step("hsetnx", "k", "f", "2"), False, True, _H, [(step("hget", "k", "f"), "1")]
    ),
    Example(step("hget", "k", "f"), "1", None, _H),
    Example(
        step("hmget", "k", "f", "z"), {"f": "1", "z": None}, {"f": None, "z": None}, _H
    ),
    Example(step("hgetall", "k"), {"f": "1", "g": "x"}, {}, _H),
    Example(step("hdel", "k", "f", "f", "z"), 1, 0, _H, [(step("hkeys", "k"), ["g"])]),
    Example(step("hexists", "k", "f"), True, False, _H),
    Example(step("hlen", "k"), 2, 0, _H),
    Example(step("hstrlen", "k", "g"), 1, 0, _H),
    Example(step("hkeys", "k"), ["f", "g"], [], _H),
    Example(step("hvals", "k"), ["1", "x"], [], _H),
    Example(step("hincrby", "k", "f", 4), 5, 4, _H, [(step("hget", "k", "f"), "5")]),
    Example(
        step("hincrbyfloat", "k", "f", 0.25),
        *(1.25, 0.25, _H),
        [(step("hget", "k", "f"), "1.25")],
    ),
    # sets
    Example(step("sadd", "k", "a", "x", "x"), 1, 2, _T, [(step("scard", "k"), 4)]),
    Example(
        step("srem", "k", "a", "a", "x"),
        1,
        0,
        _T,
        [(step("smembers", "k"), {"b", "c"})],
    ),
    Example(step("sismember", "k", "a"), True, False, _T),
    Example(step("scard", "k"), 3, 0, _T),
    Example(step("smembers", "k"), {"a", "b", "c"}, set(), _T),
    Example(
        step("smove", "k", "k2", "a"),
        *(True, False, _T2),
        [(step("smembers", "k2"), {"a", "b", "c", "d"})],
    ),
    Example(
        step("spop", "k", 5), {"a", "b", "c"}, set(), _T, [(step("exists", "k"), 0)]
    ),
    Example(
        step("srandmember", "k", 5), ["a", "b", "c"], [], _T, [(step("scard", "k"), 3)]
    ),
    Example(step("sinter", "k", "k2"), {"b", "c"}, set(), _T2),
    Example(step("sunion", "k", "k2"), {"a", "b", "c", "d"}, set(), _T2),
    Example(step("sdiff", "k", "k2"), {"a"}, set(), _T2),
    Example(
        step("sinterstore", "to", "k", "k2"),
        *(2, 0, _T2),
        [(step("smembers", "to"), {"b", "c"})],
        typed=False,
    ),
    Example(
        step("sunionstore", "to", "k", "k2"),
        *(4, 0, _T2),
        [(step("smembers", "to"), {"a", "b", "c", "d"})],
        typed=False,
    ),
    Example(
        step("sdiffstore", "to", "k", "k2"),
        *(1, 0, _T2),
        [(step("smembers", "to"), {"a"})],
        typed=False,
    ),
    # sorted sets
    Example(
        step("zadd", "k", {"a": 5, "d": 0.5}),
        *(1, 2, _Z),
        [(_SCORES, [("d", 0.5), ("b", 2.0), ("c", 3.5), ("a", 5.0)])],
    ),
    Example(step("zrem", "k", "a", "x"), 1, 0, _Z, [(step("zcard", "k"), 2)]),
    Example(step("zcard", "k"), 3, 0, _Z),
    Example(step("zscore", "k", "c"), 3.5, None, _Z),
    Example(
        step("zincrby", "k", 1.5, "b"), 3.5, 1.5, _Z, [(step("zrank", "k", "b"), 1)]
    ),
    Example(step("zrank", "k", "b"), 1, None, _Z),
    Example(step("zrevrank", "k", "a"), 2, None, _Z),
    Example(step("zcount", "k", "(1", 3.5), 2, 0, _Z),
    Example(
        step("zpop_max", "k", 2),
        *([("c", 3.5), ("b", 2.0)], [], _Z),
        [(_SCORES, [("a", 1.0)])],
    ),
    Example(
        step("zpop_min", "k", 2),
        *([("a", 1.0), ("b", 2.0)], [], _Z),
        [(_SCORES, [("c", 3.5)])],
    ),
    Example(step("zrange", "k", 0, 1), ["a", "b"], [], _Z),
    # keys
    Example(step("exists", "k", "k", "none"), 2, 0, _S, typed=False),
    Example(
        step("delete", "k", "k", "x"), 1, 0, _S, [(step("dbsize"), 0)], typed=False
    ),
    Example(
        step("unlink", "k", "k", "x"), 1, 0, _S, [(step("dbsize"), 0)], typed=False
    ),
    Example(step("touch", "k", "k", "none"), 2, 0, _S, typed=False),
    Example(step("key_type", "k"), "string", None, _S, typed=False),
    Example(
        step("rename", "k", "k2"),
        *(True, _NO_KEY, _S),
        [(step("get_value", "k2"), "hello"), (step("exists", "k"), 0)],
        typed=False,
    ),
    Example(
        step("renamenx", "k", "k2"),
        *(True, _NO_KEY, _S),
        [(step("get_value", "k2"), "hello")],
        typed=False,
    ),
    Example(step("randomkey"), "k", None, _S, typed=False),
    Example(step("keys_block"), ["k"], [], _S, typed=False),
    Example(step("scan", 0), (0, ["k"]), (0, []), _S, typed=False),
    Example(step("expire", "k", expire_in=100), True, False, _S, typed=False),
    Example(step("pexpire", "k", 100_000), True, False, _S, typed=False),
    Example(step("expireat", "k", 4102444800), True, False, _S, typed=False),
    Example(step("pexpireat", "k", 4102444800000), True, False, _S, typed=False),
    Example(step("persist", "k"), False, False, _S, typed=False),
    Example(step("ttl", "k"), -1.0, None, _S, typed=False),
    Example(step("pttl", "k"), -1, -2, _S, typed=False),
    Example(step("dbsize"), 1, 0, _S, typed=False),
    Example(step("flushall"), True, True, _S, [(step("dbsize"), 0)], typed=False),
    # messages and the connection
    Example(step("publish", "channel", "hello"), 0, 0, typed=False),
    Example(step("ping"), "PONG", "PONG", typed=False),
    Example(step("echo", "hello"), "hello", "hello", typed=False),
)
"""At least one for each declared command; a test of redipy's own proves it."""
