"""What Python's operators, built-in functions and methods do in Lua.

Each does what :mod:`redipy_scripts.python.functions` says, and fails with the
same words.
"""

from __future__ import annotations

from typing import Final

from redipy_core.failures import FAILURES
from redipy_core.functions import LuaHelper


def _fail(name: str) -> str:
    code, text = FAILURES[name]
    return f"fail('{code}', '{text}')"


def _unless(condition: str, name: str) -> str:
    return f"if not ({condition}) then {_fail(name)} end\n"


_CHECKS = (
    LuaHelper(
        "py_number",
        ("x",),
        _unless("type(x) == 'number'", "arithmetic") + "return x",
        ("fail",),
    ),
    LuaHelper(
        "py_text",
        ("x",),
        _unless("type(x) == 'string'", "only_text") + "return x",
        ("fail",),
    ),
    LuaHelper(
        "py_a_list",
        ("x",),
        _unless("is_list(x)", "list_needed") + "return x",
        ("is_list", "fail"),
    ),
    LuaHelper(
        "py_a_dict",
        ("x",),
        _unless("is_dict(x)", "dict_needed") + "return x",
        ("is_dict", "fail"),
    ),
    LuaHelper(
        "py_part",
        ("x",),
        "if py_text(x) == '' then " + _fail("separator") + " end\nreturn x",
        ("py_text", "fail"),
    ),
    LuaHelper(
        "py_whole",
        ("x",),
        _unless(
            "type(x) == 'number' and x - x == 0 and x == math.floor(x)", "index_type"
        )
        + "return x",
        ("fail",),
    ),
    LuaHelper(
        "py_place",
        ("c", "i"),
        "i = py_whole(i)\n"
        "if i < 0 then i = i + #c end\n"
        + _unless("i >= 0 and i < #c", "index_range")
        # A place counts from 1 here.
        + "return i + 1",
        ("py_whole", "fail"),
    ),
    LuaHelper(
        "py_walk",
        ("x",),
        "if is_dict(x) then return sorted_keys(x) end\n"
        + _unless("type(x) == 'table'", "iterate")
        + "return x",
        ("is_dict", "sorted_keys", "fail"),
    ),
)

_OPERATORS = (
    LuaHelper(
        "py_add",
        ("a", "b"),
        "local s, t = type(a), type(b)\n"
        "if s == 'number' and t == 'number' then return a + b end\n"
        "if s == 'string' and t == 'string' then return a .. b end\n"
        + _unless("is_list(a) and is_list(b)", "add")
        + "local c = {}\n"
        "for i = 1, #a do c[i] = a[i] end\n"
        "for i = 1, #b do c[#c + 1] = b[i] end\n"
        "return c",
        ("is_list", "fail"),
    ),
    LuaHelper(
        "py_iadd",
        ("a", "b"),
        "if not is_list(a) then return py_add(a, b) end\n"
        "b = py_walk(b)\n"
        "for i = 1, #b do a[#a + 1] = b[i] end\n"
        "return a",
        ("is_list", "py_add", "py_walk"),
    ),
    LuaHelper(
        "py_item",
        ("c", "i"),
        "if type(c) == 'string' then\n"
        "  i = py_place(c, i)\n"
        "  return string.sub(c, i, i)\n"
        "end\n"
        "if is_dict(c) then return get_key(c, i) end\n"
        + _unless("type(c) == 'table'", "items_of")
        + "return c[py_place(c, i)]",
        ("is_dict", "get_key", "py_place", "fail"),
    ),
    LuaHelper(
        "py_set",
        ("c", "i", "x"),
        "if is_dict(c) then c[dict_key(i)] = x return null end\n"
        + _unless("type(c) == 'table'", "set_of")
        + "if py_whole(i) == #c then c[#c + 1] = x else c[py_place(c, i)] = x end\n"
        "return null",
        ("is_dict", "dict_key", "py_whole", "py_place", "fail"),
    ),
    LuaHelper(
        "py_slice",
        ("c", "start", "stop", "step"),
        _unless("type(c) == 'string' or is_list(c)", "slice_of")
        + "if start ~= null then py_whole(start) end\n"
        "if stop ~= null then py_whole(stop) end\n"
        "if step == null then step = 1 else py_whole(step) end\n"
        "if step == 0 then " + _fail("step") + " end\n"
        "local n = #c\n"
        "local low, high = 0, n\n"
        "if step < 0 then low, high = -1, n - 1 end\n"
        "local function bound(x, default)\n"
        "  if x == null then return default end\n"
        "  if x < 0 then return math.max(x + n, low) end\n"
        "  return math.min(x, high)\n"
        "end\n"
        "local first = bound(start, step < 0 and high or low)\n"
        "local last = bound(stop, step < 0 and low or high)\n"
        "if type(c) == 'string' and step == 1 then\n"
        "  return string.sub(c, first + 1, math.max(last, 0))\n"
        "end\n"
        # A loop begins a step before its start, which is not exact if that is far away.
        "step = math.max(-n - 1, math.min(step, n + 1))\n"
        "local t = {}\n"
        "for i = first, last + (step < 0 and 1 or -1), step do\n"
        "  t[#t + 1] = type(c) == 'string' and string.sub(c, i + 1, i + 1) or c[i + 1]\n"
        "end\n"
        "if type(c) == 'string' then return table.concat(t) end\n"
        "return t",
        ("is_list", "py_whole", "fail"),
    ),
    LuaHelper(
        "py_place_of",
        ("c", "x"),
        "for i = 1, #c do if equal(c[i], x) then return i end end\nreturn nil",
        ("equal",),
    ),
    LuaHelper(
        "py_in",
        ("x", "c"),
        "if type(c) == 'string' then\n"
        "  return string.find(c, py_text(x), 1, true) ~= nil\n"
        "end\n"
        "if is_dict(c) then return type(x) == 'string' and c[x] ~= nil end\n"
        + _unless("type(c) == 'table'", "contains")
        + "return py_place_of(c, x) ~= nil",
        ("is_dict", "py_text", "py_place_of", "fail"),
    ),
    LuaHelper(
        "py_unpack",
        ("x", "n"),
        "if #py_a_list(x) ~= n then " + _fail("unpack") + " end\nreturn x",
        ("py_a_list", "fail"),
    ),
)

