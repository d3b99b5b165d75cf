"""Keys by what they hold, for the parameters of functions that become scripts.

::

    from redipy.keys import RedisList

    @redipy.script.function
    def first(items: RedisList) -> str | None:
        return items.lindex(0)

    first.on(client)(items=RedisList("mylist"))
"""

from redipy_scripts.python.keys import (
    Key,
    RedisBitmap,
    RedisGeo,
    RedisHash,
    RedisHyperLogLog,
    RedisKey,
    RedisList,
    RedisSet,
    RedisSortedSet,
    RedisStream,
    RedisVar,
)

__all__ = [
    "Key",
    "RedisBitmap",
    "RedisGeo",
    "RedisHash",
    "RedisHyperLogLog",
    "RedisKey",
    "RedisList",
    "RedisSet",
    "RedisSortedSet",
    "RedisStream",
    "RedisVar",
]
