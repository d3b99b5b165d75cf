"""Ways out of a script that there must not be."""

from __future__ import annotations

import pytest

from .conftest import Connect

# What a script must not get hold of: each gives a truthy value if it does.
ATTEMPTS = r"""
return rawget(_G, 'python') ~= nil
return rawget(_G, 'os') ~= nil or rawget(_G, 'io') ~= nil or rawget(_G, 'debug') ~= nil
return rawget(_G, 'require') ~= nil or rawget(_G, 'package') ~= nil or rawget(_G, 'module') ~= nil
return rawget(_G, 'dofile') ~= nil or rawget(_G, 'loadfile') ~= nil or rawget(_G, 'print') ~= nil
return rawget(_G, 'getfenv') ~= nil or rawget(_G, 'setfenv') ~= nil or rawget(_G, 'newproxy') ~= nil
for k, v in pairs(_G) do if type(v) == 'userdata' then return k end end return false
for k, v in pairs(redis) do if type(v) ~= 'function' and type(v) ~= 'number' and type(v) ~= 'string' then return k end end return false
for _, name in ipairs({'string', 'table', 'math', 'coroutine', 'cjson', 'cmsgpack', 'struct', 'bit', 'redis'}) do for k, v in pairs(_G[name]) do if type(v) == 'userdata' and v ~= cjson.null then return k end end end return false
return loadstring('return python')()
return loadstring('return os')()
return loadstring('return require')()
return pcall(loadstring, 'return io') and select(2, pcall(select(2, pcall(loadstring, 'return io')))).open
return loadstring(string.dump(function() return 1 end)) ~= nil
return load(function() return nil end) and loadstring('\27Lua') ~= nil
local done = false return load(function() if done then return nil end done = true return '\27LuaQ' end) ~= nil
local parts, i = {'\27', 'Lua'}, 0 return load(function() i = i + 1 return parts[i] end) ~= nil
return getmetatable(cjson.null)
return cjson.null.__class__
return cjson.null['__class__']
cjson.null.x = 1 return true
cjson.null() return true
setmetatable(cjson.null, {}) return true
return redis.call.__class__
return redis.call.__globals__
return getmetatable(redis.call)
return getmetatable(redis)
return getmetatable(string)
getmetatable('').__index = function() end return true
getmetatable('').__add = function() end return true
getmetatable(_G).__index = function() end return true
getmetatable(_G).__newindex = nil return true
setmetatable(_G, nil) return true
setmetatable(string, nil) return true
rawset(_G, 'x', 1) return true
rawset(string, 'x', 1) return true
_G.x = 1 return true
x = 1 return true
_G._G = 1 return true
string.x = 1 return true
string.upper = nil return true
redis.call = nil return true
cjson.encode = nil return true
table.insert(string, 1) return true
table.insert(_G, 1) return true
table.remove(redis) return true
table.sort(_G) return true
table.setn(string, 1) return true
table.foreach(_G, function(k, v) if type(v) == 'userdata' then error('found') end end) return false
local x = next(_G) rawset(_G, x, 1) return true
return #string ~= 0
local ok, e = pcall(redis.call, 'nosuch') return type(e) == 'userdata'
local ok, e = pcall(redis.call, {}) return type(e) == 'userdata'
local ok, e = pcall(redis.call, redis.call) return type(e) == 'userdata'
local ok, e = pcall(redis.call, cjson.null) return type(e) == 'userdata'
local ok, e = pcall(redis.call, coroutine.create(function() end)) return type(e) == 'userdata'
local ok, e = pcall(redis.sha1hex, {}) return type(e) == 'userdata'
local ok, e = pcall(redis.log, 1e300, 'x') return type(e) == 'userdata'
local ok, e = pcall(redis.log, -1/0, 'x') return type(e) == 'userdata'
local ok, e = pcall(redis.log, 0/0, 'x') return type(e) == 'userdata'
local ok, e = pcall(redis.setresp, {}) return type(e) == 'userdata'
local ok, e = pcall(redis.setresp, 0/0) return type(e) == 'userdata'
local ok, e = pcall(redis.acl_check_cmd, {}) return type(e) == 'userdata'
local ok, e = pcall(redis.acl_check_cmd, redis.call, 1) return type(e) == 'userdata'
local ok, e = pcall(struct.pack, 'f', 1e300) return type(e) == 'userdata'
local ok, e = pcall(struct.pack, 'd', 0/0) return type(e) == 'userdata'
local ok, e = pcall(cmsgpack.unpack, string.rep('\221', 50)) return type(e) == 'userdata'
local ok, e = pcall(bit.tobit, 1/0) return type(e) == 'userdata'
local ok, e = pcall(string.rep, 'x', 1e18) return ok
local ok, e = pcall(string.rep, 'x', 1/0) return ok
local c = coroutine.create(function() redis.call('nosuch') end) local ok, e = coroutine.resume(c) return type(e) == 'userdata'
return type(select(2, xpcall(function() redis.call('nosuch') end, function(e) return e end))) == 'userdata'
local found = false xpcall(function() redis.call({}) end, function(e) found = type(e) == 'userdata' end) return found
local function f() return f() + 1 end local ok, e = pcall(f) return type(e) == 'userdata'
local t = {} for i = 1, 300 do t = {t} end local ok, e = pcall(cjson.encode, t) return type(e) == 'userdata'
return string.format('%s', redis.call):find('Python') or tostring(redis.call):find('object')
for _, f in pairs({redis.call, redis.log, redis.sha1hex, cjson.encode, struct.pack}) do if type(f) ~= 'function' then return true end end return false
local t = setmetatable({}, {__index = _G}) return t.python
local t = setmetatable({}, {__newindex = _G}) t.x = 1 return true
local t = setmetatable({}, {__tostring = function() return _G end}) return tostring(t)
return collectgarbage('stop') ~= 0
return unpack(setmetatable({}, {__index = function() return 1 end}), 1, 3)
local env = {} return pcall(string.gsub, 'x', 'x', redis.call) and false
local ok, e = pcall(error, setmetatable({}, {__index = function() error('x') end})) return type(e) == 'userdata'
return __redis__err__handler(redis) == nil
""".strip().splitlines()


