"""redis-py over a socket: what it finds on a server, as JSON."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable

from redis.backoff import NoBackoff
from redis.cluster import RedisCluster
from redis.retry import Retry

import redis

PORT, PROTOCOL = int(sys.argv[1]), int(sys.argv[2])
ONCE = Retry(NoBackoff(), 0)
VERSION = tuple(map(int, redis.__version__.split(".")[:2]))


def connect(**options: object) -> redis.Redis:
    """A client of the server that the program is told of."""
    given = {"decode_responses": True, "protocol": PROTOCOL, **options}
    return redis.Redis(port=PORT, **given)


def error(call: Callable[[], object]) -> list[str]:
    """The error that a call ends with."""
    try:
        call()
    except redis.RedisError as found:
        return [type(found).__name__, str(found)]
    raise AssertionError("there was no error")


def values() -> object:
    r, raw = connect(), connect(decode_responses=False)
    return [
        r.set("k", "wört", ex=100, get=True),
        [r.get("k"), raw.get("k").decode("latin-1"), r.ttl("k") > 90, r.getex("k")],
        [
            r.set("k", 1, nx=True),
            r.set("k", 2, xx=True, keepttl=True),
            r.incrby("k", 5),
        ],
        [r.incrbyfloat("f", 0.1), r.append("s", "abc"), r.setrange("s", 5, "x")],
        [r.getrange("s", 1, 5), r.strlen("s"), r.mset({"a": 1, "b": 2})],
        [r.mget("a", "b", "none"), r.setbit("bits", 7, 1), r.bitcount("bits")],
        r.bitfield("bits").set("u8", 8, 255).get("u4", 8).execute(),
        [
            r.hset("h", mapping={"a": 1, "b": "x"}),
            r.hgetall("h"),
            r.hmget("h", "a", "c"),
        ],
        [r.hincrbyfloat("h", "a", 1.5), sorted(r.hrandfield("h", 5)), r.hscan("h")],
        [r.rpush("l", *"abcd"), r.lpos("l", "c"), r.lrange("l", 0, -1), r.lpop("l", 2)],
        [r.lmove("l", "m", "LEFT", "RIGHT"), r.lmpop(2, "l", "m", direction="LEFT")],
        [r.sadd("s1", *"abc"), r.sadd("s2", *"bcd"), sorted(r.sinter("s1", "s2"))],
        [r.smismember("s1", ["a", "z"]), r.sintercard(2, ["s1", "s2"], 1)],
        [r.zadd("z", {"a": 1, "b": 2.5, "c": float("inf")}), r.zscore("z", "b")],
        [r.zrange("z", 0, -1, withscores=True), r.zrank("z", "b"), r.zscore("z", "x")],
        [r.zadd("z", {"a": 5}, incr=True), r.zmscore("z", ["a", "x"])],
        [
            r.zpopmax("z"),
            r.zrangestore("z2", "z", 0, -1),
            sorted(r.zrandmember("z2", 5)),
        ],
        r.zunion({"z": 2, "z2": 3}, withscores=True),
        [
            r.geoadd("g", (13.36, 38.11, "P", 15.08, 37.5, "C")),
            r.geodist("g", "P", "C"),
        ],
        r.geosearch("g", member="P", radius=200, unit="km", withdist=True, sort="ASC"),
        [r.geopos("g", "P", "x"), r.pfadd("hll", *"abc"), r.pfcount("hll")],
        [r.sort("z2", alpha=True, desc=True), r.type("z2"), r.object("encoding", "l")],
        [r.copy("s", "t"), r.rename("t", "u"), r.touch("u", "x"), r.unlink("u", "x")],
        [r.expire("s", 100, nx=True), r.persist("s"), r.expiretime("s"), r.dbsize()],
        [r.restore("d", 0, raw.dump("h"), replace=True), r.hgetall("d")],
        error(lambda: r.lpush("h", 1)),
        error(lambda: r.incr("s")),
        error(lambda: r.execute_command("NOSUCH", 1)),
        error(lambda: r.execute_command("GET")),
    ]


def pipelines() -> object:
    r = connect()
    with r.pipeline() as pipe:
        first = pipe.set("a", 1).incr("a").hset("h2", "f", "v").hgetall("h2").execute()
    with r.pipeline(transaction=False) as pipe:
        second = pipe.get("a").lpush("a", 1).get("a").execute(raise_on_error=False)
    with r.pipeline() as pipe:
        pipe.set("a", 1).lpush("a", 1).get("a")
        failed = error(pipe.execute)
    with r.pipeline() as pipe:
        pipe.watch("a")
        connect().set("a", "other")
        pipe.multi()
        pipe.set("a", "mine")
        watched = error(pipe.execute)

    def add(pipe: redis.client.Pipeline) -> None:
        now = int(pipe.get("n") or 0)
        pipe.multi()
        pipe.set("n", now + 1)

    return [first, [str(x) for x in second], failed, watched, r.transaction(add, "n")]


def messages() -> object:
    r = connect()
    said: list[object] = []
    with r.pubsub() as heard:
        heard.subscribe("news", handled=lambda m: said.append(["by", m["data"]]))
        heard.psubscribe("n*")
        heard.ssubscribe("shard")
        said += [heard.get_message(timeout=20) for _ in range(4)]
        said.append([r.publish("news", "x"), r.publish("handled", "y")])
        said.append(
            [r.spublish("shard", "z"), r.pubsub_channels("n*"), r.pubsub_numpat()]
        )
        while len(said) < 10:
            message = heard.get_message(timeout=20)
            said += [] if message is None else [message]
        said.append(r.pubsub_numsub("news"))
        heard.ping()
        said.append(heard.get_message(timeout=20))
        heard.unsubscribe("news")
        said.append(heard.get_message(timeout=20))
    return sorted(json.dumps(each, sort_keys=True) for each in said)


def locks() -> object:
    r = connect()
    lock = r.lock("lock", timeout=10)
    other = r.lock("lock", timeout=10, thread_local=False)
    found = [
        lock.acquire(),
        other.acquire(blocking=False),
        lock.owned(),
        lock.extend(5),
    ]
    try:
        other.do_release(b"nobody")
    except redis.exceptions.LockError as refused:
        found.append(str(refused))
    taken = threading.Thread(target=lambda: found.append(other.acquire()))
    taken.start()
    lock.release()
    taken.join(20)
    found += [other.locked(), other.reacquire(), other.release()]
    with r.lock("lock", timeout=10, blocking_timeout=10):
        found.append(r.exists("lock"))
    return found


def scripts() -> object:
    r = connect()
    add = r.register_script(
        "local n = redis.call('INCRBY', KEYS[1], ARGV[1])"
        " return {n, tostring(n / 4), cjson.encode({n}), redis.status_reply('FINE')}"
    )
    first = add(keys=["script"], args=[3])
    r.script_flush()
    with r.pipeline() as pipe:
        add(keys=["script"], args=[4], client=pipe)
        add(keys=["script"], args=[5], client=pipe)
        piped = pipe.execute()
    code = (
        "#!lua name=mine\nredis.register_function{function_name='put', callback="
        "function(keys, args) return redis.call('SET', keys[1], args[1]) end}"
    )
    return [
        [
            first,
            piped,
            r.script_exists(add.sha, "0" * 40),
            r.eval("return ARGV", 0, "a"),
        ],
        [r.function_load(code, replace=True), r.fcall("put", 1, "k", "v"), r.get("k")],
        [r.function_list(), r.eval_ro("return redis.call('GET', KEYS[1])", 1, "k")],
        error(lambda: r.eval("return redis.call('NOSUCH')", 0)),
        error(lambda: r.eval("return redis.error_reply('MINE no')", 0)),
        error(lambda: r.evalsha("0" * 40, 0)),
    ]


def scans() -> object:
    r = connect(db=3)
    r.mset({f"key:{n}": n for n in range(500)})
    r.hset("hash", mapping={f"f{n}": n for n in range(300)})
    r.sadd("set", *range(300))
    r.zadd("zset", {f"m{n}": n for n in range(300)})
    return [
        len(set(r.scan_iter())),
        len(set(r.scan_iter(match="key:*", count=100))),
        [sorted(r.scan_iter(_type="hash")), sorted(r.scan_iter("key:1?"))],
        [len(dict(r.hscan_iter("hash"))), len(set(r.sscan_iter("set")))],
        [sum(score for _, score in r.zscan_iter("zset", match="m1*")), r.flushdb()],
    ]


def streams() -> object:
    r = connect()
    added = [r.xadd("st", {"n": n, "x": "y"}, id=f"{n}-1") for n in range(1, 6)]
    return [
        [added, r.xlen("st"), r.xrange("st", "2", "+", count=2), r.xrevrange("st")],
        [r.xgroup_create("st", "g", "0"), error(lambda: r.xgroup_create("st", "g"))],
        r.xreadgroup("g", "ann", {"st": ">"}, count=2),
        r.xreadgroup("g", "bob", {"st": ">"}, noack=False, block=1000),
        [r.xack("st", "g", "1-1"), r.xpending("st", "g")],
        [
            len(r.xpending_range("st", "g", "-", "+", 10)),
            r.xread({"st": "4"}, block=10),
        ],
        [r.xclaim("st", "g", "ann", 0, ["3-1"]), r.xautoclaim("st", "g", "cy", 0)],
        [r.xinfo_groups("st"), r.xinfo_stream("st")["length"], r.xtrim("st", maxlen=2)],
        [
            r.xread({"st": "$"}, block=10),
            r.xdel("st", "5-1"),
            r.xgroup_destroy("st", "g"),
        ],
    ]


def waiting() -> object:
    r, found = connect(), []

    def work() -> None:
        found.extend(connect().blpop(["q1", "q2"], timeout=20) for _ in range(3))
        found.append(connect().bzpopmin("zq", timeout=20))
        found.append(connect().blmove("q1", "q2", 20, "LEFT", "RIGHT"))
        found.append(connect().xread({"sq": "$"}, block=20_000))

    worker = threading.Thread(target=work)
    worker.start()
    r.rpush("q2", "a", "b")
    r.rpush("q1", "c")
    r.zadd("zq", {"m": 1})
    while r.exists("q2"):  # the first three may come in any order
        pass
    r.rpush("q1", "d")
    while not r.info("clients")["blocked_clients"] or not r.exists("q2"):
        pass
    r.xadd("sq", {"f": "v"}, id="1-1")
    worker.join(20)
    first = sorted(map(list, found[:3]))
    return [first, found[3:], r.blpop(["none"], timeout=0.01), r.brpop("none", 0.01)]


def pools() -> object:
    pool = redis.BlockingConnectionPool(
        port=PORT,
        max_connections=2,
        timeout=20,
        protocol=PROTOCOL,
        client_name="pooled",
    )
    r = redis.Redis(connection_pool=pool)
    threads = [
        threading.Thread(target=lambda: [r.incr("pooled") for _ in range(50)])
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    mine = [c for c in r.client_list() if c["name"] == "pooled"]
    url = redis.Redis.from_url(f"redis://127.0.0.1:{PORT}/5?protocol={PROTOCOL}")
    return [int(r.get("pooled")), 1 <= len(mine) <= 2, url.client_info()["db"]]


def retries() -> object:
    r = connect(
        client_name="victim",
        retry=Retry(NoBackoff(), 3),
        retry_on_error=[redis.ConnectionError],
        single_connection_client=True,
    )
    r.set("before", 1)
    number = r.client_id()
    killed = connect().client_kill_filter(_id=str(number))
    with_retry = r.get("before")
    return [killed, with_retry, r.client_id() != number, r.client_getname()]


def users() -> object:
    r = connect()
    r.acl_setuser(
        "ann",
        enabled=True,
        passwords=["+secret"],
        keys=["mine:*"],
        commands=["+@read", "+set", "+hello", "+client"],
    )
    ann = connect(username="ann", password="secret")
    return [
        [ann.set("mine:k", 1), ann.get("mine:k"), r.acl_whoami(), r.acl_list()[0][:4]],
        [error(lambda: ann.get("k")), error(lambda: ann.delete("mine:k"))],
        error(lambda: connect(username="ann", password="wrong", retry=ONCE).ping()),
        [sorted(r.acl_getuser("ann")["commands"]), r.acl_deluser("ann")],
    ]


def about() -> object:
    """What tools ask a server for."""
    r = connect(client_name="asking")
    info = r.info()
    commands = r.command()
    return [
        [info["redis_mode"], info["role"], info["connected_clients"] > 0],
        [
            r.config_get("maxmemory-[ps]*"),
            r.config_set("lua-time-limit", 5000),
            r.echo("x"),
        ],
        [
            commands["get"],
            commands["xadd"]["flags"],
            r.command_getkeys("MSET", "a", 1, "b", 2),
        ],
        [r.client_info()["name"], r.memory_usage("none"), r.slowlog_reset(), r.ping()],
        [r.time()[0] > 0, r.role(), r.lastsave().year > 2000, r.client_getname()],
        error(lambda: r.object("freq", "k")),
        [r.wait(0, 0), r.swapdb(1, 2), r.client_no_evict("on"), r.select(0)],
    ]


def cached() -> object:
    """Client-side caching: redis-py refuses it for servers before 7.4, which both are."""
    if PROTOCOL < 3 or VERSION < (5, 3):
        return None
    from redis.cache import CacheConfig

    return error(lambda: connect(cache_config=CacheConfig()).get("k"))


def clustered() -> object:
    """A cluster's client, which a server that stands alone turns away."""
    try:
        RedisCluster(host="127.0.0.1", port=PORT)
    except redis.exceptions.RedisClusterException as refused:
        return str(refused)
    raise AssertionError("there is a cluster")


def plain(value: object) -> object:
    """A value as JSON has it."""
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if isinstance(value, (set, frozenset)):
        return ["set", *sorted(map(str, value))]
    if isinstance(value, Exception):
        return [type(value).__name__, str(value)]
    return value.decode("latin-1") if isinstance(value, bytes) else value


PARTS = (
    *(values, pipelines, messages, locks, scripts, scans, streams, waiting, pools),
    *(retries, users, about, cached, clustered),
)
found = {part.__name__: plain(part()) for part in PARTS}
print(json.dumps({"version": redis.__version__, **found}))
