"""Bloom filters for redipy: ``Bloom(client).add("key", "item")``."""

from redipy_bloom.groups import (
    AsyncBloomCommands,
    Bloom,
    BloomCommands,
    BloomPipeline,
)
from redipy_bloom.replies import BloomInfo

__all__ = [
    "AsyncBloomCommands",
    "Bloom",
    "BloomCommands",
    "BloomInfo",
    "BloomPipeline",
]
