"""The redis backend: its runtime, for use with ``Redis(rt=…)``, and its options."""

from redipy_redis import RedisConfig, RedisConnection, RedisRuntime

__all__ = ["RedisConfig", "RedisConnection", "RedisRuntime"]
