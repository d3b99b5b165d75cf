"""The in-process backend of redipy."""

from redipy_memory.runtime import MemoryRuntime

LocalRuntime = MemoryRuntime

__all__ = ["LocalRuntime", "MemoryRuntime"]
