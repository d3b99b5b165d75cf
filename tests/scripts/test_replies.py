"""Inside scripts every command answers as the client's method does."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import pytest

import redipy
from redipy_core.analysis import SHAPES
from redipy_core.backend import Runtime
from redipy_core.command import Command
from redipy_core.errors import ResponseError
from redipy_core.plugins import default_plugins
from redipy_core.replies import Either, Reply, ReplyRule
from redipy_core.testing.example import Example, Step
from redipy_core.testing.examples import EXAMPLES
from redipy_memory.script_replies import BY_PREFIX, RESHAPED
from redipy_redis.lua_calls import shape_helper
from redipy_redis.lua_runtime import LANGUAGE
from redipy_scripts import (
    Expression,
    FnContext,
    RedisFn,
    RedisGeo,
    RedisHash,
    RedisSortedSet,
    RedisStream,
)
from redipy_scripts.testing.calls import ALLOWED, METHODS, STRUCTURES, TABLE

if TYPE_CHECKING:
    from conftest import Twin

BY_METHOD = {command.method_name: command for command in ALLOWED}
AS_METHOD = {command.method_name for command in METHODS}
_SORTED = {"hkeys", "hvals", "hrandfield", "keys_block", "srandmember", "zrandmember"}
_PAGES = {"scan", "hscan", "sscan", "zscan"}

CALLS = [
    *((example, example.before) for example in EXAMPLES),
    *((example, ()) for example in EXAMPLES),
]
GIVEN = [(e, before) for e, before in CALLS if e.call.method in BY_METHOD]


def as_in_a_script(method: str, result: Any) -> object:
    """What ``docs/scripts.md`` says that a script sees of a method's result."""
    if method in _PAGES:
        cursor, found = result
        kept = sorted(found) if isinstance(found, list) else found
        return [str(cursor), plain(kept)]
    found = plain(result)
    return sorted(found) if method in _SORTED and isinstance(found, list) else found


