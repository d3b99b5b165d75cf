"""Scripts in Lua, one a line: the same bytes as a real server's."""

from __future__ import annotations

import pytest

from .conftest import Both, Pair

SCRIPTS = r"""
return redis.call('nosuch')
return redis.call('get')
return redis.call('set','x')
local x = redis.call('lpush','str','x')
return redis.pcall('lpush','str','x')
return redis.pcall('nosuch')
return {redis.pcall('nosuch').err}
error('boom')
error('boom',0)
error({err='My err'})
error({err='MYERR x', foo=1})
error(nil)
error(12)
error(true)
return nosuch
x = 1
KEYS = 1
redis = 1
redis.call = 1
string.foo = 1
rawset(_G,'x',1)
_G.x = 1
setmetatable(_G,{})
setmetatable(redis,{})
return type(getmetatable(_G))
return type(getmetatable(string))
return type(getmetatable(''))
getmetatable('').__index = 1
return tostring(getmetatable('').__index == string)
table.insert(string, 1)
return redis.call()
return redis.call({})
return redis.call('get', {})
return redis.call('get', nil)
return redis.call('get', true)
return redis.call('set','k',1.5)
return redis.call('set','k',3.0) and redis.call('get','k')
return redis.call('set','k',1e20) and redis.call('get','k')
return redis.call('set','k',0.1) and redis.call('get','k')
return redis.call('set','k',1/0) and redis.call('get','k')
return redis.call('multi')
return redis.call('subscribe','a')
return redis.call('blpop','a',0)
return redis.call('eval','return 1',0)
return redis.call('script','load','return 1')
return redis.call('script','nosuch')
return redis.call('config','get','maxmemory')
return redis.call('client','id')
return redis.call('wait',0,0)
return redis.call('ping')
return redis.call('PiNg')
return redis.call('echo','x')
return redis.call('time')[1] == redis.call('time')[1]
return redis.call('select',3)
return redis.error_reply('x')
return redis.error_reply('MY x')
return redis.error_reply('-MY x')
return redis.error_reply('')
return redis.error_reply()
return redis.error_reply(1)
return redis.error_reply({})
return redis.status_reply('FINE')
return redis.status_reply()
return {err='x'}
return {ok=1}
return {err=1}
return {double=3.5}
return {map={a=1}}
return {set={a=true}}
return {big_number='123'}
return {verbatim_string={string='x',format='txt'}}
return true
return false
return nil
return 3.99
return -3.99
return 1/0
return 0/0
return 1e19
return -1e19
return 'x'
return {1,2,nil,4}
return {1,{2,{3}}}
return {}
return {a=1}
return function() end
return coroutine.create(function() end)
return cjson.null
return {1,function() end,3}
return redis.sha1hex('')
return redis.sha1hex()
return redis.sha1hex(1)
return redis.sha1hex({})
redis.log(redis.LOG_WARNING,'x')
redis.log()
redis.log('x','y')
redis.log(10,'y')
return redis.setresp(2)
return redis.setresp(4)
return redis.setresp()
return redis.set_repl(redis.REPL_ALL)
return redis.set_repl(9)
return redis.set_repl()
return redis.replicate_commands()
return redis.breakpoint()
return redis.debug('x')
return redis.acl_check_cmd('get','x')
return redis.acl_check_cmd('nosuch','x')
return redis.acl_check_cmd()
return redis.acl_check_cmd('get')
syntax error here
return (
local t = nil; return t.x
local t = nil; return t.x.y
return 1 + {}
return #nil
return 'a' < 1
return ('x'):rep(3)
return ('x'):nosuch()
return loadstring('return 1')()
return loadstring('x = 1')()
return loadstring('return nosuch')()
return tostring(loadstring(string.dump(function() return 1 end)))
return {pcall(error,'x')}
return {pcall(function() error('x') end)}
return {pcall(redis.call,'nosuch')}
local a,b = pcall(redis.call,'nosuch') return type(b)
local a,b = pcall(redis.call,'nosuch') local t={} for k,v in pairs(b) do t[#t+1]=k..'='..tostring(v) end table.sort(t) return t
local b = redis.pcall('nosuch') local t={} for k,v in pairs(b) do t[#t+1]=k..'='..tostring(v) end table.sort(t) return t
local b = redis.pcall('lpush','str',1) local t={} for k,v in pairs(b) do t[#t+1]=k..'='..tostring(v) end table.sort(t) return t
local b = redis.error_reply('x') local t={} for k,v in pairs(b) do t[#t+1]=k..'='..tostring(v) end table.sort(t) return t
local a,b = pcall(function() error('x') end) return b
local a,b = pcall(function() error({err='x'}) end) local t={} for k,v in pairs(b) do t[#t+1]=k..'='..tostring(v) end table.sort(t) return t
return tostring(xpcall(function() error('x') end, function(e) return 'h:'..e end))
local f = function() redis.call('nosuch') end f()
return string.rep('x',10,'y')
print('x')
return os.time()
return io
return tostring(collectgarbage('count') > 0)
return gcinfo and 1
return _VERSION
return unpack({1,2},1,1)
return table.getn({1,2})
return string.format('%d','x')
return redis.call('hgetall','h')
return redis.call('get','none')
return redis.call('lrange','l',0,-1)
return redis.call('zscore','z','a')
return redis.call('zrange','z',0,-1,'withscores')
return redis.call('smembers','s')
redis.setresp(3) return redis.call('hgetall','h')
redis.setresp(3) return redis.call('zscore','z','a')
redis.setresp(3) return redis.call('zrange','z',0,-1,'withscores')
redis.setresp(3) return redis.call('smembers','s')
redis.setresp(3) return redis.call('get','none')
redis.setresp(3) return redis.call('lpop','none')
redis.setresp(3) local r = redis.call('zscore','z','a') local t={} for k,v in pairs(r) do t[#t+1]=k..'='..tostring(v) end table.sort(t) return t
redis.setresp(3) local r = redis.call('smembers','s') local t={} for k,v in pairs(r.set) do t[#t+1]=k..'='..tostring(v) end table.sort(t) return t
redis.setresp(3) return tostring(redis.call('get','none'))
return redis.sha1hex('a','b')
return tostring(1e15)..tostring(2^53)..tostring(0.1)..tostring(-0.0)..tostring(1/0)
return table.concat({1,2.5,'x'},',')
return string.format('%5.2f|%s|%q|%x|%c|%i', 3.14159,'a','b"\n',255,65,7)
return string.format('%s',nil)
return string.format('%s',{})
return tostring(xpcall(error,function(e) return e end,1))
return {xpcall(function() redis.call('nosuch') end,function(e) return type(e) end)}
return {xpcall(function() error({err='x'}) end,function(e) return type(e) end)}
return {pcall(function() error({err='x',a=1}) end)}
return {pcall(function() error({a=1}) end)}
return {pcall(function() error(nil) end)}
return {pcall()}
return {select('#',pcall(function() return 1,2,3 end))}
local c = coroutine.wrap(function() redis.call('nosuch') end) c()
local c = coroutine.wrap(function() error('x') end) c()
local c = coroutine.wrap(function() return redis.call('ping') end) return c()
return {coroutine.resume(coroutine.create(function() redis.call('nosuch') end))}
return redis.call('incr','k','x','y')
return redis.call('set','k','v','EX','x')
return redis.call('object','nosuch','x')
return redis.call('object','encoding')
return redis.call('object')
return redis.call('select','99')
return redis.call('xgroup','create')
return string.gsub('abc','%w',redis.status_reply)
return tonumber('0x10')
return tostring(tonumber('1e2'))
return tostring(tonumber('zz',36))
return redis.call('set', 'k', 'v', 'get')
return redis.call('info','nosuch')
return redis.call('keys','*') and 1
return redis.call('randomkey') and 1
return redis.call('flushall')
return redis.call('swapdb',0,1)
return redis.call('auth','x')
return redis.call('hello','3')
return redis.call('reset')
return redis.call('quit')
return redis.call('watch','x')
return redis.call('exec')
return redis.call('pubsub','channels')
return redis.call('publish','x','1')
return redis.call('xread','block',0,'streams','x','$')
""".strip().splitlines()

