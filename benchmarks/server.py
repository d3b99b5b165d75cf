"""Lua that we write against Lua written by hand, on a real server.

Both go by EVALSHA. What counts is the time that the server itself says it spent
(``INFO commandstats``), so the client and the network have no part in it. Rounds
alternate and the least time of each counts.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import redipy
import redis
from redipy.helpers import RStack
from redipy.script import FnContext, RedisHash, RedisList, ToNum
from redipy_core.tree import Script

ITEMS = [str(number % 1000) for number in range(1000)]
FRAMES = 10
ROUNDS = 15
CALLS = 40


@dataclass(frozen=True)
class Case:
    """A script of ours, the same by hand, and how both are called."""

    script: Script
    by_hand: str
    keys: Sequence[str]
    args: Sequence[object]
    """In the order in which both declare them."""
    prepare: Callable[[redipy.Redis], object]


def filtered() -> Script:
    ctx = FnContext()
    limit = ctx.add_arg("cmp")
    source, left, right = (
        RedisList(ctx.add_key(name)) for name in ("source", "left", "right")
    )
    item = ctx.add_local(source.lpop())
    loop = ctx.while_(item.ne_(None))
    below, above = loop.if_(ToNum(item).lt_(limit))
    below.add(left.rpush(item))
    above.add(right.rpush(item))
    loop.add(item.assign(source.lpop()))
    return ctx.tree()


FILTER = """
local limit = tonumber(ARGV[1])
local item = redis.call('LPOP', KEYS[1])
while item do
  if tonumber(item) < limit then
    redis.call('RPUSH', KEYS[2], item)
  else
    redis.call('RPUSH', KEYS[3], item)
  end
  item = redis.call('LPOP', KEYS[1])
end
"""


def fill(client: redipy.Redis) -> None:
    client.delete("source", "left", "right")
    client.rpush("source", *ITEMS)


CASCADING = """
local size = tonumber(redis.call('GET', KEYS[1] .. ':size') or 0)
while size >= 0 do
  local value = redis.call('HGET', KEYS[1] .. ':frame:' .. size, ARGV[1])
  if value then return value end
  size = size - 1
end
return false
"""


def frames(client: redipy.Redis) -> None:
    if not client.exists("base:size"):
        stack = RStack(client)
        stack.set_value("base", "field", "value")
        for _ in range(FRAMES):
            stack.push_frame("base")


def bucket() -> Script:
    ctx = FnContext()
    fields = RedisHash(ctx.add_key("bucket"))
    capacity, rate, now, asked = map(ctx.add_arg, ("capacity", "rate", "now", "asked"))
    kept = ctx.add_local(fields.hmget("tokens", "stamp"))
    tokens = ctx.add_local(ToNum(kept.get_key("tokens")))
    since = ctx.add_local(ToNum(kept.get_key("stamp")))
    fresh, known = ctx.if_(tokens.eq_(None).or_(since.eq_(None)))
    fresh.add(tokens.assign(capacity))
    known.add(tokens.assign(tokens + (now - since) * rate))
    over, _ = known.if_(tokens.gt_(capacity))
    over.add(tokens.assign(capacity))
    allowed = ctx.add_local(tokens.ge_(asked))
    take, _ = ctx.if_(allowed)
    take.add(tokens.assign(tokens - asked))
    ctx.add(fields.hset({"tokens": tokens, "stamp": now}))
    ctx.add(fields.expire(expire_in=3600))
    ctx.set_return_value(allowed)
    return ctx.tree()


BUCKET = """
local capacity, rate = tonumber(ARGV[1]), tonumber(ARGV[2])
local now, asked = tonumber(ARGV[3]), tonumber(ARGV[4])
local kept = redis.call('HMGET', KEYS[1], 'tokens', 'stamp')
local tokens = kept[1] and tonumber(kept[1])
local since = kept[2] and tonumber(kept[2])
if not tokens or not since then
  tokens = capacity
else
  tokens = math.min(capacity, tokens + (now - since) * rate)
end
local allowed = tokens >= asked
if allowed then tokens = tokens - asked end
redis.call('HSET', KEYS[1], 'tokens', tostring(tokens), 'stamp', tostring(now))
redis.call('EXPIRE', KEYS[1], 3600)
return allowed and 1 or 0
"""


def cases(client: redipy.Redis) -> dict[str, Case]:
    """What is measured."""
    cascading = RStack(client)._get_cascading.script
    lists = ("source", "left", "right")
    return {
        "filter 1,000": Case(filtered(), FILTER, lists, (500,), fill),
        "stack": Case(cascading, CASCADING, ("base",), ("field",), frames),
        "token bucket": Case(
            bucket(), BUCKET, ("bucket",), (10, 0.5, 1000.25, 1), lambda client: None
        ),
    }


@dataclass(frozen=True)
class Times:
    """Microseconds of a server for each call."""

    hand: float
    own: float
    function: float


def spent(plain: redis.Redis, call: Callable[[], object]) -> float:
    """Microseconds of the server's time for each script that ``call`` runs."""
    plain.config_resetstat()
    for _ in range(CALLS):
        call()
    stats = plain.info("commandstats")
    ways = ("evalsha", "evalsha_ro", "fcall", "fcall_ro")
    used = [stats[f"cmdstat_{way}"] for way in ways if f"cmdstat_{way}" in stats]
    return float(used[0]["usec_per_call"])


def compared(plain: redis.Redis, client: redipy.Redis, case: Case) -> Times:
    """The server's time for the script by hand, for ours, and for a function."""
    digest = plain.script_load(case.by_hand)
    script = client.register_script(case.script)
    function = client.register_script(case.script, library="benchmark")
    keys = dict(zip(case.script.keys, case.keys, strict=True))
    args = dict(zip(case.script.args, case.args, strict=True))

    def by_hand() -> None:
        case.prepare(client)
        plain.evalsha(digest, len(case.keys), *case.keys, *case.args)

    def ours() -> None:
        case.prepare(client)
        script(keys=keys, args=args)

    def as_function() -> None:
        case.prepare(client)
        function(keys=keys, args=args)

    ways = (by_hand, ours, as_function)
    for way in ways:
        way()
    rounds = [[spent(plain, way) for way in ways] for _ in range(ROUNDS)]
    return Times(*map(min, zip(*rounds, strict=True)))


def measured() -> dict[str, Times]:
    """Each case, on a server of its own."""
    program = shutil.which("redis-server")
    if program is None:
        sys.exit("redis-server is missing")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    options += ["--appendonly", "no", "--dir", tempfile.gettempdir()]
    server = subprocess.Popen([program, *options], stdout=subprocess.DEVNULL)
    try:
        plain = redis.Redis(port=port)
        while True:
            try:
                plain.ping()
                break
            except redis.ConnectionError:
                time.sleep(0.01)
        with redipy.Redis(port=port) as client:
            return {
                name: compared(plain, client, case)
                for name, case in cases(client).items()
            }
    finally:
        server.terminate()
        server.wait(timeout=10)