def plain(value: Any) -> Any:
    """Bytes as text, objects with named parts as dicts, tuples as lists, sets sorted."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "surrogateescape")
    if hasattr(value, "_asdict"):
        return {name: plain(part) for name, part in value._asdict().items()}
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    return [plain(v) for v in value] if isinstance(value, (list, tuple)) else value


def outside(example: Example, before: Sequence[Step]) -> object:
    """What the client's method gives, or the error's line."""
    client = redipy.Redis(prefix="p:")
    for earlier in before:
        earlier.on(client)
    try:
        return as_in_a_script(example.call.method, example.call.on(client))
    except ResponseError as error:
        return error.code, error.text


def inside(
    twin: Twin, call: Expression, before: Sequence[Step], method: str
) -> tuple[object, object]:
    """What a script gives."""
    ctx = FnContext()
    ctx.set_return_value([call])

    def prepare(client: redipy.Redis) -> None:
        for earlier in before:
            earlier.on(client)

    if method == "time":
        ctx = FnContext()
        ctx.set_return_value([[call[0].gt_(1e9), call[1].lt_(1e6), call.len_()]])
    outcome = twin.run(ctx, setup=prepare)
    return outcome.error, outcome.result


def same(
    example: Example, before: Sequence[Step], found: tuple[object, object]
) -> bool:
    error, result = found
    if example.call.method == "time":
        return result == [[True, True, 2]]
    expected = outside(example, before)
    return error == expected if error else result == [expected]


def on_structure(command: Command, call: Step) -> Expression:
    """The structure's method, given what the client's method is given."""
    bound = command.signature.bind(*call.args, **call.options).arguments
    home = command.key_parameter
    assert home is not None
    first: Any = bound.pop(home)
    arg = command.args[command.slots.index(home)]
    if arg.type == "block":
        (key, own), *others = first.items()
        bound |= {arg.args[1].name.removesuffix("s"): own, home: others}
    elif arg.multiple:
        key, *others = first
        bound[home] = tuple(others)
    else:
        key = first
    function = getattr(STRUCTURES[command.group](key), command.method_name)
    args: list[object] = []
    options: dict[str, object] = {}
    for name, parameter in inspect.signature(function).parameters.items():
        if parameter.kind is parameter.VAR_POSITIONAL:
            args += bound.get(name, ())
        elif name in bound and parameter.kind is parameter.KEYWORD_ONLY:
            options[name] = bound[name]
        elif name in bound:
            args.append(bound[name])
    made: Expression = function(*args, **options)
    return made


class Recorder(Runtime):
    """A backend that keeps the words that it is sent."""

    name = "recorder"

    def __init__(self) -> None:
        super().__init__(default_plugins())
        self.words: list[bytes] = []

    def execute(self, words: Sequence[bytes]) -> object:
        self.words = list(words)
        raise InterruptedError


def by_words(call: Step) -> Expression:
    """The call as RedisFn."""
    recorder = Recorder()
    with pytest.raises(InterruptedError):
        call.on(redipy.Redis(backend="custom", rt=recorder))
    command = TABLE.on_wire(recorder.words)
    assert command is not None
    count = len(command.wire_words)
    name, rest = b" ".join(recorder.words[:count]).decode(), recorder.words[count:]
    if command.args and command.args[0].type == "key":
        return RedisFn(name, rest[0], *rest[1:])
    return RedisFn(name, None, *rest)


@pytest.mark.parametrize(
    ("example", "before"),
    [given for given in GIVEN if given[0].call.method in AS_METHOD],
    ids=str,
)
def test_a_structures_method_answers_as_the_clients(
    twin: Twin, example: Example, before: Sequence[Step]
) -> None:
    call = on_structure(BY_METHOD[example.call.method], example.call)
    assert same(example, before, inside(twin, call, before, example.call.method))


@pytest.mark.parametrize(
    ("example", "before"),
    # TTL's method asks for PTTL, and what a script gets then is PTTL's.
    [given for given in GIVEN if given[0].call.method != "ttl"],
    ids=str,
)
def test_a_call_by_words_answers_as_the_clients(
    twin: Twin, example: Example, before: Sequence[Step]
) -> None:
    call = by_words(example.call)
    assert same(example, before, inside(twin, call, before, example.call.method))


def test_the_examples_have_every_command_that_scripts_may_call() -> None:
    shown = {example.call.method for example in EXAMPLES}
    assert {c.method_name for c in ALLOWED} <= shown


# -- forms that no example has -------------------------------------------------------

_S = "stream"
FORMS: list[tuple[Any, object]] = [
    (
        RedisStream(_S).xreadgroup("g", "c", "0"),
        {_S: [["1-1", {}], ["2-1", {"f": "w"}]]},
    ),
    (RedisStream(_S).xread("2-1"), {}),
    (RedisStream(_S).xrange(count=-1), []),
    (RedisStream("none").xrange(), []),
    (RedisStream(_S).xadd({"f": 1}, id="1"), None),
    (RedisStream("none").xadd({"f": 1}, nomkstream=True), None),
    (RedisStream(_S).xclaim("g", "d", 0, "1-1", "2-1"), [["2-1", {"f": "w"}]]),
    (RedisStream(_S).xclaim("g", "d", 0, "2-1", justid=True), ["2-1"]),
    (RedisStream(_S).xautoclaim("g", "d", 0), ["0-0", [["2-1", {"f": "w"}]], ["1-1"]]),
    (RedisStream(_S).xautoclaim("g", "d", 0, justid=True), ["0-0", ["2-1"], ["1-1"]]),
    (
        RedisStream(_S).xpending("g"),
        {"pending": 2, "min": "1-1", "max": "2-1", "consumers": {"c": 2}},
    ),
    (
        RedisStream(_S).xpending("g", min="-", max="+", count=1)[0].get_key("id"),
        "1-1",
    ),
    (
        RedisStream(_S).xinfo_groups()[0],
        {
            "name": "g",
            "consumers": 1,
            "pending": 2,
            "last_delivered_id": "2-1",
            "entries_read": 2,
            "lag": 0,
        },
    ),
    (RedisStream(_S).xinfo_consumers("g")[0].get_key("pending"), 2),
    (RedisGeo("geo").geopos("x"), [None]),
    (
        RedisGeo("geo").geosearch(member="a", radius=1, withhash=True),
        [{"member": "a", "distance": None, "hash": 3377699720527872, "position": None}],
    ),
    (
        RedisGeo("geo").georadius(0, 0, 9, withdist=True, withhash=True),
        [
            {
                "member": "a",
                "distance": 0.33,
                "hash": 3377699720527872,
                "position": None,
            }
        ],
    ),
    (RedisGeo("geo").georadius(0, 0, 9, store="new"), 1),
    (RedisFn("GEORADIUS", "geo", 0, 0, 9, "m", "STORE", "new"), 1),
    (RedisFn("GEOSEARCH", "geo", "BYRADIUS", 1, "m", "FROMMEMBER", "a"), ["a"]),
    (
        RedisFn("GEORADIUS_RO", "geo", 0, 0, 9, "m", "withdist", "COUNT", 1, "ANY"),
        [{"member": "a", "distance": 0.33, "hash": None, "position": None}],
    ),
    (
        RedisHash("h").hrandfield(9, withvalues=True),
        [["a", "1"], ["b", "2"], ["c", "0"]],
    ),
    (
        RedisSortedSet("z").zrandmember(9, withscores=True),
        [["a", 3], ["b", 1], ["c", 2]],
    ),
    (RedisFn("PUBSUB NUMSUB", None, "one", "two"), {"one": 0, "two": 0}),
    (RedisFn("PUBSUB", None, "SHARDNUMSUB", "one"), {"one": 0}),
    (RedisFn("PUBSUB CHANNELS"), []),
    (RedisFn("PUBSUB SHARDCHANNELS", None, "*"), []),
    (RedisFn("PUBSUB NUMPAT"), 0),
    (RedisFn("PUBLISH", None, "channel", "x"), 0),
    (RedisFn("SPUBLISH", None, "channel", "x"), 0),
]
ERRORS = {4: "The ID specified in XADD is equal or smaller than the target stream"}


def fill(client: Any) -> None:
    client.xadd(_S, {"f": "v"}, id="1-1")
    client.xadd(_S, {"f": "w"}, id="2-1")
    client.xgroup_create(_S, "g", "0")
    client.xreadgroup("g", "c", {_S: ">"})
    client.xdel(_S, "1-1")
    client.geoadd("geo", {"a": (0, 0)})
    client.hset("h", {"c": "0", "b": "2", "a": "1"})
    client.zadd("z", {"a": 3, "b": 1, "c": 2})


@pytest.mark.parametrize("case", range(len(FORMS)))
def test_forms(twin: Twin, case: int) -> None:
    call, expected = FORMS[case]
    ctx = FnContext()
    ctx.set_return_value(call)
    outcome = twin.run(ctx, setup=fill)
    if case in ERRORS:
        assert outcome.error is not None
        assert outcome.error[1].startswith(ERRORS[case])
    else:
        assert (outcome.error, outcome.result) == (None, expected)
    assert set(outcome.keyspace) <= {_S, "geo", "h", "z", "new"}


def test_what_a_group_says_has_no_prefix(twin: Twin) -> None:
    ctx = FnContext()
    ctx.add(RedisStream("nothing").xpending("g"))
    outcome = twin.run(ctx)
    text = "No such key 'nothing' or consumer group 'g'"
    assert outcome.error == ("NOGROUP", text)


def test_integers_of_64_bits_lose_digits_alike(twin: Twin) -> None:
    ctx = FnContext()
    ctx.set_return_value(
        RedisFn(
            "BITFIELD", "k", "SET", "i64", 0, "9223372036854775807", "GET", "i64", 0
        )
    )
    assert twin.result(ctx) == [0, 2.0**63]


# -- what there is a shape for --------------------------------------------------------


def kinds(rule: ReplyRule) -> Iterator[Reply]:
    if isinstance(rule, Either):
        yield from kinds(rule.given)
        yield from kinds(rule.absent)
    else:
        yield rule


def test_every_reply_has_a_shape_on_both_backends() -> None:
    plainly = {"boolean", "text", "type_name", "score", "booleans", "map"}
    zipped = {"zipped", "zipped_scores"}
    for shape in SHAPES:
        assert shape in {*RESHAPED, *BY_PREFIX, *plainly, *zipped}
        assert shape_helper(shape) in LANGUAGE
    for command in TABLE:
        assert {kind.script for kind in kinds(command.reply)} <= set(SHAPES)