SEVERAL_LINES = [
    "\n\nlocal f = function()\n return redis.call('nosuch') end\n return f()",
    "local t = {}\nt[1] = 1\n\nreturn nosuch",
    "\n\n\nreturn redis.call('get')",
    "return {err='x\ny'}",
    "return {1,\n2",
    "local f = function()\n  error({err='x'})\nend\nf()",
]


@pytest.fixture
def prepared(both: Both) -> Both:
    """Connections to stores that hold something of each type."""
    both.same("SET", "str", "x")
    both.same("HSET", "h", "a", 1, "b", 2)
    both.same("RPUSH", "l", 1, 2)
    both.same("ZADD", "z", 1.5, "a", 2, "b")
    both.same("SADD", "s", "m")
    return both


def test_the_same_answers(prepared: Both) -> None:
    for script in [*SCRIPTS, *SEVERAL_LINES]:
        prepared.same("EVAL", script, 0)
    for key in ("str", "k", "h", "l", "z", "s"):
        prepared.same("EXISTS", key)


SHEBANGS = [
    *("#!lua flags=no-writes\nreturn redis.call('set','x',1)",),
    *("#!lua flags=no-writes\nreturn redis.call('get','k')",),
    *(
        f"#!lua {rest}\nreturn 1"
        for rest in (
            "flags=nosuch",
            "flags=no-writes,allow-oom,allow-stale,no-cluster",
            "foo=bar",
            "flags=allow-cross-slot-keys",
            "flags=",
            " flags=no-writes  ",
            "name=x",
            "flags=no-writes flags=allow-oom",
            "flags=no-writes,",
            "flags=a,,b",
            '"flags=no-writes"',
            'flags="no-writes"',
            "'x",
            "flags=NO-WRITES",
        )
    ),
    *("#!lua", "#!lua\nreturn KEYS", "#!python\nreturn 1", "#!\nreturn 1"),
    *(
        "#!luax\nreturn 1",
        "#!lua \0 x\nreturn 1",
        "#!\0\nreturn 1",
        "\n#!lua",
        "#!lua\n\nreturn nosuch",
    ),
]


