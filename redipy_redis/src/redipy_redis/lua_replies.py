"""The Lua functions that bring replies into the shapes that scripts see.

They do in Lua what :mod:`redipy_memory.script_replies` does in Python.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from redipy_core.functions import LuaHelper
from redipy_core.matches import LcsMatch, LcsMatches
from redipy_core.places import PLACE_SHAPES, Place
from redipy_core.stream_types import (
    ConsumerDetails,
    ConsumerInfo,
    DeliveredEntry,
    GroupDetails,
    GroupInfo,
    PendingEntry,
    PendingSummary,
    StreamDetails,
    StreamInfo,
)


def _named(names: Sequence[str], values: Sequence[str]) -> str:
    """The code of a dict of an object's named parts."""
    pairs = (f"{name} = {v}" for name, v in zip(names, values, strict=True))
    return f"dict({{{', '.join(pairs)}}})"


def _part(fields: Sequence[str], **made: str) -> str:
    """The code of a dict of an object that ``d`` has by a server's names."""
    values = (
        made.get(name, f"or_null(d['{name.replace('_', '-')}'])") for name in fields
    )
    return _named(fields, tuple(values))


def _rows(name: str, fields: Sequence[str], first: int, step: int) -> LuaHelper:
    """What makes dicts of rows; the values stand ``step`` places apart."""
    values = [f"or_null(x[{first + step * i}])" for i in range(len(fields))]
    return LuaHelper(
        name,
        ("r",),
        f"for i, x in ipairs(r) do r[i] = {_named(fields, values)} end\nreturn r",
        ("dict", "or_null"),
    )


def _zip(count: int) -> LuaHelper:
    """What makes a dict of so many names, as parameters, and the values in ``r``.

    A table that is written out is made in its full size at once.
    """
    names = [f"n{i}" for i in range(1, count + 1)]
    pairs = (f"[{name}] = r[{i}] or null" for i, name in enumerate(names, 1))
    return LuaHelper(
        f"zip_{count}",
        ("r", *names),
        f"return setmetatable({{{', '.join(pairs)}}}, DICT)",
    )


def _places(name: str, given: Sequence[bool]) -> LuaHelper:
    """What makes dicts of places that have these; the other parts are null."""
    codes = ("tonumber(x[{}])", "x[{}]", "position_of(x[{}])")
    values, at = ["x[1]"], 1
    for code, there in zip(codes, given, strict=True):
        at += there
        values.append(code.format(at) if there else "null")
    return LuaHelper(
        name,
        ("r",),
        f"for i, x in ipairs(r) do r[i] = {_named(Place._fields, values)} end\n"
        "return r",
        ("dict", "position_of"),
    )


