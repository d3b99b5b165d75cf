"""The standard functions of scripts, as they run in Lua.

Each does what the function of the same name in :mod:`redipy_scripts.functions`
does. Where that fails, this fails with the same words.
"""

from __future__ import annotations

from typing import Final

from redipy_core.failures import FAILURES, MAX_DEPTH
from redipy_core.functions import LuaHelper


def _fail(name: str) -> str:
    code, text = FAILURES[name]
    return f"fail('{code}', '{text}')"


_JSON = _fail("json")
_SPECIAL = r"""'["\\%z\1-\31]'"""
"""The characters that JSON escapes, as a Lua pattern."""

_NO_NUMBER = "#x > 5000 or not string.find(x, '^[%d.eE+-]+$')"
"""Of what tonumber reads, no hexadecimal, space, infinity or NaN is a number."""
_READ_NUMBER = (
    "local n = tonumber(x)\nif not n or n - n ~= 0 then return null end\nreturn n"
)
_WHOLE = (
    f"if n == null then {_fail('number')} end\n"
    f"if n - n ~= 0 then {_fail('whole')} end\n"
)

_TEXT_HELPERS = (
    LuaHelper(
        "strs",
        ("...",),
        "local t = {...}\n"
        "for i = 1, #t do t[i] = text(t[i]) end\n"
        "return table.concat(t)",
        ("text",),
    ),
    # To make a function costs a call of a script as much as to call one, so helpers
    # in wide use need few others.
    LuaHelper(
        "text_to_num",
        ("x",),
        f"if x == null or {_NO_NUMBER} then return null end\n{_READ_NUMBER}",
    ),
    LuaHelper(
        "to_num",
        ("x",),
        "local kind = type(x)\n"
        "if kind == 'number' then return x end\n"
        f"if kind ~= 'string' or {_NO_NUMBER} then return null end\n{_READ_NUMBER}",
    ),
    LuaHelper(
        "to_str",
        ("x",),
        "if x == null then return 'nil' end\n"
        "if type(x) == 'boolean' then return tostring(x) end\n"
        "return text(x)",
        ("text",),
    ),
    LuaHelper(
        "number_of",
        ("x",),
        f"local n = to_num(x)\n{_WHOLE}return n",
        ("to_num", "fail"),
    ),
    LuaHelper(
        "whole_text",
        ("n",),
        "if n == 0 then return '0' end\nreturn string.format('%.0f', n)",
    ),
    LuaHelper(
        "to_int_str",
        ("x",),
        # Lua's own text of a number has 14 digits, and a sign for zero.
        "if type(x) == 'number' and x % 1 == 0 and x > -1e14 and x < 1e14\n"
        "and x ~= 0 then return x .. '' end\n"
        f"local n = to_num(x)\n{_WHOLE}"
        "if n > -1 and n < 1 then return '0' end\n"
        "return string.format('%.0f', n < 0 and math.ceil(n) or math.floor(n))",
        ("to_num", "fail"),
    ),
    LuaHelper(
        "type_str",
        ("x",),
        "if x == null then return 'nil' end\nreturn type(x)",
    ),
    LuaHelper(
        "find",
        ("x", "part", "start"),
        "x, part, start = text(x), text(part), start or 0\n"
        "if type(start) ~= 'number' or start - start ~= 0 or start < 0\n"
        f"or start ~= math.floor(start) then {_fail('position')} end\n"
        "if start > #x then return null end\n"
        "local i = string.find(x, part, start + 1, true)\n"
        "return i and i - 1 or null",
        ("text", "fail"),
    ),
)

_OTHER_HELPERS = (
    LuaHelper(
        "milliseconds",
        ("x",),
        "local n = number_of(x)\n"
        "local span = n * 1000\n"
        f"if span - span ~= 0 then {_fail('whole')} end\n"
        "local whole = math.floor(span)\n"
        "if n <= 0 then return whole_text(whole) end\n"
        "local rest = span - whole\n"
        "if rest > 0.5 or (rest == 0.5 and whole % 2 == 1) then whole = whole + 1 end\n"
        "return whole_text(math.max(whole, 1))",
        ("number_of", "whole_text", "fail"),
    ),
    LuaHelper(
        "log",
        ("level", "..."),
        "if level ~= 0 and level ~= 1 and level ~= 2 and level ~= 3 then\n"
        f"  {_fail('level')}\n"
        "end\n"
        "local t = {...}\n"
        "for i = 1, #t do t[i] = to_str(t[i]) end\n"
        "redis.log(level, table.concat(t))\n"
        "return null",
        ("to_str", "fail"),
    ),
    LuaHelper(
        "unless_null",
        ("x", "default"),
        "if x == null then return default end\nreturn x",
    ),
    LuaHelper("last", ("...",), "return (select(select('#', ...), ...))"),
)