def test_what_a_script_says_of_itself(pair: Pair) -> None:
    both = pair()
    for script in SHEBANGS:
        both.same("EVAL", script, 0)
        both.same("SCRIPT", "LOAD", script)


ONE = "e0e1f9fabfc9d4800c877a703b823ac0578ff8db"
CALLS: list[tuple[object, ...]] = [
    *((), ("x",), ("return 1", "x"), ("return 1", -1), ("return 1", 2, "a")),
    *(
        ("return {KEYS,ARGV}", 1, "a", "b", "c"),
        ("return 1", "1x"),
        ("return 1", 2**70),
    ),
    ("return KEYS[1]..ARGV[1]", 1, "a", b"\xff\x00"),
    *(
        ("return (", "x"),
        ("return KEYS", 3, "c", "b", "a"),
        ("return #ARGV", 0, "", ""),
    ),
]
SHAS: list[tuple[object, ...]] = [
    *((), ("x",), ("x", 0), ("x", "x"), (ONE, 0), (ONE.upper(), 0), (ONE, "x")),
    *(("a" * 40, "x"), ("a" * 41, 0), ("a" * 40, 5), ("a" * 40, -1), (ONE, 2, 1)),
]


@pytest.mark.parametrize("way", ["", "_RO"])
def test_arguments(pair: Pair, way: str) -> None:
    both = pair()
    both.same("SCRIPT", "FLUSH")
    for words in CALLS:
        both.same(f"EVAL{way}", *words)  # type: ignore[arg-type]
    for known in (False, True):
        if known:
            both.same("SCRIPT", "LOAD", "return 1")
        for words in SHAS:
            both.same(f"EVALSHA{way}", *words)  # type: ignore[arg-type]


READ_ONLY = [
    *("return redis.call('set','x',1)", "return redis.pcall('set','x',1)"),
    *("return redis.call('publish','x',1)", "return redis.call('pfcount','x')"),
    *("return redis.call('spublish','x','1')", "return redis.call('nosuch')"),
    *("return redis.call('multi')", "return redis.call('set')"),
    *("return redis.call('get','x')", "return redis.call('sort','x')"),
]


def test_scripts_that_may_not_write(pair: Pair) -> None:
    both = pair()
    for script in READ_ONLY:
        both.same("EVAL_RO", script, 0)
        digest = both.same("SCRIPT", "LOAD", script).split()[1]
        both.same("EVALSHA_RO", digest, 0)


ABOUT_SCRIPTS = """
script
script nosuch
script load
script load x y
script exists
script exists a %(one)s
script flush x
script flush async
script exists %(one)s
script flush sync
script flush sync x
script kill
script kill x
"""


def test_what_is_known(pair: Pair) -> None:
    both = pair()
    both.same("SCRIPT", "LOAD", "return 1")
    both.same("SCRIPT", "LOAD", "return (")
    for line in (ABOUT_SCRIPTS % {"one": ONE}).split("\n"):
        if line:
            both.same(*line.split())


def test_in_a_transaction(both: Both) -> None:
    both.same("SET", "k", 1)
    both.same("WATCH", "k")
    both.same("EVAL", "return 1", 0)
    both.same("MULTI")
    both.same("EVAL", "return redis.call('incr', KEYS[1])", 1, "k")
    both.same("EVAL", "return nosuch", 0)
    both.same("EVAL", "x", 0)
    both.same("EVALSHA", "x", 0)
    both.same("EVAL", "return 1")
    both.same("EXEC")
    both.same("MULTI")
    both.same("EVAL", "redis.call('select', 3) return redis.call('set', 'x', 1)", 0)
    both.same("EVAL", "return redis.call('get', 'x')", 0)
    both.same("EXEC")
    both.same("GET", "x")


def test_the_database_is_the_callers(pair: Pair) -> None:
    one = pair()
    for index in (0, 3, 0):
        one.same("SELECT", index)
        one.same("EVAL", "return redis.call('incr', 'here')", 0)
    one.same("EVAL", "redis.call('select', 5) return redis.call('incr', 'here')", 0)
    one.same("EVAL", "return redis.call('incr', 'here')", 0)
    one.same("GET", "here")


def test_time_stands_still(pair: Pair) -> None:
    pair().same(
        "EVAL",
        "redis.call('set', 'k', 'v', 'px', 1) local n = 0 for i = 1, 500000 do n = i end"
        " return redis.call('get', 'k')",
        0,
    )


def test_who_waits_is_answered_after_the_script(pair: Pair) -> None:
    waiting, other = pair(), pair()
    waiting.send("BLPOP", "queue", 0)
    other.same("ECHO", "settled")
    script = "redis.call('rpush','queue','a') return redis.call('lpush','queue','b')"
    while b"blocked_clients:1" not in other.ours("INFO", "clients"):
        pass
    while b"blocked_clients:1" not in other.theirs("INFO", "clients"):
        pass
    other.same("EVAL", script, 0)
    assert waiting.read() == b"*2\r\n$5\r\nqueue\r\n$1\r\nb\r\n"
