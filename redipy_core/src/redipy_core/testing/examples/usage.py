"""How keys are used, and what they take."""

from __future__ import annotations

from redipy_core.errors import CommandError
from redipy_core.testing.example import Example, step

_S = (step("set_value", "k", "hello"),)
_NOT_COUNTED = CommandError(
    "An LFU maxmemory policy is not selected, access frequency not tracked. Please note"
    " that when switching between policies at runtime LRU and LFU data will take some"
    " time to adjust."
)

EXAMPLES: tuple[Example, ...] = (
    Example(step("object_freq", "k"), _NOT_COUNTED, None, _S, typed=False),
    Example(step("object_idletime", "k"), 0, None, _S, typed=False),
    Example(step("memory_usage", "k"), 64, None, _S, typed=False),
    Example(step("memory_usage", "k", samples=0), 64, None, _S, typed=False),
)
