"""What scripts may call: by which methods, what is refused, and when."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

import redis
from redipy_core.allowed import REFUSED_BY_SERVERS, REFUSED_BY_US, forbidden
from redipy_core.binder import CommandTable
from redipy_core.command import command, command_of
from redipy_core.errors import ArgumentError
from redipy_core.replies import BULK
from redipy_core.tree import CallCommand, Evaluate, Script
from redipy_memory.compiler import compile_script as to_python
from redipy_redis.lua import compile_script as to_lua
from redipy_scripts import Expression, FnContext, RedisFn, RedisKey, RedisSet
from redipy_scripts.methods import KeyMethods
from redipy_scripts.structure import Structure
from redipy_scripts.testing.calls import STRUCTURES, TABLE

if TYPE_CHECKING:
    from conftest import Twin

DATABASE = "looks at the whole database and not at keys of a script"
NO_KEY = "has no key"

NO_SCRIPT = "cannot be called from a script"

NO_METHOD = {
    **dict.fromkeys(("BLPOP", "BRPOP", "BLMOVE", "BRPOPLPUSH"), NO_SCRIPT),
    **dict.fromkeys(("BZPOPMIN", "BZPOPMAX", "WAIT"), NO_SCRIPT),
    **dict.fromkeys(("BLMPOP", "BZMPOP"), f"{NO_SCRIPT}: it waits"),
    "SWAPDB": f"{NO_SCRIPT}: it changes other databases or servers",
    **dict.fromkeys(("DBSIZE", "FLUSHALL", "FLUSHDB", "RANDOMKEY"), DATABASE),
    **dict.fromkeys(("ECHO", "KEYS", "PING", "SCAN", "TIME"), NO_KEY),
    **dict.fromkeys(("PUBLISH", "SPUBLISH"), NO_KEY),
    **dict.fromkeys(("PUBSUB CHANNELS", "PUBSUB NUMPAT", "PUBSUB NUMSUB"), NO_KEY),
    **dict.fromkeys(("PUBSUB SHARDCHANNELS", "PUBSUB SHARDNUMSUB"), NO_KEY),
}
"""Every declared command that is no method of a structure."""


def test_every_command_is_a_method_or_has_a_reason() -> None:
    reasons: dict[str, str] = {}
    for found in TABLE:
        structure = STRUCTURES.get(found.group)
        if "internal" in found.flags or hasattr(structure, found.method_name):
            continue
        reason = forbidden(found.name, TABLE)
        if reason is not None:
            reasons[found.name] = reason.removeprefix(f"{found.name} ")
        elif found.key_parameter is None:
            reasons[found.name] = NO_KEY
    assert reasons == NO_METHOD


def test_what_has_no_key_is_called_by_words(twin: Twin) -> None:
    words = {"ECHO": ["a"], "KEYS": ["*"], "SCAN": [0], "PUBLISH": ["c", "a"]}
    words |= {"SPUBLISH": ["c", "a"]}
    for name, reason in NO_METHOD.items():
        ctx = FnContext()
        ctx.add(RedisFn(name, None, *words.get(name, [])))
        if reason is NO_KEY:
            assert twin.run(ctx).error is None
        else:
            assert twin.refused(ctx) == f"{name} {reason}"


def test_methods_have_the_names_and_the_arguments_of_the_clients() -> None:
    for found in TABLE:
        if "internal" in found.flags or found.name in NO_METHOD:
            continue
        method = getattr(STRUCTURES[found.group], found.method_name)
        inside = [
            name for name in inspect.signature(method).parameters if name != "self"
        ]
        outside = [name for name in found.signature.parameters if name != "block"]
        home = found.key_parameter
        assert home is not None
        arg = found.args[found.slots.index(home)]
        at = outside.index(home)
        if arg.type == "block":
            outside.insert(at, arg.args[1].name.removesuffix("s"))
        elif not arg.multiple:
            del outside[at]
        if found.name == "GET":
            outside.append("default")
        assert inside == outside, found.name


def test_all_structures_are_keys() -> None:
    for structure in set(STRUCTURES.values()):
        assert issubclass(structure, RedisKey)
        assert issubclass(structure, KeyMethods)
        for name in ("exists", "delete", "key_type", "expire", "ttl"):
            assert isinstance(getattr(structure("k"), name)(), Expression)


def test_further_keys_are_structures_or_expressions(twin: Twin) -> None:
    ctx = FnContext()
    a = RedisSet(ctx.add_key("a"))
    name = ctx.add_arg("name")
    ctx.set_return_value([a.sinter(name), a.sunion(RedisSet(name)), a.exists("b", a)])

    def setup(client: Any) -> None:
        client.sadd("a", "1", "2")
        client.sadd("b", "2", "3")

    found = twin.result(ctx, {"a": "a"}, {"name": "b"}, setup)
    assert found == [["2"], ["1", "2", "3"], 3]


# -- refused when registered ----------------------------------------------------------

REFUSED: list[tuple[RedisFn, str]] = [
    *(
        (RedisFn(name, "k", 0), f"{name.upper()} cannot be called from a script")
        for name in ("BLPOP", "MULTI", "exec", "WATCH", "SUBSCRIBE", "EVAL", "ROLE")
    ),
    (RedisFn("config get", "port"), "CONFIG GET cannot be called from a script"),
    (RedisFn("CONFIG", None, "get", "a"), "CONFIG cannot be called from a script"),
    (
        RedisFn("REDIPY.DBSIZE", None, ""),
        "REDIPY.DBSIZE cannot be called from a script",
    ),
    (
        RedisFn("SELECT", None, 1),
        "SELECT cannot be called from a script: it changes the connection",
    ),
    (
        RedisFn("BZMPOP", None, 0, 1, "k", "MIN"),
        "BZMPOP cannot be called from a script: it waits",
    ),
    (RedisFn("FLUSHALL"), f"FLUSHALL {DATABASE}"),
    (RedisFn("GET"), "wrong number of arguments for 'get' command"),
    (RedisFn("get", "a", "b"), "wrong number of arguments for 'get' command"),
    (RedisFn("MGET"), "wrong number of arguments for 'mget' command"),
    (
        RedisFn("OBJECT", None, "ENCODING"),
        "wrong number of arguments for 'object|encoding' command",
    ),
    (
        RedisFn("xgroup create", "k", "g"),
        "wrong number of arguments for 'xgroup|create' command",
    ),
    (RedisFn("GET k", "a"), "'GET k' names no command"),
    (
        RedisFn("OBJECT", "k"),
        "OBJECT needs its subcommand in its name: RedisFn('OBJECT …', key)",
    ),
    (
        RedisFn("XREAD", None, "BLOCK", 0, "STREAMS", "k", "0"),
        "XREAD must not wait in a script",
    ),
    (
        RedisFn("XREAD", None, RedisKey("k").key_type(), 0, "STREAMS", "k", "0"),
        "the words of XREAD do not fit, and it must not wait in a script",
    ),
]


@pytest.mark.parametrize("case", range(len(REFUSED)))
def test_what_no_backend_may_run_is_refused_when_registered(
    twin: Twin, case: int
) -> None:
    call, reason = REFUSED[case]
    ctx = FnContext()
    then, _ = ctx.if_(False)
    then.add(call)
    assert twin.refused(ctx) == reason


@pytest.mark.parametrize(
    "name", ["FOO", "OBJECT FOO", "PUBSUB FOO", "NO SUCH", " GET", ""]
)
def test_what_is_not_known_fails_when_it_is_called(twin: Twin, name: str) -> None:
    ctx = FnContext()
    ctx.add(RedisFn("SET", "k", 1))
    ctx.add(RedisFn(name, "a", "b"))
    outcome = twin.run(ctx)
    assert outcome.error == ("ERR", "Unknown Redis command called from script")
    assert outcome.keyspace == {"k": ["string", "1", False]}


def test_a_subcommand_may_be_the_first_word(twin: Twin) -> None:
    ctx = FnContext()
    ctx.add(RedisFn("XGROUP", None, "create", "x", "g", "$", "MKSTREAM"))
    ctx.set_return_value(RedisFn("object", None, "Encoding", "x"))
    outcome = twin.run(ctx)
    assert outcome.result == "stream"
    assert list(outcome.keyspace) == ["x"]


def test_keys_among_options_have_the_prefix(twin: Twin) -> None:
    ctx = FnContext()
    places = RedisFn("GEOADD", "g", 0, 0, "a")
    ctx.add(places)
    ctx.add(RedisFn("GEORADIUS", "g", 0, 0, 1, "km", "STORE", ctx.add_arg("to"), "ASC"))
    outcome = twin.run(ctx, args={"to": "kept"})
    assert sorted(outcome.keyspace) == ["g", "kept"]
    assert twin.outside.exists("kept") == 0


# -- what the declarations say, and what stands in for them ------------------------------


def test_refused_commands_are_those_that_servers_refuse(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        infos = dict(_infos(client.execute_command("COMMAND")))
    refused = {name for name, flags in infos.items() if "noscript" in flags}
    for name in refused:
        assert forbidden(name, TABLE) is not None, name
    firsts = {name.partition(" ")[0] for name in refused} - REFUSED_BY_US.keys()
    newer = {"WAITAOF"}
    assert firsts | newer == REFUSED_BY_SERVERS | {
        found.name.partition(" ")[0] for found in TABLE if "noscript" in found.flags
    }
    assert not REFUSED_BY_SERVERS & {found.name for found in TABLE}
    assert not REFUSED_BY_US.keys() & REFUSED_BY_SERVERS
    waiting = {name for name, flags in infos.items() if "blocking" in flags} - refused
    optional = {"XREAD", "XREADGROUP"}
    assert {name for name in waiting if forbidden(name, TABLE) is None} == optional


def _infos(rows: Any) -> Iterator[tuple[str, set[str]]]:
    """Each command's flags; rows of subcommands are as the server sends them."""
    for name, info in rows.items():
        yield name.upper(), set(info["flags"])
        for sub, _, flags, *_ in info["subcommands"]:
            yield sub.decode().upper().replace("|", " "), {f.decode() for f in flags}


def _blocking(syntax: str, flags: str) -> CommandTable:
    @command(syntax, flags, reply=BULK, since="1.0.0", complexity="O(1)")
    def take(key: str, timeout: float = 0, block: int | None = None) -> None:
        """A command that waits."""

    return CommandTable([command_of(take)])


@pytest.mark.parametrize(
    ("syntax", "slots", "reason"),
    [
        ("TAKE key timeout:double", ("k", 1), "TAKE cannot be called from a script"),
        ("TAKE key [BLOCK block:integer]", ("k", 1), "TAKE must not wait in a script"),
        ("TAKE key [BLOCK block:integer]", ("k", None), None),
    ],
)
def test_a_declared_command_that_waits(
    syntax: str, slots: tuple[Any, ...], reason: str | None
) -> None:
    table = _blocking(syntax, "write blocking")
    nodes = tuple(None if s is None else Structure(s).key.node for s in slots)
    call = CallCommand("TAKE", nodes)
    script = Script((), (), 0, (Evaluate(call),))
    if reason is None:
        to_python(script, {}, table)
        to_lua(script, {}, table)
        return
    for compiler in (to_python, to_lua):
        with pytest.raises(ArgumentError, match=reason):
            compiler(script, {}, table)
