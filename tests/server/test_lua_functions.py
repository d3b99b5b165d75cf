"""FUNCTION and FCALL: the same bytes as a real server's."""

from __future__ import annotations

import pytest

from redipy_core.errors import CommandError
from redipy_server.lua.dumps import dumped, restored

from .conftest import Both, Word

ABOUT_FUNCTIONS = r"""
function
function nosuch
function kill
function stats
function list
function list x
function list withcode
function list withcode withcode
function list libraryname
function list libraryname a libraryname b
function list libraryname [
function dump
function flush x
function flush
function flush sync
function flush async
function flush a b
function delete x
function delete
function load
function load x
function load replace
function load replace x
function load replace replace x
function load x y
function load REPLACE x y
function restore
function restore x
function restore x y
function restore x flush z
fcall
fcall x
fcall x x
fcall x 0
fcall x 5
fcall x -1
fcall_ro x 0
"""

HEADS = [
    *("return 1", "#!lua\nreturn 1", "#!lua name=\nreturn 1", "#!lua name=a-b\n1"),
    *(
        "#!python name=x\n1",
        "#!lua name=l\0\n1",
        "#!lua name=lib\nreturn 1",
        "#!lua name=lib\nreturn (",
    ),
    *("#!lua name=lib name=b\n", "#!lua name=lib foo=b\n", "#!lua name=lib"),
    *("#!lua name=lib  \nx", "#! lua name=lib5\n1", "#!lua name=lib6 'x\n1", "#!\n1"),
    *("#!x foo=1\n", "#!x\n", "#!x name=a-b\n"),
]

LIBRARIES = r"""
redis.register_function('f', function(keys,args) return {keys,args} end)
redis.register_function{function_name='f', callback=function() return 1 end, flags={'no-writes'}, description='d'}
redis.register_function()
redis.register_function('f')
redis.register_function('f', 1)
redis.register_function(1, function() end)
redis.register_function('a-b', function() end)
redis.register_function('', function() end)
redis.register_function('f', function() end, 1)
redis.register_function(nil, function() end)
redis.register_function({}, function() end)
redis.register_function('x13', redis.log)
redis.register_function{}
redis.register_function{function_name='f'}
redis.register_function{callback=function() end}
redis.register_function{function_name=1, callback=function() end}
redis.register_function{function_name={}, callback=function() end}
redis.register_function{function_name='f', callback=1}
redis.register_function{function_name='f', callback=function() end, flags=1}
redis.register_function{function_name='f', callback=function() end, flags='no-writes'}
redis.register_function{function_name='f', callback=function() end, flags={}}
redis.register_function{function_name='f', callback=function() end, flags={a='no-writes'}}
redis.register_function{function_name='f', callback=function() end, flags={'x'}}
redis.register_function{function_name='f', callback=function() end, flags={1}}
redis.register_function{function_name='f', callback=function() end, flags={'allow-oom','no-writes','allow-stale','no-cluster'}, description='abc'}
redis.register_function{function_name='f', callback=function() end, flags={'no-writes','allow-cross-slot-keys','no-writes'}}
redis.register_function{function_name='f', callback=function() end, foo=1}
redis.register_function{function_name='f', callback=function() end, description=1}
redis.register_function{function_name='f', callback=function() end, description={}}
redis.register_function{function_name='f', callback=function() end, 5}
redis.register_function{FUNCTION_NAME='f', callback=function() end}
redis.register_function('f', function() end) redis.register_function('f', function() end)
redis.register_function('f', function() return x end)
redis.register_function('f', function() y = 1 end)
redis.register_function('f', function() error('e') end)
redis.register_function('f', function() error({err='My e'}) end)
redis.register_function('f', function() return redis.call('nosuch') end)
redis.register_function('f', function() return redis.call('get') end)
redis.register_function('f', function() return KEYS end)
redis.register_function('f', function() return redis.register_function('g', function() end) end)
redis.register_function('f', function() redis.setresp(3) return redis.call('hgetall','h') end)
redis.register_function('f', function() local t={} for k,v in pairs(redis) do t[#t+1]=k end table.sort(t) return t end)
redis.register_function('f', function() local t={} for k,v in pairs(_G) do t[#t+1]=k end table.sort(t) return t end)
local n = 0 redis.register_function('f', function() n = n + 1 return n end)
local r = redis redis.register_function('f', function() return r.call('ping') end)
local r = redis redis.register_function('f', function() return tostring(r == redis) end)
redis.log(redis.LOG_NOTICE,'x') redis.register_function('f', function() return redis.set_repl end)
redis.register_function{function_name='f', callback=function() return redis.call('set','x',1) end, flags={'no-writes'}}
redis.register_function{function_name='f', callback=function() return redis.call('get','h') end, flags={'no-writes'}}
redis.register_function('f', function() return redis.error_reply('x') end)
redis.register_function('f', function() return redis.sha1hex('x') end)
redis.register_function('f', function() return cjson.encode({1}) end)
redis.register_function('f', function() return loadstring('return nosuch')() end)
redis.register_function('f', function(keys) keys[1]='x' return keys end)
redis.register_function('f', function(keys) return pcall(error, keys[1]) end)
local function g() redis.call('nosuch') end redis.register_function('f', function() return g() end)
error('x')
redis.call('get','x')
redis.setresp(3)
return nosuch
x=1
math.random()
local x = pcall(redis.register_function,'a')
for k in pairs(_G) do end
while true do end
local x = redis.REPL_ALL
local x = redis.sha1hex
local x = _G
local x = KEYS
local x = redis.REDIS_VERSION_NUM + redis.LOG_DEBUG redis.register_function('f', function() return x end)
""".strip().splitlines()


