"""A stack of dictionaries, as scripts.

The frames of the stack ``base`` are the hashes ``base:frame:0``,
``base:frame:1`` … , and ``base:size`` counts the frames above the bottom one,
which is always there. The keys of the frames are computed inside the scripts.
"""

from __future__ import annotations

from collections.abc import Awaitable, Mapping
from typing import Protocol, cast

from redipy_core.script import JSONType, ScriptFunction, ScriptSource
from redipy_scripts.context import FnContext
from redipy_scripts.expressions import Expression, KeyVariable
from redipy_scripts.functions import Strs, ToIntStr, ToNum
from redipy_scripts.structures import RedisHash, RedisVar


class ScriptClient(Protocol):
    """A client with scripts."""

    def register_script(self, script: ScriptSource) -> ScriptFunction:
        """Make a script callable."""
        ...


class _Frames:
    """What every script of the stack begins with."""

    def __init__(self) -> None:
        self.ctx = FnContext()
        self._base: KeyVariable = self.ctx.add_key("base")
        self.size = RedisVar(Strs(self._base, ":size"))
        self.top = self.ctx.add_local(ToNum(self.size.get_value(default=0)))

    def frame(self, place: Expression) -> RedisHash:
        """The frame at a place, counted from the bottom."""
        return RedisHash(Strs(self._base, ":frame:", ToIntStr(place)))


def _push_frame() -> FnContext:
    frames = _Frames()
    frames.ctx.set_return_value(frames.size.incrby(1))
    return frames.ctx


def _set_value() -> FnContext:
    frames = _Frames()
    field, value = frames.ctx.add_arg("field"), frames.ctx.add_arg("value")
    frames.ctx.add(frames.frame(frames.top).hset([(field, value)]))
    return frames.ctx


def _get_value() -> FnContext:
    frames = _Frames()
    field = frames.ctx.add_arg("field")
    frames.ctx.set_return_value(frames.frame(frames.top).hget(field))
    return frames.ctx


def _get_cascading() -> FnContext:
    frames = _Frames()
    field, place = frames.ctx.add_arg("field"), frames.top
    loop = frames.ctx.while_(place.ge_(0))
    value = loop.add_local(frames.frame(place).hget(field))
    found, _ = loop.if_(value.ne_(None))
    found.set_return_value(value)
    loop.add(place.assign(place - 1))
    return frames.ctx


def _pop_frame() -> FnContext:
    frames = _Frames()
    frame = frames.frame(frames.top)
    fields = frames.ctx.add_local(frame.hgetall())
    frames.ctx.add(frame.delete())
    above, _ = frames.ctx.if_(frames.top.gt_(0))
    above.add(frames.size.incrby(-1))
    frames.ctx.set_return_value(fields)
    return frames.ctx


class _Stack:
    """The scripts, registered with a client."""

    def __init__(self, client: ScriptClient) -> None:
        self._push_frame = client.register_script(_push_frame())
        self._set_value = client.register_script(_set_value())
        self._get_value = client.register_script(_get_value())
        self._get_cascading = client.register_script(_get_cascading())
        self._pop_frame = client.register_script(_pop_frame())

    @staticmethod
    def _run(
        function: ScriptFunction, base: str, args: Mapping[str, JSONType]
    ) -> object:
        return function(keys={"base": base}, args=args)


class RStack(_Stack):
    """A stack of dictionaries in a store.

    ``base`` names the stack; values are text. Each method is one script, so it
    runs alone.
    """

    def push_frame(self, base: str) -> int:
        """Put an empty frame on top; returns how many lie above the bottom one."""
        return cast(int, self._run(self._push_frame, base, {}))

    def set_value(self, base: str, field: str, value: str | int | float) -> None:
        """Set a field of the top frame."""
        self._run(self._set_value, base, {"field": field, "value": value})

    def get_value(self, base: str, field: str) -> str | None:
        """A field of the top frame, None if it is not there."""
        found = self._run(self._get_value, base, {"field": field})
        return cast("str | None", found)

    def get_cascading(self, base: str, field: str) -> str | None:
        """A field of the highest frame that has it, None if none has."""
        found = self._run(self._get_cascading, base, {"field": field})
        return cast("str | None", found)

    def pop_frame(self, base: str) -> dict[str, str]:
        """Take the top frame away; returns its fields.

        The bottom frame is emptied and stays.
        """
        return cast("dict[str, str]", self._run(self._pop_frame, base, {}))


class AsyncRStack(_Stack):
    """As :class:`RStack`, over an asyncio client."""

    async def _wait(
        self, function: ScriptFunction, base: str, args: Mapping[str, JSONType]
    ) -> object:
        return await cast(Awaitable[object], self._run(function, base, args))

    async def push_frame(self, base: str) -> int:
        """Put an empty frame on top; returns how many lie above the bottom one."""
        return cast(int, await self._wait(self._push_frame, base, {}))

    async def set_value(self, base: str, field: str, value: str | int | float) -> None:
        """Set a field of the top frame."""
        await self._wait(self._set_value, base, {"field": field, "value": value})

    async def get_value(self, base: str, field: str) -> str | None:
        """A field of the top frame, None if it is not there."""
        found = await self._wait(self._get_value, base, {"field": field})
        return cast("str | None", found)

    async def get_cascading(self, base: str, field: str) -> str | None:
        """A field of the highest frame that has it, None if none has."""
        found = await self._wait(self._get_cascading, base, {"field": field})
        return cast("str | None", found)

    async def pop_frame(self, base: str) -> dict[str, str]:
        """Take the top frame away; returns its fields.

        The bottom frame is emptied and stays.
        """
        return cast("dict[str, str]", await self._wait(self._pop_frame, base, {}))