@pytest.mark.parametrize("script", ATTEMPTS)
def test_there_is_no_way_out(connect: Connect, script: str) -> None:
    wire = connect()
    assert wire("EVAL", script, 0) in (b"$-1\r\n", b"*0\r\n") or wire(
        "EVAL", script, 0
    ).startswith(b"-ERR")
    # Whatever it tried, the next script finds the world as it was.
    checks = (
        "return {tostring(rawget(_G, 'x')), type(redis.call), ('x'):upper(), #string}"
    )
    assert wire("EVAL", checks, 0) == (
        b"*4\r\n$3\r\nnil\r\n$8\r\nfunction\r\n$1\r\nX\r\n:0\r\n"
    )


def test_arguments_are_texts_and_no_programs(connect: Connect) -> None:
    wire = connect()
    nasty = b"\x00\xff\r\n]]'\"\\ error() \x1bLua"
    script = "return {KEYS[1], ARGV[1], redis.call('echo', ARGV[1])}"
    reply = wire("EVAL", script, 1, nasty, nasty)
    assert reply.count(nasty) == 3


def test_nothing_is_left_of_a_script(connect: Connect) -> None:
    wire = connect()
    wire("EVAL", "redis.setresp(3) return 1", 1, "secret")
    assert wire("EVAL", "return #KEYS", 0) == b":0\r\n"
    assert wire("EVAL", "return false", 0) == b"$-1\r\n"
    assert wire("EVAL_RO", "return pcall(redis.call, 'set', 'k', 1)", 0) == b"$-1\r\n"
    assert wire("EVAL", "return redis.call('set', 'k', 1)", 0) == b"+OK\r\n"
