"""Averages of numbers that come one by one."""

from __future__ import annotations

from redipy_scripts.python import RedisList, RedisVar, function


@function
def moving_average(values: RedisList, value: float, size: int) -> float:
    """Add a number; the mean of the last ``size`` numbers. O(size)."""
    values.rpush(value)
    values.ltrim(-size, -1)
    total = 0.0
    kept = values.lrange(0, -1)
    for text in kept:
        total += float(text)
    return total / len(kept)


@function
def average(values: RedisList) -> float | None:
    """The mean of the numbers that are kept, None if there are none. O(size)."""
    kept = values.lrange(0, -1)
    if not kept:
        return None
    total = 0.0
    for text in kept:
        total += float(text)
    return total / len(kept)


@function
def exponential_average(mean: RedisVar, value: float, weight: float) -> float:
    """Add a number; the mean in which the newest counts ``weight`` (0 to 1). O(1)."""
    before = mean.get_value()
    now = value
    if before is not None:
        now = float(before) + weight * (value - float(before))
    mean.set_value(now)
    return now
