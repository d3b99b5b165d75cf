"""redis-py's own clients over any backend, in this process."""

from redipy_server.redispy import AsyncRedis, Redis, patch

__all__ = ["AsyncRedis", "Redis", "patch"]
