"""A stack of dictionaries, as scripts.

The frames of the stack ``base`` are the hashes ``base:frame:0``,
``base:frame:1`` … , and ``base:size`` counts the frames above the bottom one,
which is always there. The keys of the frames are computed inside the scripts.
"""

from __future__ import annotations

from redipy_core.asyncio import Redis as AsyncRedis
from redipy_core.client import Redis
from redipy_scripts.python import Key, RedisHash, RedisVar, function


@function
def push_frame(base: Key) -> int:
    """Put an empty frame on top; how many lie above the bottom one. O(1)."""
    return RedisVar(f"{base}:size").incr()


@function
def set_value(base: Key, field: str, value: str | int | float) -> None:
    """Set a field of the top frame. O(1)."""
    top = RedisVar(f"{base}:size").get_value(default="0")
    RedisHash(f"{base}:frame:{top}").hset({field: value})


@function
def get_value(base: Key, field: str) -> str | None:
    """A field of the top frame, None if it is not there. O(1)."""
    top = RedisVar(f"{base}:size").get_value(default="0")
    return RedisHash(f"{base}:frame:{top}").hget(field)


@function
def get_cascading(base: Key, field: str) -> str | None:
    """A field of the highest frame that has it, None if none has. O(frames)."""
    place = int(RedisVar(f"{base}:size").get_value(default="0"))
    while place >= 0:
        value = RedisHash(f"{base}:frame:{place}").hget(field)
        if value is not None:
            return value
        place -= 1
    return None


@function
def pop_frame(base: Key) -> dict[str, str]:
    """Take the top frame away; its fields. The bottom one stays. O(fields)."""
    size = RedisVar(f"{base}:size")
    top = int(size.get_value(default="0"))
    frame = RedisHash(f"{base}:frame:{top}")
    fields = frame.hgetall()
    frame.delete()
    if top > 0:
        size.decr()
    return fields


class RStack:
    """A stack of dictionaries in a store.

    ``base`` names the stack; values are text. Each method is one script, so it
    runs alone.
    """

    def __init__(self, client: Redis) -> None:
        self._push_frame = push_frame.on(client)
        self._set_value = set_value.on(client)
        self._get_value = get_value.on(client)
        self._get_cascading = get_cascading.on(client)
        self._pop_frame = pop_frame.on(client)

    def push_frame(self, base: str) -> int:
        """Put an empty frame on top; returns how many lie above the bottom one.

        O(1).
        """
        return self._push_frame(base)

    def set_value(self, base: str, field: str, value: str | int | float) -> None:
        """Set a field of the top frame. O(1)."""
        self._set_value(base, field, value)

    def get_value(self, base: str, field: str) -> str | None:
        """A field of the top frame, None if it is not there. O(1)."""
        return self._get_value(base, field)

    def get_cascading(self, base: str, field: str) -> str | None:
        """A field of the highest frame that has it, None if none has. O(frames)."""
        return self._get_cascading(base, field)

    def pop_frame(self, base: str) -> dict[str, str]:
        """Take the top frame away; returns its fields. O(fields).

        The bottom frame is emptied and stays.
        """
        return self._pop_frame(base)


class AsyncRStack:
    """As :class:`RStack`, over an asyncio client."""

    def __init__(self, client: AsyncRedis) -> None:
        self._push_frame = push_frame.on(client)
        self._set_value = set_value.on(client)
        self._get_value = get_value.on(client)
        self._get_cascading = get_cascading.on(client)
        self._pop_frame = pop_frame.on(client)

    async def push_frame(self, base: str) -> int:
        """Put an empty frame on top; see :meth:`RStack.push_frame`."""
        return await self._push_frame(base)

    async def set_value(self, base: str, field: str, value: str | int | float) -> None:
        """Set a field of the top frame; see :meth:`RStack.set_value`."""
        await self._set_value(base, field, value)

    async def get_value(self, base: str, field: str) -> str | None:
        """A field of the top frame; see :meth:`RStack.get_value`."""
        return await self._get_value(base, field)

    async def get_cascading(self, base: str, field: str) -> str | None:
        """A field of the highest frame that has it; see :meth:`RStack.get_cascading`."""
        return await self._get_cascading(base, field)

    async def pop_frame(self, base: str) -> dict[str, str]:
        """Take the top frame away; see :meth:`RStack.pop_frame`."""
        return await self._pop_frame(base)
