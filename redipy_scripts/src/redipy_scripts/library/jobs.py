"""A queue of jobs that may be delayed, must be acknowledged, and are tried again.

``push`` puts a job in; ``take`` gives the job that has been due for longest to one
worker for ``lease`` seconds. The worker calls ``done``, ``extend`` or ``again`` with
the job's number and the number of the try: a worker whose lease has run out cannot
end a job that somebody else has by now. A job that was tried too often is kept
among the dead ones. All keys begin with the queue's name.
"""

from __future__ import annotations

import time

from redipy_scripts.python import Key, RedisHash, RedisList, RedisSortedSet, RedisVar
from redipy_scripts.python.function import function

ZEROS = "0000000000000000"
"""In front of a job's number, so that the order of texts is that of numbers."""


@function
def push(queue: Key, payload: str, delay: float = 0) -> int:
    """Put in a job that is due in ``delay`` seconds; its number. O(log N)."""
    number = RedisVar(f"{queue}:number").incr()
    job = f"{ZEROS}{number}"[-16:]
    RedisHash(f"{queue}:payload").hset({job: payload})
    RedisSortedSet(f"{queue}:due").add(time.time() + delay, job)
    return number


@function
def take(queue: Key, lease: float, tries: int = 5) -> tuple[int, str, int] | None:
    """The next job that is due: its number, payload and the number of the try.

    None if nothing is due. Jobs whose lease has run out are due again, or dead
    after ``tries`` tries. O(log N), and O(log N) for each job that ran out.
    """
    now = time.time()
    due = RedisSortedSet(f"{queue}:due")
    running = RedisSortedSet(f"{queue}:running")
    tried = RedisHash(f"{queue}:tries")
    for job in running.range("-inf", now, by="score"):
        running.zrem(job)
        if int(tried.hget(job) or "0") < tries:
            due.add(now, job)
        else:
            RedisList(f"{queue}:dead").rpush(job)
    found = due.range(0, 0, withscores=True)
    if not found or float(found[0][1]) > now:
        return None
    job = found[0][0]
    due.zrem(job)
    running.add(now + lease, job)
    times = tried.hincrby(job, 1)
    return int(job), RedisHash(f"{queue}:payload").hget(job) or "", times


@function
def done(queue: Key, number: int, attempt: int) -> bool:
    """End a job; False if the try is no longer the worker's. O(log N)."""
    job = f"{ZEROS}{number}"[-16:]
    tried = RedisHash(f"{queue}:tries")
    running = RedisSortedSet(f"{queue}:running")
    if tried.hget(job) != str(attempt) or not running.zrem(job):
        return False
    tried.hdel(job)
    RedisHash(f"{queue}:payload").hdel(job)
    return True


@function
def extend(queue: Key, number: int, attempt: int, lease: float) -> bool:
    """Keep a job for ``lease`` seconds from now; False if it is no longer one's own.

    O(log N).
    """
    job = f"{ZEROS}{number}"[-16:]
    running = RedisSortedSet(f"{queue}:running")
    mine = RedisHash(f"{queue}:tries").hget(job) == str(attempt)
    if not mine or running.zscore(job) is None:
        return False
    running.add(time.time() + lease, job)
    return True


@function
def again(
    queue: Key, number: int, attempt: int, delay: float = 0, tries: int = 5
) -> bool:
    """Give a job back, due in ``delay`` seconds, or dead after ``tries`` tries.

    False if the try is no longer the worker's. O(log N).
    """
    job = f"{ZEROS}{number}"[-16:]
    running = RedisSortedSet(f"{queue}:running")
    mine = RedisHash(f"{queue}:tries").hget(job) == str(attempt)
    if not mine or not running.zrem(job):
        return False
    if attempt < tries:
        RedisSortedSet(f"{queue}:due").add(time.time() + delay, job)
    else:
        RedisList(f"{queue}:dead").rpush(job)
    return True


@function
def job_counts(queue: Key) -> dict[str, int]:
    """How many jobs wait (``"due"``), run (``"running"``) and are dead. O(1)."""
    return {
        "due": RedisSortedSet(f"{queue}:due").card(),
        "running": RedisSortedSet(f"{queue}:running").card(),
        "dead": RedisList(f"{queue}:dead").llen(),
    }


@function
def dead_jobs(queue: Key, count: int = 10) -> list[tuple[int, str]]:
    """Take out dead jobs, ``count`` at most: numbers and payloads. O(count)."""
    found: list[tuple[int, str]] = []
    payloads = RedisHash(f"{queue}:payload")
    for _ in range(count):
        job = RedisList(f"{queue}:dead").lpop()
        if job is None:
            break
        found.append([int(job), payloads.hget(job) or ""])  # type: ignore[arg-type]  # lists stand for tuples in scripts
        payloads.hdel(job)
        RedisHash(f"{queue}:tries").hdel(job)
    return found
