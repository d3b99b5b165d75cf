"""What a stream is."""

from __future__ import annotations

from redipy_core.errors import CommandError
from redipy_core.stream_types import GroupDetails, StreamDetails, StreamInfo
from redipy_core.testing.example import Example, step

_X = (
    step("xadd", "k", {"a": 1, "b": 2}, id="1-1"),
    step("xadd", "k", {"c": 3}, id="2-2"),
    step("xadd", "k", {"d": 4}, id="3-3"),
    step("xdel", "k", "2-2"),
    step("xgroup_create", "k", "g", "1-1", entries_read=1),
)
_E1 = ("1-1", {"a": "1", "b": "2"})
_E3 = ("3-3", {"d": "4"})
_HEAD = (2, 1, 2, "3-3", "2-2", 3, "1-1")
_NO_KEY = CommandError("no such key")

EXAMPLES: tuple[Example, ...] = (
    Example(step("xinfo_stream", "k"), StreamInfo(*_HEAD, 1, _E1, _E3), _NO_KEY, _X),
    Example(
        step("xinfo_stream", "k", full=True, count=1),
        StreamDetails(
            *_HEAD,
            entries=[_E1],
            groups=[GroupDetails("g", "1-1", 1, None, 0, [], [])],
        ),
        *(_NO_KEY, _X),
    ),
)