_BUILT_IN = (
    *(
        LuaHelper(
            name,
            ("...",),
            "local t = {...}\n"
            "if #t == 1 then t = py_walk(t[1]) end\n"
            "if #t == 0 then " + _fail("nothing") + " end\n"
            "local best = t[1]\n"
            "for i = 2, #t do\n"
            f"  if lt({better}) then best = t[i] end\n"
            "end\n"
            "return best",
            ("py_walk", "lt", "fail"),
        )
        for name, better in (("py_min", "t[i], best"), ("py_max", "best, t[i]"))
    ),
    LuaHelper("py_abs", ("x",), "return math.abs(py_number(x))", ("py_number",)),
    LuaHelper(
        "py_int",
        ("x",),
        "if type(x) == 'boolean' then return x and 1 or 0 end\n"
        "local n = x\n"
        "if type(x) == 'string' then\n"
        + _unless("#x <= 5000 and string.find(x, '^[+-]?%d+$')", "number")
        + "  n = tonumber(x)\n"
        + _unless("n > -9007199254740992 and n < 9007199254740992", "exact")
        + "  return n\n"
        "end\n"
        + _unless("type(n) == 'number'", "number")
        + "if n - n ~= 0 then "
        + _fail("whole")
        + " end\n"
        "return n < 0 and math.ceil(n) or math.floor(n)",
        ("fail",),
    ),
    LuaHelper(
        "py_float",
        ("x",),
        "if type(x) == 'boolean' then return x and 1 or 0 end\n"
        "local n = to_num(x)\n"
        "if n == null then " + _fail("number") + " end\n"
        "return n",
        ("to_num", "fail"),
    ),
    LuaHelper(
        "py_round",
        ("x",),
        "if py_number(x) - x ~= 0 then " + _fail("whole") + " end\n"
        "local n = math.floor(x)\n"
        "local rest = x - n\n"
        "if rest > 0.5 or (rest == 0.5 and n % 2 == 1) then n = n + 1 end\n"
        "return n",
        ("py_number", "fail"),
    ),
    LuaHelper(
        "py_str",
        ("x",),
        "if x == null then return 'None' end\n"
        "if x == true then return 'True' end\n"
        "if x == false then return 'False' end\n"
        "return text(x)",
        ("text",),
    ),
    LuaHelper(
        "py_sum",
        ("x", "start"),
        "local total = py_number(start or 0)\n"
        "for _, n in ipairs(py_a_list(x)) do total = total + py_number(n) end\n"
        "return total",
        ("py_a_list", "py_number"),
    ),
    LuaHelper(
        "py_list",
        ("x",),
        "local t = {}\nfor i, v in ipairs(py_walk(x)) do t[i] = v end\nreturn t",
        ("py_walk",),
    ),
    LuaHelper(
        "py_sorted",
        ("x", "descending"),
        "local t = py_list(x)\n"
        "for i = 1, #t do if t[i] ~= t[i] then " + _fail("nan_order") + " end end\n"
        "for i = 1, #t do lt(t[i], t[math.min(i + 1, #t)]) end\n"
        "local before = type(t[1]) == 'string' and less"
        " or function(a, b) return a < b end\n"
        "if descending and truth(descending) then\n"
        "  table.sort(t, function(a, b) return before(b, a) end)\n"
        "else\n"
        "  table.sort(t, before)\n"
        "end\n"
        "return t",
        ("py_list", "lt", "less", "truth", "fail"),
    ),
    LuaHelper(
        "py_dict",
        ("x",),
        "local d = {}\nfor k, v in pairs(py_a_dict(x)) do d[k] = v end\nreturn dict(d)",
        ("py_a_dict", "dict"),
    ),
)

