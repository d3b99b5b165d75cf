"""The memory backend: its runtime, for use with ``Redis(rt=…)``."""

from redipy_memory import LocalRuntime, MemoryRuntime

__all__ = ["LocalRuntime", "MemoryRuntime"]
