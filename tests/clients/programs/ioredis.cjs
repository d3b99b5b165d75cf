// ioredis: what it finds on a server, as JSON.
"use strict";

const { Redis } = require("ioredis");

const [port, protocol] = process.argv.slice(2).map(Number);
const clients = [];

// A client of the server that the program is told of.
function connect(options = {}) {
  const client = new Redis({ port, protocol, ...options });
  client.on("error", () => {});
  clients.push(client);
  return client;
}

// The error that a call ends with.
async function error(call) {
  try {
    await call;
  } catch (found) {
    return [found.name, found.message];
  }
  throw new Error("there was no error");
}

// Wait until something has come about.
async function until(condition) {
  while (!(await condition())) await new Promise((done) => setImmediate(done));
}

async function gather(stream) {
  const found = [];
  for await (const each of stream) found.push(...each);
  return found;
}

const parts = {
  async values(r) {
    return [
      [await r.set("k", "wört", "EX", 100), await r.get("k"), await r.getBuffer("k")],
      [await r.set("k", 1, "NX"), await r.getset("k", 2), await r.getdel("k")],
      [await r.incrby("n", 5), await r.incrbyfloat("f", 0.1), await r.append("s", "ab")],
      [await r.mset({ a: 1, b: 2 }), await r.mget("a", "b", "none"), await r.strlen("s")],
      [await r.setbit("bits", 7, 1), await r.bitcount("bits"), await r.getrange("s", 0, 0)],
      [await r.hset("h", { a: 1, b: "x" }), await r.hgetall("h"), await r.hmget("h", "a", "c")],
      [await r.hincrbyfloat("h", "a", 1.5), await r.hkeys("h"), await r.hdel("h", "a", "c")],
      [await r.rpush("l", "a", "b", "c", "d"), await r.lrange("l", 0, -1), await r.lpop("l", 2)],
      [await r.lmove("l", "m", "LEFT", "RIGHT"), await r.linsert("m", "BEFORE", "c", "x")],
      [await r.lmpop(2, "l", "m", "LEFT"), await r.lset("m", 0, "y"), await r.lindex("m", 0)],
      [await r.sadd("s1", "a", "b", "c"), await r.sadd("s2", "b", "c", "d")],
      [(await r.sunion("s1", "s2")).sort(), await r.smismember("s1", "a", "z")],
      [await r.sinterstore("s3", "s1", "s2"), await r.scard("s3"), await r.srem("s3", "b")],
      [await r.zadd("z", 1, "a", 2.5, "b", "inf", "c"), await r.zscore("z", "b")],
      [await r.zrange("z", 0, -1, "WITHSCORES"), await r.zrevrank("z", "a")],
      [await r.zrangebyscore("z", "(1", "+inf", "LIMIT", 0, 1), await r.zincrby("z", 2, "a")],
      [await r.zpopmax("z"), await r.zmscore("z", "a", "x"), await r.zcount("z", 0, 9)],
      [await r.geoadd("g", 13.36, 38.11, "P", 15.08, 37.5, "C"), await r.geopos("g", "P")],
      await r.geosearch("g", "FROMMEMBER", "P", "BYRADIUS", 200, "km", "ASC", "WITHDIST"),
      [await r.type("z"), await r.exists("a", "b", "a"), await r.pexpire("a", 1e5)],
      [(await r.ttl("a")) > 0, await r.persist("a"), await r.unlink("a", "b"), await r.dbsize()],
      [await r.object("ENCODING", "l"), await r.call("ECHO", "x"), await r.pfadd("p", 1, 2)],
      [await error(r.lpush("h", "x")), await error(r.call("NOSUCH", "1"))],
      [await error(r.incr("s")), await error(r.call("GET"))],
    ];
  },

  async streams(r) {
    const added = [];
    for (const n of [1, 2, 3]) added.push(await r.xadd("st", `${n}-1`, "n", n));
    return [
      [added, await r.xlen("st"), await r.xrange("st", "-", "+", "COUNT", 2)],
      [await r.xgroup("CREATE", "st", "g", "0"), await r.xrevrange("st", "+", "-")],
      await error(r.xgroup("CREATE", "st", "g", "0")),
      await r.xreadgroup("GROUP", "g", "ann", "COUNT", 2, "STREAMS", "st", ">"),
      await r.xreadgroup("GROUP", "g", "bob", "BLOCK", 1000, "STREAMS", "st", ">"),
      [await r.xack("st", "g", "1-1"), await r.xpending("st", "g")],
      [await r.xclaim("st", "g", "bob", 0, "2-1"), await r.xautoclaim("st", "g", "cy", 0, 0)],
      [await r.xinfo("GROUPS", "st"), await r.xtrim("st", "MAXLEN", 1)],
      [await r.xread("BLOCK", 1, "STREAMS", "st", "$"), await r.xdel("st", "3-1")],
    ];
  },

  async pipelines(r) {
    const first = await r.pipeline().set("a", 1).incr("a").lpush("a", 1).get("a").exec();
    const second = await r.multi().set("a", 1).incr("a").hgetall("none").exec();
    const queued = [await r.multi({ pipeline: false }), await r.set("a", 5), await r.exec()];
    const refused = await error(r.multi().set("a", 1).call("NOSUCH").exec());
    const watching = connect();
    await watching.watch("a");
    await r.set("a", "other");
    const watched = await watching.multi().set("a", "mine").exec();
    const auto = connect({ enableAutoPipelining: true });
    const many = Array.from({ length: 500 }, (_, n) => auto.incrby("auto", n));
    return [
      first.map(([failed, value]) => (failed ? failed.message : value)),
      [second, queued, refused, watched, (await Promise.all(many)).at(-1)],
    ];
  },

  async messages(r) {
    const heard = connect();
    const said = [];
    const note = (kind) => (...words) => said.push([kind, ...words.map(String)]);
    for (const kind of ["message", "pmessage", "smessage"]) heard.on(kind, note(kind));
    const counts = [await heard.subscribe("news", "more"), await heard.psubscribe("n?ws")];
    counts.push(await heard.ssubscribe("shard"));
    counts.push(await r.publish("news", "x"), await r.publish("more", "y"));
    counts.push(await r.spublish("shard", "z"), await r.pubsub("NUMSUB", "news"));
    await until(() => said.length === 4);
    counts.push(await heard.unsubscribe("news"), await r.publish("news", "p"));
    await until(() => said.length === 5);
    const got = protocol < 3 ? await error(heard.get("none")) : await heard.get("none");
    counts.push(got, await heard.punsubscribe("n?ws"));
    return [counts, said.map((each) => each.join(" ")).sort()];
  },

  async waiting(r) {
    const [one, two, three, four] = [connect(), connect(), connect(), connect()];
    const list = one.blpop("q1", "q2", 20);
    const scored = two.bzpopmin("zq", 20);
    const moved = three.blmove("q3", "q4", "LEFT", "RIGHT", 20);
    const read = four.xread("BLOCK", 20000, "STREAMS", "sq", "0");
    await until(async () => (await r.info("clients")).includes("blocked_clients:4"));
    await r.multi().rpush("q2", "a").zadd("zq", 1, "m").exec();
    await r.multi().rpush("q3", "b").xadd("sq", "1-1", "f", "v").exec();
    return [await list, await scored, await moved, await read, await one.blpop("x", 0.01)];
  },

  async scripts(r) {
    const scripts = {
      add: { lua: "return {redis.call('INCRBY', KEYS[1], ARGV[1]), ARGV[2]}", numberOfKeys: 1 },
    };
    const client = connect({ scripts });
    client.defineCommand("many", { lua: "return {#KEYS, unpack(KEYS)}" });
    const found = [await client.add("sn", 3, "x"), await client.many(2, "a", "b")];
    await r.script("FLUSH");
    found.push(await client.add("sn", 4, "y"));
    found.push(await client.pipeline().add("sn", 1, "").many(1, "k").exec());
    const sha = await r.script("LOAD", "return ARGV[1]");
    return [
      found,
      [sha, await r.evalsha(sha, 0, "x"), await r.script("EXISTS", sha, "0".repeat(40))],
      [await r.eval("return {1.9, false, 'x', {KEYS[1]}}", 1, "k"), await r.getset("se", "x")],
      await error(r.eval("return redis.call('INCR', KEYS[1])", 1, "se")),
      await error(r.evalsha("0".repeat(40), 0)),
    ];
  },

  async scans(r) {
    const pipe = r.pipeline();
    for (let n = 0; n < 300; n++) {
      pipe.set(`key:${n}`, n).hset("sh", `f${n}`, n).sadd("ss", `m${n}`).zadd("sz", n, `m${n}`);
    }
    await pipe.exec();
    const keys = await gather(r.scanStream({ match: "key:*", count: 50 }));
    const fields = await gather(r.hscanStream("sh"));
    const members = await gather(r.sscanStream("ss", { count: 20 }));
    const scored = await gather(r.zscanStream("sz", { match: "m1*" }));
    const typed = await gather(r.scanStream({ type: "zset" }));
    return [
      [new Set(keys).size, fields.length, new Set(members).size, scored.length],
      typed.filter((key) => key === "sz"),
    ];
  },

  async prefixed(r) {
    const client = connect({ keyPrefix: "app:", db: 3, connectionName: "prefixed" });
    await client.pipeline().set("k", "v").rpush("l", 2, 1).exec();
    const found = [await client.get("k"), await client.sort("l")];
    found.push((await client.keys("*")).sort());
    return [found, await client.client("GETNAME"), await r.exists("app:k")];
  },

  async reconnecting(r) {
    const options = { connectionName: "victim", retryStrategy: () => 1 };
    const client = connect(options);
    const heard = connect({ retryStrategy: () => 1 });
    const [said, messages] = [[], []];
    heard.on("message", (_, message) => messages.push(message));
    await heard.subscribe("after");
    const number = await client.client("ID");
    for (const event of ["close", "reconnecting", "ready"]) client.on(event, () => said.push(event));
    const killed = await r.client("KILL", "ID", number);
    const list = await r.client("KILL", "TYPE", "pubsub");
    await until(() => said.includes("ready"));
    const again = [await client.set("after", 1), await client.client("GETNAME")];
    await until(async () => (await r.publish("after", "x")) === 1);
    await until(() => messages.length);
    return [killed, list, again, (await client.client("ID")) !== number, said, messages];
  },

  async users(r) {
    await r.acl("SETUSER", "ann", "on", ">secret", "~mine:*", "&*", "+@all", "-@dangerous");
    const ann = connect({ username: "ann", password: "secret", enableReadyCheck: false });
    const wrong = connect({ username: "ann", password: "no", retryStrategy: null });
    const failures = [];
    wrong.on("error", (found) => failures.push(found.message));
    const found = [
      [await ann.acl("WHOAMI"), await ann.set("mine:k", "v"), await error(ann.get("k"))],
      [await error(ann.flushall()), await ann.get("mine:k")],
      await error(wrong.get("mine:k")),
    ];
    await r.acl("DELUSER", "ann");
    return [found, failures[0]];
  },

  async monitored(r) {
    const watching = connect({ retryStrategy: null });
    const monitor = await watching.monitor();
    const said = [];
    monitor.on("monitor", (time, words, source, database) => said.push([words, database]));
    await r.set("m", 'a "b"\n');
    await until(() => said.some(([words]) => words[0] === "set"));
    monitor.disconnect();
    return said.filter(([words]) => words[0] === "set");
  },

  async mapped(r) {
    if (protocol < 3) return null;
    const client = connect({ replyMapping: "resp3" });
    await client.pipeline().zadd("rz", 1.5, "a").hset("rh", "f", "v").sadd("rs", "m").exec();
    return [
      [await client.zrange("rz", 0, -1, "WITHSCORES"), await client.hgetall("rh")],
      [await client.smembers("rs"), await client.config("GET", "maxmemory-policy")],
      [await client.zscore("rz", "a"), await client.xinfo("GROUPS", "st")],
    ];
  },

  async about(r) {
    return [
      [await r.command("INFO", "get"), await r.config("GET", "maxmemory-policy")],
      [await r.role(), await r.ping(), (await r.info("server")).split("\r\n")[0]],
      [await r.memory("USAGE", "none"), await r.command("GETKEYS", "MSET", "a", 1, "b", 2)],
    ];
  },
};

async function main() {
  const found = {};
  const r = connect();
  for (const [name, part] of Object.entries(parts)) found[name] = await part(r);
  await r.quit();
  for (const client of clients) client.disconnect();
  console.log(JSON.stringify(found));
  process.exit(0);
}

main().catch((found) => {
  console.error(found);
  process.exit(1);
});