_CONTAINERS = (
    LuaHelper(
        "py_append",
        ("c", "x"),
        "py_a_list(c)\nc[#c + 1] = x\nreturn null",
        ("py_a_list",),
    ),
    LuaHelper(
        "py_extend",
        ("c", "more"),
        "py_a_list(c)\n"
        "more = py_walk(more)\n"
        "for i = 1, #more do c[#c + 1] = more[i] end\n"
        "return null",
        ("py_a_list", "py_walk"),
    ),
    LuaHelper(
        "py_insert",
        ("c", "i", "x"),
        "py_a_list(c)\n"
        "i = py_whole(i)\n"
        "if i < 0 then i = math.max(i + #c, 0) end\n"
        "table.insert(c, math.min(i, #c) + 1, x)\n"
        "return null",
        ("py_a_list", "py_whole"),
    ),
    LuaHelper(
        "py_pop",
        ("c", "..."),
        "local n = select('#', ...)\n"
        "local k, default = ...\n"
        "if is_list(c) then\n"
        "  if n > 1 then " + _fail("dict_needed") + " end\n"
        "  return table.remove(c, py_place(c, n == 1 and k or -1))\n"
        "end\n"
        "py_a_dict(c)\n"
        "if n == 0 then " + _fail("list_needed") + " end\n"
        "local x = c[dict_key(k)]\n"
        "if x == nil then\n"
        "  if n == 1 then " + _fail("key_missing") + " end\n"
        "  return default\n"
        "end\n"
        "c[k] = nil\n"
        "return x",
        ("is_list", "py_place", "py_a_dict", "dict_key", "fail"),
    ),
    LuaHelper(
        "py_delete", ("c", "i"), "local _ = py_pop(c, i)\nreturn null", ("py_pop",)
    ),
    LuaHelper(
        "py_found",
        ("c", "x"),
        "local i = py_place_of(c, x)\n"
        "if not i then " + _fail("item_missing") + " end\n"
        "return i",
        ("py_place_of", "fail"),
    ),
    LuaHelper(
        "py_remove",
        ("c", "x"),
        "table.remove(c, py_found(py_a_list(c), x))\nreturn null",
        ("py_a_list", "py_found"),
    ),
    LuaHelper(
        "py_index",
        ("c", "x"),
        "if type(c) == 'string' then\n"
        "  local i = string.find(c, py_text(x), 1, true)\n"
        "  if not i then " + _fail("item_missing") + " end\n"
        "  return i - 1\n"
        "end\n"
        "return py_found(py_a_list(c), x) - 1",
        ("py_text", "py_a_list", "py_found", "fail"),
    ),
    LuaHelper(
        "py_count",
        ("c", "x"),
        "local n = 0\n"
        "if type(c) == 'string' then return #py_split(c, x) - 1 end\n"
        "for i = 1, #py_a_list(c) do if equal(c[i], x) then n = n + 1 end end\n"
        "return n",
        ("py_split", "py_a_list", "equal"),
    ),
    LuaHelper(
        "py_reverse",
        ("c",),
        "local n = #py_a_list(c)\n"
        "for i = 1, math.floor(n / 2) do c[i], c[n + 1 - i] = c[n + 1 - i], c[i] end\n"
        "return null",
        ("py_a_list",),
    ),
    LuaHelper(
        "py_sort",
        ("c", "descending"),
        "local t = py_sorted(py_a_list(c), descending)\n"
        "for i = 1, #t do c[i] = t[i] end\n"
        "return null",
        ("py_a_list", "py_sorted"),
    ),
    LuaHelper(
        "py_clear",
        ("c",),
        _unless("type(c) == 'table'", "iterate")
        + "if is_dict(c) then for k in pairs(c) do c[k] = nil end end\n"
        "for i = #c, 1, -1 do c[i] = nil end\n"
        "return null",
        ("is_dict", "fail"),
    ),
    LuaHelper(
        "py_copy",
        ("c",),
        "if is_dict(c) then return py_dict(c) end\nreturn py_list(c)",
        ("is_dict", "py_dict", "py_list"),
    ),
    LuaHelper(
        "py_get",
        ("c", "k", "default"),
        "local x = py_a_dict(c)[dict_key(k)]\n"
        "if x ~= nil then return x end\n"
        "if default == nil then return null end\n"
        "return default",
        ("py_a_dict", "dict_key"),
    ),
    LuaHelper(
        "py_setdefault",
        ("c", "k", "default"),
        "local x = py_a_dict(c)[dict_key(k)]\n"
        "if x ~= nil then return x end\n"
        "if default == nil then default = null end\n"
        "c[k] = default\n"
        "return default",
        ("py_a_dict", "dict_key"),
    ),
    LuaHelper(
        "py_update",
        ("c", "more"),
        "py_a_dict(c)\nfor k, v in pairs(py_a_dict(more)) do c[k] = v end\nreturn null",
        ("py_a_dict",),
    ),
    LuaHelper(
        "py_keys",
        ("c",),
        "return sorted_keys(py_a_dict(c))",
        ("py_a_dict", "sorted_keys"),
    ),
    LuaHelper(
        "py_values",
        ("c",),
        "local t = py_keys(c)\nfor i = 1, #t do t[i] = c[t[i]] end\nreturn t",
        ("py_keys",),
    ),
    LuaHelper(
        "py_items",
        ("c",),
        "local t = py_keys(c)\nfor i = 1, #t do t[i] = {t[i], c[t[i]]} end\nreturn t",
        ("py_keys",),
    ),
)

