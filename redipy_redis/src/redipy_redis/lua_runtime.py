"""The Lua functions of the script language itself.

They do in Lua what :mod:`redipy_memory.script_values` does in Python; a script
carries those that it uses. The words of failures come from one table for both.
"""

from __future__ import annotations

from typing import Final

from redipy_core.failures import FAILURES, MAX_DEPTH
from redipy_core.functions import LuaHelper
from redipy_redis.lua_replies import REPLIES


def fail_code(name: str) -> str:
    """The Lua code that ends a script with a failure of the table."""
    code, text = FAILURES[name]
    return f"fail('{code}', '{text}')"


_ARITHMETIC = fail_code("arithmetic")
_ORDER = fail_code("order")
_DEPTH = fail_code("depth")

_NUMBER_TEXT = (
    # Lua's own text of a number has 14 digits, which are often all there are. Only
    # the smallest numbers have so few that 14 read back, but are not the first 15.
    "if x > -1e14 and x < 1e14 and (x > 1e-300 or x < -1e-300) then\n"
    "  local t = x .. ''\n"
    "  if x % 1 == 0 or tonumber(t) == x then return t end\n"
    "end\n"
    "if x ~= x then return 'nan' end\n"
    "if x == 0 then return '0' end\n"
    "if x > -9007199254740992 and x < 9007199254740992\n"
    "and x % 1 == 0 then return string.format('%.0f', x) end\n"
    "if x == math.huge then return 'inf' end\n"
    "if x == -math.huge then return '-inf' end\n"
    "local t = string.format('%.15g', x)\n"
    "if tonumber(t) ~= x then t = string.format('%.16g', x) end\n"
    "if tonumber(t) ~= x then t = string.format('%.17g', x) end\n"
    "return t"
)

_BASE = (
    LuaHelper(
        "fail",
        ("code", "words"),
        # It tells which lines its callers are at: level 1 is pcall, 2 is this one.
        "local t, last, missing, level = {}, nil, 0, 3\n"
        "while missing < 9 do\n"
        "  local _, at = pcall(error, '', level)\n"
        "  local n = string.match(at, ':(%d+): $')\n"
        "  missing = n and 0 or missing + 1\n"
        "  if n and n ~= last then t[#t + 1] = n end\n"
        "  last, level = n or last, level + 1\n"
        "end\n"
        "error('RDP:' .. code .. ':@' .. table.concat(t, ',') .. ':' .. words, 0)",
    ),
    LuaHelper(
        "reply_to",
        ("words",),
        "local r = redis.pcall(unpack(words))\n"
        "if type(r) == 'table' and r.err then fail('REPLY', r.err) end\n"
        "return r",
        ("fail",),
    ),
    LuaHelper("dict", ("t",), "return setmetatable(t, DICT)"),
    LuaHelper(
        "is_dict",
        ("x",),
        "return type(x) == 'table' and getmetatable(x) == DICT",
    ),
    LuaHelper(
        "is_list",
        ("x",),
        "return type(x) == 'table' and getmetatable(x) ~= DICT",
    ),
    LuaHelper(
        "truth",
        ("x",),
        "if type(x) == 'table' then return next(x) ~= nil end\n"
        "return not (x == null or x == false or x == 0 or x == '')",
    ),
    LuaHelper("number_text", ("x",), _NUMBER_TEXT),
    LuaHelper(
        "text",
        ("x",),
        # To make a function costs as much as to call one: so not by another.
        "if type(x) == 'string' then return x end\n"
        f"if type(x) ~= 'number' then {fail_code('text')} end\n{_NUMBER_TEXT}",
        ("fail",),
    ),
)

_CALCULATIONS = (
    *(
        LuaHelper(
            name,
            ("a", "b"),
            "if type(a) == 'number' and type(b) == 'number' then"
            f" return a {sign} b end\n{_ARITHMETIC}",
            ("fail",),
        )
        for name, sign in (("add", "+"), ("subtract", "-"), ("multiply", "*"))
    ),
    LuaHelper(
        "divide",
        ("a", "b"),
        f"if type(a) ~= 'number' or type(b) ~= 'number' then {_ARITHMETIC} end\n"
        f"if b == 0 then {fail_code('zero')} end\n"
        "return a / b",
        ("fail",),
    ),
    LuaHelper(
        "floor_divide", ("a", "b"), "return math.floor(divide(a, b))", ("divide",)
    ),
    LuaHelper(
        "modulo", ("a", "b"), "return a - math.floor(divide(a, b)) * b", ("divide",)
    ),
)

