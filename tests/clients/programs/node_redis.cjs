// node-redis: what it finds on a server, as JSON.
"use strict";

const { createClient, createClientPool, defineScript } = require("redis");

const [port, protocol] = process.argv.slice(2).map(Number);

// A connected client of the server that the program is told of.
async function connect(options = {}) {
  const socket = { port, host: "127.0.0.1", ...options.socket };
  const client = createClient({ RESP: protocol, ...options, socket });
  client.on("error", () => {});
  return await client.connect();
}

// The error that a call ends with.
async function error(call) {
  try {
    await call;
  } catch (found) {
    return [found.constructor.name, found.message];
  }
  throw new Error("there was no error");
}

// Wait until something has come about.
async function until(condition) {
  while (!(await condition())) await new Promise((done) => setImmediate(done));
}

async function gather(iterator) {
  const found = [];
  for await (const each of iterator) found.push(each);
  return found.flat();
}

const parts = {
  async values(r) {
    return [
      [await r.set("k", "wört", { EX: 100 }), await r.get("k"), await r.ttl("k") > 90],
      [await r.set("k", "x", { NX: true }), await r.getDel("k"), await r.get("k")],
      [await r.incrBy("n", 5), await r.incrByFloat("n", 0.5), await r.append("s", "ab")],
      [await r.mSet({ a: "1", b: "2" }), await r.mGet(["a", "b", "none"])],
      [await r.setBit("bits", 7, 1), await r.bitCount("bits")],
      [await r.hSet("h", { a: 1, b: "x" }), { ...(await r.hGetAll("h")) }],
      [await r.hmGet("h", ["a", "c"]), await r.hIncrByFloat("h", "a", 1.5)],
      [await r.hExists("h", "a"), await r.hLen("h"), await r.hDel("h", ["b"])],
      [await r.rPush("l", ["a", "b", "c", "d"]), await r.lRange("l", 0, -1)],
      [await r.lPopCount("l", 2), await r.lMove("l", "m", "LEFT", "RIGHT")],
      [await r.lmPop(["l", "m"], "LEFT"), await r.lPos("m", "c"), await r.lLen("m")],
      [await r.sAdd("s1", ["a", "b", "c"]), await r.sAdd("s2", ["b", "c", "d"])],
      [(await r.sInter(["s1", "s2"])).sort(), await r.smIsMember("s1", ["a", "z"])],
      [await r.sIsMember("s1", "a"), await r.sCard("s1"), await r.sRem("s1", "a")],
      await r.zAdd("z", [{ score: 1, value: "a" }, { score: Infinity, value: "b" }]),
      [await r.zRangeWithScores("z", 0, -1), String(await r.zScore("z", "b"))],
      [await r.zRank("z", "b"), await r.zIncrBy("z", 2.5, "a"), await r.zCard("z")],
      [await r.zPopMin("z"), await r.zmScore("z", ["x"]), await r.zScore("z", "x")],
      await r.geoAdd("g", [{ longitude: 13.36, latitude: 38.11, member: "P" }]),
      [await r.geoPos("g", ["P", "x"]), await r.pfAdd("p", ["a", "b"]), await r.pfCount("p")],
      [await r.type("z"), await r.exists(["k", "a"]), await r.expire("a", 100)],
      [await r.expireTime("a") > 0, await r.persist("a"), await r.del(["a", "b"])],
      [await r.objectEncoding("l"), await r.dbSize(), await r.sendCommand(["ECHO", "x"])],
      [await error(r.lPush("h", "x")), await error(r.sendCommand(["NOSUCH", "1"]))],
    ];
  },

  async streams(r) {
    const added = [];
    for (const n of [1, 2, 3]) added.push(await r.xAdd("st", `${n}-1`, { n: `${n}` }));
    const read = { key: "st", id: ">" };
    return [
      [added, await r.xLen("st"), await r.xRange("st", "-", "+", { COUNT: 2 })],
      [await r.xGroupCreate("st", "g", "0"), await error(r.xGroupCreate("st", "g", "0"))],
      await r.xReadGroup("g", "ann", read, { COUNT: 2 }),
      await r.xReadGroup("g", "bob", read, { BLOCK: 1000 }),
      [await r.xAck("st", "g", "1-1"), await r.xPending("st", "g")],
      [await r.xClaim("st", "g", "bob", 0, "2-1"), await r.xAutoClaim("st", "g", "cy", 0, "0")],
      [await r.xInfoGroups("st"), (await r.xInfoStream("st")).length],
      [await r.xTrim("st", "MAXLEN", 1), await r.xRead({ key: "st", id: "9" }, { BLOCK: 1 })],
    ];
  },

  async pipelines(r) {
    const multi = r.multi().set("a", 1).incr("a").hSet("mh", "f", "v").hGetAll("mh");
    const first = await multi.exec();
    const second = await r.multi().get("a").zRangeWithScores("none", 0, -1).execAsPipeline();
    const both = await Promise.all([r.get("a"), r.incr("a"), r.get("a")]);
    let failed;
    try {
      await r.multi().set("a", 1).lPush("a", "x").get("a").exec();
    } catch (found) {
      failed = [found.constructor.name, found.replies.map(String)];
    }
    const [watching, other] = [await connect(), await connect()];
    await watching.watch("a");
    await other.set("a", "other");
    const watched = await error(watching.multi().set("a", "mine").exec());
    watching.destroy();
    other.destroy();
    return [first.map((x) => (x instanceof Object ? { ...x } : x)), second, both, failed, watched];
  },

  async messages(r) {
    const heard = await connect();
    const said = [];
    await heard.subscribe("news", (message, channel) => said.push([message, channel]));
    await heard.subscribe("bytes", (message) => said.push([...message]), true);
    await heard.pSubscribe("n?ws", (message, channel) => said.push(["p", message, channel]));
    await heard.sSubscribe("shard", (message) => said.push(["s", message]));
    said.push(await r.publish("news", "x"), await r.publish("bytes", "é"));
    said.push(await r.sPublish("shard", "z"), await r.pubSubNumSub(["news"]));
    said.push((await r.pubSubChannels()).sort(), await r.pubSubNumPat());
    await until(() => said.length === 10);
    await heard.unsubscribe("news");
    await heard.pUnsubscribe();
    const left = await r.publish("news", "nobody");
    const ping = await heard.ping();
    heard.destroy();
    return [said.map((each) => JSON.stringify(each)).sort(), left, ping];
  },

  async waiting(r) {
    const pool = await createClientPool({ RESP: protocol, socket: { port } }).connect();
    const list = pool.blPop(["q1", "q2"], 20);
    const scored = pool.bzPopMin("zq", 20);
    const moved = pool.blMove("q3", "q4", "LEFT", "RIGHT", 20);
    const read = pool.xRead({ key: "sq", id: "0" }, { BLOCK: 20000 });
    await until(async () => (await r.info("clients")).includes("blocked_clients:4"));
    await r.multi().rPush("q2", "a").zAdd("zq", { score: 1, value: "m" }).exec();
    await r.multi().rPush("q3", "b").xAdd("sq", "1-1", { f: "v" }).exec();
    const found = [await list, await scored, await moved, await read];
    found.push(await pool.blPop("none", 0.01));
    await pool.close();
    return found;
  },

  async scripts(r) {
    const add = defineScript({
      NUMBER_OF_KEYS: 1,
      SCRIPT: "return {redis.call('INCRBY', KEYS[1], ARGV[1]), cjson.encode({a = 1})}",
      parseCommand(parser, key, by) {
        parser.pushKey(key);
        parser.push(String(by));
      },
      transformReply: (reply) => reply,
    });
    const client = await connect({ scripts: { add } });
    const first = await client.add("sn", 3);
    await r.scriptFlush();
    const again = [await client.add("sn", 4), await client.multi().add("sn", 5).exec()];
    client.destroy();
    const sha = await r.scriptLoad("return ARGV[1]");
    const evaluated = await r.eval("return {KEYS[1], 1.9, false}", { keys: ["k"] });
    const code =
      "#!lua name=mine\nredis.register_function('put', function(k, a)" +
      " return redis.call('SET', k[1], a[1]) end)";
    return [
      [first, again, sha, await r.evalSha(sha, { arguments: ["x"] }), evaluated],
      [await r.scriptExists([sha, "0".repeat(40)]), await error(r.evalSha("0".repeat(40)))],
      [await r.functionLoad(code), await r.fCall("put", { keys: ["k"], arguments: ["v"] })],
      [await r.get("k"), (await r.functionList()).map((library) => library.library_name)],
      await error(r.eval("return redis.call('INCR', KEYS[1])", { keys: ["k"] })),
    ];
  },

  async scans(r) {
    for (let n = 0; n < 300; n++) r.set(`key:${n}`, n);
    r.hSet("sh", Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`f${n}`, n])));
    r.sAdd("ss", Array.from({ length: 200 }, (_, n) => `m${n}`));
    await r.zAdd("sz", Array.from({ length: 200 }, (_, n) => ({ score: n, value: `m${n}` })));
    const keys = await gather(r.scanIterator({ MATCH: "key:*", COUNT: 50 }));
    const fields = await gather(r.hScanIterator("sh", { COUNT: 20 }));
    const members = await gather(r.sScanIterator("ss"));
    const scored = await gather(r.zScanIterator("sz", { MATCH: "m1*" }));
    const typed = await gather(r.scanIterator({ TYPE: "hash" }));
    return [
      [new Set(keys).size, new Set(fields.map((each) => each.field)).size],
      [new Set(members).size, scored.reduce((sum, each) => sum + each.score, 0)],
      typed.filter((key) => key === "sh"),
    ];
  },

  async cached(r) {
    if (protocol < 3) return null;
    const client = await connect({ clientSideCache: { ttl: 0, maxEntries: 0 } });
    await r.set("cached", "1");
    const found = [await client.get("cached"), await client.get("cached")];
    await r.set("cached", "2");
    await until(async () => (await client.get("cached")) === "2");
    await r.hSet("ch", "f", "v");
    found.push({ ...(await client.hGetAll("ch")) });
    await r.del("ch");
    await until(async () => Object.keys(await client.hGetAll("ch")).length === 0);
    client.destroy();
    return found;
  },

  async reconnecting(r) {
    const socket = { reconnectStrategy: () => 1 };
    const client = await connect({ name: "victim", socket });
    const said = [];
    for (const event of ["reconnecting", "ready"]) client.on(event, () => said.push(event));
    const heard = await connect({ socket });
    const messages = [];
    await heard.subscribe("after", (message) => messages.push(message));
    const number = await client.clientId();
    const killed = await r.clientKill({ filter: "ID", id: number });
    const list = await r.sendCommand(["CLIENT", "KILL", "TYPE", "pubsub"]);
    const again = await client.set("after", "1");
    await until(async () => (await r.publish("after", "x")) === 1);
    await until(() => messages.length);
    const other = (await client.clientId()) !== number;
    const found = [killed, list, again, other, await client.clientGetName(), said, messages];
    client.destroy();
    heard.destroy();
    return found;
  },

  async users(r) {
    const rules = ["on", ">secret", "~mine:*", "&*", "+@all", "-@dangerous"];
    await r.aclSetUser("ann", rules);
    const ann = await connect({ username: "ann", password: "secret", database: 2 });
    const socket = { port, reconnectStrategy: false };
    const wrong = createClient({ username: "ann", password: "no", socket });
    wrong.on("error", () => {});
    const found = [
      [await ann.aclWhoAmI(), await ann.set("mine:k", "v"), await error(ann.get("k"))],
      [await error(ann.flushAll()), await ann.get("mine:k"), await r.get("mine:k")],
      [await error(wrong.connect()), await r.aclDelUser("ann")],
    ];
    ann.destroy();
    const url = await createClient({ url: `redis://127.0.0.1:${port}/4` }).connect();
    found.push((await url.clientInfo()).db);
    url.destroy();
    return found;
  },

  async about(r) {
    const [get] = await r.commandInfo(["get"]);
    return [
      [get.name, get.arity, [...get.flags].sort(), get.firstKeyIndex, [...get.categories].sort()],
      [await r.configGet("maxmemory-policy"), await r.configSet("lua-time-limit", "5000")],
      [await r.role(), await r.ping(), (await r.info("server")).split(":")[0]],
      [await r.commandGetKeys(["MSET", "a", "1", "b", "2"]), await r.clientGetName()],
      [await r.memoryUsage("none"), (await r.time()) > 0, await r.latencyDoctor() !== ""],
    ];
  },
};

async function main() {
  const found = {};
  const r = await connect();
  for (const [name, part] of Object.entries(parts)) found[name] = await part(r);
  await r.close();
  console.log(JSON.stringify(found));
}

main().catch((found) => {
  console.error(found);
  process.exit(1);
});