_TEXTS = (
    LuaHelper(
        "py_startswith",
        ("s", "part"),
        "return string.sub(py_text(s), 1, #py_text(part)) == part",
        ("py_text",),
    ),
    LuaHelper(
        "py_endswith",
        ("s", "part"),
        "local n = #py_text(s)\n"
        "return #py_text(part) <= n and string.sub(s, n - #part + 1) == part",
        ("py_text",),
    ),
    LuaHelper(
        "py_find",
        ("s", "part"),
        "return (string.find(py_text(s), py_text(part), 1, true) or 0) - 1",
        ("py_text",),
    ),
    LuaHelper(
        "py_split",
        ("s", "part"),
        "py_text(s)\n"
        "py_part(part)\n"
        "local t, from = {}, 1\n"
        "while true do\n"
        "  local i = string.find(s, part, from, true)\n"
        "  t[#t + 1] = string.sub(s, from, i and i - 1)\n"
        "  if not i then return t end\n"
        "  from = i + #part\n"
        "end",
        ("py_text", "py_part"),
    ),
    LuaHelper(
        "py_join",
        ("s", "x"),
        "local t = py_list(x)\n"
        "py_text(s)\n"
        "for i = 1, #t do py_text(t[i]) end\n"
        "return table.concat(t, s)",
        ("py_text", "py_list"),
    ),
    LuaHelper(
        "py_replace",
        ("s", "old", "new"),
        "local t = py_split(s, old)\nreturn table.concat(t, py_text(new))",
        ("py_split", "py_text"),
    ),
    LuaHelper(
        "py_removeprefix",
        ("s", "part"),
        "if py_startswith(s, part) then return string.sub(s, #part + 1) end\nreturn s",
        ("py_startswith",),
    ),
    LuaHelper(
        "py_removesuffix",
        ("s", "part"),
        "if py_endswith(s, part) then return string.sub(s, 1, #s - #part) end\n"
        "return s",
        ("py_endswith",),
    ),
)

PYTHON_HELPERS: Final = (
    *_CHECKS,
    *_OPERATORS,
    *_BUILT_IN,
    *_CONTAINERS,
    *_TEXTS,
)
"""What this package registers for Lua."""
