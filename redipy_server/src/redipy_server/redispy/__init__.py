"""redis-py in process: its own clients, without a server.

::

    r = Redis()                                  # a redis.Redis over memory
    r = Redis(redipy.Redis(), decode_responses=True)

redis-py's versions from 5.0.1 on are supported: install ``redipy-server[redispy]``.
"""

from __future__ import annotations

from redipy_server.redispy.clients import AsyncRedis, Redis
from redipy_server.redispy.patching import patch

__all__ = ["AsyncRedis", "Redis", "patch"]