_COMPARISONS = (
    LuaHelper(
        "less",
        ("a", "b"),
        "local n = math.min(#a, #b)\n"
        "for i = 1, n do\n"
        "  local x, y = string.byte(a, i), string.byte(b, i)\n"
        "  if x ~= y then return x < y end\n"
        "end\n"
        "return #a < #b",
    ),
    *(
        LuaHelper(
            name,
            ("a", "b"),
            "local s, t = type(a), type(b)\n"
            f"if s == 'number' and t == 'number' then return a {sign} b end\n"
            f"if s ~= 'string' or t ~= 'string' then {_ORDER} end\n"
            "for i = 1, math.min(#a, #b) do\n"
            "  local x, y = string.byte(a, i), string.byte(b, i)\n"
            f"  if x ~= y then return x {sign} y end\n"
            "end\n"
            f"return #a {sign} #b",
            ("fail",),
        )
        for name, sign in (("lt", "<"), ("le", "<="), ("gt", ">"), ("ge", ">="))
    ),
    *(
        LuaHelper(
            f"{name}_number",
            ("a", "b"),
            f"if a == null or type(b) ~= 'number' then {_ORDER} end\nreturn a {sign} b",
            ("fail",),
        )
        for name, sign in (("lt", "<"), ("le", "<="), ("gt", ">"), ("ge", ">="))
    ),
    LuaHelper(
        "equal",
        ("a", "b", "depth"),
        "if type(a) ~= 'table' or type(b) ~= 'table' then return a == b end\n"
        "if is_dict(a) ~= is_dict(b) or size(a) ~= size(b) then return false end\n"
        "depth = depth or 0\n"
        "if is_dict(a) then\n"
        "  for k in pairs(a) do if b[k] == nil then return false end end\n"
        f"  if depth >= {MAX_DEPTH} then {_DEPTH} end\n"
        "  for _, k in ipairs(sorted_keys(a)) do\n"
        "    if not equal(a[k], b[k], depth + 1) then return false end\n"
        "  end\n"
        "  return true\n"
        "end\n"
        f"if depth >= {MAX_DEPTH} then {_DEPTH} end\n"
        "for i = 1, #a do\n"
        "  if not equal(a[i], b[i], depth + 1) then return false end\n"
        "end\n"
        "return true",
        ("is_dict", "size", "sorted_keys", "fail"),
    ),
)

_CONTAINERS = (
    LuaHelper(
        "size",
        ("x",),
        "if not is_dict(x) then return #x end\n"
        "local n = 0\n"
        "for _ in pairs(x) do n = n + 1 end\n"
        "return n",
        ("is_dict",),
    ),
    LuaHelper(
        "sorted_keys",
        ("x",),
        "local keys = {}\n"
        "for k in pairs(x) do keys[#keys + 1] = k end\n"
        "table.sort(keys, less)\n"
        "return keys",
        ("less",),
    ),
    LuaHelper(
        "place",
        ("c", "i"),
        f"if not is_list(c) then {fail_code('index_of')} end\n"
        "if type(i) ~= 'number' or i - i ~= 0 or i ~= math.floor(i) then"
        f" {fail_code('index_type')} end\n"
        "if i < 0 then i = i + #c end\n"
        "return i + 1",
        ("is_list", "fail"),
    ),
    LuaHelper(
        "at",
        ("c", "i"),
        "i = place(c, i)\n"
        f"if i < 1 or i > #c then {fail_code('index_range')} end\n"
        "return c[i]",
        ("place", "fail"),
    ),
    LuaHelper(
        "put_at",
        ("c", "i", "x"),
        "i = place(c, i)\n"
        f"if i < 1 or i > #c + 1 then {fail_code('index_range')} end\n"
        "c[i] = x",
        ("place", "fail"),
    ),
    LuaHelper(
        "dict_key",
        ("k",),
        f"if type(k) ~= 'string' then {fail_code('key_type')} end\nreturn k",
        ("fail",),
    ),
    LuaHelper(
        "get_key",
        ("c", "k"),
        f"if not is_dict(c) then {fail_code('key_of')} end\n"
        "local x = c[dict_key(k)]\n"
        "if x == nil then return null end\n"
        "return x",
        ("is_dict", "dict_key", "fail"),
    ),
    LuaHelper(
        "put_key",
        ("c", "k", "x"),
        f"if not is_dict(c) then {fail_code('key_of')} end\nc[dict_key(k)] = x",
        ("is_dict", "dict_key", "fail"),
    ),
    LuaHelper(
        "length",
        ("x",),
        "if type(x) == 'string' then return #x end\n"
        f"if type(x) ~= 'table' then {fail_code('length')} end\n"
        "return size(x)",
        ("size", "fail"),
    ),
    LuaHelper(
        "items",
        ("x",),
        f"if type(x) ~= 'table' then {fail_code('iterate')} end\n"
        "if is_dict(x) then return x, sorted_keys(x) end\n"
        "return x, false",
        ("is_dict", "sorted_keys", "fail"),
    ),
)

