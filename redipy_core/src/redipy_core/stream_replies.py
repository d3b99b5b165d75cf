"""Reply kinds for what a stream is: rows of names and values in turns.

A name that a reply does not need may stand in it: servers add some over time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from redipy_core.replies import Convert, Edge, Reply
from redipy_core.shapes import MAP, PLAIN, Shape, array
from redipy_core.stream_types import (
    ConsumerDetails,
    DeliveredEntry,
    GroupDetails,
    StreamDetails,
    StreamInfo,
)
from redipy_core.text import decode

_Row = list[Any]


class _Reader:
    """Turns rows into objects, its text being that of one client's edge."""

    def __init__(self, edge: Edge) -> None:
        self.text: Callable[[bytes], Any] = decode if edge.decode else bytes

    @staticmethod
    def named(row: _Row) -> dict[bytes, Any]:
        return dict(zip(row[::2], row[1::2], strict=True))

    def head(self, found: dict[bytes, Any]) -> tuple[int, int, int, Any, Any, int, Any]:
        """What both forms of a stream's description begin with."""
        return (
            found[b"length"],
            found[b"radix-tree-keys"],
            found[b"radix-tree-nodes"],
            self.text(found[b"last-generated-id"]),
            self.text(found[b"max-deleted-entry-id"]),
            found[b"entries-added"],
            self.text(found[b"recorded-first-entry-id"]),
        )

    def entry(self, item: _Row | None) -> Any:
        if item is None:
            return None
        number, words = item
        fields = self.named(words).items()
        return self.text(number), {self.text(n): self.text(v) for n, v in fields}

    def stream(self, row: _Row) -> StreamInfo[Any]:
        found = self.named(row)
        ends = self.entry(found[b"first-entry"]), self.entry(found[b"last-entry"])
        return StreamInfo(*self.head(found), found[b"groups"], *ends)

    def details(self, row: _Row) -> StreamDetails[Any]:
        found = self.named(row)
        entries = [self.entry(item) for item in found[b"entries"]]
        groups = [self.group(item) for item in found[b"groups"]]
        return StreamDetails(*self.head(found), entries, groups)

    def group(self, row: _Row) -> GroupDetails[Any]:
        found = self.named(row)
        return GroupDetails(
            self.text(found[b"name"]),
            self.text(found[b"last-delivered-id"]),
            found[b"entries-read"],
            found[b"lag"],
            found[b"pel-count"],
            [
                DeliveredEntry(self.text(number), self.text(consumer), when, count)
                for number, consumer, when, count in found[b"pending"]
            ],
            [self.consumer(item) for item in found[b"consumers"]],
        )

    def consumer(self, row: _Row) -> ConsumerDetails[Any]:
        found = self.named(row)
        name = self.text(found[b"name"])
        pending = [
            DeliveredEntry(self.text(number), name, when, count)
            for number, when, count in found[b"pending"]
        ]
        return ConsumerDetails(name, found[b"seen-time"], found[b"pel-count"], pending)


def _stream(edge: Edge) -> Convert:
    return _Reader(edge).stream


def _details(edge: Edge) -> Convert:
    return _Reader(edge).details


_GROUP_SHAPE = Shape("map", (PLAIN, *[PLAIN] * 6, array(MAP)))
_DETAILS_SHAPE = Shape("map", (PLAIN, *[PLAIN] * 8, array(_GROUP_SHAPE)))

STREAM_INFO = Reply("STREAM_INFO", script="stream_info", python=_stream, shape=MAP)
"""What a stream is."""

STREAM_DETAILS = Reply(
    "STREAM_DETAILS", script="stream_details", python=_details, shape=_DETAILS_SHAPE
)
"""As STREAM_INFO, with entries, groups and consumers."""
