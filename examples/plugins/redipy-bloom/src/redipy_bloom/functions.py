"""Functions of the portable scripts, in Python and in Lua.

On a server without the module a filter is a string: a head of 128 bytes with its
numbers as text, then its layers' bits. A script sees the numbers as a dict.
"""

from __future__ import annotations

from collections.abc import Sequence

from redipy.plugin import (
    CommandError,
    Kind,
    LuaHelper,
    ScriptFunctionSpec,
    ScriptValue,
    WrongTypeError,
)
from redipy_bloom.shape import (
    MAX_BITS,
    Layer,
    check_capacity,
    check_rate,
    layers_of,
    places,
)

HEAD = 128
"""The bytes before the first layer."""

NUMBERS = ("rate", "capacity", "expansion", "layers", "items", "in_last")
_MAGIC = b"redipy-bloom 1"
_WRONG_TYPE = "Operation against a key holding the wrong kind of value"


def _number(value: ScriptValue) -> float:
    assert isinstance(value, (int, float))
    return value


def _open(head: ScriptValue) -> ScriptValue:
    assert isinstance(head, bytes)
    if not head:
        return None
    words = head.split()
    if len(head) != HEAD or b" ".join(words[:2]) != _MAGIC:
        raise WrongTypeError
    return {
        name.encode(): float(word)
        for name, word in zip(NUMBERS, words[2:], strict=True)
    }


def _head(found: ScriptValue) -> bytes:
    assert isinstance(found, dict)
    numbers = [_number(found[name.encode()]) for name in NUMBERS]
    words = b" ".join(b"%.17g" % number for number in numbers)
    return (_MAGIC + b" " + words).ljust(HEAD)


def _new(
    rate: ScriptValue, capacity: ScriptValue, expansion: ScriptValue
) -> ScriptValue:
    check_rate(_number(rate))
    check_capacity(int(_number(capacity)))
    values = (rate, capacity, expansion, 1, 0, 0)
    found = dict(zip((name.encode() for name in NUMBERS), values, strict=True))
    _layers(found)
    return found


def _shape(found: ScriptValue) -> list[Layer]:
    assert isinstance(found, dict)
    rate, capacity, expansion, count = (
        _number(found[name.encode()]) for name in NUMBERS[:4]
    )
    return layers_of(rate, int(capacity), int(expansion), int(count))


def _layers(found: ScriptValue) -> ScriptValue:
    return [
        [layer.start + 8 * HEAD, layer.bits, layer.hashes, layer.capacity]
        for layer in _shape(found)
    ]


def _places(item: ScriptValue, layer: ScriptValue) -> ScriptValue:
    assert isinstance(item, bytes)
    assert isinstance(layer, list)
    return [*places(item, Layer(*(int(_number(number)) for number in layer)))]


def _refuse(words: ScriptValue) -> ScriptValue:
    assert isinstance(words, bytes)
    raise CommandError(words.decode())


FUNCTIONS: Sequence[ScriptFunctionSpec] = (
    ScriptFunctionSpec(
        "bloom_open",
        (1, 1),
        _open,
        Kind.DICT | Kind.NULL,
        "A filter's numbers, given its head; null for an empty one.",
    ),
    ScriptFunctionSpec(
        "bloom_head", (1, 1), _head, Kind.TEXT, "The head for a filter's numbers."
    ),
    ScriptFunctionSpec(
        "bloom_new",
        (3, 3),
        _new,
        Kind.DICT,
        "A new filter's numbers: rate, capacity, expansion.",
    ),
    ScriptFunctionSpec(
        "bloom_layers",
        (1, 1),
        _layers,
        Kind.LIST,
        "For each layer its first bit, bits, hashes and capacity.",
    ),
    ScriptFunctionSpec(
        "bloom_places", (2, 2), _places, Kind.LIST, "The bits of an item in a layer."
    ),
    ScriptFunctionSpec(
        "bloom_refuse", (1, 1), _refuse, Kind.NULL, "End with a server's error."
    ),
)

_LUA_NUMBERS = ", ".join(f"'{name}'" for name in NUMBERS)

HELPERS: Sequence[LuaHelper] = (
    LuaHelper("bloom_refuse", ("words",), "fail('ERR', words)", ("fail",)),
    LuaHelper(
        "bloom_open",
        ("head",),
        "if head == '' then return null end\n"
        "local rest = string.match(head, '^redipy%-bloom 1 (.*)$')\n"
        f"if #head ~= {HEAD} or not rest then fail('WRONGTYPE', '{_WRONG_TYPE}') end\n"
        f"local names, found = {{{_LUA_NUMBERS}}}, {{}}\n"
        "for word in string.gmatch(rest, '%S+') do\n"
        "  found[table.remove(names, 1)] = tonumber(word)\n"
        "end\n"
        "return dict(found)",
        ("dict", "fail"),
    ),
    LuaHelper(
        "bloom_head",
        ("found",),
        f"local words = {{'{_MAGIC.decode()}'}}\n"
        f"for _, name in ipairs({{{_LUA_NUMBERS}}}) do\n"
        "  words[#words + 1] = string.format('%.17g', found[name])\n"
        "end\n"
        "local head = table.concat(words, ' ')\n"
        f"return head .. string.rep(' ', {HEAD} - #head)",
    ),
    LuaHelper(
        "bloom_layers",
        ("found",),
        "local rate, capacity, start = found.rate, found.capacity, 0\n"
        "local layers, ln2 = {}, math.log(2)\n"
        "for i = 1, found.layers do\n"
        "  rate = rate / 2\n"
        "  local bits = math.ceil(capacity * -math.log(rate) / (ln2 * ln2))\n"
        f"  layers[i] = {{start + {8 * HEAD}, bits,"
        " math.ceil(-math.log(rate) / ln2), capacity}\n"
        "  start, capacity = start + bits, capacity * found.expansion\n"
        f"  if start > {MAX_BITS} then\n"
        "    fail('ERR', 'the filter would be too large')\n"
        "  end\n"
        "end\n"
        "return layers",
        ("fail",),
    ),
    LuaHelper(
        "bloom_new",
        ("rate", "capacity", "expansion"),
        "if not (rate > 0 and rate < 1) then\n"
        "  fail('ERR', '(0 < error rate range < 1)')\n"
        "end\n"
        "if capacity < 1 then\n"
        "  fail('ERR', '(capacity should be larger than 0)')\n"
        "end\n"
        "local found = dict({rate = rate, capacity = capacity,"
        " expansion = expansion, layers = 1, items = 0, in_last = 0})\n"
        "bloom_layers(found)\n"
        "return found",
        ("bloom_layers", "dict", "fail"),
    ),
    LuaHelper(
        "bloom_places",
        ("item", "layer"),
        "local digest = redis.sha1hex(item)\n"
        "local start, bits = layer[1], layer[2]\n"
        "local at = tonumber(string.sub(digest, 1, 12), 16) % bits\n"
        "local step = tonumber(string.sub(digest, 13, 24), 16)\n"
        "step = (step + 1 - step % 2) % bits\n"
        "local found = {}\n"
        "for i = 1, layer[3] do\n"
        "  found[i] = start + at\n"
        "  at = (at + step) % bits\n"
        "end\n"
        "return found",
    ),
)
"""The same in Lua, where ``redis.sha1hex`` gives the digest."""
