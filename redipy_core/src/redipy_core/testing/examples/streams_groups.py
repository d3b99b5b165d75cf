"""Consumer groups of streams."""

from __future__ import annotations

from redipy_core.errors import CommandError, ResponseError
from redipy_core.stream_types import PendingSummary
from redipy_core.testing.example import Example, step

_X = (
    step("xadd", "k", {"a": 1}, id="1-1"),
    step("xadd", "k", {"b": 2}, id="2-1"),
    step("xgroup_create", "k", "g", "0"),
)
_READ = step("xreadgroup", "g", "ann", {"k": ">"}, 1)
_Y = (*_X, _READ)
_E1 = ("1-1", {"a": "1"})
_E2 = ("2-1", {"b": "2"})
_SUMMARY = step("xpending", "k", "g")
_NOTHING: PendingSummary[str] = PendingSummary(0, None, None, {})
_ONE = PendingSummary(1, "1-1", "1-1", {"ann": 1})

_NO_GROUP = ResponseError("No such key 'k' or consumer group 'g'", "NOGROUP")
_NO_GROUP_TO_READ = ResponseError(
    "No such key 'k' or consumer group 'g' in XREADGROUP with GROUP option", "NOGROUP"
)
_NO_KEY = CommandError(
    "The XGROUP subcommand requires the key to exist. Note that for CREATE you may want"
    " to use the MKSTREAM option to create an empty stream automatically."
)

EXAMPLES: tuple[Example, ...] = (
    Example(
        _READ,
        *({"k": [_E1]}, _NO_GROUP_TO_READ, _X),
        [
            (step("xreadgroup", "g", "bob", {"k": ">"}), {"k": [_E2]}),
            (step("xreadgroup", "g", "ann", {"k": "0"}), {"k": [_E1]}),
        ],
        typed=False,
    ),
    Example(step("xack", "k", "g", "1-1", "2-1"), 1, 0, _Y, [(_SUMMARY, _NOTHING)]),
    Example(
        step("xgroup_create", "k", "h"),
        *(True, _NO_KEY, _X),
        [(step("xreadgroup", "h", "ann", {"k": ">"}), {})],
    ),
    Example(
        step("xgroup_setid", "k", "g", "1-1"),
        *(True, _NO_KEY, _X),
        [(_READ, {"k": [_E2]})],
    ),
    Example(
        step("xgroup_destroy", "k", "g"),
        *(True, _NO_KEY, _X),
        [(step("xinfo_groups", "k"), [])],
    ),
    Example(step("xgroup_createconsumer", "k", "g", "bob"), True, _NO_KEY, _X),
    Example(
        step("xgroup_delconsumer", "k", "g", "ann"),
        *(1, _NO_KEY, _Y),
        [(_SUMMARY, _NOTHING)],
    ),
    Example(step("xclaim", "k", "g", "bob", 0, "1-1", "2-1"), [_E1], _NO_GROUP, _Y),
    Example(
        step("xautoclaim", "k", "g", "bob", 0),
        *(("0-0", [_E1], []), _NO_GROUP, _Y),
    ),
    Example(_SUMMARY, _ONE, _NO_GROUP, _Y),
    Example(
        step("xinfo_groups", "k"),
        *([("g", 1, 1, "1-1", 1, 1)], CommandError("no such key"), _Y),
    ),
    Example(
        step("xinfo_consumers", "k", "g"),
        *([], CommandError("no such key"), _X),
    ),
)