_JSON_HELPERS = (
    LuaHelper(
        "json_quoted",
        ("s",),
        f"return '\"' .. string.gsub(s, {_SPECIAL}, function(c)\n"
        r"""  local i = string.find('"\\\b\f\n\r\t', c, 1, true)"""
        "\n"
        r"""  if c ~= '\0' and i then"""
        "\n"
        r"""    return '\\' .. string.sub('"\\bfnrt', i, i)"""
        "\n"
        "  end\n"
        r"""  return string.format('\\u%04x', string.byte(c))"""
        "\n"
        "end) .. '\"'",
    ),
    LuaHelper(
        "json_into",
        ("x", "out", "depth"),
        "local kind = type(x)\n"
        "if kind == 'string' then out[#out + 1] = json_quoted(x)\n"
        "elseif kind == 'number' then\n"
        f"  if x - x ~= 0 then {_fail('json_number')} end\n"
        "  out[#out + 1] = number_text(x)\n"
        "elseif x == null then out[#out + 1] = 'null'\n"
        "elseif kind == 'boolean' then out[#out + 1] = tostring(x)\n"
        "else\n"
        f"  if depth >= {MAX_DEPTH} then {_fail('depth')} end\n"
        "  if is_dict(x) then\n"
        "    for i, k in ipairs(sorted_keys(x)) do\n"
        "      out[#out + 1] = i == 1 and '{' or ','\n"
        "      out[#out + 1] = json_quoted(k) .. ':'\n"
        "      json_into(x[k], out, depth + 1)\n"
        "    end\n"
        "    out[#out + 1] = next(x) == nil and '{}' or '}'\n"
        "  else\n"
        "    for i = 1, #x do\n"
        "      out[#out + 1] = i == 1 and '[' or ','\n"
        "      json_into(x[i], out, depth + 1)\n"
        "    end\n"
        "    out[#out + 1] = #x == 0 and '[]' or ']'\n"
        "  end\n"
        "end",
        ("json_quoted", "number_text", "is_dict", "sorted_keys", "fail"),
    ),
    LuaHelper(
        "to_json",
        ("x",),
        "local out = {}\njson_into(x, out, 0)\nreturn table.concat(out)",
        ("json_into",),
    ),
    LuaHelper(
        "utf8",
        ("c",),
        "local char, floor = string.char, math.floor\n"
        "if c < 128 then return char(c) end\n"
        "if c < 2048 then return char(192 + floor(c / 64), 128 + c % 64) end\n"
        "local last = char(128 + floor(c / 64) % 64, 128 + c % 64)\n"
        "if c < 65536 then return char(224 + floor(c / 4096)) .. last end\n"
        "return char(240 + floor(c / 262144), 128 + floor(c / 4096) % 64) .. last",
    ),
    LuaHelper(
        "json_unit",
        ("s", "i"),
        "local digits = string.match(s, '^u(%x%x%x%x)', i)\n"
        "if digits then return tonumber(digits, 16), i + 5 end\n"
        "return nil, i",
    ),
    LuaHelper(
        "json_escape",
        ("s", "i"),
        "local c = string.sub(s, i, i)\n"
        r"""local plain = c ~= '' and c ~= '\0'"""
        "\n"
        r"""  and string.find('"\\/bfnrt', c, 1, true)"""
        "\n"
        "if plain then\n"
        r"""  return string.sub('"\\/\b\f\n\r\t', plain, plain), i + 1"""
        "\n"
        "end\n"
        "local code, at = json_unit(s, i)\n"
        f"if not code then {_JSON} end\n"
        "if code >= 55296 and code < 56320\n"
        r"""and string.sub(s, at, at) == '\\' then"""
        "\n"
        "  local low, after = json_unit(s, at + 1)\n"
        "  if low and low >= 56320 and low < 57344 then\n"
        "    return utf8(65536 + (code - 55296) * 1024 + (low - 56320)), after\n"
        "  end\n"
        "end\n"
        "return utf8(code), at",
        ("json_unit", "utf8", "fail"),
    ),
    LuaHelper(
        "json_string",
        ("s", "i"),
        "local parts, part = {}, nil\n"
        "while true do\n"
        f"  local j = string.find(s, {_SPECIAL}, i)\n"
        f"  if not j then {_JSON} end\n"
        "  parts[#parts + 1] = string.sub(s, i, j - 1)\n"
        "  local c = string.sub(s, j, j)\n"
        "  if c == '\"' then return table.concat(parts), j + 1 end\n"
        r"""  if c ~= '\\' then """
        f"{_JSON} end\n"
        "  part, i = json_escape(s, j + 1)\n"
        "  parts[#parts + 1] = part\n"
        "end",
        ("json_escape", "fail"),
    ),
    LuaHelper(
        "json_space",
        ("s", "i"),
        r"""return string.find(s, '[^ \t\n\r]', i) or #s + 1""",
    ),
    LuaHelper(
        "json_number",
        ("s", "i"),
        "local e = string.match(s, '^-?0()', i)"
        " or string.match(s, '^-?[1-9]%d*()', i)\n"
        f"if not e then {_JSON} end\n"
        "e = string.match(s, '^%.%d+()', e) or e\n"
        "e = string.match(s, '^[eE][+-]?%d+()', e) or e\n"
        "local n = tonumber(string.sub(s, i, e - 1))\n"
        f"if n - n ~= 0 then {_JSON} end\n"
        "return n, e",
        ("fail",),
    ),
    LuaHelper(
        "json_value",
        ("s", "i", "depth"),
        "local c = string.sub(s, i, i)\n"
        "if c == '\"' then return json_string(s, i + 1) end\n"
        "if c ~= '[' and c ~= '{' then\n"
        "  if string.sub(s, i, i + 3) == 'null' then return null, i + 4 end\n"
        "  if string.sub(s, i, i + 3) == 'true' then return true, i + 4 end\n"
        "  if string.sub(s, i, i + 4) == 'false' then return false, i + 5 end\n"
        "  return json_number(s, i)\n"
        "end\n"
        f"if depth >= {MAX_DEPTH} then {_fail('depth')} end\n"
        "local t, close, k, v = {}, ']', nil, nil\n"
        "if c == '{' then t, close = dict(t), '}' end\n"
        "i = json_space(s, i + 1)\n"
        "if string.sub(s, i, i) == close then return t, i + 1 end\n"
        "while true do\n"
        "  if c == '{' then\n"
        f"    if string.sub(s, i, i) ~= '\"' then {_JSON} end\n"
        "    k, i = json_string(s, i + 1)\n"
        "    i = json_space(s, i)\n"
        f"    if string.sub(s, i, i) ~= ':' then {_JSON} end\n"
        "    i = json_space(s, i + 1)\n"
        "  end\n"
        "  v, i = json_value(s, i, depth + 1)\n"
        "  t[k or #t + 1] = v\n"
        "  i = json_space(s, i)\n"
        "  local mark = string.sub(s, i, i)\n"
        "  if mark == close then return t, i + 1 end\n"
        f"  if mark ~= ',' then {_JSON} end\n"
        "  i = json_space(s, i + 1)\n"
        "end",
        ("json_string", "json_number", "json_space", "dict", "fail"),
    ),
    LuaHelper(
        "from_json",
        ("s",),
        f"if type(s) ~= 'string' then {_fail('only_text')} end\n"
        "local x, i = json_value(s, json_space(s, 1), 0)\n"
        f"if json_space(s, i) <= #s then {_JSON} end\n"
        "return x",
        ("json_value", "json_space", "fail"),
    ),
)

STANDARD_HELPERS: Final = (*_TEXT_HELPERS, *_OTHER_HELPERS, *_JSON_HELPERS)
"""What this package registers for Lua."""