_EDGE = (
    LuaHelper(
        "argument",
        ("s",),
        "if string.byte(s) == 36 then return string.sub(s, 2) end\n"
        # What only few arguments need is not made for the others.
        "local function decode(i)\n"
        "  local c = string.sub(s, i, i)\n"
        "  if c == '$' then\n"
        "    local j = string.find(s, ':', i, true)\n"
        "    local n = tonumber(string.sub(s, i + 1, j - 1))\n"
        "    return string.sub(s, j + 1, j + n), j + n + 1\n"
        "  end\n"
        "  if c == '#' then\n"
        "    local j = string.find(s, ';', i, true)\n"
        "    return tonumber(string.sub(s, i + 1, j - 1)), j + 1\n"
        "  end\n"
        "  if c == 'N' then return null, i + 1 end\n"
        "  if c == 'T' then return true, i + 1 end\n"
        "  if c == 'F' then return false, i + 1 end\n"
        "  local t, k, v = {}, nil, nil\n"
        "  i = i + 1\n"
        "  if c == '[' then\n"
        "    while string.sub(s, i, i) ~= ']' do\n"
        "      v, i = decode(i)\n"
        "      t[#t + 1] = v\n"
        "    end\n"
        "    return t, i + 1\n"
        "  end\n"
        "  while string.sub(s, i, i) ~= '}' do\n"
        "    k, i = decode(i)\n"
        "    v, i = decode(i)\n"
        "    t[k] = v\n"
        "  end\n"
        "  return setmetatable(t, DICT), i + 1\n"
        "end\n"
        "return (decode(1))",
    ),
    LuaHelper(
        "key_pattern",
        ("p",),
        "local function star(x)\n"
        "  local s, n = string.find(x, '*', 1, true), string.find(x, '\\0', 1, true)\n"
        "  return s and (not n or s < n)\n"
        "end\n"
        "if not star(p) then return p end\n"
        "if not star(PREFIX .. p) or star(PREFIX) then"
        f" {fail_code('key_pattern')} end\n"
        "return PREFIX .. p",
        ("fail",),
    ),
    LuaHelper(
        "encode_into",
        ("x", "out", "depth"),
        "local kind = type(x)\n"
        "if kind == 'string' then out[#out + 1] = '$' .. #x .. ':' .. x\n"
        "elseif kind == 'number' then out[#out + 1] = '#' .. number_text(x) .. ';'\n"
        "elseif x == null then out[#out + 1] = 'N'\n"
        "elseif kind == 'boolean' then out[#out + 1] = x and 'T' or 'F'\n"
        "else\n"
        f"  if depth >= {MAX_DEPTH} then {_DEPTH} end\n"
        "  if is_dict(x) then\n"
        "    out[#out + 1] = '{'\n"
        "    for k, v in pairs(x) do\n"
        "      out[#out + 1] = '$' .. #k .. ':' .. k\n"
        "      encode_into(v, out, depth + 1)\n"
        "    end\n"
        "    out[#out + 1] = '}'\n"
        "  else\n"
        "    out[#out + 1] = '['\n"
        "    for i = 1, #x do encode_into(x[i], out, depth + 1) end\n"
        "    out[#out + 1] = ']'\n"
        "  end\n"
        "end",
        ("number_text", "is_dict", "fail"),
    ),
    LuaHelper(
        "encode",
        ("x",),
        "local out = {}\nencode_into(x, out, 0)\nreturn table.concat(out)",
        ("encode_into",),
    ),
    LuaHelper(
        "encode_number",
        ("x",),
        "if x == null then return null end\n"
        "if x > -9007199254740992 and x < 9007199254740992\n"
        "and x == math.floor(x) then return x end\n"
        "return number_text(x)",
        ("number_text",),
    ),
    LuaHelper(
        "encode_bool",
        ("x",),
        "if x == null then return null end\nreturn x and 1 or 0",
    ),
)

LANGUAGE: Final[dict[str, LuaHelper]] = {
    helper.name: helper
    for helper in (
        *_BASE,
        *_CALCULATIONS,
        *_COMPARISONS,
        *_CONTAINERS,
        *REPLIES,
        *_EDGE,
    )
}
"""The helpers of the language, by name. They may use ``null``, ``DICT`` (the
mark of dicts), ``type``, ``tonumber`` and ``PREFIX`` (the client's), which every
script defines."""
