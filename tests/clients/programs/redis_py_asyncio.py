"""redis-py's asyncio client over a socket: what it finds on a server, as JSON."""

from __future__ import annotations

import asyncio
import json
import sys

import redis.asyncio as redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError, WatchError

PORT, PROTOCOL = int(sys.argv[1]), int(sys.argv[2])


def connect(**options: object) -> redis.Redis:
    """A client of the server that the program is told of."""
    given = {"decode_responses": True, "protocol": PROTOCOL, **options}
    return redis.Redis(port=PORT, **given)


async def pipelines(r: redis.Redis) -> object:
    async with r.pipeline() as pipe:
        pipe.set("a", 1).incr("a").lpush("a", 1).zadd("z", {"m": 1.5})
        found = [str(x) for x in await pipe.execute(raise_on_error=False)]
    async with r.pipeline() as pipe:
        await pipe.watch("a")
        await r.set("a", "other")
        pipe.multi()
        pipe.set("a", "mine")
        try:
            await pipe.execute()
        except WatchError as lost:
            found.append(str(lost))
    return found


async def messages(r: redis.Redis) -> object:
    found: list[object] = []
    async with r.pubsub() as heard:
        await heard.subscribe("news")
        await heard.psubscribe("n?ws")
        found += [await heard.get_message(timeout=20) for _ in range(2)]
        found.append(await r.publish("news", "x"))
        async for message in heard.listen():
            found.append(message)
            if message["type"] == "pmessage":
                break
        await heard.punsubscribe()
        found.append(await heard.get_message(timeout=20))
    return found


async def waiting(r: redis.Redis) -> object:
    first = asyncio.create_task(r.blpop(["q"], timeout=20))
    while not (await r.info("clients"))["blocked_clients"]:
        await asyncio.sleep(0)
    await r.rpush("q", "x")
    lock = r.lock("lock", timeout=10)
    async with lock:
        other = await r.lock("lock", timeout=10).acquire(blocking=False)
    return [await first, other, await r.exists("lock"), await r.blpop(["q"], 0.01)]


async def scripts(r: redis.Redis) -> object:
    add = r.register_script("return redis.call('INCRBY', KEYS[1], ARGV[1])")
    found = [await add(keys=["n"], args=[2])]
    await r.script_flush()
    return [*found, await add(keys=["n"], args=[3])]


async def streams(r: redis.Redis) -> object:
    await r.xgroup_create("s", "g", mkstream=True)
    task = asyncio.create_task(r.xreadgroup("g", "me", {"s": ">"}, block=20_000))
    while not (await r.info("clients"))["blocked_clients"]:
        await asyncio.sleep(0)
    await r.xadd("s", {"f": "v"}, id="1-1")
    return [await task, await r.xack("s", "g", "1-1"), await r.xpending("s", "g")]


async def scans(r: redis.Redis) -> object:
    await r.mset({f"key:{n}": n for n in range(300)})
    await r.hset("h", mapping={"a": "1", "b": "2"})
    keys = {key async for key in r.scan_iter(match="key:*", count=50)}
    return [len(keys), sorted([pair async for pair in r.hscan_iter("h")])]


async def many(r: redis.Redis) -> object:
    """Many tasks over a pool that is smaller, and one connection that is killed."""
    pool = redis.BlockingConnectionPool(
        port=PORT, max_connections=4, timeout=20, protocol=PROTOCOL
    )
    crowd = redis.Redis(connection_pool=pool)
    await asyncio.gather(*(crowd.incr("many") for _ in range(100)))
    total = int(await crowd.get("many"))
    await crowd.aclose()
    await pool.disconnect()
    victim = connect(
        retry=Retry(NoBackoff(), 3),
        retry_on_error=[redis.ConnectionError],
        single_connection_client=True,
    )
    number = await victim.client_id()
    killed = await r.client_kill_filter(_id=str(number))
    again = await victim.get("many")
    await victim.aclose()
    return [total, killed, again]


async def errors(r: redis.Redis) -> object:
    found = []
    await r.set("text", "x")
    for call in (r.incr("text"), r.lpop("text"), r.execute_command("NOSUCH")):
        try:
            await call
        except RedisError as error:
            found.append([type(error).__name__, str(error)])
    return found


async def main() -> None:
    parts = (pipelines, messages, waiting, scripts, streams, scans, many, errors)
    r = connect()
    print(json.dumps({part.__name__: await part(r) for part in parts}))
    await r.aclose()


asyncio.run(main())
