"""Rate limiters. Each answers whether a call may go on, and when to come again.

All of them give ``(allowed, remaining, wait)``: whether the ``cost`` was taken,
how much is left now, and the seconds until as much may be taken (0 if it was).
A cost that is refused takes nothing. A cost above the limit can never be taken;
its ``wait`` is -1. Time is the store's.
"""

from __future__ import annotations

import math
import time

from redipy_scripts.python import RedisHash, RedisSortedSet, RedisVar, function


@function
def fixed_window(
    counter: RedisVar, limit: int, window: float, cost: int = 1
) -> tuple[bool, int, float]:
    """At most ``limit`` in a window of seconds that begins with the first call.

    The cheapest limiter: one number. Around the end of a window up to twice the
    limit may pass within one window's time. O(1).
    """
    used = int(counter.get_value(default="0"))
    if cost > limit:
        return False, limit - used, -1
    if used + cost > limit:
        rest = counter.ttl()
        return False, limit - used, max(0, rest) if rest is not None else 0
    counter.incrby(cost)
    if used == 0:
        counter.expire(expire_in=window)
    return True, limit - used - cost, 0


@function
def sliding_window(
    events: RedisSortedSet, limit: int, window: float, cost: int = 1
) -> tuple[bool, int, float]:
    """At most ``limit`` in any window of seconds, exactly.

    Keeps one entry for each unit that was taken. O(log N) and O(cost log N).
    """
    now = time.time()
    events.zremrangebyscore("-inf", now - window)
    used = events.card()
    if cost > limit:
        return False, limit - used, -1
    if used + cost > limit:
        place = used + cost - limit - 1
        oldest = events.range(place, place, withscores=True)
        return False, limit - used, max(0, float(oldest[0][1]) + window - now)
    numbers = RedisVar(f"{events.key}:number")
    for _ in range(cost):
        events.add(now, numbers.incr())
    events.expire(expire_in=window)
    numbers.expire(expire_in=window)
    return True, limit - used - cost, 0


@function
def token_bucket(
    bucket: RedisHash, capacity: float, rate: float, cost: float = 1
) -> tuple[bool, float, float]:
    """A bucket that ``rate`` tokens a second flow into, ``capacity`` at most.

    Lets bursts of ``capacity`` pass and ``rate`` a second in the long run. O(1).
    """
    now = time.time()
    found = bucket.hmget("tokens", "at")
    tokens = capacity
    at = found["at"]
    kept = found["tokens"]
    if at is not None and kept is not None:
        passed = max(0, now - float(at))
        tokens = min(capacity, float(kept) + passed * rate)
    if cost > capacity:
        return False, tokens, -1
    if cost > tokens:
        return False, tokens, (cost - tokens) / rate
    tokens -= cost
    bucket.hset({"tokens": tokens, "at": now})
    bucket.expire(expire_in=capacity / rate + 1)
    return True, tokens, 0


@function
def gcra(
    theory: RedisVar, limit: int, period: float, cost: int = 1
) -> tuple[bool, int, float]:
    """The generic cell rate algorithm: ``limit`` in a period, evenly spread.

    As a bucket of ``limit`` tokens that is full again after ``period`` seconds,
    kept as one point in time. O(1).
    """
    now = time.time()
    spacing = period / limit
    arrival = max(now, float(theory.get_value(default="0")))
    left = math.floor((period - (arrival - now)) / spacing + 0.000001)
    if cost > limit:
        return False, left, -1
    later = arrival + cost * spacing
    wait = later - period - now
    if wait > spacing * 0.000001:
        return False, left, wait
    theory.set_value(later, expire_in=later - now + 1)
    return True, left - cost, 0