@pytest.fixture
def empty(both: Both) -> Both:
    """Connections to servers without functions."""
    both.same("FUNCTION", "FLUSH")
    both.same("HSET", "h", "a", 1, "b", 2)
    return both


def test_words(empty: Both) -> None:
    for line in ABOUT_FUNCTIONS.split("\n"):
        if line:
            empty.same(*line.split())


def test_first_lines(empty: Both) -> None:
    for code in HEADS:
        empty.same("FUNCTION", "LOAD", "REPLACE", code)


def test_libraries(empty: Both) -> None:
    calls: list[tuple[Word, ...]] = [
        ("FCALL", "f", 1, "k", "a"),
        ("FCALL", "F", 0),
        ("FCALL_RO", "f", 0),
        ("FCALL", "f", "x"),
        ("FCALL", "f", -1),
        ("FCALL", "f", 3, "a"),
        ("FUNCTION", "LIST", "WITHCODE"),
        ("FUNCTION", "STATS"),
    ]
    for code in LIBRARIES:
        empty.same("FUNCTION", "LOAD", "REPLACE", "#!lua name=lib\n" + code)
        for words in calls:
            empty.same(*words)


def test_several_libraries(empty: Both) -> None:
    def load(name: str, function: str) -> None:
        code = f"#!lua name={name}\nredis.register_function('{function}', redis.log)"
        empty.same("FUNCTION", "LOAD", code)

    load("lib", "f")
    load("lib", "g")
    load("other", "g")
    load("third", "f")
    empty.same("FUNCTION", "LIST", "LIBRARYNAME", "oth*")
    empty.same("FUNCTION", "STATS")
    empty.same("FUNCTION", "DELETE", "LIB")
    empty.same("FUNCTION", "DELETE", "lib")
    load("third", "f")
    empty.same("FUNCTION", "STATS")
    empty.same("MULTI")
    empty.same("FUNCTION", "LOAD", "x")
    empty.same("FCALL", "g", 0)
    empty.same("FCALL_RO", "g", 0)
    empty.same("EXEC")
    empty.same("FUNCTION", "FLUSH")
    empty.same("FUNCTION", "LIST")


CODE = "#!lua name=lib\nredis.register_function('f', function() return 1 end)" + (
    "\n-- " + "the same words again and again " * 20
)


def payload(reply: bytes) -> bytes:
    return reply[reply.index(b"\r\n") + 2 : -2]


def test_what_one_dumps_the_other_restores(empty: Both) -> None:
    empty.same("FUNCTION", "LOAD", CODE)
    ours, theirs = (
        payload(empty.ours("FUNCTION", "DUMP")),
        payload(empty.theirs("FUNCTION", "DUMP")),
    )
    assert restored(ours) == restored(theirs) == [CODE.encode()]
    for dump in (ours, theirs):
        for policy in (None, "append", "replace", "flush"):
            words = (dump,) if policy is None else (dump, policy)
            empty.same("FUNCTION", "RESTORE", *words)
            empty.same("FUNCTION", "LIST", "WITHCODE")
        empty.same("FUNCTION", "RESTORE", dump[:-1] + b"x")
        empty.same("FUNCTION", "RESTORE", dump[:-10])
    empty.same("FUNCTION", "FLUSH")
    empty.same(
        "FUNCTION", "LOAD", "#!lua name=o\nredis.register_function('f', redis.log)"
    )
    empty.same("FUNCTION", "RESTORE", ours)
    empty.same("FUNCTION", "RESTORE", theirs, "REPLACE")
    empty.same("FUNCTION", "LIST")
    empty.same("FUNCTION", "RESTORE", theirs, "FLUSH")
    empty.same("FCALL", "f", 0)


@pytest.mark.parametrize("size", [0, 1, 63, 64, 16383, 16384, 70000])
def test_lengths_in_dumps(size: int) -> None:
    codes = [b"x" * size, b"", b"y" * size]
    assert restored(dumped(codes)) == codes


def test_payloads_that_are_none() -> None:
    good = dumped([b"x" * 100])
    for at in range(len(good)):
        broken = good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :]
        with pytest.raises(CommandError):
            restored(broken)
        with pytest.raises(CommandError):
            restored(good[:at])
