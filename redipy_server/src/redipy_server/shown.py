"""Replies as people and programs read them: from the wire to text. No I/O here."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal

from redipy_core.replies import Status
from redipy_server.state import quoted

How = Literal["typed", "raw", "json"]


@dataclass(frozen=True)
class Failed:
    """An error reply."""

    line: bytes


Shown = bytes | int | None | Failed | list[object]
"""A reply of the second version of the protocol; a Status is one without quotes."""


def read_replies(data: bytes) -> list[object]:
    """The replies that some bytes are, whole ones only."""
    found: list[object] = []
    at = 0
    while at < len(data):
        reply, at = _read(data, at)
        found.append(reply)
    return found


def _read(data: bytes, at: int) -> tuple[object, int]:
    end = data.index(b"\r\n", at)
    kind, rest, at = data[at : at + 1], data[at + 1 : end], end + 2
    if kind == b"+":
        return Status(rest), at
    if kind == b"-":
        return Failed(rest), at
    if kind == b":":
        return int(rest), at
    count = int(rest)
    if count < 0:
        return None, at
    if kind == b"$":
        return data[at : at + count], at + count + 2
    items: list[object] = []
    for _ in range(count):
        item, at = _read(data, at)
        items.append(item)
    return items, at


def shown(reply: object, how: How) -> bytes:
    """A reply as text, with the end of its last line."""
    if how == "raw":
        return raw(reply) + b"\n"
    if how == "json":
        if isinstance(reply, Failed):
            return b"error:" + json.dumps(_text(reply.line)).encode() + b"\n"
        return json.dumps(_plain(reply), ensure_ascii=False).encode() + b"\n"
    return typed(reply)


def typed(reply: object, indent: bytes = b"") -> bytes:
    """Every value with its type, arrays with numbers."""
    if not isinstance(reply, list):
        return _typed_scalar(reply) + b"\n"
    if not reply:
        return b"(empty array)\n"
    width = len(str(len(reply)))
    lines: list[bytes] = []
    for number, item in enumerate(reply, 1):
        lead = b"%b) " % str(number).rjust(width).encode()
        before = indent if lines else b""
        lines.append(before + lead + typed(item, indent + b" " * len(lead)))
    return b"".join(lines)


def _typed_scalar(reply: object) -> bytes:
    if reply is None:
        return b"(nil)"
    if isinstance(reply, int):
        return b"(integer) %d" % reply
    if isinstance(reply, Failed):
        return b"(error) " + reply.line
    assert isinstance(reply, bytes)
    return bytes(reply) if isinstance(reply, Status) else quoted(reply)


def raw(reply: object) -> bytes:
    """The values alone, each on a line."""
    if isinstance(reply, list):
        return b"\n".join(raw(item) for item in reply)
    if reply is None:
        return b""
    if isinstance(reply, int):
        return b"%d" % reply
    if isinstance(reply, Failed):
        return reply.line + b"\n"
    assert isinstance(reply, bytes)
    return bytes(reply)


def _plain(reply: object) -> object:
    if isinstance(reply, list):
        return [_plain(item) for item in reply]
    if isinstance(reply, Failed):
        return {"error": _text(reply.line)}
    return _text(reply) if isinstance(reply, bytes) else reply


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")