_SIMPLE = (
    LuaHelper("or_null", ("r",), "if r == false then return null end\nreturn r"),
    LuaHelper("flag", ("r",), "return r ~= false and r ~= 0"),
    LuaHelper("status_text", ("r",), "return type(r) == 'table' and r.ok or r"),
    LuaHelper(
        "type_name",
        ("r",),
        "r = status_text(r)\nif r == 'none' then return null end\nreturn r",
        ("status_text",),
    ),
    LuaHelper(
        "to_number",
        ("r",),
        "if r == false then return null end\nreturn tonumber(r)",
    ),
    LuaHelper(
        "seconds",
        ("r",),
        "if r < 0 then return r == -2 and null or -1 end\nreturn r / 1000",
    ),
    LuaHelper(
        "list",
        ("r",),
        "if r == false then return {} end\n"
        "for i = 1, #r do if r[i] == false then r[i] = null end end\n"
        "return r",
    ),
    LuaHelper(
        "sorted",
        ("r",),
        "if r == false then return {} end\ntable.sort(r, less)\nreturn r",
        ("less",),
    ),
    LuaHelper(
        "without_prefix",
        ("r",),
        "if r == false then return null end\nreturn string.sub(r, #PREFIX + 1)",
    ),
    LuaHelper(
        "keys",
        ("r",),
        "for i = 1, #r do r[i] = without_prefix(r[i]) end\n"
        "table.sort(r, less)\n"
        "return r",
        ("without_prefix", "less"),
    ),
    LuaHelper("scan_page", ("r",), "return {r[1], keys(r[2])}", ("keys",)),
    LuaHelper(
        "map",
        ("r",),
        "local d = {}\nfor i = 1, #r, 2 do d[r[i]] = r[i + 1] end\nreturn dict(d)",
        ("dict",),
    ),
    LuaHelper("flags", ("r",), "for i = 1, #r do r[i] = r[i] == 1 end\nreturn r"),
    LuaHelper(
        "sorted_pairs",
        ("r",),
        "local t = {}\n"
        "for i = 1, #r, 2 do t[#t + 1] = {r[i], r[i + 1]} end\n"
        "table.sort(t, function(a, b) return less(a[1], b[1]) end)\n"
        "return t",
        ("less",),
    ),
    LuaHelper("member_page", ("r",), "return {r[1], sorted(r[2])}", ("sorted",)),
    LuaHelper("field_page", ("r",), "return {r[1], map(r[2])}", ("map",)),
    LuaHelper(
        "scored",
        ("r",),
        "local t = {}\n"
        "for i = 1, #r, 2 do t[#t + 1] = {r[i], tonumber(r[i + 1])} end\n"
        "return t",
    ),
    LuaHelper(
        "zip",
        ("r", "names"),
        "local d = {}\n"
        "for i = 1, #names do d[names[i]] = r[i] or null end\n"
        "return setmetatable(d, DICT)",
    ),
    LuaHelper(
        "zipped",
        ("words", "first", "last", "skip"),
        "local r, d = reply_to(words), {}\n"
        "for i = first, last do\n"
        "  d[string.sub(words[i], skip + 1)] = or_null(r[i - first + 1])\n"
        "end\n"
        "return dict(d)",
        ("reply_to", "or_null", "dict"),
    ),
    LuaHelper(
        "zipped_scores",
        ("words", "first", "last", "skip"),
        "local r, d = reply_to(words), {}\n"
        "for i = first, last do d[words[i]] = to_number(r[i - first + 1]) end\n"
        "return dict(d)",
        ("reply_to", "to_number", "dict"),
    ),
    LuaHelper(
        "scored_page",
        ("r",),
        "local d, s = {}, r[2]\n"
        "for i = 1, #s, 2 do d[s[i]] = tonumber(s[i + 1]) end\n"
        "return {r[1], dict(d)}",
        ("dict",),
    ),
    LuaHelper(
        "popped_list",
        ("r",),
        "if not r then return null end\nreturn {without_prefix(r[1]), r[2]}",
        ("without_prefix",),
    ),
    LuaHelper(
        "popped_scored",
        ("r",),
        "if not r then return null end\n"
        "for _, p in ipairs(r[2]) do p[2] = tonumber(p[2]) end\n"
        "return {without_prefix(r[1]), r[2]}",
        ("without_prefix",),
    ),
    LuaHelper(
        "sorted_scored",
        ("r",),
        "local t = scored(r)\n"
        "table.sort(t, function(a, b) return less(a[1], b[1]) end)\n"
        "return t",
        ("scored", "less"),
    ),
    LuaHelper("time_of", ("r",), "return {tonumber(r[1]), tonumber(r[2])}"),
    LuaHelper(
        "channel_counts",
        ("r",),
        "local d = {}\n"
        "for i = 1, #r, 2 do d[without_prefix(r[i])] = r[i + 1] end\n"
        "return dict(d)",
        ("dict", "without_prefix"),
    ),
    LuaHelper(
        "lcs_matches",
        ("r",),
        "local t = {}\n"
        "for i, x in ipairs(r[2]) do t[i] = "
        + _named(LcsMatch._fields, ("x[1]", "x[2]", "x[3] or null"))
        + " end\n"
        f"return {_named(LcsMatches._fields, ('t', 'r[4]'))}",
        ("dict",),
    ),
    LuaHelper(
        "from_wire",
        ("r",),
        "if r == false then return null end\n"
        "if type(r) ~= 'table' then return r end\n"
        "if r.ok then return true end\n"
        "for i = 1, #r do r[i] = from_wire(r[i]) end\n"
        "return r",
    ),
)

_STREAMS = (
    LuaHelper(
        "entry_of",
        ("r",),
        "if type(r) ~= 'table' then return r end\nreturn {r[1], map(r[2] or {})}",
        ("map",),
    ),
    LuaHelper(
        "entry_list",
        ("r",),
        "if r == false then return {} end\n"
        "for i = 1, #r do r[i] = entry_of(r[i]) end\n"
        "return r",
        ("entry_of",),
    ),
    LuaHelper(
        "stream_entries",
        ("r",),
        "local d = {}\n"
        "for _, x in ipairs(r or {}) do d[without_prefix(x[1])] = entry_list(x[2]) end\n"
        "return dict(d)",
        ("dict", "without_prefix", "entry_list"),
    ),
    LuaHelper(
        "claim_page", ("r",), "return {r[1], entry_list(r[2]), r[3]}", ("entry_list",)
    ),
    LuaHelper(
        "pending_summary",
        ("r",),
        "local d = {}\n"
        "for _, x in ipairs(r[4] or {}) do d[x[1]] = tonumber(x[2]) end\n"
        "return "
        + _named(
            PendingSummary._fields,
            ("r[1]", "or_null(r[2])", "or_null(r[3])", "dict(d)"),
        ),
        ("dict", "or_null"),
    ),
    LuaHelper(
        "delivered",
        ("rows", "name"),
        "local t = {}\n"
        "for i, x in ipairs(rows) do\n"
        "  if name then table.insert(x, 2, name) end\n"
        f"  t[i] = {_named(DeliveredEntry._fields, ('x[1]', 'x[2]', 'x[3]', 'x[4]'))}\n"
        "end\n"
        "return t",
        ("dict",),
    ),
    LuaHelper(
        "consumer_details",
        ("r",),
        "local d = map(r)\n"
        f"return {_part(ConsumerDetails._fields, pending='delivered(d.pending, d.name)')}",
        ("dict", "map", "or_null", "delivered"),
    ),
    LuaHelper(
        "group_details",
        ("r",),
        "local d, t = map(r), {}\n"
        "for i, x in ipairs(d.consumers) do t[i] = consumer_details(x) end\n"
        f"return {_part(GroupDetails._fields, pending='delivered(d.pending)', consumers='t')}",
        ("dict", "map", "or_null", "delivered", "consumer_details"),
    ),
    LuaHelper(
        "stream_details",
        ("r",),
        "local d, t = map(r), {}\n"
        "for i, x in ipairs(d.groups) do t[i] = group_details(x) end\n"
        f"return {_part(StreamDetails._fields, entries='entry_list(d.entries)', groups='t')}",
        ("dict", "map", "or_null", "entry_list", "group_details"),
    ),
    LuaHelper(
        "stream_info",
        ("r",),
        "local d = map(r)\n"
        "local first, last = entry_of(d['first-entry']), entry_of(d['last-entry'])\n"
        f"return {_part(StreamInfo._fields, first_entry='first or null', last_entry='last or null')}",
        ("dict", "map", "or_null", "entry_of"),
    ),
    _rows("pending_list", PendingEntry._fields, 1, 1),
    _rows("group_infos", GroupInfo._fields, 2, 2),
    _rows("consumer_infos", ConsumerInfo._fields, 2, 2),
)

_GEO = (
    LuaHelper(
        "position_of",
        ("r",),
        "if not r then return null end\nreturn {tonumber(r[1]), tonumber(r[2])}",
    ),
    LuaHelper(
        "positions_of",
        ("r",),
        "for i = 1, #r do r[i] = position_of(r[i]) end\nreturn r",
        ("position_of",),
    ),
    *(_places(name, given) for name, given in PLACE_SHAPES.items()),
)

ZIPPED_AT_ONCE: Final = 8
"""Up to so many names are zipped by a helper of their number, ``zip_1`` and so on."""

REPLIES: Final = (
    *_SIMPLE,
    *_STREAMS,
    *_GEO,
    *map(_zip, range(1, ZIPPED_AT_ONCE + 1)),
)
